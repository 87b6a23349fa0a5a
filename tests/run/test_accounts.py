"""Chapters for many accounts: nothing is done twice, and no account stops another."""

import io
import os
import signal
import subprocess
import sys

import nbformat
import nbformat.v4 as v4
import pytest

from kamlib.problems import KamError
from kamlib.run import accounts as run
from kamlib.run import cli
from kamlib.run.accounts import run_accounts
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


def make_study(place):
    folder = place / "study"
    (folder / "input").mkdir(parents=True)
    (folder / "study.yaml").write_text(YAML, encoding="utf-8")
    (folder / "input" / "sales.csv").write_text(SALES, encoding="utf-8")
    for name in (ASPEN, BIRCH):
        (folder / "judgement" / "dossiers" / name).mkdir(parents=True)
        (folder / "judgement" / "dossiers" / name / "dossier.xlsx").write_text("as it was", encoding="utf-8")
    return folder


def write_chapter(place, *codes, name="07_dossier", parameters=PARAMETERS, overview=True, finding=False):
    """Write a chapter about one account; its overview would stop it."""
    tags = {"tags": ["overview"]}
    every = [v4.new_markdown_cell("## All accounts", id="all", metadata=tags),
             v4.new_code_cell("raise SystemExit('all')", id="every", metadata=tags)]
    cells = [
        v4.new_markdown_cell(f"# {name[:2]} What do we know?", id="title"),
        v4.new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        *(every if overview else []),
        v4.new_markdown_cell("## This account", id="one"),
        *(v4.new_code_cell(code, id=f"step-{place}") for place, code in enumerate(codes)),
    ]
    cells[-1].metadata["tags"] = ["finding"] if finding else []
    file = place / "notebooks" / f"{name}.ipynb"
    file.parent.mkdir(exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), file)
    return file


@pytest.fixture
def study(tmp_path):
    return make_study(tmp_path)


@pytest.fixture
def chapter(tmp_path):
    return lambda *codes, **how: write_chapter(tmp_path, *codes, **how)


def go(study, *accounts, **options):
    screen = io.StringIO()
    found = run_accounts(
        study, accounts=accounts or ("all",), notebooks=study.parent / "notebooks", screen=screen, **options
    )
    return found, screen.getvalue()


def counts(study, *accounts, **options):
    ran, _screen = go(study, *accounts, **options)
    return ran.done, ran.unchanged


def home(study):
    return study / "output" / "accounts"


def results(study):
    files = [path for path in (study / "output").rglob("*.*") if not {".log", ".cache"} & set(path.parts)]
    return {path.relative_to(study).as_posix(): path.read_bytes() for path in files if path.is_file()}


