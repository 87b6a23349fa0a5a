"""The map of the dossiers: groups of questions by key accounts, each state told by colour and sign."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kamlib.show import style
from kamlib.show.words import accounts, number, percent, short
from kamlib.text import N_, _, ngettext

NAME, HEAD = 26, 112  # letters of a name in a title, pixels of one above a column
COLUMNS, ROWS = 16, 14
# How a group of questions stands at an account: colour, colour of the sign, sign, words.
SHADES = {
    "holds": (style.BLUE, "white", "●", N_("all answers hold")),
    "part": (style.SKY, style.INK, "◐", N_("half or more hold")),
    "old": (style.ORANGE, style.INK, "✕", N_("most are old or open")),
    "empty": ("white", style.GREY, "○", N_("nothing known")),
    "not applicable": (style.PALE, style.INK, "–", N_("does not apply")),
}


def dossier_map(groups: pd.DataFrame, summary: pd.DataFrame, *, period: str) -> Figure:
    """Draw groups of questions by key accounts: where answers hold, are old, or were never given.

    Parameters
    ----------
    groups : DataFrame
        From `dossier_groups`: ``account``, ``group_label``, ``questions``, ``holding``, ``shade``.
    summary : DataFrame
        From `dossier_summary`: ``account``, ``name``, ``answered``, ``valid``, ``expiring``, ``complete``.
    period : str
        The day in words.

    Returns
    -------
    Figure
        Closed; accounts with most that holds come first, those without an answer are counted. Without any
        answer a slide that says what to do.
    """
    known = summary[summary["answered"] > 0]
    if known.empty:
        return nothing_known(summary)
    holds = known["valid"] + known["expiring"]
    order = known.assign(holds=holds).sort_values(["holds", "complete", "account"],
                                                  ascending=[False, False, True])
    shown, labels = order.head(COLUMNS), groups["group_label"].drop_duplicates().tolist()
    more = len(order) - len(shown)
    empty = len(summary) - len(known)
    about = style.subtitle(
        _("Groups of questions by account"), _("{} more not shown").format(accounts(more)) if more else "",
        _("{} without an answer").format(accounts(empty)) if empty else "", period)
    with style.slide(_map_title(groups, known, summary), about, left=0.3, right=0.9, bottom=0.1) as slide:
        figure, axes = slide
        box = axes.get_position()
        axes.set_position((box.x0, box.y0, box.width, box.height - 0.095))
        keys = shown["account"].tolist()
        cells: Any = groups[groups["account"].isin(keys)].itertuples()
        for cell in cells:
            if labels.index(cell.group_label) < ROWS:
                _cell(axes, keys.index(cell.account), labels.index(cell.group_label), cell.shade)
        _heads(axes, shown["name"].tolist())
        style.names_beside(axes, [*labels[:ROWS]])
        axes.set(xlim=(-0.5, max(len(keys), 6) - 0.5), xticks=[])
        axes.spines[:].set_visible(False)
        _legend_of_signs(figure)
    return figure


def nothing_known(summary: pd.DataFrame) -> Figure:
    """Return a slide that says what to do where no dossier has an answer."""
    return style.note(
        ngettext("The dossier of {} has no answer yet", "The dossiers of {} have no answer yet", len(summary))
        .format(accounts(len(summary))),
        _("Make them with kam forms dossier, and begin with the core questions of one account: what does "
          "its manager know today?"))


def _map_title(groups: pd.DataFrame, known: pd.DataFrame, summary: pd.DataFrame) -> str:
    """Say how many dossiers there are, and which group is known worst in them."""
    mine = groups[groups["account"].isin(known["account"])]
    sums = mine.groupby("group_label", sort=False)[["holding", "questions"]].sum()
    sums = sums[sums["questions"] > 0]
    share = sums["holding"] / sums["questions"]
    first = ngettext("{n} of {all} has a dossier with answers", "{n} of {all} have a dossier with answers",
                     len(known)).format(n=number(len(known)), all=key_accounts(len(summary)))
    if share.empty:
        return first
    if share.min() == 1:
        return _("{first}, and all that they say holds").format(first=first)
    words = _("{first}; weakest: {group}, {share} of its questions have a valid answer")
    return words.format(first=first, group=short(share.idxmin(), NAME), share=percent(share.min(), 0))


def key_accounts(count: int) -> str:
    """Write how many key accounts."""
    return ngettext("{} key account", "{} key accounts", count).format(number(count))


def _cell(axes: Axes, x: int, y: int, shade: str) -> None:
    face, ink, sign, _words = SHADES[shade]
    edge = style.PALE if face == "white" else "white"
    axes.add_patch(Rectangle((x - 0.46, y - 0.44), 0.92, 0.88, facecolor=face, edgecolor=edge, lw=1.2))
    axes.text(x, y, sign, size=12, color=ink, ha="center", va="center")


def _heads(axes: Axes, names: list[str]) -> None:
    """Write the names of accounts slanted above their columns."""
    for place, name in enumerate(names):
        axes.annotate(style.cut(axes, name, HEAD), (place, 1), xycoords=("data", "axes fraction"),
                      xytext=(-3, 2), textcoords="offset points", rotation=30, rotation_mode="anchor",
                      ha="left", va="bottom", size=12, parse_math=False)


def _legend_of_signs(figure: Figure) -> None:
    """Write the signs in words below the map; a legend can't show signs inside its boxes."""
    axes = figure.add_axes((style.LEFT, 0.005, 0.93, 0.06))
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_axis_off()
    x = 0.0
    for face, ink, sign, words in SHADES.values():
        edge = style.GREY if face == "white" else face
        axes.add_patch(Rectangle((x, 0.12), 0.026, 0.72, facecolor=face, edgecolor=edge, lw=1))
        axes.text(x + 0.013, 0.48, sign, size=12, color=ink, ha="center", va="center")
        text = axes.text(x + 0.034, 0.48, _(words), size=12, va="center_baseline")
        x += 0.034 + text.get_window_extent().width / axes.get_window_extent().width + 0.022
