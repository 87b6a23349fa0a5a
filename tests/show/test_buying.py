"""Figures and sentences of a buying centre: fit for a room, and true of every study."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from kamlib import show
from kamlib.show.readings_buying import won_words
from show.figures import HOSTILE
from show.slides import SPACES, check_slide, png, said, title

NAN = float("nan")
LONG = "Константин Константинопольский-Задунайский"
WEIGHTS = {1.0: 1.0, 2.0: 2.0, 3.0: 4.0, 4.0: 7.0, 5.0: 12.0}


def people(count: int, name: str = LONG) -> pd.DataFrame:
    """Everybody different in what is known of them; the first is ``name``, three levels of superiors."""
    steps = np.arange(count)
    told = pd.DataFrame(
        {
            "account": "A",
            "person": [name, *(f"{LONG} {n}" if n % 2 else f"Ada Kern {n}" for n in steps[1:])][:count],
            "position": ["chief engineer" if n % 3 else "" for n in steps],
            "held": ["Decider", "", "Influencer (expert) (flanges), Buyer"] * (count // 3)
            + ["User"] * (count % 3),
            "role": "user",
            "influence": [(5.0, 4.0, 3.0, 2.0, 1.0, NAN)[n % 6] for n in steps],
            "attitude": [(-2.0, 1.0, NAN, 3.0, 0.0)[n % 5] for n in steps],
            "contact": [(0.0, 2.0, 3.0, 1.0, NAN)[n % 5] for n in steps],
            "wanted": 2.0,
            "assumed": [bool(n % 2) for n in steps],
            "faded": [n % 5 == 2 for n in steps],
        }
    )
    told["reports_to"] = ["" if n == 0 else told["person"][n // 3] for n in steps]
    told["reached"] = (told["contact"] >= 2).astype("boolean").mask(told["contact"].isna()) & ~told["faded"]
    told["gap"] = (2 - told["contact"]).clip(lower=0)
    told["weight"] = told["influence"].map(WEIGHTS)
    return told.assign(gap_weight=told["gap"] * told["weight"]).sort_values(
        "weight", ascending=False, na_position="last", kind="stable", ignore_index=True
    )


def links(persons: pd.DataFrame) -> pd.DataFrame:
    names = persons["person"].tolist()
    pairs = [(one, names[(3 * n + 1) % len(names)]) for n, one in enumerate(names)]
    rows = [(one, other, True, n % 2 == 0) for n, (one, other) in enumerate(pairs) if one != other]
    return pd.DataFrame(rows, columns=["person", "influences", "listed", "assumed"])


def ways(persons: pd.DataFrame) -> pd.DataFrame:
    first, last = persons["person"].iloc[-1], persons["person"].iloc[0]
    return pd.DataFrame(
        {
            "person": [last],
            "ask": [first],
            "steps": [1.0 if first != last else NAN],
            "way": [f"{first} > {last}"],
            "weight": [12.0],
        }
    )


def contacts(persons: pd.DataFrame, ours: int = 9) -> pd.DataFrame:
    rows = [
        (f"{LONG} {n % ours}", one, (0.0, 1.0, 2.0, 3.0, NAN)[n % 5])
        for n, one in enumerate(persons["person"])
    ]
    return pd.DataFrame(rows, columns=["ours", "theirs", "level"])


def cells(count: int = 6, name: str = LONG, purchases: tuple[str, ...] = ("",)) -> pd.DataFrame:
    kinds = [
        ("covered", "", 30.0),
        ("gap", "nobody", NAN),
        ("gap", "long_ago", 400.0),
        ("open", "attitude", 3.0),
        ("covered", "", 5.0),
        ("gap", "against", NAN),
    ]
    rows = [
        {
            "role": f"r{n}",
            "label": "Influencer (expert)" if n % 2 else "Buyer",
            "purchase": purchase,
            "weight": 1 + n % 3,
            "state": state,
            "reason": why,
            "days": days,
            "assumed": n == 4,
            "person": "" if why == "nobody" else name,
        }
        for n in range(count)
        for purchase in purchases
        for state, why, days in [kinds[n % 6]]
    ]
    return pd.DataFrame(rows)


def overview(count: int, name: str = LONG) -> pd.DataFrame:
    steps = np.arange(count)
    return pd.DataFrame(
        {
            "account": [f"{n:03d}" for n in steps],
            "name": [name, *(f"{LONG} {n}" for n in steps[1:])][:count],
            "written": True,
            "persons": 3,
            "coverage": [(0.2, 0.6, 1.0, NAN)[n % 4] for n in steps],
            "coverage_high": [(0.4, 0.6, 1.0, NAN)[n % 4] for n in steps],
            "coverage_assumed": [(0.1, 0.0, 0.5, NAN)[n % 4] for n in steps],
            "gaps": 2,
            "unreached": [(0.6, 0.0, NAN)[n % 3] for n in steps],
            "missed": [(name, "", "Ada")[n % 3] for n in steps],
            "against": [("", name)[n % 2] for n in steps],
            "against_weight": 4.0,
            "unknown_attitude": n_of(steps),
        }
    )


def n_of(steps: np.ndarray) -> list[int]:
    return [int(n % 3) for n in steps]


STAGES = pd.DataFrame(
    {
        "label": [
            "Need is seen",
            "Requirements",
            "Search for suppliers",
            "Evaluation",
            "Choice",
            "Review of use",
        ],
        "roles": [["r0"], ["r1", "r2"], ["r4"], [], ["r3"], ["r5"]],
        "perhaps": [["r1"], [], [], [], [], []],
        "everybody": [False, False, False, True, False, False],
        "more": [0, 0, 0, 0, 1, 0],
    }
)


def figures(count: int, name: str) -> dict[str, Callable[[], Figure]]:
    """One call for each figure of chapter 08."""
    told, about = people(count, name), {"name": name}
    roles = pd.DataFrame(
        {"key": [f"r{n}" for n in range(6)], "label": "Influencer (expert)", "kind": "function"}
    )
    return {
        "coverage": lambda: show.coverage_bars(overview(count, name)),
        "roles": lambda: show.role_bars(cells(6, name), coverage=0.4, **about),
        "chart": lambda: show.organisation_chart(told, **about),
        "map": lambda: show.people_map(told, **about),
        "network": lambda: show.influence_network(told, links(told), ways(told), **about),
        "contacts": lambda: show.contact_matrix(told, contacts(told), **about),
        "stages": lambda: show.role_stages(roles, STAGES, cells(6, name), **about),
    }


@pytest.mark.parametrize("count", [1, 2, 7, 40])
@pytest.mark.parametrize("name", ["Granit", HOSTILE, "W" * 60, LONG])
@pytest.mark.parametrize("which", list(figures(2, "A")))
def test_every_picture_can_stand_on_a_slide(which: str, name: str, count: int) -> None:
    check_slide(figures(count, name)[which]())


@pytest.mark.parametrize("which", list(figures(2, "A")))
def test_the_same_people_give_the_same_picture_to_the_byte(which: str) -> None:
    assert png(figures(7, HOSTILE)[which]()) == png(figures(7, HOSTILE)[which]())


def test_without_anybody_a_slide_says_what_to_write() -> None:
    nobody, none = people(1).head(0), links(people(1)).head(0)
    slides = [
        show.coverage_bars(overview(1).head(0)),
        show.role_bars(cells().head(0), name="A", coverage=NAN),
        show.organisation_chart(nobody, name="A"),
        show.people_map(nobody, name="A"),
        show.influence_network(nobody, none, ways(people(1)).head(0), name="A"),
        show.contact_matrix(nobody, contacts(people(1)).head(0), name="A"),
    ]
    for figure in slides:
        check_slide(figure)
        assert any(word in said(figure) for word in ("sheet", "workbooks"))


def test_people_who_report_to_each_other_in_a_circle_are_drawn_once_and_the_circle_is_said() -> None:
    three = people(3).assign(person=["Ada", "Bo", "Cy"], reports_to=["Bo", "Cy", "Ada"])
    figure = show.organisation_chart(three, name="A")
    words = said(figure)
    assert "1 circle of superiors" in words
    assert all(
        sum(one in text.get_text() for text in figure.axes[0].texts) == 1 for one in ("Ada", "Bo", "Cy")
    )


def test_a_superior_who_is_not_in_the_table_is_named_beside() -> None:
    two = people(2).assign(person=["Ada", "Bo"], reports_to=["the owner", "Ada"], position="")
    assert "Ada (under the owner)" in said(show.organisation_chart(two, name="A"))


def test_more_people_than_a_slide_holds_are_counted() -> None:
    assert "28 not shown" in said(show.organisation_chart(people(40), name="A"))
    assert "29 of less influence not shown" in said(show.people_map(people(40), name="A"))


def test_the_map_says_who_can_stop_us_and_is_met_by_nobody() -> None:
    # Story 14: influence 4, attitude -2, never met.
    told = people(2).assign(
        person=["chief engineer", "director"],
        influence=[4.0, 3.0],
        attitude=[-2.0, 2.0],
        reached=pd.Series([False, True], dtype="boolean"),
    )
    words = title(show.people_map(told, name="Kobalt Chem"))
    assert (
        words == "Kobalt Chem: chief engineer has influence 4, attitude −2, and nobody of us talks with them"
    )


def test_an_unknown_attitude_stands_in_its_own_strip_and_is_counted() -> None:
    told = people(2).assign(attitude=[NAN, 1.0])
    assert "attitude not known: 1" in said(show.people_map(told, name="A"))


def test_a_role_in_the_same_state_for_every_purchase_is_one_bar() -> None:
    figure = show.role_bars(cells(1, purchases=("flanges", "valves")), name="A", coverage=1.0)
    assert title(figure) == "A: 1 of 1 needed roles is covered, 100 % by weight"


def summary(**changes: object) -> pd.Series:
    known = {
        "name": "A",
        "coverage": 0.3,
        "coverage_assumed": 0.3,
        "covered": 1,
        "needed": 6,
        "support": 0.0,
        "low": -0.2,
        "high": 0.4,
        "unknown_attitude": 2,
        "missed": "engineer",
        "courted": "director",
        "misplaced": 3.0,
        "unreached": 0.58,
        "allies": "",
        "opponents": "engineer",
    }
    return pd.Series({**known, **changes})


def plant() -> pd.DataFrame:
    """Story 14: the director is courted and taken for the decider; the engineer writes the specification."""
    return pd.DataFrame(
        {
            "person": ["engineer", "director", "office"],
            "position": "",
            "role": ["influencer", "decider", "gatekeeper"],
            "held": ["Influencer", "Decider", "Gatekeeper"],
            "influence": [4.0, 3.0, 2.0],
            "attitude": [-2.0, 2.0, 2.0],
            "reached": pd.Series([False, True, False], dtype="boolean"),
            "assumed": [False, True, False],
        }
    )


def test_the_reading_says_that_the_title_misleads() -> None:
    words = str(show.read_titles(plant(), summary()))
    assert "We are closest to director (influence 3); nobody of us talks with engineer" in words
    assert "That director decides is assumed" in words
    assert "A title misleads" in words
    assert "On our side and not met: office." in words


def test_a_decider_who_is_known_as_such_is_not_called_a_title() -> None:
    sure = plant().assign(assumed=False)
    assert "misleads" not in str(show.read_titles(sure, summary()))


def test_support_says_its_weights_and_who_is_left_out() -> None:
    words = str(show.read_support(summary(), [1, 2, 4, 7, 12]))
    assert "1, 2, 4, 7, 12" in words
    assert "2 persons of unknown attitude are left out" in words


@pytest.mark.parametrize(("assumed", "expected"), [
    (0.5, "All of it rests on assumptions."), (0.2, "40 % of it rests on assumptions."), (0.0, "by weight")])
def test_what_rests_on_assumptions_is_a_part_of_what_is_covered(assumed: float, expected: str) -> None:
    words = str(show.read_roles(cells(), summary(coverage=0.5, coverage_assumed=assumed)))
    assert expected in words.translate(SPACES)
    assert ("assumptions" in words) == (assumed > 0)


@pytest.mark.parametrize(("least", "expected"), [
    (1.0, "not shown: 2 accounts, covered to 100 %"),
    (0.8, "not shown: 2 accounts, covered to between 80 % and 100 %")])
def test_accounts_without_room_are_told_by_their_coverage(least: float, expected: str) -> None:
    coverage = [0.2] * 11 + [least, 1.0]
    known = overview(13).assign(coverage=coverage, coverage_high=coverage, coverage_assumed=0.0)
    assert expected in said(show.coverage_bars(known)).replace("\n", " ").translate(SPACES)


def test_unknown_is_neither_zero_nor_no() -> None:
    blank = summary(coverage=NAN, support=NAN, missed="", courted="")
    assert "unknown, not zero" in str(show.read_roles(cells(), blank))
    assert "unknown" in str(show.read_support(blank, [1, 2, 4, 7, 12]))
    assert "no role: coverage is unknown" in str(show.read_centre(plant(), blank))
    nobody = people(1).assign(contact=NAN)
    assert "every contact is unknown" in str(show.read_contacts(nobody, ways(nobody)))


def test_people_whom_only_the_files_name_are_told_apart_from_a_buying_centre() -> None:
    table = overview(2).assign(written=False, persons=[1, 0])
    words = str(show.read_buying(table))
    assert "The files name 1 person at 1 account" in words
    assert "a title is no role" in words


def test_the_control_says_what_winning_one_person_changes() -> None:
    won = pd.DataFrame(
        {
            "person": ["<b>Ada</b>", "Bo"],
            "roles": ["Decider", ""],
            "coverage_now": 0.3,
            "coverage": [0.6, 0.3],
            "support_now": 0.0,
            "support": [0.25, 0.1],
        }
    )
    box = show.win_control(won)
    words, choice, told = box.children
    assert "what winning this person would change" in words.value
    assert "&lt;b&gt;Ada" in told.value
    choice.value = 1
    assert told.value.translate(SPACES).count("support 0.00 -&gt; +0.10") == 1
    assert "change nothing" in show.win_control(won.head(0)).children[0].value
    assert "stays" in won_words(won.assign(support=0.0).iloc[1])


def test_accounts_that_are_covered_alike_are_counted_not_named() -> None:
    known = overview(4).assign(coverage=0.2, coverage_assumed=0.0, coverage_high=0.2)
    assert "least at 4 accounts: 20 %" in title(show.coverage_bars(known)).translate(SPACES)


def test_who_takes_part_beside_the_roles_is_a_person_not_a_stage() -> None:
    assert "+1 more person" in " ".join(said(figures(3, "Granit")["stages"]()).split())
