"""The network of a buying centre: who influences whom, and the way to somebody whom we do not reach."""

from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from kamlib.show import style
from kamlib.show.buying_look import DASHED, legend, level, mark
from kamlib.show.words import number, short
from kamlib.text import _, ngettext

NAME = 26
INFLUENCE = [5, 4, 3, 2, 1, None]


def influence_network(
    persons: pd.DataFrame, links: pd.DataFrame, ways: pd.DataFrame, *, name: str,
    most: int = 11,
) -> Figure:
    """Draw who influences whom, the most influential on top.

    An arrow runs from the one who influences; it is dashed where it rests on an assumption, and thick where
    it is a part of the way to the most influential person whom nobody of us reaches.

    Parameters
    ----------
    persons : DataFrame
        Of one account, the most influential first: ``person``, ``influence``, ``attitude``, ``contact``,
        ``reached``, ``assumed``.
    links : DataFrame
        From `influence_links`.
    ways : DataFrame
        From `ways_in`, of the account.
    name : str
        The account.
    most : int
        At most so many persons; those with a link come first.
    """
    drawn = links[links["listed"]]
    if drawn.empty:
        return style.note(_("At {} nobody wrote who influences whom").format(short(name, NAME)), _(
            "Ask each person whom he asks before he decides, and write the names into the sheet People, "
            "column Influences whom."))
    linked = persons["person"].isin([*drawn["person"], *drawn["influences"]])
    order = persons.assign(linked=linked).sort_values("linked", ascending=False, kind="stable")
    shown = order.head(most).sort_index()
    alone, more = int((~linked).sum()), len(persons) - most
    way = _way(ways)
    about = style.subtitle(
        _("Who influences whom; higher: more influence"),
        _("thick: the way to ask along, dotted where one reports to the other") if len(way) > 1 else "",
        ngettext("{} person without a link", "{} persons without a link", alone).format(number(alone))
        if alone else "", _("{} not shown").format(number(more)) if more > 0 else "")
    with style.slide(_title(persons, drawn, way, name), about, left=0.04, right=0.97, bottom=0.11) as (
            figure, axes):
        at = _places(shown, drawn)
        axes.set(xlim=(-0.02, 1), ylim=(-0.4, max(y for _x, y in at.values()) + 0.5), xticks=[], yticks=[])
        axes.invert_yaxis()
        axes.spines[:].set_visible(False)
        for link in drawn.to_dict("records"):
            if {link["person"], link["influences"]} <= set(at):
                _arrow(axes, at[link["person"]], at[link["influences"]], assumed=link["assumed"],
                       thick=_on(way, link["person"], link["influences"]))
        drawn_pairs = set(map(frozenset, drawn[["person", "influences"]].to_numpy()))
        for one, other in pairwise(way):
            if {one, other} <= set(at) and frozenset((one, other)) not in drawn_pairs:
                ends = [at[one], at[other]]
                axes.plot(*zip(*ends, strict=True), color=style.INK, lw=3.2, ls=(0, (1, 1)), zorder=3)
        for _n, row in shown.iterrows():
            _person(axes, row, at)
        legend(figure, shown)
    return figure


def _way(ways: pd.DataFrame) -> list[str]:
    """Return the way to the most influential person not reached to whom there is one."""
    known = ways[ways["steps"].notna()]
    return str(known["way"].iloc[0]).split(" > ") if len(known) else []


def _on(way: list[str], one: str, other: str) -> bool:
    pairs = list(pairwise(way))
    return (one, other) in pairs or (other, one) in pairs


def _title(persons: pd.DataFrame, links: pd.DataFrame, way: list[str], name: str) -> str:
    if len(way) > 1:
        return _("{name}: ask {first} for the way to {last}").format(
            name=short(name, NAME), first=short(way[0], NAME), last=short(way[-1], NAME))
    counts = links["person"].value_counts()
    best = persons.loc[persons["person"].isin(counts.index[counts == counts.max()]), "person"].iloc[0]
    words = ngettext("{name}: {person} influences {n} person", "{name}: {person} influences {n} others",
                     int(counts.max()))
    return words.format(name=short(name, NAME), person=short(best, NAME), n=number(counts.max()))


def _places(persons: pd.DataFrame, links: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return where each person stands: on a line of his own, in the column near those he is linked with."""
    near: dict[str, list[str]] = {}
    for one, other in links[["person", "influences"]].to_numpy():
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    at: dict[str, tuple[float, float]] = {}
    line = 0.0
    for band in [("?" if one is None else str(one)) for one in INFLUENCE]:
        mine = persons[persons["influence"].map(level) == band]["person"].tolist()
        pull = {one: [at[other][0] for other in near.get(one, []) if other in at] for one in mine}
        order = sorted(mine, key=lambda one: sum(pull[one]) / len(pull[one]) if pull[one] else 0.5)
        for step, one in enumerate(order):
            at[one] = (0.06 + 0.88 * (step + 0.5) / len(mine), line)
            line += 1.0
        line += 0.4 if mine else 0.0
    return at


def _arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], *, assumed: bool, thick: bool
) -> None:
    look: dict[str, Any] = {"color": style.INK if thick else style.GREY, "lw": 3.2 if thick else 1.4,
                            "ls": DASHED if assumed else "-", "zorder": 3 if thick else 2}
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=18, shrinkA=11, shrinkB=11,
                                   connectionstyle="arc3,rad=0.08", **look))


def _person(axes: Axes, row: Any, at: dict[str, tuple[float, float]]) -> None:
    """Draw a person with name and influence on the side where there is room."""
    x, y = at[row["person"]]
    axes.plot(x, y, zorder=5, clip_on=False, **mark(row, 12))
    right = x < 0.6
    room = ((1 - x if right else x) - 0.03) * axes.get_window_extent().width
    words = style.cut(axes, f"{row['person']} ({level(row['influence'])})", room)
    axes.annotate(words, (x, y), xytext=(13 if right else -13, 0), textcoords="offset points", va="center",
                  ha="left" if right else "right", size=style.SMALL, parse_math=False, zorder=6,
                  bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1})
