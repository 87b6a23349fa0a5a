"""The figure of promises: what is open, until when, and for how long it is overdue."""

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kamlib.show import style
from kamlib.show.words import number, short
from kamlib.text import _, ngettext

NAME = 26
LEFT, RIGHT = 0.22, 0.56
ROWS = 6  # a single line does not fill the slide
MARGIN_DAYS = 6


def promises_timeline(promises: pd.DataFrame, *, today: pd.Timestamp, most: int = 11) -> Figure:
    """Draw the promises that are not kept yet, from the day they were made to the day they are due.

    Parameters
    ----------
    promises : DataFrame
        From `promises_told`: ``name`` of the account, ``promise``, ``by``, ``made``, ``until``, ``state``,
        ``days_overdue``.
    today : Timestamp
    most : int
        At most so many, overdue ones first; how many more there are is said.

    Returns
    -------
    Figure
        Closed; where nothing is open a slide that says so.
    """
    running = promises[promises["state"].isin(["overdue", "open"])]
    if running.empty:
        return style.note(_("No promise is open"), _(
            "Promises are written in the workbook of the buying centre, sheet Promises, and after a meeting "
            "in that of the meeting.") if promises.empty else _("All that were made are kept or ended."))
    order = running.assign(turn=running["state"] != "overdue").sort_values(
        ["turn", "until"], kind="stable", na_position="last", ignore_index=True)
    shown = order.head(most)
    left = len(order) - len(shown)
    more = ngettext("{} more is open", "{} more are open", left).format(number(left)) if left else ""
    about = style.subtitle(_("From the day of the promise to its deadline"), more,
                           _("as of {}").format(f"{today:%Y-%m-%d}"))
    with style.slide(promises_title(promises), about, left=LEFT, right=RIGHT, bottom=0.16) as (figure, axes):
        for place, (_i, row) in enumerate(shown.iterrows()):
            _one(axes, place, row, today)
        style.names_beside(axes, shown["name"].tolist())
        axes.set_ylim(max(len(shown), ROWS) - 0.4, -0.6)
        _days(axes, shown, today)
        axes.spines["left"].set_visible(False)
        axes.axvline(_num(today), color=style.INK, lw=1.5, zorder=0)
        _legend(figure)
    return figure


def promises_title(promises: pd.DataFrame) -> str:
    """Say how many are overdue, and where most of them are."""
    if promises.empty:
        return _("no promise is written down")
    late = promises[promises["state"] == "overdue"]
    if late.empty:
        return ngettext("{} promise, and it is not overdue", "{} promises, and none is overdue",
                        len(promises)).format(number(len(promises)))
    accounts = late["name"].value_counts()
    words = ngettext("{late} of {all} promises is overdue", "{late} of {all} promises are overdue", len(late))
    first = words.format(late=number(len(late)), all=number(len(promises)))
    if len(accounts) == 1:
        return _("{first}: {name}").format(first=first, name=short(accounts.index[0], NAME))
    if accounts.iloc[0] == 1:
        return first
    return _("{first}, {n} of them at {name}").format(
        first=first, n=number(int(accounts.iloc[0])), name=short(accounts.index[0], NAME))


def _num(day: Any) -> float:
    return float(mdates.date2num(day))  # type: ignore[no-untyped-call]


def _one(axes: Axes, place: int, row: "pd.Series[Any]", today: pd.Timestamp) -> None:
    """Draw one promise: the time it was given, and beyond its deadline the time that it is late."""
    late = row["state"] == "overdue"
    colour = style.VERMILION if late else style.BLUE
    end = today if pd.isna(row["until"]) else row["until"]
    start = end if pd.isna(row["made"]) else row["made"]
    axes.plot([_num(start), _num(end)], [place, place], color=style.SKY, lw=7, solid_capstyle="butt")
    if late:
        axes.plot([_num(end), _num(today)], [place, place], color=colour, lw=7, solid_capstyle="butt")
    if pd.notna(row["until"]):
        marker, face = ("X", colour) if late else ("o", "white")
        axes.plot(_num(end), place, marker, ms=11, mfc=face, mec=colour if not late else "white", mew=2)
    days = ngettext("{} day late", "{} days late", int(row["days_overdue"])).format(
        number(row["days_overdue"])) if late else _("no day") if pd.isna(row["until"]) else ""
    told = ": ".join(filter(None, (days, str(row["promise"]))))
    words = style.cut(axes, told, (1 - RIGHT - 0.03) * style.SIZE[0] * style.DPI)
    axes.annotate(words, (1, place), xycoords=("axes fraction", "data"), xytext=(12, 0), ha="left",
                  va="center", textcoords="offset points", size=style.SMALL, parse_math=False,
                  color=colour if late else style.INK)


def _days(axes: Axes, shown: pd.DataFrame, today: pd.Timestamp) -> None:
    known = pd.concat([shown["made"], shown["until"], pd.Series([today])]).dropna()
    margin = pd.Timedelta(days=MARGIN_DAYS)
    axes.set_xlim(_num(known.min() - margin), _num(known.max() + margin))
    locator = mdates.AutoDateLocator(minticks=2, maxticks=4)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]


def _legend(figure: Figure) -> None:
    marks = [
        Line2D([], [], color=style.SKY, lw=7, label=_("time given")),
        Line2D([], [], color=style.VERMILION, lw=7, label=_("overdue")),
        Line2D([], [], marker="o", ls="", ms=10, mfc="white", mec=style.BLUE, mew=2, label=_("deadline")),
        Line2D([], [], marker="X", ls="", ms=10, mfc=style.VERMILION, mec="white",
               label=_("deadline missed")),
        Line2D([], [], color=style.INK, lw=1.5, label=_("today")),
    ]
    figure.legend(handles=marks, loc="lower left", bbox_to_anchor=(style.LEFT - 0.01, 0.0), ncols=5,
                  frameon=False, fontsize=style.SMALL, handletextpad=0.5, columnspacing=1.4, handlelength=1.4)
