"""Steps that are computed once in a process, beside steps that are computed each time somebody asks.

Run: .venv/bin/python benchmarks/steps.py
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

from golden.figures import figures  # noqa: E402
from golden.tables import CHAPTERS  # noqa: E402

from kamlib.flow import open_study  # noqa: E402
from kamlib.flow.check import check_study  # noqa: E402
from kamlib.run.chapters import copy_workbook  # noqa: E402


def seconds(work: Callable[[Path], object], most: int) -> float:
    """Return seconds of a processor for work on a new copy of the case, ``most`` results remembered."""
    with tempfile.TemporaryDirectory() as place, mock.patch("kamlib.flow.once._MOST", most):
        study = copy_workbook(PROJECT, Path(place)) / "data"
        began = time.process_time()
        work(study)
        return time.process_time() - began


def all_tables(study: Path) -> None:
    for chapter in CHAPTERS:
        figures(open_study(study), chapter)


if __name__ == "__main__":
    print("| work | each time | once |\n|---|---|---|")
    for name, work in (("tables of all chapters", all_tables), ("kam check", check_study)):
        # What is remembered of one copy would serve the next: the first turn remembers nothing.
        print(f"| {name} | {seconds(work, 0):.1f} | {seconds(work, 40):.1f} |", flush=True)
