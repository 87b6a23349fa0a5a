"""Results of code cells as HTML: tables, pictures, texts; each made harmless, none asks another address."""

import base64
import re
from collections.abc import Callable
from typing import Any

from markupsafe import escape

from kamlib.publish.sanitise import clean
from kamlib.publish.style_rules import table_rules
from kamlib.publish.tables import align
from kamlib.text import _

_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def result_html(output: Any, *, alt: str, prose: Callable[[str], str], text: bool) -> str:
    """Return one output of a cell as HTML; empty when it has nothing to show on paper.

    Parameters
    ----------
    output : NotebookNode
        As nbformat keeps it: a stream, a display, a result or an error.
    alt : str
        What a picture shows, for those who can't see it.
    prose : callable
        Turns Markdown into HTML.
    text : bool
        Whether plain text is shown; a control has a text for kernels only.
    """
    if output.output_type == "stream":
        # What goes to stderr is for whoever runs the chapter, not for its readers.
        return _text(output.text) if text and output.name == "stdout" else ""
    if output.output_type == "error":
        return _text(f"{output.ename}: {output.evalue}")
    data = output.data
    if "text/html" in data:
        return _table(data["text/html"])
    for kind in ("image/png", "image/jpeg", "image/gif", "image/svg+xml"):
        if kind in data:
            return _picture(kind, data[kind], output.metadata.get(kind, {}).get("alt", alt))
    for kind in ("text/markdown", "text/latex"):
        if kind in data:
            return prose(data[kind])
    return _text(data["text/plain"]) if text and "text/plain" in data else ""


def _table(html: str) -> str:
    if not html.strip():
        return ""
    rules = table_rules(html)
    style = f"<style>{rules}</style>" if rules else ""
    return f'{style}<div class="result">{align(clean(html))}</div>'


def _picture(kind: str, content: str, alt: str) -> str:
    is_text = kind.endswith("xml")
    encoded = base64.b64encode(content.encode()).decode() if is_text else re.sub(r"\s", "", content)
    said = escape(alt or _("figure"))
    return f'<figure><img src="data:{kind};base64,{escape(encoded)}" alt="{said}"></figure>'


def _text(content: str) -> str:
    plain = _COLOUR.sub("", content).strip("\n")
    return f'<pre class="result">{escape(plain)}</pre>' if plain else ""
