"""Several currencies in one file: what is there, and everything in one of them."""

from collections.abc import Mapping
from math import isfinite

import pandas as pd

from kamlib.lexicon.money import code_of
from kamlib.problems import KamError, Problem
from kamlib.study.proposals.frame import as_decisions
from kamlib.text import _

MONEY = ("amount", "cost", "vat")

def codes(currency: pd.Series) -> pd.Series:
    """Return currencies as codes of three letters; what is missing as an empty text.

    What is no currency by itself, as a multiple of one, stays as it is written, in capitals.

    Examples
    --------
    >>> list(codes(pd.Series(["eur", "руб.", "тыс. руб.", None])))
    ['EUR', 'RUB', 'ТЫС. РУБ.', '']
    """
    given = currency.astype("str").fillna("").str.strip()
    return given.map({said: code_of(said) or said.upper() for said in given.unique()}).astype("str")


def propose_currencies(sales: pd.DataFrame, *, base: str | None) -> pd.DataFrame:
    """Propose the currency of the study, and to convert lines in others.

    Returns
    -------
    DataFrame
        Decisions, one for each currency where there are several; amounts are in the currency itself.
    """
    if "currency" not in sales or codes(sales["currency"]).nunique() < 2:
        return as_decisions(sales, [])
    found = codes(sales["currency"])
    counts = found[found != ""].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    main = base or str(counts.index[0])
    ranked = sorted(found.unique(), key=lambda code: (code != main, -int(counts.get(code, 0)), code))
    return as_decisions(sales, [
        ("currency", code, "base" if code == main else "convert", _said(code, main), found == code)
        for code in ranked
    ])


def _said(code: str, main: str) -> str:
    if code == main:
        return _("the currency of the study")
    if code:
        return _("needs a rate: how much {} one {} is").format(main, code)
    return _("no currency is written: give a rate for an empty one, or mend the file")


def convert(sales: pd.DataFrame, rates: Mapping[str, float], base: str) -> pd.DataFrame:
    """Return sales with all money in ``base``.

    Parameters
    ----------
    sales : DataFrame
        ``currency`` and money (``amount``, ``cost``, ``vat``) in it. Not changed.
    rates : mapping
        Code -> units of ``base`` for one unit of the currency; ``""`` for lines without one.
    base : str
        Currency of the result.

    Raises
    ------
    KamError
        With one problem for each currency that has no rate, or none above zero.

    Examples
    --------
    >>> sales = pd.DataFrame({"amount": [100.0, 10.0], "currency": ["PLN", "EUR"]})
    >>> list(convert(sales, {"EUR": 4.3}, "PLN")["amount"])
    [100.0, 43.0]
    """
    if "currency" not in sales:
        return sales.copy()
    found = codes(sales["currency"])
    written = codes(pd.Series(list(rates), dtype="str"))
    known = dict(zip(written, rates.values(), strict=True)) | {base.upper(): 1.0}
    problems = [
        _missing(code, int((found == code).sum()), base)
        for code in sorted(found.unique())
        if not _is_rate(known.get(code))
    ]
    if problems:
        raise KamError(problems)
    factor = found.map({code: float(known[code]) for code in found.unique()}).astype("float64")
    money = {name: sales[name] * factor for name in MONEY if name in sales}
    return sales.assign(**money, currency=base.upper())


def _is_rate(rate: object) -> bool:
    numeric = isinstance(rate, int | float) and not isinstance(rate, bool)
    return numeric and isfinite(float(rate)) and float(rate) > 0  # type: ignore[arg-type]


def _missing(code: str, lines: int, base: str) -> Problem:
    remedy = _('write under "rates" in study.yaml how much {} one {} is').format(base, code or '""')
    message = _("is a currency without a rate") if code else _("lines have no currency")
    return Problem("rate-missing", message, remedy, "question", "study.yaml", found=code, count=lines)
