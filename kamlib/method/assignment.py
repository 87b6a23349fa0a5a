"""Who carries which account: most score within hours, then fewest changes, then the most even load."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

if TYPE_CHECKING:
    from kamlib.method.base.placing import Pairs


def assign(
    accounts: pd.DataFrame, managers: pd.DataFrame, *, relation_years: float,
    allowed: pd.DataFrame | None = None, answered: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Propose who carries which account.

    In this order: the most score within everybody's hours, the fewest accounts that change hands, the lowest
    highest load, the first by key. A relation of ``relation_years`` and more is not handed over, nor is a
    shared account, nor one that people have fixed. What no hours are left for stays unserved and is named:
    nobody is overloaded on paper. Sums of scores that differ by less than a ten-thousandth are the same. Up
    to 150 pairs of account and manager the very best is found; above, the search may stop within three
    ten-thousandths of the score, a twentieth of the changes and a fiftieth of the load, or after a number of
    steps where the hours suffice for far fewer accounts than there are. Equal input gives equal output.

    Parameters
    ----------
    accounts : DataFrame
        ``account``, ``manager`` today (missing: nobody), ``hours`` a month, ``score`` (0 or more; missing:
        nobody scored it, and in the search it counts a hundredth of the best one); perhaps ``name``,
        ``years`` with today's manager (missing: not known, and may change hands), ``shared`` (several
        managers sell to it) and ``movable`` (False where people have decided that it stays).
    managers : DataFrame
        ``manager`` and ``hours`` a month for these accounts.
    relation_years : float
        Years; exactly so many stay.
    allowed : DataFrame, optional
        ``account`` and ``manager`` of the moves that the organisation allows; all when not given. Staying
        is always allowed.
    answered : DataFrame, optional
        ``account`` and ``manager`` of the pairs whose influence has been answered.

    Returns
    -------
    DataFrame
        ``account``, ``name``, ``manager``, ``proposed`` (missing when unserved), ``moved``, ``served``,
        ``hours``, ``score``, ``fixed`` ("years", "shared", "decided" or ""), ``assumed`` (moved, and the
        influence of the new manager is taken to be equal without an answer); by account.

    Raises
    ------
    KamError
        Naming accounts without hours or with a score below 0, accounts or managers that stand twice, managers
        without hours.

    References
    ----------
    The stages are mixed-integer programmes in the manner of the generalised assignment problem, solved by
    HiGHS [huangfu2018]_.

    Examples
    --------
    >>> accounts = pd.DataFrame({"account": ["A", "B", "C"], "manager": ["Ada", "Ada", "Bo"],
    ...                          "hours": [6.0, 6.0, 2.0], "score": 1.0, "years": [5.0, 1.0, 1.0]})
    >>> hours = pd.DataFrame({"manager": ["Ada", "Bo"], "hours": [8.0, 8.0]})
    >>> assign(accounts, hours, relation_years=2)[["account", "proposed", "moved"]]
      account proposed  moved
    0       A      Ada  False
    1       B       Bo   True
    2       C       Bo  False
    """
    from kamlib.method.base.placing import placed  # here, so that a start does not wait for the solver

    table = _checked(accounts, managers)
    people = managers.sort_values("manager", ignore_index=True)
    fixed = _fixed(table, relation_years)
    pairs = _pairs(table, people, fixed != "", allowed)
    chosen = placed(pairs)
    proposed = pd.Series(None, index=table.index, dtype="str")
    proposed.iloc[pairs.account[chosen]] = people["manager"].to_numpy()[pairs.manager[chosen]]
    moved = proposed.notna() & (proposed != table["manager"].fillna(""))
    known = pd.MultiIndex.from_frame(pd.DataFrame({"account": table["account"], "manager": proposed}))
    told = known.isin(pd.MultiIndex.from_frame(answered[["account", "manager"]])) if answered is not None \
        else np.zeros(len(table), dtype=bool)
    return table[["account", "name", "manager"]].assign(
        proposed=proposed, moved=moved, served=proposed.notna(), hours=table["hours"], score=table["score"],
        fixed=fixed, assumed=moved & ~told)


def _checked(accounts: pd.DataFrame, managers: pd.DataFrame) -> pd.DataFrame:
    twice = accounts["account"][accounts["account"].duplicated()]
    if len(twice):
        refuse("account-twice", _("stands in more than one row"), _("give each account one manager"), twice)
    bad = accounts.loc[~(accounts["hours"] >= 0), "account"]
    if len(bad):
        refuse("hours-unknown", _("has no known hours"),
               _("give a number, or leave the account out and say so"), bad)
    bad = accounts.loc[accounts["score"] < 0, "account"]
    if len(bad):
        refuse("score-below-zero", _("has a score below 0"), _("give 0 or more, or no score"), bad)
    people = managers["manager"]
    bad = people[people.duplicated() | ~(managers["hours"] >= 0)]
    if len(bad):
        refuse("manager-hours", _("has no hours, or stands twice"), _("give each manager hours once"), bad)
    table = accounts.sort_values("account", ignore_index=True)
    return table if "name" in table else table.assign(name=table["account"])


