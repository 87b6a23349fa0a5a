"""Promises and the schedule on slides and in sentences: true of every study, and fit for a room."""

from dataclasses import replace

import pandas as pd
import pytest
from publish.briefs import empty_brief, full_brief

from kamlib import show
from kamlib.show.brief import brief_sections
from kamlib.show.controls_meeting import overdue_words
from kamlib.show.words_meeting import MISTAKES, credit_sentences, gap_sentences
from show.figures import HOSTILE
from show.slides import SPACES, check_slide, png, said, title

TODAY = pd.Timestamp("2026-01-30")
LONG = "Общество с ограниченной ответственностью «Северсталь-Метиз-Запад»"
WEEKS = [pd.Timestamp("2026-02-02") + pd.Timedelta(weeks=week) for week in range(13)]


def promises(
    count: int = 4, overdue: int = 2, name: str = "Etalon Mash", words: str = "A price list"
) -> pd.DataFrame:
    """So many promises, a week apart; those before yesterday are overdue."""
    nan = float("nan")
    rows = [
        {"account": "A", "name": name, "promise": words, "to": "Bo", "by": name, "manager": "Ada",
         "made": pd.Timestamp("2025-11-01"), "until": TODAY + pd.Timedelta(days=7 * (n - overdue) - 1),
         "kept": pd.NaT, "state": "overdue" if n < overdue else "open", "undated": False,
         "days_overdue": 7.0 * (overdue - n) + 1 if n < overdue else nan, "late_by": nan}
        for n in range(count)]
    columns = ["account", "name", "promise", "to", "by", "manager", "made", "until", "kept", "state",
               "undated", "days_overdue", "late_by"]
    return pd.DataFrame(rows, columns=columns)


def lines(count: int = 3, **said_of: object) -> pd.DataFrame:
    row = {"account": "A", "name": "Etalon Mash", "what": "promise 1", "kind": "promise",
           "subject": "A price list", "person": "Bo", "who": "Ada", "until": TODAY, "hours": 1.0,
           "reasons": "", "fixed": False, "week": WEEKS[0], "day": WEEKS[0], "state": "placed",
           "reason": "", "by": "", "why_waits": ""}
    return pd.DataFrame([{**row, **said_of}] * count, columns=list(row))


def load(people: int = 2, name: str = "Ada", hours: float = 3.0, limit: float = 5.0) -> pd.DataFrame:
    rows = [(f"{name} {n}", week, 1, hours * (1 + (n + place) % 3) / 3, limit)
            for n in range(people) for place, week in enumerate(WEEKS)]
    return pd.DataFrame(rows, columns=["who", "week", "lines", "hours", "limit"])


