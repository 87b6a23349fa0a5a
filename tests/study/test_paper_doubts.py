"""What lies in judgement/ and does not count, and what looks cut off, is told with its place."""

from pathlib import Path

import pytest

from kamlib.flow.check import check_study
from kamlib.problems import KamError
from kamlib.study.papers import paper_doubts
from kamlib.study.people import read_judged

HOURS = "account,hours,by,on\nK1,4,Ann,2026-01-15\nK2,6,Bob,2026-01-15\n"


def put(folder: Path, place: str, content: str | bytes = HOURS) -> Path:
    path = folder / "judgement" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.mark.parametrize(
    ("place", "severity", "remedy"),
    [
        ("wallet.csv", "error", "call it wallets.csv, or move it out of judgement/"),
        ("Hours.csv", "error", "call it hours.csv, or move"),
        ("wallets (1).csv", "error", "call it wallets.csv"),
        ("hours.xlsx", "error", "call it hours.csv"),
        ("letter to the board.docx", "warning", "move it out of judgement/, or give it one of these names"),
        ("Scores/ann.csv", "error", "call it scores"),
        ("scores/ann.xlsx", "error", "call it NAME.csv"),
        ("scores/old/ann.csv", "error", "call it NAME.csv"),
        ("reviews/January/list.csv", "error", "call it 2026-01-31"),
        ("reviews/2025-10-31/lists.csv", "error", "call it list.csv"),
        ("dossiers/plan.xlsx", "error", "plan.xlsx"),
        ("dossiers/K1 Alder/plan (1).xlsx", "error", "call it plan.xlsx"),
        ("dossiers/K1 Alder/meetings/Thursday.xlsx", "error", "call it meeting-2026-01-31.xlsx"),
    ],
)
def test_a_file_that_nothing_reads_is_told_with_the_name_that_it_should_have(
    tmp_path, place, severity, remedy
):
    (problem,) = paper_doubts(put(tmp_path, place))
    assert (problem.code, problem.severity) == ("judgement-unread", severity)
    assert f"judgement/{place}".startswith(problem.file)
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    "place",
    [
        "hours.csv", "hours.2026-01-31.csv", ".hours.csv.x1", "~$hours.csv", ".~lock.hours.csv#", "Thumbs.db",
        "dossiers/K1 Alder/contract.pdf", "dossiers/K1 Alder/Competitors/prices.xlsx",
        "dossiers/K1 Alder/meetings/minutes.docx", "dossiers/K1 Alder/plan.2026-01-31.xlsx",
    ],
)  # fmt: skip
def test_what_is_read_and_copies_locks_and_attachments_are_no_problem(tmp_path, place):
    assert paper_doubts(put(tmp_path, place)) == []


@pytest.mark.parametrize(("content", "row", "words"), [
    (HOURS.removesuffix("\n"), 3, '"K2, 6, Bob, 2026-01-15" is the last line and does not end'),
    (HOURS.replace(",Bob,2026-01-15", ""), 3, '"K2, 6" is the last line and has 2 cells less'),
    ("account,hours,by,on\n\n,,,\n", 1, "has headings and no rows"),
    ("account,hours,by,on\nK1,4\nK2,6\n", 0, ""),  # all leave out their empty cells
])  # fmt: skip
@pytest.mark.parametrize("place", ["hours.csv", "scores/ann.csv", "reviews/2025-10-31/list.csv"])
def test_a_last_line_in_doubt_and_headings_without_rows_are_told(tmp_path, content, row, words, place):
    told = paper_doubts(put(tmp_path, place, content))
    if not row or (row == 1 and place.startswith("reviews")):  # a review keeps empty tables too
        assert told == []
        return
    (problem,) = told
    assert (problem.file, problem.row, problem.severity) == (f"judgement/{place}", row, "warning")
    assert words in str(problem)


CUT = [
    (HOURS.removesuffix("ob,2026-01-15\n"), 3, "is the last line, and it is cut off"),
    ('account,hours,by,on\nK1,4,Ann,\nK2,6,"Bob\n', 3, "has a quotation mark that is not closed"),
    ("account,ho", 1, "has no column hours"),
    (HOURS.replace("Bob", "Jürgen").encode()[:47], None, "ends in the middle of a letter: it is cut off"),
    (HOURS.replace("Bob", "Jürgen").encode("utf-16")[:-7], None, "it is cut off"),
    (HOURS.encode()[:40] + bytes(20), None, "can't be read"),
    (b"", None, "it is empty"),
]


@pytest.mark.parametrize(("content", "row", "words"), CUT)
def test_a_file_cut_in_half_is_refused_with_its_place_and_left_as_it_is(tmp_path, content, row, words):
    path = put(tmp_path, "hours.csv", content) / "judgement" / "hours.csv"
    before = path.read_bytes()
    with pytest.raises(KamError, match=words) as refused:
        read_judged(tmp_path, "hours")
    (problem,) = refused.value.problems
    assert (problem.file, problem.row) == ("judgement/hours.csv", row)
    assert path.read_bytes() == before
    assert [p for p in paper_doubts(tmp_path) if p.row != 1] == []  # it is told once


def test_the_check_tells_all_of_it(make_study):
    yaml = "name: Alder\ntables:\n  sales: {from: sales, columns: {account: C, date: D, amount: A}}\n"
    folder = make_study(yaml, sales="C,D,A\nK1,2025-01-10,5\nK2,2025-02-10,5\n")
    put(folder, "wallet.csv")
    put(folder, "hours.csv", HOURS.removesuffix("\n"))
    report = check_study(folder)
    assert not report.passed
    assert {"judgement-unread", "judgement-end"} <= {problem.code for problem in report.problems}
