"""Which table of a study is which: sales, clients, costs, quotas, contacts, parents."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.study.meaning.catalogue import heading_words, say
from kamlib.study.meaning.columns import may_be, propose_columns
from kamlib.study.meaning.joins import is_key, is_near_key, joined_sales, met, with_groups
from kamlib.study.meaning.priced_sales import priced_sales
from kamlib.study.meaning.proposal import HEARD, LIKELY, Proposal
from kamlib.study.meaning.several import by_currency
from kamlib.study.meaning.splits import says_no_sale
from kamlib.study.meaning.sql import stacked
from kamlib.tables import ACCOUNTS, CONTACTS, PARENTS, QUOTAS, SALES, SERVICE_COSTS
from kamlib.tables.schema import Table
from kamlib.text import N_, _

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class TableChoice:
    """A table proposed for a part in the study.

    Parameters
    ----------
    table : str
        Name of the table; empty where a query over several makes it.
    reason : str
        Why, in a sentence part.
    columns : tuple of Proposal
        What its columns mean (of the query's result where there is one).
    query : str
        SELECT that makes the table from several, to be put in the study by the user; empty otherwise.
    groups_query : str
        SELECT that adds product groups from other tables; empty where there are none to add.
    account_from : tuple of str
        Table and heading of the accounts of a sales query; empty where it is one table.
    """

    table: str
    reason: str
    columns: tuple[Proposal, ...] = ()
    query: str = ""
    groups_query: str = ""
    account_from: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class TablesProposal:
    """The tables proposed for a study; None where none was found, and then the sentence that says so."""

    sales: TableChoice | None
    accounts: TableChoice | None = None
    service_costs: TableChoice | None = None
    quotas: TableChoice | None = None
    contacts: TableChoice | None = None
    parents: TableChoice | None = None
    missing: str = ""


def propose_tables(frames: Frames, *, sales: str | None = None) -> TablesProposal:
    """Propose which table is which.

    Sales is the table whose headings say account, date and amount, and most besides. Where no table has all
    three, price and quantity may give the amount, or two tables that share a column may: then the SELECT that
    does it is proposed. Accounts is the table
    with a key that holds the accounts of the sales; costs to serve say account, year, kind and
    amount, quotas manager, day and amount.

    Parameters
    ----------
    frames : mapping
        Name -> typed frame.
    sales : str, optional
        Name of the sales table where the user named it.

    Examples
    --------
    >>> day = pd.to_datetime(["2024-01-09", "2024-01-10"])
    >>> sold = pd.DataFrame({"CustomerID": ["A", "B"], "OrderDate": day, "Amount": [10.0, 20.5]})
    >>> found = propose_tables({"sold": sold, "clients": pd.DataFrame({"CustomerID": ["A", "B", "C"]})})
    >>> found.sales.table, found.accounts.table
    ('sold', 'clients')
    """
    found = _sales(frames, sales)
    if found is None:
        missing = _("no table, and no two tables that share a column, have client, date and amount")
        return TablesProposal(None, missing=missing)
    source, keys = _accounts_of(frames, found)
    rest = {name: frame for name, frame in frames.items() if name != found.table}
    costs = _service_costs(rest, keys)
    rest.pop(costs.table if costs else "", None)
    quotas = _quotas(rest, _managers_of(frames, found))
    rest.pop(quotas.table if quotas else "", None)
    people = _contacts({name: frame for name, frame in frames.items() if name != found.table}, keys)
    accounts = _accounts(rest, source, keys)
    return TablesProposal(found, accounts, costs, quotas, people, _parents(rest, found, accounts, keys))


def _sales(frames: Frames, named: str | None) -> TableChoice | None:
    proposals = {
        name: propose_columns(frames[name], SALES, table_name=name)
        for name in ([named] if named else sorted(frames))
        if named or may_be(frames[name], SALES)
    }
    complete = {name: found for name, found in proposals.items() if _heard(found, SALES)}
    if not complete:
        made = priced_sales(frames, [named] if named else sorted(frames))
        made = made or (None if named else joined_sales(frames))
        if made:
            queries = made.query, made.groups_query
            return TableChoice("", made.reason, made.columns, *queries, made.account_from)
        if not named:
            return None
        complete = proposals
    best = min(complete, key=lambda name: (-_points(complete[name]), -len(frames[name]), name))
    alike = [name for name in complete if _headings(frames[name]) == _headings(frames[best])]
    if len(alike) > 1:
        same = _("{} tables have the same headings, client, date and amount among them: stacked")
        return _stacked(frames, sorted(alike), complete[best], same.format(len(alike)))
    others = sorted(set(complete) - {best})
    reason = _("named by you") if named else _("its headings say client, date and amount")
    reason += _("; so do those of {}").format(", ".join(others)) if others else ""
    if query := by_currency(frames[best], best, complete[best]):
        return _in_currencies(reason, complete[best], query)
    groups = with_groups(frames, best, complete[best])
    return TableChoice(best, reason, tuple(complete[best]), groups_query=groups)


def _stacked(frames: Frames, names: list[str], found: list[Proposal], reason: str) -> TableChoice:
    """Return tables one below the other; what their names say apart is a column of each line."""
    codes = [unit_in(name.replace("_", " ")) for name in names]
    if all(codes) and len(set(codes)) > 1 and all(p.meaning != "currency" for p in found):
        heading = _free("currency", frames[names[0]])
        said = _("the names of the tables say {}").format(", ".join(codes))
        found = [*found, Proposal("currency", heading, "likely", said, (), HEARD)]
        return TableChoice("", reason, tuple(found), stacked(names, heading, codes))
    if any(says_no_sale(name) for name in names):
        query = stacked(names, _free("table", frames[names[0]]), names)
        return TableChoice("", reason, tuple(found), query)
    return TableChoice("", reason, tuple(found), stacked(names))


def _in_currencies(reason: str, found: list[Proposal], query: str) -> TableChoice:
    """Return a table with one amount made of several, each line in the currency of the one that is filled."""
    said = _("the columns of amounts are filled in turn, one for each currency")
    made = [Proposal(name, name, "likely", said, (), HEARD) for name in ("amount", "currency")]
    others = [p for p in found if p.meaning not in ("amount", "currency")]
    return TableChoice("", f"{reason}; {said}", (*others, *made), query)


def _free(name: str, frame: pd.DataFrame) -> str:
    taken = {str(column).casefold() for column in frame.columns}
    return name if name not in taken else f"{name} of the file"


def _heard(proposals: list[Proposal], table: Table) -> bool:
    """Whether headings say every required meaning; values alone do not make a sales table."""
    return all(p.points > HEARD for p in proposals if p.meaning in table.required)


def says_sales(frame: pd.DataFrame, name: str) -> dict[str, str]:
    """Return the headings that say client, date and amount; empty where one of them is not said.

    Examples
    --------
    >>> day = pd.to_datetime(["2025-01-09", "2025-02-10"])
    >>> says_sales(pd.DataFrame({"Client": ["A", "B"], "Date": day, "Amount": [5.0, 7.5]}), "usd")
    {'account': 'Client', 'date': 'Date', 'amount': 'Amount'}
    """
    found = propose_columns(frame, SALES, table_name=name, only_heard=True) if may_be(frame, SALES) else []
    found = [p for p in found if p.meaning in SALES.required]
    if len(found) < len(SALES.required) or not _heard(found, SALES):
        return {}
    return {p.meaning: p.column or p.alternatives[0].column for p in found}


def _points(proposals: list[Proposal]) -> float:
    return sum(proposal.points for proposal in proposals)


def _headings(frame: pd.DataFrame) -> set[tuple[str, ...]]:
    return {heading_words(str(column)) for column in frame.columns}


def _accounts_of(frames: Frames, sales: TableChoice) -> tuple[str, pd.Series]:
    """Return heading and values of the accounts in the sales; the likeliest where that is a question."""
    table, heading = sales.account_from
    if not table:
        proposal = next(p for p in sales.columns if p.meaning == "account")
        heading = proposal.column or next((choice.column for choice in proposal.alternatives), "")
        table = sales.table or next((name for name in sorted(frames) if heading in frames[name].columns), "")
    return heading, frames[table][heading].dropna() if table and heading else pd.Series(dtype="str")


def _accounts(frames: Frames, source: str, keys: pd.Series) -> TableChoice | None:
    ranked = []
    for name in sorted(frames):
        for column in map(str, frames[name].columns):
            same = heading_words(column) == heading_words(source)
            said = max(say(column, "accounts", meaning).strength for meaning in ("account", "name"))
            if not (same or said >= HEARD):
                continue
            exact = is_key(frames[name][column])
            if exact or _is_kept_by_hand(frames[name], column):
                share = met(keys, frames[name][column])
                ranked.append((share + same + said / 3 + exact, share, name, column))
    ranked = [choice for choice in ranked if choice[1] > 0.5]
    if not ranked:
        return None
    _points, share, name, column = max(ranked, key=lambda choice: (choice[0], choice[2], choice[3]))
    reason = _('"{}" holds {:.1%} of the accounts in the sales').format(column, share)
    columns = propose_columns(frames[name], ACCOUNTS, table_name=name, known={"account": column})
    explained = (replace(p, reason=reason) if p.meaning == "account" else p for p in columns)
    return TableChoice(name, reason, tuple(explained))


def _is_kept_by_hand(frame: pd.DataFrame, column: str) -> bool:
    """Whether a table lists accounts though a few of them stand in it twice: it holds no documents."""
    documents = any(say(str(name), "sales", "invoice").strength >= LIKELY for name in frame.columns)
    return not documents and is_near_key(frame[column])


def _service_costs(frames: Frames, keys: pd.Series) -> TableChoice | None:
    reason = _("its headings say client, year, kind and amount of cost")
    return _that_meets(frames, SERVICE_COSTS, keys, reason)


def _quotas(frames: Frames, managers: pd.Series) -> TableChoice | None:
    return _that_meets(frames, QUOTAS, managers, _("its headings say manager, day and planned sales"))


def _contacts(frames: Frames, keys: pd.Series) -> TableChoice | None:
    """Return the table that names people at the clients, which may be the list of clients itself.

    Nothing in the study waits for it, so a table that leaves a question open is not proposed.
    """
    found = _that_meets(frames, CONTACTS, keys, _("its headings say client and person"))
    return found if found and all(p.column and p.confidence != "question" for p in found.columns) else None


def _parents(
    frames: Frames, sales: TableChoice, accounts: TableChoice | None, keys: pd.Series
) -> TableChoice | None:
    """Return the table that names the parents of clients, where the list of clients itself does not."""
    if accounts and any(p.meaning == "parent" and p.column for p in accounts.columns):
        return None
    lists = [keys]
    for choice in (sales, accounts):
        name = next((p.column for p in choice.columns if p.meaning == "name"), "") if choice else ""
        if choice and name and name in frames.get(choice.table, ()):
            lists.append(frames[choice.table][name].dropna())
    known = pd.concat([values.astype("str") for values in lists])
    rest = {name: frame for name, frame in frames.items() if not accounts or name != accounts.table}
    found = _that_meets(rest, PARENTS, known, _("its headings say client and parent"))
    if found is None or any(p.confidence == "question" for p in found.columns):
        return None
    account = next(p.column for p in found.columns if p.meaning == "account")
    if not is_near_key(frames[found.table][account]):
        return None
    share = met(frames[found.table][account], known)
    said = _('; joined to the clients on "{}" ({:.0%} of its values meet)').format(account, share)
    return replace(found, reason=found.reason + said)


def _managers_of(frames: Frames, sales: TableChoice) -> pd.Series:
    heading = next((p.column for p in sales.columns if p.meaning == "manager"), "")
    named = bool(heading) and sales.table in frames and heading in frames[sales.table]
    return frames[sales.table][heading].dropna() if named else pd.Series(dtype="str")


def _that_meets(frames: Frames, table: Table, keys: pd.Series, reason: str) -> TableChoice | None:
    """Return the table whose headings say all of ``table`` and whose first column holds known keys."""
    for name in sorted(name for name in frames if len(keys) and may_be(frames[name], table)):
        found = propose_columns(frames[name], table, table_name=name)
        key = next(p.column for p in found if p.meaning == table.required[0])
        if _heard(found, table) and key and met(frames[name][key], keys) > 0.5:
            return TableChoice(name, reason, tuple(found))
    return None


_WORDS = {"account": N_("client"), "date": N_("date"), "amount": N_("amount")}


def wanting(frame: pd.DataFrame, *, table_name: str) -> list[str]:
    """Return the words for what no heading of a table says and sales need.

    Examples
    --------
    >>> wanting(pd.DataFrame({"Product": ["A", "B"], "Amount": [1.5, 2.0]}), table_name="sold")
    ['client', 'date']
    """
    found = propose_columns(frame, SALES, table_name=table_name)
    heard = {p.meaning for p in found if p.points > HEARD}
    return [_(word) for meaning, word in _WORDS.items() if meaning not in heard]
