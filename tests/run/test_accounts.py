"""Chapters for many accounts: nothing is done twice, and no account stops another."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys

import nbformat
import nbformat.v4 as v4
import pytest

from kamlib.problems import KamError, Problem
from kamlib.run import accounts as run
from kamlib.run.accounts import run_accounts
from kamlib.run.chapter import ChapterRun
from kamlib.run.normalise import KERNEL

YAML = """\
name: Alder & Co
tables:
  sales: {from: sales, columns: {account: Client, name: Name, date: Day, amount: Amount}}
"""
SALES = """\
Client;Name;Day;Amount
A1;Aspen;31.01.2025;10
B2;Birch & Söhne;28.02.2025;20
C3;Cedar;15.03.2025;30
"""
PARAMETERS = 'study: str = ""  # the study\naccount: str = ""  # which account\ntop: int = 3  # rows'
ASPEN, BIRCH, CEDAR = "A1 Aspen", "B2 Birch & Söhne", "C3 Cedar"


@pytest.fixture
def study(tmp_path):
    folder = tmp_path / "study"
    (folder / "input").mkdir(parents=True)
    (folder / "study.yaml").write_text(YAML, encoding="utf-8")
    (folder / "input" / "sales.csv").write_text(SALES, encoding="utf-8")
    for name in (ASPEN, BIRCH):
        (folder / "judgement" / "dossiers" / name).mkdir(parents=True)
        (folder / "judgement" / "dossiers" / name / "dossier.xlsx").write_text("as it was", encoding="utf-8")
    return folder


@pytest.fixture
def chapter(tmp_path):
    """Write a chapter about one account; its overview would stop it."""

    def write(*codes, name="07_dossier", parameters=PARAMETERS):
        cells = [
            v4.new_markdown_cell(f"# {name[:2]} What do we know?", id="title"),
            v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
            v4.new_markdown_cell("## All accounts", id="all", metadata={"tags": ["overview"]}),
            v4.new_code_cell("raise SystemExit('all')", id="every", metadata={"tags": ["overview"]}),
            v4.new_markdown_cell("## This account", id="one"),
            *(v4.new_code_cell(code, id=f"step-{place}") for place, code in enumerate(codes)),
        ]
        file = tmp_path / "notebooks" / f"{name}.ipynb"
        file.parent.mkdir(exist_ok=True)
        nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), file)
        return file

    return write


@pytest.fixture
def quick(monkeypatch):
    """Let everything go its way but kernels and processes: a chapter that says "stops A1" stops for A1."""

    def run_chapter(chapter, place, *, values, leave_out, on_cell, **_how):
        book = nbformat.read(chapter, 4)
        if any(f"stops {values['account']}" in cell.source for cell in book.cells):
            raise KamError(Problem("a", "is no share", file="b.xlsx", sheet="People", column="C7"))
        for cell in book.cells:
            on_cell()
            cell.pop("outputs", None) if cell.cell_type != "code" else cell.update(outputs=[])
        (place / "notebooks").mkdir(parents=True, exist_ok=True)
        nbformat.write(book, place / "notebooks" / chapter.name)
        return ChapterRun(chapter.stem, place, 1.0)

    def spread(work, tasks, **_how):
        while tasks:
            task, told = tasks.popleft(), []
            work(task, told.append)
            yield from ((task, one) for one in told)

    monkeypatch.setattr("kamlib.run.account.run_chapter", run_chapter)
    monkeypatch.setattr(run, "spread", spread)


def go(study, *accounts, **options):
    screen = io.StringIO()
    found = run_accounts(
        study, accounts=accounts or ("all",), notebooks=study.parent / "notebooks", screen=screen, **options
    )
    return found, screen.getvalue()


def home(study):
    return study / "output" / "accounts"


def results(study):
    files = [path for path in (study / "output").rglob("*.*") if not {".log", ".cache"} & set(path.parts)]
    return {path.relative_to(study).as_posix(): path.read_bytes() for path in files if path.is_file()}


def index(study):
    return (home(study) / "index.html").read_text(encoding="utf-8")


def test_each_account_has_a_notebook_and_a_page_of_each_chapter_without_what_shows_all(study, chapter):
    chapter("print(account)")
    other = chapter("print('centre of', account)", name="08_buying_centre")
    book = nbformat.read(other, 4)
    book.cells[-1].metadata["tags"] = ["finding"]
    nbformat.write(book, other)
    ran, screen = go(study)
    assert (ran.done, ran.unchanged, ran.stopped) == (6, 0, {})
    assert sorted(line.split("  ")[0] for line in screen.splitlines()) == ["Aspen", "Birch & Söhne", "Cedar"]
    page = (home(study) / BIRCH / "08_buying_centre.html").read_text(encoding="utf-8")
    assert "centre of B2" in page
    assert "Birch &amp; Söhne" in page
    assert '<a href="07_dossier.html">' in page
    assert "All accounts</h2>" not in page
    kept = nbformat.read(home(study) / ASPEN / "notebooks" / "07_dossier.ipynb", 4)
    assert not {"all", "every"} & {cell.id for cell in kept.cells}
    assert "<dd>centre of B2</dd>" in index(study)
    assert 'href="B2%20Birch%20%26%20S%C3%B6hne/07_dossier.html"' in index(study)
    assert '<a href="accounts/index.html">' in (study / "output" / "index.html").read_text(encoding="utf-8")


def test_a_second_run_does_nothing_and_changes_no_byte_and_names_no_place(study, chapter, monkeypatch):
    chapter("import pandas as pd\npd.DataFrame({'a': [1]}).style", "print({'b', 'a'}, object())",
            "import matplotlib.pyplot as plt\nplt.plot([1, 2]); None")  # fmt: skip
    go(study)
    before = results(study)
    ran, screen = go(study)
    assert (ran.done, ran.unchanged, screen) == (0, 3, "")
    assert results(study) == before
    shutil.rmtree(study / "output")
    # Kernels that are started in the usual way give the same.
    monkeypatch.setattr("kamlib.run.forking.available", lambda: False)
    assert go(study)[0].done == 3
    assert results(study) == before
    assert not any(str(study.parent).encode() in content for content in before.values())


def test_what_is_typed_on_one_account_makes_only_that_account_anew(study, chapter, quick):
    chapter("1")
    go(study)
    (study / "judgement" / "dossiers" / ASPEN / "dossier.xlsx").write_text("typed", encoding="utf-8")
    # The lock file of a spreadsheet that is open says nothing about the account.
    (study / "judgement" / "dossiers" / BIRCH / "~$dossier.xlsx").write_text("open", encoding="utf-8")
    ran, screen = go(study)
    assert (ran.done, ran.unchanged) == (1, 2)
    assert screen.startswith("Aspen ")


def test_an_attachment_put_into_the_folder_of_an_account_counts(study, chapter, quick):
    chapter("1")
    go(study)
    place = study / "judgement" / "dossiers" / BIRCH / "01 Identity"
    place.mkdir()
    (place / "register.pdf").write_bytes(b"%PDF")
    assert go(study)[0].done == 1


@pytest.mark.parametrize("change", ["chapter", "value", "input", "judgement", "pack", "study"])
def test_what_all_accounts_rest_on_makes_all_of_them_anew(study, chapter, change, quick):
    chapter("1")
    go(study)
    options = {}
    if change == "chapter":
        chapter("2")
    elif change == "value":
        options = {"pairs": [("top", "5")]}
    elif change == "input":
        (study / "input" / "sales.csv").write_text(SALES.replace("30", "31"), encoding="utf-8")
    elif change == "judgement":
        (study / "judgement" / "asked_for.csv").write_text("account,what\n", encoding="utf-8")
    elif change == "pack":
        (study / "pack.yaml").write_text("{}\n", encoding="utf-8")
    else:
        (study / "study.yaml").write_text(YAML + "currency: EUR\n", encoding="utf-8")
    assert go(study, **options)[0].done == 3


def test_a_notebook_or_a_page_that_is_gone_is_made_again(study, chapter, quick):
    chapter("1")
    go(study)
    before = results(study)
    (home(study) / ASPEN / "07_dossier.html").unlink()
    (home(study) / BIRCH / "notebooks" / "07_dossier.ipynb").unlink()
    ran, _screen = go(study)
    assert (ran.done, ran.unchanged) == (1, 2)
    assert results(study) == before


def test_an_account_that_stops_is_named_with_its_reason_and_its_place_and_stops_no_other(study, chapter):
    chapter(
        "from kamlib.problems import KamError, Problem",
        "if account == 'B2': raise KamError(Problem('a', 'is no share', 'write 0.35', file='b.xlsx',"
        " sheet='People', column='C7', found='<b>much</b>'))",
        "if account == 'C3': raise ValueError('no such thing')",
    )
    ran, screen = go(study)
    assert ran.done == 1
    (refused,) = ran.stopped["Birch & Söhne 07"]
    assert refused == 'b.xlsx, sheet "People", column "C7": "<b>much</b>" is no share; write 0.35'
    (broken,) = ran.stopped["Cedar 07"]
    assert 'under "This account": the chapter stopped: no such thing (ValueError)' in broken
    assert f"see accounts/{CEDAR}/.log/07_dossier.txt in the output folder" in broken
    assert "Traceback" in (home(study) / CEDAR / ".log" / "07_dossier.txt").read_text(encoding="utf-8")
    assert "stopped: 07" in next(line for line in screen.splitlines() if line.startswith("Cedar"))
    assert "&lt;b&gt;much&lt;/b&gt;" in index(study)


def test_what_stopped_has_no_page_and_is_tried_again_and_what_did_not_stop_is_not(study, chapter, quick):
    chapter("1", name="08_buying_centre")
    chapter("1")
    go(study)
    chapter("stops A1, stops B2")
    ran, _screen = go(study)
    assert (ran.done, ran.unchanged, sorted(ran.stopped)) == (1, 3, ["Aspen 07", "Birch & Söhne 07"])
    assert not (home(study) / ASPEN / "07_dossier.html").exists()
    page = (home(study) / ASPEN / "08_buying_centre.html").read_text(encoding="utf-8")
    assert 'href="07_dossier' not in page
    assert "07: b.xlsx, sheet" in index(study)
    ran, _screen = go(study)
    assert (ran.done, ran.unchanged, len(ran.stopped)) == (0, 4, 2)


def test_a_kernel_that_dies_is_told_and_the_next_chapter_goes_on(study, chapter):
    chapter("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    chapter("1", name="08_buying_centre")
    ran, _screen = go(study, "Aspen")
    assert ran.done == 1
    assert "its process ended" in ran.stopped["Aspen 07"][0]


def test_a_process_of_ours_that_dies_takes_only_the_chapter_it_was_at(study, chapter, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    # The parent of a kernel's parent is the process that runs the account.
    chapter("if account == 'A1':\n    import os, psutil\n    psutil.Process().parent().parent().kill()")
    chapter("1", name="08_buying_centre")
    ran, _screen = go(study, "Aspen", "Birch")
    assert list(ran.stopped) == ["Aspen 07"]
    assert "memory" in ran.stopped["Aspen 07"][0]
    assert ran.done == 3
    assert (home(study) / ASPEN / "08_buying_centre.html").is_file()
    assert "memory" in index(study)
    assert not list(scratch.iterdir())


def test_an_account_whose_process_hangs_is_named_and_the_others_go_on(study, chapter, monkeypatch):
    monkeypatch.setattr(run, "SILENCE", 12)
    # The process that runs the account is halted, as one is that waits for ever.
    halt = "import os, psutil, signal\npsutil.Process().parent().parent().send_signal(signal.SIGSTOP)"
    chapter(f"if account == 'A1':\n    {halt.replace(chr(10), chr(10) + '    ')}")
    chapter("1", name="08_buying_centre")
    ran, _screen = go(study, "Aspen", "Birch")
    assert ran.stopped == {
        "Aspen 07": ["its process gave no sign for 0 minutes and was ended; run it again"]
    }
    assert ran.done == 3
    assert "gave no sign for" in index(study)


def test_an_interrupted_run_keeps_what_is_finished_and_goes_on(study, chapter, tmp_path, monkeypatch):
    chapter(f"import time\nif account == 'C3' and not __import__('os').path.exists({str(tmp_path / 'go')!r}):"
            "\n    time.sleep(60)")  # fmt: skip
    code = (
        # Behind nohup, or as a job of a script, a process would begin with this signal ignored.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import sys; from pathlib import Path; from kamlib.run import cli, accounts, digest\n"
        "digest._code = lambda endings: 'as it is'\n"
        f"accounts.NOTEBOOKS = Path({str(tmp_path / 'notebooks')!r})\n"
        f"if __name__ == '__main__': sys.exit(cli.main(['run', {str(study)!r}, '--accounts', 'all']))\n"
    )
    (tmp_path / "call.py").write_text(code, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "call.py")], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", env={**os.environ, "TMPDIR": str(scratch)}, start_new_session=True,
    )  # fmt: skip
    told = [process.stdout.readline(), process.stdout.readline()]
    os.killpg(process.pid, signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert sorted(line.split("  ")[0] for line in told) == ["Aspen", "Birch & Söhne"]
    assert (process.returncode, said) == (130, "Stopped. Finished work is kept.\n")
    assert "not run" not in index(study).split("Cedar")[0]
    assert not list(scratch.glob("kam-*"))
    (tmp_path / "go").touch()
    monkeypatch.setattr("kamlib.run.digest._code", lambda endings: "as it is")
    ran, _screen = go(study)
    assert (ran.done, ran.unchanged) == (1, 2)


def test_pages_of_accounts_that_are_gone_go_away(study, chapter, quick):
    chapter("1")
    go(study)
    (home(study) / "notes").mkdir()
    (study / "input" / "sales.csv").write_text(SALES.replace("C3;Cedar", "D4;Dogwood"), encoding="utf-8")
    go(study, "Aspen")
    assert sorted(path.name for path in home(study).iterdir()) == [ASPEN, BIRCH, "index.html", "notes"]
    assert "Cedar" not in index(study)
    # A list takes the place of the list before.
    go(study, "Birch", "Dogwood")
    assert (home(study) / ASPEN).is_dir()
    go(study, "all")
    assert sorted(path.name for path in home(study).iterdir()) == [
        ASPEN, BIRCH, "D4 Dogwood", "index.html", "notes",
    ]  # fmt: skip


def test_pages_that_are_older_than_the_study_say_so(study, chapter, quick):
    chapter("1")
    go(study)
    (study / "judgement" / "dossiers" / ASPEN / "dossier.xlsx").write_text("typed", encoding="utf-8")
    go(study, "Birch")
    assert index(study).count("older than the study</a>") == 1
    go(study, "Aspen")
    assert "older than the study</a>" not in index(study)


def test_an_account_that_is_called_otherwise_now_has_one_folder(study, chapter, quick):
    chapter("1")
    go(study)
    (study / "input" / "sales.csv").write_text(SALES.replace("Cedar", "Cedar Group"), encoding="utf-8")
    go(study)
    assert not (home(study) / CEDAR).exists()
    assert (home(study) / "C3 Cedar Group" / "07_dossier.html").is_file()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"accounts": ("Fir",)}, "account-unknown"),
        ({"wanted": "02"}, "chapter-of-all"),
        ({"pairs": [("account", "A1")]}, "account-as-parameter"),
        ({"pairs": [("topp", "1")]}, "parameter-unknown"),
    ],
)
def test_what_can_not_be_done_is_refused_before_anything_runs(study, chapter, options, code):
    chapter("1")
    chapter("1", name="02_portfolio", parameters='study: str = ""  # the study')
    with pytest.raises(KamError) as error:
        go(study, *options.pop("accounts", ("all",)), **options)
    assert [problem.code for problem in error.value.problems] == [code]
    assert not home(study).exists()


def test_chapters_without_cells_for_all_accounts_run_only_when_they_are_named(study, chapter, quick):
    chapter("1")
    other = chapter("1", name="03_potential")
    book = nbformat.read(other, 4)
    book.cells = [cell for cell in book.cells if "overview" not in cell.metadata.get("tags", [])]
    nbformat.write(book, other)
    assert go(study, "Aspen")[0].done == 1
    assert go(study, "Aspen", wanted="03")[0].done == 1


def test_a_record_that_can_not_be_read_means_that_it_is_done_again(study, chapter, quick):
    chapter("1")
    go(study)
    state = home(study) / ASPEN / ".log" / "state.json"
    state.write_text("{", encoding="utf-8")
    assert go(study)[0].done == 1
    assert json.loads(state.read_text(encoding="utf-8"))["account"] == "A1"


def test_the_command_line_runs_accounts(study, chapter, monkeypatch, capsys, quick):
    from kamlib.run import cli

    monkeypatch.setattr(run, "NOTEBOOKS", chapter("stops C3").parent)
    monkeypatch.chdir(study.parent)
    assert cli.main(["run", "study", "--accounts", "Aspen, B2", "-p", "top", "2"]) == 0
    assert cli.main(["run", "study", "--accounts", "Aspen,Cedar", "-p", "top", "2"]) == 1
    said = capsys.readouterr()
    assert "1 page is unchanged." in said.out
    assert said.out.splitlines()[-1] == "Results: study/output/accounts/index.html"
    assert said.err.startswith("Cedar 07 stopped:\n  b.xlsx, sheet")
