"""Accounts that are nobody's client: the own company, and sales over the counter."""

from collections.abc import Iterator

import pandas as pd

from kamlib.study.proposals.frame import as_decisions, decision
from kamlib.study.proposals.names import account_names, has_form, is_bare_branch, is_mostly, name_words, stem
from kamlib.text import _


def propose_pseudo(
    sales: pd.DataFrame, accounts: pd.DataFrame | None, *, company: str | None, share: float
) -> pd.DataFrame:
    """Propose to leave out internal companies and cash pseudo-clients, by their names.

    A name with a legal form belongs to a real company: it is internal only when its stem is that of the own
    company, and never a pseudo-client.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``amount``, and ``name`` where codes are used.
    accounts : DataFrame or None
        ``account`` and ``name``.
    company : str or None
        Name of the own company.
    share : float
        Share of a name's words that a phrase has to make up, 0 to 1.

    Returns
    -------
    DataFrame
        Decisions, the largest amount first.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["Розничный покупатель", "ООО Волна", "Cash & Carry Sp. z o.o."],
    ...                       "amount": [5.0, 90.0, 70.0]})
    >>> list(propose_pseudo(sales, None, company=None, share=0.6)["subject"])
    ['Розничный покупатель']
    """
    names = account_names(sales, accounts)
    found = [
        (account, what, reason)
        for account, name in names.items()
        for what, reason in _kinds(str(name), company=company, share=share)
    ]
    rows = [
        decision(what, str(account), "leave_out", reason, sales, (sales["account"] == account).fillna(False))
        for account, what, reason in found
    ]
    made = as_decisions(rows)
    return made.sort_values(["amount", "subject"], ascending=[False, True], ignore_index=True)


def _kinds(name: str, *, company: str | None, share: float) -> Iterator[tuple[str, str]]:
    """Yield what is odd about a name: at most one kind, with the reason."""
    own = stem(company) if company else ""
    said = name_words(name)
    if len(own) > 2 and (stem(name) == own or stem(name).startswith(own + " ")):
        yield "internal", _('"{}" carries the name of the own company').format(name[:80])
    elif has_form(said):
        return
    elif phrase := is_mostly(said, "internal", share=share):
        yield "internal", _('"{}" says "{}": goods that stay in the company').format(name[:80], phrase)
    elif is_bare_branch(said):
        yield "internal", _('"{}" begins as a branch does, without a firm').format(name[:80])
    elif phrase := is_mostly(said, "pseudo_client", share=share):
        yield "pseudo_client", _('"{}" says "{}": sales over the counter').format(name[:80], phrase)
