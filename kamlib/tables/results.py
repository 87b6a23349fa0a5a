"""Results that are a few numbers and no table: what the method gives and the figures draw."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Concentration:
    """A portfolio in six numbers; ``largest`` is the key of the largest account, shares are 0 to 1."""

    accounts: int
    total: float
    largest: str
    largest_share: float
    herfindahl: float
    effective_number: float
    gini: float


@dataclass(frozen=True)
class Whale:
    """The curve in a few numbers: money, and ``peak_share``, missing where the total is not above zero.

    ``peak`` is what the ``peak_accounts`` best accounts bring, ``loss`` what the ``losing`` accounts cost
    (not below zero), ``total`` = peak - loss; ``unknown`` accounts have no known margin and are left out.
    """

    accounts: int
    total: float
    peak: float
    peak_share: float
    peak_accounts: int
    loss: float
    losing: int
    unknown: int


@dataclass(frozen=True)
class Split:
    """Revenue of two equal windows and why it changed; money, and indices with 1 for "as before".

    ``revenue_index`` = ``quantity_index`` x ``price_index``; ``change`` = ``quantity_effect`` +
    ``price_effect``. What rests on quantities is missing (nan) where there are none.
    """

    months: int
    before: float
    now: float
    revenue_index: float
    quantity_index: float
    price_index: float
    quantity_effect: float
    price_effect: float

    @property
    def change(self) -> float:
        """Money now less money before."""
        return self.now - self.before


@dataclass(frozen=True)
class PriceIndex:
    """Prices of matched articles, and the change of revenue in three parts: quantity, mix and price.

    ``articles`` were sold in both windows for money; they hold ``matched_before`` and ``matched_now`` of the
    revenue (shares 0 to 1). ``change`` of revenue = ``quantity_effect`` + ``mix_effect`` + ``price_effect``.
    """

    articles: int
    matched_before: float
    matched_now: float
    laspeyres: float
    paasche: float
    fisher: float
    quantity_effect: float
    mix_effect: float
    price_effect: float
