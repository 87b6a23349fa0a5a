"""What is asked: columns equally plausible, money in several units; and what answers would imply."""

from collections.abc import Callable, Collection, Mapping

import pandas as pd

from kamlib.lexicon.money import code_of, money_of, unit_in
from kamlib.study.answers import NO_COLUMN
from kamlib.study.companions import currency_of
from kamlib.study.meaning.catalogue import Said, catalogue, implied, say, speaks_against
from kamlib.study.meaning.evidence import Values, days, numbers, same_split, share_equal
from kamlib.study.meaning.fits import fit_unnamed
from kamlib.study.meaning.links import looks_gross
from kamlib.study.meaning.proposal import HEARD, Alternative, Candidate, Proposal
from kamlib.study.meaning.splits import names_measures
from kamlib.tables.schema import Table, is_kind
from kamlib.text import _

MOST_VALUES = 30
SHOWN = 6


def mixed_units(frame: pd.DataFrame, *, taken: Collection[str], amount: str) -> dict[str, str]:
    """Return the columns that say that amounts are in different units, each with its values in a sentence.

    Values that are several currencies, currencies beside other words, and units of goods in a table without
    quantities; units of a column of quantities say nothing of money.

    Parameters
    ----------
    frame : DataFrame
        Typed sales lines.
    taken : collection of str
        Columns that have a meaning.
    amount : str
        Column of the amounts; their sums are shown by value.

    Examples
    --------
    >>> frame = pd.DataFrame({"Unit": ["руб.", "шт"], "Value": [500.0, 3.0]})
    >>> mixed_units(frame, taken=["Value"], amount="Value")
    {'Unit': '"Unit" names руб. (1 lines, 500.00), шт (1 lines, 3.00)'}
    """
    counted = any(say(column, "sales", "quantity").strength >= HEARD for column in map(str, frame.columns))
    found = {}
    # Currencies that reading found in the cells of another number are not those of the amount.
    others = {*taken, *map(currency_of, map(str, frame.columns))}
    for column in map(str, frame.columns):
        if column in others or not is_kind(frame[column], "text"):
            continue
        values = frame[column].astype("str").str.strip().replace("", None)
        named = values.dropna().unique()
        own = unit_in(amount) and all(map(code_of, named))
        if not 1 < len(named) <= MOST_VALUES or names_measures(column, named) or own:
            continue
        units = say(column, "sales", "currency").strength, say(column, "lines", "unit").strength
        if _differ(values, said=max(units) >= HEARD, counted=counted):
            money = numbers(frame[amount]) if amount in frame else pd.Series(0.0, index=frame.index)
            found[column] = _by_value(column, values, money)
    return found


def _differ(values: pd.Series, *, said: bool, counted: bool) -> bool:
    shares = values.value_counts(normalize=True)
    kinds = shares.groupby([money_of(value) for value in shares.index]).sum()
    money, unit = kinds.get("currency", 0.0) + kinds.get("scaled", 0.0), kinds.get("unit", 0.0)
    if kinds.get("currency", 0.0) > 0.999:
        return len({code_of(value) for value in shares.index}) > 1
    if money > 0:
        return bool(said or money + unit > 0.5)
    return bool((unit > 0.5 or said) and not counted)


def _by_value(column: str, values: pd.Series, money: pd.Series) -> str:
    sums = money.groupby(values).agg(["size", "sum"]).sort_values("size", ascending=False, kind="stable")
    parts = [
        _("{} ({} lines, {:,.2f})").format(value, lines, total)
        for value, lines, total in sums.head(SHOWN).itertuples(name=None)
    ]
    return _('"{}" names {}').format(column, ", ".join(parts) + (" ..." if len(sums) > SHOWN else ""))


def unit_question(frame: pd.DataFrame, *, taken: Collection[str], amount: str) -> list[Proposal]:
    """Ask whether a column that nobody understands says in which currency or unit the amounts are."""
    found = mixed_units(frame, taken=taken, amount=amount)
    meant = _("amounts are in different units; write under rates how much one of each is")
    none = _("all amounts are in one currency; the column says nothing of them")
    choices = [*(Alternative(column, meant) for column in found), Alternative(NO_COLUMN, none)]
    return [Proposal("currency", "", "question", "; ".join(found.values()), tuple(choices))] if found else []


