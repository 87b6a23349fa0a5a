"""The steps from points to the company's list, so that other scores can be put through the same steps."""

from typing import NamedTuple

import pandas as pd

from kamlib.flow.settings import InForce
from kamlib.method.base.weights import normalised
from kamlib.method.company_list import company_list, knock_outs
from kamlib.method.ranking import ranking, rests_on_size
from kamlib.method.scores import Scored, score_matrix


class Listing(NamedTuple):
    """Points, order, rules and verdicts; frames as the functions of the method give them."""

    scored: Scored
    ranking: pd.DataFrame
    knocked_out: pd.DataFrame
    listed: pd.DataFrame
    weights: pd.Series
    by_size: bool


def listing(
    force: InForce, criteria: pd.DataFrame, measures: pd.DataFrame, screen: pd.DataFrame,
    evidence: pd.DataFrame, scores: pd.DataFrame, decided: pd.DataFrame,
) -> Listing:
    """Return the company's list that these scores give.

    Parameters
    ----------
    force : InForce
        Settings of the section ``selection``.
    criteria, measures, screen, evidence, scores, decided : DataFrame
        See `Company`.

    Raises
    ------
    KamError
        As `company_list`.
    """
    inside = _to_rank(screen, scores, decided)
    scored = score_matrix(criteria, measures[measures["account"].isin(inside)], scores,
                          known_from=force.value("measure_known_from"), spread=force.value("spread"))
    weights = normalised(criteria[criteria["main"]].set_index("key")["weight"].astype("float64"))
    by_size = rests_on_size(scored.source, weights, decides_from=force.value("decides_from"))
    order = ranking(scored.base, criteria, measures, source=scored.source, by_size=by_size)
    out = knock_outs(scored.base, scored.source, criteria, evidence)
    listed = company_list(screen, order, places=force.value("places"), knock_outs=out, decided=decided)
    return Listing(scored, order, out, listed, weights, by_size)


def _to_rank(screen: pd.DataFrame, scores: pd.DataFrame, decided: pd.DataFrame) -> set[str]:
    """Return the accounts that get points: nominated ones, and whoever people scored or decided on."""
    nominated = screen.loc[screen["nominated"].fillna(False).astype("bool"), "account"]
    return {*nominated, *scores["account"], *decided["account"]}
