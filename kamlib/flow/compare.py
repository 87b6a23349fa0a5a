"""How far a picture hangs on choices: the same figures for other periods, and price told from mix."""

import pandas as pd

from kamlib.flow.period import Period, period
from kamlib.flow.portfolio import Portfolio
from kamlib.flow.prepare import prepared
from kamlib.method.aggregate import aggregate
from kamlib.method.buying import buying
from kamlib.method.concentration import concentration, top_shares
from kamlib.method.pareto import held_by_top, pareto
from kamlib.method.periods import complete_months
from kamlib.method.prices import price_index
from kamlib.study.folder import Study
from kamlib.text import _

YEARS = 3
"""How many calendar years are looked at besides."""


def periods_compared(study: Study) -> pd.DataFrame:
    """Return the figures of a portfolio for the whole file, its last months and its last full years.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``period``, ``accounts``, ``amount``, the shares ``largest``, ``top10`` and ``top_fifth``, and
        ``equal``, the number of equal clients that would be as concentrated.
    """
    ready = prepared(study)
    first, last = ready.first, ready.as_of
    spans = {_("the whole file"): period("all", first, last)}
    if len(complete_months(first, last)) >= 12:
        spans[_("last 12 months")] = period("12 months", first, last)
    spans |= {str(y): period(str(y), first, last) for y in spans[_("the whole file")].years()[-YEARS:]}
    rows = [(words, *_figures(span, ready.sales)) for words, span in spans.items()]
    return pd.DataFrame(
        rows, columns=["period", "accounts", "amount", "largest", "top10", "top_fifth", "equal"]
    )


def _figures(span: Period, sales: pd.DataFrame) -> tuple[int, float, float, float, float, float]:
    accounts = buying(aggregate(span.of(sales), by=["account", "name"]))
    if accounts.empty:
        nothing = float("nan")
        return 0, 0.0, nothing, nothing, nothing, nothing
    numbers, top = concentration(accounts), float(top_shares(accounts, top=[10])["share"].iloc[0])
    fifth = held_by_top(pareto(accounts), share=0.2)
    return numbers.accounts, numbers.total, numbers.largest_share, top, fifth, numbers.effective_number


def price_parts(study: Study, found: Portfolio) -> pd.DataFrame:
    """Return how prices changed article by article, by three baskets: ``index``, ``change``, ``articles``.

    Parameters
    ----------
    study : Study
    found : Portfolio
        For its windows.

    Returns
    -------
    DataFrame
        ``change`` is a fraction and ``articles`` how many were sold in both windows; one row with the reason
        where prices can't be told.
    """
    sales = prepared(study).sales
    if not {"product", "quantity"} <= set(sales.columns) or not found.windows.months:
        return _no_prices(_("articles, pieces or a year earlier are not known"))
    index = price_index(aggregate(sales, by=["product", "month"]), found.windows)
    if not index.articles:
        return _no_prices(_("no article was sold in both windows"))
    rows = [
        (_("Laspeyres: last year's basket"), index.laspeyres - 1, index.articles),
        (_("Paasche: this year's basket"), index.paasche - 1, index.articles),
        (_("Fisher: between the two"), index.fisher - 1, index.articles),
    ]
    return pd.DataFrame(rows, columns=["index", "change", "articles"])


def _no_prices(reason: str) -> pd.DataFrame:
    return pd.DataFrame({"index": [reason], "change": [float("nan")], "articles": [0]})
