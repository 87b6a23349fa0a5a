"""Files are what they hold, not what they are called; what can't be read is refused with the way out."""

import gzip
import zipfile

import pytest

from kamlib.study.read import container, read_file
from tests.study.read.conftest import codes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "name", "code", "remedy"),
    [
        (b"", "a.csv", "file-empty", "export"), (b"", "a.xlsx", "file-empty", "export"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "workbook-locked", "take the password off"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "workbook-old", "save it as an Excel workbook"),
        (b"PK\x03\x04 and no more", "a.xlsx", "workbook-broken", "again"),
        (b"%PDF-1.7", "a.csv", "file-foreign", "give the table"),
        (b'[{"a": 1}]', "a.csv", "file-foreign", "give the table"),
        (b"<html><table><tr><td>1</td></tr></table>", "a.xls", "file-markup", "open it in Excel"),
        (b"\x1f\x8b\x08 broken", "a.csv.gz", "file-broken", "again"),
        (b"PAR1 broken", "a.parquet", "parquet-broken", "again"),
        (gzip.compress(b"", mtime=0), "a.csv.gz", "file-empty", "export"),
    ],
)
def test_what_can_not_be_read_is_refused_with_the_way_out(read, content, name, code, remedy):
    result = read(content, name=name)
    assert result.tables == []
    [problem] = result.problems
    assert (problem.code, problem.severity, problem.file) == (code, "error", f"input/{name}")
    assert remedy in problem.remedy


def test_a_missing_file_is_said(tmp_path):
    assert codes(read_file(tmp_path / "no.csv", label="input/no.csv")) == {"file-missing"}


def test_a_folder_is_no_file(tmp_path):
    assert codes(read_file(tmp_path, label="input")) == {"file-unreadable"}


def test_text_named_workbook_is_read_and_said(read):
    result = read("Client;Amount\nA;1\n", name="sales.xlsx")
    assert result.tables[0].frame["Amount"].tolist() == [1]
    assert [(p.code, p.severity) for p in result.problems] == [("file-misnamed", "note")]


def test_a_workbook_named_text_is_read_and_said(read_book):
    result = read_book([["Client", "Amount"], ["A", 1]], name="sales.csv")
    assert result.tables[0].frame["Amount"].tolist() == [1]
    assert [(p.code, p.severity) for p in result.problems] == [("file-misnamed", "note")]


def test_packed_text_is_read(read):
    result = read(gzip.compress("Klient;Kwota\nŁódź;1,5\n".encode("cp1250")), name="OrderDetails.csv.gz")
    assert result.tables[0].name == "order_details"
    assert result.tables[0].frame["Klient"].tolist() == ["Łódź"]
    assert result.problems == []


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_from_its_directory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(bytes(2**20))
    assert path.stat().st_size < 2**20
    [problem] = read_file(path, label="input/bomb.xlsx").problems
    assert problem.code == "workbook-too-large"


def test_a_workbook_above_the_limit_is_refused_however_it_is_packed(read_book, monkeypatch):
    monkeypatch.setattr(container, "LARGEST_WORKBOOK_BYTES", 1000)
    assert codes(read_book([["Client", "Amount"], ["A", 1]])) == {"workbook-too-large"}


def test_gzip_that_grows_beyond_reason_is_refused_while_it_is_read(read, monkeypatch):
    monkeypatch.setattr(container, "RATIO_COUNTS_FROM_BYTES", 2**20)
    assert codes(read(gzip.compress(b"a;b\n" + b"1;2\n" * 2**21), name="a.csv.gz")) == {"file-too-large"}


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_xml_that_declares_entities_is_refused(tmp_path, part):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    parts = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="S"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": "<worksheet/>", "xl/sharedStrings.xml": "<sst/>",
    }
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**parts, part: bomb}.items():
            archive.writestr(name, text)
    assert codes(read_file(path, label="input/a.xlsx")) == {"workbook-hostile"}


def test_reading_changes_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Client;Amount\nA;1\n")
    before = path.read_bytes(), path.stat().st_mtime_ns
    read_file(path, label="input/a.csv")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
