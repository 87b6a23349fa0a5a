"""Revenue month by month: what the file covers, and where it is not complete."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.words import number, scale_of
from kamlib.text import _, ngettext

YEAR_ROOM = 4  # months that the label of a year needs


def months_bars(monthly: pd.DataFrame, *, currency: str) -> Figure:
    """Draw revenue by month; months that the file does not cover from end to end are hatched.

    Parameters
    ----------
    monthly : DataFrame
        ``month`` (first day), ``amount``, ``complete``; in order.
    currency : str
        The currency.

    Returns
    -------
    Figure
        Closed.
    """
    scale = scale_of(monthly["amount"], currency)
    part = monthly[~monthly["complete"]]
    title = _title(int(monthly["complete"].sum()), part["month"].dt.strftime("%Y-%m").tolist())
    empty = int((monthly["amount"] == 0).sum())
    if empty:
        without = ngettext("{title}; {n} month without a sale", "{title}; {n} months without a sale", empty)
        title = without.format(title=title, n=number(empty))
    about = style.subtitle(_("Revenue by month"), _("hatched: not complete") if len(part) else "")
    with style.slide(title, about, bottom=0.12) as (figure, axes):
        places = range(len(monthly))
        bars = axes.bar(places, monthly["amount"], 0.82, color=style.BLUE)
        for bar, complete in zip(bars, monthly["complete"], strict=True):
            if not complete:
                bar.set(facecolor="white", edgecolor=style.BLUE, hatch="///", linewidth=1)
        axes.axhline(0, color=style.GREY, lw=0.8)
        axes.set_ylabel(_("Revenue, {}").format(scale.unit) if scale.unit else _("Revenue"))
        style.money_axis(axes.yaxis, scale)
        _years(axes, monthly["month"])
    return figure


def _title(complete: int, part: list[str]) -> str:
    words = ngettext("The file covers {} complete month", "The file covers {} complete months", complete)
    title = words.format(number(complete))
    if not part:
        return title
    cut = ngettext("{title}; {months} is cut off", "{title}; {months} are cut off", len(part))
    return cut.format(title=title, months=_(" and ").join(part))


def _years(axes: Axes, months: pd.Series) -> None:
    """Write each year below its months, and the months themselves where there is room."""
    first = [place for place, month in enumerate(months) if month.month == 1]
    if not first or first[0] >= YEAR_ROOM:
        first = [0, *first]
    axes.set_xticks(first, [str(months.iloc[place].year) for place in first], ha="left")
    axes.tick_params(axis="x", length=6)
