"""The page of a meeting: what is known of an account, from its homes, cut to what one needs there."""

from collections.abc import Iterator

import pandas as pd

from kamlib.flow.brief_figures import contracts, figures, proposals
from kamlib.flow.key_accounts import key_accounts, one_account
from kamlib.flow.meeting_sources import Sources, meeting_sources, of
from kamlib.flow.meetings import PROMISE, QUESTION, Meetings, meeting_account, meetings, next_meeting
from kamlib.flow.prepare import prepared
from kamlib.flow.settings import InForce
from kamlib.method.readiness import readiness
from kamlib.study.folder import Study, as_day
from kamlib.tables.brief import Brief

_HEAD = ("time", "place", "travel", "buffer", "confirms", "leads", "goal", "secondary", "fallback", "agenda",
         "protocol")


def brief(
    study: Study, account: str, *, today: pd.Timestamp, day: pd.Timestamp | None = None,
    force: InForce | None = None,
) -> Brief:  # fmt: skip
    """Return the page of a meeting at one account.

    It works without a workbook of the meeting, without a dossier, a buying centre or a plan; ``lacks`` says
    what it had to do without.

    Parameters
    ----------
    study : Study
    account : str
        Key of the account.
    today : Timestamp
        See `kamlib.flow.today`.
    day : Timestamp, optional
        Of the meeting; without it the next one that has a workbook.
    force : InForce, optional
        Settings of the section ``meeting``; without them those of the study.

    Raises
    ------
    KamError
        When something stops the study.
    """
    known = meetings(study)
    day = day if day is not None else next_meeting(known, account, today)
    return _made(meeting_sources(study, today=today, force=force), known, account, day)


def _made(sources: Sources, known: Meetings, account: str, day: pd.Timestamp) -> Brief:
    head = known.head(account, day)
    about = of(sources.potential.accounts, account)
    everybody = sources.people(account)
    debts = of(sources.debts, account)
    shown, objections = (known.part(name, account, day) for name in ("shown", "objections"))
    lacks = tuple(_lacks(sources, account, head, about, everybody))
    manager = about["manager"].iloc[0] if len(about) and "manager" in about else ""
    return Brief(
        account, _name(sources.study, account), manager if isinstance(manager, str) else "", day,
        sources.today, sources.ready.as_of, _head(head), _people(known, everybody, account, day),
        _questions(sources, known, account, day), _promises(sources, account), figures(sources, account),
        _credit(debts), contracts(sources, account),
        shown[["offer", "amount", "sheet", "stock", "lead_time", "reference"]], proposals(sources, account),
        objections[["objection", "question", "fact", "concession"]], _steps(sources, account),
        _goals(sources, account), _gaps(sources, known, account, day, everybody), lacks,
        sources.study.currency,
    )  # fmt: skip


def _credit(debts: pd.DataFrame) -> dict[str, float | str]:
    if debts.empty:
        return {"offer": "unknown"}
    row = debts.iloc[0]
    names = ("owed", "overdue", "oldest_days", "fell_due", "credit_limit", "over_limit", "room",
             "limits_missing")
    return {"offer": str(row["offer"]),
            **{name: float(row[name]) for name in names if name in row and pd.notna(row[name])}}


def _name(study: Study, account: str) -> str:
    names = prepared(study).accounts.set_index("account")["name"]
    return str(names.get(account, account))


def _head(head: pd.DataFrame) -> dict[str, str]:
    if head.empty:
        return {}
    row = head.iloc[0]
    told = {name: row[name] for name in _HEAD if pd.notna(row[name]) and str(row[name]).strip()}
    return {name: f"{value:.0f}" if isinstance(value, float) else str(value) for name, value in told.items()}


def _people(known: Meetings, everybody: pd.DataFrame, account: str, day: pd.Timestamp) -> pd.DataFrame:
    """Return who comes, with what is known of them; where nobody said who, everybody whom we know."""
    comes = known.part("attending", account, day)
    if comes.empty:
        return everybody.assign(comes="")
    rows = comes[["person", "side"]].merge(everybody, on="person", how="left", suffixes=("_said", ""))
    side = rows["side_said"].where(rows["side_said"] != "", rows["side"]).fillna("theirs")
    texts = rows[["position", "roles"]].fillna("")
    found = rows.assign(side=side, comes="yes", assumed=rows["assumed"].fillna(False).astype("bool"), **texts)
    return found.sort_values("side", ascending=False, kind="stable", ignore_index=True)[
        [*everybody.columns, "comes"]]


