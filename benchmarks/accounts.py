"""Chapters of many accounts: kernels started one by one, beside two at a time and forked kernels.

Run: .venv/bin/python benchmarks/accounts.py 20 07
"""

import contextlib
import io
import resource
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
    ("two at a time, kernels started", 2, False),
    ("one after the other, kernels forked", 1, True),
    ("two at a time, kernels forked", 2, True),
]


def notebooks(study: Path) -> dict[str, bytes]:
    home = study / "output" / "accounts"
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*.ipynb")}


def run(
    study: Path, names: list[str], chapters: str, at_once: int, forked: bool
) -> tuple[float, float, dict[str, bytes]]:
    shutil.rmtree(study / "output" / "accounts", ignore_errors=True)
    with mock.patch.object(forking, "available", lambda: forked), contextlib.redirect_stdout(io.StringIO()):
        began, worked = time.perf_counter(), processor_seconds()
        ran = run_accounts(study, accounts=names, wanted=chapters, at_once=at_once)
        seconds, work = time.perf_counter() - began, processor_seconds() - worked
    if ran.stopped:
        sys.exit(f"stopped: {ran.stopped}")
    return seconds, work, notebooks(study)


def processor_seconds() -> float:
    """Return what this process and those that it waited for have worked: other programs do not count."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    count, chapters = int(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as scratch:
        study = Path(shutil.copytree(CASE, Path(scratch) / "case", ignore=shutil.ignore_patterns("output")))
        from kamlib.flow.key_accounts import key_accounts
        from kamlib.study.folder import open_study

        # What all accounts share is reckoned beforehand: it costs each way the same.
        names = list(key_accounts(open_study(study))["account"])[:count]
        run(study, names[:1], chapters, 1, False)
        print("| way | seconds | of a processor | a notebook, seconds of a processor |\n|---|---|---|---|")
        first: dict[str, bytes] = {}
        for name, at_once, forked in WAYS:
            seconds, work, made = run(study, names, chapters, at_once, forked)
            first = first or made
            if made != first:
                sys.exit(f"{name}: other notebooks")
            print(f"| {name} | {seconds:.0f} | {work:.0f} | {work / len(made):.2f} |", flush=True)


if __name__ == "__main__":
    main()
