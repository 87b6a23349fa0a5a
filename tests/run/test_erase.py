"""One person is erased from a whole study: from workbooks, tables, dated copies and pages, and it is told."""

import gzip
import io
import json
import os
import re
import shutil
import unicodedata
import zipfile
from datetime import date
from email.message import EmailMessage

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from kamlib.problems import KamError
from kamlib.run.cli import main
from kamlib.run.erase import erase
from kamlib.study.books import Change, make_book, read_books
from kamlib.study.forms import Column, Form, Kind, Line, Page, write_form
from kamlib.study.forms.returned import open_returned
from kamlib.study.person_files import slug
from tests.study.books.conftest import centre, dossier, place

DAY = date(2026, 1, 31)
ADA = "Ada Bór-Klim"


def erase_person(folder, name, **how) -> list[str]:
    return list(erase(folder, person=name, **how).lines)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    place = tmp_path_factory.mktemp("made") / "study"
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


@pytest.fixture
def folder(template, tmp_path):
    return shutil.copytree(template, tmp_path / "study")


@pytest.fixture
def clean(folder):
    """The study without what can't be changed or searched."""
    shutil.rmtree(next((folder / "judgement" / "dossiers").glob("*/01*")))
    (folder / "input" / "sales.csv").write_text("client,day,sum\nA,2025-01-01,5\n", encoding="utf-8")
    return folder


