"""Who leaves? What goes with a person, ours or theirs: roles uncovered, lines cut, margin touched."""

from typing import Any, NamedTuple

import pandas as pd

from kamlib.method.base.lines import certain, possible

_PERSON = ["side", "person"]


def who_leaves(
    cases: pd.DataFrame, lines: pd.DataFrame, persons: pd.DataFrame, accounts: pd.DataFrame,
    uncovered: pd.DataFrame, *, supportive_from: float, left: float,
) -> pd.DataFrame:
    """Return what each account loses when one person leaves.

    Parameters
    ----------
    cases : DataFrame
        From `kamlib.method.removal.removals`.
    lines : DataFrame
        From `kamlib.method.base.lines.lines`.
    persons : DataFrame
        ``account``, ``person``, ``weight`` of the influence, ``attitude``; both may be missing.
    accounts : DataFrame
        ``account``, ``margin`` (money a year, may be missing).
    uncovered : DataFrame
        ``case``, ``role``: needed roles that are covered today and no longer in that case.
    supportive_from : float
        From this attitude on a person is for us.
    left : float
        Less than this share of the support left is a break (0 to 1).

    Returns
    -------
    DataFrame
        The cases, then ``lines`` and ``active`` (pairs cut, as far as known), ``left_active`` (active pairs
        that stay), ``alone`` (the last active line goes with this person; unknown where a line may be
        active and nobody knows), ``unmet`` (how many on the other side nobody meets any more): all missing
        where nobody wrote down who meets whom at the account. ``roles`` (keys joined by commas) and
        ``roles_lost``; ``support_left``: share of the support that stays and, when one of ours leaves, that
        somebody of us still talks with (missing where there is none today);
        ``margin`` of the account; ``critical``: alone, or support below ``left``. A role uncovered is told
        and makes nobody critical: most roles have one holder.

    Examples
    --------
    >>> cases = pd.DataFrame({"case": ["1"], "account": ["A"], "side": ["ours"], "person": ["Ada"]})
    >>> meet = pd.DataFrame({"account": "A", "ours": "Ada", "theirs": ["Bo", "Cy"], "line": True,
    ...                      "active": pd.array([True, False], dtype="boolean")})
    >>> people = pd.DataFrame({"account": "A", "person": ["Bo"], "weight": [7.0], "attitude": [2.0]})
    >>> sums = pd.DataFrame({"account": ["A"], "margin": [5.0]})
    >>> found = who_leaves(cases, meet, people, sums, pd.DataFrame({"case": ["1"], "role": ["user"]}),
    ...                    supportive_from=1, left=0.5)
    >>> found[["lines", "active", "alone", "unmet", "roles", "support_left", "critical"]].to_numpy().tolist()
    [[2, 1, True, 2, 'user', 0.0, True]]
    """
    lost = uncovered.groupby("case")["role"].agg(lambda keys: ",".join(dict.fromkeys(keys)))
    meet, friends = _lines_of(lines), _friends_of(persons, supportive_from)
    margin = accounts.drop_duplicates("account").set_index("account")["margin"]
    rows: list[dict[Any, Any]] = []
    for case in cases.to_dict("records"):
        mine = meet.get(case["account"], [])
        kept = _support_left(friends.get(case["account"], {}), mine, case)
        rows.append(dict(case) | dict(_cut(mine, case)) | {"support_left": kept})
    found = pd.DataFrame(rows, columns=[*cases, "lines", "active", "left_active", "unmet", "alone",
                                        "support_left"])
    roles = found["case"].map(lost).fillna("").astype("str")
    # Counts of roles: a role that is lost for two kinds of purchase is one role.
    count = roles.map(lambda keys: len(keys.split(",")) if keys else 0).astype("int64")
    found = found.assign(roles=roles, roles_lost=count,
                         margin=found["account"].map(margin).astype("float64"),
                         alone=found["alone"].astype("boolean"))
    found = found.astype(dict.fromkeys(["lines", "active", "left_active", "unmet"], "Int64"))
    return found.assign(critical=certain(found["alone"]) | (found["support_left"] < left))


def _lines_of(lines: pd.DataFrame) -> dict[Any, list["_Line"]]:
    marks = zip(lines["account"], lines["ours"], lines["theirs"], certain(lines["line"]),
                certain(lines["active"]), possible(lines["active"]), strict=True)
    found: dict[Any, list[_Line]] = {}
    for account, *one in marks:
        found.setdefault(account, []).append(_Line(*one))
    return found


class _Line(NamedTuple):
    """A pair: whether there is a line, whether it is active for certain, whether it may be."""

    ours: str
    theirs: str
    there: bool
    sure: bool
    maybe: bool


