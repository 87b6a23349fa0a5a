"""A control for the room on dossiers: move the day forward, and see which answers do not hold any more."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.controls import live
from kamlib.show.words import number, percent, short
from kamlib.text import _, ngettext

LONGEST, STEP = 365, 5
WORDS, TOLD = 70, 5
WIDE, STYLE = {"width": "70%"}, {"description_width": "16em"}


def expiry_control(answers: pd.DataFrame, *, today: pd.Timestamp) -> widgets.VBox:
    """Return a slider for the days ahead: how many answers still hold then, and which are over first.

    Parameters
    ----------
    answers : DataFrame
        From `dossier_answers`: ``words``, ``state``, ``validity``, ``valid_until``, ``importance``.
    today : Timestamp
        Where the slider begins.

    Returns
    -------
    VBox
        A slider and sentences.
    """
    slider = widgets.IntSlider(value=0, min=0, max=LONGEST, step=STEP, layout=WIDE, style=STYLE,
                               description=_("Days from today"))

    def said(days: int) -> str:
        words = expiry_words(answers, days, today=today)
        return f'<p style="font-size: 1.3em; line-height: 1.4">{words}</p>'

    told = widgets.HTML(said(0))
    slider.observe(lambda change: setattr(told, "value", said(change["new"])), "value")
    return live(_("Move the day forward, and see which answers you lose if nobody asks."), slider, told)


def expiry_words(answers: pd.DataFrame, days: int, *, today: pd.Timestamp) -> str:
    """Say in HTML how many answers still hold after so many days, and which are lost until then; escaped.

    Examples
    --------
    >>> said = pd.DataFrame({"words": ["What?", "Why?"], "validity": ["valid", "valid"], "importance": 2,
    ...                      "valid_until": pd.to_datetime(["2026-03-01", None])})
    >>> expiry_words(said, 60, today=pd.Timestamp("2026-01-30"))
    'On 2026-03-31, if nobody asks, 1 of 2 answers still holds (50\u202f%). Over by then: What?'
    """
    told = answers[answers["validity"].fillna("") != ""]
    if told.empty:
        return _("There is no answer yet that could expire.")
    day = today + pd.Timedelta(days=days)
    now = told["validity"].isin(["valid", "expiring"])
    then = now & ~(told["valid_until"] < day)
    count = int(then.sum())
    words = ngettext("On {day}, if nobody asks, {n} of {all} answers still holds ({share}).",
                     "On {day}, if nobody asks, {n} of {all} answers still hold ({share}).", count)
    first = words.format(day=day.date(), n=number(count), all=number(len(told)),
                         share=percent(count / len(told), 0))
    lost = told[now & ~then].sort_values(["importance", "valid_until"], ascending=[False, True])
    if lost.empty:
        return first
    shown = " ".join(escape(short(text, WORDS)) for text in lost["words"].head(TOLD))
    more = _(" and {} more").format(number(len(lost) - TOLD)) if len(lost) > TOLD else ""
    return f"{first} {_('Over by then: {}').format(shown)}{more}"