def rewrite(path, change, **more):
    """Write a workbook anew with its parts changed, and others beside them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content.decode()).encode() if name.endswith("xml") else content)
        for name, text in more.items():
            archive.writestr(name.replace("_", "/", 1) + ".xml", text)


def files_of(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def unpacked(*paths) -> str:
    """Every byte of files and folders, unpacked, but of attachments and of what was received."""
    texts = []
    for path in (file for one in paths for file in ([one] if one.is_file() else files_of(one))):
        if path.suffix == ".xlsx" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
        elif path.suffix != ".txt" and "input" not in path.parts:
            texts.append(path.read_text(encoding="utf-8-sig", errors="replace"))
    return " ".join(unicodedata.normalize("NFC", " ".join(texts)).casefold().split())


def test_first_it_only_tells_and_then_the_name_stands_nowhere_dated_copies_included(folder):
    before = {path: path.read_bytes() for path in files_of(folder)}
    assert main(["erase", str(folder), "--person", ADA]) == 0
    assert erase_person(folder, ADA, do=False, on=DAY)[-1].startswith("Nothing was changed yet.")
    assert {path: path.read_bytes() for path in files_of(folder)} == before
    report = "\n".join(erase_person(folder, "ada bór-klim", do=True, on=DAY))
    assert ADA.casefold() not in unpacked(folder)
    assert not (folder / "output").exists()
    books = read_books(folder, "buying-centre")
    assert books.tables["persons"]["person"].tolist() == ["Ivan Rud"]
    assert books.tables["persons"]["position"].tolist() == ["deputy of erased person 1"]
    assert books.tables["contacts"].empty
    assert not books.problems
    judgement = folder / "judgement"
    assert (judgement / "absences.csv").read_text(encoding="utf-8-sig") == "person,from\n"
    log = (judgement / "erasures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert log[0] == "on,erased,files,places"
    assert log[1].startswith("2026-01-31,erased person 1,")
    for words in ("dossier.2026-01-31.xlsx: 1 place", "scan.pdf", "1 attachment can't be searched, check it",
                  "input/sales.csv: mentions the person; as received it is never changed",
                  "mail.txt: mentions the person; is yours: change it by hand"):
        assert words in report
    assert (folder / "input" / "sales.csv").read_text(encoding="utf-8").count(ADA) == 1
    assert main(["erase", str(folder), "--person", ADA, "--yes"]) == 1


def test_an_open_workbook_stops_it_before_anything_is_changed(folder):
    place = folder / "judgement" / "dossiers" / "00474 Tundra Торг"
    (place / "~$dossier.xlsx").write_text("Nina")
    before = unpacked(folder)
    with pytest.raises(KamError, match="is open in a spreadsheet"):
        erase_person(folder, ADA, do=True, on=DAY)
    assert unpacked(folder) == before


@pytest.mark.parametrize(("name", "words"), [
    ("Ivan Rut", r"does not appear in this study; did you mean Ivan Rud\?"),
    ("Марина Лебедева", r"did you mean Лебедеве\?"),
    ("A", "is too short for a name"),
])  # fmt: skip
def test_a_name_that_is_written_nowhere_gets_the_nearest_one(folder, name, words):
    (folder / "judgement" / "facts" / "nina.csv").write_text(
        "who,account,fact,answer,evidence\nNina,1,x,yes,о Лебедеве\n", encoding="utf-8")
    with pytest.raises(KamError, match=words):
        erase_person(folder, name, do=True, on=DAY)


def form(who, *, manager="", **more):
    """A form as somebody fills it."""
    page = Page("influence", "Influence", "Influence", (Column("x", "X", Kind()),), (Line("1", "Acme"),))
    about = {"manager": manager} if manager else {}
    return Form("influence", "Alder", who, "Influence", (), (page,), about=about, **more)


def test_forms_and_files_of_others_stay_whatever_their_names_begin_with(folder):
    facts = folder / "judgement" / "facts"
    for who in ("Ada Bór", "Ada Bórska", "Ada Bór-Klim"):
        write_form(folder, form(who), on=DAY)
        (facts / f"{slug(who)}.csv").write_text(f"who,account,fact,answer\n{who},1,x,yes\n", encoding="utf-8")
    write_form(folder, form("Nina", manager="Ada Bór"), on=DAY)
    erase_person(folder, "Ada Bór", do=True, on=DAY)
    assert sorted(path.name for path in (folder / "forms").iterdir()) == [
        "influence-ada-bór-klim.xlsx", "influence-ada-bórska.xlsx", "influence-nina-erased-person-1.xlsx"]
    assert sorted(path.name for path in facts.iterdir()) == [
        "ada-bór-klim.csv", "ada-bórska.csv", "erased-person-1.csv", "nina.csv"]
    schema = open_returned(folder / "forms" / "influence-nina-erased-person-1.xlsx", "x").schema
    assert (schema.who, schema.about["manager"]) == ("Nina", "erased person 1")
    assert open_returned(folder / "forms" / "influence-ada-bór-klim.xlsx", "x").schema.who == "Ada Bór-Klim"


def test_the_name_goes_from_hidden_sheets_comments_tabs_and_properties(folder):
    path = next((folder / "judgement" / "dossiers").glob("*/dossier.xlsx"))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Call Ада Бор")["A1"] = unicodedata.normalize("NFD", "звонить: Ада Бор, в йюне")
    book["Core questions"]["D5"].comment = Comment("ask in May", "Ада Бор")
    book.properties.lastModifiedBy = "Ада Бор"
    book.save(path)
    write_form(folder, form("Nina", facts=(("On", "Ада Бор"),), manager="Ада Бор"), on=DAY)
    erase_person(folder, "Ада Бор", do=True, on=DAY)
    text = unpacked(path, folder / "forms")
    assert "ада бор" not in text
    assert json.dumps("Ада Бор").strip('"').casefold() not in text
    assert "звонить: erased person 1, в йюне" in text


def test_a_line_about_the_person_goes_whole_whoever_saved_the_workbook(folder):
    path = next((folder / "judgement" / "dossiers").glob("*/buying-centre.xlsx"))
    book = openpyxl.load_workbook(path)
    for row in book["People"].iter_rows():
        for cell in row:
            cell.protection = Protection(locked=True)
    book["People"].insert_rows(1)
    book.save(path)
    erase_person(folder, ADA, do=True, on=DAY)
    assert "director" not in unpacked(folder / "judgement")
    assert read_books(folder, "buying-centre").tables["persons"]["person"].tolist() == ["Ivan Rud"]


def test_a_text_that_begins_as_a_formula_does_stays_a_text_and_results_of_formulas_stay(folder):
    path = next((folder / "judgement" / "dossiers").glob("*/dossier.xlsx"))
    make_book(folder, dossier(), on=DAY, changes=[Change("dossier", "legal", "value", f"=A1 {ADA}")])
    book = openpyxl.load_workbook(path)
    place(book["Core questions"], "beds", "value").value = "=400+20"
    own = book.create_sheet("My own")
    own["A1"], own["B2"] = ADA, "=400+20"
    book.save(path)
    rewrite(path, lambda text: re.sub(r"(<f>400\+20</f>)<v ?/?>(</v>)?", r"\1<v>420</v>", text))
    erase_person(folder, ADA, do=True, on=DAY)
    formulas, results = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    beds = place(formulas["Core questions"], "beds", "value")
    assert (beds.value, results["Core questions"][beds.coordinate].value) == ("=400+20", 420)
    assert (formulas["My own"]["B2"].value, results["My own"]["B2"].value) == ("=400+20", 420)
    legal = place(formulas["Core questions"], "legal", "value")
    assert (legal.data_type, legal.value) == ("s", "=A1 erased person 1")


def test_tables_keep_their_delimiter_and_old_encodings_are_searched(folder):
    table = folder / "judgement" / "absences.csv"
    table.write_text(f'person\tfrom\tnote\n{ADA}\t2025-01-01\tx\nNina\t2025-01-02\t"sick, so {ADA}"\n',
                     encoding="utf-16")
    mail = next((folder / "judgement" / "dossiers").glob("*")) / "01 Identity & status" / "old.txt"
    for text in ("звонил Ада Бор", "звонил  Ада Бор"):  # of an even and of an odd length
        mail.write_bytes(text.encode("cp1251"))
        assert "old.txt: mentions the person" in "\n".join(erase_person(folder, "Ада Бор", do=False, on=DAY))
    erase_person(folder, ADA, do=True, on=DAY)
    assert table.read_text(encoding="utf-8-sig") == (
        "person\tfrom\tnote\nNina\t2025-01-02\tsick, so erased person 1\n")


def test_what_can_not_be_read_or_deleted_is_told_and_stops_nothing(folder, monkeypatch):
    place = next((folder / "judgement" / "dossiers").glob("*")) / "01 Identity & status"
    (place / "their prices.xlsx").write_bytes(b"PK\x03\x04 with a password")
    monkeypatch.setattr(shutil, "rmtree", lambda *_of, **_how: None)
    report = erase_person(folder, ADA, do=True, on=DAY)
    assert any("their prices.xlsx" in line for line in report)
    assert report[-1] == ("The folder output could not be fully deleted, and the name may still be in it: "
                          "delete it.")


def test_the_name_in_another_case_or_order_is_listed_with_its_place(folder):
    path = next((folder / "judgement" / "dossiers").glob("*/dossier.xlsx"))
    make_book(folder, dossier(), on=DAY, changes=[
        Change("dossier", "legal", "source", "Спросить у Лебедевой Марины")])
    book = openpyxl.load_workbook(path)
    calls = book.create_sheet("Calls")
    for row, text in enumerate(("Марина Лебедева", "Лебедева Марина Сергеевна", "М. Лебедева", "лебеди"), 1):
        calls.cell(row, 1).value = text
    book.save(path)
    (path.parent / "01 Identity & status" / "mail.txt").write_text("x\nзвонил Лебедевой", encoding="utf-8")
    (folder / "judgement" / "facts" / "nina.csv").write_text(
        "who,account,fact,answer,evidence\nNina,1,x,yes,Марина Лебедева\nNina,1,y,yes,о Лебедеве\n",
        encoding="utf-8")
    (folder / "input" / "sales.xlsx").write_bytes(b"PK\x03\x04\0\0")
    for do in (False, True):
        report = erase_person(folder, "Марина Лебедева", do=do, on=DAY)
        told = [line for line in report if line.startswith("  ")]
        label = f"  {path.relative_to(folder).as_posix()}"
        cell = place(openpyxl.load_workbook(path)["Core questions"], "legal", "source").coordinate
        assert set(told) == {
            f"{label}, Core questions, {cell}: Лебедевой, Марины", f"{label}, Calls, A2: Лебедева, Марина",
            f"{label}, Calls, A3: Лебедева",
            f"{label.removesuffix('dossier.xlsx')}01 Identity & status/mail.txt, line 2: Лебедевой",
            "  judgement/facts/nina.csv, line 3: Лебедеве"}
        assert any("input/sales.xlsx" in line and "can't be searched" in line for line in report)


def test_nothing_of_a_workbook_holds_the_name_afterwards_and_twice_it_is_the_same_bytes(clean, tmp_path):
    path = next((clean / "judgement" / "dossiers").glob("*/buying-centre.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book["People"]
    sheet.oddHeader.left.text = sheet.evenFooter.center.text = ADA
    row = next(cell.row for row in sheet for cell in row if cell.value == ADA)
    sheet.cell(row, 3).comment = Comment("likes to fish", "Nina")
    own = book.create_sheet(f"Talks of {ADA} in the spring"[:31])
    looks = [TextBlock(InlineFont(b=bold), text) for bold, text in ((True, "Ada "), (False, "Bór-Klim"))]
    own["A1"] = CellRichText("ask ", *looks)
    own["A2"].hyperlink = "mailto:?to=Ada%20B%C3%B3r-Klim"
    own["A3"] = f"='{own.title}'!A1&\" {ADA}\""
    own["A4"] = "see below\nnext"
    own["A4"].comment = Comment(f"from {ADA}\nin May", ADA)
    book.defined_names["talks"] = DefinedName("talks", attr_text=f"'{own.title}'!$A$1")
    book.save(path)
    said = f"<a:p><a:r><a:t>Ada </a:t></a:r><a:r><a:t>Bór-Klim</a:t></a:r></a:p><v b=\"{ADA}\"/>"
    rewrite(path, lambda text: text.replace("</Properties>", f"<Manager>{ADA}</Manager></Properties>"),
            xl_drawing9=f"<a:x xmlns:a='a' xmlns:v='v'>{said}</a:x>")
    twin = shutil.copytree(clean, tmp_path / "twin")
    report = erase_person(clean, ADA, do=True, on=DAY)
    erase_person(twin, ADA, do=True, on=DAY)
    assert ({file.relative_to(clean): file.read_bytes() for file in files_of(clean)}
            == {file.relative_to(twin): file.read_bytes() for file in files_of(twin)})
    assert report[-1].startswith('Erased. Where the name was, you now find "erased person 1".')
    text = unpacked(clean)
    assert "bór-klim" not in text
    assert "b%c3%b3r" not in text
    assert "fish" not in text
    book = openpyxl.load_workbook(path)
    (own,) = book.worksheets[-1:]
    assert own["A1"].value == "ask erased person 1"
    assert own["A3"].value == f"='{own.title}'!A1&\" erased person 1\""
    assert book.defined_names["talks"].attr_text == f"'{own.title}'!$A$1"
    assert (own["A4"].value, own["A4"].comment.text) == ("see below\nnext", "from erased person 1\nin May")
    assert not read_books(clean, "buying-centre").problems


def test_what_an_interrupted_command_left_goes_and_what_else_is_hidden_is_told(clean):
    left = clean / "judgement" / ".absences.csv.a1b2c3d4.1-0123abcd.tmp"
    left.write_text(ADA, encoding="utf-8")
    os.utime(left, (0, 0))
    (clean / "judgement" / ".notes").write_text(f"call {ADA}", encoding="utf-8")
    report = erase_person(clean, ADA, do=True, on=DAY)
    assert not left.exists()
    assert "judgement/.notes: mentions the person; is yours: change it by hand" in report
    assert report[-1] == ("The erasure is not complete: 1 file still mentions the person. "
                          "Fix the points above.")
    assert "Erased" not in "".join(report)


def packed(kind, text):
    out = io.BytesIO()
    if kind == "mail.eml":
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "Nina <nina@x.org>", "call"
        mail.set_content(text, cte="base64")
        return bytes(mail)
    if kind == "archive.zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("letter.docx", packed("letter.docx", text))
    elif kind == "letter.docx":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            first, last = text.split(" ", 1)
            archive.writestr("word/document.xml", f"<w><r>{first} </r><r>{last}</r></w>")
    elif kind == "table.parquet":
        pd.DataFrame({"client": [text]}).to_parquet(out)
    elif kind == "old.csv.gz":
        return gzip.compress(text.encode("cp1251"))
    elif kind == "unicode.dat":
        return b"\1" + text.encode("utf-16-le")
    return out.getvalue()


@pytest.mark.parametrize("place", ["input", "judgement/dossiers/00474 Tundra Торг"])
def test_what_is_packed_is_searched(clean, place):
    kinds = ["mail.eml", "archive.zip", "letter.docx", "table.parquet", "old.csv.gz", "unicode.dat"]
    (clean / "judgement" / "facts" / "nina.csv").write_text(
        "who,account,fact,answer,evidence\nNina,1,x,yes,Ада Бор\n", encoding="utf-8")
    for kind in kinds:
        (clean / place / kind).write_bytes(packed(kind, "Ада Бор"))
        (clean / place / f"other {kind}").write_bytes(packed(kind, "Ада Борская"))
    report = erase_person(clean, "Ада Бор", do=True, on=DAY)
    told = [line for line in report if ": mentions the person; " in line]
    assert sorted(line.split(":")[0] for line in told) == sorted(f"{place}/{kind}" for kind in kinds)
    assert "6 files still mention the person and 1 file can't be searched" in report[-1]


def test_a_folder_that_can_not_be_opened_stops_it_before_anything_is_changed(clean, monkeypatch):
    before, scan = unpacked(clean), os.scandir

    def closed(path):
        if str(path).endswith("facts"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", closed)
        with pytest.raises(KamError, match="judgement/facts: can't be read, so nobody can say what is in it"):
            erase_person(clean, ADA, do=True, on=DAY)
    assert unpacked(clean) == before


def test_a_disk_that_is_full_half_way_is_told_and_the_command_can_be_repeated(clean, monkeypatch):
    before, sync, calls = unpacked(clean / "judgement"), os.fsync, []

    def full(handle):
        calls.append(handle)
        if len(calls) > 2:
            raise OSError(28, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(KamError, match=r"stopped after 0 of \d+ files: No space left on device"):
            erase_person(clean, ADA, do=True, on=DAY)
    assert unpacked(clean / "judgement") == before
    assert not [path for path in clean.rglob(".*") if not path.name.startswith(".kam.")]
    assert erase_person(clean, ADA, do=True, on=DAY)[-1].startswith("Erased")


def test_a_name_only_in_results_and_a_study_where_nothing_was_typed_yet(clean):
    (clean / "output" / "page.html").write_text("Vera Lis", encoding="utf-8")
    assert erase_person(clean, "Vera Lis", do=True, on=DAY)[-1].startswith("Erased")
    assert not (clean / "output").exists()
    shutil.rmtree(clean / "judgement")
    write_form(clean, form(ADA), on=DAY)
    assert erase_person(clean, ADA, do=True, on=DAY)[-1].startswith("Erased")
    assert list((clean / "forms").iterdir()) == []
