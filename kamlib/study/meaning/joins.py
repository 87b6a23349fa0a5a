"""Tables that belong together: keys, product groups, and sales spread over several tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

import pandas as pd

from kamlib.study.meaning.catalogue import heading_words, say
from kamlib.study.meaning.columns import propose_columns
from kamlib.study.meaning.evidence import look_at
from kamlib.study.meaning.priced import amount_name, amount_query, priced
from kamlib.study.meaning.proposal import HEARD, Frames, Proposal, TableChoice
from kamlib.study.meaning.splits import find_splits
from kamlib.study.meaning.sql import quoted
from kamlib.tables import SALES
from kamlib.text import _

MEETS = 0.95
"""Share of values that a key must hold for a join."""


def is_key(values: pd.Series) -> bool:
    """Whether a column has a different value in (nearly) each row and is no date and no fraction.

    Examples
    --------
    >>> is_key(pd.Series(["A", "B"])), is_key(pd.Series(["A", "A"]))
    (True, False)
    """
    given = values.dropna()
    if given.empty or len(given) < 0.98 * len(values) or pd.api.types.is_datetime64_any_dtype(values):
        return False
    if pd.api.types.is_float_dtype(values) and (given % 1 != 0).any():
        return False
    return bool(given.nunique() > 0.98 * len(given))


def is_near_key(values: pd.Series, *, share: float = 0.8) -> bool:
    """Whether a column would be a key but for a few values that come twice: a list that people keep by hand.

    Examples
    --------
    >>> is_near_key(pd.Series(["A", "B", "C", "D", "A"])), is_near_key(pd.Series(["A", "A"]))
    (True, False)
    """
    given = values.dropna()
    once = given.drop_duplicates()
    return len(given) >= 0.98 * len(values) and len(once) >= share * len(given) and is_key(once)


def contained(values: pd.Series, keys: pd.Series) -> float:
    """Share of the different ``values`` that ``keys`` holds; 0 where there are none.

    Examples
    --------
    >>> contained(pd.Series([1, 2, 2]), pd.Series(["1", "3"]))
    0.5
    """
    wanted, held = as_codes(values), as_codes(keys)
    return len(wanted & held) / len(wanted) if wanted else 0.0


def met(values: pd.Series, keys: pd.Series) -> float:
    """Share of the different ``values`` that ``keys`` holds, zeros in front aside where that makes more meet.

    Examples
    --------
    >>> met(pd.Series([1, 2]), pd.Series(["001", "002"])), met(pd.Series(["01", "1"]), pd.Series(["1"]))
    (1.0, 0.5)
    """
    wanted, held = as_codes(values), as_codes(keys)
    bare_wanted, bare_held = ({code.lstrip("0") for code in codes} for codes in (wanted, held))
    # Codes that differ in nothing but zeros are two codes.
    alone = len(bare_wanted) == len(wanted) and len(bare_held) == len(held)
    bare = len(bare_wanted & bare_held) / len(wanted) if wanted and alone else 0.0
    return max(contained(values, keys), bare)


def as_codes(values: pd.Series) -> set[str]:
    """Return the different values as texts; a whole number reads the same in every dtype."""
    given = values.dropna().drop_duplicates()
    if pd.api.types.is_float_dtype(given) and bool((given % 1 == 0).all()):
        given = given.astype("Int64")
    return set(given.astype("str").str.strip())


def shared_columns(many: pd.DataFrame, one: pd.DataFrame) -> list[tuple[str, str, float]]:
    """Return pairs of columns of one heading, a key in ``one`` that holds those of ``many``; the share."""
    wanted = {heading_words(str(column)) for column in many.columns}
    named = ((heading_words(str(column)), column) for column in one.columns)
    keys = {said: str(column) for said, column in named if said in wanted and _is_exact(one[column])}
    pairs = [(str(c), keys[heading_words(str(c))]) for c in many.columns if heading_words(str(c)) in keys]
    shares = [(left, right, contained(many[left], one[right])) for left, right in pairs]
    return sorted((pair for pair in shares if pair[2] >= MEETS), key=lambda pair: (-pair[2], pair[0]))


def _is_exact(values: pd.Series) -> bool:
    """Whether a join on a key can't repeat a line."""
    return is_key(values) and bool(values.dropna().is_unique)


STEPS = 3
"""Tables followed from a product to its group."""


