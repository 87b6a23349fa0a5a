"""One person is erased from a whole study: from workbooks, tables, dated copies and pages, and it is told."""

from datetime import date

import openpyxl
import pytest

from kamlib.problems import KamError
from kamlib.run.erase import erase_person
from kamlib.study.books import Change, make_book, read_books
from tests.study.books.conftest import centre, dossier

DAY = date(2026, 1, 31)
ADA = "Ada Bór-Klim"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "study"
    (place / "input").mkdir(parents=True)
    (place / "study.yaml").write_text("name: Alder\ntables: {sales: {from: sales}}\n", encoding="utf-8")
    (place / "input" / "sales.csv").write_text(f"client,day,sum\n{ADA},2025-01-01,5\n", encoding="utf-8")
    people = [("person", ADA), ("position", "director"), ("attitude", "2")]
    changes = [Change("persons", "+1", column, text) for column, text in people]
    changes += [Change("persons", "+2", "person", "Ivan Rud"),
                Change("persons", "+2", "position", f"deputy of {ADA}"),
                Change("contacts", "+1", "ours", "Nina"), Change("contacts", "+1", "theirs", ADA)]
    make_book(place, centre(), on=DAY, changes=changes)
    for source in ("told by ada  BÓR-KLIM", "the register"):
        make_book(place, dossier(), on=DAY, changes=[Change("dossier", "legal", "source", source)])
    (place / "judgement" / "facts").mkdir()
    (place / "judgement" / "facts" / "nina.csv").write_text(
        f"who,account,fact,answer,evidence\nNina,1,x,yes,\"{ADA}, at lunch\"\n", encoding="utf-8")
    (place / "judgement" / "absences.csv").write_text(f"person,from\n{ADA},2025-01-01\n", encoding="utf-8")
    attached = place / "judgement" / "dossiers" / "00474 Tundra Торг" / "01 Identity & status"
    (attached / "scan.pdf").write_bytes(b"%PDF")
    (attached / "mail.txt").write_text(f"Dear {ADA}", encoding="utf-8")
    (place / "output").mkdir()
    (place / "output" / "page.html").write_text(ADA, encoding="utf-8")
    return place


def everywhere(folder) -> str:
    """Every word of the study but its attachments and what was received."""
    words = []
    for path in folder.rglob("*"):
        if path.suffix == ".xlsx" and not path.name.startswith("~"):
            for sheet in openpyxl.load_workbook(path).worksheets:
                words += [str(cell.value) for row in sheet for cell in row if cell.value is not None]
                words += [cell.comment.text for row in sheet for cell in row if cell.comment]
        elif path.is_file() and path.suffix == ".csv" and "input" not in path.parts:
            words.append(path.read_text(encoding="utf-8-sig"))
    return " ".join(" ".join(words).casefold().split())


def test_first_it_only_tells(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    report = erase_person(folder, ADA, do=False, on=DAY)
    assert report[-1].startswith("Nothing was changed yet.")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_afterwards_the_name_stands_nowhere_dated_copies_included(folder):
    report = erase_person(folder, "ada bór-klim", do=True, on=DAY)
    assert ADA.casefold() not in everywhere(folder)
    assert not (folder / "output").exists()
    books = read_books(folder, "buying-centre")
    assert books.tables["persons"]["person"].tolist() == ["Ivan Rud"]
    assert books.tables["persons"]["position"].tolist() == ["deputy of erased person 1"]
    assert books.tables["contacts"].empty
    assert not books.problems
    assert (folder / "judgement" / "absences.csv").read_text(encoding="utf-8-sig") == "person,from\n"
    assert any("dossier.2026-01-31.xlsx: 1 place" in line for line in report)


def test_the_report_names_what_it_may_not_or_can_not_change(folder):
    report = "\n".join(erase_person(folder, ADA, do=True, on=DAY))
    assert "input/sales.csv: mentions the person; as received it is never changed" in report
    assert "mail.txt: mentions the person; is yours: change it by hand" in report
    assert "1 attachment can't be searched, look at it yourself" in report
    assert "scan.pdf" in report
    log = (folder / "judgement" / "erasures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert log[0] == "on,erased,files,places"
    assert log[1].startswith("2026-01-31,erased person 1,")
    assert (folder / "input" / "sales.csv").read_text(encoding="utf-8").count(ADA) == 1


def test_an_open_workbook_stops_it_before_anything_is_changed(folder):
    place = folder / "judgement" / "dossiers" / "00474 Tundra Торг"
    (place / "~$dossier.xlsx").write_text("Nina")
    before = everywhere(folder)
    with pytest.raises(KamError, match="is open in a spreadsheet"):
        erase_person(folder, ADA, do=True, on=DAY)
    assert everywhere(folder) == before


def test_a_name_that_is_written_nowhere_gets_the_nearest_one(folder):
    with pytest.raises(KamError, match=r"is written nowhere in this study; did you mean Ivan Rud\?"):
        erase_person(folder, "Ivan Rut", do=True, on=DAY)
    with pytest.raises(KamError, match="is too short for a name"):
        erase_person(folder, "A", do=True, on=DAY)
