"""Marks of everything that a notebook of an account rests on: while the mark is the same, so is the notebook.

What all accounts share is one mark, what belongs to one account another: a fact typed into the dossier of one
makes nothing of another account anew.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from kamlib.run.chapter import PROJECT
from kamlib.study.folder import Study

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_ARITHMETIC, _LOOK = (".py", ".yaml", ".ftl"), (".py", ".yaml", ".ftl", ".j2", ".css")
# These are read; of other files in an account's folder chapters say only name, date and size.
_READ = (".xlsx", ".csv")
OWN = "dossiers"


def shared_mark(study: Study) -> str:
    """Return the mark of what notebooks of all accounts rest on.

    That is the library and what it needs, ``study.yaml``, the packs, the files of ``input/``, and of
    ``judgement/`` everything outside the folders of accounts.
    """
    digest = hashlib.sha256(_code(_ARITHMETIC).encode())
    digest.update(json.dumps(_versions()).encode())
    digest.update(repr((study.as_of, sorted(study.settings.items()))).encode())
    shared = [path for path in _files(study.judgement) if OWN not in path.relative_to(study.judgement).parts]
    packs = [path for path in study.folder.glob("*.y*ml") if path.is_file()]
    for path in sorted({*packs, *shared, *_files(study.input)}):
        _add(digest, path, study.folder)
    return digest.hexdigest()


def own_mark(folder: Path) -> str:
    """Return the mark of what one account's notebooks rest on besides: its folder in ``judgement``."""
    digest = hashlib.sha256()
    for path in _files(folder):
        if path.suffix in _READ:
            _add(digest, path, folder)
        else:
            state = path.stat()
            named = path.relative_to(folder).as_posix()
            digest.update(repr((named, state.st_size, int(state.st_mtime))).encode())
    return digest.hexdigest()


def notebook_mark(chapter: Path, values: Mapping[str, Any], *, shared: str, own: str) -> str:
    """Return the mark of one notebook: its chapter, the values given, and what it rests on."""
    given = json.dumps(values, sort_keys=True, default=str)
    return _of(hashlib.sha256(chapter.read_bytes()).hexdigest(), given, shared, own)


def pages_mark(*said: str) -> str:
    """Return the mark of pages made from notebooks with these marks, under these titles."""
    return _of(_code(_LOOK), *said)


def _of(*words: str) -> str:
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:32]


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder, without hidden ones and the lock files of office programs."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.startswith((".", "~$")))


def _add(digest: Any, path: Path, folder: Path) -> None:
    digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
    with path.open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())


@cache
def _code(endings: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in (PROJECT / "kamlib").rglob("*") if p.suffix in endings):
        _add(digest, path, PROJECT)
    return digest.hexdigest()


@cache
def _versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that the library asks for."""
    found = {"python": sys.version.split()[0]}
    for line in requires("kamlib") or ():
        name = _NAME.match(line)
        if name and "extra ==" not in line:
            try:
                found[name[0]] = version(name[0])
            except PackageNotFoundError:
                found[name[0]] = ""
    return found
