"""The workbook of a buying centre: every cell comes back, whoever saved it, and stays when made anew."""

import re
import shutil
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from kamlib.pack import catalogue, shipped
from kamlib.study.books import AccountForm, make_book, read_books
from kamlib.study.books.layout_buying import buying_form
from kamlib.study.forms import Kind
from tests.study.books.conftest import place

DAY, LATER = date(2026, 1, 30), date(2026, 3, 1)
NAME = '=Вольна "Опт" <b>&'
NOBODY = pd.DataFrame({"line": [], "contact": [], "met_by": [], "meets": [], "person": [], "position": []})


def roles(which: str = "six") -> pd.DataFrame:
    every = catalogue(shipped(), "roles")
    return every[[which in sets for sets in every["sets"]]]


def book(which: str = "six", listed: pd.DataFrame = NOBODY) -> AccountForm:
    form = buying_form(study="Alder", account="00480", name=NAME, roles=roles(which), persons=NOBODY,
                       team=NOBODY, listed=listed)  # fmt: skip
    return AccountForm("00480", NAME, "buying-centre", form)


def value(kind: Kind, line: int, n: int) -> object:
    """Something that a cell of the kind takes, different from line to line."""
    if kind.name == "choice":
        return kind.choices[(line + n) % len(kind.choices)][1]
    if kind.name == "day":
        return datetime(2025, 1 + (line + n) % 12, 1 + line)
    if kind.unit == "money":
        return 1000 * line
    if kind.name in ("whole", "number"):
        low, high = kind.low or 0, 50 if kind.high is None else kind.high
        return low + line * (high - low) // 3 if kind.name == "whole" else low + (high - low) * line / 8
    return f"- =текст {line}.{n}, żółw\nнова <b>&"


def fill(path) -> None:
    """Type into three lines of every page, and into each role whether it is needed."""
    found = openpyxl.load_workbook(path)
    for page in book().form.pages:
        lines = ["1", "2", "3"] if page.spare else [line.key for line in page.lines]
        for line, key in enumerate(lines):
            for n, column in enumerate(page.asked):
                place(found[page.sheet], key, column.key).value = value(column.kind, line, n)
    found.save(path)


def told(folder) -> dict[str, pd.DataFrame]:
    found = read_books(folder, "buying-centre")
    assert found.problems == []
    return found.tables


def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    assert set(one) == {"persons", "team", "contacts", "promises", "processes", "needed"}
    for name, frame in one.items():
        assert len(frame) == (6 if name == "needed" else 3)
        pd.testing.assert_frame_equal(frame, other[name])


@pytest.fixture
def filled(tmp_path):
    path = make_book(tmp_path, book(), on=DAY).path
    fill(path)
    return path


def test_every_column_of_every_table_is_asked_for(filled, tmp_path):
    for name, frame in told(tmp_path).items():
        empty = [
            column
            for column in frame
            if column != "line" and (frame[column].isna() | (frame[column] == "")).all()
        ]
        assert empty == [], name


def test_nothing_typed_is_lost_when_it_is_made_anew_with_another_set_of_roles(filled, tmp_path):
    before = told(tmp_path)
    make_book(tmp_path, book("six"), on=LATER)
    same(before, told(tmp_path))
    made = make_book(tmp_path, book("thirteen"), on=LATER)
    after = read_books(tmp_path, "buying-centre").tables
    pd.testing.assert_frame_equal(before["persons"], after["persons"])
    assert made.copy is not None


def test_a_person_of_the_clients_files_has_a_line_that_stays_the_same(tmp_path):
    two = pd.DataFrame({"person": ["Maria Anders", "<b>Ana</b>"], "position": ["Owner", ""]})
    make_book(tmp_path, book(listed=two), on=DAY)
    first = told(tmp_path)["persons"]
    make_book(tmp_path, book(listed=two.iloc[::-1]), on=LATER)
    again = told(tmp_path)["persons"]
    pd.testing.assert_frame_equal(*(one.sort_values("line", ignore_index=True) for one in (first, again)))
    assert first["person"].tolist() == two["person"].tolist()
    assert (first["role"] == "").all()


def test_definitions_limits_and_the_three_scales_are_in_sight(filled):
    sheets = openpyxl.load_workbook(filled)
    text = {sheet.title: " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
            for sheet in sheets}  # fmt: skip
    assert "5 decides or stops alone" in text["People"]
    assert "+3 argues for us when we are absent" in text["People"]
    assert "empty: not known, never 0" in text["People"]
    assert "personal data" in text["People"]
    assert all(row["limits"] in text["Roles"] and row["definition"] in text["Roles"]
               for row in roles().to_dict("records"))  # fmt: skip


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_every_cell_comes_back_after_libreoffice_saved_it(filled, tmp_path, office):
    before = told(tmp_path)
    shutil.copy(office(filled, "xlsx"), filled)
    same(before, told(tmp_path))
    make_book(tmp_path, book(), on=LATER)
    same(before, told(tmp_path))


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_sheet_of_people_is_printed_in_five_parts_that_can_be_read(tmp_path, office):
    pdf = office(make_book(tmp_path, book(), on=DAY).path, "pdf").read_bytes()
    # What to do, five parts of the people, team, who meets whom, promises, processes, roles.
    assert len(re.findall(rb"/Type ?/Page\b[^s]", pdf)) == 1 + 5 + 5
