"""Who leaves: golden numbers of the effective people, removals, chances, and the cheapest second lines."""

from itertools import combinations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.method.absence import orders_in_absence
from kamlib.method.base.lines import lines
from kamlib.method.breaking_people import breaking_people
from kamlib.method.buying_centre_coverage import role_coverage
from kamlib.method.effective_people import effective_people
from kamlib.method.leaving import chance_of_leaving
from kamlib.method.more_contacts import more_contacts
from kamlib.method.overload import overload
from kamlib.method.removal import contacts_without, persons_without, removals
from kamlib.method.second_contact import margin_by_second, second_contact
from kamlib.method.who_leaves import by_person, who_leaves

TODAY = pd.Timestamp("2026-01-30")
WEIGHTS = [1, 2, 4, 7, 12]
LIMITS = {"bow_tie_below": 2, "diamond_people": 3, "diamond_pairs": 3}
COSTS = {"active_level": 2, "step_hours": 4.0, "renew_hours": 2.0, "introduce_hours": 3.0}


def contact(ours: str, theirs: str, level: float | None = 2, a_year: float | None = 6,
            last: str | None = "2026-01-10", account: str = "A") -> dict[str, object]:
    return {"account": account, "ours": ours, "theirs": theirs, "level": level, "a_year": a_year,
            "last": pd.Timestamp(last) if last else pd.NaT}


def met(*contacts: dict[str, object]) -> pd.DataFrame:
    table = pd.DataFrame(contacts, columns=["account", "ours", "theirs", "level", "a_year", "last"])
    table = table.astype({"level": "float64", "a_year": "float64", "last": "datetime64[s]"})
    return lines(table, today=TODAY, active_level=2, recent_days=90, level_weights=[1, 2, 3])


def shares(*parts: float) -> pd.DataFrame:
    """As many people on both sides as there are parts, each pair with its part of the contacts."""
    return met(*(contact(f"our {n}", f"their {n}", 1, 100 * part) for n, part in enumerate(parts)))


@pytest.mark.parametrize(("parts", "people", "shape"), [
    # method.md section 5, "Effective people", and 2.5 (d) for the shapes.
    ((0.5, 0.5), 2.00, "in between"), ((0.25,) * 4, 4.00, "diamond"),
    ((0.6, 0.25, 0.15), 2.25, "in between"), ((0.8, 0.2), 1.47, "bow tie"),
])
def test_effective_people_are_those_of_the_method(parts, people, shape) -> None:
    account = effective_people(shares(*parts), **LIMITS).iloc[0]
    assert round(account["effective_ours"], 2) == round(account["effective_theirs"], 2) == people
    assert account["shape"] == shape


def test_the_narrow_side_of_a_bow_tie_is_named() -> None:
    # One of ours meets four of theirs equally: 1 and 4 effective people.
    account = effective_people(met(*(contact("Ada", f"their {n}") for n in range(4))), **LIMITS).iloc[0]
    assert (account["shape"], account["narrow"]) == ("bow tie", "ours")
    assert account["effective_theirs"] == pytest.approx(4)


def test_a_yearly_talk_at_the_top_counts_for_more_than_its_number() -> None:
    # Level weights 1 and 3: 6 one-way contacts are 6, 2 of trust are 6; raw counts stay 8.
    account = effective_people(met(contact("Ada", "Bo", 1, 6), contact("Ed", "Cy", 3, 2)), **LIMITS).iloc[0]
    assert account["effective_ours"] == pytest.approx(2)
    assert account["a_year"] == 8


def test_a_line_that_nobody_can_weigh_is_counted_and_not_taken_for_nothing() -> None:
    account = effective_people(met(contact("Ada", "Bo"), contact("Ed", "Cy", 2, None)), **LIMITS).iloc[0]
    assert (account["unknown"], account["pairs"], account["effective_ours"]) == (1, 2, 1)
    alone = effective_people(met(contact("Ada", "Bo", None, 6)), **LIMITS).iloc[0]
    assert alone["shape"] == "unknown"
    none = effective_people(met(contact("Ada", "Bo", 0, None)), **LIMITS).iloc[0]
    assert none["shape"] == "no line"


def people(**rows: tuple[float | None, float | None]) -> pd.DataFrame:
    """Person=(influence, attitude) at account A."""
    return pd.DataFrame([{"account": "A", "person": name, "influence": influence, "attitude": attitude}
                         for name, (influence, attitude) in rows.items()])


def breaking(table: pd.DataFrame) -> pd.Series:
    return breaking_people(table, influence_weights=WEIGHTS, supportive_from=1, left=0.5).iloc[0]


