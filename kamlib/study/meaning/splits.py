"""Columns that split the money: by status, scenario or kind of document, and any other of few values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from kamlib.lexicon import lists
from kamlib.lexicon.money import money_of
from kamlib.lexicon.phrases import Phrases, starred, words
from kamlib.names import plain
from kamlib.study.companions import currency_of, date_of
from kamlib.study.meaning.evidence import spread
from kamlib.text import _

FEW, MOST = 12, 40
"""Values of a column that is listed, and of one whose words make a question."""
MINUS = "minus "
"""What is written before a value whose lines take off what they name."""
_FLAGS = {"cancelled": ("leave", "count"), "intercompany": ("leave", "count"), "posted": ("count", "leave")}
"""What yes and no say of a line, by the kind of heading."""
_ABOVE = 0.9
"""Share of lines above zero from which a returned line is not written below zero."""
# Where one phrase is as long as another, the first of these speaks: a cancelled invoice is no invoice.
_ORDER = ("payment", "leave", "storno", "weak", "returns", "other", "order", "count")
_CODE = 3
"""Letters of a value that is a code and says nothing by itself."""


@dataclass(frozen=True)
class Split:
    """A column whose values split the money.

    Parameters
    ----------
    column : str
        Its heading.
    values : DataFrame
        ``value`` (as most lines write it), ``lines``, ``amount`` (raw sum; NaN where unknown) and ``above``
        (share of lines above zero), most money first.
    asks : bool
        Whether heading or values are known words, so that somebody must say which lines are sales.
    likely : tuple of str
        Values that are likely sales, with ``MINUS`` where they are to be taken off; empty where unknown.
    """

    column: str
    values: pd.DataFrame
    asks: bool = False
    likely: tuple[str, ...] = ()


def find_splits(columns: pd.DataFrame, amount: pd.Series | None = None) -> list[Split]:
    """Return the columns that split the money: 2 to 12 values with money, or known words of any number.

    Parameters
    ----------
    columns : DataFrame
        The columns of the sales that carry no meaning yet.
    amount : Series, optional
        Money of each line, on the same index; without it every line is taken to carry money.

    Examples
    --------
    >>> deals = pd.DataFrame({"Stage": ["Won", "Lost", "Won"], "Region": ["N", "S", "S"]})
    >>> [(s.column, s.asks, s.likely) for s in find_splits(deals, pd.Series([5.0, 9.0, 1.0]))]
    [('Stage', True, ('Won',)), ('Region', False, ())]
    """
    made = {of(str(column)) for column in columns.columns for of in (currency_of, date_of)}
    return [
        split
        for column in map(str, columns.columns)
        if column not in made and _may_split(columns[column])
        if (split := _split(column, columns[column], amount)) is not None
    ]


def labels(values: pd.Series) -> pd.Series:
    """Return the values as people name them, spelled as most lines have them; ``(empty)`` for none.

    Examples
    --------
    >>> list(labels(pd.Series(["Won", "won ", "Won", None])))
    ['Won', 'Won', 'Won', '(empty)']
    """
    codes, different = pd.factorize(values)
    text = _text(pd.Series(different))
    counts = pd.Series(codes[codes >= 0]).value_counts().reindex(range(len(text)), fill_value=0)
    often = sorted(range(len(text)), key=lambda place: (-int(counts[place]), text[place]))
    first: dict[str, str] = {}
    spelled = {place: first.setdefault(plain(text[place]), text[place]) or _("(empty)") for place in often}
    named = pd.Series(codes, index=values.index).map(spelled).fillna(_("(empty)"))
    return named.astype("str")


def _text(different: pd.Series) -> list[str]:
    if pd.api.types.is_float_dtype(different) and bool((different % 1 == 0).all()):
        different = different.astype("int64")
    return [str(value).strip() for value in different]


def _may_split(values: pd.Series) -> bool:
    """Whether a column can hold few values, from the rows looked at."""
    return not pd.api.types.is_datetime64_any_dtype(values) and 0 < spread(values).nunique() <= 2 * MOST


def _split(column: str, given: pd.Series, amount: pd.Series | None) -> Split | None:
    label = labels(given)
    named = [str(value) for value in label.unique()]
    kind = _kind_of(column, named)
    roles = _roles(kind, named)
    asks = _asks(kind, roles)
    if len(named) > (MOST if asks else FEW):
        return None
    values = _with_money(label, amount)
    carry = values[values["carries"]]
    alone = len(carry) == 1 and roles[str(carry["value"].iloc[0])] in ("leave", "storno")
    if len(carry) < 2 and not (asks and alone):
        return None
    shown = values[["value", "lines", "amount", "above"]]
    return Split(column, shown, asks, tuple(_likely(roles, values)) if asks else ())


def _with_money(label: pd.Series, amount: pd.Series | None) -> pd.DataFrame:
    """Return lines and money of each value, most money first."""
    place, named = pd.factorize(label)
    money = np.ones(len(label)) if amount is None else amount.to_numpy(dtype="float64", na_value=0.0)
    lines = pd.DataFrame({"amount": money, "any": np.abs(money), "above": money > 0})
    values = lines.groupby(place).agg(
        lines=("amount", "size"), amount=("amount", "sum"), above=("above", "mean"), any=("any", "sum")
    )
    values = values.assign(value=named, carries=values["any"] > 0)
    values = values.assign(amount=np.nan) if amount is None else values
    return values.sort_values(["any", "lines", "value"], ascending=[False, False, True], ignore_index=True)


def names_measures(column: str, values: Iterable[str]) -> bool:
    """Whether a column says what the number beside it is: revenue, cost, pieces; not its currency or unit.

    Examples
    --------
    >>> names_measures("Measure", ["Revenue", "Cost"]), names_measures("Measure", ["kg", "pcs"])
    (True, False)
    """
    named = list(values)
    return _kind(column) == "measure" and sum(not money_of(value) for value in named) > len(named) / 2


def _kind_of(column: str, named: list[str]) -> str:
    """Return what a column is by its heading, where the values leave it at that."""
    kind = _kind(column)
    if kind == "intercompany" and "against" in _heard(column):
        # The customer of a group is yes or no; names and numbers of such customers are none.
        return kind if len(named) <= 2 else ""
    if kind == "measure":
        return kind if names_measures(column, named) else ""
    said = [value for value in named if value != _("(empty)")]
    bare = len(words(column)) == _known()["coded"].longest(words(column))
    is_coded = bare and all(len(value) <= _CODE for value in said)
    return kind or ("coded" if is_coded else "")


@lru_cache(maxsize=4096)
def _heard(heading: str) -> list[str]:
    """Return the kinds of column that a heading names; ``"against"`` where it speaks against all."""
    return [kind for kind, phrases in _known()["headings"].items() if phrases.longest(words(heading))]


def _kind(heading: str) -> str:
    """Return what a heading says that its column is; empty where it says nothing."""
    found = _heard(heading)
    return found[0] if found and ("against" not in found or found[0] == "intercompany") else ""


def _roles(kind: str, named: list[str]) -> dict[str, str]:
    """Return value -> what its words say of a line; empty where they say nothing."""
    if len(named) > MOST:
        return dict.fromkeys(named, "")
    if kind in _FLAGS and len(named) <= 2:
        yes, no = _FLAGS[kind]
        affirmed = _known()["affirmed"]
        return {value: yes if affirmed.longest(words(value)) else no for value in named}
    return {value: _role(value) for value in named}


@lru_cache(maxsize=4096)
def _role(value: str) -> str:
    longest = {role: phrases.longest(words(value)) for role, phrases in _known()["values"].items()}
    # Where one phrase is as long as another, the role that stands first speaks.
    return max(_ORDER, key=lambda role: longest[role]) if any(longest.values()) else ""


def _asks(kind: str, roles: dict[str, str]) -> bool:
    """Whether heading or values are words that somebody has to answer for."""
    if kind or ({"count", "other"} <= {*roles.values()} and all(roles.values())):
        return True
    empty = _("(empty)") in roles
    heard = [role for role in roles.values() if role and role != "other"]
    out = sum(role in ("leave", "storno") for role in heard)
    documents = "count" in heard and bool({"returns", "order"} & {*heard})
    return documents or (out > 0 and (len(heard) > 1 or (empty and len(roles) == 2) or len(roles) == 1))


def _likely(roles: dict[str, str], values: pd.DataFrame) -> list[str]:
    """Return the values that are likely sales; where only returns are heard, what says nothing is sold."""
    heard = [*_heard_as_sales(roles, values)]
    if heard and all(value.startswith(MINUS) for value in heard):
        return [*(value for value, role in roles.items() if not role), *heard]
    return heard


def _heard_as_sales(roles: dict[str, str], values: pd.DataFrame) -> Iterator[str]:
    heard = set(roles.values())
    counted = {"count", "payment"} | ({"weak"} if "payment" in heard else set())
    counted |= set() if heard & {"count", "payment"} else {"order"}
    rest = {role for value, role in roles.items() if value != _("(empty)")}
    for value, above in zip(values["value"], values["above"], strict=True):
        role, is_above = roles[value], above >= _ABOVE
        mirrors = role == "storno" and not is_above
        unmarked = value == _("(empty)") and rest <= {"leave", "storno"}
        if role == "returns":
            yield MINUS + value if is_above else value
        elif role in counted or mirrors or unmarked:
            yield value


def says_no_sale(name: str) -> bool:
    """Whether the name of a table says that its lines are no sales, or sales taken back: a budget, returns.

    Examples
    --------
    >>> [name for name in ("sales_2024", "budget_2025", "план_2024", "payments") if says_no_sale(name)]
    ['budget_2025', 'план_2024', 'payments']
    """
    return _role(name) in ("leave", "storno", "returns", "order")


def says_plan(heading: str) -> bool:
    """Whether the heading of an amount says that it is no actual sale: planned, weighted, forecast.

    Examples
    --------
    >>> says_plan("Weighted amount"), says_plan("План, руб."), says_plan("Amount not incl VAT")
    (True, True, False)
    """
    # What an amount is not says nothing of a plan.
    return _role(heading) == "leave" and not {"not", "не", "nie", "nicht"} & {*words(heading)}


@lru_cache(maxsize=1)
def _known() -> dict[str, Any]:
    """Return the phrases of the lexicon, taken apart."""
    shipped = lists("splits")
    single = {"coded": shipped["coded"], "affirmed": shipped["affirmed"] + lists("cells")["answers"]["yes"]}
    rooms = {room: {key: Phrases(map(starred, phrases)) for key, phrases in shipped[room].items()}
             for room in ("headings", "values")}  # fmt: skip
    return rooms | {name: Phrases(map(starred, phrases)) for name, phrases in single.items()}
