"""What a reader asks of the input: which files, which columns, what was left out, and what rests on it."""

import pandas as pd

from kamlib.flow.gate import look, tables_of
from kamlib.flow.prepare import Prepared
from kamlib.method.aggregate import aggregate
from kamlib.method.periods import complete_months
from kamlib.study.beside import beside
from kamlib.study.books.place import book_paths
from kamlib.study.folder import Study
from kamlib.study.given import Given
from kamlib.study.given_tables import tables_in_use
from kamlib.study.load import input_files
from kamlib.tables import GIVEN
from kamlib.text import N_, _, ngettext

_OF_PEOPLE = {
    "scores": N_("points for accounts"), "facts": N_("facts that no sales file knows"),
    "influence": N_("answers on influence"), "notes": N_("notes"),
}  # fmt: skip
_OF_ACCOUNTS = {
    "dossier": N_("dossiers"), "buying-centre": N_("buying centres"), "plan": N_("perspective plans"),
    "meeting": N_("meetings"),
}  # fmt: skip


def study_contents(study: Study) -> pd.DataFrame:
    """Return the files of a study: ``folder``, ``file`` and ``what`` it is."""
    rows = [("", "study.yaml", _("what is studied and how its files are read"))]
    rows += [("input", path.name, _("as received")) for path in input_files(study)]
    judged = sorted(study.judgement.glob("*.csv")) if study.judgement.is_dir() else []
    rows += [("judgement", path.name, _("what people decided")) for path in judged]
    for name, words in _OF_PEOPLE.items():
        people = sorted((study.judgement / name).glob("*.csv"))
        said = ngettext("{} person's answers", "{} people's answers, a file each", len(people)).format(
            len(people))
        rows += [(f"judgement/{name}", _(words), said)] if people else []
    for kind, words in _OF_ACCOUNTS.items():
        number = len(book_paths(study.folder, kind))
        said = ngettext("{} workbook", "{} workbooks, typed in Excel", number).format(number)
        rows += [("judgement/dossiers", _(words), said)] if number else []
    reviews = sorted(path for path in (study.judgement / "reviews").glob("*") if path.is_dir())
    rows += [("judgement/reviews", path.name, _("the state of that day")) for path in reviews]
    pack = study.plain.value.get("pack") or "pack.yaml"
    if (study.folder / pack).is_file():
        rows.insert(1, ("", pack, _("what this study changes in the method")))
    return pd.DataFrame(rows, columns=["folder", "file", "what"])


def files_read(study: Study) -> pd.DataFrame:
    """Return the tables found: ``file``, ``table``, ``rows``, ``columns``, ``written`` (how) and ``used``."""
    found = look(study)
    used = tables_in_use(study, found.given)
    left = {one.table for one in beside(study, found.files, found.given)}
    rows = [
        (
            loaded.file.removeprefix("input/") + (f" [{loaded.sheet}]" if loaded.sheet else ""),
            name,
            len(loaded.frame),
            len(loaded.columns),
            _written(loaded.settings),
            _("yes") if name.casefold() in used
            else _("no, though it says client, date and amount") if name in left else _("no"),
        )
        for name, loaded in found.files.tables.items()
    ]
    frame = pd.DataFrame(rows, columns=["file", "table", "rows", "columns", "written", "used"])
    return frame.sort_values(["used", "file"], ascending=[False, True], ignore_index=True, key=_order)


def steps_taken(study: Study) -> pd.DataFrame:
    """Return what was done while reading: ``file`` and ``step``, in the order of files."""
    found = look(study)
    rows = [
        (loaded.file.removeprefix("input/"), step)
        for loaded in found.files.tables.values()
        for step in loaded.steps
    ]
    return pd.DataFrame(rows, columns=["file", "step"])


def meanings(study: Study) -> pd.DataFrame:
    """Return which heading holds what: ``table``, ``meaning``, ``heading``, ``what``."""
    return pd.DataFrame(
        [
            (name, meaning, heading, _(given.table.columns[meaning].meaning))
            for name, given in tables_of(study).given.items()
            for meaning, heading in given.headings.items()
        ],
        columns=["table", "meaning", "heading", "what"],
    )


def stays_off(study: Study) -> pd.DataFrame:
    """Return what is not possible because no column gives it: ``table``, ``missing``, ``off``."""
    given = tables_of(study).given
    rows = [
        (name, _(column.meaning), _(column.enables))
        for name, table in GIVEN.items()
        for meaning, column in table.columns.items()
        if column.enables
        and meaning in _absent(given.get(name), list(table.columns))
        and not (name == "sales" and meaning == "name" and "name" in _headings(given.get("accounts")))
    ]
    if "service_costs" not in given:
        rows.append(
            ("service_costs", _("costs to serve by account and year"), _("profit after cost to serve"))
        )
    return pd.DataFrame(rows, columns=["table", "missing", "off"])


