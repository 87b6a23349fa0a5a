"""Persons in texts: none is overlooked in whatever form of the name, and no other word is taken for one."""

import pytest

from kamlib.tables.named import Names


@pytest.mark.parametrize(("person", "words"), [
    ("Oleg Tarn", "call OLEG TARN"), ("Oleg Tarn", "call tarn"), ("Oleg Tarn", "Oleg knows"),
    ("Oleg Tarn", "O. T. knows"), ("Oleg Tarn", "by O.T."), ("Oleg Otto Tarn", "ask O. O. T. first"),
    ("Oleg Tarn", "Tarnem and Tarn's men"), ("Oleg Tarn", "bez Olega"), ("Oleg Tarn", "спросить Тарна"),
    ("Xu Li", "ask Li"), ("Xu Li", "LI said so"), ("Ed", "Edition 3 to Ed"), ("Ada", "then call Ada."),
    ("Vika Moro", "sold by Moro"), ("Rita Volk", "tell Volkowi, Rity mail"), ("Pavel Gron", "u Pavla"),
    ("Anna Lis", "wiedzą o Lisie"), ("Marta Rey", "zapytaj Marcie"), ("Jan Kowalski", "pytać Kowalskiego"),
    ("Марина Лебедева", "обойти Лебедеву"), ("Олег Гуляев", "чтобы обойти Гуляева"), ("Олег Гуляев", "О. Г."),
    ("Iwona Wójcik", "do WOJCIK"), ("王伟", "请王伟测试"), ("אדה קרן", "עם אדה קרן"),
])  # fmt: skip
def test_a_name_is_found_in_every_spelling_and_form(person: str, words: str) -> None:
    assert Names([person]).are_in(words)


@pytest.mark.parametrize(("person", "words"), [
    ("Anna Lis", "send the List of prices"), ("Oleg Tarn", "the Target of Tarnish"),
    ("Vika Moro", "More of it"), ("Ada Kern", "not the Kernel of an Adapter"), ("Xu Li", "liability, and li"),
    ("Rita Volk", "Volna pays"), ("Олег Лебедев", "Лебедь"), ("Oleg Tarn", "e.g. with U.S. steel"),
])  # fmt: skip
def test_no_other_word_is_taken_for_a_name(person: str, words: str) -> None:
    assert not Names([person]).are_in(words)


@pytest.mark.parametrize("words", ["ask Mr Hoff", "dla pani Nowak", "г-н Орлов", "P. Grin said so",
                                   "с Анной Петровной"])
def test_a_form_that_only_names_have_names_somebody_whom_no_table_knows(words: str) -> None:
    assert Names([]).somebody_in(words)
    assert not Names([]).somebody_in("ask the buyer for 2 samples. They said so")
