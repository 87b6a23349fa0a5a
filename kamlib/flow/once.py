"""A step is computed once in a process: for the same files, settings and day it is taken again."""

import copy
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import is_dataclass
from functools import lru_cache, wraps
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
    """Return what a step rests on: what stands in every file, and the study as it was read or changed since.

    Where a study lies matters only to what is read from its workbooks: two with the same sales have the same
    selection.
    """
    settings = (study.as_of, study.today, study.company, study.currency, study.language, study.tables,
                study.files, study.rates, study.questions, study.codes and study.codes.fingerprint)
    return repr(settings), study.judgements, tuple(_files(study, books)), study.folder if books else None


def _files(study: Study, books: bool) -> Iterator[tuple[str, bytes]]:
    paths = [study.folder / "study.yaml", study.folder / "pack.yaml"]
    for place in (study.input, study.judgement):
        for folder, within, names in os.walk(place):
            within[:] = sorted(name for name in within if books or name not in _BOOKS)
            paths += [Path(folder, name) for name in sorted(names)]
    for path in paths:
        with suppress(FileNotFoundError):
            seen = path.stat()
            contents = _contents(path, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size)
            yield os.path.relpath(path, study.folder), contents


@lru_cache(maxsize=10_000)
def _contents(path: Path, *_state: int) -> bytes:
    """Return a digest of a file; it is read again when its size or times are other ones."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


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