def with_groups(frames: Frames, name: str, proposals: Sequence[Proposal]) -> str:
    """Return the SELECT that adds product groups from other tables; empty where none hold them."""
    found = {p.meaning: p for p in proposals if p.column}
    group, joins = group_joins(frames, name, found.get("product")) if "group" not in found else ("", "")
    return f'SELECT l.*, {group} AS "group"\nFROM {quoted(name)} AS l\n{joins}' if group else ""


def group_joins(frames: Frames, name: str, product: Proposal | None) -> tuple[str, str]:
    """Return SQL of the group and the joins that lead to it from ``l``; empty where no table holds one."""
    joins, group, alias, at, column = [], "", "l", name, product.column if product else ""
    for step in range(STEPS):
        table, key = _next_table(frames, at, column)
        if not table:
            break
        here = f"g{step}"
        joins.append(
            f"LEFT JOIN {quoted(table)} AS {here} ON {alias}.{quoted(column)} = {here}.{quoted(key)}"
        )
        label, onward = _group_columns(frames, table, seen={name, at})
        group = f"{here}.{quoted(label)}" if label else group
        alias, at, column = here, table, onward
    return (group, "\n".join(joins)) if group else ("", "")


def _next_table(frames: Frames, at: str, column: str) -> tuple[str, str]:
    """Return the table and key that a column leads to; each empty if none."""
    others = (name for name in sorted(frames) if name != at and column)
    shared = ((name, shared_columns(frames[at][[column]], frames[name])) for name in others)
    return next(((name, keys[0][1]) for name, keys in shared if keys), ("", ""))


def _group_columns(frames: Frames, table: str, *, seen: set[str]) -> tuple[str, str]:
    """Return the column that names the group of each row, and the one that leads on; each empty if none."""
    frame = frames[table]
    said = {name: say(name, "sales", "group").strength for name in sorted(map(str, frame.columns))}
    heard = [column for column in said if said[column] >= HEARD]
    names = [column for column in heard if look_at(frame[column]).kinds == {"text"}]
    leads = [
        column for column in heard
        if not is_key(frame[column]) and _next_table(frames, table, column)[0] not in {*seen, ""}
    ]  # fmt: skip
    return max(names, key=said.__getitem__, default=""), max(leads, key=said.__getitem__, default="")


Ranked = tuple[tuple[float, ...], TableChoice]
"""A query that makes the sales; the highest rank is best."""


def joined_sales(frames: Frames) -> TableChoice | None:
    """Return the best join of a table with amounts and one with accounts and dates; None where none meets.

    Amounts are a column of amounts, or unit price x quantity x (1 - discount). Every line is kept.
    """
    found = {
        name: {meaning: p for meaning, p in _found(frames[name], name).items() if p.column}
        for name in sorted(frames)
    }
    amounts = {name: _amount(frames[name], found[name]) for name in found}
    return _best(
        ranked
        for lines in found
        for head in found
        if lines != head and amounts[lines][0]
        for ranked in _pair(frames, found, lines, head, amounts[lines])
    )


def priced_sales(frames: Frames, names: Sequence[str]) -> TableChoice | None:
    """Return the table with client and date whose amount is price x quantity, as a query; None where none is.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-01-09", "2024-01-10"])
    >>> sold = pd.DataFrame({"Client": ["A", "B"], "Date": days, "Price": [2.5, 3.5], "Quantity": [5, 1]})
    >>> print(priced_sales({"sold": sold}, ["sold"]).query)
    SELECT l.*, l."Price" * l."Quantity" AS "amount"
    FROM "sold" AS l
    """
    return _best(ranked for name in names for ranked in _priced(frames, name))


def _best(ranked: Iterable[Ranked]) -> TableChoice | None:
    best = max(ranked, key=itemgetter(0), default=None)
    return best[1] if best else None


def _priced(frames: Frames, name: str) -> Iterator[Ranked]:
    frame, found = frames[name], _found(frames[name], name)
    if not {"account", "date"} <= set(found) or "amount" in found:
        return
    columns = {meaning: p.column for meaning, p in found.items()}
    product = priced(frame, columns.get("quantity", ""), invoice=columns.get("invoice", ""))
    if product is None:
        return
    groups = group_joins(frames, name, found.get("product")) if "group" not in found else ("", "")
    amount = Proposal("amount", amount_name(frame, product), "likely", product.said, (), HEARD)
    choice = TableChoice(
        "",
        _("no column holds the amount; it is {}").format(product.said),
        (*found.values(), amount),
        amount_query(frame, name, product),
        amount_query(frame, name, product, groups) if groups[0] else "",
        (name, found["account"].likeliest),
    )
    yield (len(found), len(frame)), choice


