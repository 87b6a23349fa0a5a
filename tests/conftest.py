"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings

# How long a machine takes says nothing about what is right.
settings.register_profile("workbook", deadline=None)
settings.load_profile("workbook")
PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Real data sets beside the project; tests that need them are skipped where there are none."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data sets are not beside the project")
    return folder
