"""What persons are called where names are not shown: one code each, and no text that names anybody."""

import pandas as pd
import pytest

from kamlib.names import plain
from kamlib.tables import BOOKS, GIVEN, JUDGED, KEPT, PEOPLE, REVIEWED
from kamlib.tables.codes import Codes, cells_of, codes_for

NAMED = {"ours", "theirs", "side", "nobody"}


def codes(*people: tuple[str, str, str, str], texts: tuple[str, ...] = ()) -> Codes:
    """Return the codes of people: account, name, side, position; those with a position are listed."""
    rows = [(account, name, side) for account, name, side, _position in people]
    rows += [("A", text, "") for text in texts]
    roles = {("" if side == "ours" else account, plain(name)): position
             for account, name, side, position in people if position}
    return codes_for(pd.DataFrame(rows, columns=["account", "text", "names"], dtype="str"), roles, roles)


def test_each_person_has_one_code_in_every_spelling_and_nobody_else_has_it() -> None:
    found = codes(("A", "Ada Kern", "theirs", "buyer"), ("A", "Bo Lind", "theirs", "buyer"),
                  ("B", "Ada Kern", "theirs", "owner"), ("", "Cy Moor", "ours", "buyer"),
                  ("A", "cy  MOOR", "ours", ""))
    assert [found.person("ADA  kern", "theirs", account) for account in "AB"] == ["Buyer B", "Owner A"]
    assert found.person("Bo Lind", "theirs", "A") == "Buyer C"
    assert [found.person("Cy Moor", "ours", account) for account in "AB"] == ["Buyer A", "Buyer A"]
    assert found.person("Somebody Later", "theirs", "A") == "Person"


@pytest.mark.parametrize(("name", "position", "shown"), [
    ("technical department", "head of the technical department", "technical department"),
    ("Technical department", "technical department", "Technical department"),
    ("oleg tarn", "buyer", "Buyer A"), ("Ada Kern", "assistant to Ada Kern", "Person A"),
    ("Ada Kern", "owner; also director", "Owner A"), ("Ada Kern", "", "Person A"),
])  # fmt: skip
def test_a_word_that_stands_for_a_person_stays_and_a_position_that_names_somebody_does_not(
        name: str, position: str, shown: str) -> None:
    listed = codes(("A", name, "theirs", position or " "))
    assert listed.person(name, "theirs", "A") == shown


def test_who_is_named_in_a_column_of_the_other_side_is_the_same_person() -> None:
    found = codes(("A", "Ada Kern", "theirs", "buyer"), ("", "Cy Moor", "ours", "manager"),
                  ("A", "Ada Kern", "ours", ""), ("A", "Cy Moor", "theirs", ""))
    assert found.person("Ada Kern", "ours", "A") == "Buyer A"
    assert found.person("Cy Moor", "theirs", "A") == "Manager A"


def test_a_text_that_names_somebody_is_left_out_and_the_same_text_has_the_same_number() -> None:
    found = codes(("A", "Xu Li", "theirs", "buyer"), texts=("ask Li", "Li decides", "ask them", "Xu Li"))
    shown = [found.words(text, "A") for text in ("ask them", "ask Li", "Li decides", "ask Li", "Xu Li", "")]
    assert shown == ["ask them", "(text 2 names a person)", "(text 1 names a person)",
                     "(text 2 names a person)", "Buyer A", ""]


def test_a_table_has_codes_in_its_columns_of_people_and_no_text_that_names_anybody() -> None:
    frame = pd.DataFrame({
        "account": "A", "line": ["1", "2"], "person": ["Ada Kern", "Bo Lind"], "position": "buyer",
        "influences": ["Bo Lind; Ada Kern", ""], "evidence": ["KERN said so", "seen"],
        "influence": [3.0, 2.0], "confidence": "fact", "our own column": ["Bo likes tea", ""]})  # fmt: skip
    found = codes_for(cells_of(frame, KEPT["persons"], frame["account"]),
                      {("A", "ada kern"): "buyer", ("A", "bo lind"): "buyer"},
                      [("A", "ada kern"), ("A", "bo lind")])
    made = found.table(frame, KEPT["persons"])
    assert made["person"].tolist() == ["Buyer A", "Buyer B"]
    assert made["influences"].tolist() == ["Buyer B; Buyer A", ""]
    assert made["evidence"].tolist() == ["(text 2 names a person)", "seen"]
    assert made["our own column"].tolist() == ["(text 1 names a person)", ""]
    assert made[["line", "confidence", "influence"]].equals(frame[["line", "confidence", "influence"]])


def test_every_column_with_a_person_in_its_meaning_says_whom_it_names() -> None:
    tables = [*PEOPLE.values(), *JUDGED.values(), *REVIEWED.values(), *GIVEN.values(),
              *(table for kept in BOOKS.values() for table in kept)]
    unmarked = [(table.name, name) for table in tables for name, column in table.columns.items()
                if column.kind == "text" and not column.choices and column.names not in NAMED
                and name in ("who", "by", "manager", "supervisor", "person", "ours", "theirs", "to", "owner",
                             "responsible", "leads", "stand_in", "reports_to", "action_by", "next_by",
                             "checked_by", "confirmed_by", "influences")]
    assert unmarked == []
