"""A workbook that came back, opened with care: what it is, its cells, its comments."""

import warnings
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from kamlib.problems import KamError, Problem, problem
from kamlib.study.forms.form import VERSION, Form
from kamlib.study.forms.schema import SHEET, from_cells
from kamlib.study.read.container import HostileXmlError, check_size, kind_of, parse
from kamlib.study.read.found import Place, RefusedError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# A form of 300 accounts and 20 questions unpacks to about 3 MB.
LARGEST_FORM_BYTES = 200 * 2**20
_PIECES = 200


@dataclass
class Returned:
    """A returned workbook: what it says of itself, its sheets, and the results of formulas in it."""

    file: str
    schema: Form
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
    return Returned(file, _form(book, file), book, path)


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
            raise KamError(problem("form-foreign", file=file))
        with zipfile.ZipFile(path) as archive:
            check_size(archive, place)
            if sum(part.file_size for part in archive.infolist()) > LARGEST_FORM_BYTES:
                raise KamError(problem("form-too-large", file=file))
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
            raise KamError(problem("form-hostile", file=file)) from None
        except ExpatError as error:
            raise KamError(_broken(file, error)) from None


def _broken(file: str, error: Exception) -> Problem:
    return problem("form-broken", file=file, error=type(error).__name__)


def _loaded(path: Path, file: str, *, data_only: bool) -> Any:
    """Return the workbook; whatever its reader stumbles over is told in one sentence.

    Raises
    ------
    KamError
        When it can't be read.
    """
    import openpyxl  # here, so that a start does not wait for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it leaves out is only looks
            return openpyxl.load_workbook(path, data_only=data_only, keep_links=False)
    except Exception as error:  # a broken workbook breaks its reader in any place
        raise KamError(_broken(file, error)) from None


def _form(book: Any, file: str) -> Form:
    """Return what the workbook says of itself.

    Raises
    ------
    KamError
        When it says nothing, nothing that can be read, or that it was made by a later workbook.
    """
    if SHEET not in book.sheetnames:
        raise KamError(problem("form-foreign", file=file))
    cells = [row[0] for row in book[SHEET].iter_rows(max_row=_PIECES, max_col=1, values_only=True)]
    try:
        form = from_cells([str(cell) for cell in cells if cell is not None])
    except ValueError:
        raise KamError(problem("form-damaged", file=file)) from None
    if form.version > VERSION:
        raise KamError(problem("form-later", file=file))
    return form
