"""The sentences that read wallets, what can be reached, and the white-space map."""

from typing import Any

import pandas as pd

from kamlib.show.readings import NAME, Reading
from kamlib.show.words import money, number, percent, short
from kamlib.text import _, ngettext

NAMED = 3
WEAK = ("guess", "")


def read_wallets(found: pd.DataFrame, *, currency: str) -> Reading:
    """Say of how many accounts the wallet is known, what we have of it, and how well it is known.

    ``found`` is `wallet_of_accounts` with ``name``.
    """
    known = found[found["wallet"].notna()]
    if known.empty:
        return Reading(
            _("Of no account the wallet is known; what clients buy from others has to be asked."),
            _bounded(found),
        )
    wallet, revenue = float(known["wallet"].sum()), float(known["revenue"].sum())
    words = _("Wallets known: {n} of {all} accounts, {wallet} a year, of which we have {share}{ends}.")
    low, high = (
        revenue / total if total > 0 else float("nan")
        for total in (_sum(known, "wallet_high"), _sum(known, "wallet_low"))
    )
    ends = _(" ({} to {})").format(percent(low, 0), percent(high, 0)) if low < high else ""
    first = words.format(
        n=number(len(known)),
        all=number(len(found)),
        wallet=money(wallet, currency),
        ends=ends,
        share=percent(revenue / wallet if wallet > 0 else float("nan"), 0),
    )
    return Reading(first, _in_part(found), _weak(known), _raised(found), _bounded(found))


def read_reachable(found: pd.DataFrame, *, horizon: int, currency: str) -> Reading:
    """Say what all accounts could bring more a year at the horizon, who most, and of whom it is not known.

    ``found`` is `reachable_of_accounts` with ``name`` and ``target``.
    """
    kind, what = _kind(found)
    known = found[found[kind].notna()]
    in_part = found[found[kind].isna() & (found[f"{kind}_low"] > 0)]
    least = _at_least(in_part, kind, what, currency)
    if known.empty:
        nobody = _("Of no account it is fully known what could be reached: that follows from the wallets.")
        return Reading(nobody, least)
    words = ngettext(
        "In {years} {n} account could bring {total} more {what} a year{ends}.",
        "In {years} {n} accounts together could bring {total} more {what} a year{ends}.",
        len(known),
    )
    low, high = _sum(known, f"{kind}_low"), _sum(known, f"{kind}_high")
    first = words.format(
        years=ngettext("{} year", "{} years", horizon).format(horizon),
        n=number(len(known)),
        what=what,
        total=money(float(known[kind].sum()), currency),
        ends=_(" ({} to {})").format(money(low, currency), money(high, currency)) if low < high else "",
    )
    return Reading(first, _most(known, kind, currency), least)


def read_white_space(white: pd.DataFrame, candidates: pd.DataFrame, *, currency: str) -> Reading:
    """Say where the largest room is and why we think so, and how many cells are questions.

    ``white`` is `white_space`, ``candidates`` those of it, with ``name``.
    """
    if white.empty:
        return Reading(_("The sales name no product groups, so there is no white-space map."))
    states = white["state"].value_counts()
    gaps, held, unknown = (int(states.get(state, 0)) for state in ("gap", "competitor", "unknown"))
    words = _("Of {all} cells {bought} buy from us, {held} from a named competitor; {gaps} are gaps.")
    first = words.format(
        all=number(len(white)),
        held=number(held),
        gaps=number(gaps),
        bought=number(int(states.get("own", 0) + states.get("shared", 0))),
    )
    asked = ngettext(
        "Of {} nobody knows whether the client needs it: a question, not a gap.",
        "Of {} nobody knows whether the client needs them: questions, not gaps.",
        unknown,
    )
    new = candidates[candidates["kind"] != "upsell"]
    largest = _largest(new.iloc[0], currency) if len(new) else _("No room to sell something new is known.")
    return Reading(first, largest, asked.format(number(unknown)) if unknown else "")


