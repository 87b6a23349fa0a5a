"""The score that orders a manager's list, in two forms; influence is in each of them once."""

import pandas as pd

from kamlib.method.base.joined import joined
from kamlib.method.base.points import anchored, as_share
from kamlib.method.base.refuse import refuse
from kamlib.method.base.weights import normalised
from kamlib.text import _

PAIR = ["manager", "account"]
FORMS = {"gate", "multiplicative"}


def manager_scores(
    narrowed: pd.DataFrame, influence: pd.DataFrame, measures: pd.DataFrame, screen: pd.DataFrame,
    tests: pd.DataFrame, *, form: str,
) -> pd.DataFrame:
    """Return the score that orders a manager's list, in two forms; influence is never in a score twice.

    gate: sum of w_k x s*_k over the *narrowed* tests, where s*_k counts only if the test holds; influence has
    already done its work in them, so nothing is multiplied. multiplicative: I x sum of w_k x s_k over the
    *company's* tests, in which there is no influence. s_k = (points - 1) / 9 with the points of the test's
    measure on its written scale; a test without a scale counts 1 where it holds and 0 where it does not.

    What is unknown is not zero: an unknown test counts half of what it could add, an unknown influence the
    middle of its range, and ``_low`` and ``_high`` say how far the unknown could move the score.

    Parameters
    ----------
    narrowed : DataFrame
        From `narrowed`.
    influence : DataFrame
        From `influence` or `gate`: ``manager``, ``account``, ``influence``, ``low``, ``high``.
    measures : DataFrame
        ``account`` and the measures that the tests name.
    screen : DataFrame
        The company's tests: ``account`` and a boolean column for each test.
    tests : DataFrame
        The pack's tests: ``key``, ``weight_manager``, ``measure``, ``anchors`` (five numbers or none).
    form : {"gate", "multiplicative"}
        Which of the two is the ``score``.

    Returns
    -------
    DataFrame
        ``manager``, ``account``; ``score_gate`` and ``score_multiplicative`` (0 to 1) with ``_low`` and
        ``_high``; ``score``, ``score_low``, ``score_high`` of the form chosen; ``incomplete``: the unknown
        parts, joined by commas.

    Raises
    ------
    KamError
        When the form is another one.

    Examples
    --------
    >>> flags = pd.DataFrame({"manager": ["Ada"], "account": ["A"], "large": pd.array([True], "boolean"),
    ...                       "status": pd.array([False], "boolean")})
    >>> influence = pd.DataFrame({"manager": ["Ada"], "account": ["A"], "influence": [0.5], "low": [0.5],
    ...                           "high": [0.5]})
    >>> tests = pd.DataFrame({"key": ["large", "status"], "weight_manager": [3.0, 1.0],
    ...                       "measure": ["margin", ""], "anchors": [[0, 10, 20, 40, 80], []]})
    >>> measures = pd.DataFrame({"account": ["A"], "margin": [80.0]})
    >>> found = manager_scores(flags, influence, measures, flags.drop(columns="manager"), tests, form="gate")
    >>> found[["score_gate", "score_multiplicative"]]
       score_gate  score_multiplicative
    0        0.75                 0.375
    """
    if form not in FORMS:
        refuse("form-unknown", _("is no form of the score"), _("write gate or multiplicative"), [form])
    weights = normalised(tests.set_index("key")["weight_manager"])
    rows = pd.MultiIndex.from_frame(narrowed[PAIR])
    points = _points(narrowed["account"], measures, tests)
    holds = narrowed[list(weights.index)].astype("boolean")
    gated = _gated(holds, points)
    company = screen.set_index("account").reindex(narrowed["account"])[list(weights.index)]
    plain = points.fillna(company.astype("Float64").astype("float64").set_axis(narrowed.index))
    ceiling = points.fillna(1.0)
    strength = influence.set_index(PAIR)[["influence", "low", "high"]].reindex(rows)
    strength = strength.set_axis(narrowed.index).fillna({"low": 0.0, "high": 1.0})
    open_ = strength["influence"].isna()
    strength["influence"] = strength["influence"].fillna((strength["low"] + strength["high"]) / 2)
    by_gate = _summed(gated, ceiling, weights, "score_gate")
    by_factor = _summed(plain, ceiling, weights, "score_multiplicative").mul(
        strength.set_axis(["score_multiplicative", "score_multiplicative_low", "score_multiplicative_high"],
                          axis=1))
    unknown = gated.isna()
    if form == "multiplicative":
        unknown = plain.isna().assign(influence=open_)
    found = pd.concat([narrowed[PAIR], by_gate, by_factor], axis=1)
    chosen = {f"score{end}": found[f"score_{form}{end}"] for end in ("", "_low", "_high")}
    return found.assign(**chosen, incomplete=joined(unknown))


def _points(accounts: pd.Series, measures: pd.DataFrame, tests: pd.DataFrame) -> pd.DataFrame:
    """Return each test's measure as 0 to 1 on its written scale; missing where there is no scale."""
    of_account = measures.set_index("account")
    found = {}
    for _place, test in tests.iterrows():
        scale = list(test["anchors"])
        values = pd.Series(float("nan"), index=accounts.index)
        if len(scale) and test["measure"] in of_account:
            values = anchored(accounts.map(of_account[test["measure"]]).astype("float64"), scale)
        found[test["key"]] = as_share(values)
    return pd.DataFrame(found)


def _gated(holds: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Count the points where the narrowed test holds, 0 where it does not, nothing where it is unknown."""
    counts = points.fillna(1.0)
    return counts.where(holds.fillna(False).astype("bool"), 0.0).mask(holds.isna())


def _summed(parts: pd.DataFrame, ceiling: pd.DataFrame, weights: pd.Series, name: str) -> pd.DataFrame:
    """Return the weighted sum with the ends that the unknown leaves open, and their middle."""
    low = parts.fillna(0.0) @ weights
    high = parts.fillna(ceiling) @ weights
    return pd.DataFrame({name: (low + high) / 2, f"{name}_low": low, f"{name}_high": high})
