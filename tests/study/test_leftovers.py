"""What a command that was ended half way left behind is gone at the next start, and nothing else."""

import os
import signal
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest

from kamlib.run.lock import locked, results_locked
from kamlib.study.building import building
from kamlib.study.judgement import is_copy, keep_copy
from kamlib.study.leftovers import is_left_behind, scratch_name, temporary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nobody can ask whether a process has ended")
DAY = date(2026, 2, 1)
KILLED = "import os, signal; os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGKILL)\n"


def ended_half_way(code, *words):
    """Do something in a process that is killed when it has written and not yet given a name."""
    subprocess.run([sys.executable, "-c", KILLED + code, *map(str, words)], check=False)


def hidden(folder):
    return sorted(path for path in folder.rglob(".*") if not path.name.startswith(".kam."))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "judgement" / "facts" / "nina.csv"
    path.parent.mkdir(parents=True)
    path.write_text("who\nNina\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("function", ["write_whole(path, b'who')", "keep_copy(path, on=date(2026, 2, 1))"])
def test_a_write_that_was_ended_leaves_what_was_there_and_the_rest_goes_at_the_next_start(table, function):
    code = (
        "import sys; from pathlib import Path; from datetime import date\n"
        f"from kamlib.study.judgement import keep_copy, write_whole\npath = Path(sys.argv[1])\n{function}\n"
    )
    ended_half_way(code, table)
    (left,) = hidden(table.parent)
    assert is_left_behind(left)
    assert [path.name for path in table.parent.iterdir() if not path.name.startswith(".")] == ["nina.csv"]
    with locked(table.parents[2], "kam collect"):
        assert hidden(table.parents[2]) == []
    assert table.read_text(encoding="utf-8") == "who\nNina\n"


def test_what_others_are_writing_and_what_is_not_ours_stays(tmp_path):
    (tmp_path / "judgement").mkdir()
    handle, working = tempfile.mkstemp(dir=tmp_path / "judgement", **temporary("hours.csv"))
    os.close(handle)
    kept = [Path(working), tmp_path / ".gitignore", tmp_path / "judgement" / ".owncloud.database"]
    for path in kept:
        path.touch()
    with locked(tmp_path, "kam collect"):
        assert hidden(tmp_path) == sorted(kept)


def test_what_a_run_left_goes_at_the_next_run(tmp_path, monkeypatch):
    output, place = tmp_path / "output", tmp_path / "scratch"
    (output / "accounts" / "A").mkdir(parents=True)
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    mine = Path(tempfile.mkdtemp(prefix=scratch_name()))
    (place / "kam-notes").mkdir()
    ended_half_way(
        "import sys, tempfile; from pathlib import Path; from kamlib.study.judgement import write_whole\n"
        "from kamlib.study.leftovers import scratch_name\n"
        "tempfile.mkdtemp(dir=sys.argv[2], prefix=scratch_name())\n"
        "write_whole(Path(sys.argv[1], 'page.html'), b'x')\n", output / "accounts" / "A", place)
    assert (len(hidden(output)), len(list(place.iterdir()))) == (1, 3)
    with results_locked(output):
        assert [path.name for path in hidden(output)] == [".log"]
    assert sorted(path.name for path in place.iterdir()) == sorted([mine.name, "kam-notes"])


def test_a_study_that_was_half_made_goes_when_the_next_one_is_made(tmp_path):
    ended_half_way(
        "import os, sys; from pathlib import Path; from kamlib.study.building import building\n"
        "with building(Path(sys.argv[1], 'acme')):\n    os.fsync(0)\n", tmp_path)
    assert len(hidden(tmp_path)) == 1
    with building(tmp_path / "acme"):
        assert len(hidden(tmp_path)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["acme"]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_command_that_is_told_to_end_leaves_nothing(tmp_path, name):
    code = (
        "import signal, sys, tempfile, time; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from kamlib.run import cli, commands; from kamlib.study.leftovers import scratch_name\n"
        "def work(**_typed):\n"
        "    with tempfile.TemporaryDirectory(prefix=scratch_name()):\n"
        "        print('at work', flush=True); time.sleep(60)\n"
        "commands.check = work\nsys.exit(cli.main(['check', 'x']))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env={**os.environ, "TMPDIR": str(tmp_path)})  # fmt: skip
    assert process.stdout.readline() == "at work\n"
    process.send_signal(getattr(signal, name))
    _out, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, "Stopped. Finished work is kept.\n")
    assert list(tmp_path.iterdir()) == []


def test_dated_copies_never_take_the_place_of_one_another_also_on_a_disk_without_links(table, monkeypatch):
    first = keep_copy(table, on=DAY)

    def refused(_source, _target):
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refused)
    second = keep_copy(table, on=DAY)
    assert [first.name, second.name] == ["nina.2026-02-01.csv", "nina.2026-02-01-2.csv"]
    assert all(is_copy(path) and path.read_bytes() == table.read_bytes() for path in (first, second))
    assert hidden(table.parent) == []
