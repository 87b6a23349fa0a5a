"""Whether the values of one column fit a meaning."""

from collections.abc import Callable
from dataclasses import dataclass

from kamlib.study.meaning.evidence import Values
from kamlib.text import _


@dataclass(frozen=True)
class Fit:
    """How well values fit: points to add to the heading's, words that say why, possible at all or not."""

    points: float = 0.0
    words: tuple[str, ...] = ()
    possible: bool = True

    def __add__(self, other: "Fit") -> "Fit":
        return Fit(self.points + other.points, self.words + other.words, self.possible and other.possible)


IMPOSSIBLE = Fit(possible=False)
MOST_CURRENCIES = 30


def fit(values: Values, table: str, meaning: str) -> Fit:
    """Return how well the values of a column fit ``meaning`` of ``table``.

    Examples
    --------
    >>> from kamlib.study.meaning.evidence import look_at
    >>> import pandas as pd
    >>> fit(look_at(pd.Series([5.0, 7.5])), "sales", "quantity")
    Fit(points=0.0, words=('50% whole numbers',), possible=True)
    """
    kind, judge = _FITS.get(f"{table} {meaning}") or _FITS.get(meaning, ("none", _label))
    return judge(values) if values.different and _KINDS[kind](values) else IMPOSSIBLE


def fit_unnamed(values: Values, table: str, meaning: str) -> Fit:
    """Return how well values fit when no heading says the meaning: small whole numbers are codes then."""
    is_code = meaning == "amount" and values.different < 2
    is_code |= meaning == "amount" and values.whole == 1.0 and values.high < 1000
    is_once = meaning == "account" and table != "accounts" and (values.distinct > 0.9 or values.different < 2)
    return IMPOSSIBLE if is_code or is_once else fit(values, table, meaning)


_KINDS: dict[str, Callable[[Values], bool]] = {
    "none": lambda _values: False,
    "text": lambda values: values.kinds == {"text"},
    "number": lambda values: "number" in values.kinds,
    "whole number": lambda values: "number" in values.kinds and values.whole == 1.0,
    "date": lambda values: "date" in values.kinds,
    # Texts or whole numbers: what can name something.
    "label": lambda values: values.kinds.isdisjoint({"date", "number"} if values.whole < 1.0 else {"date"}),
    "currency": lambda values: (
        (values.kinds == {"text"} and values.different <= MOST_CURRENCIES)
        or (values.kinds == {"number"} and values.currency == 1.0)
    ),
}
"""What values must be for a meaning to be possible."""


def _date(values: Values) -> Fit:
    points = 0.3 if values.filled >= 0.98 else -0.6 if values.filled < 0.9 else 0.0
    is_open = (_("order of day and month still open"),) if "text" in values.kinds else ()
    words = (*_later_date(values).words, *is_open)
    return Fit(points, words, possible=values.different > 1)


def _later_date(values: Values) -> Fit:
    return Fit(0.0, (_("a date in {:.0%} of rows").format(values.filled),))


def _amount(values: Values) -> Fit:
    if values.different < 2:
        return Fit(-0.3, (_("the same number in every row"),))
    if values.whole == 1.0 and values.distinct == 1.0 and values.rows > 20 and values.low >= 0:
        return Fit(-0.7, (_("each value once, as running numbers have"),))
    below = (_("{:.1%} below zero").format(values.negative),) if values.negative else ()
    return Fit(0.2 if values.filled >= 0.95 else -0.3, (*_number(values).words, *below))


def _number(values: Values) -> Fit:
    return Fit(0.0, (_("numbers in {:.0%} of rows").format(values.filled),))


def _quantity(values: Values) -> Fit:
    return Fit(0.3 if values.whole > 0.9 else 0.0, (_("{:.0%} whole numbers").format(values.whole),))


def _account(values: Values) -> Fit:
    points = (0.3 if values.distinct < 0.9 else 0.0) + (0.1 if values.filled >= 0.95 else -0.4)
    return Fit(points, (_("{} different in {} rows looked at").format(values.different, values.rows),))


def _key(values: Values) -> Fit:
    if values.distinct == 1.0 and values.filled == 1.0:
        return Fit(0.5, (_("a different value in each row"),))
    return Fit(-1.0 if values.distinct < 0.95 else 0.0, (_("{:.0%} different").format(values.distinct),))


def _text(_values: Values) -> Fit:
    return Fit(0.0, (_("texts"),))


def _label(values: Values) -> Fit:
    return Fit(0.0, (_("{} different").format(values.different),))


def _few_labels(values: Values) -> Fit:
    few = values.different <= 300 and (values.distinct <= 0.5 or values.rows < 20)
    return Fit(0.2 if few else -1.2, _label(values).words)


def _currency(values: Values) -> Fit:
    # What the heading calls currencies and nobody knows is asked about when the lines are converted.
    return Fit(0.5 if values.currency >= 0.5 else 0.0, (_("{:.0%} currencies").format(values.currency),))


def _tax_number(values: Values) -> Fit:
    said = (_("{:.0%} valid by their check digits").format(values.tax),)
    return Fit(0.5 if values.tax > 0.8 else -0.5 if values.tax < 0.2 else 0.0, said)


def _line(values: Values) -> Fit:
    said = (_("whole numbers {:.0f} to {:.0f}").format(values.low, values.high),)
    return Fit(0.0, said, possible=values.low >= 0)


def _year(values: Values) -> Fit:
    return Fit(0.3, _line(values).words, possible=1900 <= values.low <= values.high <= 2100)


_FITS: dict[str, tuple[str, Callable[[Values], Fit]]] = {
    **dict.fromkeys(("sales account", "service_costs account"), ("label", _account)),
    "accounts account": ("label", _key),
    **dict.fromkeys(("contacts account", "parents account", "product", "invoice"), ("label", _label)),
    **dict.fromkeys(("group", "manager", "segment", "kind"), ("label", _few_labels)),
    "parent": ("label", lambda _values: Fit()),
    "tax_id": ("label", _tax_number),
    **dict.fromkeys(("name", "position", "address", "city"), ("text", _text)),
    "date": ("date", _date),
    **dict.fromkeys(("due", "paid", "since"), ("date", _later_date)),
    "amount": ("number", _amount),
    "quantity": ("number", _quantity),
    **dict.fromkeys(("cost", "vat", "turnover", "credit_limit"), ("number", _number)),
    "line": ("whole number", _line),
    "year": ("whole number", _year),
    "currency": ("currency", _currency),
}
"""What the values of a meaning must be, and what they say; of one table alone where its name stands first."""
