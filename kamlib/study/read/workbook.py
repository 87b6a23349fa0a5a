"""Workbooks: their sheets, shared texts and styles, and what number formats say of cells."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from xml.parsers.expat import ExpatError

from kamlib.lexicon.money import code_of
from kamlib.study.read.container import HostileXmlError, check_size, parse
from kamlib.study.read.found import Place
from kamlib.study.read.grid import DATE, NUMBER, PERCENT, TEXT

# The formats that Excel knows by number and does not write out (ECMA-376 part 1, 18.8.30).
_BY_NUMBER = {
    "date": {*range(14, 18), 22, *range(27, 37), *range(50, 59)}, "time": {*range(18, 22), *range(45, 48)},
    "percent": {9, 10},
}


@dataclass(frozen=True)
class Style:
    """How the cells of one style are shown."""

    kind: str = "number"
    zeros: int = 0
    currency: str = ""
    indent: int = 0

    def shown(self, number: str, epoch_1904: bool) -> tuple[str, int]:
        """Return the cell as text and what it is."""
        if self.kind == "number" and not self.zeros:
            return number, NUMBER
        if self.kind == "percent":
            return number, PERCENT
        if self.zeros and number.isdigit():
            return number.zfill(self.zeros), TEXT if len(number) < self.zeros or number[0] == "0" else NUMBER
        if self.kind in ("date", "time"):
            return _moment(number, self.kind, epoch_1904)
        return number, NUMBER


def read_format(number: int, code: str, indent: int = 0) -> Style:
    """Return what a number format means, from its number and its code.

    Examples
    --------
    >>> read_format(14, "").kind, read_format(164, "00000").zeros, read_format(165, '#,##0.00 "zł"').currency
    ('date', 5, 'PLN')
    >>> read_format(166, "[Red]#,##0").kind, read_format(167, "[$-419]d mmm yyyy").kind
    ('number', 'date')
    """
    for kind, numbers in _BY_NUMBER.items():
        if number in numbers:
            return Style(kind, indent=indent)
    first = code.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", first).lower()
    if "general" not in bare and re.search(r"[ymdhs]", bare):
        without_times = re.sub(r"h+\W*m{1,2}|m{1,2}\W*s", "", bare)
        dated = re.search(r"[ydm]", without_times) and not re.search(r"\[[hms]+\]", first.lower())
        return Style("date" if dated else "time", indent=indent)
    if "%" in bare:
        return Style("percent", indent=indent)
    zeros = len(bare) if re.fullmatch(r"00+", bare) else 0
    return Style("number", zeros, _currency(first), indent)


def _currency(code: str) -> str:
    for said in re.findall(r'"[^"]*"|\[\$[^\]-]*[^\]]*\]|[€$£¥₽₴₸₹₺₾₼₪₩]', code):
        sign = re.sub(r"^\[\$([^\]-]*).*", r"\1", said).strip('" ')
        if found := code_of(sign):
            return found
    return ""


def _moment(number: str, kind: str, epoch_1904: bool) -> tuple[str, int]:
    """Return a day number as an ISO day, a fraction of a day as a time; what is neither stays a number."""
    try:
        days = float(number)
        if days < 0 or days >= 2_958_466 or (kind == "time" and days >= 1):
            return number, NUMBER
        if kind == "time" or (days < 1 and not epoch_1904):
            return str(timedelta(seconds=round(days * 86_400))), TEXT
        # Excel believes in 29 February 1900; its day numbers are one ahead from then on.
        epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 31 if days < 60 else 30)
        moment = epoch + timedelta(seconds=round(days * 86_400))
    except (ValueError, OverflowError):
        return number, NUMBER
    midnight = moment.time() == datetime.min.time()
    return moment.date().isoformat() if midnight else moment.isoformat(sep=" "), DATE


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
        raise place.refuse("workbook-hostile") from None
    except (zipfile.BadZipFile, ExpatError, KeyError, EOFError, OSError, ValueError, NotImplementedError,
            IndexError, zlib.error) as error:
        raise place.refuse("workbook-broken") from error


def _part(book: Workbook, ending: str) -> str:
    """Return the name of a part as the archive spells it; some programs use other case or slashes."""
    for name in book.archive.namelist():
        if name.replace("\\", "/").lstrip("/").lower() == ending.lower():
            return name
    return ""


def _elements(book: Workbook, part: str) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a small part in their order, with their attributes; none where it is missing."""
    found: list[tuple[str, dict[str, str]]] = []
    if part:
        with book.archive.open(part) as stream:
            parse(stream, lambda name, values: found.append((name, values)))
    return found


def _read_sheets(book: Workbook) -> None:
    names = book.archive.namelist()
    main = next(name for name in names if name.replace("\\", "/").lower().endswith("xl/workbook.xml"))
    links = {values.get("Id", ""): values for name, values in
             _elements(book, _part(book, "xl/_rels/workbook.xml.rels")) if name == "Relationship"}
    number = 0
    for name, values in _elements(book, main):
        if name == "workbookPr":
            book.epoch_1904 = values.get("date1904", "0").lower() in ("1", "true")
        if name != "sheet":
            continue
        number += 1
        link = links.get(next((value for key, value in values.items() if key.endswith(" id")), ""), {})
        target = link.get("Target", f"worksheets/sheet{number}.xml")
        part = _part(book, posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"))
        if part and link.get("Type", "worksheet").endswith("worksheet"):
            hidden = values.get("state", "visible") != "visible"
            book.sheets.append(Sheet(values.get("name", ""), part, hidden))


def _read_styles(book: Workbook) -> None:
    formats: dict[int, str] = {}
    styles: list[tuple[int, int]] = []
    of_cells = False
    for name, values in _elements(book, _part(book, "xl/styles.xml")):
        of_cells = name == "cellXfs" or (of_cells and name not in ("cellStyleXfs", "cellStyles", "dxfs"))
        if name == "numFmt":
            formats[int(values.get("numFmtId", 0))] = values.get("formatCode", "")
        elif name == "xf" and of_cells:
            styles.append((int(values.get("numFmtId", 0)), 0))
        elif name == "alignment" and of_cells and styles:
            styles[-1] = (styles[-1][0], int(values.get("indent", 0)))
    book.styles = [read_format(number, formats.get(number, ""), indent) for number, indent in styles]


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
