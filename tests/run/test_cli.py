"""The command line: words in, one line a problem out, and an exit status that programs can trust."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from types import ModuleType

import pytest

from kamlib.problems import KamError, Problem
from kamlib.run import cli

HEAVY = {"pandas", "numpy", "papermill", "nbformat", "duckdb", "matplotlib", "IPython", "jsonschema",
         "babel"}


@dataclass
class Report:
    problems: list = field(default_factory=list)
    read: list = field(default_factory=lambda: ["sales: 3 rows"])
    receipt: list = field(default_factory=lambda: ["counted 3 lines"])
    verdict: str = "Nothing stops it."

    def as_dict(self):
        return {"lines": self.read, "problems": [problem.as_dict() for problem in self.problems]}


@pytest.fixture
def fake(monkeypatch):
    """Put a stand-in for a function of another room where the command line looks for it."""

    def put(module: str, name: str, function):
        stand_in = ModuleType(module)
        setattr(stand_in, name, function)
        monkeypatch.setitem(sys.modules, module, stand_in)

    return put


def imported_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(*(name for name, module in sys.modules.items() if module))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_nothing_heavy():
    loaded = imported_by("from kamlib.run.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass")
    assert not loaded & HEAVY


def test_the_first_cell_of_a_chapter_waits_for_no_solver_and_no_workbook():
    loaded = imported_by("from kamlib import flow, method, show")
    assert not loaded & {"pymcdm", "scipy.optimize", "scipy.stats", "openpyxl", "xlsxwriter"}


@pytest.mark.parametrize(
    "statement",
    [
        "import kamlib, nbformat, papermill, jupyter_server",
        "import kamlib.run.batch, kamlib.run.chapter, nbconvert",
    ],
)
def test_the_slow_start_is_never_paid(statement):
    assert not {"rfc3987_syntax", "lark"} & imported_by(statement)


def test_the_slow_start_is_not_paid_by_these_tests():
    import nbformat  # noqa: F401

    assert not sys.modules.get("rfc3987_syntax")


def test_new_hands_on_what_was_typed_and_prints_what_was_done(fake, tmp_path, capsys):
    seen = {}
    lines = ["2 files copied", "1 question"]
    fake("kamlib.study.new", "new_study", lambda **words: seen.update(words) or lines)
    words = ["new", str(tmp_path), "a.csv", "b.xlsx", "--sales", "a.csv", "--name", "Alder"]
    assert cli.main(words) == 0
    assert seen["folder"] == tmp_path
    assert [file.name for file in seen["files"]] == ["a.csv", "b.xlsx"]
    assert (seen["sales"], seen["sales_sql"], seen["name"]) == ("a.csv", None, "Alder")
    assert capsys.readouterr().out == "2 files copied\n1 question\n"


def test_sales_come_from_a_file_or_from_a_query_not_from_both(capsys):
    with pytest.raises(SystemExit):
        cli.main(["new", "x", "a.csv", "--sales", "a.csv", "--sales-sql", "select 1"])


@pytest.mark.parametrize(("severity", "status"), [("error", 1), ("question", 1), ("warning", 0), ("note", 0)])
def test_check_prints_problems_and_the_receipt_and_fails_when_one_stops(fake, capsys, severity, status):
    problem = Problem("a", "is no amount", severity=severity, row=7, found="x")
    fake("kamlib.flow.check", "check_study", lambda folder: Report([problem]))
    assert cli.main(["check", "x"]) == status
    told = 'sales: 3 rows\n\nrow 7: "x" is no amount\n\ncounted 3 lines\nNothing stops it.\n'
    assert capsys.readouterr().out == told


def test_check_speaks_json_to_programs(fake, capsys):
    report = Report([Problem("a", "is wrong", found="Выручка")])
    fake("kamlib.flow.check", "check_study", lambda folder: report)
    assert cli.main(["check", "x", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["found"] == "Выручка"


def test_problems_are_printed_one_a_line_and_the_status_is_1(fake, capsys):
    def refuse(folder):
        raise KamError([Problem("a", "is one"), Problem("b", "is two")])

    fake("kamlib.flow.check", "check_study", refuse)
    assert cli.main(["check", "x"]) == 1
    assert capsys.readouterr() == ("", "is one\nis two\n")


def test_a_mistake_of_ours_is_one_sentence_and_a_report(fake, capsys, study):
    fake("kamlib.flow.check", "check_study", lambda folder: 1 / 0)
    assert cli.main(["check", str(study)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert "ZeroDivisionError" in (study / "output" / ".log" / "kam-report.txt").read_text(encoding="utf-8")


def test_run_ends_with_the_path_of_the_first_page(monkeypatch, study, make_chapter, capsys, quick):
    folder = make_chapter("1", name="00_start").parent
    monkeypatch.setattr("kamlib.run.batch.NOTEBOOKS", folder)
    monkeypatch.chdir(study.parent)
    assert cli.main(["run", "study"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Results: study/output/index.html"
    make_chapter("stops", name="01_data")
    assert cli.main(["run", "study", "--chapters", "01"]) == 1
    said = capsys.readouterr()
    assert "01_data stopped:" in said.err
    assert said.out.splitlines()[-1] == "Results: study/output/index.html"


def test_run_proposes_the_scales_that_a_study_could_not_have_when_it_was_made(
    monkeypatch, make_chapter, tmp_path, capsys, quick
):
    folder = tmp_path / "acme"
    (folder / "input").mkdir(parents=True)
    rows = [f"C{n},2025-0{month}-10,{10**n}" for n in range(5) for month in range(1, 7)]
    (folder / "input" / "sales.csv").write_text("\n".join(["Client,Date,Amount", *rows]), encoding="utf-8")
    columns = "{account: Client, date: Date, amount: Amount}"
    (folder / "study.yaml").write_text(
        f"name: Acme\ntables:\n  sales:\n    from: sales\n    columns: {columns}\n", encoding="utf-8")
    monkeypatch.setattr("kamlib.run.batch.NOTEBOOKS", make_chapter("1", name="00_start").parent)
    assert cli.main(["run", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("2 scales in money are proposed in pack.yaml.\n")
    assert "potential_history.anchors: [" in (folder / "pack.yaml").read_text(encoding="utf-8")


def test_chapters_that_stop_for_the_same_reason_say_it_once(monkeypatch, study, make_chapter, capsys, quick):
    make_chapter("stops", name="01_data")
    monkeypatch.setattr("kamlib.run.batch.NOTEBOOKS", make_chapter("stops", name="02_portfolio").parent)
    assert cli.main(["run", str(study)]) == 1
    said = capsys.readouterr().err
    assert said == '01_data, 02_portfolio stopped:\n  b.xlsx, sheet "People", column "C7": is no share\n'


def test_letters_of_any_language_reach_a_console_that_does_not_know_them(study):
    code = "import sys; from kamlib.run.cli import main; sys.exit(main(['run', 'Клапан – żaba']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=False,
    )
    assert done.returncode == 1
    assert "Клапан – żaba" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_the_command_is_installed():
    from importlib.metadata import entry_points

    (command,) = [entry for entry in entry_points(group="console_scripts") if entry.name == "kam"]
    assert command.load() is cli.main


def test_a_full_disk_or_an_impossible_path_is_told_in_a_sentence(fake, capsys, tmp_path):
    def full(*_words, **_named):
        raise OSError(28, "No space left on device", "study/output/.cache")

    fake("kamlib.flow.check", "check_study", full)
    assert cli.main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "study/output/.cache: can't be read or written: No space left on device; "
        "free some space, or choose another place\n"
    )


def test_a_report_that_can_be_written_nowhere_in_the_study_goes_elsewhere(fake, capsys, tmp_path):
    def broken(*_words, **_named):
        raise ZeroDivisionError

    fake("kamlib.flow.check", "check_study", broken)
    (tmp_path / "study.yaml").write_text("name: A\n", encoding="utf-8")
    (tmp_path / "output").write_text("a file in the way", encoding="utf-8")
    assert cli.main(["check", str(tmp_path)]) == 2
    assert "the full report is in" in capsys.readouterr().err


def test_a_name_too_long_for_the_disk_is_told(capsys, tmp_path):
    (tmp_path / "sales.csv").write_text("Client;Day;Amount\n", encoding="utf-8")
    assert cli.main(["new", str(tmp_path / ("x" * 300)), str(tmp_path / "sales.csv")]) == 1
    assert "choose another place" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["check", "."], ["check", ".", "--json"]])
def test_a_reader_that_has_seen_enough_ends_the_command_without_a_word(words):
    code = (
        "import os, sys, types\n"
        "from kamlib.run import cli\n"
        "report = types.SimpleNamespace(read=['sales: 3 rows'] * 9000, problems=[], receipt=[], verdict='')\n"
        "report.as_dict = lambda: {'lines': report.read}\n"
        "stand_in = types.ModuleType('kamlib.flow.check')\n"
        "stand_in.check_study = lambda folder: report\n"
        "sys.modules['kamlib.flow.check'] = stand_in\n"
        f"sys.exit(cli.main({words!r}))\n"
    )
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], text=True, **pipes) as done:
        done.stdout.readline()
        done.stdout.close()
        assert (done.stderr.read(), done.wait()) == ("", 141)


def test_what_a_name_hides_is_seen_and_takes_no_line_of_its_own(fake, tmp_path, capsys):
    odd = Problem("odd", "is odd", found="Ann\u202eeeL\n\x1b[2J0 problems")
    fake("kamlib.flow.check", "check_study", lambda folder: Report([odd], receipt=["Birch\r\u2066"]))
    cli.main(["check", str(tmp_path)])
    assert capsys.readouterr().out == (
        'sales: 3 rows\n\n"Ann\\u202eeeL\\n\\x1b[2J0 problems" is odd\n\n'
        "Birch\\r\\u2066\nNothing stops it.\n")
    cli.main(["check", str(tmp_path), "--json"])
    told = capsys.readouterr().out
    assert "\u202e" not in told
    assert json.loads(told)["problems"][0]["found"] == odd.found
