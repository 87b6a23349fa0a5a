"""The workbook of a plan opened, saved and printed by LibreOffice."""

import re
import shutil

import pytest

from kamlib.study.books import make_book
from tests.study.books.test_layout_plan import DAY, LATER, book, fill, same

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]


def test_every_cell_comes_back_after_libreoffice_saved_it_and_stays_when_made_anew(tmp_path, office):
    path = make_book(tmp_path, book(), on=DAY).path
    told = fill(path)
    shutil.copy(office(path, "xlsx"), path)
    same(tmp_path, told)
    make_book(tmp_path, book(), on=LATER)
    same(tmp_path, told)


def test_every_sheet_prints_on_one_page_and_the_three_widest_on_two(tmp_path, office):
    pdf = office(make_book(tmp_path, book(), on=DAY).path, "pdf").read_bytes()
    # What to do, seven sheets, and a second page for goals, quantities and steps.
    assert len(re.findall(rb"/Type ?/Page\b[^s]", pdf)) == 1 + 7 + 3
