"""Tables of chapter 06: what other hours would change, what served accounts free, where places come from."""

import pandas as pd

from kamlib.flow.assignment import Assignment, allowed
from kamlib.method.assignment import assign
from kamlib.method.minutes import loads
from kamlib.text import _

_CHANGES = (-0.2, 0.0, 0.2)


def hours_varied(found: Assignment) -> pd.DataFrame:
    """Return what the proposal would be if every account took more hours, or fewer.

    Returns
    -------
    DataFrame
        ``change`` of the hours of each account, ``over`` (managers above their hours today), ``moves``,
        ``unserved`` accounts.
    """
    people = found.hours.managers[["manager", "hours"]]
    years = found.force.value("relation_years")
    rows = []
    for change in _CHANGES:
        accounts = found.accounts.assign(hours=found.accounts["hours"] * (1 + change))
        today = loads(accounts, people)
        may = allowed(accounts, found.hours, found.managers)
        proposal = assign(accounts, people, relation_years=years, allowed=may)
        rows.append((change, int((today["load"] > 1 + 1e-9).sum()), int(proposal["moved"].sum()),
                     int((~proposal["served"]).sum())))
    return pd.DataFrame(rows, columns=["change", "over", "moves", "unserved"])


def freed_hours(found: Assignment) -> pd.DataFrame:
    """Return the served accounts with the hours they take, and how many key accounts these would carry.

    Returns
    -------
    DataFrame
        ``name``, ``manager``, ``hours`` a month, ``carries`` (key accounts, at the mean hours of those on
        both lists), ``estimated``; most hours first.
    """
    lists, table = found.managers.lists, found.accounts
    each = _of_a_key_account(found)
    served = table[table["account"].isin(lists.loc[lists["verdict"] == "served", "account"])]
    told = served.assign(carries=served["hours"] / each)
    return told.sort_values(["hours", "account"], ascending=[False, True], ignore_index=True)


def _of_a_key_account(found: Assignment) -> float:
    """Return the mean hours of the accounts on both lists; where there is none, those of the pack."""
    lists, table = found.managers.lists, found.accounts
    both = table["account"].isin(lists.loc[lists["cell"] == "both", "account"])
    return float((table.loc[both, "hours"] if both.any() else found.hours.managers["each"]).mean())


def places_compared(found: Assignment) -> pd.DataFrame:
    """Return how many places the company's list has, and what the hours of the managers say.

    The hours carry as many key accounts as they are times the mean hours of an account on both lists.

    Returns
    -------
    DataFrame
        ``what``, ``count`` of accounts, ``origin`` in words.
    """
    places = found.managers.company.force.settings["places"]
    typed, each = found.hours.managers["typed"], _of_a_key_account(found)
    room = float(found.hours.managers["key_hours"].clip(lower=0).sum() // each)
    origin = _("{} hours each; hours typed for {} of {} managers").format(f"{each:.1f}", int(typed.sum()),
                                                                          len(typed))
    return pd.DataFrame(
        [(_("places on the company's list"), float(places.value), _(places.origin)),
         (_("key accounts that all managers' hours carry"), room, origin),
         (_("key for the company"), float((found.managers.company.listed["verdict"] == "key").sum()),
          _("chapter 04")),
         (_("key for a manager"), float((found.managers.listed["verdict"] == "key").sum()), _("chapter 05"))],
        columns=["what", "count", "origin"],
    )  # fmt: skip
