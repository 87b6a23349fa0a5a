"""Readiness against the seven mistakes of source 002: each prevention of method 1.7, one by one."""

import pandas as pd

from kamlib.method.readiness import KNOWN_OF_OFFERS, LATE, MISTAKES, TOPICS, readiness

READY = {
    "meeting": pd.DataFrame([{
        "place": "Harbour street 4", "time": "10:30", "travel": 45.0, "buffer": 0.0,
        "confirms": "Ada, Wednesday", "leads": "Ada", "goal": "a frame contract", "fallback": "a trial lot",
        "agenda": "their programme", "protocol": "Mrs Lis, formal"}]),
    "attending": pd.DataFrame({"person": ["Anna Lis", "Ada"], "side": ["theirs", "ours"]}),
    "asked": pd.DataFrame({"words": ["What?", "How?", "Why?"], "open": "yes"}),
    "shown": pd.DataFrame([{"offer": "Flange kit", "sheet": "yes", "stock": "200", "lead_time": "3 weeks",
                            "reference": "Lira Opt", "price_limit": "-8 %"}]),
    "objections": pd.DataFrame([{"objection": "too dear: the price list is late", "question": "",
                                 "fact": "3 days", "concession": ""}]),
    "persons": pd.DataFrame({"person": ["Anna Lis"], "position": ["head of purchasing"]}),
    "overdue": pd.Series(["the price list is late"]),
    "core": pd.DataFrame({"words": ["What do they need?"], "valid": [True]}),
    "topics": pd.Series(True, index=TOPICS),
    "open_each": 3,
}


def gaps(**changed: object) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in readiness(**{**READY, **changed}).to_numpy()]  # type: ignore[arg-type]


def without(table: str, *columns: str) -> pd.DataFrame:
    return READY[table].assign(**dict.fromkeys(columns, ""))  # type: ignore[union-attr, no-any-return]


def test_nothing_is_missing_where_all_seven_are_prevented() -> None:
    assert gaps() == []


def test_a_buffer_of_zero_minutes_is_known_and_an_empty_one_is_not() -> None:
    assert gaps(meeting=without("meeting", "buffer")) == [("late", "buffer", "")]
    assert gaps(meeting=READY["meeting"].iloc[:0])[:5] == [("late", item, "") for item in LATE]


def test_every_objection_wants_a_question_a_fact_or_a_concession() -> None:
    bare = without("objections", "fact")
    assert gaps(objections=bare) == [("arguing", "answer", "too dear: the price list is late")]
    assert gaps(objections=READY["objections"].iloc[:0])[0] == ("arguing", "objections", "")


def test_a_promise_that_is_overdue_wants_an_answer_among_the_objections() -> None:
    told = pd.Series(["labels on every box", "The price list is late"])
    assert gaps(overdue=told) == [("arguing", "overdue", "labels on every box")]


def test_three_open_questions_are_wanted_for_every_offer() -> None:
    two = READY["asked"].assign(open=["yes", "yes", ""])
    assert gaps(asked=two) == [("interrupting", "open_questions", "2/3")]
    assert gaps(shown=pd.concat([READY["shown"]] * 2)) == [("interrupting", "open_questions", "3/6")]


def test_each_core_question_that_does_not_hold_is_named_and_no_dossier_is_one_gap() -> None:
    open_ = READY["core"].assign(valid=False)
    assert gaps(core=open_) == [("uninformed", "core", "What do they need?")]
    assert gaps(core=open_.iloc[:0]) == [("uninformed", "dossier", "")]


def test_all_six_of_the_source_are_asked_for_and_goal_and_fallback() -> None:
    nothing = gaps(topics=pd.Series(False, index=TOPICS), asked=READY["asked"].iloc[:0],
                   shown=READY["shown"].iloc[:0], meeting=without("meeting", "goal", "fallback"))
    assert [item for mistake, item, _of in nothing if mistake == "unprepared"] == [
        "business", "questions", "needs", "proposals", "procedure", "use", "goal", "fallback"]


def test_whoever_comes_is_known_by_name_and_position() -> None:
    assert gaps(persons=READY["persons"].assign(position="")) == [("manners", "position", "Anna Lis")]
    assert gaps(persons=READY["persons"].iloc[:0]) == [("manners", "stranger", "Anna Lis")]
    assert gaps(attending=READY["attending"].iloc[1:]) == [("manners", "people", "")]


def test_everything_to_be_known_of_an_offer_is_asked_for() -> None:
    assert gaps(shown=without("shown", *KNOWN_OF_OFFERS)) == [
        ("product", item, "Flange kit") for item in KNOWN_OF_OFFERS]


def test_the_gaps_come_in_the_order_of_the_mistakes_and_carry_no_percentage() -> None:
    tables = ("meeting", "attending", "asked", "shown", "objections", "core")
    empty = {name: READY[name].iloc[:0] for name in tables}  # type: ignore[union-attr]
    found = readiness(**{**READY, **empty, "topics": pd.Series(False, index=TOPICS)})  # type: ignore[arg-type]
    assert list(dict.fromkeys(found["mistake"])) == [m for m in MISTAKES if m != "product"]
    assert list(found) == ["mistake", "item", "subject"]