def _friends_of(persons: pd.DataFrame, supportive_from: float) -> dict[Any, dict[str, float]]:
    """Return for each account the persons for us with the weight of their influence, where it is known."""
    known = persons[(persons["attitude"] >= supportive_from) & persons["weight"].notna()]
    found: dict[Any, dict[str, float]] = {}
    for account, person, weight in zip(known["account"], known["person"], known["weight"], strict=True):
        found.setdefault(account, {})[person] = float(weight)
    return found


def _cut(lines: list[_Line], case: dict[Any, Any]) -> dict[Any, Any]:
    """Return what is cut; nothing is known of it where nobody wrote down who meets whom."""
    if not lines:
        return dict.fromkeys(["lines", "active", "left_active", "unmet", "alone"], pd.NA)
    ours = case["side"] == "ours"
    his = [line for line in lines if (line.ours if ours else line.theirs) == case["person"]]
    rest = [line for line in lines if line not in his]
    met, others = ({line.theirs if ours else line.ours for line in some if line.there}
                   for some in (his, rest))
    last = any(line.sure for line in his) and not any(line.maybe for line in rest)
    perhaps = any(line.maybe for line in his) and not any(line.sure for line in rest)
    return {
        "lines": sum(line.there for line in his), "active": sum(line.sure for line in his),
        "left_active": sum(line.sure for line in rest), "unmet": len(met - others),
        "alone": True if last else pd.NA if perhaps else False,
    }


def _support_left(friends: dict[str, float], lines: list[_Line], case: dict[Any, Any]) -> float:
    """Return which share of the support stays; of ours, of the support with which we talk today."""
    if case["side"] == "theirs":
        held, kept = set(friends), set(friends) - {case["person"]}
    else:
        held = {line.theirs for line in lines if line.sure} & set(friends)
        kept = {line.theirs for line in lines if line.sure and line.ours != case["person"]} & held
    total = sum(friends[person] for person in held)
    return sum(friends[person] for person in kept) / total if total else float("nan")


def by_person(departures: pd.DataFrame, *, names: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each person, what goes with him or her over all accounts.

    Of ours a name is one person wherever it stands; a person of the client belongs to one account.

    Parameters
    ----------
    departures : DataFrame
        From `who_leaves`.
    names : DataFrame
        ``account``, ``name``.

    Returns
    -------
    DataFrame
        ``side``, ``person``, ``account`` ("" for ours) and ``name`` (of the account; of ours all of them,
        joined); ``alone_name``, of those to which no active line is left; ``accounts``,
        ``alone_accounts``, ``unknown_accounts`` (where it is not known whether the last active line goes);
        ``lines``, ``active``, ``roles_lost``; ``margin`` touched (accounts where the person has a line) and
        ``margin_alone`` (where no active line is left without the person), money; ``no_margin`` (touched
        accounts of unknown margin). Persons without any line have no row. Most
        margin alone first, then most touched.

    Examples
    --------
    >>> gone = pd.DataFrame({"account": ["A", "B"], "side": "ours", "person": "Ada", "lines": [2, 1],
    ...     "active": [1, 1], "alone": pd.array([True, False], dtype="boolean"), "roles_lost": [1, 0],
    ...     "margin": [5.0, 3.0]})
    >>> by_person(gone, names=pd.DataFrame({"account": ["A", "B"], "name": ["Alder", "Birch"]}))[
    ...     ["person", "accounts", "margin", "margin_alone"]].to_numpy().tolist()
    [['Ada', 2, 8.0, 5.0]]
    """
    name = names.drop_duplicates("account").set_index("account")["name"]
    met = departures[(departures["lines"] > 0).fillna(False).astype("bool")]
    met = met.astype({"lines": "int64", "active": "int64"})
    alone = certain(met["alone"])
    whose = met["account"].where(met["side"] == "theirs", "")
    rows = met.assign(
        whose=whose, name=met["account"].map(name).fillna(met["account"]), accounts=1,
        alone_accounts=alone.astype("int64"), unknown_accounts=met["alone"].isna().astype("int64"),
        margin_alone=met["margin"].where(alone, 0.0), no_margin=met["margin"].isna().astype("int64"))
    sums = ["accounts", "alone_accounts", "unknown_accounts", "lines", "active", "roles_lost", "margin",
            "margin_alone", "no_margin"]
    groups = rows.groupby([*_PERSON, "whose"], sort=True)
    left = rows[alone].groupby([*_PERSON, "whose"])["name"].agg(", ".join).rename("alone_name")
    found = groups[sums].sum().join(groups["name"].agg(", ".join)).join(left).reset_index()
    found["alone_name"] = found["alone_name"].astype("str").where(found["alone_name"].notna(), "")
    found = found.rename(columns={"whose": "account"})
    order = ["margin_alone", "margin", *_PERSON, "account"]
    return found.sort_values(order, ascending=[False, False, True, True, True], ignore_index=True)
