"""The sentences of chapter 10 on plans: what they promise, rest on, and what changed."""

from typing import Any

import pandas as pd

from kamlib.show.plan_fan import often
from kamlib.show.readings import Reading
from kamlib.show.readings_manager import named
from kamlib.show.words import accounts, change, money, number, percent, short
from kamlib.text import N_, _, ngettext

NAME, WORDS, TOLD = 28, 70, 3
LIKELY = 0.5  # a target that fewer draws reach is no target without remark
_WAYS = {"upsell": N_("more of what they buy"), "cross-sell": N_("something new"),
         "trial offer": N_("a trial first")}


def read_plans(plans: pd.DataFrame, bare: pd.DataFrame, *, currency: str) -> Reading:
    """Say how many key accounts have a plan, what the plans are worth together, and who has none.

    Parameters
    ----------
    plans : DataFrame
        From `plan_list`.
    bare : DataFrame
        From `without_plan`.
    currency : str
    """
    ready = plans[plans["npv_held"].notna()]
    if ready.empty:
        first = _("No plan can be reckoned yet.") if len(plans) else _("No account has a plan yet.")
        return Reading(first, _missing(bare))
    words = ngettext("{n} plan can be reckoned.", "{n} plans can be reckoned.", len(ready))
    held, frozen = float(ready["npv_held"].sum()), float(ready["npv_frozen"].sum())
    both = _("Together they are worth {held} over held shares and {frozen} over the frozen year: the "
             "difference is the market's, not ours.")
    told = both.format(held=money(held, currency), frozen=money(frozen, currency))
    return Reading(words.format(n=number(len(ready))), told, _unsigned(plans), _missing(bare))


def _unsigned(plans: pd.DataFrame) -> str:
    open_ = plans[~plans["signed"] & plans["state"].isin(["begun", "planned"])]
    if open_.empty:
        return ""
    return _("Not signed by manager and supervisor: {}.").format(named(open_["name"].tolist()))


def _missing(bare: pd.DataFrame) -> str:
    if bare.empty:
        return _("Every key account has a plan.")
    words = ngettext("{n} key account has no plan: {names}.",
                     "{n} key accounts have no plan: {names}.", len(bare))
    return words.format(n=number(len(bare)), names=named(bare["name"].tolist()))


def read_plan(
    about: pd.DataFrame, chances: pd.DataFrame | None = None, *, name: str, currency: str
) -> Reading:
    """Say in one breath where the plan of one account goes and what it is worth.

    Parameters
    ----------
    about : DataFrame
        The row of the account: ``state``, ``revenue_0``, ``revenue_target``, ``share_0``, ``share_target``,
        ``base_year``, ``years``, ``npv_held``, ``npv_frozen``, ``market_part``, ``terms``, ``remarks``.
    chances : DataFrame, optional
        From `plan_scenarios`, of the account: how often the draws reach the plan.
    name : str
    currency : str
    """
    row: pd.Series[Any] = about.iloc[0] if len(about) else pd.Series({"state": "none"}, dtype="object")
    client = short(name, NAME)
    if row["state"] == "empty":
        words = _("Nothing is filled in the plan of {name} yet: begin with the client's goals.")
        return Reading(words.format(name=client))
    if row["state"] == "none":
        return Reading(_("{name} has no plan yet: make its workbook with kam forms plan, and begin with the "
                         "client's goals.").format(name=client))
    if pd.isna(row["npv_held"]):
        return Reading(_("The plan of {name} is begun; a share, a wallet or a margin rate is missing, so "
                         "nothing is reckoned from it.").format(name=client), _remarks(row))
    way = _("{name}: from {first} to {last} a year by {year}, from {share} to {target} of its wallet.")
    first = way.format(
        name=client, first=money(row["revenue_0"], currency), last=money(row["revenue_target"], currency),
        year=int(row["base_year"] + row["years"]), share=percent(row["share_0"]),
        target=percent(row["share_target"]))
    worth = _("After its budget it is worth {held} today over held shares, {frozen} over the frozen year")
    told = worth.format(held=money(row["npv_held"], currency), frozen=money(row["npv_frozen"], currency))
    part = row["market_part"]
    market = _("; {share} of the latter is the market's.").format(share=percent(part, 0)) if part > 0 else "."
    return Reading(first, told + market, _terms(row), _remarks(row, chances))


def _terms(row: "pd.Series[Any]") -> str:
    words = {"nominal": _("Money and rate are nominal: inflation is in both."),
             "real": _("Money and rate are real: inflation is in neither.")}
    silent = _("The plan does not say whether its money is nominal or real.")
    return words.get(str(row.get("terms", "")), silent)


def _remarks(row: "pd.Series[Any]", chances: pd.DataFrame | None = None) -> str:
    """Say how many remarks the reviewer has, and whether the plan's own ranges carry its last year."""
    count = int(row["remarks"]) if pd.notna(row.get("remarks")) else 0
    words = ngettext("The reviewer has {} remark.", "The reviewer has {} remarks.", count).format(
        number(count))
    chance = float("nan") if chances is None or chances.empty else float(chances["chance"].iloc[0])
    if not chance < LIKELY:
        return words if count else _("The reviewer's checks find nothing to ask.")
    rare = _("its own ranges reach the last year {}: what would have to go better?").format(often(chance))
    return _("{words} And {rare}").format(words=words, rare=rare) if count else _(
        "The reviewer's checks find nothing missing, but {}").format(rare)


