"""Accounts by criteria: points from 1 to 10, from data or from people, with range and source."""

from typing import NamedTuple

import pandas as pd

from kamlib.method.base.points import HIGHEST, LOWEST, anchored

DATA, PEOPLE, MISSING, NOT_APPLICABLE = "data", "people", "missing", "not applicable"
OF_THE_FUTURE = ("reachable_margin", "wallet", "share_of_wallet")
NEVER_ASKED_OF_TARGETS = ("tenure_years", "order_value", "regularity", "orders", "days_late")


class Scored(NamedTuple):
    """Four frames of one form, accounts by criteria: points, their range, and where they come from."""

    base: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    source: pd.DataFrame


def measures_used(criteria: pd.DataFrame, measures: pd.DataFrame, *, known_from: float) -> pd.Series:
    """Return the measure that stands for each criterion; "" where none does.

    The first of its ``measures`` that is known for at least ``known_from`` of the accounts to which it
    applies, provided that the criterion has anchors.

    Examples
    --------
    >>> criteria = pd.DataFrame({"key": ["profit_potential"], "anchors": [[1, 2, 5, 10, 20]],
    ...                          "measures": [["reachable_margin", "margin"]]})
    >>> measured = pd.DataFrame({"account": ["A", "B"], "target": False, "margin": [3.0, 4.0],
    ...                          "reachable_margin": [None, None]})
    >>> measures_used(criteria, measured, known_from=0.5).to_dict()
    {'profit_potential': 'margin'}
    """
    table = _applicable(measures)
    buyers = table[~measures["target"].to_numpy(bool)]
    known = {str(name): float((table if name in OF_THE_FUTURE else buyers)[name].notna().mean())
             for name in table}
    found = {row["key"]: _first(row, known, known_from) for _i, row in criteria.iterrows()}
    return pd.Series(found, dtype="str")


def _first(criterion: pd.Series, known: dict[str, float], known_from: float) -> str:
    if not len(criterion["anchors"]):
        return ""
    enough = (name for name in criterion["measures"] if known.get(name, 0.0) >= max(known_from, 1e-9))
    return next(enough, "")


