"""Figures and sentences on how sure a list is: true of the numbers, readable, told apart without colour."""

from collections.abc import Callable
from types import SimpleNamespace

import pandas as pd
import pytest
from matplotlib.figure import Figure

from kamlib.show import lab, lab_people, readings_lab
from kamlib.show.style import SIZE
from show.figures import HOSTILE
from show.test_figures import SPACES, in_notebook, overlaps, png, said, texts, title

LABELS = {"fit": "Product fit", "status": "Status", "tenure": "Length of the relationship"}
FORBIDDEN = ("smaa", "acceptability", "topsis", "promethee", "kendall")


def ranked(n: int = 40, places: int = 15, first: str = "Alder") -> pd.DataFrame:
    """Accounts whose share falls from 1 to 0 in equal steps around the cut."""
    share = [min(1.0, max(0.0, 0.5 + 0.08 * (places - 0.5 - i))) for i in range(n)]
    words = ["safe" if p >= 0.9 else "out" if p <= 0.1 else "contested" for p in share]
    names = [first if i == places - 1 else f"Valves and Flanges Trading House {i}" for i in range(n)]
    rank = pd.Series(range(1, n + 1))
    return pd.DataFrame(
        {
            "account": [f"{i:03d}" for i in range(n)],
            "name": names,
            "in_list": share,
            "verdict": words,
            "rank_low": (rank - 4).clip(1),
            "rank_median": rank,
            "rank_high": (rank + 4).clip(upper=n),
            "expected_rank": rank.astype(float),
        }
    )


def stable() -> pd.DataFrame:
    """As the golden weights: w3 decides above .2925, w2 below .0556."""
    rows = [
        ("fit", 0.6, 0.0, 1.0, None, None, None, None, None, False),
        ("status", 0.15, 0.0556, 1.0, "A", "B", None, None, 0.6296, False),
        ("tenure", 0.25, 0.0, 0.2925, None, None, "A", "B", 0.1698, True),
    ]
    table = pd.DataFrame(
        rows,
        columns=[
            "criterion",
            "weight",
            "low",
            "high",
            "below_in",
            "below_out",
            "above_in",
            "above_out",
            "change",
            "critical",
        ],
    )
    return table.assign(kept="leader")


def left_out(who: str = "Cy") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "who": [None, who, "Ann", "Bob"],
            "agreement": [0.62, 0.81, 0.55, float("nan")],
            "agreement_all": 0.62,
            "comes_in": [(), ("B",), (), ()],
            "goes_out": [(), ("A",), (), ()],
            "changes": [0, 1, 0, 0],
        }
    )


def opinions(name: str = "Alder") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account": list("ABCD"),
            "name": [name, "Birch", "Cedar", "Dogwood"],
            "rank_sum": [1, 2, 3, 4],
            "rank_topsis": [1, 3, 2, 4],
            "rank_promethee": [2, 1, 3, 4],
            "lists": [3, 2, 1, 0],
        }
    )


def worth(name: str = "Alder") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account": ["A", "B"],
            "name": [name, "Birch"],
            "criterion": ["fit", "status"],
            "unknown": [True, False],
            "in_list": [0.52, 0.3],
            "if_low": [0.03, 0.2],
            "if_high": [0.97, 0.4],
            "value": [0.4, 0.02],
            "settled": [0.8, 0.0],
            "settles": [True, False],
            "can_settle": [True, False],
        }
    )


def figures(name: str = "Alder") -> dict[str, Callable[[], Figure]]:
    return {
        "acceptability_bars": lambda: lab.acceptability_bars(
            ranked(first=name), places=15, about="any weights"
        ),
        "rank_ranges": lambda: lab.rank_ranges(ranked(first=name), places=15),
        "stability_ranges": lambda: lab.stability_ranges(
            stable(), kept="leader", labels=LABELS | {"status": name}
        ),
        "opinions_slope": lambda: lab.opinions_slope(opinions(name), places=2),
        "agreement_bars": lambda: lab_people.agreement_bars(left_out(name), bands=(0.3, 0.5, 0.7)),
        "information_bars": lambda: lab_people.information_bars(
            worth(name), safe=0.9, out=0.1, labels=LABELS
        ),
        "three accounts": lambda: lab.acceptability_bars(ranked(3, 2, name), places=2),
        "six hundred": lambda: lab.acceptability_bars(ranked(600, 15, name), places=15),
        "three ranks": lambda: lab.rank_ranges(ranked(3, 2, name), places=2),
    }


