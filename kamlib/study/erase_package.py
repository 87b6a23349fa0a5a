"""The parts of a workbook changed where they stand: all else stays, results of formulas included."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote
from xml.dom.minidom import Document
from xml.parsers.expat import ExpatError

from defusedxml.minidom import parseString

from kamlib.study.erase_search import texts

Swap = Callable[[str], str]

# Elements whose text may be cut into pieces of different looks, and those with codes of looks in the text.
_PIECED = {"si", "is", "text", "p"}
_CODED = {f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")}
_CODE = re.compile(r'(&(?:"[^"]*"|\d+|K[0-9A-Fa-f+-]{6}|[A-Za-z]))')
_REFERENCE = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v>\s*(\d+)')
# A reader of XML makes spaces of these, unless they are written as numbers.
_BREAKS = {"\n": "\ue00a", "\r": "\ue00d", "\t": "\ue009"}


class Package:
    """A workbook as its parts, by name.

    Examples
    --------
    >>> content = io.BytesIO()
    >>> with zipfile.ZipFile(content, "w") as archive:
    ...     archive.writestr("docProps/core.xml", "<creator>Ada Bor</creator>")
    >>> package = Package(content)
    >>> package.swap_texts(lambda text: text.replace("Ada Bor", "nobody"))
    1
    >>> b"<creator>nobody</creator>" in package.parts["docProps/core.xml"]
    True
    """

    def __init__(self, file: Path | io.BytesIO):
        with zipfile.ZipFile(file) as archive:
            self._infos = {info.filename: info for info in archive.infolist()}
            self.parts = {name: archive.read(name) for name in self._infos}

    def content(self) -> bytes:
        """Return the workbook; of equal parts it is equal to the byte, whenever it is made."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                info = zipfile.ZipInfo(name, self._infos[name].date_time)
                info.external_attr = self._infos[name].external_attr
                archive.writestr(info, content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def swap_texts(self, swap: Swap) -> int:
        """Replace words in every text of every part; return in how many places."""
        count = 0
        for name, content in self.parts.items():
            if name.lower().endswith((".xml", ".rels", ".vml")) and any(swap(t) != t for t in texts(content)):
                self.parts[name], changed = _swapped(content, swap)
                count += changed
        return count

    def write_cells(self, part: str, values: Mapping[str, str | None]) -> None:
        """Put texts into cells of a sheet; None empties a cell, with its notes."""
        document = parseString(self.parts[part])
        cells = dict(_cells(document))
        dropped = {at for coordinate in values if (at := _shared(cells.get(coordinate))) is not None}
        formulas = [_formula(cells[at]) for at in values if at in cells and _formula(cells[at]) is not None]
        for coordinate, text in values.items():
            if coordinate in cells:
                _fill(document, cells[coordinate], text)
            elif text is not None:
                _append(document, coordinate, text)
        if formulas:
            _leave_results(cells.values(), {formula.getAttribute("si") for formula in formulas} - {""})
            self._drop_order_of_calculation()
        self.parts[part] = _written(document)
        self._drop_notes(part, {coordinate for coordinate, text in values.items() if text is None})
        self._empty_strings(dropped)

    def _drop_order_of_calculation(self) -> None:
        """Drop what names the cells with formulas, as one of them has none any more; it is made anew."""
        for name in [name for name in self.parts if name.endswith("calcChain.xml")]:
            del self.parts[name]
        for name in self.parts:
            if name.endswith("workbook.xml.rels") or name == "[Content_Types].xml":
                self.parts[name] = re.sub(rb"<(\w+:)?(Relationship|Override)\b[^>]*calcChain[^>]*/>", b"",
                                          self.parts[name])  # fmt: skip

    def _drop_notes(self, sheet: str, coordinates: set[str]) -> None:
        """Drop notes and talks on cells, and the boxes in which they are shown."""
        folder, name = posixpath.split(sheet)
        links = self.parts.get(f"{folder}/_rels/{name}.rels", b"").decode("utf-8", "replace")
        for target in re.findall(r'Target="([^"]+)"', links):
            part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if part not in self.parts:
                continue
            if part.endswith(".vml"):
                self.parts[part] = _without_boxes(self.parts[part], coordinates)
            elif part.endswith(".xml") and "omment" in part:
                document = parseString(self.parts[part])
                for note in [one for one in _elements(document) if one.localName.endswith("omment")]:
                    if note.getAttribute("ref") in coordinates:
                        note.parentNode.removeChild(note)
                self.parts[part] = _written(document)

    def _empty_strings(self, dropped: set[int]) -> None:
        """Empty common strings that no cell shows any more."""
        sheets = [content for name, content in self.parts.items() if "worksheets/" in name]
        unused = dropped - {int(at) for content in sheets for at in _REFERENCE.findall(content)}
        name = next((name for name in self.parts if name.lower().endswith("sharedstrings.xml")), "")
        if not unused or not name:
            return
        document = parseString(self.parts[name])
        strings = [one for one in _elements(document) if one.localName == "si"]
        for at in unused & set(range(len(strings))):
            _clear(strings[at])
            strings[at].appendChild(_element(document, strings[at], "t"))
        self.parts[name] = _written(document)


def _swapped(content: bytes, swap: Swap) -> tuple[bytes, int]:
    """Return a part with other words, and how many texts that changes."""
    try:
        document = parseString(content)
    except ExpatError:  # what older programs write for the boxes of notes is not always XML
        return swap(content.decode("utf-8", "replace")).encode(), 1
    count = 0
    for element in _elements(document):
        for name, value in element.attributes.items() if element.attributes else ():
            if (text := _replaced(value, swap)) != value:
                element.setAttribute(name, text)
                count += 1
        coded = element.localName in _CODED
        for node in _texts_in(element):
            text = _coded(node.data, swap) if coded else _replaced(node.data, swap)
            count += text != node.data
            node.data = text
    for element in list(_elements(document)):
        if element.localName in _PIECED:
            count += _join(element, swap)
    return (_written(document), count) if count else (content, 0)


def _replaced(text: str, swap: Swap) -> str:
    """Replace words in a text; an address has letters as numbers."""
    if "%" in text and swap(text) == text and swap(unquote(text)) != unquote(text):
        return quote(swap(unquote(text)), safe="/:#?&=@!'()+,;")
    return swap(text)


def _coded(text: str, swap: Swap) -> str:
    """Replace words between the codes of a header; where a code cuts the words, codes go."""
    pieces = [piece if _CODE.fullmatch(piece) else swap(piece) for piece in _CODE.split(text)]
    bare = "".join(piece for piece in pieces if not _CODE.fullmatch(piece))
    return swap(bare) if swap(bare) != bare else "".join(pieces)


def _join(element: Any, swap: Swap) -> bool:
    """Replace words that are cut into pieces of different looks; then the first look is that of all."""
    pieces = [one for one in _elements(element) if one.localName == "t"]
    whole = "".join(node.data for piece in pieces for node in _texts_in(piece))
    if swap(whole) == whole:
        return False
    first, *others = pieces
    _clear(first)
    first.appendChild(element.ownerDocument.createTextNode(swap(whole)))
    if element.localName != "p":
        first.setAttribute("xml:space", "preserve")
    for piece in others:
        gone = piece.parentNode if piece.parentNode.localName == "r" else piece
        gone.parentNode.removeChild(gone)
    return True


def _cells(document: Document) -> Iterator[tuple[str, Any]]:
    """Yield the cells of a sheet with their places, also where a program left these out."""
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.cell import coordinate_from_string

    row = 0
    for element in _elements(document):
        if element.localName == "row":
            row, column = int(element.getAttribute("r") or row + 1), 0
            for cell in (one for one in element.childNodes if one.localName == "c"):
                column += 1
                coordinate = cell.getAttribute("r") or f"{get_column_letter(column)}{row}"
                column = _column(coordinate_from_string(coordinate)[0])
                yield coordinate, cell


def _column(letters: str) -> int:
    from openpyxl.utils import column_index_from_string

    return int(column_index_from_string(letters))


def _shared(cell: Any) -> int | None:
    """Return which common string a cell shows."""
    if cell is None or cell.getAttribute("t") != "s":
        return None
    return next((int(one.firstChild.data) for one in cell.childNodes
                 if one.localName == "v" and one.firstChild), None)  # fmt: skip


def _formula(cell: Any) -> Any:
    return next((one for one in cell.childNodes if one.localName == "f"), None)


def _fill(document: Document, cell: Any, text: str | None) -> None:
    _clear(cell)
    if cell.hasAttribute("t"):
        cell.removeAttribute("t")
    if text is not None:
        cell.setAttribute("t", "inlineStr")
        inline, piece = _element(document, cell, "is"), _element(document, cell, "t")
        piece.setAttribute("xml:space", "preserve")
        piece.appendChild(document.createTextNode(text))
        inline.appendChild(piece)
        cell.appendChild(inline)


def _append(document: Document, coordinate: str, text: str) -> None:
    """Add a row with one cell behind the last one."""
    data = next(one for one in _elements(document) if one.localName == "sheetData")
    row, cell = _element(document, data, "row"), _element(document, data, "c")
    row.setAttribute("r", re.sub(r"\D", "", coordinate))
    cell.setAttribute("r", coordinate)
    _fill(document, cell, text)
    row.appendChild(cell)
    data.appendChild(row)


def _leave_results(cells: Iterable[Any], shared: set[str]) -> None:
    """Take formulas that were written out in a cell which is empty now from the others; results stay."""
    for cell in cells:
        formula = _formula(cell)
        if formula is not None and formula.getAttribute("si") in shared:
            cell.removeChild(formula)


def _without_boxes(content: bytes, coordinates: set[str]) -> bytes:
    places = {(int(re.sub(r"\D", "", at)) - 1, _column(re.sub(r"\d", "", at)) - 1) for at in coordinates}

    def kept(box: re.Match[bytes]) -> bytes:
        row, column = (re.search(rb"<x:%s>\s*(\d+)" % name, box[0]) for name in (b"Row", b"Column"))
        return b"" if row and column and (int(row[1]), int(column[1])) in places else box[0]

    return re.sub(rb"<v:shape\b.*?</v:shape>", kept, content, flags=re.DOTALL)


def _elements(node: Any) -> Iterator[Any]:
    for child in node.childNodes:
        if child.nodeType == child.ELEMENT_NODE:
            yield child
            yield from _elements(child)


def _texts_in(element: Any) -> list[Any]:
    return [one for one in element.childNodes if one.nodeType in (one.TEXT_NODE, one.CDATA_SECTION_NODE)]


def _element(document: Document, like: Any, name: str) -> Any:
    return document.createElementNS(like.namespaceURI, f"{like.prefix}:{name}" if like.prefix else name)


def _clear(element: Any) -> None:
    while element.firstChild:
        element.removeChild(element.firstChild)


def _written(document: Document) -> bytes:
    for element in _elements(document):
        for name, value in element.attributes.items() if element.attributes else ():
            element.setAttribute(name, _numbered(value, "\n\r\t"))
        for node in _texts_in(element):
            node.data = _numbered(node.data, "\r")
    content = document.toxml(encoding="UTF-8", standalone=True)
    for sign, mark in _BREAKS.items():
        content = content.replace(mark.encode(), b"&#%d;" % ord(sign))
    return content


def _numbered(text: str, signs: str) -> str:
    for sign in signs:
        text = text.replace(sign, _BREAKS[sign])
    return text
