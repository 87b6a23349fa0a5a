"""The stand-in and handover sheet in sections of short lines: page and chapter say the same."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from kamlib.show.brief import Entry, Section, brief_sections
from kamlib.show.readings_dependency import read_shape
from kamlib.show.tables import Table, table
from kamlib.show.words import number, signed
from kamlib.tables.handover import Handover
from kamlib.text import N_, _, ngettext

LEVELS = (N_("no contact"), N_("one-way"), N_("two-way"), N_("trusted"))
KINDS = {"new": N_("new"), "deepen": N_("deepen"), "renew": N_("renew")}
MISSING = {
    "manager": N_("a manager: the account is nobody's"), "stand-in": N_("a stand-in for the manager"),
    "team": N_("the account team"), "contacts": N_("who meets whom"), "buying-centre": N_("a buying centre"),
    "dossier": N_("a dossier"), "plan": N_("a perspective plan"), "wallets": N_("what they buy from others"),
    "sales": N_("sales: they never bought"), "payments": N_("days of payment"),
}  # fmt: skip
_TAKEN = ("promises", "steps", "contracts", "figures", "credit", "goals")


def handover_sections(sheet: Handover) -> dict[str, Section]:
    """Return the sections of the sheet by their keys.

    Parameters
    ----------
    sheet : Handover

    Returns
    -------
    dict of str to Section
        ``people``, ``contacts``, ``team``, ``actions``, ``meetings``, ``processes``, ``known``,
        ``questions``, ``missing``, and of the page of a meeting ``promises``, ``steps``, ``contracts``,
        ``figures``, ``credit``, ``goals``.
    """
    who = sheet.manager or _("the manager")
    own = (
        Section("people", _("Whom to introduce, most influence first"), tuple(_people(sheet)),
                _("Nobody is named: there is no buying centre.")),
        Section("contacts", _("Contacts to be built"), tuple(_contacts(sheet)), _no_contacts(sheet)),
        Section("team", _("Who of us does what"), tuple(_team(sheet)), _("No account team is written down.")),
        Section("actions", _("Next steps with people"), tuple(_actions(sheet)), _("None is written down.")),
        Section("meetings", _("Meetings agreed"), tuple(_meetings(sheet)), _("None is agreed.")),
        Section("processes", _("What we do for this client alone"), tuple(_processes(sheet)),
                _("Nothing is written down.")),
        Section("known", _("What the dossier knows"), tuple(_known(sheet)),
                _("No answer in it is known to hold.") if "dossier" not in sheet.missing else
                _("There is no dossier.")),
        Section("questions", _("Write down before {} goes").format(who),
                tuple(Entry(str(words)) for words in sheet.questions["words"]),
                _("The core of the dossier is known.")),
        Section("missing", _("This sheet had to do without"),
                (Entry("; ".join(_(MISSING[key]) for key in sheet.missing)),) if sheet.missing else (),
                _("Nothing: everything is there.")),
    )  # fmt: skip
    taken = brief_sections(sheet.brief)
    # The page of a meeting has what is due; who takes over needs the later ones as well.
    taken["steps"] = replace(taken["steps"], title=_("Open steps of the plan"), empty=_(
        "None is open.") if "plan" not in sheet.missing else taken["steps"].empty)
    return {section.key: section for section in own} | {key: taken[key] for key in _TAKEN}


def _people(sheet: Handover) -> Iterator[Entry]:
    for row in sheet.people.to_dict("records"):
        position = str(row["position"] or "")
        about = [position if position not in str(row["person"]) else "", str(row["roles"] or "")]
        attitude = row["attitude"]
        about.append(_("attitude {}").format(signed(number(attitude), attitude)) if pd.notna(attitude)
                     else _("attitude not known"))
        met = _("met by nobody of us")
        if row["met"]:
            last = f"{row['last']:%Y-%m-%d}" if pd.notna(row["last"]) else _("no day known")
            met = _("{who} ({level}, {last})").format(who=row["met"], level=_level(row["level"]), last=last)
        mark = _("only the manager") if row["only_manager"] else _("assumed") if row["assumed"] else ""
        yield Entry(str(row["person"]), "; ".join(filter(None, [*filter(None, about), met])), mark)


def _level(level: float) -> str:
    return _(LEVELS[int(level)]) if pd.notna(level) else _("not known how close")


def _contacts(sheet: Handover) -> Iterator[Entry]:
    for row in sheet.additions.to_dict("records"):
        ours, theirs = (row[side] or _("somebody still to be found") for side in ("ours", "theirs"))
        yield Entry(_("{ours} and {theirs}").format(ours=ours, theirs=theirs),
                    _("{kind}, about {hours} hours").format(kind=_(KINDS[row["kind"]]),
                                                            hours=_hours(row["hours"])))


def _no_contacts(sheet: Handover) -> str:
    if "contacts" in sheet.missing:
        return _("Who meets whom is not written down.")
    return _("None is missing: the account survives the loss of any one person.")


def _team(sheet: Handover) -> Iterator[Entry]:
    for row in sheet.team.to_dict("records"):
        hours = _("{} h a month").format(_hours(row["hours"])) if pd.notna(row["hours"]) else ""
        stand_in = _("stand-in: {}").format(row["stand_in"]) if row["stand_in"] else ""
        function = str(row["function"]) if str(row["function"]) not in str(row["person"]) else ""
        told = [function, str(row["task"]), hours, stand_in]
        yield Entry(str(row["person"]), ", ".join(filter(None, told)),
                    "" if row["stand_in"] else _("no stand-in"))


def _actions(sheet: Handover) -> Iterator[Entry]:
    """Return the next action with each person, the nearest day first."""
    typed = sheet.people[sheet.people["action"].fillna("") != ""].sort_values("action_until", kind="stable")
    for row in typed.to_dict("records"):
        until = f"{row['action_until']:%Y-%m-%d}" if pd.notna(row["action_until"]) else ""
        late = pd.notna(row["action_until"]) and row["action_until"] < sheet.brief.today
        told = [str(row["person"]), str(row["action_by"] or ""), until]
        yield Entry(str(row["action"]), ", ".join(filter(None, told)), _("late") if late else "")


def _hours(hours: float) -> str:
    """Return hours with a decimal only where there is one."""
    return number(hours, 0 if pd.isna(hours) or round(hours, 1) == round(hours) else 1)


def _meetings(sheet: Handover) -> Iterator[Entry]:
    for row in sheet.meetings.to_dict("records"):
        told = [str(row[name] or "") for name in ("time", "place", "leads", "goal")]
        yield Entry(f"{row['day']:%Y-%m-%d}", ", ".join(filter(None, told)))


def _known(sheet: Handover) -> Iterator[Entry]:
    for row in sheet.known.to_dict("records"):
        on = f"{row['on']:%Y-%m-%d}" if pd.notna(row["on"]) else ""
        yield Entry(str(row["words"]), ", ".join(filter(None, [str(row["value"]), on])),
                    _("assumed") if row["assumed"] else "")


def _processes(sheet: Handover) -> Iterator[Entry]:
    for row in sheet.processes.to_dict("records"):
        hours = _("{} h a month").format(_hours(row["hours"])) if pd.notna(row["hours"]) else ""
        yield Entry(str(row["process"]), ", ".join(filter(None, [str(row["owner"]), hours])))


def handover_head(sheet: Handover) -> list[tuple[str, str]]:
    """Return what stands above the columns: who hands over, to whom, and on whom the account hangs."""
    stand_in = ", ".join(sheet.stand_ins) or _("nobody is named")
    hangs = read_shape(pd.Series({"name": sheet.name, **sheet.hangs})).sentences if sheet.hangs else []
    whom = next((words for words in hangs if sheet.hangs.get("hinge") and str(sheet.hangs["hinge"]).split(
        "; ", maxsplit=1)[0] in words), hangs[-1] if hangs else "")
    return [(_("Manager"), sheet.manager or _("nobody is named")), (_("Stand-in"), stand_in),
            (_("Hangs on"), whom)]


def handover_table(sheet: Handover, *, rows: int = 3) -> Table:
    """Return the sheet as a table: of each section the first lines, and how many more there are.

    Parameters
    ----------
    sheet : Handover
    rows : int
        At most so many lines of each section.
    """
    told = []
    for section in handover_sections(sheet).values():
        lines = [_together(entry) for entry in section.entries[:rows]]
        left = len(section.entries) - len(lines)
        more = [ngettext("... {} more", "... {} more", left).format(left)] if left else []
        told.append({"section": section.title, "lines": "; ".join([*lines, *more]) or section.empty})
    return table(pd.DataFrame(told), {"section": _("Section"), "lines": sheet.name}, rows=len(told))


def _together(entry: Entry) -> str:
    words = f"{entry.words} ({entry.beside})" if entry.beside else entry.words
    return f"{words} [{entry.mark}]" if entry.mark else words
