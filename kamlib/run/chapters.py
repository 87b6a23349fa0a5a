"""Execute the chapters on the case and store them in their one form: ``python -m kamlib.run.chapters``.

They run in a temporary copy of the workbook, so that nothing but the chapters themselves can change. With
``--check`` nothing is written: the chapters that would change are named, and the exit status is 1.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kamlib.problems import KamError
from kamlib.run.chapter import PROJECT, run_chapter
from kamlib.run.select import chapters
from kamlib.study.leftovers import scratch_name

_COMPUTED = shutil.ignore_patterns("output", "__pycache__", ".ipynb_checkpoints")


def copy_workbook(source: Path, target: Path) -> Path:
    """Copy chapters, library and case from ``source`` to ``target`` without what is computed."""
    for part in ("notebooks", "kamlib", "data"):
        shutil.copytree(source / part, target / part, ignore=_COMPUTED)
    return target


def executed_text(notebook: Path, workbook: Path) -> str:
    """Return a chapter, executed on the case of ``workbook``, as the text of its file."""
    with tempfile.TemporaryDirectory(prefix=scratch_name()) as out:
        run = run_chapter(notebook, Path(out), values={}, study=workbook / "data", workbook=workbook)
        return run.notebook.read_text(encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Execute and store every chapter, or those named by ``--chapters``; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m kamlib.run.chapters", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only name the chapters that would change")
    parser.add_argument("--chapters", default="", metavar="NUMBERS", help="for example 01-02")
    parser.add_argument("--workbook", type=Path, default=PROJECT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix=scratch_name()) as scratch:
        copy = copy_workbook(options.workbook, Path(scratch))
        chosen = chapters(options.workbook / "notebooks", options.chapters)
        fine = [_store(notebook, copy, only_check=options.check) for notebook in chosen]
    return 0 if all(fine) else 1


def _store(notebook: Path, workbook: Path, *, only_check: bool) -> bool:
    """Return whether the chapter ran and is stored as it came out."""
    try:
        text = executed_text(workbook / "notebooks" / notebook.name, workbook)
    except KamError as error:
        print(error, file=sys.stderr)
        return False
    same = text == notebook.read_bytes().decode("utf-8")
    if not same and not only_check:
        notebook.write_text(text, encoding="utf-8", newline="\n")
    print(f"{notebook.stem:<20}", "the same" if same else "differs" if only_check else "stored")
    return same or not only_check


if __name__ == "__main__":
    sys.exit(main())
