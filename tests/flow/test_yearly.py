"""The year that selection measures: one revenue for wallets and for tests, whatever the file covers."""

from pathlib import Path

import pytest

from kamlib.flow import company_selection, criteria_in_force, open_study, settings_in_force
from kamlib.flow.yearly import yearly

STUDY = """name: Short
settings:
  selection.period: "2025"
tables:
  sales:
    from: sales
    columns: {account: Client, date: Date, amount: Amount}
"""


@pytest.fixture
def study(tmp_path) -> Path:
    """One client that buys for 100 on the first of each month, and once more on the 12th of September."""
    days = [f"2025-{month:02d}-01" for month in range(1, 10)] + ["2025-09-12"]
    rows = ["Client,Date,Amount", *(f"{who},{day},100" for day in days for who in ("Alder", "Birch"))]
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "sales.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    return open_study(tmp_path)


def test_wallets_and_tests_rest_on_the_same_yearly_revenue(study):
    found = company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))
    measured = found.measures.set_index("account")["revenue"]
    in_wallets = found.potential.accounts.set_index("account")["revenue"]
    # 255 days of 2025 are covered: 1,000 in 255 days is 1,000 x 365.25 / 255 a year.
    assert measured["Alder"] == pytest.approx(1000 * 365.25 / 255)
    assert in_wallets["Alder"] == pytest.approx(measured["Alder"])


def test_the_year_says_from_how_many_months_it_was_made(study):
    assert yearly(study).label == "2025 (8.38 months, made yearly)"
    assert yearly(open_study()).label == "2025"
