"""Numbers as people read them."""

import pandas as pd
import pytest

from kamlib.show.words import accounts, change, money, number, percent, scale_of, short

SPACES = str.maketrans({"\u202f": " "})


@pytest.mark.parametrize(("value", "decimals", "written"), [
    (1265793.04, 0, "1 265 793"), (1234.5, 1, "1 234.5"), (-12.0, 0, "−12"), (-0.04, 1, "0.0"), (0, 0, "0"),
    (float("nan"), 0, "–"), (None, 0, "–"), (pd.NA, 0, "–"),
])
def test_numbers(value: float, decimals: int, written: str) -> None:
    assert number(value, decimals).translate(SPACES) == written


def test_shares_are_percentages_and_changes_carry_their_sign() -> None:
    assert percent(0.601).translate(SPACES) == "60.1 %"
    assert change(0.85, 0).translate(SPACES) == "+85 %"
    assert change(-0.03, 0).translate(SPACES) == "−3 %"
    assert change(float("nan")) == "–"


@pytest.mark.parametrize(("value", "written"), [
    (80_450_596.98, "80.5 mln USD"), (1_200_000_000, "1 200 mln USD"), (45_000_000_000, "45.0 bn USD"),
    (110_277, "110 thousand USD"), (9_999, "9 999 USD"), (-3_100_000, "−3.10 mln USD"),
])
def test_money_in_a_sentence_has_about_three_digits(value: float, written: str) -> None:
    assert money(value, "USD").translate(SPACES) == written


def test_a_column_has_one_scale() -> None:
    scale = scale_of([1_200_000_000, 4_800_000], "RUB")
    assert (scale.unit, scale.of(4_800_000)) == ("mln RUB", "5")
    assert scale_of([], "RUB").unit == "RUB"


@pytest.mark.parametrize(("value", "written"), [
    (484_902.70, "0.5"), (-484_902.70, "−0.5"), (40_000, "0.04"), (4_000, "0.00"), (0.0, "0"), (-1e-7, "0"),
])
def test_what_is_not_zero_is_not_written_as_zero_beside_large_amounts(value: float, written: str) -> None:
    assert scale_of([4_193_000_000]).of(value) == written


def test_names_are_one_short_line() -> None:
    assert short("Nord\nStahl\tGmbH", 40) == "Nord Stahl GmbH"
    assert short("abcdefghij", 5) == "abcd…"
    assert short("a\u202eb\x07c", 9) == "abc"
    assert short(None, 5) == "–"


def test_one_account_is_one() -> None:
    assert accounts(1) == "1 account"
    assert accounts(1200).translate(SPACES) == "1 200 accounts"
