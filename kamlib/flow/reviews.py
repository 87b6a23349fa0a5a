"""Reviews: the state that is kept of a day, and what changed since then."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.dossiers import template_of
from kamlib.flow.key_accounts import key_accounts, today
from kamlib.flow.plan_facts import lines_begun, step_states
from kamlib.flow.prepare import prepared
from kamlib.flow.review_points import points_of
from kamlib.flow.review_words import WHERE, told
from kamlib.flow.settings import settings_in_force
from kamlib.method.changes_since import changes_since as compared
from kamlib.method.dossier_answers import OPEN, dossier_answers
from kamlib.method.promises import promises_told
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.study.reviews import FOLDER, Review, read_review, review_names
from kamlib.study.typed import as_text
from kamlib.tables import MOST_YEARS, REVIEWED
from kamlib.text import _

COLUMNS = ["account", "name", "where", "what", "before", "now", "words", "table", "kind"]
_SHARES = [f"share_{year}" for year in range(1, MOST_YEARS + 1)]


class _Rule(NamedTuple):
    """By what a record of a table is known, what is compared, and its line in the workbook."""

    keys: list[str]
    compared: list[str]
    line: str = ""


# In the order in which they are told.
_RULES = {
    "list": _Rule(["account"], ["manager", "company", "own", "served"]),
    "plan": _Rule(["account"], ["years", "terms", "discount_rate", "version", "manager_on", "supervisor_on",
                                "client_on", "review"]),
    "goals": _Rule(["account", "whose", "goal"], ["measure", "base", "target", "actual", "until", "gain",
                                                  "confirmed_on"], "line"),
    "quantities": _Rule(["account", "name"], ["path", "wallet", "margin_rate", "growth", "confidence"],
                        "line"),
    "steps": _Rule(["account", "action"], ["year", "client_action", "responsible", "until", "budget",
                                           "state"], "line"),
    "promises": _Rule(["account", "promise"], ["by", "until", "state"], "line"),
    "persons": _Rule(["account", "person"], [
        "position", "unit", "reports_to", "role", "role2", "role3", "budget", "influence", "attitude",
        "wanted", "action"]),
    "contacts": _Rule(["account", "ours", "theirs"], ["level"]),
    "dossier": _Rule(["account", "question"], ["value", "state", "validity"]),
}  # fmt: skip


def state_of(study: Study) -> dict[str, pd.DataFrame]:
    """Return the state of a study as a review keeps it: list, points, dossier, people, promises, plans.

    Parameters
    ----------
    study : Study

    Returns
    -------
    dict of str to DataFrame
        By the names of ``kamlib.tables.REVIEWED``.

    Raises
    ------
    KamError
        When something stops the study.
    """
    books = [kept_books(study, kind).tables for kind in ("dossier", "buying-centre", "plan")]
    tables = {name: frame for one in books for name, frame in one.items() if name in REVIEWED}
    listed = key_accounts(study)
    return {"list": listed, "points": points_of(study, listed["account"]), **tables}


def reviews_kept(study: Study) -> list[str]:
    """Return the names of the reviews of a study, the earliest first."""
    return review_names(study.folder)


def review_of(study: Study, since: str = "", *, day: str = "") -> Review | None:
    """Return the review that a day names: the last one on that day or before it, without a day the last.

    Parameters
    ----------
    study : Study
    since : str
        A day as 2025-10-31, or the name of a review.
    day : str
        The day from which one looks back, see `kamlib.flow.today`: no later review is looked at.

    Returns
    -------
    Review or None
        None where there is no review up to the day.

    Raises
    ------
    KamError
        When there are reviews and none is so old, the one that is named is later than the day, or a text is
        no day.
    """
    every, wanted = review_names(study.folder), since.strip()
    looked_at = f"{today(study, day):%Y-%m-%d}"
    names = review_names(study.folder, until=looked_at)
    if wanted in every and wanted not in names:
        message = _("is a review of a later day than the one looked at, {}").format(looked_at)
        remedy = _("name an earlier review, or a later day")
        raise KamError(Problem("review-later", message, remedy, found=wanted))
    if not names or not wanted:
        return _read(study, names[-1]) if names else None
    if wanted in names:
        return _read(study, wanted)
    older = [name for name in names if name[:10] <= f"{today(study, wanted):%Y-%m-%d}"]
    if not older:
        remedy = _("there are: {}").format(", ".join(names))
        raise KamError(Problem("review-unknown", _("is before the first review"), remedy, found=wanted))
    return _read(study, older[-1])


def _read(study: Study, name: str) -> Review:
    """Return a review, people by their codes where nobody is to be named."""
    review = read_review(study.folder, name)
    if study.codes is None:
        return review
    coded = {key: study.codes.table(frame, REVIEWED[key]) for key, frame in review.tables.items()}
    return replace(review, tables=coded)


def review_name(study: Study, since: str = "", *, day: str = "") -> str:
    """Return the name of the review with which `changes_since` compares; "" where there is none.

    Raises
    ------
    KamError
        As `review_of`.
    """
    review = review_of(study, since, day=day)
    return review.name if review else ""


def review_problems(study: Study) -> list[Problem]:
    """Return a warning for what nothing is compared with: cells that can't be read, reviews of later days."""
    problems = []
    looked_at = f"{today(study):%Y-%m-%d}"
    for name in review_names(study.folder):
        if name[:10] > looked_at:
            message = _("is later than the day looked at, {}; nothing is compared with it").format(looked_at)
            problems.append(Problem("review-later", message, _("write the day in study.yaml: today"),
                                    "warning", file=f"judgement/{FOLDER}", found=name))
        try:
            read_review(study.folder, name)
        except KamError as error:
            problems += [replace(problem, severity="warning") for problem in error.problems]
    return problems


