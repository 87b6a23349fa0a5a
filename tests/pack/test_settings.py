import pytest

from kamlib.pack import PARAMETER, catalogue, change, read_pack, shipped
from kamlib.problems import KamError


def test_every_shipped_value_is_of_its_kind_and_says_what_it_decides_and_where_it_comes_from():
    for name, setting in shipped().items():
        assert change(shipped(), {name: setting.value}, PARAMETER)[name].value == setting.value
        assert setting.meaning
        assert setting.source.split()[0].strip(";") in {"ours", "source", "sources", "convention"}


def test_a_change_knows_where_it_comes_from_and_leaves_the_shipped_settings_alone():
    changed = change(shipped(), {"portfolio.largest": 5}, PARAMETER)
    assert (changed["portfolio.largest"].value, changed["portfolio.largest"].origin) == (5, PARAMETER)
    assert shipped()["portfolio.largest"].value == 10


def test_an_unknown_setting_is_refused_with_the_nearest_name():
    with pytest.raises(KamError, match=r"did you mean portfolio\.abc_cuts"):
        change(shipped(), {"portfolio.abc_cut": [0.5]}, PARAMETER)


NOT_FINITE = [float("nan"), float("inf"), -float("inf"), 10**400]


def test_every_setting_that_is_a_number_has_a_range_and_a_value_outside_it_is_refused():
    for name, setting in shipped().items():
        if setting.kind in ("count", "number", "counts", "marks", "levels"):
            low, high = setting.range
            for beyond in (low - 1, high + 1, *NOT_FINITE):
                value = [beyond] if setting.kind == "counts" else beyond
                with pytest.raises(KamError, match=f"from {low} to {high}"):
                    change(shipped(), {name: value}, PARAMETER)


@pytest.mark.parametrize(("name", "values", "remedy"), [
    ("portfolio.abc_cuts", [[0.95, 0.8], [0.8, 1.2], 0.8, "0.8", [], [True]], "write rising shares"),
    ("portfolio.largest", [0, 2.5, True, "ten"], "whole number"),
    ("portfolio.growth_months", [13], "whole number"), ("portfolio.tops", [[0, 3]], "whole numbers"),
    ("buying.influence_weights", [[-1, 2, 4, 7, 12], [1, 2, 4]], "five rising"),
    # With two weights a contact of trust would count as unknown.
    ("dependency.level_weights", [[1, 3], [1, 2, 3, 4], [0, 1, 2], [1, 2.5, 3], [3, 2, 1], [1, 2, 10**6]],
     "three rising"),
    ("criteria.tenure.anchors", [[1, 2, 3], [1, 2, 2, 3, 4], ["a", 1, 2, 3, 4], 5], "five numbers"),
    ("portfolio.period", [[2025], True], "write a word"),
    *((name, [[*start, bad] for bad in NOT_FINITE], "write") for name, start in (
        ("portfolio.abc_cuts", []), ("portfolio.tops", [1]), ("buying.influence_weights", [1, 2, 4, 7]),
        ("criteria.tenure.anchors", [1, 2, 3, 4]))),
])  # fmt: skip
def test_a_value_of_another_kind_is_refused_with_what_would_be_right(name, values, remedy):
    for value in values:
        with pytest.raises(KamError, match=remedy):
            change(shipped(), {name: value}, PARAMETER)


def test_a_company_pack_is_checked_line_by_line(tmp_path):
    (tmp_path / "pack.yaml").write_text(
        "portfolio.largest: 5\nportfolio.tops: [3, 1]\nnonsense: 1\n", encoding="utf-8"
    )
    with pytest.raises(KamError) as caught:
        read_pack(tmp_path / "pack.yaml", "pack.yaml", shipped())
    assert [p.row for p in caught.value.problems] == [2, 3]


def test_a_year_without_quotes_is_a_word_too():
    assert change(shipped(), {"portfolio.period": 2025}, PARAMETER)["portfolio.period"].value == 2025


def test_a_company_changes_one_line_of_a_criterion_and_adds_one_of_its_own():
    values = {"criteria.solvency.weight": 30, "criteria.service.label": "Service load"}
    found = catalogue(change(shipped(), values, "pack.yaml"), "criteria").set_index("key")
    assert found["weight"]["solvency"] == 30
    assert (found["label"]["service"], found["main"]["service"]) == ("Service load", False)
    assert list(found.index)[:10] == list(catalogue(shipped(), "criteria")["key"])


def test_a_field_that_no_criterion_has_is_refused():
    with pytest.raises(KamError, match="no such setting"):
        change(shipped(), {"criteria.tenure.wieght": 1}, "pack.yaml")


def test_the_shipped_catalogue_is_the_source_s_ten_criteria_with_two_or_three_main_ones():
    found = catalogue(shipped(), "criteria")
    assert len(found) == 10
    assert found["main"].sum() in (2, 3)
    assert (found["words"].str.len() == 5).all()
