"""Which chapters: all of the workbook, or those that the user names by their numbers."""

import re
from pathlib import Path

from kamlib.problems import KamError, Problem, problem
from kamlib.words import phrase

_PART = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


def chapters(folder: Path, wanted: str = "") -> list[Path]:
    """Return the chapters in ``folder`` that ``wanted`` names, in the order of their numbers.

    Parameters
    ----------
    folder : Path
        Folder of the chapters, named ``02_portfolio.ipynb``.
    wanted : str
        Numbers and ranges, ``"01-02,90"``; empty means all.

    Returns
    -------
    list of Path

    Raises
    ------
    KamError
        When ``wanted`` can't be read or names a chapter that is not there; every such part is named.

    Examples
    --------
    >>> chapters(Path("nowhere"))
    []
    """
    found = sorted(path for path in folder.glob("[0-9][0-9]_*.ipynb") if path.is_file())
    if not wanted.strip():
        return found
    numbers = [int(path.name[:2]) for path in found]
    parts = [part.strip() for part in wanted.split(",") if part.strip()]
    problems = [problem for part in parts for problem in _problems(part, numbers)]
    if problems:
        raise KamError(problems)
    chosen = {number for part in parts for number in _span(part)}
    return [path for path, number in zip(found, numbers, strict=True) if number in chosen]


def _span(part: str) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        return range(0)
    first = int(match[1])
    return range(first, int(match[2] or first) + 1)


def _problems(part: str, numbers: list[int]) -> list[Problem]:
    span = _span(part)
    if not span:
        return [problem("chapters-unreadable", found=part)]
    if not set(span) & set(numbers):
        known = [f"{number:02d}" for number in numbers] or phrase("list-none")
        return [problem("chapter-unknown", found=part, known=known)]
    return []
