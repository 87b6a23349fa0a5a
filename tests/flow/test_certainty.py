"""How sure a place is: what was drawn is what is said, and where little is known nobody is called safe."""

import numpy as np
import pandas as pd
import pytest

from kamlib import show
from kamlib.flow import (
    company_selection,
    criteria_in_force,
    open_study,
    points,
    ranking_lab,
    settings_in_force,
)
from kamlib.flow.anchors import record_anchors

STUDY = """name: Small
tables:
  sales:
    from: sales
    columns: {account: Client, date: Date, amount: Amount}
"""
DRAWS = 20_000
NEAR = 4 * (0.25 / DRAWS + 0.25 / 10_000) ** 0.5  # four standard errors of the difference of two shares


def selected(folder=None, **values):
    study = open_study(folder) if folder else open_study()
    return company_selection(study, settings_in_force(study, "selection", **values), criteria_in_force(study))


@pytest.fixture(scope="module")
def case():
    return selected()


def share_inside(company, weights, *, ranges):
    """Draw again with numpy's own distributions: how often each account is among the first places."""
    rng = np.random.default_rng(2026)
    rows = sorted(company.acceptability["account"])
    low, base, high = (getattr(company.scored, end).loc[rows, company.weights.index].to_numpy()
                       for end in ("low", "base", "high"))
    points = np.broadcast_to(base, (DRAWS, *base.shape)).copy()
    if ranges:
        free = low < high
        points[:, free] = rng.triangular(low[free], base[free], high[free], (DRAWS, free.sum()))
    values = np.einsum("dac,dc->da", points, weights(rng, company.weights.to_numpy()))
    best = np.argsort(-values, axis=1)[:, : company.places]
    return pd.Series(np.bincount(best.ravel(), minlength=len(rows)) / DRAWS, index=rows)


def half_more_or_less(rng, weights):
    drawn = weights * rng.uniform(0.5, 1.5, (DRAWS, len(weights)))
    return drawn / drawn.sum(axis=1, keepdims=True)


def any_at_all(rng, weights):
    return rng.dirichlet(np.ones(len(weights)), DRAWS)


@pytest.mark.parametrize(
    ("column", "weights", "ranges"),
    [("in_list", half_more_or_less, True), ("weights_alone", half_more_or_less, False),
     ("any_weights", any_at_all, True)],
)
def test_each_share_is_that_of_the_draws_that_its_name_says(case, column, weights, ranges):
    found = case.acceptability.set_index("account")[column]
    expected = share_inside(case, weights, ranges=ranges)
    assert (found - expected[found.index]).abs().max() < NEAR


def test_the_reading_says_what_was_drawn_and_how_many_stay_safe_with_any_weights(case):
    words = str(show.read_acceptability(case.acceptability, places=15, drawn=case.drawn, safe=0.9))
    counts = [int((case.acceptability[name] >= 0.9).sum()) for name in
              ("in_list", "weights_alone", "any_weights")]
    assert counts == [14, 13, 6]
    assert ("Of 15 places 14 are safe: in the list in at least 90 of 100 draws, weights varied by ±50 %, "
            "points within their ranges." in words)
    assert "With points as they are 13 would be safe; with any weights at all, 6." in words
    assert ("This goes by points alone; decisions of people are not drawn (Olimpia Opt, taken off; "
            "Amur Term, put on)." in words)
    figure = show.acceptability_bars(case.acceptability, places=15)
    drawn = " ".join(" ".join(text.get_text() for text in (*figure.texts, *figure.axes[0].texts)).split())
    assert "decisions of people are not drawn" in drawn
    assert "3 of 100, put on" in drawn


@pytest.mark.parametrize(
    ("sampling", "words"),
    [("simplex", "any weights, points"), ("ordered", "any weights of the same order, points"),
     ("fixed", "weights as they are, points")],
)
def test_other_ways_to_draw_are_named_as_they_are(sampling, words):
    assert selected(sampling=sampling).drawn.startswith(words)


@pytest.fixture
def sales_alone(make_study):
    """Twenty clients whose yearly sales fall from 2,000,000; the names rise, so that keys and sizes cross."""
    lines = ["Client,Date,Amount"]
    for n in range(20):
        amount = 500_000 - 20_000 * n
        lines += [f"C{19 - n:02d},2025-{month:02d}-10,{amount}" for month in (2, 5, 8, 11)]
    folder = make_study(STUDY, sales="\n".join(lines))
    (folder / "pack.yaml").write_text("selection.places: 5\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("anchors", "unknown"), [(True, 65), (False, 100)])
def test_with_sales_alone_the_order_is_by_size_and_no_place_is_safe(sales_alone, anchors, unknown):
    if anchors:
        record_anchors(sales_alone, on=pd.Timestamp("2026-01-12").date())
    company = selected(sales_alone)
    table = points(company)
    revenue = table["account"].map(company.measures.set_index("account")["revenue"])
    assert len(table) > company.places
    assert revenue.is_monotonic_decreasing
    assert set(table["sure"]) == {"unknown"}
    assert table[["in_list", "weights_alone", "any_weights"]].isna().all(axis=None)
    caution = f"By size only: nobody has scored, and {unknown} % of the weight is unknown"
    assert company.caution == caution
    read = show.read_acceptability(company.acceptability, places=5, drawn=company.drawn, safe=0.9,
                                   caution=company.caution)
    lab = ranking_lab(company, settings_in_force(open_study(sales_alone), "lab"))
    told = [str(read), str(show.read_company(company.listed, places=5, caution=company.caution)),
            str(show.read_information(lab.information, caution=company.caution))]
    assert all(caution in words and " are safe" not in words for words in told)
    figure = show.acceptability_bars(company.acceptability, places=5, caution=company.caution)
    assert caution in " ".join(text.get_text() for text in figure.texts).replace("\n", " ")


def test_one_score_by_people_ends_the_order_by_size(sales_alone):
    scores = sales_alone / "judgement" / "scores"
    scores.mkdir()
    rows = ["who,round,account,criterion,score", "Ada,1,C19,product_fit,8"]
    (scores / "ada.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    company = selected(sales_alone)
    assert company.caution == ""
    assert "unknown" not in set(company.acceptability["verdict"])