def _fixed(table: pd.DataFrame, years: float) -> pd.Series:
    """Return why an account stays where it is; "" where it may change hands."""
    fixed = pd.Series("", index=table.index)
    if "years" in table:
        fixed = fixed.mask(table["years"] >= years - 1e-9, "years")
    if "shared" in table:
        fixed = fixed.mask(table["shared"] & (fixed == ""), "shared")
    if "movable" in table:
        fixed = fixed.mask(table["movable"].eq(False), "decided")
    return fixed.mask(table["manager"].isna(), "")


def _pairs(
    table: pd.DataFrame, people: pd.DataFrame, fixed: pd.Series, allowed: pd.DataFrame | None
) -> "Pairs":
    from kamlib.method.base.placing import Pairs

    at = {name: place for place, name in enumerate(people["manager"])}
    today = table["manager"].map(at).fillna(-1).to_numpy(dtype="int64")
    account, manager = (grid.ravel() for grid in np.indices((len(table), len(people))))
    stays = today[account] == manager
    open_ = ~fixed.to_numpy()[account]
    if allowed is not None:
        keys = pd.MultiIndex.from_frame(allowed[["account", "manager"]])
        mine = pd.MultiIndex.from_arrays([table["account"].to_numpy()[account],
                                          people["manager"].to_numpy()[manager]])
        open_ &= mine.isin(keys)
    limits = people["hours"].to_numpy(dtype="float64")
    hours = table["hours"].to_numpy(dtype="float64")
    kept = (stays | open_) & (hours[account] <= limits[manager] + 1e-9)
    score = table["score"].fillna(0.0).to_numpy(dtype="float64")
    return Pairs(account[kept], manager[kept], stays[kept], hours, score, limits)


def one_more_manager(
    accounts: pd.DataFrame, managers: pd.DataFrame, *, hours: float, relation_years: float, name: str,
    allowed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say what one more manager would change: today, the proposal, and the proposal with one more.

    Today counts each manager's best accounts as far as the hours reach, without any change of hands; the
    highest load is that of all accounts that each has.

    Parameters
    ----------
    accounts, managers, relation_years, allowed
        As `assign`; the new manager may take whatever may change hands.
    hours : float
        Hours a month of the new manager, as those of the others usually are.
    name : str
        What the new manager is called; none of those there are.

    Returns
    -------
    DataFrame
        Rows "today", "proposal", "one_more" in the column ``plan``; ``accounts`` and ``score`` served,
        ``unserved`` accounts, ``unserved_hours``, ``moved`` accounts, ``highest`` load.

    Examples
    --------
    >>> accounts = pd.DataFrame({"account": ["A", "B", "C"], "manager": "Ada", "hours": 6.0, "score": 1.0})
    >>> one_more_manager(accounts, pd.DataFrame({"manager": ["Ada"], "hours": [12.0]}), hours=12.0,
    ...                  relation_years=2, name="new")[["plan", "accounts", "unserved", "moved"]]
           plan  accounts  unserved  moved
    0     today         2         1      0
    1  proposal         2         1      0
    2  one_more         3         0      1
    """
    new = pd.DataFrame({"manager": [name], "hours": [hours]})
    if allowed is not None:
        allowed = pd.concat([allowed, accounts[["account"]].assign(manager=name)], ignore_index=True)
    plans = {
        "today": (accounts, managers, accounts[["account", "manager"]].head(0)),
        "proposal": (accounts, managers, allowed),
        "one_more": (accounts, pd.concat([managers, new], ignore_index=True), allowed),
    }
    rows = []
    for plan, (whom, people, free) in plans.items():
        found = assign(whom, people, relation_years=relation_years, allowed=free)
        owner = found["manager"] if plan == "today" else found["proposed"]
        rows.append({"plan": plan, **_summary(found), "highest": _highest(found, owner, people)})
    return pd.DataFrame(rows)


def _summary(found: pd.DataFrame) -> dict[str, float]:
    served = found[found["served"]]
    return {
        "accounts": len(served), "score": float(served["score"].sum()), "unserved": len(found) - len(served),
        "unserved_hours": float(found.loc[~found["served"], "hours"].sum()),
        "moved": int(found["moved"].sum())}


def _highest(found: pd.DataFrame, owner: pd.Series, people: pd.DataFrame) -> float:
    limits = people.set_index("manager")["hours"]
    taken = found["hours"].groupby(owner).sum().reindex(limits.index, fill_value=0.0)
    return float((taken / limits[limits > 0]).max())
