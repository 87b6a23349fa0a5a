"""The reviewer reads every plan; what a workbook names that the study does not have is told."""

from typing import Any

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.buying import Buying
from kamlib.flow.dossiers import template_of
from kamlib.flow.plan_facts import Ground, ground
from kamlib.flow.settings import InForce
from kamlib.method.plan_review import PlanTables, plan_review
from kamlib.problems import Problem
from kamlib.study.books import Books
from kamlib.study.folder import Study
from kamlib.text import _

_LIMITS = ("hockey_times", "hockey_least", "old_months", "one_person_share", "one_person_steps",
           "market_part")


def reviewed(
    study: Study, books: Books, frames: dict[str, pd.DataFrame], plan: pd.DataFrame, known: Ground,
    centre: Buying, force: InForce, day: pd.Timestamp,
) -> pd.DataFrame:
    """Return what the reviewer says of every plan."""
    tables = PlanTables(
        plan, **{name: frames[name] for name in ("goals", "quantities", "steps", "offers", "position")},
        quarters=books.tables["quarters"], by_year=frames["years"], worth=frames["worth"],
        rivals=known.found.rivals, claims=_claims(study, centre))
    limits = {name: force.value(name) for name in _LIMITS}
    return plan_review(tables, today=day, **limits)


def _claims(study: Study, centre: Buying) -> pd.DataFrame:
    """Return what plans take from other homes: answers of the dossier that serve a plan, and persons."""
    template = template_of(study).questions
    words = template[template["used_in"].astype("str").str.contains("plan")].set_index("key")["question"]
    answers = kept_books(study, "dossier").tables["dossier"]
    answers = answers[answers["question"].isin(words.index) & (answers["value"] != "")]
    columns = ["account", "table", "line", "what", "confidence", "on"]
    told = answers.assign(table="dossier", line=answers["question"], what=answers["question"].map(words))
    people = centre.persons[centre.persons["origin"] == "book"]
    named = people.assign(table="persons", what=people["person"])
    return pd.concat([told[columns], named[columns]], ignore_index=True)


def strange_lines(base: pd.DataFrame, files: dict[str, str]) -> list[Problem]:
    """Warn of lines that name no product group, or one that another line joins too."""
    told = []
    for row in base.to_dict("records"):
        file = files.get(row["account"], "")
        at: dict[str, Any] = {"file": file, "sheet": _("Quantities"), "severity": "warning"}
        if row["unknown"]:
            remedy = _("write the product groups that the line joins, as the sales name them")
            message = _("is no product group of the sales; year 0 of the line is as typed")
            told.append(Problem("plan-group", message, remedy, found=row["unknown"], **at))
        if row["twice"]:
            message = _("stands in two lines of the plan and is counted twice")
            remedy = _("take it out of one of them")
            told.append(Problem("plan-twice", message, remedy, found=row["twice"], **at))
    return told


def plan_problems(study: Study) -> list[Problem]:
    """Return warnings of the lines of all plans: product groups that the sales do not have, or have twice.

    Parameters
    ----------
    study : Study

    Raises
    ------
    KamError
        When something stops the study.
    """
    books = kept_books(study, "plan")
    typed = books.tables["quantities"]
    if typed.empty:
        return []
    known = ground(study)
    years = books.tables["plan"].set_index("account")["base_year"].fillna(known.last_full_year)
    return strange_lines(known.base(typed, years), books.files)
