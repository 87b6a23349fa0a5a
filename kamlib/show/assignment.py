"""Figures of capacity: how many accounts the hours carry, who has too many, what equal treatment leaves."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, MultipleLocator

from kamlib.show import style
from kamlib.show.words import accounts, number, percent, short
from kamlib.text import _, ngettext

NAME = 24
DEDICATED = (5, 10)  # accounts of one key account manager, source 000
LINE = 15  # at most, for a line sales manager, source 003
MOST_ACCOUNTS = 30
APART = 1.35
OVER = 0.05  # hours; less is a matter of rounding
SHADES = (style.BLUE, style.VERMILION, style.GREEN, style.ORANGE)


def capacity_curve_figure(
    curve: pd.DataFrame, jobs: pd.DataFrame, *, period: str
) -> Figure:
    """Draw how many accounts fit, by the hours that each takes, with the numbers of the sources marked.

    Parameters
    ----------
    curve : DataFrame
        ``job``, ``hours_each``, ``accounts``: from `capacity_curve`, one stretch for each job.
    jobs : DataFrame
        ``job`` (its name), ``key_hours``, ``hours_each``, ``accounts``; the first is told in the title.
    period : str
        Of which hours, in words.

    Returns
    -------
    Figure
        Closed.
    """
    first = jobs.iloc[0]
    title = _("{hours} hours a month, {each} for each account: {n} key accounts fit").format(
        hours=number(first["key_hours"]), each=_plain(first["hours_each"]), n=_plain(first["accounts"]))
    about = style.subtitle(_("Key accounts that one manager can carry, by the hours each takes"), period)
    most = min(MOST_ACCOUNTS, max(1.35 * float(jobs["accounts"].max()), 18.0))
    with style.slide(title, about, left=0.09, right=0.74, bottom=0.15) as (figure, axes):
        axes.axhspan(*DEDICATED, color=style.PALE, alpha=0.6, lw=0, zorder=0)
        axes.axhline(LINE, color=style.GREY, lw=1.5, ls=(0, (4, 3)), zorder=0)
        for words, level in ((_("5 to 10: one key\naccount manager (000)"), sum(DEDICATED) / 2),
                             (_("15: ceiling of a line\nsales manager (003)"), LINE)):
            axes.annotate(words, (1, level), xycoords=("axes fraction", "data"), xytext=(8, 0), va="center",
                          textcoords="offset points", size=style.SMALL, color=style.GREY)
        for job, colour in zip(jobs.itertuples(), SHADES, strict=False):
            line: Any = job
            part = curve[curve["job"] == line.job].sort_values("hours_each")
            axes.plot(part["hours_each"], part["accounts"], color=colour, lw=2.5)
            axes.plot(line.hours_each, line.accounts, "o", ms=12, color=colour, clip_on=False, zorder=5)
        axes.set(xlabel=_("Hours a month for one key account"), ylabel=_("Key accounts"))
        axes.set(xlim=(0, float(curve["hours_each"].max())), ylim=(0, most))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_locator(MultipleLocator(5))
        marks = [Line2D([], [], color=colour, lw=2.5, marker="o", ms=8, label=_job(line))
                 for line, colour in zip(jobs.itertuples(), SHADES, strict=False)]
        axes.legend(handles=marks, loc="upper right", frameon=True, facecolor="white", edgecolor="none",
                    framealpha=0.9, fontsize=style.SMALL)
    return figure


def _plain(value: float) -> str:
    """Write 15 and 7.6: no decimals where there are none."""
    return number(value, 0 if abs(value - round(value)) < 0.05 else 1)


def _job(line: Any) -> str:
    return _("{job}: {n}").format(job=short(line.job, NAME), n=_plain(line.accounts))


def load_bars(loads: pd.DataFrame, proposal: pd.DataFrame | None, *, period: str, most: int = 9) -> Figure:
    """Draw hours that the accounts of each manager take, today and as proposed, against the hours there are.

    Parameters
    ----------
    loads : DataFrame
        From `loads`, as it is today: ``manager``, ``accounts``, ``hours``, ``limit``, ``load``.
    proposal : DataFrame, optional
        From `loads` on the proposed managers.
    period : str
        The period in words.
    most : int
        At most so many managers, the most loaded first; how many more there are is said.

    Returns
    -------
    Figure
        Closed; without managers a slide that says so.
    """
    if loads.empty:
        return style.note(_("No loads: the study names no managers"), _("Name our manager of each account."))
    shown = loads.sort_values(["load", "manager"], ascending=[False, True], na_position="last").head(most)
    after = None if proposal is None else proposal.set_index("manager").reindex(shown["manager"])
    about = style.subtitle(_("Hours a month that the accounts take"), _left_off(loads, shown), period)
    title = _load_title(loads, proposal)
    with style.slide(title, about, left=0.22, right=0.86, bottom=0.13) as (figure, axes):
        for place, (_i, row) in enumerate(shown.iterrows()):
            later = None if after is None else float(after["hours"].fillna(0.0).iloc[place])
            _load(axes, place, row, later)
        style.names_beside(axes, shown["manager"].tolist())
        axes.set_xlim(0, 1.12 * max(float(shown["hours"].max()), float(shown["limit"].fillna(0).max())))
        style.bare(axes)
        _load_legend(figure, after is not None)
    return figure


def _load(axes: Axes, place: int, row: "pd.Series[Any]", later: float | None) -> None:
    """Draw one manager: today's hours, those proposed, the hours there are; the same number only once."""
    now, limit = float(row["hours"]), float(row["limit"])
    colour = style.VERMILION if now > limit + OVER else style.SKY
    bars = [(float(place), now, 0.7, colour)]
    if later is not None:
        bars = [(place - 0.19, now, 0.36, colour), (place + 0.19, later, 0.36, style.BLUE)]
    for at, hours, height, shade in bars:
        axes.barh(at, hours, height, color=shade)
    if pd.notna(limit):
        axes.plot([limit] * 2, [place - 0.42, place + 0.42], color=style.INK, lw=2.5, zorder=5)
    if later is not None and abs(later - now) < OVER:
        bars = [(float(place), now, 0.7, colour)]
    for at, hours, _height, _shade in bars:
        # Numbers stand further apart than their bars, and behind the mark of the hours where it is close.
        end = max(hours, limit) if pd.notna(limit) and 0.75 * limit < hours <= limit else hours
        weight = "bold" if colour == style.VERMILION else "normal"
        style.at_end(axes, end, place + APART * (at - place), _plain(hours), weight=weight)


