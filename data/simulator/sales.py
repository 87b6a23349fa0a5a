"""Every line that was sold or came back: the amounts of the truth, cut into orders, articles and pieces."""

import numpy as np
import pandas as pd

from simulator.company import HERE, LAST, WORDS, YEARS, Company

AS_OF = pd.Timestamp(LAST, 12, 31)
WEEK = np.array([0.98, 1.08, 1.1, 1.06, 0.82, 0.03, 0.0])
SEASON = np.array([0.74, 0.82, 0.94, 1.0, 0.96, 1.08, 1.13, 1.16, 1.15, 1.1, 0.98, 0.96])
PIECES_IN_REACH = 3  # an article is in reach of a line whose amount pays for so many pieces of it
PARTS_BACK = (0.1, 0.2, 0.25, 0.5)
ORDERS_AT_ONE_MLN, GROWTH_WITH_SIZE = 4.4, 0.58
LOOK_ALIKES, CORRECTIONS = 6, 3
SHARE, BASE = ({group: values[at] for group, values in WORDS["groups"].items()} for at in (0, 1))
PROJECT_DAYS = (0.45, 0.7)  # part of the year's business that lies before them


def make_lines(company: Company) -> pd.DataFrame:
    """Return one row for each line: who, when, what, pieces, amount and cost in RUB, due and paid day."""
    rng = company.rng("sales")
    articles = pd.read_csv(HERE.parent / "truth" / "articles.csv")
    orders = _orders(company, rng)
    lines = _with_articles(_lines(orders, rng), articles, company, rng)
    lines = _with_returns(lines, company, rng)
    lines = _priced(lines, company, rng)
    lines = _with_costs(lines, company, rng)
    lines = pd.concat([lines, _corrections(lines, rng)], ignore_index=True)
    return _documents(_halved(lines, rng), company, rng)


def _orders(company: Company, rng: np.random.Generator) -> pd.DataFrame:
    """Orders with their day; ``cell`` is what must add up to ``mln``."""
    cells = company.amounts.rename_axis("code").reset_index().melt("code", var_name="year", value_name="mln")
    others = [(code, year, mln * (0.91 ** (LAST - year)))
              for code, (_name, mln, *_rest) in WORDS["not_clients"].items() for year in YEARS]
    cells = pd.concat([cells, pd.DataFrame(others, columns=cells.columns)], ignore_index=True)
    cells = cells[cells["mln"] > 0].assign(share_of_day=np.nan)
    busy = dict(zip(company.entities.index, rng.lognormal(0, 0.2, len(company.entities)), strict=True))
    busy[company.code("killer")] = 1.9
    usual = ORDERS_AT_ONE_MLN * cells["code"].map(busy).fillna(1) * cells["mln"] ** GROWTH_WITH_SIZE
    cells["orders"] = usual.round().clip(lower=1)
    cells.loc[cells["code"] == company.code("outlet"), "orders"] += 12  # it buys in every quarter
    for code, (_name, _mln, count, *_rest) in WORDS["not_clients"].items():
        cells.loc[cells["code"] == code, "orders"] = count
    cells["lines"] = np.clip(1.25 + 0.5 * np.log10(np.maximum(cells["mln"], 0.3)), 0.8, 2.6)
    cells = _project(cells.astype({"year": int}), company)
    cells["cell"] = range(len(cells))
    habits = rng.choice([0.35, 0.6, 0.85], len(company.entities))
    regular = dict(zip(company.entities.index, habits, strict=True))
    regular[company.code("outlet")] = 1.0
    orders = cells.loc[cells.index.repeat(cells["orders"].astype(int))]
    number = orders.groupby("cell").cumcount().to_numpy()
    even = (number + 0.5 + (rng.random(len(orders)) - 0.5) * 0.8) / orders["orders"]
    steady = rng.random(len(orders)) < orders["code"].map(regular).fillna(0.7)
    place = orders["share_of_day"].fillna(even.where(steady, rng.random(len(orders))))
    return orders.assign(day=_days(orders["year"], place), order=range(len(orders))).reset_index(drop=True)


def _project(cells: pd.DataFrame, company: Company) -> pd.DataFrame:
    """Put the larger part of one account's last year into two invoices."""
    of_project = (cells["code"] == company.code("project")) & (cells["year"] == LAST)
    row, share = cells[of_project].iloc[0], company.facts["two_invoices"]
    two = [row.to_dict() | {"mln": row["mln"] * share * part, "orders": 1, "lines": 8, "share_of_day": day}
           for part, day in zip((0.56, 0.44), PROJECT_DAYS, strict=True)]
    cells.loc[of_project, "mln"] *= 1 - share
    cells.loc[of_project, "orders"] = 6
    return pd.concat([cells, pd.DataFrame(two)], ignore_index=True)


