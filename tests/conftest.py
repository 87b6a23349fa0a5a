"""Fixtures that every test may use."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def real_data() -> Path:
    """Real data sets beside the project; tests that need them are skipped where there are none."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data sets are not beside the project")
    return folder
