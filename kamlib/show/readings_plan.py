"""The sentences on one plan: its fan, what moves it, its value, its quarters and its goals."""

from typing import Any

import pandas as pd

from kamlib.show.plan_fan import often
from kamlib.show.readings import Reading
from kamlib.show.words import money, number, percent, short, signed
from kamlib.text import N_, _, ngettext

NAME, LINES = 28, 5
WHAT = {"growth": N_("the growth of {}"), "share": N_("our share of {}"),
        "margin": N_("the margin rate of {}")}


def read_fan(chances: pd.DataFrame, scenarios: pd.DataFrame, *, currency: str) -> Reading:
    """Say how likely the plan is by what people typed, its worst and its best end, and what has no range.

    Parameters
    ----------
    chances, scenarios : DataFrame
        From `plan_scenarios`, of one account.
    currency : str
    """
    if chances.empty or pd.isna(chances["target"].iloc[0]):
        return Reading(_("The last year of the plan is not known, so there is no chance to tell."))
    row = chances.iloc[0]
    if pd.isna(row["chance"]):
        return Reading(_("No assumption has a low and a high: nothing can be said of how sure {} is.").format(
            money(row["target"], currency)))
    first = _("The plan's {target} in the last year is reached {often}; the middle of the draws is {middle}.")
    words = first.format(target=money(row["target"], currency), often=often(float(row["chance"])),
                         middle=money(row["median"], currency))
    return Reading(words, _ends(scenarios, currency), _value(row, scenarios), _bare(row))


def _ends(scenarios: pd.DataFrame, currency: str) -> str:
    ends = scenarios.set_index("scenario")
    low, high = ends.loc["low"], ends.loc["high"]
    if pd.isna(low["npv_held"]) or pd.isna(high["npv_held"]):
        return _("With everything at its low the last year brings {low}, at its high {high}.").format(
            low=money(low["revenue"], currency), high=money(high["revenue"], currency))
    return _("With everything at its low the last year brings {low} (value over held shares {worse}), at its "
             "high {high} ({better}).").format(
        low=money(low["revenue"], currency), high=money(high["revenue"], currency),
        worse=money(low["npv_held"], currency), better=money(high["npv_held"], currency))


def _value(row: "pd.Series[Any]", scenarios: pd.DataFrame) -> str:
    """Say in how many draws the plan pays its budget, and that everything at its low is none of them."""
    worth = row["chance_of_worth"]
    if pd.isna(worth):
        return ""
    worst = scenarios.set_index("scenario")["npv_held"].get("low", float("nan"))
    if worth == 1 and worst < 0:
        return _("The plan pays its budget in every draw; it does not with everything at its low at once, "
                 "which was in no draw.")
    return _("The plan pays its budget {}.").format(often(float(worth)))


def _bare(row: "pd.Series[Any]") -> str:
    """Say how many assumptions have no range, and how many a crossed one."""
    bare, crossed = int(row["assumptions"] - row["ranged"] - row["crossed"]), int(row["crossed"])
    words = [ngettext("{} assumption has no range and is taken as sure.", "{} assumptions have no range and "
                      "are taken as sure.", bare).format(number(bare)) if bare else "",
             ngettext("{} range is crossed and is not used.", "{} ranges are crossed and are not used.",
                      crossed).format(number(crossed)) if crossed else ""]
    return " ".join(word for word in words if word)


def read_tornado(tornado: pd.DataFrame, *, currency: str) -> Reading:
    """Say which assumption moves the value most, and whether one alone turns it below zero.

    Parameters
    ----------
    tornado : DataFrame
        From `plan_tornado`, of one account.
    currency : str
    """
    known = tornado[tornado["swing"].notna()] if len(tornado) else tornado
    if known.empty:
        return Reading(_("No assumption has a range that moves a known value: ask for low and high first."))
    row = known.iloc[0]
    what = _(WHAT[row["what"]]).format(short(row["name"], NAME))
    first = _("Most hangs on {what}: between {low} and {high} the value moves by {swing}.").format(
        what=what, low=percent(row["low"], 0), high=percent(row["high"], 0),
        swing=money(row["swing"], currency))
    ask = _("It is the first thing to find out.")
    base = float(row["npv_base"])
    turns = int(((known[["npv_low", "npv_high"]].min(axis=1) < 0) & (base > 0)).sum())
    last = ngettext("{} assumption alone can turn the value below zero.", "{} assumptions alone can turn the "
                    "value below zero.", turns).format(number(turns)) if turns else ""
    return Reading(first, ask, last)


