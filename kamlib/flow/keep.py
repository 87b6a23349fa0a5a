"""What was computed once is kept as Parquet in ``output/.cache``, and taken again while nothing changes."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd

from kamlib.study.folder import Study
from kamlib.study.load import input_files, write_parquet

_KAMLIB = Path(__file__).parents[1]


def kept(study: Study, name: str, make: Callable[[], dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Return frames that were kept, or make and keep them.

    They are kept under a mark of everything they rest on: the files of ``input/``, ``study.yaml``, the pack,
    ``judgement/``, the last day counted and the code of this library.

    Parameters
    ----------
    study : Study
    name : str
        Name of the step.
    make : callable
        Makes the frames, by name.

    Returns
    -------
    dict of str to DataFrame
    """
    folder = study.output / ".cache" / f"{name}.{_mark(study)}"
    if not folder.is_dir():
        frames = make()
        folder.mkdir(parents=True, exist_ok=True)
        for key, frame in frames.items():
            write_parquet(frame, folder / f"{key}.parquet")
        (folder / ".whole").touch()
        return frames
    if not (folder / ".whole").exists():
        return make()
    return {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


def _mark(study: Study) -> str:
    digest = hashlib.sha256(_code().encode())
    digest.update(repr((study.as_of, sorted(study.settings.items()))).encode())
    papers = [study.folder / "study.yaml", *sorted(study.judgement.glob("*.csv"))]
    for path in [*papers, *input_files(study)]:
        digest.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:20]


@cache
def _code() -> str:
    files = sorted(p for p in _KAMLIB.rglob("*") if p.suffix in (".py", ".yaml"))
    return hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()
