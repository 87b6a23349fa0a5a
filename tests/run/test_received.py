"""A study that somebody sends brings no code and no settings: whatever lies in it, nothing of it runs."""

import os
import subprocess
import sys

import nbformat
import pytest

from kamlib.run import forking
from kamlib.run.chapter import run_chapter
from kamlib.run.kernel import surroundings

MODULES = [
    "multiprocessing", "pandas", "numpy", "matplotlib", "kamlib/__init__", "sitecustomize", "usercustomize",
    "argparse", "json", "ipykernel_launcher", "papermill",
    "numexpr", "bottleneck", "xlrd", "tornado",  # looked for by libraries, whether installed or not
    "hostile",  # named by the settings below
]  # fmt: skip
SETTINGS = [
    "ipython_config", "ipython_kernel_config", "jupyter_config", "jupyter_kernel_config", "kam_config",
    "profile_default/ipython_config", "profile_default/startup/00", ".ipython/profile_default/startup/00",
    ".jupyter/jupyter_config", "jupyter_nbconvert_config", "conftest", "setup",
]  # fmt: skip
OTHERS = {
    "hostile.pth": "import hostile",
    "hostile-nspkg.pth": "import hostile",
    "pyvenv.cfg": "home = .",
    "matplotlibrc": "font.size: 77\nbackend: module://hostile\n",
    "kernels/python3/kernel.json": '{"argv": ["touch", "ran-kernel"], "display_name": "x", "language": "x"}',
    "jupyter_config.json": '{"InteractiveShellApp": {"extensions": ["hostile"]}}',
    "ipython_kernel_config.json": '{"InteractiveShellApp": {"extensions": ["hostile"]}}',
    ".env": "PYTHONPATH=.",
    "templates/lab/conf.json": "{",
}
STUDY = """\
name: Trees
currency: EUR
company: Oak
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount, manager: Manager}}
"""
COMMANDS = [
    "check .", "new .", "forms strength . --for Boris --accounts A1", "forms dossier . --accounts A1",
    "forms meeting . --accounts A1 --on 2026-01-15", "collect . forms", "review .", "print . --accounts A1",
    "handover . --accounts A1", "client-plan .", "run . --chapters 02", "run . --accounts A1 --chapters 07",
    "erase . --person Boris --yes",
]  # fmt: skip


@pytest.fixture
def received(tmp_path):
    """A study that runs, among everything that a program might take for its own; each notes that it ran."""
    folder = tmp_path / "received"
    (folder / "input").mkdir(parents=True)
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    days = [f"{year}-{month:02d}-15" for year in (2024, 2025) for month in range(1, 13)]
    lines = [f"{client};{day};1000;Nina" for client in ("A1", "B2", "C3") for day in days]
    sales = "\n".join(["Client;Day;Amount;Manager", *lines])
    (folder / "input" / "sales.csv").write_text(sales, encoding="utf-8")
    for name in (*MODULES, *SETTINGS):
        file = folder / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        note = tmp_path / f"ran-{name.replace('/', '-')}"
        file.write_text(f"open({str(note)!r}, 'w').close()\n", encoding="utf-8")
    for name, text in OTHERS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ran(folder):
    return sorted(path.name for place in (folder, folder.parent) for path in place.glob("ran-*"))


def test_no_command_runs_what_lies_in_a_study(received, tmp_path):
    """As the installed command does it, which is a script elsewhere too."""
    script = tmp_path / "kam.py"
    script.write_text(
        "from kamlib.run.cli import main\n"
        f"if __name__ == '__main__':\n    print([main(words.split()) for words in {COMMANDS!r}])\n",
        encoding="utf-8")
    done = subprocess.run([sys.executable, script], cwd=received, capture_output=True, encoding="utf-8")
    assert ran(received) == []
    assert "not your mistake" not in done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == str([0] * len(COMMANDS)), done.stdout + done.stderr


@pytest.mark.parametrize("forked", [False, True] if forking.available() else [False])
def test_a_study_brings_no_settings_of_figures(received, make_chapter, forked):
    code = "import os, matplotlib.pyplot as plt\nprint(plt.rcParams['font.size'], os.getcwd())"
    run = run_chapter(make_chapter(code), received / "output", values={}, study=received, forked=forked)
    assert nbformat.read(run.notebook, 4).cells[-1].outputs[0].text == "10.0 .\n"
    assert ran(received) == []


def test_nor_does_it_where_figures_are_drawn_by_whatever_program_stands_there(received):
    code = "from kamlib import show; import matplotlib; print(matplotlib.rcParams['font.size'])"
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=received, capture_output=True, text=True)
    assert (done.stdout, ran(received)) == ("10.0\n", [])


@pytest.mark.parametrize("name", ["PYTHONPATH", "JUPYTER_PATH"])
def test_a_list_of_folders_with_a_gap_does_not_mean_the_study(monkeypatch, tmp_path, name):
    monkeypatch.setenv(name, os.pathsep.join(["", "relative", str(tmp_path / "own")]))
    *ours, own = surroundings(str(tmp_path / "scratch"), tmp_path)[name].split(os.pathsep)
    assert own == str(tmp_path / "own")
    assert all(map(os.path.isabs, ours))