def index(study):
    return (home(study) / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A run with kernels, over chapters one of which stops for two of three accounts."""
    place = tmp_path_factory.mktemp("finished")
    study = make_study(place)
    write_chapter(
        place, "from kamlib.problems import KamError, Problem",
        "if account == 'B2': raise KamError(Problem('a', 'is no share', 'write 0.35', file='b.xlsx',"
        " sheet='People', column='C7', found='<b>much</b>'))",
        "if account == 'C3': raise ValueError('no such thing')",
    )  # fmt: skip
    write_chapter(place, "print('centre of', account, {'b', 'a'}, object())", name="08_buying_centre",
                  finding=True)  # fmt: skip
    return study, *go(study)


def test_each_account_has_a_notebook_and_a_page_of_each_chapter_without_what_shows_all(finished):
    study, ran, screen = finished
    assert (ran.done, ran.unchanged) == (4, 0)
    assert sorted(line.split("  ")[0] for line in screen.splitlines()) == ["Aspen", "Birch & Söhne", "Cedar"]
    page = (home(study) / ASPEN / "08_buying_centre.html").read_text(encoding="utf-8")
    assert "centre of A1" in page
    assert '<a href="07_dossier.html">' in page
    assert "All accounts</h2>" not in page
    kept = nbformat.read(home(study) / ASPEN / "notebooks" / "07_dossier.ipynb", 4)
    assert not {"all", "every"} & {cell.id for cell in kept.cells}
    assert "Birch &amp; Söhne" in (home(study) / BIRCH / "08_buying_centre.html").read_text(encoding="utf-8")
    assert "<dd>centre of B2" in index(study)
    assert 'href="B2%20Birch%20%26%20S%C3%B6hne/08_buying_centre.html"' in index(study)
    assert '<a href="accounts/index.html">' in (study / "output" / "index.html").read_text(encoding="utf-8")
    assert not any(str(study.parent).encode() in content for content in results(study).values())


def test_an_account_that_stops_is_named_with_its_reason_and_its_place_and_stops_no_other(finished):
    study, ran, screen = finished
    assert set(ran.stopped) == {"Birch & Söhne 07", "Cedar 07"}
    (refused,) = ran.stopped["Birch & Söhne 07"]
    assert refused == 'b.xlsx, sheet "People", column "C7": "<b>much</b>" is no share; write 0.35'
    (broken,) = ran.stopped["Cedar 07"]
    assert 'under "This account": the chapter stopped: no such thing (ValueError)' in broken
    assert f"see accounts/{CEDAR}/.log/07_dossier.txt in the output folder" in broken
    assert "Traceback" in (home(study) / CEDAR / ".log" / "07_dossier.txt").read_text(encoding="utf-8")
    assert "stopped: 07" in next(line for line in screen.splitlines() if line.startswith("Cedar"))
    assert "&lt;b&gt;much&lt;/b&gt;" in index(study)


def test_a_second_run_does_nothing_and_changes_no_byte(study, chapter, quick):
    chapter("1")
    go(study)
    before = results(study)
    ran, screen = go(study)
    assert (ran.done, ran.unchanged, screen, results(study)) == (0, 3, "", before)


def test_only_what_rests_on_a_change_is_made_anew(study, chapter, quick):
    def typed(folder, name, text):
        (study / folder).mkdir(exist_ok=True, parents=True)
        (study / folder / name).write_text(text, encoding="utf-8")

    chapter("1")
    go(study)
    of_one = f"judgement/dossiers/{BIRCH}"
    # The lock file of a spreadsheet that is open says nothing about the account.
    for number, (folder, name, text) in {
        0: (of_one, "~$dossier.xlsx", "open"), 1: (of_one, "dossier.xlsx", "typed"),
        3: ("input", "sales.csv", SALES.replace("30", "31")),
    }.items():  # fmt: skip
        typed(folder, name, text)
        assert counts(study) == (number, 3 - number), name
    typed(f"{of_one}/01 Identity", "register.pdf", "%PDF")
    assert counts(study) == (1, 2)
    for folder, name, text in (("judgement", "asked_for.csv", "account,what\n"), (".", "pack.yaml", "{}\n"),
                               (".", "study.yaml", YAML + "currency: EUR\n")):
        typed(folder, name, text)
        assert counts(study) == (3, 0), name
    chapter("2")
    assert counts(study) == (3, 0)
    assert counts(study, pairs=[("top", "5")]) == (3, 0)


def test_what_is_gone_or_can_not_be_read_is_made_again(study, chapter, quick):
    chapter("1")
    go(study)
    before = results(study)
    (home(study) / ASPEN / "07_dossier.html").unlink()
    (home(study) / BIRCH / "notebooks" / "07_dossier.ipynb").unlink()
    (home(study) / CEDAR / ".log" / "state.json").write_text("{", encoding="utf-8")
    assert counts(study) == (2, 1)
    assert results(study) == before


def test_what_stopped_has_no_page_and_is_tried_again_and_what_did_not_stop_is_not(study, chapter, quick):
    chapter("1", name="08_buying_centre")
    chapter("1")
    go(study)
    chapter("stops A1", "stops B2")
    ran, _screen = go(study)
    assert (ran.done, ran.unchanged, sorted(ran.stopped)) == (1, 3, ["Aspen 07", "Birch & Söhne 07"])
    assert not (home(study) / ASPEN / "07_dossier.html").exists()
    page = (home(study) / ASPEN / "08_buying_centre.html").read_text(encoding="utf-8")
    assert 'href="07_dossier' not in page
    assert "07: b.xlsx, sheet" in index(study)
    ran, _screen = go(study)
    assert (ran.done, ran.unchanged, len(ran.stopped)) == (0, 4, 2)


def test_an_interrupted_run_keeps_what_is_finished_and_goes_on(study, chapter, tmp_path, monkeypatch):
    chapter(f"import time\nif account == 'C3' and not __import__('os').path.exists({str(tmp_path / 'go')!r}):"
            "\n    time.sleep(60)")  # fmt: skip
    code = (
        # Behind nohup, or as a job of a script, a process would begin with this signal ignored.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import sys; from pathlib import Path; from kamlib.run import cli, accounts, digest\n"
        "digest._program = lambda: 'as it is'\n"
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
    monkeypatch.setattr("kamlib.run.digest._program", lambda: "as it is")
    assert counts(study) == (1, 2)


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
    chapter("1", name="03_potential", overview=False)
    assert counts(study, "Aspen") == (1, 0)
    assert counts(study, "Aspen", wanted="03") == (1, 0)


def test_the_command_line_runs_accounts(study, chapter, monkeypatch, capsys, quick):
    monkeypatch.setattr(run, "NOTEBOOKS", chapter("stops C3").parent)
    monkeypatch.chdir(study.parent)
    assert cli.main(["run", "study", "--accounts", "Aspen, B2", "-p", "top", "2"]) == 0
    assert cli.main(["run", "study", "--accounts", "Aspen,Cedar", "-p", "top", "2"]) == 1
    said = capsys.readouterr()
    assert "1 page is unchanged." in said.out
    assert said.out.splitlines()[-1] == "Results: study/output/accounts/index.html"
    assert said.err.startswith("Cedar 07 stopped:\n  b.xlsx, sheet")
