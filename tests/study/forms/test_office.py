"""Forms opened and saved by LibreOffice: what they need to be read back is there, and they print."""

import shutil

import openpyxl
import pytest

from kamlib.study.forms import collect, write_form
from kamlib.study.people import read_judged, read_people
from tests.study.forms.conftest import NAMES, cell_of, influence, scores, strength
from tests.study.forms.test_round_trip import everything
from tests.study.test_people import DAY

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]


@pytest.mark.parametrize("make", [scores, influence, strength])
def test_what_was_typed_comes_back_the_same_after_libreoffice_saved_it(tmp_path, fill, office, make):
    form = make()
    path = write_form(tmp_path, form, on=DAY)
    for page in form.pages:
        path = fill(path, everything(page), sheet=page.sheet)
    straight, saved = tmp_path / "straight", tmp_path / "saved"
    for folder, file in ((straight, path), (saved, office(path, "xlsx"))):
        folder.mkdir()
        _taken, problems = collect(folder, "Alder", [file], on=DAY)
        assert not problems
    for table in ("scores", "facts", "influence", "notes"):
        assert read_people(saved, table).equals(read_people(straight, table))
    assert read_judged(saved, "strength").equals(read_judged(straight, "strength"))


def test_after_libreoffice_saved_it_a_form_is_still_locked_and_restricted(tmp_path, office):
    path = office(write_form(tmp_path, scores(), on=DAY), "xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Scores"]
    assert book["kam"].sheet_state in ("hidden", "veryHidden")
    assert sheet.protection.sheet
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"whole"}
    assert not cell_of(sheet, "0000", "product_fit").protection.locked
    assert [cell_of(sheet, f"{n:04d}", "kam:name").value for n in range(len(NAMES))] == NAMES


@pytest.mark.parametrize("make", [scores, influence, strength])
def test_a_form_prints_its_sheets_on_one_page_each(tmp_path, office, make):
    form = make()
    pdf = office(write_form(tmp_path, form, on=DAY), "pdf").read_bytes()
    assert (
        pdf.count(b"/Type/Page\n") + pdf.count(b"/Type/Page/") + pdf.count(b"/Type /Page ")
        == len(form.pages) + 1
    )
