"""Lines that look alike, which are honest more often than not, and lines whose key repeats, which are not."""

import pandas as pd

from kamlib.study.proposals.frame import as_decisions
from kamlib.tables import SALES
from kamlib.text import _

SAME, OTHER = "same content", "other content"


def compared(sales: pd.DataFrame) -> list[str]:
    """Return the mapped columns that make lines look alike: all but the number of the line."""
    return [name for name in SALES.columns if name in sales and name != "line"]


def repeated(sales: pd.DataFrame, subject: str) -> pd.Series:
    """Return the mark of lines whose invoice and line number stood before.

    Parameters
    ----------
    sales : DataFrame
        Sales; no line is marked where ``invoice`` or ``line`` is not mapped or not filled.
    subject : {"same content", "other content"}
        Whether everything else is equal to an earlier line of that key, or something differs.
    """
    if not {"invoice", "line"} <= set(sales.columns):
        return pd.Series(False, index=sales.index)
    keyed = sales["invoice"].notna() & sales["line"].notna()
    same = keyed & sales.duplicated([*compared(sales), "line"])
    return same if subject == SAME else keyed & sales.duplicated(["invoice", "line"]) & ~same


def propose_duplicates(sales: pd.DataFrame) -> pd.DataFrame:
    """Propose to keep look-alikes and to leave out lines whose key repeats with the same content.

    A key that repeats with other content is kept: numbers that begin anew each year do so. The first line, as
    the file has it, is always the one kept.

    Returns
    -------
    DataFrame
        Decisions ``look_alikes`` (subject: the columns compared) and ``repeated_lines``.
    """
    again, columns = repeated(sales, SAME), compared(sales)
    alike, total = sales.duplicated(columns) & ~again, float(sales["amount"].sum())
    share = float(sales.loc[alike, "amount"].sum()) / total if total else 0.0
    sent_twice = _("invoice, line number and all the rest stood before: sent twice; the first is kept")
    differs = _("invoice and line number stood before, but the rest differs: numbers may begin anew; ask")
    equal = _("equal to an earlier line in all of these, {:.1%} of revenue: sales of equal size look so")
    return as_decisions(sales, [
        ("repeated_lines", SAME, "leave_out", sent_twice, again),
        ("repeated_lines", OTHER, "keep", differs, repeated(sales, OTHER)),
        ("look_alikes", ", ".join(columns), "keep", equal.format(share), alike),
    ])
