"""The client's version of a plan: what he may see is there, and nothing else of ours can reach it."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.publish.client_plan import SHOWN, client_page
from kamlib.tables import BOOKS, KEPT
from publish.hostile_pages import HOSTILE

PLAN_TABLES = {table.name: table for table in BOOKS["plan"]}
DAY = pd.Timestamp("2026-06-30")
SECRET = "Zmarker"


def filled(word: str = "", number: float | None = None, **more: object) -> dict[str, pd.DataFrame]:
    """Every table of a plan with one row: what the client sees as it is, all other columns as given."""
    known = {
        "plan": {"base_year": 2025, "years": 3, "version": "2", "manager": "Oleg Tarn",
                 "client": "Yana Kress", "client_on": DAY, "review": DAY},
        "goals": {"whose": "client", "goal": "A branch in Surgut", "measure": "branches", "base": 0.0,
                  "target": 1.0, "actual": 0.0, "until": DAY, "contribution": "first stock", "gain": 1.5e6},
        "steps": {"year": 1.0, "action": "Training", "client_action": "sends six people",
                  "responsible": "Pavel Gron", "until": DAY, "done": pd.NaT},
        "offers": {"offer": "Stock kept", "value": "no lost sale", "gain": 9e5, "delivery": "marked bay",
                   "until": DAY},
    }  # fmt: skip
    made = {}
    for name, table in PLAN_TABLES.items():
        row = {}
        for column, rule in table.columns.items():
            own = {"number": number, "date": more.get("day"), "text": word}[rule.kind]
            row[column] = known.get(name, {}).get(column, own)
        made[name] = pd.DataFrame([{"account": "00480", "line": "1", **row}])
    made["goals"]["confirmed"] = True
    return made


def page(tables, **more):
    return client_page(tables, **{"client": "Volna Opt", "company": "Marena", "currency": "RUB",
                                  "language": "en", **more})


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<body>")[1]).split())


def test_the_client_sees_his_goals_both_sides_steps_and_what_he_gains():
    words = text(page(filled()))
    for said in ("Volna Opt and Marena: plan 2026-2028", "A branch in Surgut", "0 → 1", "1.50",
                 "Training", "sends six people", "Pavel Gron", "Stock kept", "no lost sale", "2026-06-30"):
        assert said in words
    assert "from its goals 1.50 mln RUB, from what only it gets 900 thousand RUB" in words


@pytest.mark.parametrize("company", ["Marena", ""])
def test_both_firms_stand_by_name_and_the_page_says_neither_our_nor_your(company):
    tables = filled()
    guess = tables["goals"].assign(goal="A shop", confirmed=False)
    tables["goals"] = pd.concat([tables["goals"], guess], ignore_index=True)
    words = text(page(tables, company=company))
    supplier = company or "the supplier"
    for said in (f"{supplier} does", "Volna Opt does", f"Responsible at {supplier}", f"At {supplier}:",
                 "Gain of Volna Opt a year, mln RUB", "Only for Volna Opt", "What Volna Opt gains a year"):
        assert said in words
    assert not re.findall(r"\b(?:we|us|our|you|your|they|them|their)\b", words, re.IGNORECASE)


CONFIDENTIAL = [(name, column) for name, table in PLAN_TABLES.items() for column in table.columns
                if column not in SHOWN.get(name, ()) and (name, column) != ("goals", "whose")]


def test_the_list_of_confidential_columns_holds_what_must_never_be_seen():
    assert {("quantities", "margin_rate"), ("quantities", "share_1"), ("quantities", "wallet"),
            ("steps", "budget"), ("steps", "plan_b"), ("steps", "risk"), ("steps", "resource"),
            ("offers", "cost"), ("position", "state"), ("plan", "discount_rate"), ("plan", "supervisor"),
            ("goals", "why"), ("goals", "weight")} <= set(CONFIDENTIAL)  # fmt: skip


@pytest.mark.parametrize(("name", "column"), CONFIDENTIAL)
def test_a_marker_in_a_confidential_column_does_not_reach_the_page(name, column):
    tables = filled()
    kind = KEPT[name].columns[column].kind
    marker = {"text": SECRET, "number": 7654321.0, "date": pd.Timestamp("1999-09-09")}[kind]
    tables[name][column] = marker
    made = page(tables)
    assert made == page(filled())
    assert SECRET not in made
    assert "7654321" not in made
    assert "1999" not in made


@settings(max_examples=60)
@given(word=st.text(max_size=20), number=st.floats(-1e9, 1e9),
       extra=st.text("abcdefgh_", min_size=1, max_size=12))
def test_whatever_stands_in_what_is_not_on_the_list_the_page_is_the_same(word, number, extra):
    tables = filled(word, number, day=pd.Timestamp("1999-09-09"))
    if extra not in {column for columns in SHOWN.values() for column in columns} | {"whose", "confirmed"}:
        for frame in tables.values():
            frame[extra] = word
    tables["persons"] = pd.DataFrame([{"person": word, "attitude": -3.0, "note": word}])
    assert page(tables) == page(filled())


def test_our_own_goals_are_not_his():
    tables = filled()
    ours = tables["goals"].assign(whose="us", goal=f"{SECRET} two fifths of what they buy")
    tables["goals"] = pd.concat([tables["goals"], ours], ignore_index=True)
    assert page(tables) == page(filled())


def test_a_plan_without_goals_steps_and_offers_says_so():
    words = text(page({"plan": filled()["plan"]}))
    assert "Not written down yet" in words
    assert "No step is agreed yet." in words
    assert "Only for" not in words
    assert "gains a year" not in words


def test_a_gain_that_nobody_knows_is_not_counted_as_zero():
    tables = filled()
    tables["goals"]["gain"] = None
    tables["offers"]["gain"] = None
    assert "gains a year" not in text(page(tables))


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_text(piece):
    tables = filled()
    for name, column in (("goals", "goal"), ("steps", "action"), ("offers", "value"), ("plan", "manager")):
        tables[name][column] = piece
    made = page(tables, client=piece, company=piece)
    assert "<script" not in made
    assert "<img" not in made
    assert "<iframe" not in made


def test_steps_stand_by_the_year_in_which_they_are():
    tables = filled()
    steps = pd.concat([tables["steps"].assign(year=float(year), action=f"step {year}") for year in (3, 1, 1)])
    words = text(page(tables | {"steps": steps}))
    assert words.index("2026") < words.index("step 1") < words.index("2028", words.index("Marena does"))
    assert words.index("step 3") > words.index("step 1")


def test_a_goal_that_nobody_of_them_confirmed_stands_apart_as_our_guess_and_its_gain_too():
    tables = filled()
    guess = tables["goals"].assign(goal="A shop of his own", gain=4e5, confirmed=False)
    words = text(page(tables | {"goals": pd.concat([tables["goals"], guess], ignore_index=True)}))
    his, ours = words.index("What Volna Opt wants"), words.index("What Marena thinks that Volna Opt wants")
    assert his < words.index("A branch in Surgut") < ours < words.index("A shop of his own")
    assert "Nobody at Volna Opt has confirmed it yet" in words
    assert "from its goals 1.50 mln RUB, from goals that nobody has confirmed yet 400 thousand RUB," in words


def test_where_nothing_is_confirmed_nothing_is_said_to_be_his_wish():
    tables = filled()
    for goals in (tables["goals"].assign(confirmed=False), tables["goals"].drop(columns="confirmed")):
        words = text(page(tables | {"goals": goals}))
        assert "A branch in Surgut" in words
        assert "What Volna Opt wants" not in words
        assert "Not written down yet" not in words
