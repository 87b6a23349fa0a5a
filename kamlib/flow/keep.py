"""What was computed once is kept as Parquet in ``output/.cache``, and taken again while nothing changes."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from kamlib.study.folder import Study
from kamlib.study.leftovers import remove, temporary
from kamlib.study.load import input_files, read_parquet, write_parquet
from kamlib.study.prune import UNREADABLE, prune, used

_KAMLIB = Path(__file__).parents[1]
_NAMES = "names.json"


def kept(
    study: Study, name: str, make: Callable[[], dict[str, pd.DataFrame]], *, papers: Iterable[Path] = ()
) -> dict[str, pd.DataFrame]:
    """Return frames that were kept, or make and keep them.

    They are kept under a mark of everything they rest on: the files of ``input/``, ``study.yaml``, the pack,
    ``judgement/``, the last day counted and the code of this library. What is damaged is made anew.

    Parameters
    ----------
    study : Study
    name : str
        Name of the step.
    make : callable
        Makes the frames, by name.
    papers : iterable of Path
        Other files that they rest on.

    Returns
    -------
    dict of str to DataFrame
    """
    name = f"{name}-coded" if study.codes else name
    folder = study.output / ".cache" / f"{name}.{_mark(study, papers)}"
    try:
        frames = _kept(folder)
    except UNREADABLE:
        remove(folder)
        _keep(make(), folder)
        frames = _kept(folder)
    prune(folder.parent, name, now=1)
    return frames


def _kept(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the frames of a folder.

    Raises
    ------
    OSError, ValueError, TypeError
        When it is not there, went meanwhile, or is not as it was written.
    """
    used(folder)
    names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
    frames = {str(name): read_parquet(folder / f"{name}.parquet") for name in names}
    used(folder)
    return frames


def _keep(frames: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write the frames so that the folder is there whole or not at all, whoever else writes it meanwhile.

    Raises
    ------
    OSError
        When the disk is full or may not be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(dir=folder.parent, **temporary(folder.name)))
    try:
        for key, frame in frames.items():
            write_parquet(frame, partial / f"{key}.parquet")
        (partial / _NAMES).write_text(json.dumps(list(frames)), encoding="utf-8")
        partial.rename(folder)
    except OSError:
        # Somebody else was first; their frames rest on the same.
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _mark(study: Study, more: Iterable[Path]) -> str:
    digest = hashlib.sha256(_code().encode())
    digest.update(f"{study.as_of} {study.judgements}".encode())
    digest.update(study.codes.fingerprint.encode() if study.codes else b"")
    papers = [study.folder / "study.yaml", *sorted(study.judgement.glob("*.csv"))]
    for path in [*papers, *more, *input_files(study)]:
        digest.update(path.relative_to(study.folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


@cache
def _code() -> str:
    files = sorted(p for p in _KAMLIB.rglob("*") if p.suffix in (".py", ".yaml"))
    return hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()
