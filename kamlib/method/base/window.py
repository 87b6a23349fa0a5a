"""Stretches of whole months, and the pair of them that growth is measured on."""

from dataclasses import dataclass

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

YEAR, MONTHS = 365.25, 12
NEARLY = pd.Timedelta(days=7)  # a file whose first sale is on the 3rd of January has a whole January


@dataclass(frozen=True)
class Window:
    """Whole months from the day ``start`` to the day ``end``, both included; none when ``end`` is first."""

    start: pd.Timestamp
    end: pd.Timestamp

    def holds(self, days: pd.Series) -> pd.Series:
        """Whether each day lies inside; a missing day does not."""
        return (days >= self.start) & (days < self.end + pd.Timedelta(days=1))

    @property
    def label(self) -> str:
        """First and last month, as ``1997-08 to 1998-04``; one month alone as itself."""
        first, last = self.start.strftime("%Y-%m"), self.end.strftime("%Y-%m")
        if self.end < self.start:
            return _("no month")
        return first if first == last else _("{first} to {last}").format(first=first, last=last)


@dataclass(frozen=True)
class EqualMonths:
    """The same ``months`` months of two years, ``now`` and ``before``; 0 where a file is too short."""

    before: Window
    now: Window
    months: int

    @property
    def label(self) -> str:
        """Both windows in words, the later one first."""
        if not self.months:
            return _("the file is too short to compare a month with the same month a year earlier")
        return _("{now} against {before}").format(now=self.now.label, before=self.before.label)


def covered_months(window: Window, first: pd.Timestamp, as_of: pd.Timestamp) -> float:
    """Return the months of a stretch that a file covers; whole ones stay whole.

    Raises
    ------
    KamError
        When it covers nothing of the stretch.

    Examples
    --------
    >>> year = Window(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
    >>> covered_months(year, pd.Timestamp("2025-07-01"), pd.Timestamp("2025-12-30"))
    6.0
    """
    start = first if first - window.start > NEARLY else window.start
    end = as_of if window.end - as_of > NEARLY else window.end
    after = end.normalize() + pd.Timedelta(days=1)
    if after <= start:
        refuse("year-empty", _("the file covers nothing of it"), _("choose another period"), [window.label])
    if start.day == 1 and after.day == 1:
        return float((after.year - start.year) * MONTHS + after.month - start.month)
    return float((after - start.normalize()).days * MONTHS / YEAR)