FIGURES = {
    "promises": lambda: show.promises_timeline(promises(), today=TODAY),
    "one promise": lambda: show.promises_timeline(promises(1, 1), today=TODAY),
    "many promises": lambda: show.promises_timeline(promises(40, 20, LONG, LONG), today=TODAY),
    "hostile promises": lambda: show.promises_timeline(promises(5, 2, HOSTILE, HOSTILE), today=TODAY),
    "a promise without a day": lambda: show.promises_timeline(
        promises(2, 0).assign(until=pd.NaT, undated=True), today=TODAY),
    "no promise": lambda: show.promises_timeline(promises(0), today=TODAY),
    "load": lambda: show.week_load_map(load(), lines(), period="13 weeks"),
    "one week": lambda: show.week_load_map(load(1).head(1), lines(), period="1 week"),
    "forty people": lambda: show.week_load_map(load(40, LONG, 9.7), lines(), period="13 weeks"),
    "hostile people": lambda: show.week_load_map(load(3, HOSTILE), lines(), period="13 weeks"),
    "hours not known": lambda: show.week_load_map(load(2, limit=float("nan")), lines(), period="13 weeks"),
    "no load": lambda: show.week_load_map(load(0), lines(0), period="13 weeks"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_slide_fits_a_room(name: str) -> None:
    figure = FIGURES[name]()
    check_slide(figure)
    assert len(png(figure)) <= 64_000
    assert min(text.get_fontsize() for text in figure.findobj(lambda one: hasattr(one, "get_fontsize"))) >= 12


@pytest.mark.parametrize("name", ["promises", "load"])
def test_the_same_input_gives_the_same_picture(name: str) -> None:
    assert png(FIGURES[name]()) == png(FIGURES[name]())


def test_the_title_counts_what_is_overdue_and_where() -> None:
    both = pd.concat([promises(3, 3), promises(2, 1, "Granit")])
    assert title(show.promises_timeline(both, today=TODAY)) == (
        "4 of 5 promises are overdue, 3 of them at Etalon Mash")
    assert title(show.promises_timeline(promises(2, 0), today=TODAY)) == "2 promises, and none is overdue"


def test_nothing_on_the_time_line_is_told_by_colour_alone() -> None:
    words = said(show.promises_timeline(promises(), today=TODAY))
    assert "15 days late: A price list" in words
    assert "deadline missed" in words


def test_more_hours_than_there_are_carry_a_sign_and_not_only_a_frame() -> None:
    assert "9!" in said(show.week_load_map(load(1, hours=9.0), lines(), period="13 weeks"))
    assert "!" not in said(show.week_load_map(load(1), lines(), period="13 weeks")).replace("! more than", "")


def test_the_load_tells_what_waits_and_what_is_late() -> None:
    both = pd.concat([lines(2), lines(1, state="late"), lines(1, state="waits", week=pd.NaT)])
    assert "1 comes late and 1 waits" in title(show.week_load_map(load(1), both, period="13 weeks"))


def test_an_empty_register_is_no_sign_of_promises_kept() -> None:
    assert "not the same as none made" in str(show.read_promises(promises(0), pd.DataFrame()))


def test_the_schedule_says_whose_reason_keeps_a_line_away() -> None:
    refused = lines(1, state="refused", week=pd.NaT, reason="they take stock", who="Ada Kern",
                    person="Bo Lind")
    late = lines(1, state="late", person="", subject="Formula for flanges")
    words = str(show.read_schedule(pd.concat([lines(2), refused, late]), undated=3)).translate(SPACES)
    assert "Etalon Mash (Ada Kern with Bo Lind): they take stock" in words
    assert "Etalon Mash (Formula for flanges)" in words
    assert "3 steps of the plans have no deadline" in words


def test_the_finding_is_one_sentence_on_meeting_and_promises() -> None:
    words = str(show.read_finding(full_brief(), promises()))
    assert words.startswith("2 of 4 promises are overdue: Etalon Mash; for Volna Opt on Thursday, 2026-02-05 "
                            "something is missing against 4 of the seven mistakes.")
    assert str(show.read_finding(empty_brief(), promises(0))) == (
        "No promise is written down; no meeting with Atlas Chem is prepared.")


def test_the_finding_says_that_offers_are_stopped_and_for_what() -> None:
    stopped = replace(full_brief(), credit={"offer": "stopped", "overdue": 2.63e6, "over_limit": 0.05e6})
    words = str(show.read_finding(stopped, promises(0))).translate(SPACES)
    assert words.endswith("Offers to Volna Opt are stopped: 2.63 mln RUB are overdue and 50.0 thousand RUB "
                          "are above the credit limit.")
    free = replace(stopped, credit={"offer": "free", "overdue": 0.0})
    assert "stopped" not in str(show.read_finding(free, promises(0)))


def test_readiness_speaks_words_and_no_percentage() -> None:
    words = str(show.read_readiness(full_brief()))
    assert "Flange kit  without stock, time of delivery".replace("  ", " ") in words.replace("  ", " ")
    assert "%" not in words
    assert len(show.readiness_table(full_brief()).data) == len(MISTAKES)


def test_every_gap_of_the_method_has_words() -> None:
    from kamlib.method.readiness import KNOWN_OF_OFFERS, LATE, TOPICS  # the arithmetic is not for figures

    items = [("late", item) for item in LATE] + [("unprepared", item) for item in TOPICS]
    items += [("product", item) for item in KNOWN_OF_OFFERS]
    items += [("arguing", "objections"), ("arguing", "answer"), ("arguing", "overdue"),
              ("interrupting", "leads"), ("interrupting", "agenda"), ("uninformed", "dossier"),
              ("uninformed", "core"),
              ("unprepared", "questions"), ("unprepared", "proposals"), ("unprepared", "goal"),
              ("unprepared", "fallback"), ("manners", "protocol"), ("manners", "people"),
              ("manners", "stranger"), ("manners", "position")]
    gaps = pd.DataFrame(items, columns=["mistake", "item"]).assign(subject="Bo")
    assert [label for label, _words in gap_sentences(gaps)] != []
    assert all(words for _label, words in gap_sentences(gaps))


def test_what_nobody_knows_of_a_debt_is_said_and_is_not_nothing() -> None:
    words = " ".join(credit_sentences({"offer": "unknown"}, currency="RUB", known_until=TODAY, today=TODAY))
    assert "not known" in words and "Nothing overdue" not in words


@pytest.mark.parametrize(("sales_end", "expected"), [
    ("2025-12-31", ["Overdue on 2025-12-31: 2.63 mln RUB, the oldest for 18 days.",
                    "On 2026-01-30 it is 48 days, if nothing was paid since."]),
    ("2026-01-30", ["Overdue: 2.63 mln RUB, the oldest for 18 days.",
                    "Owed: not known; credit limit not known."]),
])
def test_a_debt_is_overdue_on_the_day_on_which_the_sales_end_and_that_day_is_said(
        sales_end: str, expected: list[str]) -> None:
    credit = {"offer": "stopped", "overdue": 2.63e6, "oldest_days": 18.0}
    told = credit_sentences(credit, currency="RUB", known_until=pd.Timestamp(sales_end), today=TODAY)
    assert [words.translate(SPACES) for words in told[1:3]] == expected


def test_the_control_looks_ahead_and_escapes_names() -> None:
    words = overdue_words(promises(3, 0, HOSTILE, HOSTILE), today=TODAY, days=60)
    assert words.startswith("On 2026-03-31 3 promises are overdue")
    assert "<script" not in words
    assert "nothing is overdue" in overdue_words(promises(0), today=TODAY, days=5)


def test_tables_escape_what_a_client_wrote() -> None:
    html = show.promises_table(promises(2, 1, HOSTILE, HOSTILE)).to_html()
    html += show.schedule_table(lines(name=HOSTILE, subject=HOSTILE, reason=HOSTILE)).to_html()
    html += show.brief_table(full_brief(HOSTILE), "people", "promises").to_html()
    assert "<script" not in html


def test_every_section_of_an_empty_page_says_that_it_is_empty() -> None:
    sections = brief_sections(empty_brief())
    assert all(section.entries or section.empty for section in sections.values())


def test_the_schedule_leaves_out_what_was_refused_as_its_sentence_does() -> None:
    both = pd.concat([lines(2), lines(1, state="refused", week=pd.NaT, name="Refused Opt")])
    assert "Refused Opt" not in repr(show.schedule_table(both))
    assert "Refused Opt" in repr(show.schedule_table(both, decided=True))


def test_the_year_of_processes_names_the_price_of_an_hour() -> None:
    costs = pd.DataFrame([{"name": "Orbita", "processes": 2, "hours": 16.0, "cost": 2_400_000.0,
                           "year": 2_688_000.0, "margin": 8_400_000.0, "late_review": 0, "unknown": 0}])
    told = repr(show.read_processes(costs, currency="RUB")).translate(SPACES)
    assert "together 32 % of its gross margin (an hour at 1 500 RUB)" in told, told
