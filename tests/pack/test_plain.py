import tracemalloc

import pytest

from kamlib.pack import Plain
from kamlib.problems import KamError

SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"name": {"type": "string", "description": "write a title"}, "rates": {"type": "object"}},
}


def problems(text):
    return Plain(text, "study.yaml").against(SHAPE)


def test_what_is_not_known_is_named_with_its_line_and_what_may_stand_there():
    (problem,) = problems("name: A\n\ncolour: red\n")
    assert (problem.row, problem.found) == (3, "colour")
    assert problem.remedy == "use one of: name, rates"


def test_all_problems_come_at_once_in_the_order_of_lines():
    assert [p.row for p in problems("rates: 3\nname: 5\nx: 1\n")] == [1, 2, 3]


def test_the_remedy_is_the_description():
    (problem,) = problems("name: 5\n")
    assert str(problem) == 'study.yaml, row 1: "5" is not right for name; write a title'


@pytest.mark.parametrize(
    ("text", "line"), [("name: [1,\n", 2), ("a: 1\nname: x: y\n", 2), ("a: !!python/none\n", 1)]
)
def test_a_file_that_is_no_yaml_is_one_problem_with_its_line(text, line):
    with pytest.raises(KamError) as caught:
        Plain(text, "study.yaml")
    (problem,) = caught.value.problems
    assert problem.row == line


def test_an_entry_that_stands_twice_is_refused_and_not_silently_the_last_one():
    with pytest.raises(KamError, match="stands twice"):
        Plain("name: A\nname: B\n", "study.yaml")


def refused(text):
    with pytest.raises(KamError) as caught:
        Plain(text, "study.yaml")
    return [(p.code, p.row, p.found) for p in caught.value.problems]


@pytest.mark.parametrize(
    "value",
    ["2025-02-30", "2025-13-01", "2025-01-01 25:00:00", "!!timestamp soon"],
)
def test_a_day_that_does_not_exist_is_one_problem_with_its_line(value):
    assert [(code, row) for code, row, _found in refused(f"name: A\n\nas_of: {value}\n")] == [("day", 3)]


@pytest.mark.parametrize("value", ["!!int twelve", "!!bool perhaps", "!!float ''", "9" * 5000])
def test_a_value_that_can_not_be_is_one_problem_with_its_line(value):
    [(code, row, _found)] = refused(f"name: A\n\nrate: {value}\n")
    assert (code, row) == ("value-impossible", 3)


def test_every_value_that_can_not_be_is_named_at_once_in_lists_too():
    said = refused("as_of: 2025-02-30\nrates:\n  - {day: 2025-04-31}\nname: A\nname: B\n")
    assert sorted(said) == [("day", 1, "2025-02-30"), ("day", 3, "2025-04-31"), ("entry-twice", 5, "name")]


def test_the_same_value_in_quotes_is_text():
    assert Plain("as_of: '2025-02-30'\n", "study.yaml").value == {"as_of": "2025-02-30"}


def test_an_alias_is_refused_with_its_line_and_what_to_do():
    with pytest.raises(KamError, match=r'row 2: "\*one" stands for another entry; write the entry'):
        Plain("a: &one [1, 2]\nb: *one\n", "study.yaml")


def test_an_entry_that_holds_itself_is_refused():
    assert refused("a: &a\n  b: *a\n") == [("alias", 2, "*a")]
    assert refused("&a [*a]\n") == [("alias", 1, "*a")]
    assert [code for code, *_rest in refused("&a {*a : 1}\n")] == ["alias"]


def test_a_few_lines_that_would_unpack_to_gigabytes_are_refused_before_they_do():
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    tracemalloc.start()
    found = refused("\n".join(lines))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {code for code, *_rest in found} == {"alias"}
    assert peak < 10_000_000


ENDLESS = ["[" * 100_000, "a: " + "{b: " * 5000, "- " * 100_000, "[" + "1," * 200_000 + "]"]


@pytest.mark.parametrize("text", ENDLESS)
def test_endless_entries_and_levels_are_one_problem_before_memory_goes(text):
    assert [(code, row) for code, row, _found in refused(text)] == [("too-large", 1)]


def test_a_list_before_a_colon_is_one_problem_with_its_line():
    assert refused("name: A\n? [1, 2]\n: x\n") == [("key", 1, "")]


def test_a_sign_that_no_text_file_has_is_one_problem_with_its_line():
    assert [(code, row) for code, row, _found in refused("name: A\nx: \x00\n")] == [("yaml", 2)]


def test_a_file_of_many_megabytes_is_refused_unread(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"#" * 5_000_000)
    with pytest.raises(KamError, match="larger than any file that people write"):
        Plain.read(tmp_path / "a.yaml", "a.yaml")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "a.yaml").write_bytes("\ufeffname: Волна\n".encode())
    assert Plain.read(tmp_path / "a.yaml", "a.yaml").value == {"name": "Волна"}


def test_a_file_in_another_encoding_is_one_problem(tmp_path):
    (tmp_path / "a.yaml").write_bytes("name: Волна\n".encode("cp1251"))
    with pytest.raises(KamError, match="save it as UTF-8"):
        Plain.read(tmp_path / "a.yaml", "a.yaml")


def test_below_a_key_that_quotes_a_file_everything_is_what_is_written():
    text = "only: {Storno: FALSE, No: [Yes, 01, 1.10, 7, 2025-01-31], Stage: }\nother: No\n"
    assert Plain(text, "study.yaml", words=("only",)).value == {
        "only": {"Storno": "FALSE", "No": ["Yes", "01", "1.10", 7, "2025-01-31"], "Stage": None},
        "other": False,
    }
