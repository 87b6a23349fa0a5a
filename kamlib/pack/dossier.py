"""The questions of a client dossier in their groups: templates that ship, and what a file makes of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.pack.plain import Plain, read_shape
from kamlib.text import _

DOSSIER_SHAPE = read_shape(Path(__file__).with_name("dossier_shape.yaml"))
SHOWS: dict[str, str] = DOSSIER_SHAPE["shows"]
"""What other tables know: the dossier shows it, locked, and never asks for it again."""
COLUMNS = ["key", "group", "group_label", "question", "level", "importance", "valid_months", "used_in", "ask",
           "answer", "choices"]


@dataclass(frozen=True)
class Question:
    """One question of a dossier.

    Parameters
    ----------
    key : str
        Answers are kept under it; it stays the same when the words change.
    question : str
        What is asked.
    level : {"core", "full"}
    importance : int
        1 to 3.
    valid_months : int
        How long an answer holds; 0: it never ages.
    used_in : tuple of str
        ``"plan"``, ``"brief"``, ``"criterion: KEY"``.
    ask : str
        Who could answer.
    answer : {"text", "number", "day", "choice"}
    choices : tuple of str
        What may be chosen.
    """

    key: str
    question: str = ""
    level: str = "full"
    importance: int = 2
    valid_months: int = 12
    used_in: tuple[str, ...] = ()
    ask: str = ""
    answer: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Questions of one kind: a heading, a folder for attachments, and what other tables know of it."""

    key: str
    label: str = ""
    shows: tuple[str, ...] = ()
    questions: dict[str, Question] = field(default_factory=dict)


@dataclass(frozen=True)
class Template:
    """The questions of a dossier in their groups.

    Parameters
    ----------
    name : str
        What the set is called.
    file : str
        Where it is written, as problems name it.
    groups : dict of str to Group
    """

    name: str
    file: str
    groups: dict[str, Group]

    @property
    def every(self) -> list[Question]:
        """All questions, in order."""
        return [question for group in self.groups.values() for question in group.questions.values()]

    @property
    def questions(self) -> pd.DataFrame:
        """One row for each question: its fields, ``group`` and ``group_label``; ``used_in`` in words."""
        rows = [
            (q.key, group.key, _(group.label), _(q.question), q.level, q.importance, q.valid_months,
             ", ".join(q.used_in), _(q.ask), q.answer, q.choices)
            for group in self.groups.values() for q in group.questions.values()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=COLUMNS)


@cache
def shipped_template(name: str) -> Template:
    """Return a template that ships.

    Parameters
    ----------
    name : {"general", "industrial", "medical"}

    Examples
    --------
    >>> medical = shipped_template("medical")
    >>> len(medical.groups), sum(question.level == "core" for question in medical.every)
    (14, 24)
    """
    path = Path(__file__).with_name("dossiers") / f"{name}.yaml"
    return merged(Plain.read(path, path.name), Template("", path.name, {}))


def merged(plain: Plain, start: Template) -> Template:
    """Return a template with what a file changes, adds and removes; a question given elsewhere moves."""
    said = plain.value
    gone = set(said.get("remove") or ())
    groups = {key: group for key, group in start.groups.items() if key not in gone}
    known = {q.key: q for group in groups.values() for q in group.questions.values()}
    moved = {key for _g, key, _q in given(plain)} | gone
    stays = {_at: {k: q for k, q in group.questions.items() if k not in moved or here(plain, _at, k)}
             for _at, group in groups.items()}
    groups = {key: replace(group, questions=stays[key]) for key, group in groups.items()}
    for key, entry in (said.get("groups") or {}).items():
        group, entry = groups.get(key, Group(key)), entry or {}
        own = {q: _question(known.get(q, Question(q)), fields or {})
               for q, fields in (entry.get("questions") or {}).items()}
        shows = tuple(entry["shows"] or ()) if "shows" in entry else group.shows
        groups[key] = Group(key, entry.get("label", group.label or key), shows, group.questions | own)
    return Template(said.get("name") or start.name or plain.label, plain.label, groups)


def given(plain: Plain) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return group, key and fields of each question that a file speaks of."""
    for group, entry in (plain.value.get("groups") or {}).items():
        for key, fields in ((entry or {}).get("questions") or {}).items():
            yield group, key, fields or {}


def here(plain: Plain, group: str, key: str) -> bool:
    """Whether a file speaks of a question in a group."""
    return any((group, key) == (of, question) for of, question, _fields in given(plain))


def _question(known: Question, fields: dict[str, Any]) -> Question:
    changes = {name: value for name, value in fields.items() if name in Question.__dataclass_fields__}
    if "used_in" in fields:
        changes["used_in"] = tuple(_use(use) for use in fields["used_in"] or ())
    if isinstance(fields.get("answer"), list):
        changes |= {"answer": "choice", "choices": tuple(_choice(one) for one in fields["answer"])}
    elif "answer" in fields:
        changes["choices"] = ()
    return replace(known, **changes)


def _use(use: str | dict[str, str]) -> str:
    """Return a use as text; YAML takes ``criterion: tenure`` in a list for an entry of its own."""
    key = use["criterion"] if isinstance(use, dict) else use.removeprefix("criterion:")
    return key if use in ("plan", "brief") else f"criterion: {key.strip()}"


def _choice(one: Any) -> str:
    """Return a choice as text; YAML takes yes and no for true and false."""
    return {True: _("yes"), False: _("no")}[one] if isinstance(one, bool) else " ".join(str(one).split())
