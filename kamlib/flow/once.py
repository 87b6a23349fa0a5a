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
_MOST = 40
"""Results that are remembered; those that were used longest ago are forgotten."""


def once(step: _Step) -> _Step:
    """Decorate a step of a study: the same question is computed once and answered as often as it is asked.

    Whoever changes a table of the answer changes a copy. A step that raises is computed again.

    Parameters
    ----------
    step : callable
        Of a study, and of what `repr` or the values of a table tell apart: settings, days, names.
    """

    @wraps(step)
    def computed_once(study: Study, *args: Any, **more: Any) -> Any:
        arguments = tuple(map(_fingerprint, (*args, *sorted(more.items()))))
        key = (step.__module__, step.__qualname__, _state(study), arguments)
        result = _RESULTS.pop(key) if key in _RESULTS else step(study, *args, **more)
        _RESULTS[key] = result
        while len(_RESULTS) > _MOST:
            del _RESULTS[next(iter(_RESULTS))]
        return _copy(result)

    return cast(_Step, computed_once)


def _state(study: Study) -> tuple[Any, ...]:
    """Return what a step rests on: every file as it is, and the study as it was read or changed since."""
    settings = (study.folder, study.as_of, study.today, study.company, study.currency, study.language,
                study.tables, study.files, study.rates, study.questions,
                study.codes and study.codes.fingerprint)
    own = [study.folder / name for name in ("study.yaml", "pack.yaml")]
    return repr(settings), study.judgements, tuple(_files([*own, study.input, study.judgement]))


def _files(paths: Iterable[Path | os.DirEntry[str]]) -> Iterator[tuple[str, int, int, int]]:
    for path in paths:
        try:
            if path.is_dir():
                yield from _files(sorted(os.scandir(path), key=lambda entry: entry.name))
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
