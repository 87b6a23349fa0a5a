"""The people of a buying centre: the roles they hold, and how near we are to each of them."""

from collections.abc import Sequence

import pandas as pd

from kamlib.method.base.influence_weights import influence_weights
from kamlib.names import plain

PERSON = ["account", "person"]
_LONG = [*PERSON, "role", "purchase"]


def roles_held(persons: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each role that a person holds, per kind of purchase.

    The functions of a buying centre are those of [webster1972]_, the initiator is added by [bonoma1982]_;
    that a role is held per kind of purchase, and which roles there are, is ours.

    Parameters
    ----------
    persons : DataFrame
        ``account``, ``person``, and pairs of columns ``role`` and ``purchase``, ``role2`` and ``purchase2``
        and so on (text, empty where nothing is said).

    Returns
    -------
    DataFrame
        ``account``, ``person``, ``role``, ``purchase`` (empty: every kind; as the account wrote it first,
        capitals and spaces do not matter), each once, in the order of the persons.

    Examples
    --------
    >>> people = pd.DataFrame({"account": ["A"], "person": ["Ada"], "role": ["user"], "purchase": [""],
    ...                        "role2": ["decider"], "purchase2": ["valves"]})
    >>> roles_held(people)[["role", "purchase"]].to_numpy().tolist()
    [['user', ''], ['decider', 'valves']]
    """
    numbers = [str(name).removeprefix("role") for name in persons if str(name).startswith("role")]
    parts = []
    for number in numbers:
        held = persons.reindex(columns=[*PERSON, f"role{number}", f"purchase{number}"])
        parts.append(held.set_axis(_LONG, axis=1))
    long = pd.concat(parts) if parts else pd.DataFrame(columns=_LONG)
    long = long.fillna({"purchase": ""}).sort_index(kind="stable")
    long = long[long["role"].notna() & (long["role"] != "")]
    said = long["purchase"].astype("str").str.strip()
    first = said.groupby([long["account"], said.map(plain)], sort=False).transform("first")
    return long.assign(purchase=first).drop_duplicates().reset_index(drop=True).astype("str")


def persons_reached(
    persons: pd.DataFrame, contacts: pd.DataFrame, *, today: pd.Timestamp, contact_from: float,
    fades_days: int, weights: Sequence[float],
) -> pd.DataFrame:
    """Return the persons with the contact we have to each of them, and what is wanted beyond it.

    The contact with a person is the best that one of us has. Where the account names who meets whom at all,
    a person on no line is met by nobody: contact 0, marked *assumed*. Where it names nobody, the contact
    with everybody is unknown. A two-way contact without a meeting for long has *faded*: it is no contact any
    more, whatever its level was. A contact that is wanted and not there is counted with the influence of the
    person.

    Parameters
    ----------
    persons : DataFrame
        ``account``, ``person``, ``influence`` (1 to 5), ``wanted`` (0 to 3); both may be missing.
    contacts : DataFrame
        ``account``, ``ours``, ``theirs``, ``level`` (0 to 3), ``a_year``, ``last`` (day).
    today : Timestamp
    contact_from : float
        From this level on the contact goes both ways.
    fades_days : int
        After so many days since the last meeting it has faded; one without a day has not.
    weights : sequence of float
        What influence 1 to 5 counts.

    Returns
    -------
    DataFrame
        The persons' columns and ``weight``; ``contact`` (0 to 3, missing where unknown),
        ``contact_assumed``, ``reached`` (somebody talks with the person and it has not faded; missing where
        the contact is unknown), ``faded``, ``last`` (latest day), ``a_year`` (sum), ``closest`` (who of ours
        has the best contact, or is meant to have one), ``ours`` (how many of ours talk with the person),
        ``gap`` (wanted less contact, at least 0; missing where either is) and ``gap_weight`` (weight times
        gap).

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada", "Bo"], "influence": [4.0, 2.0],
    ...                        "wanted": [2.0, 2.0]})
    >>> met = pd.DataFrame({"account": ["A"], "ours": ["Kim"], "theirs": ["Bo"], "level": [3.0],
    ...                     "a_year": [12.0], "last": [pd.Timestamp("2026-01-09")]})
    >>> found = persons_reached(people, met, today=pd.Timestamp("2026-01-30"), contact_from=2,
    ...                         fades_days=180, weights=[1, 2, 4, 7, 12])
    >>> found[["person", "contact", "contact_assumed", "closest", "gap_weight"]].to_numpy().tolist()
    [['Ada', 0.0, True, '', 14.0], ['Bo', 3.0, False, 'Kim', 0.0]]
    """
    found = persons.merge(_best(contacts, contact_from), on=PERSON, how="left")
    nowhere = ~found["noted"].fillna(False).astype("bool")
    told = found["account"].isin(contacts["account"])
    contact = found["contact"].mask(nowhere & told, 0.0)
    weight = influence_weights(found["influence"], weights)
    talks = (contact >= contact_from).astype("boolean").mask(contact.isna())
    faded = talks.fillna(False).astype("bool") & ((today - found["last"]).dt.days > fades_days)
    gap = (found["wanted"].astype("float64") - contact.mask(faded, 0.0)).clip(lower=0)
    return found.assign(
        weight=weight, contact=contact, reached=talks & ~faded, faded=faded,
        contact_assumed=nowhere & told, closest=found["closest"].fillna(""),
        ours=found["ours"].fillna(0).astype("int64"), gap=gap, gap_weight=weight * gap,
    ).drop(columns="noted")


def _best(contacts: pd.DataFrame, contact_from: float) -> pd.DataFrame:
    """Return the best contact that anybody of ours has with each of theirs."""
    lines = contacts.rename(columns={"theirs": "person"})
    order = lines.sort_values(["level", "last", "ours"], ascending=[False, False, True], kind="stable")
    rows = order.assign(talks=order["level"] >= contact_from).groupby(PERSON, sort=False)
    found = rows.agg(contact=("level", "max"), last=("last", "max"), a_year=("a_year", "sum"),
                     closest=("ours", "first"), ours=("talks", "sum"), known=("a_year", "count"))
    found["a_year"] = found["a_year"].where(found["known"] > 0)
    return found.drop(columns="known").assign(noted=True).reset_index()
