"""How few people at the client hold us: the smallest number whose leaving breaks the account."""

from collections.abc import Sequence

import pandas as pd

from kamlib.method.base.influence_weights import influence_weights as weights_of
from kamlib.method.base.shares import ROUNDING

COLUMNS = ["account", "breaking", "breaking_people", "support", "supporters", "unknown_attitude",
           "unknown_influence"]


def breaking_people(
    persons: pd.DataFrame, *, influence_weights: Sequence[float], supportive_from: int, left: float
) -> pd.DataFrame:
    """Return the smallest number of persons without whom less than ``left`` of the support is left.

    Support is the sum of the influence weights of the persons for us. Those with most influence are taken
    first, which is the very smallest number: no other choice takes as much away with fewer people. With
    nobody for us it is 0: nobody holds us. Definition ours.

    Parameters
    ----------
    persons : DataFrame
        ``account``, ``person``, ``influence`` (1 to 5), ``attitude`` (-3 to 3); both may be missing.
    influence_weights : sequence of float
        Of influence 1 to 5, not rising linearly: five users are not one who decides.
    supportive_from : int
        From this attitude on a person is for us.
    left : float
        Share of the support (0 to 1); exactly that share still holds.

    Returns
    -------
    DataFrame
        ``account``; ``breaking`` (missing where nobody known is for us and somebody's attitude is not
        known: unknown is never "nobody"); ``breaking_people``, their names parted by "; " (of equal
        influence the first by name); ``support`` and ``supporters`` (their number), ``unknown_attitude``
        and ``unknown_influence`` (supporters whose influence nobody knows weigh nothing and are counted).
        By account.

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Bo", "Cy", "Di"], "influence": [5, 3, 2],
    ...                        "attitude": [2.0, 1.0, None]})
    >>> breaking_people(people, influence_weights=[1, 2, 4, 7, 12], supportive_from=1, left=0.5)[
    ...     ["breaking", "breaking_people", "support", "unknown_attitude"]]
       breaking breaking_people  support  unknown_attitude
    0         1              Bo     16.0                 1
    """
    rows = [_of_account(str(account), mine, influence_weights, supportive_from, left)
            for account, mine in persons.groupby("account", sort=True)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"breaking": "Int64"})


def _of_account(
    account: str, mine: pd.DataFrame, weights: Sequence[float], supportive_from: int, left: float
) -> dict[str, object]:
    weighed = mine.assign(weight=weights_of(mine["influence"], weights))
    friends = weighed[weighed["attitude"] >= supportive_from]
    order = friends.dropna(subset="weight").sort_values(["weight", "person"], ascending=[False, True])
    support, gone = float(order["weight"].sum()), order["weight"].cumsum()
    unknown = int(mine["attitude"].isna().sum())
    enough = support - gone < left * support - ROUNDING
    number = int((~enough).sum()) + 1 if enough.any() else 0
    names = order["person"].head(number)
    return {
        "account": account, "breaking": number if number or not (unknown or len(friends)) else pd.NA,
        "breaking_people": "; ".join(map(str, names)), "support": support,
        "supporters": len(friends), "unknown_attitude": unknown,
        "unknown_influence": int(friends["weight"].isna().sum()),
    }

