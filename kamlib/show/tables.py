"""Tables for a page: at most ten rows, numbers as people read them, client text as text."""

import hashlib
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, cast

import pandas as pd
from pandas.io.formats.style import Styler

from kamlib.show.words import MISSING, NARROW_SPACE, change, hundredths, number, percent, scale_of
from kamlib.text import _, ngettext

MONEY = frozenset({"amount", "cost", "margin", "profit", "service_cost", "before", "now", "change", "left",
                   "margin_left", "cumulative_money", "largest_amount", "largest_money", "revenue", "sold",
                   "total"})
PERCENT = frozenset({"share", "cumulative", "measured", "claimed", "fixed_costs_covered", "cost_known"})
RANGES = (("_low", "", "_high"), ("low", "base", "high"))
CHANGE = frozenset({"growth", "growth_without"})


class Table(Styler):
    """A styled frame whose plain form is a table too, not an address in memory; without rows a sentence."""

    def _repr_html_(self) -> str:
        mine = cast(Any, self)
        if not mine.data.empty:
            return str(mine.to_html())
        return f"<p>{escape(mine.caption)}</p>" if mine.caption else ""

    def __repr__(self) -> str:
        """Return the table in plain text, the line below it included."""
        mine = cast(Any, self)  # the stubs of pandas don't know its data and caption
        if mine.data.empty:
            return mine.caption or ""
        below = f"\n{mine.caption}" if mine.caption else ""
        return f"{mine.data.to_string(index=False)}{below}"


def table(
    frame: pd.DataFrame, columns: Mapping[str, str], *,
    kinds: Mapping[str, str] | None = None, currency: str = "", rows: int = 10, empty: str | None = None,
) -> Table:
    """Return the first rows of a frame as a table for a page, with a line that says how many more there are.

    Parameters
    ----------
    frame : DataFrame
        Finished: sorted, largest first.
    columns : dict of str to str
        Column -> heading, in the order shown; columns that the frame lacks are left out.
    kinds : dict of str to str, optional
        Column -> ``"money"``, ``"percent"``, ``"change"``, ``"number"``, ``"count"``, ``"day"``, ``"month"``
        or ``"text"``; else told from the name and the type of the column. ``"whole percent"`` and ``"whole
        change"`` have no decimals, ``"of hundred"`` is a share as a number of 100,
        ``"points"`` one, ``"hours"`` one where a half is among them;
        ``"figures"`` are written already and stand on the right.
    currency : str
        Joined to the unit in the heading of money.
    rows : int
        At most so many rows are shown.
    empty : str, optional
        The sentence that stands in the place of a table without rows; "" where another one says it already.

    Returns
    -------
    Table
        A pandas Styler: text escaped, no index, money scaled with its unit in the heading, an en dash for
        what is missing; the same input gives the same HTML.

    Examples
    --------
    >>> table(pd.DataFrame({"name": ["<b>A</b>"], "amount": [1234567.0]}),
    ...       {"name": "Account", "amount": "Revenue"})
     Account Revenue, mln
    <b>A</b>         1.23
    """
    wanted = [name for name in columns if name in frame]
    shown = frame[wanted].head(rows)
    told = {name: (kinds or {}).get(name) or _kind(name, frame[name]) for name in wanted}
    written, headings = {}, []
    for name in wanted:
        beside = _beside(shown, name) if told[name] == "money" else shown[name]
        heading, texts = _column(shown[name], told[name], columns[name], currency, beside)
        headings.append(heading)
        written[name] = texts
    text = pd.DataFrame(written, dtype="str", index=range(len(shown)))
    text.columns = pd.Index(headings)
    right = [heading for heading, name in zip(headings, wanted, strict=True) if told[name] != "text"]
    return _styled(text, right, len(frame) - len(shown), _("There are none.") if empty is None else empty)


def _kind(name: str, values: pd.Series) -> str:
    if pd.api.types.is_datetime64_any_dtype(values):
        return "month" if name in ("month", "quarter") else "day"
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    for kind, names in (("money", MONEY), ("percent", PERCENT), ("change", CHANGE)):
        if name in names or (kind == "percent" and name.endswith("_share")):
            return kind
    return "count" if pd.api.types.is_integer_dtype(values) or name in ("quantity", "orders") else "number"


def _beside(shown: pd.DataFrame, name: str) -> pd.Series:
    """Return the money that decides the unit: both ends of a range stand in that of its middle."""
    for ends in RANGES:
        stem = next((name.removesuffix(end) for end in ends if end and name.endswith(end)), name)
        together = [f"{stem}{end}" for end in ends if f"{stem}{end}" in shown]
        if name in together and len(together) > 1:
            return cast(pd.Series, pd.concat([shown[one] for one in together]))
    return shown[name]


def _column(
    values: pd.Series, kind: str, heading: str, currency: str, beside: pd.Series
) -> tuple[str, list[str]]:
    """Return heading and texts of one column; ``beside`` decides the unit of money."""
    if kind == "money":
        scale = scale_of(beside, currency)
        unit = f"{heading}, {scale.unit.replace(' ', NARROW_SPACE)}" if scale.unit else heading
        return unit, [scale.of(value) for value in values]
    halves = int(kind == "hours" and any(abs(value - round(value)) >= 0.05 for value in values.dropna()))
    writers: dict[str, Callable[[Any], str]] = {
        "whole percent": lambda share: percent(share, 0), "whole change": lambda share: change(share, 0),
        "of hundred": hundredths, "points": lambda value: number(value, 1),
        "hours": lambda value: number(value, halves),
        "percent": percent, "change": change, "count": number, "number": lambda value: number(value, 2),
        "day": lambda day: day.strftime("%Y-%m-%d"), "month": lambda day: day.strftime("%Y-%m"),
        "text": _text, "figures": str,
    }
    return heading, [MISSING if pd.isna(value) else writers[kind](value) for value in values]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return " ".join(str(value).split())


def _styled(text: pd.DataFrame, right: list[str], left_off: int, empty: str) -> Table:
    # One id for one content: a page stays the same to the byte when it is made again.
    key = hashlib.sha256(text.to_csv(index=False).encode()).hexdigest()[:10]
    styled: Any = Table(text, uuid=key, cell_ids=False).format(escape="html")
    styled = styled.format_index(escape="html", axis=1).hide(axis="index")
    styled = styled.set_properties(**{"text-align": "left"})
    figures = {"text-align": "right", "white-space": "nowrap"}
    styled = styled.set_properties(subset=right, **figures).set_table_styles([
        # As large as the text around it, so that a table grows with it on a projector.
        {"selector": "", "props": "font-size: 1em;"},
        {"selector": "th", "props": "text-align: left; vertical-align: bottom; max-width: 9em;"},
        *({"selector": f"th.col{place}", "props": "text-align: right;"}
          for place, heading in enumerate(text.columns) if heading in right),
        {"selector": "caption", "props": "caption-side: bottom; text-align: left; padding-top: 0.4em;"},
    ])
    if text.empty:
        styled = styled.set_caption(empty)
    if left_off > 0:
        styled = styled.set_caption(ngettext("and {} more", "and {} more", left_off).format(number(left_off)))
    return cast(Table, styled)
