"""What words of a heading mean together."""

import pytest

from kamlib.study.meaning.catalogue import say, says_gross


@pytest.mark.parametrize("heading", ["w tym VAT", "W tym VAT [PLN]", "в т.ч. НДС"])
def test_a_part_named_as_vat_is_vat_and_no_amount(heading):
    assert say(heading, "sales", "vat").strength > say(heading, "sales", "amount").strength


def test_without_is_said_with_a_stroke_too():
    said = say("Amount without VAT", "sales", "amount").strength
    assert say("Amount w/o VAT", "sales", "amount").strength == said > 0
    assert not says_gross("Amount w/o VAT")
    assert says_gross("Amount with VAT")
