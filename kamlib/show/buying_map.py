"""The map of a buying centre: influence against attitude, who is not known apart."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.buying_look import attitude, away, legend, level, mark
from kamlib.show.words import number, short
from kamlib.text import _

NAME = 26
COLUMNS = [None, -3, -2, -1, 0, 1, 2, 3]  # the strip of unknown attitudes stands on the left
INFLUENCE = [5, 4, 3, 2, 1, None]


def people_map(persons: pd.DataFrame, *, name: str, most: int = 11) -> Figure:
    """Draw persons by influence and attitude, those of unknown attitude in a strip of their own.

    Everybody has a line of his own in the band of his influence, so that no name covers another.

    Parameters
    ----------
    persons : DataFrame
        Of one account, the most influential first: ``person``, ``influence``, ``attitude``, ``contact``,
        ``reached``, ``assumed``, ``weight``.
    name : str
        The account.
    most : int
        At most so many; how many more there are is said.
    """
    if persons.empty:
        return style.note(_("Nobody to draw on the map of {}").format(short(name, NAME)), _(
            "Write into the sheet People whom you know; influence and attitude may stay empty."))
    shown, more = persons.head(most), len(persons) - most
    unknown = int(persons["attitude"].isna().sum())
    about = style.subtitle(
        _("Influence against attitude to us"),
        _("attitude not known: {}").format(number(unknown)) if unknown else "",
        _("{} of less influence not shown").format(number(more)) if more > 0 else "")
    with style.slide(_title(persons, name), about, left=0.13, right=0.98, bottom=0.2) as (
            figure, axes):
        bands = _bands(shown)
        _frame(axes, bands)
        _people(axes, shown, bands)
        legend(figure, persons)
    return figure


def _title(persons: pd.DataFrame, name: str) -> str:
    """Say what the map shows: who can stop us and is against us or not met, else who stands for us."""
    known = persons[persons["influence"].notna()]
    if known.empty:
        return _("{}: the influence of nobody is known yet").format(short(name, NAME))
    strong = known[known["influence"] >= known["influence"].max() - 1]
    alone = strong[away(strong)]
    against = alone[alone["attitude"] < 0]
    first = (against if len(against) else alone if len(alone) else known).iloc[0]
    words = _("{name}: {person} has most influence, attitude {attitude}")
    if len(alone):
        words = _("{name}: {person} has influence {n}, attitude {attitude}, and nobody of us talks with them")
        if pd.isna(first["attitude"]):
            words = _("{name}: {person} has influence {n}, nobody knows the attitude, and nobody of us talks "
                      "with them")
    return words.format(name=short(name, NAME), person=short(first["person"], NAME),
                        n=number(first["influence"]), attitude=attitude(first["attitude"]))


def _place(value: float) -> int | None:
    return None if pd.isna(value) else round(float(value))


def _bands(persons: pd.DataFrame) -> dict[int | None, tuple[float, float]]:
    """Return top and bottom of each band of influence, in lines of text."""
    many = persons["influence"].map(level).value_counts()
    bands, top = {}, 0.0
    for row in INFLUENCE:
        count = int(many.get("?" if row is None else str(row), 0))
        if row is not None or count:
            bands[row] = (top, top + max(1.15, count + 0.25))
            top = bands[row][1]
    return bands


def _frame(axes: Axes, bands: dict[int | None, tuple[float, float]]) -> None:
    bottom = max(end for _top, end in bands.values())
    axes.set(xlim=(0, len(COLUMNS)), ylim=(bottom, 0), xticks=[], yticks=[])
    axes.axvspan(0, 1, color=style.PALE, alpha=0.45, lw=0, zorder=0)
    for row, (top, end) in bands.items():
        axes.axhline(end, color=style.PALE, lw=1, zorder=0)
        style.write(axes, -0.12, (top + end) / 2, "?" if row is None else number(row), ha="right",
                    va="center", size=style.LABEL, bbox=None)
    for place, column in enumerate(COLUMNS):
        words = "?" if column is None else attitude(float(column))
        if place:
            axes.axvline(place, color=style.PALE, lw=1, zorder=0)
        axes.annotate(words, (place + 0.5, bottom), xytext=(0, -4), textcoords="offset points", ha="center",
                      va="top", size=style.LABEL)
    axes.axvline(4.5, color=style.GREY, lw=1.2, ls=(0, (4, 3)), zorder=0)
    axes.annotate(_("Influence"), (0, 0.5), xycoords=("figure fraction", "axes fraction"), rotation=90,
                  xytext=(14, 0), textcoords="offset points", va="center", ha="left", size=style.LABEL)
    axes.annotate(_("Attitude: against us to for us; ? not known"), (0.5, 0), xycoords="axes fraction",
                  xytext=(0, -24), textcoords="offset points", ha="center", va="top",
                  size=style.LABEL)
    axes.spines[:].set_color(style.PALE)


def _people(
    axes: Axes, persons: pd.DataFrame, bands: dict[int | None, tuple[float, float]]
) -> None:
    """Write everybody into a line of his own; names near the right edge stand left of their mark."""
    wide = axes.get_window_extent().width / len(COLUMNS)
    lines = {band: top + 0.5 + (end - top - 1) / 2 - (_many(persons, band) - 1) / 2
             for band, (top, end) in bands.items()}
    for _n, row in persons.sort_values("attitude", kind="stable", na_position="first").iterrows():
        band, column = _place(row["influence"]), COLUMNS.index(_place(row["attitude"]))
        axes.plot(column + 0.5, lines[band], zorder=4, clip_on=False, **mark(row))
        left = column > len(COLUMNS) / 2 + 1
        room = ((column if left else len(COLUMNS) - column - 1) + 0.3) * wide
        words = style.cut(axes, row["person"], min(room, 3.6 * wide))
        style.write(axes, column + (0.37 if left else 0.63), lines[band], words, va="center",
                    ha="right" if left else "left", bbox=None)
        lines[band] += 1


def _many(persons: pd.DataFrame, band: int | None) -> int:
    return int((persons["influence"].map(level) == ("?" if band is None else str(band))).sum())
