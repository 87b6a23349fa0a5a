"""Wallets, what can be reached, and white space: hand calculations, what must always hold, and the edges."""

from pathlib import Path
from statistics import median

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kamlib.method.margin_rates import margin_rates
from kamlib.method.peers import expected
from kamlib.method.reachable import reachable
from kamlib.method.reachable_of_accounts import joint_growth_npv, reachable_of_accounts
from kamlib.method.rivals import rivals
from kamlib.method.wallet import wallets
from kamlib.method.wallet_of_accounts import wallet_of_accounts
from kamlib.method.wallet_rule import wallet_rule
from kamlib.method.white_space import candidates, white_space
from kamlib.problems import KamError

HOSTILE = '=HYPERLINK("x") <b>&"\u202e'
TYPED = ["account", "group", "supplier", "low", "base", "high", "growth", "reachable", "source",
         "contract_end"]
EXPECTED = ["account", "group", "expected", "peers", "buyers", "median"]
NO_RATES = pd.DataFrame({"account": pd.Series(dtype="str"), "group": pd.Series(dtype="str"),
                         "margin_rate": pd.Series(dtype="float64")})


def typed(*rows: dict[str, object]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=TYPED)
    texts = dict.fromkeys(("account", "group", "supplier", "source"), "str")
    numbers = dict.fromkeys(("low", "base", "high", "growth", "reachable"), "float64")
    return table.astype(texts | numbers).assign(contract_end=pd.to_datetime(table["contract_end"]))


def bought(**amounts: float) -> pd.DataFrame:
    """Sales written as ``A_Flanges=18``."""
    rows = [(*key.split("_"), float(amount)) for key, amount in amounts.items()]
    return pd.DataFrame(rows, columns=["account", "group", "amount"])


def laid(sold: pd.DataFrame, *rows: dict[str, object], **how: object) -> pd.DataFrame:
    return wallets(typed(*rows), sold, ours="we", **how)  # type: ignore[arg-type]


def account(sold: pd.DataFrame, *rows: dict[str, object], **how: object) -> pd.Series:
    return wallet_of_accounts(laid(sold, *rows, **how)).iloc[0]


def reached(sold: pd.DataFrame, *rows: dict[str, object], margins: pd.DataFrame = NO_RATES) -> pd.DataFrame:
    return reachable(laid(sold, *rows), margins, years=3, wallet_growth=0.0, reachable_share=0.5)


# ---- wallets


def test_a_total_leaves_what_nobody_names() -> None:
    # 40 - 18 ours - 15 of the rival = 7
    found = laid(bought(A_Flanges=18), {"account": "A", "group": "Flanges", "base": 40},
                 {"account": "A", "group": "Flanges", "supplier": "Rival", "base": 15})
    assert found.set_index("supplier")["base"].to_dict() == {"": 7.0, "Rival": 15.0, "we": 18.0}


def test_without_a_total_named_competitors_stand_beside_us() -> None:
    found = laid(bought(A_Flanges=18), {"account": "A", "group": "Flanges", "supplier": "Rival", "base": 12})
    assert found["wallet"].tolist() == [30.0, 30.0]
    assert found.set_index("supplier")["share"].to_dict() == {"Rival": 0.4, "we": 0.6}


def test_a_competitor_of_unknown_size_leaves_the_wallet_unknown() -> None:
    found = laid(bought(A_Flanges=18), {"account": "A", "group": "Flanges", "supplier": "Rival"})
    assert found["wallet"].isna().all()
    assert found["share"].isna().all()
    assert found["wallet_low"].tolist() == [18.0, 18.0]


def test_more_sold_than_typed_is_the_wallet_and_is_said() -> None:
    found = laid(bought(A_Flanges=18), {"account": "A", "group": "Flanges", "base": 10, "high": 12})
    row = found.iloc[0]
    assert (row["wallet"], row["wallet_high"], row["share"]) == (18.0, 18.0, 1.0)
    assert row["raised"]
    assert len(found) == 1
    assert wallet_of_accounts(found)["raised"].tolist() == [True]


def test_a_rounding_is_no_contradiction() -> None:
    found = laid(bought(A_Flanges=0.1 + 0.2), {"account": "A", "group": "Flanges", "base": 0.3})
    assert not found["raised"].any()


