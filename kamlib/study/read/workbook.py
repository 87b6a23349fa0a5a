"""A workbook's parts: its sheets, its common strings, its styles."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers.expat import ExpatError

from kamlib.study.read.found import Place
from kamlib.study.read.number_formats import Style, read_format
from kamlib.study.read.workbook_safety import HostileXmlError, check_size, parse
from kamlib.text import _


@dataclass(frozen=True)
class Sheet:
    """A sheet by name, and where its cells are."""

    name: str
    part: str
    hidden: bool


@dataclass
class Workbook:
    """What the sheets of a workbook share."""

    archive: zipfile.ZipFile
    sheets: list[Sheet] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    epoch_1904: bool = False

    def style(self, number: str | None) -> Style:
        """Return the style of a cell by its number; the plain one where the number leads nowhere."""
        at = int(number) if number and number.isdigit() else 0
        return self.styles[at] if at < len(self.styles) else Style()


@contextmanager
def open_workbook(path: Path, place: Place) -> Iterator[Workbook]:
    """Open a workbook and read what its sheets share.

    Raises
    ------
    RefusedError
        Where it is broken, hostile or too large; also for what goes wrong in the block.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_size(archive, place)
            book = Workbook(archive)
            _read_sheets(book)
            _read_styles(book)
            _read_strings(book)
            yield book
    except HostileXmlError:
        raise place.refuse(
            "workbook-hostile", _("holds XML that no program for tables writes"),
            _("do not trust its sender"),
        ) from None
    except (zipfile.BadZipFile, ExpatError, KeyError, EOFError, OSError, ValueError, NotImplementedError,
            IndexError, zlib.error) as error:
        raise place.refuse(
            "workbook-broken", _("is a broken Excel workbook"),
            _("open it in Excel, let Excel repair it and save it, or export it again"),
        ) from error


def _part(book: Workbook, ending: str) -> str:
    """Return the name of a part as the archive spells it; some programs use other case or slashes."""
    for name in book.archive.namelist():
        if name.replace("\\", "/").lstrip("/").lower() == ending.lower():
            return name
    return ""


def _read_sheets(book: Workbook) -> None:
    targets: dict[str, tuple[str, str]] = {}
    found: list[tuple[str, str, bool]] = []

    def relation(name: str, values: dict[str, str]) -> None:
        if name == "Relationship":
            targets[values.get("Id", "")] = (values.get("Target", ""), values.get("Type", ""))

    def element(name: str, values: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in values.items() if key.endswith(" id")), "")
            found.append((values.get("name", ""), link, values.get("state", "visible") != "visible"))
        if name == "workbookPr":
            book.epoch_1904 = values.get("date1904", "0").lower() in ("1", "true")

    names = book.archive.namelist()
    main = next(name for name in names if name.replace("\\", "/").lower().endswith("xl/workbook.xml"))
    with book.archive.open(main) as part:
        parse(part, element)
    links = _part(book, "xl/_rels/workbook.xml.rels")
    if links:
        with book.archive.open(links) as part:
            parse(part, relation)
    for number, (name, link, hidden) in enumerate(found, 1):
        target, kind = targets.get(link, (f"worksheets/sheet{number}.xml", "worksheet"))
        part_name = _part(book, posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"))
        if part_name and kind.endswith("worksheet"):
            book.sheets.append(Sheet(name, part_name, hidden))


def _read_styles(book: Workbook) -> None:
    formats: dict[int, str] = {}
    inside: list[str] = []
    pending: list[tuple[int, int]] = []

    def start(name: str, values: dict[str, str]) -> None:
        inside.append(name)
        if name == "numFmt":
            formats[int(values.get("numFmtId", 0))] = values.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            pending.append((int(values.get("numFmtId", 0)), 0))
        elif name == "alignment" and "cellXfs" in inside and pending:
            pending[-1] = (pending[-1][0], int(values.get("indent", 0)))

    def end(_name: str) -> None:
        inside.pop()

    if part := _part(book, "xl/styles.xml"):
        with book.archive.open(part) as stream:
            parse(stream, start, end)
    book.styles = [read_format(number, formats.get(number, ""), indent) for number, indent in pending]


def _read_strings(book: Workbook) -> None:
    """Read the common strings; text with several fonts is joined, readings of characters are left out."""
    pieces: list[str] = []
    inside = {"t": 0, "rPh": 0}

    def start(name: str, _values: dict[str, str]) -> None:
        if name in inside:
            inside[name] += 1
        elif name == "si":
            pieces.clear()

    def end(name: str) -> None:
        if name in inside:
            inside[name] -= 1
        elif name == "si":
            book.strings.append(unescape("".join(pieces)))

    def text(piece: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(piece)

    if part := _part(book, "xl/sharedStrings.xml"):
        with book.archive.open(part) as stream:
            parse(stream, start, end, text)


def unescape(text: str) -> str:
    """Return text with Excel's ``_x000D_`` turned into the character that it stands for."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
