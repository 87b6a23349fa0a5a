"""The study folder: what is studied, from which files, and what is still open.

``input/`` is read, never written. ``judgement/`` is written only where people decide. ``output/`` is what is
computed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

from kamlib.pack import STUDY, Plain, Setting, change, read_pack, shipped
from kamlib.problems import KamError, Problem
from kamlib.study.answers import with_answers
from kamlib.study.day_range import is_possible
from kamlib.study.shape import STUDY_SHAPE
from kamlib.tables.codes import Codes
from kamlib.text import _

CASE = Path(__file__).parents[2] / "data"
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Study:
    """One study: its folder and what ``study.yaml`` says.

    Parameters
    ----------
    folder : Path
        The study folder.
    name, currency, language, company : str
        Title of the study; currency printed beside money; language of the texts; name of our own firm.
    as_of : date or None
        Last day counted; None means the last sale day.
    today : date or None
        The day on which the workbook is looked at: what is valid, overdue, next; None means the last day
        counted.
    files : dict of str to dict
        How each file of ``input/`` is read, by its name there.
    tables : dict of str to dict
        Where sales, accounts ... come from: ``from`` or ``query``, and ``columns``.
    rates : dict of str to float
        Value of one unit of a foreign currency in the currency of the study.
    questions : list of dict
        Open and answered questions: ``id``, ``ask``, ``choices``, ``answer``; ``setting`` is where the answer
        goes, in the settings of ``file`` or, without a file, in the study.
    settings : dict of str to Setting
        Every judgement in force, with its origin.
    plain : Plain
        The file itself, for the lines in messages.
    codes : Codes or None
        What persons are called in every table that is read, where nobody is to be named; None: by name.
    """

    folder: Path
    name: str
    plain: Plain
    currency: str = ""
    language: str = "en"
    company: str = ""
    as_of: date | None = None
    today: date | None = None
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, Setting] = field(default_factory=dict)
    codes: Codes | None = None

    @property
    def named(self) -> "Study":
        """The same study with everybody by name, as whatever is written for people to keep has it."""
        return replace(self, codes=None) if self.codes else self

    @cached_property
    def judgements(self) -> str:
        """Every judgement in force as one text, to tell whether anything of them changed."""
        return repr(sorted(self.settings.items()))

    @property
    def input(self) -> Path:
        """Folder of the files as received."""
        return self.folder / "input"

    @property
    def judgement(self) -> Path:
        """Folder of what people decided or typed."""
        return self.folder / "judgement"

    @property
    def output(self) -> Path:
        """Folder of what is computed; it can be deleted at any time."""
        return self.folder / "output"


def open_study(folder: str | Path = "", *, as_of: str = "") -> Study:
    """Open a study folder and check ``study.yaml`` against what it may say.

    Parameters
    ----------
    folder : str or Path
        The study folder; empty means the case that ships with the workbook.
    as_of : str
        Last day counted, as 2025-12-31; empty means what study.yaml says, else the last sale day.

    Returns
    -------
    Study

    Raises
    ------
    KamError
        With every entry that is not right, each with its line.

    Examples
    --------
    >>> open_study().folder.name
    'data'
    """
    place = Path(folder) if str(folder) else CASE
    if not (place / "study.yaml").is_file():
        remedy = _("make one with: kam new {} FILES").format(place)
        message = _("is not a study folder: it has no study.yaml")
        raise KamError(Problem("no-study", message, remedy, file=str(place)))
    if problems := list(_irregular(place)):
        raise KamError(problems)
    plain = Plain.read(place / "study.yaml", "study.yaml", words=("only", "answer"))
    if problems := plain.against(STUDY_SHAPE) or _no_rates(plain):
        raise KamError(problems)
    said, problems = with_answers(plain)
    settings = _collect(problems, lambda: _settings(place, plain, said))
    day = _collect(problems, lambda: as_day(as_of, "as_of") if as_of else _day(plain, "as_of"))
    today = _collect(problems, lambda: _day(plain, "today"))
    if problems:
        raise KamError(problems)
    kept = ("currency", "language", "company", "files", "tables", "rates", "questions")
    return Study(
        place.resolve(),
        said["name"],
        plain,
        as_of=day,
        today=today,
        settings=settings or {},
        **{key: said[key] for key in kept if said.get(key) is not None},
    )


def _irregular(place: Path) -> Iterator[Problem]:
    """Yield what stands where files are read and is none: a pipe or a device is read without an end."""
    entries = [*(place / "input").glob("*"), *(place / "judgement").rglob("*"), *place.glob("*.yaml")]
    for path in sorted(entries):
        if path.exists() and not path.is_file() and not path.is_dir():
            remedy = _("put a copy of the file there, or delete it")
            name = path.relative_to(place).as_posix()
            yield Problem("irregular", _("is no regular file"), remedy, file=name)


def _no_rates(plain: Plain) -> list[Problem]:
    """Return the rates that are no numbers; a schema takes them, since they compare with nothing."""
    remedy = _("write a number above 0, one million at most")
    return [
        plain.problem("rate", _("is no rate"), remedy, ("rates", code), found=str(rate))
        for code, rate in (plain.value.get("rates") or {}).items()
        if not isfinite(rate)
    ]


def _collect(problems: list[Problem], make: Callable[[], _Made]) -> _Made | None:
    """Return what is made; where it can't be, add the reasons to ``problems``."""
    try:
        return make()
    except KamError as error:
        problems += error.problems
        return None


def as_day(text: str, name: str) -> date:
    """Return a day written as 2025-12-31.

    Raises
    ------
    KamError
        When the text is not such a day.

    Examples
    --------
    >>> as_day("2025-12-31", "as_of")
    datetime.date(2025, 12, 31)
    """
    try:
        day = date.fromisoformat(text)
        message = _("is before 1990 or more than ten years ahead, and no day for {}").format(name)
    except ValueError:
        day, message = date.min, _("is not a day for {}").format(name)
    if is_possible(day):
        return day
    raise KamError(Problem("day", message, _("write it as 2025-12-31"), found=text))


def _day(plain: Plain, name: str) -> date | None:
    """Return a day that the file names: ``as_of`` or ``today``.

    Raises
    ------
    KamError
        When it is no day.
    """
    value = plain.value.get(name)
    if value is None or value == "":
        return None
    try:
        return as_day(str(value.date() if isinstance(value, datetime) else value), name)
    except KamError as error:
        at = plain.line((name,))
        raise KamError([replace(p, file=plain.label, row=at) for p in error.problems]) from None


def _settings(place: Path, plain: Plain, said: dict[str, Any]) -> dict[str, Setting]:
    pack = said.get("pack") or ""
    file = place / (pack or "pack.yaml")
    settings = shipped()
    if pack and not file.is_file():
        remedy = _("write the name of a file in the study folder, or delete the entry")
        raise KamError(plain.problem("file-missing", _("is not there"), remedy, ("pack",), found=pack))
    if file.is_file():
        settings = read_pack(file, file.name, settings)
    return change(settings, said.get("settings") or {}, STUDY, plain, ("settings",))
