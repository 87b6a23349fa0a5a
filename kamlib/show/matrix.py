"""The portfolio matrix: four named quadrants, strong on the left as in the literature [woodburn2011]_."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from kamlib.show import style
from kamlib.show.words import number, short
from kamlib.text import N_, _, ngettext

QUADRANTS = {"strategic": N_("Strategic"), "star": N_("Star"), "status": N_("Status (maintain)"),
             "streamline": N_("Streamline")}
AXES = {
    "strength": N_("Strength against the best competitor, points"),
    "share_of_wallet": N_("Share of wallet, in place of strength"),
    "stage": N_("Stage of the relationship, 1 to 5, in place of strength"),
}
SAID = {
    "strength": N_("strength as the customers see it"),
    "share_of_wallet": N_("share of wallet stands for strength: too few customers were asked"),
    "stage": N_("the stage stands for strength: too few customers were asked"),
}
LARGEST = 1500.0  # area of the largest bubble, square points
SMALLEST = 40.0
LETTERS = 22
APART = 3.0  # pixels at least between two names
ARROW = 8.0  # pixels that an arrow takes to each side, and between two looks at it
COLOURS = {"strategic": style.BLUE, "star": style.ORANGE, "status": style.GREEN, "streamline": style.GREY}
_WHITE = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.6}


def portfolio_matrix(placed: pd.DataFrame, *, high: float, strong: float, period: str) -> Figure:
    """Draw accounts by attractiveness and strength; bubbles as large as their revenue.

    Parameters
    ----------
    placed : DataFrame
        From `matrix_positions`, with ``name``, ``revenue`` (money a year) and ``target`` beside it:
        ``attractiveness``, ``strength``, ``axis``, ``quadrant``, ``future_attractiveness``,
        ``future_strength``. Targets are open rings; an arrow is drawn only where a place in three years has
        been typed.
    high, strong : float
        Where attractiveness and strength begin to be high.
    period : str
        The period in words.

    Returns
    -------
    Figure
        Closed; without an axis a slide that says why there is no matrix. Names that find no free room are
        left out and counted.
    """
    if placed.empty:
        return style.note(
            _("No matrix: nobody knows how strong we are"),
            _("Ask customers what they look at and how we stand against the best competitor "
              "(judgement/strength.csv), or estimate wallets; then the matrix is drawn."))
    axis = str(placed["axis"].iloc[0])
    counts = placed["quadrant"].value_counts()
    first, stars = (int(counts.get(name, 0)) for name in ("strategic", "star"))
    so_far = ngettext("{n} account is strategic", "{n} accounts are strategic", first)
    rest = ngettext("{n} more is attractive, and we are not strong there yet",
                    "{n} more are attractive, and we are not strong there yet", stars)
    title = _("{so_far}; {rest}").format(
        so_far=so_far.format(n=number(first)),
        rest=rest.format(n=number(stars)) if stars else _("no other attractive one is left to win"))
    rows = placed.sort_values(["revenue", "account"], ascending=[False, True], ignore_index=True)
    about = style.subtitle(
        _("Size: revenue a year"), _("ring: never bought") if rows["target"].any() else "",
        _("arrow: in three years, as typed") if rows["future_strength"].notna().any() else "",
        _(SAID[axis]), period)
    with style.slide(title, about, left=0.09, right=0.97, bottom=0.13) as (_figure, axes):
        _frame(axes, rows, axis, high, strong)
        sizes = _bubbles(axes, rows)
        taken = [_quadrant_name(axes, key) for key in QUADRANTS]
        missed = _names(axes, rows, sizes, taken)
        words = _(AXES[axis])
        if missed:
            unnamed = ngettext("{} small account not named", "{} small accounts not named", missed)
            words = f"{words} ({unnamed.format(number(missed))})"
        axes.set_xlabel(words, parse_math=False)
        axes.set_ylabel(_("Attractiveness, points"))
    return _figure


def _frame(axes: Axes, rows: pd.DataFrame, axis: str, high: float, strong: float) -> None:
    """Set the scales, strong on the left, and draw the two lines that part the quadrants."""
    ends = pd.concat([rows["strength"], rows["future_strength"]])
    if axis == "strength":
        reach = max(2.0, float((ends - strong).abs().max()) * 1.25)
        axes.set_xlim(strong + reach, strong - reach)
    elif axis == "share_of_wallet":
        axes.set_xlim(1.08, -0.08)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
        style.percent_axis(axes.xaxis)
    else:
        axes.set_xlim(5.5, 0.5)
    axes.set_ylim(0.2, 10.9)
    axes.set_yticks(range(1, 11))
    axes.axhline(high, color=style.GREY, lw=1.2)
    axes.axvline(strong, color=style.GREY, lw=1.2)


def _bubbles(axes: Axes, rows: pd.DataFrame) -> np.ndarray:
    """Draw the bubbles, largest first so that small ones stay seen, and the arrows; return their areas."""
    revenue = rows["revenue"].clip(lower=0).fillna(0.0).to_numpy(dtype="float64")
    sizes = SMALLEST + (LARGEST - SMALLEST) * revenue / max(revenue.max(), 1e-9)
    sizes = np.where(rows["target"], 110.0, sizes)
    for place, row in enumerate(rows.itertuples()):
        item: Any = row
        if pd.notna(item.future_strength):
            axes.annotate("", (item.future_strength, item.future_attractiveness),
                          (item.strength, item.attractiveness), zorder=4,
                          arrowprops={"arrowstyle": "-|>", "color": style.INK, "lw": 1.5, "shrinkA": 0})
        colour = COLOURS[item.quadrant]
        look: dict[str, Any] = {"facecolors": colour, "edgecolors": "white", "alpha": 0.75}
        if item.target:
            look = {"facecolors": "none", "edgecolors": colour, "linewidths": 1.8}
        axes.scatter(item.strength, item.attractiveness, s=sizes[place], zorder=3, clip_on=False, **look)
    return sizes


def _quadrant_name(axes: Axes, key: str) -> Bbox:
    """Write the name of a quadrant into its outer corner; return the room that it takes."""
    left, top = key in ("strategic", "status"), key in ("strategic", "star")
    text = axes.text(0.012 if left else 0.988, 0.985 if top else 0.015, _(QUADRANTS[key]), size=16,
                     weight="bold", color=COLOURS[key], ha="left" if left else "right",
                     va="top" if top else "bottom", transform=axes.transAxes, zorder=2)
    return text.get_window_extent()


def _names(axes: Axes, rows: pd.DataFrame, sizes: np.ndarray, taken: list[Bbox]) -> int:
    """Write names where there is room, the largest accounts first; return how many found none."""
    at = axes.transData.transform(rows[["strength", "attractiveness"]].to_numpy(dtype="float64"))
    radius = np.sqrt(sizes / np.pi) * style.DPI / 72
    room = axes.get_window_extent()
    inner = 0.7 * radius[:, None]
    bubbles = np.hstack([at - inner, at + inner])
    boxes = np.array([box.extents for box in taken + _arrows(axes, rows)]).reshape(-1, 4)
    missed = 0
    for place, name in enumerate(rows["name"]):
        others = np.vstack([np.delete(bubbles, place, axis=0), boxes])
        box = _name(axes, short(name, LETTERS), at[place], radius[place], others, room)
        boxes = boxes if box is None else np.vstack([boxes, box])
        missed += box is None
    return missed


def _arrows(axes: Axes, rows: pd.DataFrame) -> list[Bbox]:
    """Return small boxes along the arrows, so that no name is written over one."""
    ends = rows[["strength", "attractiveness", "future_strength", "future_attractiveness"]].dropna()
    found: list[Bbox] = []
    for line in ends.to_numpy(dtype="float64"):
        start, end = axes.transData.transform(line.reshape(2, 2))
        for x, y in np.linspace(start, end, 2 + int(np.hypot(*(end - start)) / ARROW)):
            found.append(Bbox.from_extents(x - ARROW / 2, y - ARROW / 2, x + ARROW / 2, y + ARROW / 2))
    return found


def _name(
    axes: Axes, words: str, at: np.ndarray, radius: float, others: np.ndarray, room: Bbox
) -> np.ndarray | None:
    """Write one name at the first free place around its bubble; further off with a line to it.

    Returns the box that it takes (left, bottom, right, top), None where no place is free.
    """
    text = axes.text(0, 0, words, size=12, transform=None, parse_math=False, bbox=_WHITE)
    size = np.asarray(text.get_window_extent().size)
    text.remove()
    for step, (across, up) in product((4.0, 16.0, 34.0), ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1),
                                                            (1, -1), (-1, -1))):
        away = np.array([across, up]) * (radius * (1.0 if 0 in (across, up) else 0.75) + step)
        corner = at + away - size * (1 - np.array([across, up])) / 2
        box = np.concatenate([corner, corner + size])
        inside = (room.min <= box[:2]).all() and (box[2:] <= room.max).all()
        near = ((others[:, :2] <= box[2:] + APART) & (box[:2] - APART <= others[:, 2:])).all(axis=1)
        if inside and not near.any():
            sides = {"ha": {1: "left", 0: "center", -1: "right"}[across],
                     "va": {1: "bottom", 0: "center", -1: "top"}[up]}
            _beside(axes, words, at, tuple(away), line=step > 4, **sides)
            return box
    return None


def _beside(
    axes: Axes, words: str, at: np.ndarray, away: tuple[float, float], *, line: bool, **sides: Any
) -> None:
    """Write a name so many pixels off its bubble; tied to it, as a notebook crops the picture."""
    point = axes.transData.inverted().transform(at)
    off = tuple(pixels * 72 / style.DPI for pixels in away)
    how: dict[str, Any] = {"xytext": off, "textcoords": "offset points"}
    if line:
        thin = {"arrowstyle": "-", "color": style.GREY, "lw": 0.8, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", tuple(point), zorder=2, arrowprops=thin, **how)
    axes.annotate(words, tuple(point), size=12, parse_math=False, zorder=5, bbox=_WHITE, **how, **sides)
