"""Each sentence is true of every study: one or many, nothing known, a tiny total, a share at a limit."""

from types import SimpleNamespace

import pandas as pd
import pytest

from kamlib import show

SPACES = str.maketrans({"\u202f": " "})


def said(reading: object) -> str:
    return repr(reading).translate(SPACES)


def whale(**numbers: float) -> SimpleNamespace:
    whole = {"accounts": 4, "total": 120.0, "peak": 160.0, "peak_share": 160 / 120, "peak_accounts": 3,
             "loss": 40.0, "losing": 1, "unknown": 0}
    return SimpleNamespace(**whole | numbers)


NUMBERS = SimpleNamespace(accounts=4, largest_share=0.5, effective_number=2.4)


def test_the_whale_is_read_in_money() -> None:
    words = said(show.read_whale(whale(), what="margin", currency="EUR"))
    assert words == "3 accounts bring 160 EUR of margin. 1 account eats 40 EUR of it again: 120 EUR is left."


def test_a_whale_below_zero_has_a_total_and_nothing_left() -> None:
    words = said(show.read_whale(whale(total=-20.0, loss=180.0, losing=2), what="margin", currency="EUR"))
    assert words.endswith("2 accounts eat 180 EUR of it again and more: the total is −20 EUR.")


def test_accounts_without_a_margin_are_named_even_when_they_are_as_many_as_the_others() -> None:
    words = said(show.read_whale(whale(unknown=4), what="margin", currency=""))
    assert "160 of margin" in words
    assert "4 accounts without a known margin are not in the curve." in words


def test_without_costs_nobody_is_said_to_lose_no_money() -> None:
    nothing = whale(accounts=0, total=0.0, peak=0.0, peak_accounts=0, loss=0.0, losing=0, unknown=4)
    assert "No costs are known" in said(show.read_whale(nothing, what="margin", currency=""))
    assert said(show.read_portfolio(NUMBERS, "Alder", nothing, currency="")) == (
        "As if you had 2 equal clients; Alder holds 50.0 % of revenue; costs are not known.")


@pytest.fixture
def hang() -> pd.DataFrame:
    return pd.DataFrame({"manager": ["M5", "M6"], "largest_name": ["Alder", "Birch"],
                         "largest_amount": [76.8, 39.0], "amount": [126.0, 100.0],
                         "largest_share": [76.8 / 126, 0.39], "left_share": [49.2 / 126, 0.61],
                         "dependent": [True, False]})


def test_the_sentence_says_the_share_as_the_figure_does(hang: pd.DataFrame) -> None:
    words = said(show.read_dependence(hang, threshold=0.4, currency="mln"))
    assert "Alder is 61 % of what manager M5 sells, 77 mln of 126 mln: when it goes, 39 % of the" in words
    figure = show.dependence_bars(hang, threshold=0.4, period="2025")
    assert "61 %" in figure.texts[0].get_text().translate(SPACES)


def test_sales_without_a_manager_hang_too(hang: pd.DataFrame) -> None:
    nobody = hang.assign(manager=[None, "M6"])
    assert "manager without a name" in said(show.read_dependence(nobody, threshold=0.4))


def projects(**columns: list[float]) -> pd.DataFrame:
    whole = {"name": ["Alder"], "before": [9.0], "now": [16.6], "growth": [0.85], "largest": [13.0],
             "growth_without": [-0.59], "warned": [True]}
    return pd.DataFrame(whole | columns)


def test_a_project_is_told_with_the_share_of_the_year_in_its_invoices() -> None:
    words = said(show.read_projects(projects(), invoices=2))
    assert words.startswith("Alder: 9 a year ago, 17 now (+85 %); its 2 largest invoices are 78 % of that, "
                            "and without them revenue is −59 %.")
    assert "its largest invoice is 78 % of that" in said(show.read_projects(projects(), invoices=1))


def test_growth_from_next_to_nothing_is_said_as_so_many_times() -> None:
    words = said(show.read_projects(projects(before=[0.5], now=[50.0], growth=[99.0]), invoices=2))
    assert "(100-fold)" in words


def test_only_two_projects_are_told_and_the_others_counted() -> None:
    many = pd.concat([projects()] * 5, ignore_index=True)
    words = said(show.read_projects(many, invoices=2))
    assert words.count("a year ago") == 2
    assert "So it is with 3 more accounts." in words


def test_those_that_lose_money_take_no_margin_with_them() -> None:
    gone = pd.DataFrame({"name": ["Alder", "Birch"], "share": [0.4, 0.3], "margin": [60.0, -20.0]})
    assert said(show.read_stress(gone)) == ("Without Alder 60.0 % of revenue is left. Of these 2, most "
                                            "margin goes with Alder: 60. 1 of them loses money.")


def test_nobody_of_them_earns_anything() -> None:
    gone = pd.DataFrame({"name": ["Alder"], "share": [0.4], "margin": [-20.0]})
    assert "each has none" in said(show.read_stress(gone))
