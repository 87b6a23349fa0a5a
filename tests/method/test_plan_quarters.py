"""The first year of a plan in quarters: as typed, by the seasons, or in equal parts; never unsaid."""

import pandas as pd
import pytest

from kamlib.method.plan_quarters import plan_against_fact, plan_quarters, seasonality

YEARS = pd.DataFrame({"account": ["A", "A"], "year": [0, 1], "calendar": [2025, 2026],
                      "revenue": [90.0, 100.0], "margin": [18.0, 20.0]})
NOBODY = pd.DataFrame({"account": [], "quarter": [], "share": []}).astype({"account": "str"})
FIRST = pd.Timestamp("2023-01-01")


def typed(*shares: float) -> pd.DataFrame:
    return pd.DataFrame({"account": "A", "quarter": [1.0, 2, 3, 4][: len(shares)], "share": shares,
                         "note": "said"})


def sales(amounts: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"account": "A", "date": pd.to_datetime(list(amounts)), "amount": amounts.values()})


def seasons(**how: object) -> pd.DataFrame:
    sold = sales({"2023-02-01": 10, "2023-05-01": 20, "2023-08-01": 30, "2023-11-01": 40, "2024-02-01": 60,
                  "2024-05-01": 60, "2024-08-01": 60, "2024-11-01": 20, "2025-02-01": 500})
    return seasonality(sold, **{"first": FIRST, "last": pd.Timestamp("2025-06-30"), "years_min": 2, **how})


def test_seasons_are_the_mean_over_whole_years_each_counting_the_same() -> None:
    # .1 .2 .3 .4 and .3 .3 .3 .1; the half year 2025 says nothing
    found = seasons()
    assert found["share"].tolist() == pytest.approx([0.2, 0.25, 0.3, 0.25])
    assert found["years"].tolist() == [2] * 4


def test_too_few_years_are_no_season() -> None:
    assert seasons(years_min=3).empty


def test_a_year_with_returns_above_its_sales_says_nothing() -> None:
    sold = sales({"2023-02-01": 10, "2023-05-01": -5, "2024-02-01": 10})
    found = seasonality(sold, first=FIRST, last=pd.Timestamp("2024-12-31"), years_min=1)
    assert found["years"].tolist() == [1] * 4
    assert found["share"].tolist() == [1, 0, 0, 0]


def test_typed_shares_come_first_then_the_season_then_equal_parts() -> None:
    by_hand = plan_quarters(YEARS, typed(0.1, 0.2, 0.3, 0.4), seasons())
    assert by_hand["share_from"].unique().tolist() == ["typed"]
    assert by_hand["revenue"].tolist() == pytest.approx([10, 20, 30, 40])
    seasonal = plan_quarters(YEARS, NOBODY, seasons())
    assert seasonal["share_from"].unique().tolist() == ["own seasonality"]
    assert seasonal["revenue"].tolist() == pytest.approx([20, 25, 30, 25])
    equal = plan_quarters(YEARS, NOBODY, NOBODY.assign(years=0))
    assert equal["share_from"].unique().tolist() == ["equal"]
    assert equal["margin"].tolist() == [5.0] * 4


@pytest.mark.parametrize("shares", [(0.1, 0.2, 0.3, 0.3), (0.5, 0.5), (0.3, 0.3, 0.3, 0.3)])
def test_shares_that_do_not_make_a_year_are_not_used_and_their_sum_is_told(shares: tuple[float, ...]) -> None:
    found = plan_quarters(YEARS, typed(*shares), seasons())
    assert found["share_from"].unique().tolist() == ["own seasonality"]
    assert found["typed_sum"].tolist() == pytest.approx([sum(shares)] * 4)


def test_whatever_the_shares_the_quarters_are_the_year() -> None:
    rounded = plan_quarters(YEARS, typed(0.333, 0.333, 0.167, 0.166), NOBODY.assign(years=0))
    assert rounded["revenue"].sum() == pytest.approx(100)
    assert rounded["note"].tolist() == ["said"] * 4


def fact(last: str, **amounts: float) -> pd.DataFrame:
    quarters = plan_quarters(YEARS, typed(0.1, 0.2, 0.3, 0.4), seasons())
    sold = sales({day.replace("_", "-").removeprefix("d"): amount for day, amount in amounts.items()})
    return plan_against_fact(quarters, sold, first=FIRST, last=pd.Timestamp(last), reached=0.95)


def test_before_the_year_begins_every_quarter_is_to_come() -> None:
    found = fact("2025-12-31", d2025_12_01=9.0)
    assert found["state"].tolist() == ["to come"] * 4
    assert found["fact"].isna().all()


def test_a_complete_quarter_without_a_sale_is_zero_and_one_that_is_not_covered_unknown() -> None:
    found = fact("2026-04-01", d2026_04_01=1.0)
    assert found.loc[0, ["fact", "state"]].tolist() == [0.0, "short"]
    assert found.loc[1, "plan_so_far"] == pytest.approx(20 / 91)
    assert found.loc[1, "state"] == "running, on plan"
    late = plan_against_fact(plan_quarters(YEARS, NOBODY, seasons()), sales({"2026-05-02": 1.0}),
                             first=pd.Timestamp("2026-05-01"), last=pd.Timestamp("2026-12-31"), reached=0.95)
    assert late["state"].tolist() == ["unknown", "unknown", "short", "short"]


def test_a_plan_without_a_base_year_cannot_be_held_against_days() -> None:
    quarters = plan_quarters(YEARS.assign(calendar=pd.array([pd.NA] * 2, "Int64")), NOBODY, seasons())
    found = plan_against_fact(quarters, sales({"2026-05-02": 1.0}), first=FIRST,
                              last=pd.Timestamp("2026-12-31"), reached=0.95)
    assert found["state"].tolist() == ["unknown"] * 4


def test_reached_begins_at_its_threshold() -> None:
    found = fact("2026-06-30", d2026_02_01=9.5, d2026_05_01=18.9)
    assert found["state"].tolist()[:2] == ["reached", "short"]
    assert found["difference"].iloc[:2].tolist() == pytest.approx([-0.5, -1.1])
