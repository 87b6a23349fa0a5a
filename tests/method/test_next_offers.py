"""What to offer next: in which way, and whether the plan means to have more of it."""

import pandas as pd
import pytest

from kamlib.method.next_offers import next_offers


def offered(amount: float | None = 0.0, value_from: str = "wallet", rival: str | None = None,
            **line: object) -> "pd.Series[object]":
    white = pd.DataFrame({"account": ["A"], "group": "Gaskets", "amount": amount, "value": 5.0,
                          "value_from": value_from, "rival": rival}).astype({"amount": "float64"})
    plan = {"account": ["A"], "name": "Kits", "joined": "Bolts; Gaskets", "share_0": 0.0, "share_last": 0.3}
    return next_offers(white, pd.DataFrame({**plan, **line})).iloc[0]


@pytest.mark.parametrize(("amount", "value_from", "rival", "way"), [
    # Row M12 of the method: upsell what they buy, cross-sell what they need, try out what is not sure.
    (2.0, "wallet", "Tekram", "upsell"), (0.0, "wallet", None, "cross-sell"),
    (None, "wallet", None, "cross-sell"), (0.0, "peers", None, "trial offer"),
    (0.0, "wallet", "Tekram", "trial offer"),
])
def test_the_way_is_told_by_what_they_buy_and_by_what_is_not_sure(
        amount: float | None, value_from: str, rival: str | None, way: str) -> None:
    assert offered(amount, value_from, rival)["way"] == way


def test_a_line_that_joins_the_group_is_its_line_of_the_plan() -> None:
    assert offered()[["line", "planned"]].tolist() == ["Kits", True]
    assert offered(joined="Bolts")[["line", "planned"]].tolist() == ["", False]


def test_a_share_that_is_only_rounded_up_is_no_plan_to_sell_more() -> None:
    # 81.7594 % of the sales, held as 81.76 %
    assert not offered(share_0=0.817594, share_last=0.8176)["planned"]
    assert offered(share_0=0.81, share_last=0.82)["planned"]
    assert not offered(share_last=float("nan"))["planned"]
