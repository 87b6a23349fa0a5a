"""The questions of a dossier: what ships, what a company may write, and what is named by its line."""

from pathlib import Path

import pytest

import kamlib.pack
from kamlib.pack import catalogue, dossier_problems, dossier_template, shipped
from kamlib.pack.dossier import SHOWS, shipped_template
from kamlib.problems import KamError

NAMES = ["general", "industrial", "medical"]
CRITERIA = [*catalogue(shipped(), "criteria")["key"], *catalogue(shipped(), "tests")["key"]]
FORCE = {"most_core": 25, "criteria": CRITERIA}
# method.md 1.3: the fourteen groups of the dossier of a supplier of medical equipment.
GROUPS = ["Identity and status", "Structure", "Activity and plans", "Installed base", "Needs and problems",
          "Finance and sources of money", "Purchase procedure", "History with us", "Competitors",
          "Our position and potential", "Relations and opinion of us", "Environment", "Contact log",
          "Documents"]


@pytest.fixture
def own(tmp_path):
    def write(text):
        (tmp_path / "dossier.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def problems(folder):
    return [(p.code, p.row, p.found) for p in dossier_problems(folder, **FORCE)]


@pytest.mark.parametrize("name", NAMES)
def test_what_ships_fits_two_pages_has_nothing_wrong_and_never_asks_what_other_tables_know(name, own):
    text = (Path(kamlib.pack.__file__).parent / "dossiers" / f"{name}.yaml").read_text(encoding="utf-8")
    assert problems(own(text)) == []
    template = shipped_template(name)
    questions = template.questions
    # method.md 1.3: core at most 25 questions.
    assert 15 <= questions["level"].eq("core").sum() <= 25
    assert questions["importance"].between(1, 3).all()
    assert questions["used_in"].ne("").all() and questions["ask"].ne("").all()
    assert questions["key"].is_unique and questions["question"].str.endswith("?").all()
    assert {what for group in template.groups.values() for what in group.shows} == set(SHOWS)
    # Persons, promises, next steps, wallets and contract ends of competitors live in other tables.
    words = " ".join(question.question.casefold() for question in template.every)
    elsewhere = ("promis", "next step", "turnover", "margin", "contract end", "who decides", "name of")
    assert not [asked for asked in elsewhere if asked in words]


def test_the_medical_set_has_the_fourteen_groups_in_their_order_and_constants_never_age():
    assert [group.label for group in shipped_template("medical").groups.values()] == GROUPS
    months = {question.key: question.valid_months for question in shipped_template("industrial").every}
    assert (months["history"], months["legal_form"], months["needs"]) == (0, 0, 6)


def test_without_an_own_file_the_shipped_set_of_that_name_is_in_force(tmp_path):
    assert dossier_template("medical", tmp_path, **FORCE).name == "Medical equipment"


OWN = """\
name: Valves
from: industrial
remove: [employees, environment]
groups:
  identity:
    questions:
      legal_form:
        level: core
  needs:
    questions:
      failures: {importance: 1}
  yard:
    label: The yard
    shows: [turnover]
    questions:
      gates:
        question: How many gates does the yard have?
        answer: number
        used_in: [plan, criterion: geography]
      open_on_sunday:
        question: Is it open on Sundays?
        answer: [yes, no]
        used_in: ["criterion: geography"]
"""


def test_a_company_changes_adds_removes_and_moves_questions(own):
    assert problems(own(OWN)) == []
    template = dossier_template("general", own(OWN), **FORCE)
    assert template.name == "Valves"
    assert "environment" not in template.groups
    known = template.questions.set_index("key")
    assert "employees" not in known.index
    # The words stay those of the shipped question; only the level is another.
    assert known.loc["legal_form", ["level", "question"]].tolist() == ["core", "What is the legal form?"]
    assert known.loc["failures", ["group", "importance"]].tolist() == ["needs", 1]
    assert known.loc["gates", ["level", "answer", "used_in"]].tolist() == [
        "full", "number", "plan, criterion: geography"]
    # YAML takes yes and no for true and false; people mean words.
    assert known.loc["open_on_sunday", "choices"] == ("yes", "no")
    assert len(known) == 44 - 2 + 2


def question(fields, *, group="a"):
    lines = "".join(f"        {line}\n" for line in fields)
    return f"groups:\n  {group}:\n    questions:\n      q:\n{lines}"


GOOD = ["question: Why?", "used_in: [plan]"]


@pytest.mark.parametrize(("text", "expected"), [
    (question([*GOOD, "colour: red"]), ("entry-unknown", 7, "colour")),
    (question([*GOOD, "level: middle"]), ("entry-wrong", 7, "middle")),
    (question([*GOOD, "importance: 4"]), ("entry-wrong", 7, "4")),
    (question([*GOOD, "valid_months: soon"]), ("entry-wrong", 7, "soon")),
    (question([*GOOD, "answer: maybe"]), ("entry-wrong", 7, "maybe")),
    (question([*GOOD, "answer: [only]"]), ("entry-wrong", 7, "['only']")),
    (question([*GOOD, "answer: [big, Big]"]), ("dossier-choices", 7, "big, Big")),
    (question([*GOOD, "answer: [big, '']"]), ("entry-wrong", 7, "['big', '']")),
    (question(["used_in: [plan]"]), ("dossier-words", 4, "q")),
    (question(["question: '  '", "used_in: [plan]"]), ("entry-wrong", 5, "  ")),
    (question(["question: Why?", "used_in: [dream]"]), ("entry-wrong", 6, "dream")),
    (question(["question: Why?", "used_in: [criterion: colour]"]), ("dossier-use", 6, "colour")),
    (question(["question: Why?"]), ("dossier-unused", 4, "q")),
    ("groups:\n  a:\n    shows: [weather]\n" + question(GOOD, group="b")[8:],
     ("entry-wrong", 3, "weather")),
    ("groups:\n  a:\n    label: A/B\n", ("entry-wrong", 3, "A/B")),
    ("groups:\n  a:\n    label: a\n" + question(GOOD, group="b")[8:], ("dossier-group", 2, "a")),
    ("from: industrial\ngroups:\n  x:\n    label: structure\n    shows: [turnover]\n",
     ("dossier-label", 4, "structure")),
    ("from: industrial\nremove: [nothing]\n", ("dossier-remove", 2, "nothing")),
    ("from: lunar\n", ("entry-wrong", 1, "lunar")),
    ("name: A\nname: B\n", ("entry-twice", 2, "name")),
    ("groups:\n  a:\n    questions:\n      7: {question: Why}\n", ("entry-wrong", 4, "7")),
    ("groups:\n  7: {}\n", ("entry-wrong", 2, "7")),
    (question(GOOD) + question(GOOD, group="b")[8:], ("dossier-twice", 9, "q")),
    ("", ("dossier-empty", None, "")),
    ("groups: [a]\n", ("entry-wrong", 1, "['a']")),
])
def test_whatever_is_wrong_is_named_with_its_line(own, text, expected):
    found = problems(own(text))
    assert expected in found


def test_more_than_25_core_questions_are_refused_at_the_last_of_them(own):
    many = "".join(f"      q{n}: {{question: Why, level: core, used_in: [plan]}}\n" for n in range(26))
    (found,) = problems(own("groups:\n  a:\n    questions:\n" + many))
    assert found == ("dossier-core", 29, "q25")


def test_a_question_used_nowhere_stops_nothing_and_what_is_wrong_comes_at_once(own):
    folder = own(question(["question: Why?"]))
    (problem,) = dossier_problems(folder, **FORCE)
    assert problem.severity == "warning" and "delete the question" in problem.remedy
    assert len(dossier_template("general", folder, **FORCE).every) == 1
    with pytest.raises(KamError) as caught:
        dossier_template("general", own(question([*GOOD, "level: x", "importance: 9"])), **FORCE)
    assert [p.row for p in caught.value.problems] == [7, 8]
