"""Figures, sentences and controls of the selection: held by their properties, not by their pixels."""

import io
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from kamlib import show
from kamlib.show.style import SIZE
from show.figures import HOSTILE, PERIOD

SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\n": " "})
LABELS = {
    "large": "Large",
    "loyal": "Loyal",
    "promising": "Promising",
    "status": "Reference value",
    "partner": "Partner",
    "complex": "Complex",
}
CRITERIA = {"history": "Potential and history", "fit": "Product fit", "gain": "Profit potential"}
QUESTIONS = {"leader": "Is it the leader of its segment?", "ties": "Are there ties of ownership?"}


def names(count: int, name: str) -> list[str]:
    return [name, *(f"Valves and Flanges Trading House {n}" for n in range(1, count))]


def wide(count: int, name: str = "Granit") -> pd.DataFrame:
    draw = np.random.default_rng(1)
    tests = {
        test: pd.array(draw.choice(np.array([True, False, None]), count), dtype="boolean") for test in LABELS
    }
    table = pd.DataFrame(
        {
            "account": [f"{n:03d}" for n in range(count)],
            "name": names(count, name),
            "target": [n == count - 1 for n in range(count)],
            **tests,
        }
    )
    nominated = table[list(LABELS)].fillna(False).any(axis=1).astype("boolean")
    return table.assign(
        nominated=nominated.mask(~nominated & table["partner"].isna()),
        asking="partner",
        top_management=False,
        revenue_only=False,
    )


def ranked(count: int, name: str = "Granit") -> pd.DataFrame:
    scores = [9.4 - 8 * n / count for n in range(count)]
    return pd.DataFrame(
        {
            "account": [f"{n:03d}" for n in range(count)],
            "name": names(count, name),
            "score": scores,
            "incomplete": [n % 4 == 1 for n in range(count)],
        }
    )


def bars(count: int, name: str = "Granit", **how: Any) -> Figure:
    table = ranked(count, name)
    score = table.set_index("account")["score"]
    parts = pd.DataFrame({key: score * share for key, share in zip(CRITERIA, (0.5, 0.2, 0.3), strict=True)})
    ranges = pd.DataFrame({"score_low": score - 1, "score_high": (score + 1.5).clip(upper=10)})
    chances = pd.DataFrame(
        {
            "account": table["account"],
            "in_list": 0.52,
            "verdict": ["contested" if 12 < n < 18 else "safe" for n in range(count)],
        }
    )
    given = {
        "places": 15,
        "labels": CRITERIA,
        "tie_gap": 0.02,
        "period": PERIOD,
        "ranges": ranges,
        "chances": chances,
        **how,
    }
    return show.score_bars(table, parts, **given)


def said_points(count: int, name: str = "Granit", people: int = 6) -> pd.DataFrame:
    draw = np.random.default_rng(2)
    return pd.DataFrame(
        [
            {
                "account": f"{n:03d}",
                "name": called,
                "who": f"{name if who == 0 else 'Evaluator'} {who}",
                "score": float(draw.integers(1, 11)),
            }
            for n, called in enumerate(names(count, name))
            for who in range(people)
        ]
    )


def placed(count: int, name: str = "Granit", axis: str = "share_of_wallet") -> pd.DataFrame:
    draw = np.random.default_rng(3)
    strength = {
        "share_of_wallet": draw.random(count),
        "strength": draw.normal(0, 2, count),
        "stage": draw.integers(1, 6, count).astype(float),
    }[axis]
    attractive = draw.uniform(1, 10, count)
    cut = {"share_of_wallet": 0.5, "strength": 0.0, "stage": 3.0}[axis]
    quadrants = np.where(
        attractive >= 5.5,
        np.where(strength >= cut, "strategic", "star"),
        np.where(strength >= cut, "status", "streamline"),
    )
    return pd.DataFrame(
        {
            "account": [f"{n:03d}" for n in range(count)],
            "name": names(count, name),
            "axis": axis,
            "attractiveness": attractive,
            "strength": strength,
            "quadrant": quadrants,
            "revenue": 10 ** draw.normal(7, 1, count),
            "target": [n == count - 1 for n in range(count)],
            "future_attractiveness": [9.0 if axis == "strength" and n == 0 else np.nan for n in range(count)],
            "future_strength": [2.0 if axis == "strength" and n == 0 else np.nan for n in range(count)],
        }
    )


