"""The days that a study can be about: an earlier or a later one is a slip of the hand, or stands for none."""

from datetime import date

FIRST = date(1990, 1, 1)
YEARS_AHEAD = 10


def last_day() -> date:
    """Return the last day that is taken: the end of the tenth year from now."""
    return date(date.today().year + YEARS_AHEAD, 12, 31)


def is_possible(day: date) -> bool:
    """Whether a day lies between 1990 and ten years ahead.

    Examples
    --------
    >>> is_possible(date(2024, 2, 29)), is_possible(date(2204, 2, 29)), is_possible(date(1024, 2, 29))
    (True, False, False)
    """
    return FIRST <= day <= last_day()
