"""How long the tools take to start, with the slow unused import and without it, side by side.

Run: .venv/bin/python benchmarks/startup.py
"""

import statistics
import subprocess
import sys
import time

ROUNDS = 5
WITHOUT = "import sys; sys.modules['rfc3987_syntax'] = None; "
CASES = {
    "import nbformat": "import nbformat",
    "import papermill, nbconvert": "import papermill, nbconvert",
    "collect tests with nbval": (
        "import pytest; pytest.main(['--collect-only', '-qq', '-p', 'no:cacheprovider', '-c', '/dev/null',"
        " '--rootdir', 'tests', 'tests/test_problems.py'])"
    ),
}  # fmt: skip
OWN = {
    "kam --help": [sys.executable, "-m", "kamlib.run.cli", "--help"],
    "kam run, first sentence (no such study)": [sys.executable, "-m", "kamlib.run.cli", "run", "nowhere"],
}


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - began


def median_pair(first: list[str], second: list[str]) -> tuple[float, float]:
    """Take turns, so that a busy moment of the machine falls on both."""
    pairs = [(seconds(first), seconds(second)) for _ in range(ROUNDS)]
    return statistics.median(a for a, _b in pairs), statistics.median(b for _a, b in pairs)


def main() -> None:
    print(f"| start, median of {ROUNDS}, seconds | with the import | without | saved |\n|---|---|---|---|")
    for name, code in CASES.items():
        before, after = median_pair([sys.executable, "-c", code], [sys.executable, "-c", WITHOUT + code])
        print(f"| {name} | {before:.2f} | {after:.2f} | {before - after:.2f} |")
    for name, command in OWN.items():
        print(f"| {name} | | {statistics.median(seconds(command) for _ in range(ROUNDS)):.2f} | |")


if __name__ == "__main__":
    main()