def test_a_range_leaves_a_range_for_the_others() -> None:
    # others: 90 - 40 - 30 = 20, 100 - 40 - 20 = 40, 120 - 40 - 10 = 70
    rival = {"account": "A", "group": "G", "supplier": "Rival", "low": 10, "base": 20, "high": 30}
    found = laid(bought(A_G=40), {"account": "A", "group": "G", "low": 90, "base": 100, "high": 120}, rival)
    others = found[found["supplier"] == ""].iloc[0]
    assert (others["low"], others["base"], others["high"]) == (20.0, 40.0, 70.0)


def test_one_number_is_a_wallet_without_a_range() -> None:
    found = account(bought(A_G=10), {"account": "A", "group": "G", "base": 40})
    assert (found["wallet_low"], found["wallet"], found["wallet_high"]) == (40.0, 40.0, 40.0)


def test_the_low_share_comes_from_the_high_wallet() -> None:
    found = account(bought(A_G=20), {"account": "A", "group": "G", "low": 25, "base": 40, "high": 80})
    shares = found[["share_of_wallet_low", "share_of_wallet", "share_of_wallet_high"]]
    assert shares.tolist() == [0.25, 0.5, 0.8]


def test_a_wallet_of_all_groups_is_never_split() -> None:
    found = laid(bought(A_Flanges=10, A_Valves=5), {"account": "A", "base": 60})
    groups = found[found["group"] != ""]
    assert groups["wallet"].isna().all()
    assert groups["share"].isna().all()
    whole = wallet_of_accounts(found).iloc[0]
    assert (whole["wallet"], whole["share_of_wallet"], whole["groups_known"]) == (60.0, 0.25, 0)


def test_a_whole_is_not_less_than_its_groups() -> None:
    found = account(bought(A_G=10), {"account": "A", "base": 30}, {"account": "A", "group": "G", "base": 50})
    assert found["wallet"] == 50.0
    assert found["raised"]


def test_a_rival_of_the_groups_is_a_rival_of_the_whole() -> None:
    found = account(bought(A_G=10, A_H=5), {"account": "A", "base": 100},
                    {"account": "A", "group": "G", "supplier": "Rival", "base": 20},
                    {"account": "A", "group": "H", "supplier": "Rival", "base": 15})
    assert (found["rival"], found["competitors"], found["others"]) == ("Rival", 35.0, 50.0)
    assert found["rival_share"] == 0.35


def test_one_unknown_group_leaves_the_account_unknown_and_at_least() -> None:
    found = account(bought(A_G=10, A_H=5), {"account": "A", "group": "G", "base": 40})
    assert pd.isna(found["wallet"])
    assert not found["complete"]
    assert found["wallet_low"] == 45.0
    assert found["share_of_wallet_high"] == pytest.approx(15 / 45)
    assert pd.isna(found["share_of_wallet_low"])


def test_the_weakest_source_is_named() -> None:
    found = account(bought(A_G=1), {"account": "A", "group": "G", "base": 4, "source": "client said"},
                    {"account": "A", "group": "H", "base": 4, "source": "guess"})
    assert found["source"] == "guess"


def test_a_total_that_stands_does_not_rest_on_a_guess_at_a_rival() -> None:
    found = account(bought(A_G=1), {"account": "A", "group": "G", "base": 9, "source": "client said"},
                    {"account": "A", "group": "G", "supplier": "Rival", "base": 4, "source": "guess"})
    assert found["source"] == "client said"


def test_a_turnover_bounds_from_above_only() -> None:
    found = account(bought(A_G=5), turnover=pd.Series({"A": 100.0}))
    assert pd.isna(found["wallet"])
    assert (found["wallet_low"], found["wallet_high"], found["source"]) == (5.0, 100.0, "bound")
    assert found["share_of_wallet_low"] == 0.05
    assert pd.isna(found["share_of_wallet_high"])


def test_a_turnover_below_our_sales_bounds_nothing() -> None:
    found = account(bought(A_G=5), turnover=pd.Series({"A": 3.0}))
    assert pd.isna(found["wallet_high"])
    assert found["source"] == ""


def test_a_typed_wallet_wins_over_a_turnover() -> None:
    found = account(bought(A_G=5), {"account": "A", "group": "G", "base": 20},
                    turnover=pd.Series({"A": 100.0}))
    assert (found["wallet"], found["wallet_high"]) == (20.0, 20.0)


def test_a_target_has_a_share_of_nothing() -> None:
    found = account(bought(), {"account": "T", "group": "G", "low": 100, "base": 140, "high": 200})
    assert (found["revenue"], found["share_of_wallet"], found["others"]) == (0.0, 0.0, 140.0)


