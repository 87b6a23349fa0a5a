"""Keys and code agree: what code says has a message with its facts, and each message is said somewhere."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from kamlib.run import verbs
from kamlib.words import facts_of, sources, use_language

PROJECT = Path(__file__).parents[2]
MODULES = sorted((PROJECT / "kamlib").glob("**/*.py"))
SAYS = {"phrase", "problem"}
OF_A_PROBLEM = {"file", "column", "found", "severity", "sheet", "row", "count"}


@pytest.fixture(autouse=True)
def english():
    yield
    use_language("en")


@cache
def trees() -> list[tuple[str, ast.Module]]:
    return [(str(path.relative_to(PROJECT)), ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES]


def literals(node: ast.AST) -> list[str]:
    constants = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant)]
    return [value for value in constants if isinstance(value, str)]


def letters(*texts: object) -> set[str]:
    return {word for text in texts for word in re.findall("[A-Za-z]+", str(text))}


def calls() -> list[tuple[str, ast.Call, list[str]]]:
    """Return each call that says something, with its place and the keys that it may say."""
    found = []
    for place, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYS and node.args:
                key = node.args[0]
                parts = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
                keys = [each.value for each in parts if isinstance(each, ast.Constant)]
                found.append((f"{place}:{node.lineno}", node, keys))
    return found


def test_every_key_in_the_code_has_a_message():
    assert {place: keys for place, _node, keys in calls() if not set(keys) <= sources("en").keys()} == {}


def test_every_message_is_given_its_facts():
    lacking = {}
    for place, node, keys in calls():
        given = {word.arg for word in node.keywords}
        of_problem = node.func.id == "problem"
        for key in keys:
            needed = set(facts_of(key, "en"))
            if of_problem and f"{key}.remedy" in sources("en"):
                needed |= facts_of(f"{key}.remedy", "en")
            if None not in given and (lacks := needed - given - (OF_A_PROBLEM if of_problem else set())):
                lacking[f"{place} {key}"] = lacks
    assert lacking == {}


def test_every_message_is_said_by_code_or_by_another_message():
    said = {text for _place, tree in trees() for text in literals(tree)}
    said |= {key for source in sources("en").values() for key in re.findall(r"\{ ([a-z][\w.-]*) \}", source)}
    said |= {f"verb-{verb.name}{more}" for verb in verbs.VERBS for more in ("", "-about")}
    said |= {f"{key}.remedy" for key in said}
    assert set(sources("en")) - said == set()


def test_the_rooms_whose_words_are_messages_have_no_words_in_python():
    rooms = ("kamlib/run/", "kamlib/study/read/", "kamlib/flow/check.py", "kamlib/publish/index.py",
             "kamlib/problems.py")
    left = [f"{place}:{node.lineno}" for place, tree in trees() if place.startswith(rooms)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "N_", "ngettext"}]
    assert left == []


# What is typed as it stands, in whatever language.
TYPED = ("kam", *(verb.name for verb in verbs.VERBS))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("spoken", ["en", "ru", "pl", "xx"])
def test_help_fits_the_terminal_and_in_xx_nothing_english_escapes(spoken, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    use_language(spoken)
    own = verbs.parser()
    (subparsers,) = [action for action in own._actions if hasattr(action, "choices") and action.choices]
    for name, one in {"": own, **subparsers.choices}.items():
        text = one.format_help()
        assert [line for line in text.splitlines() if len(line) > width] == [], name
        if spoken == "xx":
            typed = [word for action in one._actions
                     for word in (*action.option_strings, *(action.choices or ()))]
            assert letters(text) <= letters(*TYPED, *typed), name


@pytest.mark.parametrize("words", [
    ["run", "--chapters"], ["forms", "letters", "x"], ["forms", "scores", "x", "--round", "two"],
    ["erase", "x"], ["new", "x", "--sales", "a", "--sales-sql", "b"],
    ["check", "x", "--nothing"], ["collect", "x"], [],
    ["run", "x", "-p", "a"], ["run", "x", "--accounts", " , "],
])  # fmt: skip
def test_what_is_typed_wrong_is_said_in_the_language(words, capsys):
    use_language("xx")
    with pytest.raises(SystemExit) as caught:
        verbs.parser().parse_args(words)
    assert caught.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    forms = verbs.VERBS[3].takes[0].read["choices"]
    assert letters(last) <= letters(*TYPED, *forms, *words, "accounts", "person", "parameter")