def changes_since(study: Study, since: str = "", *, day: str = "") -> pd.DataFrame:
    """Return what changed since a review: list, dossier, buying centre, contacts, promises and plan.

    Parameters
    ----------
    study : Study
    since : str
        A day, as 2025-10-31: the last review up to it; empty: the last review.
    day : str
        The day from which one looks back, see `kamlib.flow.today`; no later review is compared.

    Returns
    -------
    DataFrame
        ``account``, ``name``, ``where``, ``what``, ``before``, ``now`` (in words), ``words`` (the change as a
        sentence), ``table``, ``kind`` ("new", "gone", "changed", "reworded"); in the order of the key
        accounts. No rows without a review.

    Raises
    ------
    KamError
        When something stops the study, or a review can't be read.
    """
    review = review_of(study, since, day=day)
    if review is None:
        return pd.DataFrame(columns=COLUMNS, dtype="str")
    now = _on_day(study, state_of(study), today(study, day))
    before = _on_day(study, review.tables, pd.Timestamp(review.day))
    found = []
    for name, rule in _RULES.items():
        if name not in before or name not in now:
            continue
        rows = compared(before[name], now[name], keys=rule.keys, compared=rule.compared, line=rule.line)
        found.append(told(name, rows, now[name], before[name]))
    every = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)
    return _placed(study, every)[COLUMNS]


def _on_day(
    study: Study, tables: Mapping[str, pd.DataFrame], day: pd.Timestamp
) -> dict[str, pd.DataFrame]:
    """Return the tables with what they say on a day: which answers hold, what is overdue."""
    found = dict(tables)
    if "list" in found:
        listed = found["list"]
        found["list"] = listed.assign(**{name: _yes(listed[name]) for name in ("company", "own", "served")})
    if "dossier" in found:
        found["dossier"] = _answers(study, found["dossier"], day)
    if "persons" in found:
        found["persons"] = found["persons"].assign(action=_next_actions(found["persons"]))
    if "quantities" in found:
        lines = lines_begun(found["quantities"])
        found["quantities"] = lines.assign(path=_paths(lines))
    if "plan" in found:
        parts = [found[name]["account"] for name in ("quantities", "steps") if name in found]
        found["plan"] = found["plan"][found["plan"]["account"].isin({key for part in parts for key in part})]
    if "promises" in found:
        found["promises"] = promises_told(found["promises"], today=day)
    if "steps" in found:
        found["steps"] = found["steps"].assign(state=step_states(found["steps"], day))
    return found


def _paths(lines: pd.DataFrame) -> list[str]:
    """Return the shares of the years to come as one thing: they are one decision."""
    rows = lines.reindex(columns=_SHARES).astype("float64").to_numpy().tolist()
    told = []
    for row in rows:
        last = max((place for place, share in enumerate(row) if share == share), default=-1)
        words = [f"{100 * share:.3g}" if share == share else "?" for share in row[: last + 1]]
        told.append(f"{' / '.join(words)} %" if words else "")
    return told


def _next_actions(persons: pd.DataFrame) -> list[str]:
    """Return each next action with who does it until when, as one thing."""
    told = []
    for action, who, until in persons[["action", "action_by", "action_until"]].itertuples(
            index=False, name=None):
        beside = ", ".join(filter(None, (as_text(who), as_text(until))))
        told.append(f"{action} ({beside})" if action and beside else as_text(action))
    return told


def _yes(values: pd.Series) -> pd.Series:
    return values.astype("str").str.casefold().isin(["true", "yes"])


def _answers(study: Study, typed: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    force, questions = settings_in_force(study, "dossier"), template_of(study).questions
    accounts = typed[["account"]].drop_duplicates().assign(name="")
    rows = dossier_answers(typed, questions, accounts, today=day, expires_days=force.value("expires_days"))
    given = rows[rows["state"] != OPEN]
    return given.assign(validity=given["validity"].where(given["validity"] == "expired", ""))


def _placed(study: Study, every: pd.DataFrame) -> pd.DataFrame:
    """Return the changes with the names of the accounts, in the order of the key accounts."""
    key = key_accounts(study)["account"].tolist()
    names = prepared(study).accounts.set_index("account")["name"]
    place = {account: at for at, account in enumerate(key)}
    turn = {name: at for at, name in enumerate(_RULES)}
    named = every.assign(name=every["account"].map(names).fillna(every["account"]),
                         where=[_(WHERE.get(table, table)) for table in every["table"]],
                         at=every["account"].map(place).fillna(len(place)), turn=every["table"].map(turn))
    return named.sort_values(["at", "account", "turn"], kind="stable", ignore_index=True)
