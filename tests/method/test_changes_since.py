"""Two states of one table: each change once, nothing that stayed, whatever was moved about."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.changes_since import changes_since
from kamlib.problems import KamError

KEYS = ["account", "person"]


def persons(*rows):
    return pd.DataFrame(rows, columns=["account", "line", "person", "attitude", "action"]).astype(
        {"attitude": "float64"}
    )


def compared(before, now, **more):
    return changes_since(before, now, keys=KEYS, compared=["attitude", "action"], **more)


def told(found):
    values = found.astype("object").where(found.notna(), None)
    return [tuple(row) for row in values[["person", "kind", "what", "before", "now"]].to_numpy()]


BEFORE = persons(
    ("A", "1", "Chief engineer", -2, "meet"), ("A", "2", "Buyer", None, ""), ("A", "3", "User", 1, "")
)


def test_one_state_beside_itself_says_nothing():
    assert compared(BEFORE, BEFORE).empty
    assert list(compared(BEFORE, BEFORE)) == [*KEYS, "kind", "what", "before", "now"]


def test_lines_that_were_sorted_say_nothing():
    assert compared(BEFORE, BEFORE[::-1]).empty


def test_what_was_unknown_and_is_known_now_is_a_change_and_so_is_the_contrary():
    now = persons(
        ("A", "1", "Chief engineer", None, "meet"), ("A", "2", "Buyer", 0, ""), ("A", "3", "User", 1, "")
    )
    assert told(compared(BEFORE, now)) == [
        ("Chief engineer", "changed", "attitude", -2.0, None),
        ("Buyer", "changed", "attitude", None, 0.0),
    ]


def test_a_new_and_a_gone_record_are_each_one_row():
    now = persons(
        ("A", "1", "Chief engineer", -2, "meet"), ("A", "3", "User", 1, ""), ("A", "4", "Clerk", 2, "")
    )
    assert told(compared(BEFORE, now)) == [
        ("Clerk", "new", "", None, None),
        ("Buyer", "gone", "", None, None),
    ]


def test_a_person_who_sits_on_another_s_line_is_not_that_person():
    now = BEFORE.replace({"person": {"Buyer": "New buyer"}})
    assert [row[:2] for row in told(compared(BEFORE, now))] == [("New buyer", "new"), ("Buyer", "gone")]


def test_a_step_said_in_other_words_on_its_line_is_reworded_and_its_other_changes_are_told():
    was = pd.DataFrame(
        {"account": "A", "line": ["1", "2"], "action": ["Train them", "Visit"], "budget": [1.0, 2.0]}
    )
    now = pd.DataFrame(
        {"account": "A", "line": ["1", "2"], "action": ["Train six fitters", "Visit"], "budget": [1.5, 2.0]}
    )
    found = changes_since(was, now, keys=["account", "action"], compared=["budget"], line="line")
    assert found[["action", "kind", "what", "before", "now"]].to_numpy().tolist() == [
        ["Train six fitters", "reworded", "action", "Train them", "Train six fitters"],
        ["Train six fitters", "changed", "budget", 1.0, 1.5],
    ]


def test_two_records_of_one_name_are_compared_in_their_order():
    was = persons(("A", "1", "Ann", 1, ""), ("A", "2", "Ann", 2, ""))
    now = persons(("A", "1", "Ann", 1, ""), ("A", "2", "Ann", 3, ""), ("A", "3", "Ann", 0, ""))
    assert told(compared(was, now)) == [
        ("Ann", "changed", "attitude", 2.0, 3.0),
        ("Ann", "new", "", None, None),
    ]


def test_the_same_name_at_two_accounts_is_two_persons():
    was = persons(("A", "1", "Ann", 1, ""))
    now = persons(("A", "1", "Ann", 1, ""), ("B", "1", "Ann", 2, ""))
    found = compared(was, now)
    assert found[["account", "person", "kind"]].to_numpy().tolist() == [["B", "Ann", "new"]]


def test_a_share_that_went_through_a_file_is_the_same_share():
    was, now = (
        pd.DataFrame({"account": ["A"], "name": ["V"], "share": [share]}) for share in (1 / 3, 0.333333333333)
    )
    assert changes_since(was, now, keys=["account", "name"], compared=["share"]).empty


def test_against_an_empty_state_everything_is_new():
    assert [row[1] for row in told(compared(BEFORE.head(0), BEFORE))] == ["new"] * 3
    assert [row[1] for row in told(compared(BEFORE, BEFORE.head(0)))] == ["gone"] * 3


def test_a_column_that_one_state_lacks_was_missing_there():
    assert told(compared(BEFORE.drop(columns="action"), BEFORE)) == [
        ("Chief engineer", "changed", "action", None, "meet")
    ]


def test_a_state_without_its_key_is_refused():
    with pytest.raises(KamError, match="person"):
        compared(BEFORE.drop(columns="person"), BEFORE)


PERSON = st.tuples(
    st.sampled_from("AB"),
    st.sampled_from("123"),
    st.sampled_from(["Ann", "Bob", "Cid"]),
    st.one_of(st.none(), st.integers(-3, 3)),
    st.sampled_from(["", "meet", "call"]),
)


@settings(max_examples=150)
@given(st.lists(PERSON, max_size=7), st.lists(PERSON, max_size=7))
def test_there_and_back_says_the_same_the_other_way_round(first, second):
    there, back = compared(persons(*first), persons(*second)), compared(persons(*second), persons(*first))
    turned = back.assign(kind=back["kind"].replace({"new": "gone", "gone": "new"})).rename(
        columns={"before": "now", "now": "before"}
    )
    columns = [*KEYS, "kind", "what", "before", "now"]
    one, other = (sorted(map(str, frame[columns].to_numpy().tolist())) for frame in (there, turned))
    assert one == other
    assert len(persons(*first)) + (there["kind"] == "new").sum() - (there["kind"] == "gone").sum() == len(
        second
    )
