"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import engine

# How long a machine takes says nothing about what is right. `make test` draws the same examples every time;
# `make fuzz` draws new ones, and what it finds becomes an `@example` of its property.
settings.register_profile("workbook", deadline=None, derandomize=True, database=None)
# Said, because Hypothesis derandomises by itself where the variable CI is set.
settings.register_profile("fuzz", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("workbook")
engine.MAX_SHRINKING_SECONDS = 20  # five minutes otherwise: the verdict is the same, the example larger
PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Real data sets beside the project; tests that need them are skipped where there are none."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data sets are not beside the project")
    return folder
