"""A workbook is a ZIP archive of XML: what it would unpack to is checked before anything is unpacked."""

import zipfile
from collections.abc import Callable
from typing import IO, Any
from xml.parsers import expat

from kamlib.study.read.found import Place
from kamlib.text import _

# A million rows of fifteen filled columns unpack to about this much.
LARGEST_WORKBOOK_BYTES = 2**30
# Sheets of real workbooks pack 5 to 30 times; sheets of one repeated row come to 100.
LARGEST_WORKBOOK_RATIO = 250
RATIO_COUNTS_FROM_BYTES = 64 * 2**20
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