def test_one_decider_holds_more_than_five_users() -> None:
    # method.md section 5: five users at 1 -> 5, one decider at 5 -> 12; 5 of 17 are less than half.
    users = {f"user{n}": (1.0, 1.0) for n in range(5)}
    found = breaking(people(decider=(5.0, 2.0), **users))
    assert (found["breaking"], found["breaking_people"]) == (1, "decider")


def test_exactly_half_of_the_support_still_holds() -> None:
    assert breaking(people(Bo=(3.0, 1.0), Cy=(3.0, 1.0)))["breaking"] == 2


def test_nobody_holds_us_is_zero_and_an_unknown_attitude_is_not_nobody() -> None:
    assert breaking(people(Bo=(5.0, 0.0), Cy=(2.0, -1.0)))["breaking"] == 0
    found = breaking(people(Bo=(5.0, 0.0), Cy=(2.0, None)))
    assert pd.isna(found["breaking"])
    assert found["unknown_attitude"] == 1


def test_a_supporter_of_unknown_influence_is_counted() -> None:
    found = breaking(people(Bo=(5.0, 1.0), Cy=(None, 2.0)))
    assert (found["breaking"], found["unknown_influence"]) == (1, 1)
    assert pd.isna(breaking(people(Cy=(None, 2.0)))["breaking"])


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(-3, 3)), min_size=1, max_size=7))
@settings(max_examples=60)
def test_no_smaller_set_of_people_breaks_the_account(marks) -> None:
    table = people(**{f"P{n}": mark for n, mark in enumerate(marks)})
    friends = [WEIGHTS[influence - 1] for influence, attitude in marks if attitude >= 1]
    breaks = [size for size in range(1, len(friends) + 1) for gone in combinations(range(len(friends)), size)
              if sum(friends) - sum(friends[n] for n in gone) < 0.5 * sum(friends)]
    assert breaking(table)["breaking"] == (min(breaks) if friends else 0)


def test_a_contact_is_active_on_the_last_day_and_unknown_without_a_day() -> None:
    # 90 days before 2026-01-30 is 2025-11-01.
    told = met(contact("A", "a", last="2025-11-01"), contact("B", "b", last="2025-10-31"),
               contact("C", "c", last=None), contact("D", "d", 1, last=None), contact("E", "e", None))
    assert told["active"].tolist()[:2] == [True, False]
    assert told["active"].isna().tolist() == [False, False, True, False, True]


def test_a_pair_that_stands_twice_is_one_line() -> None:
    told = met(contact("Ada", "Bo", 1, 4, "2025-01-01"), contact("Ada", "Bo", 2, 2, "2026-01-10"))
    assert told[["level", "a_year", "intensity"]].to_numpy().tolist() == [[2, 6, 12]]


def second(*contacts: dict[str, object]) -> pd.Series:
    return second_contact(met(*contacts)).iloc[0]


def test_a_second_contact_that_may_be_there_is_unknown() -> None:
    assert not second(contact("Ada", "Bo"))["second"]
    assert pd.isna(second(contact("Ada", "Bo"), contact("Ed", "Bo", last=None))["second"])
    assert second(contact("Ada", "Bo"), contact("Ed", "Bo"))["second"]


def test_two_of_ours_at_one_of_theirs_do_not_survive_his_leaving() -> None:
    found = second(contact("Ada", "Bo"), contact("Ed", "Bo"))
    assert (found["second"], found["survives"], found["hinge"]) == (True, False, "Bo")


PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=9,
                 unique_by=lambda pair: pair[:2])


@given(PAIRS)
@settings(max_examples=80)
def test_the_only_way_in_is_a_cut_of_the_graph(pairs) -> None:
    """Networkx: with ours tied to us and theirs to the client, the hinges are the cuts between both."""
    told = met(*(contact(f"our {ours}", f"their {theirs}", level) for ours, theirs, level in pairs))
    active = told[told["active"].fillna(False)]
    graph = nx.Graph(zip(active["ours"], active["theirs"], strict=True))
    graph.add_edges_from([("we", ours) for ours in set(active["ours"])])
    graph.add_edges_from([("they", theirs) for theirs in set(active["theirs"])])
    cuts = set(nx.articulation_points(graph)) - {"we", "they"}
    parted = {one for one in cuts if not nx.has_path(nx.restricted_view(graph, [one], []), "we", "they")}
    found = second_contact(told).iloc[0]
    assert set(filter(None, found["hinge"].split("; "))) == parted
    assert bool(found["survives"]) == (len(active) > 0 and not parted)


