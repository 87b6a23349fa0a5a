"""One file for each person: what it is called, and whose it is."""

import re
from pathlib import Path

from kamlib.names import plain
from kamlib.study.judgement import is_copy


def person_files(folder: Path, name: str) -> list[Path]:
    """Return the files of persons, in the order of their names; dated copies and lock files are none."""
    place = folder / "judgement" / name
    found = place.glob("*.csv") if place.is_dir() else []
    return sorted(p for p in found if not p.name.startswith((".", "~")) and not is_copy(p))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: case, spaces and the coding of accents do not matter.

    Examples
    --------
    >>> same_name("Adam  Bór", "adam Bo\u0301r ")
    True
    """
    return plain(one) == plain(other)


def slug(name: str) -> str:
    """Return a name as a file can be called: letters of any alphabet, small, joined by hyphens.

    Examples
    --------
    >>> slug("Иван Петров / ../etc"), slug("CON"), slug("?")
    ('иван-петров-etc', 'con-', 'person')
    """
    words = "-".join(re.findall(r"[^\W_]+", plain(name)))
    short = words.encode()[:80].decode(errors="ignore").rstrip("-")
    reserved = re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", short)
    return f"{short}-" if reserved else short or "person"
