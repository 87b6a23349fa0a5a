"""The receipt of a check, on one screen: what came in, what is left out, what is kept, what is assumed."""

import pandas as pd

from kamlib.flow.intake import account_totals, decisions_in_words, ledger
from kamlib.flow.prepare import Prepared
from kamlib.method.buying import buying, not_above_zero
from kamlib.study.folder import Study
from kamlib.text import _, ngettext

_REASONS, _ASSUMED = 8, 6
_WIDTH = 100


def receipt(study: Study, ready: Prepared) -> list[str]:
    """Return the receipt of a study, line by line: lines and money, days, clients, what was assumed.

    Parameters
    ----------
    study : Study
    ready : Prepared

    Returns
    -------
    list of str
        At most 24 lines; the reasons and assumptions that rest on least money are joined.

    Examples
    --------
    >>> from kamlib.flow import open_study, prepared
    >>> study = open_study()
    >>> receipt(study, prepared(study))[0].split("  ")[0]
    'in the file'
    """
    first, last = ready.sales["date"].min(), ready.sales["date"].max()
    days = _("dates: {} to {}").format(first.date(), last.date())
    counted = [*_money_lines(study, ready), *_passed_over(study, ready)]
    return [*counted, days, *_clients(study, ready), *_assumed(study, ready)]


def _money_lines(study: Study, ready: Prepared) -> list[str]:
    book = ledger(ready)
    given, reasons, counted = book.iloc[:1], book.iloc[1:-1], book.iloc[-1:]
    if len(reasons) > _REASONS:
        rest = reasons.iloc[_REASONS - 1 :]
        step = _("{} more reasons; chapter 01 names them").format(len(rest))
        joined = {"step": step, "subject": "", "lines": rest["lines"].sum(), "amount": rest["amount"].sum()}
        reasons = pd.concat([reasons.iloc[: _REASONS - 1], pd.DataFrame([joined])])
    rows = pd.concat([given, reasons, counted])
    words = [f"{step}: {subject}" if subject else str(step)
             for step, subject in rows[["step", "subject"]].to_numpy()]
    lines = [_lines(value) for value in rows["lines"]]
    amounts = [_number(value, 2) for value in rows["amount"]]
    wide = [max(map(len, column)) for column in (lines, amounts)]
    room = min(max(map(len, words)), _WIDTH - sum(wide) - 8)
    return [
        f"{_fitted(word, room)}  {n.rjust(wide[0])}  {amount.rjust(wide[1])} {study.currency}".rstrip()
        for word, n, amount in zip(words, lines, amounts, strict=True)
    ]


def _passed_over(study: Study, ready: Prepared) -> list[str]:
    """Return tables that are left out whole, and columns that split the money and are not asked about."""
    told = [
        _("left out whole: {} ({}, {})").format(table, _lines(lines), _number(amount, 2))
        for table, lines, amount in ready.beside.itertuples(index=False)
    ]
    asked = study.tables.get("sales", {}).get("only") or {}
    values = ready.splits.groupby("column", sort=False)["value"].nunique().drop(list(asked), errors="ignore")
    named = [ngettext("{} ({} value)", "{} ({} values)", n).format(column, n) for column, n in values.items()]
    more = _(" and {} more").format(len(named) - _REASONS) if len(named) > _REASONS else ""
    return told + ([_("not asked about: {}").format(", ".join(named[:_REASONS]) + more)] if named else [])


def _fitted(words: str, room: int) -> str:
    return (words if len(words) <= room else f"{words[: room - 3]}...").ljust(room)


def _clients(study: Study, ready: Prepared) -> list[str]:
    totals = account_totals(ready)
    buyers, below = buying(totals), len(not_above_zero(totals))
    never = int(totals["amount"].isna().sum())
    counts = _("clients: {} of {} buy, {} at or below zero, {} without sales").format(
        len(buyers), len(totals), below, never)
    if buyers.empty:
        return [counts]
    best = buyers.iloc[0]
    share = best["amount"] / buyers["amount"].sum()
    money = f"{_number(best['amount'], 2)} {study.currency}".strip()
    return [counts, _("largest client: {}, {}, {:.1f} % of what buyers bought").format(
        best["name"], money, 100 * share)]


def _assumed(study: Study, ready: Prepared) -> list[str]:
    """Return what is in force though nobody decided it."""
    found = decisions_in_words(ready)
    open_ones = found[found["decided"] == _("not yet")]
    told = [
        _("{}: {}").format(" ".join(filter(None, (row["decision"], row["about"]))), row["in_force"])
        + (f", {_lines(row['lines'])}" if pd.notna(row["lines"]) else "")
        for _i, row in open_ones.iterrows()
    ]
    if len(told) > _ASSUMED:
        rest = len(told) - _ASSUMED + 1
        told = [*told[: _ASSUMED - 1], _("{} more proposals of judgement/decisions.csv").format(rest)]
    grouped = int((ready.groups["in_force"] & (ready.groups["decided"] == "")).sum())
    if grouped:
        told.append(ngettext("{} legal entity is grouped as proposed in judgement/groups.csv",
                             "{} legal entities are grouped as proposed in judgement/groups.csv",
                             grouped).format(grouped))
    if study.as_of is None:
        told.append(_("the last day counted is the last sale day, {}").format(ready.as_of.date()))
    if not study.currency:
        told.append(_("all amounts are in one currency, which study.yaml does not name"))
    if not told:
        return [_("assumed: nothing; every proposal is decided")]
    return [_("assumed, until somebody decides:"), *(f"  {words}" for words in told)]


def _lines(count: float) -> str:
    return ngettext("{} line", "{} lines", abs(int(count))).format(_number(count, 0))


def _number(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace(",", " ")
