"""Figures of coverage: all key accounts, and the roles of one."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.buying_look import AGAINST, reason
from kamlib.show.words import accounts, number, percent, short
from kamlib.text import _, ngettext

NAME = 26
HATCH = "////"
ASSUMED: dict[str, Any] = {"facecolor": "#CFE3F1", "edgecolor": style.BLUE, "ls": (0, (3, 2)), "lw": 1.8}


def coverage_bars(overview: pd.DataFrame, *, most: int = 11) -> Figure:
    """Draw for each key account which share of the needed roles is covered, with what is open.

    Parameters
    ----------
    overview : DataFrame
        One row for each account: ``name``, ``written``, ``coverage``, ``coverage_high`` (shares), ``gaps``
        (count), ``missed`` (who is not reached), ``unreached``.
    most : int
        At most so many accounts, the least covered first.

    Returns
    -------
    Figure
        Closed; without any buying centre a slide that says what to do.
    """
    known = overview[overview["coverage"].notna()]
    if known.empty:
        return style.note(_("Nobody has written down yet who decides at the key accounts"), _(
            "Make the workbooks with kam forms buying-centre, and fill the sheet People: who decides, who "
            "influences, who uses, who buys."))
    order = known.sort_values(["coverage", "unreached", "account"], ascending=[True, False, True])
    shown, blank = order.head(most), len(overview) - len(known)
    more = _more(order["coverage"].iloc[most:])
    none = ngettext("{} key account has no buying centre yet", "{} key accounts have no buying centre yet",
                    blank).format(number(blank)) if blank else ""
    about = style.subtitle(_("Needed roles held by somebody who supports us and was met lately, by weight"),
                           none, more)
    with style.slide(_title(order), about, left=0.25, right=0.62, bottom=0.12) as (figure, axes):
        for place, (_i, row) in enumerate(shown.iterrows()):
            axes.barh(place, 1, color="white", edgecolor=style.PALE, height=0.62)
            sure = row["coverage"] - row["coverage_assumed"]
            axes.barh(place, sure, color=style.BLUE, height=0.62)
            if row["coverage_assumed"] > 0:
                axes.barh(place, row["coverage_assumed"], left=sure, height=0.62, **ASSUMED)
            if row["coverage_high"] > row["coverage"]:
                axes.barh(place, row["coverage_high"] - row["coverage"], left=row["coverage"], height=0.62,
                          color="white", edgecolor=style.BLUE, hatch=HATCH, lw=0)
            axes.annotate(_words(axes, row), (1, place), xytext=(10, 0), va="center", parse_math=False,
                          textcoords="offset points", size=style.SMALL)
        style.names_beside(axes, shown["name"].tolist())
        axes.set_xlim(0, 1.02)
        style.percent_axis(axes.xaxis)
        axes.spines["left"].set_visible(False)
        _key(figure)
    return figure


def _more(rest: pd.Series) -> str:
    """Say how many accounts have no room in the figure, and how far they are covered."""
    if rest.empty:
        return ""
    low, high = percent(rest.min(), 0), percent(rest.max(), 0)
    words = _("not shown: {accounts}, covered to {low}") if low == high else _(
        "not shown: {accounts}, covered to between {low} and {high}")
    return words.format(accounts=accounts(len(rest)), low=low, high=high)


def _title(known: pd.DataFrame) -> str:
    least = known.iloc[0]
    half = int((known["coverage"] < 0.5).sum())
    if not half:
        return ngettext("At the one account written down most needed roles are covered",
                        "At all {n} accounts written down at least half of the needed roles are covered",
                        len(known)).format(n=number(len(known)))
    share = percent(least["coverage"], 0)
    alike = int((known["coverage"].map(lambda one: percent(one, 0)) == share).sum())
    words = _("At {n} of {all} less than half of the needed roles are covered, least at {name}: {share}")
    return words.format(n=number(half), all=accounts(len(known)), share=share,
                        name=short(least["name"], NAME) if alike == 1 else accounts(alike))


def _words(axes: Axes, row: "pd.Series[Any]") -> str:
    room = 0.36 * style.SIZE[0] * style.DPI
    share = percent(row["coverage"], 0)
    if not row["missed"] or pd.isna(row["unreached"]):
        return style.cut(axes, _("{}; everybody known is reached").format(share), room) \
            if pd.notna(row["unreached"]) else share
    return style.cut(axes, _("{share}; not reached: {name}").format(share=share, name=row["missed"]), room)


def _key(figure: Figure) -> None:
    looks: list[dict[str, Any]] = [
        {"facecolor": style.BLUE, "edgecolor": style.BLUE, "label": _("covered")},
        {**ASSUMED, "label": _("covered, if what we assume is true")},
        {"facecolor": "white", "edgecolor": style.BLUE, "hatch": HATCH, "label": _("not known yet")},
        {"facecolor": "white", "edgecolor": style.GREY, "label": _("gap")},
    ]
    figure.legend(handles=[Patch(**look) for look in looks], loc="lower left", ncols=len(looks),
                  bbox_to_anchor=(style.LEFT - 0.005, 0.0), frameon=False, fontsize=style.SMALL,
                  columnspacing=1.6)


def role_bars(cells: pd.DataFrame, *, name: str, coverage: float, most: int = 11) -> Figure:
    """Draw the needed roles of one account: how much each counts, who holds it, and what it lacks.

    Parameters
    ----------
    cells : DataFrame
        From `role_coverage`, of one account, with ``label``; a role in the same state for several kinds of
        purchase is one bar.
    name : str
        The account.
    coverage : float
        Its share, missing where nobody has any role yet.
    most : int
        At most so many, gaps first.
    """
    if cells.empty or pd.isna(coverage):
        return style.note(_("At {} nobody has a role yet").format(short(name, NAME)), _(
            "Write down who does what in a purchase: the sheet People of the workbook. A title says nothing "
            "about it."))
    bars = _joined(cells)
    place = bars["state"].map({"gap": 0, "open": 1, "covered": 2})
    order = bars.assign(place=place).sort_values(["place", "weight"], ascending=[True, False], kind="stable")
    shown = order.head(most)
    covered, gaps = int((bars["state"] == "covered").sum()), int((bars["state"] == "gap").sum())
    title = ngettext("{name}: {n} of {all} needed roles is covered, {share} by weight",
                     "{name}: {n} of {all} needed roles are covered, {share} by weight", covered).format(
        name=short(name, NAME), n=number(covered), all=number(len(bars)), share=percent(coverage, 0))
    more = _("{} covered ones not shown").format(number(len(order) - most)) if len(order) > most else ""
    about = style.subtitle(_("Length: weight of the role in the coverage"),
                           ngettext("{} gap", "{} gaps", gaps).format(number(gaps)), more)
    with style.slide(title, about, left=0.27, right=0.5, bottom=0.12) as (figure, axes):
        for line, (_i, row) in enumerate(shown.iterrows()):
            look: dict[str, Any] = {"color": "white", "edgecolor": AGAINST, "lw": 2}
            if row["state"] == "covered":
                look = ASSUMED if row["assumed"] else {"color": style.BLUE, "edgecolor": style.BLUE}
            elif row["state"] == "open":
                look = {"color": "white", "edgecolor": style.BLUE, "hatch": HATCH}
            axes.barh(line, row["weight"], height=0.6, **look)
            axes.annotate(_holder(axes, row), (1, line), xycoords=("axes fraction", "data"), va="center",
                          xytext=(10, 0), textcoords="offset points", size=style.SMALL, parse_math=False,
                          color=AGAINST if row["state"] == "gap" else style.INK)
        style.names_beside(axes, _roles(shown))
        axes.set_xlim(0, float(bars["weight"].max()) * 1.05)
        style.bare(axes)
        _key(figure)
    return figure


def _joined(cells: pd.DataFrame) -> pd.DataFrame:
    """Join the purchases for which a role is in the same state; name none where it is so for all."""
    by = ["role", "label", "state", "person", "reason", "assumed"]
    alike = cells.fillna({"days": -1}).groupby([*by, "days"], sort=False)
    bars = alike.agg(weight=("weight", "first"), purchase=("purchase", ", ".join),
                     kinds=("purchase", "size")).reset_index()
    every = cells["purchase"].nunique()
    return bars.assign(purchase=bars["purchase"].where(bars["kinds"] < every, ""))


def _roles(cells: pd.DataFrame) -> list[str]:
    return [f"{label} ({purchase})" if purchase else str(label)
            for label, purchase in cells[["label", "purchase"]].to_numpy()]


def _holder(axes: Axes, row: "pd.Series[Any]") -> str:
    room = 0.47 * style.SIZE[0] * style.DPI
    if row["state"] == "covered":
        return style.cut(axes, row["person"], room)
    words = reason(row["reason"], row["days"])
    return style.cut(axes, f"{words}: {row['person']}" if row["person"] else words, room)
