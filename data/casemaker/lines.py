"""The lines of every order: article and weight; quantities and prices come in closing."""

import numpy as np
import pandas as pd

from casemaker.articles import price_list
from casemaker.company import dice

# An article is in reach of a line when the line's amount pays for so many pieces of it.
PIECES_IN_REACH = 3


def make_lines(orders: pd.DataFrame, periods: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """One row for each line: order, code, year, period, day, group, article, weight, cell, list price.

    Every planted cell has at least one line. Weights share the amount of a cell among its lines.
    """
    rng = dice("lines")
    mixes = {key: part.set_index("group")["mln"] for key, part in cells.groupby(["code", "year"])}
    frame = _groups(orders, mixes, rng)
    frame = _complete(frame, orders, mixes, rng)
    joint = periods.set_index(["code", "period"])["joint"]
    frame["joint"] = pd.MultiIndex.from_frame(frame[["code", "period"]]).map(joint).astype(bool)
    frame["cell"] = frame["code"] + "|" + frame["period"] + np.where(frame["joint"], "", "|" + frame["group"])
    frame["weight"] = rng.lognormal(0, 0.75, len(frame))
    # Inside a joint cell the usual shares of the groups must come from the weights.
    frame.loc[frame["joint"], "weight"] *= _share_per_line(frame[frame["joint"]], mixes)
    return _articles(frame.reset_index(drop=True), periods, mixes, rng)


def _groups(orders: pd.DataFrame, mixes: dict, rng: np.random.Generator) -> pd.DataFrame:
    """Return a group for every line, large groups more often."""
    found = []
    for order in orders.itertuples():
        mix = mixes[order.code, order.year]
        chance = mix.to_numpy() ** 0.6
        found.append(rng.choice(mix.index.to_numpy(), order.lines, p=chance / chance.sum()))
    frame = orders.loc[orders.index.repeat(orders["lines"]), ["code", "year", "period", "day"]]
    return frame.assign(order=frame.index, group=np.concatenate(found)).reset_index(drop=True)


def _complete(
    frame: pd.DataFrame, orders: pd.DataFrame, mixes: dict, rng: np.random.Generator
) -> pd.DataFrame:
    """Add a line wherever a group of a stretch has none."""
    have = set(zip(frame["code"], frame["period"], frame["group"], strict=True))
    extra = []
    for (code, period), part in orders.groupby(["code", "period"], sort=False):
        if "P" in period:
            continue
        for group in mixes[code, part["year"].iloc[0]].index:
            if (code, period, group) not in have:
                order = part.iloc[rng.integers(len(part))]
                extra.append((code, order["year"], period, order["day"], order.name, group))
    columns = ["code", "year", "period", "day", "order", "group"]
    return pd.concat([frame, pd.DataFrame(extra, columns=columns)], ignore_index=True)


def _share_per_line(frame: pd.DataFrame, mixes: dict) -> np.ndarray:
    amounts = np.array([
        mixes[code, year][group] for code, year, group in
        zip(frame["code"], frame["year"], frame["group"], strict=True)
    ])
    return amounts / frame.groupby(["cell", "group"])["cell"].transform("size").to_numpy()


def _articles(
    frame: pd.DataFrame, periods: pd.DataFrame, mixes: dict, rng: np.random.Generator
) -> pd.DataFrame:
    """Return an article for each line: each entity keeps to its own favourites among those in reach."""
    articles = {group: part.sort_values("price") for group, part in price_list().groupby("group")}
    share = frame["weight"] / frame.groupby("cell")["weight"].transform("sum")
    amounts = share * 1e6 * cell_mln(frame, periods, mixes)
    favourites: dict[tuple[str, str], np.ndarray] = {}
    chosen, prices = [], []
    for code, group, rub in zip(frame["code"], frame["group"], amounts, strict=True):
        table = articles[group]
        key = (code, group)
        if key not in favourites:
            favourites[key] = rng.gamma(0.45, 1.0, len(table)) + 1e-3
        price = table["price"].to_numpy()
        liking = np.where(price * PIECES_IN_REACH <= rub, favourites[key], 0)
        place = rng.choice(len(table), p=liking / liking.sum()) if liking.sum() else 0
        chosen.append(table["article"].iloc[place])
        prices.append(price[place])
    return frame.assign(article=chosen, list_price=prices)


def cell_mln(frame: pd.DataFrame, periods: pd.DataFrame, mixes: dict) -> np.ndarray:
    """Planted amount of each line's cell in mln: the stretch, or the group's part of it."""
    stretch = periods.set_index(["code", "period"])["mln"]
    of_stretch = pd.MultiIndex.from_frame(frame[["code", "period"]]).map(stretch).to_numpy(float)
    shares = np.array([
        mixes[code, year][group] / mixes[code, year].sum()
        for code, year, group in zip(frame["code"], frame["year"], frame["group"], strict=True)
    ])
    return np.where(frame["joint"], of_stretch, of_stretch * shares)
