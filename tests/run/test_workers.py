"""Work spread over processes: every message arrives, and a process that ends takes one task with it."""

import os
import signal
import subprocess
import sys
import time
from collections import deque

import pytest

from kamlib.run.workers import Lost, spread
from tests.run.test_forking import eventually


def count(task, tell):
    for number in range(task):
        tell((os.getpid(), number))


def break_down(task, tell):
    tell(task)
    if task == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "fails":
        raise ValueError("no such thing")


def hang(task, tell):
    tell(task)
    for _second in range(60 if task == "hangs" else 4):
        time.sleep(0.5)
        if task != "hangs":
            tell("still here")


def wait_long(task, tell):
    tell(os.getpid())
    time.sleep(60)


def test_every_message_of_every_task_arrives_in_its_order():
    found = list(spread(count, deque([3, 0, 2]), workers=2))
    told = {task: [number for one, (_pid, number) in found if one == task] for task in (3, 2)}
    assert told == {3: [0, 1, 2], 2: [0, 1]}
    assert len({pid for _task, (pid, _number) in found}) <= 2
    assert os.getpid() not in {pid for _task, (pid, _number) in found}


def test_nothing_to_do_starts_nothing():
    assert list(spread(count, deque(), workers=2)) == []


def test_a_task_that_fails_or_kills_its_process_is_lost_and_the_others_are_done():
    told = list(spread(break_down, deque(["dies", "one", "fails", "two"]), workers=1))
    lost = {task: message for task, message in told if isinstance(message, Lost)}
    assert set(lost) == {"dies", "fails"}
    assert {("one", "one"), ("two", "two")} <= {pair for pair in told if pair[0] == pair[1]}
    assert lost["dies"].report == ""
    assert "ValueError: no such thing" in lost["fails"].report


def test_a_process_that_says_nothing_for_too_long_is_ended_and_the_others_are_done():
    told = list(spread(hang, deque(["hangs", "speaks"]), workers=2, patience=6))
    assert [message for task, message in told if task == "hangs"] == ["hangs", Lost(hung=True)]
    assert [message for task, message in told if task == "speaks"] == ["speaks", *["still here"] * 4]


def test_what_is_left_of_a_lost_task_can_be_given_back():
    tasks, told = deque(["dies"]), []
    for task, message in spread(break_down, tasks, workers=1):
        told.append((task, message))
        if isinstance(message, Lost):
            tasks.append("rest")
    assert told == [("dies", "dies"), ("dies", Lost()), ("rest", "rest")]


def test_processes_end_with_the_one_that_asks_however_that_ends(tmp_path):
    code = (
        "import sys; from collections import deque; from kamlib.run.workers import spread\n"
        "from tests.run.test_workers import wait_long\n"
        "if __name__ == '__main__':\n"
        "    print(next(spread(wait_long, deque([1]), workers=1))[1], flush=True)\n    sys.stdin.read()\n"
    )
    (tmp_path / "ask.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    asking = subprocess.Popen([sys.executable, str(tmp_path / "ask.py")], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env=environment)  # fmt: skip
    pid = int(asking.stdout.readline())
    os.kill(asking.pid, signal.SIGKILL)
    asking.communicate()
    assert eventually(lambda: is_gone(pid))


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_processes_end_at_once_when_nobody_listens_any_more():
    work = spread(wait_long, deque([1, 2]), workers=2)
    pids = [next(work)[1], next(work)[1]]
    work.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
