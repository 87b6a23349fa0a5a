"""Figures of the manager's level: what he can influence, and the two lists side by side."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kamlib.show import style
from kamlib.show.words import accounts, number, short
from kamlib.text import N_, _, ngettext

NAME = 26
BLUE, SERVED, OPEN = style.BLUE, style.VERMILION, style.GREY
GREEN = "#00734F"  # the green of the palette is too pale for letters
DECISIONS = {
    "both": N_("On both lists: the manager carries it"),
    "company": N_("Key for the company only: who serves it, at which cost, who owns it at the top?"),
    "manager": N_("Key for the manager only: what would the company have to know?"),
}
RIGHT = 0.58  # where the manager's list begins, as a share of the width
COLOURS = {"both": style.BLUE, "company": style.VERMILION, "manager": GREEN}
WHY_COMPANY = {"served": N_("served account"), "waiting": N_("no hours left: it waits"),
               "none": N_("no narrowed test holds"), "nobody": N_("nobody's account")}
WHY_MANAGER = {"cut": N_("below the company's cut"), "not_nominated": N_("not nominated"),
               "unknown": N_("a question is open"), "decided": N_("people decided: not key"),
               "ruled_out": N_("a rule keeps it out")}


def influence_bars(
    strength: pd.DataFrame, *, labels: Mapping[str, str], influence_min: float, period: str, of: int,
    most: int = 13,
) -> Figure:
    """Draw what a manager can influence at each account, with the range of the answers and the gate.

    Parameters
    ----------
    strength : DataFrame
        From `gate`: ``name`` (else ``account``), ``influence``, ``low``, ``high``, ``develop``, ``defend``,
        ``lever``, ``lever_value``, ``passes``, ``reason``.
    labels : dict of str to str
        Question -> name on screen.
    influence_min : float
        The gate.
    period : str
        When, or of whom, in words.
    of : int
        How many accounts there are, with and without answers.
    most : int
        At most so many accounts, the strongest and the weakest last; how many more there are is said.

    Returns
    -------
    Figure
        Closed; without answers a slide that says so.
    """
    known = strength[strength["answered"] != "none"] if "answered" in strength else strength
    if known.empty:
        return style.note(_("Nobody has answered yet what the managers can influence"), _(
            "Send the form on influence to managers and supervisors; until then every account is a "
            "question, none a no."))
    order = known.assign(middle=known["influence"].fillna((known["low"] + known["high"]) / 2))
    order = order.sort_values(["middle", "account"], ascending=[False, True])
    shown = pd.concat([order.head(most - most // 3), order.iloc[most - most // 3:].tail(most // 3)])
    left_off = len(order) - len(shown)
    more = _("{} in between not shown").format(accounts(left_off)) if left_off else ""
    silent = _("{} without answers").format(accounts(of - len(known))) if of > len(known) else ""
    about = style.subtitle(_("Influence, 0 to 1, and the range of the answers"), period, silent, more)
    with style.slide(_influence_title(known), about, left=0.27, right=0.69, bottom=0.17) as (figure, axes):
        box = axes.get_position()
        axes.set_position((box.x0, box.y0, box.width, box.height - 0.02))
        _gate_line(axes, influence_min)
        for place, (_i, row) in enumerate(shown.iterrows()):
            _one(axes, place, row, labels)
        style.names_beside(axes, _names(shown).tolist())
        axes.set_xlim(-0.03, 1.03)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0], [number(tick, 2) for tick in (0, 0.25, 0.5, 0.75, 1.0)])
        axes.spines["left"].set_visible(False)
        _legend(figure)
    return figure


def _names(rows: pd.DataFrame) -> pd.Series:
    return rows["name"] if "name" in rows else rows["account"]


def _influence_title(known: pd.DataFrame) -> str:
    served = known[known["passes"].eq(False).fillna(False)]
    open_ = int(known["passes"].isna().sum())
    if served.empty:
        words = _("All {n} with answers can be influenced") if not open_ else _(
            "No account is a served account so far; {open} of {n} with answers are not decided")
        return words.format(n=accounts(len(known)), open=number(open_))
    largest = served.sort_values("revenue", ascending=False) if "revenue" in served else served
    return ngettext(
        "{n} of {all} with answers is served (no active selling): {name}",
        "{n} of {all} with answers are served (no active selling), {name} among them", len(served),
    ).format(n=number(len(served)), all=accounts(len(known)), name=short(_names(largest).iloc[0], NAME))


def _gate_line(axes: Axes, limit: float) -> None:
    axes.axvspan(-0.03, limit, color=style.PALE, alpha=0.45, lw=0, zorder=0)
    axes.axvline(limit, color=style.GREY, lw=1.5, ls=(0, (4, 3)), zorder=0)
    words = _("from {} on it is sold to").format(number(limit, 2).rstrip("0"))
    axes.annotate(words, (limit, 1), xycoords=("data", "axes fraction"), xytext=(4, 5), ha="left",
                  va="bottom", textcoords="offset points", size=style.SMALL, color=style.GREY)


def _one(axes: Axes, place: int, row: "pd.Series[Any]", labels: Mapping[str, str]) -> None:
    """Draw one account: range, its two parts, its influence, and the word that decides."""
    colour = OPEN if pd.isna(row["passes"]) else BLUE if row["passes"] else SERVED
    if row["high"] > row["low"]:
        axes.plot([row["low"], row["high"]], [place, place], color=colour, lw=7, alpha=0.3,
                  solid_capstyle="round")
    for part, marker in (("develop", "|"), ("defend", "x")):
        if pd.notna(row[part]):
            # Above the dot, and the bar higher than it: else the dot hides it.
            axes.plot(row[part], place, marker, ms=18 if marker == "|" else 10, mew=2, color=style.INK,
                      zorder=4)
    if pd.notna(row["influence"]):
        filled = colour if row["passes"] is not False and colour != OPEN else "white"
        axes.plot(row["influence"], place, "o", ms=11, mfc=filled, mec=colour, mew=2.2)
    words = _verdict(row, labels)
    axes.annotate(words, (1, place), xycoords=("axes fraction", "data"), xytext=(12, 0), ha="left",
                  va="center", textcoords="offset points", size=style.SMALL, parse_math=False,
                  color=colour if colour != OPEN else style.INK)


def _verdict(row: "pd.Series[Any]", labels: Mapping[str, str]) -> str:
    if pd.isna(row["passes"]):
        return _("unknown: answers missing")
    if not row["passes"]:
        return _("served account") if row.get("certain", True) else _("served, if the mean holds")
    if row["reason"] == "lever":
        lever = short(labels.get(str(row["lever"]), str(row["lever"])), 17)
        return _("one lever: {name}").format(name=lever)
    return "" if row.get("certain", True) else _("talk about it")


def _legend(figure: Figure) -> None:
    marks = [
        Line2D([], [], marker="o", ls="", ms=10, mfc=BLUE, mec=BLUE, label=_("sold to")),
        Line2D([], [], marker="o", ls="", ms=10, mfc="white", mec=SERVED, mew=2.2, label=_("served account")),
        Line2D([], [], marker="|", ls="", ms=18, mew=2, color=style.INK, label=_("can develop")),
        Line2D([], [], marker="x", ls="", ms=10, mew=2, color=style.INK, label=_("can defend")),
    ]
    figure.legend(handles=marks, loc="lower left", bbox_to_anchor=(style.LEFT - 0.01, 0.0), ncols=4,
                  frameon=False, fontsize=style.SMALL, handletextpad=0.3, columnspacing=1.6)


def two_lists_figure(lists: pd.DataFrame, *, whose: str, period: str, most: int = 14) -> Figure:
    """Draw the company's list and the manager's side by side, in the cells that ask for a decision.

    Parameters
    ----------
    lists : DataFrame
        From `two_lists`, of one manager or of all: ``name``, ``manager``, ``cell``, ``reason``,
        ``company_rank``, ``place``, ``half``.
    whose : str
        The manager whose list stands on the right; empty when ``lists`` holds several: then each account's
        manager is named.
    period : str
        The period in words.
    most : int
        At most so many accounts; each cell says how many it holds.

    Returns
    -------
    Figure
        Closed; where no account is on any list a slide that says so.
    """
    sizes, half = lists["cell"].value_counts(), int(lists["half"].sum())
    order = lists if whose or "company_rank" not in lists else lists.sort_values(
        "company_rank", kind="stable", na_position="last")
    found = {cell: order[order["cell"] == cell] for cell in DECISIONS}
    if not sum(len(rows) for rows in found.values()):
        return style.note(_("No account is on either list yet"), _(
            "{} wait for answers: ask about influence first.").format(accounts(int(sizes.get("open", 0)))))
    title = _("{both} on both lists, {company} key for the company only, {mine} key for {whose} only").format(
        both=accounts(len(found["both"])), company=number(len(found["company"])),
        mine=number(len(found["manager"])), whose=short(whose, NAME) if whose else _("their managers"))
    heading = _("List of {}").format(short(whose, NAME)) if whose else _("The managers' lists")
    rest = _("neither list: {neither}, not decided yet: {open}").format(
        neither=number(sizes.get("neither", 0)), open=number(sizes.get("open", 0) - half))
    one = _("key on one list, the other is open: {}").format(number(half)) if half else ""
    about = style.subtitle(one, rest, period)
    rows = _rows(found, most)
    with style.slide(title, about, left=style.LEFT, right=style.RIGHT, bottom=0.03) as (figure, axes):
        axes.set(xlim=(0, 1), ylim=(max(len(rows), 8) - 0.4, -1.5), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        for x, words in ((0.0, _("The company's list")), (RIGHT, heading)):
            style.write(axes, x, -1.0, words, size=style.LABEL, weight="bold", va="center")
        for place, (cell, row) in enumerate(rows):
            if row is None:
                shown = sum(each == cell for each, _row in rows) - 1
                _heading(axes, place, cell, len(found[cell]), shown)
            else:
                _pair(axes, place, cell, row, several=not whose)
    return figure


def _rows(found: Mapping[str, pd.DataFrame], most: int) -> list[tuple[str, Any]]:
    """Return headings and accounts from top to bottom; every cell keeps a fair part of the room."""
    filled = {cell: rows for cell, rows in found.items() if len(rows)}
    room = dict.fromkeys(filled, 0)
    for _turn in range(most):
        open_ = [cell for cell in filled if room[cell] < len(filled[cell])]
        if not open_ or sum(room.values()) >= most:
            break
        room[min(open_, key=lambda cell: room[cell])] += 1
    lines: list[tuple[str, Any]] = []
    for cell, rows in filled.items():
        lines.append((cell, None))
        lines += [(cell, row) for _i, row in rows.head(room[cell]).iterrows()]
    return lines


def _heading(axes: Axes, place: int, cell: str, count: int, shown: int) -> None:
    many = number(count) if shown == count else _("{shown} of {n}").format(n=number(count), shown=shown)
    words = f"{_(DECISIONS[cell])} ({many})"
    style.write(axes, 0.0, place + 0.08, words, color=COLOURS[cell], weight="bold", va="center", bbox=None)
    axes.plot([0, 1], [place - 0.45, place - 0.45], color=style.PALE, lw=1, zorder=0)


def _pair(axes: Axes, place: int, cell: str, row: "pd.Series[Any]", *, several: bool) -> None:
    """Write one account left, right or on both sides, with the line or the reason beside it."""
    pixels, colour = axes.get_window_extent().width, COLOURS[cell]
    if cell != "manager":
        _numbered(axes, 0.0, place, row.get("company_rank"), row["name"], 0.3 * pixels)
    if cell != "company":
        turn = None if several else row.get("place")
        _numbered(axes, RIGHT, place, turn, row["name"], (0.2 if several else 0.36) * pixels)
    if several and pd.notna(row["manager"]):
        who = style.cut(axes, row["manager"], 0.17 * pixels)
        style.write(axes, 1.0, place, who, color=style.GREY, va="center", ha="right", bbox=None)
    if cell == "both":
        axes.plot([0.36, 0.57], [place, place], color=colour, lw=2.5, alpha=0.7, solid_capstyle="round")
        return
    left = cell == "company"
    reason = (WHY_COMPANY if left else WHY_MANAGER).get(str(row["reason"]), "")
    words = style.cut(axes, _(reason) if reason else "", (0.43 if left else 0.5) * pixels)
    style.write(axes, 0.36 if left else 0.57, place, words, color=colour, va="center",
                ha="left" if left else "right", bbox=None)


def _numbered(axes: Axes, x: float, place: int, rank: Any, name: object, room: float) -> None:
    if pd.notna(rank):
        style.write(axes, x + 0.03, place, number(float(rank)), color=style.GREY, va="center", ha="right",
                    bbox=None)
    style.write(axes, x + 0.042, place, style.cut(axes, name, room), va="center", bbox=None)
