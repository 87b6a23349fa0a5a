"""The dossier template in force: a shipped one, or the company's own ``dossier.yaml`` with its problems."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kamlib.pack.dossier import Question, Template, given, here, merged, shipped_template
from kamlib.pack.dossier_shape import DOSSIER_SHAPE, KEY, SHOWS
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
    problems = [*_odd_keys(plain), *plain.against(DOSSIER_SHAPE)]
    if problems:
        return None, problems
    base = plain.value.get("from")
    start = shipped_template(base) if base else Template("", OWN, {})
    problems = [*_removals(plain, start), *_twice(plain)]
    template = merged(plain, start)
    problems += _wrong(plain, template, most_core, criteria)
    problems.sort(key=lambda p: (p.row or 0, p.message))
    return (None if any(p.stops for p in problems) else template), problems


def _odd_keys(plain: Plain) -> list[Problem]:
    """Return a problem for each key that answers can't be kept under."""
    message = _("can't be a key")
    remedy = _("begin with a letter; letters, digits, - and _, at most 40; yes, no, on and off in quotes")
    groups = plain.value.get("groups") if isinstance(plain.value, dict) else {}
    places: list[tuple[KeyPath, Any]] = []
    for group, entry in groups.items() if isinstance(groups, dict) else ():
        places.append((("groups",), group))
        questions = entry.get("questions") if isinstance(entry, dict) else None
        for key in questions if isinstance(questions, dict) else ():
            places.append((("groups", group, "questions"), key))
    odd = [(where, key) for where, key in places if not isinstance(key, str) or not KEY.match(key)]
    written = [(where, _as_written(plain, where, key)) for where, key in odd]
    return [plain.problem("dossier-key", message, remedy, (*where, key), found=key) for where, key in written]


def _as_written(plain: Plain, where: KeyPath, key: Any) -> str:
    """Return a key as it stands in the file; YAML takes some words for true and false."""
    if not isinstance(key, bool):
        return str(key)
    around = plain.line(where)
    words = ("yes", "on", "true") if key else ("no", "off", "false")
    spelt = [spelling for word in words for spelling in (word, word.title(), word.upper())]
    return next((word for word in spelt if plain.line((*where, word)) != around), words[0])


def _removals(plain: Plain, start: Template) -> list[Problem]:
    known = {*start.groups, *(question.key for question in start.every)}
    message = _("is no question or group of the template it starts from")
    return [plain.problem("dossier-remove", message, _("delete it from the list"), ("remove", n), found=key)
            for n, key in enumerate(plain.value.get("remove") or ()) if key not in known]


def _twice(plain: Plain) -> list[Problem]:
    """Return a problem for each question that stands in two groups of the file."""
    first: dict[str, str] = {}
    problems = []
    for group, key, _fields in given(plain):
        if key in first:
            message = _("is a question of the group {} too").format(first[key])
            where = ("groups", group, "questions", key)
            problems.append(plain.problem("dossier-twice", message, _("keep one of them"), where, found=key))
        first.setdefault(key, group)
    return problems


def _wrong(
    plain: Plain, template: Template, most_core: int, criteria: Collection[str]
) -> list[Problem]:
    """Return what is wrong with a template as a whole."""
    problems = [*_groups_wrong(plain, template)]
    for group in template.groups.values():
        for question in group.questions.values():
            where: KeyPath = ("groups", group.key, "questions", question.key)
            # Only what the company writes is looked at: the shipped questions are in order.
            if here(plain, group.key, question.key):
                problems += _question_wrong(plain, question, where, criteria)
    core = [(g.key, q.key) for g in template.groups.values() for q in g.questions.values()
            if q.level == "core"]
    if len(core) > most_core:
        own = [pair for pair in core if here(plain, *pair)]
        group_key, key = own[-1] if own else ("", "")
        message = _("is one of {} core questions")
        remedy = _("leave at most {} core, the others full: they fit two printed pages").format(most_core)
        at: KeyPath = ("groups", group_key, "questions", key) if own else ()
        problems.append(plain.problem("dossier-core", message.format(len(core)), remedy, at, found=key))
    if not template.every:
        message, remedy = _("has no question"), _("write groups with questions, or start from: general")
        problems.append(plain.problem("dossier-empty", message, remedy, ()))
    return problems


def _groups_wrong(plain: Plain, template: Template) -> Iterator[Problem]:
    labels: dict[str, str] = {}
    for group in template.groups.values():
        where: KeyPath = ("groups", group.key)
        if not group.questions and not group.shows:
            yield plain.problem("dossier-group", _("is a group without questions"),
                                _("write questions, or what it shows, or remove it"), where, found=group.key)
        plain_label = group.label.casefold().strip()
        if plain_label in labels:
            message = _("is the label of the group {} too, and a label is a folder")
            yield plain.problem("dossier-label", message.format(labels[plain_label]), _("give it another"),
                                (*where, "label"), found=group.label)
        labels.setdefault(plain_label, group.key)
        for place, shown in enumerate(group.shows):
            if shown not in SHOWS:
                yield plain.problem("dossier-shows", _("is nothing that other tables know"),
                                    _("use one of: {}").format(", ".join(SHOWS)), (*where, "shows", place),
                                    found=str(shown))


def _question_wrong(
    plain: Plain, question: Question, where: KeyPath, criteria: Collection[str]
) -> Iterator[Problem]:
    if not question.question:
        yield plain.problem("dossier-words", _("is a question without words"),
                            _("write question: and what is asked"), where, found=question.key)
    if len({choice.casefold() for choice in question.choices}) < len(question.choices):
        yield plain.problem("dossier-choices", _("has the same choice twice"), _("keep one of them"),
                            (*where, "answer"), found=", ".join(question.choices))
    if "" in question.choices:
        yield plain.problem("dossier-choices", _("has an empty choice"),
                            _("delete it; an empty cell means not known"), (*where, "answer"),
                            found=question.key)
    for use in question.used_in:
        key = use.removeprefix("criterion: ")
        if key != use and key not in criteria:
            yield plain.problem("dossier-use", _("is no criterion of the pack"), _("there are: {}").format(
                ", ".join(criteria)), (*where, "used_in"), found=key)
    if not question.used_in:
        message = _("is a question whose answer is used nowhere")
        remedy = _("write used_in: [plan, brief] as it fits, or delete the question")
        yield replace(plain.problem("dossier-unused", message, remedy, where, found=question.key),
                      severity="warning")
