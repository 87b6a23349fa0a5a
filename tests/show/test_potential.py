"""Figures and sentences of potential: held by their properties, true of every study."""

import io
from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from kamlib import show
from show.figures import HOSTILE, PERIOD
from show.test_figures import overlaps, png, said, texts, title

SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
NAN = float("nan")
GROUPS = [
    "Gate valves",
    "Ball valves",
    "Butterfly valves",
    "Check valves and strainers",
    "Flanges",
    "Fasteners",
]
STATES = ["own", "shared", "competitor", "gap", "not relevant", "unknown"]


def words(reading: object) -> str:
    return repr(reading).translate(SPACES)


def wallet_rows(count: int = 30, *, known: int = 20, name: str = "Volna Opt") -> pd.DataFrame:
    """As `wallet_of_accounts` gives them: the first ``known`` have a wallet, two to four times our sales."""
    rows = []
    for i in range(count):
        revenue, wallet = 44.5e6 * 0.9**i, 44.5e6 * 0.9**i * (2 + i % 3)
        told = i < known
        rows.append(
            {
                "account": f"{i:03d}",
                "name": name if i % 2 else f"Trading House {i}",
                "revenue": revenue,
                "wallet_low": 0.8 * wallet if told else revenue,
                "wallet": wallet if told else NAN,
                "wallet_high": 1.3 * wallet if told else NAN,
                "share_of_wallet": revenue / wallet if told else NAN,
                "share_of_wallet_low": revenue / wallet / 1.3 if told else NAN,
                "share_of_wallet_high": revenue / wallet / 0.8 if told else NAN,
                "competitors": 0.3 * (wallet - revenue) if told and i % 2 else 0.0,
                "source": ["client said", "guess"][i % 2] if told else "",
                "typed": told,
                "raised": False,
            }
        )
    return pd.DataFrame(rows)


def reach_rows(count: int = 20, *, name: str = "Volna Opt", likely: bool = True) -> pd.DataFrame:
    rows = []
    for i in range(count):
        most = 7.7e6 * 0.85**i
        rows.append(
            {
                "account": f"{i:03d}",
                "name": name if i % 2 else f"Trading House {i}",
                "target": i % 5 == 3,
                "reachable_margin_low": 0.6 * most,
                "reachable_margin_high": 1.5 * most if likely else NAN,
                "reachable_margin": most if likely and i % 4 else NAN,
                "growth_npv": 1.3 * most,
                "more_revenue_low": 3 * most,
                "more_revenue": 5 * most,
                "more_revenue_high": 7 * most,
            }
        )
    return pd.DataFrame(rows)


def map_rows(count: int = 20, groups: list[str] = GROUPS, *, name: str = "Volna Opt") -> pd.DataFrame:
    rows = []
    for i in range(count):
        for j, group in enumerate(groups):
            state = STATES[(i + j) % 6]
            sells = state in ("own", "shared")
            rows.append(
                {
                    "account": f"{i:03d}",
                    "name": name if i % 2 else f"Trading House {i}",
                    "group": group,
                    "state": state,
                    "amount": 8e6 * 0.8**i if sells else 0.0,
                    "share": 0.4 if state == "shared" else NAN,
                    "room": 3e6 * 0.9**j if state in ("shared", "gap") else NAN,
                }
            )
    return pd.DataFrame(rows)


def candidate(**other: object) -> pd.DataFrame:
    row = {
        "account": "1",
        "name": "Dora Aqua",
        "group": "Gaskets",
        "kind": "cross-sell",
        "value": 0.77e6,
        "value_from": "peers",
        "peers": 10,
        "buyers": 7,
        "median": 1.1e6,
    }
    return pd.DataFrame([row | other])


