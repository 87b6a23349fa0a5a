"""Numbers of the frame and of stories 1 to 3 and 9: who brings how much, and what is left."""

import math

import pandas as pd

from casemaker.company import GROUP_NAMES, MANAGERS, YEARS
from casemaker.dirt import DIRT
from casemaker.places import PLACES
from casemaker.potential import LEVERS
from casemaker.service_facts import CHAIN, KILLER
from casemaker.tell import account_mln, code_of, of, percent, plain
from casemaker.truth import Truth


def tell(truth: Truth) -> dict[str, str]:
    """Return the numbers by their names in the template."""
    return _frame(truth) | _holding(truth) | _manager(truth) | _chain(truth) | _killer(truth)


def _frame(truth: Truth) -> dict[str, str]:
    last = truth.lines[truth.lines["year"] == 2025]
    accounts = account_mln(truth, 2025)
    fifth = math.ceil(0.2 * len(accounts))
    return {
        "ordinary": str(int((~truth.entities["stories"].map(bool)).sum())),
        "entities": str(len(truth.entities)), "accounts": str(truth.entities["account"].nunique()),
        "never": str(len(truth.entities) - truth.lines["code"].nunique()),
        "managers": str(len(MANAGERS)), "years": str(len(YEARS)), "groups": str(len(GROUP_NAMES)),
        "revenue": plain(last["amount"].sum() / 1e6, 0),
        "margin": percent(1 - last["cost"].sum() / last["amount"].sum()),
        "top10": percent(accounts[:10].sum() / accounts.sum(), 1),
        "top20": percent(accounts[:fifth].sum() / accounts.sum(), 1),
        "retail": DIRT.retail_name, "branch": DIRT.branch_name,
    }


def _holding(truth: Truth) -> dict[str, str]:
    total = account_mln(truth, 2025).sum()
    names = ("Granit Sever", "Granit Centr", "Granit Yug")
    parts = [of(truth, name, 2025)["amount"].sum() / 1e6 for name in names]
    shares = dict(zip(("s1_a", "s1_b", "s1_c"), (percent(part / total, 1) for part in parts), strict=True))
    return shares | {"s1_all": percent(sum(parts) / total, 1)}


def _manager(truth: Truth) -> dict[str, str]:
    last = truth.lines[truth.lines["year"] == 2025]
    parts = last.groupby(["manager", "code"])["amount"].sum() / 1e6
    totals = parts.groupby("manager").sum()
    highest = (parts.groupby("manager").max() / totals).drop(5)
    entity = parts[5].max()
    return {"s2_entity": plain(entity), "s2_manager": plain(totals[5], 0),
            "s2_share": percent(entity / totals[5]), "s2_next": percent(highest.max())}


def _service_mln(truth: Truth, name: str) -> pd.Series:
    mine = truth.service[(truth.service["code"] == code_of(truth, name)) & (truth.service["year"] == 2025)]
    return mine.set_index("kind")["amount"] / 1e6


def _chain(truth: Truth) -> dict[str, str]:
    lines = of(truth, CHAIN.account, 2025)
    mln, margin = lines["amount"].sum() / 1e6, (lines["amount"] - lines["cost"]).sum() / 1e6
    service = _service_mln(truth, CHAIN.account).sum()
    row = truth.potential.set_index("name").loc[CHAIN.account]
    hours = truth.loads.set_index("code")["hours"][code_of(truth, CHAIN.account)]
    return {
        "s3_share": percent(mln / account_mln(truth, 2025).sum(), 1), "s3_margin": percent(margin / mln),
        "s3_service": plain(service), "s3_left": plain(margin - service),
        "s3_influence": plain(row[list(LEVERS)].mean(), 2), "s3_q6": plain(row["would_lose_share"], 0),
        "s3_place": str(PLACES.chain),
        "s3_hours": plain(hours, 0), "s3_real": PLACES.carried_instead,
    }


def _killer(truth: Truth) -> dict[str, str]:
    lines = of(truth, KILLER.account, 2025)
    service = _service_mln(truth, KILLER.account)
    margin = (lines["amount"] - lines["cost"]).sum() / 1e6
    paid = lines[(lines["amount"] > 0) & lines["paid"].notna()]
    days = ((paid["paid"] - paid["day"]).dt.days * paid["amount"]).sum() / paid["amount"].sum()
    rank = account_mln(truth, 2025).index.get_loc(code_of(truth, KILLER.account)) + 1
    kinds = {"delivery": "delivery", "returns": "returns", "capital": "capital", "own process": "own",
             "express": "express", "visits": "visits"}
    return {f"s9_{short}": plain(service[kind]) for kind, short in kinds.items()} | {
        "s9_rank": str(rank), "s9_revenue": plain(lines["amount"].sum() / 1e6, 0), "s9_margin": plain(margin),
        "s9_days": plain(days, 0), "s9_service": plain(service.sum()),
        "s9_left": plain(margin - service.sum()),
    }
