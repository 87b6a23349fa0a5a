"""A table of the study: the columns that carry a meaning, each turned into its kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.companions import SUM, added_up
from kamlib.study.day_range import FIRST, last_day
from kamlib.tables import Column, Table
from kamlib.text import _

_FIRST_SINCE = pd.Timestamp("1901-01-01")
"""A client may be older than any sale. Other days stand for none: 0001-01-01 in 1C, 1900-01-01 in SQL."""
_MOST = 1e15
_EXACT = 2**53
"""From here on a float is no longer every whole number."""


@dataclass(frozen=True)
class Given:
    """One table of the study, typed, with what was found on the way.

    Parameters
    ----------
    table : Table
        What the columns mean.
    frame : DataFrame
        The columns that are given, under their names in ``table``.
    headings : dict of str to str
        Heading in the client's table for each given column.
    source : str
        Name of the client's table, or "query".
    problems : list of Problem
        Missing columns, values that are not of their kind.
    rest : DataFrame
        Of sales: the columns that carry no meaning, of the same lines.
    out : DataFrame
        Of sales: the lines that an answer in study.yaml leaves out, with ``subject``.
    minus : Series
        Of sales: why a line is taken off the sales, though its file has it above zero; empty for the others.
    """

    table: Table
    frame: pd.DataFrame
    headings: dict[str, str]
    source: str
    problems: list[Problem] = field(default_factory=list)
    rest: pd.DataFrame = field(default_factory=pd.DataFrame)
    out: pd.DataFrame = field(default_factory=pd.DataFrame)
    minus: pd.Series = field(default_factory=lambda: pd.Series(dtype="str"))

    @property
    def used(self) -> set[str]:
        """Columns of the client's table that have a meaning; of a sum, each of them."""
        return {part for heading in self.headings.values() for part in (heading, *heading.split(SUM))}

    @property
    def absent(self) -> list[str]:
        """Names of the columns that are not given."""
        return [name for name in self.table.columns if name not in self.headings]


def given(
    table: Table, frame: pd.DataFrame, headings: dict[str, str], *, source: str, place: Problem
) -> Given:
    """Pick the columns that carry a meaning and turn each into its kind.

    Whole numbers become text without a decimal point where text is meant; eight digits such as 20251231
    become a day where a day is meant. Nothing else is turned: a value that is not of its kind is a problem.

    Parameters
    ----------
    table : Table
        What is meant.
    frame : DataFrame
        The client's table, or the result of a query.
    headings : dict of str to str
        Meaning to heading.
    source : str
        Name of the client's table, or "query".
    place : Problem
        Where the headings are named, for messages.

    Returns
    -------
    Given
    """
    at = partial(Problem, file=place.file, row=place.row)
    problems: list[Problem] = []
    columns: dict[str, pd.Series] = {}
    for name, heading in headings.items():
        if heading and not (of := _columns_of(table, name, heading, frame)):
            remedy = _("use one of: {}").format(", ".join(map(str, frame.columns)))
            message = _("is not a column of {}").format(source)
            problems.append(at("column-unknown", message, remedy, column=name, found=heading))
        elif heading:
            columns[name], wrong = _values(frame, of, table.columns[name])
            if wrong:
                told = at("column-kind", wrong, _("name another heading"), column=name, found=heading)
                problems.append(told)
            elif table.columns[name].kind == "date":
                columns[name], strange = _possible(columns[name], name)
                problems += _no_days(at, name, heading, strange)
    for name in table.required:
        if not headings.get(name):
            remedy = _("name the heading that holds: {}").format(_(table.columns[name].meaning))
            message = _("is not named for {}").format(table.name)
            problems.append(at("column-missing", message, remedy, column=name))
    named = {name: headings[name] for name in columns}
    return Given(table, pd.DataFrame(columns, index=frame.index), named, source, problems)


