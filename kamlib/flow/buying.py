"""Who decides at the key accounts, and who of us knows them: from the workbooks to finished tables."""

from dataclasses import dataclass, replace

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.buying_people import client_people, needed_here, team_of, with_ours, written_people
from kamlib.flow.buying_roles import roles_in_force, roles_of_other_sets
from kamlib.flow.gate import tables_of
from kamlib.flow.key_accounts import key_accounts
from kamlib.flow.key_accounts import today as day_of
from kamlib.flow.left import gone, has_left, left_problems, lines_without
from kamlib.flow.once import once
from kamlib.flow.prepare import Prepared, prepared
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.method.buying_centre_coverage import allies, coverage_of_accounts, role_coverage
from kamlib.method.buying_centre_directions import directions_of_work
from kamlib.method.buying_centre_links import influence_links, standing, ways_in
from kamlib.method.buying_centre_people import persons_reached, roles_held
from kamlib.method.buying_centre_support import influence_reached, influence_support
from kamlib.method.promises import promises_told
from kamlib.names import plain
from kamlib.pack import catalogue
from kamlib.problems import Problem
from kamlib.study.books import AccountForm
from kamlib.study.books.layout_buying import buying_form
from kamlib.study.folder import Study


@dataclass(frozen=True)
class Buying:
    """The buying centres of the key accounts; frames as the functions of the method give them.

    Parameters
    ----------
    accounts : DataFrame
        One row for each key account and each account with a workbook: ``account``, ``name``, ``manager``,
        ``revenue``, ``margin``, ``key``; ``written`` (whether it has people in a workbook), ``persons``,
        ``assumed`` (how many rest on no fact), ``old`` (not looked at for long); coverage (see
        `coverage_of_accounts`), support (see `influence_support`), reach (see `influence_reached`),
        ``allies``, ``opponents``.
    persons : DataFrame
        See `persons_reached`, with ``name`` of the account, ``origin`` ("book", "file": named by the
        client's files only), ``assumed``, ``old``, ``between``, ``influences_n``, ``influenced_by_n``.
    roles : DataFrame
        Held ones, one row for each person, role and purchase; see `roles_held`.
    team, contacts, promises, processes : DataFrame
        As typed; names spelt as in the tables of persons; promises with their state.
    coverage : DataFrame
        See `role_coverage`, with ``label``.
    links, ways : DataFrame
        See `influence_links`, `ways_in`.
    directions : DataFrame
        See `directions_of_work`.
    catalogue, stages, tasks : DataFrame
        Roles of the set in force, stages and tasks of the pack.
    problems : list of Problem
        What in the workbooks can't be taken as it stands.
    files : dict of str to str
        Account -> its workbook, as problems name it.
    today : Timestamp
    force : InForce
    """

    accounts: pd.DataFrame
    persons: pd.DataFrame
    roles: pd.DataFrame
    team: pd.DataFrame
    contacts: pd.DataFrame
    promises: pd.DataFrame
    processes: pd.DataFrame
    coverage: pd.DataFrame
    links: pd.DataFrame
    ways: pd.DataFrame
    directions: pd.DataFrame
    catalogue: pd.DataFrame
    stages: pd.DataFrame
    tasks: pd.DataFrame
    problems: list[Problem]
    files: dict[str, str]
    today: pd.Timestamp
    force: InForce

    @property
    def key(self) -> pd.DataFrame:
        """The overview of the key accounts alone; others may have a workbook too."""
        return self.accounts[self.accounts["key"]].reset_index(drop=True)


