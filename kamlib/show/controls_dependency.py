"""A control for the room on dependency: choose who leaves, and read what goes with that person."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.controls import live
from kamlib.show.readings_dependency import leaver_sentence
from kamlib.show.words import short
from kamlib.text import N_, _

NAME = 48
SIDES = {"ours": N_("ours"), "theirs": N_("theirs")}
WIDE, STYLE = {"width": "70%"}, {"description_width": "8em"}


def leaver_control(departures: pd.DataFrame, *, currency: str) -> widgets.VBox:
    """Return a list of everybody at an account; beside it what is left when the one chosen leaves.

    Parameters
    ----------
    departures : DataFrame
        From `who_leaves`, of one account: ``side``, ``person``, ``name``, ``lines``, ``alone``,
        ``left_active``, ``roles_words``, ``support_left``, ``margin``.
    currency : str

    Returns
    -------
    VBox
        A list and a sentence.
    """
    table = departures.reset_index(drop=True)
    labels = [f"{short(person, NAME)} ({_(SIDES[side])})"
              for person, side in table[["person", "side"]].to_numpy()]
    chosen = widgets.Dropdown(options=[(label, place) for place, label in enumerate(labels)],
                              description=_("Who leaves?"), layout=WIDE, style=STYLE)
    told = widgets.HTML(leaver_words(table, 0, currency=currency))

    def say(change: dict[str, int]) -> None:
        told.value = leaver_words(table, change["new"], currency=currency)

    chosen.observe(say, "value")
    return live(_("Choose who leaves, and read what goes with that person."), chosen, told)


def leaver_words(departures: pd.DataFrame, place: int, *, currency: str) -> str:
    """Say in HTML what goes with the person at a place of the table; names are escaped.

    Examples
    --------
    >>> table = pd.DataFrame({"side": "theirs", "person": ["A & B"], "name": ["C"], "lines": [1],
    ...                       "alone": [True], "left_active": [0], "roles_words": ["User"],
    ...                       "support_left": [0.5], "margin": [5e6]})
    >>> "A &amp; B leaves C: 1 line is cut." in leaver_words(table, 0, currency="RUB")
    True
    """
    row = None if departures.empty else departures.iloc[place]
    words = repr(leaver_sentence(row, currency=currency))
    return f'<p style="font-size: 1.3em; line-height: 1.4">{escape(words)}</p>'
