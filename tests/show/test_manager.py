"""Figures, sentences and controls of managers' lists: true of every study, and fit for a room."""

import pandas as pd
import pytest

from kamlib import show
from kamlib.show.controls_manager import gate_words
from show.figures import HOSTILE, PERIOD
from show.slides import SPACES, check_slide, png, said, title

NAN = float("nan")
LABELS = {"assortment": "Assortment", "volume": "Volume"}
TESTS = {"large": "Large", "loyal": "Loyal", "promising": "Promising", "status": "Reference value"}
WORDS = ["the list is fixed by head office", "I may show new articles", "my proposals are tried",
         "most of my proposals are listed", "they ask me what to list"]
QUESTIONS = pd.DataFrame({"key": ["assortment"], "label": ["Assortment"], "words": [WORDS]})


def strength(count: int = 6, name: str = "Granit") -> pd.DataFrame:
    """Served, sold to, by a lever, unknown, differing; in turn."""
    kinds = [
        {"influence": 0.1, "low": 0.1, "high": 0.1, "passes": False, "reason": "served", "certain": True},
        {"influence": 0.6, "low": 0.6, "high": 0.6, "passes": True, "reason": "influence", "certain": True},
        {"influence": 0.3, "low": 0.3, "high": 0.3, "passes": True, "reason": "lever", "certain": True},
        {"influence": NAN, "low": 0.1, "high": 0.8, "passes": pd.NA, "reason": "unknown", "certain": False},
        {"influence": 0.5, "low": 0.25, "high": 0.75, "passes": True, "reason": "influence",
         "certain": False},
    ]
    rows = [{**kinds[place % len(kinds)], "account": f"{place:03d}", "manager": "Ada",
             "name": name if place == 0 else f"Valves and Flanges Trading House {place}"}
            for place in range(count)]
    table = pd.DataFrame(rows).astype({"passes": "boolean"})
    return table.assign(develop=table["low"], defend=0.05, lever="assortment",
                        lever_value=table["influence"].mask(table["reason"] == "lever", 0.8),
                        lever_open=table["passes"].isna(), answered="both", differs=table["low"] < 0.3,
                        assumed=False, revenue=range(count, 0, -1))


def lists(both: int = 3, company: int = 2, mine: int = 2, open_: int = 4, name: str = "Granit",
          managers: tuple[str, ...] = ("Ada",)) -> pd.DataFrame:
    rows = []
    for cell, count, reason in (("both", both, ""), ("company", company, "served"), ("manager", mine, "cut"),
                                ("neither", 1, "none"), ("open", open_, "manager")):
        for _turn in range(count):
            place = len(rows)
            rows.append({
                "cell": cell, "reason": reason, "account": f"{place:03d}", "company_rank": place + 1,
                "place": place + 1, "places": 9, "manager": managers[place % len(managers)],
                "name": name if place % 2 else f"Valves and Flanges Trading House {place}",
                "holding": "large,loyal", "company_holding": "large", "influence": 0.1, "low": 0.1,
                "high": 0.1, "lever": "assortment", "lever_value": 0.25, "ask": "influence,large"})
    return pd.DataFrame(rows).assign(half=False)


@pytest.mark.parametrize("client", ["Granit", HOSTILE, "W" * 60])
@pytest.mark.parametrize("count", [1, 3, 6, 600])
def test_influence_can_stand_on_a_slide(client: str, count: int) -> None:
    figure = show.influence_bars(
        strength(count, client), labels=LABELS, influence_min=0.4, period=PERIOD, of=count)
    check_slide(figure)
    assert PERIOD in said(figure)


@pytest.mark.parametrize("client", ["Granit", HOSTILE, "W" * 60])
@pytest.mark.parametrize("sizes", [(3, 2, 2), (1, 0, 0), (0, 1, 1), (40, 30, 30), (200, 0, 0)])
@pytest.mark.parametrize("whose", ["Ada", ""])
def test_the_two_lists_can_stand_on_a_slide(client: str, sizes: tuple[int, int, int], whose: str) -> None:
    managers = ("Ada",) if whose else ("Ada", HOSTILE, "W" * 60)
    table = lists(*sizes, name=client, managers=managers)
    check_slide(show.two_lists_figure(table, whose=whose, period=PERIOD))