@once(books=True)
def buying(
    study: Study, force: InForce, *, today: pd.Timestamp, with_left: bool = False
) -> Buying:
    """Return the buying centres of the key accounts.

    Persons come from the workbooks; of an account without one from the table of contacts that the client's
    files give. A title is never taken for a role.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``buying``.
    today : Timestamp
        See `kamlib.flow.today`.
    with_left : bool
        True: who has left counts as if still there, to be compared with what came after.

    Returns
    -------
    Buying

    Raises
    ------
    KamError
        When something stops the study, or the set of roles is none.
    """
    roles = roles_in_force(study, force)
    ready, books = prepared(study), kept_books(study, "buying-centre")
    people, problems = written_people(books)
    more = client_people(tables_of(study).frame("contacts"), ready, people)
    persons = pd.concat([people.assign(origin="book"), more.assign(origin="file")], ignore_index=True)
    team = team_of(books)
    contacts, strange = with_ours(books, persons, team)
    held = roles_held(persons)
    known = held[held["role"].isin(roles["key"])].reset_index(drop=True)
    raw = _Raw(persons, known, team, contacts, needed_here(books))
    problems = [*books.problems, *problems, *strange, *roles_of_other_sets(held, roles, books.files)]
    if not with_left:
        left = has_left(study, today=today)
        problems += left_problems(persons, left, books.files)
        raw = _still_there(raw, left)
    told = {"promises": promises_told(books.tables["promises"], today=today),
            "processes": books.tables["processes"],
            "stages": catalogue(study.settings, "stages"), "tasks": catalogue(study.settings, "tasks")}
    every = catalogue(study.settings, "roles")
    opposing = every[(every["kind"] == "opposing") & ~every["key"].isin(roles["key"])]
    found = _found(_accounts(study, ready, people), raw, (roles, opposing), force, today)
    return Buying(**found, **told, catalogue=roles, problems=problems, files=books.files, today=today,
                  force=force)


@dataclass(frozen=True)
class _Raw:
    """What people typed, with names spelt alike."""

    persons: pd.DataFrame
    held: pd.DataFrame
    team: pd.DataFrame
    contacts: pd.DataFrame
    needed: pd.DataFrame


def _still_there(raw: _Raw, left: pd.DataFrame) -> _Raw:
    """Return what people typed without those of theirs who have left."""
    persons, held = (frame[~gone(frame, left, "theirs", "person")].reset_index(drop=True)
                     for frame in (raw.persons, raw.held))
    return replace(raw, persons=persons, held=held, contacts=lines_without(raw.contacts, left))


def _found(
    accounts: pd.DataFrame, raw: _Raw, catalogues: tuple[pd.DataFrame, pd.DataFrame], force: InForce,
    today: pd.Timestamp,
) -> dict[str, pd.DataFrame]:
    """Return every table that follows from what people typed; the catalogues are in force, and opposing."""
    value, roles = force.value, catalogues[0]
    reach = _reach(raw.persons, raw.contacts, force, today)
    persons = reach.assign(
        assumed=~reach["confidence"].isin(["fact", "said"]),
        old=(today - reach["on"]).dt.days > value("old_days"),
        name=reach["account"].map(accounts.set_index("account")["name"]))
    links = influence_links(persons)
    persons = persons.merge(standing(persons, links), on=["account", "person"], how="left")
    cells = role_coverage(raw.held, persons, roles, needed=raw.needed, today=today,
                          supportive_from=value("supportive_from"), contact_from=value("contact_from"),
                          recent_days=value("recent_days"))
    cells["label"] = cells["role"].map(roles.set_index("key")["label"])
    overview = _overview(accounts, persons, raw.held, cells, roles, force)
    steps = directions_of_work(persons, raw.held, pd.concat(catalogues), today=today,
                               recent_days=value("recent_days"), soon_days=value("soon_days"))
    ways = ways_in(persons, links)
    return {"accounts": overview, "persons": persons, "roles": raw.held, "team": raw.team,
            "contacts": raw.contacts, "coverage": cells, "links": links, "ways": ways, "directions": steps}


def _reach(
    people: pd.DataFrame, contacts: pd.DataFrame, force: InForce, day: pd.Timestamp
) -> pd.DataFrame:
    return persons_reached(people, contacts, today=day, contact_from=force.value("contact_from"),
                           fades_days=force.value("fades_days"), weights=force.value("influence_weights"))


