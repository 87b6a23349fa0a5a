"""What a file is by its content, and what a packed one must not do."""

import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, NoReturn, cast
from xml.parsers import expat

from kamlib.problems import Problem
from kamlib.study.read.found import Place
from kamlib.text import N_, _

Kind = Literal["text", "workbook", "parquet"]

# Text beyond this is refused: its table would not fit beside the rest of the work.
LARGEST_TEXT_BYTES = 4 * 2**30
# Gzip packs real exports 5 to 100 times; a bomb comes near the format's own limit of 1032.
LARGEST_GZIP_RATIO = 300
RATIO_COUNTS_FROM_BYTES = 64 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"%PDF": N_("is a PDF document"), b"{\\rtf": N_("is an RTF document"), b"\x89PNG": N_("is a picture"),
    b"\xff\xd8\xff": N_("is a picture"), b"GIF8": N_("is a picture"), b"Rar!": N_("is a RAR archive"),
    b"7z\xbc\xaf": N_("is a 7-Zip archive"), b"BZh": N_("is a bzip2 archive"),
    b"SQLite format 3": N_("is an SQLite database"),
}
_SUFFIXES = {
    ".csv": "text", ".tsv": "text", ".txt": "text", ".tab": "text", ".xlsx": "workbook", ".xlsm": "workbook",
    ".xls": "workbook", ".parquet": "parquet", ".pq": "parquet",
}
_KIND_NAMES = {
    "text": N_("a text file"), "workbook": N_("an Excel workbook"), "parquet": N_("a Parquet file"),
}


def kind_of(path: Path, place: Place) -> Kind:
    """Return what the file is.

    Raises
    ------
    RefusedError
        Saying why, when it is nothing that holds a table.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise place.refuse("file-empty", _("is empty"), _("export it again"))
    if head.startswith(b"\x1f\x8b"):
        with open_bytes(path, place) as file:
            head = file.read(4096)
        if not head:
            raise place.refuse("file-empty", _("is empty inside"), _("export it again"))
        if not head.startswith((b"PK\x03\x04", _OLE, b"PAR1")):
            return _text(head, place)
        raise place.refuse("file-packed", _("is a packed workbook"), _("unpack it and give what is inside"))
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_OLE):
        _refuse_old_or_locked(path, place)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, place)
    return _text(head, place)


def misnamed(path: Path, kind: Kind, place: Place) -> list[Problem]:
    """Return a note when the name promises another kind of file than the content is."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    said = _SUFFIXES.get(suffixes[-1]) if suffixes else None
    if said is None or said == kind:
        return []
    message = _("is {} inside, not what its name says; it was read as what it is")
    return [place.problem("file-misnamed", message.format(_(_KIND_NAMES[kind])), severity="note")]


def _text(head: bytes, place: Place) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if re.match(rb'^[\[{]\s*[\[{"]', start):
        raise place.refuse("file-foreign", _("is JSON"), _("give the table as CSV or Excel workbook"))
    if start.startswith((b"<html", b"<!doctype html", b"<?xml", b"<table")):
        raise place.refuse(
            "file-markup", _("is a web page or XML under the name of a table"),
            _("open it in Excel and save it as an Excel workbook (.xlsx)"),
        )
    for magic, message in _FOREIGN.items():
        if head.startswith(magic):
            raise place.refuse("file-foreign", _(message), _("give the table as CSV or Excel workbook"))
    return "text"


def _refuse_old_or_locked(path: Path, place: Place) -> NoReturn:
    with path.open("rb") as file:
        data = file.read(64 * 2**20)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise place.refuse(
            "workbook-locked", _("is protected by a password"),
            _("open it in Excel, take the password off (File, Info, Protect Workbook) and save it"),
        )
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise place.refuse(
            "workbook-old", _("is a workbook of Excel 97-2003 (.xls)"),
            _("open it in Excel and save it as an Excel workbook (.xlsx)"),
        )
    raise place.refuse(
        "file-foreign", _("is an old Office document without a table"), _("give the table as CSV or .xlsx"),
    )


