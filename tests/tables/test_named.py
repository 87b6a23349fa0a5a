"""Persons on the projector: no name is left over, and no other word is taken for one."""

import pandas as pd
import pytest

from kamlib.tables.named import named, without_names


def labels(person: str, position: str = "buyer") -> pd.DataFrame:
    return named(pd.DataFrame({"account": ["A"], "person": [person], "position": [position]}), False)


def said(words: str, person: str) -> str:
    told = pd.DataFrame({"account": ["A"], "action": [words]})
    return str(without_names(told, labels(person))["action"].item())


@pytest.mark.parametrize(("person", "words", "expected"), [
    ("Lis", "send the List of prices", "send the List of prices"),
    ("Ed", "Edition 3 to Ed", "Edition 3 to E."),
    ("Ada", "an Adapter, then call Ada.", "an Adapter, then call A.."),
    ("Ada Kern", "ask Ada Kerna, not the Kernel", "ask A. K., not the Kernel"),
    ("Vika Moro", "More sold by Moro", "More sold by V. M."),
    ("Oleg Tarn", "the Target that Tarnem and Tarn's men know", "the Target that O. T. and O. T.'s men know"),
    ("Rita Volk", "Volna pays; tell Volkowi, Rity mail", "Volna pays; tell R. V., R. V. mail"),
    ("Марина Лебедева", "обойти Лебедеву, у Лебедевой; Лебедь", "обойти М. Л., у М. Л.; Лебедь"),
    ("Олег Гуляев", "чтобы обойти Гуляева и Гуляевым", "чтобы обойти О. Г. и О. Г."),
    ("Jan Kowalski", "pytać Kowalskiego, Kowalskim", "pytać J. K., J. K."),
    ("王伟", "请王伟测试", "请王.测试"),
    ("Анна Лис", "встреча с Анна Лиса", "встреча с А. Л."),
])
def test_a_short_name_is_no_part_of_another_word_and_an_ending_is_one_of_the_name(
        person: str, words: str, expected: str) -> None:
    assert said(words, person) == expected


@pytest.mark.parametrize(("person", "label"), [
    ("王伟", "王., buyer"), ("אדה קרן", "א. ק., buyer"),
    ("head of stores", "head of stores, buyer"), ("17", "17, buyer"),
])
def test_a_name_in_an_alphabet_without_capitals_is_no_word_that_stands_for_a_person(
        person: str, label: str) -> None:
    assert labels(person)["label"].tolist() == [label]