def _found(frame: pd.DataFrame, name: str) -> dict[str, Proposal]:
    """Meanings that headings say; what only values suggest is left out."""
    proposals = propose_columns(frame, SALES, table_name=name, only_heard=True)
    return {p.meaning: p for p in proposals if p.points > HEARD}


def _pair(
    frames: Frames,
    found: Mapping[str, dict[str, Proposal]],
    lines: str,
    head: str,
    made: tuple[str, str],
) -> Iterator[Ranked]:
    amount, said = made
    wanted = {"account", "date"} - set(found[lines])
    if not wanted or not wanted <= set(found[head]):
        return
    for left, right, share in shared_columns(frames[lines], frames[head]):
        meant = _columns(found[lines], found[head], amount)
        columns = meant | _splits(frames, found, lines, head)
        source = (
            f"FROM {quoted(lines)} AS l\n"
            f"LEFT JOIN {quoted(head)} AS h ON l.{quoted(left)} = h.{quoted(right)}"
        )
        reason = _(
            'no table has client, date and amount together: "{}" and "{}" have them when joined on "{}" '
            "({:.0%} of its values meet); amount = {}"
        ).format(lines, head, left, share, said)
        group, joins = group_joins(frames, lines, found[lines].get("product"))
        query = _select(columns, source)
        with_group = _select({**columns, "group": group}, f"{source}\n{joins}") if group else ""
        proposals = tuple(_of_result(columns, found[lines], found[head], said))
        at = lines if "account" in found[lines] else head
        account_from = (at, found[at]["account"].column)
        rank = (share, len(meant), len(frames[lines]))
        yield rank, TableChoice("", reason, proposals, query, with_group, account_from)


def _select(columns: Mapping[str, str], source: str) -> str:
    names = [*SALES.columns, *(name for name in columns if name not in SALES.columns)]
    ordered = [f"{columns[name]} AS {quoted(name)}" for name in names if name in columns]
    return "SELECT " + ",\n       ".join(ordered) + f"\n{source}"


def _columns(lines: dict[str, Proposal], head: dict[str, Proposal], amount: str) -> dict[str, str]:
    of_head = {meaning: f"h.{quoted(p.column)}" for meaning, p in head.items() if meaning != "amount"}
    of_lines = {meaning: f"l.{quoted(p.column)}" for meaning, p in lines.items()}
    # A total in the head of a document would be repeated on each of its lines.
    for repeated in ("cost", "vat", "quantity"):
        of_head.pop(repeated, None)
    return {**of_head, **of_lines, "amount": amount}


def _splits(
    frames: Frames, found: Mapping[str, dict[str, Proposal]], lines: str, head: str
) -> dict[str, str]:
    """Return the columns whose known words say of a line whether it is a sale at all, as SQL."""
    asked: dict[str, str] = {}
    for table, alias in ((head, "h"), (lines, "l")):
        mapped = [p.column for p in found[table].values()]
        unmapped = frames[table].drop(columns=mapped)
        asked |= {s.column: f"{alias}.{quoted(s.column)}" for s in find_splits(unmapped) if s.asks}
    return {name: sql for name, sql in asked.items() if name not in SALES.columns}


def _of_result(
    columns: Mapping[str, str], lines: dict[str, Proposal], head: dict[str, Proposal], said: str
) -> Iterator[Proposal]:
    """Meanings of the query's result, whose columns carry the meanings' names."""
    for meaning in SALES.columns:
        if meaning in columns:
            origin = lines.get(meaning) or head.get(meaning)
            reason = said if meaning == "amount" or origin is None else f"{origin.column}: {origin.reason}"
            points = origin.points if origin else HEARD
            yield Proposal(meaning, meaning, origin.confidence if origin else "likely", reason, (), points)


def _amount(frame: pd.DataFrame, found: Mapping[str, Proposal]) -> tuple[str, str]:
    """Return the SQL of the amount of a line, and the same in words; empty where a table has none."""
    if "amount" in found:
        return f"l.{quoted(found['amount'].column)}", f'"{found["amount"].column}"'
    quantity = found["quantity"].column if "quantity" in found else ""
    product = priced(frame, quantity)
    return (product.sql, product.said) if product else ("", "")
