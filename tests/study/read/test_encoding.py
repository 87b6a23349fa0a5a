"""The letters that the bytes give tell the encoding; where they can't, a question is asked."""

import pytest

from tests.study.read.conftest import codes

RUSSIAN = "Клиент;Сумма\nООО «Ромашка»;1,5\nЗАО Весна № 5;2,5\n"
POLISH = "Klient;Kwota\nŻółta Łódź;1,5\nŚwięty Krzyż;2,5\n"
WESTERN = "Kunde;Betrag\nMüller & Söhne;1,5\nCompañía Niño;2,5\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(RUSSIAN, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251")],
        *[(POLISH, name) for name in ("utf-8", "utf-16", "cp1250")],
        *[(WESTERN, name) for name in ("utf-8", "utf-16", "cp1252")],
    ],
)
def test_each_encoding_gives_its_letters(table, text, encoding):
    found = table(text, encoding=encoding)
    first = text.split("\n")[1].split(";")[0]
    assert found.frame.iloc[0, 0] == first
    assert found.all_problems == []


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_a_utf16_mark_is_no_letter_of_the_first_heading(table, mark):
    assert list(table("\ufeff" + RUSSIAN, encoding=mark).frame) == ["Клиент", "Сумма"]


def test_letters_common_to_both_encodings_need_no_question(read):
    # ü, ö, ß and é are the same byte in cp1250 and cp1252.
    result = read("Kunde;Betrag\nMüller Straße;1,5\nCafé;2,5\n", encoding="cp1252")
    assert result.questions == []
    assert result.tables[0].frame["Kunde"].tolist() == ["Müller Straße", "Café"]


def test_a_letter_that_two_languages_use_at_the_same_place_is_asked(read):
    # Byte EA is ê in cp1252 and ę in cp1250; "forêt" and "foręt" are both words to look at.
    result = read("Client;Montant\nForêt même;1,5\nFenêtre;2,5\n", encoding="cp1252")
    [question] = result.questions
    assert question.id == "sales.csv|encoding"
    assert set(question.choices) >= {"cp1250", "cp1252"}
    assert "Forêt" in question.choices["cp1252"]
    assert "encoding" not in result.tables[0].settings


def test_the_answer_is_followed(table):
    found = table("Client;Montant\nForêt même;1,5\n", encoding="utf-8")
    assert found.frame["Client"].tolist() == ["Forêt même"]


def test_the_decided_encoding_is_used(tmp_path):
    from kamlib.study.read import read_file

    path = tmp_path / "sales.csv"
    path.write_bytes("Client;Montant\nForêt même;1,5\n".encode("cp1252"))
    result = read_file(path, label="input/sales.csv", settings={"encoding": "cp1252"})
    assert result.tables[0].frame["Client"].tolist() == ["Forêt même"]
    assert result.all_problems == []


def test_an_unknown_encoding_is_refused_with_the_names_to_choose_from(tmp_path):
    from kamlib.study.read import read_file

    path = tmp_path / "sales.csv"
    path.write_text("a;b\n1;2\n")
    [problem] = read_file(path, label="input/sales.csv", settings={"encoding": "klingon"}).problems
    assert (problem.code, problem.found) == ("setting-unknown", "klingon")
    assert "cp1251" in problem.remedy


def test_a_few_broken_bytes_in_utf8_are_named_by_line(read):
    lines = ["Клиент;Сумма"] + [f"Клиент {i};1,5" for i in range(40)]
    content = "\n".join(lines).encode()
    content = content.replace("Клиент 20;".encode(), "Клиент 20".encode() + b"\xff;")
    result = read(content)
    [problem] = result.problems
    assert (problem.code, problem.row) == ("text-broken", 22)


def test_pictures_of_money_and_number_signs_are_no_letters(table):
    found = table("Client;Amount\nAcme;£100,5\nBirch;£20,25\n", encoding="cp1252")
    assert found.columns[1].how["currencies"] == {"GBP": 2}
    assert found.all_problems == []


def test_bytes_that_are_no_text_are_refused(read):
    assert codes(read(bytes(range(256)) * 20)) == {"file-not-text"}
