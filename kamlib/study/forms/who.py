"""Words that every form has: whose clients are marked, what the first sheet says."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from kamlib.study.forms.form import Column, Line
from kamlib.study.person_files import same_name
from kamlib.text import _


def is_own(account: pd.Series, who: str) -> bool:
    """Whether an account is managed by the one who fills the form."""
    manager = account.get("manager")
    return isinstance(manager, str) and same_name(manager, who)


def called(account: pd.Series) -> str:
    """Return the name of an account; its key where it has none."""
    name = account["name"]
    return name if isinstance(name, str) and name.strip() else str(account["account"])


def mark(account: pd.Series, who: str) -> str:
    """Return the words beside a name: an own client, a client without sales."""
    own = [_("yours")] if is_own(account, who) else []
    return ", ".join([*own, *([_("no sales yet")] if account.get("target") is True else [])])


def account_line(
    account: pd.Series, who: str, cells: Mapping[str, object], *, locked: Iterable[str] = ()
) -> Line:
    """Return the line of an account: its name, its marks, its sales where they are known, and cells."""
    shown = {"revenue": account["revenue"]} if "revenue" in account else {}
    return Line(account["account"], called(account), cells={**shown, **cells}, locked=frozenset(locked),
                mark=mark(account, who), own=is_own(account, who))


def sales_columns(accounts: pd.DataFrame, currency: str, *, width: float) -> list[Column]:
    """Return the column of sales, which is only shown; none where they are not known."""
    words = _("Sales, 12 months") + (f", {currency}" if currency else "")
    return [Column("revenue", words, width=width, shown_as="money")] if "revenue" in accounts else []


def own_or_all(accounts: pd.DataFrame, who: str) -> pd.DataFrame:
    """Return the accounts of the one who fills the form; all of them for whoever manages none."""
    own = pd.Series(
        [is_own(account, who) for _n, account in accounts.iterrows()], accounts.index, dtype="bool"
    )
    return accounts[own] if own.any() else accounts


def first_facts(who: str, until: date | None, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what stands on the first sheet: for whom, until when, and what else."""
    when = ((_("Send it back by"), until.isoformat()),) if until else ()
    return ((_("For"), who), *more, *when)


def sent_back() -> str:
    """Return the last sentence of what to do."""
    return _(
        "Save the file and send it back; sort, filter and widen columns as you like, but do not delete any."
    )