def steps(scored: int = 31) -> pd.DataFrame:
    counts = [116, 106, 40, scored, 0, 15]
    return pd.DataFrame(
        {
            "step": ["all", "buying", "nominated", "scored", "answered", "key"],
            "accounts": counts,
            "limit": [np.nan] * 3 + [40.0, 25.0, np.nan],
            "over": [False] * 3 + [scored > 40, False, False],
            "open": [0, 0, 66, 12, 0, 0],
        }
    )


def test_no_arrow_runs_through_the_name_of_its_own_account() -> None:
    rows = placed(12, "Alder", "strength").iloc[[0]].assign(
        strength=-1.0, attractiveness=6.0, future_strength=-2.0, future_attractiveness=6.0)
    figure = show.portfolio_matrix(rows, high=5.5, strong=0.0, period=PERIOD)
    axes = figure.axes[0]
    box = next(text for text in axes.texts if text.get_text() == rows["name"].iloc[0]).get_window_extent()
    (start, height), (end, _) = axes.transData.transform([(-1.0, 6.0), (-2.0, 6.0)])
    assert not (box.y0 < height < box.y1 and box.x0 < end and box.x1 > start)


def matrix(count: int, name: str, axis: str) -> Figure:
    strong = {"share_of_wallet": 0.5, "strength": 0.0, "stage": 3.0}[axis]
    return show.portfolio_matrix(placed(count, name, axis), high=5.5, strong=strong, period=PERIOD)


FIGURES: dict[str, Callable[[int, str], Figure]] = {
    "screen": lambda count, name: show.selection_screen(wide(count, name), labels=LABELS, period=PERIOD),
    "bars": bars,
    "spread": lambda count, name: show.spread_dots(
        said_points(count, name), what="weighted score", period=PERIOD
    ),
    "funnel": lambda _count, _name: show.funnel_bars(steps(), period=PERIOD),
    **{
        f"matrix_{axis}": lambda count, name, axis=axis: matrix(count, name, axis)  # type: ignore[misc]
        for axis in ("share_of_wallet", "strength", "stage")
    },
}
SIZES = [(3, "Granit"), (3, HOSTILE), (40, "W" * 60), (600, "Granit"), (600, HOSTILE)]
CASES = [(name, count, client) for name in FIGURES for count, client in SIZES]


def texts(figure: Figure) -> list[Text]:
    """All that is written and seen, tick labels within their axis included."""
    figure.canvas.draw()
    outside = {
        id(label)
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        for label in (tick.label1, tick.label2)
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    }
    found = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    off = {
        id(t)
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        if not axes.axison
        for t in axis.get_ticklabels()
    }
    return [t for t in found if id(t) not in off | outside]


def said(figure: Figure) -> str:
    return " | ".join(t.get_text() for t in texts(figure)).translate(SPACES)


def title(figure: Figure) -> str:
    return figure.texts[0].get_text().translate(SPACES)


@pytest.mark.parametrize(("name", "count", "client"), CASES)
def test_all_is_inside_large_enough_and_apart(name: str, count: int, client: str) -> None:
    figure = FIGURES[name](count, client)
    assert tuple(figure.get_size_inches()) == SIZE
    shown = texts(figure)
    boxes = [(t.get_text(), t.get_window_extent()) for t in shown]
    for words, box in boxes:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= figure.bbox.width, words
        assert box.y1 <= figure.bbox.height, words
    assert min(t.get_fontsize() for t in shown) >= 12
    tight = [(words, box.shrunk(0.98, 0.85)) for words, box in boxes]
    assert not [(a, b) for (a, one), (b, two) in combinations(tight, 2) if one.overlaps(two)]
    assert PERIOD in said(figure)
    assert all(not t.get_parse_math() for t in shown if "$" in t.get_text())


