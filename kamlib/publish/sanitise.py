"""Foreign HTML made harmless: what a client's file or a result brings is shown, and can do nothing.

An allow-list through bleach (an HTML5 parser, so that no trick of spelling passes): known elements and
attributes stay, everything else goes. Pictures only from the page itself; links to other addresses stay, for
a link asks nothing until somebody clicks it.
"""

import re

import bleach  # type: ignore[import-untyped]

from kamlib.publish.style_rules import SafeStyle

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd",
    "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_EVERYWHERE = {"class", "dir", "id", "lang", "style", "title"}
_OF_TAG = {
    "col": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
_LINK = re.compile(r"https?://\S*|mailto:[^\s?]+|#\S*|[\w.\-/%]+(?:#\S*)?")
# Cosmetic: without it the text of a script would stand on the page. Safety is bleach's business.
_SILENT = re.compile(r"<(script|style|template|noscript)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def clean(html: str) -> str:
    """Return ``html`` without anything that runs, loads, covers the page or sends.

    Parameters
    ----------
    html : str
        A piece of HTML from a result or a text.

    Returns
    -------
    str
        Well-formed HTML of the allowed elements; what is not allowed is dropped, its text kept.

    Examples
    --------
    >>> clean('<b onclick="x()">Alder</b><script>x()</script><img src="http://x.example/a.png" alt="a">')
    '<b>Alder</b><img alt="a">'
    """
    cleaned: str = bleach.clean(
        _SILENT.sub("", html),
        tags=TAGS,
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=SafeStyle(),
    )
    return cleaned


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img" and name == "src":
        return _PICTURE.fullmatch(value) is not None
    if tag == "a" and name == "href":
        return _LINK.fullmatch(value.strip()) is not None
    return name in _EVERYWHERE or name in _OF_TAG.get(tag, ())
