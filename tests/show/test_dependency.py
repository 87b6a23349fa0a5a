"""Who leaves, on slides and in sentences: true of every study, and fit for a room."""

import pandas as pd
import pytest

from kamlib import show
from kamlib.show.controls_dependency import leaver_words
from show.figures import HOSTILE, PERIOD
from show.slides import SPACES, check_slide, png, said, title

NAN = float("nan")
LONG = "Александр-Константин Воскресенский-Задунайский"
MONEY = {"currency": "RUB", "period": PERIOD}


def contacts(ours: int = 2, theirs: int = 3, name: str = "Ada") -> pd.DataFrame:
    """Everybody of ours meets everybody of theirs, in turn active, quiet, not known."""
    pairs = [(f"{name} {o}", f"Bo {t}") for o in range(ours) for t in range(theirs)]
    turn = [place % 3 for place in range(len(pairs))]
    return pd.DataFrame({
        "account": "A", "ours": [o for o, _t in pairs], "theirs": [t for _o, t in pairs],
        "line": pd.array([True] * len(pairs), dtype="boolean"),
        "active": pd.array([[True, False, pd.NA][place] for place in turn], dtype="boolean"),
        "intensity": [[24.0, 6.0, NAN][place] for place in turn]})


def theirs(count: int = 3, name: str = "Bo") -> pd.DataFrame:
    return pd.DataFrame([
        {"person": f"{name} {n}", "position": "head of purchasing", "weight": [12.0, 2.0, NAN][n % 3],
         "attitude": [2.0, -3.0, NAN][n % 3], "confidence": ["fact", "assumed", ""][n % 3]}
        for n in range(count)
    ], columns=["person", "position", "weight", "attitude", "confidence"])


def ours(count: int = 2, name: str = "Ada") -> pd.DataFrame:
    return pd.DataFrame({"person": [f"{name} {n}" for n in range(count)], "function": "manager"})


def summary(**changed: object) -> pd.Series:
    return pd.Series({"name": "Granit", "shape": "bow tie", "effective_ours": 1.2, "effective_theirs": 2.3,
                      "narrow": "ours", "survives": False, "hinge": "Ada", "pairs": 5, "a_year": 57.0,
                      "ours": 3, "theirs": 5, "unknown": 0, **changed})


def picture(lines: pd.DataFrame, persons: pd.DataFrame, team: pd.DataFrame, **changed: object):
    leaver = changed.pop("leaver", None)
    about = {"summary": summary(**changed), "period": PERIOD, "leaver": leaver}
    return show.contact_picture(lines, persons, team, **about)


def test_the_picture_says_its_shape_and_fits() -> None:
    figure = picture(contacts(), theirs(), ours())
    check_slide(figure)
    assert title(figure) == "Granit: bow tie, as if 1.2 of us met 2.3 of them"
    assert {"two-way, recent", "one-way or long ago", "not known", "assumed, no fact"} <= set(
        said(figure).split(" | "))


@pytest.mark.parametrize(("our", "their"), [(1, 1), (1, 12), (12, 40)])
def test_the_picture_holds_few_and_many_with_long_names(our: int, their: int) -> None:
    figure = picture(contacts(our, their, LONG).replace({"theirs": "Bo"}, LONG, regex=True),
                     theirs(their, LONG), ours(our, LONG), name=LONG)
    check_slide(figure)
    assert ("not shown" in said(figure)) == (our > 9 or their > 9)


def test_who_leaves_is_struck_out_and_the_title_says_what_is_left() -> None:
    figure = picture(contacts(), theirs(), ours(), leaver=pd.Series({"person": "Ada 0", "side": "ours"}))
    check_slide(figure)
    # Of six lines in turn the first and the fourth are active; the fourth is of Ada 1.
    assert title(figure) == "Without Ada 0 1 active line to Granit is left"
    assert "cut" in said(figure).split(" | ")


def test_an_account_without_people_says_what_to_fill_in() -> None:
    figure = picture(contacts().head(0), theirs(0), ours(0))
    assert "nobody has written down who meets whom" in title(figure)


def people(count: int = 6, name: str = "Ada") -> pd.DataFrame:
    return pd.DataFrame([
        {"side": ["ours", "theirs"][n % 2], "person": f"{name} {n}", "account": "", "name": "Granit",
         "alone_name": "Granit", "accounts": 2 - n % 2, "alone_accounts": 1, "lines": 2, "active": 1,
         "roles_lost": n % 3, "margin": 50e6 - n * 1e6, "margin_alone": 8e6 if n < 4 else 0.0}
        for n in range(count)
    ])


