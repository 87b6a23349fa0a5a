"""The dossier of an account: questions that people answer, and what the data know, locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kamlib.study.books.records import asked
from kamlib.study.forms.answer import ANY
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.tables import KEPT
from kamlib.text import N_, _

NAME = "dossier"
CONFIDENCE = {
    "fact": N_("fact"), "said": N_("said"), "assumed": N_("assumed"), "not applicable": N_("not applicable"),
}  # fmt: skip
_QUESTIONS = (0.0, 36.0, 21.0)
_KNOWN = (0.0, 42.0, 30.0)
_FILES = (0.0, 46.0, 0.0)


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
    core, rest = (questions[questions["level"] == level] for level in ("core", "full"))
    pages = [
        _questions_page("core", core, _("Core questions"), _("What we must know: {}").format(name)),
        _questions_page("full", rest, _("Further questions"), _("What is good to know: {}").format(name)),
        _known_page(known, currency, name), _files_page(files, name),
    ]  # fmt: skip
    facts = ((_("Account"), name), (_("Manager"), manager or _("nobody is named")))
    return Form(
        NAME, study, manager, _("Dossier: {}").format(name), _steps(),
        tuple(page for page in pages if page.lines), about={"account": account}, facts=facts,
    )  # fmt: skip


def _steps() -> tuple[str, ...]:
    return (
        _("Core questions first; what you don't know stays empty, and the interview guide asks for it."),
        _("Write with each answer who said it or which paper says it, the day you learnt it, and how sure "
          "it is."),
        _("fact: a paper, or seen with our own eyes. said: somebody of theirs told us. assumed: we believe "
          "it. not applicable: the question does not fit this client."),
        _("Each question tells how many months an answer holds. A day in Valid until replaces that rule."),
        _("Persons, promises, goals and next steps have their own workbooks, competitors' shares the table "
          "of wallets; the sheet What the data know shows them."),
        _("Papers, drawings and photos go into the folder of the group; they are listed here."),
        _("Write only what you would show to the client. Mark what is not for every eye as sensitive."),
        _("Save it where it is. After a change of questions or data: kam forms dossier; whatever you typed "
          "stays."),
    )


def _columns() -> tuple[Column, ...]:
    table = KEPT["dossier"]
    yes = {"yes": _("yes")}
    sure = {key: _(words) for key, words in CONFIDENCE.items()}
    return (
        asked(table, "value", _("Answer"), width=42),
        asked(table, "source", _("Source"), _("who said it, which paper"), width=20),
        asked(table, "on", _("Learnt on"), _("2026-01-31"), width=11),
        asked(table, "confidence", _("How sure"), _("choose"), width=14, words=sure),
        asked(table, "owner", _("Owner"), _("who of us keeps it"), width=13),
        asked(table, "valid_until", _("Valid until"), _("only if known"), width=11),
        asked(table, "sensitive", _("Sensitive"), _("choose"), width=9, words=yes),
    )


def _questions_page(key: str, questions: pd.DataFrame, sheet: str, title: str) -> Page:
    """Return the questions of a level; both are one family, so that an answer moves with its question."""
    lines = [
        Line(row["key"], row["question"], mark=_mark(row),
             kinds={"value": _kind(row["answer"], row["choices"])})
        for row in questions.to_dict("records")
    ]  # fmt: skip
    return Page(
        f"{NAME}:{key}", sheet, title, _columns(), tuple(lines), help=_help(), name_label=_("Question"),
        widths=_QUESTIONS, family=NAME, former=_("Former questions"),
    )  # fmt: skip


def _help() -> tuple[str, ...]:
    return (
        _("fact: a paper, or seen with our own eyes.  said: somebody of theirs told us.  assumed: we believe "
          "it.  not applicable: it does not fit this client."),
        _("Empty means not known. Without a day nobody knows whether an answer still holds; without a word "
          "on how sure, it counts as assumed."),
    )


def _mark(row: "dict[object, object]") -> str:
    """Return what stands beside a question: its group, whom to ask, how long an answer holds."""
    months = row["valid_months"]
    holds = _("holds {} months").format(months) if months else _("does not age")
    return "\n".join(str(part) for part in (row["group_label"], row["ask"], holds) if part)


def _kind(answer: str, choices: Sequence[str]) -> Kind:
    if answer == "choice":
        return Kind("choice", choices=tuple((choice, _(choice)) for choice in choices))
    if answer == "number":
        return Kind("number", ANY)
    return Kind("day") if answer == "day" else Kind()


def _known_page(known: pd.DataFrame, currency: str, name: str) -> Page:
    units = {"money": currency, "share": _("share"), "days": _("days"), "": ""}
    lines, before = [], ""
    for row in known.to_dict("records"):
        unit = row["unit"]
        number = Kind("number", ANY, unit=unit if unit in ("money", "share") else "")
        lines.append(Line(
            row["line"], row["what"], mark=row["group_label"], first=row["group_label"] != before,
            cells={name: row[name] for name in ("value", "of", "source")} | {"unit": units[unit]},
            kinds={"value": Kind() if isinstance(row["value"], str) else number},
            locked=frozenset({"value"}),
        ))  # fmt: skip
        before = row["group_label"]
    columns = (
        Column("value", _("Value"), Kind(), width=36), Column("unit", _("Unit"), width=8),
        Column("of", _("Of"), width=24), Column("source", _("Kept in"), width=30),
    )  # fmt: skip
    return Page(
        "known", _("What the data know"), _("What the data know: {}").format(name), columns, tuple(lines),
        widths=_KNOWN, name_label=_("What"),
        help=(_("Only shown: each fact has one home, named in the last column. Change it there, and make "
                "this workbook anew."),),
    )  # fmt: skip


def _files_page(files: Sequence[File], name: str) -> Page:
    lines, before = [], ""
    for file in files:
        size = max(1, round(file.size / 1024))
        cells = {"folder": file.folder, "on": file.on.isoformat(), "size": f"{size:,}".replace(",", " ")}
        key = f"{file.folder}/{file.name}"
        lines.append(Line(key, file.name, cells=cells, first=file.folder != before))
        before = file.folder
    columns = (Column("folder", _("Folder"), width=40), Column("on", _("Saved on"), width=14),
               Column("size", _("Size, KB"), width=12))
    return Page(
        "files", _("Attachments"), _("Attachments: {}").format(name), columns, tuple(lines), widths=_FILES,
        name_label=_("File"), help=(_("What lies in the folders of this account."),),
    )  # fmt: skip