def read_next_offers(offers: pd.DataFrame, *, currency: str) -> Reading:
    """Say what of the white space the plan takes up, and the largest piece that it leaves.

    Parameters
    ----------
    offers : DataFrame
        From `next_offers`.
    currency : str
    """
    if offers.empty:
        return Reading(_("Nobody knows of room with this account: ask about its wallet first (chapter 03)."))
    planned = offers[offers["planned"]]
    words = _("Of {n} groups with room for {value} a year the plan takes up {planned}.")
    first = words.format(n=number(len(offers)), value=money(offers["value"].sum(), currency),
                         planned=number(len(planned)))
    left = offers[~offers["planned"]]
    if left.empty:
        return Reading(first)
    row = left.iloc[0]
    rest = _("The largest that it leaves is {group}: {value} a year, {way}.")
    return Reading(first, rest.format(group=short(row["group"], NAME), value=money(row["value"], currency),
                                      way=_(_WAYS[row["way"]])))


def read_position(position: pd.DataFrame) -> Reading:
    """Say how many indicators have a target, and which have neither state nor target."""
    aimed = position[position["target"] != ""]
    dark = position[(position["state"] == "") & (position["target"] == "")]
    words = _("{n} of {all} indicators have a target.")
    first = words.format(n=number(len(aimed)), all=number(len(position)))
    names = ", ".join(position.loc[dark.index, "label"].head(TOLD))
    more = _("Nobody wrote anything about: {}.").format(names) if len(dark) else ""
    return Reading(first if len(position) else _("There is no plan yet."), more)


def read_selected(changes: pd.DataFrame, score: pd.DataFrame, *, told_by: str) -> Reading:
    """Say whether the account grew on the criteria for which it was chosen.

    Parameters
    ----------
    changes, score : DataFrame
        From `criteria_growth` (with ``label``) and `score_growth`.
    told_by : str
        From where the earlier points are known.
    """
    known = changes[changes["change"].notna()]
    if known.empty:
        return Reading(_("No earlier points are kept: kam review keeps them from now on."))
    first = _("Then is {}.").format(told_by)
    words = [
        _("{verb}: {names}.").format(verb=verb, names=", ".join(
            f"{label} ({_signed(points)})" for label, points in
            known.loc[known["state"] == state, ["label", "change"]].itertuples(index=False, name=None)))
        for verb, state in ((_("Grew"), "grew"), (_("Fell"), "fell")) if (known["state"] == state).any()
    ]
    open_ = changes[changes["change"].isna()]
    dark = ngettext("{} criterion was not known both times.", "{} criteria were not known both times.",
                    len(open_))
    row = score.iloc[0] if len(score) else None
    main = "" if row is None or pd.isna(row["change"]) else _(
        "On the main criteria that are known both times: {then} then, {now} now.").format(
        then=number(row["then"], 2), now=number(row["now"], 2))
    return Reading(main, *words, dark.format(number(len(open_))) if len(open_) else "", first)


def _signed(points: float) -> str:
    return ("+" if points > 0 else "") + number(points, 2)


def read_changes(changes: pd.DataFrame, *, since: str) -> Reading:
    """Say how much changed since the last review, and where most.

    Parameters
    ----------
    changes : DataFrame
        From `changes_since`.
    since : str
        Name of the review; empty where there is none.
    """
    if not since:
        return Reading(_("There is no review yet, up to this day: kam review keeps the state of a day, and "
                         "the next one says what changed."))
    if changes.empty:
        return Reading(_("Nothing changed since the review of {}.").format(since))
    words = ngettext("{n} change since the review of {day}, at {who}.",
                     "{n} changes since the review of {day}, at {who}.", len(changes))
    first = words.format(n=number(len(changes)), day=since, who=accounts(changes["account"].nunique()))
    most = changes["where"].value_counts()
    where = _("Most of them: {where} ({n}).").format(where=most.index[0], n=number(int(most.iloc[0])))
    return Reading(first, where)


def read_client_version(named_there: pd.DataFrame, *, state: str) -> Reading:
    """Say what the client's version leaves out, and what in it names a competitor or a person.

    Parameters
    ----------
    named_there : DataFrame
        From `named_for_client`.
    state : str
        How far the plan is: "none" and "empty" have no version to show.
    """
    if state in ("none", "empty"):
        return Reading(_("There is nothing to show the client yet."))
    first = _("The client's version shows his goals, both sides' steps and what he gains; no margin, no "
              "share of his purchases, no rating of a person, no risk and no plan B.")
    if named_there.empty:
        return Reading(first)
    row = named_there.iloc[0]
    words = _('It would name {name}: "{words}". Say it in other words before he reads it.')
    return Reading(first, words.format(name=short(row["name"], NAME), words=short(row["words"], WORDS)))


def read_growth_path(years: pd.DataFrame) -> Reading:
    """Say by how much revenue grows each year; from nothing no growth can be told."""
    ordered = years.sort_values("year")
    before = ordered["revenue"].shift()
    growth = ordered["revenue"] / before.where(before > 0) - 1
    told = [_("{year}: {growth}").format(year=row.calendar, growth=change(part, 0))
            for row, part in zip(ordered.itertuples(), growth, strict=True) if pd.notna(part)]
    return Reading(_("Revenue grows by year: {}.").format(", ".join(told)) if told else "")
