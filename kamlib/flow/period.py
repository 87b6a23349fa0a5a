"""The stretch of time that a portfolio is looked at: the whole file, the last months, or a year."""

import re
from dataclasses import dataclass

import pandas as pd

from kamlib.method.periods import complete_months
from kamlib.problems import KamError, Problem
from kamlib.text import _


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both counted."""

    first: pd.Timestamp
    last: pd.Timestamp

    @property
    def label(self) -> str:
        """The period in words, for titles and sentences.

        Examples
        --------
        >>> Period(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31")).label
        '2025'
        """
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            years = range(self.first.year, self.last.year + 1)
            return "-".join(map(str, sorted({years[0], years[-1]})))
        return _("{} to {}").format(self.first.date(), self.last.date())

    def years(self) -> list[int]:
        """Return the calendar years that lie wholly inside."""
        whole = range(self.first.year, self.last.year + 1)
        return [
            y for y in whole if self.first <= pd.Timestamp(y, 1, 1) and pd.Timestamp(y, 12, 31) <= self.last
        ]

    def of(self, sales: pd.DataFrame) -> pd.DataFrame:
        """Return the sales of the period."""
        return sales[sales["date"].between(self.first, self.last)]


def period(said: str, first_day: pd.Timestamp, as_of: pd.Timestamp) -> Period:
    """Return the period that a setting names.

    Parameters
    ----------
    said : str
        ``"all"``: the whole file. ``"12 months"``: the last complete months, as many as there are up to that
        number. ``"2025"``: a calendar year.
    first_day, as_of : Timestamp
        Day of the first sale and last day counted.

    Returns
    -------
    Period

    Raises
    ------
    KamError
        When the words are none of these, or the file holds no complete month.

    Examples
    --------
    >>> period("12 months", pd.Timestamp("2022-01-03"), pd.Timestamp("2025-12-31")).label
    '2025'
    """
    words = str(said).strip().casefold()
    if words == "all":
        return Period(first_day, as_of)
    if re.fullmatch(r"\d{4}", words):
        return Period(pd.Timestamp(int(words), 1, 1), pd.Timestamp(int(words), 12, 31))
    wanted = re.fullmatch(r"(\d+) months?", words)
    months = complete_months(first_day, as_of)
    if not wanted or int(wanted[1]) < 1:
        remedy = _('write "all", "12 months" or a year such as "2025"')
        raise KamError(Problem("period", _("is no period"), remedy, found=str(said)))
    if not len(months):
        remedy = _('write "all"')
        raise KamError(Problem("period", _("the file holds no complete month"), remedy, found=str(said)))
    return Period(months[-int(wanted[1]) :][0], months[-1] + pd.offsets.MonthEnd(0))
