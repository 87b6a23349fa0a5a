"""Forked kernels: as fresh as new ones, the same to the byte, and gone when nobody needs them."""

import os
import subprocess
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path

import nbformat
import pytest

from kamlib.run import forking, warm
from kamlib.run.chapter import run_chapter
from kamlib.run.forking import Warm

pytestmark = pytest.mark.skipif(not forking.available(), reason="kernels can't be forked on this system")


def ran(chapter, study, **how):
    run = run_chapter(chapter, study / "output", values={}, study=study, forked=True, **how)
    return nbformat.read(run.notebook, 4).cells


def said(cell):
    return "".join(output.get("text", "") for output in cell.outputs).strip()


def pids(cells):
    return [int(number) for number in said(cells[-1]).split()]


def test_the_provisioner_is_known_to_jupyter():
    (entry,) = entry_points(group="jupyter_client.kernel_provisioners", name="kam-forked")
    assert entry.load() is forking.ForkProvisioner


def test_a_forked_kernel_writes_the_same_bytes_as_one_started_in_the_usual_way(make_chapter, study):
    chapter = make_chapter(
        "import os, sys, pandas as pd\nfrom kamlib import show\npd.DataFrame({'a': [1.5]}).style",
        "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.title('Выручка')\nNone",
        "with show.style.slide('Half', 'of all') as (figure, axes):\n    axes.bar([1, 2], [3, 4])\nfigure",
        "print(os.getcwd(), sys.path[:2], sys.flags.safe_path, {'b', 'a'}, hash('a'), object())",
        "print(os.environ['COLUMNS'], os.environ['SOURCE_DATE_EPOCH'], __name__)",
    )
    made = [
        run_chapter(chapter, study / "output", values={"top": 2}, study=study, forked=forked)
        .notebook.read_bytes() for forked in (False, True)
    ]  # fmt: skip
    assert made[0] == made[1]


def test_nothing_of_one_kernel_reaches_the_next_and_they_draw_different_numbers(make_chapter, study):
    draw = "import random\nprint(np.random.random(), random.random())"
    ask = "print(hasattr(pd, 'mark'), pd.options.display.max_rows, plt.rcParams['font.size'], 'x' in dir())"
    start = "import os, numpy as np, pandas as pd, matplotlib.pyplot as plt"
    spoil = "pd.mark = x = 1; pd.options.display.max_rows = plt.rcParams['font.size'] = 7; os.chdir('/')"
    first = ran(make_chapter(start, ask, spoil, draw), study)
    second = ran(make_chapter(start, ask, "print(os.getcwd())", draw, name="03_next"), study)
    assert said(second[4]) == said(first[4])
    assert said(second[5]) == "."
    assert not {*said(first[-1]).split()} & {*said(second[-1]).split()}


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_the_process_that_forks_has_one_thread_so_that_none_is_lost():
    code = "from kamlib.run import warm; warm.load(); import os; print(len(os.listdir('/proc/self/task')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_everything_that_is_loaded_beforehand_is_there():
    import importlib

    assert [importlib.import_module(name).__name__ for name in warm.LOADED] == list(warm.LOADED)


def test_kernels_end_with_the_process_that_asked_for_them(make_chapter, study, tmp_path):
    note = f"open({str(tmp_path / 'pid')!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}')"
    chapter = make_chapter("import os, time", note, "time.sleep(60)")
    code = (
        "import sys; from pathlib import Path; from kamlib.run.chapter import run_chapter\n"
        f"run_chapter(Path({str(chapter)!r}), Path({str(tmp_path / 'out')!r}), values={{}},"
        f" study=Path({str(study)!r}), forked=True)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)})
    assert eventually((tmp_path / "pid").exists)
    assert eventually((tmp_path / "pid").read_text)
    process.kill()
    process.wait()
    kernel, parent = map(int, (tmp_path / "pid").read_text().split())
    assert eventually(lambda: not Path(f"/proc/{kernel}").exists() and not Path(f"/proc/{parent}").exists())


def test_where_forking_fails_a_kernel_is_started_in_the_usual_way(make_chapter, study, monkeypatch):
    def refuse(_env):
        raise OSError("no process")

    monkeypatch.setattr(Warm, "of", refuse)
    assert said(ran(make_chapter("print('fine')"), study)[-1]) == "fine"


def test_one_that_forks_is_started_again_when_it_has_ended(make_chapter, study):
    ask = "import os\nprint(os.getppid())"
    first = pids(ran(make_chapter(ask), study))
    (running,) = Warm._running.values()
    running._process.kill()
    running._process.wait()
    assert pids(ran(make_chapter(ask), study)) != first


def test_without_fork_there_is_nothing_to_be_had(monkeypatch):
    monkeypatch.setattr(forking.sys, "platform", "darwin")
    assert not forking.available()
    monkeypatch.undo()
    monkeypatch.delattr(os, "fork")
    assert not forking.available()


def eventually(look, seconds=30.0):
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return found
