"""The gate before every computation: the tables of a study, or every reason why it can't be computed."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import pandas as pd

from kamlib.flow.money import money_problems
from kamlib.flow.once import once
from kamlib.flow.owners import owner_problems
from kamlib.problems import KamError, Problem
from kamlib.study.answers import answered, sets_only
from kamlib.study.beside import beside_problems
from kamlib.study.folder import Study
from kamlib.study.given import Given
from kamlib.study.given_tables import column_problems, given_tables, open_questions
from kamlib.study.grouping import groups
from kamlib.study.load import Files, load
from kamlib.study.read import Question
from kamlib.tables.codes import Codes, accounts_known
from kamlib.text import _


@dataclass(frozen=True)
class Tables:
    """The client's files and the tables of the study that were made of them.

    Parameters
    ----------
    files : Files
    given : dict of str to Given
        Tables of the study by name.
    problems : list of Problem
        Everything that was found: about files, tables, the columns in use, and open questions.
    """

    files: Files
    given: dict[str, Given]
    problems: list[Problem]

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table of the study; an empty one when the study does not give it."""
        return self.given[name].frame if name in self.given else pd.DataFrame()


@once(books=False)
def look(study: Study) -> Tables:
    """Read the study and collect every problem, without stopping at any."""
    files = load(study)
    given = given_tables(study, files)
    problems = [*files.problems, *(p for loaded in files.tables.values() for p in loaded.problems)]
    asked = open_questions(study, files, given)
    problems += [_asked(study, q) for q in asked]
    problems += [*_unanswered(study), *_settled_by_nobody(study, {q.id for q in asked})]
    problems += [p for table in given.values() for p in table.problems]
    problems += column_problems(study, files, given)
    problems += money_problems(study, files, given)
    problems += beside_problems(study, files, given)
    problems += owner_problems(files, given)
    problems += _last_year(study, files, given)
    if not study.tables.get("sales"):
        message = _("does not say where the sales are")
        remedy = _("write under tables: sales: from: and one of these, or query: and a SELECT over them: {}")
        there = ", ".join(files.tables) or _("(input/ has no table)")
        problems.append(study.plain.problem("no-sales", message, remedy.format(there), ("tables",)))
        # Why no table looks like sales is often in its cells: formulas without results, errors.
        columns = [column for loaded in files.tables.values() for column in loaded.columns]
        problems += [problem for column in columns for problem in column.problems]
    return Tables(files, given, list(dict.fromkeys(problems)))


@once(books=False)
def tables_of(study: Study) -> Tables:
    """Return the tables of a study that nothing stops.

    Raises
    ------
    KamError
        With every problem and open question that stops it.
    """
    found = look(study)
    stops = [problem for problem in found.problems if problem.stops]
    if stops:
        raise KamError(stops)
    return found if study.codes is None else replace(found, given=_coded(study, found.given, study.codes))


def _coded(study: Study, tables: dict[str, Given], codes: Codes) -> dict[str, Given]:
    """Return the tables with codes in place of the people they name; whose the people are, groups say."""
    joined = groups(study, tables)
    joined = joined[joined["in_force"]]
    keys = dict(zip(joined["entity"], joined["account"], strict=True))

    def coded(frame: pd.DataFrame, given: Given, name: str) -> pd.DataFrame:
        return codes.table(frame, given.table, accounts=accounts_known(frame, keys), free=name == "contacts")

    return {name: replace(given, frame=coded(given.frame, given, name), out=coded(given.out, given, name))
            for name, given in tables.items()}


def _last_year(study: Study, files: Files, given: dict[str, Given]) -> list[Problem]:
    """Ask how far the last year goes where the file has one column a year and no day."""
    sales = given.get("sales")
    loaded = files.tables.get(sales.source) if sales else None
    if sales is None or loaded is None or study.as_of:
        return []
    heading = sales.headings.get("date", "")
    if not any(c.heading == heading and c.how.get("form") == "year" for c in loaded.columns):
        return []
    last = loaded.frame[heading].max().year
    message = _("is a year, not a day; how far does {} go?").format(last)
    remedy = _("write as_of: and its last day in study.yaml, such as {}-12-31").format(last)
    return [Problem("as-of-missing", message, remedy, "question", loaded.file, loaded.sheet, column=heading)]


def _asked(study: Study, question: Question) -> Problem:
    """Return an open question about a file, with the place where its answer goes."""
    listed = [n for n, q in enumerate(study.questions) if q["id"] == question.id]
    choices = _(" or ").join(f'"{choice}" ({meaning})' for choice, meaning in question.choices.items())
    if listed:
        line = study.plain.line(("questions", listed[0]))
        remedy = _("answer it in study.yaml, row {}, with {}").format(line, choices)
    else:
        way = ": ".join(("files", PurePath(question.file).name, *question.setting))
        remedy = _("write in study.yaml {} and {}").format(way, choices)
    return replace(question.as_problem(), remedy=remedy)


def _settled_by_nobody(study: Study, asked: set[str]) -> list[Problem]:
    """Return the listed questions about files that nobody answered, though a setting answers for them."""
    problems = []
    for number, question in enumerate(study.questions):
        if answered(question) or not question.get("file") or question["id"] in asked:
            continue
        said: Any = study.files.get(question["file"])
        for key in question["setting"]:
            said = said.get(key) if isinstance(said, dict) else None
        if said is None:
            continue
        way = ": ".join(("files", question["file"], *question["setting"]))
        remedy = _("write one of these as answer: {}; or delete the question if {} is right").format(
            ", ".join(map(str, question.get("choices") or {})), way)
        problems.append(study.plain.problem("question", question.get("ask") or question["id"], remedy,
                                            ("questions", number), found=str(said)))
    return [replace(problem, severity="question") for problem in problems]


def _remedy(question: dict[str, Any]) -> str:
    choices = ", ".join(map(str, question.get("choices") or {}))
    if sets_only(question["setting"]):
        return _("write one of these as answer, or several in brackets: {}").format(choices)
    return _("write one of these as answer: {}").format(choices)


def _unanswered(study: Study) -> list[Problem]:
    """Return the questions of study.yaml about tables that have no answer."""
    found = [
        study.plain.problem(
            "question",
            question.get("ask") or question["id"],
            _remedy(question),
            ("questions", number),
        )
        for number, question in enumerate(study.questions)
        if not question.get("file") and not answered(question)
    ]
    return [replace(problem, severity="question") for problem in found]
