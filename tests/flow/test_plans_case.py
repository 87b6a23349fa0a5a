"""Story 15 in the case: the plan of table 1.6 of the method, and the colleague's hockey stick."""

import shutil

import pytest

from kamlib import flow
from kamlib.run.papers import make_papers

WHOLESALER, COLLEAGUE = "Volna Opt", "Bastila Stroy"


@pytest.fixture(scope="module")
def study():
    return flow.open_study()


@pytest.fixture(scope="module")
def found(study):
    return flow.plans(study, flow.settings_in_force(study, "plan"), today=flow.today(study))


@pytest.fixture(scope="module")
def one(found):
    return flow.one_plan(found)


def test_the_plan_shown_without_a_name_is_the_one_worth_most(one):
    assert (one.name, one.state) == (WHOLESALER, "planned")


def test_quantities_are_those_of_the_method(one):
    # method.md section 5, rows Perspective plan and Margin rates by group; year 0 is that of the sales.
    years = one.years.set_index("year")
    assert (years["wallet"] / 1e6).round(1).tolist() == [170.0, 178.2, 186.9, 196.1]
    assert (years["revenue"] / 1e6).round(1).tolist() == [44.5, 55.2, 67.6, 80.3]
    assert (100 * years["share_of_wallet"]).round(1).tolist() == [26.2, 31.0, 36.1, 40.9]
    margin = (years["margin"] / 1e6).tolist()
    assert margin == pytest.approx([7.898, 10.175, 12.835, 15.595], abs=0.001)
    assert (years.loc[1:, "budget"] / 1e6).tolist() == pytest.approx([1.6, 1.2, 0.9])


def test_both_values_are_told_apart_and_the_difference_is_the_market_s(one):
    # method.md section 5: 7.09 over the frozen year, 5.79 over held shares, 5.72 at the rates by line, 18 %.
    worth = one.worth.iloc[0]
    assert round(worth["npv_frozen"] / 1e6, 2) == 7.09
    assert round(worth["npv_held"] / 1e6, 2) == 5.79
    assert round(worth["npv_held_by_line"] / 1e6, 2) == 5.72
    assert round(worth["market_part"], 2) == 0.18
    held = (one.years.set_index("year")["held_revenue"] / 1e6).round(1).tolist()
    assert held == pytest.approx([44.5, 46.3, 48.2, 50.1])


def test_year_0_comes_from_sales_and_wallets_and_two_lines_join_groups_of_the_price_list(one):
    lines = one.quantities.set_index("name")
    assert set(lines["wallet_from"]) == {"data"}
    assert lines.loc["Check valves, strainers", "joined"] == "Check valves; Strainers"
    assert lines.loc["Fasteners, gaskets", ["revenue", "margin_from"]].tolist() == [0, "typed"]
    assert lines["revenue"].notna().all()


def test_the_first_year_breaks_into_quarters_that_add_up(one):
    first = one.years.set_index("year").loc[1, "revenue"]
    assert one.quarters["revenue"].sum() == pytest.approx(first)
    assert set(one.fact["state"]) == {"to come"}


def test_the_frame_contract_of_the_competitor_stands_in_the_position(one):
    state = one.position.set_index("indicator").loc["rival", "state"]
    assert state == "Tekram: 38 % of Flanges, contract to 2026-05-31"


def test_the_colleague_s_plan_is_a_hockey_stick_in_which_the_client_does_nothing(found):
    other = flow.one_plan(found, COLLEAGUE)
    growth = other.years.sort_values("year")["revenue"].pct_change().dropna()
    assert growth.tolist() == pytest.approx([0.12, 0.14, 0.60], abs=0.002)
    codes = other.remarks["code"].tolist()
    assert codes[0] == "hockey_stick"
    assert codes.count("no_client_action") == 3


def test_goals_of_clients_are_known_for_six_accounts_and_the_others_are_unknown(found):
    known = flow.client_goals(found)
    told = set(found.accounts.set_index("account")["name"].reindex(known.loc[known["known"], "account"]))
    assert WHOLESALER in told
    assert known["achieved"].isna().sum() == len(known) - len(told)
    # method.md section 5, row Client's goals: progress .75, 1.25, 0 with weights 3, 2, 1.
    mine = known.set_index("account").loc[flow.one_plan(found).account]
    assert mine["achieved"] == pytest.approx(0.708, abs=0.0005)
    assert mine["achieved_raw"] == pytest.approx(0.792, abs=0.0005)


def test_what_changed_since_the_last_review_is_told_as_a_person_would(study):
    words = flow.changes_since(study)["words"].tolist()
    assert "attitude of the plant engineer (Andrei Fost): −2 → −1" in words
    assert "version: 1 → 2" in words
    assert "our share by year of Flanges: 45 / 42 / 40 % → 48 / 50 / 52 %" in words


def test_an_account_without_a_plan_has_empty_frames_and_the_reviewer_says_so(found):
    none = flow.one_plan(found, "Kvarta Market")
    assert none.state == "none"
    assert none.years.empty
    assert none.remarks["code"].tolist() == ["empty"]


def test_the_client_s_version_of_the_case_names_no_margin_share_or_person_s_rating(tmp_path, study, one):
    folder = tmp_path / "case"
    shutil.copytree(study.folder, folder, ignore=shutil.ignore_patterns("output"))
    made = make_papers("client-plan", folder, accounts=[WHOLESALER])
    (path,), told = made.files, made.problems
    assert path.name == "00480 Volna Opt.html"
    page = path.read_text(encoding="utf-8")
    assert "A branch in Surgut" in page
    secret = [*one.steps["plan_b"], *one.steps["risk"], *one.quantities["condition"], *one.steps["resource"]]
    assert not [words for words in secret if len(words.split()) > 2 and words in page]
    ours = one.goals.loc[one.goals["whose"] == "us", "goal"]
    assert not [words for words in ours if words in page]
    assert "5.79" not in page
    assert [(problem.severity, problem.message, problem.place) for problem in told] == [
        ("warning", "names a competitor, Tekram",
         'judgement/dossiers/00480 Volna Opt/plan.xlsx, sheet "Steps", column "What we do"'),
        ("warning", 'says "us" of what is the client\'s, who would read it as the client\'s own',
         'judgement/dossiers/00480 Volna Opt/plan.xlsx, sheet "Steps", column "What the client does"')]
