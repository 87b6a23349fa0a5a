"""What a file is by its content, and what a packed one must not do."""

import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, cast
from xml.parsers import expat

from kamlib.problems import Problem
from kamlib.study.read.found import Place

Kind = Literal["text", "workbook", "parquet"]

# Text beyond this is refused: its table would not fit beside the rest of the work.
LARGEST_TEXT_BYTES = 4 * 2**30
# Gzip packs real exports 5 to 100 times; a bomb comes near the format's own limit of 1032.
LARGEST_GZIP_RATIO = 300
RATIO_COUNTS_FROM_BYTES = 64 * 2**20

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"%PDF": "pdf", b"{\\rtf": "rtf", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture",
    b"Rar!": "rar", b"7z\xbc\xaf": "zip7", b"BZh": "bzip2", b"SQLite format 3": "sqlite",
}
_SUFFIXES = {
    ".csv": "text", ".tsv": "text", ".txt": "text", ".tab": "text", ".xlsx": "workbook", ".xlsm": "workbook",
    ".xls": "workbook", ".parquet": "parquet", ".pq": "parquet",
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
    if head.startswith(b"\x1f\x8b"):
        with open_bytes(path, place) as unpacked:
            head = unpacked.read(4096)
        if head.startswith((*_ZIP, _OLE, b"PAR1")):
            raise place.refuse("file-packed__workbook")
    if not head:
        raise place.refuse("file-empty")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(_OLE):
        raise place.refuse(_old_office(path))
    return _zipped(path, place) if head.startswith(_ZIP) else _text(head, place)


def misnamed(path: Path, kind: Kind, place: Place) -> list[Problem]:
    """Return a note when the name promises another kind of file than the content is."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    promised = _SUFFIXES.get(suffixes[-1], kind) if suffixes else kind
    return [] if promised == kind else [place.problem("file-misnamed", "note", kind=kind)]


def _text(head: bytes, place: Place) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<html", b"<!doctype html", b"<?xml", b"<table")):
        raise place.refuse("file-markup")
    kinds = [kind for magic, kind in _FOREIGN.items() if head.startswith(magic)]
    if re.match(rb'^[\[{]\s*[\[{"]', start):
        kinds.insert(0, "json")
    if kinds:
        raise place.refuse("file-foreign", kind=kinds[0])
    return "text"


def _old_office(path: Path) -> str:
    """Return why a file of the Office before 2007, or a locked one of today, can't be read."""
    with path.open("rb") as file:
        data = file.read(64 * 2**20)
    for code, names in (("workbook-locked", ["EncryptedPackage"]), ("workbook-old", ["Workbook", "Book"])):
        if any(name.encode("utf-16-le") in data for name in names):
            return code
    return "file-foreign__office"


def _zipped(path: Path, place: Place) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower().replace("\\", "/") for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise place.refuse("workbook-broken") from None
    if any(name.endswith("xl/workbook.xml") for name in names):
        return "workbook"
    for part, code in (("xl/workbook.bin", "workbook-binary"), ("content.xml", "workbook-other"),
                       ("[content_types].xml", "file-foreign__zipped")):
        if part in names:
            raise place.refuse(code)
    raise place.refuse("file-packed")


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
            raise self._place.refuse("file-too-large__packed")
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
        raise place.refuse("file-too-large")
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
        raise place.refuse("workbook-too-large", size=f"{size / 2**30:.1f}")
    if any(part.flag_bits & 1 for part in parts):
        raise place.refuse("workbook-locked")


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