def _applicable(measures: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers by account; of a target's past there is none, not zero."""
    table = measures.set_index("account").select_dtypes("number")
    past = [name for name in table if not str(name).startswith(OF_THE_FUTURE)]
    targets = measures["target"].to_numpy(bool)
    return table.astype("float64").assign(**{str(name): table[name].mask(targets) for name in past})


def score_matrix(
    criteria: pd.DataFrame, measures: pd.DataFrame, scores: pd.DataFrame, *, known_from: float, spread: float
) -> Scored:
    """Score each account on each criterion.

    Data or people first, as the criterion says; the other stands in where the first is silent. From data: the
    measure on the written anchors; its range is that of the measure, where it has one, else ``spread`` either
    way. From people: the median of the evaluators, each by the latest round; the range is from their lowest
    to their highest, with one evaluator ``spread`` either way. Where nobody knows, the criterion's median
    stands, anything from 1 to 10 is possible, and the cell is marked: missing is never zero. Tenure, orders
    and the like do not apply to targets: there the median stands too, without a range and without a mark.

    Parameters
    ----------
    criteria : DataFrame
        ``key``, ``from`` ("data" or "people"), ``measures`` (names, best first), ``anchors`` (five numbers or
        none).
    measures : DataFrame
        From `measures`, of the accounts to be scored: usually those that are nominated.
    scores : DataFrame
        ``who``, ``round``, ``account``, ``criterion``, ``score``; other accounts and criteria are not looked
        at.
    known_from : float
        From this share of the accounts on a measure stands for its criterion (0 to 1).
    spread : float
        Points by which a score without a range of its own is uncertain.

    Returns
    -------
    Scored
        ``base``, ``low``, ``high``: index ``account`` by key, one column for each criterion, 1 to 10;
        ``source``: "data", "people", "missing" or "not applicable".

    Raises
    ------
    KamError
        When anchors neither rise nor fall throughout.

    Examples
    --------
    >>> criteria = pd.DataFrame({"key": ["product_fit"], "from": ["people"], "measures": [["groups_share"]],
    ...                          "anchors": [[0, 0.25, 0.5, 0.75, 1]]})
    >>> measured = pd.DataFrame({"account": list("ABC"), "target": False, "groups_share": [0.5, 0.75, None]})
    >>> said = pd.DataFrame({"who": ["Vera", "Adam"], "round": 1, "account": "A", "criterion": "product_fit",
    ...                      "score": [4.0, 7.0]})
    >>> found = score_matrix(criteria, measured, said, known_from=0.5, spread=1)
    >>> pd.concat([frame["product_fit"] for frame in found], axis=1, keys=found._fields).reset_index()
      account  base  low  high   source
    0       A  5.50  4.0   7.0   people
    1       B  8.00  7.0   9.0     data
    2       C  6.75  1.0  10.0  missing
    """
    accounts = pd.Index(sorted(measures["account"]), name="account")
    table = _applicable(measures).reindex(accounts)
    targets = measures.set_index("account")["target"].reindex(accounts).astype("bool")
    used = measures_used(criteria, measures, known_from=known_from)
    columns = {}
    for _place, row in criteria.iterrows():
        measured = _from_data(table, used[row["key"]], row["anchors"], spread)
        said = _from_people(scores[scores["criterion"] == row["key"]], accounts, spread)
        past = targets & bool(set(row["measures"]) & set(NEVER_ASKED_OF_TARGETS))
        columns[row["key"]] = _chosen(measured, said, past, data_first=row["from"] == "data")
    parts = {part: {key: column[part] for key, column in columns.items()} for part in Scored._fields}
    return Scored(**{part: pd.DataFrame(found, index=accounts) for part, found in parts.items()})


def _from_data(table: pd.DataFrame, measure: str, anchors: list[float], spread: float) -> pd.DataFrame:
    nothing = pd.Series(float("nan"), index=table.index)
    if not measure:
        return pd.DataFrame({"base": nothing, "low": nothing, "high": nothing})
    base = anchored(table[measure], anchors)
    ends = pd.DataFrame({end: anchored(table.get(f"{measure}_{end}", nothing), anchors)
                         for end in ("low", "high")})
    # Where less is better, the lowest measure gives the most points.
    low, high = ends.min(axis=1, skipna=False), ends.max(axis=1, skipna=False)
    return _ranged(base, low, high, spread)


def _from_people(said: pd.DataFrame, accounts: pd.Index, spread: float) -> pd.DataFrame:
    """Return the median of the evaluators, each by the latest round, and their range."""
    known = said[said["score"].notna()].sort_values(["round", "score"])
    latest = known.drop_duplicates(["who", "account"], keep="last").groupby("account")["score"]
    found = latest.agg(["median", "min", "max", "size"]).reindex(accounts).astype("float64")
    several = found["size"] > 1
    return _ranged(found["median"], found["min"].where(several), found["max"].where(several), spread)


def _ranged(base: pd.Series, low: pd.Series, high: pd.Series, spread: float) -> pd.DataFrame:
    low, high = low.fillna(base - spread), high.fillna(base + spread)
    limited = {"low": low.clip(LOWEST, HIGHEST), "high": high.clip(LOWEST, HIGHEST)}
    return pd.DataFrame({"base": base, **limited})


def _chosen(
    measured: pd.DataFrame, said: pd.DataFrame, past: pd.Series, *, data_first: bool
) -> pd.DataFrame:
    first, second = (measured, said) if data_first else (said, measured)
    names = (DATA, PEOPLE) if data_first else (PEOPLE, DATA)
    found = first.where(first["base"].notna(), second, axis=0)
    source = pd.Series(names[1], index=first.index).mask(first["base"].notna(), names[0])
    source = source.mask(found["base"].isna(), MISSING).mask(found["base"].isna() & past, NOT_APPLICABLE)
    middle = float(found["base"].median()) if found["base"].notna().any() else (LOWEST + HIGHEST) / 2
    found = found.assign(base=found["base"].fillna(middle))
    settled = source == NOT_APPLICABLE
    return found.assign(low=found["low"].fillna(LOWEST).mask(settled, middle),
                        high=found["high"].fillna(HIGHEST).mask(settled, middle), source=source)
