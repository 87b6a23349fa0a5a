"""Numbers and names as chapters, figures and their tables show them.

Messages take theirs from `kamlib.words.numbers`, which writes them as the language in use does.
"""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from kamlib.text import N_, _, ngettext

MISSING = "–"
MINUS = "−"
NARROW_SPACE = "\u202f"  # does not break, and is the separator that no country reads as a decimal sign
DECIMAL_SIGN = "."
ELLIPSIS = "…"
NOISE = 1e-6  # of the unit: what is left of sums that cancel
TINY = 1e-9
SCALES = ((1e10, 1e9, N_("bn")), (1e6, 1e6, N_("mln")), (1e4, 1e3, N_("thousand")))


@dataclass(frozen=True)
class Scale:
    """How money is written in one figure or column: by ``divisor``, with ``decimals``, in ``unit``."""

    divisor: float
    decimals: int
    unit: str

    def of(self, value: float) -> str:
        """Write ``value`` in this scale, without the unit, which stands in the heading.

        What is not zero is not written as "0": a small amount beside large ones gets more decimals.

        Examples
        --------
        >>> scale_of([1_265_793.04, 110_277.0], "USD").of(110_277.0)
        '0.11'
        >>> scale_of([450e6, 0.4e6]).of(0.4e6)
        '0.4'
        """
        scaled = value / self.divisor
        decimals = self.decimals
        if abs(scaled) > NOISE:
            decimals = next((more for more in range(decimals, 2) if round(abs(scaled), more)), 2)
        return number(scaled, max(decimals, self.decimals))


def scale_of(values: Iterable[float], currency: str = "") -> Scale:
    """Choose thousand, mln or bn by the largest value, so that about three digits are left.

    Examples
    --------
    >>> scale_of([80_450_596.98], "USD")
    Scale(divisor=1000000.0, decimals=1, unit='mln USD')
    """
    known = [abs(float(value)) for value in values if not _is_missing(value)]
    largest = max(known, default=0.0)
    divisor, word = next(((by, _(name)) for least, by, name in SCALES if largest >= least), (1.0, ""))
    left = largest / divisor
    decimals = 0 if divisor == 1 or left >= 100 else 1 if left >= 10 else 2
    return Scale(divisor, decimals, " ".join(part for part in (word, currency) if part))


def number(value: float, decimals: int = 0) -> str:
    """Write a number with narrow spaces between thousands; an en dash where it is missing.

    Examples
    --------
    >>> number(1265793.04).replace(NARROW_SPACE, " "), number(-0.5, 1), number(float("nan"))
    ('1 265 793', '−0.5', '–')
    """
    if _is_missing(value):
        return MISSING
    written = f"{abs(value):,.{decimals}f}".replace(",", NARROW_SPACE).replace(".", DECIMAL_SIGN)
    below_zero = value < 0 and any(digit in written for digit in "123456789")
    return MINUS + written if below_zero else written


def percent(share: float, decimals: int = 1) -> str:
    """Write a share (0 to 1) as a percentage.

    Examples
    --------
    >>> percent(0.601).replace(NARROW_SPACE, " ")
    '60.1 %'
    """
    return MISSING if _is_missing(share) else f"{number(share * 100, decimals)}{NARROW_SPACE}%"


def hundredths(share: float) -> str:
    """Write a share (0 to 1) as a number of 100, so that nothing looks surer than it is.

    Neither 0 nor 100 unless it is so, and no round number such as 90 that is not reached.

    Examples
    --------
    >>> hundredths(0.524), hundredths(0.998), hundredths(0.001), hundredths(1.0), hundredths(0.8983)
    ('52', '99', '1', '100', '89.8')
    """
    if _is_missing(share):
        return MISSING
    exact, count = 100 * share, round(100 * share)
    if TINY < share < 1 - TINY and count in (0, 100):
        return number(min(max(count, 1), 99))
    beyond = exact < count - TINY if share > 0.5 else exact > count + TINY
    if count % 10 or not beyond:
        return number(count)
    return number((math.floor(10 * exact) if share > 0.5 else math.ceil(10 * exact)) / 10, 1)


def change(share: float, decimals: int = 1) -> str:
    """Write a change (0.14 is 14 % more) with its sign.

    Examples
    --------
    >>> change(0.14, 0).replace(NARROW_SPACE, " ")
    '+14 %'
    """
    return signed(percent(share, decimals), share)


def signed(written: str, value: float) -> str:
    """Put a plus before what stands for a value above zero."""
    return f"+{written}" if not _is_missing(value) and value > 0 else written


def decimals_beside(shares: Iterable[float], limit: float) -> int:
    """Return 0 where whole percents leave every share on its own side of the limit, else 1.

    39.6 % is below a limit of 40 %, and "40 %" beside "limit 40 %" would say the contrary.

    Examples
    --------
    >>> decimals_beside([0.61, 0.394], 0.4), decimals_beside([0.61, 0.396], 0.4)
    (0, 1)
    """
    level = round(100 * limit)
    if abs(level - 100 * limit) > 1e-9:
        return 1
    known = [float(share) for share in shares if not _is_missing(share)]
    return int(any((share >= limit - 1e-9) != (round(100 * share) >= level) for share in known))


def money(value: float, currency: str = "") -> str:
    """Write an amount for a sentence: about three digits and a word for the size.

    Examples
    --------
    >>> money(1_265_793.04, "USD").replace(NARROW_SPACE, " ")
    '1.27 mln USD'
    """
    scale = scale_of([value], currency)
    return NARROW_SPACE.join(part for part in (scale.of(value), *scale.unit.split()) if part)


def accounts(count: int) -> str:
    """Write how many accounts.

    Examples
    --------
    >>> accounts(1), accounts(34)
    ('1 account', '34 accounts')
    """
    return ngettext("{} account", "{} accounts", count).format(number(count))


def short(name: object, width: int) -> str:
    """Return a name on one line of at most ``width`` characters, cut with an ellipsis.

    Control characters, and those that turn the direction of writing, are dropped.

    Examples
    --------
    >>> short("Hungry Owl All-Night Grocers", 18)
    'Hungry Owl All-Ni…'
    """
    if _is_missing(name):
        return MISSING
    line = " ".join(str(name).split())
    kept = "".join(sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co"))
    return kept if len(kept) <= width else kept[: width - 1].rstrip() + ELLIPSIS


def _is_missing(value: object) -> bool:
    # pandas' own missing value is neither equal to itself nor a float.
    return value is None or str(value) in ("<NA>", "NaT") or (isinstance(value, float) and math.isnan(value))
