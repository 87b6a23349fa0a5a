"""The case made anew is the case that is stored."""

import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"
BY_PERSON = {
    "scores": ["adam-bor", "anton-veles", "igor-lang", "kira-blum", "marta-rey", "nina-sova"],
    "facts": ["adam-bor", "dana-lis", "igor-lang", "ivan-rudin", "lena-mak", "nina-sova", "oleg-tarn",
              "roman-dub", "vera-klim"],
    "influence": ["adam-bor", "dana-lis", "igor-lang", "ivan-rudin", "lena-mak", "marta-rey", "nina-sova",
                  "oleg-tarn", "roman-dub", "vera-klim"],
}
SHARED = ["absences", "asked_for", "decisions", "groups", "hours", "key_accounts", "managers", "positions",
          "schedule", "strength", "wallets"]
FILES = ["input/sales.csv", "input/customers.csv", "input/service_costs.csv", "ANSWERS.md",
         *(f"judgement/{name}.csv" for name in SHARED),
         *(f"judgement/{name}/{person}.csv" for name, people in BY_PERSON.items() for person in people)]
# Workbooks of accounts and what lies beside them, and the last review.
KEPT = [str(path.relative_to(DATA)) for name in ("dossiers", "reviews")
        for path in sorted((DATA / "judgement" / name).rglob("*")) if path.is_file()]


@pytest.fixture(scope="module")
def anew(tmp_path_factory) -> Path:
    """The case made by the command in a folder of its own."""
    folder = tmp_path_factory.mktemp("anew")
    # The program that fills the workbooks may use what pandas will drop one day.
    strict = ["-W", "error", "-W", "default::DeprecationWarning"]
    subprocess.run([sys.executable, *strict, DATA / "make_case.py", folder], check=True, timeout=900)
    return folder


@pytest.mark.parametrize("name", FILES + KEPT)
def test_a_file_of_the_case_made_anew_has_the_same_bytes(anew, name):
    assert (anew / name).read_bytes() == (DATA / name).read_bytes()


def test_nothing_else_is_made(anew):
    made = [str(path.relative_to(anew)) for path in anew.rglob("*") if path.is_file()]
    assert sorted(made) == sorted(FILES + KEPT)
