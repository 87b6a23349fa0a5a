"""How full a dossier is against how much of it still holds."""

from itertools import product

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from kamlib.show import style
from kamlib.show.dossier import NAME
from kamlib.show.words import number, percent, short
from kamlib.text import N_, _, ngettext

ROOM = 175  # pixels of a name
KINDS = {
    "fresh and full": ("o", style.BLUE, N_("fresh and full")),
    "full, not fresh": ("X", style.VERMILION, N_("full, not fresh")),
    "fresh, not full": ("s", style.SKY, N_("fresh, not full")),
    "neither": ("v", style.GREY, N_("neither")),
}


def full_and_fresh(summary: pd.DataFrame, *, full_from: float, fresh_from: float, period: str) -> Figure:
    """Draw how full each dossier is against how much of it still holds.

    Parameters
    ----------
    summary : DataFrame
        From `dossier_summary`: ``name``, ``complete``, ``valid_share``, ``kind``.
    full_from, fresh_from : float
        Where full and fresh begin.
    period : str
        The day in words.

    Returns
    -------
    Figure
        Closed; names that find no free room are left out and counted.
    """
    known = summary[summary["answered"] > 0]
    if known.empty:
        return style.note(_("No dossier is full yet, and none is fresh"), _(
            "Both are counted from the first answer on."))
    # Names find their room in this order: what looks finished and is not comes first.
    known = known.assign(turn=known["kind"] != "full, not fresh").sort_values(
        ["turn", "complete", "account"], ascending=[True, False, True], ignore_index=True)
    about = style.subtitle(_("All questions of each dossier that has an answer"), period)
    with style.slide(_fresh_title(known), about, left=0.1, right=0.96, bottom=0.15) as (figure, axes):
        axes.set(xlim=(-0.03, 1.06), ylim=(-0.09, 1.09))
        axes.axvline(full_from, color=style.GREY, lw=1.2, ls=(0, (4, 3)), zorder=0)
        axes.axhline(fresh_from, color=style.GREY, lw=1.2, ls=(0, (4, 3)), zorder=0)
        for kind, (marker, colour, words) in KINDS.items():
            mine = known[known["kind"] == kind]
            if mine.empty:
                continue
            axes.scatter(mine["complete"], mine["valid_share"], s=150, marker=marker, color=colour,
                         edgecolors="white", linewidths=1, zorder=3, clip_on=False, label=_(words))
        missed = _names(axes, known)
        for axis in (axes.xaxis, axes.yaxis):
            style.percent_axis(axis)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
        unnamed = ngettext("({} not named)", "({} not named)", missed).format(number(missed))
        axes.set_xlabel(" ".join([_("answered, by importance"), unnamed if missed else ""]).strip())
        axes.set_ylabel(_("of the answers still hold"))
        if known["kind"].nunique() > 1:
            axes.legend(loc="lower left", frameon=False, fontsize=12, handletextpad=0.2)
    return figure


def _fresh_title(known: pd.DataFrame) -> str:
    """Name the fullest dossier that is not fresh, else say that there is none."""
    stale = known[known["kind"] == "full, not fresh"].sort_values("valid_share", kind="stable")
    if len(known) == 1:
        only = known.iloc[0]
        return _("{name} has answered {full}, and {fresh} of that still holds").format(
            name=short(only["name"], NAME), full=percent(only["complete"], 0),
            fresh=percent(only["valid_share"], 0))
    if stale.empty:
        return _("No dossier is full and old; {n} of {all} are fresh and full").format(
            n=number(int((known["kind"] == "fresh and full").sum())), all=number(len(known)))
    first = stale.iloc[0]
    words = _("Full is not fresh: {name} has answered {full}, and {fresh} of that still holds")
    return words.format(name=short(first["name"], NAME), full=percent(first["complete"], 0),
                        fresh=percent(first["valid_share"], 0))


def _names(axes: Axes, rows: pd.DataFrame) -> int:
    """Write names where there is room; return how many found none."""
    points = axes.transData.transform(rows[["complete", "valid_share"]].to_numpy(dtype="float64"))
    taken = [Bbox.from_extents(x - 8, y - 8, x + 8, y + 8) for x, y in points]
    taken.append(Bbox(axes.transAxes.transform([(0, 0), (0.27, 0.31)])))  # the legend
    missed = 0
    for place, row in enumerate(rows.to_dict("records")):
        at = (float(row["complete"]), float(row["valid_share"]))
        others = taken[:place] + taken[place + 1:]
        box = _free_place(axes, style.cut(axes, row["name"], ROOM), at, others)
        taken += [box] if box else []
        missed += box is None
    return missed


def _free_place(axes: Axes, words: str, at: tuple[float, float], taken: list[Bbox]) -> Bbox | None:
    """Write a name at the first free place around its point; None where there is none."""
    plate = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.6}
    text = axes.annotate(words, at, xytext=(0, 0), textcoords="offset points", size=12, parse_math=False,
                         zorder=2, bbox=plate)
    for far, (across, up) in product((9.0, 17.0), ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1),
                                                  (1, -1), (-1, -1))):
        text.set(position=(across * far, up * far), ha={1: "left", 0: "center", -1: "right"}[across],
                 va={1: "bottom", 0: "center_baseline" if across else "center", -1: "top"}[up])
        box = text.get_window_extent()
        inside = axes.bbox.y0 <= box.y0 and box.y1 <= axes.bbox.y1 and axes.bbox.x0 <= box.x0
        free = not any(box.overlaps(other) for other in taken)
        if inside and free and box.x1 <= axes.figure.bbox.x1 - 4:
            return box
    text.remove()
    return None
