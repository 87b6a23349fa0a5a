"""The day of a document inside its name, as 1C prints it: "Invoice 0007 of 05.03.2024 12:00:00"."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa

from kamlib.lexicon.cells import DAY_OF_DOCUMENT
from kamlib.study.companions import date_of
from kamlib.study.read.columns import read_column
from kamlib.study.read.dates import read_dates
from kamlib.study.read.found import Loaded, Place
from kamlib.study.read.grid import STRING
from kamlib.words import phrase

# So many of the names must hold one day each; the others are told one by one.
SHARE_DATED = 0.95
MOST_NAMED = 20
DOCUMENT = "Document"

_YEAR_FIRST = r"\d{4}[-./]\d{1,2}[-./]\d{1,2}"
_YEAR_LAST = r"\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})|\d{1,2} [^\W\d_]{3,12}\.? \d{4}"
_ALONE = r"(?!\d|[./-]\d)"
_DAY = re.compile(rf"(?<![\w./-])(?:{_YEAR_FIRST}|{_YEAR_LAST}){_ALONE}")
# A word leads to the day; without one a number of a document may look like it: FV 12/02/2025.
_LEADS = rf"(?:{DAY_OF_DOCUMENT})[ :]+"
_LED = re.compile(rf"(?i)\b{_LEADS}({_YEAR_FIRST}|{_YEAR_LAST}){_ALONE}")
_SURE = re.compile(rf"(?<![\w./-])(?:\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}){_ALONE}")


def day_in(text: str) -> str | None:
    """Return the day that a text names, as written; None where it names none, or several.

    Examples
    --------
    >>> day_in("Реализация товаров и услуг 0000-000123 от 05.02.2025 12:00:00")
    '05.02.2025'
    >>> day_in("Faktura FV/12/2025 z dnia 2025-02-05"), day_in("Invoice 17 dated 05/02/2025")
    ('2025-02-05', '05/02/2025')
    >>> day_in("FV 12/02/2025"), day_in("from 1/02/2025 to 5/02/2025"), day_in("FV 1/2/2025 z dnia 7.02.2025")
    (None, None, '7.02.2025')
    """
    led, sure = list(_LED.finditer(text)), {*_SURE.findall(text)}
    if not led:
        return str(sure.pop()) if len(sure) == 1 else None
    day = str(led[0][1])
    # The number of the document stands before its day; what comes after would be a second one.
    return day if len(led) == 1 and sure <= {day} and not _DAY.search(text, led[0].end()) else None


def days_in(texts: pd.Series) -> pd.Series | None:
    """Return the day in each text as written, in place of the texts; None where too few name one."""
    given = texts.dropna()
    written = {text: day_in(str(text)) for text in given.unique()}
    days = texts.map(written).astype("str")
    if not len(given) or days.notna().sum() < SHARE_DATED * len(given):
        return None
    read = read_dates(pa.array(days.dropna(), pa.string()), np.ones(int(days.notna().sum()), int))
    return days if read.ok.mean() >= SHARE_DATED else None


def names_by_documents(levels: pd.DataFrame, heading: str) -> list[str]:
    """Return names for the levels of a grouped report in which one level are dated documents; else none.

    Nothing but goods stands below documents, and the heading of the groups names the uppermost level.

    Parameters
    ----------
    levels : DataFrame
        One column of names a level.
    heading : str
        Heading of the column that held the groups.
    """
    names = [heading, *map(str, levels.columns[1:])]
    for at, level in enumerate(levels):
        days = days_in(levels[level])
        if days is not None and (days.str.len() + len(" 00:00:00") < levels[level].str.len()).any():
            return [*names[:at], DOCUMENT, *names[at + 1 :]] if at else names
    return []


def add_document_days(table: Loaded, place: Place, wanted: dict[str, dict[str, str]]) -> None:
    """Give a column of documents a companion with their days, in place.

    Levels of a grouped report get one whatever else there is; other columns only in a table without dates.

    Parameters
    ----------
    table : Loaded
        Typed.
    place : Place
        For messages.
    wanted : dict
        What the user decided of columns, by heading: ``dates`` where day and month can't be told apart.
    """
    # A column whose dates wait for an answer is still one.
    dated = any(column.kind == "date" for column in table.columns)
    for column in list(table.columns):
        if column.kind == "text" and (column.how.get("level") or not dated):
            days = days_in(table.frame[column.heading])
            if days is not None:
                _add(table, column.heading, days, place, wanted)


def _add(
    table: Loaded, heading: str, days: pd.Series, place: Place, wanted: dict[str, dict[str, str]],
) -> None:
    name = date_of(heading)
    read = read_column(
        pa.array(days, STRING), None, np.ones(len(days), bool), heading=name, rows=table.rows.to_numpy(),
        place=place, wanted={**wanted.get(name, {}), "kind": "date"},
    )  # fmt: skip
    at = list(table.frame).index(heading) + 1
    table.frame.insert(at, name, read.values.set_axis(table.frame.index))
    read.found.how["from"] = heading
    without = np.flatnonzero(table.frame[heading].notna() & days.isna())
    read.found.problems += [
        place.problem("date-unreadable__document", row=int(table.rows.iloc[row]), column=heading,
                      found=str(table.frame[heading].iloc[row])[:80])
        for row in without[:MOST_NAMED]
    ]  # fmt: skip
    table.columns.insert(at, read.found)
    order = read.found.how.get("dates")
    table.settings["columns"][name] = {"kind": "date"} | ({"dates": order} if order else {})
    table.steps += [phrase("read-document-days", column=heading, days=name), *read.steps]
    table.questions += read.questions
