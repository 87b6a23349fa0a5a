"""The figure of the contact schedule: hours of each of us, week by week, against those there are."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from kamlib.show import style
from kamlib.show.words import number
from kamlib.text import _, ngettext

LEFT, RIGHT = 0.2, 0.97
OVER = 0.05  # hours; less is a matter of rounding
FULL = 0.99
ROWS, COLUMNS, WIDE = 6, 8, 1.5  # at least, so that one cell does not fill the slide
SHADES = ("white", "#D6E6F2", "#8FBEDD", style.BLUE)  # nothing, up to half, up to full, full


def week_load_map(load: pd.DataFrame, lines: pd.DataFrame, *, period: str, most: int = 11) -> Figure:
    """Draw the hours that the schedule takes of each of us in each week.

    Parameters
    ----------
    load : DataFrame
        From `week_load`: ``who``, ``week``, ``lines``, ``hours``, ``limit``.
    lines : DataFrame
        From `schedule`: ``state``, for what waits.
    period : str
        Which weeks, in words.
    most : int
        At most so many of us, those with the most hours first; how many more there are is said.

    Returns
    -------
    Figure
        Closed; where nothing is placed a slide that says so.
    """
    if load.empty:
        waits = int((lines["state"] == "waits").sum()) if len(lines) else 0
        return style.note(_("Nothing is in the schedule"), ngettext(
            "{} line waits: nobody of ours is named, or no hours are left.",
            "{} lines wait: nobody of ours is named, or no hours are left.", waits).format(number(waits))
            if waits else _("It is made of promises, steps of plans and wanted contacts; none is there yet."))
    sums = load.groupby("who")["hours"].sum().sort_values(ascending=False, kind="stable")
    names = list(sums.index[:most])
    left = len(sums) - len(names)
    more = ngettext("{} more person", "{} more persons", left).format(number(left)) if left else ""
    about = style.subtitle(_("Hours a week by person, beside those there are"), more, period)
    weeks = sorted(load["week"].unique())
    with style.slide(load_title(load, lines), about, left=LEFT, right=RIGHT, bottom=0.14) as (figure, axes):
        box = axes.get_position()
        axes.set_position((box.x0, box.y0, box.width, box.height - 0.04))
        cells = load.set_index(["who", "week"])
        for place, name in enumerate(names):
            for column, week in enumerate(weeks):
                _cell(axes, place, column, cells.loc[(name, week)])
        axes.set_xlim(-0.5, max(len(weeks), COLUMNS) + WIDE)
        _heads(axes, weeks, names, cells)
        style.names_beside(axes, names)
        axes.set_ylim(max(len(names), ROWS) - 0.4, -0.6)
        axes.spines[:].set_visible(False)
        _legend(figure)
    return figure


def load_title(load: pd.DataFrame, lines: pd.DataFrame) -> str:
    """Say how much there is to do, and what does not fit."""
    placed = lines["week"].notna()
    count, hours = int(placed.sum()), float(load["hours"].sum())
    waits = int((lines["state"] == "waits").sum())
    late = int((lines["state"] == "late").sum())
    first = ngettext("{n} line takes {hours} hours", "{n} lines take {hours} hours", count).format(
        n=number(count), hours=number(hours))
    tail = []
    if late:
        tail.append(ngettext("{} comes late", "{} come late", late).format(number(late)))
    if waits:
        tail.append(ngettext("{} waits", "{} wait", waits).format(number(waits)))
    return _("{first}; {rest}").format(first=first, rest=_(" and ").join(tail)) if tail else _(
        "{first}, and all of them fit").format(first=first)


def _cell(axes: Axes, place: int, column: int, row: "pd.Series[Any]") -> None:
    hours, limit = float(row["hours"]), float(row["limit"])
    share = hours / limit if limit > 0 else (0.0 if hours == 0 else 1.0)
    shade = 0 if hours == 0 else 1 if share <= 0.5 else 2 if share < FULL else 3
    over = limit == limit and hours > limit + OVER
    axes.add_patch(Rectangle((column - 0.47, place - 0.44), 0.94, 0.88, facecolor=SHADES[shade],
                             edgecolor=style.VERMILION if over else style.PALE, lw=2.5 if over else 0.8,
                             zorder=3 if over else 1))
    if hours:
        words = number(hours, 0 if abs(hours - round(hours)) < OVER else 1) + ("!" if over else "")
        axes.text(column, place, words, ha="center", va="center", size=style.SMALL, zorder=4,
                  color="white" if shade == 3 else style.INK, parse_math=False)


def _heads(axes: Axes, weeks: list[Any], names: list[str], cells: pd.DataFrame) -> None:
    """Write the first day of each week above, every second where they are many, and the limits at the end."""
    step = 1 if len(weeks) <= 9 else 2
    for column, week in enumerate(weeks):
        if column % step == 0 and column <= len(weeks) - step:
            day = pd.Timestamp(week)
            axes.annotate(f"{day:%m-%d}", (column, 1), xycoords=("data", "axes fraction"), xytext=(0, 4),
                          textcoords="offset points", ha="center", va="bottom", size=style.SMALL,
                          color=style.GREY)
    axes.annotate(_("there are"), (len(weeks) + WIDE, 1), xycoords=("data", "axes fraction"), xytext=(0, 4),
                  textcoords="offset points", ha="right", va="bottom", size=style.SMALL, color=style.GREY)
    for place, name in enumerate(names):
        limit = float(cells.loc[name]["limit"].iloc[0])
        words = "?" if limit != limit else number(limit, 1)
        axes.text(len(weeks) + WIDE - 0.1, place, words, ha="right", va="center", size=style.SMALL,
                  color=style.GREY)
    axes.set_xticks([])


def _legend(figure: Figure) -> None:
    marks: list[Any] = [
        Patch(facecolor=SHADES[1], edgecolor=style.PALE, label=_("up to half")),
        Patch(facecolor=SHADES[2], edgecolor=style.PALE, label=_("up to all")),
        Patch(facecolor=SHADES[3], edgecolor=style.PALE, label=_("all the hours")),
        Patch(facecolor="white", edgecolor=style.VERMILION, lw=2.5, label=_("! more than there are")),
        Line2D([], [], ls="", label=_("? not known")),
    ]
    figure.legend(handles=marks, loc="lower left", bbox_to_anchor=(style.LEFT - 0.01, 0.0), ncols=5,
                  frameon=False, fontsize=style.SMALL, handletextpad=0.5, columnspacing=1.1, handlelength=1.2)


