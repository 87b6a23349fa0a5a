"""The parts of a workbook changed as text where they stand: all else stays, results of formulas included."""

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import partial, reduce
from pathlib import Path
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

Swap = Callable[[str], str]

_TAG = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^<>"'])*>)""")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_VALUE = re.compile(r"""(?<==)\s*(?:"[^"]*"|'[^']*')""")
# Elements whose text may be cut into pieces of different looks, their pieces, and codes of looks in a text.
_PIECED = re.compile(r"<((?:\w+:)?(?:si|is|text|p))(?:\s[^>]*)?(?<!/)>.*?</\1>", re.DOTALL)
_PIECE = re.compile(r"<((?:\w+:)?t)(?:\s[^>]*)?(?<!/)>([^<]*)</\1>")
_CODED = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b")
_CODE = re.compile(r'(&(?:"[^"]*"|\d+|K[0-9A-Fa-f+-]{6}|[A-Za-z]))')
_CELL = re.compile(r"<(?:\w+:)?row\b(?P<row>[^>]*)>"
                   r"|<(?P<x>(?:\w+:)?)c\b(?P<about>[^>]*?)(?:/>|>(?P<inside>.*?)</(?P=x)c>)", re.DOTALL)
_STRING = re.compile(r"<((?:\w+:)?)si\b[^>]*?(?:/>|>.*?</\1si>)", re.DOTALL)
_SHOWN = re.compile(r't="s"[^>]*>\s*<(?:\w+:)?v>\s*(\d+)')
_NOTE = re.compile(r'<((?:\w+:)?(?:threadedC|c)omment)\b[^>]*?\bref="(\w+)"[^>]*>.*?</\1>', re.DOTALL)
_BOX = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)


