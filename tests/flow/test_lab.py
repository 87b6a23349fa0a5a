"""The laboratory agrees with the company's list, and with the formulas written out."""

import shutil
from itertools import pairwise

import pandas as pd
import pytest

from kamlib.flow import (
    company_selection,
    criteria_in_force,
    open_study,
    people_on,
    ranking_lab,
    settings_in_force,
    spread_of_people,
)
from kamlib.problems import KamError
from kamlib.study.folder import CASE


def selected(folder=None, **words):
    study = open_study(folder) if folder else open_study()
    return company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study, **words))


def laboratory(company, **words):
    return ranking_lab(company, settings_in_force(open_study(), "lab"), **words)


@pytest.fixture(scope="module")
def company():
    return selected()


@pytest.fixture(scope="module")
def lab(company):
    return laboratory(company)


@pytest.mark.parametrize("given", [{"swing": {"tenure": 100}}, {"order": ["product_fit", "tenure"]}])
def test_an_order_or_a_swing_that_leaves_out_a_main_criterion_is_refused_with_their_names(company, given):
    with pytest.raises(KamError, match=r"name each of these once: .*potential_history"):
        laboratory(company, **given)


def best(company):
    """Return the names on the list by the rules alone, whatever people decided."""
    return set(company.listed.loc[company.listed["computed"] == "key", "name"])


def key(company):
    """Return the names of the key accounts, decisions of people included."""
    return set(company.listed.loc[company.listed["verdict"] == "key", "name"])


def words(cell):
    return set(filter(None, cell.split(", ")))


def test_equal_weights_give_the_list_that_the_selection_gives_with_them(company, lab):
    equal = selected(weights=dict.fromkeys(company.weights.index, 1.0))
    row = lab.ways.set_index("way").loc["equal weights"]
    assert words(row["comes_in"]) == best(equal) - best(company)
    assert words(row["goes_out"]) == best(company) - best(equal)
    assert row["same"] == len(best(equal) & best(company))


def test_rank_order_centroid_is_the_mean_of_the_steps_below(lab):
    # w_j = (1/n) sum over k >= j of 1/k, method.md 3.1, with the three main criteria: .611, .278, .111.
    weights = lab.weights.sort_values("in_force", ascending=False)
    assert weights["rank_order"].tolist() == pytest.approx([11 / 18, 5 / 18, 2 / 18])
    assert weights["rank_sum"].tolist() == pytest.approx([3 / 6, 2 / 6, 1 / 6])


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_list_holds_up_to_the_end_of_a_stable_weight_and_not_beyond(company, lab, end):
    of_list = lab.stability[lab.stability["kept"] == "list"].set_index("criterion")
    tried = 0
    for key, row in of_list.iterrows():
        limit, now = row[end], company.weights[key]
        for beyond, same in ((-1e-4, True), (1e-4, False)):
            share = limit + beyond * (1 if end == "high" else -1)
            if not 0 < share < 1 or abs(limit - now) < 1e-3:
                continue
            others = company.weights.drop(key)
            weights = {key: share, **(others * (1 - share) / others.sum()).to_dict()}
            points = company.scored.base.loc[company.acceptability["account"], list(weights)]
            score = points @ pd.Series(weights)
            order = score.round(9).rename("score").rename_axis("account").reset_index()
            order = order.sort_values(["score", "account"], ascending=[False, True])
            names = company.listed.set_index("account")["name"]
            inside = set(names[order["account"].head(company.places)])
            assert (inside == best(company)) is same, (key, share)
            tried += 1
    assert tried


def test_agreement_is_kendalls_formula_written_out(company, lab):
    # Data decide the potential in money; on Product fit people's scores come first.
    scores = company.scores[company.scores["criterion"] == "product_fit"]
    last = scores.sort_values("round").drop_duplicates(["who", "account", "criterion"], keep="last")
    sums = last.pivot(index="account", columns="who", values="score").dropna()
    ranks = sums.round(9).rank()
    n, m = ranks.shape
    ties = sum(int(count) ** 3 - int(count) for who in ranks for count in ranks[who].value_counts())
    squares = (ranks.sum(axis=1) ** 2).sum()
    # W = (12 sum of R_i^2 - 3 m^2 n (n + 1)^2) / (m^2 n (n^2 - 1) - m sum of (t^3 - t)), method.md 3.5
    wanted = (12 * squares - 3 * m**2 * n * (n + 1) ** 2) / (m**2 * n * (n**2 - 1) - m * ties)
    assert (lab.agreement.evaluators, lab.agreement.accounts) == (m, n)
    assert lab.agreement.w == pytest.approx(wanted)
    assert lab.without["agreement_all"].tolist() == pytest.approx([wanted] * len(lab.without))


@pytest.mark.parametrize("who", ["Adam Bor", "Nina Sova"])
def test_without_an_evaluator_the_list_is_that_of_a_study_without_their_file(company, lab, who, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(CASE, folder, ignore=shutil.ignore_patterns("output"))
    files = [path for path in (folder / "judgement" / "scores").glob("*.csv")
             if who in path.read_text(encoding="utf-8-sig")]
    for path in files:
        path.unlink()
    again = key(selected(folder))
    row = lab.without.set_index("who").loc[who]
    assert len(files) == 1
    assert (words(row["comes_in"]), words(row["goes_out"])) == (again - key(company), key(company) - again)


def test_only_without_one_evaluator_does_a_place_change(lab):
    changes = lab.without.dropna(subset=["who"]).set_index("who")["changes"]
    assert changes[changes > 0].to_dict() == {"Adam Bor": 1}


def test_where_data_decide_a_criterion_no_score_of_people_is_compared(company):
    spread = spread_of_people(company)
    last = company.scores[company.scores["criterion"] == "product_fit"].groupby("account")["score"]
    wide = (spread.groupby("name")["score"].max() - spread.groupby("name")["score"].min()).nlargest(1)
    assert people_on(company) == "Product fit"
    assert wide.to_dict() == {"Meridian Neft": 8.0}
    assert (last.max() - last.min()).max() == 8.0


def test_other_seeds_differ_by_no_more_than_the_draws_leave_open(company, lab):
    draws = company.force.value("draws")
    assert len(lab.seeds)
    for _n, row in lab.seeds.iterrows():
        for one, other in pairwise((row["first"], row["second"], row["third"])):
            spread = (2 * one * (1 - one) / draws) ** 0.5
            assert abs(one - other) < 4 * spread


def test_two_laboratories_are_the_same(company, lab):
    again = laboratory(company)
    for name in ("weights", "ways", "stability", "central", "opinions", "information", "evaluators", "seeds"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(lab, name), obj=name, check_exact=True)


def test_scaled_weights_move_nothing_in_the_laboratory(company, lab):
    scaled = selected(weights=dict(zip(company.criteria["key"], 4 * company.criteria["weight"], strict=True)))
    again = laboratory(scaled)
    for name in ("weights", "ways", "stability", "central", "opinions", "information"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(lab, name), obj=name)


def test_a_contested_account_has_each_rank_around_the_cut_in_some_of_the_draws(company, lab):
    ranks = [name for name in lab.by_rank if name.isdigit()]
    assert [int(rank) for rank in ranks] == list(range(company.places - 3, company.places + 5))
    within = [rank for rank in ranks if int(rank) <= company.places]
    inside = lab.by_rank.set_index("account")[within].sum(axis=1)
    in_list = company.acceptability.set_index("account")["in_list"]
    assert (inside <= in_list[inside.index] + 1e-9).all()
