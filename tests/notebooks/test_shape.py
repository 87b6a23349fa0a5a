"""Every chapter has the form that readers know from the others; and each rule notices when it is broken."""

import base64
from pathlib import Path

import nbformat.v4 as v4
import pytest

from kamlib.run.normalise import normalise, text_of
from kamlib.run.select import chapters
from notebooks import shape_rules as rules

CHAPTERS = chapters(rules.NOTEBOOKS)


def test_the_chapters_are_there():
    names = {chapter.stem for chapter in CHAPTERS}
    assert {"00_start", "01_data", "02_portfolio", "03_potential", "04_company_selection"} <= names
    assert {"05_manager_selection", "06_assignment", "90_ranking_lab"} <= names


def test_no_notebook_lies_beside_the_chapters():
    assert sorted(rules.NOTEBOOKS.rglob("*.ipynb")) == CHAPTERS


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_form(chapter: Path, rule):
    assert rule(chapter) == []


def step(code: str, name: str, **options):
    return v4.new_code_cell(code, id=name, execution_count=1, **options)


@pytest.fixture
def cells():
    """A chapter as it should be, cell by cell."""
    words = [
        v4.new_markdown_cell(f"## Step {place}\n\nA sentence.", id=f"step-{place}-text")
        for place in "abcdefg"
    ]
    shown = v4.new_output("execute_result", data={"text/plain": "1"}, execution_count=1)
    codes = [step(f"result = {place}\nresult", f"step-{place}", outputs=[shown]) for place in range(7)]
    return [
        v4.new_markdown_cell("# 02 Who feeds us, and who eats?\n\nPurpose.", id="title"),
        v4.new_markdown_cell("**Given:** sales.\n**Yields:** accounts.", id="given"),
        step('study: str = ""  # the study folder', "parameters", metadata={"tags": ["parameters"]}),
        step("import pandas as pd", "imports"),
        v4.new_markdown_cell("## The method\n\nWords.", id="method"),
        *(cell for pair in zip(words, codes, strict=True) for cell in pair),
        v4.new_markdown_cell("## How far to trust it\n\nWords.", id="trust"),
        v4.new_markdown_cell("## Interpretation\n\nWords.", id="interpretation"),
        v4.new_markdown_cell("## Exercises\n\n1. One.", id="exercises"),
        v4.new_markdown_cell("**Next chapter:** 03.", id="next"),
        v4.new_markdown_cell("Sources.", id="sources"),
        v4.new_markdown_cell("## For the analyst\n\nWords.", id="analyst"),
    ]


@pytest.fixture
def write(tmp_path):
    def to_file(cells, *, as_it_is: bool = False) -> Path:
        notebook = v4.new_notebook(cells=cells)
        file = tmp_path / "02_portfolio.ipynb"
        made = notebook if as_it_is else normalise(notebook, folders={})
        file.write_text(text_of(made), encoding="utf-8", newline="\n")
        return file

    return to_file


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_good_chapter_passes(rule, cells, write):
    assert rule(write(cells)) == []


def place_of(cells, name: str) -> int:
    return next(place for place, cell in enumerate(cells) if cell.id == name)


def output(**data):
    return v4.new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


BREAKS = {
    "title": lambda cells: cells[0].update(source="# 03 Who feeds us?"),
    "given_and_yields": lambda cells: cells[1].update(source="**Given:** sales."),
    "parameters": lambda cells: cells[2].update(source='study: str = ""\ntop = 10  # shown'),
    "one_import_cell": lambda cells: cells[6].update(source="import os\n1"),
    "short_code": lambda cells: cells[6].update(source="x = 1\n" * 13),
    "no_definitions_and_no_magics": lambda cells: cells[6].update(source="def f():\n    return 1"),
    "names_of_cells": lambda cells: cells[6].update(id="3fa94c01"),
    "counts_and_outputs": lambda cells: cells[6].update(outputs=[]),
    "size": lambda cells: cells.__delitem__(slice(5, 19)),
    "rhythm": lambda cells: cells.__setitem__(slice(7, 8), [step("1", "one"), step("2", "two")]),
    "sections": lambda cells: cells.append(v4.new_markdown_cell("## After all", id="after")),
    "no_places": lambda cells: cells[6].update(outputs=[output(text_plain="'/home/ann/study/sales.csv'")]),
    "pictures": lambda cells: cells[6].update(
        outputs=[output(image_png=base64.b64encode(b"0" * 70_000).decode())]
    ),
    "live": lambda cells: cells[5].update(source="## Step a\n\nBelow it, in JupyterLab: move the cut."),
    "quiet": lambda cells: cells[6].update(outputs=[v4.new_output("stream", name="stderr", text="Warning")]),
}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_each_rule_notices_what_it_is_for(rule, cells, write):
    if rule is rules.canonical_form:
        cells[6].execution_count = 77
        assert rule(write(cells, as_it_is=True))
        return
    BREAKS[rule.__name__](cells)
    assert rule(write(cells))


@pytest.mark.parametrize("source", ["%matplotlib inline", "!pip install x", "1\n  %time f()"])
def test_magics_are_noticed(source, cells, write):
    cells[6].source = source
    assert rules.no_definitions_and_no_magics(write(cells))


def test_a_missing_count_is_noticed_because_nbval_would_compare_nothing(cells, write):
    cells[6].execution_count = None
    assert rules.counts_and_outputs(write(cells, as_it_is=True)) == ["step-0 has no count"]
