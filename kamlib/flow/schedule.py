"""The contact schedule of a study: what is to be done at the key accounts, week by week, within the hours."""

from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from kamlib.flow.books import kept_books, troubles
from kamlib.flow.hours import usual_kind
from kamlib.flow.keep import kept
from kamlib.flow.key_accounts import key_accounts
from kamlib.flow.managers import manager_selection
from kamlib.flow.meeting_sources import Sources, meeting_sources
from kamlib.flow.meetings import Meetings, meetings
from kamlib.flow.once import once
from kamlib.flow.prepare import prepared
from kamlib.flow.said import keys_of, said
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.method.contact_lines import contact_lines
from kamlib.method.minutes import WEEKS_A_MONTH
from kamlib.method.schedule import of_weeks, week_load, weeks_ahead
from kamlib.method.schedule import schedule as placed
from kamlib.names import plain
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.study.people import judged_cells
from kamlib.tables.codes import accounts_known
from kamlib.text import _

MINUTES = 60
PLANNED = 104  # weeks that are planned, however many are shown


@dataclass(frozen=True)
class Schedule:
    """What comes when, who does it, and what waits.

    Parameters
    ----------
    lines : DataFrame
        See `kamlib.method.schedule`, with ``name`` of the account.
    load : DataFrame
        See `week_load`.
    hours : dict of str to float
        Hours a week of each of us; of whom it is missing nobody knows them.
    first, last : Timestamp
        The weeks shown: first Monday and last Sunday.
    undated : int
        Steps of plans without a deadline, which are in no week.
    problems : list of Problem
        Decisions that fit no line, or a moved line without a day.
    today : Timestamp
    force : InForce
    """

    lines: pd.DataFrame
    load: pd.DataFrame
    hours: dict[str, float]
    first: pd.Timestamp
    last: pd.Timestamp
    undated: int
    problems: list[Problem]
    today: pd.Timestamp
    force: InForce


@once(books=True)
def contact_schedule(study: Study, force: InForce, *, today: pd.Timestamp) -> Schedule:
    """Return the contact schedule of the key accounts.

    Meetings, promises and steps of plans count wherever they were agreed; wanted contacts and the checks of
    roles only at key accounts that are sold to: a served account has no active selling.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``schedule``.
    today : Timestamp
        See `kamlib.flow.today`.

    Raises
    ------
    KamError
        When something stops the study.
    """
    sources, known = meeting_sources(study, today=today), meetings(study)
    weeks = int(force.value("weeks"))
    mondays = weeks_ahead(today, PLANNED)
    last = mondays[weeks - 1] + pd.Timedelta(days=6)
    team = _Team(study, sources)
    lines = _lines(sources, known, team, force, mondays[-1] + pd.Timedelta(days=6))
    decisions = said(study, sources.ready, "schedule")
    found = of_weeks(placed(lines, team.hours, decisions, today=today, weeks=PLANNED), last)
    names = sources.ready.accounts.set_index("account")["name"]
    found = found.assign(name=found["account"].map(names).fillna(found["account"]).astype("str"))
    load = week_load(found, team.hours, today=today, weeks=weeks)
    steps = sources.plans["steps"]
    undated = int((steps["until"].isna() & ~(steps["done"] <= today)).sum())
    return Schedule(found, load, team.hours, mondays[0], last, undated, _problems(decisions, lines), today,
                    force)


