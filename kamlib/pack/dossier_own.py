"""The dossier template in force: a shipped one, or the company's own ``dossier.yaml`` with its problems."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from kamlib.pack.dossier import DOSSIER_SHAPE, Question, Template, given, here, merged, shipped_template
from kamlib.pack.plain import KeyPath, Plain
from kamlib.problems import KamError, Problem
from kamlib.text import _

OWN = "dossier.yaml"


def dossier_template(
    name: str, folder: Path | None = None, *, most_core: int, criteria: Collection[str]
) -> Template:
    """Return the template in force: the company's own where there is one, else the one shipped by that name.

    Parameters
    ----------
    name : {"general", "industrial", "medical"}
    folder : Path, optional
        The study folder; its ``dossier.yaml`` replaces the shipped template, and may start ``from`` one.
    most_core : int
        At most so many core questions.
    criteria : collection of str
        Keys that ``criterion:`` may name.

    Raises
    ------
    KamError
        With everything that is wrong in the company's file, each with its line.
    """
    if folder is None or not (folder / OWN).is_file():
        return shipped_template(name)
    template, problems = read_own(folder, most_core=most_core, criteria=criteria)
    if template is None:
        raise KamError([problem for problem in problems if problem.stops])
    return template


def dossier_problems(folder: Path, *, most_core: int, criteria: Collection[str]) -> list[Problem]:
    """Return all that is wrong with the company's own template, warnings among it; nothing without one."""
    if not (folder / OWN).is_file():
        return []
    return read_own(folder, most_core=most_core, criteria=criteria)[1]


def read_own(
    folder: Path, *, most_core: int, criteria: Collection[str]
) -> tuple[Template | None, list[Problem]]:
    """Return the company's own template, None where it can't be used, and what is wrong with it."""
    try:
        plain = Plain.read(folder / OWN, OWN)
    except KamError as error:
        return None, error.problems
    if problems := plain.against(DOSSIER_SHAPE):
        return None, problems
    base = plain.value.get("from")
    start = shipped_template(base) if base else Template("", OWN, {})
    template = merged(plain, start)
    problems = [*_lists_wrong(plain, start), *_groups_wrong(plain, template),
                *_core_wrong(plain, template, most_core)]  # fmt: skip
    # Only what the company writes is looked at: the shipped questions are in order.
    problems += [problem for group in template.groups.values() for question in group.questions.values()
                 if here(plain, group.key, question.key)
                 for problem in _question_wrong(plain, question, group.key, criteria)]  # fmt: skip
    problems.sort(key=lambda p: (p.row or 0, p.message))
    return (None if any(p.stops for p in problems) else template), problems


def _lists_wrong(plain: Plain, start: Template) -> Iterator[Problem]:
    """Yield what is removed and not there, and each question that stands in two groups of the file."""
    known = {*start.groups, *(question.key for question in start.every)}
    for place, key in enumerate(plain.value.get("remove") or ()):
        if key not in known:
            message = _("is no question or group of the template it starts from")
            yield plain.problem("dossier-remove", message, _("delete it from the list"), ("remove", place),
                                found=key)  # fmt: skip
    first: dict[str, str] = {}
    for group, key, _fields in given(plain):
        if first.setdefault(key, group) != group:
            message = _("is a question of the group {} too").format(first[key])
            where = ("groups", group, "questions", key)
            yield plain.problem("dossier-twice", message, _("keep one of them"), where, found=key)


def _core_wrong(plain: Plain, template: Template, most: int) -> Iterator[Problem]:
    """Yield what is wrong with the number of questions."""
    core = [(group.key, key) for group in template.groups.values()
            for key, question in group.questions.items() if question.level == "core"]
    if len(core) > most:
        own = [pair for pair in core if here(plain, *pair)]
        at: KeyPath = ("groups", own[-1][0], "questions", own[-1][1]) if own else ()
        remedy = _("leave at most {} core, the others full: they fit two printed pages").format(most)
        yield plain.problem("dossier-core", _("is one of {} core questions").format(len(core)), remedy, at,
                            found=own[-1][1] if own else "")  # fmt: skip
    if not template.every:
        remedy = _("write groups with questions, or start from: general")
        yield plain.problem("dossier-empty", _("has no question"), remedy, ())


def _groups_wrong(plain: Plain, template: Template) -> Iterator[Problem]:
    labels: dict[str, str] = {}
    for group in template.groups.values():
        where: KeyPath = ("groups", group.key)
        if not group.questions and not group.shows:
            yield plain.problem("dossier-group", _("is a group without questions"),
                                _("write questions, or what it shows, or remove it"), where, found=group.key)
        first = labels.setdefault(group.label.casefold().strip(), group.key)
        if first != group.key:
            message = _("is the label of the group {} too, and a label is a folder").format(first)
            yield plain.problem("dossier-label", message, _("give it another"), (*where, "label"),
                                found=group.label)  # fmt: skip


def _question_wrong(
    plain: Plain, question: Question, group: str, criteria: Collection[str]
) -> Iterator[Problem]:
    where: KeyPath = ("groups", group, "questions", question.key)
    if not question.question:
        yield plain.problem("dossier-words", _("is a question without words"),
                            _("write question: and what is asked"), where, found=question.key)
    if len({choice.casefold() for choice in question.choices}) < len(question.choices):
        yield plain.problem("dossier-choices", _("has the same choice twice"), _("keep one of them"),
                            (*where, "answer"), found=", ".join(question.choices))
    for use in question.used_in:
        key = use.removeprefix("criterion: ")
        if key != use and key not in criteria:
            remedy = _("there are: {}").format(", ".join(criteria))
            yield plain.problem("dossier-use", _("is no criterion of the pack"), remedy, (*where, "used_in"),
                                found=key)  # fmt: skip
    if not question.used_in:
        message = _("is a question whose answer is used nowhere")
        remedy = _("write used_in: [plan, brief] as it fits, or delete the question")
        yield replace(plain.problem("dossier-unused", message, remedy, where, found=question.key),
                      severity="warning")
