"""An executed chapter as one page that asks no other address for anything.

Texts, tables and figures are in front; the code of each cell stands behind a line to click, closed. There is
no script on the page at all: everything works by what browsers do themselves.
"""

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from kamlib.publish.offline import POLICY, finished
from kamlib.publish.prose import Prose
from kamlib.publish.results import result_html
from kamlib.text import N_, _

HERE = Path(__file__).parent
_TITLE = re.compile(r"^#\s+(?:(?P<number>\d\d)\s+)?(?P<question>.*?)\s*$", re.MULTILINE)
_RELATIVE = re.compile(
    r'<a href="(?P<file>[^":#?]+?)(?P<mark>#[^"]*)?"(?P<rest>[^>]*)>(?P<text>.*?)</a>', re.DOTALL
)
_LABELS = {
    "parameters": N_("show the parameters"),
    "imports": N_("show the imports"),
    "": N_("show the arithmetic"),
}


@dataclass(frozen=True)
class Neighbour:
    """A page to go to: its file in the same folder, and its title."""

    page: str
    title: str


def chapter_page(
    notebook: Any,
    *,
    study: str,
    language: str,
    name: str,
    pages: Collection[str] = (),
    subject: str = "",
    home: Neighbour | None = None,
    before: Neighbour | None = None,
    after: Neighbour | None = None,
) -> str:
    """Return an executed chapter as one self-contained HTML page.

    Parameters
    ----------
    notebook : NotebookNode
        The executed chapter.
    study : str
        Title of the study.
    language : str
        Language of the texts: "en", "ru", "pl".
    name : str
        File of the page, for messages.
    pages : collection of str
        Files of the other pages; a link to a chapter without a page becomes plain text.
    subject : str
        Whom the page is about, where it is about one account.
    home : Neighbour
        The first page; that of all chapters by default.
    before, after : Neighbour
        Pages of the previous and the next chapter.

    Returns
    -------
    str

    Raises
    ------
    KamError
        When something on the page would ask another address or run, in spite of the cleaning.
    """
    prose = Prose()
    cells = [piece for cell in notebook.cells for piece in _cell(cell, prose, pages)]
    number, question = title_of(notebook)
    page = templates().get_template("page.html.j2").render(
        cells=cells, number=number, question=question, study=study, language=language,
        contents=[(anchor, text) for level, anchor, text in prose.headings if level == 2],
        subject=subject, home=home or Neighbour("index.html", _("All chapters")),
        before=before, after=after, css=style_sheet(), words=_words(),
    )  # fmt: skip
    return finished(page, name)


def title_of(notebook: Any) -> tuple[str, str]:
    """Return number and question of a chapter from its first heading, ``# 02 Who feeds us?``."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    match = next(filter(None, map(_TITLE.search, texts)), None)
    return (match["number"] or "", match["question"]) if match else ("", "")


def finding_of(notebook: Any) -> str:
    """Return the first line of the cell tagged ``finding``: its text, or the text that its code shows."""
    cell = next((cell for cell in notebook.cells if "finding" in cell.metadata.get("tags", [])), None)
    if cell is None:
        return ""
    text = cell.source if cell.cell_type == "markdown" else _shown_text(cell)
    plain = re.sub(r"[*_`]{1,2}|^#+\s+|^>\s+", "", text.strip())
    return plain.splitlines()[0] if plain else ""


@cache
def style_sheet(name: str = "page.css") -> Markup:
    """Return a style sheet: that of all pages, or of a kind of paper."""
    return Markup((HERE / name).read_text(encoding="utf-8"))


def _shown_text(cell: Any) -> str:
    for output in cell.outputs:
        data = output.get("data", {})
        if shown := data.get("text/markdown") or data.get("text/plain") or output.get("text"):
            return str(shown).strip("'\"")
    return ""


def _cell(cell: Any, prose: Prose, pages: Collection[str]) -> list[dict[str, Any]]:
    """Return what a page shows of a cell, in pieces for the template."""
    tags = cell.metadata.get("tags", [])
    if cell.cell_type == "markdown":
        return [{"html": _markup(_links(prose.html(cell.source), pages))}]
    if cell.cell_type != "code" or not cell.source.strip():
        return []
    if "injected-parameters" in tags:
        given = _given(cell.source)
        return [{"given": given}] if given else []
    alt = prose.headings[-1][2] if prose.headings else ""
    control = "control" in tags
    results = [result_html(output, alt=alt, prose=prose.html, text=not control) for output in cell.outputs]
    if control:  # nobody can move it on a page, so nothing speaks of it there
        return [{"html": _markup("".join(results))}] if any(results) else []
    code = highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True))
    return [{"label": _(_LABELS[_role(cell)]), "code": _markup(code), "html": _markup("".join(results))}]


def _role(cell: Any) -> str:
    if "parameters" in cell.metadata.get("tags", []):
        return "parameters"
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return "imports" if all(line.startswith(("import ", "from ", "#", " ", ")")) for line in lines) else ""


def _given(source: str) -> list[tuple[str, str]]:
    """Return the values given for this run; where the study lies says nothing to a reader."""
    assigned = (node for node in ast.parse(source).body if isinstance(node, ast.Assign))
    pairs = [(ast.unparse(node.targets[0]), ast.unparse(node.value)) for node in assigned]
    return [(name, value.strip("'")) for name, value in pairs if name != "study"]


def _links(html: str, pages: Collection[str]) -> str:
    """Point links between chapters to their pages; a link to what is not beside the page becomes text."""

    def replace(match: re.Match[str]) -> str:
        page = re.sub(r"\.ipynb$", ".html", match["file"])
        inside = f'<a href="{page}{match["mark"] or ""}"{match["rest"]}>{match["text"]}</a>'
        return inside if page in pages else match["text"]

    return _RELATIVE.sub(replace, html)


def _markup(html: str) -> Markup:
    # Everything that comes here went through sanitise.clean, escape or the highlighter.
    return Markup(html)


def _words() -> dict[str, str]:
    return {
        "contents": _("In this chapter"),
        "given": _("Values given for this run"),
        "before": _("Before"),
        "after": _("Next"),
    }


@cache
def templates() -> jinja2.Environment:
    """Return the templates of all pages; what is put into them is escaped unless it is marked as safe."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    environment.globals["policy"] = POLICY
    return environment