def _no_days(at: Callable[..., Problem], name: str, heading: str, strange: pd.Series) -> list[Problem]:
    """Return the warning of days that stand for none."""
    message = _("is before {} or more than ten years ahead, and read as empty, in {}")
    remedy = _("write the day in the file, or leave it: an empty day counts for nothing")
    return [at("date-none", message.format(_first(name).year, heading), remedy, "warning", column=name,
               found=str(strange.iloc[0])[:10], count=len(strange))] if len(strange) else []  # fmt: skip


def _first(name: str) -> pd.Timestamp:
    return _FIRST_SINCE if name == "since" else pd.Timestamp(FIRST)


def _columns_of(table: Table, name: str, heading: str, frame: pd.DataFrame) -> list[str]:
    """Return the columns that a heading names: one, or several numbers with a plus between them."""
    is_number = table.columns[name].kind == "number"
    return added_up(heading, frame) if is_number else [heading] if heading in frame else []


def _values(frame: pd.DataFrame, columns: list[str], column: Column) -> tuple[pd.Series, str]:
    parts = [as_kind(frame[name], column) for name in columns]
    wrong = next((said for _values, said in parts if said), "")
    if len(parts) == 1:
        return parts[0]
    return pd.concat([values for values, _wrong in parts], axis=1).sum(axis=1, min_count=1), wrong


def _possible(days: pd.Series, name: str) -> tuple[pd.Series, pd.Series]:
    """Return days without those that stand for none, and those."""
    end = pd.Timestamp(last_day()) + pd.Timedelta(days=1)
    strange = days.notna() & ~days.between(_first(name), end, inclusive="left")
    return days.mask(strange), days[strange].astype("str")


def as_kind(values: pd.Series, column: Column) -> tuple[pd.Series, str]:
    """Return values as the kind of ``column``, and what is wrong when they can't be.

    Parameters
    ----------
    values : Series
        Text, whole numbers, numbers or days.
    column : Column
        What is meant.

    Returns
    -------
    tuple of Series and str
        The values (empty ones where they can't be turned) and an empty string, or what is wrong.

    Examples
    --------
    >>> as_kind(pd.Series([417, 12]), Column("client"))[0].tolist()
    ['417', '12']
    >>> as_kind(pd.Series(["a"]), Column("amount", "number"))[1]
    'holds text, not numbers'
    """
    turn = {"text": _as_text, "number": _as_number, "date": _as_date}[column.kind]
    return turn(values)


def _as_text(values: pd.Series) -> tuple[pd.Series, str]:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").astype("str"), ""
    whole = values.dropna() if pd.api.types.is_float_dtype(values) else pd.Series([0.5])
    if ((whole % 1 == 0) & (whole.abs() < _EXACT)).all():
        values = values.astype("Int64")
    text = values.astype("str").where(values.notna())
    return text.str.strip().replace("", None).astype("str"), ""


def _as_number(values: pd.Series) -> tuple[pd.Series, str]:
    if values.isna().all():
        return pd.Series(float("nan"), index=values.index), ""
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        numbers = values.astype("Float64").astype("float64")
        endless = numbers.isin([float("inf"), float("-inf")])
        if not endless.any() and (numbers.abs() > _MOST).any():
            return numbers, _("holds numbers too large to be added up to the cent")
        return numbers.mask(endless), _("holds a number divided by zero") if endless.any() else ""
    wrong = _("holds dates, not numbers") if _is_date(values) else _("holds text, not numbers")
    return pd.Series(float("nan"), index=values.index), wrong


def _as_date(values: pd.Series) -> tuple[pd.Series, str]:
    if _is_date(values):
        return values.dt.tz_localize(None).dt.normalize().astype("datetime64[us]"), ""
    nothing = pd.Series(pd.NaT, index=values.index, dtype="datetime64[us]")
    if values.isna().all():
        return nothing, ""
    digits = _as_text(values)[0]
    if digits.dropna().str.fullmatch(r"(19|20)\d{6}").all():
        days = pd.to_datetime(digits, format="%Y%m%d", errors="coerce")
        if days.notna().sum() == values.notna().sum():
            return days.astype("datetime64[us]"), ""
    return nothing, _("holds no dates")


def _is_date(values: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(values)
