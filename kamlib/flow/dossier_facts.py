"""What the data know of each account, fact by fact, for the dossier to show: nobody is asked for it again."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from kamlib.flow.credit import credit_limits
from kamlib.flow.entities import entities_of_accounts
from kamlib.flow.keep import kept
from kamlib.flow.potential import Potential, potential
from kamlib.flow.prepare import Prepared
from kamlib.flow.settings import settings_in_force
from kamlib.method.receivables import receivables
from kamlib.study.folder import Study
from kamlib.text import N_, _

COLUMNS = ["account", "topic", "line", "what", "amount", "text", "unit", "of", "source"]
SALES, ACCOUNTS, WALLETS = N_("the sales"), N_("the list of accounts"), "judgement/wallets.csv"
Rows = list[dict[str, Any]]


def dossier_facts(study: Study) -> pd.DataFrame:
    """Return what sales, accounts and wallets know of each account.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        One row for each fact: ``account``, ``topic`` (entities, turnover, groups, margin, terms, payment,
        wallet, white_space, competitors), ``line`` (its key), ``what`` in words, ``amount`` or ``text``,
        ``unit`` of the amount ("money", "share", "days", ""), ``of`` (which time), ``source`` (where it is
        kept). What the files do not tell has no row.

    Raises
    ------
    KamError
        When something stops the study.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> found = dossier_facts(open_study()).query("account == '00480' and topic == 'competitors'")
    >>> found[["what", "of"]].to_numpy().tolist()
    [['Tekram: Flanges', 'contract until 2026-05-31']]
    """
    return kept(study, "dossier-facts", lambda: {"facts": _found(study)})["facts"]


def _found(study: Study) -> pd.DataFrame:
    found = potential(study, settings_in_force(study, "potential"))
    makers: list[Callable[[Study, Potential], Iterable[dict[str, Any]]]] = [
        _entities, _turnover, _groups, _margin, _terms, _payment, _wallet, _white_space, _competitors]
    rows = [{"amount": float("nan"), "text": "", "unit": "", **row} for make in makers
            for row in make(study, found)]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = [name for name in COLUMNS if name != "amount"]
    return frame.astype({"amount": "float64", **dict.fromkeys(texts, "str")})


def _entities(study: Study, found: Potential) -> Rows:
    """Return the legal entities of the accounts that consist of several."""
    sales = found.yearly.ready.sales
    several = entities_of_accounts(study, sales, total=float(sales["amount"].sum()) or 1.0)
    return [
        {"account": row["account"], "topic": "entities", "line": row["entity"], "what": _("Legal entity"),
         "text": f"{row['entity_name']} ({row['entity']})", "of": "", "source": "judgement/groups.csv"}
        for row in several.to_dict("records")
    ]  # fmt: skip


def _turnover(study: Study, found: Potential) -> Rows:
    ready = found.yearly.ready
    years = ready.sales.assign(year=ready.sales["date"].dt.year)
    sums = years.groupby(["account", "year"])["amount"].sum().reset_index()
    return [
        {"account": row["account"], "topic": "turnover", "line": str(row["year"]),
         "what": _("Turnover {}").format(row["year"]), "amount": row["amount"], "unit": "money",
         "of": _span(row["year"], ready), "source": _(SALES)}
        for row in sums.to_dict("records")
    ]  # fmt: skip


def _span(year: int, ready: Prepared) -> str:
    """Return which part of a calendar year the file covers."""
    if ready.covers(year):
        return _("the whole year")
    begin, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    return _("{} to {}").format(max(begin, ready.first).date(), min(end, ready.as_of).date())


def _groups(study: Study, found: Potential) -> Rows:
    bought = found.yearly.bought
    if "group" not in bought:
        return []
    ordered = bought.dropna(subset=["group"]).sort_values(["account", "amount"], ascending=[True, False])
    return [
        {"account": row["account"], "topic": "groups", "line": row["group"], "what": row["group"],
         "amount": row["amount"], "unit": "money", "of": found.yearly.label, "source": _(SALES)}
        for row in ordered.to_dict("records")
    ]  # fmt: skip


def _margin(study: Study, found: Potential) -> Rows:
    """Return the margin of accounts whose costs are known well enough."""
    bought = found.yearly.bought
    if "margin" not in bought:
        return []
    least = study.settings["portfolio.cost_known_from"].value
    known = bought.assign(of_cost=bought["cost_known"] * bought["amount"])
    sums = known.groupby("account")[["amount", "margin", "of_cost"]].sum()
    sums = sums[(sums["amount"] > 0) & (sums["of_cost"] >= least * sums["amount"])]
    about = {"of": found.yearly.label, "source": _(SALES), "topic": "margin"}
    return [
        {"account": account, "line": unit, "what": words, "amount": value, "unit": unit, **about}
        for account, amount, margin, _of in sums.itertuples()
        for words, value, unit in ((_("Gross margin"), margin, "money"),
                                   (_("Gross margin, share of turnover"), margin / amount, "share"))
    ]  # fmt: skip


def _debts(found: Potential) -> pd.DataFrame:
    ready = found.yearly.ready
    if "due" not in ready.sales or "paid" not in ready.sales:
        return pd.DataFrame()
    return receivables(ready.sales, known_until=ready.as_of, day=ready.as_of)


def _terms(study: Study, found: Potential) -> Rows:
    debts = _debts(found)
    limits = credit_limits(study, found.yearly.ready).dropna(subset=["credit_limit"])
    rows: Rows = []
    if len(debts):
        rows += _of_debts(debts, found, "terms", [("terms_days", _("Days to pay that we give"), "days")])
    return rows + [
        {"account": account, "topic": "terms", "line": "credit_limit", "what": _("Credit limit"),
         "amount": limit, "unit": "money", "of": "", "source": _(ACCOUNTS)}
        for account, limit in limits[["account", "credit_limit"]].itertuples(index=False)
    ]  # fmt: skip


def _payment(study: Study, found: Potential) -> Rows:
    debts = _debts(found)
    told = [("payment_days", _("Days until they pay"), "days"), ("late_days", _("of them late"), "days"),
            ("owed", _("Owed"), "money"), ("overdue", _("Overdue"), "money"),
            ("oldest_days", _("The oldest overdue invoice is late by"), "days")]
    return _of_debts(debts, found, "payment", told) if len(debts) else []


def _of_debts(debts: pd.DataFrame, found: Potential, topic: str, told: list[tuple[str, str, str]]) -> Rows:
    day = _("on {}").format(found.yearly.ready.as_of.date())
    return [
        {"account": row["account"], "topic": topic, "line": name, "what": words,
         "amount": round(row[name]) if unit == "days" else row[name], "unit": unit, "of": day,
         "source": _(SALES)}
        for row in debts.to_dict("records") for name, words, unit in told if pd.notna(row[name])
    ]  # fmt: skip


def _wallet(study: Study, found: Potential) -> Rows:
    told = [("wallet", _("They buy a year, from everybody"), "money"), ("wallet_low", _("at least"), "money"),
            ("wallet_high", _("at most"), "money"), ("share_of_wallet", _("Our share of it"), "share")]
    typed = found.accounts[found.accounts["typed"].fillna(False).astype("bool")]
    return [
        {"account": row["account"], "topic": "wallet", "line": name, "what": words, "amount": row[name],
         "unit": unit, "of": found.yearly.label, "source": f"{WALLETS}: {row['source']}"}
        for row in typed.to_dict("records") for name, words, unit in told if pd.notna(row[name])
    ]  # fmt: skip


def _white_space(study: Study, found: Potential) -> Rows:
    """Return the groups that an account needs and does not buy from us, with the room there is."""
    open_ = found.white_space[found.white_space["state"].isin(["gap", "competitor"])]
    open_ = open_.sort_values(["account", "room"], ascending=[True, False], na_position="last")
    kept_in = {"wallet": WALLETS, "peers": _("reckoned: what its kind buys")}
    return [
        {"account": row["account"], "topic": "white_space", "line": row["group"],
         "what": _("Not from us: {}").format(row["group"]), "amount": row["room"],
         "unit": "money" if pd.notna(row["room"]) else "",
         "of": _("room a year; {} sells it").format(row["rival"]) if isinstance(row["rival"], str)
         else _("room a year"),
         "source": kept_in.get(str(row["room_from"]), WALLETS)}
        for row in open_.to_dict("records")
    ]  # fmt: skip


def _competitors(study: Study, found: Potential) -> Rows:
    day = found.yearly.ready.as_of
    return [
        {"account": row["account"], "topic": "competitors", "line": f"{row['supplier']}: {row['group']}",
         "what": f"{row['supplier']}: {row['group'] or _('all groups')}", "amount": row["share"],
         "unit": "share" if pd.notna(row["share"]) else "",
         "text": "" if pd.notna(row["share"]) else _("share not known"),
         "of": _contract(row["contract_end"], day),
         "source": f"{WALLETS}: {row['source']}" if isinstance(row["source"], str) else WALLETS}
        for row in found.rivals.to_dict("records")
    ]  # fmt: skip


def _contract(end: pd.Timestamp, day: pd.Timestamp) -> str:
    if pd.isna(end):
        return _("end of contract not known")
    return (_("contract until {}") if end >= day else _("contract over since {}")).format(end.date())
