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


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "a.yaml").write_bytes("\ufeffname: Волна\n".encode())
    assert Plain.read(tmp_path / "a.yaml", "a.yaml").value == {"name": "Волна"}


def test_a_file_in_another_encoding_is_one_problem(tmp_path):
    (tmp_path / "a.yaml").write_bytes("name: Волна\n".encode("cp1251"))
    with pytest.raises(KamError, match="save it as UTF-8"):
        Plain.read(tmp_path / "a.yaml", "a.yaml")
