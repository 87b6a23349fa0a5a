"""Fixtures of the case: its files, and what ANSWERS.md states."""

import pytest

from case.case_files import DATA, Answers, Case, read_case


@pytest.fixture(scope="session")
def case() -> Case:
    """The case as its files have it."""
    return read_case()


@pytest.fixture(scope="session")
def answers() -> Answers:
    """What ANSWERS.md states."""
    return Answers((DATA / "ANSWERS.md").read_text(encoding="utf-8"))
