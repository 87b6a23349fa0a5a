"""Roles, coverage, support, ways in and dated steps: by the definitions, and by story 14 of the case."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.base.influence_weights import influence_weights
from kamlib.method.buying_centre_coverage import allies, coverage_of_accounts, role_coverage
from kamlib.method.buying_centre_directions import directions_of_work
from kamlib.method.buying_centre_links import influence_links, standing, ways_in
from kamlib.method.buying_centre_people import persons_reached, roles_held
from kamlib.method.buying_centre_support import influence_reached, influence_support

TODAY = pd.Timestamp("2026-01-30")
WEIGHTS = [1, 2, 4, 7, 12]
NAN = float("nan")
RULES = {"today": TODAY, "supportive_from": 1, "contact_from": 2, "recent_days": 90}
ROLES = pd.DataFrame({
    "key": ["user", "influencer", "decider", "coach", "opponent"],
    "label": ["User", "Influencer", "Decider", "Ally", "Opponent"],
    "kind": ["function"] * 3 + ["ally", "opposing"], "weight": [1, 2, 3, 0, 0],
    "needed": [True, True, True, False, False], "check_days": [180, 0, 90, 0, 0],
    "direction": "d", "action": ["visit", "test", "meet", "help", "ask for the reason"],
    "limits": ["l"] * 4 + ["never attack"], "check": "c", "compliance": False,
})  # fmt: skip


def people(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Person, role, influence, attitude, contact, days since the last meeting."""
    columns = ["person", "role", "influence", "attitude", "contact", "ago"]
    told = pd.DataFrame(rows, columns=columns).astype(
        {"influence": "float64", "attitude": "float64", "contact": "float64", "ago": "float64"}
    )
    contacts = told[told["contact"].notna() | told["ago"].notna()]
    met = pd.DataFrame({
        "account": "A", "ours": "Kim", "theirs": contacts["person"], "level": contacts["contact"],
        "a_year": NAN, "last": TODAY - pd.to_timedelta(contacts["ago"], unit="D"),
    })  # fmt: skip
    persons = told[["person", "role", "influence", "attitude"]].assign(
        account="A", purchase="", wanted=2.0, reports_to="", influences="", confidence="fact", assumed=False,
        action="", action_by="", action_until=pd.NaT,
    )  # fmt: skip
    return persons_reached(persons, met, today=TODAY, contact_from=2, fades_days=180, weights=WEIGHTS)


def covered(persons: pd.DataFrame, **more: object) -> pd.DataFrame:
    return role_coverage(roles_held(persons), persons, ROLES, **RULES, **more).set_index("role")


# Method, section 5: "influence weights: five users at 1 -> 5, one decider at 5 -> 12".
def test_five_users_at_1_weigh_5_and_one_decider_at_5_weighs_12():
    assert influence_weights(pd.Series([1.0] * 5), WEIGHTS).sum() == 5
    assert influence_weights(pd.Series([5.0]), WEIGHTS).sum() == 12


def plant() -> pd.DataFrame:
    """Story 14 of practice.md 6.2: the director courted, the engineer never met, the gatekeeper ignored."""
    return people(
        ("director", "decider", 3, 2, 3, 11), ("engineer", "influencer", 4, -2, 0, NAN),
        ("office", "gatekeeper", 2, 2, 0, NAN), ("head of purchasing", "buyer", 3, 0, 2, 45),
        ("workshop", "user", 2, 1, 1, 134),
    )  # fmt: skip


def test_story_14_shows_in_the_numbers_without_a_look_at_titles():
    found = influence_reached(plant()).iloc[0]
    assert (found["missed"], found["courted"], found["misplaced"]) == ("engineer", "director", 7 - 4)
    assert (found["against"], found["against_weight"]) == ("engineer", 7 * 2)
    assert found["unreached"] == pytest.approx((7 + 2 + 2) / (4 + 7 + 2 + 4 + 2))


def test_the_support_of_story_14_is_nought_though_two_of_five_are_friends():
    # (4*2 - 7*2 + 2*2 + 4*0 + 2*1) / (3 * 19) = 0
    found = influence_support(plant()).iloc[0]
    assert (found["support"], found["unknown_attitude"]) == (0.0, 0)


def test_a_role_needs_support_and_a_recent_two_way_contact():
    found = covered(plant())
    assert found["state"].to_dict() == {"user": "gap", "influencer": "gap", "decider": "covered"}
    assert found["reason"].to_dict() == {"user": "not_met", "influencer": "against", "decider": ""}
    share = coverage_of_accounts(found.reset_index(), roles_held(plant()))["coverage"].item()
    assert share == pytest.approx(3 / 6)


