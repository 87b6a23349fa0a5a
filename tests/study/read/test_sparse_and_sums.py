"""Keys written once, lines that head others, and sums without a mark: asked about, not counted twice."""

import pytest

STACKED = (
    "Контрагент;Сумма\nРомашка;30\nБолт;10\nГайка;20\nВесна;12\nБолт;5\nШайба;7\nЛютик;3\nБолт;1\nГвоздь;2\n"
)
DEEP = (
    "Name;Amount\nNorth;50\nAcme;30\nBolt;10\nDoc 1;4\nDoc 2;6\nNut;20\nDoc 3;5\nDoc 4;15\n"
    "Beta;20\nBolt;8\nDoc 5;3\nDoc 6;5\nNut;12\nDoc 7;5\nDoc 8;7\nSouth;9\nDoc 9;2\nDoc 10;7\n"
)
NESTED = (
    "Client;Amount\nAcme;30\nBolt;10\nDoc 1;4\nDoc 2;6\nNut;20\nDoc 3;5\nDoc 4;15\n"
    "Beta;9\nBolt;9\nDoc 5;2\nDoc 6;7\n"
)


def test_rows_that_are_sums_of_those_below_are_asked_about(table):
    found = table(STACKED)
    [question] = found.questions
    assert question.setting == ("grouped",)
    assert set(question.choices) == {"flatten", "keep"}
    assert len(found.frame) == 9


def test_the_answer_flattens_them(table):
    found = table(STACKED, grouped="flatten")
    assert found.frame["level_1"].tolist() == ["Ромашка", "Ромашка", "Весна", "Весна", "Лютик", "Лютик"]
    assert found.frame["Сумма"].sum() == 45
    assert found.settings["grouped"] == "flatten"
    assert table(STACKED, grouped="keep").questions == []


def test_groups_in_groups_are_followed(table):
    found = table(NESTED, grouped="flatten")
    assert found.frame["level_3"].tolist() == ["Doc 1", "Doc 2", "Doc 3", "Doc 4", "Doc 5", "Doc 6"]
    assert found.frame["Amount"].sum() == 39
    deep = table(DEEP, grouped="flatten").frame
    assert deep["level_4"].dropna().tolist() == [f"Doc {n}" for n in range(1, 9)]
    assert (len(deep), deep["Amount"].sum()) == (10, 59)


@pytest.mark.parametrize(
    "amounts", [(1, 1, 1, 1, 1, 1, 1), (5, 3, 9, 2, 8, 1, 4), (10, 20, 30, 40, 50, 60, 70)]
)
def test_a_plain_list_is_not_asked_about(table, amounts):
    lines = [f"A{i};{value}" for i, value in enumerate(amounts)]
    assert table("\n".join(["Client;Amount", *lines])).questions == []


def test_a_key_written_once_for_its_rows_is_asked_about(table):
    text = "Клиент;Товар;Сумма\nРомашка;Болт;10\n;Гайка;20\nВесна;Болт;5\n;Шайба;7\n"
    asked = table(text)
    assert [q.setting for q in asked.questions] == [("columns", "Клиент", "fill")]
    assert asked.frame["Клиент"].isna().sum() == 2
    filled = table(text, columns={"Клиент": {"fill": "down"}})
    assert filled.frame["Клиент"].tolist() == ["Ромашка", "Ромашка", "Весна", "Весна"]
    assert filled.questions == []
    assert filled.settings["columns"]["Клиент"]["fill"] == "down"
    assert table(text, columns={"Клиент": {"fill": "leave"}}).questions == []


def test_lines_that_head_the_rows_below_them_are_asked_about(table):
    text = "Client;Article;Amount\nNorth;;\nA;Bolt;10\nB;Nut;20\nSouth;;\nC;Bolt;30\n"
    assert [q.setting for q in table(text).questions] == [("grouped",)]
    found = table(text, grouped="flatten")
    assert found.frame["Client"].tolist() == ["A", "B", "C"]
    assert found.frame["section"].tolist() == ["North", "North", "South"]
    assert found.rows.tolist() == [3, 4, 6]
    assert len(table(text, grouped="keep").frame) == 5


def test_names_without_details_in_a_list_are_rows_like_the_others(table):
    found = table("Client;City;Phone\nAcme;;\nBirch;Oslo;\nCedar;;\nDogwood;;555\n")
    assert found.questions == []
    assert len(found.frame) == 4


def test_signs_that_nobody_sees_make_no_second_name(table):
    found = table("Client;Amount\nA\u200b;1\n\u00a0A;2\nA;3\n")
    assert set(found.frame["Client"]) == {"A"}


def test_a_text_of_two_encodings_is_said(read):
    content = "Client;Amount\nMüller;1,5\n".encode() + "Société;2,5\n".encode("cp1252")
    assert [p.code for p in read(content).problems] == ["text-mixed"]


def test_decided_headings_do_not_part_what_was_one_table(read_book):
    rows = [["Client", "Amount", None, "Note"], ["A", 1], ["B", 2], ["C", 3], ["D", 4, None, "late"]]
    first = read_book(rows).tables[0]
    again = read_book(rows, **first.settings).tables[0]
    assert list(first.frame) == list(again.frame)
