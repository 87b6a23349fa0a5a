"""Tables of dependency for a page: one account, what would end it, how much hangs on the limits."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.dependency import Dependency
from kamlib.flow.key_accounts import one_account
from kamlib.flow.meeting_sources import of
from kamlib.method.base.lines import lines
from kamlib.method.second_contact import second_contact
from kamlib.problems import KamError, Problem
from kamlib.text import N_, _

_DAYS = (30, 60, 90, 180, 365)
KINDS = {"new": N_("new"), "deepen": N_("deepen"), "renew": N_("renew")}
ANSWERS = {True: N_("yes"), False: N_("no")}
SHAPES = {"bow tie": N_("bow tie"), "diamond": N_("diamond"), "in between": N_("in between"),
          "no line": N_("no line"), "unknown": N_("not known")}


@dataclass(frozen=True)
class OneDependency:
    """One account's part: ``summary`` is its row, ``leaver`` the row of the person who leaves on the page.

    ``departures`` has whoever costs most first; ``leaver`` is missing where nobody is known.
    """

    account: str
    name: str
    summary: "pd.Series"
    lines: pd.DataFrame
    persons: pd.DataFrame
    team: pd.DataFrame
    departures: pd.DataFrame
    additions: pd.DataFrame
    leaver: "pd.Series | None"


def one_dependency(found: Dependency, words: str = "", leaves: str = "") -> OneDependency:
    """Return what hangs on whom at one account.

    Parameters
    ----------
    found : Dependency
    words : str
        Key, name or part of a name of the account; empty: the key account with most margin on one contact.
    leaves : str
        Name, or a part of it, of the person who leaves; empty: the one whose leaving costs most.

    Raises
    ------
    KamError
        When no account, or more than one, answers to the words; or no person, or more than one, to the name.
    """
    account, name = one_account(found.accounts, words, default=found.default)
    mine = of(found.departures, account)
    support = 1 - mine["support_left"].fillna(1.0)
    order = mine.assign(last=mine["alone"].fillna(False).astype("bool"), less=support,
                        theirs=mine["side"] == "theirs")
    order = order.sort_values(["last", "roles_lost", "less", "lines", "theirs", "person"],
                              ascending=[False, False, False, False, True, True], ignore_index=True)
    side = order["side"].map({"ours": _("ours"), "theirs": _("theirs")})
    departures = order.drop(columns=["last", "less", "theirs"]).assign(side_words=side)
    summary = of(found.accounts, account).iloc[0]
    return OneDependency(
        account, name, summary, of(found.lines, account), of(found.persons, account),
        of(found.team, account), departures, _worded(of(found.additions, account)),
        _leaver(departures, leaves, name),
    )  # fmt: skip


def _leaver(departures: pd.DataFrame, leaves: str, name: str) -> "pd.Series | None":
    said = " ".join(leaves.split()).casefold()
    if not said:
        return departures.iloc[0] if len(departures) else None
    people = departures["person"].str.casefold()
    match = people == said
    match = match if match.any() else people.str.contains(said, regex=False)
    if match.sum() != 1:
        message = _("is nobody at {}").format(name) if not match.any() else _(
            "is more than one person at {}").format(name)
        shown = departures.loc[match, "person"] if match.any() else departures["person"]
        remedy = _("there are: {}").format(", ".join(shown.drop_duplicates().head(12)))
        raise KamError(Problem("no-person", message, remedy, file=_("this run (-p)"), column="leaves",
                               found=leaves))
    return departures[match].iloc[0]


def best_shape(found: Dependency, shape: str) -> OneDependency | None:
    """Return the key account of a shape with most margin; nothing where none has it."""
    key = found.accounts[found.accounts["key"] & (found.accounts["shape"] == shape)]
    if key.empty:
        return None
    order = key.sort_values(["margin", "account"], ascending=[False, True])
    return one_dependency(found, str(order["account"].iloc[0]))


def key_in_words(found: Dependency) -> pd.DataFrame:
    """Return the key accounts, those that hang on one person first, then those of which nobody knows.

    Returns
    -------
    DataFrame
        The accounts with ``shape_words``, ``survives_words`` and ``second_words`` ("yes", "no", "not
        known"), ``holds`` (people whose leaving breaks the account; missing where not known).
    """
    key = found.accounts[found.accounts["key"]]
    turn = key["survives"].map({True: 2, False: 0}).astype("float64").fillna(1.0)
    order = key.assign(turn=turn).sort_values(["turn", "margin", "account"], ascending=[True, False, True])
    return order.assign(
        shape_words=order["shape"].map({word: _(label) for word, label in SHAPES.items()}),
        survives_words=_three(order["survives"]), second_words=_three(order["second"]),
        holds=order["breaking"].astype("Float64").astype("float64"),
    ).drop(columns="turn").reset_index(drop=True)


def _three(answers: pd.Series) -> list[str]:
    return [_("not known") if pd.isna(answer) else _(ANSWERS[bool(answer)]) for answer in answers]


def hanging(found: Dependency) -> pd.DataFrame:
    """Return the key accounts that hang on one person with the hours that end it, most margin an hour first.

    Returns
    -------
    DataFrame
        ``name``, ``margin``, ``hours``.
    """
    key = found.accounts[found.accounts["key"]]
    hang = key[(key["hours"] > 0) & (key["survives"].eq(False).fillna(False))]
    each = hang["margin"] / hang["hours"]
    order = hang.assign(each=each).sort_values(["each", "hours", "account"], ascending=[False, True, True])
    return order[["name", "margin", "hours"]].reset_index(drop=True)


def unwritten(found: Dependency) -> int:
    """Return of how many key accounts nobody knows whether they survive the loss of any one person."""
    return int(found.accounts.loc[found.accounts["key"], "survives"].isna().sum())


def additions_of_key(found: Dependency) -> pd.DataFrame:
    """Return the contacts that are missing at the key accounts, in words, most margin first."""
    key = found.additions[found.additions["key"]]
    return _worded(key).sort_values(["margin", "account", "hours"], ascending=[False, True, True],
                                    ignore_index=True)


def _worded(additions: pd.DataFrame) -> pd.DataFrame:
    somebody = _("somebody still to be found")
    ours, theirs = (additions[side].astype("str").replace("", somebody) for side in ("ours", "theirs"))
    kind = additions["kind"].map({word: _(label) for word, label in KINDS.items()})
    today = additions["level"].astype("float64")
    note = [_("ask first: it may be there") if unknown else _("stand-in") if stands else ""
            for unknown, stands in zip(additions["unknown"], additions["stand_in"], strict=True)]
    return additions.assign(ours_words=ours, theirs_words=theirs, kind_words=kind, level=today, note=note)


def recency_varied(found: Dependency) -> pd.DataFrame:
    """Return how much margin has no second contact if a contact counts as recent for other numbers of days.

    Returns
    -------
    DataFrame
        ``days``, ``without`` and ``unknown`` (key accounts), ``margin_without``, ``hang`` (key accounts
        that hang on one person), ``margin_hang``.
    """
    key = found.accounts.loc[found.accounts["key"], ["account", "margin"]]
    value, today = found.buying.force.value, found.today
    rows = []
    for days in sorted({*_DAYS, int(value("recent_days"))}):
        told = lines(found.contacts, today=today, active_level=int(value("contact_from")), recent_days=days,
                     level_weights=found.force.value("level_weights"))
        table = key.merge(second_contact(told), on="account", how="left")
        second, survives = (table[name].astype("boolean") for name in ("second", "survives"))
        single, hang = ~second.fillna(True), ~survives.fillna(True)
        rows.append((days, int(single.sum()), int(second.isna().sum()),
                     float(table.loc[single, "margin"].sum()), int(hang.sum()),
                     float(table.loc[hang, "margin"].sum())))
    return pd.DataFrame(rows, columns=["days", "without", "unknown", "margin_without", "hang", "margin_hang"])


def loads_in_words(found: Dependency) -> pd.DataFrame:
    """Return the managers with hours and whether they are overloaded, in words; the highest load first."""
    known = found.managers[found.managers["manager"].notna() & (found.managers["manager"] != "")]
    order = known.sort_values(["load", "manager"], ascending=[False, True])
    return order.assign(overloaded_words=_three(order["overloaded"]), long_words=_three(order["too_long"]),
                        alone_words=_three(order["alone"])).reset_index(drop=True)
