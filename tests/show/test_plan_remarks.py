"""The reviewer's remarks: each rule has its sentence, and none leaves a gap in it."""

import pandas as pd
import pytest

from kamlib import show
from kamlib.method.plan_review import CODES
from kamlib.show.plan_remarks import remark_place, remark_words
from tests.show.figures import HOSTILE
from tests.show.slides import SPACES

NAN = float("nan")
FULL = {"account": "Volna", "table": "steps", "line": "3", "what": "Trial lot", "who": "Ada", "year": 2.0,
        "number": 3.0, "other": 7.0, "day": pd.Timestamp("2026-05-31")}
BARE = FULL | {"what": "", "who": "", "year": NAN, "number": NAN, "other": NAN, "day": pd.NaT}


def said(code: str, **columns: object) -> str:
    return remark_words(pd.Series({"code": code, **FULL, **columns}), currency="RUB").translate(SPACES)


@pytest.mark.parametrize("code", CODES)
def test_every_rule_of_the_reviewer_is_one_sentence(code: str) -> None:
    words = said(code)
    assert words.endswith((".", "?"))
    assert not set("{}") & set(words)
    assert "nan" not in words


@pytest.mark.parametrize("code", [code for code in CODES if code not in (
    "client_goal_unconfirmed", "position_no_target")])
def test_what_is_not_known_never_breaks_a_sentence(code: str) -> None:
    words = remark_words(pd.Series({"code": code, **BARE}), currency="")
    assert "nan" not in words


@pytest.mark.parametrize(("code", "columns", "expected"), [
    # practice, 6.2, story 15: the colleague's version
    ("hockey_stick", {"year": 3.0, "number": 0.6, "other": 0.13}, "Year 3 grows by 60 %, the years before by "
     "13 % on average: what happens then that does not happen before?"),
    ("old_claim", {"what": "Butterfly valves", "number": 14.0, "who": "trial lot"}, "Butterfly valves rests "
     'on an assumption of 14 months ago ("trial lot"): does it still hold?'),
    ("quantity_missing", {"what": "Flanges", "who": "wallet,share_1,share_3"}, "Flanges: not known is what "
     "they buy, our share in years 1, 3."),
    ("year_without_steps", {"year": 3.0, "number": 30.1e6}, "Year 3 shall bring 30.1 mln RUB more than held "
     "shares, and no step brings it."),
    ("client_goal_unconfirmed", {"number": 1.0, "other": 2.0}, "1 of 2 goals of the client is confirmed by "
     "nobody there: ask before you build on it."),
    ("base_year_old", {"number": 2023.0, "other": 2025.0}, "Year 0 is 2023; the last full year is 2025."),
    ("range_crossed", {"what": "Flanges", "who": "share", "number": 0.52}, "Flanges: low or high of our "
     "share stands on the wrong side of 52 %; no range is drawn."),
])
def test_a_remark_says_its_figures(code: str, columns: dict[str, object], expected: str) -> None:
    assert said(code, **columns) == expected


def test_a_place_is_the_sheet_and_the_year() -> None:
    assert remark_place(pd.Series({"table": "goals", "year": NAN})) == "Goals"
    assert remark_place(pd.Series({"table": "steps", "year": 1.0})) == "Steps, year 1"


def test_a_table_of_remarks_escapes_what_clients_wrote_and_counts_the_rest() -> None:
    rows = pd.DataFrame([{"code": "no_owner", **FULL, "what": HOSTILE}] * 12)
    page = show.remarks_table(rows, currency="").to_html()
    assert "<script>" not in page
    assert "and 2 more" in page


def test_a_plan_nothing_is_said_of_is_not_called_good() -> None:
    nothing = pd.DataFrame(columns=["code", *FULL])
    assert "ask the client" in repr(show.read_remarks(nothing, currency=""))
    assert repr(show.remarks_table(nothing, currency="")) == ""  # the sentence says it already
    two = pd.DataFrame([{"code": "no_terms", **FULL}, {"code": "no_review", **FULL}])
    assert repr(show.read_remarks(two, currency="")).startswith("2 remarks. Nobody said whether money")
