"""What a meeting brings to the other workbooks: answers, promises, attitudes seen, the next step."""

from typing import Any

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.dossiers import template_of
from kamlib.flow.meeting_collected import CENTRE, DOSSIER, Collected, is_after, is_not_before
from kamlib.flow.meeting_people import attitudes_seen, came, contacts_met
from kamlib.flow.meeting_sources import of
from kamlib.flow.meetings import QUESTION, Meetings, answer_kind, meetings
from kamlib.names import plain
from kamlib.pack import Template
from kamlib.study.books import Book
from kamlib.study.books.layout_meeting import AFTER
from kamlib.study.folder import Study
from kamlib.study.forms.answer import as_answer
from kamlib.study.typed import UntypedError, as_text
from kamlib.text import _


def collected_meeting(study: Study, book: Book, day: pd.Timestamp) -> Collected:
    """Return what the sheets filled after a meeting change in the dossier and the buying centre.

    An answer goes to the dossier as *said*, with the day of the meeting and who said it; one that the
    dossier learnt later stays, and so does an attitude. Promises go to the register, attitudes to the
    persons, with what showed them; everybody who was there, of theirs and of ours, has a contact of that day;
    the next step becomes the action of the most influential of theirs who was there. What is there already is
    left alone, so that collecting a second time changes nothing.

    Parameters
    ----------
    study : Study
    book : Book
        The workbook of the meeting.
    day : Timestamp
        Of the meeting.

    Raises
    ------
    KamError
        When something stops the study.
    """
    account, found, told = book.account, meetings(study), Collected(book)
    books = kept_books(study, CENTRE).tables
    centre = {name: of(frame, account) for name, frame in books.items()}
    _answers(study, found, account, day, told)
    _promises(found.part("agreed", account, day), centre["promises"], day, told)
    there = came(found.part("attending", account, day), centre, told)
    attitudes_seen(there, centre["persons"], day, told)
    contacts_met(there, centre["contacts"], day, told)
    _next_step(found.head(account, day), there, centre["persons"], day, told)
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
        _answer(key, row, before, template, day, told)


def _answer(
    key: str, row: dict[Any, Any], before: dict[Any, Any], template: Template, day: pd.Timestamp,
    told: Collected,
) -> None:  # fmt: skip
    """Note the answer to one question of the dossier, or why it is not taken."""
    level = {question.key: question.level for question in template.every}.get(key)
    said, at = str(row["answer"]), ("asked", str(row["line"]), "answer")
    if level is None:
        message = _("answers a question that the dossier does not ask any more; it stays with the meeting")
        told.warn("meeting-question", message, "", at, str(row["words"]))
        return
    try:
        said = as_answer(said, answer_kind(template, key))
    except UntypedError as error:
        told.warn("meeting-answer", error.message, error.remedy, at, said)
        return
    on = before.get("on")
    if as_text(before.get("value")) == said and is_not_before(on, day):
        told.same += 1
        return
    if is_after(on, day):
        message = _("is older than what the dossier learnt on {}; that stays").format(f"{on:%Y-%m-%d}")
        told.warn("meeting-older", message, _("change it in the dossier where it is wrong"), at, said)
        return
    fact = as_text(before.get("value")) == said and before.get("confidence") == "fact"
    source = str(row["by"]) or _("meeting of {}").format(f"{day:%Y-%m-%d}")
    told.add(DOSSIER, f"{DOSSIER}:{level}", key, value=said, source=source, on=f"{day:%Y-%m-%d}",
             confidence="fact" if fact else "said", valid_until="")
    told.answers += 1


def _promises(agreed: pd.DataFrame, known: pd.DataFrame, day: pd.Timestamp, told: Collected) -> None:
    there = set(zip(known["promise"].map(plain), known["made"], strict=True))
    for row in agreed.to_dict("records"):
        if (plain(row["promise"]), day) in there:
            told.same += 1
            continue
        there.add((plain(row["promise"]), day))
        told.promises += 1
        told.add(CENTRE, "promises", f"+promise {told.promises}", promise=row["promise"], to=row["to"],
                 by=row["by"], made=f"{day:%Y-%m-%d}", until=as_text(row["until"]))


def _next_step(
    head: pd.DataFrame, came: pd.DataFrame, persons: pd.DataFrame, day: pd.Timestamp, told: Collected
) -> None:
    """Make the next step the action of the most influential of theirs who was there."""
    if head.empty or not head["next_step"].iloc[0]:
        return
    step, by, until = (as_text(head[name].iloc[0]) for name in ("next_step", "next_by", "next_until"))
    at = (AFTER, "next_step", "value")
    there = set(came["person"].map(plain))
    present = persons[persons["person"].map(plain).isin(there)]
    present = present.sort_values("influence", ascending=False, kind="stable", na_position="last")
    if present.empty:
        message = _("is nobody's action: none of theirs who was there is in the buying centre")
        told.warn("meeting-step", message, _("write it there as somebody's next step"), at, step)
        return
    row = present.iloc[0]
    if (row["action"], as_text(row["action_until"])) == (step, until):
        told.same += 1
    elif row["action"] and is_after(row["action_until"], day):
        words = _('was not made the next step with {person}: "{other}" stands there until {day} and stays')
        message = words.format(person=row["person"], other=row["action"],
                               day=f"{row['action_until']:%Y-%m-%d}")
        told.warn("meeting-step", message, _("choose one of the two in the buying centre"), at, step)
    else:
        told.add(CENTRE, "persons", str(row["line"]), action=step, action_by=by, action_until=until)
        told.steps += 1