def test_margin_without_a_second_contact_by_manager() -> None:
    table = pd.DataFrame({
        "account": list("ABCD"), "manager": ["Ada", "Ada", "Bo", None], "margin": [6.0, None, 3.0, 1.0],
        "second": pd.array([False, False, pd.NA, True], dtype="boolean")})
    found = margin_by_second(table).set_index("manager")
    assert found.loc["Ada", ["margin_without", "without", "no_margin"]].tolist() == [6.0, 2, 1]
    assert found.loc["Bo", ["margin_without", "margin_unknown", "share_highest"]].tolist() == [0.0, 3.0, 1.0]
    assert len(found) == 3


def test_the_chance_that_somebody_leaves() -> None:
    # 1 - .85 ** 3 = .386 for one, 1 - .85 ** 6 = .623 for two; .15 a year is the method's example, 2.5 (e).
    table = pd.DataFrame({"account": ["A", "B", "B", "C"], "leaves": [0.15, 0.15, 0.15, None]})
    found = chance_of_leaving(table, years=3, example=0.15).set_index("account")
    assert found["chance"].round(3).tolist()[:2] == [0.386, 0.623]
    assert pd.isna(found.loc["C", "chance"])
    assert found.loc["C", "with_example"] == pytest.approx(1 - 0.85**3)


