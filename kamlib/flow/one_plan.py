"""One plan in full: its scenarios, what to offer next, growth on the criteria that selected the account."""

from dataclasses import dataclass, fields, replace
from datetime import date

import pandas as pd

from kamlib.flow.criteria import criteria_in_force
from kamlib.flow.key_accounts import one_account
from kamlib.flow.plans import NONE, PlanFrames, Plans
from kamlib.flow.review_points import points_of, review_with_points
from kamlib.flow.said import said
from kamlib.method.criteria_growth import criteria_growth, score_growth
from kamlib.method.next_offers import next_offers
from kamlib.method.plan_assumptions import plan_assumptions
from kamlib.method.plan_goals import goals_of_accounts
from kamlib.method.plan_scenarios import Scenarios, plan_scenarios
from kamlib.method.plan_tornado import plan_tornado
from kamlib.study.folder import Study
from kamlib.text import _

_NO_PLAN = {"code": "empty", "table": "plan", "line": "", "what": "", "who": ""}


@dataclass(frozen=True)
class OnePlan(PlanFrames):
    """One account's plan: of each table its lines only.

    Parameters
    ----------
    account, name, state : str
        ``state`` as in `Plans.accounts`.
    assumptions, tornado : DataFrame
        See `plan_assumptions`, `plan_tornado`.
    scenarios : Scenarios
        See `plan_scenarios`: ``fan``, ``chances``, ``scenarios``.
    progress : DataFrame
        See `goals_of_accounts`, of the client's goals and of ours: ``whose`` before.
    next_offers : DataFrame
        See `next_offers`.
    """

    account: str
    name: str
    state: str
    assumptions: pd.DataFrame
    scenarios: Scenarios
    tornado: pd.DataFrame
    progress: pd.DataFrame
    next_offers: pd.DataFrame


@dataclass(frozen=True)
class Selected:
    """An account's points then and now, on the criteria that selected it.

    Parameters
    ----------
    changes, score : DataFrame
        See `criteria_growth` (with ``label``) and `score_growth`.
    day : date or None
        When then was; None where nothing is known of it.
    told_by : str
        From where it is known, in words.
    """

    changes: pd.DataFrame
    score: pd.DataFrame
    day: date | None
    told_by: str


def one_plan(found: Plans, account: str = "") -> OnePlan:
    """Return the plan of one account; without words the one that is worth most.

    Parameters
    ----------
    found : Plans
    account : str
        Key, name, or a part of the name.

    Raises
    ------
    KamError
        When no account, or more than one, has that name; or there is no key account.
    """
    every = pd.concat([found.accounts[["account", "name"]], found.ground.found.accounts[["account", "name"]]])
    key, name = one_account(every.drop_duplicates("account"), account, default=found.largest)
    own = {part: frame[frame["account"] == key].reset_index(drop=True)
           for part, frame in ((field.name, getattr(found, field.name)) for field in fields(PlanFrames))}
    about = found.accounts[found.accounts["account"] == key]
    state = str(about["state"].iloc[0]) if len(about) else NONE
    if state == NONE:  # nobody reviews what is not there, and nothing to remark would sound like praise
        own["remarks"] = pd.DataFrame([_NO_PLAN | {"account": key}]).reindex(columns=found.remarks.columns)
    value, rate = found.force.value, found.discount_rate
    reckoned = (own["lines"], own["quantities"], own["budgets"], own["plan"])
    drawn = plan_scenarios(*reckoned, discount_rate=rate, draws=value("draws"), seed=value("seed"),
                           quantiles=value("fan"), together=value("together"))
    white = found.ground.found.candidates
    listed = pd.DataFrame({"account": [key]})
    progress = [goals_of_accounts(own["goals"], listed, whose=whose).assign(whose=whose)
                for whose in ("client", "us")]
    return OnePlan(
        account=key, name=name, state=state, **own,
        assumptions=plan_assumptions(own["lines"], own["quantities"]), scenarios=drawn,
        tornado=plan_tornado(*reckoned, discount_rate=rate), progress=pd.concat(progress, ignore_index=True),
        next_offers=next_offers(white[white["account"] == key], _planned(own)),
    )  # fmt: skip


def _planned(own: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the lines with their groups and their shares of year 0 and of the last year."""
    lines = own["lines"]
    first = lines[lines["year"] == 0].set_index("line")["share"]
    last = lines[lines["year"] == lines["year"].max()].set_index("line")["share"]
    base = own["quantities"]
    ends = {name: base["line"].map(share).astype("float64") for name, share in
            (("share_0", first), ("share_last", last))}
    return base[["account", "name", "joined"]].assign(**ends)


def selected_since(study: Study, found: Plans, account: str) -> Selected:
    """Return the points of an account when it was selected, and now.

    Then is the first review that kept its points; without one the day on which people say that it became a
    key account, else a year before the last day counted: then only what the sales tell is known, on the
    wallets of today. Points that rested on people then and rest on data now, or the contrary, are not
    compared.

    Parameters
    ----------
    study : Study
    found : Plans
    account : str
        Key.

    Raises
    ------
    KamError
        When something stops the study.
    """
    criteria = criteria_in_force(study)
    now = points_of(study, [account])
    day, told_by, then = _then(study, found, account)
    frames = []
    for points, other in ((then, now), (now, then)):
        beside = other[["criterion", "source"]]
        both = points.merge(beside, on="criterion", how="left", suffixes=("", "_other"))
        same = both[both["source_other"].isna() | (both["source"] == both["source_other"])]
        frames.append(same.pivot_table(index="account", columns="criterion", values="points"))
    changes = criteria_growth(frames[0], frames[1], criteria)
    labels = criteria.set_index("key")["label"]
    then_now = changes[["then", "now"]].round(2)  # as shown, so that the change is theirs
    named = changes.assign(label=changes["criterion"].map(labels), change=then_now["now"] - then_now["then"])
    return Selected(named, score_growth(changes), day, told_by)


def _then(study: Study, found: Plans, account: str) -> tuple[date | None, str, pd.DataFrame]:
    review = review_with_points(study, account, day=found.today)
    if review is not None:
        points = review.tables["points"]
        kept = _("kept by the review of {}").format(review.day.isoformat())
        return review.day, kept, points[points["account"] == account]
    decided = said(study, found.ground.found.yearly.ready, "key_accounts")
    since = decided.loc[decided["account"] == account, "since"].dropna()
    ready = found.ground.found.yearly.ready
    words = _("reckoned from the sales up to {}, with the wallets of today")
    day = since.iloc[0] if len(since) else ready.as_of - pd.DateOffset(years=1)
    if not ready.first < day < ready.as_of:
        return None, "", points_of(study, []).head(0)
    points = points_of(replace(study, as_of=day.date()), [account])
    return day.date(), words.format(day.date().isoformat()), points[points["source"] == "data"]