@pytest.mark.parametrize("count", [1, 6, 40])
def test_bars_of_who_leaves(count: int) -> None:
    figure = show.who_leaves_bars(people(count, LONG if count == 40 else "Ada"), **MONEY)
    check_slide(figure)
    if count == 6:
        assert title(figure) == "Without Ada 0 no active line is left to Granit, 8.00 mln RUB of margin"
        assert "8.0 of 50.0, 2 accounts" in said(figure)


def managers(count: int = 3) -> pd.DataFrame:
    return pd.DataFrame([
        {"manager": f"{LONG} {n}" if count > 9 else ["Ada", "Bo", None][n % 3], "margin": 12e6,
         "margin_without": [8e6, 0.0, 0.0][n % 3], "margin_unknown": [1e6, 12e6, 0.0][n % 3],
         "unknown": [1, 2, 0][n % 3],
         "without": [1, 0, 0][n % 3], "accounts": 4, "share_without": [0.66, 0.0, 0.0][n % 3]}
        for n in range(count)
    ])


@pytest.mark.parametrize("count", [1, 3, 40])
def test_bars_of_second_contacts(count: int) -> None:
    figure = show.second_contact_bars(managers(count), **MONEY)
    check_slide(figure)
    if count == 3:
        assert title(figure) == (
            "8.00 mln RUB of margin hangs on one contact of ours; of 13.0 mln RUB nobody knows")
        assert "all with a second one" in said(figure)


def test_unknown_is_never_safe_even_where_no_margin_is_known() -> None:
    table = managers(1).assign(margin_without=0.0, margin_unknown=0.0, without=0, unknown=4, margin=0.0,
                               accounts=4)
    figure = show.second_contact_bars(table, **MONEY)
    assert title(figure) == (
        "No key account is known to have one contact of ours only; of 4 accounts nobody knows")
    assert "4 not known" in said(figure)
    words = repr(show.read_second(table, currency="RUB"))
    assert "Of 4 key accounts nobody has written down who meets whom: unknown is not safe." in words
    single = show.second_contact_bars(table.assign(without=2), **MONEY)
    assert title(single) == "At 2 accounts only one of us is in active contact"


@pytest.mark.parametrize("count", [1, 6, 40])
def test_steps_of_more_contacts(count: int) -> None:
    table = pd.DataFrame({"name": [f"{LONG} {n}" for n in range(count)], "margin": 8e6, "hours": 4.0})
    figure = show.more_contacts_steps(table, unknown=3, **MONEY)
    check_slide(figure)
    assert "not known for 3 accounts" in said(figure)


def test_without_costs_accounts_are_counted_in_place_of_money() -> None:
    table = pd.DataFrame({"name": ["Alder", "Birch"], "margin": NAN, "hours": 4.0})
    figure = show.more_contacts_steps(table, unknown=0, **MONEY)
    check_slide(figure)
    assert title(figure) == "2 accounts hang on single persons; 8 hours for contacts would end that"
    who = show.who_leaves_bars(people(3).assign(margin=0.0, margin_alone=0.0), **MONEY)
    check_slide(who)
    assert title(who) == "Without Ada 0 no active line is left to Granit"


def away(*kinds: tuple[str, str, float, float]) -> pd.DataFrame:
    rows = [{"person": "Vera Klim" if side == "ours" else "Mila Corde", "side": side, "name": "Lotos Opt",
             "first": pd.Timestamp("2024-06-03"), "last": pd.Timestamp("2024-08-04"), "kind": kind,
             "left": side == "theirs", "lines": 1.0, "accounts": 10, "orders_before": 51.0, "orders": 30,
             "orders_change": orders, "amount_change": amount} for side, kind, orders, amount in kinds]
    return pd.DataFrame(rows)


STORIES = away(("ours", "single", -0.41, -0.36), ("ours", "second", -0.06, -0.14),
               ("theirs", "itself", -0.55, -0.6), ("theirs", "twin", -0.07, 0.0001))


def test_an_absence_is_told_with_and_without_a_second_contact() -> None:
    figure = show.absence_bars(STORIES)
    check_slide(figure)
    assert title(figure) == (
        "While Vera Klim was away: 41 % fewer orders without a second contact, 6 % fewer orders with one")
    assert "−60 %: Mila Corde left" in said(figure)
    words = repr(show.read_absences(STORIES)).translate(SPACES)
    assert "10 accounts without a second contact ordered −41 % against the year before (51 to 30" in words
    assert "as much as a year before" in words


