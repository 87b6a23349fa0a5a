"""Key accounts that only one of us really knows, and the margin that hangs on them, by manager."""

import pandas as pd

from kamlib.method.base.lines import certain, possible

COLUMNS = ["account", "active_ours", "only", "second", "survives", "hinge"]


def second_contact(lines: pd.DataFrame) -> pd.DataFrame:
    """Return for each account whether a second of us is in active contact, and whether any one may leave.

    An account survives the loss of any one person, of ours or of theirs, where two active lines share no
    person; otherwise some person stands in every active line, and without him or her none is left. In the
    graph of the lines that person of ours is the cut between us and the client.

    Parameters
    ----------
    lines : DataFrame
        From `kamlib.method.base.lines.lines`.

    Returns
    -------
    DataFrame
        ``account``; ``active_ours`` (people of ours in active contact, as far as known), ``only`` (who that
        is where it is one); ``second`` (a second one is; true, false or unknown where a line may be active
        and nobody knows); ``survives`` (the loss of any one person; true, false, unknown); ``hinge`` (the
        persons in every active line, parted by "; "). By account; those without any line have no row.

    Examples
    --------
    >>> meet = pd.DataFrame({"account": "A", "ours": ["Ada", "Ada"], "theirs": ["Bo", "Cy"],
    ...                      "active": pd.array([True, True], dtype="boolean")})
    >>> second_contact(meet)[["active_ours", "only", "second", "survives", "hinge"]]
       active_ours only  second  survives hinge
    0            1  Ada   False     False   Ada
    """
    rows = [_of_account(str(account), mine) for account, mine in lines.groupby("account", sort=True)]
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.astype({"second": "boolean", "survives": "boolean"})


def _of_account(account: str, mine: pd.DataFrame) -> dict[str, object]:
    known, maybe = (mine.loc[test(mine["active"]), ["ours", "theirs"]] for test in (certain, possible))
    active = sorted(set(known["ours"]))
    return {
        "account": account, "active_ours": len(active), "only": active[0] if len(active) == 1 else "",
        "second": _three(len(active) >= 2, maybe["ours"].nunique() >= 2),
        "survives": _three(_apart(known), _apart(maybe)), "hinge": "; ".join(hinges(known)),
    }


def _three(certainly: bool, perhaps: bool) -> object:
    return True if certainly else pd.NA if perhaps else False


def _apart(pairs: pd.DataFrame) -> bool:
    return len(pairs) > 0 and not hinges(pairs)


def hinges(pairs: pd.DataFrame) -> list[str]:
    """Return the persons who stand in every pair, ours first.

    Examples
    --------
    >>> hinges(pd.DataFrame({"ours": ["Ada", "Bo"], "theirs": ["Cy", "Cy"]}))
    ['Cy']
    """
    return [str(pairs[side].iloc[0]) for side in ("ours", "theirs")
            if len(pairs) and pairs[side].nunique() == 1]


def margin_by_second(accounts: pd.DataFrame) -> pd.DataFrame:
    """Return for each manager how much margin of key accounts hangs on one contact of ours.

    Parameters
    ----------
    accounts : DataFrame
        One row for each key account: ``account``, ``manager`` (missing: nobody's), ``margin`` (money a year;
        missing where not known), ``second`` (true, false, unknown; missing where nobody wrote down who
        meets whom).

    Returns
    -------
    DataFrame
        ``manager``, ``accounts``, ``margin``; ``without`` and ``unknown`` (accounts), ``margin_without`` and
        ``margin_unknown`` (money), ``share_without`` of the margin (missing where the margin is not above
        zero) and ``share_highest``, what it would be if all that is unknown were without; ``no_margin``
        (accounts of which the margin is not known: they are in no sum). Most money without a second contact
        first, then the unknown, then by name.

    Examples
    --------
    >>> table = pd.DataFrame({"account": list("ABC"), "manager": "Ada", "margin": [6.0, 3.0, 1.0],
    ...                       "second": pd.array([False, True, pd.NA], dtype="boolean")})
    >>> margin_by_second(table)[["margin_without", "margin_unknown", "share_without", "share_highest"]]
       margin_without  margin_unknown  share_without  share_highest
    0             6.0             1.0            0.6            0.7
    """
    second = accounts["second"].astype("boolean")
    without, unknown, margin = ~possible(second), second.isna(), accounts["margin"].astype("float64")
    parts = pd.DataFrame({
        "accounts": 1, "margin": margin, "without": without.astype("int64"),
        "unknown": unknown.astype("int64"), "margin_without": margin.where(without, 0.0),
        "margin_unknown": margin.where(unknown, 0.0), "no_margin": margin.isna().astype("int64"),
    })
    found = parts.groupby(accounts["manager"], dropna=False).sum().reset_index()
    total = found["margin"].where(found["margin"] > 0)
    found = found.assign(share_without=found["margin_without"] / total,
                         share_highest=(found["margin_without"] + found["margin_unknown"]) / total)
    return found.sort_values(["margin_without", "margin_unknown", "manager"],
                             ascending=[False, False, True], ignore_index=True)
