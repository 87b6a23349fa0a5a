"""The files that a new study is made from: named one by one or as a folder, copied byte for byte."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from kamlib.problems import KamError, Problem
from kamlib.study.load import is_input
from kamlib.text import _

_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".csv.gz", ".xlsx", ".xlsm", ".parquet")


def files_to_copy(folder: Path, files: Sequence[Path], *, sales: str | None) -> list[Path]:
    """Return the files to copy: those named, and of a folder the table files in it.

    Parameters
    ----------
    folder : Path
        The study to be; it must not hold anything yet.
    files : sequence of Path
    sales : str or None
        Which of them holds the sales.

    Raises
    ------
    KamError
        With everything that can't be taken.
    """
    problems = []
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        remedy = _("choose a folder that is not there yet; to add a file, put it into input/ of the study")
        problems.append(Problem("folder-taken", _("holds something already"), remedy, file=str(folder)))
    sources = [p for file in files for p in (_tables_in(file) if file.is_dir() else [file])]
    if not sources:
        remedy = _("name the files themselves, or a folder with {}").format(", ".join(_ENDINGS))
        problems.append(Problem("files-missing", _("holds no table files"), remedy, file=str(files[0])))
    problems += [
        Problem("file-missing", _("there is no such file"), file=str(p)) for p in sources if not p.is_file()
    ]
    names = [p.name for p in sources]
    # Some systems take A.csv and a.csv for one file.
    alike = [n.casefold() for n in names]
    for twice in sorted({n for n in names if alike.count(n.casefold()) > 1}):
        problems.append(Problem("file-twice", _("comes twice"), _("rename one of them"), file=twice))
    if sales and Path(sales).name not in names:
        remedy = _("use one of: {}").format(", ".join(names))
        problems.append(Problem("file-missing", _("is not one of the files"), remedy, found=sales))
    if problems:
        raise KamError(problems)
    return sources


def _tables_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.name.lower().endswith(_ENDINGS) and is_input(p))


def copy_files(sources: Iterable[Path], target: Path) -> None:
    """Copy files byte for byte.

    Raises
    ------
    KamError
        Naming every file that can't be read.
    """
    problems = []
    for source in sources:
        try:
            shutil.copyfile(source, target / source.name)
        except OSError as error:
            message = _("can't be copied: {}").format(error.strerror or type(error).__name__)
            remedy = _("close it in other programs and look whether you may read it")
            problems.append(Problem("file-unreadable", message, remedy, file=str(source)))
    if problems:
        raise KamError(problems)
