"""The contact schedule as a calendar file (RFC 5545) and as a table, for programs that people have."""

import csv
import io
import re
from hashlib import sha256
from typing import Any

import pandas as pd

from kamlib.show.words_schedule import kind_words, line_words, state_words
from kamlib.text import _, for_spreadsheet

OCTETS = 75  # of a line, its end not counted
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def calendar(lines: pd.DataFrame, *, study: str, today: pd.Timestamp) -> str:
    r"""Return the placed lines as a calendar of whole days.

    The same line has the same UID whenever it is made, so that a calendar that takes the file again changes
    its entry and makes no second one. Nothing in it depends on the clock.

    Parameters
    ----------
    lines : DataFrame
        From `kamlib.method.schedule`, with ``name`` of the account; lines without a day are left out.
    study : str
        Title of the study.
    today : Timestamp
        Day of the page; stands as the day on which the entries were made.

    Returns
    -------
    str
        Lines of at most 75 octets, ended by CR LF.

    Examples
    --------
    >>> line = pd.DataFrame({"account": ["7"], "name": "Alder; Sons", "what": "promise 1", "kind": "promise",
    ...     "subject": "price list", "person": "Bo", "who": "Ada", "until": pd.Timestamp("2026-02-06"),
    ...     "day": pd.Timestamp("2026-02-06"), "reasons": "", "state": "placed", "reason": ""})
    >>> text = calendar(line, study="Alder", today=pd.Timestamp("2026-01-30"))
    >>> [part for part in text.split("\r\n") if part.startswith(("DTSTART", "SUMMARY"))]
    ['DTSTART;VALUE=DATE:20260206', 'SUMMARY:Alder\\; Sons: price list']
    """
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kamlib//contact schedule//EN", "CALSCALE:GREGORIAN",
            f"X-WR-CALNAME:{_escaped(study)}"]
    for _i, row in lines[lines["day"].notna()].iterrows():
        rows += _event(row, study, today)
    return "".join(_folded(row) for row in [*rows, "END:VCALENDAR"])


def _event(row: "pd.Series[Any]", study: str, today: pd.Timestamp) -> list[str]:
    day = pd.Timestamp(str(row["day"]))
    key = sha256(f"{study}\0{row['account']}\0{row['what']}".encode()).hexdigest()[:32]
    about = [_("Who: {}").format(row["who"]), kind_words(row), *([_("With: {}").format(row["person"])]
             if row["person"] else []), str(row["what"])]  # fmt: skip
    return [
        "BEGIN:VEVENT", f"UID:{key}@contact-schedule", f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + pd.Timedelta(days=1):%Y%m%d}",
        "SUMMARY:" + _escaped(_("{account}: {what}").format(account=row["name"], what=line_words(row))),
        "DESCRIPTION:" + "\\n".join(map(_escaped, about)), f"CATEGORIES:{_escaped(str(row['kind']))}",
        "TRANSP:TRANSPARENT", "END:VEVENT",
    ]  # fmt: skip


def _escaped(words: object) -> str:
    """Return a text value: what separates is escaped, line ends are written out, control signs go."""
    text = _CONTROL.sub("", str(words).replace("\r\n", "\n").replace("\r", "\n"))
    return "\\n".join(" ".join(part.split()).translate(_ESCAPES) for part in text.split("\n"))


def _folded(row: str) -> str:
    """Return a line in pieces of at most 75 octets; no letter is cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for sign in row:
        room = OCTETS if not pieces else OCTETS - 1
        octets = sign.encode("utf-8", errors="replace")
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]).decode() + "\r\n"


def schedule_csv(lines: pd.DataFrame) -> bytes:
    """Return the schedule as a table that a spreadsheet opens; what waits and what was refused is in it.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([_("Week"), _("Day"), _("Account"), _("Key"), _("Line"), _("What"), _("With"), _("Who"),
                    _("Due"), _("Hours"), _("State"), _("Why"), _("Reason")])
    for _i, row in lines.iterrows():
        days = ["" if pd.isna(row[name]) else f"{row[name]:%Y-%m-%d}" for name in ("week", "day", "until")]
        cells = [days[0], days[1], row["name"], row["account"], row["what"], line_words(row), row["person"],
                 row["who"], days[2], f"{row['hours']:.12g}", state_words(row), kind_words(row),
                 row["reason"]]
        table.writerow([for_spreadsheet(str(cell)) for cell in cells])
    return out.getvalue().encode("utf-8-sig", errors="replace")