def ledger(ready: Prepared) -> pd.DataFrame:
    """Return how the client's lines become the counted ones; the lines above the last add up to it.

    Parameters
    ----------
    ready : Prepared

    Returns
    -------
    DataFrame
        ``step``, ``subject``, ``lines`` and ``amount`` (money; what is left out is negative); where lines
        have costs also their ``cost`` and, over lines of known cost, ``margin``. First what the file gives,
        then each reason to leave something out, last what is counted. Where a query makes the sales, the
        first ``subject`` names its tables and their lines, since a query can leave lines out too.
    """
    out = _in_money(ready.left_out).groupby(["what", "subject"]).sum().reset_index()
    figures = [str(name) for name in out if name not in ("what", "subject")]
    about = [_about(ready, what, subject) for what, subject in zip(out["what"], out["subject"], strict=True)]
    reasons = out.assign(step=out["what"].map(_reason), subject=about)[["step", "subject", *figures]]
    reasons[figures] = 0 - reasons[figures]
    # The file has them above zero: they go from there to below it.
    off = ready.minus.assign(step=_("taken off, by study.yaml"), lines=0)
    money = [name for name in figures if name != "lines"]
    off[money] = 2 * off[money]
    # Their money is that of the lines that they sum up.
    sums = (0 - ready.totals).assign(
        step=_("subtotals and totals, left out when read"), subject="", **dict.fromkeys(money, 0.0))
    reasons = pd.concat([reasons, off, sums], ignore_index=True)
    order = reasons.assign(size=-reasons["amount"].abs()).sort_values(["size", "step", "subject"]).index
    counted = _in_money(ready.sales)[figures].sum()
    given = counted - reasons[figures].sum()
    step, subject = _origin(ready)
    rows = [{"step": step, "subject": subject, **given}, *reasons.loc[order].to_dict("records"),
            {"step": _("counted"), "subject": "", **counted}]
    return pd.DataFrame(rows, columns=["step", "subject", *figures]).astype({"lines": "int64"})


def _in_money(lines: pd.DataFrame) -> pd.DataFrame:
    """Return each line as one, with its amount and, where costs are given, its cost and margin."""
    named = [name for name in ("what", "subject") if name in lines]
    found = lines[named].assign(lines=1, amount=lines["amount"].fillna(0.0))
    if "cost" not in lines:
        return found
    return found.assign(cost=lines["cost"].fillna(0.0),
                        margin=(lines["amount"] - lines["cost"]).fillna(0.0))


def _origin(ready: Prepared) -> tuple[str, str]:
    if ready.sources.empty:
        return _("in the file"), ""
    tables = zip(ready.sources["table"], ready.sources["lines"], strict=True)
    words = [(name, n, f"{n:,}".replace(",", " ")) for name, n in tables]
    said = [ngettext("{} ({} line)", "{} ({} lines)", n).format(name, lines) for name, n, lines in words]
    return _("given by the query"), ", ".join(said)


def decisions_in_words(ready: Prepared) -> pd.DataFrame:
    """Return the decisions for a page: ``decision``, ``about``, ``in_force``, ``decided``, ``by`` and money.

    Parameters
    ----------
    ready : Prepared

    Returns
    -------
    DataFrame
        The largest amount first; ``decided`` is empty where the proposal waits for somebody. ``lines`` and
        ``amount`` (money) are what rests on the decision.
    """
    found = ready.decisions.assign(amount=ready.decisions["amount"].fillna(0.0))
    order = found["amount"].abs().sort_values(ascending=False, kind="stable").index
    frame = pd.DataFrame(
        {
            "decision": found["what"].map(_reason),
            "about": [
                _in_currency(subject, own, amount) if what == "currency" else _about(ready, what, subject)
                for what, subject, own, amount in zip(
                    found["what"], found["subject"], found["own"], found["amount"], strict=True
                )
            ],
            "in_force": found["in_force"].map(_answer),
            "decided": found["decided"].map(lambda said: _("yes") if said else _("not yet")),
            "by": found["by"],
            "lines": found["lines"],
            "amount": found["amount"],
        }
    )
    return frame.loc[order].reset_index(drop=True)


def grouped_accounts(ready: Prepared) -> pd.DataFrame:
    """Return the accounts made of several legal entities and what grouping changes, largest first.

    Returns
    -------
    DataFrame
        ``account``, ``name``, ``entities``, ``amount`` and ``share`` of all revenue, ``largest_entity`` and
        its ``largest_share``: what the largest entity alone would show.
    """
    sales = ready.sales
    total = sales["amount"].sum()
    entity = aggregate(sales, by=["account", "name", "entity"])
    found = entity.groupby(["account", "name"], as_index=False).agg(
        entities=("entity", "nunique"), amount=("amount", "sum"), largest=("amount", "max")
    )
    found = found[found["entities"] > 1]
    best = entity.sort_values(["account", "amount"], ascending=[True, False]).drop_duplicates("account")
    named = found.merge(
        best[["account", "entity"]].rename(columns={"entity": "largest_entity"}), on="account"
    )
    shares = named.assign(share=named["amount"] / total, largest_share=named["largest"] / total)
    return shares.drop(columns="largest").sort_values("amount", ascending=False, ignore_index=True)