def _questions(sources: Sources, known: Meetings, account: str, day: pd.Timestamp) -> pd.DataFrame:
    """Return the questions of the workbook; without one those that the dossier would ask."""
    asked = known.part("asked", account, day)
    if len(asked):
        source = asked["line"].map(_source)
        return pd.DataFrame({"words": asked["words"], "source": source, "open": asked["open"] == "yes",
                             "proposed": False})
    core = sources.to_ask(account)
    return pd.DataFrame({"words": core["words"], "source": "dossier", "open": True, "proposed": True})


def _source(line: str) -> str:
    return "dossier" if line.startswith(QUESTION) else "promise" if line.startswith(PROMISE) else "own"


def _promises(sources: Sources, account: str) -> pd.DataFrame:
    """Return what is overdue, open, and kept lately."""
    rows = of(sources.promises, account)
    since = sources.today - pd.Timedelta(days=int(sources.force.value("kept_days")))
    running = rows["state"].isin(["overdue", "open"])
    lately = (rows["state"] == "kept") & (rows["kept"] >= since)
    turn = rows["state"].map({"overdue": 0, "open": 1, "kept": 2})
    found = rows.assign(turn=turn)[running | lately].sort_values(["turn", "until"], kind="stable")
    return found[["promise", "to", "by", "until", "kept", "state", "days_overdue"]].reset_index(drop=True)


def _steps(sources: Sources, account: str) -> pd.DataFrame:
    rows, today = of(sources.plans["steps"], account), sources.today
    until = today + pd.Timedelta(days=int(sources.force.value("steps_days")))
    due = rows[~(rows["done"] <= today) & (rows["until"] <= until)].sort_values("until", kind="stable")
    told = due[["action", "client_action", "responsible", "until"]].assign(late=due["until"] < today)
    return told.reset_index(drop=True)


def _goals(sources: Sources, account: str) -> pd.DataFrame:
    rows = of(sources.plans["goals"], account)
    return rows.loc[rows["whose"] == "client", ["goal", "until", "gain"]].reset_index(drop=True)


def _gaps(
    sources: Sources, known: Meetings, account: str, day: pd.Timestamp, everybody: pd.DataFrame
) -> pd.DataFrame:
    parts = {name: known.part(name, account, day) for name in ("attending", "asked", "shown", "objections")}
    return readiness(
        known.head(account, day), **parts, persons=everybody[["person", "position"]],
        overdue=sources.overdue(account)["promise"], core=sources.core(account),
        topics=sources.topics(account), open_each=int(sources.force.value("open_each")))


def _lacks(
    sources: Sources, account: str, head: pd.DataFrame, about: pd.DataFrame, everybody: pd.DataFrame
) -> Iterator[str]:
    if head.empty:
        yield "meeting"
    if not sources.has_dossier(account):
        yield "dossier"
    if not (everybody["side"] == "theirs").any():
        yield "buying-centre"
    if of(sources.plans["steps"], account).empty and of(sources.plans["goals"], account).empty:
        yield "plan"
    if about.empty or pd.isna(about["wallet"].iloc[0]):
        yield "wallets"
    if about.empty or bool(about["target"].iloc[0]):
        yield "sales"
    elif not {"due", "paid"} <= set(sources.ready.sales):
        yield "payments"


def one_brief(
    study: Study, words: str = "", *, today: pd.Timestamp, day: str = "", force: InForce | None = None
) -> Brief:
    """Return the page of one account; without a name that of the next meeting.

    Parameters
    ----------
    study : Study
    words : str
        Key, name or a part of a name; empty: the account of the next meeting, else that with most overdue
        promises, else the first key account.
    today : Timestamp
    day : str
        Of the meeting, as 2026-02-12; empty: the next one that has a workbook.
    force : InForce, optional
        Settings of the section ``meeting``.

    Raises
    ------
    KamError
        When no account, or more than one, answers to the words, the day is none, or something stops the
        study.
    """
    promises = meeting_sources(study, today=today, force=force).promises
    accounts = prepared(study).accounts[["account", "name"]]
    default = meeting_account(meetings(study), promises, today)
    key, _named = one_account(accounts if words.strip() or default else key_accounts(study), words,
                              default=default)
    when = pd.Timestamp(as_day(day, "day")) if day.strip() else None
    return brief(study, key, today=today, day=when, force=force)
