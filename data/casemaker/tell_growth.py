"""Numbers of stories 4 to 8, 10, 12, 13, 20 and 21: what changed, and what could."""

import numpy as np
import pandas as pd

from casemaker.absence import ABSENCE, window
from casemaker.accounts import make_accounts, sold_mln
from casemaker.concession import CONCESSION
from casemaker.judged_wallets import ESTIMATES, wallets_table
from casemaker.peers import PEERS
from casemaker.periods import DEPARTURE, PROJECT
from casemaker.places import PLACES
from casemaker.potential import LEVERS, NEW_LINE, OUTLET, TENDER
from casemaker.programme import PROGRAMME
from casemaker.tell import account_mln, code_of, of, percent, plain, signed
from casemaker.truth import Truth


def tell(truth: Truth) -> dict[str, str]:
    """Return the numbers by their names in the template."""
    parts = (_outlet, _new_line, _tender, _project, _whole, _concession, _absence, _departure, _programme,
             _peers)
    return {name: text for part in parts for name, text in part(truth).items()}


def _outlet(truth: Truth) -> dict[str, str]:
    lines = of(truth, OUTLET.account)
    row = truth.potential.set_index("name").loc[OUTLET.account]
    share = lines.loc[lines["year"] == 2025, "amount"].sum() / 1e6 / row["wallet_mln"]
    return {"s4_quarters": str(lines["day"].dt.to_period("Q").nunique()), "s4_wallet": percent(share),
            "s4_km": str(OUTLET.nearest_rival_km), "s4_attitude": str(int(row["attitude"])),
            "s4_influence": plain(row[list(LEVERS)].mean(), 2)}


def _new_line(truth: Truth) -> dict[str, str]:
    code, amounts = code_of(truth, NEW_LINE.account), account_mln(truth, 2025)
    row = truth.potential.set_index("account").loc[code]
    managers = truth.entities.set_index("code")["manager"]
    all_rows = truth.potential.set_index("account")
    reach = (all_rows["wallet_mln"] - all_rows["mln_2025"]) * all_rows["develop"]
    buyers = reach[(managers.reindex(reach.index) == managers[code]) & (all_rows["mln_2025"] > 0)]
    return {
        "s5_revenue": plain(amounts[code]), "s5_share": percent(amounts[code] / amounts.sum(), 1),
        "s5_rank": str(amounts.index.get_loc(code) + 1), "s5_wallet": plain(row["wallet_mln"], 0),
        "s5_wallet_share": percent(amounts[code] / row["wallet_mln"]),
        "s5_influence": plain(row[list(LEVERS)].mean(), 2),
        "s5_place": str(int(buyers.rank(ascending=False)[code])),
        "s5_list": str(PLACES.new_line_with_manager), "s5_company": str(PLACES.new_line),
    }


def _tender(_truth: Truth) -> dict[str, str]:
    inside = [won for _, ours, won in TENDER.tenders if ours]
    outside = [won for _, ours, won in TENDER.tenders if not ours]
    return {
        "s6_first": plain(TENDER.levers[0]), "s6_access": plain(TENDER.levers[-1]),
        "s6_mean": plain(sum(TENDER.levers) / 5, 2), "s6_won": str(sum(inside)),
        "s6_tenders": str(len(inside)), "s6_won_else": str(sum(outside)), "s6_else": str(len(outside)),
    }


def _project(truth: Truth) -> dict[str, str]:
    before = of(truth, PROJECT.account, 2024)["amount"].sum()
    now = of(truth, PROJECT.account, 2025).groupby("order")["amount"].sum().sort_values(ascending=False)
    two = now[:2].sum()
    guess = ESTIMATES[PROJECT.account]
    return {"s7_guess": plain(guess.base_mln, 0), "s7_low": plain(_low(truth), 0),
            "s7_high": plain(guess.high_mln, 0), "s7_place": str(PLACES.project),
            "s7_growth": signed(now.sum() / before - 1), "s7_two": percent(two / now.sum()),
            "s7_rest": signed((now.sum() - two) / before - 1),
            "s7_contracted": plain(PROJECT.contracted_next_year_mln, 0)}


def _low(truth: Truth) -> float:
    """Return the low end of the wallet, mln: no group is less than what we sold there."""
    accounts, sold = make_accounts(truth), sold_mln(truth)
    rows = wallets_table(accounts, sold, truth.potential)
    key = accounts.index[accounts["name"] == PROJECT.account][0]
    lows = rows[(rows["account"] == key) & (rows["supplier"] == "")].set_index("group")["low"] / 1e6
    return float(np.maximum(lows, sold.loc[key].reindex(lows.index)).sum())


def _whole(truth: Truth) -> dict[str, str]:
    sums = truth.lines.groupby("year")[["amount", "quantity"]].sum()
    revenue, pieces = (sums.loc[2025] / sums.loc[2024])[["amount", "quantity"]]
    return {"s8_revenue": signed(revenue - 1), "s8_pieces": signed(pieces - 1),
            "s8_price": signed(revenue / pieces - 1, 1),
            "s8_like": plain(100 * (_like_for_like(truth) - 1), 0)}


