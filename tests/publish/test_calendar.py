"""The calendar file read back by a reader of its own: the rules of RFC 5545 that it must keep."""

import re

import pandas as pd
import pytest

from kamlib.publish.calendar import calendar, schedule_csv

TODAY = pd.Timestamp("2026-01-30")
HOSTILE = "Щит; «P&L», C:\\new\\notes\r\nEND:VEVENT\r\nX-EVIL:1 \x07" + "Ш" * 120


def line(**said):
    row = {"account": "7", "name": "Alder", "what": "promise 1", "kind": "promise", "subject": "price list",
           "person": "Bo", "who": "Ada", "until": pd.Timestamp("2026-02-07"), "hours": 1.0,
           "week": pd.Timestamp("2026-02-02"), "day": pd.Timestamp("2026-02-06"), "reasons": "",
           "state": "placed", "reason": "", "by": "", "why_waits": ""}
    return pd.DataFrame([{**row, **said}])


def made(*rows, study="Alder & Co"):
    return calendar(pd.concat(rows, ignore_index=True), study=study, today=TODAY)


def parsed(text):
    """Unfold, split into names and values, and return the events; refuse what the standard refuses."""
    raw = text.encode("utf-8")
    assert raw.endswith(b"\r\n")
    physical = raw.split(b"\r\n")[:-1]
    assert all(len(part) <= 75 for part in physical)
    assert not any(b"\n" in part or b"\r" in part for part in physical)
    logical = []
    for part in physical:
        part.decode("utf-8")  # no letter is cut in two
        if part.startswith(b" "):
            logical[-1] += part[1:]
        else:
            logical.append(part)
    pairs = [re.fullmatch(r"([A-Z-]+)(?:;([A-Z=-]+))?:(.*)", row.decode("utf-8")) for row in logical]
    assert all(pairs)
    assert (logical[0], logical[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR")
    events, event = [], None
    for pair in pairs:
        name, how, value = pair.groups()
        if (name, value) == ("BEGIN", "VEVENT"):
            event = {}
        elif (name, value) == ("END", "VEVENT"):
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = (how, unescaped(value))
    return events, [row.decode() for row in logical]


def unescaped(value):
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def test_a_calendar_says_its_version_and_who_made_it():
    _events, rows = parsed(made(line()))
    assert "VERSION:2.0" in rows and any(row.startswith("PRODID:") for row in rows)


def test_an_event_is_a_whole_day_and_ends_on_the_next():
    event = parsed(made(line()))[0][0]
    assert event["DTSTART"] == ("VALUE=DATE", "20260206")
    assert event["DTEND"] == ("VALUE=DATE", "20260207")
    assert event["DTSTAMP"] == (None, "20260130T000000Z")


def test_the_same_line_has_the_same_uid_whenever_it_is_made_and_wherever_it_is_moved():
    moved = line(day=pd.Timestamp("2026-03-02"), subject="another word")
    ids = [parsed(made(row))[0][0]["UID"] for row in (line(), moved)]
    assert ids[0] == ids[1]
    others = [parsed(made(row))[0][0]["UID"] for row in (line(what="promise 2"), line(account="8"))]
    assert len({*ids, *others}) == 3
    assert parsed(made(line(), study="Birch"))[0][0]["UID"] != ids[0]


def test_no_text_of_a_client_ends_an_event_or_begins_a_property():
    events, rows = parsed(made(line(name=HOSTILE, subject=HOSTILE, person=HOSTILE, who=HOSTILE)))
    assert len(events) == 1
    assert not any(row.startswith("X-EVIL") for row in rows)
    summary = events[0]["SUMMARY"][1]
    assert "C:\\new\\notes\nEND:VEVENT\nX-EVIL:1" in summary
    assert "Щит; «P&L»" in summary and "\x07" not in summary


@pytest.mark.parametrize("length", range(60, 90))
def test_long_lines_are_folded_between_letters(length):
    words = "ы" * length
    assert parsed(made(line(name="A", subject=words)))[0][0]["SUMMARY"][1] == f"A: {words}"


def test_what_waits_has_no_day_and_is_in_the_table_only():
    waits = line(what="step 2", day=pd.NaT, week=pd.NaT, state="waits", why_waits="hours")
    assert len(parsed(made(line(), waits))[0]) == 1
    table = schedule_csv(pd.concat([line(), waits])).decode("utf-8-sig")
    assert "waits: no hours left" in table


def test_no_cell_of_the_table_is_a_formula():
    table = schedule_csv(line(subject="=HYPERLINK(1)", reason="+1", name="@x")).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table and "'+1" in table and "'@x" in table
    assert ",-1.5," in schedule_csv(line(reason="-1.5", hours=-1.5)).decode("utf-8-sig")
