"""Fixtures that every test may use."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import engine

from kamlib.flow import open_study, prepared
from kamlib.study.new import new_study

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


@pytest.fixture(scope="session")
def real_study(
    real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Path, list[str]]]:
    """Return a study made of a real data set, and what was said; made and counted once, copied for each."""
    made: dict[str, tuple[Path, list[str]]] = {}

    def study(name: str) -> tuple[Path, list[str]]:
        if name not in made:
            first = tmp_path_factory.mktemp("real") / name
            made[name] = first, new_study(first, [real_data / name])
            prepared(open_study(first))
        first, lines = made[name]
        folder = tmp_path_factory.mktemp(name) / name
        shutil.copytree(first, folder)
        return folder, lines

    return study


@pytest.fixture
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compute every step again, as a new process does; what is kept on the disk is taken from there."""
    monkeypatch.setattr("kamlib.flow.once._MOST", 0)
