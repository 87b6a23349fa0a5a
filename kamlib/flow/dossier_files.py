"""Attachments of an account: what lies in the folders beside its workbooks."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from kamlib.study.books import account_folder
from kamlib.study.books.layout_dossier import File
from kamlib.study.folder import Study

MOST_FILES = 500  # more would be no list of attachments but a disk


def attachments(study: Study, account: str, name: str = "") -> list[File]:
    """Return the files in the folders of an account, its own workbooks and their copies left out.

    Parameters
    ----------
    study : Study
    account, name : str
    """
    own = account_folder(study.folder, account, name)
    inside = (path for folder in sorted(own.iterdir()) if folder.is_dir() and folder.name != "meetings"
              for path in sorted(folder.rglob("*"))) if own.is_dir() else ()
    files = []
    for path in inside:
        if path.is_symlink() or not path.is_file() or path.name.startswith((".", "~$")):
            continue
        file = _file(path, own)
        files.append(file if study.codes is None else replace(
            file, folder=study.codes.words(file.folder, account), name=study.codes.words(file.name, account)))
        if len(files) == MOST_FILES:
            break
    return files


def _file(path: Path, own: Path) -> File:
    told, place = path.stat(), path.relative_to(own)
    day = datetime.fromtimestamp(told.st_mtime).date()
    return File(place.parent.as_posix(), path.name, day, told.st_size)


def attachments_table(files: list[File]) -> pd.DataFrame:
    """Return attachments as a table: ``folder``, ``file``, ``size`` in KB; the day is in the workbook."""
    rows = [(file.folder, file.name, max(1, round(file.size / 1024))) for file in files]
    return pd.DataFrame(rows, columns=["folder", "file", "size"])
