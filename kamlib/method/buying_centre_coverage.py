"""Coverage of the buying centre: which needed roles somebody holds who supports us and whom we met lately."""

from collections.abc import Sequence

import pandas as pd

from kamlib.method.base.ratios import quotients

PERSON = ["account", "person"]
CELL = ["account", "role", "purchase"]
_OPEN = ("attitude", "contact", "day")
# The nearer to covered, the later: of several holders the one who lacks least is named. Who may cover the
# role, as far as anybody knows, comes after all who do not: one gap settles nothing while another is open.
REASONS = ("nobody", "against", "indifferent", "not_met", "long_ago", *_OPEN, "")


def role_coverage(
    held: pd.DataFrame, persons: pd.DataFrame, roles: pd.DataFrame, *, today: pd.Timestamp,
    supportive_from: float, contact_from: float, recent_days: int, needed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return for each account and needed function role whether it is covered, and what it lacks.

    A role is covered by at least one holder who supports us *and* had a two-way contact with us within the
    days of the role. Allies, opponents and outsiders are no roles to be covered. Where attitude, contact or
    day of the last contact are unknown, the role is *open*: neither covered nor a gap. Where an account
    names kinds of purchase, each role counts for each kind; a role held without a kind counts for all.

    Parameters
    ----------
    held : DataFrame
        From `roles_held`.
    persons : DataFrame
        From `persons_reached`: ``attitude`` (-3 to +3, missing where unknown), ``contact``, ``last``, and
        ``assumed`` (whether what is written of the person rests on no fact).
    roles : DataFrame
        Of the set in force: ``key``, ``kind``, ``weight``, ``needed``, ``check_days`` (0: ``recent_days``).
    today : Timestamp
    supportive_from, contact_from : float
        From this attitude on a person supports us; from this contact on we talk.
    recent_days : int
        A contact is recent for so many days, where the role says nothing else.
    needed : DataFrame, optional
        ``account``, ``role``, ``needed`` (bool): where an account needs other roles than the pack says.

    Returns
    -------
    DataFrame
        ``account``, ``role``, ``purchase``, ``weight``, ``holders`` (count), ``person`` (the holder who
        lacks least), ``state`` ("covered", "open" or "gap"), ``reason`` ("" where covered; "nobody",
        "against", "indifferent", "attitude" (unknown), "not_met", "contact" (unknown), "long_ago", "day"
        (of the last contact unknown)), ``days`` since the last contact, ``assumed`` (of the person named;
        who is known comes before who is assumed). Accounts in the order of persons,
        roles in that of the pack.

    References
    ----------
    Coverage (a) of the method's section on relationship risk; roles after [webster1972]_.

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-30")
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada"], "attitude": [2.0], "contact": [2.0],
    ...                        "last": [pd.Timestamp("2026-01-09")], "assumed": False})
    >>> roles = pd.DataFrame({"key": ["decider", "user"], "kind": "function", "weight": [3, 1],
    ...                       "needed": True, "check_days": 0})
    >>> held = pd.DataFrame({"account": ["A"], "person": ["Ada"], "role": ["decider"], "purchase": [""]})
    >>> found = role_coverage(held, people, roles, today=day, supportive_from=1, contact_from=2,
    ...                       recent_days=90)
    >>> found[["role", "state", "reason", "days"]].to_numpy().tolist()
    [['decider', 'covered', '', 21.0], ['user', 'gap', 'nobody', nan]]
    """
    cells = _cells(held, persons, roles, needed)
    limit = roles.set_index("key")["check_days"].astype("float64")
    limits = limit.where(limit > 0, float(recent_days))
    about = persons[[*PERSON, "attitude", "contact", "last", "assumed"]]
    lines = cells.merge(_for_purchases(held, cells), on=CELL, how="left").merge(about, on=PERSON, how="left")
    lines["days"] = (today - lines["last"]).dt.days.astype("float64")
    lines["reason"] = [_reason(*row, supportive_from, contact_from) for row in zip(
        lines["person"], lines["attitude"], lines["contact"], lines["days"], lines["role"].map(limits),
        strict=True)]
    lines["assumed"] = lines["assumed"].fillna(False).astype("bool")
    nearest = lines.assign(place=lines["reason"].map(REASONS.index)).sort_values(
        ["order", "place", "assumed"], ascending=[True, False, True], kind="stable")
    holders = lines.groupby("order")["person"].count()
    best = nearest.drop_duplicates("order").set_index("order")
    state = best["reason"].map(lambda why: "covered" if not why else "open" if why in _OPEN else "gap")
    found = best.assign(state=state, holders=holders, person=best["person"].fillna(""))
    columns = [*CELL, "weight", "holders", "person", "state", "reason", "days", "assumed"]
    return found[columns].reset_index(drop=True)


def _cells(
    held: pd.DataFrame, persons: pd.DataFrame, roles: pd.DataFrame, needed: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the roles that each account needs, for each kind of purchase that it names."""
    accounts = persons[["account"]].drop_duplicates()
    functions = roles.loc[roles["kind"] == "function", ["key", "weight", "needed"]]
    cells = accounts.merge(functions.rename(columns={"key": "role"}), how="cross")
    if needed is not None and len(needed):
        own = needed.set_index(["account", "role"])["needed"]
        said = own.reindex(pd.MultiIndex.from_frame(cells[["account", "role"]])).set_axis(cells.index)
        cells["needed"] = said.where(said.notna(), cells["needed"]).astype("bool")
    kinds = held.loc[held["purchase"] != "", ["account", "purchase"]].drop_duplicates()
    cells = cells[cells["needed"].astype("bool")].merge(kinds, on="account", how="left")
    return cells.fillna({"purchase": ""}).reset_index(drop=True).assign(order=lambda rows: range(len(rows)))