@pytest.mark.parametrize("name", FIGURES)
def test_two_draws_are_the_same_to_the_byte_and_small(name: str) -> None:
    made = []
    for _turn in range(2):
        file = io.BytesIO()
        FIGURES[name](40, "Granit").savefig(file, format="png")
        made.append(file.getvalue())
    assert made[0] == made[1]
    assert len(made[0]) <= 60_000


def test_the_screen_tells_its_answers_without_colour() -> None:
    words = said(show.selection_screen(wide(5), labels=LABELS, period=PERIOD))
    for mark in ("holds", "does not", "? unknown", "n/a"):
        assert mark in words


def test_the_title_of_the_ranking_states_the_gap_at_the_cut() -> None:
    # 40 accounts, 8/40 = .2 points apart: place 15 has 6.6, place 16 has 6.4; .2/6.6 = 3.0 %.
    assert title(bars(40)) == (
        "15 of 40 nominees have a place; Valves and Flanges… is in and "
        "Valves and Flanges… is out by 3.0 %"
    )


def test_a_tie_at_the_cut_is_called_one() -> None:
    # 60 accounts, 8/60 = .133 points apart: place 15 has 9.4 - 14 x .133 = 7.53; .133/7.53 = 1.8 %.
    assert "the cut is a tie: 1.8 % between" in title(bars(60))


def test_fewer_nominees_than_places_are_not_cut() -> None:
    assert title(bars(3)).startswith("3 nominees for 15 places: nothing is cut; Granit leads with 9.4")


def test_contested_accounts_carry_their_chance() -> None:
    assert "· in 52 of 100" in said(bars(40))
    assert "100" not in said(bars(40, chances=None))


def test_nothing_to_draw_is_said() -> None:
    assert "Nobody is nominated" in title(
        show.score_bars(
            ranked(0 + 1).head(0), pd.DataFrame(), places=3, labels={}, tie_gap=0.02, period=PERIOD
        )
    )
    assert "fewer than two" in title(show.spread_dots(said_points(3, people=1), what="x", period=PERIOD))
    assert "No matrix" in title(show.portfolio_matrix(placed(3).head(0), high=5, strong=0, period=PERIOD))


def test_strong_is_on_the_left_and_a_proxy_is_named() -> None:
    figure = matrix(12, "Granit", "share_of_wallet")
    left, right = figure.axes[0].get_xlim()
    assert left > right
    assert "Share of wallet, in place of strength" in said(figure)
    for quadrant in ("Strategic", "Star", "Status (maintain)", "Streamline"):
        assert quadrant in said(figure)


def test_an_arrow_is_drawn_only_where_it_was_typed() -> None:
    assert "as typed" in said(matrix(12, "Granit", "strength"))
    assert "as typed" not in said(matrix(12, "Granit", "share_of_wallet"))


def test_every_name_is_written_or_counted() -> None:
    words = said(matrix(60, "Granit", "share_of_wallet"))
    named = words.count("Valves and Flanges Tr") + words.count("Granit")
    assert f"({60 - named} small accounts not named)" in words


def test_the_funnel_only_narrows_and_says_what_is_open_beside_it() -> None:
    assert "40; for 66 more a question is open" in said(show.funnel_bars(steps(), period=PERIOD))
    assert repr(show.read_funnel(steps())) == (
        "The data look at 116 accounts; people scored 31 and answered on influence for 0. 40 are nominated; "
        "for 66 more a question is open. Nobody has scored 12 of the nominated accounts: data alone speak "
        "there."
    )


def test_the_funnel_names_a_step_that_asks_too_much() -> None:
    assert "52: more than 40, too many to ask about" in said(show.funnel_bars(steps(52), period=PERIOD))


