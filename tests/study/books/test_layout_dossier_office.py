"""The dossier opened and saved by LibreOffice, and printed: nothing is lost, core questions fit two pages."""

import re
import shutil
from dataclasses import replace

import pytest

from kamlib.pack.dossier import shipped_template
from kamlib.study.books import make_book, read_books
from tests.study.books.test_layout_dossier import DAY, LATER, NAMES, SHEETS, book, expected, fill, kept, same
from tests.study.books.test_layout_dossier import typed as answers

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_comes_back_after_libreoffice_saved_it_and_stays_when_made_anew(tmp_path, office, name):
    template = shipped_template(name)
    path = make_book(tmp_path, book(template), on=DAY).path
    fill(path, template, answers(template))
    shutil.copy(office(path, "xlsx"), path)
    assert not read_books(tmp_path, "dossier").problems
    same(kept(tmp_path), expected(template))
    assert make_book(tmp_path, book(template), on=LATER).former == 0
    same(kept(tmp_path), expected(template))


@pytest.mark.parametrize("name", NAMES)
def test_core_questions_print_on_two_pages(tmp_path, office, name):
    whole = book(shipped_template(name))
    (core,) = (page for page in whole.form.pages if page.sheet == SHEETS["core"])
    form = replace(whole, form=replace(whole.form, pages=(core,)))
    pdf = office(make_book(tmp_path, form, on=DAY).path, "pdf").read_bytes()
    # method.md 1.3: core fits two printed pages; the third is the page that says what to do.
    assert len(re.findall(rb"/Type ?/Page\b[^s]", pdf)) == 3
