"""One person erased from a whole study: what was written about the person goes, every mention is replaced.

This is the only place that changes dated copies, and the only one that leaves none.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kamlib.problems import KamError, Problem
from kamlib.study.forms.keep import lock_files
from kamlib.study.forms.returned import open_returned
from kamlib.study.judgement import write_whole
from kamlib.study.person_files import same_name, slug
from kamlib.text import _

# In tables with these columns a line is about the person, and goes whole.
_ABOUT = ("person", "ours", "theirs")
_TEXT = (".txt", ".md", ".csv", ".html", ".eml", ".ics", ".yaml", ".yml")


@dataclass
class Erasure:
    """What erasing a person changes, and what it can't.

    Parameters
    ----------
    contents : dict of Path to bytes
        New contents of files.
    places : dict of Path to int
        How many lines and cells of each change.
    renamed : dict of Path to Path
        Files that carry the person's name.
    deleted : list of Path
        Forms made for the person.
    left : list of (Path, str)
        Files that mention the person and are not changed, with the reason.
    unread : list of Path
        Attachments that can't be searched.
    """

    contents: dict[Path, bytes] = field(default_factory=dict)
    places: dict[Path, int] = field(default_factory=dict)
    renamed: dict[Path, Path] = field(default_factory=dict)
    deleted: list[Path] = field(default_factory=list)
    left: list[tuple[Path, str]] = field(default_factory=list)
    unread: list[Path] = field(default_factory=list)


def erasure(folder: Path, name: str, *, instead: str) -> Erasure:
    """Return what erasing a person changes; nothing is written.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : str
        The name as it was written; capitals and spaces do not matter.
    instead : str
        What stands for the name afterwards.

    Raises
    ------
    KamError
        When a workbook is open or can't be read: then nobody could say that the person is erased.
    """
    found, problems = Erasure(), []
    mention = _pattern(name)
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith((".", "~"))):
        inside = path.relative_to(folder).parts
        if inside[0] == "output":
            continue
        try:
            _look(path, inside, name, mention, instead, found)
        except KamError as error:
            problems += error.problems
    if problems:
        raise KamError(problems)
    return found


def erase(found: Erasure) -> None:
    """Write what `erasure` found."""
    for path, content in found.contents.items():
        write_whole(path, content)
    for path in found.deleted:
        path.unlink()
    for path, new in found.renamed.items():
        path.rename(new)


def _look(
    path: Path, inside: tuple[str, ...], name: str, mention: re.Pattern[str], instead: str, found: Erasure
) -> None:
    """Look at one file."""
    ours = inside[0] == "judgement" and (inside[1] != "dossiers" or path.suffix == ".xlsx")
    named = slug(name) in path.stem
    if inside[0] == "forms" and named:
        found.deleted.append(path)
    elif path.suffix == ".xlsx" and inside[0] in ("judgement", "forms"):
        _workbook(path, "/".join(inside), name, mention, instead, found)
    elif path.suffix == ".csv" and ours:
        _table(path, name, mention, instead, found)
        if named:
            found.renamed[path] = path.with_name(path.name.replace(slug(name), slug(instead)))
    elif path.suffix.lower() in _TEXT or inside[0] == "input":
        if mention.search(_words(path)):
            found.left.append((path, _("as received it is never changed") if inside[0] == "input" else _(
                "is yours: change it by hand")))  # fmt: skip
    else:
        found.unread.append(path)


def _workbook(
    path: Path, label: str, name: str, mention: re.Pattern[str], instead: str, found: Erasure
) -> None:
    """Take a person out of a workbook: lines about the person whole, mentions in others.

    Raises
    ------
    KamError
        When it is open, or can't be read.
    """
    if any(lock.exists() for lock in lock_files(path)):
        message, remedy = _("is open in a spreadsheet"), _("save and close it, and repeat the command")
        raise KamError(Problem("book-open", message, remedy, file=label))
    try:
        book = open_returned(path, label).book
    except KamError as error:
        if all(problem.code == "form-foreign" for problem in error.problems):
            found.unread.append(path)
            return
        raise
    count = sum(_sheet(sheet, name, mention, instead) for sheet in book.worksheets)
    if count:
        out = io.BytesIO()
        book.save(out)
        found.contents[path], found.places[path] = out.getvalue(), count


def _sheet(sheet: Any, name: str, mention: re.Pattern[str], instead: str) -> int:
    count = 0
    about = [cell.column for cell in sheet[1] if cell.value in _ABOUT]
    for row in sheet.iter_rows():
        if any(same_name(str(row[at - 1].value or ""), name) for at in about if at <= len(row)):
            count += 1
            for cell in row:
                if not cell.protection.locked or cell.column in about:
                    cell.value, cell.comment = None, None
            continue
        for cell in row:
            if isinstance(cell.value, str) and mention.search(cell.value):
                cell.value = mention.sub(instead, cell.value)
                count += 1
            if cell.comment and mention.search(cell.comment.text):
                cell.comment.text = mention.sub(instead, cell.comment.text)
                count += 1
    return count


def _table(path: Path, name: str, mention: re.Pattern[str], instead: str, found: Erasure) -> None:
    """Take a person out of a table that people or the workbook keep."""
    text = _words(path)
    if not mention.search(text):
        return
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if _semicolons(text) else ","))
    heading = lines[0] if lines else []
    about = [place for place, column in enumerate(heading) if column in _ABOUT]
    kept, count = [], 0
    for line in lines:
        if any(place < len(line) and same_name(line[place], name) for place in about):
            count += 1
            continue
        count += sum(bool(mention.search(cell)) for cell in line)
        kept.append([mention.sub(instead, cell) for cell in line])
    out = io.StringIO()
    csv.writer(out, delimiter=";" if _semicolons(text) else ",", lineterminator="\n").writerows(kept)
    found.contents[path], found.places[path] = out.getvalue().encode("utf-8-sig"), count


def _semicolons(text: str) -> bool:
    heading = text.split("\n", 1)[0]
    return heading.count(";") > heading.count(",")


def _words(path: Path) -> str:
    """Return the text of a file, in whichever of the usual encodings it is."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16", "cp1251"):
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _pattern(name: str) -> re.Pattern[str]:
    r"""Return what finds a name in a text.

    Examples
    --------
    >>> _pattern("Ada Bór").sub("-", "ask ADA  bór, not Ada Bórska")
    'ask -, not Ada Bórska'
    """
    words = unicodedata.normalize("NFC", name).split()
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)
