"""The workbook of a buying centre: their people, our team, who meets whom, promises, processes, the roles."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any

import pandas as pd

from kamlib.study.books.records import asked, records_page
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.tables import KEPT
from kamlib.tables.kept_columns import ROLES_A_PERSON
from kamlib.text import N_, _

NAME = "buying-centre"
_NUMBERS = ("", *map(str, range(2, ROLES_A_PERSON + 1)))
FROM_FILES = N_("named by the client's files; the role is not known: a title is none")
_ROLE_WIDTHS = (0.0, 18.0, 0.0)


def buying_form(
    *, study: str, account: str, name: str, roles: pd.DataFrame, persons: pd.DataFrame,
    team: pd.DataFrame, listed: pd.DataFrame,
) -> Form:
    """Return the workbook of one account.

    Parameters
    ----------
    study, account, name : str
        Title of the study, key and name of the account.
    roles : DataFrame
        Of the set in force, and those that somebody was given before: ``key``, ``label``, ``kind``,
        ``definition``, ``direction``, ``limits``, ``check``, ``needed``, ``compliance``.
    persons, team : DataFrame
        What the workbook holds now, to be shown beside it: ``line`` and, of their people, ``contact`` and
        ``met_by``; of ours ``meets``.
    listed : DataFrame
        Persons whom the client's files name and whom the workbook does not have yet: ``person``,
        ``position``.
    """
    people = [Line(str(row.line), "", cells={"contact_now": row.contact, "met_by": row.met_by})
              for row in persons.itertuples()]
    people += [_listed(*row) for row in listed[["person", "position"]].to_numpy()]
    ours = [Line(str(row.line), "", cells={"meets": row.meets}) for row in team.itertuples()]
    pages = (_people(roles, people), _team(ours), _contacts(), _promises(), _processes(), _roles(roles))
    title = _("Buying centre: {}").format(name)
    facts = ((_("Account"), f"{name} ({account})"), (_("Study"), study))
    return Form(NAME, study, name, title, _steps(), pages, about={"account": account}, facts=facts)


def _steps() -> tuple[str, ...]:
    return (
        _("People: one line for everybody at the client who has a say in what is bought. Start with those "
          "whom you know, then ask each of them who else is asked."),
        _("A role is what somebody does in a purchase, not the title on a card: choose it from what you saw. "
          "Up to three roles, each for one kind of purchase where that matters."),
        _("Three scales only: influence, attitude, contact. An empty cell means not known; it is never taken "
          "for 0, and never for no."),
        _("Write how you know it, and whether it is a fact, was said by somebody, or is assumed."),
        _("Our team, and Who meets whom: contact has its home there; the other sheets show it."),
        _("Write about people only what concerns the business and what you would show to the person. "
          "No health, family, faith, politics; what you write is personal data."),
        _("Save and close the workbook: the chapters read it where it is."),
    )


def _people(roles: pd.DataFrame, lines: Sequence[Line]) -> Page:
    field = partial(asked, KEPT["persons"])
    words = {str(key): str(label) for key, label in roles[["key", "label"]].to_numpy()}
    said = {"fact": _("fact"), "said": _("somebody said so"), "assumed": _("we assume it")}
    mode = {"growth": _("wants more than there is"), "trouble": _("has a problem to be rid of"),
            "even keel": _("content: sees no reason to change"),
            "overconfident": _("thinks it is better than it is")}
    columns = [
        field("person", _("Person"), _("name, or a word that stands for it"), width=20),
        field("position", _("Position"), width=17), field("unit", _("Unit"), width=10),
        field("reports_to", _("Reports to"), _("name, as in the first column"), width=15),
    ]
    columns += [
        field("role", _("Role"), _("what he or she does in a purchase; see the sheet Roles"), words=words,
              width=18),
        field("purchase", _("for which purchase"), _("empty: for every one"), width=11),
        field("budget", _("Holds the budget"), width=9, words={"yes": _("yes")}),
        field("influence", _("Influence"), _influence(), width=23),
        field("attitude", _("Attitude to us"), _attitude(), width=26),
        Column("contact_now", _("Contact now"), width=9, shown_as="mark"),
        Column("met_by", _("Met by"), width=15),
        field("wanted", _("Contact wanted"), _contact(), width=18),
        field("result", _("Result for the business"), _("what he or she wants to reach"), width=20),
        field("win", _("Personal win"), _("only what concerns the work"), width=16),
        field("criteria", _("Looks at"), _("criteria when choosing"), width=16),
        field("influences", _("Influences whom"), _("names; names"), width=18),
        field("evidence", _("How do we know?"), width=22),
        field("confidence", _("How sure?"), width=13, words=said),
        field("action", _("Next step"), width=26), field("action_by", _("Who of us"), width=14),
        field("action_until", _("Until"), width=12), field("on", _("Looked at on"), width=12),
        field("note", _("Note"), _("business only: would you show it to this person?"), width=24),
    ]
    for number in _NUMBERS[1:]:
        columns.append(field(f"role{number}", _("Role {}").format(number), words=words, width=15))
        columns.append(field(f"purchase{number}", _("for which purchase"), width=12))
    columns += [
        field("response", _("Takes change as"), _("optional"), width=17, words=mode),
        field("leaves", _("Chance of leaving"), _("within a year, such as 15 %; optional"), width=11),
    ]
    page = records_page(
        KEPT["persons"], sheet=_("People"), title=_("Who has a say there?"), columns=columns, rows=lines,
        spare=10,
        help=(_("Write only what concerns the business and what you would show to the person: it is personal "
                "data. An empty cell means not known."),
              _("Contact now and Met by are only shown: they are typed in the sheet Who meets whom.")))
    return replace(page, breaks=("influence", "result", "action", "role2"), frozen=1)


def _influence() -> str:
    return "\n".join((_("5 decides or stops alone"), _("4 veto in the own field"),
                      _("3 asked, usually followed"), _("2 asked, seldom followed"), _("1 informed")))


def _attitude() -> str:
    return "\n".join((
        _("+3 argues for us when we are absent"), _("+2 says openly: prefers us"), _("+1 us, at equal terms"),
        _("0 known to be indifferent"), _("-1, -2, -3 the same against us"), _("empty: not known, never 0")))


def _contact() -> str:
    return "\n".join((_("3 trusted"), _("2 two-way"), _("1 one-way"), _("0 none")))


def _team(lines: Sequence[Line]) -> Page:
    field = partial(asked, KEPT["team"])
    columns = (
        field("person", _("Person"), width=20), field("function", _("Function with us"), width=18),
        field("task", _("Task for this account"), width=28),
        field("hours", _("Hours a month"), _("for this account"), width=9),
        field("stand_in", _("Stands in"), _("who does it when he or she is away"), width=18),
        Column("meets", _("Meets"), width=24),
        field("leaves", _("Chance of leaving"), _("within a year; optional"), width=10),
        field("note", _("Note"), width=18),
    )
    return records_page(
        KEPT["team"], sheet=_("Our team"), title=_("Who of us works for this account?"), columns=columns,
        rows=lines, help=(_("Everybody with a task for this account: sales, service, logistics, finance."),
                          _("Meets is only shown: it is typed in the sheet Who meets whom.")))


def _contacts() -> Page:
    field = partial(asked, KEPT["contacts"])
    columns = (
        field("ours", _("Our person"), _("as in the sheet Our team"), width=28),
        field("theirs", _("Their person"), _("as in the sheet People"), width=28),
        field("level", _("Contact"), _contact(), width=18),
        field("a_year", _("Contacts a year"), _("informal ones count"), width=16),
        field("last", _("Last two-way contact"), width=18),
    )
    return records_page(
        KEPT["contacts"], sheet=_("Who meets whom"), title=_("Who of us meets whom of them?"),
        columns=columns, spare=16, help=(_("One line for each pair. Somebody on no line is met by nobody."),
                        _("Two-way: both sides speak, and both answer.")))


def _promises() -> Page:
    field = partial(asked, KEPT["promises"])
    ended = {"withdrawn": _("withdrawn with the client's consent"), "broken": _("not kept")}
    columns = (
        field("promise", _("What was promised"), width=40), field("to", _("To whom"), width=20),
        field("by", _("By whom of us"), width=20), field("made", _("On"), width=12),
        field("until", _("Until"), width=12), field("kept", _("Kept on"), _("empty: not yet"), width=12),
        field("outcome", _("Ended otherwise"), width=18, words=ended), field("note", _("Note"), width=26),
    )
    return records_page(
        KEPT["promises"], sheet=_("Promises"), title=_("What did we promise?"), columns=columns,
        help=(_("A promise has a day and a name; leave kept lines where they are."),))


def _processes() -> Page:
    field = partial(asked, KEPT["processes"])
    columns = (
        field("process", _("What we do for this client alone"), width=40), field("why", _("Why"), width=30),
        field("owner", _("Who keeps it going"), width=20), field("since", _("Since"), width=12),
        field("hours", _("Hours a month"), width=11),
        field("cost", _("Cost a year"), _("without the hours"), width=13),
        field("review", _("Looked at again on"), width=14),
    )
    return records_page(
        KEPT["processes"], sheet=_("Processes"), title=_("What do we do for this client alone?"),
        columns=columns, help=(_("Labels, routes, papers, reports that nobody else gets."),))


def _roles(roles: pd.DataFrame) -> Page:
    """Show every role with what we do and never do, and ask whether this account needs somebody in it."""
    kinds = {"function": _("function"), "ally": _("ally"), "opposing": _("opposing"), "outside": _("outside")}
    needed = Kind("choice", choices=(("yes", _("yes")), ("no", _("no"))))
    columns = (
        Column("kind", _("Kind"), width=10), Column("definition", _("Who it is"), width=22),
        Column("direction", _("What we do with it"), width=26),
        Column("limits", _("What we never do"), width=26), Column("check", _("Done when"), width=18),
        Column("usual", _("Usually needed"), width=9, shown_as="mark"),
        Column("needed", _("Needed here"), needed, _("empty: as usual"), width=10),
        Column("why", _("Why"), Kind(), width=18),
    )
    lines = [Line(str(row["key"]), str(row["label"]), cells=_role_cells(row, kinds))
             for row in roles.to_dict("records")]
    return Page(
        "needed", _("Roles"), _("Roles, what we do with each, and its limits"), columns, tuple(lines),
        name_label=_("Role"), widths=_ROLE_WIDTHS,
        help=(_("Only the two last columns are to be filled, where this account differs."),))


def _role_cells(row: Any, kinds: dict[str, str]) -> dict[str, object]:
    usual = "" if row["kind"] != "function" else _("yes") if row["needed"] else _("no")
    limits = _("compliance officer first; {}").format(row["limits"]) if row["compliance"] else row["limits"]
    return {"kind": kinds[row["kind"]], "definition": row["definition"], "direction": row["direction"],
            "limits": limits, "check": row["check"], "usual": usual}


def _listed(person: str, position: str) -> Line:
    """Return a line for somebody whom the client's files name; its key comes from the name, and stays."""
    key = f"f{sha256(person.encode()).hexdigest()[:5]}"
    return Line(key, "", cells={"person": person, "position": position}, notes={"person": _(FROM_FILES)})
