"""Keys: columns that name each row once, and the share of values that they hold."""

import pandas as pd

from kamlib.study.meaning.catalogue import heading_words

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
