"""Values for a chapter: read by their kind, refused where they do not fit, all problems at once."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from kamlib.problems import KamError
from kamlib.run.parameters import Declared, check, declared, parse

KNOWN = {
    "study": Declared("study", "str"),
    "top": Declared("top", "int"),
    "share": Declared("share", "float", optional=True),
    "shown": Declared("shown", "bool"),
    "cuts": Declared("cuts", "list"),
    "rates": Declared("rates", "dict"),
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
        "top = 10  # shown\n"
        "rest = sum([1])  # any"
    )
    found = declared(make_chapter(parameters=source))
    assert found["study"] == Declared("study", "str", default='""', help="the study")
    kinds = {name: (entry.kind, entry.optional) for name, entry in found.items()}
    assert kinds == {"study": ("str", False), "share": ("float", True), "cuts": ("list", False),
                     "top": ("int", False), "rest": ("", False)}  # fmt: skip


def test_a_parameter_that_papermill_drops_is_reported_not_lost(make_chapter):
    chapter = make_chapter(parameters='study: str = ""  # s\nshare: float | None = None  # dropped silently')
    assert [(p.code, p.found) for p in refusals(declared, chapter)] == [("parameter-unseen", "share")]


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("top", "3", 3), ("top", "3.0", 3), ("share", "1", 1.0), ("share", "none", None),
        ("shown", "true", True), ("shown", "false", False), ("study", "007", "007"),
        ("study", "true", "true"), ("cuts", "[0.8, 2]", [0.8, 2]), ("rates", "{EUR: 4.3}", {"EUR": 4.3}),
        ("anything", "[2024-01-31, 5]", ["2024-01-31", 5]),
    ],
)  # fmt: skip
def test_typed_values_are_read_by_the_declared_kind(name, typed, value):
    clean = parse([(name, typed)], KNOWN)[name]
    assert (clean, type(clean)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "typed"),
    [("top", "0,5"), ("top", "2.5"), ("top", "true"), ("top", "none"), ("top", ".inf"), ("share", "half"),
     ("share", ".nan"), ("cuts", "0.8"), ("cuts", "[0.8"), ("cuts", "[.inf]"), ("shown", "2")],
)  # fmt: skip
def test_what_can_not_be_read_says_what_to_write(name, typed):
    (problem,) = refusals(parse, [(name, typed)], KNOWN)
    assert problem.code == "parameter-value"
    assert problem.remedy.startswith("write ")


@pytest.mark.parametrize("value", [{1, 2}, 1j, [datetime.date(2024, 1, 1)], Path("a"), np.array([1])])
def test_what_a_chapter_can_not_take_is_refused(value):
    assert [p.code for p in refusals(check, {"anything": value}, KNOWN)] == ["parameter-value"]


def test_every_problem_is_said_at_once_with_the_nearest_name_or_all_of_them():
    problems = refusals(parse, [("tpo", "3"), ("zzz", "1"), ("share", "much " * 20), ("top", "many")], KNOWN)
    codes = ["parameter-unknown__close", "parameter-unknown", "parameter-value", "parameter-value"]
    assert [p.code.partition("__")[0] for p in problems] == [code.partition("__")[0] for code in codes]
    assert str(problems[0]) == '"tpo" is no parameter of this chapter; did you mean top?'
    assert "study, top, share" in problems[1].remedy
    assert len(problems[2].found) == 60
