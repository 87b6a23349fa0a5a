"""Support by influence, and where our contacts pass by the influence."""

import pandas as pd

from kamlib.method.base.ratios import quotients

HIGHEST = 3.0  # the end of the scale of attitude


def influence_support(persons: pd.DataFrame) -> pd.DataFrame:
    """Return the support of each account: attitude weighed by influence, from -1 to +1.

    support = sum of weight x attitude / (3 x sum of weights), over the persons of whom both are known. Who
    has no known attitude is left out and counted, never taken for indifferent; ``low`` and ``high`` say what
    the support could be if all of these were against us, or for us.

    Parameters
    ----------
    persons : DataFrame
        From `persons_reached`: ``account``, ``weight`` (missing where the influence is unknown),
        ``attitude`` (-3 to +3, missing where unknown).

    Returns
    -------
    DataFrame
        ``account``, ``persons``, ``counted``, ``unknown_attitude``, ``unknown_influence`` (counts),
        ``support``, ``low``, ``high`` (missing where nobody is counted), ``unknown_share``: share of the
        known weight that lies with unknown attitudes.

    References
    ----------
    Measure (f) of the method's section on relationship risk. The weights are ours.

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "weight": [12.0, 4.0, 4.0], "attitude": [2.0, -2.0, None]})
    >>> influence_support(people)[["support", "unknown_attitude", "low", "high"]].round(3)
       support  unknown_attitude    low   high
    0    0.333                 1  0.067  0.467
    """
    weight, attitude = persons["weight"].astype("float64"), persons["attitude"].astype("float64")
    both = weight.notna() & attitude.notna()
    open_ = weight.where(weight.notna() & attitude.isna(), 0.0)
    parts = pd.DataFrame({
        "account": persons["account"], "persons": 1, "counted": both, "weighed": weight.where(both, 0.0),
        "unknown_attitude": attitude.isna(), "unknown_influence": weight.isna(), "open": open_,
        "sum": (weight * attitude).where(both, 0.0)})
    sums = parts.groupby("account", sort=False).sum().reset_index()
    whole, some = sums["weighed"] + sums["open"], sums["counted"] > 0
    ends = {name: ((sums["sum"] + sign * HIGHEST * sums["open"]) / (HIGHEST * whole)).where(some)
            for name, sign in (("low", -1), ("high", 1))}
    found = sums.assign(support=quotients(sums["sum"], HIGHEST * sums["weighed"]), **ends,
                        unknown_share=quotients(sums["open"], whole))
    return found[["account", "persons", "counted", "unknown_attitude", "unknown_influence", "support", "low",
                  "high", "unknown_share"]]


def influence_reached(persons: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the influence lies with people with whom nobody of us talks.

    Titles mislead: the one we see most is not always the one who can stop us. ``missed`` is the most
    influential person with whom nobody of us talks, ``courted`` the one to whom we are nearest, and
    ``misplaced`` how much more the first counts than the second.

    Parameters
    ----------
    persons : DataFrame
        From `persons_reached`: ``person``, ``weight``, ``attitude``, ``contact``, ``reached``.

    Returns
    -------
    DataFrame
        ``account``; ``unreached``: share of the known weight that is not reached (missing where no weight or
        no contact is known); ``missed``, ``missed_weight``, ``courted``,
        ``courted_weight`` (names, empty where there is none), ``misplaced`` (weight of the one less that of
        the other; missing where either is); ``against``: who of those not reached is most against us, weight
        times attitude, and ``against_weight``, the sum of that over all of them (0 where there is none).

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["director", "engineer"], "weight": [4.0, 7.0],
    ...                        "contact": [3.0, 0.0], "reached": [True, False], "attitude": [2.0, -2.0]})
    >>> found = influence_reached(people)
    >>> found[["missed", "courted", "misplaced", "against", "against_weight"]].to_numpy().tolist()
    [['engineer', 'director', 3.0, 'engineer', 14.0]]
    """
    known = persons[persons["weight"].notna() & persons["reached"].notna()]
    away = ~known["reached"].astype("bool")
    sums = known.assign(away=known["weight"].where(away, 0.0)).groupby("account")[["weight", "away"]].sum()
    missed = _first(known[away], ["weight"])
    courted = _first(known[~away], ["contact", "weight"])
    found = persons[["account"]].drop_duplicates().set_index("account")
    found["unreached"] = sums["away"] / sums["weight"]
    for name, rows in (("missed", missed), ("courted", courted)):
        found[name] = rows["person"].reindex(found.index).fillna("")
        found[f"{name}_weight"] = rows["weight"].reindex(found.index)
    found["misplaced"] = found["missed_weight"] - found["courted_weight"]
    opposed = known[away & (known["attitude"] < 0)].assign(
        weight=lambda rows: -rows["weight"] * rows["attitude"])
    found["against"] = _first(opposed, ["weight"])["person"].reindex(found.index).fillna("")
    against = opposed.groupby("account")["weight"].sum()
    found["against_weight"] = against.reindex(found.index).fillna(0.0)
    return found.reset_index()


def _first(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return for each account the person who is first by these columns; of equal ones by name."""
    order = rows.sort_values([*by, "person"], ascending=[*[False] * len(by), True], kind="stable")
    return order.drop_duplicates("account").set_index("account")[["person", "weight"]]
