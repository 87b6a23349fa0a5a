"""Meetings: what their workbooks say before and after, and the workbooks to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.key_accounts import key_accounts, today
from kamlib.flow.meeting_sources import Sources, meeting_sources, of
from kamlib.flow.once import once
from kamlib.flow.prepare import prepared
from kamlib.pack import Template
from kamlib.problems import Problem
from kamlib.study.books import AccountForm
from kamlib.study.books.layout_dossier import question_kind
from kamlib.study.books.layout_meeting import NAME, Known, meeting_form
from kamlib.study.folder import Study
from kamlib.study.forms.form import Kind
from kamlib.tables import KEPT
from kamlib.text import _

PROMISE, QUESTION = "promise ", "dossier "
_HEAD = "meeting"


@dataclass(frozen=True)
class Meetings:
    """The meetings of a study, as their workbooks have them.

    Parameters
    ----------
    meetings : DataFrame
        One row for each meeting: ``account``, ``name``, ``day``, the columns of the table of meetings, and
        ``held`` (something of what comes after is filled in); by day.
    parts : dict of str to DataFrame
        The other tables of a meeting by name, each with ``account`` and ``day``.
    problems : list of Problem
    """

    meetings: pd.DataFrame
    parts: dict[str, pd.DataFrame]
    problems: list[Problem]

    def part(self, name: str, account: str, day: pd.Timestamp) -> pd.DataFrame:
        """Return the lines of one meeting."""
        frame = self.parts[name]
        return frame[(frame["account"] == account) & (frame["day"] == day)].reset_index(drop=True)

    def head(self, account: str, day: pd.Timestamp) -> pd.DataFrame:
        """Return the row of one meeting, or none."""
        rows = self.meetings
        return rows[(rows["account"] == account) & (rows["day"] == day)].reset_index(drop=True)


@once(books=True)
def meetings(study: Study) -> Meetings:
    """Return the meetings of a study.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Meetings

    Raises
    ------
    KamError
        When something stops the study.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> sorted(meetings(open_study()).parts)
    ['agreed', 'asked', 'attending', 'mistakes', 'objections', 'shown']
    """
    books = kept_books(study, NAME)
    tables = {name: _with_day(frame) for name, frame in books.tables.items()}
    every = pd.concat([frame[["account", "day"]] for frame in tables.values()], ignore_index=True)
    every = every.drop_duplicates().sort_values(["day", "account"], ignore_index=True)
    # Before and after stand on two sheets, and are one meeting.
    head = tables.pop(_HEAD)
    texts = [str(name) for name in head if pd.api.types.is_string_dtype(head[name])]
    filled = head.assign(**{name: head[name].replace("", None) for name in texts})
    merged = filled.drop(columns="line").groupby(["account", "day"], sort=False).first().reset_index()
    found = every.merge(merged, on=["account", "day"], how="left")
    words = [name for name in texts if name not in ("account", "line")]
    found[words] = found[words].astype("object").fillna("").astype("str")
    names = prepared(study).accounts.set_index("account")["name"]
    return Meetings(found.assign(name=found["account"].map(names).astype("str"), held=_held(found, tables)),
                    tables, books.problems)


def _with_day(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(day=pd.to_datetime(frame["day"], errors="coerce").astype("datetime64[ns]"))


def _held(found: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Whether anything of what comes after the meeting is written down."""
    after = {"attending": "came", "asked": "answer", "shown": "outcome", "agreed": "promise"}
    key = ["account", "day"]
    told = [tables[name].loc[tables[name][column] != "", key] for name, column in after.items()]
    told.append(tables["mistakes"].loc[tables["mistakes"]["after"].notna(), key])
    pairs = set(pd.concat(told).itertuples(index=False, name=None))
    there = [pair in pairs for pair in found[key].itertuples(index=False, name=None)]
    head = (found[["outcome", "next_step"]] != "").any(axis=1)
    return pd.Series(there, index=found.index, dtype="bool") | head


def next_meeting(found: Meetings, account: str, today: pd.Timestamp) -> pd.Timestamp:
    """Return the day of the next meeting at an account; missing where none is agreed."""
    rows = found.meetings
    coming = rows.loc[(rows["account"] == account) & (rows["day"] >= today) & ~rows["held"], "day"]
    return pd.Timestamp(coming.min())


def meeting_account(found: Meetings, promises: pd.DataFrame, today: pd.Timestamp) -> str:
    """Return the account that is looked at first: that of the next meeting, else that with most overdue.

    Parameters
    ----------
    found : Meetings
    promises : DataFrame
        From `promises_told`, with ``account``.
    today : Timestamp

    Returns
    -------
    str
        Its key; empty where there is neither.
    """
    rows = found.meetings
    coming = rows[(rows["day"] >= today) & ~rows["held"]]
    if len(coming):
        return str(coming["account"].iloc[0])
    overdue = promises.loc[promises["state"] == "overdue", "account"].value_counts()
    return str(overdue.index[0]) if len(overdue) else ""


