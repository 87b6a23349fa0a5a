"""Values for a chapter: converted where the meaning is plain, refused where not, all problems at once."""

import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kamlib.problems import KamError
from kamlib.run.parameters import Declared, check, declared, parse

KNOWN = {
    "study": Declared("study", "str"),
    "top": Declared("top", "int"),
    "share": Declared("share", "float", optional=True),
    "shown": Declared("shown", "bool"),
    "cuts": Declared("cuts", "list", "float"),
    "regions": Declared("regions", "list", "str"),
    "rates": Declared("rates", "dict", "float"),
    "anything": Declared("anything"),
}


def refusals(call, *arguments) -> list:
    with pytest.raises(KamError) as error:
        call(*arguments)
    return error.value.problems


def test_a_chapter_declares_names_kinds_defaults_and_help(make_chapter):
    source = (
        'study: str = ""  # the study\n'
        "share: Optional[float] = None  # from this share on\n"
        "cuts: list[float] = [0.8, 0.95]  # where A and B end\n"
        "rates: dict[str, float] = {}  # by currency\n"
        "top = 10  # shown"
    )
    found = declared(make_chapter(parameters=source))
    assert found["study"] == Declared("study", "str", default='""', help="the study")
    assert (found["share"].kind, found["share"].optional) == ("float", True)
    assert (found["cuts"].kind, found["cuts"].items) == ("list", "float")
    assert (found["rates"].kind, found["rates"].items) == ("dict", "float")
    assert found["top"].kind == "int"


def test_a_parameter_that_papermill_drops_is_reported_not_lost(make_chapter):
    chapter = make_chapter(parameters='study: str = ""  # s\nshare: float | None = None  # dropped silently')
    (problem,) = refusals(declared, chapter)
    assert problem.code == "parameter-unseen"
    assert problem.found == "share"


@pytest.mark.parametrize(
    ("name", "given", "plain"),
    [
        ("top", np.int64(3), 3),
        ("top", 3.0, 3),
        ("share", np.float32(0.5), 0.5),
        ("share", Decimal("0.25"), 0.25),
        ("share", 1, 1.0),
        ("share", None, None),
        ("shown", np.bool_(True), True),
        ("cuts", np.array([0.8, 0.95]), [0.8, 0.95]),
        ("cuts", (0.8, 1), [0.8, 1.0]),
        ("cuts", pd.Series([0.8]), [0.8]),
        ("study", Path("my") / "study", "my/study"),
        ("study", pd.Timestamp("2024-12-31"), "2024-12-31"),
        ("study", pd.Timestamp("2024-12-31 10:30"), "2024-12-31T10:30:00"),
        ("study", datetime.date(2024, 12, 31), "2024-12-31"),
        ("study", np.datetime64("2024-12-31", "ns"), "2024-12-31"),
        ("study", np.str_("a"), "a"),
        ("regions", pd.DatetimeIndex(["2024-01-01"]), ["2024-01-01"]),
        ("rates", {"EUR": np.float64(4.3)}, {"EUR": 4.3}),
    ],
)
def test_values_of_numpy_pandas_and_dates_become_plain(name, given, plain):
    clean = check({name: given}, KNOWN)[name]
    assert clean == plain
    assert type(clean) is type(plain)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("top", 2.5), ("top", True), ("top", "3"), ("top", None), ("share", float("nan")),
        ("share", float("inf")), ("share", np.nan), ("study", 7), ("study", pd.NaT), ("cuts", [0.8, "B"]),
        ("cuts", [float("-inf")]), ("rates", {1: 2.0}), ("regions", {"North"}), ("anything", object()),
        ("top", pd.NA), ("anything", 1j),
    ],
)  # fmt: skip
def test_values_of_the_wrong_kind_are_refused(name, given):
    (problem,) = refusals(check, {name: given}, KNOWN)
    assert problem.code == "parameter-value"
    assert name in str(problem)


@pytest.mark.parametrize("name", ["a=1;import os;b", "class", "two words", "", "1st"])
def test_names_that_would_be_written_into_code_are_refused(name):
    (problem,) = refusals(check, {name: 1}, {**KNOWN, name: Declared(name)})
    assert problem.code == "parameter-name"


def test_an_unknown_name_is_answered_with_the_closest_known_one():
    (problem,) = refusals(check, {"tpo": 3}, KNOWN)
    assert str(problem) == '"tpo" is no parameter of this chapter; did you mean top?'


def test_every_problem_is_said_at_once():
    problems = refusals(check, {"tpo": 3, "class": 1, "share": "much", "top": 2.5}, KNOWN)
    assert [problem.code for problem in problems] == [
        "parameter-unknown", "parameter-name", "parameter-value", "parameter-value",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("top", "3", 3),
        ("share", "0.5", 0.5),
        ("share", "none", None),
        ("shown", "true", True),
        ("shown", "false", False),
        ("study", "007", "007"),
        ("study", "true", "true"),
        ("cuts", "[0.8, 0.95]", [0.8, 0.95]),
        ("regions", "[no, 01, North]", ["no", "01", "North"]),
        ("rates", "{EUR: 4.3}", {"EUR": 4.3}),
        ("anything", "[2024-01-31, 5]", ["2024-01-31", 5]),
    ],
)
def test_typed_values_are_read_by_the_declared_kind(name, typed, value):
    assert parse([(name, typed)], KNOWN) == {name: value}


@pytest.mark.parametrize(
    ("name", "typed"), [("top", "0,5"), ("share", "half"), ("cuts", "0.8"), ("cuts", "[0.8"), ("shown", "2")]
)
def test_what_can_not_be_read_says_what_to_write(name, typed):
    (problem,) = refusals(parse, [(name, typed)], KNOWN)
    assert problem.found == typed
    assert problem.remedy.startswith("write ")


def test_typed_problems_of_both_kinds_come_together():
    assert len(refusals(parse, [("tpo", "1"), ("top", "many")], KNOWN)) == 2
