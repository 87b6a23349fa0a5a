"""What stands in a cell: what can only be one answer is taken, all else is told, nothing is guessed."""

from datetime import date, datetime, time

import pytest

from kamlib.study.forms.answer import ANY, as_answer
from kamlib.study.forms.form import Kind
from kamlib.study.forms.questionnaire import asked
from kamlib.study.typed import UntypedError
from kamlib.tables import KEPT
from tests.study.forms.conftest import influence, scores

POINTS = Kind("whole", 1, 10)
MONEY, SHARE = Kind("number", 0, unit="money"), Kind("number", 0, 1, unit="share")
STEPS = influence().pages[0].asked[0].kind
LEADER = scores().pages[1].asked_by_key["leader"].kind


@pytest.mark.parametrize(("kind", "typed", "kept"), [
    *((POINTS, typed, "7") for typed in (7, 7.0, "7", " 7,0 ", "7.0", "\u00a07")), (POINTS, 1, "1"),
    (POINTS, "", ""), (POINTS, "  ", ""), (POINTS, None, ""), (Kind(), time(14, 30), "14:30"),
    (STEPS, 0.5, "0.5"), (STEPS, "0,5", "0.5"), (STEPS, "0.25  I MAY show new articles", "0.25"),
    (STEPS, "1", "1"),
    *((LEADER, typed, "yes") for typed in ("Yes", True, "Да", "tak", "JA")),
    *((LEADER, typed, "no") for typed in ("No.", False, "нет", "Nie", "nein")),
    *((LEADER, typed, "unknown") for typed in ("don’t know", "не знаю", "nie wiem", "weiß nicht")),
    (Kind("day"), 46053, "2026-01-31"), (Kind("day"), "31.01.2026", "2026-01-31"),
    (asked(KEPT["goals"], "base").kind, "-12,5", "-12.5"), (SHARE, "35 %", "0.35"), (MONEY, 12.375, "12.375"),
])  # fmt: skip
def test_what_can_only_be_one_answer_is_taken(kind, typed, kept):
    assert as_answer(typed, kind) == kept


WHOLE, NONE = "type a whole number from 1 to 10", "is none of the answers; choose one of the list"


@pytest.mark.parametrize(("kind", "typed", "told"), [
    *((POINTS, typed, f"is not a whole number; {WHOLE}") for typed in ("7,5", 7.5)),
    *((POINTS, typed, f"is out of range; {WHOLE}") for typed in (11, 0, -3)),
    *((POINTS, typed, f"is not a number; {WHOLE}")
      for typed in (1e300, "good", "7-8", "7 8", "1 0", "7/8", "7 or 8", "7?", "8 %")),
    *((POINTS, typed, f"is a date, as spreadsheets make of some numbers; {WHOLE}")
      for typed in (datetime(2026, 5, 7), date(2026, 5, 7), time(7, 30))),
    (POINTS, True, f"is no number; {WHOLE}"), (POINTS, "#N/A", f"is an error of the spreadsheet; {WHOLE}"),
    *((STEPS, typed, NONE) for typed in ("0.3", "1/2", "0-1", "1 or 0.5", "1?", "0,5 - 0,75",
                                         "1 they fix the list", "-1", "100 %", "yes", 2, True)),
    (SHARE, 35, "is out of range; type a share such as 35 % or 0.35"),
    (MONEY, "12.375", "can be read in two ways; type a number of 0 or more"),
    (Kind("whole", 0), "x", "is not a number; type a whole number of 0 or more"),
    (Kind("number", 0, 5), "x", "is not a number; type a number from 0 to 5"),
    (Kind("number", ANY), "x", "is not a number; type a number"),
    (Kind("day"), "01/02/2026", "is not a day; write it as 2026-01-31"),
    (Kind(), "#REF!", "is an error of the spreadsheet; type it as text"),
])  # fmt: skip
def test_what_is_no_answer_is_told_with_what_would_be_one(kind, typed, told):
    with pytest.raises(UntypedError) as caught:
        as_answer(typed, kind)
    assert f"{caught.value.message}; {caught.value.remedy}" == told
