"""The organisation chart of a buying centre: who reports to whom, and what we know of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.buying_look import AGAINST, DASHED, attitude, away, colour, legend, level, mark
from kamlib.show.words import MISSING, number, short
from kamlib.text import _, ngettext

NAME = 26
STEP = 0.035  # how far a level is set in, as a share of the width
NAMES, ROLES, INFLUENCE, ATTITUDE, CONTACT = 0.0, 0.47, 0.745, 0.845, 0.945
DEEPEST = 5


@dataclass(frozen=True)
class _Row:
    """One line of the chart: a person, how deep, the line of the superior, and whether that one is known."""

    person: str
    depth: int
    above: int
    unknown: str


def organisation_chart(persons: pd.DataFrame, *, name: str, most: int = 12) -> Figure:
    """Draw who reports to whom as an outline, with role, influence, attitude and contact.

    Somebody whose superior is not in the table stands at the top with that name beside; where people report
    to each other in a circle, the most influential of them stands first and the circle is said.

    Parameters
    ----------
    persons : DataFrame
        Of one account, the most influential first: ``person``, ``position``, ``reports_to``, ``held`` (roles
        in words), ``influence``, ``attitude``, ``contact``, ``reached``, ``faded``, ``assumed``.
    name : str
        The account.
    most : int
        At most so many; how many more there are is said.

    Returns
    -------
    Figure
        Closed; without persons a slide that says so.
    """
    if persons.empty:
        return style.note(_("At {} nobody is written down yet").format(short(name, NAME)), _(
            "Make the workbook with kam forms buying-centre, and write whom you know into the sheet People."))
    rows, circles = _outline(persons)
    shown = rows[:most]
    about = persons.drop_duplicates("person").set_index("person")
    parts = [
        _("{} not shown").format(number(len(rows) - most)) if len(rows) > most else "",
        ngettext("{} circle of superiors", "{} circles of superiors", circles).format(number(circles))
        if circles else "",
        _("no reporting line is known") if not any(row.depth for row in rows) and len(rows) > 1 else "",
    ]
    scales = _("Who reports to whom; influence 1 to 5, attitude -3 to +3, contact 0 to 3")
    title, told = _title(persons, name), style.subtitle(scales, *parts)
    with style.slide(title, told, left=style.LEFT, right=style.RIGHT, bottom=0.1) as (figure, axes):
        axes.set(xlim=(0, 1), ylim=(max(len(shown), 6) - 0.4, -1.3), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        for x, words in ((ROLES, _("Role")), (INFLUENCE, _("Influence")), (ATTITUDE, _("Attitude")),
                         (CONTACT, _("Contact"))):
            style.write(axes, x, -0.85, words, color=style.GREY, va="center", bbox=None,
                        ha="left" if x == ROLES else "center")
        for place, row in enumerate(shown):
            _draw(axes, place, row, about.loc[row.person])
        legend(figure, persons)
    return figure


def _title(persons: pd.DataFrame, name: str) -> str:
    alone = int(away(persons).sum())
    if not alone:
        words = ngettext("{name}: {n} person is known", "{name}: {n} persons are known", len(persons))
        if persons["contact"].notna().all():
            words = ngettext("{name}: {n} person is known, and we talk with him or her",
                             "{name}: {n} persons are known, and we talk with each", len(persons))
        return words.format(name=short(name, NAME), n=number(len(persons)))
    return ngettext("{name}: with {away} of {n} person nobody of us talks",
                    "{name}: with {away} of {n} persons nobody of us talks", len(persons)).format(
        name=short(name, NAME), away=number(alone), n=number(len(persons)))


def _outline(persons: pd.DataFrame) -> tuple[list[_Row], int]:
    """Return the lines from top to bottom, and how many circles had to be cut."""
    superior = dict(persons[["person", "reports_to"]].fillna("").itertuples(index=False, name=None))
    order = list(superior)
    below: dict[str, list[str]] = {}
    for one in order:
        below.setdefault(superior[one], []).append(one)
    tops = [one for one in order if superior[one] not in superior]
    rows: list[_Row] = []
    seen: set[str] = set()
    circles = 0
    for top in (*tops, *order):  # whoever is in a circle has no top above
        if top not in seen:
            circles += superior[top] in superior
            unknown = superior[top] if superior[top] not in superior else ""
            rows += _branch(top, below, seen, unknown, len(rows))
    return rows, circles


def _branch(
    top: str, below: dict[str, list[str]], seen: set[str], unknown: str, start: int
) -> Iterator[_Row]:
    """Yield a person and all below, each once."""
    waiting, place = [(top, 0, -1)], start
    while waiting:
        one, depth, above = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        yield _Row(one, depth, above, unknown if one == top else "")
        waiting += [(other, depth + 1, place) for other in reversed(below.get(one, []))]
        place += 1


def _draw(axes: Axes, place: int, row: _Row, about: Any) -> None:
    """Draw one line: the way to the superior, the mark, name and position, and four figures."""
    pixels = axes.get_window_extent().width
    x = NAMES + 0.012 + STEP * min(row.depth, DEEPEST)
    if row.above >= 0:
        look: dict[str, Any] = {"color": style.GREY, "lw": 1.4, "ls": DASHED if about["assumed"] else "-"}
        axes.plot([x - STEP, x - STEP], [row.above + 0.3, place], **look)
        axes.plot([x - STEP, x - 0.012], [place, place], **look)
    axes.plot(x, place, zorder=4, **mark(about))
    words = row.person if not about["position"] or about["position"] in row.person \
        else f"{row.person}, {about['position']}"
    if row.unknown:
        words = _("{person} (under {superior})").format(person=row.person, superior=row.unknown)
    room = (ROLES - x - 0.03) * pixels
    style.write(axes, x + 0.018, place, style.cut(axes, words, room), va="center", bbox=None)
    held = style.cut(axes, about["held"], (INFLUENCE - ROLES - 0.055) * pixels) if about["held"] else MISSING
    style.write(axes, ROLES, place, held, va="center", bbox=None)
    shade = colour(about["attitude"])
    for at, text, ink in ((INFLUENCE, level(about["influence"]), style.INK),
                          (ATTITUDE, attitude(about["attitude"]), shade),
                          (CONTACT, _("{}, old").format(level(about["contact"])) if about["faded"]
                           else level(about["contact"]),
                           style.INK if pd.isna(about["reached"]) or about["reached"] else AGAINST)):
        style.write(axes, at, place, text, va="center", ha="center", color=ink, weight="bold", bbox=None,
                    size=style.LABEL)
