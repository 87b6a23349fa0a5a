"""What a returned form says: its pages read, and each page's answers as rows of tables."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kamlib.problems import KamError, Problem
from kamlib.study.forms import facts, influence, scores
from kamlib.study.forms.cells import Answer, PageRead, read_page
from kamlib.study.forms.questionnaire import rows_said
from kamlib.study.forms.returned import Returned
from kamlib.study.forms.schema import Schema, Sheet
from kamlib.study.forms.statement import Statement
from kamlib.study.person_files import same_name
from kamlib.tables import QUESTIONNAIRES
from kamlib.text import _


@dataclass
class Said:
    """What a form says, what it leaves empty, whom it nominates, and what can't be taken."""

    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nominated: list[str] = field(default_factory=list)
    empty: int = 0


def said_on(returned: Returned) -> Said:
    """Return what a form says.

    Raises
    ------
    KamError
        When it is a form that this workbook does not know.
    """
    schema, said = returned.schema, Said()
    for page in schema.pages:
        if (schema.name, page.key) not in _PAGES:
            message, remedy = _("is a form that is not known here"), _("collect it with a later version")
            raise KamError(Problem("form-later", message, remedy, file=returned.file, found=page.sheet))
        read = read_page(returned, page)
        answers = [*read.answers, *_nominations(page, read, said)]
        statements, problems = _PAGES[schema.name, page.key](answers, schema, returned.file)
        said.statements += statements
        said.problems += [*read.problems, *problems]
        said.empty += read.empty
    return said


def _nominations(page: Sheet, read: PageRead, said: Said) -> list[Answer]:
    """Return the answers of added lines, under the key where a listed account was written once more."""
    answers = []
    for name, own in read.free.items():
        keys = [line.about for line in page.lines if same_name(line.name, name) or line.about == name]
        about = keys[0] if len(keys) == 1 else name
        if about == name:
            said.nominated.append(name)
            # A name alone says something too, and has to be kept somewhere.
            own = own or [Answer("", name, "note", "", _("nominated"), page.sheet, "")]
        answers += [replace(answer, about=about) for answer in own]
    return answers


def _scores(answers: list[Answer], schema: Schema, _file: str) -> tuple[list[Statement], list[Problem]]:
    return scores.scores_said(answers, who=schema.who, round=schema.about["round"]), []


def _facts(answers: list[Answer], schema: Schema, _file: str) -> tuple[list[Statement], list[Problem]]:
    return facts.facts_said(answers, schema.who), []


def _influence(answers: list[Answer], schema: Schema, _file: str) -> tuple[list[Statement], list[Problem]]:
    role, manager = schema.about["role"], schema.about["manager"]
    return influence.influence_said(answers, who=schema.who, role=role, manager=manager), []


def _rows(answers: list[Answer], schema: Schema, file: str) -> tuple[list[Statement], list[Problem]]:
    return rows_said(schema.name, answers, schema.who, file)


_Say = Callable[[list[Answer], Schema, str], tuple[list[Statement], list[Problem]]]
_PAGES: dict[tuple[str, str], _Say] = {
    (scores.NAME, scores.PAGE): _scores,
    (scores.NAME, facts.PAGE): _facts,
    (influence.NAME, influence.PAGE): _influence,
    **{(name, name): _rows for name in QUESTIONNAIRES},
}
