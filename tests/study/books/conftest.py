"""Workbooks of an account made on the spot, filled as people fill them."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kamlib.study.books import AccountForm, fields_page, records_page
from kamlib.study.forms import Column, Form, Kind, Line, Page
from kamlib.study.forms.questionnaire import asked
from kamlib.tables import KEPT, Sheet
from tests.study.forms.conftest import cell_of as place

QUESTIONS = {"legal": "What is its legal form?", "beds": "How many beds?", "law": "By which law?"}
LAWS = (("free", "no law, it buys freely"), ("public", "the law on public purchase"))
CHOICE = Kind("choice", choices=LAWS)


def dossier(
    questions=QUESTIONS, *, known=None, account="00474", name="Tundra: Торг", kinds=None
) -> AccountForm:
    """A dossier with one page, whose questions are answered in different ways."""
    kinds = {"beds": Kind("whole", 0), "law": CHOICE} if kinds is None else kinds
    table = KEPT["dossier"]
    columns = (
        Column("value", "Answer", Kind(), width=40),
        *(asked(table, key) for key in table.columns if key not in ("question", "value")),
    )
    known, own = known or {}, {key: {"value": kind} for key, kind in kinds.items()}
    lines = tuple(
        Line(key, words, kinds=own.get(key, {}), cells=known.get(key, {})) for key, words in questions.items()
    )
    page = Page("dossier", "Core questions", "What we know", columns, lines, name_label="Question",
                widths=(0.0, 44.0, 0.0), family="dossier", former="Former questions")  # fmt: skip
    form = Form("dossier", "Alder", name, "Dossier", ("Write what you know.",), (page,), {"account": account})
    return AccountForm(account, name, "dossier", form, folders=("01 Identity & status", "02 Needs/problems"))


def centre(rows=(), *, account="00474", name="Tundra: Торг") -> AccountForm:
    """A buying centre with people and who meets whom."""
    keys = ("person", "position", "role", "influence", "attitude", "leaves", "action_until")
    persons = only("persons", keys, Sheet("People", "Who decides", spare=4))
    contacts = only("contacts", KEPT["contacts"].columns, Sheet("Who meets whom", "Who meets whom", spare=3))
    pages = (records_page(persons, rows, words={"role": ROLES}), records_page(contacts))
    form = Form("buying-centre", "Alder", name, "Buying centre", ("Fill it.",), pages, {"account": account})
    return AccountForm(account, name, "buying-centre", form)


ROLES = {"decider": "decides", "user": "uses it"}


def plan(*, account="00474", name="Tundra: Торг") -> AccountForm:
    """A plan with its frame alone."""
    own = Sheet("Plan", "Plan", "Field", widths=(0.0, 34.0, 0.0))
    page = fields_page(only("plan", ("base_year", "terms", "discount_rate", "manager_on"), own),
                       known={"base_year": 2025}, locked=["base_year"], fill={"rate": 20})
    form = Form("plan", "Alder", name, "Plan", ("Fill it.",), (page,), {"account": account})
    return AccountForm(account, name, "plan", form)


def only(name, keys, sheet):
    """Return a table with some of its columns, on one sheet."""
    table = KEPT[name]
    return replace(table, columns={key: table.columns[key] for key in keys}, shown={}, sheets={"main": sheet})


@pytest.fixture
def write():
    """Write into cells of a workbook of an account and save it in its place: (line, column) -> value."""

    def written(path: Path, sheet: str, answers: dict, *, comments: dict | None = None, change=None) -> Path:
        book = openpyxl.load_workbook(path)
        for (line, column), value in answers.items():
            place(book[sheet], line, column).value = value
        for (line, column), words in (comments or {}).items():
            place(book[sheet], line, column).comment = openpyxl.comments.Comment(words, "Adam")
        if change:
            change(book)
        book.save(path)
        return path

    return written
