"""Decisions that are the client's: proposed with reasons and the money that rests on them."""


import pandas as pd

from kamlib.study.proposals.apply import apply_decisions
from kamlib.study.proposals.currencies import convert, propose_currencies
from kamlib.study.proposals.duplicates import propose_duplicates
from kamlib.study.proposals.entities import propose_groups
from kamlib.study.proposals.frame import ANSWERS, in_force
from kamlib.study.proposals.pseudo import propose_no_account, propose_pseudo
from kamlib.study.proposals.returns import propose_returns
from kamlib.study.proposals.signs import propose_signs, turn_signs
from kamlib.study.proposals.vat import net_of_vat, propose_vat


def propose_decisions(
    sales: pd.DataFrame,
    accounts: pd.DataFrame | None = None,
    *,
    company: str | None = None,
    amount_heading: str = "",
    cancelled_within_days: int = 30,
) -> pd.DataFrame:
    """Propose every decision on the lines of sales that is the client's.

    Parameters
    ----------
    sales : DataFrame
        Typed sales with the names of ``kamlib.tables.SALES``, their money in one currency. Not changed.
    accounts : DataFrame or None
        Typed accounts, for names.
    company : str or None
        Name of the own company, so that its branches are told.
    amount_heading : str
        Heading of the amount in the client's file, which may say that VAT is in it.
    cancelled_within_days : int
        A line below zero that mirrors a sale cancels it when it comes within these days.

    Returns
    -------
    DataFrame
        ``what``, ``subject``, ``proposal``, ``reason``, ``lines``, ``amount``.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["A", None], "amount": [9.0, 1.0],
    ...                       "date": pd.to_datetime(["2024-01-09", "2024-01-10"])})
    >>> propose_decisions(sales)[["what", "proposal", "amount"]].to_numpy().tolist()
    [['no_account', 'leave_out', 1.0], ['vat', 'net', 10.0]]
    """
    proposed = [
        propose_pseudo(sales, accounts, company=company),
        propose_no_account(sales),
        propose_returns(sales, within_days=cancelled_within_days),
        propose_duplicates(sales),
        propose_vat(sales, heading=amount_heading),
    ]
    return pd.concat(proposed, ignore_index=True)