@pytest.mark.parametrize(
    ("ago", "state"), [(90, "covered"), (91, "gap"), (0, "covered"), (-3, "covered"), (NAN, "open")]
)
def test_the_days_come_from_the_role(ago, state):
    found = covered(people(("Ada", "decider", 5, 2, 2, ago)))
    assert found.loc["decider", "state"] == state


def test_a_role_without_days_takes_those_of_the_setting():
    assert covered(people(("Ada", "influencer", 3, 1, 2, 91))).loc["influencer", "reason"] == "long_ago"


def test_unknown_attitude_is_neither_support_nor_its_lack():
    found = covered(people(("Ada", "decider", 5, None, 2, 5)))
    assert (found.loc["decider", "state"], found.loc["decider", "reason"]) == ("open", "attitude")
    shares = coverage_of_accounts(found.reset_index(), pd.DataFrame({"account": ["A"]})).iloc[0]
    assert (shares["coverage"], shares["coverage_high"]) == (0.0, 0.5)


def test_what_is_a_gap_whatever_the_unknown_turns_out_to_be_is_a_gap():
    found = covered(people(("Ada", "decider", 5, None, 0, NAN)))
    assert found.loc["decider", "reason"] == "not_met"


@pytest.mark.parametrize(("short_of_it", "open_one"), [
    (("Ada", "decider", 5, 2, 0, NAN), ("Bo", "decider", 5, None, 2, 5)),
    (("Ada", "decider", 5, 2, 2, 400), ("Bo", "decider", 5, None, 2, 5)),
    (("Ada", "decider", 5, 2, 2, 400), ("Bo", "decider", 5, 2, None, 5)),
])
def test_a_holder_who_may_cover_the_role_leaves_it_open_whatever_another_lacks(short_of_it, open_one):
    # Unknown is never "no": an "or" with one unknown part is unknown, not false (Kleene).
    cells = covered(people(short_of_it, open_one))
    assert cells.loc["decider", ["state", "person"]].tolist() == ["open", "Bo"]
    shares = coverage_of_accounts(cells.reset_index(), pd.DataFrame({"account": ["A"]})).iloc[0]
    assert (shares["coverage"], shares["coverage_high"]) == (0.0, 0.5)


def test_one_good_holder_is_enough_and_adding_an_opponent_changes_nothing():
    # Method 1.5 and practice 2.5: adding an opponent must not lower the coverage.
    one = covered(people(("Ada", "decider", 5, 2, 3, 5)))
    two = covered(people(("Ada", "decider", 5, 2, 3, 5), ("Bo", "opponent", 5, -3, 0, NAN)))
    three = covered(people(("Ada", "decider", 5, 2, 3, 5), ("Cy", "decider", 5, -3, 0, NAN)))
    assert one["state"].tolist() == two["state"].tolist() == three["state"].tolist()
    assert three.loc["decider", "person"] == "Ada"


def test_allies_and_opponents_are_no_roles_to_be_covered():
    assert set(covered(plant()).index) == {"user", "influencer", "decider"}
    found = allies(roles_held(plant()), plant(), ROLES, supportive_from=1).iloc[0]
    assert (found["allies"], found["opponents"]) == ("", "engineer")


def test_an_account_where_nobody_has_a_role_has_no_coverage_and_not_0():
    nobody = people(("Ada", "", 5, 2, 3, 5))
    cells = role_coverage(roles_held(nobody), nobody, ROLES, **RULES)
    assert coverage_of_accounts(cells, roles_held(nobody))["coverage"].isna().all()


def test_an_account_may_need_other_roles():
    own = pd.DataFrame({"account": "A", "role": ["user", "influencer"], "needed": [False, False]})
    found = covered(plant(), needed=own)
    assert found.index.tolist() == ["decider"]


def test_a_decider_for_one_kind_of_purchase_does_not_cover_the_other():
    both = people(("Ada", "decider", 5, 2, 3, 5), ("Bo", "user", 2, 2, 3, 5)).assign(
        purchase=["valves", "flanges"]
    )
    found = role_coverage(roles_held(both), both, ROLES, **RULES).set_index(["role", "purchase"])
    assert found.loc[("decider", "valves"), "state"] == "covered"
    assert found.loc[("decider", "flanges"), "reason"] == "nobody"
    everywhere = both.assign(purchase=["", "flanges"])
    again = role_coverage(roles_held(everywhere), everywhere, ROLES, **RULES)
    assert set(again["purchase"]) == {"flanges"}
    assert again.set_index("role").loc["decider", "state"] == "covered"


