"""What words of a heading mean together."""

import pytest

from kamlib.study.meaning.catalogue import say, says_gross
from kamlib.study.meaning.proposal import LIKELY
from kamlib.tables import SALES


@pytest.mark.parametrize("heading", ["w tym VAT", "W tym VAT [PLN]", "в т.ч. НДС"])
def test_a_part_named_as_vat_is_vat_and_no_amount(heading):
    assert say(heading, "sales", "vat").strength > say(heading, "sales", "amount").strength


def test_without_is_said_with_a_stroke_too():
    said = say("Amount without VAT", "sales", "amount").strength
    assert say("Amount w/o VAT", "sales", "amount").strength == said > 0
    assert not says_gross("Amount w/o VAT")
    assert says_gross("Amount with VAT")


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Zákazník", "account"), ("Datum", "date"), ("Částka", "amount"), ("Množství", "quantity"),
        ("Výrobek", "product"), ("Obchodník", "manager"), ("Číslo faktury", "invoice"),
        ("Data zamknięcia", "date"), ("Дата закрытия", "date"), ("Close date", "date"),
        ("Abschlussdatum", "date"),
    ],
)
def test_a_heading_says_its_meaning_more_than_any_other(heading, meaning):
    strengths = {name: say(heading, "sales", name).strength for name in SALES.columns}
    assert max(strengths, key=strengths.__getitem__) == meaning
    assert strengths[meaning] >= LIKELY
