"""Lines cut into fields: quotes, lines inside cells, too many and too few fields."""

import pytest

from kamlib.study.read import records
from tests.study.read.conftest import codes, holds

NOTE = "\n".join(f"line {number}, and more" for number in range(250))
CUT = [f"Client {n},Rome,{n}" if n % 2 else f"Client {n}" for n in range(1, 31)]
RULED = (
    "Dynamic List Display\n\n" + "-" * 44 + "\n|Sold-to|Name   |Doc. date |   Net value|\n" + "-" * 44 + "\n"
    "|     17|Acme   |31.01.2024|   1.234,50 |\n|      4|Birch  |28.02.2024|      40,25-|\n"
    "|     17|Acme   |31.03.2024|     100,00 |\n" + "-" * 44 + "\n|*      |       |          |   1.294,25 |\n"
    + "-" * 44 + "\n"
)  # fmt: skip
CASES = {
    "lines inside quotes": (
        'Client;Pieces\n"Acme\nHouse 5";1\n"Birch ""B""";2\nCedar;3\n',
        {"Client": ["Acme\nHouse 5", 'Birch "B"', "Cedar"], "rows": [2, 4, 5]},
    ),
    "a long note": (
        f'Client,Day,Note,Pieces\nAcme,1,"{NOTE}",1\nBirch,2,short,2\n',
        {"Pieces": [1, 2], "Note": [NOTE, "short"]},
    ),
    "inches": (
        'Article\tPieces\nPipe 5"\t1\n5" pipe\t2\nBolt\t3\n',
        {"Article": ['Pipe 5"', '5" pipe', "Bolt"], "Pieces": [1, 2, 3]},
    ),
    "empty ends left out": (
        "\n".join(["Client,City,Pieces", *CUT]), {"steps": ["15 lines end before their empty fields"]},
    ),
    "empty ends written": (
        "\n".join(["Client,City,Pieces", "Acme,,", *CUT]), {"codes": [("row-too-short", 4)], "length": 31},
    ),
    "too many fields": (
        "Client,City,Pieces\nAcme,Rome,1\nBirch,Inc.,Oslo,2\nCedar,Bonn,3\n",
        {"Client": ["Acme", "Cedar"], "codes": [("row-too-long", 3)]},
    ),
    "too few fields": (
        "Client,City,Pieces\nAcme,Rome,1\nBirch\nCedar,Bonn,3\n",
        {"length": 3, "codes": [("row-too-short", 3)]},
    ),
    "empty fields beyond": ("Client;Pieces;\nAcme;1;\nBirch;2;;;\n", {"length": 2}),
    "drawn lines of SAP": (
        RULED, {"columns": ["Sold-to", "Name", "Doc. date", "Net value"], "rows": [6, 7, 8],
                "Net value": [1234.5, -40.25, 100], "Name": ["Acme", "Birch", "Acme"]},
    ),
    "a sum of SAP that differs": (
        RULED.replace("1.294,25", "1.300,00"), {"length": 3, "codes": [("total-differs", 10)]},
    ),
    **{f"line ends {end!r}": (end.join(["Client;Pieces", "Acme;1", "", "Birch;2"]), {"rows": [2, 4]})
       for end in ("\n", "\r\n", "\r")},
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_lines_are_cut_into_fields(table, text, expected):
    holds(table(text), **expected)


def test_fields_are_counted_in_the_message(table):
    [problem] = table(CASES["too many fields"][0]).problems
    assert problem.severity == "error"
    assert "4 fields where the headings have 3" in str(problem)
    assert "has 1 field where the headings have 3" in str(table(CASES["too few fields"][0]).problems[0])


@pytest.mark.parametrize(("text", "names", "problem"), [
    ('Client;Pieces\n"ООО "Ромашка"";25\nBirch;3\n"Cedar;4\nDogwood;5\n',
     ['ООО "Ромашка"', "Birch", '"Cedar', "Dogwood"], ("text-quotes", 2, 2)),
    ("Client;Pieces\nAc\0me;1\nBirch;2\n", ["Acme", "Birch"], ("text-nul", 2, 1)),
])
def test_what_is_mended_is_said(read, text, names, problem):
    result = read(text)
    assert result.tables[0].frame["Client"].tolist() == names
    assert [(p.code, p.row, p.count) for p in result.problems] == [problem]
    assert {p.severity for p in result.problems} == {"warning"}


@pytest.mark.parametrize(("longest", "first", "rows"), [
    (32_767, '"Acme;1', [f"Birch {i};2" for i in range(20)]),
    (50, 'Acme;"1', [f"Birch {i}" for i in range(20)]),
])
def test_a_quote_that_never_closes_swallows_no_more_than_its_line(read, monkeypatch, longest, first, rows):
    monkeypatch.setattr(records, "LONGEST_CELL_LINES", 5)
    monkeypatch.setattr(records, "LONGEST_CELL", longest)
    result = read("\n".join(["Client;Pieces", first, *rows, 'Cedar";3']))
    assert "text-quotes" in codes(result)
    assert len(result.tables[0].frame) == 22


def test_a_decided_row_is_left_out(table):
    found = table("Client,City,Pieces\nAcme,Rome,1\nBirch,Inc.,Oslo,2\n", leave_out_rows=[3])
    holds(found, steps=["left out 1 rows by decision"])
    assert found.settings["leave_out_rows"] == [3]
