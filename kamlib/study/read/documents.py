"""The day of a document inside its name, as 1C prints it: "Invoice 0007 of 05.03.2024 12:00:00"."""

import numpy as np
import pandas as pd
import pyarrow as pa

from kamlib.study.read.dates import read_dates
from kamlib.study.read.found import ColumnFound, Loaded, Place
from kamlib.text import _

# So many of the cells must name a day; the others are told one by one.
SHARE_DATED = 0.9
MOST_NAMED = 20
_DAY = r"(?i)(?:\bот|\bz(?:\s+dnia)?|\bof|\bdated)\s+(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})\b(?!.*\d{4})"


def add_document_days(table: Loaded, place: Place) -> None:
    """Give a column of documents a companion with their days, in place, where no other column has days.

    Parameters
    ----------
    table : Loaded
        Typed.
    place : Place
        For messages.
    """
    # A column whose dates wait for an answer is still one.
    if any(column.kind == "date" for column in table.columns):
        return
    for heading in [str(c) for c in table.frame if pd.api.types.is_string_dtype(table.frame[c])]:
        texts = table.frame[heading].dropna()
        found = texts.str.extract(_DAY)[0]
        if len(texts) and found.notna().mean() >= SHARE_DATED:
            _add(table, heading, found, place)


def _add(table: Loaded, heading: str, found: pd.Series, place: Place) -> None:
    written = pa.array(found.fillna(""), pa.string())
    days = read_dates(written, np.ones(len(written), int), "dmy")
    value = pd.Series(days.value, index=found.index).reindex(table.frame.index).astype("datetime64[us]")
    name = _("{} (date)").format(heading)
    at = list(table.frame).index(heading) + 1
    table.frame.insert(at, name, value.dt.normalize())
    examples, n_empty = found.dropna().head(3).tolist(), int(value.isna().sum())
    column = ColumnFound(name, "date", {"from": heading}, examples, n_empty)
    without = found.index[value[found.index].isna()]
    column.problems = [
        place.problem(
            "date-unreadable", _("names no day"), _("leave the row out in study.yaml (leave_out_rows)"),
            row=int(table.rows[row]), column=heading, found=str(table.frame[heading][row])[:80],
        )
        for row in without[:MOST_NAMED]
    ]  # fmt: skip
    table.columns.insert(at, column)
    table.steps.append(_('the days in the names of "{}" are in the column "{}"').format(heading, name))
