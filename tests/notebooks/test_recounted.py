"""Figures that the stored chapters show, counted anew from the raw files of the case without the library."""

import re

import pandas as pd
import pytest
from case.case_files import Case, percent, plain, read_case, signed
from case.judged_files import read_judged

from notebooks.stored import shown


def _data(case: Case) -> list[tuple[str, str, str]]:
    lines, mln = case.file, case.file["amount"].sum() / 1e6
    holding = case.sales[case.sales["account"] == case.account("Granit Sever")]
    share = holding["amount"].sum() / case.sales["amount"].sum()
    entities = len(case.customers) - 2  # a cash client and our own branch are left out
    accounts = entities - (case.groups["entity"].nunique() - case.groups["account"].nunique())
    bought = case.sales["account"].nunique()
    return [
        # The file as it was sent, with its line of totals.
        ("01", f"in the file {number(len(lines) + 1)} {number(mln)}", "lines and money of the file"),
        ("01", f"counted … {number(case.sales['amount'].sum() / 1e6)}", "money counted"),
        ("01", f"together {percent(share, 1)} % of revenue", "the holding in the whole file"),
        ("01", f"{accounts - bought} accounts of {accounts} never bought", "target accounts"),
    ]


def _portfolio(case: Case) -> list[tuple[str, str, str]]:
    money = case.accounts_mln()
    share = money / money.sum()
    top = round(0.2 * len(money) + 0.499)
    needed = int((share.cumsum() < 0.8).sum()) + 1
    sold = case.sales[case.sales["year"] == 2025].groupby(["manager", "account"])["amount"].sum()
    roman = sold["Roman Dub"] / 1e6
    rising = share.sort_values().reset_index(drop=True)
    gini = (2 * (rising * (rising.index + 1)).sum() / len(rising)) - (len(rising) + 1) / len(rising)
    return [
        ("02", f"{len(money)} accounts buy", "buying accounts"),
        ("02", f"last 12 months {len(money)} {number(money.sum())} ", "revenue of the year"),
        ("02", f"as if you had {plain(1 / (share**2).sum(), 0)} equal clients", "effective number"),
        ("02", f"'Herfindahl': {plain((share**2).sum(), 4)}", "concentration"),
        ("02", f"'Gini': {plain(gini, 3)}", "inequality"),
        ("02", f"Granit alone holds {percent(share.iloc[0], 1)} %", "the largest account"),
        ("02", f"Without Granit {percent(1 - share.iloc[0], 1)} % of revenue is left", "without it"),
        ("02", f"The top 20 % hold {percent(share.iloc[:top].sum(), 1)} % of revenue", "the top 20 %"),
        ("02", f"{needed} of {len(money)} accounts make 80 %", "how many make 80 %"),
        ("02", f"2025 {len(money)} {number(money.sum())} {percent(share.iloc[0], 1)} % "
               f"{percent(share.iloc[:10].sum(), 1)} %", "the ten largest"),
        ("02", f"Granit is {percent(roman.max() / roman.sum())} % of what manager Roman Dub sells, "
               f"{plain(roman.max())} mln RUB of {plain(roman.sum(), 0)} mln RUB", "one manager's year"),
    ]


