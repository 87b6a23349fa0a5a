"""What is kept in output/.cache: the present state and a few before it, never what somebody reads now."""

import os
import shutil
import threading
import time

import pytest

from kamlib.flow import keep, open_study, prepared
from kamlib.study.load import load
from kamlib.study.prune import RECENT, RESTS_SECONDS, prune

pytestmark = pytest.mark.usefixtures("nothing_remembered")

YAML = """\
name: Alder
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount}}
"""


def rest(folder):
    """Make everything that is kept look as if nobody had used it for long, the later the younger."""
    cache = folder / "output" / ".cache"
    for path in cache.iterdir():
        before = path.stat().st_mtime - 2 * RESTS_SECONDS
        os.utime(path, (before, before))


def folders(folder):
    return sorted(p.name for p in (folder / "output" / ".cache").glob("prepared.*"))


def readings(folder):
    return sorted(p.name for p in (folder / "output" / ".cache").glob("*.json"))


@pytest.fixture
def study(make_study):
    return make_study(YAML)


def states(study, days):
    """Compute the study as it was on each of some days."""
    for day in days:
        (study / "input" / "sales.csv").write_text(f"Client;Day;Amount\nA;{day:02d}.01.2025;100,50\n")
        prepared(open_study(study))
        yield folders(study)


def test_of_many_states_the_present_one_and_a_few_before_it_stay_and_what_is_used_now(study):
    [first], second, *_rest = states(study, range(1, 2 + RECENT))
    assert len(folders(study)) == len(readings(study)) == 1 + RECENT
    for _state in states(study, (5, 6)):  # used a moment ago
        pass
    assert len(folders(study)) == len(readings(study)) == 3 + RECENT
    rest(study)
    for _state in states(study, [1, 7]):  # the first is used again, and counts as the latest
        rest(study)
    for _state in states(study, [7]):
        pass
    assert len(folders(study)) == len(readings(study)) == 1 + RECENT
    assert first in folders(study)
    assert not {*second} - {first} & {*folders(study)}


def test_a_study_of_many_files_keeps_as_many_old_readings_as_it_has_files(make_study):
    rows = "Client;Day;Amount\nA;{:02d}.01.2025;1,5\n"
    names = [f"part{n}" for n in range(6)]
    for day in (1, 2, 3, 4):
        folder = make_study("name: Alder\n", **{name: rows.format(day) for name in names})
        load(open_study(folder))
        rest(folder)
    load(open_study(folder))
    assert len(readings(folder)) == 12
    tables = (folder / "output" / ".cache").glob("*.parquet")
    assert {p.name[:20] for p in tables} == {name[:20] for name in readings(folder)}


def test_what_a_stopped_run_left_half_written_goes_after_a_day(study):
    prepared(open_study(study))
    cache = study / "output" / ".cache"
    for name, hours in ((".prepared.x.abc", 30), (".prepared.y.abc", 2)):
        (cache / name).mkdir()
        os.utime(cache / name, (time.time() - hours * 3600,) * 2)
    prune(cache, "prepared", now=1)
    assert [p.name for p in cache.iterdir() if p.name.startswith(".")] == [".prepared.y.abc"]


def test_where_nothing_was_kept_there_is_nothing_to_delete(tmp_path):
    prune(tmp_path / "output" / ".cache", now=0)


def test_frames_that_go_while_they_are_read_are_made_again(study, monkeypatch):
    first = prepared(open_study(study)).sales
    read, gone = keep.read_parquet, []

    def vanishing(path):
        if not gone:
            gone.append(shutil.rmtree(path.parent))
        return read(path)

    monkeypatch.setattr(keep, "read_parquet", vanishing)
    assert prepared(open_study(study)).sales.equals(first)


def test_two_that_tidy_up_at_once_do_not_disturb_each_other(study):
    prepared(open_study(study))
    cache = study / "output" / ".cache"
    for number in range(200):
        (cache / f"prepared.{number:020d}").mkdir()
        (cache / f"{number:020d}.json").write_text("{}")
    rest(study)
    failed = []

    def tidy():
        try:
            prune(cache, "prepared", now=1)
            prune(cache, now=1)
        except BaseException as error:
            failed.append(error)

    running = [threading.Thread(target=tidy) for _ in range(4)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert failed == []
    assert len(folders(study)) == len(readings(study)) == 1 + RECENT
    assert not [p for p in cache.iterdir() if p.name.startswith(".")]
