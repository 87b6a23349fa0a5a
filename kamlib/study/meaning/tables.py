"""Which table of a study is which: sales, clients, costs, quotas, contacts, parents."""

from dataclasses import replace

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.study.meaning.catalogue import heading_words, say
from kamlib.study.meaning.columns import may_be, propose_columns
from kamlib.study.meaning.joins import is_key, is_near_key, joined_sales, met, priced_sales, with_groups
from kamlib.study.meaning.proposal import HEARD, LIKELY, Frames, Proposal, TableChoice
from kamlib.study.meaning.several import by_currency
from kamlib.study.meaning.splits import says_no_sale
from kamlib.study.meaning.sql import stacked
from kamlib.tables import ACCOUNTS, CONTACTS, PARENTS, QUOTAS, SALES, SERVICE_COSTS
from kamlib.tables.schema import Table
from kamlib.text import N_, _


def propose_tables(frames: Frames, *, sales: str | None = None) -> dict[str, TableChoice]:
    """Propose which table is which.

    Sales is the table whose headings say account, date and amount, and most besides. Where no table has all
    three, price and quantity may give the amount, or two tables that share a column may: then the SELECT that
    does it is proposed. Accounts is the table with a key that holds the accounts of the sales; costs to serve
    say account, year, kind and amount, quotas manager, day and amount.

    Parameters
    ----------
    frames : mapping
        Name -> typed frame.
    sales : str, optional
        Name of the sales table where the user named it.

    Returns
    -------
    dict of str to TableChoice
        By the name in the study, such as ``accounts``; empty where no sales are found.

    Examples
    --------
    >>> day = pd.to_datetime(["2024-01-09", "2024-01-10"])
    >>> sold = pd.DataFrame({"CustomerID": ["A", "B"], "OrderDate": day, "Amount": [10.0, 20.5]})
    >>> found = propose_tables({"sold": sold, "clients": pd.DataFrame({"CustomerID": ["A", "B", "C"]})})
    >>> {name: choice.table for name, choice in found.items()}
    {'sales': 'sold', 'accounts': 'clients'}
    """
    found = _sales(frames, sales)
    if found is None:
        return {}
    source, keys = _accounts_of(frames, found)
    heading, table = found.heading("manager"), frames.get(found.table, pd.DataFrame())
    managers = table[heading].dropna() if heading and heading in table else pd.Series(dtype="str")
    rest = {name: frame for name, frame in frames.items() if name != found.table}
    proposed: dict[str, TableChoice | None] = {"sales": found}
    for part, known, reason in (
        (SERVICE_COSTS, keys, _("its headings say client, year, kind and amount of cost")),
        (QUOTAS, managers, _("its headings say manager, day and planned sales")),
    ):
        if choice := _that_meets(rest, part, known, reason):
            proposed[part.name] = choice
            rest.pop(choice.table)
    # The table that names people at the clients may be the list of clients itself.
    people = _that_meets(rest, CONTACTS, keys, _("its headings say client and person"))
    is_settled = people and all(p.confidence != "question" for p in people.columns)
    proposed["contacts"] = people if is_settled else None
    proposed["accounts"] = _accounts(rest, source, keys)
    proposed["parents"] = _parents(rest, found, proposed["accounts"], keys)
    return {name: choice for name, choice in proposed.items() if choice}


def _sales(frames: Frames, named: str | None) -> TableChoice | None:
    names = [named] if named else sorted(frames)
    proposals = {
        name: propose_columns(frames[name], SALES, table_name=name)
        for name in names
        if named or may_be(frames[name], SALES)
    }
    complete = {name: found for name, found in proposals.items() if _heard(found, SALES)}
    if not complete:
        made = priced_sales(frames, names) or (None if named else joined_sales(frames))
        if made or not named:
            return made
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
    heading, values = "", names
    if all(codes) and len(set(codes)) > 1 and all(p.meaning != "currency" for p in found):
        heading, values = _free("currency", frames[names[0]]), codes
        said = _("the names of the tables say {}").format(", ".join(codes))
        found = [*found, Proposal("currency", heading, "likely", said, (), HEARD)]
    elif any(says_no_sale(name) for name in names):
        heading = _free("table", frames[names[0]])
    return TableChoice("", reason, tuple(found), stacked(names, heading, values))


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
    return {p.meaning: p.likeliest for p in found}


def _points(proposals: list[Proposal]) -> float:
    return sum(proposal.points for proposal in proposals)


def _headings(frame: pd.DataFrame) -> set[tuple[str, ...]]:
    return {heading_words(str(column)) for column in frame.columns}


def _accounts_of(frames: Frames, sales: TableChoice) -> tuple[str, pd.Series]:
    """Return heading and values of the accounts in the sales; the likeliest where that is a question."""
    table, heading = sales.account_from
    if not table:
        heading = next(p.likeliest for p in sales.columns if p.meaning == "account")
        table = sales.table or next((name for name in sorted(frames) if heading in frames[name].columns), "")
    return heading, frames[table][heading].dropna() if table and heading else pd.Series(dtype="str")


def _accounts(frames: Frames, source: str, keys: pd.Series) -> TableChoice | None:
    ranked = []
    pairs = [(table, str(column)) for table in sorted(frames) for column in frames[table].columns]
    for name, column in pairs:
        same = heading_words(column) == heading_words(source)
        said = max(say(column, "accounts", meaning).strength for meaning in ("account", "name"))
        values = frames[name][column]
        if (same or said >= HEARD) and (is_key(values) or _is_kept_by_hand(frames[name], column)):
            share = met(keys, values)
            ranked.append((share + same + said / 3 + is_key(values), name, column, share))
    ranked = [choice for choice in ranked if choice[-1] > 0.5]
    if not ranked:
        return None
    _points, name, column, share = max(ranked)
    reason = _('"{}" holds {:.1%} of the accounts in the sales').format(column, share)
    columns = propose_columns(frames[name], ACCOUNTS, table_name=name, known={"account": column})
    explained = (replace(p, reason=reason) if p.meaning == "account" else p for p in columns)
    return TableChoice(name, reason, tuple(explained))


def _is_kept_by_hand(frame: pd.DataFrame, column: str) -> bool:
    """Whether a table lists accounts though a few of them stand in it twice: it holds no documents."""
    documents = any(say(str(name), "sales", "invoice").strength >= LIKELY for name in frame.columns)
    return not documents and is_near_key(frame[column])


def _parents(
    frames: Frames, sales: TableChoice, accounts: TableChoice | None, keys: pd.Series
) -> TableChoice | None:
    """Return the table that names the parents of clients, where the list of clients itself does not."""
    if accounts and accounts.heading("parent"):
        return None
    known = [keys.astype("str")]
    for choice in (sales, accounts):
        name = choice.heading("name") if choice else ""
        if choice and name and name in frames.get(choice.table, ()):
            known.append(frames[choice.table][name].dropna().astype("str"))
    rest = {name: frame for name, frame in frames.items() if not accounts or name != accounts.table}
    clients = pd.concat(known)
    found = _that_meets(rest, PARENTS, clients, _("its headings say client and parent"))
    if found is None or any(p.confidence == "question" for p in found.columns):
        return None
    account = found.heading("account")
    if not is_near_key(frames[found.table][account]):
        return None
    share = met(frames[found.table][account], clients)
    said = _('; joined to the clients on "{}" ({:.0%} of its values meet)').format(account, share)
    return replace(found, reason=found.reason + said)


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
