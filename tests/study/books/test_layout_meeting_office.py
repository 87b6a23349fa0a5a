"""The workbook of a meeting opened, saved and printed by LibreOffice."""

import shutil
import subprocess

import pytest

from kamlib.study.books import make_book
from tests.study.books.test_layout_meeting import DAY, LATER, book, fill, same

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


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is not installed")
def test_each_sheet_prints_on_one_page(tmp_path, office):
    paper = office(make_book(tmp_path, book(), on=DAY).path, "pdf")
    told = subprocess.run(["pdfinfo", paper], capture_output=True, check=True).stdout.decode()
    assert f"Pages:           {len(book().form.pages) + 1}" in told
