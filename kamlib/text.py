"""Text on its way out: what a terminal and a spreadsheet may not do with it."""

import re

# A spreadsheet computes text that begins so; a number below zero it only reads.
_COMPUTED = re.compile(r"[=+@\t\r-]")
_NUMBER = re.compile(r"-\d+([.,]\d+)?([eE][-+]?\d+)?")


def for_spreadsheet(text: str) -> str:
    """Return a cell of a CSV file; text that would be computed stands behind an apostrophe, numbers do not.

    Examples
    --------
    >>> for_spreadsheet("=1+1"), for_spreadsheet("-1+1"), for_spreadsheet("-1.5"), for_spreadsheet("-3")
    ("'=1+1", "'-1+1", '-1.5', '-3')
    """
    return f"'{text}" if _COMPUTED.match(text) and not _NUMBER.fullmatch(text) else text


# What moves the cursor, or turns the letters after it round.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""Return text in which signs that nobody sees stand as they are typed in code; tabs and line ends stay.

    Examples
    --------
    >>> print(visible("Ann\u202eeeL"))
    Ann\u202eeeL
    """
    return _HIDDEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def one_line(text: str) -> str:
    """Return what a terminal shows of a text on one line: `visible`, and no line end in it."""
    return visible(text.replace("\n", "\\n"))


def _(message: str) -> str:
    """Return words that stand in Python still; those of `kamlib.words` are said in the language in use."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of ``one`` or ``many`` that goes with ``n`` in English."""
    return one if n == 1 else many


def N_(message: str) -> str:
    """Mark words that are shown elsewhere, and return them as they are."""
    return message
