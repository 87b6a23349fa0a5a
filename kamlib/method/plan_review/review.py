"""All remarks on all plans, the most telling first."""

import pandas as pd

from kamlib.method.base.plan_paths import with_year_0
from kamlib.method.plan_review.of_frame import of_frame
from kamlib.method.plan_review.of_goals import of_goals
from kamlib.method.plan_review.of_quantities import of_claims, of_quantities
from kamlib.method.plan_review.of_rivals import of_rivals
from kamlib.method.plan_review.of_steps import of_steps
from kamlib.method.plan_review.remarks import CODES, COLUMNS, PlanTables, told


def plan_review(
    tables: PlanTables, *, today: pd.Timestamp, hockey_times: float, hockey_least: float, old_months: int,
    one_person_share: float, one_person_steps: int, market_part: float,
) -> pd.DataFrame:
    """Read each plan as a good colleague would, and say what he would ask.

    Formalisation by itself does not help (method, 2.1, evidence on 385 firms): a remark asks for an action,
    and names its place. The rules are ours; the hockey stick is that of the last year's growth g_n above
    ``hockey_times`` x the mean of the years before, by at least ``hockey_least``.

    Parameters
    ----------
    tables : PlanTables
        Of all plans.
    today : Timestamp
        The day of the review.
    hockey_times, hockey_least : float
        As above; a share a year.
    old_months : int
        An assumption looked at this many months ago or more is old.
    one_person_share, one_person_steps : float, int
        From this share of at least so many named steps on, everything hangs on one person.
    market_part : float
        From this part of the value over the frozen year on, the market carries the plan.

    Returns
    -------
    DataFrame
        One row for each remark: ``account``; ``code``, one of ``CODES``; ``table`` and ``line``, its place in
        the workbook (line "" is the whole table); and what the sentence needs: ``what`` (the step, goal or
        line), ``who``, ``year`` of the plan, ``number``, ``other``, ``day``. Plans in their order, in each
        the most telling first, lines as they stand. Where a plan is empty, that alone is said.

    Raises
    ------
    KamError
        Never by itself: what is wrong with a plan is a remark.

    Examples
    --------
    >>> len(CODES), CODES[3]
    (49, 'hockey_stick')
    """
    tables = tables._replace(quantities=with_year_0(tables.quantities))
    found = [
        *_bare(tables), *of_goals(tables, today=today), *of_rivals(tables, today=today),
        *of_steps(tables, today=today, one_person_share=one_person_share, one_person_steps=one_person_steps),
        *of_quantities(tables, today=today, hockey_times=hockey_times, hockey_least=hockey_least,
                       old_months=old_months),
        *of_frame(tables, today=today, market_part=market_part),
    ]
    if tables.claims is not None:
        found += of_claims(tables.claims, today=today, old_months=old_months)
    parts = [part for part in found if len(part)]
    if not parts:
        return told(tables.plans.iloc[:0], "", "")[COLUMNS]
    remarks = pd.concat(parts, ignore_index=True)
    empty = remarks.loc[remarks["code"] == "empty", "account"]
    remarks = remarks[(remarks["code"] == "empty") | ~remarks["account"].isin(empty)]
    remarks = remarks[remarks["account"].isin(tables.plans["account"])]
    return _ordered(remarks, tables)


def _bare(tables: PlanTables) -> list[pd.DataFrame]:
    plans = tables.plans[["account"]]
    has = {name: plans["account"].isin(getattr(tables, name)["account"])
           for name in ("quantities", "steps", "goals")}
    nothing = ~(has["quantities"] | has["steps"] | has["goals"])
    return [told(plans[nothing], "empty", "plan"),
            told(plans[~has["quantities"]], "no_quantities", "quantities"),
            told(plans[~has["steps"]], "no_steps", "steps")]


def _ordered(remarks: pd.DataFrame, tables: PlanTables) -> pd.DataFrame:
    plan = {account: place for place, account in enumerate(tables.plans["account"])}
    turn = {code: place for place, code in enumerate(CODES)}
    lines: dict[object, int] = {}
    for name in ("goals", "quantities", "position", "steps", "offers", "quarters"):
        table = getattr(tables, name)
        if "line" in table:
            keys = zip(table["account"], table["line"], strict=True)
            lines |= {(account, name, line): place for place, (account, line) in enumerate(keys)}
    places = [lines.get(key, -1) for key in
              zip(remarks["account"], remarks["table"], remarks["line"], strict=True)]
    placed = remarks.assign(plan=remarks["account"].map(plan), turn=remarks["code"].map(turn), place=places)
    return placed.sort_values(["plan", "turn", "place", "year", "day"], ignore_index=True)[COLUMNS]


def review_counts(remarks: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Count the remarks on each plan; one without any has a zero, for it was read.

    Returns
    -------
    DataFrame
        ``account``, ``remarks``, ``first``: the code of the most telling one, "" where there is none.

    Examples
    --------
    >>> remarks = pd.DataFrame({"account": ["A", "A"], "code": ["hockey_stick", "no_terms"]})
    >>> review_counts(remarks, pd.DataFrame({"account": ["A", "B"]}))
      account  remarks         first
    0       A        2  hockey_stick
    1       B        0
    """
    by = remarks.groupby("account")["code"]
    keys = plans["account"]
    return pd.DataFrame({
        "account": keys, "remarks": keys.map(by.size()).fillna(0).astype("int64"),
        "first": keys.map(by.first()).fillna("").astype("str")}).reset_index(drop=True)