EVIDENCE = pd.DataFrame(
    [
        ("A", "large", "margin", False, 3.1e6, 8.2e6, "money", ""),
        ("A", "loyal", "regular", False, 0.5, 0.75, "share", ""),
        ("A", "loyal", "share_of_wallet", pd.NA, np.nan, 0.5, "share", ""),
        ("A", "promising", "reachable_margin", pd.NA, np.nan, 6e6, "money", ""),
        ("A", "status", "leader", pd.NA, 1.0, 1.0, "yes_no", "Adam: no, Vera: yes"),
        ("A", "partner", "ties", False, 0.0, 1.0, "yes_no", ""),
    ],
    columns=["account", "test", "part", "answer", "value", "threshold", "unit", "said"],
).astype({"answer": "boolean"})


def why(**given: Any) -> str:
    row = {
        "account": "A",
        "name": "Alder & Sons",
        "verdict": "waiting",
        "computed": "waiting",
        "decided": "",
        "why": "after the cut",
        "place": 19,
        "score": 6.05,
        "cut_score": 6.42,
        "gap": -0.37,
        "incomplete": False,
        "holding": "large,status",
        "asking": "",
        "top_management": False,
        "knocked_out_by": "",
        "reason": "",
        "by": "",
        **given,
    }
    found = show.why_sentence(
        pd.Series(row),
        EVIDENCE,
        labels={**LABELS, "solvency": "Solvency"},
        questions=QUESTIONS,
        places=15,
        currency="RUB",
    )
    return repr(found).translate(SPACES)


def test_why_is_it_not_on_the_list_after_the_cut() -> None:
    assert why() == (
        "Alder & Sons is nominated (large and reference value), but 6.05 points give it place 19; "
        "the last of 15 places has 6.42."
    )


def test_why_is_it_not_on_the_list_when_no_test_holds() -> None:
    words = why(verdict="not nominated", computed="not nominated", why="no test holds", holding="")
    assert words == (
        "Alder & Sons is not nominated: no test holds. "
        "Large begins at a margin of 8.20 mln RUB a year; it has 3.10 mln RUB. "
        "It bought in 50 % of the periods, and loyal asks for 75 %. People say no to partner."
    )


def test_an_open_account_names_what_to_ask_and_who_contradicts_whom() -> None:
    words = why(verdict="unknown", computed="unknown", why="open questions", asking="promising,status")
    assert words == (
        "Alder & Sons is neither in nor out: no test holds so far, and open is promising and "
        "reference value. "
        "Even with a yes its points would leave it after the last place. "
        "Ask: what more it could buy; Is it the leader of its segment? "
        "Is it the leader of its segment? Adam: no, Vera: yes."
    )


def test_braces_that_people_typed_are_shown_as_they_are() -> None:
    words = why(name="{0} Alder", decided="key", by="{by}", reason="{2026} {name.__class__}")
    assert words.startswith("{0} Alder is on the list because people decided so ({by}): "
                            "{2026} {name.__class__}.")


def test_a_decision_stands_beside_what_the_rules_say() -> None:
    words = why(verdict="not key", decided="not key", by="Vera", reason="moves abroad")
    assert words.startswith(
        "Alder & Sons is not on the list because people decided so (Vera): moves abroad. "
        "The rules alone would say this. Alder & Sons is nominated"
    )


def test_a_rule_that_takes_an_account_out_is_named() -> None:
    assert why(verdict="knocked out", computed="knocked out", knocked_out_by="solvency") == (
        "Alder & Sons is out whatever else it has: Solvency rules it out."
    )


def test_names_are_escaped_in_sentences_for_a_page() -> None:
    row = pd.DataFrame(
        [{"code": "own_votes", "what": "<b>", "evidence": "A,B,C,D,E", "value": 2.1, "limit": 1.0}]
    )
    found = show.read_pitfalls(row, labels={}, names={})
    assert "&lt;b&gt;" in found._repr_html_()
    assert "A, B, C and 2 more" in repr(found)


PITFALLS = [
    "double_counting",
    "scored_twice",
    "direction",
    "unanchored",
    "no_discrimination",
    "tie_at_the_cut",
    "halo",
    "missing_as_zero",
    "own_votes",
    "compensated",
    "no_knock_out",
    "many_criteria",
    "one_project",
]


