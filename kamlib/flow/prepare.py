"""From the client's tables to sales that can be counted: decisions carried out, entities grouped."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.gate import Tables, tables_of
from kamlib.flow.keep import kept
from kamlib.flow.once import once
from kamlib.method.base.window import MONTHS, Window, covered_months
from kamlib.method.periods import covered
from kamlib.problems import KamError, Problem
from kamlib.study.beside import tables_left_out
from kamlib.study.decided import decisions, in_one_currency
from kamlib.study.folder import Study
from kamlib.study.given_tables import query_sources
from kamlib.study.grouping import groups
from kamlib.study.proposals import apply_decisions, net_of_vat, turn_signs
from kamlib.study.splitting import split_totals
from kamlib.text import _


@dataclass(frozen=True)
class Prepared:
    """Sales that can be counted, and everything that was decided on the way.

    Parameters
    ----------
    sales : DataFrame
        The lines that count: ``account`` (grouped), ``entity`` (as in the file), ``name``, ``date``,
        ``amount`` (net, in the currency of the study), and what else the study gives.
    left_out : DataFrame
        The other lines, with ``what`` and ``subject``: why.
    accounts : DataFrame
        One row for each account, buying or not: ``account``, ``name``, ``entities``, and ``manager``,
        ``segment``, ``city``, ``since`` where the study gives them.
    decisions, groups : DataFrame
        See `kamlib.study.decided`; the money of decisions is in the currency of the study, and ``own`` is
        that of a currency as the file writes it.
    splits : DataFrame
        ``column``, ``value``, ``lines`` and ``amount`` of the counted lines, for columns that nothing uses.
    minus : DataFrame
        ``subject``, ``lines`` and ``amount`` (below zero) of lines that an answer takes off the sales, though
        the file has them above zero.
    sources : DataFrame
        ``table`` and ``lines`` of the tables that a query makes the sales of; empty where they are one table.
    totals : DataFrame
        ``lines`` of the file that were left out as sums of others when it was read; empty where none were.
    beside : DataFrame
        ``table``, ``lines`` and ``amount`` of tables that say client, date and amount and are left out whole.
    first, as_of : Timestamp
        First day covered and last day counted.
    """

    sales: pd.DataFrame
    left_out: pd.DataFrame
    accounts: pd.DataFrame
    decisions: pd.DataFrame
    groups: pd.DataFrame
    splits: pd.DataFrame
    minus: pd.DataFrame
    sources: pd.DataFrame
    totals: pd.DataFrame
    beside: pd.DataFrame
    first: pd.Timestamp
    as_of: pd.Timestamp

    def covers(self, year: int) -> bool:
        """Whether the file covers a whole calendar year."""
        span = Window(pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31))
        return span.start <= self.as_of and self.first <= span.end and \
            covered_months(span, self.first, self.as_of) == MONTHS


@once(books=False)
def prepared(study: Study) -> Prepared:
    """Return the sales that count, with what was left out and why.

    Every line of the client's sales is either in ``sales`` or in ``left_out``.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Prepared

    Raises
    ------
    KamError
        When something stops the study: `kamlib.flow.check.check_study` names it too.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> found = prepared(open_study())
    >>> found.accounts["account"].nunique()
    116
    """
    frames = kept(study, "prepared", lambda: _made(study, tables_of(study)))
    first, last = covered(frames["sales"]["date"])
    return Prepared(**frames, first=first, as_of=pd.Timestamp(study.as_of) if study.as_of else last)


def _made(study: Study, tables: Tables) -> dict[str, pd.DataFrame]:
    decided, grouped = decisions(study, tables.given), groups(study, tables.given)
    signs = decided[decided["what"] == "sign"]
    turned = dict(zip(signs["subject"], signs["in_force"], strict=True))
    given = tables.given["sales"]
    lines = turn_signs(given.frame, turned).assign(place=range(len(given.frame)))
    valued = lines["amount"].notna()
    money = _as_money(study, lines[valued], decided)
    decided = _with_own_money(study, decided)
    kept_lines, left_out = apply_decisions(money[money["date"].notna()], decided)
    late = (
        kept_lines["date"] > pd.Timestamp(study.as_of)
        if study.as_of
        else pd.Series(False, index=kept_lines.index)
    )
    names = _account_names(tables, grouped)
    left = pd.concat(
        [
            left_out,
            kept_lines[late].assign(what="after_as_of", subject=str(study.as_of)),
            money[money["date"].isna()].assign(what="no_date", subject=""),
            lines[~valued].assign(what="no_amount", subject=""),
            _not_sales(study, turn_signs(given.out, turned), decided),
        ]
    ).drop(columns="place")
    counted = kept_lines[~late]
    # Somebody decided to keep lines without an account; they are counted under a name that says so.
    counted = counted.assign(account=counted["account"].fillna(_("(no account)")))
    sales = _grouped(counted.drop(columns="place"), grouped, names)
    if sales.empty:
        remedy = _("look at judgement/decisions.csv and at as_of in study.yaml")
        raise KamError(Problem("no-sales", _("no line of sales is left to count"), remedy))
    without_names = study.codes.notes if study.codes else lambda frame: frame
    return {
        "sales": sales.reset_index(drop=True),
        "left_out": _grouped(left, grouped, names).reset_index(drop=True),
        "accounts": _accounts(tables, sales, grouped, names, decided),
        "decisions": without_names(decided),
        "groups": without_names(grouped),
        "splits": without_names(split_totals(given.rest.iloc[counted["place"]], counted["amount"])),
        "minus": _taken_off(money, given.minus),
        "sources": query_sources(study, tables.files),
        "totals": _totals(tables),
        "beside": tables_left_out(study, tables.files, tables.given),
    }


def _totals(tables: Tables) -> pd.DataFrame:
    loaded = tables.files.tables.get(tables.given["sales"].source)
    return pd.DataFrame({"lines": [loaded.totals] if loaded and loaded.totals else []}, dtype="int64")


def _not_sales(study: Study, out: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Return the lines that an answer leaves out, in money; without money where nothing converts them."""
    lines = out.assign(what="split")
    try:
        return _as_money(study, lines, decided)
    except KamError:
        return lines.assign(amount=float("nan"), subject=lines["subject"] + _(" (not converted)"))