class _Team:
    """Who of us has how many hours a week for key accounts, and who stands for an account."""

    def __init__(self, study: Study, sources: Sources):
        key = key_accounts(study)
        self.capacity = settings_in_force(study, "capacity")
        self.managers: dict[str, str] = dict(key[["account", "manager"]].itertuples(index=False, name=None))
        self.served = dict(key[["account", "served"]].itertuples(index=False, name=None))
        self.hours: dict[str, float] = {}
        self.kinds: dict[str, str] = {}
        self._of_managers(study, key)
        self._of_team(sources.buying.team)
        everybody = [*self.hours, *sources.buying.team["person"], *filter(None, self.managers.values())]
        self.known: dict[str, str] = {plain(name): name for name in everybody}

    def _of_managers(self, study: Study, key: pd.DataFrame) -> None:
        """Note what is left of the hours for key accounts when each has had its fixed ones."""
        try:
            hours = _hours_of_managers(study)
        except KamError:
            return  # the study names no managers
        fixed = float(self.capacity.value("fixed_hours"))
        carried = key[~key["served"]].groupby("manager").size()
        for name, kind, month in hours[["manager", "kind", "key_hours"]].itertuples(index=False, name=None):
            left = max(0.0, month - fixed * int(carried.get(name, 0)))
            self.hours[name], self.kinds[name] = left / WEEKS_A_MONTH, kind

    def _of_team(self, team: pd.DataFrame) -> None:
        """Note the hours that the account teams give to others than managers."""
        sums = team.groupby("person")["hours"].sum(min_count=1).dropna()
        known = {plain(name) for name in self.hours}
        self.hours |= {str(name): month / WEEKS_A_MONTH for name, month in sums.items()
                       if plain(str(name)) not in known}

    def spelt(self, name: object) -> str:
        """Return a name as the managers and teams are spelt."""
        words = " ".join(str(name or "").split())
        return self.known.get(plain(words), words)

    def contact_hours(self, account: str) -> float:
        """Return the hours of a contact at an account, travel in them."""
        kind = self.kinds.get(self.managers.get(account, ""), "") or usual_kind(self.capacity)
        return float(self.capacity.value(f"contact_hours_{kind}"))


def _hours_of_managers(study: Study) -> pd.DataFrame:
    """Return the hours for key accounts; kept, as they take the whole selection to be known.

    Raises
    ------
    KamError
        When the study names no managers.
    """
    papers = sorted(path for path in study.judgement.glob("*/*.csv") if path.parent.name != "reviews")
    return kept(study, "manager-hours", lambda: {
        "managers": manager_selection(study, settings_in_force(study, "manager")).hours.managers
    }, papers=papers)["managers"]  # fmt: skip


def _lines(
    sources: Sources, known: Meetings, team: _Team, force: InForce, last: pd.Timestamp
) -> pd.DataFrame:
    promises = sources.promises.assign(
        by=sources.promises["by"].map(team.spelt).astype("str"), hours=float(force.value("promise_hours")))
    steps = sources.plans["steps"]
    steps = steps.assign(responsible=steps["responsible"].map(team.spelt).astype("str"),
                         hours=float(force.value("step_hours")))
    found = contact_lines(
        _meetings(known, team), promises, steps, _contacts(sources, known, team), today=sources.today,
        until=last)
    told = sources.buying.directions.set_index(["account", "person"])["action"].to_dict()
    pairs = zip(found["account"], found["person"], strict=True)
    proposed = pd.Series([told.get(pair, "") for pair in pairs], index=found.index, dtype="str")
    return found.assign(subject=found["subject"].where(found["subject"] != "", proposed).astype("str"))


def _meetings(known: Meetings, team: _Team) -> pd.DataFrame:
    rows = known.meetings[~known.meetings["held"]]
    leads = rows["leads"].where(rows["leads"] != "", rows["account"].map(team.managers).fillna(""))
    each = pd.Series([team.contact_hours(account) for account in rows["account"]], rows.index, dtype="f8")
    travel = rows["travel"].fillna(0) * 2 / MINUTES
    return rows.assign(leads=leads.map(team.spelt).astype("str"), hours=each + travel)


