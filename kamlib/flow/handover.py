"""The stand-in and handover sheet of an account: filled from where each fact has its home."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from kamlib.flow.brief import brief
from kamlib.flow.dependency import Dependency, dependency
from kamlib.flow.meeting_sources import Sources, meeting_sources, of
from kamlib.flow.meetings import Meetings, meetings
from kamlib.flow.settings import settings_in_force
from kamlib.names import plain
from kamlib.study.folder import Study
from kamlib.tables.handover import Handover

_TAKEN = ("dossier", "buying-centre", "plan", "wallets", "sales", "payments")


def handover(study: Study, account: str, *, today: pd.Timestamp) -> Handover:
    """Return the stand-in and handover sheet of one account.

    It is filled from buying centre, team, contacts, promises, processes, plan, dossier, meetings and sales;
    what is missing is named, and nothing is asked that has another home.

    Parameters
    ----------
    study : Study
    account : str
        Key of the account.
    today : Timestamp
        See `kamlib.flow.today`.

    Raises
    ------
    KamError
        When something stops the study.
    """
    found = dependency(study, settings_in_force(study, "dependency"), today=today)
    sources, agreed = meeting_sources(study, today=today), meetings(study)
    page = replace(brief(study, account, today=today), steps=_steps(sources, account))
    row = of(found.accounts, account)
    team = of(found.team, account)
    manager = page.manager
    stand_ins = team.loc[(team["person"].map(plain) == plain(manager)) & (team["stand_in"] != ""), "stand_in"]
    people = _people(found, sources, account, manager)
    additions = of(found.additions, account)[["ours", "theirs", "kind", "hours"]]
    return Handover(
        brief=page, manager=manager, stand_ins=tuple(dict.fromkeys(stand_ins)),
        hangs={str(key): value for key, value in row.iloc[0].items()} if len(row) else {}, people=people,
        team=team[["person", "function", "task", "hours", "stand_in"]], additions=additions,
        processes=of(found.buying.processes, account)[["process", "owner", "hours", "review"]],
        questions=sources.open_core(account)[["words"]], known=_known(sources, account),
        meetings=_agreed(agreed, account, today),
        missing=tuple(_missing(page.lacks, manager, stand_ins, team, of(found.lines, account))),
    )  # fmt: skip


def _people(found: Dependency, sources: Sources, account: str, manager: str) -> pd.DataFrame:
    """Return theirs with who of ours meets them, those with most influence first."""
    everybody = sources.people(account)
    theirs = everybody[everybody["side"] == "theirs"].merge(
        of(found.persons, account)[["person", "action", "action_by", "action_until"]], on="person")
    lines = of(found.lines, account)
    there = lines[lines["line"].fillna(False).astype("bool")].sort_values(
        ["level", "ours"], ascending=[False, True])
    met = there.groupby("theirs").agg(met=("ours", ", ".join), level=("level", "max"), last=("last", "max"),
                                      several=("ours", "nunique"), first=("ours", "first"))
    told = met.reindex(theirs["person"]).reset_index(drop=True)
    alone = (told["several"] == 1) & (told["first"].map(plain) == plain(manager))
    return theirs.drop(columns=["last", "contact", "wanted", "side"]).assign(
        met=told["met"].astype("object").where(told["met"].notna(), ""), level=told["level"],
        last=told["last"], only_manager=alone)


def _steps(sources: Sources, account: str) -> pd.DataFrame:
    """Return what the plan says and nobody has done: what is late and what is due first, no day last."""
    rows, today = of(sources.plans["steps"], account), sources.today
    rows = rows[~(rows["done"] <= today)].sort_values("until", kind="stable", ignore_index=True)
    return rows[["action", "client_action", "responsible", "until"]].assign(late=rows["until"] < today)


def _known(sources: Sources, account: str) -> pd.DataFrame:
    """Return the answers that hold, core ones first; what is sensitive stays in the dossier."""
    rows = of(sources.dossiers.answers, account)
    holds = rows["valid"].fillna(False).astype("bool") & (rows["value"] != "")
    rows = rows[holds & (rows["state"] != "not applicable") & (rows["sensitive"] != "yes")]
    rows = rows.assign(core=rows["level"] == "core", assumed=rows["state"] == "assumed")
    order = rows.sort_values(["core", "importance"], ascending=False, kind="stable", ignore_index=True)
    return order[["words", "value", "on", "assumed"]]


def _agreed(known: Meetings, account: str, today: pd.Timestamp) -> pd.DataFrame:
    rows = of(known.meetings, account)
    rows = rows[(rows["day"] >= today) & ~rows["held"]].sort_values("day", kind="stable", ignore_index=True)
    return rows[["day", "time", "place", "leads", "goal"]]


def _missing(
    lacks: tuple[str, ...], manager: str, stand_ins: pd.Series, team: pd.DataFrame, lines: pd.DataFrame
) -> Iterator[str]:
    if not manager:
        yield "manager"
    if stand_ins.empty:
        yield "stand-in"
    if team.empty:
        yield "team"
    if lines.empty:
        yield "contacts"
    yield from (word for word in lacks if word in _TAKEN)
