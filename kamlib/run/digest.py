"""Fingerprints of what a notebook of an account rests on: while it is the same, so is the notebook.

What all accounts share is one fingerprint, what belongs to one account another: a fact typed into the dossier
of one makes nothing of another account anew.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from kamlib.run.chapter import PROJECT
from kamlib.study.folder import Study

_CODE = (".py", ".yaml", ".ftl", ".j2", ".css")
# These are read; of other files in an account's folder chapters say only name, date and size.
_READ = (".xlsx", ".csv")
OWN = "dossiers"


def shared_fingerprint(study: Study) -> str:
    """Return the fingerprint of what notebooks of all accounts rest on.

    That is the library and what is installed, ``study.yaml``, the packs, the files of ``input/``, and of
    ``judgement/`` everything outside the folders of accounts.
    """
    digest = hashlib.sha256(_program().encode())
    digest.update(repr((study.as_of, sorted(study.settings.items()))).encode())
    judged = [path for path in _files(study.judgement) if OWN not in path.relative_to(study.judgement).parts]
    packs = [path for path in study.folder.glob("*.y*ml") if path.is_file()]
    for path in sorted({*packs, *judged, *_files(study.input)}):
        _add(digest, path, study.folder)
    return digest.hexdigest()


def own_fingerprint(folder: Path) -> str:
    """Return the fingerprint of what one account's notebooks rest on besides: its folder in ``judgement``."""
    digest = hashlib.sha256()
    for path in _files(folder):
        if path.suffix in _READ:
            _add(digest, path, folder)
        else:
            state = path.stat()
            named = path.relative_to(folder).as_posix()
            digest.update(repr((named, state.st_size, int(state.st_mtime))).encode())
    return digest.hexdigest()


def notebook_fingerprint(chapter: Path, values: Mapping[str, Any], *rests_on: str) -> str:
    """Return the fingerprint of one notebook: its chapter, the values given, and what else it rests on."""
    words = [chapter.read_text(encoding="utf-8"), values, *rests_on]
    return hashlib.sha256(json.dumps(words, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder, without hidden ones and the lock files of office programs."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.startswith((".", "~$")))


def _add(digest: Any, path: Path, folder: Path) -> None:
    digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
    with path.open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())


@cache
def _program() -> str:
    """Return the fingerprint of the library, of Python and of the packages beside it."""
    installed = sorted({f"{each.name} {each.version}" for each in distributions()})
    digest = hashlib.sha256(json.dumps([sys.version, *installed]).encode())
    for path in sorted(p for p in (PROJECT / "kamlib").rglob("*") if p.suffix in _CODE):
        _add(digest, path, PROJECT)
    return digest.hexdigest()
