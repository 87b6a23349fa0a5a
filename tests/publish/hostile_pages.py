"""Executed chapters for tests of pages, written by hand: no kernel is needed to make a page."""

from collections.abc import Callable
from typing import Any

import nbformat.v4 as v4
import pytest

#: What a client's file may contain by malice: each would run or load something when shown as it is.
HOSTILE = [
    "<script>document.title = 'ran'</script>",
    '<img src="x" onerror="document.title = \'ran\'">',
    "<svg onload=\"document.title = 'ran'\"><script>document.title = 'ran'</script></svg>",
    "<iframe srcdoc=\"<script>parent.document.title = 'ran'</script>\"></iframe>",
    "<a href=\"java\tscript:document.title = 'ran'\">click</a>",
    '<a href="jAvAsCrIpT&colon;alert(1)">click</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">click</a>',
    '<img src="https://asks.example/pixel.png">',
    '<img srcset="https://asks.example/pixel.png 2x" src="//asks.example/pixel.png">',
    '<link rel="stylesheet" href="https://asks.example/style.css">',
    '<link rel="dns-prefetch" href="//asks.example">',
    '<meta http-equiv="refresh" content="0; url=https://asks.example/">',
    '<base href="https://asks.example/">',
    "<style>@import 'https://asks.example/style.css'; body {background: url(https://asks.example/a.png)}</style>",
    '<style>#T_a1b2c_row0_col0 {background: url("https://asks.example/a.png"); color: red}</style>',
    "<style>#T_a1b2c {color: red}</style><script>document.title = 'ran'</script><style></style>",
    "<td style=\"background-image: url('https://asks.example/a.png'); color: red\">x</td>",
    '<table background="https://asks.example/a.png"><tr><td>x</td></tr></table>',
    '<video src="https://asks.example/a.mp4" poster="https://asks.example/a.png" autoplay></video>',
    '<object data="https://asks.example/a"></object><embed src="https://asks.example/a">',
    '<form action="https://asks.example/"><input name="a"><button>send</button></form>',
    '<math><mtext></p><style><img src="x" onerror="document.title = \'ran\'"></style></mtext></math>',
    "<scr<script></script>ipt>document.title = 'ran'</scr<script></script>ipt>",
    "<p title=\"</style><script>document.title = 'ran'</script>\">x</p>",
    "<noscript><p title=\"</noscript><img src=x onerror=document.title='ran'>\"></noscript>",
    '<a ping="https://asks.example/" href="https://example.com/">a link</a>',
    '<div style="position: fixed; inset: 0">cover</div>',
    f'<div style="position: fixed; color: {"rgb(" * 5000}">cover</div>',
    "$\\text{<img src=x onerror=document.title='ran'>}$",
    "$</math><script>document.title = 'ran'</script>$",
    "$$\\unknown{<iframe src=https://asks.example/>$$",
    "[click](javascript:document.title='ran') ![](https://asks.example/pixel.png)",
    "\ue0000\ue001",
]


@pytest.fixture
def make_notebook() -> Callable[..., Any]:
    """Put a title in front of the given cells: Markdown as text, outputs of code cells as data."""

    def make(*cells: str | dict[str, Any]) -> Any:
        made = [v4.new_markdown_cell("# 02 Who feeds us?", id="title")]
        for cell in cells:
            if isinstance(cell, str):
                made.append(v4.new_markdown_cell(cell))
                continue
            outputs = [v4.new_output(**output) for output in cell.get("outputs", [])]
            metadata = {"tags": cell.get("tags", [])}
            made.append(v4.new_code_cell(cell.get("source", "show()"), outputs=outputs, metadata=metadata))
        return v4.new_notebook(cells=made)

    return make


def shown(kind: str, content: str) -> dict[str, Any]:
    """Return an output that shows ``content`` as ``kind``."""
    return {"output_type": "display_data", "data": {kind: content}}


@pytest.fixture
def hostile_notebook(make_notebook: Callable[..., Any]) -> Any:
    """A chapter with every hostile piece in a text, in a table, in Markdown and in plain text."""
    return make_notebook(
        *HOSTILE,
        *(
            {"outputs": [shown(kind, piece)]}
            for piece in HOSTILE
            for kind in ("text/html", "text/markdown", "text/plain", "text/latex", "image/svg+xml")
        ),
        {"outputs": [{"output_type": "stream", "name": "stdout", "text": piece} for piece in HOSTILE]},
        {"outputs": [{"output_type": "error", "ename": HOSTILE[0], "evalue": HOSTILE[1], "traceback": []}]},
        *({"source": f"# {piece}"} for piece in HOSTILE),
    )
