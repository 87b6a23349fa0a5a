"""Tables of chapter 10: all plans, the steps of one, what changed, what clients asked for in vain."""

import pandas as pd

from kamlib.flow.one_plan import OnePlan
from kamlib.flow.plan_facts import step_states
from kamlib.flow.plans import NONE, Plans
from kamlib.flow.prepare import prepared
from kamlib.flow.said import said
from kamlib.method.plan_goals import goals_of_accounts
from kamlib.study.folder import Study
from kamlib.text import N_, _

_STATES = {"none": N_("no plan"), "empty": N_("empty"), "begun": N_("begun"), "planned": N_("planned")}
_TOLD = 3


def plan_list(found: Plans) -> pd.DataFrame:
    """Return all plans that somebody made, the largest value first.

    Returns
    -------
    DataFrame
        As `Plans.accounts`, with ``state_words``, ``growth`` (revenue of the last year against year 0;
        missing where that was nothing) and ``signed_words``.
    """
    made = found.accounts[found.accounts["state"] != NONE].reset_index(drop=True)
    begin = made["revenue_0"].where(made["revenue_0"] > 0)
    return made.assign(
        state_words=made["state"].map(_STATES).map(_), growth=made["revenue_target"] / begin - 1,
        signed_words=[_("both") if signed else _("not both") for signed in made["signed"]])


def without_plan(found: Plans) -> pd.DataFrame:
    """Return the key accounts that have no plan or an empty one, the largest first."""
    bare = found.accounts[found.accounts["state"].isin([NONE, "empty"]) & found.accounts["key"]]
    return bare.sort_values(["revenue", "account"], ascending=[False, True], ignore_index=True)


def client_goals(found: Plans) -> pd.DataFrame:
    """Return how far the clients' own goals are, of every key account; see `goals_of_accounts`."""
    return goals_of_accounts(found.goals, found.accounts[found.accounts["key"]])


def steps_by_year(one: OnePlan, *, today: pd.Timestamp) -> pd.DataFrame:
    """Return the steps of one plan in their order, with the calendar year and what became of each.

    Returns
    -------
    DataFrame
        As typed, with ``calendar`` and ``state`` ("done", "overdue", "open", in words).
    """
    first = int(one.plan["base_year"].iloc[0]) if len(one.plan) else 0
    steps = one.steps
    words = {"open": _("open"), "overdue": _("overdue"), "done": _("done")}
    told = steps.assign(calendar=(steps["year"] + first).astype("int64"),
                        state=step_states(steps, today).map(words))
    return told.sort_values(["year", "until"], kind="stable", ignore_index=True)


def asked_for(study: Study) -> pd.DataFrame:
    """Return what clients asked for and we do not sell, what most of them asked for first.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``what`` (as it was written first), ``accounts`` (how many asked), ``names`` of them, ``amount``
        (money a year; missing where nobody knows), ``unknown`` (how many without an amount), ``since`` (the
        first day).

    Raises
    ------
    KamError
        When something stops the study, or a cell of the file is not right.
    """
    ready = prepared(study)
    typed = said(study, ready, "asked_for")
    names = ready.accounts.set_index("account")["name"]
    rows = typed.assign(name=typed["account"].map(names),
                        key=[" ".join(words.casefold().split()) for words in typed["what"]])
    by = rows.groupby("key", sort=False)
    found = pd.DataFrame({
        "what": by["what"].first(), "accounts": by["account"].nunique(), "names": by["name"].agg(_some),
        "amount": by["amount"].sum(min_count=1), "unknown": by.size() - by["amount"].count(),
        "since": by["since"].min()})
    order = ["accounts", "amount", "what"]
    return found.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _some(names: pd.Series) -> str:
    every = sorted(set(names))
    more = _(" and {} more").format(len(every) - _TOLD) if len(every) > _TOLD else ""
    return ", ".join(every[:_TOLD]) + more
