"""Numbers of stories 11, 14 to 19 and 22: people, promises, pay, facts that have no table yet."""

import numpy as np
import pandas as pd

from casemaker.books_before import PERSONS_THEN, SHARES_THEN
from casemaker.books_goals import GOALS
from casemaker.books_people import PEOPLE, PLANT_ENGINEER
from casemaker.books_plans import HOCKEY, PLAIN
from casemaker.books_rows import TODAY
from casemaker.buying_centres import CHEMICAL_PLANT, person
from casemaker.company import AS_OF
from casemaker.dossiers import FRESH, STALE, complete, still_valid
from casemaker.evaluators import EVALUATORS
from casemaker.judged_decisions import DECIDED
from casemaker.loads import LOADS, moved
from casemaker.pay import PAY, premium_thousand, share_of_margin
from casemaker.places import PLACES
from casemaker.plan15 import PLAN, plan_years, present_values
from casemaker.potential import LEADER
from casemaker.promises import PROMISES, median_closed, median_with_open
from casemaker.returns import RETURNS
from casemaker.tell import code_of, of, percent, plain
from casemaker.truth import Truth


def tell(truth: Truth) -> dict[str, str]:
    """Return the numbers by their names in the template."""
    parts = (_evaluators, _plant, _plan, _dossiers, _promises, _pay, _loads, _leader)
    return {name: text for part in parts for name, text in part(truth).items()}


def _evaluators(_truth: Truth) -> dict[str, str]:
    facts = EVALUATORS
    return {
        "s11_scored": str(facts.scored), "s11_all": str(facts.scored_by_all),
        "s11_last": PLACES.last_in, "s11_first": PLACES.first_out, "decided": str(len(DECIDED)),
        "s11_partial": facts.partial, "s11_own": str(facts.own_accounts), "s11_bonus": plain(facts.own_bonus),
        "s11_halo": facts.halo, "s11_r": plain(facts.halo_correlation, 2),
        "s11_with": plain(facts.agreement_with, 2), "s11_without": plain(facts.agreement_without, 2),
        "s11_changes": str(facts.changes_without_partial),
        "s11_places": "{} and {}".format(*facts.contested_places), "s11_gap": percent(facts.contested_gap, 1),
        "s11_hundred": str(facts.contested_in_list_of_100),
        "s11_double": plain(facts.double_counted_correlation, 2),
    }


def _plant(_truth: Truth) -> dict[str, str]:
    director, engineer, gate = map(person, ("director", "chief engineer", "office of the director"))
    return {
        "s14_director": str(director.contact), "s14_influence": str(engineer.influence),
        "s14_attitude": str(engineer.attitude), "s14_contact": str(engineer.contact),
        "s14_lost": str(len(CHEMICAL_PLANT.lost_on_specification)), "s14_gate": f"+{gate.attitude}",
        "s14_gate_contact": str(gate.contact),
    }


def _plan(truth: Truth) -> dict[str, str]:
    lines = of(truth, PLAN.account, 2025)
    wallet, revenue, _ = plan_years()
    frozen, held = present_values()
    return {
        "s15_wallet": plain(wallet[0], 0), "s15_ours": plain(lines["amount"].sum() / 1e6),
        "s15_margin": plain((lines["amount"] - lines["cost"]).sum() / 1e6),
        "s15_rival": percent(PLAN.rival_frame_share), "s15_months": _rival_months(),
        "s15_plan": plain(revenue[3]), "s15_npv": plain(frozen, 2), "s15_npv_held": plain(held, 2),
        "s15_colleague": " / ".join(f"+{percent(rate)}" for rate in PLAN.colleague_growth),
        "s15_actions": str(PLAN.colleague_client_actions), "s15_hockey": HOCKEY.account,
        "s15_plain": PLAIN.account, "s15_old": str(_months(PLAIN.assumed_on)),
        "s15_flanges_from": percent(SHARES_THEN["Flanges"][0]),
        "s15_flanges_to": percent(SHARES_THEN["Flanges"][-1]), "s15_goals": percent(_goals_reached()),
        "s15_overdue": plain(_overdue_mln(of(truth, PLAN.account))),
    }


def _rival_months() -> str:
    """Months from the day of the look to the end of the rival's frame contract, as chapter 11 counts them."""
    ends = pd.Timestamp(AS_OF) + pd.offsets.MonthEnd(PLAN.rival_frame_months_left)
    return str(round((ends - pd.Timestamp(TODAY)).days / 365.25 * 12))


