"""How people of a buying centre look in every picture: what is known is solid, what is assumed is hollow."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kamlib.show import style
from kamlib.show.words import MINUS, number
from kamlib.text import N_, _

FOR, AGAINST, BETWEEN, UNKNOWN = style.BLUE, style.VERMILION, style.INK, style.GREY
REASONS = {
    "nobody": N_("nobody known"), "against": N_("against us"), "indifferent": N_("does not support us"),
    "attitude": N_("attitude not known"), "not_met": N_("no two-way contact"),
    "contact": N_("contact not known"), "long_ago": N_("last met {days} days ago"),
    "day": N_("last contact not dated"),
}
DASHED = (0, (3, 2))
NETWORK = {"solid": N_("a fact, or said"), "hollow": N_("assumed")}


def reason(why: str, days: float = float("nan")) -> str:
    """Return in words what a role lacks.

    Examples
    --------
    >>> reason("long_ago", 134), reason("nobody")
    ('last met 134 days ago', 'nobody known')
    """
    return _(REASONS[why]).format(days=number(days)) if why in REASONS else ""


def attitude(value: float) -> str:
    """Write an attitude with its sign; a question mark where it is not known.

    Examples
    --------
    >>> attitude(2.0), attitude(-1.0), attitude(0.0), attitude(float("nan"))
    ('+2', '−1', '0', '?')
    """
    if pd.isna(value):
        return "?"
    return f"+{value:.0f}" if value > 0 else f"{MINUS}{abs(value):.0f}" if value < 0 else "0"


def colour(value: float, supportive_from: float = 1.0) -> str:
    """Return the colour of an attitude; the number stands beside it wherever it is used."""
    if pd.isna(value):
        return UNKNOWN
    return FOR if value >= supportive_from else AGAINST if value < 0 else BETWEEN


def mark(row: Any, size: float = 10) -> dict[str, Any]:
    """Return the look of one person; hollow if assumed.

    A disc where we talk, a square where nobody does, a diamond where that is not known.
    """
    shade = colour(row["attitude"])
    sign = "D" if pd.isna(row["reached"]) else "o" if row["reached"] else "s"
    return {"marker": sign, "ms": size - 1 if sign == "D" else size, "mec": shade, "mew": 2.0, "ls": "",
            "mfc": "white" if row["assumed"] else shade}


def legend(figure: Figure, persons: pd.DataFrame, *, left: float = style.LEFT - 0.005) -> None:
    """Say below a picture what solid, hollow, disc, square and diamond mean."""
    def shown(marker: str, hollow: bool, words: str) -> Line2D:
        return Line2D([], [], marker=marker, ls="", ms=10, mew=2.0, mec=style.INK, label=words,
                      mfc="white" if hollow else style.INK)

    marks = [shown("o", False, _(NETWORK["solid"])), shown("o", True, _(NETWORK["hollow"]))]
    marks += [shown("s", False, _("nobody of us talks with them"))]
    if persons["reached"].isna().any():
        marks += [shown("D", False, _("contact not known"))]
    figure.legend(handles=marks, loc="lower left", bbox_to_anchor=(left, 0.0), ncols=len(marks),
                  frameon=False, fontsize=style.SMALL, handletextpad=0.3, columnspacing=1.6)


def away(persons: pd.DataFrame) -> "pd.Series[bool]":
    """Return with whom it is known that nobody of us talks."""
    return ~persons["reached"].fillna(True).astype("bool")


def level(value: float) -> str:
    """Write a level of contact or influence.

    Examples
    --------
    >>> level(2.0), level(float("nan"))
    ('2', '?')
    """
    return "?" if pd.isna(value) else f"{value:.0f}"