@pytest.mark.parametrize("code", PITFALLS)
def test_every_pitfall_has_a_sentence(code: str) -> None:
    row = pd.DataFrame([{"code": code, "what": "fit", "evidence": "gain", "value": 0.5, "limit": 0.2}])
    words = repr(show.read_pitfalls(row, labels={"fit": "Product fit"}, names={}))
    assert words.endswith(".")
    assert "{" not in words


def test_the_screen_is_read_aloud() -> None:
    table = wide(3).assign(
        large=pd.array([True, False, False], dtype="boolean"),
        **{test: pd.array([False, None, False], dtype="boolean") for test in list(LABELS)[1:]},
    )
    table = table.assign(nominated=pd.array([True, None, False], dtype="boolean"))
    assert repr(show.read_screen(table, labels=LABELS)) == (
        "1 of 3 accounts nominated: large 1. Unknown is not no: 1 more could be key, if we knew partner (1)."
    )


def test_the_list_is_read_aloud_with_what_people_decided_against_the_rules() -> None:
    company = pd.DataFrame(
        {
            "name": ["A", "B", "C"],
            "verdict": ["key", "not key", "waiting"],
            "computed": ["waiting", "key", "waiting"],
            "decided": ["key", "not key", ""],
        }
    )
    assert repr(show.read_company(company, places=15)) == (
        "1 key account for 15 places. 1 more is nominated; 0 cannot be judged yet. "
        "On 2 accounts people decided otherwise than the rules: A, B."
    )


def test_the_cut_control_says_who_comes_and_goes() -> None:
    box = show.cut_control(ranked(5, HOSTILE), places=2)
    hint, slider, told = box.children
    assert "Move the cut" in hint.value
    slider.value = 1
    assert "Out when the cut is after place 1: Valves and Flanges" in told.value
    slider.value = 0
    assert "&lt;script&gt;" in told.value
    assert "<script>" not in told.value


def test_the_weights_control_says_who_comes_and_goes() -> None:
    points = pd.DataFrame({"fit": [8.0, 4.0], "gain": [4.0, 8.0]}, index=["A", "B"])
    rules = pd.DataFrame(
        {"key": ["fit", "gain"], "label": ["Fit", "Gain"], "weight": [3.0, 1.0], "main": True}
    )
    box = show.weights_control(points, rules, {"A": "Alder", "B": "Birch"}, places=1)
    hint, fit, gain, told = box.children
    assert "Move the weights" in hint.value
    assert (fit.value, gain.value) == (75, 25)
    assert "stays the same" in told.value
    gain.value = 100
    assert "In: Birch. Out: Alder." in told.value
    fit.value = gain.value = 0
    assert "at least one criterion" in told.value


def test_why_not_names_the_criterion_that_costs_the_place_and_whom_it_is_compared_with() -> None:
    behind = {"lacks": "gain", "rival_name": "Birch", "points": 1.0, "rival_points": 2.78}
    words = why(**behind, sure="contested", in_list=0.22)
    assert "It falls behind Birch most on gain: 1.0 points against 2.8." in words
    assert words.endswith("The place is contested: in the list in 22 of 100 draws. Talk about it.")


def test_accounts_with_the_same_answer_stand_in_one_row() -> None:
    row = {
        "account": "A", "name": "Alder", "verdict": "knocked out", "computed": "knocked out", "decided": "",
        "why": "", "place": pd.NA, "knocked_out_by": "compliance", "revenue": 1e6,
    }  # fmt: skip
    listed = pd.DataFrame([row, row | {"account": "B", "name": "Birch"}])
    given = {"labels": LABELS, "questions": QUESTIONS, "places": 15, "currency": "RUB"}
    told = show.why_table(listed, EVIDENCE, **given, together=True).data
    assert told.iloc[:, 0].tolist() == ["Alder, Birch"]
    assert len(show.why_table(listed, EVIDENCE, **given).data) == 2
