"""Chapters of many accounts: kernels started one by one, beside two processes and forked kernels.

Run: .venv/bin/python benchmarks/accounts.py 20 07
"""

import contextlib
import io
import shutil
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

from kamlib.run import forking
from kamlib.run.accounts import run_accounts
from kamlib.run.chapter import CASE

WAYS = [
    ("one after the other, kernels started", 1, False),
    ("two processes, kernels started", 2, False),
    ("one after the other, kernels forked", 1, True),
    ("two processes, kernels forked", 2, True),
]


def notebooks(study: Path) -> dict[str, bytes]:
    home = study / "output" / "accounts"
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*.ipynb")}


def run(
    study: Path, names: list[str], chapters: str, workers: int, forked: bool
) -> tuple[float, dict[str, bytes]]:
    shutil.rmtree(study / "output" / "accounts", ignore_errors=True)
    with mock.patch.object(forking, "available", lambda: forked), contextlib.redirect_stdout(io.StringIO()):
        began = time.perf_counter()
        ran = run_accounts(study, accounts=names, wanted=chapters, workers=workers)
        seconds = time.perf_counter() - began
    if ran.stopped:
        sys.exit(f"stopped: {ran.stopped}")
    return seconds, notebooks(study)


def main() -> None:
    count, chapters = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as scratch:
        study = Path(shutil.copytree(CASE, Path(scratch) / "case", ignore=shutil.ignore_patterns("output")))
        from kamlib.flow.key_accounts import key_accounts
        from kamlib.study.folder import open_study

        # What all accounts share is reckoned beforehand: it costs each way the same.
        names = list(key_accounts(open_study(study))["account"])[:count]
        run(study, names[:1], chapters, 1, False)
        print("| way | seconds | a notebook | times as fast |\n|---|---|---|---|")
        first: tuple[float, dict[str, bytes]] | None = None
        for name, workers, forked in WAYS:
            seconds, made = run(study, names, chapters, workers, forked)
            first = first or (seconds, made)
            if made != first[1]:
                sys.exit(f"{name}: other notebooks")
            each, ratio = seconds / len(made), first[0] / seconds
            print(f"| {name} | {seconds:.1f} | {each:.2f} | {ratio:.1f} |", flush=True)


if __name__ == "__main__":
    main()
