"""Controls for the room on the selection: the cut, and the weights of the main criteria."""

from collections.abc import Mapping
from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.controls import live
from kamlib.show.words import number, short
from kamlib.text import _

NAME = 32
WIDE = {"width": "70%"}
STYLE = {"description_width": "14em"}


def cut_control(ranked: pd.DataFrame, *, places: int) -> widgets.VBox:
    """Return a slider for the cut: who would come in, or go out, with more places or fewer.

    Parameters
    ----------
    ranked : DataFrame
        The accounts that compete, best first: ``account``, ``name``, ``score``.
    places : int
        Where the list is cut today.

    Returns
    -------
    VBox
        A slider and a sentence.
    """
    most = len(ranked)
    slider = widgets.IntSlider(
        value=min(places, most), min=0, max=most, description=_("Places"), layout=WIDE, style=STYLE
    )

    def said(now: int) -> str:
        return _large(cut_words(ranked, now, places))

    told = widgets.HTML(said(places))
    slider.observe(lambda moved: setattr(told, "value", said(moved["new"])), "value")
    return live(_("Move the cut, and see who comes and goes."), slider, told)


def cut_words(ranked: pd.DataFrame, places: int, today: int) -> str:
    """Say in HTML who comes in or goes out when the list is cut elsewhere; names are escaped.

    Examples
    --------
    >>> table = pd.DataFrame({"account": list("AB"), "name": ["A & B", "C"], "score": [8.0, 7.9]})
    >>> cut_words(table, 2, 1)
    'In when the cut is after place 2: C.'
    """
    if places == today or (places >= len(ranked) and today >= len(ranked)):
        return _("As it is: {} places.").format(number(places)) + _gap(ranked, places)
    low, high = sorted((places, today))
    names = _names(ranked["name"].iloc[low:high])
    words = (
        _("In when the cut is after place {n}: {names}.")
        if places > today
        else _("Out when the cut is after place {n}: {names}.")
    )
    return words.format(n=number(places), names=names) + _gap(ranked, places)


def _gap(ranked: pd.DataFrame, places: int) -> str:
    if not 0 < places < len(ranked):
        return ""
    gap = ranked["score"].iloc[places - 1] - ranked["score"].iloc[places]
    return " " + _("The next one is {} points behind.").format(number(gap, 2))


def weights_control(
    matrix: pd.DataFrame, criteria: pd.DataFrame, names: Mapping[str, str], *, places: int
) -> widgets.VBox:
    """Return a slider for the weight of each main criterion: who comes in and who goes out is said.

    Parameters
    ----------
    matrix : DataFrame
        Index account, one column for each criterion, 1 to 10; the accounts that compete.
    criteria : DataFrame
        ``key``, ``label``, ``weight``, ``main``.
    names : dict of str to str
        Account -> name.
    places : int
        Where the list is cut.

    Returns
    -------
    VBox
        Sliders of 0 to 100 points, and what they change.
    """
    main = criteria[criteria["main"].astype("bool")]
    today = main.set_index("key")["weight"].astype("float64")
    start = (100 * today / today.sum()).round().astype("int64")
    sliders = {
        key: widgets.IntSlider(
            value=int(start[key]), min=0, max=100, description=short(label, 24), style=STYLE, layout=WIDE
        )
        for key, label in zip(main["key"], main["label"], strict=True)
    }
    told = widgets.HTML(_large(weights_words(matrix, today, today, names, places)))

    def move(_change: object) -> None:
        new = pd.Series({key: float(slider.value) for key, slider in sliders.items()})
        told.value = _large(weights_words(matrix, new, today, names, places))

    for slider in sliders.values():
        slider.observe(move, "value")
    return live(_("Move the weights, and see who comes and goes."), *sliders.values(), told)


def weights_words(
    matrix: pd.DataFrame,
    weights: "pd.Series[float]",
    today: "pd.Series[float]",
    names: Mapping[str, str],
    places: int,
) -> str:
    """Say in HTML whom other weights bring in and put out; names are escaped.

    Examples
    --------
    >>> points = pd.DataFrame({"fit": [8.0, 4.0], "gain": [4.0, 8.0]}, index=["A", "B"])
    >>> new, old = pd.Series({"fit": 1.0, "gain": 3.0}), pd.Series({"fit": 3.0, "gain": 1.0})
    >>> weights_words(points, new, old, {"A": "Alder", "B": "Birch"}, 1)
    'In: Birch. Out: Alder.'
    """
    if weights.sum() <= 0:
        return _("Give at least one criterion a weight.")
    now, before = (_first(matrix, each, places) for each in (weights, today))
    come = [names.get(key, key) for key in now if key not in before]
    go = [names.get(key, key) for key in before if key not in now]
    if not come:
        return _("The list stays the same; only the order may differ.")
    return _("In: {come}. Out: {go}.").format(come=_names(come), go=_names(go))


def _first(matrix: pd.DataFrame, weights: "pd.Series[float]", places: int) -> list[str]:
    scores = (matrix[weights.index] @ (weights / weights.sum())).round(9).rename("score")
    table = scores.rename_axis("account").reset_index()
    return table.sort_values(["score", "account"], ascending=[False, True])["account"].head(places).tolist()


def _names(names: "pd.Series[str] | list[str]") -> str:
    listed = [escape(short(name, NAME)) for name in names]
    return ", ".join(listed) or _("nobody")


def _large(words: str) -> str:
    return f'<p style="font-size: 1.3em; line-height: 1.4">{words}</p>'
