"""The year that selection measures: one revenue for wallets and for tests, whatever the file covers."""

import json
import re
from pathlib import Path

import pytest

from kamlib import flow
from kamlib.flow import company_selection, criteria_in_force, open_study, settings_in_force
from kamlib.flow.yearly import yearly
from kamlib.show import table, why_table

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"

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


PART = """name: Part
settings:
  selection.period: "2025"
tables:
  sales:
    from: sales
    columns: {account: Client, date: Date, amount: Amount, cost: Cost, manager: Manager, group: Group}
  service_costs: {from: costs, columns: {account: Client, year: Year, kind: Kind, amount: Amount}}
"""


@pytest.fixture
def part(tmp_path) -> Path:
    """Ten months of 2025, whole: Alder buys for 1,000 at a cost of 600, Birch for 500 at 400."""
    days = [f"2025-{month:02d}-{day}" for month in range(1, 11) for day in ("01", "28")] + ["2025-10-31"]
    rows = ["Client,Date,Amount,Cost,Manager,Group"]
    for who, money, cost in (("Alder", 1000, 600), ("Birch", 500, 400)):
        rows += [f"{who},{day},{money / len(days)},{cost / len(days)},Ann,Pipes" for day in days]
    (tmp_path / "input").mkdir()
    (tmp_path / "judgement").mkdir()
    (tmp_path / "input" / "sales.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    costs = "Client,Year,Kind,Amount\nAlder,2025,delivery,150\n"
    (tmp_path / "input" / "costs.csv").write_text(costs, encoding="utf-8")
    wallets = "account,group,base,source\nAlder,Pipes,2400,guess\n"
    (tmp_path / "judgement" / "wallets.csv").write_text(wallets, encoding="utf-8")
    (tmp_path / "study.yaml").write_text(PART, encoding="utf-8")
    return open_study(tmp_path)


def test_actual_money_stands_under_its_heading_and_the_yearly_one_under_its_own(part):
    found = company_selection(part, settings_in_force(part, "selection"), criteria_in_force(part))
    managers = flow.manager_selection(part, settings_in_force(part, "manager"))
    made = found.yearly.made_yearly
    assert made == {"revenue": "made yearly from 10 months"}
    # 304 of 365 days are covered, which are 9.99 months of 365.25 / 12 days.
    of_year = found.yearly.months / 12
    for frame, key in ((found.potential.accounts, "account"), (found.potential.groups, "account"),
                       (found.listed, "account"), (managers.lists, "account")):
        alder = frame[frame[key] == "Alder"].iloc[0]
        assert (alder["sold"], alder["revenue"]) == (pytest.approx(1000), pytest.approx(1000 / of_year))
    assert flow.wallet_sources(found.potential)["sold"].sum() == pytest.approx(1500)
    assert flow.cells_in_numbers(managers)["sold"].sum() == pytest.approx(1500)
    # What is left after service: 1,000 less 600 less 150, all of the ten months; not a year's margin.
    assert found.listed.set_index("account").loc["Alder", "profit"] == pytest.approx(250)
    shown = table(found.potential.accounts, {"name": "Account", "sold": "Our sales", **made}, currency="EUR")
    assert list(shown.data.columns) == ["Account", "Our sales, EUR", "made yearly from 10 months, EUR"]
    why = why_table(flow.reasons(found), found.evidence, labels=found.labels, questions=found.questions,
                    places=15, currency="EUR", made_yearly=made)
    assert list(why.data.columns)[1:3] == ["Revenue, EUR", "made yearly from 10 months, EUR"]


def test_our_own_row_of_a_wallet_says_that_it_is_made_yearly(part):
    found = flow.potential(part, settings_in_force(part, "potential"))
    own = flow.statements(found, "Alder").query("own")
    assert own["source"].tolist() == ["our sales, made yearly from 10 months"]


def test_a_whole_year_has_one_column_of_revenue():
    study = open_study()
    found = flow.potential(study, settings_in_force(study, "potential"))
    assert found.yearly.made_yearly == {}
    assert found.accounts["sold"].equals(found.accounts["revenue"])


@pytest.mark.parametrize("number", ["02", "03", "04", "05"])
def test_no_table_of_a_chapter_shows_yearly_revenue_under_a_heading_of_actual_money(number):
    (path,) = NOTEBOOKS.glob(f"{number}_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert re.findall(r'"revenue": "[^"]*"', sources) == []
    assert "made_yearly" in sources or number == "02"