def account_totals(ready: Prepared) -> pd.DataFrame:
    """Return every account with its revenue of the whole file: ``account``, ``name``, ``amount``.

    An account that never bought has no amount. Whoever is above zero buys: the check and chapters 01 and 02
    count buyers in this way.

    Examples
    --------
    >>> from kamlib.flow import open_study, prepared
    >>> account_totals(prepared(open_study()))["amount"].gt(0).sum()
    np.int64(112)
    """
    sums = ready.sales.groupby("account")["amount"].sum()
    return ready.accounts[["account", "name"]].assign(amount=ready.accounts["account"].map(sums))


def never_bought(ready: Prepared) -> pd.DataFrame:
    """Return the accounts without a sale: target accounts, not bad data."""
    return ready.accounts[~ready.accounts["account"].isin(ready.sales["account"])].reset_index(drop=True)


def revenue_by_month(ready: Prepared) -> pd.DataFrame:
    """Return ``month``, ``amount`` and whether the month is ``complete``, for every month of the file."""
    months = aggregate(ready.sales, by="month").set_index("month")["amount"]
    every = pd.date_range(months.index.min(), months.index.max(), freq="MS")
    complete = complete_months(ready.first, ready.as_of)
    filled = months.reindex(every, fill_value=0.0).rename_axis("month").reset_index()
    return filled.assign(complete=filled["month"].isin(complete))


def known_shares(ready: Prepared) -> pd.DataFrame:
    """Return how much revenue has a value in each optional column: ``column``, ``lines``, ``share``."""
    sales, weight = ready.sales, ready.sales["amount"].abs()
    needed = {*GIVEN["sales"].required, "name"}
    names = [name for name in GIVEN["sales"].columns if name in sales and name not in needed]
    rows = [
        (
            _(GIVEN["sales"].columns[name].meaning),
            int(sales[name].notna().sum()),
            float(weight[sales[name].notna()].sum() / weight.sum()),
        )
        for name in names
    ]
    return pd.DataFrame(rows, columns=["column", "lines", "share"])


def _absent(given: Given | None, names: list[str]) -> list[str]:
    return given.absent if given else names


def _headings(given: Given | None) -> dict[str, str]:
    return given.headings if given else {}


def _written(settings: dict[str, object]) -> str:
    tab = {"\t": _("tab"), " ": _("space")}
    delimiter = str(settings.get("delimiter") or "")
    return " ".join(
        part for part in (str(settings.get("encoding") or ""), tab.get(delimiter, delimiter)) if part
    )


def _order(column: pd.Series) -> pd.Series:
    return column.str.casefold() if column.name == "file" else column


def _about(ready: Prepared, what: str, subject: str) -> str:
    """Return what a decision is about as a reader knows it: a name beside a code."""
    if what in ("look_alikes", "repeated_lines", "returns", "no_account", "vat"):
        return ""
    if what == "split":
        return subject
    lines = ready.left_out if subject in set(ready.left_out["entity"]) else ready.sales
    names = lines.loc[lines["entity"] == subject, "name"]
    return f"{names.iloc[0]} ({subject})" if len(names) and names.iloc[0] != subject else subject


def _in_currency(currency: str, own: float, converted: float) -> str:
    """Return money as the file writes it, and at which rate it is converted."""
    if pd.isna(own):
        return currency
    written = f"{own:,.2f} {currency or _('(no currency)')}".replace(",", " ")
    rate = converted / own if own else 1.0
    return written if rate == 1.0 else _("{} at {:.6g}").format(written, rate)


def _answer(answer: str) -> str:
    return {
        "leave_out": _("left out"),
        "keep": _("counted"),
        "net": _("amounts are net"),
        "gross": _("amounts hold VAT"),
        "base": _("currency of the study"),
        "convert": _("converted"),
        "turn": _("sign turned"),
    }[answer]


def _reason(what: str) -> str:
    return {
        "no_account": _("no client on the line"),
        "pseudo_client": _("cash sales to nobody in particular"),
        "internal": _("own firm"),
        "returns": _("returns"),
        "cancellations": _("cancelled and taken back"),
        "look_alikes": _("look-alike lines"),
        "repeated_lines": _("repeated line numbers"),
        "after_as_of": _("after the last day counted"),
        "no_date": _("no date"),
        "no_amount": _("no amount"),
        "vat": _("VAT"),
        "currency": _("currency"),
        "sign": _("sign"),
        "split": _("not a sale, by study.yaml"),
    }.get(what, what)