def read_bridge(worth: pd.DataFrame, lines: pd.DataFrame, *, currency: str) -> Reading:
    """Say what of the value is the plan's and what the market's; where it has none, which figure is missing.

    Parameters
    ----------
    worth : DataFrame
        From `plan_worth`, the row of one account.
    lines : DataFrame
        From `plan_quantities`, of the account.
    currency : str
    """
    if worth.empty or pd.isna(worth["npv_held"].iloc[0]):
        return Reading(_("The plan has no value yet: a figure is missing in some year."), _missing(lines))
    row = worth.iloc[0]
    first = _("Larger shares bring {own}, the budget takes {cost}: {held} is the plan's own effect.").format(
        own=money(row["plan_worth"], currency), cost=money(row["budget_worth"], currency),
        held=money(row["npv_held"], currency))
    market = _("Against the frozen year it looks like {frozen}, for {market} of growing wallets is counted "
               "in.").format(frozen=money(row["npv_frozen"], currency),
                             market=money(row["market_worth"], currency))
    count = int(row["without_budget"])
    most = ngettext("{} step has no budget: the value is at most that.", "{} steps have no budget: the value "
                    "is at most that.", count).format(number(count)) if count else ""
    return Reading(first, market, most)


def _missing(lines: pd.DataFrame) -> str:
    """Name the lines of a plan that have no revenue or margin in some year, and what each of them lacks."""
    dark = lines[lines["revenue"].isna() | lines["margin"].isna()].sort_values("year", kind="stable")
    words = []
    for _line, rows in dark.groupby("line", sort=False):
        row = rows.iloc[0]
        name, year = short(row["name"], NAME), number(row["year"])
        if pd.isna(row["revenue"]):
            share = _("{name}: our share in year {year}").format(name=name, year=year)
            wallet = _("{}: what they will buy (growth)") if row["year"] else _("{}: what they buy (wallet)")
            words.append(share if pd.isna(row["share"]) else wallet.format(name))
        else:
            words.append(_("{}: margin rate").format(name))
    left = len(words) - LINES
    more = ngettext("{} more line", "{} more lines", left).format(number(left)) if left > 0 else ""
    return _("Missing: {}.").format("; ".join([*words[:LINES], *filter(None, [more])])) if words else ""


def read_quarters(fact: pd.DataFrame, *, currency: str) -> Reading:
    """Say which quarters of the plan were reached, and by how much.

    Parameters
    ----------
    fact : DataFrame
        From `plan_against_fact`, of one account.
    currency : str
    """
    if fact.empty or fact["plan"].isna().all():
        return Reading(_("The first year of the plan has no figure, so it has no quarters."))
    over = fact[fact["state"].isin(["reached", "short"])]
    running = fact[fact["state"].str.startswith("running")]
    if over.empty and running.empty:
        return Reading(_("No quarter of the plan has begun in the sales that are counted."))
    words = [_quarter(row, currency) for _i, row in pd.concat([over, running]).iterrows()]
    dark = int((fact["state"] == "unknown").sum())
    return Reading(*words, ngettext("{} quarter is not known.", "{} quarters are not known.", dark).format(
        number(dark)) if dark else "")


def _quarter(row: "pd.Series[Any]", currency: str) -> str:
    gap = signed(money(row["difference"], currency), row["difference"])
    words = {"reached": _("Quarter {quarter}: reached, {part} of its plan ({gap})."),
             "short": _("Quarter {quarter}: short, {part} of its plan ({gap})."),
             "running, on plan": _("Quarter {quarter} runs: {part} of its plan for the days gone ({gap})."),
             "running, short": _("Quarter {quarter} runs short: {part} of its plan for the days gone "
                                 "({gap}).")}
    return words[str(row["state"])].format(quarter=number(row["quarter"]), part=percent(row["fulfilled"], 0),
                                           gap=gap)


def read_goals(progress: pd.DataFrame) -> Reading:
    """Say how far the client's goals are, and ours apart from them.

    Parameters
    ----------
    progress : DataFrame
        From `goals_of_accounts`, of one account, with ``whose`` ("client", "us").
    """
    words = []
    for whose, known, bare in (
            ("client", _("The client's goals are reached to {part}, weighted by importance, each "
                         "counted up to 100\u202f% ({measured} of {n} can be measured)."),
             _("How far the client's own goals are is unknown: none can be measured.")),
            ("us", _("Ours are reached to {part}, reckoned alike ({measured} of {n} can be measured)."), "")):
        rows = progress[progress["whose"] == whose]
        row = rows.iloc[0] if len(rows) else None
        if row is None or not row["known"]:
            words.append(bare)
            continue
        words.append(known.format(part=percent(row["achieved"], 0), measured=number(row["measured"]),
                                  n=number(row["goals"])))
        if whose == "client" and row["confirmed"] < row["goals"]:
            open_ = int(row["goals"] - row["confirmed"])
            words.append(ngettext("{} of them is confirmed by nobody there.", "{} of them are confirmed by "
                                  "nobody there.", open_).format(number(open_)))
    return Reading(*words)


def read_goals_known(progress: pd.DataFrame) -> Reading:
    """Say of how many accounts the client's goals are known; those unknown are never averaged in.

    Parameters
    ----------
    progress : DataFrame
        From `goals_of_accounts`, of all key accounts, the client's goals.
    """
    dark = int((~progress["known"].astype("bool")).sum())
    if not dark:
        return Reading(_("The client's goals are known for every key account."))
    words = _("Strategic goal achievement is unknown for {n} of {all} key accounts: they are not averaged "
              "in.")
    return Reading(words.format(n=number(dark), all=number(len(progress))))
