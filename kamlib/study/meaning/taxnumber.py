"""Tax numbers told from other numbers by their check digits."""

import re

_NOT_A_DIGIT = re.compile(r"\D")
_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, *_INN_10)
_INN_12 = (3, *_INN_11)
_NIP = (6, 5, 7, 2, 3, 4, 5, 6, 7)


def digits(value: object) -> str:
    """Return the digits of a tax number as typed; the part after a slash (КПП) is left off.

    Examples
    --------
    >>> digits("PL 526-025-09-95"), digits("7707083893/773601001")
    ('5260250995', '7707083893')
    """
    return _NOT_A_DIGIT.sub("", str(value)[:40].split("/")[0].removesuffix(".0"))


def is_tax_number(value: object) -> bool:
    """Whether a value is an ИНН (10 or 12 digits) or a NIP (10 digits) by its check digits.

    One digit repeated is refused although its check digits may agree: it fills a field that must be filled.
    Source: the check digits as in python-stdnum, modules ``ru.inn`` and ``pl.nip``.

    Examples
    --------
    >>> is_tax_number("7707083893"), is_tax_number("526-025-09-95"), is_tax_number("1234567890")
    (True, True, False)
    """
    number = digits(value)
    if len(set(number)) < 2:
        return False
    if len(number) == 10:
        return _check(number, _INN_10) % 10 == int(number[9]) or _check(number, _NIP) == int(number[9])
    if len(number) == 12:
        last_two = _check(number, _INN_11) % 10, _check(number, _INN_12) % 10
        return last_two == (int(number[10]), int(number[11]))
    return False


def _check(number: str, weights: tuple[int, ...]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False)) % 11
