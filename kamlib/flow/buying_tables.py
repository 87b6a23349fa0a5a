"""Tables of one buying centre for a page: its people, and what winning each of them would change."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kamlib.flow.buying import Buying
from kamlib.flow.key_accounts import one_account
from kamlib.method.buying_centre_coverage import coverage_of_accounts, role_coverage
from kamlib.method.buying_centre_support import influence_support
from kamlib.text import _


@dataclass(frozen=True)
class OneCentre:
    """The buying centre of one account; frames as those of `Buying`, of this account only.

    Parameters
    ----------
    account, name : str
    summary : Series
        Its row of the overview.
    persons, roles, coverage, contacts, team, links, ways, directions, promises, processes : DataFrame
        Persons with ``held``, the names of their roles, the most influential first; directions with
        ``owner`` and ``said`` (typed or proposed) in words.
    """

    account: str
    name: str
    summary: "pd.Series[Any]"
    persons: pd.DataFrame
    roles: pd.DataFrame
    coverage: pd.DataFrame
    contacts: pd.DataFrame
    team: pd.DataFrame
    links: pd.DataFrame
    ways: pd.DataFrame
    directions: pd.DataFrame
    promises: pd.DataFrame
    processes: pd.DataFrame


def told_first(found: Buying) -> str:
    """Return the account where influence and contact lie furthest apart; empty where nobody is written.

    First where somebody who is against us, and can say no, is met by nobody; then where the one whom nobody
    meets outweighs the one to whom we are nearest; then by the share of influence not reached.
    """
    order = found.accounts[found.accounts["written"]].sort_values(
        ["key", "against_weight", "misplaced", "unreached"], ascending=False, na_position="last",
        kind="stable")
    return str(order["account"].iloc[0]) if len(order) else ""


def one_centre(found: Buying, account: str = "") -> OneCentre:
    """Return the buying centre of one account.

    Parameters
    ----------
    found : Buying
    account : str
        Key, name or part of a name; empty: see `told_first`.

    Raises
    ------
    KamError
        When no account, or more than one, answers to the words.
    """
    key, name = one_account(found.accounts, account, default=told_first(found))
    names = ("persons", "roles", "coverage", "contacts", "team", "links", "ways", "directions", "promises",
             "processes")
    parts = {part: _of(getattr(found, part), key) for part in names}
    parts["persons"] = _with_roles(parts["persons"], parts["roles"], found.catalogue)
    parts["directions"] = _in_words(parts["directions"])
    summary = found.accounts[found.accounts["account"] == key].iloc[0]
    return OneCentre(key, name, summary, **parts)


def _in_words(steps: pd.DataFrame) -> pd.DataFrame:
    """Return steps with ``owner`` and ``said`` beside: who does it, and whether somebody typed it."""
    said = {"typed": _("typed"), "proposed": _("proposed"), "none": ""}
    owner = steps["by"].where((steps["by"] != "") | (steps["origin"] == "none"), _("nobody yet"))
    return steps.assign(owner=owner, said=steps["origin"].map(said).astype("str"))


def _of(frame: pd.DataFrame, account: str) -> pd.DataFrame:
    return frame[frame["account"] == account].reset_index(drop=True)


def _with_roles(persons: pd.DataFrame, held: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    labels = roles.set_index("key")["label"]
    words = held["role"].map(labels)
    purchase = held["purchase"]
    words = words.where(purchase == "", words + " (" + purchase + ")")
    joined = words.groupby(held["person"]).agg(", ".join)
    told = persons.assign(held=[str(joined.get(person, "")) for person in persons["person"]])
    return told.sort_values(["weight", "contact"], ascending=[False, True], na_position="last",
                            kind="stable", ignore_index=True)


def if_won(found: Buying, centre: OneCentre) -> pd.DataFrame:
    """Return what would change if one person supported us and had been met today, each person by itself.

    Returns
    -------
    DataFrame
        ``person``, ``position``, ``weight``, ``attitude``, ``contact``; ``coverage_now``, ``coverage``
        (shares), ``support_now``, ``support``; ``roles``: what would be covered that is not, in words. Only
        persons who would change something; the largest gain in coverage first, then in support.
    """
    value = found.force.value
    least, talks = value("supportive_from"), value("contact_from")
    people = centre.persons
    now = _reckoned(found, centre, people)
    rows = []
    for person in people.to_dict("records"):
        one = people["person"] == person["person"]
        won = people.assign(
            attitude=people["attitude"].mask(one, people["attitude"].fillna(least).clip(lower=least)),
            contact=people["contact"].mask(one, people["contact"].fillna(talks).clip(lower=talks)),
            last=people["last"].mask(one, found.today))
        rows.append(person | dict(_gained(now, _reckoned(found, centre, won))))
    columns = ["person", "position", "weight", "attitude", "contact", "coverage_now", "coverage",
               "support_now", "support", "roles"]
    table = pd.DataFrame(rows, columns=columns).astype({"person": "str", "position": "str", "roles": "str"})
    gains = table["coverage"] - table["coverage_now"], table["support"] - table["support_now"]
    changes = (table["roles"] != "") | (gains[1].abs() > 0)
    order = table.assign(first=gains[0], second=gains[1])[changes]
    return order.sort_values(["first", "second"], ascending=False, kind="stable", ignore_index=True,
                             ).drop(columns=["first", "second"])


@dataclass(frozen=True)
class _Reckoned:
    coverage: float
    support: float
    covered: list[str]


def _reckoned(found: Buying, centre: OneCentre, persons: pd.DataFrame) -> _Reckoned:
    value = found.force.value
    needed = centre.coverage[["account", "role"]].drop_duplicates().assign(needed=True)
    roles = found.catalogue.assign(needed=False)
    cells = role_coverage(centre.roles, persons, roles, needed=needed, today=found.today,
                          supportive_from=value("supportive_from"), contact_from=value("contact_from"),
                          recent_days=value("recent_days"))
    share = coverage_of_accounts(cells, centre.roles)["coverage"]
    support = influence_support(persons)["support"]
    labels = found.catalogue.set_index("key")["label"]
    covered = cells[cells["state"] == "covered"]
    words = [_("{} ({})").format(labels[role], purchase) if purchase else str(labels[role])
             for role, purchase in covered[["role", "purchase"]].to_numpy()]
    nan = float("nan")
    return _Reckoned(float(share.iloc[0]) if len(share) else nan,
                     float(support.iloc[0]) if len(support) else nan, words)


def _gained(now: _Reckoned, then: _Reckoned) -> dict[str, object]:
    more = ", ".join(one for one in then.covered if one not in now.covered)
    return {"coverage_now": now.coverage, "coverage": then.coverage, "support_now": now.support,
            "support": then.support, "roles": more}


def steps_of(found: Buying) -> pd.DataFrame:
    """Return the dated steps of all key accounts, those that are late first, then by day.

    Returns
    -------
    DataFrame
        Columns of `directions_of_work`, with ``name`` of the account, ``owner`` and ``said`` in words;
        without those that nobody typed and no role proposes.
    """
    names = found.key.set_index("account")["name"]
    steps = found.directions[found.directions["origin"] != "none"]
    told = _in_words(steps[steps["account"].isin(names.index)])
    told = told.assign(name=steps["account"].map(names))
    return told.sort_values(["late", "until", "weight"], ascending=[False, True, False],
                            na_position="last", kind="stable", ignore_index=True)


def evidence_of(centre: OneCentre) -> pd.DataFrame:
    """Return how each person is known, what is assumed first, then what was looked at longest ago.

    Returns
    -------
    DataFrame
        ``person``, ``evidence``, ``sure`` in words, ``on`` (day), ``lacks`` in words.
    """
    sure = {"fact": _("fact"), "said": _("somebody said so"), "assumed": _("we assume it")}
    asked = {"held": _("role"), "influence": _("influence"), "attitude": _("attitude"),
             "contact": _("contact"), "wanted": _("contact wanted")}
    people = centre.persons
    lacks = [", ".join(words for name, words in asked.items() if pd.isna(row[name]) or row[name] == "")
             for row in people.to_dict("records")]
    told = people.assign(sure=people["confidence"].map(sure).fillna(_("nobody says")), lacks=lacks)
    order = told.sort_values(["assumed", "on"], ascending=[False, True], kind="stable", ignore_index=True)
    return order[["person", "evidence", "sure", "on", "lacks"]]


def buying_troubles(found: Buying, centre: OneCentre | None = None) -> pd.DataFrame:
    """Return what in the workbooks can't be taken as it stands, of all accounts or of one.

    Returns
    -------
    DataFrame
        ``file``, ``sheet``, ``found``, ``message``, ``remedy``.
    """
    folder = "" if centre is None else found.files.get(centre.account, "\0")
    told = [(one.file, one.sheet, one.found, one.message, one.remedy) for one in found.problems
            if one.file.startswith(folder)]
    return pd.DataFrame(told, columns=["file", "sheet", "found", "message", "remedy"], dtype="str")
