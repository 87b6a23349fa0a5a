"""Columns beside money whose values are currencies or units: lines that can't be added up as they are."""

from collections.abc import Collection

import pandas as pd

from kamlib.lexicon.money import code_of, money_of, unit_in
from kamlib.study.answers import NO_COLUMN
from kamlib.study.companions import currency_of
from kamlib.study.meaning.catalogue import say
from kamlib.study.meaning.proposal import HEARD, Alternative, Proposal
from kamlib.study.meaning.relations import numbers
from kamlib.study.meaning.splits import names_measures
from kamlib.tables.schema import is_kind
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
        if _differ(values, said=_says_unit(column), counted=counted):
            money = numbers(frame[amount]) if amount in frame else pd.Series(0.0, index=frame.index)
            found[column] = _by_value(column, values, money)
    return found


def _says_unit(column: str) -> bool:
    pairs = (("sales", "currency"), ("lines", "unit"))
    return any(say(column, table, meaning).strength >= HEARD for table, meaning in pairs)


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


def unit_question(frame: pd.DataFrame, *, taken: Collection[str], amount: str) -> Proposal | None:
    """Ask whether a column that nobody understands says in which currency or unit the amounts are."""
    found = mixed_units(frame, taken=taken, amount=amount)
    if not found:
        return None
    meant = _("amounts are in different units; write under rates how much one of each is")
    choices = [Alternative(column, meant) for column in found]
    none = _("all amounts are in one currency; the column says nothing of them")
    choices.append(Alternative(NO_COLUMN, none))
    return Proposal("currency", "", "question", "; ".join(found.values()), tuple(choices))
