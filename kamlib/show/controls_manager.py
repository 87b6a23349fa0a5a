"""Controls for the room on managers' lists: the gate, and the hours."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.controls import live
from kamlib.show.words import accounts, number, short
from kamlib.text import _, ngettext

NAME = 28
TOLD = 6
WIDE = {"width": "70%"}
STYLE = {"description_width": "16em"}
ROUNDING = 1e-9


def gate_control(strength: pd.DataFrame, *, influence_min: float, decisive_lever: float) -> widgets.VBox:
    """Return a slider for the gate: which accounts would be served, which sold to.

    Parameters
    ----------
    strength : DataFrame
        From `gate`: ``name``, ``influence``, ``low``, ``high``, ``lever_value``, ``lever_open``.
    influence_min, decisive_lever : float
        The gate in force.

    Returns
    -------
    VBox
        A slider and a sentence.
    """
    slider = widgets.FloatSlider(
        value=influence_min, min=0, max=1, step=0.05, readout_format=".2f", layout=WIDE, style=STYLE,
        description=_("Least influence"))

    def said(least: float) -> str:
        return _large(gate_words(strength, least, today=influence_min, lever=decisive_lever))

    told = widgets.HTML(said(influence_min))
    slider.observe(lambda change: setattr(told, "value", said(change["new"])), "value")
    return live(_("Move the limit, and see who is served."), slider, told)


def gate_words(strength: pd.DataFrame, least: float, *, today: float, lever: float) -> str:
    """Say in HTML who is served with another gate, and who changes sides; names are escaped.

    Examples
    --------
    >>> table = pd.DataFrame({"name": ["A & B", "C"], "influence": [0.3, 0.6], "low": [0.3, 0.6],
    ...                       "high": [0.3, 0.6], "lever_value": [0.5, 0.5], "lever_open": False})
    >>> gate_words(table, 0.2, today=0.4, lever=0.75)
    'Nobody is a served account. Sold to then: A &amp; B.'
    """
    now, before = (_served(strength, limit, lever) for limit in (least, today))
    count = int(now.sum())
    words = [ngettext("{} is a served account.", "{} are served accounts.", count).format(accounts(count))
             if count else _("Nobody is a served account.")]
    for heading, changed in ((_("Served then: {}."), now & ~before), (_("Sold to then: {}."), before & ~now)):
        if changed.any():
            words.append(heading.format(_listed(strength.loc[changed, "name"])))
    return " ".join(words)


def _served(strength: pd.DataFrame, least: float, lever: float) -> pd.Series:
    """Whether an account would be served for certain or by the mean; unknown ones are not."""
    strong = strength["lever_value"] >= lever - ROUNDING
    weak = (strength["influence"] < least - ROUNDING) | (strength["high"] < least - ROUNDING)
    return weak & ~strong & ~strength["lever_open"].eq(True)


def _listed(names: pd.Series) -> str:
    shown = escape(", ".join(short(name, NAME) for name in names.head(TOLD)))
    return shown if len(names) <= TOLD else _("{} and {} more").format(shown, number(len(names) - TOLD))


def _large(words: str) -> str:
    return f'<p style="font-size: 1.3em; line-height: 1.4">{words}</p>'


def capacity_control(*, key_hours: float, hours_each: float) -> widgets.VBox:
    """Return two sliders, hours for key accounts and hours for each, and how many accounts that carries.

    Parameters
    ----------
    key_hours : float
        Hours a month for key accounts today.
    hours_each : float
        Hours a month that one of them takes today.

    Returns
    -------
    VBox
        Two sliders and a sentence.
    """
    hours = widgets.FloatSlider(
        value=max(0.0, key_hours), min=0, max=max(160.0, key_hours), step=1, readout_format=".0f",
        layout=WIDE, style=STYLE, description=_("Hours for key accounts"))
    each = widgets.FloatSlider(
        value=hours_each, min=1, max=max(24.0, hours_each), step=0.5, readout_format=".1f",
        layout=WIDE, style=STYLE, description=_("Hours for each"))
    told = widgets.HTML()

    def say(_change: object = None) -> None:
        told.value = _large(capacity_words(hours.value, each.value))

    hours.observe(say, "value")
    each.observe(say, "value")
    say()
    return live(_("Move the hours, and see how many accounts fit."), hours, each, told)


def capacity_words(key_hours: float, hours_each: float) -> str:
    """Say how many key accounts the hours carry, beside what the sources say.

    Examples
    --------
    >>> capacity_words(60, 4)
    '60 hours a month carry 15 key accounts of 4.0 hours: the ceiling of a line sales manager (003).'
    >>> capacity_words(60, 3)
    '60 hours a month carry 20 key accounts of 3.0 hours: more than the ceiling of 15 (003).'
    """
    fits = int((key_hours + ROUNDING) // hours_each)
    beside = _("fewer than the 5 to 10 of a key account manager (000)")
    if fits >= 5:
        beside = _("within the 5 to 10 of a key account manager (000)")
    if fits > 10:
        beside = _("between the 10 of a key account manager (000) and the ceiling of 15 (003)")
    if fits == 15:
        beside = _("the ceiling of a line sales manager (003)")
    if fits > 15:
        beside = _("more than the ceiling of 15 (003)")
    words = ngettext("{hours} hours a month carry {n} key account of {each} hours: {beside}.",
                     "{hours} hours a month carry {n} key accounts of {each} hours: {beside}.", fits)
    return words.format(hours=number(key_hours), n=number(fits), each=number(hours_each, 1), beside=beside)