NAMES = list(figures())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("client", ["Alder", HOSTILE, "W" * 60])
def test_all_lies_inside_and_apart_whatever_the_name(name: str, client: str) -> None:
    figure = figures(client)[name]()
    for text in texts(figure):
        box = text.get_window_extent()
        assert box.x0 >= 0, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.x1 <= figure.bbox.width, text.get_text()
        assert box.y1 <= figure.bbox.height, text.get_text()
        assert text.get_fontsize() >= 12
    assert not overlaps(figure)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_small_slide_the_same_twice(name: str) -> None:
    first, second = (png(figures()[name]()) for _turn in range(2))
    assert first == second
    assert max(len(first), len(in_notebook(figures()[name]()))) <= 60_000
    assert tuple(figures()[name]().get_size_inches()) == SIZE


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_speaks_the_words_of_the_literature(name: str) -> None:
    words = said(figures()[name]()).lower()
    assert not [word for word in FORBIDDEN if word in words]


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        # Shares above .9: 0.5 + 0.08 (14.5 - i) >= .9 up to i = 9: ten; at most .1 from i = 20 on (0.06).
        ("acceptability_bars", "10 accounts safe in the list, 10 contest 5 places more"),
        # rank - 4 <= 15 < rank + 4: ranks 12 to 19.
        ("rank_ranges", "8 accounts are now inside and now outside the list"),
        (
            "stability_ranges",
            "Length of the relationship decides: above 29.2 % instead of 25.0 % the leader changes",
        ),
        ("opinions_slope", "All three methods agree on 1 of 2 places"),
        ("agreement_bars", "Without Alder the others agree more: 0.81, not 0.62"),
        ("information_bars", "One fact would probably settle Alder: Product fit"),
    ],
)
def test_the_title_is_the_finding(name: str, finding: str) -> None:
    assert title(figures()[name]()) == finding


def test_safe_contested_and_out_are_told_apart_without_colour() -> None:
    bars = figures()["acceptability_bars"]().axes[0].patches
    hatched = [bool(bar.get_hatch()) for bar in bars]
    filled = [bar.get_facecolor()[:3] != (1, 1, 1) for bar in bars]
    # Sixteen around the cut of fifteen: ranks 8 to 23; three safe, ten contested, three out.
    assert (filled.count(True), hatched.count(True)) == (3, 10)
    words = said(figures()["acceptability_bars"]())
    assert "7 more above, 17 more below" in words
    assert "15 places" in words


def test_without_rows_each_figure_says_why() -> None:
    empty = ranked().head(0)
    assert "No accounts are ranked" in title(lab.acceptability_bars(empty, places=3))
    assert "No accounts are ranked" in title(lab.rank_ranges(empty, places=3))
    assert "No accounts are ranked" in title(lab.opinions_slope(opinions().head(0), places=3))
    assert "No place hangs" in title(lab_people.information_bars(worth().head(0), safe=0.9, out=0.1))
    unknown = left_out().assign(agreement=float("nan"))
    assert "Nobody can agree" in title(lab_people.agreement_bars(unknown, bands=(0.3, 0.5, 0.7)))


def test_with_two_evaluators_their_agreement_is_told_and_a_third_asked_for() -> None:
    two = left_out().head(3).assign(agreement=[0.62, float("nan"), float("nan")])
    figure = lab_people.agreement_bars(two, bands=(0.3, 0.5, 0.7))
    assert title(figure) == "Two people agree to 0.62; without one of them nobody knows"
    assert "Ask a third person" in said(figure)