def last_meeting(found: Meetings, account: str, today: pd.Timestamp) -> pd.Timestamp:
    """Return the day of the last meeting of which something is written down; missing where there is none."""
    rows = found.meetings
    held = rows.loc[(rows["account"] == account) & (rows["day"] <= today) & rows["held"], "day"]
    return pd.Timestamp(held.max())


def seven_mistakes(found: Meetings, account: str, day: pd.Timestamp) -> pd.DataFrame:
    """Return the seven mistakes of one meeting: ``mistake``, ``label``, ``look``, ``after``, ``note``.

    No rows where there is no meeting.
    """
    lines = {} if pd.isna(day) else KEPT["mistakes"].lines
    known = [(key, _(line["name"]), _(line["look"])) for key, line in lines.items()]
    rows = pd.DataFrame(known, columns=["mistake", "label", "look"], dtype="str")
    said = found.part("mistakes", account, day)[["mistake", "after", "note"]]
    return rows.merge(said, on="mistake", how="left").fillna({"note": ""})


def meeting_forms(study: Study, accounts: pd.DataFrame, day: date) -> list[AccountForm]:
    """Return the workbook of a meeting at each account, with what is known filled in or shown.

    Parameters
    ----------
    study : Study
    accounts : DataFrame
        ``account``, ``name``, and ``manager`` as far as known.
    day : date
        Of the meetings.

    Raises
    ------
    KamError
        When something stops the study.
    """
    study = study.named
    sources = meeting_sources(study, today=today(study))
    managers = key_accounts(study).set_index("account")["manager"]
    made = []
    for account, name in zip(accounts["account"], accounts["name"], strict=True):
        form = meeting_form(
            study=study.name, account=account, name=name, manager=str(managers.get(account, "")), day=day,
            known=known_before(sources, account))
        made.append(AccountForm(account, name, NAME, form, day=day.isoformat()))
    return made


def known_before(sources: Sources, account: str) -> Known:
    """Return what is known of an account before a meeting."""
    return Known(
        people=tuple(_people(sources, account)), questions=tuple(_questions(sources, account)),
        objections=tuple(_objections(sources, account)), stop=_stop(sources, account))


def _stop(sources: Sources, account: str) -> str:
    """Say why no offer should be made before something is settled; nothing where none is stopped."""
    debts = of(sources.debts, account)
    if debts.empty or debts["offer"].iloc[0] != "stopped":
        return ""
    row, currency = debts.iloc[0], sources.study.currency
    told = [(row["overdue"], _("overdue {}")), (row["over_limit"], _("above the credit limit by {}"))]
    parts = [words.format(f"{amount:,.0f} {currency}".replace(",", " ").strip())
             for amount, words in told if amount > 0]
    return _("none before this is settled: {}").format(", ".join(parts))


def _people(sources: Sources, account: str) -> Iterator[dict[str, str]]:
    people = sources.people(account)
    for row in people.to_dict("records"):
        attitude = "" if pd.isna(row["attitude"]) else f"{row['attitude']:+.0f}".replace("+0", "0")
        contact = "" if pd.isna(row["contact"]) else f"{row['contact']:.0f}"
        side = _("theirs") if row["side"] == "theirs" else _("ours")
        yield {"person": row["person"], "side": side, "position": row["position"], "roles": row["roles"],
               "attitude": attitude, "contact": contact}


def _questions(sources: Sources, account: str) -> Iterator[tuple[str, str, str, Kind]]:
    """Propose the open core questions that they could answer, most worth first, and what is overdue."""
    for row in sources.to_ask(account).to_dict("records"):
        yield f"{QUESTION}{row['question']}", str(row["group_label"]), str(row["words"]), answer_kind(
            sources.dossiers.template, str(row["question"]))
    for row in sources.overdue(account).to_dict("records"):
        words = _("We promised this until {day}, and it is not done: {promise} What does the delay cost you?")
        asked = words.format(day=f"{row['until']:%Y-%m-%d}", promise=_ended(str(row["promise"])))
        yield f"{PROMISE}{row['line']}", _("Promise"), asked, Kind()


def _objections(sources: Sources, account: str) -> Iterator[tuple[str, str]]:
    for row in sources.expected_objections(account).to_dict("records"):
        yield f"{QUESTION}{row['question']}", str(row["value"])
    for row in sources.overdue(account).to_dict("records"):
        yield f"{PROMISE}{row['line']}", str(row["promise"])


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else sentence + "."


def answer_kind(template: Template, key: str) -> Kind:
    """Return how a question of the dossier is answered."""
    asked = next((one for one in template.every if one.key == key), None)
    return question_kind(asked.answer, asked.choices) if asked else Kind()
