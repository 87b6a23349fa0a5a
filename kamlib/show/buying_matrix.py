"""Tables of squares: who of us meets whom of them, and which role takes part at which stage."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kamlib.show import style
from kamlib.show.buying_look import AGAINST, DASHED, legend, level, mark
from kamlib.show.words import number, short
from kamlib.text import _, ngettext

NAME = 26
SHADES = {0: "white", 1: "#DCEAF4", 2: "#7FB6DA", 3: style.BLUE}
LEFT = 0.3
HEAD_LINES = 3


def contact_matrix(
    persons: pd.DataFrame, contacts: pd.DataFrame, *, name: str, most: int = 10, ours: int = 6
) -> Figure:
    """Draw who of ours meets whom of theirs: the level as a number and a shade, what is wanted beside it.

    Parameters
    ----------
    persons : DataFrame
        Of one account, the most influential first: ``person``, ``influence``, ``contact``, ``reached``,
        ``assumed``, ``wanted``, ``gap``.
    contacts : DataFrame
        ``ours``, ``theirs``, ``level``.
    name : str
        The account.
    most, ours : int
        At most so many of theirs, and of ours (those with most contacts).

    Returns
    -------
    Figure
        Closed; where nobody wrote who meets whom a slide that says so.
    """
    if persons.empty or contacts.empty:
        return style.note(_("At {} nobody wrote who meets whom").format(short(name, NAME)), _(
            "Fill the sheet Who meets whom: one line for each pair; until then every contact is unknown."))
    team = contacts.groupby("ours")["level"].agg(["max", "size"]).sort_values(
        ["max", "size"], ascending=False, kind="stable").index[:ours].tolist()
    shown = persons.head(most)
    gaps = int((persons["gap"] > 0).sum())
    more = len(persons) - most
    about = style.subtitle(_("Contact: 0 none, 1 one-way, 2 two-way, 3 trusted"),
                           _("framed: more is wanted") if gaps else "",
                           _("{} of them not shown").format(number(more)) if more > 0 else "",
                           _("{} of ours not shown").format(number(contacts["ours"].nunique() - ours))
                           if contacts["ours"].nunique() > ours else "")
    with style.slide(_contacts_title(persons, name), about, left=LEFT, right=style.RIGHT, bottom=0.1) as (
            figure, axes):
        columns = [*team, None]
        _grid(axes, len(shown), len(columns))
        levels = contacts.set_index(["theirs", "ours"])["level"]
        pixels = axes.get_window_extent().width / len(columns)
        for column, one in enumerate(columns):
            _head(axes, column, _("wanted") if one is None else one, 0.94 * pixels)
        for line, (_n, row) in enumerate(shown.iterrows()):
            for column, one in enumerate(team):
                value = levels.get((row["person"], one), float("nan"))
                _cell(axes, line, column, value)
            _wanted(axes, line, len(team), row)
            axes.plot(-0.016, (max(len(shown), 5) - line - 0.5) / (1.22 * max(len(shown), 5)), clip_on=False,
                      transform=axes.transAxes, **mark(row))
        labels = [f"{row['person']} ({level(row['influence'])})" for _n, row in shown.iterrows()]
        _names(axes, labels, beside=20)
        legend(figure, shown)
    return figure


def _contacts_title(persons: pd.DataFrame, name: str) -> str:
    gaps = persons[persons["gap"] > 0]
    if gaps.empty:
        known = persons["wanted"].notna().any()
        words = _("{}: every contact that is wanted is there") if known else _(
            "{}: nobody wrote which contacts are wanted")
        return words.format(short(name, NAME))
    first = gaps.sort_values("gap_weight", ascending=False, kind="stable", na_position="last").iloc[0]
    words = ngettext("{name}: {n} wanted contact is missing, with {person}",
                     "{name}: {n} wanted contacts are missing, first the one with {person}", len(gaps))
    return words.format(name=short(name, NAME), n=number(len(gaps)),
                        person=short(first["person"], NAME))


def _grid(axes: Axes, rows: int, columns: int) -> None:
    axes.set(xlim=(0, columns), ylim=(max(rows, 5), -0.22 * max(rows, 5)), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _head(axes: Axes, column: int, words: str, room: float) -> None:
    """Write a heading above its column in at most three lines; the last one is cut where it must be."""
    lines: list[str] = []
    for word in str(words).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (style.cut(axes, longer, room) == longer or len(lines) == HEAD_LINES):
            lines[-1] = longer
        else:
            lines.append(word)
    told = "\n".join(style.cut(axes, line, room * style.SMALL / 12) for line in lines)
    axes.annotate(told, (column + 0.5, 0), xytext=(0, 4), textcoords="offset points", ha="center",
                  va="bottom", size=12, parse_math=False, linespacing=1.05)


def _cell(axes: Axes, line: int, column: int, value: float) -> None:
    known = pd.notna(value)
    shade = SHADES[round(float(value))] if known else "white"
    axes.add_patch(Rectangle((column + 0.04, line + 0.06), 0.92, 0.88, facecolor=shade, lw=1,
                             edgecolor=style.PALE if not known or value < 1 else shade))
    if known:
        style.write(axes, column + 0.5, line + 0.5, number(value), ha="center", va="center", weight="bold",
                    bbox=None, size=style.LABEL, color="white" if value >= 3 else style.INK)


def _wanted(axes: Axes, line: int, column: int, row: Any) -> None:
    words = level(row["wanted"]) if pd.notna(row["wanted"]) else "–"
    lacks = row["gap"] > 0
    if lacks:
        axes.add_patch(Rectangle((column + 0.12, line + 0.1), 0.76, 0.8, facecolor="none", lw=2.4,
                                 edgecolor=AGAINST))
    style.write(axes, column + 0.5, line + 0.5, words, ha="center", va="center", weight="bold", bbox=None,
                size=style.LABEL, color=AGAINST if lacks else style.GREY)


def _names(axes: Axes, names: list[str], *, beside: float = 8) -> None:
    room = axes.get_position().x0 * style.SIZE[0] * style.DPI - 8 - beside * style.DPI / 72
    for line, words in enumerate(names):
        axes.annotate(style.cut(axes, words, room), (0, line + 0.5), xycoords=("axes fraction", "data"),
                      xytext=(-beside, 0), textcoords="offset points", ha="right", va="center",
                      size=style.SMALL, parse_math=False)


def role_stages(roles: pd.DataFrame, stages: pd.DataFrame, cells: pd.DataFrame, *, name: str) -> Figure:
    """Draw which role takes part at which stage of a purchase, and whether it is covered.

    Parameters
    ----------
    roles : DataFrame
        Of the set in force: ``key``, ``label``, ``kind``.
    stages : DataFrame
        ``label``, ``roles``, ``perhaps`` (lists of keys), ``everybody``, ``more`` (so many others besides).
    cells : DataFrame
        From `role_coverage`, of the account.
    name : str
        The account.
    """
    state = cells.assign(place=cells["state"].map({"gap": 0, "open": 1, "covered": 2})).sort_values(
        "place").drop_duplicates("role").set_index("role")
    shown = roles[roles["key"].isin(state.index)].reset_index(drop=True)
    if shown.empty or stages.empty:
        return style.note(_("At {} no role is needed").format(short(name, NAME)), _(
            "Say in the sheet Roles which roles this account needs."))
    open_ = [stage["label"] for stage in stages.to_dict("records") if _lacks(stage, state)]
    title = _("{name}: at every stage all who take part are covered").format(name=short(name, NAME))
    if open_:
        title = ngettext("{name}: at {n} of {all} stage somebody who takes part is not covered",
                         "{name}: at {n} of {all} stages somebody who takes part is not covered",
                         len(stages)).format(name=short(name, NAME), n=number(len(open_)),
                                             all=number(len(stages)))
    about = style.subtitle(_("Filled: covered; dashed: covered, if what we assume is true; frame: a gap"),
                           _("(  ) may take part"))
    with style.slide(title, about, left=0.22, right=style.RIGHT, bottom=0.03) as (figure, axes):
        _grid(axes, len(shown), len(stages))
        pixels = axes.get_window_extent().width / len(stages)
        for column, stage in enumerate(stages.to_dict("records")):
            more = ngettext("+{} more person", "+{} more persons", int(stage["more"])).format(
                number(stage["more"])) if stage["more"] else ""
            _head(axes, column, f"{stage['label']} {more}".strip(), 0.94 * pixels)
            for line, key in enumerate(shown["key"]):
                _part(axes, line, column, _takes_part(stage, key), state.loc[key])
        _names(axes, shown["label"].tolist())
    return figure


def _takes_part(stage: Any, role: str) -> str:
    if stage["everybody"] or role in stage["roles"]:
        return "yes"
    return "perhaps" if role in stage["perhaps"] else ""


def _lacks(stage: Any, state: pd.DataFrame) -> bool:
    return any(_takes_part(stage, str(role)) == "yes" and row["state"] != "covered"
               for role, row in state.iterrows())


def _part(axes: Axes, line: int, column: int, takes: str, cell: Any) -> None:
    axes.add_patch(Rectangle((column + 0.04, line + 0.06), 0.92, 0.88, facecolor="white", lw=0.8,
                             edgecolor=style.PALE))
    if not takes:
        return
    look: dict[str, Any] = {"facecolor": "none", "edgecolor": AGAINST, "lw": 2.4}
    words = _("gap")
    if cell["state"] == "covered":
        look = {"facecolor": style.BLUE, "edgecolor": style.BLUE, "lw": 2}
        words = _("yes")
        if cell["assumed"]:
            look = {"facecolor": "#CFE3F1", "edgecolor": style.BLUE, "lw": 2, "ls": DASHED}
    elif cell["state"] == "open":
        look, words = {"facecolor": "none", "edgecolor": style.GREY, "lw": 2, "ls": DASHED}, "?"
    axes.add_patch(Rectangle((column + 0.12, line + 0.14), 0.76, 0.72, **look))
    ink = "white" if cell["state"] == "covered" and not cell["assumed"] else style.INK
    text = f"({words})" if takes == "perhaps" else words
    style.write(axes, column + 0.5, line + 0.5, text, ha="center", va="center", bbox=None, color=ink)
