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


def test_all_that_is_not_right_comes_at_once_in_the_order_of_lines_with_what_would_be():
    wrong, title, unknown = problems("rates: 3\nname: 5\n\ncolour: red\n")
    assert (wrong.row, title.row, unknown.row, unknown.found) == (1, 2, 4, "colour")
    assert unknown.remedy == "use one of: name, rates"
    assert str(title) == 'study.yaml, row 2: "5" is not right for name; write a title'


def refused(text):
    with pytest.raises(KamError) as caught:
        Plain(text, "study.yaml")
    return [(p.code, p.row, p.found) for p in caught.value.problems]


DAYS = ["2025-02-30", "2025-13-01", "2025-01-01 25:00:00", "!!timestamp soon"]
NO_VALUES = ["!!int twelve", "!!bool perhaps", "!!float ''", "9" * 5000]
ENDLESS = ["[" * 100_000, "a: " + "{b: " * 5000, "- " * 100_000, "[" + "1," * 120_000 + "]"]


@pytest.mark.parametrize(("text", "code", "row"), [
    ("name: [1,\n", "yaml", 2), ("a: 1\nname: x: y\n", "yaml", 2), ("a: !!python/none\n", "yaml", 1),
    ("name: A\nx: \x00\n", "yaml", 2), ("name: A\nname: B\n", "entry-twice", 2),
    *((f"name: A\n\nas_of: {value}\n", "day", 3) for value in DAYS),
    *((f"name: A\n\nrate: {value}\n", "value-impossible", 3) for value in NO_VALUES),
    ("a: &one [1, 2]\nb: *one\n", "alias", 2), ("a: &a\n  b: *a\n", "alias", 2), ("&a [*a]\n", "alias", 1),
    ("&a {*a : 1}\n", "alias", 1), ("name: A\n? [1, 2]\n: x\n", "key", 1),
    *((text, "too-large", 1) for text in ENDLESS),
])  # fmt: skip
def test_a_file_that_can_not_be_read_is_one_problem_with_its_line(text, code, row):
    assert [(one, line) for one, line, _found in refused(text)] == [(code, row)]


def test_every_value_that_can_not_be_is_named_at_once_in_lists_too():
    said = refused("as_of: 2025-02-30\nrates:\n  - {day: 2025-04-31}\nname: A\nname: B\n")
    assert sorted(said) == [("day", 1, "2025-02-30"), ("day", 3, "2025-04-31"), ("entry-twice", 5, "name")]


def test_a_few_lines_that_would_unpack_to_gigabytes_are_refused_before_they_do():
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    tracemalloc.start()
    found = refused("\n".join(lines))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {code for code, *_rest in found} == {"alias"}
    assert peak < 10_000_000


@pytest.mark.parametrize(("content", "words"), [
    (b"#" * 5_000_000, "larger than any file that people write"),
    ("name: Волна\n".encode("cp1251"), "save it as UTF-8"),
])  # fmt: skip
def test_a_file_that_is_too_large_or_in_another_encoding_is_refused(tmp_path, content, words):
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(KamError, match=words):
        Plain.read(tmp_path / "a.yaml", "a.yaml")


def test_keys_are_text_and_below_a_key_that_quotes_a_file_everything_is_what_is_written(tmp_path):
    text = ("\ufeffonly: {Storno: FALSE, No: [Yes, 01, 1.10, 7, 2025-01-31], Stage: }\n"
            "other: {on: No, 2024: '2025-02-30'}\n")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert Plain.read(tmp_path / "a.yaml", "a.yaml", words=("only",)).value == {
        "only": {"Storno": "FALSE", "No": ["Yes", "01", "1.10", 7, "2025-01-31"], "Stage": None},
        "other": {"on": False, "2024": "2025-02-30"},
    }
