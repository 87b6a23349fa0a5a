"""The stand-in and handover sheet: whom to introduce, what only one knows, and what is missing."""

from kamlib.publish.brief import sheets_page
from kamlib.publish.handover import handover_fragment
from kamlib.show.handover import handover_sections, handover_table
from publish.handovers import empty_sheet, full_sheet
from publish.hostile_pages import HOSTILE


def page(sheet, study="Case"):
    return sheets_page([handover_fragment(sheet, study=study)], title=study, language="en")



def test_the_sheet_says_whom_to_introduce_and_who_only_the_manager_knows() -> None:
    sections = handover_sections(full_sheet())
    first = sections["people"].entries[0]
    assert first.words == "Yana Kress 0"
    assert first.mark == "only the manager"
    assert "Oleg Tarn (trusted, 2026-01-14)" in first.beside
    assert sections["contacts"].entries[0].words == "Pavel Gron and somebody still to be found"
    text = page(full_sheet())
    assert "Every active line goes through Oleg Tarn." in text
    assert "Rita Volk" in text


def test_what_is_missing_is_named() -> None:
    text = page(empty_sheet())
    assert "a stand-in for the manager" in text
    assert "Nobody is named: there is no buying centre." in text
    assert "nobody is named" in text


def test_hostile_words_are_letters() -> None:
    text = page(full_sheet(" ".join(HOSTILE)), study=HOSTILE[0])
    assert "<script" not in text
    assert "<script" not in handover_table(full_sheet(" ".join(HOSTILE))).to_html()


def test_the_table_of_the_chapter_says_how_many_more_there_are() -> None:
    told = repr(handover_table(full_sheet(rows=5)))
    assert "... 2 more" in told


def test_the_sheet_has_what_the_dossier_knows_meetings_to_come_and_every_open_step() -> None:
    sections = handover_sections(full_sheet())
    known = sections["known"].entries
    assert known[0].words.startswith("Who owns the firm?")
    assert known[0].beside.startswith("Timur Brand")
    assert known[0].beside.endswith("2026-01-14")
    assert known[0].mark == ""
    assert known[1].mark == "assumed"
    assert sections["meetings"].entries[0].words == "2026-01-14"
    assert "10:00-11:00, Harbour street" in sections["meetings"].entries[0].beside
    assert sections["steps"].title == "Open steps of the plan"
    text = page(full_sheet())
    assert "Timur Brand" in text
    assert "There is no dossier." in page(empty_sheet())


def test_hours_are_written_alike_and_a_promise_to_nobody_named_names_nobody() -> None:
    sheet = full_sheet()
    sheet.team.loc[0, "hours"] = 30.0
    sheet.team.loc[1, "hours"] = 6.5
    sheet.brief.promises.loc[0, "to"] = ""
    sections = handover_sections(sheet)
    assert "30 h a month" in sections["team"].entries[0].beside
    assert "6.5 h a month" in sections["team"].entries[1].beside
    assert "6 h a month" in sections["processes"].entries[0].beside
    assert sections["promises"].entries[0].beside == "Lena Mak, 2026-01-10"