def test_only_those_without_whom_the_list_changes_are_filled() -> None:
    figure = figures()["agreement_bars"]()
    bars = [bar for bar in figure.axes[0].patches if bar.get_width() > 0]
    # Without Alder one place changes, without Ann none; without Bob nothing is known.
    assert [bar.get_facecolor()[:3] == (1, 1, 1) for bar in bars] == [False, True]
    assert not [bar for bar in bars if bar.get_hatch()]
    assert "hollow: the list stays" in said(figure).translate(SPACES)


def test_the_line_of_all_runs_through_no_label() -> None:
    for everybody in (0.02, 0.5, 0.99, 1.0):
        figure = lab_people.agreement_bars(
            left_out().assign(agreement=[everybody, 0.81, everybody - 0.01, 0.3]), bands=(0.3, 0.5, 0.7)
        )
        axes = figure.axes[0]
        line = axes.transData.transform((everybody, 0))[0]
        labels = [text for text in axes.texts if ", " in text.get_text()]
        assert len(labels) == 3
        assert all(text.get_window_extent().x0 > line + 2 for text in labels)


def test_a_list_that_hangs_on_a_tie_is_called_so() -> None:
    tie = stable().assign(high=[1.0, 1.0, 0.25])
    figure = lab.stability_ranges(tie, kept="leader", labels=LABELS)
    assert (
        title(figure)
        == "The leader hangs on a tie: the least change of Length of the relationship changes it"
    )


def test_a_weight_that_never_decides_is_said() -> None:
    steady = stable().head(1)
    assert (
        title(lab.stability_ranges(steady, kept="leader"))
        == "No weight alone changes the leader, whatever it is"
    )
    assert "No weight alone changes the leader." in repr(readings_lab.read_stability(steady))


DRAWN = {"drawn": "weights varied by ±50 %", "safe": 0.9}


def read(reading: object) -> str:
    return repr(reading).translate(SPACES)


def test_contested_accounts_are_read_with_how_often_they_are_in() -> None:
    found = pd.DataFrame(
        {
            "account": list("ABC"),
            "name": ["Alder", "Birch", "Cedar"],
            "in_list": [0.93, 0.524, 0.05],
            "weights_alone": [0.91, 0.9, 0.05],
            "any_weights": [0.6, 0.5, 0.1],
            "verdict": ["safe", "contested", "out"],
        }
    )
    assert read(readings_lab.read_acceptability(found, places=2, **DRAWN)) == (
        "Of 2 places 1 is safe: in the list in at least 90 of 100 draws, weights varied by ±50 %. "
        "With points as they are 2 would be safe; with any weights at all, 0. "
        "Talk about these: in the list are Birch in 52 of 100 draws."
    )


def test_a_list_that_nobody_contests_is_read_as_that() -> None:
    found = pd.DataFrame({"account": ["A", "B"], "in_list": [1.0, 0.0], "verdict": ["safe", "out"]})
    assert "Nobody contests a place." in read(readings_lab.read_acceptability(found, places=1, **DRAWN))
    assert "No accounts" in read(readings_lab.read_acceptability(found.head(0), places=1, **DRAWN))


def test_where_nothing_is_cut_the_draws_claim_nothing() -> None:
    found = pd.DataFrame({"account": ["A", "B"], "in_list": 1.0, "verdict": "safe"})
    words = "2 nominees for 3 places: nothing is cut, whatever is drawn"
    assert read(readings_lab.read_acceptability(found, places=3, **DRAWN)) == f"{words}."
    assert title(lab.acceptability_bars(found, places=3)) == words


def test_many_contested_accounts_are_counted() -> None:
    words = read(readings_lab.read_acceptability(ranked(), places=15, **DRAWN))
    assert words.startswith("Of 15 places 10 are safe")
    assert words.endswith("and 5 accounts more.")


def test_nearly_all_is_not_all() -> None:
    assert [lab.of_hundred(p).translate(SPACES) for p in (0.9999, 1.0, 0.0001, 0.0)] == [
        "99 of 100",
        "100 of 100",
        "1 of 100",
        "0 of 100",
    ]