def _like_for_like(truth: Truth) -> float:
    """Return the price index of 2025 against 2024 over articles (Fisher)."""
    both = truth.lines[truth.lines["year"].isin([2024, 2025])]
    sums = both.groupby(["article", "year"])[["amount", "quantity"]].sum().unstack().dropna()
    old, new = (sums["amount"][year] / sums["quantity"][year] for year in (2024, 2025))
    laspeyres = (new * sums["quantity"][2024]).sum() / sums["amount"][2024].sum()
    paasche = sums["amount"][2025].sum() / (old * sums["quantity"][2025]).sum()
    return float(np.sqrt(laspeyres * paasche))


def _concession(truth: Truth) -> dict[str, str]:
    lines = of(truth, CONCESSION.account)
    monthly = (lines["amount"] - lines["cost"]).groupby(lines["day"].dt.to_period("M")).sum()
    start = pd.Period(CONCESSION.since, "M")
    gained = (monthly[start:] - monthly[start - 12:start - 1].mean()).cumsum()
    wallet = CONCESSION.wallet_mln
    before = lines.loc[lines["year"] == 2022, "amount"].sum() / 1e6 / wallet
    after = lines.loc[lines["year"] == 2025, "amount"].sum() / 1e6 / wallet
    return {"s10_cut": percent(CONCESSION.price_cut), "s10_before": percent(before),
            "s10_after": percent(after), "s10_wallet": plain(wallet, 0),
            "s10_month": str(int(np.argmax(gained.to_numpy() >= 0)) + 1)}


def _absence(truth: Truth) -> dict[str, str]:
    info = truth.entities.set_index("code")
    names = truth.lines["code"].map(info["name"])
    his = truth.lines["manager"] == ABSENCE.manager
    second = names.isin(ABSENCE.second_contact)
    told = {"s12_weeks": str(ABSENCE.weeks)}
    for kind, of_kind in (("single", his & ~second), ("second", his & second)):
        then, now = (_orders(truth.lines[of_kind], years_back) for years_back in (1, 0))
        told |= {f"s12_{kind}": signed(now / then - 1)}
        told |= {f"s12_{kind}_from": str(then), f"s12_{kind}_to": str(now)}
    his = info[(info["manager"] == ABSENCE.manager) & (info["mln_2025"] > 0)]
    seconds = int(his["name"].isin(ABSENCE.second_contact).sum())
    return told | {"s12_singles": str(len(his) - seconds), "s12_seconds": str(seconds)}


def _orders(lines: pd.DataFrame, years_back: int) -> int:
    first, last = window(years_back)
    return lines.loc[lines["day"].between(pd.Timestamp(first), pd.Timestamp(last)), "order"].nunique()


def _departure(truth: Truth) -> dict[str, str]:
    falls = []
    for name in (DEPARTURE.account, DEPARTURE.twin):
        lines = of(truth, name)
        halves = lines[lines["day"].dt.month > 6].groupby("year")["amount"].sum()
        falls.append(signed(halves[2025] / halves[2024] - 1))
    return {"s13_fall": falls[0], "s13_twin": falls[1], "s13_lines": str(DEPARTURE.twin_contacts)}


def _programme(truth: Truth) -> dict[str, str]:
    years = pd.DataFrame({year: account_mln(truth, year) for year in (2022, 2023, 2024, 2025)})
    growth = (years[2024] + years[2025]) / (years[2022] + years[2023]) - 1
    key = growth[truth.programme["key"]].to_numpy()
    other = growth[truth.programme["comparable"]].to_numpy()
    gap = key - other
    half = PROGRAMME.t_paired * gap.std(ddof=1) / np.sqrt(len(gap))
    return {"s20_count": str(len(gap)), "s20_key": signed(key.mean()), "s20_other": signed(other.mean()),
            "s20_gap": signed(gap.mean()), "s20_low": signed(gap.mean() - half),
            "s20_high": signed(gap.mean() + half)}


def _peers(truth: Truth) -> dict[str, str]:
    last = truth.lines[truth.lines["year"] == 2025]
    info = truth.entities.set_index("code")
    mine = last[last["code"].map(info["segment"]) == PEERS.segment]
    sums = mine.groupby([mine["code"].map(info["name"]), "group"])["amount"].sum().unstack()
    peers = sums[sums[PEERS.must_buy] > 0]
    gaskets, strainers = peers["Gaskets"], peers["Strainers"]
    return {
        "s21_peers": str(len(peers)), "s21_gaskets": str(int((gaskets > 0).sum())),
        "s21_median": plain(gaskets[gaskets > 0].median() / 1e6),
        "s21_strainers": str(int((strainers > 0).sum())), "s21_zero": plain(strainers.fillna(0).median(), 0),
        "s21_cross": ", ".join(sorted(peers.index[gaskets.isna()])),
    }
