"""The receipt of a check, on one screen: what came in, what is left out, what is kept, what is assumed."""

import pandas as pd

from kamlib.flow.gate import Tables
from kamlib.flow.intake import account_totals, decisions_in_words, ledger
from kamlib.flow.prepare import Prepared
from kamlib.method.buying import buying, not_above_zero
from kamlib.study.folder import Study
from kamlib.study.given_tables import tables_in_use
from kamlib.text import _
from kamlib.words import phrase
from kamlib.words.numbers import money, number, percent

_REASONS, _ASSUMED = 8, 6
_WIDTH = 100


def receipt(study: Study, tables: Tables, ready: Prepared) -> list[str]:
    """Return the receipt of a study, line by line: lines and money, days, clients, what was assumed.

    Parameters
    ----------
    study : Study
    tables : Tables
        What the client gave.
    ready : Prepared

    Returns
    -------
    list of str
        At most 24 lines; the reasons and assumptions that rest on least money are joined.

    Examples
    --------
    >>> from kamlib.flow import open_study, prepared
    >>> from kamlib.flow.gate import tables_of
    >>> study = open_study()
    >>> receipt(study, tables_of(study), prepared(study))[0].split("  ")[0]
    'in the file'
    """
    first, last = ready.sales["date"].min(), ready.sales["date"].max()
    days = phrase("receipt-dates", first=first, last=last)
    counted = [*_money_lines(study, ready), *_passed_over(study, tables, ready)]
    return [*counted, days, *_clients(study, ready), *_assumed(study, ready)]


def _money_lines(study: Study, ready: Prepared) -> list[str]:
    book = ledger(ready)
    given, reasons, counted = book.iloc[:1], book.iloc[1:-1], book.iloc[-1:]
    if len(reasons) > _REASONS:
        rest = reasons.iloc[_REASONS - 1 :]
        step = phrase("receipt-more-reasons", reasons=len(rest))
        joined = {"step": step, "subject": "", "lines": rest["lines"].sum(), "amount": rest["amount"].sum()}
        reasons = pd.concat([reasons.iloc[: _REASONS - 1], pd.DataFrame([joined])])
    rows = pd.concat([given, reasons, counted])
    words = [f"{step}: {subject}" if subject else str(step)
             for step, subject in rows[["step", "subject"]].to_numpy()]
    lines = [phrase("receipt-lines", lines=int(value)) for value in rows["lines"]]
    amounts = [number(value, 2) for value in rows["amount"]]
    wide = [max(map(len, column)) for column in (lines, amounts)]
    room = min(max(map(len, words)), _WIDTH - sum(wide) - 8)
    return [
        f"{_fitted(word, room)}  {n.rjust(wide[0])}  {amount.rjust(wide[1])} {study.currency}".rstrip()
        for word, n, amount in zip(words, lines, amounts, strict=True)
    ]


def _passed_over(study: Study, given: Tables, ready: Prepared) -> list[str]:
    """Return tables left out whole or not used, and columns of few values that nobody was asked about."""
    told = [phrase("receipt-left-out", table=str(table), lines=int(lines), amount=number(amount, 2))
            for table, lines, amount in ready.beside.itertuples(index=False)]
    asked = study.tables.get("sales", {}).get("only") or {}
    values = ready.splits.groupby("column", sort=False)["value"].nunique().drop(list(asked), errors="ignore")
    columns = [phrase("receipt-column", column=str(column), values=n) for column, n in values.items()]
    used = tables_in_use(study, given.given) | {*ready.beside["table"].str.casefold()}
    tables = [phrase("receipt-table", table=name, lines=len(loaded.frame))
              for name, loaded in given.files.tables.items() if name.casefold() not in used]
    told += [phrase("receipt-not-used", tables=_first(tables))] if tables else []
    return [*told, phrase("receipt-not-asked", columns=_first(columns))] if columns else told


def _first(names: list[str]) -> list[str]:
    """Return the first names, and how many more there are."""
    more = len(names) - _REASONS
    return [*names[:_REASONS], *([phrase("receipt-more", more=more)] if more > 0 else [])]


def _fitted(words: str, room: int) -> str:
    return (words if len(words) <= room else f"{words[: room - 3]}...").ljust(room)


def _clients(study: Study, ready: Prepared) -> list[str]:
    totals = account_totals(ready)
    buyers, below = buying(totals), len(not_above_zero(totals))
    never = int(totals["amount"].isna().sum())
    counts = phrase("receipt-clients", buyers=len(buyers), clients=len(totals), below=below, never=never)
    if buyers.empty:
        return [counts]
    best = buyers.iloc[0]
    share = best["amount"] / buyers["amount"].sum()
    return [counts, phrase("receipt-largest", name=str(best["name"]), share=percent(share, 1),
                           money=money(best["amount"], study.currency))]  # fmt: skip


def _assumed(study: Study, ready: Prepared) -> list[str]:
    """Return what is in force though nobody decided it."""
    found = decisions_in_words(ready)
    open_ones = found[found["decided"] == _("not yet")]
    told = [
        f"{' '.join(filter(None, (row['decision'], row['about'])))}: {row['in_force']}"
        + (f", {phrase('receipt-lines', lines=int(row['lines']))}" if pd.notna(row["lines"]) else "")
        for _i, row in open_ones.iterrows()
    ]
    if len(told) > _ASSUMED:
        rest = len(told) - _ASSUMED + 1
        told = [*told[: _ASSUMED - 1], phrase("receipt-more-proposals", proposals=rest)]
    grouped = int((ready.groups["in_force"] & (ready.groups["decided"] == "")).sum())
    if grouped:
        told.append(phrase("receipt-grouped", entities=grouped))
    if study.as_of is None:
        told.append(phrase("receipt-last-day", day=ready.as_of))
    if not study.currency and "currency" not in set(ready.decisions["what"]):
        told.append(phrase("receipt-currency"))
    if not told:
        return [phrase("receipt-nothing-assumed")]
    return [phrase("receipt-assumed"), *(f"  {words}" for words in told)]

