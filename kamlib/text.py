"""Words for users: every string that a user reads passes through ``_`` so that it can be translated."""

import gettext
from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


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
