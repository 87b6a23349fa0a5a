"""What to offer next: the white space of an account in order of value, beside what its plan does about it."""

import numpy as np
import pandas as pd

from kamlib.method.base.shares import NEARLY

MORE, CROSS, TRIAL = "upsell", "cross-sell", "trial offer"


def next_offers(candidates: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Say of each candidate in which way it is offered, and how far the plan goes.

    *Upsell*: they buy it from us, and more of it from others. *Cross-sell*: they need it and do not buy it
    from us. *Trial offer*: they do not buy it from us, and a competitor is in it or only others of their kind
    make us expect that they need it; a small lot tells before a promise is made. The three ways are of the
    sources 000 and 001, the line between the last two is ours.

    Parameters
    ----------
    candidates : DataFrame
        From `candidates`: ``account``, ``group``, ``amount`` (our sales, money a year), ``value`` (the room),
        ``value_from`` ("wallet" or "peers"), ``rival``, perhaps more; largest value first.
    lines : DataFrame
        Lines of the plans: ``account``, ``name``, ``joined`` (groups parted by semicolons), ``share_0`` and
        ``share_last`` (of the wallet).

    Returns
    -------
    DataFrame
        The candidates in their order, with ``way``, ``line`` (of the plan; "" where none has the group),
        ``share_0``, ``share_last``, ``planned``: the plan means to have more of it; half a point of share
        more is only rounded.

    Examples
    --------
    >>> white = pd.DataFrame({"account": "A", "group": ["Gate valves", "Gaskets", "Strainers"],
    ...     "amount": [16.8, 0.0, 0.0], "value": [31.2, 5.0, 0.3],
    ...     "value_from": ["wallet", "wallet", "peers"], "rival": None})
    >>> plan = pd.DataFrame({"account": ["A"], "name": ["Kits"], "joined": ["Gaskets; Bolts"],
    ...                      "share_0": [0.0], "share_last": [0.3]})
    >>> next_offers(white, plan)[["group", "way", "line", "planned"]]
             group          way  line  planned
    0  Gate valves       upsell          False
    1      Gaskets   cross-sell  Kits     True
    2    Strainers  trial offer          False
    """
    parts = lines.assign(group=lines["joined"].str.split("; ")).explode("group")
    own = parts.drop_duplicates(["account", "group"])[["account", "group", "name", "share_0", "share_last"]]
    found = candidates.merge(own.rename(columns={"name": "line"}).astype({"group": "str"}),
                             on=["account", "group"], how="left")
    bought = found["amount"].fillna(0.0) > 0
    unsure = found["rival"].notna() | (found["value_from"] == "peers")
    way = np.select([bought, unsure], [MORE, TRIAL], CROSS)
    return found.assign(way=way, line=found["line"].fillna("").astype("str"),
                        planned=found["share_last"] > found["share_0"].fillna(0.0) + NEARLY)
