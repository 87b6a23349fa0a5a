"""The criteria in force for a run: the pack's, with other main ones or other weights."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from kamlib.pack import PARAMETER, catalogue, change
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.text import _


def criteria_in_force(
    study: Study, *, main: Sequence[str] = (), weights: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Return the catalogue of criteria as this run wants it.

    Parameters
    ----------
    study : Study
    main : sequence of str, optional
        Keys of the main criteria; the pack's when empty.
    weights : mapping of str to float, optional
        Weights by key; the others keep the pack's.

    Returns
    -------
    DataFrame
        See `kamlib.pack.catalogue`: ``key``, ``label``, ``weight``, ``main`` and the rest.

    Raises
    ------
    KamError
        When a key is none of the pack's, a weight is out of its range, no criterion decides, or a weight in
        per cent stands beside the pack's shares.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> found = criteria_in_force(open_study(), main=["tenure", "solvency"], weights={"tenure": 0.3})
    >>> found.loc[found["main"], ["key", "weight"]].to_dict("list")
    {'key': ['tenure', 'solvency'], 'weight': [0.3, 0.1]}
    """
    _no_text({"main": main, "weights": weights})
    known = catalogue(study.settings, "criteria")["key"].tolist()
    wanted = dict(weights or {})
    strangers = [key for key in (*main, *wanted) if key not in known]
    if strangers:
        raise KamError([_stranger(key, known) for key in dict.fromkeys(strangers)])
    values: dict[str, object] = {f"criteria.{key}.weight": value for key, value in wanted.items()}
    if main:
        values |= {f"criteria.{key}.main": key in main for key in known}
    found = catalogue(change(study.settings, values, PARAMETER), "criteria")
    problems = [*criteria_problems(found), *_per_cent(found, wanted)]
    if problems:
        raise KamError(problems)
    return found


def _no_text(given: Mapping[str, object]) -> None:
    """Refuse a list or a table that came as one text, as papermill's -p hands it over.

    Raises
    ------
    KamError
        Naming each.
    """
    problems = [
        Problem("parameter-text", _("is a text, and a list or a table is wanted"),
                _("with papermill write -y '{}: {}'").format(name, value), column=name, found=value)
        for name, value in given.items() if isinstance(value, str) and value
    ]  # fmt: skip
    if problems:
        raise KamError(problems)


def criteria_problems(criteria: pd.DataFrame) -> list[Problem]:
    """Return what is wrong with a catalogue of criteria: there is no weight to decide by.

    Parameters
    ----------
    criteria : DataFrame
        ``key``, ``main``, ``weight``.
    """
    main = criteria[criteria["main"]]
    if main.empty:
        remedy = _("set main: yes for two or three, as criteria.product_fit.main: yes in pack.yaml")
        return [Problem("criteria-main", _("no criterion is a main one, so nothing decides"), remedy)]
    if not (main["weight"] > 0).any():
        remedy = _("give one of these a weight above 0: {}").format(", ".join(main["key"]))
        return [Problem("criteria-weights", _("all main criteria have the weight 0"), remedy)]
    return []


def _per_cent(criteria: pd.DataFrame, wanted: dict[str, float]) -> list[Problem]:
    """Refuse a weight such as 50 beside others that are shares of one: it would take nearly everything."""
    rest = criteria[criteria["main"] & ~criteria["key"].isin(list(wanted))]
    if not (rest["weight"].between(0, 1, inclusive="right")).any():
        return []
    message = _("is above 1, and the weights that you do not give are shares of 1: {}")
    beside = ", ".join(f"{key} {weight:g}" for key, weight in zip(rest["key"], rest["weight"], strict=True))
    remedy = _("write a share such as 0.5, or give the weights of all main criteria")
    return [
        Problem("weight-per-cent", message.format(beside), remedy, column=key, found=f"{weight:g}")
        for key, weight in wanted.items() if weight > 1
    ]


def _stranger(key: str, known: list[str]) -> Problem:
    near = get_close_matches(str(key), known, 1)
    remedy = _("did you mean {}?").format(near[0]) if near else _("there are: {}").format(", ".join(known))
    return Problem("criterion-unknown", _("is no criterion of the pack"), remedy, found=str(key))
