"""Settings: the value in force and where it comes from."""

from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from kamlib.pack.catalogues import complete, field_of, shipped_values
from kamlib.pack.plain import Plain
from kamlib.problems import KamError, Problem
from kamlib.text import N_, _

SHIPPED = N_("the shipped pack")
STUDY_PACK = N_("the study's pack")
STUDY = N_("study.yaml")
PARAMETER = N_("this run (-p)")
LARGEST = 10**15  # what has no range of its own, such as money, is a finite number


@dataclass(frozen=True)
class Setting:
    """One judgement of the method: its value, its meaning, its source, and who set it last.

    Parameters
    ----------
    name : str
        Section and name, for example ``"portfolio.abc_cuts"``.
    value : Any
        The value in force.
    kind : str or list
        ``"share"`` (0 to 1), ``"shares"`` (rising), ``"count"``, ``"counts"``, ``"number"``, ``"text"``,
        ``"yes_no"``, ``"names"``, ``"anchors"`` (none, or five numbers that rise or fall), ``"words"`` (none,
        or five sentences), ``"marks"`` (five rising numbers), ``"levels"`` (three), or the list of
        allowed words.
    meaning, source : str
        What it decides; where the shipped value comes from.
    origin : str
        Where the value in force comes from: the shipped pack, the study's pack, study.yaml or this run.
    range : list of float, optional
        The lowest and the highest number allowed, both included; of a list, for each number in it.
    """

    name: str
    value: Any
    kind: str | list[str]
    meaning: str
    source: str
    origin: str = SHIPPED
    range: list[float] | None = None


@cache
def shipped() -> dict[str, Setting]:
    """Return the settings of the shipped pack by name.

    Examples
    --------
    >>> shipped()["portfolio.abc_cuts"].value
    [0.8, 0.95]
    """
    plain = Plain.read(Path(__file__).with_name("default.yaml"), "default.yaml")
    settings = {name: Setting(name, **entry) for name, entry in plain.value.items()}
    return settings | {name: _of_catalogue(name, value) for name, value in shipped_values().items()}


def change(
    settings: dict[str, Setting],
    values: dict[str, Any],
    origin: str,
    plain: Plain | None = None,
    where: tuple[str, ...] = (),
) -> dict[str, Setting]:
    """Return ``settings`` with ``values`` in force.

    Parameters
    ----------
    settings : dict of str to Setting
        What was in force.
    values : dict
        New values by name; a name that is not in ``settings`` is refused, unless it is a field of a new
        entry of a catalogue, such as ``criteria.speed_of_answer.weight``.
    origin : str
        Where the new values come from.
    plain : Plain, optional
        The file they stand in, for the line in messages; ``where`` is their place in it.

    Returns
    -------
    dict of str to Setting

    Raises
    ------
    KamError
        With one problem for each unknown name and each value that is not of the setting's kind, or out of
        its range.

    Examples
    --------
    >>> change(shipped(), {"portfolio.largest": 5}, PARAMETER)["portfolio.largest"].value
    5
    """
    problems, changed = [], dict(settings)
    for name, value in values.items():
        if name not in changed and field_of(str(name)):
            changed |= _new_entry(name, origin)
        wrong = _unknown(name, settings) if name not in changed else _wrong(value, changed[name])
        if wrong:
            problems.append(_placed(name, value, wrong, origin, plain, where))
        else:
            changed[name] = replace(changed[name], value=value, origin=origin)
    if problems:
        raise KamError(problems)
    return changed


def read_pack(path: Path, label: str, settings: dict[str, Setting]) -> dict[str, Setting]:
    """Return ``settings`` as a company's pack file changes them.

    Raises
    ------
    KamError
        When the file can't be read or a line of it is not right.
    """
    plain = Plain.read(path, label)
    if not isinstance(plain.value, dict):
        raise KamError(plain.problem("pack", _("is not a list of settings"), _("write name: value"), ()))
    return change(settings, plain.value, STUDY_PACK, plain)


def _of_catalogue(name: str, value: Any, origin: str = SHIPPED) -> Setting:
    field = field_of(name)
    assert field
    return Setting(name, value, field.kind, field.meaning, N_("ours"), origin, field.range)


def _new_entry(name: str, origin: str) -> dict[str, Setting]:
    section, key, _field = name.split(".")
    return {full: _of_catalogue(full, value, origin) for full, value in complete(section, key, {}).items()}


def _unknown(name: str, settings: dict[str, Setting]) -> str:
    near = get_close_matches(str(name), settings, 1)
    if near:
        return _("there is no such setting; did you mean {}?").format(near[0])
    return _("there is no such setting")


def _wrong(value: Any, setting: Setting) -> str:
    """Return what would be right, or nothing when the value is of its kind and in its range."""
    kind = setting.kind
    if isinstance(kind, list):
        return "" if value in kind else _("use one of: {}").format(", ".join(kind))
    low, high = setting.range or (-LARGEST, LARGEST)
    words = isinstance(value, list) and all(isinstance(one, str) for one in value)
    falling = value[::-1] if isinstance(value, list) else value
    right, remedy = {
        "share": (_rising([value], 0, 1), _("write a share from 0 to 1, such as 0.8")),
        "count": (_rising([value], low, high, whole=True), _("write a whole number from {} to {}")),
        "number": (_rising([value], low, high), _("write a number from {} to {}")),
        "text": (isinstance(value, str) or _number(value, whole=True), _("write a word or a sentence")),
        "shares": (_rising(value, 0, 1), _("write rising shares from 0 to 1, such as [0.8, 0.95]")),
        "counts": (_rising(value, low, high, whole=True),
                   _("write rising whole numbers from {} to {}, such as [1, 3, 5, 10]")),
        "marks": (_rising(value, low, high, length=5),
                  _("write five rising numbers from {} to {}, such as [1, 2, 4, 7, 12]")),
        "levels": (_rising(value, low, high, length=3, whole=True),
                   _("write three rising whole numbers from {} to {}, such as [1, 2, 3]")),
        "yes_no": (isinstance(value, bool), _("write yes or no")),
        "names": (words, _("write names in brackets, such as [revenue]")),
        "anchors": (value == [] or _rising(value, low, high, length=5)
                    or _rising(falling, low, high, length=5),
                    _("write five numbers that rise or fall, for 1, 3, 5, 8 and 10 points")),
        "words": (words and len(value) in (0, 5), _("write five sentences, one for each mark")),
    }[kind]  # fmt: skip
    return "" if right else remedy.format(low, high)


def _number(value: Any, *, whole: bool = False) -> bool:
    kind = int if whole else int | float
    return isinstance(value, kind) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST


def _rising(value: Any, low: float, high: float, *, length: int = 0, whole: bool = False) -> bool:
    """Whether a value is a list of rising numbers within a range, both ends included."""
    if not isinstance(value, list) or not value or len(value) != (length or len(value)):
        return False
    inside = all(_number(one, whole=whole) and low <= one <= high for one in value)
    return inside and all(a < b for a, b in pairwise(value))


def _placed(
    name: str, value: Any, remedy: str, origin: str, plain: Plain | None, where: tuple[str, ...]
) -> Problem:
    message = _("is not right for {}").format(name)
    if plain:
        return plain.problem("setting", message, remedy, (*where, name), found=str(value))
    return Problem("setting", message, remedy, file=_(origin), found=str(value))
