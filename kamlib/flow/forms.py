"""Forms for people who never open a notebook: scores, influence, tables, each with what is known."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import pandas as pd

from kamlib.flow.asking import Asking
from kamlib.flow.criteria import criteria_in_force
from kamlib.flow.said import said
from kamlib.flow.selection_tables import MEASURES
from kamlib.method.scores import DATA, measures_used, score_matrix
from kamlib.pack import catalogue
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.study.forms import Form, influence_form, own_or_all, questionnaire, scores_form
from kamlib.study.people import read_people
from kamlib.study.person_files import same_name
from kamlib.text import _


def scores_forms(asking: Asking, people: Sequence[str], *, round: int, criteria: Sequence[str]) -> list[Form]:
    """Return the form for scores of each person.

    Parameters
    ----------
    asking : Asking
    people : sequence of str
    round : int
        From the second on, each sees the own earlier points and the middle and range of all.
    criteria : sequence of str
        Keys; empty: the main ones and those that only people know.

    Raises
    ------
    KamError
        When a criterion is none of the pack's, or there is no earlier round to look back on.
    """
    study, scores = asking.study, said(asking.study, asking.company.potential.yearly.ready, "scores")
    before = scores[scores["round"] < round]
    if round > 1 and before.empty:
        message, remedy = _("there are no scores of an earlier round"), _("collect those first: kam collect")
        raise KamError(Problem("round", message, remedy))
    asked = _asked(study, criteria)
    accounts = asking.to_score
    if round > 1 and not asking.accounts:
        accounts = asking.every[asking.every["account"].isin([*accounts["account"], *before["account"]])]
    everybody = _everybody(before)
    notes, facts = (
        read_people(study.folder, "notes"),
        said(study, asking.company.potential.yearly.ready, "facts"),
    )
    shared: dict[str, Any] = {
        "study": study.name, "round": round, "accounts": accounts, "criteria": _told(asking, asked, accounts),
        "facts": _facts(study), "known": _known(asking, asked, accounts), "currency": study.currency,
        "until": asking.until,
    }  # fmt: skip
    return [
        scores_form(
            who=who, answered=_own(scores[scores["round"] == round], who),
            facts_answered=_own(facts, who),
            notes=_own(notes[(notes["form"] == "scores") & (notes["round"] == round)], who),
            group=_beside(_own(before, who), everybody), **shared,
        )
        for who in people
    ]  # fmt: skip


def influence_forms(
    asking: Asking, people: Sequence[str], *, role: str, managers: Sequence[str]
) -> list[Form]:
    """Return the form on influence of each manager, or, in another role, of each person on each manager.

    Raises
    ------
    KamError
        When a manager is not known, or has no accounts.
    """
    on = people if role == "manager" else managers
    known = {name: _manager(asking, name) for name in on}
    pairs = (
        [(name, name) for name in people] if role == "manager" else [(w, m) for w in people for m in managers]
    )
    answers = said(asking.study, asking.company.potential.yearly.ready, "influence")
    forms = []
    for who, name in pairs:
        manager = known[name]
        who = manager if role == "manager" else who
        mine = answers[(answers["role"] == role) & (answers["manager"] == manager)]
        forms.append(influence_form(
            study=asking.study.name, who=who, role=role, manager=manager, accounts=asking.of(manager),
            questions=catalogue(asking.study.settings, "influence"), answered=_own(mine, who),
            currency=asking.study.currency, until=asking.until,
        ))  # fmt: skip
    return forms


def questionnaires(name: str, asking: Asking, people: Sequence[str]) -> list[Form]:
    """Return the form on a table for each person: on own accounts, else on all to be scored."""
    known = said(asking.study, asking.company.potential.yearly.ready, name)
    forms = []
    for who in people:
        accounts = asking.to_score if asking.accounts else own_or_all(asking.to_score, who)
        forms.append(questionnaire(
            name, study=asking.study.name, who=who, accounts=accounts, answered=known, until=asking.until
        ))  # fmt: skip
    return forms


def nearly_managers(asking: Asking, people: Sequence[str]) -> list[str]:
    """Return a sentence for each person whose name is nearly, but not quite, that of a manager."""
    known = {name.casefold(): name for name in asking.managers}
    sentences = []
    for who in people:
        near = get_close_matches(who.casefold(), known, 1, cutoff=0.8)
        if near and not any(same_name(who, name) for name in asking.managers):
            said_so = _('No manager is called "{}", so no client is marked; did you mean {}?')
            sentences.append(said_so.format(who, known[near[0]]))
    return sentences


def _asked(study: Study, keys: Sequence[str]) -> pd.DataFrame:
    """Return the criteria on the form, main ones first.

    Raises
    ------
    KamError
        When a key is none of the pack's.
    """
    if keys:
        chosen = criteria_in_force(study, main=keys)
        return chosen[chosen["main"]].set_index("key", drop=False).loc[list(dict.fromkeys(keys))]
    known = catalogue(study.settings, "criteria")
    wanted = known[known["main"] | (known["from"] == "people")]
    return wanted.sort_values("main", ascending=False, kind="stable")


def _told(asking: Asking, asked: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the criteria; the question of one that a lesser figure stands for says which figure that is."""
    measured = asking.company.measures
    inside = measured[measured["account"].isin(accounts["account"])]
    used = measures_used(asked, inside, known_from=asking.company.force.value("measure_known_from"))
    words = _("The points shown are those of the {shown}: the {wanted} is known for too few accounts.")
    told = []
    for row in asked.to_dict("records"):
        shown, best = str(used[row["key"]]), (row["measures"] or [""])[0]
        stands_in = row["from"] == "data" and shown not in ("", best)
        parts = {"shown": _(MEASURES.get(shown, shown)), "wanted": _(MEASURES.get(best, best))}
        told.append(f"{row['question']} {words.format(**parts)}" if stands_in else row["question"])
    return asked.assign(question=told)