def _profit(case: Case) -> list[tuple[str, str, str]]:
    year = case.sales[case.sales["year"] == 2025]
    margin = (year["amount"] - year["cost"]).groupby(year["account"]).sum() / 1e6
    entity = case.groups.set_index("entity")["account"]
    costs = case.service[case.service["year"] == 2025]
    serve = costs["amount"].groupby(costs["code"].map(entity).fillna(costs["code"])).sum() / 1e6
    profit = (margin - serve.reindex(margin.index).fillna(0)).sort_values(ascending=False)
    revenue = case.accounts_mln().reindex(profit.index).rank(ascending=False).astype(int)
    names = case.customers.set_index("code")["name"]
    second = profit.index[1]
    best = margin.sort_values(ascending=False)
    top = round(0.2 * len(best) + 0.499)
    gains, losses = profit[profit > 0], profit[profit < 0]
    holding = margin[case.account("Granit Sever")]
    hours = read_judged("hours").set_index("account")["hours"].reindex(margin.index)
    an_hour = pd.DataFrame({"margin": margin, "hours": hours}).dropna().assign(
        rate=lambda frame: frame["margin"] / frame["hours"]).sort_values("rate", ascending=False)
    left, got = 0.2 * an_hour["hours"].sum(), 0.0
    for row in an_hour.itertuples():
        got += row.margin * min(1.0, left / row.hours)
        left = max(0.0, left - row.hours)
    return [
        ("02", f"{len(gains)} accounts bring {plain(gains.sum())} mln RUB", "the peak"),
        ("02", f"{len(losses)} … {plain(-losses.sum())} mln RUB", "the losses"),
        ("02", f"{plain(profit.sum())} mln RUB is left", "what is left"),
        ("02", f"2 {names[second]} {plain(profit.iloc[1])} … {revenue[second]} 3 ", "second by profit"),
        ("02", f"{top} of {len(best)} bring {percent(best.iloc[:top].sum() / best.sum(), 1)} % of margin",
         "the claim on clients"),
        ("02", f"bring {percent(got / an_hour['margin'].sum(), 1)} % of margin", "the claim on effort"),
        ("02", f"most margin goes with Granit: {plain(holding)} mln", "its margin"),
        ("02", f"Orbita Energo … {plain(profit[case.account('Orbita Energo')], 2)}", "the whale-killer"),
    ]


def _growth(case: Case) -> list[tuple[str, str, str]]:
    sums = case.sales.groupby("year")[["amount", "quantity"]].sum()
    revenue, pieces = (sums.loc[2025] / sums.loc[2024]).loc[["amount", "quantity"]]
    strela = case.of("Strela Stroy", 2025)
    invoices = strela.groupby("invoice")["amount"].sum().sort_values(ascending=False)
    largest = invoices.iloc[:2]
    grew = case.mln("Strela Stroy") / case.mln("Strela Stroy", 2024)
    without = (invoices.iloc[2:].sum() / 1e6) / case.mln("Strela Stroy", 2024)
    return [
        ("02", f"revenue changed by {signed(revenue - 1, 1)} %", "growth"),
        ("02", f"Pieces {signed(pieces - 1, 1)} %", "pieces"),
        ("02", f"price per piece {signed(revenue / pieces - 1, 1)} %", "price"),
        ("02", f"Strela Stroy: … ({signed(grew - 1)} %)", "growth of the project"),
        ("02", f"2 largest invoices are {percent(largest.sum() / invoices.sum())} % of that", "two invoices"),
        ("02", f"without them revenue is {signed(without - 1)} %", "without the project"),
    ]


def _judged(case: Case) -> list[tuple[str, str, str]]:
    hours, managers = read_judged("hours"), read_judged("managers").set_index("manager")
    owner = case.customers.set_index("code")["manager"]
    load = hours["hours"].groupby(hours["account"].map(owner)).sum()
    promised = case.accounts_mln()
    wallets = read_judged("wallets")
    volna = case.account("Volna Opt")
    wallet = wallets[(wallets["account"] == volna) & wallets["supplier"].isna()]["base"].sum() / 1e6
    fenix = case.account("Fenix Mash")
    of_fenix = wallets[(wallets["account"] == fenix) & wallets["supplier"].isna()]["base"].sum() / 1e6
    small = promised[fenix] / of_fenix
    scores = read_judged("scores")
    return [
        ("06", f"{plain(load['Ivan Rudin'], 0)} hours a month of the "
               f"{plain(managers.loc['Ivan Rudin', 'hours'], 0)}", "a manager's load"),
        ("10", f"from {percent(promised[volna] / wallet, 1)} % to", "share of wallet of the plan"),
        ("10", f"from {plain(promised[volna])} mln RUB to", "revenue of the plan's account"),
        ("03", f"Fenix Mash … {percent(small, 1)} %", "a small share"),
        ("04", f"people scored {scores['account'].nunique()} ", "accounts scored"),
        ("04", f"{scores['who'].nunique()} people scored", "evaluators"),
    ]


@pytest.mark.parametrize("figures", [_data, _portfolio, _profit, _growth, _judged])
def test_figures_counted_from_the_raw_files_are_those_shown(figures):
    missing = [(words, name) for chapter, words, name in figures(read_case())
               if not re.search(".*?".join(map(re.escape, words.split("…"))), shown(chapter))]
    assert missing == []


def number(value: float) -> str:
    """Write a whole number with spaces between thousands."""
    return f"{value:,.0f}".replace(",", " ")
