"""How many accounts a manager's hours carry, and what equal treatment leaves for each."""

import pandas as pd
import pytest

from kamlib.method.capacity import capacity, capacity_curve, hours_each, key_hours
from kamlib.method.minutes import loads
from kamlib.problems import KamError


def job(**given: float) -> float:
    usual = {"paid_hours": 150.0, "absent": 0.12, "internal": 0.15, "other_hours": 0.0, "served_hours": 0.0,
             "fixed_hours": 2.0, "contacts": 5.0, "contact_hours": 2.5}
    return capacity(**{**usual, **given}).accounts


def test_golden_hours_of_a_dedicated_manager() -> None:
    # "Capacity": 150 x (1 - .12 - .15) = 109.5.
    found = key_hours(paid_hours=150, absent=0.12, internal=0.15, other_hours=0, served_hours=0)
    assert found == pytest.approx(109.5)


@pytest.mark.parametrize(("hours", "fixed", "contacts", "each", "accounts"), [
    # "Capacity": 110/(2 + 5x2.5) = 7.59; 60/(2 + 2x1) = 15; bare 150/(5x2) = 15, 150/(5x4), 150/(8x4).
    (110, 2, 5, 2.5, 7.59), (60, 2, 2, 1, 15), (150, 0, 5, 2, 15), (150, 0, 5, 4, 7.5), (150, 0, 8, 4, 4.69),
])
def test_golden_numbers_of_accounts(
    hours: float, fixed: float, contacts: float, each: float, accounts: float
) -> None:
    found = job(paid_hours=hours, absent=0, internal=0, fixed_hours=fixed, contacts=contacts,
                contact_hours=each)
    assert found == pytest.approx(accounts, abs=0.005)


def test_served_accounts_cost_hours() -> None:
    # Story 3 of the case: 38 hours a month for a served chain are 38/4 = 9.5 accounts of a line manager.
    line = {"other_hours": 49.5, "contacts": 2.0, "contact_hours": 1.0}
    assert job(**line) - job(**line, served_hours=38.0) == pytest.approx(9.5)


def test_whole_places_survive_rounding_and_never_fall_below_zero() -> None:
    found = capacity(paid_hours=150, absent=0.12, internal=0.15, other_hours=49.5, served_hours=0,
                     fixed_hours=2, contacts=2, contact_hours=1)
    assert found.places == 15
    assert job(other_hours=200.0) == 0


def test_several_kinds_of_contact_add_up() -> None:
    assert hours_each(fixed_hours=2, contacts=[2, 4], contact_hours=[2.5, 0.5]) == 9
    with pytest.raises(KamError, match="each kind"):
        hours_each(fixed_hours=2, contacts=[2, 4], contact_hours=[2.5])


def test_an_account_that_takes_no_time_is_refused() -> None:
    with pytest.raises(KamError, match="no time"):
        hours_each(fixed_hours=0, contacts=0, contact_hours=1)


def test_the_curve_meets_both_seeds() -> None:
    assert capacity_curve([4.0], key_hours=60)["accounts"].tolist() == [15]
    assert 5 <= capacity_curve([14.5], key_hours=109.5)["accounts"].iloc[0] <= 10


def test_equal_treatment_is_minutes_a_week() -> None:
    # 95 hours a month for 19 accounts: 5 hours a month each, 300 minutes x 12 / 52 = 69.2 a week.
    accounts = pd.DataFrame({"account": [f"A{place}" for place in range(19)], "manager": "M3", "hours": 9.0})
    managers = pd.DataFrame({"manager": ["M3", "M8"], "hours": [95.0, 95.0]})
    found = loads(accounts, managers).set_index("manager")
    assert found.loc["M3", "minutes"] == pytest.approx(300 * 12 / 52)
    assert found.loc["M3", "load"] == pytest.approx(171 / 95)
    assert found.loc["M8", "accounts"] == 0
    assert pd.isna(found.loc["M8", "minutes"])


def test_a_manager_without_known_hours_has_no_load() -> None:
    accounts = pd.DataFrame({"account": ["A"], "manager": ["M1"], "hours": [9.0]})
    found = loads(accounts, pd.DataFrame({"manager": pd.Series([], dtype="str"), "hours": []}))
    assert pd.isna(found.loc[0, "load"])
    assert found.loc[0, "hours"] == 9
