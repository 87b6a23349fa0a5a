"""Points of accounts as a review keeps them: those of now, and those that a review kept."""

from collections.abc import Iterable

import pandas as pd

from kamlib.flow.company import company_selection
from kamlib.flow.criteria import criteria_in_force
from kamlib.flow.keep import kept
from kamlib.flow.settings import settings_in_force
from kamlib.study.folder import Study
from kamlib.study.reviews import FOLDER, Review, read_review, review_names


def points_of(study: Study, accounts: Iterable[str]) -> pd.DataFrame:
    """Return the points of accounts on each criterion, those that only stand in for unknown ones left out.

    Parameters
    ----------
    study : Study
    accounts : iterable of str
        Keys.

    Returns
    -------
    DataFrame
        ``account``, ``criterion``, ``points`` (1 to 10), ``source`` ("data" or "people").
    """
    papers = sorted(path for path in study.judgement.glob("*/*.csv") if path.parent.name != FOLDER)
    every = kept(study, "points", lambda: {"points": _points(study)}, papers=papers)["points"]
    return every[every["account"].isin(list(accounts))].reset_index(drop=True)


def _points(study: Study) -> pd.DataFrame:
    force, criteria = settings_in_force(study, "selection"), criteria_in_force(study)
    scored = company_selection(study, force, criteria).scored
    both = pd.concat([scored.base.stack(), scored.source.stack()], axis=1).reset_index()
    both.columns = pd.Index(["account", "criterion", "points", "source"])
    return both[both["source"].isin(["data", "people"])].reset_index(drop=True)


def review_with_points(study: Study, account: str, *, day: pd.Timestamp) -> Review | None:
    """Return the first review up to a day that kept points of an account; None where none did."""
    for name in review_names(study.folder, until=f"{day:%Y-%m-%d}"):
        review = read_review(study.folder, name)
        points = review.tables.get("points")
        if points is not None and account in set(points["account"]):
            return review
    return None
