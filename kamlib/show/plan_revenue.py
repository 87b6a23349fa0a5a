"""The revenue of a plan by line and year, and what held shares would bring without it."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.plan_fan import terms_words
from kamlib.show.words import MISSING, Scale, money, number, percent, scale_of, short
from kamlib.text import _, ngettext

NAME, LINES, WIDE = 24, 6, 0.56
COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.SKY, style.VERMILION, style.GREY)
LEAST, HALF = 0.062, 0.03  # height of a number and half of it, as parts of the highest bar


def plan_revenue_bars(
    lines: pd.DataFrame, years: pd.DataFrame, *, name: str, currency: str, terms: str = ""
) -> Figure:
    """Draw the revenue of a plan by line and year, and beside it what held shares would bring.

    Year 0 is drawn full, what is planned pale with an edge; a line without a figure in a year is not drawn
    there, and the year says "at least".

    Parameters
    ----------
    lines, years : DataFrame
        From `plan_quantities` and `plan_by_year`, of one account.
    name, currency : str
    terms : str
        "nominal", "real", or "" where nobody said.

    Returns
    -------
    Figure
        Closed; a slide that says why where there is no line.
    """
    known = years[years["revenue_known"] > 0].sort_values("year") if len(years) else years
    if known.empty:
        return style.note(_("This plan has no revenue yet"), _(
            "Write what they buy and our share of it, line by line: the sheet Quantities asks for it."))
    ordered = years.sort_values("year").reset_index(drop=True)
    parts = _parts(lines, ordered["year"])
    scale = scale_of([*ordered["revenue_known"], *ordered["held_revenue"]], currency)
    about = style.subtitle(short(name, NAME), _("Revenue a year, {}").format(scale.unit), terms_words(terms),
                           _("in brackets: of what they buy"))
    with style.slide(_revenue_title(ordered, currency), about, left=0.09, right=0.72, bottom=0.17) as (
            figure, axes):
        top = float(np.nanmax([*ordered["revenue_known"], *ordered["held_revenue"].fillna(0.0)]))
        _stacks(axes, parts, ordered["held_revenue"].mask(ordered["year"] == 0).tolist(), scale, top)
        _totals(axes, ordered, scale)
        _held(axes, ordered)
        axes.set_ylim(0, top * 1.2)
        axes.set_xlim(-0.5, len(ordered) - 0.5)
        axes.set_xticks(range(len(ordered)), _year_names(ordered), size=style.LABEL)
        axes.tick_params(axis="x", length=0)
        style.money_axis(axes.yaxis, scale)
        _line_names(axes, parts)
        _revenue_legend(figure, bool(ordered["held_revenue"].notna().any()))
    return figure


def _parts(lines: pd.DataFrame, years: pd.Series) -> pd.DataFrame:
    """Return lines by years, the largest in the last year first; the smallest are joined."""
    table = lines.pivot_table(index="line", columns="year", values="revenue", aggfunc="sum", min_count=1)
    table = table.reindex(columns=years.tolist())
    names = lines.drop_duplicates("line").set_index("line")["name"]
    order = table.max(axis=1).fillna(0.0).sort_values(ascending=False, kind="stable").index
    table = table.loc[order]
    labels = names.reindex(order).astype("str").tolist()
    if len(table) > LINES:
        rest = table.iloc[LINES - 1:].sum(min_count=1).to_frame().T
        count = len(table) - LINES + 1
        more = ngettext("{} other line", "{} other lines", count).format(number(count))
        labels = [*labels[: LINES - 1], more]
        table = pd.concat([table.iloc[: LINES - 1], rest])
    return table.set_axis(pd.Index(labels))


def _stacks(axes: Axes, parts: pd.DataFrame, held: list[float], scale: Scale, top: float) -> None:
    """Draw the bars from the largest line up, each part with its number where there is room."""
    bottom = np.zeros(parts.shape[1])
    for place in range(len(parts)):
        values = parts.iloc[place].fillna(0.0).to_numpy("float64")
        colour = COLOURS[place % len(COLOURS)]
        for year, value in enumerate(values):
            first = year == 0
            axes.bar(year, value, WIDE, bottom=bottom[year], color=colour, alpha=1.0 if first else 0.55, lw=0)
            axes.bar(year, value, WIDE, bottom=bottom[year], fill=False, edgecolor="white", lw=1.2)
            at = _free(bottom[year], value, held[year], top)
            if at is not None:
                dark = first and colour in (style.BLUE, style.VERMILION, style.GREEN, style.GREY)
                axes.text(year, at, scale.of(value), ha="center", va="center",
                          size=style.SMALL, color="white" if dark else style.INK)
        bottom += values


def _free(bottom: float, value: float, line: float, top: float) -> float | None:
    """Return where in a part its number stands clear of its edges and of the line; None without room."""
    low, high = bottom + HALF * top, bottom + value - HALF * top
    middle, clear = bottom + value / 2, (HALF + 0.018) * top
    if value < LEAST * top:
        return None
    if pd.isna(line) or abs(middle - line) >= clear:
        return middle
    return next((at for at in (line + clear, line - clear) if low <= at <= high), None)


def _totals(axes: Axes, years: pd.DataFrame, scale: Scale) -> None:
    for place, (_i, row) in enumerate(years.iterrows()):
        total = scale.of(row["revenue_known"])
        if pd.isna(row["revenue"]):
            words = _("at least {}").format(total)
        else:
            share = percent(row["share_of_wallet"], 0)
            words = total if share == MISSING else f"{total} ({share})"
        axes.annotate(words, (place, row["revenue_known"]), xytext=(0, 5), textcoords="offset points",
                      ha="center", size=style.SMALL, weight="bold")


def _held(axes: Axes, years: pd.DataFrame) -> None:
    for place, value in enumerate(years["held_revenue"]):
        if place and pd.notna(value):
            axes.plot([place - 0.4, place + 0.4], [value, value], color="white", lw=5, zorder=5)
            axes.plot([place - 0.4, place + 0.4], [value, value], color=style.INK, lw=2.6, zorder=6)


def _year_names(years: pd.DataFrame) -> list[str]:
    return [f"{int(calendar)}" if pd.notna(calendar) else _("year {}").format(number(year))
            for year, calendar in zip(years["year"], years["calendar"], strict=True)]


def _line_names(axes: Axes, parts: pd.DataFrame) -> None:
    """Name the lines right of the last bar, at the height of their parts; never two on one place."""
    last = parts.iloc[:, -1].fillna(0.0).to_numpy("float64")
    top = axes.get_ylim()[1]
    middles = (np.cumsum(last) - last / 2) / top
    places = np.maximum.accumulate(np.maximum(middles, 0.02))
    for place in range(1, len(places)):
        places[place] = max(places[place], places[place - 1] + 0.07)
    places -= max(0.0, places[-1] - 0.97)
    figure = axes.get_figure(root=True)
    room = (0.985 - axes.get_position().x1) * (figure.bbox.width if figure else 0.0) - 34
    for at, label, colour in zip(places, parts.index, COLOURS, strict=False):
        axes.annotate("■", (1, at), xycoords="axes fraction", xytext=(6, 0), va="center",
                      textcoords="offset points", size=style.LABEL, color=colour)
        axes.annotate(style.cut(axes, label, room), (1, at), xycoords="axes fraction", xytext=(22, 0),
                      va="center", textcoords="offset points", size=style.SMALL, parse_math=False)


def _revenue_title(years: pd.DataFrame, currency: str) -> str:
    first, last = years.iloc[0], years.iloc[-1]
    year = _year_names(years)[-1]
    if pd.isna(last["revenue"]):
        return _("What the plan brings in {year} is not known: {lines} without a figure").format(
            year=year, lines=ngettext("{} line", "{} lines", int(last["missing"])).format(
                number(last["missing"])))
    held = _("; held shares alone would bring {}").format(money(last["held_revenue"], currency)) \
        if pd.notna(last["held_revenue"]) else ""
    start = money(first["revenue"], currency) if pd.notna(first["revenue"]) else _("an unknown sum")
    return _("From {first} to {last} in {year}{held}").format(
        first=start, last=money(last["revenue"], currency), year=year, held=held)


def _revenue_legend(figure: Figure, held: bool) -> None:
    kinds: list[Any] = [Patch(color=style.BLUE, label=_("year 0")),
                        Patch(color=style.BLUE, alpha=0.55, label=_("planned"))]
    if held:
        kinds.append(Line2D([], [], color=style.INK, lw=2.6, label=_("with held shares")))
    figure.legend(handles=kinds, loc="lower left", bbox_to_anchor=(style.LEFT, 0.0), ncols=len(kinds),
                  frameon=False, fontsize=style.SMALL, handlelength=1.6, columnspacing=1.4)
