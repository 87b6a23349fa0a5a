"""Fixtures of the case: its files, the truth behind them, what ANSWERS.md states."""

import sys

import pytest

from case.case_files import DATA, Answers, Case, read_case

sys.path.insert(0, str(DATA))


@pytest.fixture(scope="session")
def case() -> Case:
    """The case as its files have it."""
    return read_case()


@pytest.fixture(scope="session")
def truth():
    """The hidden truth, made anew."""
    from casemaker.truth import make_truth

    return make_truth()


@pytest.fixture(scope="session")
def answers() -> Answers:
    """What ANSWERS.md states."""
    return Answers((DATA / "ANSWERS.md").read_text(encoding="utf-8"))
