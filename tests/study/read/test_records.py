"""Lines cut into fields: quotes, lines inside cells, too many and too few fields."""

import pytest

from kamlib.study.read import records
from tests.study.read.conftest import codes


def test_line_ends_inside_quotes_keep_the_row_numbers_of_the_editor(table):
    found = table('Client;Pieces\n"Acme\nHouse 5";1\n"Birch ""B""";2\nCedar;3\n')
    assert found.frame["Client"].tolist() == ["Acme\nHouse 5", 'Birch "B"', "Cedar"]
    assert found.rows.tolist() == [2, 4, 5]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(table, end):
    assert table(end.join(["Client;Pieces", "Acme;1", "", "Birch;2"])).rows.tolist() == [2, 4]


def test_quotes_that_are_not_doubled_keep_their_line_alone(read):
    result = read('Client;Pieces\n"ООО "Ромашка"";25\nBirch;3\n"Cedar;4\nDogwood;5\n')
    [found] = result.tables
    assert found.frame["Client"].tolist() == ['ООО "Ромашка"', "Birch", '"Cedar', "Dogwood"]
    [problem] = result.problems
    assert (problem.code, problem.row, problem.count, problem.severity) == ("text-quotes", 2, 2, "warning")


def test_inches_are_no_quotes(table):
    found = table('Article\tPieces\nPipe 5"\t1\n5" pipe\t2\nBolt\t3\n')
    assert found.frame["Article"].tolist() == ['Pipe 5"', '5" pipe', "Bolt"]
    assert found.frame["Pieces"].tolist() == [1, 2, 3]


def test_a_quote_that_never_closes_swallows_no_more_than_its_line(read, monkeypatch):
    monkeypatch.setattr(records, "LONGEST_CELL_LINES", 5)
    lines = ["Client;Pieces", '"Acme;1', *[f"Birch {i};2" for i in range(20)], 'Cedar";3']
    result = read("\n".join(lines))
    assert len(result.tables[0].frame) == 22
    assert "text-quotes" in codes(result)


def test_a_long_note_in_quotes_is_one_cell_however_many_lines_it_has(table):
    note = "\n".join(f"line {number}, and more" for number in range(250))
    found = table(f'Client,Day,Note,Pieces\nAcme,1,"{note}",1\nBirch,2,short,2\n')
    assert found.frame["Pieces"].tolist() == [1, 2]
    assert found.frame["Note"][0].count("line") == 250
    assert found.problems == []


def test_a_quote_that_never_closes_is_found_where_no_cell_is_so_long(read, monkeypatch):
    monkeypatch.setattr(records, "LONGEST_CELL_LINES", 5)
    monkeypatch.setattr(records, "LONGEST_CELL", 50)
    result = read("\n".join(["Client;Pieces", 'Acme;"1', *[f"Birch {i}" for i in range(20)], 'Cedar";3']))
    assert "text-quotes" in codes(result)


def test_a_program_that_leaves_out_empty_fields_at_the_end_of_lines_makes_no_wrong_line(table):
    lines = [f"Client {n},Rome,{n}" if n % 2 else f"Client {n}" for n in range(1, 31)]
    found = table("\n".join(["Client,City,Pieces", *lines]))
    assert found.problems == []
    assert "15 lines end before their empty fields" in found.steps
    written = table("\n".join(["Client,City,Pieces", "Acme,,", *lines]))
    assert "has 1 field where the headings have 3" in str(written.problems[0])


def test_a_line_with_too_many_fields_is_named_and_left_out(table):
    found = table("Client,City,Pieces\nAcme,Rome,1\nBirch,Inc.,Oslo,2\nCedar,Bonn,3\n")
    assert found.frame["Client"].tolist() == ["Acme", "Cedar"]
    [problem] = found.problems
    assert (problem.code, problem.row, problem.severity) == ("row-too-long", 3, "error")
    assert "4 fields where the headings have 3" in str(problem)


def test_a_line_with_too_few_fields_is_named_and_kept(table):
    found = table("Client,City,Pieces\nAcme,Rome,1\nBirch\nCedar,Bonn,3\n")
    assert len(found.frame) == 3
    [problem] = found.problems
    assert (problem.code, problem.row, problem.severity) == ("row-too-short", 3, "warning")


def test_empty_fields_beyond_the_headings_are_no_problem(table):
    assert table("Client;Pieces;\nAcme;1;\nBirch;2;;;\n").problems == []


def test_nul_characters_are_left_out_and_said(read):
    result = read("Client;Pieces\nAc\0me;1\nBirch;2\n")
    assert result.tables[0].frame["Client"].tolist() == ["Acme", "Birch"]
    assert [(p.code, p.row) for p in result.problems] == [("text-nul", 2)]


def test_a_decided_row_is_left_out(table):
    found = table("Client,City,Pieces\nAcme,Rome,1\nBirch,Inc.,Oslo,2\n", leave_out_rows=[3])
    assert found.problems == []
    assert found.settings["leave_out_rows"] == [3]
    assert "left out 1 rows by decision" in found.steps or "left out 1 row by decision" in found.steps

RULED = (
    "Dynamic List Display\n\n" + "-" * 44 + "\n|Sold-to|Name   |Doc. date |   Net value|\n" + "-" * 44 + "\n"
    "|     17|Acme   |31.01.2024|   1.234,50 |\n|      4|Birch  |28.02.2024|      40,25-|\n"
    "|     17|Acme   |31.03.2024|     100,00 |\n" + "-" * 44 + "\n|*      |       |          |   1.294,25 |\n"
    + "-" * 44 + "\n"
)  # fmt: skip


def test_lists_drawn_with_lines_as_sap_prints_them_are_tables(table):
    found = table(RULED)
    assert list(found.frame) == ["Sold-to", "Name", "Doc. date", "Net value"]
    assert found.frame["Net value"].tolist() == [1234.5, -40.25, 100]
    assert found.rows.tolist() == [6, 7, 8]
    assert found.frame["Name"].tolist() == ["Acme", "Birch", "Acme"]
    assert found.problems == []


def test_the_sum_that_sap_marks_by_a_star_is_a_check_sum(table):
    found = table(RULED.replace("1.294,25", "1.300,00"))
    assert len(found.frame) == 3
    assert [(p.code, p.row) for p in found.problems] == [("total-differs", 10)]