def _contacts(sources: Sources, known: Meetings, team: _Team) -> pd.DataFrame:
    """Return the persons of the key accounts that are sold to, with what the schedule asks of each."""
    key = {account for account, served in team.served.items() if not served}
    persons = sources.buying.persons
    persons = persons[persons["account"].isin(list(key))].reset_index(drop=True)
    closest = persons["closest"].where(persons["closest"] != "",
                                       persons["account"].map(team.managers).fillna(""))
    who = persons["action_by"].where(persons["action_by"] != "", closest)
    days = sources.buying.catalogue.set_index("key")["check_days"]
    usual = int(sources.buying.force.value("recent_days"))
    held = sources.buying.roles
    limits = held["role"].map(days).replace(0, usual).groupby([held["account"], held["person"]]).min()
    keys = pd.MultiIndex.from_frame(persons[["account", "person"]])
    attends = _attending(known, sources.today)
    return persons.assign(
        who=who.map(team.spelt).astype("str"), now=persons["contact"],
        check_days=limits.reindex(keys).to_numpy(dtype="float64"),
        hours=[team.contact_hours(account) for account in persons["account"]],
        meeting=pd.to_datetime(pd.Series([attends.get(key) for key in keys], index=persons.index)))


def _attending(known: Meetings, today: pd.Timestamp) -> dict[tuple[str, str], pd.Timestamp]:
    """Return the next meeting at which a person of theirs will be."""
    coming = known.meetings[(known.meetings["day"] >= today) & ~known.meetings["held"]]
    rows = known.parts["attending"].merge(coming[["account", "day"]], on=["account", "day"])
    rows = rows[rows["side"] != "ours"].sort_values("day", ascending=False)
    return {(row["account"], row["person"]): row["day"] for row in rows.to_dict("records")}


def _problems(decisions: pd.DataFrame, lines: pd.DataFrame) -> list[Problem]:
    """Tell of decisions that fit no line any more, and of moved lines without a day."""
    there = set(lines[["account", "what"]].itertuples(index=False, name=None))
    gone = _("is no line of the schedule now; the decision is kept and does nothing")
    undated = _("is moved to no day, so it waits")
    file = "judgement/schedule.csv"
    told = []
    for row in decisions.to_dict("records"):
        found = f"{row['account']}, {row['what']}"
        if (row["account"], row["what"]) not in there:
            remedy = _("delete the row when it is no longer of use")
            told.append(Problem("schedule-gone", gone, remedy, "note", file=file, column="what", found=found))
        elif row["decision"] == "moved" and pd.isna(row["to"]):
            remedy = _("write the day into the column to")
            told.append(Problem("schedule-undated", undated, remedy, "warning", file=file, column="to",
                                found=found))
    return told


def line_problems(study: Study) -> list[Problem]:
    """Warn of decisions on what is no line of the account's plan, promises, contacts or meetings.

    Raises
    ------
    KamError
        When something stops the study.
    """
    keys, there = keys_of(prepared(study)), _written(study)
    message = _("is no line of this account; the decision is kept and does nothing")
    told = []
    for label, cells in judged_cells(study.folder, "schedule"):
        for row, account, what in zip(cells.index, accounts_known(cells, keys), cells["what"], strict=True):
            known = there.get(account, [])
            if account in there and what not in known:
                near = get_close_matches(what.casefold(), known, 1)
                remedy = (_("did you mean {}?").format(near[0]) if near
                          else _("write it as the schedule names it, or delete the row"))
                told.append(Problem("schedule-stranger", message, remedy, "warning", file=label, row=int(row),
                                    column="what", found=what))
    return told


def _written(study: Study) -> dict[str, list[str]]:
    """Return for each account of the study what its lines are called, those that are done among them."""
    centre, plans = kept_books(study, "buying-centre").tables, kept_books(study, "plan").tables
    held = meetings(study).meetings
    dated = held.assign(line=held["day"].dt.strftime("%Y-%m-%d"))
    found: dict[str, list[str]] = {account: [] for account in prepared(study).accounts["account"]}
    for kind, rows in (("promise", centre["promises"]), ("contact", centre["persons"]),
                       ("step", plans["steps"]), ("meeting", dated)):
        for account, line in rows[["account", "line"]].itertuples(index=False, name=None):
            found.setdefault(account, []).append(f"{kind} {line}")
    return found


def schedule_troubles(found: Schedule) -> pd.DataFrame:
    """Return what of ``judgement/schedule.csv`` could not be carried out: ``place``, ``found``, ``what``."""
    return troubles(found.problems)
