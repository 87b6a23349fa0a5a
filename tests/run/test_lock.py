"""Commands at the same time: nothing that one saves is lost to another, and who waits says for whom."""

import os
import signal
import subprocess
import sys
from datetime import date
from multiprocessing import get_context

import openpyxl
import pytest

from kamlib.run import lock
from kamlib.run.digest import shared_fingerprint
from kamlib.run.forms import collect_forms
from kamlib.run.lock import locked
from kamlib.study.books import read_books
from kamlib.study.folder import open_study
from kamlib.study.judgement import is_copy
from kamlib.study.people import read_judged
from tests.run.test_forms import kam, small  # noqa: F401
from tests.study.books.conftest import place
from tests.study.forms.conftest import cell_of

DAY = date(2026, 2, 1)
PROCESSES = 4
HOLD = (
    "import sys; from pathlib import Path; from kamlib.run.lock import {name}\n"
    "with {name}(Path(sys.argv[1]){more}):\n"
    "    print('held', flush=True); sys.stdin.readline()\n"
)


@pytest.fixture
def hold():
    """Let another process hold a study, or its results, until it is told to end."""
    started = []

    def held(folder, name="locked", more=", 'kam collect'"):
        code = HOLD.format(name=name, more=more)
        process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)  # fmt: skip
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield held
    for process in started:
        process.kill()
        process.communicate()


def collected(folder, files):
    for file in files:
        _lines, problems = collect_forms(folder, [file], on=DAY)
        assert problems == []


def strength_forms(folder, mail):
    """Forms that came back, each with another line on the same account; by process."""
    assert kam("forms", "strength", folder, "--for", "Ada Bor", "--accounts", "Alder") == 0
    (form,) = (folder / "forms").glob("strength-*.xlsx")
    for number in range(PROCESSES):
        for part in range(3):
            book = openpyxl.load_workbook(form)
            sheet = book["Strength"]
            for column, value in (("criterion", f"{number}-{part}"), ("weight", 10), ("ours", 5)):
                cell_of(sheet, "Alder #1", column).value = value
            book.save(mail / f"strength-{number}-{part}.xlsx")


def dossiers(folder, mail):
    """Copies of one dossier that came back, each with another answer; by process."""
    assert kam("forms", "dossier", folder, "--accounts", "Alder") == 0
    (kept,) = (folder / "judgement" / "dossiers").glob("*/dossier.xlsx")
    book = openpyxl.load_workbook(kept)
    rows = book.worksheets[1].iter_rows(min_row=5)
    lines = [row[0].value for row in rows if row[0].value and row[4].value is None][:PROCESSES]
    for number, line in enumerate(lines):
        book = openpyxl.load_workbook(kept)
        place(book.worksheets[1], line, "source").value = f"said by {number}"
        book.save(mail / f"dossier-{number}.xlsx")


def test_what_several_processes_collect_at_once_is_all_there(small, tmp_path):  # noqa: F811
    mail = tmp_path / "mail"
    mail.mkdir()
    strength_forms(small, mail)
    dossiers(small, mail)
    context = get_context("spawn")
    running = [context.Process(target=collected, args=(small, sorted(mail.glob(f"*-{number}*.xlsx"))))
               for number in range(PROCESSES)]  # fmt: skip
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * PROCESSES
    strength = read_judged(small, "strength")
    assert sorted(strength["criterion"]) == [f"{n}-{part}" for n in range(PROCESSES) for part in range(3)]
    answered = read_books(small, "dossier").tables["dossier"]
    assert sorted(answered["source"]) == [f"said by {number}" for number in range(PROCESSES)]
    copies = [path for path in (small / "judgement").rglob("*") if is_copy(path)]
    assert len(copies) == len(strength) - 1 + PROCESSES


def test_who_waits_says_for_whom_and_goes_on(small, hold, monkeypatch, capsys):  # noqa: F811
    holder = hold(small)
    monkeypatch.setattr(lock, "QUIET", 0.0)
    tell = lock._tell
    monkeypatch.setattr(lock, "_tell", lambda words: (tell(words), print(file=holder.stdin, flush=True)))
    assert kam("forms", "scores", "trees", "--for", "Boss") == 0
    said = capsys.readouterr()
    assert said.err.startswith("Waiting for kam collect of ")
    assert "scores-boss.xlsx" in said.out


def test_who_waits_too_long_is_told_who_holds_it_and_changes_nothing(small, hold, monkeypatch, capsys):  # noqa: F811
    hold(small)
    monkeypatch.setattr(lock, "QUIET", 0.0)
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    for words in ("forms scores trees --for Boss", "collect trees .", "review trees", "new trees",
                  "erase trees --person Boss --yes", "print trees", "handover trees", "client-plan trees"):
        assert kam(*words.split()) == 1, words
        last = capsys.readouterr().err.splitlines()[-1]
        assert last.startswith("trees: is in use by kam collect of "), words
        assert last.endswith("wait until it has ended, or end it, and repeat the command")
    assert not (small / "forms").exists()


def test_who_only_reads_never_waits(small, hold, monkeypatch):  # noqa: F811
    hold(small)
    monkeypatch.setattr(lock, "_tell", pytest.fail)
    assert kam("check", "trees") == 0
    assert kam("erase", "trees", "--person", "Ada Bor") == 0


def test_of_two_runs_one_waits(small, hold, monkeypatch, capsys):  # noqa: F811
    hold(small / "output", "results_locked", "")
    monkeypatch.setattr(lock, "QUIET", 0.0)
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    for more in ("", "--accounts Alder --chapters 07", "erase"):
        words = ("run", "trees", *more.split()) if more != "erase" else (
            "erase", "trees", "--person", "Ada Bor", "--yes")
        assert kam(*words) == 1
        assert "is in use by kam run of " in capsys.readouterr().err


def test_a_holder_that_was_killed_holds_nothing(tmp_path, hold, monkeypatch):
    holder = hold(tmp_path)
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    monkeypatch.setattr(lock, "_tell", pytest.fail)
    with locked(tmp_path, "kam review"), locked(tmp_path, "kam collect"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [".kam.lock"]


def test_the_lock_is_no_part_of_a_study(small, capsys):  # noqa: F811
    study = open_study(small)
    before = shared_fingerprint(study)
    with locked(small, "kam collect"):
        assert shared_fingerprint(study) == before
        assert kam("erase", small, "--person", "kam collect") == 1
    assert "does not appear in this study" in capsys.readouterr().err