@pytest.mark.parametrize("table", [STORIES.head(1), STORIES.tail(2), away(("ours", "unknown", NAN, NAN))])
def test_absences_of_one_kind_only(table: pd.DataFrame) -> None:
    check_slide(show.absence_bars(table))
    assert repr(show.read_absences(table))


def test_nothing_known_is_said_on_every_slide() -> None:
    for figure in (show.who_leaves_bars(people(1).head(0), **MONEY),
                   show.second_contact_bars(managers().head(0), **MONEY),
                   show.more_contacts_steps(pd.DataFrame({"name": [], "margin": [], "hours": []}), unknown=2,
                                            **MONEY),
                   show.absence_bars(STORIES.head(0))):
        check_slide(figure)
        assert len(title(figure)) > 20


def test_figures_are_the_same_every_time() -> None:
    assert png(show.absence_bars(STORIES)) == png(show.absence_bars(STORIES))
    assert png(picture(contacts(), theirs(), ours())) == png(picture(contacts(), theirs(), ours()))


def test_names_with_signs_of_formulas_and_pages_are_letters() -> None:
    check_slide(picture(contacts(name=HOSTILE), theirs(name=HOSTILE), ours(name=HOSTILE), name=HOSTILE))
    row = departure(person="<b>A</b>", name="C & D")
    words = leaver_words(pd.DataFrame([row]), 0, currency="RUB")
    assert "<b>A" not in words
    assert "C &amp; D" in words


def departure(**changed: object) -> pd.Series:
    return pd.Series({"person": "Ada", "side": "ours", "name": "Granit", "lines": 2, "alone": True,
                      "left_active": 0, "roles_words": "Decider", "support_left": 0.25, "margin": 8e6,
                      **changed})


def test_a_departure_in_a_sentence() -> None:
    words = repr(show.leaver_sentence(departure(), currency="RUB")).translate(SPACES)
    assert words == (
        "Ada leaves Granit: 2 lines are cut. No active line is left; 8.00 mln RUB of margin hangs in the "
        "air. Roles without anybody for us whom we meet: Decider. Of the support with which we talk 25 % is "
        "left.")
    unknown = repr(show.leaver_sentence(departure(alone=pd.NA, support_left=NAN), currency="RUB"))
    assert "Whether an active line is left nobody knows." in unknown
    assert "support" not in unknown
    nowhere = departure(lines=pd.NA, left_active=pd.NA, alone=pd.NA)
    assert "what is cut nobody knows" in repr(show.leaver_sentence(nowhere, currency="RUB"))
    assert "nobody knows who would leave a gap" in repr(show.leaver_sentence(None, currency="RUB"))


def test_the_chance_of_an_example_is_called_one() -> None:
    row = summary(critical=2, known=1, chance=0.271, with_example=0.552)
    words = repr(show.read_chance(row, years=3, example=0.15)).translate(SPACES)
    assert "at least the chance 27 %" in words
    assert "As an example only: with 15 % a year" in words
    known = summary(critical=2, known=2, chance=0.82, with_example=0.82)
    assert "example" not in repr(show.read_chance(known, years=3, example=0.15))


def test_nobody_holds_us_is_not_the_same_as_nobody_knows() -> None:
    row = summary(breaking=0, breaking_people="", unknown_attitude=0)
    assert repr(show.read_breaking(row)) == "Nobody at Granit holds us."
    open_ = summary(breaking=pd.NA, breaking_people="", unknown_attitude=2)
    assert "nobody knows" in repr(show.read_breaking(open_))


def test_the_reading_of_all_accounts_keeps_what_is_not_known_apart() -> None:
    table = pd.DataFrame({
        "name": ["Alder", "Birch", "Cedar"], "margin": [8e6, 5e6, 3e6], "hours": [4.0, 0.0, NAN],
        "second": pd.array([False, True, pd.NA], dtype="boolean"),
        "survives": pd.array([False, True, pd.NA], dtype="boolean")})
    words = repr(show.read_dependency(table, currency="RUB")).translate(SPACES)
    assert words.startswith("Of 2 key accounts of which it is known 1 hangs on one person, ours or theirs")
    assert "Of 1 key account nobody has written it down (3.00 mln RUB of margin)." in words
    nothing = repr(show.read_dependency(table.tail(1), currency="RUB"))
    assert "nobody knows" in nothing


def test_the_last_step_has_a_name_though_it_is_a_small_one() -> None:
    table = pd.DataFrame({"name": ["Alder", "Birch"], "margin": [9.6e6, 0.4e6], "hours": [4.0, 11.0]})
    assert "Birch, 11 h" in said(show.more_contacts_steps(table, unknown=0, **MONEY))
