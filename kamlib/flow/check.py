"""Everything that is right and wrong with a study, said at once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.flow.absences import absence_problems
from kamlib.flow.books import kept_books
from kamlib.flow.buying_people import people_problems
from kamlib.flow.criteria import criteria_problems
from kamlib.flow.dossiers import uses_of
from kamlib.flow.gate import Tables, look
from kamlib.flow.later import later_problems
from kamlib.flow.plan_reviewed import plan_problems
from kamlib.flow.prepare import Prepared, prepared
from kamlib.flow.receipt import receipt
from kamlib.flow.reviews import review_problems
from kamlib.flow.said import contradictions, strangers
from kamlib.flow.schedule import line_problems
from kamlib.flow.warn import account_warnings, date_warnings, judgement_warnings
from kamlib.method.screen import TESTS
from kamlib.pack import catalogue, dossier_problems
from kamlib.problems import KamError, Problem, problem
from kamlib.study.decided import usable
from kamlib.study.folder import Study, open_study
from kamlib.study.grouping import recorded_groups
from kamlib.study.judgement import COLUMNS, read_judgement
from kamlib.study.papers import paper_doubts
from kamlib.study.people import read_judged, read_people
from kamlib.tables import BOOKS, JUDGED, PEOPLE
from kamlib.words import phrase

_SHOWN = 5


@dataclass(frozen=True)
class CheckReport:
    """What a check found.

    Parameters
    ----------
    problems : list of Problem
        Errors and open questions first, then warnings and notes.
    read : list of str
        What was read, in sentences.
    receipt : list of str
        What is counted, on one screen; none where the study can't be counted.
    verdict : str
        Whether something stops the study, and what to do next.
    """

    problems: list[Problem]
    read: list[str] = field(default_factory=list)
    receipt: list[str] = field(default_factory=list)
    verdict: str = ""

    @property
    def lines(self) -> list[str]:
        """Everything but the problems, the verdict last."""
        return [*self.read, *self.receipt, *filter(None, [self.verdict])]

    @property
    def passed(self) -> bool:
        """Whether nothing stops a run."""
        return not any(problem.stops for problem in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, for JSON."""
        return {"passed": self.passed, "lines": self.lines, "problems": [p.as_dict() for p in self.problems]}


def check_study(folder: Path) -> CheckReport:
    """Check a study folder: files, headings, cells, questions, decisions.

    Parameters
    ----------
    folder : Path
        The study.

    Returns
    -------
    CheckReport
        Never raises for what a study holds; whatever is wrong is in the report.

    Examples
    --------
    >>> from kamlib.study.folder import CASE
    >>> check_study(CASE).passed
    True
    """
    try:
        study = open_study(folder)
        tables = look(study)
    except KamError as error:
        return CheckReport(error.problems)
    problems, counted = [*tables.problems, *_pack(study)], []
    countable = usable(tables.given) and not any(p.stops for p in problems)
    problems += _papers(folder)
    if countable:
        try:
            ready = prepared(study)
            counted = receipt(study, tables, ready)
            problems += [*_warnings(tables, ready), *_undecided(ready), *contradictions(study, ready),
                         *strangers(study, ready)]
        except KamError as error:
            problems += error.problems
        for look_at in (_books, people_problems, plan_problems, review_problems, absence_problems,
                        line_problems, later_problems):
            problems += _told(look_at, study)
    problems = list(dict.fromkeys(problems))
    order = {"error": 0, "question": 1, "warning": 2, "note": 3}
    problems.sort(key=lambda p: order[p.severity])
    return CheckReport(problems, _read(tables), counted, _verdict(problems, folder))


def _pack(study: Study) -> list[Problem]:
    """Return what the pack says that nothing can be computed by."""
    told = [replace(problem, file="pack.yaml") for problem in
            criteria_problems(catalogue(study.settings, "criteria"))]
    least = study.settings["selection.min_criteria"].value
    if least > len(TESTS):
        told.append(problem("min-criteria", file="pack.yaml", column="selection.min_criteria",
                            found=str(least), tests=len(TESTS)))
    most = study.settings["dossier.most_core"].value
    return [*told, *dossier_problems(study.folder, most_core=most, criteria=uses_of(study))]


def _papers(folder: Path) -> list[Problem]:
    """Return what can't be read or carried out in ``judgement/``, whatever else is wrong."""
    problems = []
    readers: list[Callable[[Path], object]] = [partial(read_judgement, name="decisions"), recorded_groups]
    readers += [partial(read_people, name=name) for name in PEOPLE]
    readers += [partial(read_judged, name=name) for name in JUDGED]
    for read in readers:
        problems += _told(read, Path(folder))
    return [*problems, *paper_doubts(Path(folder))]


def _told(look_at: Callable[..., object], at: object) -> list[Problem]:
    """Return the problems that a look tells, or that stop it."""
    try:
        found = look_at(at)
    except KamError as error:
        return error.problems
    return found if isinstance(found, list) else []


def _books(study: Study) -> list[Problem]:
    """Return what can't be taken of the workbooks of accounts; only two workbooks of one account stop it.

    The rest stops nothing but is not counted either.
    """
    told = [problem for kind in BOOKS for problem in kept_books(study, kind).problems]
    return [replace(p, severity="warning") if p.stops and p.code != "book-second" else p for p in told]


def _read(tables: Tables) -> list[str]:
    lines = []
    for name, given in tables.given.items():
        if not given.source:
            continue  # What is wrong with it is among the problems.
        lines.append(phrase("check-table", table=name, rows=len(given.frame), source=str(given.source),
                            columns=list(map(str, given.headings))))
    return lines


def _warnings(tables: Tables, ready: Prepared) -> list[Problem]:
    return [*account_warnings(tables), *date_warnings(ready), *judgement_warnings(tables, ready)]


def _undecided(ready: Prepared) -> list[Problem]:
    """Say which proposals are in force that nobody decided, those of a file and those that stand in none."""
    waiting = {"decisions": ready.decisions[ready.decisions["decided"].fillna("") == ""],
               "groups": ready.groups[ready.groups["in_force"] & (ready.groups["decided"] == "")]}
    return [problem for name, rows in waiting.items()
            for problem in (_waiting(name, rows[rows["recorded"]]), _unwritten(name, rows[~rows["recorded"]]))
            if problem]


def _waiting(name: str, rows: pd.DataFrame) -> Problem | None:
    return problem("undecided", severity="note", file=f"judgement/{name}.csv",
                   proposals=len(rows)) if len(rows) else None  # fmt: skip


def _unwritten(name: str, rows: pd.DataFrame) -> Problem | None:
    """Say which proposals are in force that no file holds, as they would be written there."""
    columns = COLUMNS[name]
    written = [",".join(map(str, row)) for row in rows[columns[:3]].fillna("").itertuples(index=False)]
    shown = "; ".join([*written[:_SHOWN], *(["..."] if len(written) > _SHOWN else [])])
    return problem("undecided__unwritten", severity="note", file=f"judgement/{name}.csv", shown=shown,
                   proposals=len(rows), columns=",".join(columns)) if len(rows) else None  # fmt: skip


def _verdict(problems: list[Problem], folder: Path) -> str:
    stops = sum(p.stops for p in problems)
    if not stops:
        words = str(folder)
        named = f'"{words}"' if any(sign.isspace() for sign in words) else words
        return phrase("check-passed", folder=named)
    return phrase("check-stopped", stops=stops)
