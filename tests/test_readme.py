"""The README says what is true of the files beside it."""

import base64
import re
from pathlib import Path

import nbformat
import pytest
import yaml

from kamlib import flow

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
CHAPTERS = sorted(path.name for path in (PROJECT / "notebooks").glob("*.ipynb"))


def test_every_link_leads_to_a_file():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_the_table_lists_every_chapter_with_its_question():
    for name in CHAPTERS:
        title = nbformat.read(PROJECT / "notebooks" / name, 4).cells[0].source.split("\n")[0]
        question = title.removeprefix(f"# {name[:2]} ")
        assert re.search(rf"notebooks/{name}\) \| {re.escape(question)} \|", README)


def test_the_start_chapter_lists_every_chapter_too():
    start = nbformat.read(PROJECT / "notebooks" / "00_start.ipynb", 4)
    listed = next(cell.source for cell in start.cells if cell.id == "chapters")
    assert sorted(re.findall(r"\((\d\d_\w+\.ipynb)\)", listed)) == CHAPTERS


def test_the_figure_is_the_one_that_chapter_02_shows():
    chapter = nbformat.read(PROJECT / "notebooks" / "02_portfolio.ipynb", 4)
    cell = next(cell for cell in chapter.cells if cell.id == "managers")
    shown = next(o.data["image/png"] for o in cell.outputs if "image/png" in o.get("data", {}))
    assert (PROJECT / "docs" / "figures" / "dependence.png").read_bytes() == base64.b64decode(shown)


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)|`make (\w+)`", README, re.MULTILINE))
def test_every_target_is_in_the_makefile(target):
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{''.join(target)}: ", makefile, re.MULTILINE)


def test_the_way_without_make_installs_what_make_installs():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"-m pip install (.*)", makefile)
    options = {"--quiet", "--disable-pip-version-check"}
    wanted = [" ".join(word for word in line.split() if word not in options) for line in installs]
    assert re.findall(r"-m pip install (.*)", README) == wanted


def test_the_papermill_line_gives_values_that_the_chapter_takes():
    line = next(line for line in README.splitlines() if line.startswith("papermill "))
    pairs = re.findall(r"-p (\w+) (\S+)", line)
    given = {name: yaml.safe_load(value) for name, value in pairs if name != "study"}
    force = flow.settings_in_force(flow.open_study(), "portfolio", **given)
    assert flow.portfolio(flow.open_study(), force).period.label == "2025"


def test_the_example_for_analysts_runs(monkeypatch):
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict = {}
    exec(example.replace('"acme"', '""').rsplit("\n", 2)[0], names)
    last = example.strip().splitlines()[-1]
    # data/ANSWERS.md, story 2: one manager hangs on the holding.
    assert eval(last, names)["dependent"].sum() == 1
