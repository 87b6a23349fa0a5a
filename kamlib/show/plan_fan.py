"""The fan of a plan: what its revenue may become, and how likely its target is."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.words import Scale, money, number, percent, scale_of, short
from kamlib.text import _

NAME = 24
NEAR = 0.055  # labels nearer than this part of the axis are pushed apart


def plan_fan(
    fan: pd.DataFrame, chances: pd.DataFrame, *, name: str, base_year: int, currency: str,
    terms: str = "", together: bool = False,
) -> Figure:
    """Draw the revenue of a plan and the fan of its draws, the target with its chance.

    Parameters
    ----------
    fan, chances : DataFrame
        From `plan_scenarios`, of one account; the quantiles are read from the columns (``p10`` ...).
    name : str
        The account.
    base_year : int
        Calendar year of year 0.
    currency : str
    terms : str
        "nominal", "real", or "" where nobody said.
    together : bool
        Whether the assumptions were drawn as one.

    Returns
    -------
    Figure
        Closed; a slide that says why where no revenue can be reckoned.
    """
    rows = fan[(fan["what"] == "revenue")].sort_values("year") if len(fan) else fan
    known = rows[rows["base"].notna()] if len(rows) else rows
    if known.empty or not (known["base"] > 0).any():
        return style.note(_("No revenue can be reckoned from this plan yet"), _(
            "A wallet, its growth or our share is missing: the table of quantities says where."))
    levels = [name for name in map(str, rows) if name.startswith("p") and name[1:].replace(".", "").isdigit()]
    scale = scale_of(rows[["base", "low", "high", *levels]].max(), currency)
    drawn = bool(len(chances)) and bool(chances["ranged"].iloc[0])
    about = style.subtitle(short(name, NAME), _("Revenue a year, {}").format(scale.unit), terms_words(terms),
                           _drawn_words(together) if drawn else "")
    with style.slide(_fan_title(rows, chances, drawn, base_year, currency), about, left=0.09, right=0.76,
                     bottom=0.18) as (figure, axes):
        years = rows["year"].to_numpy(float) + base_year
        if drawn:
            _bands(axes, years, rows, levels)
        axes.plot(years, rows["base"], color=style.BLUE, lw=3, zorder=4)
        _points(axes, years, rows["base"].to_numpy(float))
        axes.set_xticks(years, [f"{year:.0f}" for year in years], size=style.LABEL)
        axes.set_xlim(years[0] - 0.15, years[-1] + 0.05)
        ends = rows[["low", "base", "high", *levels]].to_numpy(float)
        least, most = float(np.nanmin(ends)), float(np.nanmax(ends))
        # The fan is what is looked at; a line needs no zero below it.
        axes.set_ylim(max(0.0, least - 0.2 * (most - least)) if most > least else 0, most * 1.03)
        _at_the_end(axes, rows, levels if drawn else [], scale)
        style.money_axis(axes.yaxis, scale)
        _fan_legend(figure, levels if drawn else [])
    return figure


def terms_words(terms: str) -> str:
    """Say of which kind the money of a plan is."""
    said = {"nominal": _("nominal: with inflation"), "real": _("real: without inflation")}
    return said.get(terms, _("nominal or real: nobody said"))


def _drawn_words(together: bool) -> str:
    return _("all assumptions drawn as one") if together else _("assumptions drawn one by one")


def _fan_title(
    rows: pd.DataFrame, chances: pd.DataFrame, drawn: bool, base_year: int, currency: str
) -> str:
    last = rows.iloc[-1]
    year = f"{base_year + int(last['year'])}"
    if pd.isna(last["base"]):
        return _("What is planned for {year} is not known: a line lacks its share or its wallet").format(
            year=year)
    target = money(last["base"], currency)
    if not drawn or pd.isna(chances["chance"].iloc[0]):
        return _("{target} in {year} is one number: no assumption has a low and a high").format(
            target=target, year=year)
    return _("{target} in {year} is reached {often}").format(
        target=target, year=year, often=often(float(chances["chance"].iloc[0])))


def often(chance: float) -> str:
    """Say a chance as so many of a hundred; never none or all because of rounding.

    Examples
    --------
    >>> often(0.0), often(0.002), often(0.088), often(0.999)
    ('in no draw', 'in fewer than 1 of 100 draws', 'in 9 of 100 draws', 'in more than 99 of 100 draws')
    """
    if chance in (0, 1):
        return _("in every draw") if chance else _("in no draw")
    if 0.005 <= chance < 0.995:
        return _("in {} of 100 draws").format(number(100 * chance))
    return _("in fewer than 1 of 100 draws") if chance < 0.5 else _("in more than 99 of 100 draws")


def _bands(axes: Axes, years: Any, rows: pd.DataFrame, levels: list[str]) -> None:
    for place in range(len(levels) // 2):
        low, high = rows[levels[place]], rows[levels[-1 - place]]
        alpha = 0.28 + 0.25 * place
        axes.fill_between(years, low, high, color=style.SKY, alpha=alpha, lw=0, zorder=1 + place)
    if len(levels) % 2:
        axes.plot(years, rows[levels[len(levels) // 2]], color=style.INK, lw=1.8, ls=(0, (4, 2)), zorder=5)
    for end in ("low", "high"):
        axes.plot(years, rows[end], color=style.GREY, lw=1.4, ls=(0, (1, 2)), zorder=3)


def _points(axes: Axes, years: Any, values: Any) -> None:
    """Fill the point of year 0, which is known; those ahead are open."""
    axes.plot(years[:1], values[:1], "o", ms=11, mfc=style.BLUE, mec=style.BLUE, zorder=6)
    axes.plot(years[1:], values[1:], "o", ms=11, mfc="white", mec=style.BLUE, mew=2.4, zorder=6)


def _at_the_end(axes: Axes, rows: pd.DataFrame, levels: list[str], scale: Scale) -> None:
    """Write beside the last year what each line ends at; labels that would touch are pushed apart."""
    last = rows.iloc[-1]
    told = [(last["base"], _("plan {}").format(scale.of(last["base"])), style.BLUE, "bold")]
    if levels:
        low, high, middle = levels[0], levels[-1], levels[len(levels) // 2]
        told += [(last[high], _("{of} of 10 below {at}").format(of=_tenths(high), at=scale.of(last[high])),
                  style.INK, "normal"),
                 (last[low], _("{of} of 10 below {at}").format(of=_tenths(low), at=scale.of(last[low])),
                  style.INK, "normal")]
        if len(levels) % 2:
            half = _("half below {}").format(scale.of(last[middle]))
            told.append((last[middle], half, style.INK, "normal"))
        told += [(last["high"], _("all high {}").format(scale.of(last["high"])), style.GREY, "normal"),
                 (last["low"], _("all low {}").format(scale.of(last["low"])), style.GREY, "normal")]
    known = sorted(((at, words, colour, weight) for at, words, colour, weight in told if pd.notna(at)),
                   key=lambda one: one[0])
    bottom, top = axes.get_ylim()
    places = _apart([(at - bottom) / (top - bottom) for at, *_rest in known])
    for place, (_at, words, colour, weight) in zip(places, known, strict=True):
        axes.annotate(words, (1, place), xycoords="axes fraction", xytext=(14, 0), va="center", ha="left",
                      textcoords="offset points", size=style.SMALL, color=colour, weight=weight,
                      parse_math=False)


def _tenths(level: str) -> str:
    tenths = float(level[1:]) / 10
    return number(tenths, 0 if tenths == round(tenths) else 1)


def _apart(places: list[float]) -> list[float]:
    """Push places on a line apart from the middle outward, so that no two labels touch."""
    found = list(places)
    for _turn in range(200):
        moved = False
        for below in range(len(found) - 1):
            gap = found[below + 1] - found[below]
            if gap < NEAR - 1e-6:
                found[below] -= (NEAR - gap) / 2
                found[below + 1] += (NEAR - gap) / 2
                moved = True
        if not moved:
            break
    return [place + max(0.0, -min(found)) for place in found] if found else found


def _fan_legend(figure: Figure, levels: list[str]) -> None:
    kinds: list[Any] = [
        Line2D([], [], marker="o", ls="", ms=10, color=style.BLUE, label=_("year 0")),
        Line2D([], [], marker="o", ms=10, mfc="white", mec=style.BLUE, mew=2.2, color=style.BLUE, lw=3,
               label=_("plan"))]
    if len(levels) > 1:
        part = percent((float(levels[-1][1:]) - float(levels[0][1:])) / 100, 0)
        kinds.append(Patch(color=style.SKY, alpha=0.4, label=_("{} of the draws").format(part)))
    if len(levels) % 2:
        kinds.append(Line2D([], [], color=style.INK, lw=1.8, ls=(0, (4, 2)), label=_("middle of the draws")))
    figure.legend(handles=kinds, loc="lower left", bbox_to_anchor=(style.LEFT, 0.0), ncols=len(kinds),
                  frameon=False, fontsize=style.SMALL, handlelength=1.8, columnspacing=1.5)
