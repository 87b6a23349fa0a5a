"""Style rules that came with a result, cut down to what colours a table and can't load or cover anything."""

import re

import tinycss2  # type: ignore[import-untyped]
from tinycss2.ast import Declaration, Node, QualifiedRule  # type: ignore[import-untyped]

PROPERTIES = {
    "background", "background-color", "border", "border-bottom", "border-collapse", "border-color",
    "border-left", "border-right", "border-top", "color", "font-size", "font-style", "font-variant-numeric",
    "font-weight", "height", "margin", "margin-left", "margin-right", "max-width", "min-width", "opacity",
    "padding", "padding-left", "padding-right", "text-align", "text-decoration", "vertical-align",
    "white-space", "width",
}  # fmt: skip
FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "linear-gradient"}
_SELECTOR = re.compile(r"\s*#T_\w+[\w .:>#-]*")
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)


def safe_style(style: str) -> str:
    """Return the declarations of a ``style`` attribute that are safe; none of a style too deep to read.

    Examples
    --------
    >>> safe_style("color: red; position: fixed; background: url(http://x.example/a.png)")
    'color: red;'
    """
    try:
        return declarations(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))
    except RecursionError:
        return ""


def declarations(nodes: list[Node]) -> str:
    """Return those of the parsed ``nodes`` that only colour, size or align, as text."""
    kept = (node for node in nodes if isinstance(node, Declaration) and _is_safe(node))
    return " ".join(f"{node.name}: {tinycss2.serialize(node.value).strip()};" for node in kept)


def table_rules(html: str) -> str:
    """Return the rules of the ``<style>`` elements in ``html`` that speak of one styled table only.

    A pandas ``Styler`` names its cells ``#T_...``; rules for anything else could change our page and go.

    Examples
    --------
    >>> table_rules("<style>#T_01_row0_col0 {color: red} body {color: white}</style>")
    '#T_01_row0_col0 { color: red; }'
    """
    rules: list[str] = []
    for block in _STYLE.findall(html):
        for rule in tinycss2.parse_stylesheet(block, skip_comments=True, skip_whitespace=True):
            rules.extend(_rule(rule))
    return "\n".join(rules)


def _rule(rule: Node) -> list[str]:
    if not isinstance(rule, QualifiedRule):
        return []
    selectors = tinycss2.serialize(rule.prelude).strip()
    content = declarations(
        tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    )
    if not content or not all(_SELECTOR.fullmatch(one) for one in selectors.split(",")):
        return []
    return [f"{selectors} {{ {content} }}"]


def _is_safe(node: Declaration) -> bool:
    return node.name.lower() in PROPERTIES and all(map(_is_safe_value, node.value))


def _is_safe_value(token: Node) -> bool:
    if token.type == "function":
        return token.lower_name in FUNCTIONS and all(map(_is_safe_value, token.arguments))
    return token.type in ("ident", "number", "percentage", "dimension", "hash", "whitespace", "literal")
