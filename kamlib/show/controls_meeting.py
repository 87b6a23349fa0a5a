"""Controls for the room on promises: what will be overdue if nothing is done."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.controls import live
from kamlib.show.words import number, short
from kamlib.text import _, ngettext

NAME, PROMISE = 28, 40
TOLD = 5
DAYS = 60
WIDE = {"width": "70%"}
STYLE = {"description_width": "16em"}


def promises_control(promises: pd.DataFrame, *, today: pd.Timestamp) -> widgets.VBox:
    """Return a slider of days ahead: what is overdue then, if nothing is done.

    Parameters
    ----------
    promises : DataFrame
        From `promises_told`: ``name``, ``promise``, ``until``, ``state``.
    today : Timestamp

    Returns
    -------
    VBox
        A slider and a sentence.
    """
    slider = widgets.IntSlider(value=0, min=0, max=DAYS, step=1, layout=WIDE, style=STYLE,
                               description=_("Days from today"))

    def said(days: int) -> str:
        words = overdue_words(promises, today=today, days=days)
        return f'<p style="font-size: 1.3em; line-height: 1.4">{words}</p>'

    told = widgets.HTML(said(0))
    slider.observe(lambda change: setattr(told, "value", said(change["new"])), "value")
    words = _("Move the day forward, and see what will be overdue if nobody does anything.")
    return live(words, slider, told)


def overdue_words(promises: pd.DataFrame, *, today: pd.Timestamp, days: int) -> str:
    """Say in HTML what is overdue so many days from now; names are escaped.

    Examples
    --------
    >>> told = pd.DataFrame({"name": ["A & B"], "promise": ["list"], "state": ["open"],
    ...                      "until": [pd.Timestamp("2026-02-05")]})
    >>> overdue_words(told, today=pd.Timestamp("2026-01-30"), days=7)
    'On 2026-02-06 1 promise is overdue if nothing is done: A &amp; B (list).'
    """
    day = today + pd.Timedelta(days=days)
    running = promises[promises["state"].isin(["open", "overdue"])]
    late = running[running["until"] < day].sort_values("until", kind="stable")
    if late.empty:
        return _("On {day} nothing is overdue.").format(day=f"{day:%Y-%m-%d}")
    shown = "; ".join(
        _("{name} ({what})").format(name=short(row["name"], NAME), what=short(row["promise"], PROMISE))
        for _i, row in late.head(TOLD).iterrows())
    more = len(late) - TOLD
    shown = _("{some}; and {count} more").format(some=shown, count=number(more)) if more > 0 else shown
    words = ngettext("On {day} {n} promise is overdue if nothing is done: {which}.",
                     "On {day} {n} promises are overdue if nothing is done: {which}.", len(late))
    return words.format(day=f"{day:%Y-%m-%d}", n=number(len(late)), which=escape(shown))
