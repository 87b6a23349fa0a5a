"""Foreign HTML made harmless: what a client's file or a result brings is shown, and can do nothing.

An allow-list through nh3 (an HTML5 parser, so that no trick of spelling passes): known elements and
attributes stay, everything else goes. Pictures only from the page itself; links to other addresses stay, for
a link asks nothing until somebody clicks it.
"""

import re

import nh3

from kamlib.publish.style_rules import safe_style

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div",
    "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd",
    "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "style", "title"},
    "a": {"href"},
    "col": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
_LINK = re.compile(r"https?://\S*|mailto:[^\s?]+|#\S*|[\w.\-/%]+(?:#\S*)?")
_SILENT = {"script", "style", "template", "noscript"}


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
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=_SILENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return safe_style(value) or None
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if name == "href":
        return value if _LINK.fullmatch(value.strip()) else None
    return value
