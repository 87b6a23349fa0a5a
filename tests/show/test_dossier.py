"""Figures, sentences and the control of the dossiers: true of every study, and fit for a room."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from kamlib import show
from kamlib.show.controls_dossier import expiry_words
from show.figures import HOSTILE, PERIOD
from show.slides import SPACES, check_slide, png, said, texts, title

TODAY = pd.Timestamp("2026-01-30")
PARTS = ["valid", "expiring", "expired", "undated", "open"]
SHADES = ["holds", "part", "old", "empty", "not applicable"]
NAMES = ["Granit", HOSTILE, "W" * 60, "Общество с ограниченной ответственностью «Северсталь»"]


def summary(count: int = 5, *, name: str = "Granit", answered: bool = True) -> pd.DataFrame:
    """Full and old, fresh and short, fresh and full, neither, empty; in turn."""
    kinds = [("full, not fresh", 0.82, 0.31, [3, 2, 10, 1, 4]),
             ("fresh, not full", 0.55, 1.0, [9, 2, 0, 0, 9]),
             ("fresh and full", 0.95, 0.9, [17, 1, 1, 1, 0]), ("neither", 0.4, 0.25, [2, 0, 5, 1, 12]),
             ("empty", 0.0, float("nan"), [0, 0, 0, 0, 20])]
    rows = []
    for place in range(count):
        kind, complete, share, parts = kinds[place % 5] if answered else kinds[4]
        told = 20 - parts[4]
        core = dict(zip([f"core_{part}" for part in PARTS], parts, strict=True))
        rows.append({
            "account": f"{place:03d}", "name": name if place == 0 else f"Valves Trading House {place}",
            "manager": "Ada", "kind": kind, "complete": complete, "valid_share": share, "questions": 20,
            "answered": told, "open": parts[4], **core, **dict(zip(PARTS, parts, strict=True)),
            "core_answered": told, "core_questions": 20, "core_complete": complete,
            "core_valid_share": share, "assumed": told // 4, "assumed_share": 0.25,
            "median_age": 26.0 if told else float("nan")})
    return pd.DataFrame(rows)


def groups(accounts: pd.DataFrame, count: int = 13) -> pd.DataFrame:
    rows = []
    for place, account in enumerate(accounts["account"]):
        for number in range(count):
            shade = SHADES[(place + number) % 5]
            parts = dict(zip(PARTS, [1, 1, 2, 0, 1], strict=True))
            asked = 0 if shade == "not applicable" else 5
            rows.append({"account": account, "group": f"g{number}", "shade": shade, "questions": asked,
                         "group_label": f"Group of questions {number}" if number else "P&L: $x$ <b>",
                         "answered": 4 * bool(asked), "holding": 2 * bool(asked), "assumed": 1,
                         **{part: value * bool(asked) for part, value in parts.items()}})
    return pd.DataFrame(rows)


def check_slanted(figure: Figure) -> None:
    """As `check_slide`; the slanted heads are told apart by eye, so that only their place is held."""
    written = texts(figure)
    for text in written:
        box = text.get_window_extent()
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width, text.get_text()
        assert box.y1 <= figure.bbox.height and text.get_fontsize() >= 12
    heading = min(text.get_window_extent().y0 for text in figure.texts[:2])
    slanted = [text for text in written if text.get_rotation()]
    assert slanted and max(text.get_window_extent().y1 for text in slanted) <= heading + 4
    assert len(png(figure)) <= 64_000


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 5, 21, 40])
def test_the_map_can_stand_on_a_slide(name: str, count: int) -> None:
    accounts = summary(count, name=name)
    check_slanted(show.dossier_map(groups(accounts), accounts, period=PERIOD))


def test_the_map_tells_its_states_by_sign_and_not_by_colour_alone() -> None:
    accounts = summary(5)
    figure = show.dossier_map(groups(accounts), accounts, period=PERIOD)
    words = said(figure)
    assert all(sign in words for sign in "●◐✕○–")
    assert "1 account without an answer" in words and PERIOD in words


def test_the_map_names_the_group_of_which_least_holds() -> None:
    accounts = summary(3)
    table = groups(accounts, 3)
    table.loc[table["group"] == "g2", "holding"] = 0
    assert title(show.dossier_map(table, accounts, period=PERIOD)) == (
        "3 of 3 key accounts have a dossier with answers; weakest: Group of questions 2, 0 % of its "
        "questions have a valid answer")


def test_accounts_beyond_the_room_are_counted() -> None:
    accounts = summary(40)
    words = said(show.dossier_map(groups(accounts), accounts, period=PERIOD))
    # Of 40 every fifth has no answer: 32 have, 16 find room.
    assert "16 accounts more not shown" in words and "8 accounts without an answer" in words


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 5, 21, 40])
def test_the_bars_can_stand_on_a_slide(name: str, count: int) -> None:
    check_slide(show.dossier_bars(summary(count, name=name), period=PERIOD))


def test_the_bars_say_what_of_the_core_holds_and_whose_least() -> None:
    figure = show.dossier_bars(summary(4, name="Orbita"), period=PERIOD)
    # 16 + 11 + 20 + 8 answers; 5 + 11 + 18 + 2 hold: 36 of 55.
    assert title(figure) == "Of 55 core answers 65 % still hold; Valves Trading House 3: 25 %"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 13, 14, 20])
def test_one_dossier_can_stand_on_a_slide(name: str, count: int) -> None:
    figure = show.group_bars(groups(summary(1), count), name=name, period=PERIOD)
    check_slide(figure)


def test_one_dossier_says_what_is_asked_told_and_still_true() -> None:
    figure = show.group_bars(groups(summary(1), 4), name="Orbita", period=PERIOD)
    assert title(figure) == "Orbita: of 20 questions 16 are answered, 8 answers still hold"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 5, 40])
def test_full_against_fresh_can_stand_on_a_slide(name: str, count: int) -> None:
    table = summary(count, name=name)
    spread = (table.index / 97).to_numpy()  # so that points do not lie on one another
    table = table.assign(complete=(table["complete"] - spread).clip(0, 1))
    check_slide(show.full_and_fresh(table, full_from=0.7, fresh_from=0.5, period=PERIOD))


def test_full_is_not_fresh_stands_in_the_title() -> None:
    figure = show.full_and_fresh(summary(name="Orbita"), full_from=0.7, fresh_from=0.5, period=PERIOD)
    assert title(figure) == "Full is not fresh: Orbita has answered 82 %, and 31 % of that still holds"
    calm = show.full_and_fresh(summary().iloc[1:3], full_from=0.7, fresh_from=0.5, period=PERIOD)
    assert title(calm) == "No dossier is full and old; 1 of 2 are fresh and full"
    alone = show.full_and_fresh(summary(1, name="Orbita"), full_from=0.7, fresh_from=0.5, period=PERIOD)
    assert title(alone) == "Orbita has answered 82 %, and 31 % of that still holds"


@pytest.mark.parametrize("count", [0, 3])
def test_without_an_answer_every_figure_says_what_to_do(count: int) -> None:
    nobody = summary(max(count, 1), answered=False).head(count)
    table = groups(summary(max(count, 1))).head(0)
    figures = [show.dossier_map(table, nobody, period=PERIOD), show.dossier_bars(nobody, period=PERIOD),
               show.full_and_fresh(nobody, full_from=0.7, fresh_from=0.5, period=PERIOD)]
    wanted = ["kam forms dossier", "ask whoever knows", "from the first answer on"]
    assert all(words in said(figure) for words, figure in zip(wanted, figures, strict=True))
    empty = groups(summary(1)).assign(answered=0, holding=0)
    assert "no answer yet" in title(show.group_bars(empty, name="Orbita", period=PERIOD))


def test_two_draws_are_the_same_to_the_byte() -> None:
    accounts = summary()
    one, two = (png(show.dossier_map(groups(accounts), accounts, period=PERIOD)) for _turn in range(2))
    assert one == two


def words(reading: object) -> str:
    return repr(reading).translate(SPACES)


def test_the_reading_begins_with_what_still_holds() -> None:
    found = words(show.read_dossiers(summary(name="Orbita")))
    assert found.startswith("Of 55 core answers 65 % still hold; 5 of them expire soon; 16 are expired; "
                            "3 have no day. 4 of 5 key accounts have a dossier with answers.")
    assert ("Full is not fresh: Orbita has answered 82 % and 31 % of that still holds; Valves Trading House "
            "1 has answered 55 % and 100 % of it holds.") in found
    assert found.endswith("Without an answer: Valves Trading House 4.")


def test_one_of_each_is_singular() -> None:
    one = summary(1).assign(core_expiring=1, core_expired=1, core_undated=1)
    found = words(show.read_dossiers(one))
    assert "1 of them expires soon; 1 is expired; 1 has no day" in found
    assert "1 of 1 key account has a dossier with answers" in found


def test_where_nobody_answered_the_reading_says_only_that() -> None:
    found = words(show.read_dossiers(summary(3, answered=False)))
    assert found == "Nobody has answered a question about 3 key accounts yet."


QUESTIONS = pd.DataFrame({
    "words": ["What do they need?", "Which rank?"], "ask": ["their director", "our manager"],
    "why": ["open", "expired"], "worth": [3.0, 1.5],
    "valid_until": pd.to_datetime([None, "2025-06-30"]),
})  # fmt: skip


def test_one_dossier_is_read_with_the_question_to_ask_first() -> None:
    found = words(show.read_dossier(summary(name="Orbita").iloc[0], QUESTIONS))
    assert found == ("Orbita: of 20 questions 16 are answered, 82 % by importance; 5 of the answers still "
                     "hold. Half of them are 26 months old or older. 4 core questions are open and 4 answers "
                     "are assumed. Ask first (ask their director): What do they need?")
    nothing = words(show.read_dossier(summary(1, answered=False).iloc[0], QUESTIONS.head(0)))
    assert nothing.startswith("Nobody has answered a question about Granit yet.")


def test_the_guide_counts_its_questions_by_whom_to_ask() -> None:
    assert words(show.read_guide(QUESTIONS, every=7)) == (
        "The 2 most valuable questions of 7 that are open, expired or assumed, by whom to ask: "
        "their director 1, our manager 1.")
    nothing = words(show.read_guide(QUESTIONS.head(0), every=0))
    assert nothing == "There is nothing to ask: every answer holds."


def test_why_a_question_is_asked_is_said_in_words() -> None:
    assert show.why_asked(QUESTIONS).tolist() == ["nobody answered", "expired"]


def test_facts_stand_one_matter_a_line_in_their_units() -> None:
    facts = pd.DataFrame({
        "matter": ["Turnover", "Turnover", "Payment", "Competitors"],
        "topic": ["turnover", "turnover", "payment", "competitors"], "line": ["2024", "2025", "late", "x"],
        "what": ["Turnover 2024", "Turnover 2025", "Late", HOSTILE], "text": "",
        "amount": [41.9e6, 44.5e6, 16, 0.38], "unit": ["money", "money", "days", "share"],
        "of": ["", "", "", "contract until 2026-05-31"],
        "source": ["the sales", "the sales", "the sales", "judgement/wallets.csv: client said"],
    })  # fmt: skip
    table = show.facts_table(facts, currency="RUB")
    html = table.to_html().translate(SPACES)
    assert "2024 41.9 mln RUB; 2025 44.5 mln RUB" in html and "Late 16 days" in html
    assert "<script>" not in html and "38 % (contract until 2026-05-31)" in html


ANSWERS = pd.DataFrame({
    "words": [HOSTILE, "Which rank?", "History?", "Open?"], "validity": ["valid", "expiring", "valid", ""],
    "importance": [3, 2, 1, 3], "valid_until": pd.to_datetime(["2026-06-30", "2026-03-01", None, None]),
})  # fmt: skip


@pytest.mark.parametrize(("days", "expected"), [
    (0, "On 2026-01-30, if nobody asks, 3 of 3 answers still hold (100 %)."),
    (30, "On 2026-03-01, if nobody asks, 3 of 3 answers still hold (100 %)."),
    (31, "On 2026-03-02, if nobody asks, 2 of 3 answers still hold (67 %). Over by then: Which rank?"),
])
def test_moving_the_day_takes_answers_away_after_their_last_day(days: int, expected: str) -> None:
    assert expiry_words(ANSWERS, days, today=TODAY).translate(SPACES) == expected


def test_what_is_lost_is_named_most_important_first_and_escaped() -> None:
    found = expiry_words(ANSWERS, 365, today=TODAY)
    assert "<script>" not in found and found.index("P&amp;L") < found.index("Which rank?")
    assert "1 of 3 answers still holds" in found.translate(SPACES)


def test_the_control_says_the_same_as_its_words() -> None:
    words, slider, told = show.expiry_control(ANSWERS, today=TODAY).children
    assert "Move the day forward" in words.value
    slider.value = 365
    assert expiry_words(ANSWERS, 365, today=TODAY) in told.value
