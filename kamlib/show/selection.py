"""Figures of the screen: which tests hold for which account, and the funnel."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kamlib.show import style
from kamlib.show.words import accounts, number, short
from kamlib.text import N_, _, ngettext

TARGET = "○ "
STEPS = {"all": N_("accounts"), "buying": N_("buy"), "nominated": N_("nominated"),
         "scored": N_("scored by people"), "answered": N_("answered for influence"), "key": N_("key")}


def selection_screen(
    wide: pd.DataFrame, *, labels: Mapping[str, str], period: str, most: int = 14
) -> Figure:
    """Draw which tests hold for which account, nominated ones first.

    Parameters
    ----------
    wide : DataFrame
        From `screen`: ``account``, ``name``, ``target``, the six tests, ``nominated``.
    labels : dict of str to str
        Test -> name on screen, in the order shown.
    period : str
        The period in words.
    most : int
        At most so many rows; how many more there are is said.

    Returns
    -------
    Figure
        Closed; without accounts a slide that says so.
    """
    if wide.empty:
        return style.note(_("No accounts to look at"), _("The study names no accounts."))
    tests = list(labels)
    shown = _screened(wide, tests).head(most)
    inside, open_ = int(wide["nominated"].fillna(False).sum()), int(wide["nominated"].isna().sum())
    words = ngettext("{n} of {all} accounts is nominated", "{n} of {all} accounts are nominated", inside)
    title = words.format(n=number(inside), all=number(len(wide)))
    if open_:
        title = _("{so_far}; for {open} more a question is open").format(so_far=title, open=number(open_))
    left_off = int(wide["nominated"].fillna(True).sum() - shown["nominated"].fillna(True).sum())
    more = _("{} more of them not shown").format(number(left_off)) if left_off else ""
    about = style.subtitle(_("Which tests hold"), more, period)
    with style.slide(title, about, left=0.32, right=0.97, bottom=0.1) as (_figure, axes):
        top = axes.get_position()
        axes.set_position((top.x0, top.y0, top.width, top.height - 0.075))
        for place, (_i, row) in enumerate(shown.iterrows()):
            for at, test in enumerate(tests):
                gone = bool(row["target"]) and test in ("large", "loyal")
                _answer(axes, at, place, row[test], applies=not gone)
        axes.set(xlim=(-0.5, len(tests) - 0.5), xticks=[])
        names = zip(shown["name"], shown["target"], strict=True)
        style.names_beside(axes, [f"{TARGET if target else ''}{name}" for name, target in names])
        for at, test in enumerate(tests):
            heading = "\n".join(short(word, 11) for word in labels[test].split(" ", 1))
            axes.annotate(heading, (at, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 4), ha="center",
                          va="bottom", textcoords="offset points", size=style.SMALL, parse_math=False)
        nominated = int(shown["nominated"].fillna(False).sum())
        if 0 < nominated < len(shown):
            axes.axhline(nominated - 0.5, color=style.GREY, lw=1.2)
        axes.spines[["left", "bottom"]].set_visible(False)
        _legend_of_answers(axes, bool(shown["target"].any()))
    return _figure


def _screened(wide: pd.DataFrame, tests: list[str]) -> pd.DataFrame:
    """Order by verdict, by how many tests hold, by how many are open, by key."""
    verdict = wide["nominated"].map({True: 0, False: 2}).astype("Float64").fillna(1)
    holds, open_ = wide[tests].fillna(False).sum(axis=1), wide[tests].isna().sum(axis=1)
    order = pd.DataFrame({"verdict": verdict, "holds": -holds, "open": -open_, "account": wide["account"]})
    return wide.loc[order.sort_values(["verdict", "holds", "open", "account"]).index]


def _answer(axes: Axes, x: float, y: float, answer: object, *, applies: bool = True) -> None:
    """Mark one answer so that it is told without its colour: a full disc, a dash, a ring with "?", words."""
    if not applies:
        axes.text(x, y, _("n/a"), size=12, color=style.GREY, ha="center", va="center")
    elif pd.isna(answer):  # type: ignore[call-overload]
        axes.plot(x, y, "o", ms=13, mfc="white", mec=style.GREY, mew=1.2)
        axes.text(x, y, "?", size=12, color=style.INK, ha="center", va="center_baseline")
    elif answer:
        axes.plot(x, y, "o", ms=14, color=style.BLUE)
    else:
        axes.plot([x - 0.06, x + 0.06], [y, y], color=style.GREY, lw=2)


def _legend_of_answers(axes: Axes, targets: bool) -> None:
    marks: list[Any] = [
        Line2D([], [], marker="o", ms=11, color=style.BLUE, lw=0, label=_("holds")),
        Line2D([], [], color=style.GREY, lw=2, label=_("does not")),
        Line2D([], [], marker="o", ms=11, mfc="white", mec=style.GREY, lw=0, label=_("? unknown")),
    ]
    if targets:
        words = _("{} never bought, n/a: does not apply").format(TARGET.strip())
        marks.append(Line2D([], [], lw=0, label=words))
    legend_below(axes, marks, columns=len(marks))


def legend_below(axes: Axes, marks: list[Any], *, columns: int, up: float = 0.0) -> None:
    """Write a legend along the lower edge of the slide."""
    found = axes.figure.legend(
        handles=marks, loc="lower left", bbox_to_anchor=(style.LEFT - 0.012, up), ncols=columns,
        frameon=False, fontsize=style.SMALL, handlelength=1.2, handletextpad=0.5, columnspacing=1.6)
    for text in found.get_texts():
        text.set_parse_math(False)


def funnel_bars(steps: pd.DataFrame, *, period: str) -> Figure:
    """Draw how many accounts are left at each step, and where people are asked about too many.

    Parameters
    ----------
    steps : DataFrame
        From `funnel`: ``step``, ``accounts``, ``limit``, ``over``, ``open``.
    period : str
        The period in words.

    Returns
    -------
    Figure
        Closed.
    """
    count = steps.set_index("step")["accounts"]
    words = _("From {all} to {key} key: people score {scored} and answer on influence for {answered}")
    if not count["answered"]:
        words = _("From {all} to {key} key: people score {scored}; nobody has answered on influence yet")
    title = words.format(all=accounts(int(count["all"])), key=number(count["key"]),
                         scored=number(count["scored"]), answered=number(count["answered"]))
    what = _("How many accounts each step looks at; a step may hold some that an earlier one does not")
    about = style.subtitle(what, period)
    with style.slide(title, about, left=0.36, right=0.95, bottom=0.05) as (figure, axes):
        last = len(steps) - 1
        colours = [style.BLUE if place == last else style.VERMILION if over else style.SKY
                   for place, over in enumerate(steps["over"])]
        axes.barh(range(len(steps)), steps["accounts"], 0.64, color=colours)
        rows = zip(*(steps[name] for name in ("step", "accounts", "limit", "over", "open")), strict=True)
        for place, (step, left, limit, over, more) in enumerate(rows):
            end = number(left)
            if step == "nominated" and more:
                end = _("{}; for {} more a question is open").format(end, number(more))
            if over:
                end = _("{}: more than {}, too many to ask about").format(end, number(limit))
            style.at_end(axes, left, place, end, weight="bold", size=style.LABEL)
        style.names_beside(axes, [_(STEPS[step]) for step in steps["step"]])
        told = steps["over"].any() or steps.loc[steps["step"] == "nominated", "open"].any()
        axes.set_xlim(0, (1.6 if told else 1.15) * max(1, int(steps["accounts"].max())))
        style.bare(axes)
    return figure
