"""One chapter behind one strict door."""

import tempfile
from pathlib import Path

import nbformat
import pytest

from kamlib.problems import KamError
from kamlib.run.chapter import run_chapter


def test_a_chapter_runs_inside_its_study_and_names_no_place_on_disk(make_chapter, study, capfd):
    chapter = make_chapter(
        "import os, sys\nprint(os.listdir('.'), os.getcwd(), top)",
        "print(os.path.abspath('input/sales.csv'), object())",
    )
    before = chapter.read_bytes()
    run = run_chapter(chapter, study / "output", values={"study": ".", "top": 3}, study=study)
    outputs = [cell.outputs[0].text for cell in nbformat.read(run.notebook, 4).cells if cell.get("outputs")]
    assert outputs == ["['output', 'study.yaml'] . 3\n", "input/sales.csv <object object at 0x0>\n"]
    assert str(study.parent) not in run.notebook.read_text(encoding="utf-8")
    assert chapter.read_bytes() == before
    assert sorted(path.name for path in study.iterdir()) == ["output", "study.yaml"]
    (line,) = (study / "output" / ".log" / "times.csv").read_text(encoding="utf-8").splitlines()
    assert line.split(",")[1:3] == ["02_portfolio", "done"]
    # Neither papermill's log nor the kernel's warning of open ports reaches the user.
    assert capfd.readouterr() == ("", "")


def test_a_failed_cell_is_named_in_words_and_its_traceback_kept_in_the_log(make_chapter, study, capfd):
    chapter = make_chapter("x = 1\n\nraise ValueError('first line\\nno rate for USD')")
    with pytest.raises(KamError) as error:
        run_chapter(chapter, study / "output", values={}, study=study)
    (problem,) = error.value.problems
    assert str(problem).startswith(
        'chapter 02_portfolio, under "The largest": the chapter stopped: no rate for USD (ValueError); see'
    )
    report = (study / "output" / ".log" / "02_portfolio.txt").read_text(encoding="utf-8")
    assert "Traceback" in report
    assert "\x1b" not in report
    assert (study / "output" / "notebooks" / "02_portfolio.ipynb").is_file()
    assert capfd.readouterr() == ("", "")


def test_values_are_checked_before_a_kernel_starts(make_chapter, study):
    with pytest.raises(KamError, match="did you mean top"):
        run_chapter(make_chapter("1"), study / "output", values={"topp": 1}, study=study)
    assert not (study / "output").exists()


def test_a_users_own_start_up_files_change_nothing(make_chapter, study, tmp_path, monkeypatch):
    own = tmp_path / "ipython" / "profile_default" / "startup"
    own.mkdir(parents=True)
    (own / "00.py").write_text("surprise = 1", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    run = run_chapter(make_chapter("'surprise' in globals()"), study / "output", values={}, study=study)
    assert nbformat.read(run.notebook, 4).cells[-1].outputs[0].data["text/plain"] == "False"


DIES = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize(
    ("forked", "code", "message"),
    [(False, DIES, "its process ended"), (True, DIES, "its process ended"),
     (True, "import time\ntime.sleep(60)", "a cell took too long")],
)  # fmt: skip
def test_a_kernel_that_ends_or_does_not_answer_is_told_in_words(make_chapter, study, forked, code, message):
    chapter = make_chapter(code)
    with pytest.raises(KamError, match=f"chapter 02_portfolio: the chapter stopped: {message}"):
        run_chapter(chapter, study / "output", values={}, study=study, forked=forked, patience=3)
    assert not (study / "output" / "notebooks" / "02_portfolio.ipynb").exists()
    assert "02_portfolio,failed" in (study / "output" / ".log" / "times.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("forked", "length", "transport"), [(False, 60, "ipc"), (True, 120, "tcp")])
def test_a_long_temporary_folder_holds_no_sockets_and_what_is_said_is_encrypted(
    make_chapter, study, monkeypatch, capfd, forked, length, transport
):
    chapter = make_chapter(
        "from ipykernel.kernelapp import IPKernelApp\napp = IPKernelApp.instance()\n"
        "print(app.transport, bool(app.curve_secretkey))"
    )
    with tempfile.TemporaryDirectory(dir="/tmp") as short, monkeypatch.context() as patched:
        place = Path(short) / ("t" * (length - len(short)))
        place.mkdir()
        patched.setattr("tempfile.tempdir", str(place))
        run = run_chapter(chapter, study / "output", values={}, study=study, forked=forked)
        assert not list(place.iterdir())
    (said,) = [cell.outputs[0].text for cell in nbformat.read(run.notebook, 4).cells if cell.get("outputs")]
    assert said == f"{transport} {transport == 'tcp'}\n"
    assert capfd.readouterr() == ("", "")
