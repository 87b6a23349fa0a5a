"""What the sales say of the weeks in which somebody was away, or had left."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.buying import Buying
from kamlib.flow.prepare import Prepared, prepared
from kamlib.flow.said import said
from kamlib.method.absence import YEAR_OF_WEEKS, orders_in_absence
from kamlib.method.owner import owner
from kamlib.names import plain
from kamlib.problems import Problem
from kamlib.study.folder import Study
from kamlib.study.people import judged_cells
from kamlib.text import _

KINDS = ("single", "second", "unknown", "itself", "twin")
COLUMNS = ["person", "side", "name", "first", "last", "left", "kind", "lines", "accounts", "orders_before",
           "orders", "orders_change", "amount_before", "amount", "amount_change"]


def absences(study: Study, people: Buying, *, months: int, two_way: float) -> pd.DataFrame:
    """Return orders and money of the weeks of each absence against the same weeks a year earlier.

    When one of ours was away, his accounts are parted by a second contact of ours, as it stands in the
    workbooks today: nobody keeps the contacts of the past. When one of theirs left, the account stands
    beside the one that is most like it and has several lines: same segment, nearest in what it bought in
    the same weeks a year earlier.

    Parameters
    ----------
    study : Study
        With ``judgement/absences.csv``.
    people : Buying
    months : int
        So many months are looked at after somebody has left.
    two_way : float
        From this level of contact on, both sides speak.

    Returns
    -------
    DataFrame
        ``person``, ``side``, ``name`` (of the account; "" for all of one's accounts), ``first``, ``last``
        day compared, ``left`` (has not come back), ``kind`` ("single", "second", "unknown" for the accounts
        of one of ours; "itself", "twin" for one of theirs), ``lines`` (two-way contacts of the account; of
        several accounts missing), and the columns of `orders_in_absence`. In the order of the file.
    """
    ready = prepared(study)
    table = said(study, ready, "absences")
    orders = _orders(ready)
    parts = []
    for row in table.to_dict("records"):
        first, left = pd.Timestamp(row["from"]), pd.isna(row["to"])
        end = first + pd.DateOffset(months=months) - pd.Timedelta(days=1)
        last = min(end if left else pd.Timestamp(row["to"]), ready.as_of.normalize())
        if row["side"] == "ours":
            kinds = _accounts_of(study, row, first, ready, people, two_way)
        else:
            kinds = _beside(row, first, last, ready, people, orders, two_way)
        if kinds.empty or last < first:
            continue
        found = orders_in_absence(orders, kinds, first=first, last=last, covered_from=ready.first)
        about = kinds.drop_duplicates("kind").set_index("kind")
        found = found.assign(
            person=row["person"], side=row["side"], first=first, last=last, left=left,
            name=found["kind"].map(about["name"]), lines=found["kind"].map(about["lines"]))
        place = found["kind"].map(KINDS.index)
        parts.append(found.assign(place=place).sort_values("place")[COLUMNS])
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(parts, ignore_index=True)


def absence_problems(study: Study) -> list[Problem]:
    """Warn of absences that nothing can be told of: nobody's person, a name that nobody has."""
    known = _ours(study.named, prepared(study.named))
    problems = []
    for label, cells in judged_cells(study.folder, "absences"):
        theirs = cells["side"].str.casefold() == "theirs"
        named = cells["person"].map(plain).isin(known)
        told = [
            ("absence-account", "account", theirs & (cells.get("account", "") == ""),
             _("was away or has left, and no account is named"), _("write the account beside the person")),
            ("absence-person", "person", ~theirs & ~named,
             _("is nobody of ours in sales, teams and contacts"), _("write the name as it stands there")),
        ]
        for code, column, rows, message, remedy in told:
            for row, person in zip(cells.index[rows], cells.loc[rows, "person"], strict=True):
                found = study.codes.person(person) if study.codes else person
                problems.append(Problem(code, message, remedy, "warning", file=label, row=int(row),
                                        column=column, found=found))
    return problems


def _ours(study: Study, ready: Prepared) -> set[str]:
    """Return the names of ours that stand anywhere, spelt plainly."""
    books = kept_books(study, "buying-centre").tables
    columns = [frame["manager"].dropna() for frame in (ready.sales, ready.accounts) if "manager" in frame]
    names = pd.concat([*columns, books["team"]["person"], books["contacts"]["ours"]])
    return set(names.drop_duplicates().map(plain))


def _orders(ready: Prepared) -> pd.DataFrame:
    """Return the sales with a mark of their order: the invoice where there is one, else the day."""
    sales = ready.sales
    order = sales["invoice"].astype("str") if "invoice" in sales else sales["date"].dt.strftime("%Y-%m-%d")
    return sales[["account", "date", "amount"]].assign(order=order)


def _accounts_of(
    study: Study, row: dict[Hashable, Any], first: pd.Timestamp, ready: Prepared, people: Buying,
    two_way: float,
) -> pd.DataFrame:
    """Return the accounts of one of ours on the first day, by whether a second of us talked with them."""
    person, account = plain(row["person"]), str(row["account"])
    talk = people.contacts[people.contacts["level"] >= two_way]
    his = talk["ours"].map(plain) == person
    whose = _owned(study, ready, first)
    mine = set(whose.loc[whose["manager"].map(plain) == person, "account"]) | set(talk.loc[his, "account"])
    mine = {account} if account else mine & set(ready.sales["account"].unique())
    second = set(talk.loc[~his, "account"])
    written = set(people.contacts["account"])
    kinds = ["unknown" if one not in written else "second" if one in second else "single"
             for one in sorted(mine)]
    names = people.accounts.set_index("account")["name"].to_dict()
    return pd.DataFrame({"account": sorted(mine), "kind": kinds, "name": names.get(account, account),
                         "lines": float("nan")})


def _owned(study: Study, ready: Prepared, day: pd.Timestamp) -> pd.DataFrame:
    """Return whose each account was on a day, by the sales; where these name nobody, whose it is today."""
    if "manager" not in ready.sales:
        known = ready.accounts if "manager" in ready.accounts else ready.accounts.assign(manager=None)
        return known[["account", "manager"]].dropna()
    return owner(ready.sales, as_of=day, months=study.settings["intake.owner_months"].value)[
        ["account", "manager"]].dropna()


def _beside(
    row: dict[Hashable, Any], first: pd.Timestamp, last: pd.Timestamp, ready: Prepared, people: Buying,
    orders: pd.DataFrame, two_way: float,
) -> pd.DataFrame:
    """Return the account that somebody left, and the one most like it that has several lines."""
    account = str(row["account"])
    talk = people.contacts[people.contacts["level"] >= two_way]
    count = talk.groupby("account").size()
    found = [(account, "itself")] if account else []
    end = last + pd.Timedelta(days=1)
    before = orders[orders["date"].between(first - YEAR_OF_WEEKS, end - YEAR_OF_WEEKS, inclusive="left")]
    bought = before.groupby("account")["amount"].sum()
    several = [one for one in count[count > max(1, count.get(account, 0))].index
               if one in bought.index and one != account]
    alike = _same_segment(ready, account, several)
    if account in bought.index and alike:
        gap = (bought[alike] - bought[account]).abs()
        found.append((str(gap.sort_index().idxmin()), "twin"))
    names = ready.accounts.set_index("account")["name"]
    return pd.DataFrame({
        "account": [one for one, _kind in found], "kind": [kind for _one, kind in found],
        "name": [str(names.get(one, one)) for one, _kind in found],
        "lines": [float(count.get(one, 0)) for one, _kind in found]})


def _same_segment(ready: Prepared, account: str, others: list[str]) -> list[str]:
    if "segment" not in ready.accounts:
        return others
    segment = ready.accounts.set_index("account")["segment"]
    return [one for one in others if segment.get(one) == segment.get(account)]
