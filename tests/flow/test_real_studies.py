"""Northwind and AdventureWorks as their owners published them: kam new, and nothing else.

The numbers stand in the section "KAM facts" of the SOURCE.md beside each data set.
"""

import pytest

from kamlib.flow import open_study, portfolio, prepared, settings_in_force
from kamlib.flow.check import check_study
from kamlib.method.claims import claims
from kamlib.method.concentration import concentration, top_shares
from kamlib.method.growth import growth
from kamlib.method.pareto import held_by_top, pareto, reaching
from kamlib.method.whale import whale, whale_summary


def counted(folder, lines):
    study = open_study(folder)
    return study, portfolio(study, settings_in_force(study, "portfolio")), lines


@pytest.fixture(scope="module")
def northwind(real_study):
    return counted(*real_study("northwind"))


@pytest.fixture(scope="module")
def adventureworks(real_study):
    return counted(*real_study("adventureworks"))


def share(part: float) -> object:
    """Shares are published in per cent with one decimal."""
    return pytest.approx(part, abs=0.0005)


def test_northwind_needs_no_answer_and_no_edit(northwind):
    study, _found, lines = northwind
    report = check_study(study.folder)
    assert study.questions == []
    assert report.passed
    assert [p.code for p in report.problems] == ["undecided"]
    assert not any("question" in line for line in lines)


def test_89_of_91_customers_of_northwind_buy(northwind):
    study, found, _lines = northwind
    everybody = prepared(study).accounts
    assert (len(found.accounts), len(everybody)) == (89, 91)
    assert set(everybody["account"]) - set(found.accounts["account"]) == {"FISSA", "PARIS"}
    assert found.accounts["amount"].sum() == pytest.approx(1_265_793.04, abs=0.005)


def test_northwind_is_as_concentrated_as_published(northwind):
    _study, found, _lines = northwind
    curve, held = pareto(found.accounts), concentration(found.accounts)
    assert held_by_top(curve, share=0.2) == share(0.601) == curve["cumulative"].iloc[17]
    assert top_shares(found.accounts, top=[10])["share"].item() == share(0.450)
    assert found.accounts["name"].iloc[0] == "QUICK-Stop"
    assert held.largest_share == share(0.087)
    assert held.herfindahl == pytest.approx(0.0337, abs=0.00005)
    assert reaching(curve, share=0.8) == 34


def test_northwind_has_no_margin_and_so_no_whale_curve(northwind):
    _study, found, _lines = northwind
    assert "margin" not in found.accounts
    assert found.basis == "amount"
    assert whale(found.accounts).empty
    assert set(claims(found.accounts, cost_known_from=0.95)["basis"]) == {"amount"}


def test_northwind_grows_on_equal_months_though_1998_is_cut_short(northwind):
    # SOURCE.md: "Dates 1996-07-04 .. 1998-05-06 (... a naive year-on-year shows a false fall in 1998)"
    study, found, _lines = northwind
    years = prepared(study).sales.groupby(prepared(study).sales["date"].dt.year)["amount"].sum()
    assert years[1998] < years[1997]
    assert found.windows.label == "1997-08 to 1998-04 against 1996-08 to 1997-04"
    moved = growth(found.monthly, found.windows)
    assert moved["now"].sum() > moved["before"].sum()


def test_635_of_701_resellers_of_adventureworks_buy(adventureworks):
    study, found, _lines = adventureworks
    assert study.questions == []
    assert (len(found.accounts), len(prepared(study).accounts)) == (635, 701)
    assert found.accounts["amount"].sum() == pytest.approx(80_450_596.98, abs=0.005)


def test_adventureworks_is_as_little_concentrated_as_published(adventureworks):
    # The issue says 9.8 % for the top ten, SOURCE.md 9.9 %: it is 9.85.
    _study, found, _lines = adventureworks
    curve = pareto(found.accounts)
    assert top_shares(found.accounts, top=[10])["share"].item() == share(0.0985)
    assert held_by_top(curve, share=0.2) == share(0.667) == curve["cumulative"].iloc[126]
    assert reaching(curve, share=0.8) == 186


def test_335_resellers_of_adventureworks_were_sold_below_cost(adventureworks):
    _study, found, _lines = adventureworks
    assert found.basis == "margin"
    assert (found.accounts["margin"] < 0).sum() == 335
    assert whale_summary(whale(found.accounts), accounts=635).losing == 335
    assert found.accounts["cost"].sum() == pytest.approx(79_980_114, abs=1)


def test_two_pairs_of_resellers_with_one_name_stay_apart_and_are_told(adventureworks):
    # SOURCE.md: "2 duplicated reseller names with different keys"
    study, _found, _lines = adventureworks
    ready = prepared(study)
    assert ready.accounts["account"].is_unique
    assert ready.accounts["name"].duplicated().sum() == 2
    assert len(ready.groups) == 4
    assert not ready.groups["in_force"].any()


def test_no_line_of_adventureworks_is_taken_for_a_duplicate(adventureworks):
    # SOURCE.md: "every B2B order line (60,855 lines, 3,796 orders)", "no duplicates of (order, line)"
    study, found, _lines = adventureworks
    ready = prepared(study)
    assert (len(ready.sales), len(ready.left_out)) == (60_855, 0)
    assert found.sales["invoice"].nunique() == 3_796


def test_the_managers_of_adventureworks_are_its_17_sales_people(adventureworks):
    _study, found, _lines = adventureworks
    assert found.by_manager["manager"].nunique() == 17
    assert found.by_manager["amount"].sum() == pytest.approx(80_450_596.98, abs=0.01)
