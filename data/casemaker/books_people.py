"""Buying centres: the wholesaler of the plan, the chemical plant, the machine builder, the whale-killer."""

from casemaker.books_rows import Someone
from casemaker.buying_centres import CHEMICAL_PLANT, person
from casemaker.plan15 import PLAN
from casemaker.promises import PROMISES
from casemaker.service_facts import KILLER

DIRECTOR, CHIEF_ENGINEER, OFFICE = "Viktor Salin", "Gleb Morin", "Tamara Reva"
PLANT_ENGINEER, PLANT_BUYER = "Andrei Fost", "Zoya Lem"


def _plant(position: str, name: str, role: str, **known: object) -> Someone:
    """Return a person of story 14 with the influence and attitude of the truth."""
    truth = person(position)
    return Someone(name, position, role, truth.influence, truth.attitude, **known)  # type: ignore[arg-type]


def _tenders() -> str:
    days = ", ".join(CHEMICAL_PLANT.lost_on_specification)
    return f"his specification decided the tenders of {days}"


PEOPLE = {
    PLAN.account: (
        Someone("Boris Vell", "owner and director", "decider", 5, 1, 3, budget="yes",
                result="a second warehouse that earns from its first year",
                win="a sound firm to hand over",
                criteria="days to pay; who stands by him when goods are short", influences="Ruslan Mett",
                evidence="greets us at fairs, sends us to his people", confidence="said", on="2026-01-14",
                action="Meeting of both directors on the second warehouse", action_by="Igor Lang",
                action_until="2026-03-20"),
        Someone("Yana Kress", "commercial director", "initiator", 3, 2, 3, reports_to="Boris Vell",
                role2="influencer", result="margin on valves up by two points",
                win="the new branch in Surgut becomes hers",
                criteria="valves always in stock; help with tenders",
                influences="Boris Vell; Kirill Dorn",
                evidence="told a competitor in June that we are her first call",
                confidence="fact", on="2026-01-14",
                action="Agree the list of the stock programme for 2026", action_by="Oleg Tarn",
                action_until="2026-02-05"),
        Someone("Ruslan Mett", "head of purchasing", "buyer", 3, 1, 3, reports_to="Boris Vell",
                result="fewer orders by phone", win="no blame for empty shelves", criteria="price of flanges",
                evidence="asks us for a price before he asks Tekram", confidence="fact", on="2025-12-18"),
        Someone("Alla Serp", "buyer of flanges", "buyer", 2, -1, 2, reports_to="Ruslan Mett",
                criteria="price; habit", evidence="has bought from Tekram for nine years", confidence="said",
                on="2025-11-20", action="Show her the price formula before the frame contract ends",
                action_by="Oleg Tarn", action_until="2026-04-24"),
        Someone("Kirill Dorn", "head of counter sales", "user", 2, 1, 2, reports_to="Yana Kress",
                result="answers for his customers on the spot", criteria="data sheets at hand",
                evidence="seen once, at the training of May 2025", confidence="assumed", on="2025-05-22"),
        Someone("Lev Amber", "adviser on fittings", "influencer", 3, None, 1, reports_to="Yana Kress",
                evidence="named by Yana Kress", confidence="said", on="2026-01-14"),
        Someone("Vika Moro", "office of the director", "gatekeeper", 1, None, 1, reports_to="Boris Vell",
                confidence="assumed", on="2025-05-22"),
    ),
    CHEMICAL_PLANT.account: (
        # The truth has him approve what others choose; our people took him for the decider from his title.
        _plant("director", DIRECTOR, "decider", wanted=2, budget="yes", result="no stop of the acid line",
               criteria="guarantees; a name", evidence="he is the director", confidence="assumed",
               on="2025-12-10", action="Visit to our works", action_by="Igor Lang",
               action_until="2026-04-17"),
        _plant("chief engineer", CHIEF_ENGINEER, "influencer", wanted=2, reports_to=DIRECTOR,
               criteria="materials for acid, with proof", influences=f"{DIRECTOR}; Olga Denk",
               evidence=_tenders(), confidence="fact", on="2025-12-10"),
        _plant("office of the director", OFFICE, "gatekeeper", wanted=2, reports_to=DIRECTOR,
               influences=DIRECTOR, confidence="said",
               evidence="told their head of purchasing, who told us, that the chief engineer is against us",
               on="2025-11-12"),
        _plant("head of purchasing", "Olga Denk", "buyer", wanted=2, reports_to=DIRECTOR,
               criteria="papers without remarks", evidence="asks all three suppliers alike",
               confidence="fact",
               on="2025-12-16"),
        _plant("head of the workshop", "Stepan Kroll", "user", wanted=2, reports_to=CHIEF_ENGINEER,
               influences=CHIEF_ENGINEER, result="changes a valve in a shift",
               evidence="praised our gate valves in September", confidence="said", on="2025-09-18"),
    ),
    PROMISES.account: (
        Someone("Marat Gorin", "technical director", "decider", 5, 0, 2, budget="yes",
                result="assembly without waiting", criteria="deliveries without errors",
                evidence="asked for both opinions before he signed", confidence="fact", on="2026-01-21",
                action="Bring the report on the wrong deliveries", action_by="Anton Veles",
                action_until="2026-02-13"),
        Someone(PLANT_ENGINEER, "plant engineer", "influencer", 4, -1, 2, unit="assembly",
                reports_to="Marat Gorin", role2="user", result="the right part in the right box",
                win="no night shift to sort our boxes", criteria="mis-picking", influences="Marat Gorin",
                evidence="came with a list of 13 wrong boxes", confidence="fact", response="trouble",
                on="2026-01-21", action="Show him the first boxes with their labels", action_by="Timur Sand",
                action_until="2026-02-27"),
        Someone(PLANT_BUYER, "buyer", "buyer", 2, 2, 3, unit="purchasing", reports_to="Marat Gorin",
                role2="initiator", result="prices that hold for a year", win="a simple day",
                criteria="price; days to pay", evidence="recommends us to her colleagues", confidence="fact",
                response="even keel", on="2026-01-21"),
        Someone("Lidia Prem", "head of production", "user", 2, None, 2, unit="assembly",
                reports_to=PLANT_ENGINEER, evidence="wrote to us about the butterfly valves",
                confidence="fact",
                on="2025-12-10"),
    ),
    KILLER.account: (
        Someone("Edgar Pline", "general director", "decider", 5, None, 2, budget="yes",
                evidence="signs the contract", confidence="assumed", on="2023-10-12"),
        Someone("Nikita Sorel", "head of supply", "buyer", 4, 3, 3, reports_to="Edgar Pline",
                role2="initiator",
                result="goods at any hour, paid late", win="nobody calls him at night",
                criteria="time to pay; deliveries at any hour", influences="Edgar Pline",
                evidence="pushed our contract through in 2022", confidence="fact", leaves=0.3,
                on="2023-10-12"),
        Someone("Irma Dahl", "chief accountant", "", 3, 1, 2, reports_to="Edgar Pline",
                result="invoices by boiler house", evidence="has our own process for her invoices",
                confidence="fact", on="2025-11-18"),
        Someone("Prokhor Lund", "head of the boiler houses", "user", 3, 1, 2, reports_to="Edgar Pline",
                evidence="met at the accident of January 2023", confidence="said", on="2023-02-03"),
        Someone("Technical department", "specifications", "influencer", 3, None, 1, reports_to="Edgar Pline",
                confidence="assumed", on="2023-10-12", note="no name known"),
    ),
}
# Account, role, needed, why: where the set of roles in force does not fit.
NEEDED = {
    PROMISES.account: (("gatekeeper", "no", "visitors walk in; nobody stands between us and the people"),),
}
