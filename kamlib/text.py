"""Words for users: every string that a user reads passes through ``_`` so that it can be translated."""

import gettext
import re
from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


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


def use_language(language: str) -> None:
    """Take the words of ``language`` ("en", "ru", "pl") from the shipped catalogues; English where none is.

    Examples
    --------
    >>> use_language("en")
    >>> _("Revenue")
    'Revenue'
    """
    global _catalogue
    folder = Path(__file__).parent / "locale"
    _catalogue = gettext.translation("kamlib", folder, [language], fallback=True)


def _(message: str) -> str:
    """Return ``message`` in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of ``one`` or ``many`` that goes with ``n`` in the language in use."""
    return _catalogue.ngettext(one, many, n)


def N_(message: str) -> str:
    """Mark ``message`` for translation and return it as it is; ``_`` translates it where it is shown."""
    return message