def test_a_kind_of_purchase_written_in_other_capitals_is_the_same_kind():
    both = people(("Ada", "decider", 5, 2, 3, 5), ("Bo", "user", 2, 2, 3, 5)).assign(
        purchase=["Frame contract", "frame  contract "])
    assert roles_held(both)["purchase"].tolist() == ["Frame contract"] * 2
    cells = role_coverage(roles_held(both), both, ROLES, **RULES).set_index("role")
    assert cells["state"].to_dict() == {"user": "covered", "influencer": "gap", "decider": "covered"}


def test_who_is_known_is_named_before_who_is_assumed():
    two = people(("Ada", "decider", 5, 2, 3, 5), ("Bo", "decider", 4, 2, 3, 5)).assign(assumed=[True, False])
    cells = role_coverage(roles_held(two), two, ROLES, **RULES)
    assert cells.set_index("role").loc["decider", ["person", "assumed"]].tolist() == ["Bo", False]
    alone = two.head(1)
    shares = coverage_of_accounts(role_coverage(roles_held(alone), alone, ROLES, **RULES), roles_held(alone))
    assert shares[["coverage", "coverage_assumed"]].iloc[0].tolist() == [0.5, 0.5]


def test_nobody_on_a_line_is_met_by_nobody_only_where_somebody_wrote_lines():
    some = people(("Ada", "user", 1, 1, 3, 5), ("Bo", "user", 1, 1, None, NAN)).set_index("person")
    assert (some.loc["Bo", "contact"], some.loc["Bo", "contact_assumed"]) == (0.0, True)
    none = people(("Ada", "user", 1, 1, None, NAN)).iloc[0]
    assert pd.isna(none["contact"])
    assert pd.isna(none["reached"])
    assert pd.isna(none["gap"])


def test_a_contact_fades_and_nobody_is_asked_along_it():
    old = people(("Ada", "user", 2, 2, 3, 181), ("Bo", "decider", 5, 1, 0, NAN)).assign(influences=["Bo", ""])
    assert old["faded"].tolist() == [True, False]
    assert old.loc[0, "gap"] == 2
    assert ways_in(old, influence_links(old))["steps"].isna().all()
    fresh = people(("Ada", "user", 2, 2, 3, 180), ("Bo", "decider", 5, 1, 0, NAN)).assign(
        influences=["Bo", ""]
    )
    assert ways_in(fresh, influence_links(fresh))["ask"].tolist() == ["Ada"]


def test_the_way_avoids_those_who_are_against_us():
    # Ada knows Bo through Cy, who is against us, and through Di and Ed: the longer way is taken.
    told = people(
        ("Ada", "user", 2, 2, 3, 5),
        ("Bo", "decider", 5, -1, 0, NAN),
        ("Cy", "user", 2, -2, 0, NAN),
        ("Di", "user", 2, None, 0, NAN),
        ("Ed", "user", 2, 0, 0, NAN),
    ).assign(influences=["Cy; Di", "", "Bo", "Ed", "Bo"])
    way = ways_in(told, influence_links(told)).set_index("person")
    assert way.loc["Bo", "way"] == "Ada > Di > Ed > Bo"
    assert way.loc["Bo", "steps"] == 3


def test_a_reporting_line_is_an_acquaintance_and_capitals_do_not_matter():
    told = people(("Ada", "user", 2, 2, 3, 5), ("Bo", "decider", 5, 1, 0, NAN)).assign(reports_to=["BO ", ""])
    assert ways_in(told, influence_links(told))["way"].tolist() == ["Ada > Bo"]


def test_a_circle_of_superiors_and_of_influence_ends():
    told = people(
        ("Ada", "user", 2, 2, 3, 5), ("Bo", "user", 5, 1, 0, NAN), ("Cy", "user", 1, 1, 0, NAN)
    ).assign(reports_to=["Bo", "Cy", "Ada"], influences=["Bo; Ada", "Cy", "Ada"])
    links = influence_links(told)
    assert not (links["person"] == links["influences"]).any()
    assert ways_in(told, links)["steps"].tolist() == [1.0, 1.0]
    assert len(standing(told, links)) == 3


