"""The last look at a page before it leaves: nothing on it loads, runs or sends."""

import re
from html.parser import HTMLParser

from kamlib.problems import KamError, Problem
from kamlib.text import _, visible

#: What a browser is told; it also holds where the cleaning should have missed something.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_ELEMENTS = {
    "applet", "audio", "base", "button", "embed", "form", "frame", "frameset", "iframe", "input", "link",
    "object", "portal", "script", "source", "svg", "template", "track", "video",
}  # fmt: skip
_LOADING = {
    "action", "archive", "background", "cite", "codebase", "data", "formaction", "longdesc", "manifest",
    "ping", "poster", "profile", "src", "srcdoc", "srcset", "usemap", "xlink:href",
}  # fmt: skip
_STYLE_LOADS = re.compile(r"@import|url\s*\(|image-set\s*\(|expression\s*\(|-moz-binding|\\", re.IGNORECASE)
_LINK_RUNS = re.compile(r"[\s\x00-\x1f]*(?!https?:|mailto:)[^/?#]*:", re.IGNORECASE)


def finished(page: str, name: str) -> str:
    r"""Return a page as it is written: nothing on it asks, runs or sends, and no sign hides in a name.

    Parameters
    ----------
    page : str
        The whole page.
    name : str
        Its file, for the message.

    Raises
    ------
    KamError
        With every place that `refuse_requests` finds.

    Examples
    --------
    >>> finished("<p>Alder</p>", "page.html")
    '<p>Alder</p>\n'
    """
    refuse_requests(page, name)
    return visible(page) + "\n"


def refuse_requests(page: str, name: str) -> None:
    """Refuse a page on which anything would ask another address, run, or send.

    A link (``<a href>``) is allowed: it asks nothing until somebody clicks it.

    Parameters
    ----------
    page : str
        The whole page.
    name : str
        Its file, for the message.

    Raises
    ------
    KamError
        With every place found.

    Examples
    --------
    >>> refuse_requests('<p><a href="https://example.com">a link</a></p>', "page.html")
    >>> refuse_requests('<img src="https://example.com/a.png">', "page.html")
    Traceback (most recent call last):
    kamlib.problems.KamError: page.html, row 1: "<img src>" would ask another address or run something;
    take it out of the chapter
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.found:
        raise KamError(
            Problem("page-not-offline", _("would ask another address or run something"),
                    _("take it out of the chapter"), file=name, row=row, found=what)
            for row, what in reader.found
        )  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if tag in _ELEMENTS or (tag == "meta" and ("http-equiv", "refresh") in attrs):
            self._note(f"<{tag}>")
        for name, value in attrs:
            if _asks(tag, name, value or ""):
                self._note(f"<{tag} {name}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style and _STYLE_LOADS.search(data):
            self._note("<style>")

    def _note(self, what: str) -> None:
        self.found.append((self.getpos()[0], what))


def _asks(tag: str, name: str, value: str) -> bool:
    if name.startswith("on"):
        return True
    if name == "style":
        return _STYLE_LOADS.search(value) is not None
    if name == "href":
        return tag != "a" or _LINK_RUNS.match(value) is not None
    is_picture_inside = name == "src" and value.startswith("data:image/")
    return name in _LOADING and not is_picture_inside
