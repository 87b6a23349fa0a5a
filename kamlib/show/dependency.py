"""The picture of the contacts: ours on the left, theirs on the right, lines weighed, somebody struck out."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kamlib.show import style
from kamlib.show.words import MISSING, number, short, signed
from kamlib.text import N_, _, ngettext

NAME = 30
MOST = 9  # people on a side; the rest are counted
TWO_LINES = 7  # up to so many, what they are stands below the name
THIN, THICK = 1.6, 9.0
SHAPES = {"bow tie": N_("bow tie"), "diamond": N_("diamond"), "in between": N_("in between"),
          "no line": N_("nobody meets anybody"), "unknown": N_("not known")}
_LOOKS: dict[str, dict[str, Any]] = {
    "active": {"color": style.BLUE, "ls": "-", "alpha": 0.75},
    "quiet": {"color": style.GREY, "ls": (0, (4, 2.5))},
    "unknown": {"color": style.ORANGE, "ls": (0, (1, 1.6))},
    "gone": {"color": style.VERMILION, "ls": "-"},
}


def contact_picture(
    lines: pd.DataFrame, persons: pd.DataFrame, team: pd.DataFrame, *, summary: "pd.Series[Any]",
    period: str, leaver: "pd.Series[Any] | None" = None,
) -> Figure:
    """Draw who of ours meets whom of theirs; a person who leaves is struck out with all the lines.

    Parameters
    ----------
    lines : DataFrame
        Of one account, from `kamlib.method.base.lines.lines`: ``ours``, ``theirs``, ``line``, ``active``,
        ``intensity``.
    persons : DataFrame
        Theirs: ``person``, ``position``, ``weight`` (of the influence), ``attitude``, ``confidence``.
    team : DataFrame
        Ours: ``person``, ``function``.
    summary : Series
        ``name``, and from `effective_people` ``shape``, ``effective_ours``, ``effective_theirs``.
    period : str
        On which day, in words.
    leaver : Series, optional
        Who leaves: ``person`` and ``side`` ("ours" or "theirs").

    Returns
    -------
    Figure
        Closed; without anybody a slide that says so.
    """
    name, shape = str(summary["name"]), str(summary["shape"])
    gone, gone_side = ("", "") if leaver is None else (str(leaver["person"]), str(leaver["side"]))
    effective = (float(summary["effective_ours"]), float(summary["effective_theirs"]))
    if lines.empty and persons.empty:
        return style.note(_("{}: nobody has written down who meets whom").format(short(name, NAME)), _(
            "Fill in the sheets People, Our team and Who meets whom of its buying centre. Until then nobody "
            "knows whom the account hangs on."))
    sides = {"ours": _side(lines, team, "ours", "function"),
             "theirs": _side(lines, persons, "theirs", "position")}
    title = _title(name, shape, effective) if not gone else _gone_title(name, lines, gone, gone_side)
    more = sum(max(0, len(side) - MOST) for side in sides.values())
    left_off = ngettext("{} person not shown", "{} people not shown", more).format(number(more))
    about = style.subtitle(_("Ours on the left, theirs on the right; sign: attitude to us"),
                           left_off if more else "", period)
    with style.slide(title, about, left=0.30, right=0.66, bottom=0.15) as (figure, axes):
        axes.set(xlim=(-0.04, 1.04), ylim=(-0.5, 0.5))
        axes.set_axis_off()
        places = {side: _places(frame.head(MOST)) for side, frame in sides.items()}
        drawn = _draw_lines(axes, lines, places, gone, gone_side)
        for side, frame in sides.items():
            _draw_people(axes, frame.head(MOST), places[side], side, gone if gone_side == side else "")
        _legend(figure, drawn, assumed=bool(_assumed(sides["theirs"].head(MOST)).any()))
    return figure


def _side(lines: pd.DataFrame, people: pd.DataFrame, side: str, about: str) -> pd.DataFrame:
    """Return the people of a side, those with most contact and influence first."""
    known = people.rename(columns={about: "about"}).drop_duplicates("person")
    known = known.reindex(columns=["person", "about", "weight", "attitude", "confidence"])
    others = lines.loc[~lines[side].isin(known["person"]), side].drop_duplicates()
    every = pd.concat([known, pd.DataFrame({"person": others})], ignore_index=True)
    there = lines[lines["line"].fillna(False).astype("bool")]
    carried = there.groupby(side)["intensity"].sum()
    order = every.assign(carried=every["person"].map(carried).fillna(0.0),
                         weighs=every["weight"].astype("float64").fillna(0.0))
    return order.sort_values(["carried", "weighs", "person"], ascending=[False, False, True],
                             ignore_index=True)


def _places(people: pd.DataFrame) -> dict[str, float]:
    """Spread people evenly, the one with most contact in the middle, so that lines cross little."""
    count = len(people)
    order: list[str] = []
    for turn, person in enumerate(people["person"]):
        order.insert(len(order) if turn % 2 else 0, person)
    step = min(0.25, 1 / max(count, 1))
    return {person: ((count - 1) / 2 - place) * step for place, person in enumerate(order)}


def _draw_lines(
    axes: Axes, lines: pd.DataFrame, places: dict[str, dict[str, float]], gone: str, gone_side: str
) -> set[str]:
    """Draw the lines; return which kinds there are."""
    drawn = set()
    most = float(lines["intensity"].max()) if lines["intensity"].notna().any() else 1.0
    for line in lines.to_dict("records"):
        start, end = places["ours"].get(line["ours"]), places["theirs"].get(line["theirs"])
        there = line["line"]
        if start is None or end is None or (pd.notna(there) and not there):
            continue
        cut = bool(gone) and line[gone_side] == gone
        kind = "gone" if cut else _kind(line)
        drawn.add(kind)
        share = line["intensity"] / most if pd.notna(line["intensity"]) and most > 0 else 0.0
        width = THIN if cut else THIN + (THICK - THIN) * share**0.5
        axes.plot([0.03, 0.97], [start, end], lw=width, solid_capstyle="round", dash_capstyle="butt",
                  **_LOOKS[kind])
        if cut:
            axes.plot(0.5, (start + end) / 2, "x", ms=11, mew=2.5, color=style.VERMILION)
    return drawn


def _assumed(people: pd.DataFrame) -> pd.Series:
    return ~people["confidence"].isin(["fact", "said"])


def _kind(line: dict[Any, Any]) -> str:
    if pd.isna(line["line"]) or pd.isna(line["active"]):
        return "unknown"
    return "active" if line["active"] else "quiet"


def _draw_people(
    axes: Axes, people: pd.DataFrame, places: dict[str, float], side: str, gone: str
) -> None:
    x, align, away = (0.0, "right", -16) if side == "ours" else (1.0, "left", 16)
    box = axes.get_position()
    room = (box.x0 if side == "ours" else 1 - box.x1) * style.SIZE[0] * style.DPI - 44
    rows = people.assign(assumed=_assumed(people) & (side == "theirs"))
    for row in rows.to_dict("records"):
        y = places[row["person"]]
        left = row["person"] == gone
        colour = style.VERMILION if left else style.INK
        axes.plot(x, y, marker="X" if left else "s" if side == "ours" else "o",
                  ms=9 if side == "ours" else _size(row["weight"]), mfc="white" if row["assumed"] else colour,
                  mec=colour, mew=1.8, clip_on=False, zorder=3)
        below = str(row["about"]) if isinstance(row["about"], str) and row["about"] else ""
        sign = _attitude(row["attitude"]) if side == "theirs" else ""
        both = bool(below) and below not in row["person"] and len(people) <= TWO_LINES
        words = style.cut(axes, row["person"], room - 34 * bool(sign)) + (f"  {sign}" if sign else "")
        text = axes.annotate(
            words, (x, y), xytext=(away, 8 if both else 0), textcoords="offset points", ha=align, va="center",
            size=style.SMALL, parse_math=False, color=colour, annotation_clip=False)
        if both:
            axes.annotate(style.cut(axes, below, room), (x, y), xytext=(away, -9), ha=align, va="center",
                          textcoords="offset points", size=12, color=style.GREY, parse_math=False,
                          annotation_clip=False)
        if left:
            _strike(axes, text)


def _strike(axes: Axes, text: Any) -> None:
    """Draw a line through a name."""
    figure = axes.figure
    figure.canvas.draw()
    box = text.get_window_extent().transformed(figure.transFigure.inverted())
    y = (box.y0 + box.y1) / 2
    figure.add_artist(Line2D([box.x0, box.x1], [y, y], color=style.VERMILION, lw=2))


def _size(weight: object) -> float:
    known = float(weight) if isinstance(weight, int | float) and pd.notna(weight) else 1.0
    return float(7 + 2.6 * known**0.5)


def _attitude(attitude: object) -> str:
    """Write an attitude with its sign; a question mark where nobody knows it."""
    if not isinstance(attitude, int | float) or pd.isna(attitude):
        return "?"
    return signed(number(float(attitude)), float(attitude))


def _title(name: str, shape: str, effective: tuple[float, float]) -> str:
    ours, theirs = (number(value, 1) for value in effective)
    if shape == "no line":
        return _("{}: none of us meets any of them").format(short(name, NAME))
    if ours == MISSING:
        return _("{}: how often we meet whom nobody has written down").format(short(name, NAME))
    words = _("{name}: {shape}, as if {ours} of us met {theirs} of them")
    return words.format(name=short(name, NAME), shape=_(SHAPES[shape]), ours=ours, theirs=theirs)


def _gone_title(name: str, lines: pd.DataFrame, gone: str, side: str) -> str:
    if lines.empty:
        return _("{gone} leaves {name}: what is cut nobody knows").format(
            gone=short(gone, NAME), name=short(name, NAME))
    active = lines[lines["active"].fillna(False).astype("bool")]
    stay = int((active[side] != gone).sum())
    words = ngettext("Without {gone} {n} active line to {name} is left",
                     "Without {gone} {n} active lines to {name} are left", stay)
    if not stay:
        words = _("Without {gone} no active line to {name} is left")
    return words.format(gone=short(gone, NAME), n=number(stay), name=short(name, NAME))


def _legend(figure: Figure, drawn: set[str], *, assumed: bool) -> None:
    """Explain the looks that there are."""
    words = {"active": _("two-way, recent"), "quiet": _("one-way or long ago"), "unknown": _("not known"),
             "gone": _("cut")}
    kinds = [kind for kind in words if kind in drawn]
    handles = [Line2D([], [], lw=3.2 if kind == "active" else 2.2, **_LOOKS[kind]) for kind in kinds]
    labels = [words[kind] for kind in kinds]
    if assumed:
        handles.append(Line2D([], [], marker="o", ls="", ms=10, mfc="white", mec=style.INK, mew=1.8))
        labels.append(_("assumed, no fact"))
    if labels:
        figure.legend(handles, labels, loc="lower center", ncols=len(labels), fontsize=style.SMALL,
                      frameon=False, bbox_to_anchor=(0.5, 0.005), handlelength=2, columnspacing=1.1)
