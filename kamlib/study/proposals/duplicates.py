"""Lines that look alike, which are honest more often than not, and lines whose key repeats, which are not."""

from collections.abc import Sequence

import pandas as pd

from kamlib.study.proposals.frame import as_decisions, decision
from kamlib.tables import SALES
from kamlib.text import _

SAME, OTHER = "same content", "other content"


def compared(sales: pd.DataFrame) -> list[str]:
    """Return the mapped columns that make lines look alike: all but the number of the line."""
    return [name for name in SALES.columns if name in sales and name != "line"]


def look_alikes(sales: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Return the mark of lines equal in ``columns`` to an earlier one; the first of each is not marked.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", "A", "B"], "amount": [5.0, 5.0, 5.0]})
    >>> list(look_alikes(sales, ["account", "amount"]))
    [False, True, False]
    """
    return sales.duplicated(list(columns))


def repeated(sales: pd.DataFrame, subject: str) -> pd.Series:
    """Return the mark of lines whose invoice and line number stood before.

    Parameters
    ----------
    sales : DataFrame
        Sales; no line is marked where ``invoice`` or ``line`` is not mapped or not filled.
    subject : {"same content", "other content"}
        Whether everything else is equal to an earlier line of that key, or something differs.
    """
    none = pd.Series(False, index=sales.index)
    if not {"invoice", "line"} <= set(sales.columns):
        return none
    keyed = sales["invoice"].notna() & sales["line"].notna()
    same = keyed & sales.duplicated([*compared(sales), "line"])
    if subject == SAME:
        return same
    return keyed & sales.duplicated(["invoice", "line"]) & ~same


def propose_duplicates(sales: pd.DataFrame) -> pd.DataFrame:
    """Propose to keep look-alikes and to leave out lines whose key repeats with the same content.

    A key that repeats with other content is kept: numbers that begin anew each year do so. The first line, as
    the file has it, is always the one kept.

    Returns
    -------
    DataFrame
        Decisions ``look_alikes`` (subject: the columns compared) and ``repeated_lines``.
    """
    again, clash = repeated(sales, SAME), repeated(sales, OTHER)
    rows = []
    if again.any():
        reason = _("invoice, line number and all the rest stood before: sent twice; the first is kept")
        rows.append(decision("repeated_lines", SAME, "leave_out", reason, sales, again))
    if clash.any():
        reason = _("invoice and line number stood before, but the rest differs: numbers may begin anew; ask")
        rows.append(decision("repeated_lines", OTHER, "keep", reason, sales, clash))
    columns = compared(sales)
    alike = look_alikes(sales, columns) & ~again
    if alike.any():
        total = float(sales["amount"].sum())
        share = float(sales.loc[alike, "amount"].sum()) / total if total else 0.0
        reason = _("equal to an earlier line in all of these, {:.1%} of revenue: sales of equal size look so")
        rows.append(decision("look_alikes", ", ".join(columns), "keep", reason.format(share), sales, alike))
    return as_decisions(rows)
