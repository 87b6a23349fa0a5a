"""How many key accounts a manager's hours carry."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _


@dataclass(frozen=True)
class Capacity:
    """Hours a month for key accounts, hours a month that one of them takes, and how many that carries.

    ``accounts`` is not rounded; ``places`` is the whole number of accounts, none below zero.
    """

    key_hours: float
    hours_each: float
    accounts: float

    @property
    def places(self) -> int:
        """Whole accounts."""
        return math.floor(self.accounts + 1e-9)


def key_hours(
    *, paid_hours: float, absent: float, internal: float, other_hours: float, served_hours: float
) -> float:
    """Return the hours a month that are left for key accounts.

    H_key = paid hours x (1 - leave and illness - internal work) - hours for all other accounts - hours for
    served accounts, which are no longer sold to and still cost time. Below zero when the others take more
    than there is.

    Parameters
    ----------
    paid_hours, other_hours, served_hours : float
        Hours a month.
    absent, internal : float
        Shares of the paid hours, 0 to 1.

    Returns
    -------
    float
        Hours a month.

    Examples
    --------
    >>> round(key_hours(paid_hours=150, absent=0.12, internal=0.15, other_hours=0, served_hours=0), 1)
    109.5
    """
    return paid_hours * (1 - absent - internal) - other_hours - served_hours


def hours_each(
    *, fixed_hours: float, contacts: float | Sequence[float], contact_hours: float | Sequence[float]
) -> float:
    """Return the hours a month that a key account takes, f + sum over j of n_j x h_j.

    Parameters
    ----------
    fixed_hours : float
        What does not depend on contacts: dossier, plan, review, own account team; hours a month.
    contacts, contact_hours : float, or sequences of the same length
        Contacts of each kind a month, and hours of one, travel included.

    Returns
    -------
    float
        Hours a month.

    Raises
    ------
    KamError
        When the kinds of contacts and their hours are not as many, or nothing takes any time.

    Examples
    --------
    >>> hours_each(fixed_hours=2, contacts=[1, 4], contact_hours=[4, 0.5])
    8.0
    """
    kinds = [contacts] if isinstance(contacts, (int, float)) else list(contacts)
    times = [contact_hours] if isinstance(contact_hours, (int, float)) else list(contact_hours)
    if len(kinds) != len(times):
        refuse("contacts", _("are not as many as their hours"), _("give hours for each kind"), kinds)
    total = fixed_hours + sum(number * hours for number, hours in zip(kinds, times, strict=True))
    if total <= 0:
        refuse("no-hours", _("a key account takes no time at all"), _("write the hours of a contact"))
    return total


def capacity(
    *, paid_hours: float, absent: float, internal: float, other_hours: float, served_hours: float,
    fixed_hours: float, contacts: float | Sequence[float], contact_hours: float | Sequence[float],
) -> Capacity:
    """Return how many key accounts fit, N = H_key / (f + sum over j of n_j x h_j).

    One formula for two jobs: a dedicated key account manager has few accounts with long contacts (5-10 in
    [seed000]_), a line sales manager more with short ones (at most 15 in [seed003]_).

    Parameters
    ----------
    paid_hours, absent, internal, other_hours, served_hours
        As `key_hours`.
    fixed_hours, contacts, contact_hours
        As `hours_each`.

    Returns
    -------
    Capacity
        Never below zero accounts.

    Examples
    --------
    >>> line = capacity(paid_hours=150, absent=0.12, internal=0.15, other_hours=49.5, served_hours=0,
    ...                 fixed_hours=2, contacts=2, contact_hours=1)
    >>> line.places
    15
    """
    hours = key_hours(paid_hours=paid_hours, absent=absent, internal=internal, other_hours=other_hours,
                      served_hours=served_hours)
    each = hours_each(fixed_hours=fixed_hours, contacts=contacts, contact_hours=contact_hours)
    return Capacity(hours, each, max(0.0, hours) / each)


def capacity_curve(hours_each: Sequence[float], *, key_hours: float) -> pd.DataFrame:
    """Return how many accounts fit for each number of hours that one of them takes.

    Examples
    --------
    >>> capacity_curve([4, 14.5], key_hours=60).round(2)
       hours_each  accounts
    0         4.0     15.00
    1        14.5      4.14
    """
    hours = pd.Series(list(hours_each), dtype="float64")
    return pd.DataFrame({"hours_each": hours, "accounts": max(0.0, key_hours) / hours})
