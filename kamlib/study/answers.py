"""Answers to the questions of ``study.yaml``: which are right, and where each goes."""

import copy
import re
from typing import Any

from kamlib.names import plain
from kamlib.pack import Plain
from kamlib.problems import Problem
from kamlib.tables import GIVEN
from kamlib.text import _

_ANY_YEAR = "YYYY"
ALL_LINES = "all lines"
"""The answer that leaves nothing out by a column."""
LEFT_OUT, MORE_SALES = "left out", "sales"
"""The answers about a table beside the sales."""
NO_COLUMN = "none"
"""Answer that no column has a meaning."""


def answered(question: dict[str, Any]) -> bool:
    """Whether somebody wrote an answer to a question."""
    return question.get("answer") not in (None, "")


def set_at(settings: dict[str, Any], place: list[str] | tuple[str, ...], value: Any) -> None:
    """Set a value deep inside nested settings, making what is missing on the way.

    Examples
    --------
    >>> said = {}
    >>> set_at(said, ("columns", "Day", "dates"), "dmy")
    >>> said
    {'columns': {'Day': {'dates': 'dmy'}}}
    """
    *way, last = place
    for key in way:
        if not isinstance(settings.get(key), dict):
            settings[key] = {}
        settings = settings[key]
    settings[last] = value


def answer_of(question: dict[str, Any]) -> Any:
    """Return the answer to a question as its setting wants it; None where it is none of the choices.

    Parameters
    ----------
    question : dict
        ``choices`` and ``answer``. The choice ``YYYY`` stands for any year; ``[3]`` for the list itself.

    Examples
    --------
    >>> answer_of({"choices": {"[]": "no headings", "[3]": "row 3"}, "answer": [3]})
    [3]
    >>> answer_of({"choices": {"2024": "a heading", "2025": "another"}, "answer": 2024})
    '2024'
    """
    answer, choices = question["answer"], [str(choice) for choice in question.get("choices") or {}]
    said = f"[{', '.join(map(str, answer))}]" if isinstance(answer, list) else str(answer).strip()
    if choices == [_ANY_YEAR]:
        return int(said) if re.fullmatch(r"(19|20)\d\d", said) else None
    if not choices:
        return answer
    if sets_only(question.get("setting") or ()):
        return _several(answer, choices)
    if said not in choices:
        return None
    return [int(row) for row in re.findall(r"\d+", said)] if re.fullmatch(r"\[[\d, ]*\]", said) else said


def sets_only(setting: list[str] | tuple[str, ...]) -> bool:
    """Whether an answer names the values of a column whose lines are sales.

    Examples
    --------
    >>> sets_only(["tables", "sales", "only", "Stage"])
    True
    """
    return len(setting) == 4 and tuple(setting[:3]) == ("tables", "sales", "only")


def _several(answer: Any, choices: list[str]) -> list[str] | str | None:
    """Return one or several of the choices, all lines alone; None where one is no choice."""
    named = [str(one).strip() for one in (answer if isinstance(answer, list) else [answer])]
    by_plain = {plain(choice): choice for choice in reversed(choices)}
    chosen = [by_plain.get(plain(one), "") for one in named]
    if not chosen or "" in chosen:
        # One value may hold a comma, several may be written without brackets.
        parts = str(answer).split(",") if not isinstance(answer, list) else []
        return _several(parts, choices) if len(parts) > 1 else None
    if ALL_LINES in chosen:
        return ALL_LINES if chosen == [ALL_LINES] else None
    return chosen


def first_answer(choices: dict[str, Any]) -> Any:
    """Return what the first of the choices would set, any year standing for 2000.

    Examples
    --------
    >>> first_answer({"YYYY": "the year"}), first_answer({"dmy": "the day first", "mdy": "the month"})
    (2000, 'dmy')
    """
    first = next(iter(choices))
    return answer_of({"choices": choices, "answer": "2000" if first == _ANY_YEAR else first})


def with_answers(file: Plain) -> tuple[dict[str, Any], list[Problem]]:
    """Return what ``study.yaml`` says, each answer about a table in its place, and the answers that are none.

    Answers about files are looked up file by file: `kamlib.study.load.settings_of`.
    """
    said: dict[str, Any] = copy.deepcopy(file.value)
    problems = []
    for number, question in enumerate(said.get("questions") or []):
        if not answered(question):
            continue
        value = answer_of(question)
        if value is None:
            problems.append(_no_answer(file, number, question))
        elif question.get("file"):
            continue
        elif _is_place(question["setting"]):
            none = value == NO_COLUMN and question["setting"][2] == "columns"
            set_at(said, question["setting"], None if none else value)
        else:
            remedy = _("write a place such as [tables, sales, columns, amount]")
            message, where = _("is no place for an answer"), ("questions", number, "setting")
            found = ", ".join(question["setting"])
            problems.append(file.problem("setting", message, remedy, where, found=found))
    return said, problems


def _is_place(setting: list[str]) -> bool:
    if len(setting) == 4 and setting[:3] == ["tables", "sales", "beside"]:
        return True
    return sets_only(setting) or (len(setting) == 4 and setting[::2] == ["tables", "columns"] and (
        setting[1] in GIVEN and setting[3] in GIVEN[setting[1]].columns
    ))


def _no_answer(file: Plain, number: int, question: dict[str, Any]) -> Problem:
    remedy = _("write one of: {}").format(", ".join(map(str, question["choices"])))
    where = ("questions", number, "answer")
    return file.problem("answer", _("is none of the choices"), remedy, where, found=str(question["answer"]))
