"""Control for the room on a buying centre: whom we win first."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.controls import live
from kamlib.show.readings_buying import won_words
from kamlib.show.words import short
from kamlib.text import _

NAME = 44
WIDE = {"width": "70%"}
STYLE = {"description_width": "12em"}


def win_control(won: pd.DataFrame) -> widgets.VBox:
    """Return a list of persons: choose one, and read what winning this one would change.

    Parameters
    ----------
    won : DataFrame
        One row for each person: ``person``, ``coverage_now``, ``coverage``, ``support_now``, ``support``,
        ``roles``.

    Returns
    -------
    VBox
        A list and a sentence.
    """
    if won.empty:
        return widgets.VBox([widgets.HTML(_large(_("Winning anybody who is known would change nothing.")))])
    options = [(short(person, NAME), place) for place, person in enumerate(won["person"])]
    choice = widgets.Dropdown(
        options=options, value=0, layout=WIDE, style=STYLE, description=_("Whom we win"))
    told = widgets.HTML(_large(escape(won_words(won.iloc[0]))))
    choice.observe(lambda change: setattr(told, "value", _large(escape(won_words(won.iloc[change["new"]])))),
                   "value")
    return live(_("Choose a person, and read what winning this person would change."), choice, told)


def _large(words: str) -> str:
    return f'<p style="font-size: 1.3em; line-height: 1.4">{words}</p>'
