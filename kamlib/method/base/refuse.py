"""Refusals of the arithmetic: a plausible wrong number is worse than a message."""

from collections.abc import Iterable
from typing import NoReturn

from kamlib.problems import KamError, Problem
from kamlib.text import _

NAMES_SHOWN = 5


def refuse(code: str, message: str, remedy: str, names: Iterable[object] = ()) -> NoReturn:
    """Raise one problem that names what it is about; at most five names, then how many more.

    Raises
    ------
    KamError
        Always.
    """
    found = [str(name) for name in names]
    shown = ", ".join(found[:NAMES_SHOWN])
    if len(found) > NAMES_SHOWN:
        shown = _("{names} and {count} more").format(names=shown, count=len(found) - NAMES_SHOWN)
    raise KamError(Problem(code, message, remedy, found=shown, count=1))
