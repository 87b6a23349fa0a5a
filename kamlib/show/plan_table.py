"""The quantities of a plan as one table whose arithmetic can be followed with a pencil."""

from dataclasses import replace
from typing import Any

import pandas as pd

from kamlib.show.tables import Table, table
from kamlib.show.words import MISSING, Scale, number, percent, scale_of
from kamlib.text import _

_REST = ("condition", "confidence")


def plan_table(
    lines: pd.DataFrame, years: pd.DataFrame, worth: pd.DataFrame, quantities: pd.DataFrame, *, currency: str
) -> Table:
    """Show lines, sums, margin, budget, and both baselines of one plan, year by year.

    Parameters
    ----------
    lines : DataFrame
        Of one account: ``line``, ``name``, ``year``, ``calendar``, ``revenue`` (money), ``share``,
        ``margin_rate``.
    years : DataFrame
        ``year``, ``calendar``, ``wallet``, ``revenue``, ``share_of_wallet``, ``margin``, ``margin_rate``,
        ``budget``, ``held_revenue``, ``held_margin``, ``over_frozen``, ``over_held``.
    worth : DataFrame
        One row: ``discount_rate``, ``npv_frozen``, ``npv_held``; none where there is no plan.
    quantities : DataFrame
        ``line``, ``condition``, ``confidence``.
    currency : str

    Returns
    -------
    Table
        Money in one scale; revenue with the share of the wallet in brackets, in percent. From unrounded
        figures: printed parts may differ from printed sums in the last digit.
    """
    rough = scale_of(years["wallet"].fillna(years["revenue"]), currency)
    scale = replace(rough, decimals=rough.decimals + 1)  # a line is a tenth of the whole
    ahead = years.sort_values("year")
    names = {int(year): str(calendar) if pd.notna(calendar) else _("year {}").format(int(year))
             for year, calendar in zip(ahead["year"], ahead["calendar"], strict=True)}
    rows = [*_of_lines(lines, quantities, names, scale), *_of_sums(ahead, names, scale),
            *_of_increments(ahead, worth, names, scale, currency)]
    unit = _("{} (in brackets: %)").format(scale.unit) if scale.unit else _("in brackets: %")
    told = {f"y{year}": label for year, label in names.items()}
    headings = {"name": unit, **told, "why": _("on what it rests")}
    frame = pd.DataFrame(rows if names else [], columns=list(headings)).fillna("").astype("str")
    kinds = dict.fromkeys(headings, "figures") | {"name": "text", "why": "text"}
    return table(frame, headings, kinds=kinds, rows=max(len(frame), 1))


def _of_lines(
    lines: pd.DataFrame, quantities: pd.DataFrame, names: dict[Any, str], scale: Scale
) -> list[dict[str, str]]:
    about = quantities.set_index("line")
    rows = []
    for line, own in lines.groupby("line", sort=False):
        first = own.iloc[0]
        rest = [str(about.at[line, name]) if line in about.index else "" for name in _REST]
        columns = zip(own["year"], own["revenue"], own["share"], strict=True)
        cells = {f"y{year}": _with_share(revenue, share, scale) for year, revenue, share in columns}
        name = _("{name}, {rate} margin").format(name=first["name"], rate=percent(first["margin_rate"], 0))
        rows.append({"name": name, **cells, "why": _in_brackets(*rest)})
    return rows


def _of_sums(years: pd.DataFrame, names: dict[Any, str], scale: Scale) -> list[dict[str, str]]:
    def row(label: str, column: str, rate: str = "", why: str = "") -> dict[str, str]:
        cells = zip(years["year"], years[column], years[rate] if rate else years[column], strict=True)
        written = {f"y{year}": _with_share(value, part, scale, rate) for year, value, part in cells}
        return {"name": label, **written, "why": why}

    return [
        row(_("Revenue (share of wallet)"), "revenue", "share_of_wallet"),
        row(_("Wallet in these lines"), "wallet"),
        row(_("Gross margin (of revenue)"), "margin", "margin_rate",
            _("rates by line held; the total moves because the lines grow unequally")),
        row(_("Budget of the plan"), "budget"),
    ]


def _of_increments(
    years: pd.DataFrame, worth: pd.DataFrame, names: dict[Any, str], scale: Scale, currency: str
) -> list[dict[str, str]]:
    rate = percent(worth["discount_rate"].iloc[0], 0) if len(worth) else MISSING
    found = []
    for label, column, value in (
        (_("More margin than in the frozen year 0, after budget"), "over_frozen", "npv_frozen"),
        (_("Revenue with held shares: what comes without a plan"), "held_revenue", ""),
        (_("Margin with held shares, at the rate of year 0"), "held_margin", ""),
        (_("More margin than with held shares, after budget"), "over_held", "npv_held"),
    ):
        cells = {f"y{year}": scale.of(amount) for year, amount in
                 zip(years["year"], years[column], strict=True) if pd.notna(amount)}
        why = ""
        if value and len(worth):
            amount = number(float(worth[value].iloc[0]) / scale.divisor, 2)
            why = _("worth today at {rate} a year: {value} {unit}").format(
                rate=rate, value=amount, unit=scale.unit or currency)
        found.append({"name": label, **cells, "why": why})
    return found


def _with_share(value: float, share: float, scale: Scale, rate: str = "share") -> str:
    if not rate:
        return scale.of(value)
    return f"{scale.of(value)} ({number(100 * share, 0 if rate == 'share' else 1)})"


def _in_brackets(words: str, sure: str) -> str:
    return f"{words} ({_(sure)})" if words and sure else words or (_(sure) if sure else "")