def _kind(found: pd.DataFrame) -> tuple[str, str]:
    """Margin where any is known, else revenue."""
    margin = found[["reachable_margin", "reachable_margin_low"]].notna().any(axis=None)
    return ("reachable_margin", _("gross margin")) if margin else ("more_revenue", _("revenue"))


def _sum(known: pd.DataFrame, name: str) -> float:
    """Add up; missing where one is."""
    return float(known[name].sum(skipna=False))


def _named(rows: pd.DataFrame) -> str:
    names = ", ".join(short(name, NAME) for name in rows["name"].head(NAMED))
    return names + (_(" and {} more").format(number(len(rows) - NAMED)) if len(rows) > NAMED else "")


def _bounded(found: pd.DataFrame) -> str:
    bound = found[found["wallet"].isna() & found["share_of_wallet_low"].gt(0)]
    if bound.empty:
        return ""
    first = bound.sort_values(["share_of_wallet_low", "account"], ascending=[False, True]).iloc[0]
    words = ngettext(
        "For {n} account only an upper end is known: we surely have {share} of what {name} buys.",
        "For {n} accounts only an upper end is known; the most that we surely have is {share}, at {name}.",
        len(bound),
    )
    return words.format(
        n=number(len(bound)), share=percent(first["share_of_wallet_low"]), name=short(first["name"], NAME)
    )


def _in_part(found: pd.DataFrame) -> str:
    some = int((found["wallet"].isna() & found["typed"].eq(True)).sum())
    words = ngettext(
        "Of {} more account it is known in part: at least so much.",
        "Of {} more accounts it is known in part: at least so much.",
        some,
    )
    return words.format(number(some)) if some else ""


def _weak(known: pd.DataFrame) -> str:
    weak = int(known["source"].isin(WEAK).sum())
    words = ngettext(
        "{} of these wallets rests on a guess or names no source.",
        "{} of these wallets rest on a guess or name no source.",
        weak,
    )
    return words.format(number(weak)) if weak else ""


def _raised(found: pd.DataFrame) -> str:
    raised = found[found["raised"].eq(True)]
    if raised.empty:
        return ""
    words = _("More is sold than the wallet that was typed: {}; there the sales count. Ask again.")
    return words.format(_named(raised))


def _at_least(in_part: pd.DataFrame, kind: str, what: str, currency: str) -> str:
    words = ngettext(
        "{n} account is known in part: at least {total} more {what} a year.",
        "{n} accounts are known in part: together at least {total} more {what} a year.",
        len(in_part),
    )
    total = money(float(in_part[f"{kind}_low"].sum()), currency)
    return words.format(n=number(len(in_part)), total=total, what=what) if len(in_part) else ""


def _most(known: pd.DataFrame, kind: str, currency: str) -> str:
    first = known.sort_values([kind, "account"], ascending=[False, True]).iloc[0]
    if not first[kind] > 0:
        return _("None of them could bring more than today.")
    words = (
        _("Most at {name}, which has never bought: {much}.")
        if bool(first["target"])
        else _("Most at {name}: {much}.")
    )
    worth: Any = first.get("growth_npv")
    today = (
        _("Growing to it in even steps is worth {} today.").format(money(worth, currency))
        if kind == "reachable_margin" and pd.notna(worth)
        else ""
    )
    said = words.format(name=short(first["name"], NAME), much=money(first[kind], currency))
    return f"{said} {today}".strip()


def _largest(first: pd.Series, currency: str) -> str:
    words = _("Largest room for something new: {group} at {name}, {value} a year")
    said = words.format(
        group=short(first["group"], NAME),
        name=short(first["name"], NAME),
        value=money(first["value"], currency),
    )
    if first["value_from"] == "wallet":
        return _("{}, by its wallet.").format(said)
    words = _("{said}: {buyers} of {peers} others of its kind buy it, half of these for {median} or more.")
    return words.format(
        said=said,
        buyers=number(first["buyers"]),
        peers=number(first["peers"]),
        median=money(first["median"], currency),
    )