def plant() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Ada meets the decider and the user, Ed the user; the gatekeeper is for us and met by nobody."""
    persons = people(decider=(5.0, 1.0), user=(2.0, 2.0), gate=(2.0, 2.0))
    table = pd.DataFrame([contact("Ada", "decider"), contact("Ada", "user"), contact("Ed", "user")])
    held = pd.DataFrame({"account": "A", "person": ["decider", "user", "gate"],
                         "role": ["decider", "user", "gatekeeper"], "purchase": ""})
    team = pd.DataFrame({"account": "A", "person": ["Ada", "Ed", "Flo"]})
    return persons, table, held, team


ROLES = pd.DataFrame({"key": ["decider", "user", "gatekeeper"], "kind": "function", "weight": [3, 1, 1],
                      "needed": True, "check_days": 0})


def states(persons: pd.DataFrame, table: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    met_by = table.groupby(["account", "theirs"])[["level", "last"]].max().reset_index()
    met_by = met_by.set_axis(["account", "person", "contact", "last"], axis=1)
    reached = persons.assign(assumed=False).merge(met_by, on=["account", "person"], how="left")
    reached["contact"] = reached["contact"].fillna(0.0)
    return role_coverage(held, reached, ROLES, today=TODAY, supportive_from=1, contact_from=2, recent_days=90)


def left(person: str) -> pd.Series:
    persons, table, held, team = plant()
    cases = removals(persons, table, team)
    without = states(persons_without(persons, cases), contacts_without(table, cases),
                     persons_without(held, cases))
    covered = set(states(persons, table, held).query("state == 'covered'")["role"])
    lost = without[(without["state"] != "covered") & without["role"].isin(covered)]
    weighed = persons.assign(weight=persons["influence"].map(dict(enumerate(WEIGHTS, 1))))
    found = who_leaves(cases, met(*table.to_dict("records")), weighed,
                       pd.DataFrame({"account": ["A"], "margin": [5.0]}),
                       lost.rename(columns={"account": "case"}), supportive_from=1, left=0.5)
    return found.set_index("person").loc[person]


def test_one_of_ours_leaves() -> None:
    ada = left("Ada")
    # Ed still meets the user: one line stays, the decider is met by nobody, 2 of 14 of the support remain.
    assert ada[["lines", "left_active", "unmet", "roles"]].tolist() == [2, 1, 1, "decider"]
    assert ada["support_left"] == pytest.approx(2 / 14)
    assert (bool(ada["alone"]), ada["critical"]) == (False, True)
    ed = left("Ed")
    assert ed[["lines", "roles", "critical"]].tolist() == [1, "", False]
    assert left("Flo")[["lines", "critical"]].tolist() == [0, False]


def test_one_of_theirs_leaves() -> None:
    decider = left("decider")
    # Support 12 + 2 + 2 = 16; without the decider 4 of 16 stay, less than half.
    assert decider["support_left"] == pytest.approx(0.25)
    assert decider[["lines", "roles", "critical"]].tolist() == [1, "decider", True]
    # The gatekeeper has no line and covers nothing; his leaving still takes 2 of 16 of the support.
    assert left("gate")[["lines", "roles"]].tolist() == [0, ""]
    assert left("gate")["support_left"] == pytest.approx(14 / 16)


def test_whether_the_last_active_line_goes_may_be_unknown() -> None:
    persons = people(Bo=(3.0, 1.0), Cy=(3.0, 1.0)).assign(weight=4.0)
    told = met(contact("Ada", "Bo"), contact("Ed", "Cy", last=None))
    cases = removals(persons, told, told.head(0).rename(columns={"ours": "person"}))
    sums, nothing = pd.DataFrame({"account": ["A"], "margin": [5.0]}), pd.DataFrame({"case": [], "role": []})
    found = who_leaves(cases, told, persons, sums, nothing, supportive_from=1, left=0.5).set_index("person")
    assert pd.isna(found.loc["Ada", "alone"])
    # Whatever Ed's line is, Ada's is there when he has gone.
    assert not found.loc["Ed", "alone"]


def test_a_person_of_ours_is_one_over_all_accounts() -> None:
    told = met(contact("Ada", "Bo"), contact("Ada", "Bo", account="B"), contact("Ed", "Cy", account="B"))
    persons = pd.DataFrame({"account": ["A", "B"], "person": "Bo", "weight": 4.0, "attitude": 1.0})
    sums = pd.DataFrame({"account": ["A", "B"], "margin": [5.0, 3.0]})
    cases = removals(persons, told, pd.DataFrame({"account": [], "person": []}))
    gone = who_leaves(cases, told, persons, sums, pd.DataFrame({"case": [], "role": []}),
                      supportive_from=1, left=0.5)
    found = by_person(gone, names=pd.DataFrame({"account": ["A", "B"], "name": ["Alder", "Birch"]}))
    first = found.iloc[0]
    assert first[["person", "accounts", "margin", "margin_alone", "name"]].tolist() == [
        "Ada", 2, 8.0, 5.0, "Alder, Birch"]
    # Two people called Bo at two clients are two people.
    assert len(found[found["person"] == "Bo"]) == 2


def sides(ours: list[str], theirs: list[str], stand_ins: tuple[str, ...] = ()) -> tuple[pd.DataFrame, ...]:
    us = pd.DataFrame({"account": "A", "person": ours}).assign(
        stand_in=lambda rows: rows["person"].isin(stand_ins), new=False)
    return us, pd.DataFrame({"account": "A", "person": theirs, "weight": 1.0})


def added(told: pd.DataFrame, us: pd.DataFrame, them: pd.DataFrame) -> list[list[object]]:
    found = more_contacts(told, us, them, **COSTS)
    return found[["ours", "theirs", "kind", "hours"]].to_numpy().tolist()


def test_an_existing_relation_is_cheaper_than_a_new_one() -> None:
    told = met(contact("Ada", "Bo", 3), contact("Ed", "Cy", 1, last=None))
    # One level at 4 hours; a new line would be two levels, 8 hours.
    assert added(told, *sides(["Ada", "Ed", "Flo"], ["Bo", "Cy", "Di"])) == [["Ed", "Cy", "deepen", 4.0]]


def test_of_equal_hours_the_stand_in_comes_first() -> None:
    told = met(contact("Ada", "Bo", 3))
    assert added(told, *sides(["Ada", "Ed", "Flo"], ["Bo", "Cy"], ("Flo",))) == [["Flo", "Cy", "new", 8.0]]


def test_a_line_without_a_day_is_asked_about_first() -> None:
    told = met(contact("Ada", "Bo", 3), contact("Ed", "Cy", 2, last=None))
    found = more_contacts(told, *sides(["Ada", "Ed"], ["Bo", "Cy"]), **COSTS)
    assert found[["ours", "kind", "hours", "unknown"]].to_numpy().tolist() == [["Ed", "renew", 2.0, True]]


def test_where_nobody_else_is_known_somebody_is_to_be_found() -> None:
    # Two levels at 4 hours, and 3 hours for each of the two who are still to be found.
    assert added(met(contact("Ada", "Bo", 3)), *sides(["Ada"], ["Bo"])) == [["", "", "new", 14.0]]


def test_an_account_that_survives_needs_nothing() -> None:
    told = met(contact("Ada", "Bo", 3), contact("Ed", "Cy", 2))
    assert added(told, *sides(["Ada", "Ed"], ["Bo", "Cy"])) == []


@given(PAIRS, st.sets(st.integers(0, 2)), st.integers(2, 3), st.integers(2, 3))
@settings(max_examples=80)
def test_nothing_cheaper_survives_the_loss_of_any_one_person(pairs, stand_ins, ours, theirs) -> None:
    """Every set of additional lines is tried; survival is tried by taking every person away."""
    pairs = [pair for pair in pairs if pair[0] < ours and pair[1] < theirs]
    told = met(*(contact(f"o{o}", f"t{t}", level) for o, t, level in pairs))
    us, them = sides([f"o{n}" for n in range(ours)], [f"t{n}" for n in range(theirs)],
                     tuple(f"o{n}" for n in stand_ins))
    found = more_contacts(told, us, them, **COSTS)
    levels = {(f"o{o}", f"t{t}"): level for o, t, level in pairs}
    hours = {(o, t): 4.0 * (2 - levels.get((o, t), 0)) for o in us["person"] for t in them["person"]}
    there = {pair for pair, left_over in hours.items() if left_over <= 0}
    missing = [pair for pair in hours if pair not in there]

    def survives(meet: set[tuple[str, str]]) -> bool:
        gone = {name for pair in meet for name in pair}
        return bool(meet) and all(any(name not in pair for pair in meet) for name in gone)

    costs = [sum(hours[pair] for pair in extra) for size in range(3) for extra in combinations(missing, size)
             if survives(there | set(extra))]
    assert found["hours"].sum() == pytest.approx(min(costs))
    assert survives(there | set(zip(found["ours"], found["theirs"], strict=True)))


def test_an_absence_is_compared_with_the_same_weekdays_of_the_year_before() -> None:
    days = pd.to_datetime(["2023-06-05", "2023-06-11", "2023-06-12", "2024-06-03", "2024-06-09"])
    bought = pd.DataFrame({"account": "A", "date": days, "order": list("abcde"), "amount": 10.0})
    kinds = pd.DataFrame({"account": ["A", "B"], "kind": ["one", "two"]})
    # 364 days before Monday, 3 June 2024 is Monday, 5 June 2023: two orders then, two in the week away.
    week = {"first": pd.Timestamp("2024-06-03"), "last": pd.Timestamp("2024-06-09")}
    found = orders_in_absence(bought, kinds, **week, covered_from=pd.Timestamp("2022-01-01"))
    found = found.set_index("kind")
    assert found.loc["one", ["orders_before", "orders", "orders_change"]].tolist() == [2, 2, 0]
    assert pd.isna(found.loc["two", "orders_change"])
    late = orders_in_absence(bought, kinds, **week, covered_from=pd.Timestamp("2023-07-01"))
    assert late["orders_before"].isna().all()


def test_a_return_is_no_order_and_a_line_without_a_number_is_one_by_its_day() -> None:
    days = ["2023-06-05", "2023-06-06", "2023-06-07", "2024-06-03", "2024-06-03", "2024-06-04"]
    bought = pd.DataFrame({"account": "A", "date": pd.to_datetime(days),
                           "amount": [10.0, 20.0, -5.0, 8.0, 2.0, 10.0],
                           "order": ["1", "2", "R-1", None, None, None]})
    kinds = pd.DataFrame({"account": ["A"], "kind": "one"})
    found = orders_in_absence(bought, kinds, covered_from=pd.Timestamp("2022-01-01"),
                              first=pd.Timestamp("2024-06-03"), last=pd.Timestamp("2024-06-09")).iloc[0]
    # Two orders and a return of 5 the year before; two days of purchase now.
    assert found[["orders_before", "orders", "amount_before", "amount"]].tolist() == [2, 2, 25, 20]


def loads(*hours: float, limit: float | None = 100.0, unknown: int = 0) -> pd.DataFrame:
    return pd.DataFrame({"manager": "Ada", "quarter": [f"2025Q{n}" for n in range(1, len(hours) + 1)],
                         "hours": hours, "unknown": unknown, "limit": limit})


def flagged(table: pd.DataFrame, share: float = 0.4, highest: float | None = None) -> pd.Series:
    own = pd.DataFrame({"manager": ["Ada"], "share_without": [share], "share_highest": [highest or share]})
    return overload(table, own, quarters=2, share=0.3).iloc[0]


def test_overload_needs_both_two_quarters_and_too_much_alone() -> None:
    assert flagged(loads(90, 101, 120))["overloaded"]
    assert not flagged(loads(120, 100, 120))["overloaded"]
    assert not flagged(loads(120, 120), share=0.3)["overloaded"]


def test_what_is_not_known_leaves_the_overload_open() -> None:
    assert pd.isna(flagged(loads(120))["overloaded"])
    assert pd.isna(flagged(loads(120, 120, limit=None))["overloaded"])
    assert pd.isna(flagged(loads(120, 120), share=0.2, highest=0.5)["overloaded"])
    # Hours that nobody knows can only add: above capacity stays above it, below may be above.
    assert flagged(loads(120, 120, unknown=3))["overloaded"]
    assert pd.isna(flagged(loads(80, 120, unknown=3))["overloaded"])
    assert not flagged(loads(120), share=0.1)["overloaded"]
