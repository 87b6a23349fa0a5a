"""The form of a chapter, one rule a function: each returns what is wrong, in words."""

import ast
import base64
import re
from pathlib import Path
from statistics import median
from typing import Any

import nbformat

from kamlib.problems import KamError
from kamlib.run.normalise import normalise, text_of
from kamlib.run.parameters import declared

PROJECT = Path(__file__).parents[2]
NOTEBOOKS = PROJECT / "notebooks"
SECTIONS = ("The method", "How far to trust it", "Interpretation", "Exercises")
LONGEST_CODE, MEDIAN_CODE = 12, 4
CELLS = range(25, 46)
PICTURE_BYTES = 64_000
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RANDOM = re.compile(r"[0-9a-f]{6,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLACE = re.compile(r"(?<![\w./])/(?:home|Users|root|tmp|private|mnt|usr)/|\b[A-Z]:\\\\?\w|site-packages")


def read(file: Path) -> Any:
    return nbformat.read(file, as_version=4)


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tagged(notebook: Any, tag: str) -> list[Any]:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def headings(notebook: Any, level: int) -> list[str]:
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return [text.strip() for text in re.findall(rf"^#{{{level}}}\s+(.*)$", prose, re.MULTILINE)]


def tree(cell: Any) -> ast.Module:
    return ast.parse(cell.source)


def is_magic(line: str) -> bool:
    return line.lstrip().startswith(("%", "!", "?")) or line.rstrip().endswith("?")


def canonical_form(file: Path) -> list[str]:
    same = text_of(normalise(read(file), folders={})) == file.read_bytes().decode("utf-8")
    return [] if same else ["is not in the one form; run: make chapters"]


def title(file: Path) -> list[str]:
    first = read(file).cells[0]
    fits = first.cell_type == "markdown" and re.match(rf"# {file.name[:2]} [^\n]*\?", first.source)
    return [] if fits else [f"its first cell is not a heading '# {file.name[:2]} ...?'"]


def given_and_yields(file: Path) -> list[str]:
    second = read(file).cells[1]
    fits = second.cell_type == "markdown" and "Given" in second.source and "Yields" in second.source
    return [] if fits else ["its second cell does not say what is given and what it yields"]


def parameters(file: Path) -> list[str]:
    cells = tagged(read(file), "parameters")
    if len(cells) != 1:
        return [f"has {len(cells)} cells tagged parameters"]
    try:
        known = declared(file)
    except KamError as error:
        return [str(error)]
    wrong = [f"{name} has no comment" for name, entry in known.items() if not entry.help]
    wrong += [
        f"line {node.lineno} is not typed"
        for node in tree(cells[0]).body
        if not isinstance(node, ast.AnnAssign)
    ]
    study = known.get("study")
    if study is None or (study.kind, study.default) != ("str", '""'):
        wrong.append('has no line study: str = ""')
    return wrong


def one_import_cell(file: Path) -> list[str]:
    kinds = (ast.Import, ast.ImportFrom)
    cells = [
        cell
        for cell in code_cells(read(file))
        if any(isinstance(node, kinds) for node in ast.walk(tree(cell)))
    ]
    if len(cells) != 1:
        return [f"imports in {[cell.id for cell in cells]}, not in one cell"]
    return (
        []
        if all(isinstance(node, kinds) for node in tree(cells[0]).body)
        else ["does more than import there"]
    )


def short_code(file: Path) -> list[str]:
    lines = {cell.id: len(cell.source.splitlines()) for cell in code_cells(read(file))}
    wrong = [f"{name} has {count} lines" for name, count in lines.items() if count > LONGEST_CODE]
    return wrong + (["half of its code cells are too long"] if median(lines.values()) > MEDIAN_CODE else [])


def no_definitions_and_no_magics(file: Path) -> list[str]:
    cells = code_cells(read(file))
    magic = {cell.id for cell in cells if any(map(is_magic, cell.source.splitlines()))}
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    plain = [cell for cell in cells if cell.id not in magic]
    defines = {cell.id for cell in plain if any(isinstance(node, kinds) for node in ast.walk(tree(cell)))}
    return [f"{name} has a magic" for name in magic] + [f"{name} defines something" for name in defines]


def names_of_cells(file: Path) -> list[str]:
    ids = [cell.id for cell in read(file).cells]
    wrong = [
        f"the id {name} is not given by hand"
        for name in ids
        if not _ID.fullmatch(name) or _RANDOM.fullmatch(name)
    ]
    return wrong + [f"the id {name} is there twice" for name in {name for name in ids if ids.count(name) > 1}]


def counts_and_outputs(file: Path) -> list[str]:
    cells = code_cells(read(file))
    wrong = [f"{cell.id} has no count" for cell in cells if not cell.execution_count]
    shows = [cell for cell in cells if tree(cell).body and isinstance(tree(cell).body[-1], ast.Expr)]
    return wrong + [f"{cell.id} shows nothing" for cell in shows if not cell.outputs]


def size(file: Path) -> list[str]:
    cells = read(file).cells
    prose = sum(cell.cell_type == "markdown" for cell in cells)
    wrong = [] if len(cells) in CELLS else [f"has {len(cells)} cells"]
    return wrong + ([] if prose * 2 >= len(cells) else [f"has only {prose} cells of prose in {len(cells)}"])


def rhythm(file: Path) -> list[str]:
    kinds = "".join("c" if cell.cell_type == "code" else "p" for cell in read(file).cells)
    return ["has three code cells in a row"] if "ccc" in kinds else []


def sections(file: Path) -> list[str]:
    notebook = read(file)
    second = headings(notebook, 2)
    wrong = [f"has no section {name}" for name in SECTIONS if name not in second]
    if "For the analyst" in second and second[-1] != "For the analyst":
        wrong.append("something comes after the section For the analyst")
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return wrong + ([] if "Next chapter" in prose else ["does not name the next chapter"])


def no_places(file: Path) -> list[str]:
    known = (str(PROJECT), str(Path.home()) + "/")
    texts = {cell.id: str(cell.outputs) for cell in code_cells(read(file))}
    return [
        f"{name} shows a place on a disk" for name, text in texts.items()
        if _PLACE.search(text) or any(place in text for place in known)
    ]  # fmt: skip


def pictures(file: Path) -> list[str]:
    wrong = []
    for cell in code_cells(read(file)):
        images = [
            output.data["image/png"] for output in cell.outputs if "image/png" in output.get("data", {})
        ]
        wrong += [f"{cell.id} has {len(images)} figures"] if len(images) > 1 else []
        sizes = [len(base64.b64decode(image)) for image in images]
        wrong += [f"{cell.id} has a picture of {size} bytes" for size in sizes if size > PICTURE_BYTES]
    return wrong


def quiet(file: Path) -> list[str]:
    outputs = [(cell.id, output) for cell in code_cells(read(file)) for output in cell.outputs]
    wrong = [f"{name} failed" for name, output in outputs if output.output_type == "error"]
    return wrong + [f"{name} warns" for name, output in outputs if output.get("name") == "stderr"]


def live(file: Path) -> list[str]:
    """A page has no controls, so only the control itself says what one can do with it."""
    texts = {cell.id: cell.source for cell in read(file).cells if cell.cell_type == "markdown"}
    return [f"{name} speaks of a control that a page does not have" for name, text in texts.items()
            if re.search(r"\bin JupyterLab\b|\bsliders?\b|\bcontrols\b", text)]


RULES = [
    canonical_form, title, given_and_yields, parameters, one_import_cell, short_code,
    no_definitions_and_no_magics, names_of_cells, counts_and_outputs, size, rhythm, sections,
    no_places, pictures, quiet, live,
]  # fmt: skip
