"""The dossier of an account: questions that people answer, and what the data know, locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kamlib.study.books.records import form_of, records_page
from kamlib.study.forms.answer import ANY
from kamlib.study.forms.form import Form, Kind, Line
from kamlib.tables import WORKBOOKS
from kamlib.text import _

NAME = "dossier"


@dataclass(frozen=True)
class File:
    """An attachment of an account: its folder, its name, the day it was saved and its size in bytes."""

    folder: str
    name: str
    on: date
    size: int


def dossier_form(
    *, study: str, account: str, name: str, manager: str, questions: pd.DataFrame, known: pd.DataFrame,
    files: Sequence[File] = (), currency: str = "",
) -> Form:  # fmt: skip
    """Return the dossier of one account.

    Parameters
    ----------
    study : str
    account, name : str
        Key and name of the account.
    manager : str
        Who carries it; empty where nobody is named.
    questions : DataFrame
        Of a template: ``key``, ``group_label``, ``question``, ``level``, ``valid_months``, ``ask``,
        ``answer``, ``choices``.
    known : DataFrame
        What other tables know: ``line`` (key), ``group_label``, ``what``, ``value``, ``unit`` ("money",
        "share", "days" or ""), ``of`` and ``source``.
    files : sequence of File
        Attachments.
    currency : str
        Beside money.
    """
    fill, table = {"name": name}, WORKBOOKS[NAME].tables
    levels = {level: _questions(questions[questions["level"] == level]) for level in table[NAME].sheets}
    pages = [records_page(table[NAME], lines, sheet=level, fill=fill) for level, lines in levels.items()]
    pages += [records_page(table["known"], _known(known, currency), fill=fill),
              records_page(table["files"], _files(files), fill=fill)]
    facts = ((_("Account"), name), (_("Manager"), manager or _("nobody is named")))
    return form_of(NAME, study, manager, [page for page in pages if page.lines], {"account": account},
                   facts=facts, fill=fill)


def _questions(questions: pd.DataFrame) -> list[Line]:
    """Return the questions of a level; both are one family, so that an answer moves with its question."""
    return [
        Line(row["key"], row["question"], mark=_mark(row),
             kinds={"value": question_kind(row["answer"], row["choices"])})
        for row in questions.to_dict("records")
    ]  # fmt: skip


def _mark(row: "dict[object, object]") -> str:
    """Return what stands beside a question: its group, whom to ask, how long an answer holds."""
    months = row["valid_months"]
    holds = _("holds {} months").format(months) if months else _("does not age")
    return "\n".join(str(part) for part in (row["group_label"], row["ask"], holds) if part)


def question_kind(answer: str, choices: Sequence[str]) -> Kind:
    """Return how a question of a template is answered."""
    if answer == "choice":
        return Kind("choice", choices=tuple((choice, _(choice)) for choice in choices))
    if answer == "number":
        return Kind("number", ANY)
    return Kind("day") if answer == "day" else Kind()


def _known(known: pd.DataFrame, currency: str) -> list[Line]:
    units = {"money": currency, "share": _("share"), "days": _("days"), "": ""}
    first = known["group_label"] != known["group_label"].shift()
    lines = []
    for row, begins in zip(known.to_dict("records"), first, strict=True):
        number = Kind("number", ANY, unit=row["unit"] if row["unit"] in ("money", "share") else "")
        lines.append(Line(
            row["line"], row["what"], mark=row["group_label"], first=bool(begins),
            cells={name: row[name] for name in ("value", "of", "source")} | {"unit": units[row["unit"]]},
            kinds={"value": Kind() if isinstance(row["value"], str) else number},
            locked=frozenset({"value"}),
        ))  # fmt: skip
    return lines


def _files(files: Sequence[File]) -> list[Line]:
    lines, before = [], ""
    for file in files:
        size = f"{max(1, round(file.size / 1024)):,}".replace(",", " ")
        lines.append(Line(f"{file.folder}/{file.name}", file.name, first=file.folder != before,
                          cells={"folder": file.folder, "on": file.on.isoformat(), "size": size}))
        before = file.folder
    return lines
