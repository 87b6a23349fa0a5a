"""A control for the room on plans: what remains when only a part of the rise in our shares comes."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.controls import live
from kamlib.show.words import money, percent, short
from kamlib.text import _

NAME = 28
MOST, STEP = 1.2, 0.05
WIDE, STYLE = {"width": "70%"}, {"description_width": "16em"}


def plan_control(years: pd.DataFrame, worth: pd.DataFrame, *, name: str, currency: str) -> widgets.VBox:
    """Return a slider for the part of the plan's rise in shares that comes: revenue and value then.

    Parameters
    ----------
    years : DataFrame
        From `plan_value`: ``year``, ``revenue``, ``held_revenue``, of one account.
    worth : DataFrame
        From `plan_worth`: one row with ``plan_worth``, ``budget_worth``, ``npv_held``; none without a plan.
    name, currency : str

    Returns
    -------
    VBox
        A slider and a sentence.
    """
    slider = widgets.FloatSlider(value=1.0, min=0, max=MOST, step=STEP, readout_format=".0%", layout=WIDE,
                                 style=STYLE, description=_("Part of the rise that comes"))

    def said(part: float) -> str:
        words = escape(part_words(years, worth, part, name=name, currency=currency))
        return f'<p style="font-size: 1.3em; line-height: 1.4">{words}</p>'

    told = widgets.HTML(said(1.0))
    slider.observe(lambda change: setattr(told, "value", said(change["new"])), "value")
    words = _("Let a part of the rise in our shares come, and see whether the plan still pays its budget.")
    return live(words, slider, told)


def part_words(
    years: pd.DataFrame, worth: pd.DataFrame, part: float, *, name: str, currency: str
) -> str:
    """Say what revenue and value are when so much of the rise in shares comes; the budget is spent anyway.

    What the plan adds over held shares goes in proportion: V = part x plan_worth - budget_worth.

    Examples
    --------
    >>> years = pd.DataFrame({"year": [0, 1], "revenue": [44.5, 80.0], "held_revenue": [44.5, 50.0]})
    >>> worth = pd.DataFrame({"plan_worth": [8.0], "budget_worth": [2.0], "npv_held": [6.0]})
    >>> part_words(years, worth, 0.25, name="Alder", currency="").split(". ")[1]
    'It pays its budget from 25 % on.'
    """
    if worth.empty or pd.isna(worth["npv_held"].iloc[0]):
        return _("There is no value to move yet: the plan is not complete.")
    last = years.sort_values("year").iloc[-1]
    row = worth.iloc[0]
    revenue = last["held_revenue"] + part * (last["revenue"] - last["held_revenue"])
    value = part * row["plan_worth"] - row["budget_worth"]
    words = _("{name}: with {part} of the rise the last year brings {revenue}, the plan is worth {value}.")
    first = words.format(name=short(name, NAME), part=percent(part, 0), revenue=money(revenue, currency),
                         value=money(value, currency))
    if row["plan_worth"] <= 0:
        return f"{first} {_('It never pays its budget: it adds no margin over held shares.')}"
    even = percent(row["budget_worth"] / row["plan_worth"], 0)
    return f"{first} {_('It pays its budget from {} on.').format(even)}"
