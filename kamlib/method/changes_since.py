"""What changed between two states of one table: what is new, what is gone, what is said differently."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

NEW, GONE, CHANGED, REWORDED = "new", "gone", "changed", "reworded"
_NTH, _AT, _WORDS = "\nnth", "\nat", "\nwords"  # names that no column can have
_WAS, _IS = "\nbefore", "\nnow"
_SAME = 1e-9  # a share written to a file and read again is the same share


def changes_since(
    before: pd.DataFrame, now: pd.DataFrame, *, keys: Sequence[str], compared: Sequence[str], line: str = ""
) -> pd.DataFrame:
    """Compare two states of a table, record by record.

    A record is known by its keys; of several with the same keys the first is compared with the first. With
    ``line``, a record whose last key changed while its line stayed is *reworded* and not gone and new: a step
    said better is the same step.

    Missing before and given now is a change like any other, and so is the contrary; two missing values are
    the same, and so are an empty text and a missing one.

    Parameters
    ----------
    before, now : DataFrame
        ``keys``, ``compared`` and ``line``; columns that one state does not have count as missing there.
    keys : sequence of str
        By what a record is known; the first is the account.
    compared : sequence of str
        What is compared.
    line : str
        Column with the place of the record in its workbook.

    Returns
    -------
    DataFrame
        ``keys`` (as they are now), ``kind`` ("new", "gone", "changed", "reworded"), ``what`` (the column that
        changed; "" of a record that is new or gone), ``before``, ``now`` (values as they were given). In the
        order of ``now``, what is gone last.

    Raises
    ------
    KamError
        When one of the states lacks a key.

    Examples
    --------
    >>> was = pd.DataFrame({"account": "A", "person": ["Chief engineer", "Buyer"], "attitude": [-2.0, 1.0]})
    >>> today = pd.DataFrame({"account": "A", "person": ["Chief engineer"], "attitude": [0.0]})
    >>> changes_since(was, today, keys=["account", "person"], compared=["attitude"])
      account          person     kind      what before  now
    0       A  Chief engineer  changed  attitude   -2.0  0.0
    1       A           Buyer     gone              NaN  NaN
    """
    absent = [key for key in keys if key not in before or key not in now]
    if absent:
        refuse("key-absent", _("is missing in one of two states"), _("compare states of one table"), absent)
    said, columns = list(keys), [_WORDS, *(name for name in compared if name not in keys)]
    before, now = (frame.reset_index(drop=True).assign(**{_WORDS: frame[said[-1]].to_numpy()})
                   for frame in (before, now))
    both = _beside(_with_new_words(before, now, said, line), now, said, columns)
    paired = both[both["_merge"] == "both"]
    found = [_rows(both[both["_merge"] == side], said, kind) for side, kind in
             (("left_only", NEW), ("right_only", GONE))]
    for column in columns:
        differ = paired[~_same(paired[column + _IS], paired[column + _WAS])]
        found.append(_rows(differ, said, CHANGED if column != _WORDS else REWORDED, column))
    every = pd.concat([part for part in found if len(part)] or found[:1])
    placed: pd.DataFrame = every.sort_index(kind="stable").reset_index(drop=True)
    return placed.replace({"what": {_WORDS: said[-1]}})[[*said, "kind", "what", "before", "now"]]


def _with_new_words(before: pd.DataFrame, now: pd.DataFrame, keys: list[str], line: str) -> pd.DataFrame:
    """Give records of before whose line holds other words now the words of now as their key."""
    if not line or line not in before or line not in now:
        return before
    told = [pd.MultiIndex.from_frame(_plain(frame, keys)) for frame in (before, now)]
    old, new = before[~told[0].isin(told[1])], now[~told[1].isin(told[0])]
    at = [*keys[:-1], line]
    words = new.drop_duplicates(at).set_index(at)[keys[-1]]
    same_place = pd.MultiIndex.from_frame(old[at])
    found = pd.Series(words.reindex(same_place).to_numpy(), index=old.index, dtype="object")
    found = found[~same_place.duplicated()].dropna()
    return before.assign(**{keys[-1]: found.reindex(before.index).fillna(before[keys[-1]])})


def _beside(was: pd.DataFrame, now: pd.DataFrame, keys: list[str], columns: list[str]) -> pd.DataFrame:
    """Lay the two states side by side, in the order of now, what is gone last."""
    sides = []
    for frame, mark in ((now, _IS), (was, _WAS)):
        side = _plain(frame, keys).join(frame.reindex(columns=columns).add_suffix(mark))
        side[_NTH], side[_AT + mark] = side.groupby(keys).cumcount(), range(len(side))
        sides.append(side)
    both = sides[0].merge(sides[1], on=[*keys, _NTH], how="outer", indicator=True)
    return both.sort_values([_AT + _IS, _AT + _WAS], ignore_index=True)


def _plain(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return frame[keys].astype("object").where(frame[keys].notna(), "").astype("str")


def _rows(rows: pd.DataFrame, keys: list[str], kind: str, column: str = "") -> pd.DataFrame:
    found = rows[keys].astype("object").assign(kind=kind, what=column)
    for name, mark in (("before", _WAS), ("now", _IS)):
        found[name] = rows[column + mark].astype("object") if column else np.nan
    return found.astype({"before": "object", "now": "object"})


def _same(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether two columns say the same: both nothing, the same number, the same words."""
    if all(pd.api.types.is_numeric_dtype(side) for side in (one, other)):
        close = np.isclose(one.astype("float64"), other.astype("float64"), rtol=_SAME, atol=_SAME,
                           equal_nan=True)
        return pd.Series(close, index=one.index)
    first, second = (side.astype("object").where(side.notna(), "") for side in (one, other))
    return pd.Series([a == b for a, b in zip(first, second, strict=True)], index=one.index, dtype="bool")
