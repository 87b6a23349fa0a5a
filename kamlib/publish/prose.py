"""Texts of a chapter as HTML: Markdown with formulas, which a browser draws by itself as MathML."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from typing import Any

import mistune

from kamlib.publish.formulas import mathml
from kamlib.publish.sanitise import clean
from kamlib.publish.tables import align

# A formula touches its dollar signs; "$5 and $10" and "$10 each, 20$" are money.
_INLINE = (
    r"(?<![\w$])\$(?![\s$]|\d[\d.,]*\s+[^\W\d_]{2})"
    r"(?P<latex>(?:\\.|[^$\\\n])*?[^\s$\\]|(?:\\.|[^$\\\n])*?\\.)\$(?![\w$])"
)
_DISPLAY = r"\$\$(?P<display_latex>[^$]+?)\$\$"
# Characters of the private use area stand for formulas while the rest is made harmless.
_OPEN, _CLOSE = "\ue000", "\ue001"
_SLOT = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Prose:
    r"""Turns the texts of one page into HTML; keeps the headings, so that every one can be linked to once.

    Parameters
    ----------
    headings : list of (int, str, str)
        Filled as texts are rendered: level, anchor, text.

    Examples
    --------
    >>> page = Prose()
    >>> page.html("## Top *ten*")
    '<h2 id="top-ten">Top <em>ten</em></h2>\n'
    >>> page.headings
    [(2, 'top-ten', 'Top ten')]
    """

    def __init__(self) -> None:
        self.headings: list[tuple[int, str, str]] = []
        self._formulas: list[str] = []
        plugins: list[Any] = ["table", "strikethrough", self._plug_in]
        self._markdown = mistune.create_markdown(renderer=_Renderer(self), plugins=plugins)

    def html(self, markdown: str) -> str:
        """Return ``markdown`` as harmless HTML, formulas as MathML."""
        self._formulas.clear()
        rendered = align(clean(str(self._markdown(_SLOT.sub("", markdown)))))
        return _SLOT.sub(lambda match: self._formulas[int(match[1])], rendered)

    def anchor(self, level: int, text: str) -> str:
        """Return an anchor for a heading that no other heading of the page has, and remember the heading."""
        plain = unescape(re.sub(r"<[^>]+>|" + _SLOT.pattern, "", text)).strip()
        slug = re.sub(r"[^\w]+", "-", plain.lower()).strip("-") or "section"
        taken = {anchor for _level, anchor, _text in self.headings}
        free = next(name for name in _numbered(slug) if name not in taken)
        self.headings.append((level, free, plain))
        return free

    def formula(self, latex: str, display: str) -> str:
        """Return a slot for a formula; ``html`` fills it when the text around it is harmless."""
        self._formulas.append(mathml(latex, display=display))
        return f"{_OPEN}{len(self._formulas) - 1}{_CLOSE}"

    def _plug_in(self, markdown: Any) -> None:
        markdown.inline.register("display_formula", _DISPLAY, _parse("display_latex", "block"), before="link")
        markdown.inline.register("formula", _INLINE, _parse("latex", "inline"), before="link")


class _Renderer(mistune.HTMLRenderer):
    def __init__(self, page: Prose) -> None:
        super().__init__(escape=False)
        self._page = page
        self.register("formula", lambda _self, text, display: page.formula(text, display))

    def heading(self, text: str, level: int, **_attributes: Any) -> str:
        return f'<h{level} id="{self._page.anchor(level, text)}">{text}</h{level}>\n'


def _parse(group: str, display: str) -> Any:
    def parse(_inline: Any, match: re.Match[str], state: Any) -> int:
        state.append_token({"type": "formula", "raw": match.group(group), "attrs": {"display": display}})
        return match.end()

    return parse


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))