def test_no_wallets_at_all_leaves_sales_and_nothing_else() -> None:
    found = wallet_of_accounts(laid(bought(A_G=5, B_G=7)))
    assert found["revenue"].tolist() == [5.0, 7.0]
    shares = ["share_of_wallet", "share_of_wallet_low", "share_of_wallet_high"]
    assert found[["wallet", "wallet_high", "others", *shares]].isna().all(axis=None)
    assert not found["typed"].any()


def test_nothing_at_all_is_a_table_without_rows() -> None:
    found = laid(bought())
    assert found.empty
    assert wallet_of_accounts(found).empty
    assert reachable_of_accounts(reachable(found, NO_RATES, years=3, wallet_growth=0.0, reachable_share=0.5),
                                 years=3, rate=0.2).empty


def test_sales_without_groups_are_in_no_group() -> None:
    sold = pd.DataFrame({"account": ["A"], "amount": [30.0]})
    rows = [{"account": "A", "group": group, "base": base} for group, base in (("G", 40), ("H", 20))]
    found = laid(sold, *rows)
    groups = found[(found["group"] != "") & found["own"]]
    assert groups["base"].isna().all()
    assert groups["share"].isna().all()
    whole = wallet_of_accounts(found).iloc[0]
    assert (whole["revenue"], whole["wallet"], whole["share_of_wallet"]) == (30.0, 60.0, 0.5)


def test_returns_only_are_no_purchase() -> None:
    found = laid(bought(A_G=-5), {"account": "A", "group": "G", "base": 40})
    assert found.loc[found["own"], "base"].tolist() == [0.0]


def test_groups_are_known_by_their_name_whatever_the_letters() -> None:
    found = laid(bought(A_Flanges=10), {"account": "A", "group": " flanges ", "base": 40})
    assert found["group"].unique().tolist() == ["Flanges"]


def test_our_own_row_keeps_its_contract_and_not_its_amount() -> None:
    found = laid(bought(A_G=10), {"account": "A", "group": "G", "base": 40},
                 {"account": "A", "group": "G", "supplier": "WE", "base": 25, "contract_end": "2026-05-31"})
    own = found[found["own"]].iloc[0]
    assert (own["base"], own["source"]) == (10.0, "our sales")
    assert own["contract_end"] == pd.Timestamp("2026-05-31")


@pytest.mark.parametrize(("rows", "code"), [
    ([{"base": 4}, {"base": 5}], "wallet-twice"),
    ([{"low": 6, "base": 5}], "wallet-range"),
    ([{"low": 6, "high": 5}], "wallet-range"),
    ([{"base": -1}], "wallet-below-zero"),
    ([{"base": 4, "growth": 0.1}, {"supplier": "X", "base": 1, "growth": 0.2}], "wallet-two-answers"),
    ([{"supplier": "X", "base": 4}, {"supplier": "x", "base": 5}], "wallet-twice"),
])
def test_what_contradicts_itself_is_refused_by_account_and_group(rows: list[dict], code: str) -> None:
    with pytest.raises(KamError) as refused:
        laid(bought(), *({"account": "Alder", "group": "Flanges", **row} for row in rows))
    assert refused.value.problems[0].code == code
    assert refused.value.problems[0].found == "Alder, Flanges"


def test_names_are_text_whatever_they_hold() -> None:
    sold = pd.DataFrame({"account": [HOSTILE], "group": [HOSTILE], "amount": [4.0]})
    found = laid(sold, {"account": HOSTILE, "group": HOSTILE, "supplier": HOSTILE, "base": 4})
    assert found["share"].tolist() == [0.5, 0.5]
    assert found["account"].unique().tolist() == [HOSTILE]


def test_input_is_left_alone() -> None:
    sold, said = bought(A_G=4), typed({"account": "A", "group": "g", "base": 8})
    before = sold.copy(), said.copy()
    wallets(said, sold, ours="we")
    pd.testing.assert_frame_equal(sold, before[0])
    pd.testing.assert_frame_equal(said, before[1])


def test_contracts_that_end_soonest_stand_first() -> None:
    ends = {"X": "2026-05-31", "Y": "2026-03-31", "Z": "2025-06-30", "U": None}
    rows = [{"account": "A", "group": "G", "supplier": name, "base": 5, "contract_end": end}
            for name, end in ends.items()]
    found = rivals(laid(bought(A_G=20), *rows), as_of=pd.Timestamp("2025-12-31"))
    assert found["supplier"].tolist() == ["Y", "X", "Z", "U"]
    # 31 + 28 + 31 days to the end of March
    assert found["days_left"].iloc[0] == 90
    assert found["our_share"].tolist() == [0.5] * 4


