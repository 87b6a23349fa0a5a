"""Plans from workbooks to tables, on a small study: year 0 from the sales, the rest as people typed it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.check import check_study
from kamlib.flow.plans import plan_forms, plans
from kamlib.problems import KamError
from kamlib.study.books import Change, make_book

DAY = date(2026, 1, 30)
YAML = """\
name: Alder
today: 2026-01-30
tables:
  sales:
    from: sales
    columns: {account: Client, date: Day, amount: Amount, group: Group, cost: Cost}
"""
HEAD = "Client;Day;Amount;Group;Cost\n"
# Two whole years; A buys flanges at 15 % and valves at 30 %, B gaskets at 20 %.
SOLD = (("A", 60, "Flanges", 51), ("A", 20, "Valves", 14), ("B", 10, "Gaskets", 8))
LINES = [
    f"{client};{day}.{year};{amount};{group};{cost}"
    for year in (2024, 2025) for day in ("03.01", "30.06", "30.12") for client, amount, group, cost in SOLD
]
WALLETS = "account,group,supplier,base,growth,source,contract_end\nA,Flanges,,400,0.1,client said,\n" \
          "A,Flanges,Tekram,152,,client said,2026-05-31\nA,Gaskets,,50,0.05,guess,\n"


@pytest.fixture
def study(make_study):
    folder = make_study(YAML, sales=HEAD + "\n".join(LINES) + "\n")
    (folder / "judgement" / "wallets.csv").write_text(WALLETS, encoding="utf-8")
    return folder


def typed(folder, *changes, account="A"):
    """Make the workbook of a plan, and type into it."""
    opened = flow.open_study(folder)
    (form,) = plan_forms(opened, pd.DataFrame({"account": [account], "name": [account]}))
    return make_book(folder, form, on=DAY, changes=changes)


def read(folder):
    opened = flow.open_study(folder)
    return plans(opened, flow.settings_in_force(opened, "plan"), today=flow.today(opened))


def share(line, year, value):
    return Change("quantities", line, f"share_{year}", str(value))


PLAN = [
    *(share("group Flanges", year, value) for year, value in ((1, 0.5), (2, 0.5), (3, 0.5))),
    *(share("group Gaskets", year, value) for year, value in ((1, 0.0), (2, 0.1), (3, 0.2))),
    *(share("group Valves", year, value) for year, value in ((1, 1), (2, 1), (3, 1))),
    Change("quantities", "group Valves", "wallet", "60"), Change("quantities", "group Valves", "growth", "0"),
    Change("quantities", "group Gaskets", "margin_rate", "0.25"),
    Change("steps", "+1", "year", "1"), Change("steps", "+1", "action", "Formula for flanges"),
    Change("steps", "+1", "budget", "5"), Change("steps", "+1", "until", "2026-01-10"),
    Change("goals", "+1", "whose", "client"), Change("goals", "+1", "goal", "Fewer stops"),
]  # fmt: skip


def test_a_workbook_proposes_the_groups_that_are_bought_or_in_the_wallet_and_locks_what_is_known(study):
    opened = flow.open_study(study)
    (form,) = plan_forms(opened, pd.DataFrame({"account": ["A"], "name": ["A"]}))
    page = next(page for page in form.form.pages if page.key == "quantities")
    lines = {line.key: line for line in page.lines}
    assert list(lines) == ["group Flanges", "group Valves", "group Gaskets"]
    flanges = lines["group Flanges"]
    # 3 x 60 of a wallet of 400; 9 of 60 are margin.
    assert flanges.cells["sales"] == 180
    assert flanges.cells["share_0"] == pytest.approx(0.45)
    assert flanges.cells["margin_rate"] == pytest.approx(0.15)
    assert flanges.locked == {"wallet", "share_0", "margin_rate"}
    assert "wallet" not in lines["group Valves"].locked
    assert "margin_rate" not in lines["group Gaskets"].locked


def test_year_0_is_the_last_whole_year_and_its_figures_are_those_of_the_sales(study):
    typed(study, *PLAN)
    found = read(study)
    row = found.accounts.set_index("account").loc["A"]
    assert (row["state"], row["base_year"]) == ("planned", 2025)
    years = found.years.set_index("year")
    assert years["revenue"].tolist() == pytest.approx(
        [240, 400 * 1.1 * 0.5 + 60, 400 * 1.21 * 0.5 + 60 + 50 * 1.05**2 * 0.1,
         400 * 1.331 * 0.5 + 60 + 50 * 1.05**3 * 0.2])
    assert years.loc[0, "margin"] == pytest.approx(180 * 0.15 + 60 * 0.3)
    assert years.loc[1, "budget"] == 5
    assert row["npv_held"] < row["npv_frozen"]


def test_a_plan_that_begins_with_nothing_sold_has_no_growth_in_percent(study):
    typed(study, *PLAN)
    found = read(study)
    fresh = replace(found, accounts=found.accounts.assign(revenue_0=0.0))
    assert flow.plan_list(found)["growth"].notna().all()
    assert flow.plan_list(fresh)["growth"].isna().all()


def test_an_account_without_a_workbook_one_with_an_empty_one_and_one_that_is_begun_are_told_apart(study):
    typed(study, *PLAN[-2:])
    typed(study, account="B")
    assert read(study).accounts.set_index("account")["state"].to_dict() == {"A": "begun", "B": "empty"}


def test_a_workbook_with_nothing_typed_has_no_lines_and_the_reviewer_says_only_that(study):
    typed(study)
    found = read(study)
    assert found.lines.empty
    assert found.remarks["code"].tolist() == ["empty"]


def test_one_unknown_share_leaves_the_year_unknown_and_is_said(study):
    typed(study, *(change for change in PLAN if (change.line, change.column) != ("group Gaskets", "share_2")))
    found = read(study)
    years = found.years.set_index("year")
    assert pd.isna(years.loc[2, "revenue"])
    assert years.loc[2, "missing_names"] == "Gaskets"
    assert "quantity_missing" in set(found.remarks["code"])
    assert pd.isna(found.accounts.set_index("account").loc["A", "npv_held"])


def test_a_joint_line_takes_the_place_of_the_lines_of_its_groups(study):
    joint = [Change("quantities", "+1", "name", "Flanges and gaskets"),
             Change("quantities", "+1", "groups", "flanges; GASKETS")]
    typed(study, *joint)
    found = read(study)
    both = found.quantities.set_index("name").loc["Flanges and gaskets"]
    assert (both["wallet"], both["revenue"], both["joined"]) == (450, 180, "Flanges; Gaskets")
    assert both["growth"] == pytest.approx((400 * 0.1 + 50 * 0.05) / 450)
    assert set(found.quantities["name"]) == {"Flanges and gaskets", "Valves"}
    typed(study)  # made anew
    assert set(read(study).quantities["name"]) == {"Flanges and gaskets", "Valves"}


def test_kam_check_names_a_line_of_no_group(study):
    typed(study, Change("quantities", "+1", "name", "Pumps"), share("+1", 1, 0.2))
    report = check_study(study)
    assert report.passed
    assert any("Pumps" in str(problem) and not problem.stops for problem in report.problems)


def test_a_line_of_no_group_is_warned_of_with_its_workbook(study):
    typed(study, Change("quantities", "+1", "name", "Pumps"), share("+1", 1, 0.2))
    words = "\n".join(map(str, read(study).problems))
    assert 'judgement/dossiers/A A/plan.xlsx, sheet "Quantities": "Pumps" is no product group' in words


def test_a_year_that_the_file_does_not_cover_is_not_taken_for_zero(study):
    typed(study, Change("plan", "base_year", "value", "2026"), *PLAN)
    found = read(study)
    assert found.quantities["revenue"].isna().all()
    assert pd.isna(found.accounts.set_index("account").loc["A", "npv_held"])


def test_the_position_shows_what_data_and_wallets_know_beside_what_was_typed(study):
    typed(study, *PLAN, Change("position", "stage", "state", "basic"),
          Change("position", "groups", "target", "3 of 3"))
    found = read(study).position.set_index("indicator")
    assert found.loc["groups", "state"] == "2 of 3: Flanges, Valves"
    assert found.loc["groups", "target"] == "3 of 3"
    assert found.loc["rival", "state"] == "Tekram: 38 % of Flanges, contract to 2026-05-31"
    assert (found.loc["stage", "state"], found.loc["stage", "origin"]) == ("basic", "typed")
    assert (found.loc["rank", "state"], found.loc["rank", "origin"]) == ("", "")


def test_one_plan_is_that_of_the_account_and_without_words_the_largest(study):
    typed(study, *PLAN)
    found = read(study)
    one = flow.one_plan(found)
    assert (one.account, one.state) == ("A", "planned")
    assert flow.one_plan(found, "B").years.empty
    assert flow.steps_by_year(one, today=found.today)["state"].tolist() == ["overdue"]
    offers = one.next_offers.set_index("group")
    assert offers.loc["Gaskets", ["way", "planned"]].tolist() == ["cross-sell", True]
    with pytest.raises(KamError):
        flow.one_plan(found, "Zeta")


def test_what_the_client_would_read_of_a_competitor_is_told_before(study):
    typed(study, *PLAN, Change("steps", "+2", "year", "1"),
          Change("steps", "+2", "action", "Offer before tekram's contract ends"))
    found = read(study)
    one = flow.one_plan(found)
    assert flow.named_for_client(one, one.account, found).to_dict("records") == [
        {"sheet": "Steps", "column": "What we do", "words": "Offer before tekram's contract ends",
         "name": "Tekram", "kind": "rival"}]


def test_a_study_without_product_groups_plans_with_one_line(make_study):
    yaml = YAML.replace(", group: Group", "")
    folder = make_study(yaml, sales=HEAD + "\n".join(LINES) + "\n")
    wallets = "account,group,supplier,base\nA,,,480\n"
    (folder / "judgement" / "wallets.csv").write_text(wallets, encoding="utf-8")
    typed(folder, share("group All products", 1, 0.6), share("group All products", 2, 0.6),
          share("group All products", 3, 0.7), Change("quantities", "group All products", "growth", "0"))
    found = read(folder)
    assert found.years.set_index("year")["revenue"].tolist() == pytest.approx([240, 288, 288, 336])


def test_what_clients_asked_for_is_added_up_and_an_unknown_amount_is_not_zero(study):
    (study / "judgement" / "asked_for.csv").write_text(
        "account,what,since,amount,by,on\nA,Actuators,2025-03-01,100,Oleg,2026-01-10\n"
        "B,actuators,2024-11-05,,Oleg,2026-01-10\nB,Pumps,,,Nina,\n", encoding="utf-8")
    found = flow.asked_for(flow.open_study(study))
    assert found["what"].tolist() == ["Actuators", "Pumps"]
    assert found["accounts"].tolist() == [2, 1]
    assert found.loc[0, ["amount", "unknown"]].tolist() == [100, 1]
    assert found.loc[0, "since"] == pd.Timestamp("2024-11-05")
    assert pd.isna(found.loc[1, "amount"])


def test_without_a_file_nothing_was_asked_for(study):
    assert flow.asked_for(flow.open_study(study)).empty
