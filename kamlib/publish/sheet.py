"""A sheet of A4 in columns of short sections: as much of each as there is room for, and how many more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamlib.publish.room import Text, fitted, shared, width
from kamlib.show.brief import Entry, Section
from kamlib.text import _

# Millimetres, as brief.css has them; widths of a line in ems of its letters.
SHEET = 277.0
COLUMN_ROOM, BELOW_ROOM = 29.0, 60.0
_HEAD, _MORE, _SAY, _BESIDE, _LINE, _BESIDE_MORE = 7.8, 3.4, 3.9, 3.6, 0.35, 1.08
_ENTRY_LINES, _BESIDE_LINES = 2, 2


@dataclass(frozen=True)
class Line:
    """One line of a section as the page writes it, and how high it is."""

    words: str
    beside: str
    mark: str
    high: float


@dataclass(frozen=True)
class Part:
    """One section as the page writes it."""

    key: str
    title: str
    lines: list[Line]
    more: str
    empty: str


def column(
    sections: Mapping[str, Section], keys: Sequence[str], *, room: float, wide: float,
    whole: Sequence[str] = (),
) -> tuple[list[Part], float]:  # fmt: skip
    """Return the sections of a column as far as there is room, and how high they are.

    Parameters
    ----------
    sections : mapping of str to Section
    keys : sequence of str
        Those of the column, in order.
    room : float
        Height in millimetres.
    wide : float
        Width of a line, in ems.
    whole : sequence of str
        Sections that are never cut.

    Examples
    --------
    >>> goals = Section("goals", "Goals", (Entry("one"), Entry("two"), Entry("three")))
    >>> parts, high = column({"goals": goals}, ["goals"], room=20, wide=29)
    >>> [line.words for line in parts[0].lines], parts[0].more
    (['one', 'two'], '... 1 more')
    """
    there = {key: sections[key] for key in keys if sections[key].entries or sections[key].empty}
    fit = {key: [_line(entry, wide) for entry in one.entries] for key, one in there.items()}
    wanted = {key: [line.high for line in found] for key, found in fit.items()}
    # What says "and n more" takes room only where something is cut.
    empty = sum(not lines for lines in fit.values()) * _SAY
    fits = _HEAD * len(there) + empty + sum(map(sum, wanted.values())) <= room
    given = {key: len(lines) for key, lines in fit.items()} if fits else shared(
        wanted, room=room - empty, head=_HEAD + _MORE, order=list(there),
        whole=[key for key in whole if key in there])
    parts = [_part(one, fit[key][:given[key]]) for key, one in there.items()]
    return parts, empty + sum(_HEAD + _MORE * bool(part.more) + sum(line.high for line in part.lines)
                              for part in parts)


def _line(entry: Entry, wide: float) -> Line:
    mark = fitted(entry.mark, room=wide / 2, lines=1).words if entry.mark else ""
    taken = width(mark) + 1.5 if mark else 0.0
    words = fitted(entry.words, room=wide - taken / _ENTRY_LINES, lines=_ENTRY_LINES)
    lines = 1 if width(entry.words) + taken <= wide else _ENTRY_LINES
    beside = Text("", 0)
    if entry.beside:
        beside = fitted(entry.beside, room=wide * _BESIDE_MORE, lines=_BESIDE_LINES)
    return Line(words.words, beside.words, mark, _SAY * lines + _BESIDE * beside.lines + _LINE)


def _part(section: Section, lines: list[Line]) -> Part:
    left = len(section.entries) - len(lines)
    more = _("... {} more").format(left) if left > 0 else ""
    return Part(section.key, section.title, lines, more, section.empty)
