"""The lists of managers beside the company's: influence, narrowed tests, two lists, what would move them."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.company import Company, company_selection
from kamlib.flow.criteria import criteria_in_force
from kamlib.flow.hours import Hours, hours_of
from kamlib.flow.once import once
from kamlib.flow.said import said
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.method.influence import influence, influence_answers
from kamlib.method.manager_list import manager_list
from kamlib.method.manager_scores import manager_scores
from kamlib.method.narrowed import narrowed
from kamlib.method.served import gate
from kamlib.method.smallest_change import Tables
from kamlib.method.two_lists import two_lists
from kamlib.pack import catalogue
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.text import _


@dataclass(frozen=True)
class Managers:
    """All managers' selections; frames as the functions of the method give them, each with ``name``.

    Parameters
    ----------
    answers : DataFrame
        See `influence_answers`.
    influence : DataFrame
        See `gate`: influence, and who is served.
    listed : DataFrame
        See `manager_list`, with ``revenue``.
    lists : DataFrame
        See `two_lists`, with ``revenue``.
    company : Company
    hours : Hours
    rules : Rules
        How the lists follow from ``given``.
    given : Tables
        What they follow from.
    """

    answers: pd.DataFrame
    influence: pd.DataFrame
    listed: pd.DataFrame
    lists: pd.DataFrame
    company: Company
    hours: Hours
    rules: "Rules"
    given: Tables

    @property
    def accounts(self) -> int:
        """How many accounts the two lists look at."""
        return int(self.lists["account"].nunique())


@once(books=False)
def manager_selection(study: Study, force: InForce, *, capacity: InForce | None = None) -> Managers:
    """Return every manager's selection beside the company's.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``manager``.
    capacity : InForce, optional
        Those of the section ``capacity``, where a run changes them: hours cut each list.

    Returns
    -------
    Managers

    Raises
    ------
    KamError
        When something stops the study, it names no manager, or what people typed can't be carried out.
    """
    company = company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))
    if "manager" not in company.measures:
        message, remedy = _("names no manager"), _("say in study.yaml which column holds our manager")
        raise KamError(Problem("no-manager", message, remedy, file="study.yaml"))
    answers = said(study, company.yearly.ready, "influence")
    questions = catalogue(study.settings, "influence")
    hours = capacity or settings_in_force(study, "capacity")
    return _selected(study, force, company, answers, questions, hours)


def _selected(
    study: Study, force: InForce, company: Company, answers: pd.DataFrame, questions: pd.DataFrame,
    capacity: InForce,
) -> Managers:
    facts, tests = catalogue(study.settings, "facts"), catalogue(study.settings, "tests")
    rules = Rules(force, questions, facts, tests)
    strong = rules.strength(answers)
    away = strong.loc[strong["served"].fillna(False).astype("bool"), ["manager", "account"]]
    hours = hours_of(study, capacity, company.yearly, away)
    given = Tables(answers, company.facts, company.measures, company.screen, _places(hours, company))
    _strong, listed = rules.listed(given)
    both = two_lists(as_company(company), listed)
    asked = influence_answers(answers, questions, differ=force.value("answers_differ"))
    frames = {"answers": asked, "influence": strong, "listed": listed, "lists": both}
    named = {key: _known(frame, company) for key, frame in frames.items()}
    return Managers(**named, company=company, hours=hours, rules=rules, given=given)


@dataclass(frozen=True)
class Rules:
    """How a manager's list follows from what people answered; the settings and catalogues it takes."""

    force: InForce
    questions: pd.DataFrame
    facts: pd.DataFrame
    tests: pd.DataFrame

    def strength(self, answers: pd.DataFrame) -> pd.DataFrame:
        """Return influence with the gate."""
        value = self.force.value
        return gate(influence(answers, self.questions, differ=value("answers_differ")),
                    influence_min=value("influence_min"), decisive_lever=value("decisive_lever"))

    def listed(self, given: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return influence with the gate, and the managers' lists."""
        value, strong = self.force.value, self.strength(given.answers)
        owned = given.measures.dropna(subset=["manager"])
        tests = narrowed(owned, strong, given.facts, given.screen, self.facts,
                         large_share=value("large_share"), promising_top=value("promising_top"))
        scores = manager_scores(tests, strong, given.measures, given.screen, self.tests, form=value("form"))
        places = given.places.reindex(sorted(set(tests["manager"])))
        return strong, manager_list(tests, strong, scores, places=places)


def _places(hours: Hours, company: Company) -> pd.Series:
    """Return how many key accounts each manager can carry."""
    known = hours.managers.set_index("manager")["places"].astype("float64")
    return known.reindex(sorted({*known.index, *company.measures["manager"].dropna()}))


def as_company(company: Company) -> pd.DataFrame:
    """Return the company's list as `two_lists` takes it; where it does not know yet, ``key`` is unknown."""
    listed = company.listed
    key = listed["verdict"].map({"key": True, "unknown": pd.NA}).astype("boolean")
    key = key.where((listed["verdict"] == "key") | (listed["verdict"] == "unknown"), False)
    return listed.assign(key=key, rank=listed["place"])[
        ["account", "name", "key", "rank", "holding", "nominated", "top_management", "decided",
         "knocked_out_by"]
    ]


def _known(frame: pd.DataFrame, company: Company) -> pd.DataFrame:
    about, keys = company.measures.set_index("account"), frame["account"]
    named = frame.assign(name=keys.map(about["name"]), revenue=keys.map(about["revenue"]))
    return company.yearly.with_sold(named)
