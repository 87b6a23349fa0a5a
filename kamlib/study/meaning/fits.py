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
    """Return how well the values of a column fit ``meaning`` of ``table``."""
    judge = _FITS.get((table, meaning)) or _FITS.get(("", meaning))
    return judge(values) if judge and values.different else IMPOSSIBLE


def fit_unnamed(values: Values, table: str, meaning: str) -> Fit:
    """Return how well values fit when no heading says the meaning: small whole numbers are codes then."""
    is_code = meaning == "amount" and values.different < 2
    is_code |= meaning == "amount" and values.whole == 1.0 and values.high < 1000
    is_once = meaning == "account" and table != "accounts" and (values.distinct > 0.9 or values.different < 2)
    return IMPOSSIBLE if is_code or is_once else fit(values, table, meaning)


def _is_label(values: Values) -> bool:
    """Texts or whole numbers: what can name something."""
    return "date" not in values.kinds and ("number" not in values.kinds or values.whole == 1.0)


def _date(values: Values) -> Fit:
    if "date" not in values.kinds or values.different < 2:
        return IMPOSSIBLE
    points = 0.3 if values.filled >= 0.98 else -0.6 if values.filled < 0.9 else 0.0
    said = [_("a date in {:.0%} of rows").format(values.filled)]
    if "text" in values.kinds:
        said.append(_("order of day and month still open"))
    return Fit(points, tuple(said))


def _later_date(values: Values) -> Fit:
    if "date" not in values.kinds:
        return IMPOSSIBLE
    return Fit(0.0, (_("a date in {:.0%} of rows").format(values.filled),))


def _amount(values: Values) -> Fit:
    if "number" not in values.kinds:
        return IMPOSSIBLE
    if values.different < 2:
        return Fit(-0.3, (_("the same number in every row"),))
    if values.whole == 1.0 and values.distinct == 1.0 and values.rows > 20 and values.low >= 0:
        return Fit(-0.7, (_("each value once, as running numbers have"),))
    said = _("numbers in {:.0%} of rows").format(values.filled)
    below = (_("{:.1%} below zero").format(values.negative),) if values.negative else ()
    return Fit(0.2 if values.filled >= 0.95 else -0.3, (said, *below))


def _number(values: Values) -> Fit:
    if "number" not in values.kinds:
        return IMPOSSIBLE
    return Fit(0.0, (_("numbers in {:.0%} of rows").format(values.filled),))


def _quantity(values: Values) -> Fit:
    if "number" not in values.kinds:
        return IMPOSSIBLE
    return Fit(0.3 if values.whole > 0.9 else 0.0, (_("{:.0%} whole numbers").format(values.whole),))


def _account_of_sales(values: Values) -> Fit:
    if not _is_label(values):
        return IMPOSSIBLE
    points = (0.3 if values.distinct < 0.9 else 0.0) + (0.1 if values.filled >= 0.95 else -0.4)
    return Fit(points, (_("{} different in {} rows looked at").format(values.different, values.rows),))


def _key(values: Values) -> Fit:
    if not _is_label(values):
        return IMPOSSIBLE
    if values.distinct == 1.0 and values.filled == 1.0:
        return Fit(0.5, (_("a different value in each row"),))
    return Fit(-1.0 if values.distinct < 0.95 else 0.0, (_("{:.0%} different").format(values.distinct),))


def _text(values: Values) -> Fit:
    return Fit(0.0, (_("texts"),)) if values.kinds == {"text"} else IMPOSSIBLE


def _label(values: Values) -> Fit:
    return Fit(0.0, (_("{} different").format(values.different),)) if _is_label(values) else IMPOSSIBLE


def _any_label(values: Values) -> Fit:
    return Fit(possible=_is_label(values))


def _few_labels(values: Values) -> Fit:
    if not _is_label(values):
        return IMPOSSIBLE
    few = values.different <= 300 and (values.distinct <= 0.5 or values.rows < 20)
    return Fit(0.2 if few else -1.2, (_("{} different").format(values.different),))


def _line(values: Values) -> Fit:
    if "number" not in values.kinds or values.whole < 1.0 or values.low < 0:
        return IMPOSSIBLE
    return Fit(0.0, (_("whole numbers {:.0f} to {:.0f}").format(values.low, values.high),))


def _currency(values: Values) -> Fit:
    is_named = values.kinds == {"text"} and values.different <= MOST_CURRENCIES
    if not is_named and not (values.kinds == {"number"} and values.currency == 1.0):
        return IMPOSSIBLE
    # What the heading calls currencies and nobody knows is asked about when the lines are converted.
    return Fit(0.5 if values.currency >= 0.5 else 0.0, (_("{:.0%} currencies").format(values.currency),))


def _tax_number(values: Values) -> Fit:
    if not _is_label(values):
        return IMPOSSIBLE
    said = (_("{:.0%} valid by their check digits").format(values.tax),)
    return Fit(0.5 if values.tax > 0.8 else -0.5 if values.tax < 0.2 else 0.0, said)


def _year(values: Values) -> Fit:
    if "number" not in values.kinds or values.whole < 1.0 or not 1900 <= values.low <= values.high <= 2100:
        return IMPOSSIBLE
    return Fit(0.3, (_("whole numbers {:.0f} to {:.0f}").format(values.low, values.high),))


_FITS: dict[tuple[str, str], Callable[[Values], Fit]] = {
    ("sales", "account"): _account_of_sales,
    ("accounts", "account"): _key,
    ("service_costs", "account"): _account_of_sales,
    ("contacts", "account"): _label,
    ("parents", "account"): _label,
    ("", "parent"): _any_label,
    ("contacts", "name"): _text,
    ("contacts", "position"): _text,
    ("", "name"): _text,
    ("", "date"): _date,
    ("", "amount"): _amount,
    ("", "product"): _label,
    ("", "group"): _few_labels,
    ("", "quantity"): _quantity,
    ("", "cost"): _number,
    ("", "invoice"): _label,
    ("", "line"): _line,
    ("", "due"): _later_date,
    ("", "paid"): _later_date,
    ("", "currency"): _currency,
    ("", "manager"): _few_labels,
    ("", "vat"): _number,
    ("", "tax_id"): _tax_number,
    ("", "address"): _text,
    ("", "city"): _text,
    ("", "segment"): _few_labels,
    ("", "since"): _later_date,
    ("", "turnover"): _number,
    ("", "credit_limit"): _number,
    ("", "year"): _year,
    ("", "kind"): _few_labels,
    ("lines", "unit_price"): _number,
    ("lines", "discount"): _number,
}
