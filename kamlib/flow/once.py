"""A step is computed once in a process: for the same files, settings and day it is taken again."""

import copy
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import is_dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd

from kamlib.study.folder import Study

_Step = TypeVar("_Step", bound=Callable[..., Any])
_RESULTS: dict[tuple[Any, ...], Any] = {}
_BOOKS = ("dossiers", "reviews")
_MOST = 40
"""Results that are remembered; those that were used longest ago are forgotten."""


def once(*, books: bool) -> Callable[[_Step], _Step]:
    """Decorate a step of a study: the same question is computed once and answered as often as it is asked.

    Whoever changes a table of the answer changes a copy. A step that raises is computed again.

    Parameters
    ----------
    books : bool
        Whether the step reads workbooks of accounts or reviews, and so is another one when they change.

    Returns
    -------
    callable
        The decorator; its step takes a study, and what `repr` or the values of a table tell apart.
    """

    def decorate(step: _Step) -> _Step:
        @wraps(step)
        def computed_once(study: Study, *args: Any, **more: Any) -> Any:
            arguments = tuple(map(_fingerprint, (*args, *sorted(more.items()))))
            key = (step.__module__, step.__qualname__, _state(study, books), arguments)
            result = _RESULTS.pop(key) if key in _RESULTS else step(study, *args, **more)
            _RESULTS[key] = result
            while len(_RESULTS) > _MOST:
                del _RESULTS[next(iter(_RESULTS))]
            return _copy(result)

        return cast(_Step, computed_once)

    return decorate


def _state(study: Study, books: bool) -> tuple[Any, ...]:
    """Return what a step rests on: every file as it is, and the study as it was read or changed since."""
    settings = (study.folder, study.as_of, study.today, study.company, study.currency, study.language,
                study.tables, study.files, study.rates, study.questions,
                study.codes and study.codes.fingerprint)
    paths = [study.folder / name for name in ("study.yaml", "pack.yaml", "input", "judgement")]
    return repr(settings), study.judgements, tuple(_files(paths, books))


def _files(paths: Iterable[Path | os.DirEntry[str]], books: bool) -> Iterator[tuple[str, int, int, int]]:
    for path in paths:
        try:
            if path.is_dir():
                if books or path.name not in _BOOKS:
                    yield from _files(sorted(os.scandir(path), key=lambda entry: entry.name), books)
            else:
                seen = path.stat()
                yield os.fspath(path), seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size
        except FileNotFoundError:
            continue


def _fingerprint(value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        return tuple(value.columns), pd.util.hash_pandas_object(value.astype("str")).to_numpy().tobytes()
    return repr(value)


def _copy(value: Any) -> Any:
    """Return a value whose tables can be changed; their cells are copied only where they are (pandas)."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return value.copy(deep=False)
    if is_dataclass(value) and not isinstance(value, Study):
        copied = copy.copy(value)
        vars(copied).update({name: _copy(own) for name, own in vars(value).items()})
        return copied
    if isinstance(value, dict):
        return {key: _copy(own) for key, own in value.items()}
    return value.copy() if isinstance(value, list) else value