def _accounts(study: Study, ready: Prepared, people: pd.DataFrame) -> pd.DataFrame:
    """Return the key accounts, and the others of whom somebody keeps a workbook."""
    key = key_accounts(study)
    others = ready.accounts[ready.accounts["account"].isin(people["account"])
                            & ~ready.accounts["account"].isin(key["account"])]
    both = pd.concat([key.assign(key=True), others[["account", "name"]].assign(key=False)])
    columns = ["account", "name", "manager", "revenue", "margin", "key"]
    written = both["account"].isin(people["account"])
    return both.reindex(columns=columns).assign(written=written.to_numpy()).reset_index(drop=True)


def _overview(
    accounts: pd.DataFrame, persons: pd.DataFrame, held: pd.DataFrame, cells: pd.DataFrame,
    roles: pd.DataFrame, force: InForce,
) -> pd.DataFrame:
    value = force.value
    parts = [
        persons.groupby("account").agg(assumed=("assumed", "sum"), old=("old", "sum")).reset_index(),
        coverage_of_accounts(cells, held), influence_support(persons),
        influence_reached(persons),
        allies(held, persons, roles, supportive_from=value("supportive_from")),
    ]
    for part in parts:
        accounts = accounts.merge(part, on="account", how="left")
    counts = ["assumed", "old", "persons", "counted", "unknown_attitude", "unknown_influence", "needed",
              "covered", "open", "gaps"]
    texts = ["missed", "courted", "against", "allies", "opponents"]
    accounts[counts] = accounts[counts].fillna(0).astype("int64")
    accounts[texts] = accounts[texts].fillna("").astype("str")
    return accounts


def buying_forms(study: Study, accounts: pd.DataFrame) -> list[AccountForm]:
    """Return the workbooks of buying centres as they shall be; `make_book` carries over what is typed.

    Persons whom the client's files name stand in them with their position; a role is never guessed.

    Parameters
    ----------
    study : Study
    accounts : DataFrame
        ``account`` and ``name``.

    Raises
    ------
    KamError
        When something stops the study, or the set of roles is none.
    """
    study = study.named
    force = settings_in_force(study, "buying")
    roles, every = roles_in_force(study, force), catalogue(study.settings, "roles")
    books, ready = kept_books(study, "buying-centre"), prepared(study)
    people, _twice = written_people(books)
    team = team_of(books)
    contacts, _strange = with_ours(books, people, team)
    given = client_people(tables_of(study).frame("contacts"), ready, people.head(0))
    reach = _reach(people, contacts, force, day_of(study))
    lines = contacts[contacts["level"] > 0]
    shown = (reach.assign(met_by=_names(reach, lines, "theirs", "ours")),
             team.assign(meets=_names(team, lines, "ours", "theirs")))
    held = roles_held(people)
    forms = []
    for account, name in accounts[["account", "name"]].to_numpy():
        own = held.loc[held["account"] == account, "role"]
        more = every[every["key"].isin(own) & ~every["key"].isin(roles["key"])]
        theirs, ours = (table[table["account"] == account] for table in shown)
        known = set(theirs["person"].map(plain))
        listed = given[(given["account"] == account) & ~given["person"].map(plain).isin(known)]
        form = buying_form(study=study.name, account=account, name=name, roles=pd.concat([roles, more]),
                           persons=theirs, team=ours, listed=listed)
        forms.append(AccountForm(account, name, "buying-centre", form))
    return forms


def _names(people: pd.DataFrame, contacts: pd.DataFrame, of: str, others: str) -> list[str]:
    """Return for each person the names whom he or she meets, joined."""
    joined = contacts.groupby(["account", of])[others].agg("; ".join)
    return [str(joined.get((account, person), "")) for account, person in
            people[["account", "person"]].to_numpy()]
