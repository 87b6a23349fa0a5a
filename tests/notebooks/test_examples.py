"""Every example in the comment of a parameter runs: a reader copies it."""

import ast
import re
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest

from kamlib.pack import shipped
from kamlib.run.chapters import copy_workbook
from kamlib.run.parameters import Declared, check, declared
from kamlib.run.select import chapters

PROJECT = Path(__file__).parents[2]
CHAPTERS = chapters(PROJECT / "notebooks")


def examples(entry: Declared) -> list:
    """Return what follows "such as" or "one of:" in a comment, and what it writes in quotes."""
    such = re.search(r"such as ([^;]+)", entry.help)
    chosen = re.search(r"one of: ([^;]+)", entry.help)
    if chosen:
        return chosen[1].split(", ")
    if entry.kind == "str":
        quoted = re.findall('"([^"]+)"', entry.help)
        return quoted or ([such[1]] if such else [])
    return [ast.literal_eval(such[1])] if such else []


def turns() -> list:
    found = []
    for chapter in CHAPTERS:
        given = {name: examples(entry) for name, entry in declared(chapter).items()}
        for turn in range(max(map(len, given.values()))):
            values = {name: each[turn] for name, each in given.items() if len(each) > turn}
            found.append(pytest.param(chapter, values, turn == 0, id=f"{chapter.stem}-{turn}"))
    return found


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    return copy_workbook(PROJECT, tmp_path_factory.mktemp("anywhere")) / "data"


@pytest.mark.parametrize(("chapter", "values", "whole"), turns())
def test_the_examples_of_a_chapter_run(chapter, values, whole, study):
    clean = check({"study": str(study), **values}, declared(chapter))
    names: dict = {"display": lambda *_shown: None}
    cells = [cell for cell in nbformat.read(chapter, 4).cells if cell.cell_type == "code"]
    last = len(cells) if whole else [cell.id for cell in cells].index("open") + 1
    for cell in cells[:last]:
        exec(compile(cell.source, f"{chapter.stem}:{cell.id}", "exec"), names)
        names |= clean if cell.id == "parameters" else {}
    plt.close("all")


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_each_number_of_a_chapter_has_an_example_and_can_be_zero_or_left_out(chapter):
    for name, entry in declared(chapter).items():
        if entry.kind in ("int", "float"):
            assert examples(entry), name
            assert (entry.optional, entry.default) == (True, "None"), name


def test_the_names_of_the_numbers_are_those_of_settings_so_that_the_range_of_the_pack_holds():
    settings = {name.partition(".")[2] for name in shipped()}
    numbers = {name for chapter in CHAPTERS for name, entry in declared(chapter).items()
               if entry.kind in ("int", "float")}
    assert numbers <= settings
