"""What a review keeps stays as it was, whatever happens to the workbooks afterwards."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.problems import KamError
from kamlib.study import reviews
from kamlib.study.reviews import read_review, review_names, write_review

DAY = date(2026, 1, 30)


def persons(**more):
    said = {"account": "00480", "line": "1", "person": "Yana Kress", "attitude": 2.0, "influence": 3.0,
            "on": pd.Timestamp("2026-01-14"), "action": "", "leaves": 0.35}
    return pd.DataFrame([said | more])


def test_a_review_is_read_as_it_was_kept(tmp_path):
    there = {"persons": persons(), "list": pd.DataFrame(
        {"account": ["00480"], "name": ["Volna Opt"], "company": [True], "own": [False], "place": [3]})}
    assert write_review(tmp_path, there, on=DAY).name == "2026-01-30"
    found = read_review(tmp_path, "2026-01-30")
    assert found.day == DAY
    one = found.tables["persons"].iloc[0]
    assert one[["account", "person", "attitude", "leaves"]].tolist() == ["00480", "Yana Kress", 2.0, 0.35]
    assert one["on"] == pd.Timestamp("2026-01-14")
    assert pd.isna(one["wanted"])
    listed = found.tables["list"].iloc[0]
    assert (listed["company"], listed["own"], listed["served"]) == ("yes", "no", "")


def test_a_text_that_reads_as_yes_or_no_elsewhere_stays_a_text_and_other_tables_are_absent(tmp_path):
    write_review(tmp_path, {"persons": persons(position="False", note="True")}, on=DAY)
    tables = read_review(tmp_path, "2026-01-30").tables
    one = tables.pop("persons").iloc[0]
    assert (one["position"], one["note"], tables) == ("False", "True", {})


def test_a_second_review_of_a_day_gets_a_number_and_the_first_stays(tmp_path):
    for influence in range(1, 11):
        write_review(tmp_path, {"persons": persons(influence=influence)}, on=DAY)
    write_review(tmp_path, {"persons": persons()}, on=date(2025, 10, 31))
    (tmp_path / "judgement" / "reviews" / "2026-02-31").mkdir()
    (tmp_path / "judgement" / "reviews" / "2026-01-30 old").mkdir()
    names = review_names(tmp_path)
    assert names == ["2025-10-31", "2026-01-30", *(f"2026-01-30-{number}" for number in range(2, 11))]
    kept = [read_review(tmp_path, name).tables["persons"]["influence"].item() for name in names]
    assert kept == [3, *range(1, 11)]


def test_what_fails_on_the_way_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_all, **_more):
        raise OSError("no space left on device")

    monkeypatch.setattr(reviews, "write_cells", full)
    with pytest.raises(OSError, match="no space"):
        write_review(tmp_path, {"persons": persons()}, on=DAY)
    assert not list((tmp_path / "judgement" / "reviews").iterdir())
    assert review_names(tmp_path) == []


def test_a_table_that_no_review_keeps_is_refused_by_name(tmp_path):
    with pytest.raises(KamError, match='"salaries" is not kept in a review; there are: list, points'):
        write_review(tmp_path, {"salaries": pd.DataFrame()}, on=DAY)


def test_a_cell_that_somebody_spoilt_is_named_with_its_place(tmp_path):
    file = write_review(tmp_path, {"persons": persons()}, on=DAY) / "persons.csv"
    file.write_text(file.read_text(encoding="utf-8-sig").replace(",2,", ",good,"), encoding="utf-8")
    place = 'judgement/reviews/2026-01-30/persons.csv, row 2, column "attitude": "good" is not a number'
    with pytest.raises(KamError, match=place):
        read_review(tmp_path, "2026-01-30")


@settings(max_examples=60)
@given(words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
       share=st.floats(0, 1), money=st.floats(0, 1e12))
def test_any_text_and_any_number_come_back(tmp_path_factory, words, share, money):
    folder = tmp_path_factory.mktemp("study")
    goals = pd.DataFrame([{"account": "1", "whose": "client", "goal": "g", "why": words, "gain": money}])
    lines = pd.DataFrame([{"account": "1", "name": "Valves", "share_1": share}])
    name = write_review(folder, {"goals": goals, "quantities": lines}, on=DAY).name
    found = read_review(folder, name).tables
    assert found["goals"]["why"].item() == words.strip()
    assert found["goals"]["gain"].item() == pytest.approx(money, rel=1e-9)
    assert found["quantities"]["share_1"].item() == pytest.approx(share, rel=1e-9)
