"""Who leaves? What hangs on one person at the key accounts, and what it takes that it does not."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from kamlib.flow.absences import absence_problems, absences
from kamlib.flow.buying import Buying, buying
from kamlib.flow.dependency_load import quarterly_loads
from kamlib.flow.dependency_people import spelt_alike, still_there
from kamlib.flow.left import has_left
from kamlib.flow.once import once
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.method.base.lines import lines
from kamlib.method.breaking_people import breaking_people
from kamlib.method.buying_centre_coverage import role_coverage
from kamlib.method.buying_centre_people import persons_reached
from kamlib.method.effective_people import effective_people
from kamlib.method.leaving import chance_of_leaving
from kamlib.method.more_contacts import more_contacts
from kamlib.method.overload import overload
from kamlib.method.removal import contacts_without, persons_without, removals
from kamlib.method.second_contact import margin_by_second, second_contact
from kamlib.method.who_leaves import by_person, who_leaves
from kamlib.problems import Problem
from kamlib.study.folder import Study
from kamlib.tables import KEPT

_COUNTS = ["active_ours", "supporters", "unknown_attitude", "critical", "known"]
_TEXTS = ["only", "hinge", "breaking_people", "narrow"]


@dataclass(frozen=True)
class Dependency:
    """What hangs on whom; frames as the functions of the method give them.

    Parameters
    ----------
    accounts : DataFrame
        One row for each key account and each account with a workbook: ``account``, ``name``, ``manager``,
        ``margin``, ``key``, ``written`` (people in a workbook); the columns of `effective_people`,
        `second_contact`, `breaking_people` and `chance_of_leaving`; ``hours`` that the missing contacts take
        (missing where nobody wrote down who meets whom).
    lines : DataFrame
        Who meets whom, see `kamlib.method.base.lines.lines`, with ``name`` of the account.
    persons, team, contacts : DataFrame
        As in `Buying`; people of ours are spelt alike in all accounts.
    departures : DataFrame
        See `who_leaves`: one row for each person and account; ``roles_words``, ``name`` of the account,
        ``position``, ``leaves``.
    people : DataFrame
        See `by_person`, over the key accounts, with ``position``.
    managers : DataFrame
        See `margin_by_second` and `overload`, with ``hours``, ``hours_unknown`` (accounts) and ``limit``
        of the last quarter.
    additions : DataFrame
        See `more_contacts`, with ``name`` and ``margin`` of the account, ``position`` of theirs.
    absences : DataFrame
        See `kamlib.flow.absences.absences`.
    left : DataFrame
        Who has left: ``account`` ("" for all), ``side``, ``person``; they are in no other table.
    buying : Buying
    problems : list of Problem
    force : InForce
    today : Timestamp
    """

    accounts: pd.DataFrame
    lines: pd.DataFrame
    persons: pd.DataFrame
    team: pd.DataFrame
    contacts: pd.DataFrame
    departures: pd.DataFrame
    people: pd.DataFrame
    managers: pd.DataFrame
    additions: pd.DataFrame
    absences: pd.DataFrame
    left: pd.DataFrame
    buying: Buying
    problems: list[Problem]
    force: InForce
    today: pd.Timestamp

    @property
    def default(self) -> str:
        """Key of the account that is shown when nobody names one: most margin on one contact of ours."""
        key = self.accounts[self.accounts["key"]]
        for hanging in (key[key["active_ours"] == 1], key):
            known = hanging[hanging["survives"].eq(False).fillna(False)].dropna(subset="margin")
            if len(known):
                order = known.sort_values(["margin", "account"], ascending=[False, True])
                return str(order["account"].iloc[0])
        return str(key["account"].iloc[0]) if len(key) else ""


@once(books=True)
def dependency(study: Study, force: InForce, *, today: pd.Timestamp) -> Dependency:
    """Return what hangs on which person at the key accounts of a study.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``dependency``; those of ``buying`` say what a recent two-way contact is.
    today : Timestamp
        See `kamlib.flow.today`.

    Returns
    -------
    Dependency

    Raises
    ------
    KamError
        When something stops the study.
    """
    force_buying = settings_in_force(study, "buying")
    people = spelt_alike(buying(study, force_buying, today=today, with_left=True))
    left = has_left(study, today=today)
    found = _Found(still_there(people, left), force)
    gone = absences(study, people, months=force.value("departure_months"), two_way=found.two_way)
    accounts, departures = found.accounts, found.departures
    key = accounts.loc[accounts["key"], "account"]
    persons = by_person(departures[departures["account"].isin(key)], names=accounts)
    managers = _managers(study, accounts, force)
    return Dependency(
        accounts=accounts, lines=found.lines, persons=found.people.persons, team=found.people.team,
        contacts=found.people.contacts, departures=departures, people=_placed(persons, found.people),
        managers=managers, additions=found.additions, absences=gone, left=left, buying=found.people,
        problems=[*people.problems, *absence_problems(study)], force=force, today=today,
    )  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """The steps, each of them on the same people."""

    people: Buying
    force: InForce

    @property
    def two_way(self) -> float:
        return float(self.people.force.value("contact_from"))

    @cached_property
    def lines(self) -> pd.DataFrame:
        found = lines(self.people.contacts, today=self.people.today, active_level=int(self.two_way),
                      recent_days=self.people.force.value("recent_days"),
                      level_weights=self.force.value("level_weights"))
        names = self.people.accounts.set_index("account")["name"]
        return found.assign(name=found["account"].map(names))

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """Return every account with what hangs on whom there."""
        value, ours = self.force.value, self.people.force.value
        known = self.people.accounts[["account", "name", "manager", "revenue", "margin", "key", "written"]]
        limits = {name: value(name) for name in ("bow_tie_below", "diamond_people", "diamond_pairs")}
        breaking = breaking_people(
            self.people.persons, influence_weights=ours("influence_weights"), left=value("support_left"),
            supportive_from=ours("supportive_from"))
        critical = self.departures
        critical = critical[critical["critical"]]
        chance = chance_of_leaving(critical, years=value("years"), example=value("leaves_example"))
        hours = self.additions.groupby("account")["hours"].sum()
        for part in (effective_people(self.lines, **limits), second_contact(self.lines), breaking, chance):
            known = known.merge(part, on="account", how="left")
        planned = known["account"].isin(self._planned())
        known["hours"] = known["account"].map(hours).fillna(0.0).where(planned)
        known["shape"] = known["shape"].astype("str").fillna("unknown")
        known[_COUNTS] = known[_COUNTS].fillna(0).astype("int64")
        known[_TEXTS] = known[_TEXTS].fillna("").astype("str")
        return known.astype({"second": "boolean", "survives": "boolean", "breaking": "Int64"})

    @cached_property
    def departures(self) -> pd.DataFrame:
        """Return what goes with each person, account by account."""
        people = self.people
        cases = removals(people.persons, people.contacts, people.team)
        persons, ours = people.persons, people.force.value
        found = who_leaves(cases, self.lines, persons, people.accounts, self._uncovered(cases),
                           supportive_from=ours("supportive_from"), left=self.force.value("support_left"))
        label = people.catalogue.set_index("key")["label"]
        words = [", ".join(str(label.get(key, key)) for key in keys.split(",") if key)
                 for keys in found["roles"]]
        known = people.accounts.set_index("account")["name"]
        return _placed(found.assign(roles_words=words, name=found["account"].map(known)), people)

    def _uncovered(self, cases: pd.DataFrame) -> pd.DataFrame:
        """Return the roles that are covered today and no longer in each case."""
        people, value = self.people, self.people.force.value
        contacts = contacts_without(people.contacts, cases)
        reach = persons_reached(persons_without(_typed(people.persons), cases), contacts,
                                today=people.today, contact_from=self.two_way,
                                fades_days=value("fades_days"), weights=value("influence_weights"))
        cells = role_coverage(
            persons_without(people.roles, cases), reach, people.catalogue, today=people.today,
            supportive_from=value("supportive_from"), contact_from=self.two_way,
            recent_days=value("recent_days"), needed=_needed(people, cases))
        covered = people.coverage.loc[people.coverage["state"] == "covered", ["account", "role", "purchase"]]
        before = cases[["case", "account"]].merge(covered, on="account")
        after = cells[cells["state"] == "covered"]
        each = set(map(tuple, after[["account", "role", "purchase"]].to_numpy()))
        some = {(case, role) for case, role, _purchase in each}
        asked = set(map(tuple, cells[["account", "role", "purchase"]].to_numpy()))
        # A kind of purchase that only the one who leaves had named asks for nobody any more.
        lost = [(one not in each) if one in asked else (one[:2] not in some)
                for one in map(tuple, before[["case", "role", "purchase"]].to_numpy())]
        return before.loc[lost, ["case", "role"]].drop_duplicates()

    def _planned(self) -> list[str]:
        """Return the accounts where people wrote down who meets whom, and there is anybody to meet."""
        return sorted(set(self.people.contacts["account"]) & set(self.people.persons["account"]))

    @cached_property
    def additions(self) -> pd.DataFrame:
        """Return the cheapest contacts that are missing."""
        value, planned = self.force.value, self._planned()
        persons = self.people.persons
        theirs = persons.loc[persons["account"].isin(planned), ["account", "person", "weight"]]
        found = more_contacts(
            self.lines[self.lines["account"].isin(planned)], self._ours(planned), theirs,
            active_level=int(self.two_way),
            **{name: value(name) for name in ("step_hours", "renew_hours", "introduce_hours")})
        known = self.people.accounts.set_index("account")
        position = persons.set_index(["account", "person"])["position"]
        pairs = pd.MultiIndex.from_frame(found[["account", "theirs"]])
        titles = pd.Series(position.reindex(pairs).to_numpy(), index=found.index)
        return found.assign(
            name=found["account"].map(known["name"]), margin=found["account"].map(known["margin"]),
            key=found["account"].map(known["key"]).astype("bool"),
            position=titles.fillna("").astype("str"))

    def _ours(self, planned: list[str]) -> pd.DataFrame:
        """Return who of us could meet somebody at each account: team, manager, stand-ins."""
        team, contacts = self.people.team, self.people.contacts
        managers = self.people.accounts.dropna(subset="manager")[["account", "manager"]]
        known = [team[["account", "person"]], contacts.loc[contacts["level"] > 0, ["account", "ours"]],
                 managers]
        parts = [part.set_axis(["account", "person"], axis=1).assign(new=False) for part in known]
        stand_ins = team.loc[team["stand_in"] != "", ["account", "stand_in"]]
        stand_ins = stand_ins.set_axis(["account", "person"], axis=1)
        every = pd.concat([*parts, stand_ins.assign(new=True)])
        every = every[every["account"].isin(planned) & (every["person"] != "")]
        every = every.drop_duplicates(["account", "person"])
        pairs = pd.MultiIndex.from_frame(stand_ins)
        return every.assign(stand_in=pd.MultiIndex.from_frame(every[["account", "person"]]).isin(pairs))


def _needed(people: Buying, cases: pd.DataFrame) -> pd.DataFrame:
    """Return for each case and role whether the account needs it, as it does today."""
    today = set(map(tuple, people.coverage[["account", "role"]].to_numpy()))
    every = cases[["case", "account"]].merge(people.catalogue[["key"]], how="cross")
    needed = [pair in today for pair in map(tuple, every[["account", "key"]].to_numpy())]
    return pd.DataFrame({"account": every["case"], "role": every["key"], "needed": needed})


def _typed(persons: pd.DataFrame) -> pd.DataFrame:
    """Return the persons as typed, without what was computed about them."""
    return persons[["account", "assumed", *KEPT["persons"].columns]]


def _placed(frame: pd.DataFrame, people: Buying) -> pd.DataFrame:
    """Add what each person is and the chance that somebody typed: ours by person, theirs by account."""
    theirs = people.persons.set_index(["account", "person"])[["position", "leaves"]]
    team = people.team.groupby("person")
    ours = pd.DataFrame({"position": team["function"].first(), "leaves": team["leaves"].max()})
    of_theirs = theirs.reindex(pd.MultiIndex.from_frame(frame[["account", "person"]])).reset_index(drop=True)
    of_ours = ours.reindex(frame["person"]).reset_index(drop=True)
    side = (frame["side"] == "ours").reset_index(drop=True)
    told = of_theirs.where(~side, of_ours)
    return frame.reset_index(drop=True).assign(
        position=told["position"].fillna("").astype("str"), leaves=told["leaves"].astype("float64"))


def _managers(study: Study, accounts: pd.DataFrame, force: InForce) -> pd.DataFrame:
    """Return margin on one contact by manager, and who is overloaded."""
    key = accounts[accounts["key"]]
    shares = margin_by_second(key.assign(manager=key["manager"].replace("", None)))
    quarters = force.value("overload_quarters")
    loads = quarterly_loads(study, quarters=quarters)
    over = overload(loads, shares, quarters=quarters, share=force.value("overload_share"))
    last = loads[loads["quarter"] == loads["quarter"].max()]
    found = shares.merge(over, on="manager", how="left")
    last = last.rename(columns={"unknown": "hours_unknown"})
    return found.merge(last[["manager", "hours", "hours_unknown", "limit"]], on="manager", how="left")
