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
        When a key is none of the pack's, or a weight is no number.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> found = criteria_in_force(open_study(), main=["tenure", "solvency"], weights={"tenure": 3})
    >>> found.loc[found["main"], ["key", "weight"]].to_dict("list")
    {'key': ['tenure', 'solvency'], 'weight': [3.0, 0.1]}
    """
    known = catalogue(study.settings, "criteria")["key"].tolist()
    wanted = dict(weights or {})
    strangers = [key for key in (*main, *wanted) if key not in known]
    if strangers:
        raise KamError([_stranger(key, known) for key in dict.fromkeys(strangers)])
    values: dict[str, object] = {f"criteria.{key}.weight": value for key, value in wanted.items()}
    if main:
        values |= {f"criteria.{key}.main": key in main for key in known}
    return catalogue(change(study.settings, values, PARAMETER), "criteria")


def _stranger(key: str, known: list[str]) -> Problem:
    near = get_close_matches(str(key), known, 1)
    remedy = _("did you mean {}?").format(near[0]) if near else _("there are: {}").format(", ".join(known))
    return Problem("criterion-unknown", _("is no criterion of the pack"), remedy, found=str(key))
