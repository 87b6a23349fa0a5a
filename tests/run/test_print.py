"""``kam print``: the papers of the evening before the week."""

import shutil
from types import SimpleNamespace

import pandas as pd
import pytest
from publish.briefs import full_brief

from kamlib.problems import KamError, Problem
from kamlib.run import cli, papers

CHANGES = pd.DataFrame(
    [("A1", "Aspen", "List", "left the company's list"), ("C3", "Cedar", "Plan", "has a plan now")],
    columns=["account", "name", "where", "words"],
)


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study whose accounts, sheets and changes are made by hand."""
    folder = tmp_path / "study"
    (folder / "input").mkdir(parents=True)
    (folder / "study.yaml").write_text(
        "name: Alder\nas_of: 2025-12-31\n"
        "tables: {sales: {from: sales, columns: {account: Client, name: Name, date: Day, amount: Amount}}}\n",
        encoding="utf-8",
    )
    lines = "Client;Name;Day;Amount\nA1;Aspen;31.01.2025;10\nB2;Birch;28.02.2025;20\nC3;Cedar;15.03.2025;3\n"
    (folder / "input" / "sales.csv").write_text(lines, encoding="utf-8")

    def brief(_study, account, **_rest):
        if account == "B2":
            raise KamError(Problem("a", "has no rate for USD"))
        if account == "C3":
            raise ZeroDivisionError
        return full_brief(name="Aspen")

    def schedule(_study, on):
        return {folder / "output" / "schedule" / f"schedule-{on:%Y-%m-%d}.csv": b""}

    monkeypatch.setattr(papers, "brief", brief)
    monkeypatch.setattr(papers, "schedule_files", schedule)
    monkeypatch.setattr(papers, "changes_since", lambda _study, _since, day: CHANGES)
    review = SimpleNamespace(day=pd.Timestamp("2025-10-31").date())
    monkeypatch.setattr(papers, "review_of", lambda _study, _since, day: review)
    return folder


def test_an_account_whose_sheet_can_not_be_made_stops_no_other_and_is_named(study, monkeypatch, capsys):
    monkeypatch.chdir(study.parent)
    assert cli.main(["print", "study", "--day", "2026-02-12", "--accounts", "all"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "study/output/print-2026-02-12.html: 3 accounts, 2 changes", "Schedule: study/output/schedule",
    ]  # fmt: skip
    assert "Not made: Birch\n  has no rate for USD\n" in said.err
    assert "Not made: Cedar\n  Something went wrong that is not your mistake" in said.err
    page = (study / "output" / "print-2026-02-12.html").read_text(encoding="utf-8")
    # Aspen with the page for after its meeting; Birch and Cedar without one.
    assert page.count('<article class="a4') == 4
    assert "has no rate for USD" in page
    assert "ZeroDivisionError" in (study / "output" / ".log" / "print-C3.txt").read_text(encoding="utf-8")


def test_for_some_accounts_only_their_changes_are_printed_and_the_bytes_stay_the_same(study):
    first = papers.make_papers("print", study, accounts=["Aspen"], day="2026-02-12")
    assert (first.lines[0].split(": ")[1], first.stopped) == ("1 account, 1 change", {})
    assert all(path.read_bytes() == content for path, content in first.files.items())
    shutil.rmtree(study / "output")
    assert papers.make_papers("print", study, accounts=["Aspen"], day="2026-02-12") == first


def test_a_review_that_can_not_be_read_stops_no_sheet_but_a_wrong_one_is_refused(study, monkeypatch):
    def damaged(_study, _since, day):
        raise KamError(Problem("a", "can't be read", file="reviews/2025-10-31/plan.csv"))

    monkeypatch.setattr(papers, "review_of", damaged)
    made = papers.make_papers("print", study, accounts=["Aspen"])
    assert made.stopped == {"The page of changes": ["reviews/2025-10-31/plan.csv: can't be read"]}
    assert b"reviews/2025-10-31/plan.csv" in next(iter(made.files.values()))
    with pytest.raises(KamError):
        papers.make_papers("print", study, accounts=["Aspen"], since="2024-01-01")


@pytest.mark.parametrize("words", [["--day", "Thursday"], ["--accounts", "Fir"]])
def test_a_day_or_an_account_that_is_none_is_refused(study, words, capsys):
    assert cli.main(["print", str(study), "--accounts", "Aspen", *words]) == 1
    assert words[1] in capsys.readouterr().err
    assert not (study / "output" / "print-2026-02-12.html").exists()


def test_the_papers_are_made_without_names_when_asked(study, monkeypatch):
    seen = []
    monkeypatch.setattr(papers, "brief",
                        lambda opened, *_of, **_how: seen.append(opened.codes) or full_brief())  # fmt: skip
    for words in ([], ["--no-names"]):
        assert cli.main(["print", str(study), "--accounts", "Aspen", *words]) == 0
    assert [codes is None for codes in seen] == [True, False]
