"""Figures on the people behind a list: how far they agree, and what is worth asking them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from kamlib.show import style
from kamlib.show.words import number, short
from kamlib.text import N_, _, ngettext

BANDS = (N_("weak"), N_("moderate"), N_("good"), N_("strong"))
NAME, KEY = 22, 16  # letters of an account and of a criterion that share a line
ROWS = 10
ROOM = 1.62  # of which the bars take one
SAME = 0.005  # agreements that are the same in two decimals


def agreement_bars(
    left_out: pd.DataFrame, *, bands: Sequence[float], about: str = "", most: int = ROWS
) -> Figure:
    """Draw the agreement of the evaluators without each of them, beside that of all.

    Parameters
    ----------
    left_out : DataFrame
        From `leave_one_out`: ``who`` (missing in the first row: everybody), ``agreement``, ``changes``.
    bands : sequence of three floats
        From which agreement on it is called moderate, good, strong.
    about : str
        More for the line below the title.
    most : int
        At most so many evaluators, those who change most first.

    Returns
    -------
    Figure
        Closed; a slide that says why where fewer than two people scored the same accounts, and what is known
        where there are only two.
    """
    everybody = float(left_out["agreement"].iloc[0]) if len(left_out) else float("nan")
    rows = left_out.iloc[1:].head(most)
    if pd.isna(everybody):
        return style.note(_("Nobody can agree: fewer than two people scored the same accounts"),
                          _("Ask a second person to score; then this page shows how far they agree."))
    if rows["agreement"].isna().all():
        title = _("Two people agree to {all}; without one of them nobody knows")
        return style.note(title.format(all=number(everybody, 2)),
                          _("Ask a third person to score; then this page shows whose order is another."))
    stays = (rows["agreement"].notna() & (rows["changes"] == 0)).any()
    told = style.subtitle(_("Agreement on the order of accounts without each evaluator"),
                          _("0: none, 1: full"), _("hollow: the list stays") if stays else "", about)
    with style.slide(_agreement_title(rows, everybody), told, left=0.3, bottom=0.14) as (figure, axes):
        for place, row in enumerate(rows.to_dict("records")):
            # Few bars or all may change the list: it is told by filled and hollow, and again in words.
            look: dict[str, Any] = {"fc": style.SKY} if row["changes"] else {"fc": "white", "ec": style.GREY}
            axes.barh(place, row["agreement"], 0.56, **look)
            # In one column beyond full agreement, where the line of all never comes.
            style.at_end(axes, 1, place, _left_out(row["agreement"], int(row["changes"])))
        style.names_beside(axes, [_("without {}").format(short(who, NAME)) for who in rows["who"]])
        axes.axvline(everybody, color=style.INK, lw=1.4, ls="--")
        axes.set_ylim(len(rows) - 0.4, -1)
        words = _("all: {}").format(number(everybody, 2))
        style.write(axes, everybody, -0.95, words, ha="center", va="center")
        axes.set(xlim=(0, ROOM), xticks=[0, *bands, 1])
        axes.spines["bottom"].set_bounds(0, 1)
        axes.set_xticklabels([number(0), *(f"{number(cut, 1)}\n{_(word)}" for cut, word in
                                           zip(bands, BANDS[1:], strict=True)), number(1)])
    return figure


def information_bars(
    worth: pd.DataFrame, *, safe: float, out: float, labels: Mapping[str, str] | None = None,
    about: str = "", caution: str = "", most: int = ROWS,
) -> Figure:
    """Draw what one open fact would do to the place of its account, the most telling first.

    Parameters
    ----------
    worth : DataFrame
        From `information_value`: ``account``, perhaps ``name``, ``criterion``, ``in_list``, ``if_low``,
        ``if_high``, ``value``, ``settles``, ``can_settle``.
    safe, out : float
        Shares from which on, and down to which, an account is no longer contested.
    labels : mapping, optional
        Criterion -> its name on screen.
    about : str
        More for the line below the title.
    caution : str
        What the order rests on where hardly anything is known, in words: it is the title then.
    most : int
        At most so many facts.

    Returns
    -------
    Figure
        Closed; a slide that says so where nothing is contested.
    """
    if caution:
        return style.note(caution, _("Scores of people are what is missing most."))
    if worth.empty:
        return style.note(_("No place hangs on a single open fact"),
                          _("No contested account has an open score: talk about weights, not facts."))
    rows = worth.head(most)
    title = _information_title(rows, labels)
    words = _("In the list, of 100 draws: now (dot), and if the score is low or high")
    told = style.subtitle(words, about)
    with style.slide(title, told, left=0.42, bottom=0.14) as (figure, axes):
        drawn: Any = rows.itertuples()
        for place, row in enumerate(drawn):
            colour = style.VERMILION if row.settles else style.SKY
            axes.plot([row.if_low, row.if_high], [place, place], color=colour, lw=7 if row.settles else 4,
                      solid_capstyle="butt")
            axes.plot(row.in_list, place, "o", ms=9, color=style.INK, mec="white", mew=1.5)
        style.names_beside(axes, _cells(rows, labels))
        for cut in (out, safe):
            axes.axvline(cut, color=style.GREY, lw=1.2, ls="--")
        axes.set(xlim=(-0.03, 1.03), xticks=[0, out, 0.5, safe, 1])
        axes.set_xticklabels([number(0), f"{number(100 * out)}\n{_('out')}", number(50),
                              f"{number(100 * safe)}\n{_('safe')}", number(100)])
    return figure


def _name(row: Any) -> object:
    return row["name"] if "name" in row else row["account"]


def _cells(rows: pd.DataFrame, labels: Mapping[str, str] | None) -> list[str]:
    """Name each account and criterion on one line, both cut so that both are seen."""
    words = [(short(_name(row), NAME), short((labels or {}).get(row["criterion"], row["criterion"]), KEY))
             for _i, row in rows.iterrows()]
    return [_("{name}: {criterion}").format(name=name, criterion=criterion) for name, criterion in words]


def _left_out(share: float, changes: int) -> str:
    """Say how far the others agree, and what becomes of the list."""
    words = _("the list stays") if not changes else ngettext(
        "{} place changes", "{} places change", changes).format(number(changes))
    return _("unknown, {}").format(words) if pd.isna(share) else f"{number(share, 2)}, {words}"


def _agreement_title(rows: pd.DataFrame, everybody: float) -> str:
    """Name the evaluator without whom most changes."""
    said = rows.dropna(subset="agreement")
    far: Any = said.iloc[int((said["agreement"] - everybody).abs().to_numpy().argmax())]
    if abs(far["agreement"] - everybody) < SAME:
        return _("Whoever is left out, the evaluators agree alike: {all}").format(all=number(everybody, 2))
    if far["agreement"] > everybody:
        words = _("Without {who} the others agree more: {without}, not {all}")
    else:
        words = _("Without {who} the others agree less: {without}, not {all}")
    return words.format(who=short(far["who"], NAME), without=number(far["agreement"], 2),
                        all=number(everybody, 2))


def _information_title(rows: pd.DataFrame, labels: Mapping[str, str] | None) -> str:
    settling, able = rows[rows["settles"]], rows[rows["can_settle"]]
    first = next((found for found in (settling, able) if len(found)), rows).iloc[0]
    if len(settling):
        words = _("One fact would probably settle {name}: {criterion}")
    elif len(able):
        words = _("One answer can settle {name}: {criterion}")
    else:
        words = _("No single fact settles a place; most is learned from {name}: {criterion}")
    criterion = (labels or {}).get(first["criterion"], first["criterion"])
    return words.format(name=short(_name(first), NAME + 8), criterion=criterion)
