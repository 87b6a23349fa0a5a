"""One person erased from a whole study: what was written about the person goes, every mention is replaced.

This is the only place that changes dated copies, and the only one that leaves none.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kamlib.problems import KamError, Problem
from kamlib.study.erase_near import Alike, Near, alike, near_in_book, near_in_text
from kamlib.study.erase_package import Swap
from kamlib.study.erase_search import (
    MENTIONS,
    SEALED,
    closed,
    name_pattern,
    search_file,
    searched,
    text_of,
)
from kamlib.study.erase_workbook import ABOUT, changed, without
from kamlib.study.forms.keep import refuse_open
from kamlib.study.forms.returned import open_returned
from kamlib.study.judgement import written_beside
from kamlib.study.leftovers import is_temporary
from kamlib.study.person_files import same_name, slug
from kamlib.text import _

# What may follow a person's name in the name of a file: a number, the day of a copy.
_NUMBERED = r"(-\d+)?(\.\d{4}-\d\d-\d\d(-\d+)?)?"


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
        Attachments, and files as received, that can't be searched.
    near : list of Near
        What still holds words like those of the name afterwards, such as the name in another case.
    """

    contents: dict[Path, bytes] = field(default_factory=dict)
    places: dict[Path, int] = field(default_factory=dict)
    renamed: dict[Path, Path] = field(default_factory=dict)
    deleted: list[Path] = field(default_factory=list)
    left: list[tuple[Path, str]] = field(default_factory=list)
    unread: list[Path] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)


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
        When a workbook is open, or a folder or a file can't be read: then nobody could say that the person
        is erased.
    """
    found, problems = Erasure(), []
    names = _Names(name, instead, name_pattern(name), _swap_of(name, instead), alike(name))
    for path in searched(folder):
        inside = path.relative_to(folder).parts
        if inside[0] == "output" or is_temporary(path):
            continue
        try:
            _look(path, inside, names, found)
        except KamError as error:
            problems += error.problems
        except OSError as error:
            problems.append(closed(folder, error))
    if problems:
        raise KamError(problems)
    return found


def erase(found: Erasure) -> None:
    """Write what `erasure` found, all or nothing as far as the disk allows.

    Raises
    ------
    KamError
        When the disk is full or refuses: with what is changed by then.
    """
    done, files = 0, len(found.contents) + len(found.deleted) + len(found.renamed)
    try:
        with ExitStack() as stack:
            # What takes room is written first, beside the files that it will replace.
            steps: list[Callable[[], object]] = [
                partial(stack.enter_context(written_beside(path, content)).replace, path)
                for path, content in found.contents.items()
            ]
            steps += [path.unlink for path in found.deleted]
            steps += [partial(path.rename, new) for path, new in found.renamed.items()]
            for step in steps:
                step()
                done += 1
    except OSError as error:
        why = error.strerror or type(error).__name__
        message = _("the erasure stopped after {} of {} files: {}; the others still hold the name")
        remedy = _("make room or close what is open, and repeat the command")
        raise KamError(Problem("erase-stopped", message.format(done, files, why), remedy)) from None


@dataclass(frozen=True)
class _Names:
    """The name, what stands for it afterwards, what finds and what replaces it, what finds words like it."""

    name: str
    instead: str
    mention: re.Pattern[str]
    swap: Swap
    like: Alike


def _look(path: Path, inside: tuple[str, ...], names: _Names, found: Erasure) -> None:
    """Look at one file or folder."""
    name, instead = names.name, names.instead
    hidden = path.name.startswith((".", "~"))
    ours = not hidden and not path.is_symlink() and path.is_file()
    if ours and path.suffix == ".xlsx" and inside[0] in ("judgement", "forms"):
        _workbook(path, inside, names, found)
    elif ours and path.suffix == ".csv" and inside[0] == "judgement" and inside[1] != "dossiers":
        _table(path, names, found)
        if re.fullmatch(re.escape(slug(name)) + _NUMBERED, path.stem):
            found.renamed[path] = path.with_name(path.name.replace(slug(name), slug(instead), 1))
    else:
        _foreign(path, inside, names, found)
    if path not in found.renamed and path not in found.deleted and not hidden:
        if names.mention.search(unicodedata.normalize("NFC", path.name)):
            found.left.append((path, _("its own name does: give it another one by hand")))
        elif words := names.like(path.stem):
            found.near.append(Near(path, "", "", words))


def _foreign(path: Path, inside: tuple[str, ...], names: _Names, found: Erasure) -> None:
    """Search what is not ours to change."""
    result = search_file(path, names.mention)
    if result == MENTIONS:
        received = inside[0] == "input"
        found.left.append((path, _("as received it is never changed") if received else _(
            "is yours: change it by hand")))  # fmt: skip
    elif result == SEALED:
        found.unread.append(path)
    if path.is_file() and result != SEALED:
        found.near += near_in_text(path, names.swap(text_of(path)), names.like)


def _workbook(path: Path, inside: tuple[str, ...], names: _Names, found: Erasure) -> None:
    """Take a person out of a workbook; a form that was made for the person goes.

    Raises
    ------
    KamError
        When it is open, or one of ours that can't be read.
    """
    name, label = names.name, "/".join(inside)
    refuse_open(path, Problem("book-open", "", file=label))
    try:
        returned = open_returned(path, label)
    except KamError as error:
        attached = inside[:2] == ("judgement", "dossiers") and len(inside) > 4 and inside[3] != "meetings"
        if attached or all(problem.code == "form-foreign" for problem in error.problems):
            _foreign(path, inside, names, found)
            return
        raise
    if inside[0] == "forms" and same_name(returned.schema.who, name):
        found.deleted.append(path)
        return
    content, count = without(returned, name, names.swap)
    if count:
        found.contents[path], found.places[path] = content, count
        returned = replace(returned, book=changed(content))
    found.near += near_in_book(path, returned.book, names.like)
    if inside[0] == "forms" and same_name(returned.schema.about.get("manager", ""), name):
        found.renamed[path] = path.with_name(path.name.replace(slug(name), slug(names.instead)))


def _table(path: Path, names: _Names, found: Erasure) -> None:
    """Take a person out of a table that people or the workbook keep."""
    name, swap = names.name, names.swap
    text = unicodedata.normalize("NFC", text_of(path))
    if swap(text) == text:
        found.near += near_in_text(path, text, names.like)
        return
    heading = text.split("\n", 1)[0]
    sign = max(",;\t", key=heading.count)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    about = [place for place, column in enumerate(lines[0]) if column.strip() in ABOUT]
    kept, count = [], 0
    for line in lines:
        if any(place < len(line) and same_name(line[place], name) for place in about):
            count += 1
            continue
        count += sum(swap(cell) != cell for cell in line)
        kept.append([swap(cell) for cell in line])
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows(kept)
    found.contents[path], found.places[path] = out.getvalue().encode("utf-8-sig"), count
    found.near += near_in_text(path, out.getvalue(), names.like)


def _swap_of(name: str, instead: str) -> Swap:
    """Return what puts something else into the place of a name; a text without it stays as it is."""
    mention = name_pattern(name)

    def swap(text: str) -> str:
        same = unicodedata.normalize("NFC", text)
        return mention.sub(lambda _found: instead, same) if mention.search(same) else text

    return swap