def test_two_draws_are_the_same_to_the_byte() -> None:
    assert png(show.two_lists_figure(lists(), whose="Ada", period=PERIOD)) == png(
        show.two_lists_figure(lists(), whose="Ada", period=PERIOD))


def test_the_title_says_how_the_lists_differ() -> None:
    figure = show.two_lists_figure(lists(), whose="Ada", period=PERIOD)
    assert title(figure) == "3 accounts on both lists, 2 key for the company only, 2 key for Ada only"
    assert "served account" in said(figure)
    assert "below the company's cut" in said(figure)
    assert "who owns it at the top? (2)" in said(figure)


def test_a_cell_says_how_many_of_it_are_shown() -> None:
    figure = show.two_lists_figure(lists(40, 2, 1), whose="Ada", period=PERIOD)
    assert "the manager carries it (11 of 40)" in said(figure)


def test_without_answers_both_figures_say_what_to_ask() -> None:
    nobody = strength(2).assign(answered="none")
    assert "Nobody has answered" in title(
        show.influence_bars(nobody, labels=LABELS, influence_min=0.4, period=PERIOD, of=3))
    assert "ask about influence first" in said(show.two_lists_figure(lists(0, 0, 0), whose="", period=PERIOD))


def test_served_accounts_are_named_in_the_language_of_the_room() -> None:
    figure = show.influence_bars(strength(), labels=LABELS, influence_min=0.4, period=PERIOD, of=19)
    assert title(figure).startswith(
        "2 of 6 accounts with answers are served (no active selling), Granit among")
    assert "13 accounts without answers" in said(figure)
    assert "one lever: Assortment" in said(figure)
    assert "unknown: answers missing" in said(figure)


def words(reading: object) -> str:
    return repr(reading).translate(SPACES)


def test_influence_is_read_in_counts_and_names() -> None:
    found = words(show.read_influence(strength(), of=19))
    assert found.startswith("6 of 19 accounts have answers; 3 of them can be influenced. "
                            "2 are served accounts (no active selling): Granit, Valves")
    assert "a mean would have dropped them" in found
    assert "Not decided, because answers are missing" in found
    assert "talk about it" in found


def test_one_of_each_is_singular() -> None:
    found = words(show.read_two_lists(lists(1, 1, 1, 1)))
    assert "1 account is on both lists: the manager carries it." in found
    assert "1 account is key for the company only: decide who serves it" in found
    assert "1 account is key for its manager only: what would the company have to know?" in found
    assert "1 account is not decided: ask first." in found


def test_an_account_that_is_key_on_one_list_while_the_other_is_open_is_counted_and_named() -> None:
    found = lists(3, 2, 2, 4)
    found["half"] = found["cell"].eq("open") & (found["place"] == found["place"].max())
    told = words(show.read_two_lists(found))
    assert told.startswith("8 accounts are key on at least one list. 3 accounts are on both lists")
    assert "1 account is key on one list, and the other cannot say yet: Granit." in told
    assert "3 accounts are not decided: ask first." in told
    figure = show.two_lists_figure(found, whose="", period=PERIOD)
    assert "key on one list, the other is open: 1" in said(figure)
    assert "not decided yet: 3" in said(figure)


def row(cell: str, **columns: object) -> "pd.Series[object]":
    table = lists(name="Kvarta Market")
    found = table[table["cell"] == cell].iloc[0].copy()
    for column, value in {"name": "Kvarta Market", **columns}.items():
        found[column] = value
    return found