# ---- what must always hold

amounts = st.integers(0, 10**6).map(float)
maybe = st.none() | amounts
cell = st.fixed_dictionaries({"ours": amounts, "total": maybe, "rivals": st.lists(maybe, max_size=3)})
books = st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from(["", "G", "H"])), cell, min_size=1,
                        max_size=6)


def book(cells: dict[tuple[str, str], dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Typed rows and sales of a book of wallets; sales stand in groups only."""
    rows, sold = [], []
    for (name, group), content in cells.items():
        rows.append({"account": name, "group": group, "base": content["total"]})
        rows += [{"account": name, "group": group, "supplier": f"R{i}", "base": base}
                 for i, base in enumerate(content["rivals"])]
        if group:
            sold.append((name, group, content["ours"]))
    return typed(*rows), pd.DataFrame(sold, columns=["account", "group", "amount"]).astype(
        {"account": "str", "group": "str", "amount": "float64"})


@settings(max_examples=30)
@given(books)
def test_shares_of_a_known_wallet_add_up_to_one(cells: dict) -> None:
    said, sold = book(cells)
    found = wallets(said, sold, ours="we")
    for _key, rows in found[found["wallet"] > 0].groupby(["account", "group"]):
        assert rows["share"].sum() == pytest.approx(1)
        assert rows["share"].dropna().between(0, 1 + 1e-9).all()


@settings(max_examples=30)
@given(books, st.randoms())
def test_the_order_of_rows_changes_nothing(cells: dict, luck: object) -> None:
    said, sold = book(cells)
    rows = list(range(len(said)))
    luck.shuffle(rows)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(wallets(said.iloc[rows], sold.iloc[::-1], ours="we"),
                                  wallets(said, sold, ours="we"))


@settings(max_examples=30)
@given(books)
def test_ends_stand_in_their_order_and_no_wallet_is_below_our_sales(cells: dict) -> None:
    said, sold = book(cells)
    found = wallet_of_accounts(wallets(said, sold, ours="we"))
    known = found[found["wallet"].notna()]
    assert (known["wallet_low"] <= known["wallet"] + 1e-6).all()
    assert (known["wallet"] <= known["wallet_high"] + 1e-6).all()
    assert (found["wallet_low"] >= found["revenue"] - 1e-6).all()
    assert known["share_of_wallet"].dropna().between(0, 1 + 1e-9).all()


@settings(max_examples=30)
@given(books, st.sampled_from("ABC"), st.sampled_from(["G", "H"]), maybe)
def test_one_competitor_more_never_raises_our_share(cells: dict, name: str, group: str,
                                                    amount: float | None) -> None:
    said, sold = book(cells)
    before = wallet_of_accounts(wallets(said, sold, ours="we")).set_index("account")["share_of_wallet"]
    new = typed({"account": name, "group": group, "supplier": "New", "base": amount})
    after = wallet_of_accounts(wallets(pd.concat([said, new], ignore_index=True), sold, ours="we"))
    both = pd.concat([before, after.set_index("account")["share_of_wallet"].rename("after")], axis=1).dropna()
    assert (both["after"] <= both["share_of_wallet"] + 1e-9).all()


@settings(max_examples=30)
@given(books)
def test_what_nobody_knows_never_turns_into_a_number(cells: dict) -> None:
    said, sold = book({key: content | {"total": None, "rivals": []} for key, content in cells.items()})
    laid_out = wallets(said, sold, ours="we")
    found = wallet_of_accounts(laid_out)
    assert found[["wallet", "share_of_wallet", "share_of_wallet_high", "others"]].isna().all(axis=None)
    reach = reachable(laid_out, NO_RATES, years=3, wallet_growth=0.1, reachable_share=0.5)
    gained = reachable_of_accounts(reach, years=3, rate=0.2)
    assert gained.drop(columns=["account", "complete"]).isna().all(axis=None)
    nothing = pd.DataFrame(columns=EXPECTED)
    states = white_space(laid_out, nothing, ["G", "H"])
    assert (states.loc[states["amount"] == 0, "state"] == "unknown").all()
    assert candidates(states).empty


@settings(max_examples=20)
@given(books, st.floats(0, 1), st.integers(1, 5))
def test_held_wallets_and_shares_never_below_todays_lose_nothing(
    cells: dict, share: float, years: int
) -> None:
    said, sold = book(cells)
    found = reachable(wallets(said, sold, ours="we"), NO_RATES, years=years, wallet_growth=0.0,
                      reachable_share=share)
    more = found[["more_revenue_low", "more_revenue", "more_revenue_high"]]
    assert ((more >= -1e-6) | more.isna()).all(axis=None)
    assert (found["reachable_share"] >= found["share_today"].fillna(0.0) - 1e-12).all()


@settings(max_examples=20)
@given(books)
@example({("A", ""): {"ours": 0.0, "total": 0.0, "rivals": []}})
def test_accounts_add_up_the_same_in_wallets_and_in_what_is_reached(cells: dict) -> None:
    said, sold = book(cells)
    laid_out = wallets(said, sold, ours="we")
    whole = wallet_of_accounts(laid_out).set_index("account")["wallet"]
    found = reachable(laid_out, NO_RATES, years=1, wallet_growth=0.0, reachable_share=1.0)
    gained = reachable_of_accounts(found, years=1, rate=0.2).set_index("account")["reachable_revenue"]
    assert gained.reindex(whole.index).tolist() == pytest.approx(whole.tolist(), nan_ok=True)


# ---- what can be reached


def test_the_share_in_force_says_where_it_comes_from() -> None:
    found = reached(bought(A_G=1, A_H=9), {"account": "A", "group": "G", "base": 10},
                    {"account": "A", "group": "H", "base": 10},
                    {"account": "A", "group": "I", "base": 10, "reachable": 0.2}).set_index("group")
    assert found["share_from"].to_dict() == {"G": "default", "H": "today's share", "I": "typed"}
    assert found["reachable_share"].to_dict() == {"G": 0.5, "H": 0.9, "I": 0.2}
    assert found["more_revenue"].to_dict() == pytest.approx({"G": 4.0, "H": 0.0, "I": 2.0})


def test_what_is_typed_for_all_groups_holds_in_each() -> None:
    found = reached(bought(A_G=1), {"account": "A", "group": "G", "base": 10},
                    {"account": "A", "base": 10, "reachable": 0.3, "growth": 0.1}).set_index("group")
    assert found.loc["G", "share_from"] == "typed for all groups"
    # 10 x 1.1 ** 3 x .3 - 1
    assert found.loc["G", "more_revenue"] == pytest.approx(10 * 1.331 * 0.3 - 1)


def test_what_of_a_whole_is_in_no_known_group_stands_in_one_row() -> None:
    # whole 100, of which G 40: 60 are left, and 5 of our 15
    found = reached(bought(A_G=10, A_H=5), {"account": "A", "base": 100},
                    {"account": "A", "group": "G", "base": 40}).set_index("group")
    assert found["wallet"].to_dict() == {"": 60.0, "G": 40.0}
    assert found["revenue"].to_dict() == {"": 5.0, "G": 10.0}
    assert found["more_revenue"].sum() == pytest.approx(50 - 15)


def test_a_known_part_is_at_least() -> None:
    rates = pd.DataFrame({"account": "", "group": ["G", "H"], "margin_rate": 0.2})
    parts = reached(bought(A_G=10, A_H=5), {"account": "A", "group": "G", "base": 40}, margins=rates)
    found = reachable_of_accounts(parts, years=3, rate=0.2).iloc[0]
    assert pd.isna(found["reachable_margin"])
    assert pd.isna(found["reachable_margin_high"])
    assert found["reachable_margin_low"] == pytest.approx((20 - 10) * 0.2)
    assert not found["complete"]


def test_an_unknown_wallet_sold_at_a_loss_has_no_least() -> None:
    rates = pd.DataFrame({"account": "", "group": ["G", "H"], "margin_rate": [0.2, -0.1]})
    parts = reached(bought(A_G=10, A_H=5), {"account": "A", "group": "G", "base": 40}, margins=rates)
    assert pd.isna(reachable_of_accounts(parts, years=3, rate=0.2)["reachable_margin_low"].iloc[0])


def test_without_costs_the_margin_is_unknown_and_the_revenue_is_told() -> None:
    found = reachable_of_accounts(reached(bought(A_G=10), {"account": "A", "group": "G", "base": 40}),
                                  years=3, rate=0.2).iloc[0]
    assert pd.isna(found["reachable_margin"])
    assert pd.isna(found["growth_npv"])
    assert found["more_revenue"] == 10.0


def test_an_own_margin_rate_goes_before_that_of_the_group() -> None:
    sold = pd.DataFrame({"account": ["A", "B"], "group": "G", "cost": [90.0, 60.0], "margin": [10.0, 40.0]})
    rates = margin_rates(sold)
    found = reached(bought(A_G=10), {"account": "A", "group": "G", "base": 40},
                    {"account": "T", "group": "G", "base": 40}, margins=rates).set_index("account")
    assert found["margin_from"].to_dict() == {"A": "own", "T": "group"}
    # 50 of 200 over both
    assert found["margin_rate"].to_dict() == pytest.approx({"A": 0.1, "T": 0.25})
    assert found["reachable_margin"].to_dict() == pytest.approx({"A": 1.0, "T": 5.0})


def test_growth_at_a_loss_turns_the_ends() -> None:
    rates = pd.DataFrame({"account": [""], "group": ["G"], "margin_rate": [-0.1]})
    found = reached(bought(A_G=10), {"account": "A", "group": "G", "low": 30, "base": 40, "high": 60},
                    margins=rates).iloc[0]
    ends = found[["reachable_margin_low", "reachable_margin", "reachable_margin_high"]]
    assert ends.tolist() == pytest.approx([-2.0, -1.0, -0.5])


def test_costs_known_in_part_give_the_rate_of_that_part() -> None:
    # aggregate gives cost and margin over the lines whose cost is known: 20 of 100
    found = margin_rates(pd.DataFrame({"account": ["A"], "group": ["G"], "amount": [500.0], "cost": [80.0],
                                       "margin": [20.0]}))
    assert set(found["margin_rate"]) == {0.2}


def test_no_costs_give_no_rates() -> None:
    assert margin_rates(bought(A_G=10)).empty
    assert margin_rates(bought(A_G=10).assign(cost=float("nan"), margin=float("nan"))).empty


def test_a_turnover_says_nothing_of_what_can_be_reached() -> None:
    found = reachable(laid(bought(A_G=5), turnover=pd.Series({"A": 100.0})), NO_RATES, years=3,
                      wallet_growth=0.0, reachable_share=0.5)
    assert reachable_of_accounts(found, years=3, rate=0.2)["more_revenue_high"].isna().all()


def test_unknown_growth_is_worth_nobody_knows_what() -> None:
    found = joint_growth_npv(pd.Series({"A": 3.0, "B": None}, dtype="float64"), years=1, rate=0.5)
    assert found["A"] == 2.0
    assert pd.isna(found["B"])


@pytest.mark.parametrize(("how", "code"), [({"years": 0}, "horizon-too-short"),
                                           ({"reachable_share": 1.2}, "share-outside")])
def test_a_horizon_and_a_share_must_be_some(how: dict, code: str) -> None:
    whole = {"years": 3, "wallet_growth": 0.0, "reachable_share": 0.5} | how
    with pytest.raises(KamError) as refused:
        reachable(laid(bought(A_G=5)), NO_RATES, **whole)
    assert refused.value.problems[0].code == code


# ---- peers


def test_who_never_bought_is_measured_and_is_no_peer() -> None:
    sold = bought(A_G=2, B_G=4, C_H=1)
    kinds = pd.Series("plant", index=list("ABCT"))
    found = expected(sold, kinds, peers_min=3, buying_from=0.5).query("group == 'G'").set_index("account")
    # Nobody is its own peer: A looks at B, who buys, and at C, who does not.
    assert found["peers"].to_dict() == {"A": 2, "B": 2, "C": 2, "T": 3}
    assert found["buyers"].to_dict() == {"A": 1, "B": 1, "C": 2, "T": 2}
    assert found["median"].to_dict() == {"A": 4.0, "B": 2.0, "C": 3.0, "T": 3.0}
    # 2 of 3 buy, median 3
    assert found.loc["T", "gap"] == pytest.approx(2.0)
    assert found.loc[["A", "B", "C"], "expected"].isna().all()


def test_too_few_peers_expect_nothing() -> None:
    kinds = pd.Series("plant", index=list("AB"))
    found = expected(bought(A_G=2, B_G=4), kinds, peers_min=3, buying_from=0.4)
    assert found["expected"].isna().all()
    assert found["gap"].isna().all()


def test_without_a_kind_there_are_no_peers() -> None:
    kinds = pd.Series({"A": "plant", "B": "", "C": None}, dtype="str")
    found = expected(bought(A_G=2, B_G=4, C_G=5), kinds, peers_min=1, buying_from=0.4).set_index("account")
    assert found["peers"].to_dict() == {"A": 0, "B": 0, "C": 0}


def test_sales_without_groups_are_no_evidence_against_a_group() -> None:
    sold = pd.concat([bought(A_G=2), pd.DataFrame({"account": ["B"], "group": [None], "amount": [9.0]})])
    found = expected(sold, pd.Series("plant", index=list("AB")), peers_min=1, buying_from=0.4)
    assert found["peers"].tolist() == [0, 1]
    assert found["bought"].isna().tolist() == [False, True]


def test_by_size_a_small_account_is_expected_to_buy_less() -> None:
    # both buyers buy 2 % of their size; of three others two buy: 2/3 x .02 x size
    sold, kinds = bought(A_G=2, B_G=4, D_H=1, C_H=1), pd.Series("plant", index=list("ABCD"))
    sizes = pd.Series({"A": 100.0, "B": 200.0, "C": 30.0, "D": 40.0})
    found = expected(sold, kinds, peers_min=3, buying_from=0.5, sizes=sizes)
    by_size = found.query("group == 'G'").set_index("account")["expected_by_size"]
    assert by_size["C"] == pytest.approx(2 / 3 * 0.02 * 30)


@given(st.lists(st.integers(0, 6), min_size=2, max_size=9))
def test_what_is_expected_of_an_account_does_not_change_with_what_it_buys_itself(amounts: list[int]) -> None:
    keys = [f"{n}" for n in range(len(amounts))]
    sold = pd.DataFrame({"account": [*keys, *keys], "group": ["G"] * len(keys) + ["H"] * len(keys),
                         "amount": [*map(float, amounts), *[1.0] * len(keys)]})
    kinds, how = pd.Series("plant", index=keys), {"peers_min": 1, "buying_from": 0.0}
    now = expected(sold, kinds, **how).query("group == 'G' and account == '0'")["expected"].item()
    more = sold.assign(amount=sold["amount"].mask((sold["account"] == "0") & (sold["group"] == "G"), 99.0))
    then = expected(more, kinds, **how).query("group == 'G' and account == '0'")["expected"].item()
    others = [amount for amount in amounts[1:] if amount]
    wanted = len(others) / (len(amounts) - 1) * median(others) if others else float("nan")
    assert [now, then] == pytest.approx([wanted] * 2, nan_ok=True)


# ---- white space


def grid(*rows: dict[str, object], sold: pd.DataFrame, likely: pd.DataFrame | None = None) -> pd.Series:
    nothing = pd.DataFrame(columns=EXPECTED)
    found = white_space(laid(sold, *rows), nothing if likely is None else likely, ["G", "H"])
    return found.set_index(["account", "group"])["state"]


def test_six_states() -> None:
    found = grid({"account": "A", "group": "H", "supplier": "Rival", "base": 5},
                 {"account": "B", "group": "G", "base": 9}, {"account": "B", "group": "H", "base": 9},
                 {"account": "C", "group": "H", "base": 0}, sold=bought(A_G=5, B_G=4, C_G=1, D_G=1))
    assert found.to_dict() == {
        ("A", "G"): "own", ("A", "H"): "competitor", ("B", "G"): "shared", ("B", "H"): "gap",
        ("C", "G"): "own", ("C", "H"): "not relevant", ("D", "G"): "own", ("D", "H"): "unknown"}


def test_a_competitor_of_unknown_size_holds_the_group() -> None:
    found = grid({"account": "A", "group": "H", "supplier": "Rival"}, sold=bought(A_G=5))
    assert found["A", "H"] == "competitor"


def test_peers_make_an_unknown_cell_a_gap_but_not_one_that_is_not_needed() -> None:
    likely = pd.DataFrame({"account": ["A", "B"], "group": "H", "expected": 0.77, "peers": 10, "buyers": 7,
                           "median": 1.1})
    found = grid({"account": "B", "group": "H", "base": 0}, sold=bought(A_G=5, B_G=5), likely=likely)
    assert found["A", "H"] == "gap"
    assert found["B", "H"] == "not relevant"


def test_a_wallet_of_all_groups_makes_no_gap() -> None:
    found = grid({"account": "A", "base": 500}, sold=bought(A_G=5))
    assert found["A", "H"] == "unknown"


def test_sales_without_groups_make_no_gap() -> None:
    sold = pd.DataFrame({"account": ["A"], "amount": [30.0]})
    nothing = pd.DataFrame(columns=EXPECTED)
    found = white_space(laid(sold), nothing, ["G"])
    assert found["state"].tolist() == ["unknown"]
    assert found["amount"].isna().all()


def test_candidates_are_ordered_by_their_value_and_told_by_their_kind() -> None:
    nothing = pd.DataFrame(columns=EXPECTED)
    known = (("A", "G", 9), ("A", "H", 7), ("T", "H", 8))
    rows = [{"account": name, "group": group, "base": base} for name, group, base in known]
    white = white_space(laid(bought(A_G=4), *rows), nothing, ["G", "H"])
    found = candidates(white)
    assert found["kind"].tolist() == ["first sale", "cross-sell", "upsell"]
    assert found["value"].tolist() == [8.0, 7.0, 5.0]
    assert set(found["value_from"]) == {"wallet"}


def test_without_groups_there_is_no_map() -> None:
    nothing = pd.DataFrame(columns=EXPECTED)
    white = white_space(laid(pd.DataFrame({"account": ["A"], "amount": [30.0]})), nothing, [])
    assert white.empty
    assert candidates(white).empty


# ---- rank-based estimate


def test_a_wallet_ranked_without_a_rank_is_refused() -> None:
    with pytest.raises(KamError, match="X"):
        wallet_rule(pd.DataFrame({"account": "A", "supplier": ["X", "Y"], "rank": [None, 1.0]}))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_estimated_shares_add_up_to_one(ranks: list[int]) -> None:
    table = pd.DataFrame({"account": "A", "supplier": [f"S{i}" for i in range(len(ranks))], "rank": ranks})
    found = wallet_rule(table)
    assert found["share"].sum() == pytest.approx(1)
    assert found["share"].is_monotonic_decreasing


# ---- real studies


def test_adventureworks_knows_no_wallet_and_bounds_each_by_what_the_reseller_sells(real_data: Path) -> None:
    folder = real_data / "adventureworks"
    lines = pd.read_csv(folder / "dw_FactResellerSales.csv.gz", parse_dates=["OrderDate"])
    last = lines[lines["OrderDate"] > lines["OrderDate"].max() - pd.DateOffset(years=1)]
    sold = pd.DataFrame({"account": last["ResellerKey"].astype("str"), "amount": last["SalesAmount"]})
    resellers = pd.read_csv(folder / "dw_DimReseller.csv").set_index("ResellerKey")
    sells = resellers["AnnualSales"].astype("float64")
    sells.index = sells.index.astype("str")
    found = wallet_of_accounts(laid(sold, turnover=sells)).set_index("account")
    revenue = sold.groupby("account")["amount"].sum().reindex(found.index).fillna(0.0)
    assert found["wallet"].isna().all()
    assert found["share_of_wallet"].isna().all()
    assert found["share_of_wallet_high"].isna().all()
    held = sells[found.index].where(sells[found.index] >= revenue)
    assert found["share_of_wallet_low"].tolist() == pytest.approx((revenue / held).tolist(), nan_ok=True)
    assert len(found) == len(sells)


def test_northwind_without_wallets_has_gaps_by_peers_only(real_data: Path) -> None:
    folder = real_data / "northwind"
    lines = pd.read_csv(folder / "OrderDetails.csv").merge(pd.read_csv(folder / "Orders.csv"), on="OrderID")
    kinds = pd.read_csv(folder / "Customers.csv", keep_default_na=False).set_index("CustomerID")["Country"]
    groups = pd.read_csv(folder / "Products.csv").set_index("ProductID")["CategoryID"].astype("str")
    amount = lines["UnitPrice"] * lines["Quantity"] * (1 - lines["Discount"])
    sold = pd.DataFrame({"account": lines["CustomerID"], "group": lines["ProductID"].map(groups),
                         "amount": amount})
    likely = expected(sold, kinds, peers_min=5, buying_from=0.4)
    white = white_space(laid(sold), likely, sorted(sold["group"].unique()))
    assert set(white["state"]) == {"own", "gap", "unknown"}
    assert len(white) == 91 * 8
    by_hand = sold.groupby(["account", "group"])["amount"].sum().unstack()
    by_hand = by_hand.reindex(kinds.index[kinds == "Germany"]).drop("ALFKI")  # nobody is its own peer
    buys = by_hand["1"].dropna()
    alfki = likely.set_index(["account", "group"]).loc[("ALFKI", "1"), "expected"]
    assert alfki == pytest.approx(len(buys) / by_hand.notna().any(axis=1).sum() * buys.median())