def _taken_off(money: pd.DataFrame, minus: pd.Series) -> pd.DataFrame:
    """Return lines, money and cost of what an answer takes off the sales, by column and value."""
    lines = money[["amount"]].assign(subject=minus.iloc[money["place"]].to_numpy(), lines=1)
    if "cost" in money:
        lines = lines.assign(cost=money["cost"], margin=money["amount"] - money["cost"])
    return lines[lines["subject"] != ""].groupby("subject", as_index=False).sum()


def _as_money(study: Study, lines: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Return the lines net of VAT and in the currency of the study."""
    answers = list(zip(decided["what"], decided["subject"], decided["in_force"], strict=True))
    if any(what == "vat" and answer == "gross" for what, _subject, answer in answers):
        lines = net_of_vat(lines, rate=study.settings["intake.vat_rate"].value or None)
    return in_one_currency(
        study, lines, {subject: answer for what, subject, answer in answers if what == "currency"}
    )


def _with_own_money(study: Study, decided: pd.DataFrame) -> pd.DataFrame:
    """Return decisions with ``own``, the money of each currency as written, and ``amount`` converted."""
    mine = decided[decided["what"] == "currency"]
    own = mine["amount"].reindex(decided.index)
    if mine["amount"].notna().any():
        answers = dict(zip(mine["subject"], mine["in_force"], strict=True))
        told = mine[["subject", "amount"]].rename(columns={"subject": "currency"})
        converted = in_one_currency(study, told, answers)["amount"]
        decided = decided.assign(amount=converted.reindex(decided.index).fillna(decided["amount"]))
    return decided.assign(own=own)


def _account_names(tables: Tables, grouped: pd.DataFrame) -> pd.Series:
    """Return entity or account -> name: of the group, of the accounts table, of the sales."""
    names = [
        frame.dropna(subset=["account", "name"]).drop_duplicates("account").set_index("account")["name"]
        for frame in (tables.frame("accounts"), tables.frame("sales"))
        if "name" in frame
    ]
    inforce = grouped[grouped["in_force"] & (grouped["name"].fillna("") != "")]
    names.insert(0, inforce.drop_duplicates("account").set_index("account")["name"])
    every: pd.Series = pd.concat(names)
    return every.loc[~every.index.duplicated()]


def _account_of(grouped: pd.DataFrame) -> dict[str, str]:
    inforce = grouped[grouped["in_force"]]
    return dict(zip(inforce["entity"], inforce["account"], strict=True))


def _grouped(lines: pd.DataFrame, grouped: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    account = lines["account"].replace(_account_of(grouped)).astype("str")
    name = account.map(names).astype("str").fillna(account)
    return lines.assign(entity=lines["account"], account=account, name=name)


def _accounts(
    tables: Tables, sales: pd.DataFrame, grouped: pd.DataFrame, names: pd.Series, decided: pd.DataFrame
) -> pd.DataFrame:
    """Return one row for each account, those that never bought among them, those left out not."""
    gone = decided.loc[
        decided["what"].isin(["pseudo_client", "internal"]) & (decided["in_force"] == "leave_out")
    ]
    listed = tables.frame("accounts")
    listed = listed if "account" in listed else pd.DataFrame({"account": pd.Series(dtype="str")})
    listed = listed.dropna(subset=["account"])
    entities = pd.concat([listed["account"], sales["entity"]]).drop_duplicates()
    entities = entities[~entities.isin(gone["subject"])]
    frame = pd.DataFrame({"entity": entities}).merge(
        listed.drop_duplicates("account").rename(columns={"account": "entity"}), on="entity", how="left"
    )
    frame["account"] = frame["entity"].replace(_account_of(grouped))
    size = frame.groupby("account").size()
    # The entity whose number the account carries speaks for the group.
    frame["speaks"] = frame["entity"] == frame["account"]
    first = frame.sort_values(["account", "speaks", "entity"], ascending=[True, False, True])
    one = first.drop_duplicates("account").drop(columns=["entity", "speaks"])
    one = one.assign(entities=one["account"].map(size), name=one["account"].map(names).fillna(one["account"]))
    return one.sort_values("account", ignore_index=True)