def makes_no_difference(frame: pd.DataFrame, one: Candidate, other: Candidate) -> bool:
    """Whether it makes no difference which of two columns is taken."""
    left, right = frame[one.column], frame[other.column]
    if one.meaning == "date":
        day = days(left)
        return bool(day.notna().any() and (day == days(right)).mean() > 0.999)
    if one.meaning == "amount":
        return share_equal(numbers(left), numbers(right)) > 0.999
    return same_split(left, right)


def why(frame: pd.DataFrame, table: Table, candidate: Candidate, best: Candidate) -> str:
    """Return what speaks for a column beside the best one, and what choosing it would imply."""
    same = _("holds the same") if makes_no_difference(frame, best, candidate) else ""
    gross = looks_gross(frame, best.column, candidate.column) if candidate.meaning == "amount" else ""
    meant = "" if gross or candidate.said.gross else implied(candidate.column, table.name, candidate.meaning)
    return "; ".join(part for part in (candidate.reason, same, gross, meant) if part)


def question(frame: pd.DataFrame, table: Table, rivals: list[Candidate]) -> Proposal:
    """Ask which of several equally plausible columns has a meaning."""
    meaning = rivals[0].meaning
    sentence = _("{} columns are equally plausible").format(len(rivals))
    ranked = sorted(rivals, key=lambda c: (-c.points, c.column))
    choices = [Alternative(c.column, _consequence(frame, table, c, ranked)) for c in ranked]
    return Proposal(meaning, "", "question", sentence, tuple(choices), ranked[0].points)


def _consequence(frame: pd.DataFrame, table: Table, one: Candidate, rivals: list[Candidate]) -> str:
    """Return what choosing a column means, in numbers where there are some."""
    values, meant = frame[one.column], implied(one.column, table.name, one.meaning)
    parts = [one.reason]
    if one.meaning == "amount" and numbers(values).notna().any():
        several = currency_of(one.column) in frame or mixed_units(frame, taken=[], amount=one.column)
        parts.append(_("several currencies") if several else _("total {:,.2f}").format(numbers(values).sum()))
        gross = [looks_gross(frame, other.column, one.column) for other in rivals if other is not one]
        meant = "" if any(gross) else meant
        parts += gross
    elif one.meaning == "account":
        parts.append(_("{} accounts").format(values.nunique()))
    elif one.meaning == "date" and days(values).notna().any():
        parts.append(_("{} to {}").format(days(values).min().date(), days(values).max().date()))
    return "; ".join(part for part in (*parts, meant) if part)


def by_values(
    frame: pd.DataFrame,
    looks: Callable[[str], Values],
    table: Table,
    table_name: str,
    meaning: str,
    chosen: Mapping[str, str],
) -> Proposal:
    """Propose by values alone where no heading says the meaning: a guess when only one column can be it."""
    free = [
        Candidate(meaning, column, Said(), fits)
        for column in map(str, frame.columns)
        if column not in chosen.values()
        and not _says_else(column, table, meaning)
        and (fits := fit_unnamed(looks(column), table.name, meaning)).possible
    ]
    if len(free) == 1 and all(other in chosen for other in table.required if other != meaning):
        reason = _("the only column that can be it; {}").format(free[0].reason)
        return Proposal(meaning, free[0].column, "guess", reason)
    ranked = sorted(free, key=lambda c: (-c.points, c.column))[:5]
    choices = tuple(Alternative(c.column, c.reason) for c in ranked)
    found = _("no heading of {} says it").format(table_name)
    return Proposal(meaning, "", "question", found, choices)


def _says_else(column: str, table: Table, meaning: str) -> bool:
    """Whether a heading speaks against the meaning or says another one."""
    others = [(table.name, other) for other in table.columns if other != meaning]
    others += [("lines", other) for other in catalogue()["lines"]]
    says_another = any(say(column, where, other).strength >= HEARD for where, other in others)
    return says_another or speaks_against(column, table.name, meaning)
