"""A workbook that came back, opened with care: what it is, its cells, its comments."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from kamlib.problems import KamError, Problem
from kamlib.study.forms.form import VERSION
from kamlib.study.forms.schema import SHEET, Schema, from_cells
from kamlib.study.read.container import HostileXmlError, check_size, kind_of, parse
from kamlib.study.read.found import Place, RefusedError
from kamlib.text import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# A form of 300 accounts and 20 questions unpacks to about 3 MB.
LARGEST_FORM_BYTES = 200 * 2**20
_PIECES = 200


@dataclass
class Returned:
    """A returned workbook: what it says of itself, its sheets, and the results of formulas in it."""

    file: str
    schema: Schema
    book: Any
    path: Path

    @cached_property
    def results(self) -> Any:
        """The same workbook with the results of formulas instead of the formulas."""
        return _loaded(self.path, self.file, data_only=True)

    def sheets(self) -> "list[Worksheet]":
        """Return the sheets that people fill; pictures and charts are none."""
        return [sheet for sheet in self.book.worksheets if sheet.title != SHEET]


def open_returned(path: Path, file: str) -> Returned:
    """Open a returned form.

    Parameters
    ----------
    path : Path
    file : str
        The file as problems name it.

    Raises
    ------
    KamError
        When it can't be read, is hostile, or is no form of this workbook.
    """
    _check_safe(path, file)
    book = _loaded(path, file, data_only=False)
    return Returned(file, _schema(book, file), book, path)


def _check_safe(path: Path, file: str) -> None:
    """Look at a file before it is unpacked.

    Raises
    ------
    KamError
        When it is no workbook, would unpack to more than any form, or holds XML that unfolds itself.
    """
    place = Place(file)
    try:
        if kind_of(path, place) != "workbook":
            raise KamError(_no_form(file))
        with zipfile.ZipFile(path) as archive:
            check_size(archive, place)
            if sum(part.file_size for part in archive.infolist()) > LARGEST_FORM_BYTES:
                message, remedy = _("is far larger than any form"), _("do not trust its sender")
                raise KamError(Problem("form-too-large", message, remedy, file=file))
            _check_xml(archive, file)
    except RefusedError as error:
        raise KamError(error.problem) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise KamError(_broken(file, error)) from None


def _check_xml(archive: zipfile.ZipFile, file: str) -> None:
    """Go through every part of XML once.

    Raises
    ------
    KamError
        When one declares entities, as no program that writes workbooks does, or is broken.
    """
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(name) as part:
                parse(part)
        except HostileXmlError:
            message, remedy = _("holds XML that no spreadsheet writes"), _("do not trust its sender")
            raise KamError(Problem("form-hostile", message, remedy, file=file)) from None
        except ExpatError as error:
            raise KamError(_broken(file, error)) from None


def _broken(file: str, error: Exception) -> Problem:
    message = _("is a broken workbook ({})").format(type(error).__name__)
    remedy = _("ask for it again; or open it in Excel, let Excel repair it and save it")
    return Problem("form-broken", message, remedy, file=file)


def _loaded(path: Path, file: str, *, data_only: bool) -> Any:
    """Return the workbook; whatever its reader stumbles over is told in one sentence.

    Raises
    ------
    KamError
        When it can't be read.
    """
    import openpyxl  # here, so that a start does not wait for it

    try:
        with _quiet():
            return openpyxl.load_workbook(path, data_only=data_only, keep_links=False)
    except Exception as error:  # a broken workbook breaks its reader in any place
        raise KamError(_broken(file, error)) from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Let the reader leave out what is only looks without a word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _schema(book: Any, file: str) -> Schema:
    """Return what the workbook says of itself.

    Raises
    ------
    KamError
        When it says nothing, nothing that can be read, or that it was made by a later workbook.
    """
    if SHEET not in book.sheetnames:
        raise KamError(_no_form(file))
    cells = [row[0] for row in book[SHEET].iter_rows(max_row=_PIECES, max_col=1, values_only=True)]
    try:
        schema = from_cells([str(cell) for cell in cells if cell is not None])
    except ValueError:
        message = _("is a form whose hidden sheet is damaged")
        remedy = _("copy its answers into a new form: kam forms")
        raise KamError(Problem("form-damaged", message, remedy, file=file)) from None
    if schema.version > VERSION:
        message = _("is a form of a later version of this workbook")
        raise KamError(Problem("form-later", message, _("collect it with that version"), file=file))
    return schema


def _no_form(file: str) -> Problem:
    message = _("is no form of this workbook")
    return Problem("form-foreign", message, _("give the files that came back"), file=file)
