"""Every figure is one that can stand on a slide: held by its properties, not by its pixels."""

import io
from collections.abc import Iterator
from itertools import combinations
from types import SimpleNamespace

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from IPython.core.pylabtools import print_figure
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from kamlib import show
from kamlib.show.style import SIZE
from show.figures import HOSTILE, PERIOD, all_figures, shares_frame, whale_frame

NAMES = list(all_figures())
SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\n": " "})


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    """No open figure, no setting of matplotlib changed."""
    before = dict(mpl.rcParams)
    yield
    assert dict(mpl.rcParams) == before
    assert not plt.get_fignums()


def png(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def in_notebook(figure: Figure) -> bytes:
    """As a notebook shows it: cut to what is drawn."""
    shown = print_figure(figure, base64=False)
    assert isinstance(shown, bytes)
    return shown


def texts(figure: Figure) -> list[Text]:
    """All that is written, tick labels included, as far as it is seen."""
    figure.canvas.draw()
    shown = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    off = {id(t) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)
           if not axes.axison for t in axis.get_ticklabels()}
    outside = {id(label) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)
               for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]
               for label in (tick.label1, tick.label2)
               if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())}
    return [t for t in shown if id(t) not in off | outside]


def said(figure: Figure) -> str:
    return " | ".join(t.get_text() for t in texts(figure)).translate(SPACES)


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    boxes = [(t.get_text(), t.get_window_extent().shrunk(0.98, 0.9)) for t in texts(figure)]
    return [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)]


