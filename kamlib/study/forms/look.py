"""How a form looks: few colours, and nothing told by colour alone."""

from math import ceil
from typing import Any

INK, GREY, RULE = "#222222", "#595959", "#BFBFBF"
HEAD, WORDS, SHOWN, OWN = "#0B4F79", "#E8F1F7", "#F2F2F2", "#FFF3D6"
_CELL = {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": RULE}

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": INK, "valign": "vcenter"},
    "text": {"font_color": INK, "text_wrap": True, "valign": "top", "font_size": 11},
    "step": {"font_color": GREY, "valign": "top", "align": "right", "font_size": 11},
    "help": {"font_color": GREY, "valign": "top"},
    "head": {**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "align": "center"},
    "head_left": {**_CELL, "indent": 1, "bold": True, "font_color": "#FFFFFF", "bg_color": HEAD},
    "ask": {**_CELL, "font_color": INK, "bg_color": WORDS, "align": "center", "font_size": 9},
    "words": {**_CELL, "font_color": INK, "bg_color": WORDS, "align": "center", "font_size": 8},
    "mark": {**_CELL, "font_color": INK, "bg_color": WORDS, "align": "right", "bold": True, "font_size": 9},
    "key": {**_CELL, "indent": 1, "font_color": GREY, "bg_color": SHOWN, "font_size": 8},
    "name": {**_CELL, "indent": 1, "font_color": INK, "bg_color": SHOWN, "bold": True},
    "name_again": {**_CELL, "indent": 1, "font_color": GREY, "bg_color": SHOWN},
    "shown": {**_CELL, "indent": 1, "font_color": GREY, "bg_color": SHOWN},
    "shown_mark": {**_CELL, "font_color": GREY, "bg_color": SHOWN, "align": "center"},
    "shown_known": {**_CELL, "font_color": GREY, "bg_color": SHOWN, "align": "center", "num_format": "0.0"},
    "shown_money": {**_CELL, "font_color": GREY, "bg_color": SHOWN, "num_format": "#,##0"},
    "shown_share": {**_CELL, "font_color": GREY, "bg_color": SHOWN, "num_format": "0.0%"},
    "shown_day": {**_CELL, "font_color": GREY, "bg_color": SHOWN, "align": "center",
                  "num_format": "yyyy-mm-dd"},
    "number": {**_CELL, "font_color": INK, "align": "center", "locked": False},
    "share": {**_CELL, "font_color": INK, "align": "center", "locked": False, "num_format": "0.0%"},
    "money": {**_CELL, "font_color": INK, "align": "center", "locked": False, "num_format": "#,##0"},
    "day": {**_CELL, "font_color": INK, "align": "center", "locked": False, "num_format": "yyyy-mm-dd"},
    "input": {**_CELL, "indent": 1, "font_color": INK, "locked": False},
    # As text: a spreadsheet would make a number of 35 % and a day of 1/2.
    "typed": {**_CELL, "indent": 1, "font_color": INK, "locked": False, "num_format": "@"},
    "free": {**_CELL, "indent": 1, "font_color": INK, "locked": False, "italic": True, "num_format": "@"},
}
_FILLED = ("key", "name", "name_again", "number", "share", "money", "day", "input", "typed")


def formats() -> dict[str, dict[str, Any]]:
    """Return every format by name; ``own_`` before a name is the same for an own client."""
    return FORMATS | {f"own_{name}": FORMATS[name] | {"bg_color": OWN} for name in _FILLED}


def height(texts: list[tuple[str, float]], *, size: float, least: float = 0) -> float:
    """Return the height in points that texts need in cells so many characters wide.

    Examples
    --------
    >>> height([("two words", 20), ("a longer text of five words", 10)], size=10)
    42.0
    """
    lines = [sum(_lines(part, width * 11 / (size + 1)) for part in text.split("\n")) for text, width in texts]
    return max(least, max(lines, default=1) * (size + 3) + 3.0)


def _lines(text: str, room: float) -> int:
    """Return in how many lines a text breaks between words; a long word breaks where it must."""
    lines, at = 1, 0.0
    for word in text.split():
        if at and at + 1 + len(word) > room:
            lines, at = lines + 1, 0.0
        at += len(word) + (1 if at else 0)
        lines += ceil(at / room) - 1 if at > room else 0
    return lines