def test_the_weight_that_decides_is_read_with_who_comes_in() -> None:
    words = read(readings_lab.read_stability(stable(), labels=LABELS, names={"A": "Alder", "B": "Birch"}))
    assert words == (
        "Length of the relationship at 25.0 %: above 29.2 % Alder leads instead of Birch. "
        "It is not the heaviest criterion that decides."
    )


def test_the_limits_of_each_weight_are_read_the_one_that_turns_first_before_all() -> None:
    words = read(readings_lab.read_stability(stable().assign(kept="list"), labels=LABELS))
    assert "above 29.2 % A comes into the list for B. " in words
    assert (
        "The list stays with Length of the relationship from 0.0 % to 29.2 %; Status from 5.6 % to 100.0 %, "
        "each alone." in words
    )
    figure = lab.stability_ranges(stable(), kept="leader", labels=LABELS)
    assert "hatched: the smallest change, as a share of today's weight" in " ".join(said(figure).split())


def test_who_goes_further_than_drawn_ends_in_an_arrow_and_it_is_said() -> None:
    rows = opinions().assign(rank_promethee=[3, 4, 1, 2])
    figure = lab.opinions_slope(rows, places=2, most=1)
    marks = [line.get_marker() for line in figure.axes[0].lines if len(line.get_xdata())]
    assert marks.count("^") == 1
    assert "▲ ▼: goes further" in " ".join(said(figure).split())
    assert "goes further" not in " ".join(said(lab.opinions_slope(rows, places=2)).split())


def agreed(**numbers: object) -> SimpleNamespace:
    whole = {"w": 0.9138, "p": 0.002, "band": "strong", "evaluators": 3, "accounts": 5, "left_out": 0}
    return SimpleNamespace(**whole | numbers)


def test_agreement_is_read_in_a_word_and_with_who_changes_the_list() -> None:
    assert read(readings_lab.read_agreement(agreed(), left_out())) == (
        "3 evaluators agree to 0.91 of 1 on the order of 5 accounts: strong agreement. "
        "The list would be another without Cy (1 place)."
    )


def test_agreement_by_chance_or_unknown_is_said() -> None:
    assert "by Product fit: strong agreement" in read(readings_lab.read_agreement(agreed(), on="Product fit"))
    assert "by chance in 40 of 100 cases" in read(readings_lab.read_agreement(agreed(w=0.4, p=0.4)))
    nothing = read(readings_lab.read_agreement(agreed(w=float("nan"), p=float("nan"), band="", left_out=2)))
    assert (
        nothing
        == "Nobody tells the accounts apart: all scores are alike. 2 accounts not scored by everybody "
        "are left out."
    )


def test_three_methods_are_read_with_their_ranks() -> None:
    assert read(readings_lab.read_opinions(opinions(), places=2)) == (
        "Three methods agree on 1 of 2 places. They differ on Birch (rank 2 / "
        "3 / 1), Cedar (rank 3 / 2 / 3): "
        "look at these by hand."
    )
    same = opinions().assign(lists=[3, 3, 0, 0])
    assert "does not hang on the method" in read(readings_lab.read_opinions(same, places=2))


def test_the_fact_to_ask_for_is_read_with_what_it_would_change() -> None:
    words = read(readings_lab.read_information(worth().head(1), labels=LABELS))
    assert words == (
        "Alder, Product fit: in 52 of 100 draws now, 3 of 100 if it turns out low, 97 of 100 if high. "
        "1 open fact would alone probably settle its account."
    )
    assert "would not change the list" in read(readings_lab.read_information(worth().head(0)))
    assert "No single fact settles" in read(readings_lab.read_information(worth().tail(1)))


def test_where_every_nominee_has_a_place_no_sentence_praises_that_the_list_stays():
    few = opinions()
    assert read(readings_lab.read_opinions(few, places=len(few))) == (
        f"All {len(few)} nominees have a place by every method: only ranks can differ.")
    still = left_out().assign(changes=0)
    assert "Whoever is left out, the list stays." in read(readings_lab.read_agreement(agreed(), still))
    assert "the list" not in read(readings_lab.read_agreement(agreed(), still, cut=False))