def _left_off(whole: pd.DataFrame, shown: pd.DataFrame) -> str:
    count = len(whole) - len(shown)
    return ngettext("{} more manager not shown", "{} more managers not shown", count).format(
        number(count)) if count else ""


def _load_title(loads: pd.DataFrame, proposal: pd.DataFrame | None) -> str:
    over = loads[loads["hours"] > loads["limit"] + OVER].sort_values("load", ascending=False)
    if over.empty:
        return _("Nobody's accounts take more hours than there are")
    worst = over.iloc[0]
    words = ngettext(
        "{name}'s {n} takes {hours} hours a month of {limit}",
        "{name}'s {n} take {hours} hours a month of {limit}", int(worst["accounts"]),
    ).format(name=short(worst["manager"], NAME), n=accounts(int(worst["accounts"])),
             hours=_plain(worst["hours"]), limit=_plain(worst["limit"]))
    if proposal is None:
        return words
    still = bool((proposal["hours"] > proposal["limit"] + OVER).any())
    return words if still else _("{so_far}; as proposed nobody has too many").format(so_far=words)


def _load_legend(figure: Figure, proposed: bool) -> None:
    marks: list[Any] = [Patch(color=style.VERMILION, label=_("today, too much")),
                        Patch(color=style.SKY, label=_("today"))]
    if proposed:
        marks.append(Patch(color=style.BLUE, label=_("proposal")))
    marks.append(
        Line2D([], [], color=style.INK, lw=0, marker="|", ms=14, mew=2.5, label=_("hours there are")))
    figure.legend(handles=marks, loc="lower left", bbox_to_anchor=(style.LEFT - 0.01, 0.0), ncols=4,
                  frameon=False, fontsize=style.SMALL, handletextpad=0.4, columnspacing=1.6)