class Package:
    """A workbook as its parts, by name.

    Examples
    --------
    >>> content = io.BytesIO()
    >>> with zipfile.ZipFile(content, "w") as archive:
    ...     archive.writestr("docProps/core.xml", "<creator>Ada &amp; Bor</creator>")
    >>> package = Package(content)
    >>> package.swap_texts(lambda text: text.replace("Ada & Bor", "nobody"))
    1
    >>> package.parts["docProps/core.xml"]
    b'<creator>nobody</creator>'
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
        for name in self.parts:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                text, changed = _swapped(self._text(name), swap)
                if changed:
                    self._put(name, text)
                    count += changed
        return count

    def write_cells(self, part: str, values: Mapping[str, str | None]) -> None:
        """Put texts into cells of a sheet; None empties a cell, with its notes."""
        left, emptied = {_place(at): (at, words) for at, words in values.items()}, ""
        row = column = 0

        def put(found: re.Match[str]) -> str:
            nonlocal row, column, emptied
            if found["row"] is not None:
                row, column = int(_attribute(found["row"], "r") or row + 1), 0
                return found[0]
            at = _attribute(found["about"], "r")
            column = _place(at)[1] if at else column + 1
            if (row, column) not in left:
                return found[0]
            emptied += found[0]
            about = re.sub(r'\st="[^"]*"', "", found["about"])
            return _cell(found["x"], about, left.pop((row, column))[1])

        text = _CELL.sub(put, self._text(part))
        for (last, _column), (at, words) in left.items():
            if words is not None:
                cell = r"<\1row r=\"%d\">%s</\1row></\1sheetData>"
                new = _cell(r"\1", f' r="{at}"', words.replace("\\", r"\\"))
                text = re.sub(r"</((?:\w+:)?)sheetData>", cell % (last, new), text)
        for shared in set(re.findall(r'<(?:\w+:)?f\b[^>]*\bsi="(\d+)"', emptied)):
            # The formula was written out in a cell that is empty now; the results of the others stay.
            text = re.sub(rf'<((?:\w+:)?)f\b[^>]*?\bsi="{shared}"[^>]*?(?:/>|>[^<]*</\1f>)', "", text)
        self._put(part, text)
        if re.search(r"<(?:\w+:)?f\b", emptied):
            self._drop_order_of_calculation()
        self._drop_notes(part, {at for at, words in values.items() if words is None})
        self._empty_strings({int(shown) for shown in _SHOWN.findall(emptied)})

    def _text(self, part: str) -> str:
        return self.parts[part].decode("utf-8", "surrogateescape")

    def _put(self, part: str, text: str) -> None:
        self.parts[part] = text.encode("utf-8", "surrogateescape")

    def _drop_order_of_calculation(self) -> None:
        """Drop what names the cells with formulas, as one of them has none any more; it is made anew."""
        for name in [name for name in self.parts if name.endswith("calcChain.xml")]:
            del self.parts[name]
        for name in self.parts:
            if name.endswith("workbook.xml.rels") or name == "[Content_Types].xml":
                chain = r"<(?:\w+:)?(?:Relationship|Override)\b[^>]*calcChain[^>]*/>"
                self._put(name, re.sub(chain, "", self._text(name)))

    def _drop_notes(self, sheet: str, coordinates: set[str]) -> None:
        """Drop notes and talks on cells, and the boxes in which they are shown."""
        places = {_place(at) for at in coordinates}

        def kept(box: re.Match[str]) -> str:
            at = [re.search(rf"<x:{name}>\s*(\d+)", box[0]) for name in ("Row", "Column")]
            return "" if tuple(int(found[1]) + 1 for found in at if found) in places else box[0]

        folder, name = posixpath.split(sheet)
        links = self.parts.get(f"{folder}/_rels/{name}.rels", b"").decode("utf-8", "replace")
        for target in re.findall(r'Target="([^"]+)"', links):
            part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if part in self.parts and part.endswith(".vml"):
                self._put(part, _BOX.sub(kept, self._text(part)))
            elif part in self.parts and part.endswith(".xml") and "omment" in part:
                self._put(part, _NOTE.sub(lambda note: "" if note[2] in coordinates else note[0],
                                          self._text(part)))  # fmt: skip

    def _empty_strings(self, dropped: set[int]) -> None:
        """Empty common strings that no cell shows any more."""
        sheets = [self._text(name) for name in self.parts if dropped and "worksheets/" in name]
        unused = dropped - {int(at) for sheet in sheets for at in _SHOWN.findall(sheet)}
        name = next((name for name in self.parts if name.lower().endswith("sharedstrings.xml")), "")
        if unused and name:
            strings = iter(range(len(self.parts[name])))
            self._put(name, _STRING.sub(lambda found: "<{0}si><{0}t/></{0}si>".format(found[1])
                                        if next(strings) in unused else found[0], self._text(name)))


def _cell(x: str, about: str, text: str | None) -> str:
    """Return a cell with a text; ``x`` is what stands before the names of elements."""
    words = "" if text is None else _escaped(text)
    inside = f'<{x}is><{x}t xml:space="preserve">{words}</{x}t></{x}is>'
    return f"<{x}c{about}/>" if text is None else f'<{x}c{about} t="inlineStr">{inside}</{x}c>'


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _place(at: str) -> tuple[int, int]:
    """Return row and column of a coordinate."""
    letters = re.sub(r"[^A-Z]", "", at)
    return int(re.sub(r"\D", "", at)), reduce(lambda column, one: column * 26 + ord(one) - 64, letters, 0)


def _escaped(text: str) -> str:
    """Return a text as it stands in XML; a reader makes spaces of breaks that are not written as numbers."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _swapped(text: str, swap: Swap) -> tuple[str, int]:
    """Return a part with other words, and how many texts that changes."""
    count = 0

    def put(words: str, change: Swap) -> str:
        nonlocal count
        bare = html.unescape(words)
        after = change(bare)
        count += after != bare
        return _escaped(after) if after != bare else words

    def value(found: re.Match[str]) -> str:
        words = found[0].strip()[1:-1]
        after = put(words, partial(_replaced, swap=swap))
        return f'"{after}"' if after != words else found[0]

    def joined(found: re.Match[str]) -> str:
        """Replace words that are cut into pieces of different looks; then the first look is that of all."""
        whole = "".join(piece[1] for piece in _PIECE.findall(found[0]))
        if (after := put(whole, swap)) == whole:
            return found[0]
        space = "" if found[1].endswith("p") else ' xml:space="preserve"'
        pieces = iter([after])
        return _PIECE.sub(lambda piece: f"<{piece[1]}{space}>{next(pieces, '')}</{piece[1]}>", found[0])

    parts = _TAG.split(_CDATA.sub(lambda found: _escaped(found[1]), text))
    for place, part in enumerate(parts):
        if place % 2:
            parts[place] = _VALUE.sub(value, part)
        elif part:
            coded = place and _CODED.match(parts[place - 1])
            parts[place] = put(part, partial(_coded if coded else _replaced, swap=swap))
    after = _PIECED.sub(joined, "".join(parts))
    return (after, count) if count else (text, 0)


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