def figures(name: str = "Volna Opt") -> dict[str, Callable[[], Figure]]:
    how = {"period": PERIOD, "currency": "RUB"}
    nobody = wallet_rows(known=0)
    return {
        "wallets": lambda: show.wallet_bars(wallet_rows(name=name), **how),
        "few wallets": lambda: show.wallet_bars(wallet_rows(known=2, name=name), **how),
        "one wallet": lambda: show.wallet_bars(wallet_rows(1, known=1, name=name), **how),
        "no wallets": lambda: show.wallet_bars(nobody, **how),
        "only bounds": lambda: show.wallet_bars(nobody.assign(share_of_wallet_low=0.01), **how),
        "reach": lambda: show.reach_bars(reach_rows(name=name), horizon=3, currency="RUB"),
        "at least": lambda: show.reach_bars(reach_rows(name=name, likely=False), horizon=3, currency="RUB"),
        "one reached": lambda: show.reach_bars(reach_rows(1, name=name), horizon=1, currency="RUB"),
        "nothing reached": lambda: show.reach_bars(reach_rows().iloc[:0], horizon=3, currency="RUB"),
        "map": lambda: show.white_space_map(map_rows(name=name), **how),
        "wide map": lambda: show.white_space_map(
            map_rows(600, [f"{g} {i}" for g in GROUPS for i in "AB"], name=name), **how
        ),
        "map of one": lambda: show.white_space_map(map_rows(1, GROUPS[:1], name=name), **how),
        "map of three": lambda: show.white_space_map(map_rows(3, name=name), **how),
        "hostile groups": lambda: show.white_space_map(map_rows(3, [name, f"{name} 2", "W" * 40]), **how),
        "no map": lambda: show.white_space_map(map_rows().iloc[:0], **how),
    }


@pytest.mark.parametrize("name", list(figures()))
@pytest.mark.parametrize("client", ["Volna Opt", HOSTILE, "W" * 60])
def test_all_that_is_written_lies_inside_and_nothing_overlaps(name: str, client: str) -> None:
    figure = figures(client)[name]()
    for text in texts(figure):
        box = text.get_window_extent()
        assert min(box.x0, box.y0) >= 0, text.get_text()
        assert box.x1 <= figure.bbox.width, text.get_text()
        assert box.y1 <= figure.bbox.height, text.get_text()
    assert not overlaps(figure)
    assert not plt.get_fignums()


@pytest.mark.parametrize("name", list(figures()))
def test_a_figure_is_small_and_the_same_every_time(name: str) -> None:
    first, second = (png(figures()[name]()) for _time in range(2))
    assert first == second
    assert len(io.BytesIO(first).getbuffer()) <= 60_000


def test_the_title_says_our_share_and_of_whom_nobody_knows() -> None:
    # two wallets of 44.5 x 2 and 40.05 x 3: (44.5 + 40.05) / (89 + 120.15) = 40.4 %
    figure = show.wallet_bars(wallet_rows(known=2), period=PERIOD, currency="RUB")
    assert title(figure) == "We have 40 % of what 2 accounts buy; of 28 nobody knows"
    assert said(figure).count("| not known") == 11  # ten accounts, and what the pattern means


def test_without_wallets_the_bounds_are_told() -> None:
    assert "bounds it for 30 accounts" in said(figures()["only bounds"]())
    assert "has to be asked" in said(figures()["no wallets"]())


def test_a_target_has_an_open_point() -> None:
    # 6.5, 5.6, 4.7 (the target), and at least 4.6
    figure = show.reach_bars(reach_rows(4), horizon=3, currency="RUB")
    points = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [point.get_markerfacecolor() == "white" for point in points] == [False, False, True, False]
    assert "never bought" in said(figure)


def test_each_state_has_its_sign_and_its_pattern() -> None:
    figure = show.white_space_map(map_rows(6), period=PERIOD, currency="RUB")
    looks = {
        (patch.get_hatch(), round(patch.get_linewidth(), 1), patch.get_facecolor())
        for patch in figure.legends[0].get_patches()
    }
    assert len(looks) == 6
    assert "| ? |" in said(figure)
    assert "+3.00" in said(figure)


def test_a_long_map_says_what_it_does_not_show() -> None:
    assert "585 accounts more not drawn, 2 more groups not drawn" in said(figures()["wide map"]())


def test_less_than_the_last_digit_is_not_zero() -> None:
    rows = map_rows(2)
    rows.loc[rows["state"] == "gap", "room"] = 10.0
    assert "+<0.01" in said(show.white_space_map(rows, period=PERIOD, currency="RUB"))


def test_a_map_of_unknown_cells_calls_none_a_gap() -> None:
    rows = map_rows(2).assign(state="unknown", room=NAN, amount=0.0)
    figure = show.white_space_map(rows, period=PERIOD, currency="RUB")
    assert title(figure) == "No gap is known, and of 12 cells nobody knows whether they are"


# ---- sentences