def title(figure: Figure) -> str:
    return figure.texts[0].get_text().translate(SPACES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("client", ["QUICK-Stop", HOSTILE, "W" * 60])
def test_all_that_is_written_lies_inside_the_figure(name: str, client: str) -> None:
    figure = all_figures(client)[name]()
    for text in texts(figure):
        box = text.get_window_extent()
        assert box.x0 >= 0, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.x1 <= figure.bbox.width, text.get_text()
        assert box.y1 <= figure.bbox.height, text.get_text()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("client", ["QUICK-Stop", HOSTILE, "W" * 60])
def test_no_two_labels_overlap(name: str, client: str) -> None:
    assert not overlaps(all_figures(client)[name]())


@pytest.mark.parametrize("name", NAMES)
def test_letters_can_be_read_from_the_back_of_a_room(name: str) -> None:
    assert min(t.get_fontsize() for t in texts(all_figures()[name]())) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_two_draws_are_the_same_to_the_byte_and_small(name: str) -> None:
    first, second = (png(all_figures()[name]()) for _turn in range(2))
    assert first == second
    assert len(first) <= 60_000


@pytest.mark.parametrize("name", NAMES)
def test_in_a_notebook_it_is_small_and_the_same_too(name: str) -> None:
    first, second = (in_notebook(all_figures()[name]()) for _turn in range(2))
    assert first == second
    assert len(first) <= 60_000


def test_names_in_a_script_that_the_font_lacks_are_drawn_without_a_warning() -> None:
    for name in NAMES:
        assert png(all_figures("北京阀门厂 🚀")[name]())


@pytest.mark.parametrize("name", NAMES)
def test_the_title_stands_left_and_the_size_is_that_of_a_slide(name: str) -> None:
    figure = all_figures()[name]()
    assert tuple(figure.get_size_inches()) == SIZE
    assert figure.texts[0].get_ha() == "left"
    assert PERIOD in said(figure)


@pytest.mark.parametrize("name", ["stress_bars", "dependence_bars", "growth_bars", "equal_clients"])
def test_hostile_names_are_letters_like_others(name: str) -> None:
    figure = all_figures(HOSTILE)[name]()
    assert 'P&L "$x^2$ and $y"' in said(figure)
    assert "\u202e" not in said(figure)
    assert all(not t.get_parse_math() for t in texts(figure) if "$" in t.get_text())


@pytest.mark.parametrize(("name", "finding"), [
    ("pareto_curve", "18 of 89 accounts (20 %) bring 73.0 % of revenue, not 80 %"),
    ("abc_bars", "34 accounts (class A) bring 80.1 % of revenue, 28 accounts (class C) bring 4.7 %"),
    ("equal_clients", "You have 89 accounts, and it is as if you had 28 equal ones"),
    ("top_shares", "The 10 largest accounts bring 45.0 % of revenue, the largest alone 8.7 %"),
    ("lorenz_curve", "The smaller half of the accounts brings 11.8 % of revenue (Gini 0.58)"),
    ("whale_curve", "4 accounts bring 160 mln of margin; 2 accounts eat 40 mln of it again"),
    ("dependence_bars",
     "2 of 3 managers hang on one account: QUICK-Stop is 61 % of the revenue of manager M5"),
    ("growth_bars", "Revenue +10.4 % on equal months: 2 accounts bought more, 2 less"),
    ("price_quantity", "Revenue +14.0 %: pieces −3.0 %, price per piece +17.5 %"),
    ("price_mix", "Revenue +14.0 %: pieces −3.0 %, prices article by article +15.0 %"),
])
def test_the_title_states_the_finding_from_the_numbers(name: str, finding: str) -> None:
    # Pareto: 1 - .93^18 over 1 - .93^89 = .729/.998 = 73.0 %. Growth: 265 of 240 = +10.4 %.
    assert title(all_figures()[name]()) == finding


def test_the_largest_account_names_the_stress() -> None:
    assert title(all_figures()["stress_bars"]()) == (
        "If QUICK-Stop goes, 7.0 % of revenue goes, and 20.0 % of margin")


def test_the_claim_stands_beside_the_studys_own_point() -> None:
    words = said(all_figures()["pareto_curve"]())
    assert "claimed: 80 %" in words
    assert "this study: 18 accounts, 73.0 %" in words


@pytest.mark.parametrize("amounts", [
    [1000.0] + [1.0] * 50, [10.0] * 40, [100 * 0.5**i for i in range(12)], [8.0, 2.0], [5.0],
    [100 * 0.914**i for i in range(100)],
])
def test_pareto_labels_stay_apart_whatever_the_curve(amounts: list[float]) -> None:
    figure = show.pareto_curve(shares_frame(amounts), what="revenue", period=PERIOD)
    assert not overlaps(figure)


def test_without_costs_the_whale_says_why_there_is_none() -> None:
    figure = show.whale_curve(whale_frame([]), what="margin", period=PERIOD, currency="RUB")
    assert title(figure) == "No whale curve: the file holds no costs"


def test_a_loss_making_portfolio_is_drawn_in_money() -> None:
    figure = show.whale_curve(whale_frame([10e6, -30e6]), what="margin", period=PERIOD, currency="RUB")
    assert "Margin, mln RUB" in said(figure)
    assert "%" not in said(figure)


def test_a_tiny_total_is_drawn_in_money_because_its_shares_say_nothing() -> None:
    # AdventureWorks: 2.64 mln are earned and 2.17 mln lost again; 562 % of what is left helps nobody.
    figure = show.whale_curve(whale_frame([2.64e6, -2.17e6]), what="margin", period=PERIOD, currency="USD")
    assert "Margin, mln USD" in said(figure)
    assert "%" not in said(figure)


def test_margin_that_would_rise_is_drawn_in_money() -> None:
    gone = pd.DataFrame({"account": ["A", "B"], "share": [0.4, 0.3], "margin": [60_000.0, -20_000.0],
                         "margin_share": [1.5, -0.5]})
    figure = show.stress_bars(gone, period=PERIOD, currency="USD")
    assert title(figure) == "If A goes, 40.0 % of revenue goes, and 60.0 thousand USD of margin"
    assert "margin, thousand USD" in said(figure)
    assert "150" not in said(figure)
    assert not overlaps(figure)


def test_a_share_just_below_the_limit_is_not_rounded_onto_it() -> None:
    managers = pd.DataFrame({"manager": ["M1"], "largest_name": ["Alder"], "largest_share": [0.396],
                             "dependent": [False]})
    figure = show.dependence_bars(managers, threshold=0.4, period=PERIOD)
    assert title(figure) == "No manager's largest account reaches 40.0 % of revenue; the highest is 39.6 %"


def months_frame(first: str, amounts: list[float]) -> pd.DataFrame:
    months = pd.date_range(first, periods=len(amounts), freq="MS")
    complete = [False, *[True] * (len(amounts) - 1)]
    return pd.DataFrame({"month": months, "amount": amounts, "complete": complete})


@pytest.mark.parametrize("first", ["2023-12-01", "2023-10-01", "2023-07-01", "2023-01-01"])
def test_years_below_the_months_stay_apart(first: str) -> None:
    figure = show.months_bars(months_frame(first, [5e6] * 36), currency="RUB")
    assert not overlaps(figure)
    assert "Revenue, mln RUB" in said(figure)


def test_months_without_a_sale_are_counted_in_the_title() -> None:
    figure = show.months_bars(months_frame("2023-12-01", [5.0, 5, 0, 5, 0]), currency="RUB")
    assert title(figure) == "The file covers 4 complete months; 2023-12 is cut off; 2 months without a sale"


@pytest.mark.parametrize("half", [0.01, 0.05, 0.09, 0.2])
def test_the_label_of_the_smaller_half_stands_clear_of_the_axis(half: float) -> None:
    points = pd.DataFrame({"accounts_share": [0, 0.5, 1], "value_share": [0, half, 1]})
    assert not overlaps(show.lorenz_curve(points, gini=0.66, what="revenue", period=PERIOD))


def test_a_profitable_portfolio_is_drawn_in_shares_and_money() -> None:
    words = said(all_figures()["whale_curve"]())
    assert "peak: 160 mln = 133 %" in words
    assert "left: 120 mln" in words


def test_a_portfolio_without_losses_says_so() -> None:
    figure = show.whale_curve(whale_frame([10.0, 5.0]), what="margin", period=PERIOD, currency="RUB")
    assert title(figure) == "No account eats: all 2 bring 15 RUB of margin"


def test_a_file_too_short_for_growth_says_so() -> None:
    empty = pd.DataFrame(columns=["account", "change", "before", "now"])
    assert "too short" in title(show.growth_bars(empty, period="", currency=""))


def test_growth_without_quantities_says_that_price_is_inside() -> None:
    nothing = float("nan")
    split = SimpleNamespace(months=12, before=1.0, now=1.1, revenue_index=1.1, quantity_index=nothing,
                            price_index=nothing, quantity_effect=nothing, price_effect=nothing)
    figure = show.price_quantity(split, period=PERIOD, currency="RUB")
    assert title(figure) == "Revenue +10.0 %, and price can't be told from quantity"


def test_no_managers_no_bars() -> None:
    figure = show.dependence_bars(pd.DataFrame(columns=["manager"]), threshold=0.25, period=PERIOD)
    assert "names no managers" in title(figure)


@pytest.mark.parametrize("code", ["5", "294", "М"])
def test_managers_known_by_a_code_are_named_too(code: str) -> None:
    managers = pd.DataFrame({"manager": [code], "largest_name": ["7"], "largest_share": [0.3],
                             "dependent": [False]})
    words = said(show.dependence_bars(managers, threshold=0.4, period=PERIOD)).split(" | ")
    assert code in words
    assert "7" in words


def test_a_slide_that_only_says_why_is_cut_to_its_words() -> None:
    shown = in_notebook(show.whale_curve(whale_frame([]), what="margin", period=PERIOD, currency=""))
    assert Image.open(io.BytesIO(shown)).height < 250


def test_more_managers_than_fit_are_counted() -> None:
    many = pd.DataFrame({"manager": [f"M{i:02d}" for i in range(30)], "largest_name": "Alder",
                         "largest_share": 0.2, "dependent": False})
    assert "18 more managers not shown" in said(show.dependence_bars(many, threshold=0.25, period=PERIOD))