def _days(years: pd.Series, place: pd.Series) -> np.ndarray:
    """Days by the part of the year's business (0 to 1) that lies before them; nobody sells on Sundays."""
    found = np.empty(len(years), "datetime64[D]")
    for year in YEARS:
        days = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
        month = days.astype("datetime64[M]").astype(int) % 12
        weight = WEEK[(days.astype(int) + 3) % 7] * SEASON[month] * np.where(days < days[0] + 8, 0.12, 1)
        mine = (years == year).to_numpy()
        at = np.searchsorted(np.cumsum(weight) / weight.sum(), place[mine])
        found[mine] = days[np.minimum(at, len(days) - 1)]
    return found.astype("datetime64[s]")


def _lines(orders: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count = 1 + rng.poisson(orders["lines"])
    lines = orders.loc[orders.index.repeat(count)].reset_index(drop=True)
    weight = rng.lognormal(0, 0.75, len(lines))
    share = weight / np.bincount(lines["cell"], weight)[lines["cell"]]
    return lines.assign(weight=weight, rub=1e6 * lines["mln"] * share)


def _with_articles(lines: pd.DataFrame, articles: pd.DataFrame, company: Company,
                   rng: np.random.Generator) -> pd.DataFrame:
    """Draw an article for each line: everybody keeps to favourites among those in reach."""
    share = articles["group"].map(SHARE).to_numpy()
    codes = sorted(set(lines["code"]))
    kinds = company.entities["kind"].reindex(codes).fillna("Wholesaler")
    place = articles["group"].map({group: n for n, group in enumerate(WORDS["groups"])}).to_numpy()
    lean = np.array([WORDS["kinds"][kind]["lean"] for kind in kinds])[:, place]
    liking = np.log(share * lean * (rng.gamma(0.45, 1, lean.shape) + 1e-3) + 1e-9)
    chance = liking[np.searchsorted(codes, lines["code"])] + rng.gumbel(size=(len(lines), len(articles)))
    in_reach = articles["price"].to_numpy() * PIECES_IN_REACH <= lines["rub"].to_numpy()[:, None]
    in_reach[:, articles["price"].argmin()] = True
    chosen = articles.iloc[np.where(in_reach, chance, -np.inf).argmax(axis=1)].reset_index(drop=True)
    return lines.join(chosen)


def _with_returns(lines: pd.DataFrame, company: Company, rng: np.random.Generator) -> pd.DataFrame:
    """Lines followed by what came back; ``of`` is the place of the sale, ``part`` what came back of it."""
    rate = np.where(lines["code"] == company.code("killer"), 0.05, 0.007)
    many = lines.groupby("cell")["cell"].transform("size") >= 4
    chosen = lines.index[many & (rng.random(len(lines)) < rate) & ~lines["code"].isin(WORDS["not_clients"])]
    back = lines.loc[chosen].assign(of=chosen, part=rng.choice(PARTS_BACK, len(chosen)))
    back["day"] = _on_weekday(back["day"] + pd.to_timedelta(rng.integers(3, 24, len(back)), unit="D"))
    back = back[back["day"].dt.year == back["year"]]
    back["order"] = lines["order"].max() + 1 + np.arange(len(back))
    return pd.concat([lines, back], ignore_index=True)


def _on_weekday(days: pd.Series) -> pd.Series:
    weekday = days.dt.day_of_week
    return days + pd.to_timedelta((7 - weekday).where(weekday > 4, 0), unit="D")


def _priced(lines: pd.DataFrame, company: Company, rng: np.random.Generator) -> pd.DataFrame:
    """Add pieces and amount: every cell adds up, and pieces of the last year change as planted."""
    level = (1 + company.facts["price_rise"]) ** (lines["year"] - YEARS[0])
    price = lines["price"] * level * np.exp(rng.normal(0, 0.011, len(lines)))
    last, dearer = lines["year"] == LAST, 1.0
    for _ in range(6):
        quantity = _pieces(lines, price * np.where(last, dearer, 1))
        pieces = quantity.groupby(lines["year"]).sum()
        dearer *= pieces[LAST] / pieces[LAST - 1] / company.facts["pieces"]
    price = _of_sale(lines, price * np.where(last, dearer, 1))
    wanted = 1e6 * lines["mln"]
    unit = (price * wanted / (quantity * price).groupby(lines["cell"]).transform("sum")).round(2)
    return lines.assign(quantity=quantity, amount=(quantity * unit).round(2))


def _of_sale(lines: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Values of the sale for what came back of it."""
    of = lines["of"].fillna(lines.index.to_series()).astype(int)
    return pd.Series(values.to_numpy()[of], index=lines.index)


def _pieces(lines: pd.DataFrame, price: pd.Series) -> pd.Series:
    """Whole pieces of each line, packed as people order; of a sale a piece at least stays."""
    kept = pd.Series(1.0, index=lines.index)
    back = lines["of"].notna()
    np.subtract.at(kept.to_numpy(), lines.loc[back, "of"].astype(int), lines.loc[back, "part"])
    weight = lines["weight"].where(~back, 0)
    rub = 1e6 * lines["mln"] * weight / (weight * kept).groupby(lines["cell"]).transform("sum")
    pack = np.select([rub / price >= 800, rub / price >= 60], [50.0, 10.0], 1.0)
    sold = (np.round(rub / price / pack) * pack).clip(lower=np.where(kept < 1, 2, 1))
    bought = _of_sale(lines, sold)
    return sold.where(~back, -(lines["part"] * bought).round().clip(lower=1))


def _with_costs(lines: pd.DataFrame, company: Company, rng: np.random.Generator) -> pd.DataFrame:
    """Add the cost: usual margin of the group, with what is usual at the account, and lots that differ."""
    base = lines["group"].map(BASE)
    shifts = rng.normal(0, 0.04, len(company.entities)).clip(-0.08, 0.08)
    shift = dict(zip(company.entities.index, shifts, strict=True))
    weighed = (base * lines["amount"]).groupby(lines["code"]).sum() / lines.groupby("code")["amount"].sum()
    fixed = {company.code("chain"): 0.09, company.code("killer"): 0.16} | {
        code: rate for code, (*_rest, rate, _street) in WORDS["not_clients"].items()}
    free = ~lines["code"].isin(fixed)
    rate = base + lines["code"].map(shift).fillna(0)
    whole = company.facts["margin_rate"] - (rate * lines["amount"])[free].sum() / lines["amount"][free].sum()
    rate = rate.where(~free, rate + whole)
    rate = rate.where(free, base + lines["code"].map(fixed) - lines["code"].map(weighed))
    lot, lots = pd.factorize(lines["article"] + lines["day"].dt.strftime("%Y%m"))
    rate += np.where(lines["code"] == "00002", 0, rng.normal(0, 0.01, len(lots))[lot])
    rate = _of_sale(lines, rate.where(lines["code"] != "00002", 0.0))  # our branch gets goods at cost
    unit = lines["amount"] / lines["quantity"]
    return lines.assign(cost=(lines["quantity"] * (unit * (1 - rate)).round(2)).round(2))


def _corrections(lines: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return a few documents without pieces that give back a part of the price of one line."""
    usable = lines.index[(lines["amount"] > 150_000) & (lines["year"] < LAST) & lines["of"].isna()
                         & ~lines["code"].isin(WORDS["not_clients"])]
    notes = lines.loc[rng.choice(usable, CORRECTIONS, replace=False)]
    day = _on_weekday(notes["day"] + pd.to_timedelta(rng.integers(21, 60, len(notes)), unit="D"))
    amount = -(notes["amount"] * rng.uniform(0.04, 0.09, len(notes))).round(2)
    return notes.assign(of=notes.index, quantity=0.0, cost=0.0, amount=amount, day=day, year=day.dt.year,
                        order=lines["order"].max() + 1 + np.arange(len(notes)))


def _halved(lines: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return some lines booked as two equal halves, as happens when goods come from two shelves."""
    even = lines["of"].isna() & (lines["quantity"] > 3) & (lines["quantity"] % 2 == 0)
    for column in ("amount", "cost"):
        even &= (lines[column] * 100).round() % 2 == 0
    usable = lines.index[even & ~lines.index.isin(lines["of"]) & ~lines["code"].isin(WORDS["not_clients"])]
    chosen = rng.choice(usable, LOOK_ALIKES, replace=False)
    halves = lines.copy()
    halves.loc[chosen, ["quantity", "amount", "cost"]] /= 2
    return pd.concat([halves, halves.loc[chosen]], ignore_index=True)


def _documents(lines: pd.DataFrame, company: Company, rng: np.random.Generator) -> pd.DataFrame:
    """Add invoice, number of the line, due and paid day, manager; what is open at the end has no paid day."""
    documents = lines.drop_duplicates("order").sort_values(["day", "code", "order"]).set_index("order")
    number = 10_117 + np.arange(len(documents)) + np.cumsum(rng.random(len(documents)) < 0.015)
    settled = documents["of"].notna() | documents["code"].isin(WORDS["not_clients"])
    letter = np.where(documents["of"].notna(), "R", "S")
    terms = documents["code"].map(company.entities["terms"]).mask(settled, 0).astype(int)
    late = documents["code"].map(company.entities["delay"]) + np.round(rng.normal(0, 4, len(documents)))
    days = (terms + late).clip(lower=0).mask(settled, 0).astype(int)
    due, paid = (documents["day"] + pd.to_timedelta(wait, unit="D") for wait in (terms, days))
    told = pd.DataFrame({
        "invoice": [f"{a}-{n:06d}" for a, n in zip(letter, number, strict=True)], "number": number,
        "due": due, "days": days, "paid": _on_weekday(paid).mask(settled, paid)[lambda day: day <= AS_OF],
        "manager": documents["code"].map(company.entities["manager"]).fillna(""),
    })
    found = lines.join(told, on="order").sort_values(["day", "number", "article", "quantity"], kind="stable")
    return found.assign(line=found.groupby("invoice").cumcount() + 1).reset_index(drop=True)