def test_betweenness_of_a_star_is_that_of_freeman():
    # Freeman 1977: the middle of a star has relative betweenness 1; here the lines run both ways.
    told = people(*((name, "user", 1, 1, 1, 1) for name in "ABCDE")).assign(
        influences=["B; C; D; E", *["A"] * 4]
    )
    found = standing(told, influence_links(told)).set_index("person")
    assert found.loc["A", "between"] == pytest.approx(1.0)
    assert found.loc["B", "between"] == 0


def steps(persons: pd.DataFrame) -> pd.DataFrame:
    return directions_of_work(
        persons, roles_held(persons), ROLES, today=TODAY, recent_days=90, soon_days=14
    ).set_index("person")


def test_the_work_with_somebody_against_us_is_not_that_of_his_role():
    found = steps(plant())
    assert found.loc["engineer", "action"] == "ask for the reason"
    assert found.loc["engineer", "limits"] == "never attack"
    assert found.loc["director", "action"] == "meet"


def test_a_proposed_step_is_due_when_the_contact_becomes_too_old_and_never_in_the_past():
    found = steps(plant())
    assert found.loc["director", "until"] == pd.Timestamp("2026-04-19")  # 90 days after 2026-01-19
    assert found.loc["engineer", "until"] == pd.Timestamp("2026-02-13")  # never met: in 14 days
    assert found.loc["director", "origin"] == "proposed"


@pytest.mark.parametrize(("ago", "until"), [
    (85, "2026-02-04"),  # 90 days after the last meeting: the role is covered until then
    (90, "2026-02-13"), (400, "2026-02-13"),  # due already: in 14 days
])
def test_a_proposed_step_does_not_outlast_the_contact_that_it_keeps(ago, until):
    found = steps(people(("Ada", "decider", 5, 2, 2, ago)))
    assert found.loc["Ada", "until"] == pd.Timestamp(until)


def test_a_typed_step_stands_as_typed_and_may_be_late_undated_or_nobodys():
    typed = plant().assign(action="call", action_until=pd.Timestamp("2026-01-29"))
    found = steps(typed)
    assert found["late"].all()
    assert (found["origin"] == "typed").all()
    assert found["unowned"].all()
    assert steps(typed.assign(action_until=pd.NaT))["undated"].all()


def test_nobody_gets_a_proposal_for_a_title():
    found = steps(people(("director", "", 5, 2, 3, 5)))
    assert found.loc["director", ["origin", "action", "unowned"]].tolist() == ["none", "", False]


PERSON = st.tuples(
    st.sampled_from(["user", "influencer", "decider", "opponent", ""]),
    st.sampled_from([1, 2, 3, 4, 5, None]),
    st.sampled_from([-3, -2, -1, 0, 1, 2, 3, None]), st.sampled_from([0, 1, 2, 3, None]),
    st.sampled_from([5, 100, 400, None]),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PERSON, min_size=1, max_size=8))
def test_shares_and_ends_keep_their_order_whatever_is_known(rows):
    told = people(*((f"P{n}", *row) for n, row in enumerate(rows)))
    cells = role_coverage(roles_held(told), told, ROLES, **RULES)
    shares = coverage_of_accounts(cells, roles_held(told)).iloc[0]
    assert shares["covered"] + shares["open"] + shares["gaps"] == shares["needed"] == 3
    if len(roles_held(told)):
        assert 0 <= shares["coverage_assumed"] <= shares["coverage"] <= shares["coverage_high"] <= 1
    support = influence_support(told).iloc[0]
    assert support["persons"] == len(rows)
    if support["counted"]:
        assert -1 <= support["low"] <= support["high"] <= 1
        assert support["unknown_attitude"] or support["low"] == pytest.approx(support["support"])
    assert set(steps(told)["origin"]) <= {"proposed", "none"}


@settings(max_examples=40)
@given(st.lists(PERSON, min_size=1, max_size=6))
def test_winning_somebody_never_lowers_the_coverage(rows):
    told = people(*((f"P{n}", *row) for n, row in enumerate(rows)))
    won = told.copy()
    won.loc[0, ["attitude", "contact"]] = 3.0
    won.loc[[0], "last"] = TODAY
    before, after = (
        coverage_of_accounts(role_coverage(roles_held(one), one, ROLES, **RULES), roles_held(told))
        for one in (told, won)
    )
    assert (after["coverage"].fillna(0) >= before["coverage"].fillna(0)).all()
