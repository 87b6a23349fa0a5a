"""Directions of work turned into dated steps: what people typed first, else what the role proposes."""

import pandas as pd

PERSON = ["account", "person"]
_TYPED = ["action", "action_by", "action_until", "last", "closest", "weight", "attitude"]
_OF_ROLE = ["direction", "proposal", "limits", "check"]


def directions_of_work(
    persons: pd.DataFrame, held: pd.DataFrame, roles: pd.DataFrame, *, today: pd.Timestamp,
    recent_days: int, soon_days: int,
) -> pd.DataFrame:
    """Return the next step with each person: what, who, until when, and what must not be done.

    A step that somebody typed stands as typed. Where nobody typed one, the weightiest role of the person
    proposes its own, marked *proposed*: until the day on which the last two-way contact becomes too old for
    the role, or in ``soon_days`` where that day is past or nobody met the person. Its owner is who of ours
    is nearest; where nobody is, it has none yet. Somebody without a role gets no proposal: titles are no
    roles. With somebody who is against us the work is that of the first *opposing* role, whatever he does in
    a purchase.

    Parameters
    ----------
    persons : DataFrame
        From `persons_reached`: ``action``, ``action_by``, ``action_until``, ``last``, ``closest``,
        ``weight``, ``attitude``.
    held : DataFrame
        From `roles_held`.
    roles : DataFrame
        Of the set in force, and the opposing ones: ``key``, ``label``, ``kind``, ``weight``, ``direction``,
        ``action``, ``limits``, ``check``, ``check_days``, ``compliance``.
    today : Timestamp
    recent_days : int
        Days of a role that says none.
    soon_days : int

    Returns
    -------
    DataFrame
        ``account``, ``person``, ``role``, ``label`` (of the leading role, empty without one), ``direction``,
        ``action``, ``by``, ``until``, ``origin`` ("typed", "proposed" or "none"), ``late`` (typed, its day
        is past), ``undated``, ``unowned``, ``limits``, ``check``, ``compliance``, ``weight``; by account,
        late ones first, then by day, then the most influential.

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-30")
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada"], "action": "", "action_by": "",
    ...     "action_until": pd.NaT, "last": pd.Timestamp("2026-01-10"), "closest": "Kim", "weight": 12.0,
    ...     "attitude": 1.0})
    >>> held = pd.DataFrame({"account": ["A"], "person": ["Ada"], "role": ["decider"], "purchase": [""]})
    >>> roles = pd.DataFrame({"key": ["decider"], "kind": "function", "label": "Decider", "weight": 3,
    ...     "direction": "d", "action": "Meet", "limits": "l", "check": "c", "check_days": 90,
    ...     "compliance": False})
    >>> found = directions_of_work(people, held, roles, today=day, recent_days=90, soon_days=14)
    >>> found[["action", "by", "until", "origin"]].astype(str).to_numpy().tolist()
    [['Meet', 'Kim', '2026-04-10', 'proposed']]
    """
    lines = persons[[*PERSON, *_TYPED]].merge(_leading(held, roles), on=PERSON, how="left")
    lines = _against(lines, roles)
    typed = lines["action"].fillna("").str.strip() != ""
    role = lines["role"].notna()
    days = lines["check_days"].where(lines["check_days"] > 0, recent_days)
    due = (lines["last"] + pd.to_timedelta(days, unit="D")).dt.normalize()
    soon = today + pd.Timedelta(days=soon_days)
    proposed = due.where(due > today, soon).where(role)
    until = lines["action_until"].where(typed, proposed)
    owner = lines["action_by"].fillna("").where(typed, lines["closest"].where(role, ""))
    found = pd.DataFrame({
        **{name: lines[name] for name in PERSON}, "role": lines["role"].fillna(""),
        "label": lines["label"].fillna(""), "direction": lines["direction"].fillna(""),
        "action": lines["action"].where(typed, lines["proposal"].fillna("")), "by": owner, "until": until,
        "origin": typed.map({True: "typed", False: "proposed"}).where(typed | role, "none"),
        "late": typed & (until < today), "undated": typed & until.isna(),
        "unowned": (typed | role) & (owner == ""),
        "limits": lines["limits"].fillna(""), "check": lines["check"].fillna(""),
        "compliance": lines["compliance"].fillna(False).astype("bool"), "weight": lines["weight"]})
    order = found.assign(place=found["account"].map({key: n for n, key in enumerate(
        persons["account"].drop_duplicates())}))
    return order.sort_values(["place", "late", "until", "weight", "person"],
                             ascending=[True, False, True, False, True], kind="stable",
                             na_position="last").drop(columns="place").reset_index(drop=True)


def _against(lines: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Let the work with an opponent come before that of the role in the purchase."""
    opposing = roles[roles["kind"] == "opposing"].rename(columns={"action": "proposal"})
    against = lines["role"].notna() & (lines["attitude"] < 0)
    for name in _OF_ROLE if len(opposing) else []:
        lines[name] = lines[name].mask(against, opposing[name].iloc[0])
    return lines


def _leading(held: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Return for each person the role with the most weight; of equal ones the first of the pack."""
    columns = ["key", "label", "weight", "direction", "action", "limits", "check", "check_days", "compliance"]
    about = roles[columns].rename(columns={"key": "role", "action": "proposal", "weight": "role_weight"})
    order = held.merge(about.assign(place=range(len(about))), on="role").sort_values(
        ["role_weight", "place"], ascending=[False, True], kind="stable")
    return order.drop_duplicates(PERSON).drop(columns=["place", "role_weight", "purchase"])