def _months(day: str) -> int:
    """Whole months from a day to the day on which the workbooks are looked at."""
    then, now = pd.Timestamp(day), pd.Timestamp(TODAY)
    return 12 * (now.year - then.year) + now.month - then.month - (now.day < then.day)


def _goals_reached() -> float:
    """Weighed progress of the goals of the plan's client, none above 1."""
    base, target, actual, weight = (
        np.array([goal[at] for goal in GOALS[PLAN.account] if goal[0] == "client"], dtype=float)
        for at in (6, 7, 8, 12)
    )
    return float((np.minimum((actual - base) / (target - base), 1) * weight).sum() / weight.sum())


def _overdue_mln(lines: pd.DataFrame) -> float:
    """Return what was due before the last day of the sales and is not paid."""
    last = pd.Timestamp(AS_OF)
    return float(lines.loc[lines["paid"].isna() & (lines["due"] < last), "amount"].sum() / 1e6)


def _dossiers(_truth: Truth) -> dict[str, str]:
    return {
        "s16_full": percent(complete(STALE)), "s16_age": str(STALE.median_age_months),
        "s16_valid": percent(still_valid(STALE)), "s16_fresh": percent(complete(FRESH)),
        "s16_fresh_valid": percent(still_valid(FRESH)),
    }


def _promises(truth: Truth) -> dict[str, str]:
    lines = of(truth, RETURNS.account, 2025)
    back = lines[lines["returned_of"].notna()]
    wrong = int((back["cause"] == "mis-picking").sum())
    opinions = dict(PROMISES.opinions)
    return {
        "s17_promises": str(PROMISES.promises), "s17_overdue": str(PROMISES.overdue),
        "s17_here": str(PROMISES.overdue_at_account), "s17_lines": str(len(back)), "s17_mis": str(wrong),
        "s17_share": percent(wrong / len(back)), "s17_buyer": str(opinions["buyer"]),
        "s17_engineer": str(opinions["plant engineer"]), "s17_known": str(PROMISES.goals_known),
        "s17_key": str(PROMISES.key_accounts), "s17_closed": plain(median_closed(), 0),
        "s17_open": str(median_with_open()),
        "s17_then": str(PERSONS_THEN[PROMISES.account, PLANT_ENGINEER]["attitude"]),
        "s17_now": str(next(one.attitude for one in PEOPLE[PROMISES.account]
                            if one.person == PLANT_ENGINEER)),
    }


def _pay(_truth: Truth) -> dict[str, str]:
    other = premium_thousand(PAY.list_price_mln, PAY.other_rate)
    key = premium_thousand(PAY.key_price_mln, PAY.key_rate)
    low, high = map(share_of_margin, PAY.deal_rates)
    return {
        "s18_cost": plain(PAY.lot_cost_mln, 2), "s18_list": plain(PAY.list_price_mln, 2),
        "s18_key": plain(PAY.key_price_mln, 2), "s18_other_rate": percent(PAY.other_rate),
        "s18_key_rate": percent(PAY.key_rate), "s18_other": plain(other), "s18_less": plain(key),
        "s18_times": plain(other / key, 0), "s18_low": percent(low), "s18_high": percent(high),
    }


def _loads(truth: Truth) -> dict[str, str]:
    frame = truth.entities.merge(truth.loads, on="code")
    loads = frame.groupby("manager")["hours"].agg(["sum", "size"])
    gone = frame.loc[moved(frame)]
    return {
        "s19_count": str(loads["size"][LOADS.overloaded]),
        "s19_each": plain(loads["sum"][LOADS.overloaded] / loads["size"][LOADS.overloaded], 0),
        "s19_hours": plain(loads["sum"][LOADS.overloaded], 0), "s19_capacity": plain(LOADS.capacity, 0),
        "s19_few": str(loads["size"][LOADS.with_room]), "s19_moves": str(len(gone)),
        "s19_moved": ", ".join(gone["name"]),
        "s19_after": plain(loads["sum"][LOADS.overloaded] - gone["hours"].sum(), 0),
        "s19_after_few": plain(loads["sum"][LOADS.with_room] + gone["hours"].sum(), 1),
    }


def _leader(truth: Truth) -> dict[str, str]:
    bought = of(truth, LEADER.account)["amount"].sum()
    wallet = truth.potential.set_index("account")["wallet_mln"]
    never = pd.Series([of(truth, name)["amount"].sum() for name in LEADER.opens])
    return {
        "s22_revenue": plain(bought, 0), "s22_wallet": plain(wallet[code_of(truth, LEADER.account)], 0),
        "s22_opens": str(int((never == 0).sum())), "s22_names": " and ".join(LEADER.opens),
        "s22_place": str(PLACES.leader),
    }