def _for_purchases(held: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Let a role that is held for every kind of purchase count for each of them."""
    everywhere = held[held["purchase"] == ""].drop(columns="purchase").merge(
        cells[CELL], on=["account", "role"])
    return pd.concat([held[held["purchase"] != ""], everywhere]).drop_duplicates([*CELL, "person"])


def _reason(
    person: str | float, attitude: float, contact: float, days: float, limit: float, supportive: float,
    talks: float,
) -> str:
    """Return what keeps one holder from covering the role; empty where nothing does."""
    if pd.isna(person):
        return "nobody"
    if attitude < supportive:
        return "against" if attitude < 0 else "indifferent"
    if contact < talks:
        return "not_met"
    if days > limit:
        return "long_ago"
    unknown = {"attitude": attitude, "contact": contact, "day": days}
    return next((name for name, value in unknown.items() if pd.isna(value)), "")


def coverage_of_accounts(cells: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the needed roles that is covered, by weight; and with the open ones beside them.

    Parameters
    ----------
    cells : DataFrame
        From `role_coverage`.
    held : DataFrame
        From `roles_held`: an account where nobody has any role has no coverage, not 0.

    Returns
    -------
    DataFrame
        ``account``, ``needed``, ``covered``, ``open``, ``gaps`` (counts), ``coverage``, ``coverage_high``
        and ``coverage_assumed``, the part of the coverage that rests on assumptions (shares).

    Examples
    --------
    >>> cells = pd.DataFrame({"account": "A", "weight": [3, 1], "state": ["covered", "open"],
    ...                       "assumed": False})
    >>> coverage_of_accounts(cells, pd.DataFrame({"account": ["A"]}))[["coverage", "coverage_high"]]
       coverage  coverage_high
    0      0.75            1.0
    """
    marked = cells.assign(**{name: cells["weight"].where(cells["state"].isin(states), 0.0)
                             for name, states in (("sure", ["covered"]), ("high", ["covered", "open"]))},
                          guess=cells["weight"].where((cells["state"] == "covered") & cells["assumed"], 0.0),
                          **{name: cells["state"] == state for name, state in
                             (("covered", "covered"), ("open", "open"), ("gaps", "gap"))})
    sums = marked.groupby("account", sort=False).agg(
        needed=("weight", "size"), covered=("covered", "sum"), open=("open", "sum"), gaps=("gaps", "sum"),
        weight=("weight", "sum"), sure=("sure", "sum"), high=("high", "sum"),
        guess=("guess", "sum")).reset_index()
    named = sums["account"].isin(held["account"])
    whole = sums["weight"].astype("float64").where(named)
    shares = {"coverage": "sure", "coverage_high": "high", "coverage_assumed": "guess"}
    return sums.assign(**{name: quotients(sums[part], whole) for name, part in shares.items()}).drop(
        columns=["weight", "sure", "high", "guess"])


def allies(
    held: pd.DataFrame, persons: pd.DataFrame, roles: pd.DataFrame, *, supportive_from: float,
    strong: float = 3.0,
) -> pd.DataFrame:
    """Return for each account the allies it has, or that nobody is one.

    An ally holds a role of the kind *ally*, or argues for us when we are absent: attitude ``strong``.

    Parameters
    ----------
    held, persons, roles
        As `role_coverage`.
    supportive_from : float
        A holder of an ally's role below this attitude is no ally.
    strong : float
        The attitude that makes an ally by itself; the top of the scale.

    Returns
    -------
    DataFrame
        ``account``, ``allies`` (names joined by "; ", empty: nobody), ``opponents`` (those with a role of
        the kind *opposing* or an attitude below 0; watched, never counted).

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada", "Bo"], "attitude": [3.0, -1.0]})
    >>> nobody = pd.DataFrame({"account": [], "person": [], "role": [], "purchase": []})
    >>> kinds = pd.DataFrame({"key": ["coach"], "kind": ["ally"]})
    >>> allies(nobody, people, kinds, supportive_from=1)[["allies", "opponents"]].to_numpy().tolist()
    [['Ada', 'Bo']]
    """
    def holders(kind: str) -> pd.Series:
        keys = roles.loc[roles["kind"] == kind, "key"]
        mine = pd.MultiIndex.from_frame(held.loc[held["role"].isin(keys), PERSON])
        return pd.Series(pd.MultiIndex.from_frame(persons[PERSON]).isin(mine), index=persons.index)

    attitude = persons["attitude"]
    friends = (attitude >= strong) | holders("ally") & (attitude >= supportive_from)
    against = (attitude < 0) | holders("opposing")
    by = persons["account"].drop_duplicates()
    return pd.DataFrame({"account": by, "allies": _joined(persons[friends], by),
                         "opponents": _joined(persons[against], by)}).reset_index(drop=True)


def _joined(rows: pd.DataFrame, accounts: "pd.Series[str]") -> Sequence[str]:
    told = rows.groupby("account")["person"].agg("; ".join)
    return [str(told.get(account, "")) for account in accounts]
