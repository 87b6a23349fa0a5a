"""Names and words that people typed, as they are compared."""

import unicodedata


def plain(words: object) -> str:
    """Return words without what does not matter in them: capitals, double spaces, the coding of accents.

    Examples
    --------
    >>> plain(" Adam  BO\u0301R") == plain("adam Bór")
    True
    """
    return " ".join(unicodedata.normalize("NFC", str(words)).casefold().split())
