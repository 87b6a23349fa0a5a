"""What a meeting brings to the other workbooks: answers, promises, attitudes seen, the next step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.dossiers import template_of
from kamlib.flow.meeting_sources import of
from kamlib.flow.meetings import QUESTION, Meetings, answer_kind, meetings
from kamlib.pack import Template
from kamlib.problems import Problem
from kamlib.study.books import Change
from kamlib.study.folder import Study
from kamlib.study.forms.answer import as_answer
from kamlib.study.person_files import plain_name
from kamlib.study.statements import as_text
from kamlib.study.typed import UntypedError
from kamlib.text import _

DOSSIER, CENTRE = "dossier", "buying-centre"


@dataclass
class Collected:
    """What a meeting changes.

    Parameters
    ----------
    changes : dict of str to list of Change
        By kind of workbook; empty where there is nothing to change.
    answers, promises, attitudes, contacts, steps : int
        How many of each.
    same : int
        What is there already.
    problems : list of Problem
        What was not taken, and why.
    """

    changes: dict[str, list[Change]] = field(default_factory=dict)
    answers: int = 0
    promises: int = 0
    attitudes: int = 0
    contacts: int = 0
    steps: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: str, page: str, line: str, **cells: str) -> None:
        """Note the cells of one line."""
        made = [Change(page, line, column, text) for column, text in cells.items()]
        self.changes.setdefault(kind, []).extend(made)


def collected_meeting(study: Study, account: str, day: pd.Timestamp) -> Collected:
    """Return what the sheets filled after a meeting change in the dossier and the buying centre.

    An answer goes to the dossier as *said*, with the day of the meeting and who said it; one that the
    dossier learnt later stays, and so does an attitude. Promises go to the register, attitudes to the
    persons, with what showed them; the last contact of whoever met there to who meets whom; the next step
    becomes the action of the most influential of theirs who was there. What is there already is left alone,
    so that collecting a second time changes nothing.

    Parameters
    ----------
    study : Study
    account : str
        Key of the account.
    day : Timestamp
        Of the meeting.

    Raises
    ------
    KamError
        When something stops the study.
    """
    found, told = meetings(study), Collected()
    books = kept_books(study, CENTRE).tables
    centre = {name: of(frame, account) for name, frame in books.items()}
    _answers(study, found, account, day, told)
    _promises(found.part("agreed", account, day), centre["promises"], day, told)
    came = _came(found, account, day)
    _attitudes(came, centre["persons"], day, told)
    _contacts(came, centre["contacts"], day, told)
    _next_step(found.head(account, day), came, centre["persons"], day, told)
    return told


def _answers(study: Study, found: Meetings, account: str, day: pd.Timestamp, told: Collected) -> None:
    asked = found.part("asked", account, day)
    asked = asked[(asked["answer"] != "") & asked["line"].str.startswith(QUESTION)]
    kept = kept_books(study, DOSSIER).tables[DOSSIER]
    kept = kept[kept["account"] == account].set_index("question")
    template = template_of(study)
    for row in asked.to_dict("records"):
        key = str(row["line"]).removeprefix(QUESTION)
        before = kept.loc[key].to_dict() if key in kept.index else {}
        problem = _answer(key, row, before, template, day, told)
        if problem:
            told.problems.append(problem)


def _answer(
    key: str, row: dict[Any, Any], before: dict[Any, Any], template: Template, day: pd.Timestamp,
    told: Collected,
) -> Problem | None:  # fmt: skip
    """Note the answer to one question of the dossier; return why it is not taken."""
    level = {question.key: question.level for question in template.every}.get(key)
    said = str(row["answer"])
    if level is None:
        message = _("answers a question that the dossier does not ask any more; it stays with the meeting")
        return Problem("meeting-question", message, severity="warning", found=str(row["words"])[:80])
    try:
        said = as_answer(said, answer_kind(template, key))
    except UntypedError as error:
        return Problem("meeting-answer", error.message, error.remedy, "warning", found=said[:80])
    on = before.get("on")
    if as_text(before.get("value")) == said and _is_not_before(on, day):
        told.same += 1
        return None
    if _is_after(on, day):
        message = _("is older than what the dossier learnt on {}; that stays").format(f"{on:%Y-%m-%d}")
        return Problem("meeting-older", message, _("change it in the dossier where it is wrong"), "warning",
                       found=said[:80])
    fact = as_text(before.get("value")) == said and before.get("confidence") == "fact"
    source = str(row["by"]) or _("meeting of {}").format(f"{day:%Y-%m-%d}")
    told.add(DOSSIER, f"{DOSSIER}:{level}", key, value=said, source=source, on=f"{day:%Y-%m-%d}",
             confidence="fact" if fact else "said", valid_until="")
    told.answers += 1
    return None


def _promises(agreed: pd.DataFrame, known: pd.DataFrame, day: pd.Timestamp, told: Collected) -> None:
    there = set(zip(known["promise"].map(plain_name), known["made"], strict=True))
    for row in agreed.to_dict("records"):
        if (plain_name(row["promise"]), day) in there:
            told.same += 1
            continue
        there.add((plain_name(row["promise"]), day))
        told.promises += 1
        told.add(CENTRE, "promises", f"+promise {told.promises}", promise=row["promise"], to=row["to"],
                 by=row["by"], made=f"{day:%Y-%m-%d}", until=as_text(row["until"]))


def _came(found: Meetings, account: str, day: pd.Timestamp) -> pd.DataFrame:
    """Return who was there, or whose attitude somebody saw."""
    rows = found.part("attending", account, day)
    return rows[(rows["came"] == "yes") | rows["attitude"].notna()].reset_index(drop=True)


def _attitudes(came: pd.DataFrame, persons: pd.DataFrame, day: pd.Timestamp, told: Collected) -> None:
    known = {plain_name(row["person"]): row for row in persons.to_dict("records")}
    theirs = came[(came["side"] != "ours")]
    for number, row in enumerate(theirs.to_dict("records"), 1):
        before = known.get(plain_name(row["person"]))
        seen = as_text(row["attitude"])
        words = _("meeting of {day}: {note}").format(day=f"{day:%Y-%m-%d}", note=row["note"]).rstrip(": ")
        if before is None:
            told.add(CENTRE, "persons", f"+person {number}", person=row["person"], attitude=seen,
                     evidence=words, confidence="fact", on=f"{day:%Y-%m-%d}")
            told.attitudes += 1
        elif seen and not _seen_already(before, seen, day, told):
            told.add(CENTRE, "persons", str(before["line"]), attitude=seen, on=f"{day:%Y-%m-%d}",
                     evidence=words)
            told.attitudes += 1


def _seen_already(before: dict[Any, Any], seen: str, day: pd.Timestamp, told: Collected) -> bool:
    """Whether the buying centre has it, or something newer; the second is told."""
    if as_text(before["attitude"]) == seen and _is_not_before(before["on"], day):
        told.same += 1
        return True
    if not _is_after(before["on"], day):
        return False
    message = _("was looked at later, on {}; that attitude stays").format(f"{before['on']:%Y-%m-%d}")
    remedy = _("change it in the buying centre where it is wrong")
    told.problems.append(Problem("meeting-older", message, remedy, "warning", found=str(before["person"])))
    return True


def _contacts(came: pd.DataFrame, lines: pd.DataFrame, day: pd.Timestamp, told: Collected) -> None:
    """Note the day as the last two-way contact of the pairs that were there."""
    there = set(came.loc[came["came"] == "yes", "person"].map(plain_name))
    met = lines[lines["ours"].map(plain_name).isin(there) & lines["theirs"].map(plain_name).isin(there)]
    for row in met.to_dict("records"):
        if not _is_not_before(row["last"], day):
            told.add(CENTRE, "contacts", str(row["line"]), last=f"{day:%Y-%m-%d}")
            told.contacts += 1
    present = came[came["came"] == "yes"]
    mine = present["side"] == "ours"
    ours, theirs = present.loc[mine, "person"], present.loc[~mine, "person"]
    # Whoever speaks with us at a meeting is met both ways: by those known to meet, else by the first of ours.
    new = theirs[~theirs.map(plain_name).isin(set(met["theirs"].map(plain_name)))]
    for number, person in enumerate(new if len(ours) else (), 1):
        told.add(CENTRE, "contacts", f"+contact {number}", ours=ours.iloc[0], theirs=person, level="2",
                 last=f"{day:%Y-%m-%d}")
        told.contacts += 1


def _next_step(
    head: pd.DataFrame, came: pd.DataFrame, persons: pd.DataFrame, day: pd.Timestamp, told: Collected
) -> None:
    """Make the next step the action of the most influential of theirs who was there."""
    if head.empty or not head["next_step"].iloc[0]:
        return
    step, by, until = (as_text(head[name].iloc[0]) for name in ("next_step", "next_by", "next_until"))
    there = set(came["person"].map(plain_name))
    present = persons[persons["person"].map(plain_name).isin(there)]
    present = present.sort_values("influence", ascending=False, kind="stable", na_position="last")
    if present.empty:
        message = _("is nobody's action: none of theirs who was there is in the buying centre")
        told.problems.append(Problem("meeting-step", message, _("write it there as somebody's next step"),
                                     "warning", found=step[:80]))
        return
    row = present.iloc[0]
    if (row["action"], as_text(row["action_until"])) == (step, until):
        told.same += 1
    elif row["action"] and _is_after(row["action_until"], day):
        message = _("{person} has another next step until {day}; that stays").format(
            person=row["person"], day=f"{row['action_until']:%Y-%m-%d}")
        told.problems.append(Problem("meeting-step", message, _("choose one of the two in the buying centre"),
                                     "warning", found=step[:80]))
    else:
        told.add(CENTRE, "persons", str(row["line"]), action=step, action_by=by, action_until=until)
        told.steps += 1


def _is_after(on: object, day: pd.Timestamp) -> bool:
    return isinstance(on, pd.Timestamp) and not pd.isna(on) and on > day


def _is_not_before(on: object, day: pd.Timestamp) -> bool:
    return isinstance(on, pd.Timestamp) and not pd.isna(on) and on >= day


def lines_of(told: Collected) -> Iterator[str]:
    """Say what was taken, a part for each kind that has any."""
    words = (
        (told.answers, _("answers to the dossier: {}")), (told.promises, _("promises: {}")),
        (told.attitudes, _("attitudes: {}")), (told.contacts, _("last contacts: {}")),
        (told.steps, _("next step: {}")), (told.same, _("known already: {}")),
    )  # fmt: skip
    yield from (text.format(count) for count, text in words if count)
