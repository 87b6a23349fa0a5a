"""Words that may still be a person's name, in another case or order: told with places, never changed."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamlib.study.forms.schema import SHEET

# A word of four letters and more may have other endings; one of three counts where it is written as a name.
_LONG, _SHORT, _ENDING, _LONGER, _SHORT_LONGER = 4, 3, 2, 3, 2

Alike = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True)
class Near:
    """A place that holds words like those of a name.

    Parameters
    ----------
    path : Path
    sheet : str
        "" where the file has none.
    at : str
        A cell, or the number of a line; "" for the name of the sheet or of the file.
    words : tuple of str
        As they stand there.
    """

    path: Path
    sheet: str
    at: str
    words: tuple[str, ...]


def alike(name: str) -> Alike:
    """Return what finds the words of a text that begin as a word of a name does, whatever their endings.

    Examples
    --------
    >>> found = alike("Марина Лебедева")
    >>> found("Спросить у Лебедевой Марины"), found("М. Лебедева"), found("лебеди")
    (('Лебедевой', 'Марины'), ('Лебедева',), ())
    >>> alike("Ada Bór")("Bor or bor, Ada's")
    ('Bor', 'Ada')
    """
    wanted = re.findall(r"[^\W\d_]+", _folded(name))
    begins = [(one[: max(_LONG, len(one) - _ENDING)], len(one) + _LONGER)
              for one in wanted if len(one) >= _LONG]
    short = [(one, len(one) + _SHORT_LONGER) for one in wanted if len(one) == _SHORT]

    def found(text: str) -> tuple[str, ...]:
        folded = _folded(text)
        if not any(begin in folded for begin, _most in (*begins, *short)):
            return ()
        words = dict.fromkeys(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text)))
        return tuple(word for word in words if _is(_folded(word), begins + short * word[0].isupper()))

    return found


def near_in_book(path: Path, book: Any, like: Alike) -> Iterator[Near]:
    """Yield the cells, comments and tabs of a workbook that hold such words."""
    for sheet in book.worksheets:
        if sheet.title == SHEET:
            continue
        if words := like(sheet.title):
            yield Near(path, sheet.title, "", words)
        for cell in list(sheet._cells.values()):
            said = [cell.value] if isinstance(cell.value, str) else []
            said += [cell.comment.text, cell.comment.author or ""] if cell.comment else []
            if words := like(" ".join(said)):
                yield Near(path, sheet.title, cell.coordinate, words)


def near_in_text(path: Path, text: str, like: Alike) -> Iterator[Near]:
    """Yield the lines of a text that hold such words."""
    if not like(text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if words := like(line):
            yield Near(path, "", str(number), words)


def _is(word: str, begins: list[tuple[str, int]]) -> bool:
    return any(word.startswith(begin) and len(word) <= most for begin, most in begins)


def _folded(text: str) -> str:
    """Return a text in small letters without accents: Семёнов is Семенов."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