def _zipped(path: Path, place: Place) -> Kind:
    save_again = _("open it in Excel and save it as an Excel workbook (.xlsx)")
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        message = _("is a broken Excel workbook")
        raise place.refuse("workbook-broken", message, _("export or copy it again")) from None
    if any(name.lower().replace("\\", "/").endswith("xl/workbook.xml") for name in names):
        return "workbook"
    if any(name.lower().startswith("xl/") for name in names) and "xl/workbook.bin" in names:
        raise place.refuse("workbook-binary", _("is a binary workbook (.xlsb)"), save_again)
    if "content.xml" in names:
        raise place.refuse("workbook-other", _("is a workbook of LibreOffice (.ods)"), save_again)
    if "[Content_Types].xml" in names:
        raise place.refuse("file-foreign", _("is no Excel workbook inside"), save_again)
    raise place.refuse("file-packed", _("is a ZIP archive"), _("unpack it and give the files inside"))


class _Limited(io.RawIOBase):
    """Bytes of a gzip file, refused once they grow beyond reason."""

    def __init__(self, path: Path, place: Place):
        self._stream, self._place = gzip.GzipFile(path, "rb"), place
        self._size, self._packed = 0, path.stat().st_size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(memoryview(buffer)))
        memoryview(buffer)[: len(data)] = data
        self._size += len(data)
        swollen = self._size > RATIO_COUNTS_FROM_BYTES and self._size > LARGEST_GZIP_RATIO * self._packed
        if swollen or self._size > LARGEST_TEXT_BYTES:
            raise self._place.refuse(
                "file-too-large", _("unpacks to more than can be read safely"),
                _("split it, for example by year"),
            )
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def open_bytes(path: Path, place: Place) -> BinaryIO:
    """Return a stream of the file's bytes, unpacked where it is gzip, guarded against bombs.

    Raises
    ------
    RefusedError
        Where it is too large; while reading, where it unpacks beyond reason.
    """
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if packed:
        return cast(BinaryIO, io.BufferedReader(_Limited(path, place), 2**20))
    if path.stat().st_size > LARGEST_TEXT_BYTES:
        raise place.refuse("file-too-large", _("is too large"), _("split it, for example by year"))
    return path.open("rb")


# A million rows of fifteen filled columns unpack to about this much.
LARGEST_WORKBOOK_BYTES = 2**30
# Sheets of real workbooks pack 5 to 30 times; sheets of one repeated row come to 100.
LARGEST_WORKBOOK_RATIO = 250
MOST_PARTS = 10_000


class HostileXmlError(ValueError):
    """XML that declares entities, as no program that writes workbooks does."""


def check_size(archive: zipfile.ZipFile, place: Place) -> None:
    """Refuse a workbook whose directory promises more than memory should hold.

    Raises
    ------
    RefusedError
        With the size promised.
    """
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = size > RATIO_COUNTS_FROM_BYTES and size > LARGEST_WORKBOOK_RATIO * max(packed, 1)
    if size > LARGEST_WORKBOOK_BYTES or swollen or len(parts) > MOST_PARTS:
        message = _("unpacks to {:.1f} GB, more than can be read safely").format(size / 2**30)
        raise place.refuse(
            "workbook-too-large", message, _("save only the sheet that is needed, or give it as CSV"),
        )
    if any(part.flag_bits & 1 for part in parts):
        raise place.refuse("workbook-locked", _("is protected by a password"), _("save it without one"))


def parse(
    stream: IO[bytes], start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None, text: Callable[[str], None] | None = None,
) -> None:
    """Go through XML without building a tree; names come without their namespace.

    Raises
    ------
    HostileXmlError
        Where it declares entities or a document type.
    ExpatError
        Where it is broken.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    local: dict[str, str] = {}

    def name(full: str) -> str:
        return local.setdefault(full, full.rpartition(" ")[2])

    def refuse(*_args: Any) -> None:
        raise HostileXmlError("document type or entity")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if start:
        parser.StartElementHandler = lambda full, attributes: start(name(full), attributes)
    if end:
        parser.EndElementHandler = lambda full: end(name(full))
    if text:
        parser.CharacterDataHandler = text
    parser.ParseFile(stream)