def equal_minutes_figure(loads: pd.DataFrame, *, period: str, most: int = 11) -> Figure:
    """Draw how many minutes a week each account would get if a manager treated all of his equally.

    Parameters
    ----------
    loads : DataFrame
        From `loads`: ``manager``, ``accounts``, ``minutes``.
    period : str
        The period in words.
    most : int
        At most so many managers, the fewest minutes first; how many more there are is said.

    Returns
    -------
    Figure
        Closed; where no hours are known a slide that says so.
    """
    known = loads[loads["minutes"].notna()].sort_values(["minutes", "manager"])
    if known.empty:
        return style.note(_("Nobody's hours are known"), _("Type the hours of each manager."))
    shown, least = known.head(most), known.iloc[0]
    title = _("Treated equally, each of {name}'s {n} gets {minutes} minutes a week").format(
        name=short(least["manager"], NAME), n=accounts(int(least["accounts"])),
        minutes=number(least["minutes"]))
    about = style.subtitle(_("Minutes a week for each account, if all of a manager's were treated equally"),
                           _left_off(known, shown), period)
    with style.slide(title, about, left=0.22, right=0.95, bottom=0.05) as (figure, axes):
        axes.barh(range(len(shown)), shown["minutes"], 0.66,
                  color=[style.ORANGE if place == 0 else style.SKY for place in range(len(shown))])
        for place, (_i, row) in enumerate(shown.iterrows()):
            words = f"{number(row['minutes'])}, {accounts(int(row['accounts']))}"
            style.at_end(axes, row["minutes"], place, words, weight="bold" if place == 0 else "normal")
        style.names_beside(axes, shown["manager"].tolist())
        axes.set_xlim(0, 1.28 * float(shown["minutes"].max()))
        style.bare(axes)
    return figure


def plans_figure(plans: pd.DataFrame, *, period: str) -> Figure:
    """Draw what today's hours, the proposal and one more manager would serve.

    Parameters
    ----------
    plans : DataFrame
        From `one_more_manager`: ``plan``, ``accounts``, ``unserved``, ``moved``, ``highest``.
    period : str
        The period in words.

    Returns
    -------
    Figure
        Closed.
    """
    words = {"today": _("today's owners"), "proposal": _("proposal"), "one_more": _("one more manager")}
    rows = plans.set_index("plan").reindex(list(words))
    counts = rows["accounts"].astype("int64")
    gained = counts["one_more"] - counts["proposal"]
    title = ngettext("One more manager would carry {n} account more than the proposal",
                     "One more manager would carry {n} accounts more than the proposal", gained).format(
        n=number(gained)) if gained else _("The proposal serves as many accounts as one more manager would")
    about = style.subtitle(_("Accounts within the hours there are; those left over in grey"), period)
    with style.slide(title, about, left=0.22, right=0.95, bottom=0.05) as (figure, axes):
        colours = [style.SKY, style.BLUE, style.GREEN]
        axes.barh(range(3), rows["accounts"], 0.6, color=colours)
        axes.barh(range(3), rows["unserved"], 0.6, left=rows["accounts"], color=style.PALE)
        for place, (_plan, row) in enumerate(rows.iterrows()):
            said = [_("{} served").format(number(row["accounts"])),
                    _("{} left").format(number(row["unserved"])),
                    _("{} change hands").format(number(row["moved"])),
                    _("highest load {}").format(percent(row["highest"], 0))]
            style.write(axes, 0, place + 0.43, ", ".join(said), va="center", bbox=None)
        style.names_beside(axes, list(words.values()))
        axes.set_ylim(2.7, -0.5)
        axes.set_xlim(0, 1.05 * float((rows["accounts"] + rows["unserved"]).max()))
        style.bare(axes)
    return figure
