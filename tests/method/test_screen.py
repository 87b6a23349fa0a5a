"""The screen: measures and six tests on accounts that can be checked by hand."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.base.window import Window
from kamlib.method.measures import measures
from kamlib.method.screen import TESTS, large, loyal, screen
from kamlib.problems import KamError

FIRST, LAST = pd.Timestamp("2023-01-02"), pd.Timestamp("2024-12-31")
YEAR = Window(pd.Timestamp("2024-01-01"), LAST)
LIMITS: dict[str, Any] = {
    "large_share": 0.5, "max_large": 15, "cost_known_from": 0.95, "loyal_regularity": 0.75,
    "loyal_periods": 8, "loyal_years": 3, "loyal_share_of_wallet": 0.5, "min_criteria": 1,
}
FACTS = pd.DataFrame({
    "key": ["leader", "references", "ties", "tenders", "contestable", "compliance"],
    "test": ["status", "status", "partner", "complex", "loyal", ""],
    "kind": ["yes_no", "count", "yes_no", "yes_no", "yes_no", "yes_no"], "holds": [1, 3, 1, 1, 1, 1],
    "level": ["both", "company", "both", "both", "manager", "company"],
})
NO_FACTS = pd.DataFrame(columns=["who", "account", "fact", "answer"])


def sales(rows: list[tuple[str, str, float]], **more: object) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["account", "date", "amount"])
    return frame.assign(date=pd.to_datetime(frame["date"]), **more)


def listed(*accounts: str, **more: object) -> pd.DataFrame:
    return pd.DataFrame({"account": list(accounts)}).assign(**more)


def measured(lines: pd.DataFrame, accounts: pd.DataFrame, **how: Any) -> pd.DataFrame:
    limits = {"first": FIRST, "as_of": LAST, "year": YEAR, "rhythm": "quarter", **how}
    return measures(lines, accounts, **limits).set_index("account")


def account(**known: object) -> pd.DataFrame:
    """One account of which everything is known; ``known`` says what is different."""
    row = {"account": "A", "name": "Alder", "target": False, "revenue": 10.0, "margin": 2.0,
           "cost_known": 1.0, "regularity": 0.9, "periods": 8.0, "tenure_years": 5.0, "tenure_cut": False,
           "share_of_wallet": 0.6, "share_of_wallet_low": 0.6, "share_of_wallet_high": 0.6,
           "reachable_margin": 1.0, "reachable_margin_low": 1.0, "reachable_margin_high": 1.0}
    return pd.DataFrame([{**row, **known}])


def said(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["who", "account", "fact", "answer"])


def screened(table: pd.DataFrame, facts: pd.DataFrame = NO_FACTS, **how: object) -> pd.DataFrame:
    return screen(table, facts, FACTS, **{**LIMITS, **how})[0].set_index("account")


def test_half_a_year_is_made_yearly_and_says_so() -> None:
    half = Window(pd.Timestamp("2024-07-01"), LAST)
    found = measured(sales([("A", "2024-08-01", 50.0)]), listed("A"), year=half)
    assert (found.at["A", "revenue"], found.at["A", "months"]) == (100.0, 6.0)


def test_a_year_of_which_the_file_has_a_part_is_made_yearly_by_that_part() -> None:
    # The file begins on 1 October: 3 of 12 months.
    found = measured(sales([("A", "2024-11-01", 30.0)]), listed("A"), first=pd.Timestamp("2024-10-01"))
    assert (found.at["A", "revenue"], found.at["A", "months"]) == (120.0, 3.0)


def test_returns_are_taken_off_revenue_and_are_no_orders() -> None:
    lines = sales([("A", "2024-02-01", 100.0), ("A", "2024-03-01", 60.0), ("A", "2024-03-05", -40.0)],
                  invoice=["1", "2", "R3"])
    found = measured(lines, listed("A"))
    assert found.loc["A", ["revenue", "orders", "order_value"]].tolist() == [120.0, 2.0, 80.0]


def test_margin_without_costs_is_unknown_and_not_zero() -> None:
    found = measured(sales([("A", "2024-02-01", 100.0)]), listed("A"))
    assert math.isnan(found.at["A", "margin"])


def test_an_account_that_paused_this_year_has_no_revenue_and_is_no_target() -> None:
    lines = sales([("A", "2023-05-01", 100.0), ("B", "2024-02-01", 9.0)], cost=[80.0, 5.0])
    found = measured(lines, listed("A", "B", "C"))
    assert found["target"].tolist() == [False, False, True]
    assert found.loc["A", ["revenue", "margin", "orders"]].tolist() == [0.0, 0.0, 0.0]
    assert found.loc["C", ["tenure_years", "regularity", "order_value", "groups_share"]].isna().all()


def test_regularity_counts_whole_quarters_since_the_first_purchase() -> None:
    # Bought in Q1 and Q3 of 2024; the file ends on 15 November, so Q4 is running and was not bought in.
    lines = sales([("A", "2024-02-01", 1.0), ("A", "2024-08-01", 1.0)])
    found = measured(lines, listed("A"), as_of=pd.Timestamp("2024-11-15"))
    assert found.loc["A", ["periods", "regularity"]].tolist() == [3.0, pytest.approx(2 / 3)]
    bought = pd.concat([lines, sales([("A", "2024-11-01", 1.0)])])
    found = measured(bought, listed("A"), as_of=pd.Timestamp("2024-11-15"))
    assert found.loc["A", ["periods", "regularity"]].tolist() == [4.0, 0.75]


def test_a_quarter_is_over_on_its_last_working_day() -> None:
    # 29 March 2024 is the last Friday of the quarter.
    lines = sales([("A", "2023-11-01", 1.0)])
    assert measured(lines, listed("A"), as_of=pd.Timestamp("2024-03-28")).at["A", "periods"] == 1
    assert measured(lines, listed("A"), as_of=pd.Timestamp("2024-03-29")).at["A", "periods"] == 2


def test_tenure_comes_from_the_list_else_from_the_file_which_may_cut_it() -> None:
    lines = sales([("A", "2023-02-01", 1.0), ("B", "2023-02-01", 1.0), ("C", "2023-06-01", 1.0)])
    known = listed("A", "B", "C", since=pd.to_datetime(["2013-12-31", None, None]))
    found = measured(lines, known)
    assert found.at["A", "tenure_years"] == pytest.approx(11, abs=0.01)
    assert found["tenure_cut"].tolist() == [False, True, False]


def test_days_late_count_open_bills_once_they_are_overdue() -> None:
    lines = sales([("A", "2024-12-01", 5.0)] * 3, invoice=["1", "2", "3"],
                  due=pd.to_datetime(["2024-12-11", "2024-12-21", "2025-01-31"]),
                  paid=pd.to_datetime(["2024-12-15", None, None]))
    # Paid 4 days late; open and 10 days overdue; open and not due yet: median of 4 and 10.
    assert measured(lines, listed("A")).at["A", "days_late"] == 7


def test_wallets_are_merged_and_what_is_missing_stays_missing() -> None:
    wallets = pd.DataFrame({"account": ["A"], "share_of_wallet": [0.4], "wallet": [9.0]})
    found = measured(sales([("A", "2024-02-01", 1.0)]), listed("A", "B"), wallets=wallets)
    assert found.at["A", "share_of_wallet"] == 0.4
    assert math.isnan(found.at["B", "share_of_wallet"])
    assert found["reachable_margin"].isna().all()


def test_measures_leave_their_input_alone_and_do_not_mind_the_order_of_rows() -> None:
    lines = sales([("B", "2024-02-01", 1.0), ("A", "2024-08-01", 2.0), ("B", "2023-02-01", 3.0)])
    before = lines.copy()
    pd.testing.assert_frame_equal(measured(lines, listed("A", "B")), measured(lines[::-1], listed("B", "A")))
    pd.testing.assert_frame_equal(lines, before)


def test_an_unknown_rhythm_is_refused() -> None:
    with pytest.raises(KamError, match="is no rhythm"):
        measured(sales([("A", "2024-02-01", 1.0)]), listed("A"), rhythm="fortnight")


def sized(margins: list[float | None], revenues: list[float] | None = None, **more: object) -> pd.DataFrame:
    keys = [f"{n:02d}" for n in range(len(margins))]
    return pd.DataFrame({"account": keys, "target": False, "revenue": revenues or [10.0] * len(margins),
                         "margin": pd.Series(margins, dtype="float64"), "cost_known": 1.0}).assign(**more)


def large_ones(table: pd.DataFrame, *, at_most: int = 15, share: float = 0.5) -> list[str]:
    found = large(table, share=share, at_most=at_most, cost_known_from=0.95)
    return found.loc[found["answer"].fillna(False), "account"].tolist()


def test_large_is_half_of_the_positive_margins_whatever_others_lose() -> None:
    # AdventureWorks-like: positive margins 5 + 4 + 3 + 2 = 14, half is 7: the first two; with the losses
    # (sum 1) one account would already hold more than everything.
    assert large_ones(sized([5.0, 4.0, 3.0, 2.0, -6.0, -7.0], [1.0] * 6)) == ["00", "01"]


def test_an_account_that_loses_money_is_large_by_revenue_only_and_marked() -> None:
    table = sized([5.0, 4.0, -6.0], [10.0, 10.0, 90.0])
    found = large(table, share=0.5, at_most=15, cost_known_from=0.95).set_index("account")
    assert found.at["02", "answer"]
    assert found.at["02", "part"] == "revenue_only"
    assert found.at["02", "value"] == 90.0


def test_no_more_accounts_are_large_than_allowed() -> None:
    assert large_ones(sized([1.0] * 100), at_most=15) == [f"{n:02d}" for n in range(15)]


def test_without_costs_revenue_stands_for_margin_and_it_is_said() -> None:
    # Northwind-like: no cost at all.
    table = sized([None, None, None], [60.0, 30.0, 10.0], cost_known=float("nan"))
    found = large(table, share=0.5, at_most=15, cost_known_from=0.95)
    assert found["answer"].tolist() == [True, False, False]
    assert set(found["part"]) == {"revenue"}


def test_an_account_without_known_margin_is_unknown_where_others_have_one() -> None:
    table = sized([9.0, None], [99.0, 1.0]).assign(cost_known=[1.0, 0.0])
    found = large(table, share=0.5, at_most=15, cost_known_from=0.95)
    assert found["answer"].isna().tolist() == [False, True]


def test_a_target_is_not_large_because_that_does_not_apply() -> None:
    table = sized([9.0, 0.0], target=[False, True])
    found = large(table, share=0.5, at_most=15, cost_known_from=0.95)
    assert found["part"].tolist() == ["margin", "not_applicable"]
    assert found["answer"].tolist() == [True, False]


def test_loyal_needs_all_three_parts() -> None:
    little = {"share_of_wallet_low": 0.2, "share_of_wallet": 0.3, "share_of_wallet_high": 0.4}
    cases: list[dict[str, object]] = [{}, {"regularity": 0.7}, {"tenure_years": 2.9}, {**little}]
    assert [bool(screened(account(**case)).at["A", "loyal"]) for case in cases] == [True, False, False, False]


@pytest.mark.parametrize("open_", [
    {"periods": 7.0}, {"tenure_years": 1.8, "tenure_cut": True}, {"tenure_years": float("nan")},
    {"share_of_wallet": float("nan"), "share_of_wallet_low": 0.3, "share_of_wallet_high": 0.7},
])
def test_what_is_not_known_leaves_loyal_open_and_never_makes_it_a_no(open_: dict[str, object]) -> None:
    assert pd.isna(screened(account(**open_)).at["A", "loyal"])


def test_one_no_settles_loyal_whatever_is_unknown() -> None:
    found = screened(account(regularity=0.5, tenure_years=1.8, tenure_cut=True, share_of_wallet=None,
                             share_of_wallet_low=None, share_of_wallet_high=None))
    assert not found.at["A", "loyal"]
    assert pd.notna(found.at["A", "loyal"])


def test_at_least_four_years_are_more_than_three_though_the_file_cuts_them() -> None:
    assert bool(screened(account(tenure_years=4.0, tenure_cut=True)).at["A", "loyal"])


def test_the_range_settles_the_share_of_wallet_before_its_middle_does() -> None:
    parts = loyal(account(share_of_wallet=float("nan"), share_of_wallet_low=0.55, share_of_wallet_high=0.9),
                  regularity=0.75, periods=8, years=3, share_of_wallet=0.5)
    assert parts.set_index("part").at["share_of_wallet", "answer"]


def test_promising_is_money_against_the_median_of_the_large() -> None:
    # Large: 8 and 6 of 8 + 6 + 1; their median is 7.
    table = pd.concat([
        account(account="A", margin=8.0), account(account="B", margin=6.0),
        account(account="C", margin=1.0, reachable_margin=7.0, reachable_margin_low=3.0,
                reachable_margin_high=9.0),
        account(account="D", margin=0.1, reachable_margin=6.9, reachable_margin_low=3.0,
                reachable_margin_high=9.0),
        account(account="E", margin=0.1, reachable_margin=None, reachable_margin_low=None,
                reachable_margin_high=6.0),
        account(account="F", margin=0.1, reachable_margin=None, reachable_margin_low=1.0,
                reachable_margin_high=9.0),
    ], ignore_index=True).astype({f"reachable_margin{end}": "float64" for end in ("", "_low", "_high")})
    found = screened(table, large_share=0.85)["promising"]
    assert found.isna().tolist() == [False, False, False, False, False, True]
    assert found.fillna(False).tolist() == [False, False, True, False, False, False]


def test_one_yes_is_enough_for_status_though_the_rest_is_unknown() -> None:
    found = screened(account(), said(("Vera", "A", "leader", "Yes")))
    assert found.at["A", "status"]
    assert pd.isna(found.at["A", "partner"])


def test_status_is_no_only_when_every_fact_is_no() -> None:
    one = screened(account(), said(("Vera", "A", "leader", "no")))
    assert pd.isna(one.at["A", "status"])
    both = screened(account(), said(("Vera", "A", "leader", "no"), ("Vera", "A", "references", "2")))
    assert not bool(both.at["A", "status"])


def test_people_who_contradict_each_other_leave_it_unknown_and_are_named() -> None:
    facts = said(("Vera", "A", "ties", "yes"), ("Adam", "A", "ties", "no"))
    wide, evidence = screen(account(), facts, FACTS, **LIMITS)
    assert pd.isna(wide.at[0, "partner"])
    assert evidence.set_index("part").at["ties", "said"] == "Adam: no, Vera: yes"


def test_counts_that_mean_the_same_do_not_contradict_each_other() -> None:
    facts = said(("Vera", "A", "references", "3"), ("Adam", "A", "references", "7"))
    assert screened(account(), facts).at["A", "status"]


def test_of_one_person_the_latest_answer_counts() -> None:
    facts = said(("Vera", "A", "ties", "no"), ("Vera", "A", "ties", "yes")).assign(
        on=pd.to_datetime(["2025-02-01", "2025-01-01"]))
    assert not bool(screened(account(), facts).at["A", "partner"])


def test_yes_to_a_count_of_several_leaves_it_open() -> None:
    assert pd.isna(screened(account(), said(("Vera", "A", "references", "yes"))).at["A", "status"])


def test_an_answer_that_can_not_be_read_is_named() -> None:
    with pytest.raises(KamError, match="perhaps"):
        screened(account(), said(("Vera", "A", "leader", "perhaps")))


def test_a_fact_that_the_pack_does_not_know_is_named() -> None:
    with pytest.raises(KamError, match="lader"):
        screened(account(), said(("Vera", "A", "lader", "yes")))


def test_facts_of_the_managers_level_decide_nothing_for_the_company() -> None:
    with_it = screened(account(), said(("Vera", "A", "contestable", "no")))
    pd.testing.assert_frame_equal(with_it, screened(account()))


def test_a_target_is_nominated_by_what_people_know() -> None:
    target = account(target=True, revenue=0.0, margin=0.0, regularity=None, periods=None, tenure_years=None,
                     reachable_margin=None, reachable_margin_low=None, reachable_margin_high=None)
    found = screened(target, said(("Vera", "A", "leader", "yes")))
    assert found.loc["A", ["large", "loyal"]].tolist() == [False, False]
    assert found.at["A", "holding"] == "status"
    assert found.at["A", "nominated"]


def test_open_tests_are_named_only_where_they_could_make_it_key() -> None:
    small = {"margin": 0.5, "regularity": 0.1, "reachable_margin": 0.1, "reachable_margin_low": 0.1,
             "reachable_margin_high": 0.1}
    table = pd.concat([account(margin=9.0), account(account="B", **small)], ignore_index=True)
    found = screened(table)
    assert found["asking"].tolist() == ["", "status,partner,complex"]
    assert found["nominated"].isna().tolist() == [False, True]


def test_two_criteria_may_be_asked_for() -> None:
    facts = said(*(("Vera", "A", fact, "no") for fact in ("leader", "references", "ties", "tenders")))
    table = account(regularity=0.1)
    assert screened(table, facts).at["A", "nominated"]
    assert not bool(screened(table, facts, min_criteria=2).at["A", "nominated"])
    assert pd.isna(screened(table, min_criteria=2).at["A", "nominated"])


def test_in_by_partner_alone_is_key_for_top_management() -> None:
    small = account(account="B", margin=0.1, regularity=0.1)
    table = pd.concat([account(), small], ignore_index=True)
    found = screened(table, said(("Vera", "B", "ties", "yes"), ("Vera", "A", "ties", "yes")))
    assert found["top_management"].tolist() == [False, True]


ANSWERS = st.sampled_from(["yes", "no", None])


@settings(max_examples=25)
@given(st.lists(st.tuples(*(ANSWERS for _fact in range(4))), min_size=1, max_size=6))
def test_an_answer_more_never_takes_back_what_was_settled(answers: list[tuple[str | None, ...]]) -> None:
    """Unknown never becomes no: taking answers away only turns settled tests into open ones."""
    names = ["leader", "references", "ties", "tenders"]
    keys = [f"{n}" for n in range(len(answers))]
    table = pd.concat([account(account=key, margin=1.0 + n) for n, key in enumerate(keys)], ignore_index=True)
    rows = [("Vera", key, name, given) for key, row in zip(keys, answers, strict=True)
            for name, given in zip(names, row, strict=True) if given]
    whole, part = screened(table, said(*rows)), screened(table, said(*rows[::2]))
    for test in (*TESTS, "nominated"):
        known = part[test].notna()
        assert (whole.loc[known, test] == part.loc[known, test]).all()
        assert known.sum() <= whole[test].notna().sum()


@settings(max_examples=25)
@given(st.permutations(range(5)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    table = pd.concat([account(account=f"{n}", margin=float(n % 3)) for n in range(5)], ignore_index=True)
    one, other = (screen(rows, NO_FACTS, FACTS, **LIMITS) for rows in (table, table.iloc[order]))
    pd.testing.assert_frame_equal(one[0], other[0])
    pd.testing.assert_frame_equal(one[1], other[1])
