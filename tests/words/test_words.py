"""Messages: every one of every language is read and said, and nothing in a file is dropped without a word."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from kamlib import words
from kamlib.words import entries, facts_of, phrase, sources, use_language
from kamlib.words.numbers import day, money, number, percent
from kamlib.words.reader import Choice, MessageError, Reader, Reference

LANGUAGES = ["en", "ru", "pl", "xx"]
COUNTS = [0, 1, 2, 5, 11, 12, 21, 22, 111, 1234]
FORMS = {"zero", "one", "two", "few", "many", "other"}
LEFT_IN_ENGLISH = {"ru": set(), "pl": set()}
KEYS = sorted(sources("en"))


@pytest.fixture(autouse=True)
def english():
    yield
    use_language("en")


def counted(key: str, spoken: str) -> set[str]:
    """Return the facts by whose plural form a message chooses, those of the messages in it included."""
    found, waiting = set(), [key]
    while waiting:
        parts = list(words._message(waiting.pop(), spoken))
        for part in parts:
            if isinstance(part, Choice):
                parts += [each for variant in part.variants.values() for each in variant]
                found |= {part.fact} if set(part.variants) & (FORMS - {"other"}) else set()
            elif isinstance(part, Reference):
                waiting.append(part.key)
    return found


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_message_is_said_with_sample_facts(spoken):
    use_language(spoken)
    for key in KEYS:
        numbers = counted(key, spoken)
        for count in COUNTS if numbers else [1]:
            facts = {name: count if name in numbers else f"<{name}>" for name in facts_of(key, spoken)}
            said = phrase(key, **facts)
            assert said.strip(), key
            assert "{" not in said and "  " not in said, key


@pytest.mark.parametrize("spoken", LEFT_IN_ENGLISH)
def test_a_language_has_the_messages_of_english_with_the_same_facts(spoken):
    assert set(KEYS) - set(sources(spoken)) == LEFT_IN_ENGLISH[spoken]
    assert set(sources(spoken)) - set(KEYS) == set()
    assert {key for key in KEYS if facts_of(key, spoken) != facts_of(key, "en")} == set()


# Numbers of Russian and Polish: 1, 21 | 2-4, 22 | 5-20, 0; the forms are those of the grammars.
@pytest.mark.parametrize(("key", "facts", "said"), [
    ("pages-unchanged", {"pages": 0},
     ("0 pages are unchanged.", "0 страниц не изменились.", "0 stron bez zmian.")),
    ("pages-unchanged", {"pages": 1},
     ("1 page is unchanged.", "1 страница не изменилась.", "1 strona bez zmian.")),
    ("pages-unchanged", {"pages": 2},
     ("2 pages are unchanged.", "2 страницы не изменились.", "2 strony bez zmian.")),
    ("pages-unchanged", {"pages": 12},
     ("12 pages are unchanged.", "12 страниц не изменились.", "12 stron bez zmian.")),
    ("pages-unchanged", {"pages": 21},
     ("21 pages are unchanged.", "21 страница не изменилась.", "21 stron bez zmian.")),
    ("receipt-lines", {"lines": -1}, ("-1 line", "-1 строка", "-1 wiersz")),
    ("pages-unchanged", {"pages": np.int64(22)},
     ("22 pages are unchanged.", "22 страницы не изменились.", "22 strony bez zmian.")),
    ("printed", {"page": Path("p.html"), "accounts": 22, "changes": 1},
     ("p.html: 22 accounts, 1 change", "p.html: 22 клиента, 1 изменение", "p.html: 22 klientów, 1 zmiana")),
    ("printed", {"page": "p.html", "accounts": 1, "changes": 12345},
     ("p.html: 1 account, 12 345 changes", "p.html: 1 клиент, 12\N{NBSP}345 изменений",
      "p.html: 1 klient, 12\N{NBSP}345 zmian")),
    ("review-changes", {"changes": 3, "day": date(2026, 2, 12)},
     ("3 changes since 2026-02-12:", "3 изменения после 12.02.2026:", "3 zmiany od 12.02.2026:")),
    ("erase-incomplete", {"mention": 0, "sealed": 2},
     ("The erasure is not complete: 2 files can't be searched. Fix the points above.",
      "Удаление не закончено: 2 файла недоступны для поиска. Исправьте названное выше.",
      "Usuwanie nie jest zakończone: 2 plików nie można przeszukać. Popraw to, co podano wyżej.")),
    ("erase-incomplete", {"mention": 1, "sealed": 5},
     ("The erasure is not complete: 1 file still mentions the person and 5 files can't be searched. "
      "Fix the points above.",
      "Удаление не закончено: 1 файл ещё упоминает человека и 5 файлов недоступно для поиска. "
      "Исправьте названное выше.",
      "Usuwanie nie jest zakończone: 1 plik wciąż wspomina tę osobę i 5 plików nie można przeszukać. "
      "Popraw to, co podano wyżej.")),
    ("book-renewed", {"file": "f", "copy": "g", "answers": 4},
     ("f: made again, 4 answers kept; the earlier one is g",
      "f: сделана заново, 4 ответа сохранены; прежняя теперь g",
      "f: utworzony ponownie, zachowano 4 odpowiedzi; poprzedni to g")),
    ("receipt-grouped", {"entities": 31},
     ("31 legal entities are grouped as proposed in judgement/groups.csv",
      "31 юридическое лицо объединено, как предложено в judgement/groups.csv",
      "31 podmiotów jest połączonych tak, jak proponuje judgement/groups.csv")),
    ("undecided.remedy", {"proposals": 1}, ("fill in the column decided", "заполните столбец decided",
                                            "wypełnij kolumnę decided")),
    ("parameter-value", {"kind": "int"},
     ("is not a whole number", "не целое число", "to nie liczba całkowita")),
    ("chapters-stopped", {"names": ["01_data", "02 {x}"]},
     ("01_data, 02 {x} stopped:", "Остановлено: 01_data, 02 {x}", "Zatrzymane: 01_data, 02 {x}")),
])  # fmt: skip
def test_hard_sentences_have_the_right_forms(key, facts, said):
    for spoken, wanted in zip(LANGUAGES, said, strict=False):
        use_language(spoken)
        assert phrase(key, **facts) == wanted


@pytest.mark.parametrize(("facts", "reason"), [
    ({}, "lacks accounts, changes, page"),
    ({"page": "p", "accounts": 1}, "lacks changes"),
    ({"page": "p", "accounts": 1.5, "changes": 1}, "format it first"),
    ({"page": True, "accounts": 1, "changes": 1}, "format it first"),
])  # fmt: skip
def test_a_fact_that_is_missing_or_not_formatted_is_an_error(facts, reason):
    with pytest.raises(MessageError, match=reason):
        phrase("printed", **facts)


def test_a_message_that_is_missing_is_an_error():
    with pytest.raises(MessageError, match="no message file"):
        phrase("no-such-key")


@pytest.mark.parametrize("text", [
    "a = fine\nb no sign of equality\n",
    "a = fine\na = twice\n",
    "a =\n",
    "a = fine\nand more that is not indented\n",
    "a = { $n ->\n    [one] x\n",
    "a = { $n ->\n    [one] x\n    [other] y\n  }\n",
    "a = { $n ->\n   *[one] x\n   *[other] y\n  }\n",
    "a = { $n ->\n   *[one] x\n    [one] y\n  }\n",
    "a = { n }, { $x\n",
    "a = { $x } and }\n",
    "a = { NUMBER($x) }\n",
    "a = { nowhere }\n",
    "a = { -term(case: $x) }\n",
    " a = indented\n",
])  # fmt: skip
def test_a_broken_message_is_refused(text, tmp_path, monkeypatch):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "broken.ftl").write_text(text, encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    for cached in (words.sources, words._message, words.facts_of):
        cached.cache_clear()
    try:
        with pytest.raises(MessageError):
            for key in sources("en"):
                facts_of(key, "en")
    finally:
        monkeypatch.undo()
        for cached in (words.sources, words._message, words.facts_of):
            cached.cache_clear()


def test_nouns_change_with_the_case_that_a_message_asks_for():
    term = "-account = { $case ->\n   *[nom] клиент\n    [gen] клиента\n  }\n"
    found = entries(term + "a = Нет { -account(case: \"gen\") }\n", "ru")
    assert Reader("a", found["a"]).whole()[1].facts == (("case", "gen"),)
    choice = Reader("-account", found["-account"]).whole()[0]
    assert choice.variants == {"nom": ("клиент",), "gen": ("клиента",)}


def test_texts_of_users_are_not_read_as_messages():
    assert phrase("results-at", path="a { $b }  c") == "Results: a { $b }  c"


def test_the_pseudo_language_accents_each_letter_and_keeps_what_is_put_in():
    use_language("xx")
    said = phrase("printed", page="page.html", accounts=2, changes=1)
    assert not re.search(r"[A-Za-z]", said.replace("page.html", ""))
    assert len(phrase("program")) > 1.3 * len(sources("en")["program"])
    assert "%(value)r" in phrase("argparse-choice")


@pytest.mark.parametrize(("spoken", "said"), [
    ("en", ("1 234 567", "-0.50", "12 345.60 RUB", "12.5 %", "2026-02-01")),
    ("ru", ("1\N{NBSP}234\N{NBSP}567", "-0,50", "12\N{NBSP}345,60 RUB", "12,5 %", "01.02.2026")),
    ("pl", ("1\N{NBSP}234\N{NBSP}567", "-0,50", "12\N{NBSP}345,60 RUB", "12,5 %", "01.02.2026")),
])  # fmt: skip
def test_numbers_money_shares_and_days_are_written_as_in_the_language(spoken, said):
    use_language(spoken)
    assert (number(1234567), number(-0.5, 2), money(12345.6, "RUB"), percent(0.125, 1),
            day(date(2026, 2, 1))) == said


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_in_english_has_at_most_twenty_words(key):
    use_language("en")
    numbers = counted(key, "en")
    said = phrase(key, **{name: 2 if name in numbers else "x" for name in facts_of(key, "en")})
    assert max(len(part.split()) for part in re.split(r"[.;:](?:\s|$)", said)) <= 20
