"""On how many people a relation really rests, on each side: bow tie, diamond, or in between."""

import pandas as pd

from kamlib.method.base.lines import certain
from kamlib.method.base.shares import ROUNDING, herfindahl

SHAPES = ("bow tie", "in between", "diamond", "no line", "unknown")


def effective_people(
    lines: pd.DataFrame, *, bow_tie_below: float, diamond_people: float, diamond_pairs: int
) -> pd.DataFrame:
    """Return for each account the effective number of people on both sides, and the shape of the contacts.

    n = 1 / sum over persons of s_k ** 2, s_k the share of a person in the intensity of all contacts of his
    side: "as if so many people shared the work equally" [adelman1969]_. Fewer than ``bow_tie_below`` on
    either side is a *bow tie*: all passes through a knot. At least ``diamond_people`` on both sides with at
    least ``diamond_pairs`` different pairs is a *diamond*; the rest is in between. The shapes are those of
    the trade's pictures, the limits ours.

    Parameters
    ----------
    lines : DataFrame
        From `kamlib.method.base.lines.lines`.
    bow_tie_below, diamond_people : float
        People, not rounded; exactly the limit is no bow tie, and enough for a diamond.
    diamond_pairs : int
        Pairs of persons.

    Returns
    -------
    DataFrame
        ``account``; ``ours``, ``theirs`` (people with a line), ``pairs``, ``a_year`` (contacts a year as
        counted); ``effective_ours``, ``effective_theirs``; ``unknown`` (lines of which level or number is
        not known, which can't be weighed); ``shape`` ("bow tie", "in between", "diamond", "no line" where
        nobody meets anybody, "unknown"); ``narrow`` ("ours", "theirs", "both" or "": on which side the knot
        is). By account.

    Examples
    --------
    >>> meet = pd.DataFrame({"account": "A", "ours": ["Ada", "Ada"], "theirs": ["Bo", "Cy"], "line": True,
    ...                      "a_year": [8.0, 2.0], "intensity": [8.0, 2.0]})
    >>> found = effective_people(meet, bow_tie_below=2, diamond_people=3, diamond_pairs=3)
    >>> found[["effective_ours", "effective_theirs", "shape", "narrow"]].round(2)
       effective_ours  effective_theirs    shape narrow
    0             1.0              1.47  bow tie   both
    """
    rows = [
        {"account": account, **_of_account(mine, bow_tie_below, diamond_people, diamond_pairs)}
        for account, mine in lines.groupby("account", sort=True)
    ]
    columns = ["account", "ours", "theirs", "pairs", "a_year", "effective_ours", "effective_theirs",
               "unknown", "shape", "narrow"]
    return pd.DataFrame(rows, columns=columns)


def _of_account(
    mine: pd.DataFrame, bow_tie_below: float, diamond_people: float, diamond_pairs: int
) -> dict[str, object]:
    there = mine[certain(mine["line"])]
    sides = {side: effective_number(there.groupby(side)["intensity"].sum()) for side in ("ours", "theirs")}
    unknown = mine["line"].isna() | (certain(mine["line"]) & mine["intensity"].isna())
    pairs = len(there.drop_duplicates(["ours", "theirs"]))
    narrow = [side for side, people in sides.items() if people < bow_tie_below - ROUNDING]
    wide = all(people >= diamond_people - ROUNDING for people in sides.values())
    shape = "bow tie" if narrow else "diamond" if wide and pairs >= diamond_pairs else "in between"
    if pd.isna(sides["ours"]):
        shape = "unknown" if unknown.any() else "no line"
    return {
        "ours": there["ours"].nunique(), "theirs": there["theirs"].nunique(), "pairs": pairs,
        "a_year": float(there["a_year"].sum(min_count=1)), "effective_ours": sides["ours"],
        "effective_theirs": sides["theirs"], "unknown": int(unknown.sum()), "shape": shape,
        "narrow": "both" if len(narrow) == 2 else "".join(narrow),
    }


def effective_number(intensity: pd.Series) -> float:
    """Return 1 / H of what each person carries; missing where nobody carries anything that is known.

    Examples
    --------
    >>> [round(effective_number(pd.Series(parts)), 2) for parts in ([5, 5], [6.0, 2.5, 1.5], [8, 2])]
    [2.0, 2.25, 1.47]
    """
    known = intensity[intensity > 0]
    return 1 / herfindahl(known) if len(known) else float("nan")
