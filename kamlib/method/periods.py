"""Which months are complete, and which can be compared with the year before."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.method.base.window import EqualMonths, Window
from kamlib.text import _

DAY = pd.Timedelta(days=1)
FULL_YEAR = 12


def first_working_day(day: pd.Timestamp) -> pd.Timestamp:
    """First day from Monday to Friday of the month of ``day``; public holidays are not known.

    Examples
    --------
    >>> first_working_day(pd.Timestamp("2026-08-20")).date()
    datetime.date(2026, 8, 3)
    """
    first = _month(day)
    return first + DAY * max(0, 7 - first.dayofweek) if first.dayofweek > 4 else first


def last_working_day(day: pd.Timestamp) -> pd.Timestamp:
    """Last day from Monday to Friday of the month of ``day``; public holidays are not known.

    Examples
    --------
    >>> last_working_day(pd.Timestamp("2013-11-05")).date()
    datetime.date(2013, 11, 29)
    """
    last = _month(day) + pd.offsets.MonthEnd()
    return last - DAY * max(0, last.dayofweek - 4)


def covered(days: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day that a file covers.

    Those of the first and the last sale; but a file of months, in which every sale has the first day of its
    month (or every sale the last day), covers each of these months from end to end.

    Parameters
    ----------
    days : Series
        Days of sale, none missing.

    Returns
    -------
    tuple of Timestamp
        First and last day.

    Examples
    --------
    >>> first, last = covered(pd.Series(pd.to_datetime(["2024-11-01", "2024-12-01"])))
    >>> first.date(), last.date()
    (datetime.date(2024, 11, 1), datetime.date(2024, 12, 31))
    """
    first, last = days.min(), days.max()
    if _month(first) == _month(last):
        return first, last
    if days.dt.is_month_start.all():
        return first, last + pd.offsets.MonthEnd(0)
    if days.dt.is_month_end.all():
        return _month(first), last
    return first, last


def complete_months(first_day: pd.Timestamp, as_of: pd.Timestamp) -> pd.DatetimeIndex:
    """First days of the months that a file covers from end to end.

    The last month is complete when ``as_of`` reaches its last working day. The first month is complete when
    the first sale lies on or before its first working day: an export that begins on the 4th may have lost
    three days of trade. Months between are complete. Holidays are not known, so that a file whose last sale
    comes before a holiday at the end of a month loses that month: too careful rather than too bold.

    Parameters
    ----------
    first_day, as_of : Timestamp
        Day of the first sale, and the day up to which the file is complete.

    Returns
    -------
    DatetimeIndex
        Ascending; empty when no month is complete.

    Examples
    --------
    >>> months = complete_months(pd.Timestamp("1996-07-04"), pd.Timestamp("1998-05-06"))
    >>> len(months), months[0].strftime("%Y-%m"), months[-1].strftime("%Y-%m")
    (21, '1996-08', '1998-04')
    """
    first, last = _month(first_day), _month(as_of)
    if first_day.normalize() > first_working_day(first_day):
        first = first + pd.offsets.MonthBegin()
    if as_of.normalize() < last_working_day(as_of):
        last = last - pd.offsets.MonthBegin()
    return pd.date_range(first, last, freq="MS")


def equal_months(first_day: pd.Timestamp, as_of: pd.Timestamp, *, months: int) -> EqualMonths:
    """Pair the last complete months, at most ``months`` of them, with the same months a year earlier.

    Both windows are shortened together until the earlier one lies inside the file, so that a file that ends
    in May is never compared with a whole year. A file with fewer than 13 complete months gives windows of no
    months, which hold no sales.

    Parameters
    ----------
    first_day, as_of : Timestamp
        Day of the first sale, and the day up to which the file is complete.
    months : int
        The longest window wanted, 1 to 12.

    Returns
    -------
    EqualMonths
        Two windows of the same length.

    Raises
    ------
    KamError
        When ``months`` is not between 1 and 12: longer windows would overlap.

    Examples
    --------
    >>> equal_months(pd.Timestamp("1996-07-04"), pd.Timestamp("1998-05-06"), months=12).label
    '1997-08 to 1998-04 against 1996-08 to 1997-04'
    """
    if not 1 <= months <= FULL_YEAR:
        refuse("months-outside", _("is not a number of months from 1 to 12"), _("write 12"), [months])
    complete = complete_months(first_day, as_of)
    length = max(0, min(months, len(complete) - FULL_YEAR))
    last = complete[-1] if length else _month(as_of)
    return EqualMonths(_window(last - pd.DateOffset(years=1), length), _window(last, length), length)


def _month(day: pd.Timestamp) -> pd.Timestamp:
    return day.normalize().replace(day=1)


def _window(last: pd.Timestamp, months: int) -> Window:
    start = last - pd.DateOffset(months=months - 1)
    end = start + pd.DateOffset(months=months) - DAY
    return Window(pd.Timestamp(start), pd.Timestamp(end))
