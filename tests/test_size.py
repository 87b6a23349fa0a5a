"""The library stays small: no room grows beyond its budget, and a room that shrank keeps its new size."""

import ast
import io
import tokenize
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
BUDGETS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["rooms"]
SLACK = 60
"""Lines by which a room may be below its budget before the budget has to follow."""
_NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
            tokenize.ENDMARKER}  # fmt: skip
_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def code_lines(text: str) -> int:
    """Return how many lines hold code: no docstrings, imports, comments, blank lines."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            lines |= {*range(token.start[0], token.end[0] + 1)}
    for node in ast.walk(ast.parse(text)):
        left_out = [node] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            left_out.append(node.body[0])
        for one in left_out:
            lines -= {*range(one.lineno, one.end_lineno + 1)}
    return len(lines)


def size(room: str) -> int:
    return sum(code_lines(path.read_text(encoding="utf-8")) for path in (PROJECT / room).rglob("*.py"))


def test_only_code_is_counted():
    text = 'import os\n\n\ndef f():  # why\n    "What it gives."\n    return (\n        os.sep)\n'
    assert code_lines(text) == 3


@pytest.mark.parametrize(("room", "budget"), BUDGETS.items())
def test_a_room_keeps_its_budget(room, budget):
    assert budget - SLACK <= size(room) <= budget, "write the new size into pyproject.toml if it is smaller"


def test_every_room_has_a_budget():
    rooms = {f"kamlib/{path.parent.name}" for path in (PROJECT / "kamlib").glob("*/__init__.py")}
    assert rooms | {"kamlib"} == set(BUDGETS)


def test_no_function_is_longer_than_a_screen():
    long = []
    for path in sorted((PROJECT / "kamlib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and _body(node) > 60:
                long.append(f"{path.relative_to(PROJECT)}: {node.name}")
    assert long == []


def _body(node: ast.FunctionDef) -> int:
    """Return how many lines a function has below its docstring."""
    first = node.body[1:2] or node.body[:1]
    documented = ast.get_docstring(node, clean=False) is not None
    return node.end_lineno - (first if documented else node.body)[0].lineno + 1