def test_wallets_are_read_with_their_range_and_their_weakness() -> None:
    # wallets 89 and 120.15, ours 84.55: 40.4 %, at 1.3 and .8 of the wallets 31 and 51 %
    read = words(show.read_wallets(wallet_rows(3, known=2), currency="RUB"))
    assert read == (
        "Wallets known: 2 of 3 accounts, 209 mln RUB a year, of which we have 40 % (31 % to 51 %). "
        "1 of these wallets rests on a guess or names no source."
    )


def test_no_wallets_are_said_to_be_unknown() -> None:
    read = words(show.read_wallets(wallet_rows(3, known=0), currency="RUB"))
    assert read == "Of no account the wallet is known; what clients buy from others has to be asked."


def test_bounds_are_read_as_bounds() -> None:
    rows = wallet_rows(3, known=0).assign(share_of_wallet_low=[0.01, 0.05, NAN])
    assert words(show.read_wallets(rows, currency="")).endswith(
        "For 2 accounts only an upper end is known; the most that we surely have is 5.0 %, at Volna Opt."
    )


def test_a_wallet_that_sales_exceed_is_named() -> None:
    rows = wallet_rows(3, known=3, name=HOSTILE).assign(raised=[False, True, False])
    assert "More is sold than the wallet that was typed: P&L" in words(show.read_wallets(rows, currency=""))


def test_an_account_of_which_nothing_is_on_record_is_neither_raised_nor_known_in_part() -> None:
    rows = wallet_rows(3, known=2).astype({"raised": "object", "typed": "object"})
    rows.loc[2, ["raised", "typed"]] = NAN
    read = words(show.read_wallets(rows, currency=""))
    assert "More is sold" not in read
    assert "in part" not in read


def test_what_is_known_in_part_is_at_least() -> None:
    rows = wallet_rows(3, known=2).assign(typed=True)
    read = words(show.read_wallets(rows, currency=""))
    assert "Of 1 more account it is known in part: at least so much." in read


def test_what_can_be_reached_is_read_in_money_and_in_todays_money() -> None:
    rows = reach_rows(3).iloc[1:]  # 6.545 and 5.56325 mln
    read = words(show.read_reachable(rows, horizon=3, currency="RUB"))
    assert read == (
        "In 3 years 2 accounts together could bring 12.1 mln RUB more gross margin a year "
        "(7.26 mln RUB to 18.2 mln RUB). Most at Volna Opt: 6.54 mln RUB. "
        "Growing to it in even steps is worth 8.51 mln RUB today."
    )


def test_a_target_that_can_bring_most_is_called_one() -> None:
    rows = reach_rows(4).iloc[3:]
    read = words(show.read_reachable(rows, horizon=1, currency=""))
    assert "Most at Volna Opt, which has never bought" in read


def test_without_costs_revenue_is_read() -> None:
    rows = reach_rows(2).assign(reachable_margin=NAN, reachable_margin_low=NAN, reachable_margin_high=NAN)
    read = words(show.read_reachable(rows, horizon=3, currency=""))
    assert "more revenue a year" in read
    assert "today" not in read


def test_nothing_reached_is_said() -> None:
    rows = reach_rows(2).map(lambda value: NAN if isinstance(value, float) else value)
    assert words(show.read_reachable(rows, horizon=3, currency="")) == (
        "Of no account it is fully known what could be reached: that follows from the wallets."
    )


def test_the_largest_room_is_read_with_both_factors() -> None:
    read = words(show.read_white_space(map_rows(2), candidate(), currency="RUB"))
    assert read == (
        "Of 12 cells 4 buy from us, 2 from a named competitor; 2 are gaps. "
        "Largest room for something new: Gaskets at Dora Aqua, 770 thousand RUB a year: "
        "7 of 10 others of its kind buy it, half of these for 1.10 mln RUB or more. "
        "Of 2 nobody knows whether the client needs them: questions, not gaps."
    )


def test_room_by_a_wallet_names_the_wallet() -> None:
    read = words(show.read_white_space(map_rows(2), candidate(value_from="wallet"), currency="RUB"))
    assert "770 thousand RUB a year, by its wallet." in read


def test_more_of_the_same_is_nothing_new() -> None:
    read = words(show.read_white_space(map_rows(2), candidate(kind="upsell"), currency="RUB"))
    assert "No room to sell something new is known." in read


def test_without_groups_the_sentence_says_so() -> None:
    nothing = map_rows().iloc[:0]
    assert "no product groups" in words(show.read_white_space(nothing, candidate().iloc[:0], currency=""))
