"""What people decided: CSV files in ``judgement/`` that are never lost.

Every write goes to a temporary file first and then takes the place of the old one, in one step. The old file
stays beside it as a copy with the day and a number in its name.
"""

import csv
import io
import os
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.text import _

COLUMNS = {
    "groups": ["entity", "account", "name", "reason", "decided", "by", "on"],
    "decisions": ["what", "subject", "proposal", "decided", "by", "on", "note"],
}

# A spreadsheet takes such text for a formula, so it is written behind an apostrophe, as spreadsheets do.
_FORMULA = r"^([=+@\t\r-])"
_GUARDED = r"^'([=+@\t\r-])"


def read_judgement(folder: Path, name: str) -> pd.DataFrame:
    """Read ``judgement/<name>.csv``; an absent file is an empty table.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : {"groups", "decisions"}
        Which decisions.

    Returns
    -------
    DataFrame
        Text only, with the columns of ``COLUMNS[name]`` first; empty cells are empty text. The index is the
        row in the file.

    Raises
    ------
    KamError
        When the file can't be read or a column is missing; the file is left as it is.
    """
    path, label = folder / "judgement" / f"{name}.csv", f"judgement/{name}.csv"
    if not path.exists():
        return pd.DataFrame(columns=COLUMNS[name], dtype="str")
    remedy = _('save it as "CSV UTF-8", or take back a dated copy beside it')
    try:
        text = _text(path.read_bytes())
        frame = pd.read_csv(
            io.StringIO(text, newline=""),
            dtype="str",
            keep_default_na=False,
            sep=None,
            engine="python",
            skip_blank_lines=False,
        )
    except UnicodeDecodeError:
        message = _("is not saved as UTF-8, so its letters can't be told")
        raise KamError(Problem("judgement", message, remedy, file=label)) from None
    except (OSError, ValueError, csv.Error) as error:
        message = _("can't be read: {}").format(str(error).split("\n")[0])
        raise KamError(Problem("judgement", message, remedy, file=label)) from None
    missing = [c for c in COLUMNS[name] if c not in frame]
    if missing:
        message = _("has no column {}").format(", ".join(missing))
        remedy = _("put the heading back: {}").format(",".join(COLUMNS[name]))
        raise KamError(Problem("judgement", message, remedy, file=label, row=1))
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    frame = frame.fillna("").apply(lambda column: column.str.strip().str.replace(_GUARDED, r"\1", regex=True))
    filled: pd.DataFrame = frame.loc[(frame != "").any(axis=1)]
    return filled


def _text(content: bytes) -> str:
    """Return the text of a file; the mark at its beginning tells UTF-16, as Excel writes Unicode text.

    Raises
    ------
    ValueError
        Where it has no text.
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if wide else "utf-8-sig")
    if not text.strip():
        raise ValueError(_("it is empty"))
    return text


def write_judgement(folder: Path, name: str, frame: pd.DataFrame, *, on: date) -> Path:
    """Write ``judgement/<name>.csv`` in one step and keep what was there as a dated copy.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : {"groups", "decisions"}
        Which decisions.
    frame : DataFrame
        All rows; the columns of ``COLUMNS[name]`` come first, others are kept after them.
    on : date
        The day written into the name of the copy.

    Returns
    -------
    Path
        The file written.
    """
    path = folder / "judgement" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    others = [c for c in frame if c not in COLUMNS[name]]
    ordered = frame.reindex(columns=[*COLUMNS[name], *others]).fillna("").astype("str")
    guarded = ordered.apply(lambda column: column.str.replace(_FORMULA, r"'\1", regex=True))
    text = guarded.to_csv(index=False, lineterminator="\n")
    if path.exists():
        if path.read_bytes().removeprefix(b"\xef\xbb\xbf") == text.encode():
            return path
        keep_copy(path, on=on)
    write_whole(path, text.encode("utf-8-sig"))
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def keep_copy(path: Path, *, on: date) -> Path:
    """Copy a file to ``<name>.<day>[-n].<ending>`` beside it, never over another copy; return the copy."""
    number = 1
    while True:
        mark = on.isoformat() if number == 1 else f"{on.isoformat()}-{number}"
        copy = path.with_name(f"{path.stem}.{mark}{path.suffix}")
        try:
            with copy.open("xb") as file:
                file.write(path.read_bytes())
        except FileExistsError:
            number += 1
        else:
            return copy