def _known(asking: Asking, asked: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the points that data decide, index account; nothing where people are asked."""
    measured = asking.company.measures
    force = asking.company.force
    points = score_matrix(
        asked, measured[measured["account"].isin(accounts["account"])], asking.company.scores.head(0),
        known_from=force.value("measure_known_from"), spread=force.value("spread"),
    )  # fmt: skip
    by_data = asked.loc[asked["from"] == "data", "key"].tolist()
    return points.base[by_data].where(points.source[by_data] == DATA).round(1)


def _facts(study: Study) -> pd.DataFrame:
    """Return the facts to ask for, each with the name of the test that it feeds."""
    facts, tests = catalogue(study.settings, "facts"), catalogue(study.settings, "tests")
    names = dict(zip(tests["key"], tests["label"], strict=True))
    return facts.assign(group=[_(str(names.get(test, _("Other")))) for test in facts["test"]])


def _own(frame: pd.DataFrame, who: str) -> pd.DataFrame:
    return frame[pd.Series([same_name(name, who) for name in frame["who"]], index=frame.index, dtype="bool")]


def _everybody(before: pd.DataFrame) -> pd.DataFrame:
    """Return the latest points of each person in words: middle, range, how many."""
    latest = before.sort_values("round").drop_duplicates(["who", "account", "criterion"], keep="last")
    points = latest.groupby(["account", "criterion"])["score"].agg(["median", "min", "max", "size"])
    words = [
        f"{m:g} ({low:g}-{high:g}), {_('of {}').format(n)}"
        for m, low, high, n in points.itertuples(index=False)
    ]
    return points.assign(all=words).reset_index()[["account", "criterion", "all"]]


def _beside(own: pd.DataFrame, everybody: pd.DataFrame) -> pd.DataFrame:
    """Return own points before beside those of all."""
    mine = own.sort_values("round").drop_duplicates(["account", "criterion"], keep="last")
    points = mine[["account", "criterion", "score"]].rename(columns={"score": "own"})
    return everybody.merge(points, on=["account", "criterion"], how="left")


def _manager(asking: Asking, name: str) -> str:
    """Return a manager as the sales name him.

    Raises
    ------
    KamError
        When nobody is called so; the nearest name is given.
    """
    found = [known for known in asking.managers if same_name(known, name)]
    if found:
        return found[0]
    lower = {known.casefold(): known for known in asking.managers}
    near = get_close_matches(name.casefold(), lower, 1)
    if near:
        remedy = _("did you mean {}?").format(lower[near[0]])
    elif lower:
        remedy = _("there are: {}").format(", ".join(asking.managers))
    else:
        remedy = _("name the column of managers in study.yaml")
    raise KamError(Problem("manager-unknown", _("is no manager of an account"), remedy, found=name))
