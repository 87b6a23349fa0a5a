"""What chapter 01 shows of the case; the numbers are those of data/ANSWERS.md."""

import pytest

from kamlib import flow


@pytest.fixture(scope="module")
def study():
    return flow.open_study()


@pytest.fixture(scope="module")
def ready(study):
    return flow.prepared(study)


def test_the_ledger_adds_up_to_the_line_and_the_kopeck(ready, study):
    book = flow.ledger(ready)
    assert book["lines"].iloc[:-1].sum() == book["lines"].iloc[-1] == len(ready.sales)
    assert book["amount"].iloc[:-1].sum() == pytest.approx(book["amount"].iloc[-1], abs=0.005)
    # The last row of the case's export is its total.
    assert book["lines"].iloc[0] == len(flow.tables_of(study).frame("sales")) + 1
    sums = book.set_index("step").loc["subtotals and totals, left out when read"]
    assert (sums["lines"], sums["amount"], sums["margin"]) == (-1, 0, 0)


def test_the_ledger_names_whom_it_leaves_out(ready):
    about = " ".join(flow.ledger(ready)["subject"])
    assert "Marena - own branch South" in about
    assert "Retail buyer" in about


def test_decisions_are_told_in_words_with_their_money(ready):
    found = flow.decisions_in_words(ready)
    assert not found[["decision", "in_force"]].apply(lambda column: column.str.contains("_")).any(axis=None)
    assert set(found["decided"]) == {"yes", "not yet"}
    assert found["amount"].abs().is_monotonic_decreasing


def test_the_accounts_that_never_bought_are_the_four_of_story_22(ready):
    assert len(flow.never_bought(ready)) == 4


def test_the_holding_of_story_1_is_hidden_until_it_is_grouped(ready):
    best = flow.grouped_accounts(ready).iloc[0]
    assert (best["name"], best["entities"]) == ("Granit", 3)
    assert best["largest_share"] < 0.1 < best["share"]


def test_what_nobody_sent_is_said_with_what_it_would_give(study):
    off = flow.stays_off(study)
    assert "several currencies in one study" in set(off["off"])
    assert "margin and the whale curve" not in set(off["off"])


def test_every_month_of_the_four_years_is_complete(ready):
    months = flow.revenue_by_month(ready)
    assert len(months) == 48
    assert months["complete"].all()
    assert months["amount"].sum() == pytest.approx(ready.sales["amount"].sum())


def test_a_column_is_known_for_a_share_of_the_revenue(ready):
    known = flow.known_shares(ready).set_index("column")["share"]
    assert known["cost of the goods of the line"] == 1
    assert 0.9 < known["day payment came; empty when open"] < 1


def test_totals_rows_are_said_to_be_check_sums(study):
    steps = flow.steps_taken(study)
    assert steps.loc[steps["file"] == "sales.csv", "step"].str.contains("totals row").any()


def test_the_periods_of_the_case_tell_one_story(study):
    found = flow.periods_compared(study).set_index("period")
    # ANSWERS.md: ten largest 52.1 %, largest 20 % of the accounts 66.2 %, story 1 18.7 % in 2025.
    last = found.loc["2025"]
    assert (round(last["top10"], 3), round(last["largest"], 3)) == (0.521, 0.187)
    assert found.loc["last 12 months"].equals(last)
    assert found["largest"].max() - found["largest"].min() < 0.05


def test_price_is_told_from_mix_article_by_article(study):
    p = flow.portfolio(study, flow.settings_in_force(study, "portfolio"))
    parts = flow.price_parts(study, p).set_index("index")["change"]
    # ANSWERS.md, story 8: like for like, article by article, prices rose by 17 %.
    assert round(parts["Fisher: between the two"], 2) == 0.17