@pytest.mark.parametrize(("cell", "columns", "expected"), [
    ("company", {}, "Kvarta Market is key for the company (large; place 4), and a served account (no active "
     "selling) for Ada: influence 0.1, strongest lever Assortment 0.25. Who serves it, at which cost, and "
     "who owns it at the top?"),
    ("company", {"reason": "waiting"}, "Kvarta Market is key for the company (large; place 4), and waits at "
     "Ada: place 4, and the hours carry 9. Who serves it, at which cost, and who owns it at the top?"),
    ("company", {"reason": "nobody", "manager": None}, "Kvarta Market is key for the company (large; place "
     "4), and no manager has it. Who serves it, at which cost, and who owns it at the top?"),
    ("manager", {}, "Kvarta Market is key for Ada (large, loyal; place 6) with influence 0.1; on the "
     "company's list it has place 6, below the cut. What would the company have to know?"),
    ("manager", {"reason": "not_nominated"}, "Kvarta Market is key for Ada (large, loyal; place 6) with "
     "influence 0.1; none of the company's tests holds. What would the company have to know?"),
    ("open", {}, "Kvarta Market is not decided for Ada: ask about the influence, large."),
    ("both", {}, ""),
])
def test_every_difference_is_one_sentence(cell: str, columns: dict[str, object], expected: str) -> None:
    assert words(show.difference_sentence(row(cell, **columns), tests=TESTS, questions=LABELS)) == expected


def change(**columns: object) -> str:
    told = pd.Series({"name": "Kvarta Market", "manager": "Ada", "kind": "influence",
                      "question": "assortment", "before": 0.25, "after": 0.75, **columns})
    return words(show.change_sentence(told, questions=QUESTIONS, currency="RUB", labels={
        "may_cite": "May the manager cite it?", "fit": "Product fit", "status": "Reference value"}))


def test_every_change_is_one_sentence() -> None:
    assert change() == ('If the answer on Assortment were 0.75 ("most of my proposals are listed") and not '
                        "0.25, Kvarta Market would be on the list of Ada.")
    assert "and not unknown" in change(before=NAN)
    assert change(kind="fact", question="may_cite", before=NAN, after=1.0).startswith(
        'If "May the manager cite it?" were answered with yes (today unknown), Kvarta Market')
    assert change(kind="wallet", question="reachable_margin", before=8e5, after=1.3e6).startswith(
        "If 1.30 mln RUB more margin a year were within reach and not 800 thousand RUB, Kvarta")
    assert change(kind="score", question="fit", before=7.0, after=9.0, onto="company") == (
        "With 9 points and not 7 for Product fit, Kvarta Market would be on the company's list.")
    assert change(kind="test", question="status", before=NAN, manager=None).startswith(
        "If the test Reference value held (today unknown), Kvarta Market would be on the company's list")
    assert change(kind="") == "No single answer would bring Kvarta Market onto the list of Ada."


def test_the_gate_moves_accounts_and_escapes_their_names() -> None:
    table = strength(name="<b>P&L</b>")
    box = show.gate_control(table, influence_min=0.4, decisive_lever=0.75)
    words, slider, told = box.children
    assert "Move the limit" in words.value
    assert "2 accounts are served accounts." in told.value
    slider.value = 0.0
    assert "Nobody is a served account." in told.value
    assert "&lt;b&gt;P&amp;L&lt;/b&gt;" in told.value
    slider.value = 0.55
    assert "Served then:" in told.value


def test_what_is_unknown_is_not_served_whatever_the_gate() -> None:
    unknown = strength(5).iloc[[3]].assign(lever_open=True)
    assert gate_words(unknown, 1.0, today=0.4, lever=0.75).startswith("Nobody is a served account.")


def test_the_hours_say_what_the_sources_say() -> None:
    box = show.capacity_control(key_hours=60, hours_each=4)
    words, hours, each, told = box.children
    assert "Move the hours" in words.value
    assert "15 key accounts of 4.0 hours" in told.value.translate(SPACES)
    each.value = 14.5
    hours.value = 110
    assert "7 key accounts" in told.value.translate(SPACES)
    assert "within the 5 to 10" in told.value


def test_a_wallet_that_would_be_enough_is_said_as_what_the_account_would_buy():
    row = pd.Series({"name": "Alder", "manager": "Ann", "onto": "company", "kind": "purchases",
                     "question": "wallet", "before": 12_500_000.0, "after": 84_600_000.0})  # fmt: skip
    words = {"questions": pd.DataFrame(), "labels": {}, "currency": "RUB"}
    told = str(show.change_sentence(row, **words)).replace("\u202f", " ")
    assert told.startswith("If it bought 84.6 mln RUB a year from everybody and not 12.5 mln RUB, Alder")
    unknown = row.replace(12_500_000.0, float("nan"))
    assert "(today unknown)" in str(show.change_sentence(unknown, **words))
