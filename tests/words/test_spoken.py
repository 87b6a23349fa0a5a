"""The command line in each language: in xx, whatever is English still stands in Python."""

import re
from datetime import date
from types import ModuleType, SimpleNamespace

import pytest

from kamlib.problems import problem
from kamlib.publish.index import Entry, index_page
from kamlib.run import cli
from kamlib.words import use_language

STUDY = "name: Alder\ntables: {sales: {from: sales, columns: {account: Client, date: Day, amount: Amount}}}\n"
SALES = "Client;Day;Amount\nBirch;31.01.2025;10,5\nAspen;28.02.2025;20,25\n"


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A small study; what the study says of its language is not heard."""
    (tmp_path / "study" / "input").mkdir(parents=True)
    (tmp_path / "study" / "study.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "study" / "input" / "sales.csv").write_text(SALES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for module in ("batch", "accounts", "papers"):
        monkeypatch.setattr(f"kamlib.run.{module}.use_language", lambda _language: None)
    yield "study"
    use_language("en")


@pytest.fixture
def fake(monkeypatch):
    def put(module, name, function):
        stand_in = ModuleType(module)
        setattr(stand_in, name, function)
        monkeypatch.setitem(__import__("sys").modules, module, stand_in)

    return put


CYRILLIC = re.compile("[А-Яа-я]")


def english(text: str, typed: str) -> set[str]:
    """Return the words of a text in plain letters that nobody typed."""
    return set(re.findall(r"[A-Za-z]{2,}", text)) - set(re.findall(r"[A-Za-z]{2,}", typed))


def in_the_language(text: str, spoken: str, typed: str) -> None:
    """Hold that a text is in xx or Russian, or words of that language."""
    if spoken == "xx":
        assert english(text, typed) == set()
    else:
        assert CYRILLIC.search(text) if spoken == "ru" else re.search("[ąćęłńóśźż]|Wyniki", text)


# What is typed, and what of the answer is no word of a language: names, paths, what the system says.
TYPED = [
    (["run", "study", "--chapters", "first"], ""),
    (["run", "study", "--chapters", "99"], ""),
    (["run", "study", "-p", "study", "x"], "kam"),
    (["run", "study", "-p", "topp", "x"], "tops"),
    (["run", "study", "--accounts", "all", "-p", "account", "x"], ""),
    (["forms", "scores", "study"], "for Adam Bor Nina Sova"),
    (["forms", "influence", "study", "--for", "Ann Lee", "--role", "supervisor"], "Adam Bor manager"),
    (["forms", "scores", "study", "--for", "Ann Lee", "--manager", "Bo"], "kam forms influence supervisor"),
    (["forms", "meeting", "study"], "accounts Volna Opt"),
    (["forms", "meeting", "study", "--accounts", "Birch"], "on"),
    (["print", "study"], "output html schedule"),
    (["erase", "study", "--person", "Al"], ""),
    (["erase", "study", "--person", "Nobody Known"], ""),
    (["review", "study"], "judgement reviews"),
]


@pytest.mark.parametrize(("words", "names"), TYPED, ids=lambda value: " ".join(value)[:40])
def test_answers_of_verbs_are_in_the_language(study, words, names, capsys):
    answers = {}
    for spoken in ("ru", "pl", "xx"):
        use_language(spoken)
        cli.main(words)
        said = capsys.readouterr()
        answers[spoken] = said.out + said.err
    assert english(answers["xx"], " ".join([*words, names])) == set()
    assert len(set(answers.values())) == 3
    assert CYRILLIC.search(answers["ru"])


@pytest.mark.parametrize("spoken", ["ru", "pl", "xx"])
def test_a_mistake_of_ours_a_full_disk_and_a_stop_are_told_in_the_language(study, fake, capsys, spoken):
    use_language(spoken)
    for error in (ZeroDivisionError(), OSError(28, "-", "study/output"), KeyboardInterrupt()):
        def fails(folder, error=error):
            raise error

        fake("kamlib.flow.check", "check_study", fails)
        assert cli.main(["check", "study"]) in {1, 2, 130}
        said = capsys.readouterr().err
        in_the_language(said, spoken, "study output log kam report txt")
        assert "study" in said or isinstance(error, KeyboardInterrupt)


@pytest.mark.parametrize("spoken", ["ru", "pl", "xx"])
def test_the_end_of_a_run_is_told_in_the_language(study, fake, capsys, spoken, tmp_path):
    use_language(spoken)
    ran = SimpleNamespace(index=tmp_path / "study" / "index.html", stopped={"01": ["a"], "02": ["a"]})
    fake("kamlib.run.batch", "run_study", lambda *_of, **_how: ran)
    assert cli.main(["run", "study"]) == 1
    said = capsys.readouterr()
    in_the_language(said.out + said.err, spoken, "study index.html")
    assert (said.err.count("01"), said.err.count("  a\n")) == (1, 1)


def test_the_first_page_is_in_the_language():
    use_language("xx")
    entries = [Entry("01", "1?", page="a.html"), Entry("02", "2?", reasons=["3"]), Entry("03", "4?")]
    page = index_page(entries, study="5", as_of=date(2025, 12, 31), language="xx", accounts="b.html")
    use_language("en")
    body = re.sub(r"<[^>]*>", " ", page[page.index("<body") :])
    assert english(body, "") == set()


def test_places_and_counts_of_problems_are_in_the_language():
    use_language("ru")
    told = problem("erase-name", file="f.csv", sheet="S", row=12345, column="C", found="X", count=5)
    assert str(told) == ('f.csv, лист «S», строка 12345, столбец «C»: "X" не встречается в этом исследовании '
                         "(и ещё 4 таких места); проверьте, как оно было записано")
    use_language("en")
