"""The manager's own list of key accounts: who is on it, who waits, who is served, and what to ask."""

import pandas as pd

from kamlib.method.base.joined import joined
from kamlib.method.base.kleene import enough_hold
from kamlib.method.base.refuse import refuse
from kamlib.text import _

PAIR = ["manager", "account"]
ENTER = ["large", "loyal", "promising", "status"]


def manager_list(
    narrowed: pd.DataFrame, gate: pd.DataFrame, scores: pd.DataFrame, *, places: pd.Series
) -> pd.DataFrame:
    """Return each manager's accounts with a verdict: key, waiting, served, unknown or none.

    Key are those that pass the gate *and* for which the narrowed large, loyal, promising or status holds
    (partner and complex alone never suffice), in the order of their scores, as far as his hours carry; the
    rest of them waits. An account whose influence or tests are not known, and could bring it in, is unknown:
    ``ask`` says what to ask.

    Parameters
    ----------
    narrowed, scores : DataFrame
        From `narrowed` and `manager_scores`.
    gate : DataFrame
        From `gate`; pairs without a row there are unknown.
    places : Series by manager
        How many key accounts each can carry; parts of one are no place.

    Returns
    -------
    DataFrame
        Columns of ``narrowed``, of the gate and of ``scores``; ``verdict``, ``holding`` (the four tests that
        hold), ``ask`` ("influence" and open tests, joined by commas), ``place`` among those that qualify and
        ``places``. By manager: key, waiting, unknown, served, none; each by score, equal ones by key.

    Raises
    ------
    KamError
        Naming managers whose places are not known.

    Examples
    --------
    >>> pair = pd.DataFrame({"manager": "Ada", "account": ["A", "B"]})
    >>> flags = pair.assign(large=True, loyal=False, promising=False, status=False)
    >>> gate = pair.assign(passes=pd.array([True, False], "boolean"), served=[False, True])
    >>> found = manager_list(flags, gate, pair.assign(score=[0.3, 0.9]), places=pd.Series({"Ada": 7.6}))
    >>> found[["account", "verdict", "place"]]
      account verdict  place
    0       A     key      1
    1       B  served   <NA>
    """
    lost = sorted(set(narrowed["manager"]) - set(places.dropna().index))
    if lost:
        refuse("places-unknown", _("has no number of key accounts"), _("give hours for each manager"), lost)
    table = narrowed.merge(gate.drop(columns=["name"], errors="ignore"), on=PAIR, how="left")
    table = table.merge(scores, on=PAIR, how="left")
    tests = table[ENTER].astype("boolean")
    enters, passes = enough_hold(tests, 1), table["passes"].astype("boolean")
    qualified = (enters & passes).fillna(False).astype("bool")
    order = table.assign(qualified=qualified, nearness=table["score"].round(9)).sort_values(
        ["manager", "qualified", "nearness", "account"], ascending=[True, False, False, True])
    place = (order.groupby("manager").cumcount() + 1).reindex(table.index).where(qualified).astype("Int64")
    most = table["manager"].map(places).clip(lower=0) // 1
    table = table.assign(
        passes=passes, served=table["served"].astype("boolean"), holding=joined(tests.fillna(False)),
        verdict=_verdict(enters, passes, place, most), place=place, places=most.astype("Int64"))
    open_parts = tests.isna().assign(influence=passes.isna())[["influence", *ENTER]]
    unknown = table["verdict"] == "unknown"
    open_parts[ENTER] = open_parts[ENTER].where(enters.isna(), False)
    table["ask"] = joined(open_parts).where(unknown, "")
    return _in_order(table)


def _verdict(enters: pd.Series, passes: pd.Series, place: pd.Series, places: pd.Series) -> pd.Series:
    verdict = pd.Series("unknown", index=place.index)
    verdict = verdict.mask(enters.eq(False).fillna(False), "none")
    verdict = verdict.mask(passes.eq(False).fillna(False), "served").mask(place.notna(), "waiting")
    return verdict.mask((place <= places).fillna(False).astype("bool"), "key")


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    steps = {verdict: step for step, verdict in enumerate(["key", "waiting", "unknown", "served", "none"])}
    order = table.assign(step=table["verdict"].map(steps), nearness=-table["score"].round(9))
    order = order.sort_values(["manager", "step", "place", "nearness", "account"])
    return table.loc[order.index].reset_index(drop=True)
