"""How numbers are written in the answers, and the sums that several stories need."""

import pandas as pd

from casemaker.truth import Truth


def plain(value: float, digits: int = 1) -> str:
    """Return a number with so many digits, a true minus sign turned into a hyphen, never "-0"."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share as a number of per cent."""
    return plain(100 * share, digits)


def signed(share: float, digits: int = 0) -> str:
    """Return a change as a number of per cent with its sign; no sign for nothing."""
    text = percent(share, digits)
    return text if float(text) <= 0 else f"+{text}"


def code_of(truth: Truth, name: str) -> str:
    """Return the code of the entity with a name."""
    return str(truth.entities.set_index("name")["code"][name])


def account_mln(truth: Truth, year: int) -> pd.Series:
    """Return revenue of each account in a year, mln, the largest first."""
    account = truth.entities.set_index("code")["account"]
    of_year = truth.lines[truth.lines["year"] == year]
    return (of_year.groupby(of_year["code"].map(account))["amount"].sum() / 1e6).sort_values(ascending=False)


def of(truth: Truth, name: str, year: int | None = None) -> pd.DataFrame:
    """Return the lines of the entity with a name, of one year or of all."""
    mine = truth.lines[truth.lines["code"] == code_of(truth, name)]
    return mine if year is None else mine[mine["year"] == year]
