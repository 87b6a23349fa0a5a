"""Year 0 of a plan: what is known elsewhere is taken from there, and what nobody knows stays unknown."""

import numpy as np
import pandas as pd
import pytest

from kamlib.method.plan_base import plan_base
from kamlib.method.plan_quantities import plan_by_year, plan_quantities

GROUPS = ["Gate valves", "Check valves", "Strainers", "Fasteners", "Gaskets"]
NONE = float("nan")
# Table 1.6 of the method, two of its lines: check valves and strainers together 14 mln, 10 % ours at 27 %.
SOLD = pd.DataFrame({
    "account": "V", "group": ["Gate valves", "Check valves", "Strainers"], "amount": [16.8, 0.868, 0.532],
    "cost": [13.944, 0.63364, 0.38836], "margin": [2.856, 0.23436, 0.14364],
})  # fmt: skip
WALLETS = pd.DataFrame({
    "account": "V", "group": GROUPS, "wallet": [48, 8.68, 5.32, 5, 5],
    "growth": [0.04, 0.05, 0.05, 0.05, 0.05],
})  # fmt: skip
RATES = pd.DataFrame({"account": ["", ""], "group": ["Fasteners", "Gaskets"], "margin_rate": [0.16, 0.2]})


def lines(*rows):
    columns = ["line", "name", "groups", "wallet", "margin_rate", "growth", "share_0", "share_1", "share_low"]
    frame = pd.DataFrame([dict(zip(columns, row, strict=False)) for row in rows], columns=columns)
    numbers = columns[3:]
    return frame.assign(account="V").astype(dict.fromkeys(numbers, "float64")).fillna({"groups": ""})


def base(*rows, covered=("V",), **more):
    given = {"sold": SOLD, "wallets": WALLETS, "rates": RATES} | more
    return plan_base(lines(*rows), **given, groups=GROUPS, covered=covered)


def one(*row, **more):
    found = base(row, **more)
    assert len(found) == 1
    return found.iloc[0]


def test_a_line_that_joins_groups_adds_up_their_sales_and_wallets():
    found = one("1", "Check valves, strainers", "Check valves; Strainers")
    assert found["revenue"] == pytest.approx(1.4)
    assert found["wallet"] == pytest.approx(14)
    assert found["margin_rate"] == pytest.approx(0.27)
    assert found["growth"] == pytest.approx(0.05)
    assert (found["wallet_from"], found["margin_from"]) == ("data", "data")


def test_what_data_know_is_not_overruled_by_what_was_typed():
    found = one("1", "gate  VALVES", "", 99, 0.5, NONE, 0.9)
    assert (found["wallet"], found["margin_rate"], found["joined"]) == (
        48,
        pytest.approx(0.17),
        "Gate valves",
    )


def test_growth_is_an_assumption_and_what_was_typed_counts():
    assert one("1", "Gate valves", "", NONE, NONE, 0.09)["growth"] == 0.09
    assert one("1", "Gate valves", "")["growth"] == 0.04


def test_growth_of_joined_groups_is_weighed_by_wallet():
    wallets = WALLETS.assign(growth=[0.04, 0.0, 0.1, 0.05, 0.05])
    found = one("1", "Both", "Check valves; Strainers", wallets=wallets)
    assert found["growth"] == pytest.approx((8.68 * 0 + 5.32 * 0.1) / 14)


def test_a_group_that_was_not_bought_has_no_sales_and_the_typed_margin_rate_counts():
    found = one("1", "Fasteners, gaskets", "Fasteners; Gaskets", NONE, 0.18)
    assert (found["revenue"], found["wallet"], found["margin_rate"], found["margin_from"]) == (
        0,
        10,
        0.18,
        "typed",
    )


def test_a_margin_rate_that_nobody_knows_is_that_of_all_clients_and_is_said_to_be_so():
    found = one("1", "Kits", "Fasteners; Gaskets")
    assert (found["margin_rate"], found["margin_from"]) == (pytest.approx(0.18), "all clients")


def test_an_unknown_wallet_of_one_group_makes_the_sum_unknown_and_never_smaller():
    wallets = WALLETS.assign(wallet=[48, 8.68, NONE, 5, 5])
    found = one("1", "Both", "Check valves; Strainers", wallets=wallets)
    assert np.isnan(found["wallet"])
    assert found["wallet_from"] == ""
    assert one("1", "Both", "Check valves; Strainers", 14, wallets=wallets)["wallet_from"] == "typed"


def test_a_year_that_the_file_does_not_cover_has_no_revenue_which_is_not_zero():
    assert np.isnan(one("1", "Gate valves", "", covered=())["revenue"])
    assert one("1", "Fasteners", "")["revenue"] == 0


def test_a_wallet_follows_from_our_sales_where_somebody_knows_our_share():
    wallets = WALLETS[WALLETS["group"] != "Gate valves"]
    found = one("1", "Gate valves", "", NONE, NONE, 0.04, 0.35, wallets=wallets)
    assert (found["wallet"], found["wallet_from"]) == (pytest.approx(48), "share")


def test_a_name_that_is_no_group_is_said_and_its_year_0_is_as_typed():
    found = one("1", "New series", "", 20, 0.3, 0.1, 0.2)
    assert (found["unknown"], found["joined"], found["wallet"]) == ("New series", "", 20)
    assert np.isnan(found["revenue"])


def test_a_group_in_two_lines_is_named_on_both():
    found = base(
        ("1", "Both", "Check valves; Strainers"), ("2", "Strainers", "", NONE, NONE, NONE, NONE, 0.2)
    )
    assert found["twice"].tolist() == ["Strainers", "Strainers"]


def test_a_proposed_line_without_an_assumption_gives_way_to_the_line_that_joins_its_group():
    found = base(("group Strainers", "Strainers", ""), ("1", "Both", "Check valves; Strainers"))
    assert found["name"].tolist() == ["Both"]
    assert found["twice"].tolist() == [""]


def test_a_proposed_line_with_a_share_of_its_own_stays():
    found = base(
        ("group Strainers", "Strainers", "", NONE, NONE, NONE, NONE, 0.2),
        ("1", "Both", "Check valves; Strainers"),
    )
    assert found["name"].tolist() == ["Strainers", "Both"]


def test_two_proposed_lines_of_one_group_do_not_drive_each_other_out():
    found = base(("group Strainers", "Strainers", ""), ("group Other", "Strainers", ""))
    assert len(found) == 2


def test_no_line_gives_no_line():
    assert base().empty


def test_the_lines_close_with_the_sums_of_the_plan():
    found = base(
        ("group Gate valves", "Gate valves", "", NONE, NONE, 0.04, NONE, 0.38),
        ("1", "Check valves, strainers", "Check valves; Strainers", NONE, NONE, 0.05, NONE, 0.18),
    )
    years = plan_by_year(plan_quantities(found, pd.DataFrame({"account": ["V"]}), years=1))
    assert years["revenue"].tolist() == pytest.approx([16.8 + 1.4, 48 * 1.04 * 0.38 + 14 * 1.05 * 0.18])
    assert years["margin"].tolist()[0] == pytest.approx(2.856 + 0.378)
