"""Lines without a client, and clients that are none: sales over the counter, own use, tests."""

from collections.abc import Iterator

import pandas as pd

from kamlib.study.proposals.frame import as_decisions
from kamlib.study.proposals.names import (
    account_names,
    has_form,
    is_bare_branch,
    is_mostly,
    is_numbered,
    name_words,
    stem,
)
from kamlib.text import _

SHARE = 0.6
"""Share of a name's words that a phrase has to make up."""
MOST = 0.5
"""Share of all that was sold above which what one kind brings, or all left out together, is kept."""


def without_account(sales: pd.DataFrame) -> pd.Series:
    """Return the mark of lines whose account is missing or blank.

    Examples
    --------
    >>> list(without_account(pd.DataFrame({"account": ["A", " ", None]})))
    [False, True, True]
    """
    account = sales["account"]
    return account.isna() | (account.astype("str").str.strip() == "").fillna(True)


def propose_no_account(sales: pd.DataFrame) -> pd.DataFrame:
    """Propose to leave out lines without account: nobody can be made responsible for them.

    Returns
    -------
    DataFrame
        Decisions; empty where every line has an account.
    """
    reason = _("no account is written: they count for no client and can't be worked on")
    return as_decisions(sales, [("no_account", "all", "leave_out", reason, without_account(sales))])


def propose_pseudo(
    sales: pd.DataFrame, accounts: pd.DataFrame | None, *, company: str | None
) -> pd.DataFrame:
    """Propose to leave out internal companies and cash pseudo-clients, by their names.

    A name with a legal form belongs to a real company: it is internal only when its stem is that of the own
    company, and never a pseudo-client. *Client 12* is a client whose name was taken off before the file was
    sent. Accounts that bring most of the money are listed and kept: whoever it is, the firm lives by it.

    Parameters
    ----------
    sales : DataFrame
        ``account``, ``amount``, and ``name`` where codes are used.
    accounts : DataFrame or None
        ``account`` and ``name``.
    company : str or None
        Name of the own company.

    Returns
    -------
    DataFrame
        Decisions, the largest amount first.

    Examples
    --------
    >>> sales = pd.DataFrame({"account": ["Розничный покупатель", "ООО Волна", "Cash & Carry Sp. z o.o."],
    ...                       "amount": [5.0, 90.0, 70.0]})
    >>> list(propose_pseudo(sales, None, company=None)["subject"])
    ['Розничный покупатель']
    """
    names = account_names(sales, accounts)
    found = as_decisions(sales, [
        (what, str(account), "leave_out", reason, (sales["account"] == account).fillna(False))
        for account, name in names.items()
        for what, reason in _kinds(str(name), company)
    ])
    kept = _kept_where_most(found, sales)
    return kept.sort_values(["amount", "subject"], ascending=[False, True], ignore_index=True)


def _kept_where_most(found: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Return the decisions with those kept that, by kind or all together, bring most of what was sold."""
    sold = sales["amount"].clip(lower=0)
    by_account = sold.groupby(sales["account"].astype("str")).sum() / (float(sold.sum()) or 1.0)
    shares = found["subject"].map(by_account).fillna(0.0)
    together = shares.groupby(found["what"]).transform("sum")
    rest = together <= MOST
    together = together.mask(rest, shares[rest].sum())
    reason = _("{}; kept, since such accounts bring {:.0%} of what was sold")
    said = [
        reason.format(text, share) if share > MOST else text
        for text, share in zip(found["reason"], together, strict=True)
    ]
    return found.assign(proposal=found["proposal"].mask(together > MOST, "keep"), reason=said)


def _kinds(name: str, company: str | None) -> Iterator[tuple[str, str]]:
    """Yield what is odd about a name: at most one kind, with the reason."""
    own = stem(company) if company else ""
    said = name_words(name)
    if len(own) > 2 and (stem(name) == own or stem(name).startswith(own + " ")):
        yield "internal", _('"{}" carries the name of the own company').format(name[:80])
    elif has_form(said):
        return
    elif phrase := is_mostly(said, "internal", share=SHARE):
        yield "internal", _('"{}" says "{}": goods that stay in the company').format(name[:80], phrase)
    elif is_bare_branch(said):
        yield "internal", _('"{}" begins as a branch does, without a firm').format(name[:80])
    elif is_numbered(said):
        return
    elif phrase := is_mostly(said, "pseudo_client", share=SHARE):
        yield "pseudo_client", _('"{}" says "{}": sales over the counter').format(name[:80], phrase)
