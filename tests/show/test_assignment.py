"""Figures and sentences on hours: who has too many accounts, and what a proposal would change."""

import pandas as pd
import pytest

from kamlib import show
from show.figures import HOSTILE, PERIOD
from show.slides import SPACES, check_slide, said, title

NAN = float("nan")


def loads(count: int = 8, name: str = "Ivan Rudin") -> pd.DataFrame:
    """One overloaded as in story 19 of the case, the others within their hours."""
    rows = [{"manager": name, "accounts": 19, "hours": 171.0, "unknown": 0, "limit": 95.0, "load": 1.8,
             "minutes": 69.2}]
    rows += [{"manager": f"Manager {place} of the second region", "accounts": 3, "hours": 15.0,
              "unknown": 1, "limit": 95.0, "load": 0.16, "minutes": 438.0} for place in range(1, count)]
    return pd.DataFrame(rows)


def proposal(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(hours=[95.0, *[20.0] * (len(table) - 1)], load=0.5)


def jobs(*names: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    told = pd.DataFrame({"job": list(names), "key_hours": [109.5, 60.0][: len(names)],
                         "hours_each": [14.5, 4.0][: len(names)], "accounts": [7.55, 15.0][: len(names)]})
    curve = pd.concat([pd.DataFrame({"job": row.job, "hours_each": [h / 2 for h in range(3, 41)],
                                     "accounts": [2 * row.key_hours / h for h in range(3, 41)]})
                       for row in told.itertuples()])
    return curve, told


def assigned(moved: int, left: int = 0) -> pd.DataFrame:
    rows = [{"account": f"{place}", "name": f"Alder {place}", "manager": "Ada",
             "proposed": "Bo" if place < moved else "Ada", "moved": place < moved, "served": True,
             "fixed": "" if place < moved else "years", "assumed": place < moved} for place in range(8)]
    rows += [{"account": f"L{place}", "name": f"Larch {place}", "manager": "Ada", "proposed": None,
              "moved": False, "served": False, "fixed": "years", "assumed": False} for place in range(left)]
    return pd.DataFrame(rows)


def plans(gained: int, left: int) -> pd.DataFrame:
    served = [10, 12, 12 + gained]
    return pd.DataFrame({"plan": ["today", "proposal", "one_more"], "accounts": served,
                         "score": [1.0, 2.0, 3.0], "unserved": [left + 2, left, left - gained],
                         "unserved_hours": [9.0, 6.0, 0.0], "moved": [0, 2, 3], "highest": [1.0, 0.98, 0.7]})


@pytest.mark.parametrize("client", ["Ivan Rudin", HOSTILE, "W" * 60])
@pytest.mark.parametrize("count", [1, 3, 8, 60])
@pytest.mark.parametrize("proposed", [True, False])
def test_loads_can_stand_on_a_slide(client: str, count: int, proposed: bool) -> None:
    table = loads(count, client)
    figure = show.load_bars(table, proposal(table) if proposed else None, period=PERIOD)
    check_slide(figure)
    assert PERIOD in said(figure)


@pytest.mark.parametrize("client", ["Ivan Rudin", HOSTILE, "W" * 60])
@pytest.mark.parametrize("count", [1, 60])
def test_equal_minutes_can_stand_on_a_slide(client: str, count: int) -> None:
    check_slide(show.equal_minutes_figure(loads(count, client), period=PERIOD))


@pytest.mark.parametrize("names", [("line sales manager",), ("dedicated", "line"), (HOSTILE, "W" * 60)])
def test_the_curve_can_stand_on_a_slide(names: tuple[str, ...]) -> None:
    curve, told = jobs(*names)
    figure = show.capacity_curve_figure(curve, told, period=PERIOD)
    check_slide(figure)
    assert "(000)" in said(figure) and "(003)" in said(figure)


@pytest.mark.parametrize(("gained", "left"), [(0, 0), (0, 3), (3, 3), (1, 5)])
def test_plans_can_stand_on_a_slide(gained: int, left: int) -> None:
    check_slide(show.plans_figure(plans(gained, left), period=PERIOD))


def test_titles_are_findings() -> None:
    table = loads()
    assert title(show.load_bars(table, proposal(table), period=PERIOD)) == (
        "Ivan Rudin's 19 accounts take 171 hours a month of 95; as proposed nobody has too many")
    assert title(show.load_bars(table, None, period=PERIOD)) == (
        "Ivan Rudin's 19 accounts take 171 hours a month of 95")
    assert title(show.equal_minutes_figure(table, period=PERIOD)) == (
        "Treated equally, each of Ivan Rudin's 19 accounts gets 69 minutes a week")
    assert title(show.capacity_curve_figure(*jobs("dedicated"), period=PERIOD)) == (
        "110 hours a month, 14.5 for each account: 7.5 key accounts fit")
    assert title(show.plans_figure(plans(1, 5), period=PERIOD)) == (
        "One more manager would carry 1 account more than the proposal")


def test_hours_that_are_not_whole_have_a_decimal() -> None:
    table = loads(2).assign(hours=[66.5, 52.0])
    words = [text.get_text() for text in show.load_bars(table, None, period=PERIOD).axes[0].texts]
    assert {"66.5", "52"} <= set(words)


def test_unknown_hours_are_no_load() -> None:
    nobody = loads(1).assign(limit=NAN, load=NAN, minutes=NAN)
    check_slide(show.load_bars(nobody, None, period=PERIOD))
    assert "Nobody's hours are known" in title(show.equal_minutes_figure(nobody, period=PERIOD))
    assert "no managers" in title(show.load_bars(loads(1).head(0), None, period=PERIOD))


def words(reading: object) -> str:
    return repr(reading).translate(SPACES)


def test_loads_are_read_with_what_equal_treatment_leaves() -> None:
    found = words(show.read_loads(loads(2)))
    assert found.startswith("19 accounts take 171 hours a month of the 95 that Ivan Rudin has. Most room has "
                            "Manager 1 of the second reg…: 15 of 95 hours, 3 accounts.")
    assert "each account of Ivan Rudin would get 69 minutes a week" in found
    assert "For 1 account nobody knows the hours" in found


def test_a_proposal_is_read_with_its_changes_and_what_stays() -> None:
    found = words(show.read_assignment(assigned(5), relation_years=2))
    assert found.startswith("5 accounts change hands: Alder 0 to Bo, Alder 1 to Bo, Alder 2 to Bo, "
                            "Alder 3 to Bo and 1 more. Everything fits into the hours there are.")
    assert "3 accounts stay because the relation is 2 years old or older." in found
    assert "same influence is assumed for 5 accounts" in found
    shared = assigned(5).assign(fixed=["", "", "", "", "", "shared", "years", "years"])
    assert "1 account stays because several managers sell to it." in words(
        show.read_assignment(shared, relation_years=2))


def test_who_stays_without_hours_is_named() -> None:
    found = words(show.read_assignment(assigned(0, left=1), relation_years=2))
    assert found.startswith("Nothing has to change hands. For 1 account no hours are left: Larch 0.")


def test_relations_of_unknown_age_are_told() -> None:
    assert "How old" not in words(show.read_assignment(assigned(0), relation_years=2))
    unknown = assigned(0).assign(relation_unknown=[True] + [False] * (len(assigned(0)) - 1))
    assert "How old the relation of 1 account is, is not known: no sale to it names its manager." in words(
        show.read_assignment(unknown, relation_years=2))


@pytest.mark.parametrize(("gained", "left", "expected"), [
    (0, 0, "Nobody more is needed"), (0, 3, "3 accounts stay without hours, and one more manager would not"),
    (2, 3, "One more manager would carry 2 accounts more than the proposal; 1 would be left without hours."),
])
def test_one_more_manager_is_read_honestly(gained: int, left: int, expected: str) -> None:
    assert words(show.read_one_more(plans(gained, left))).startswith(expected)
