"""The reviewer's remarks in words: what a good colleague asks, and where in the workbook."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.tables import Table, table
from kamlib.show.words import MISSING, money, number, percent, short
from kamlib.text import N_, _, ngettext

NAME, TOLD = 60, 2
SHEETS = {"plan": N_("Plan and sign-off"), "goals": N_("Goals"), "quantities": N_("Quantities"),
          "position": N_("Position"), "steps": N_("Steps"), "offers": N_("Offers only for him"),
          "quarters": N_("Quarters"), "dossier": N_("Dossier"), "persons": N_("Buying centre")}
PARTS = {"wallet": N_("what they buy"), "growth": N_("the growth of what they buy"),
         "margin_rate": N_("the margin rate"), "share": N_("our share"), "margin": N_("the margin rate")}
WORDS = {
    "empty": N_("The plan is empty: begin with the client's goals."),
    "no_quantities": N_("No line says what they buy, and what our share of it shall be."),
    "no_steps": N_("No step says who does what: figures alone change nothing."),
    "hockey_stick": N_("Year {year} grows by {share}, the years before by {part} on average: what happens "
                       "then that does not happen before?"),
    "no_client_goal": N_("No goal of the client stands in the plan: what does he want to reach?"),
    "no_client_action": N_("In year {year} the client does nothing: what has he agreed to do?"),
    "year_without_steps": N_("Year {year} shall bring {money} more than held shares, and no step brings it."),
    "contract_end": N_("{who} has a contract for {what} until {day}, and no step speaks of it."),
    "rival_locked": N_("{what}: in year {year} we want {share}, and {part} is under contract with {who} all "
                       "year."),
    "shares_above_wallet": N_("{what}: our {share} and the {part} of {who} are more than all they buy."),
    "share_above_reach": N_("{what}: the plan ends at {share}; {part} is held to be reachable."),
    "old_claim": N_("{what} rests on an assumption of {count} months ago{about}: does it still hold?"),
    "undated_claim": N_("{what} rests on an assumption{about}, and nobody wrote of which day."),
    "worth_negative": N_("Against held shares the plan costs {loss} more than it brings."),
    "market_carries": N_("{share} of the plan's value comes from the market: what of it is ours?"),
    "range_crossed": N_("{what}: low or high of {whose} stands on the wrong side of {share}; no range is "
                        "drawn."),
    "quantity_missing": N_("{what}: not known is {parts}."),
    "loss_line": N_("{what} is sold below cost ({share}): does more of it help?"),
    "no_owner": N_('Nobody answers for "{what}".'),
    "no_deadline": N_('"{what}" has no day.'),
    "overdue": N_('"{what}" was due on {day} and is not done.'),
    "wrong_year": N_('"{what}" is due on {day}, and stands in year {year} ({count}).'),
    "step_outside": N_('"{what}" stands in year {year}, behind the end of the plan: its budget is not '
                       "counted."),
    "one_person": N_("{who} answers for {count} of {of} steps: who goes on when {who} is away?"),
    "year_costs_nothing": N_("The steps of year {year} cost nothing: what do they take?"),
    "no_budget": N_('"{what}" has no budget; 0 is one too.'),
    "no_measure": N_('"{what}": how shall we see that it is done?'),
    "no_plan_b": N_('"{what}" may go wrong{about}: what do we do then?'),
    "goal_no_measure": N_('Goal "{what}": by which number do we see that it is reached?'),
    "goal_no_distance": N_('Goal "{what}": the target is where it stands already.'),
    "goal_past": N_('Goal "{what}" was due on {day} and is not known to be reached.'),
    "no_gain": N_("No goal of the client says what he gains in money."),
    "rise_without_reason": N_("{what} rises from {share} to {part}: on what does that rest?"),
    "no_range": N_("No assumption has a low and a high: the plan looks surer than anybody is."),
    "quarters_sum": N_("The quarters typed add up to {share}; they count when all four are there and make "
                       "100 %."),
    "offer_dear": N_('Offer "{what}" costs us {money} a year and is worth {gain} to him: is there a better '
                     "one?"),
    "offer_no_value": N_('Offer "{what}": what is it worth to him?'),
    "offer_no_checker": N_('Offer "{what}": who of us checks that it is kept?'),
    "offer_past": N_('Offer "{what}" ended on {day}.'),
    "nobody_signed": N_("Neither manager nor supervisor has signed."),
    "not_agreed": N_("Nobody at the client has agreed: show him his version."),
    "review_past": N_("The review was due on {day}."),
    "no_review": N_("No day is set for the next review."),
    "base_year_old": N_("Year 0 is {count}; the last full year is {of}."),
    "no_terms": N_("Nobody said whether money is with inflation or without."),
    "no_outcome": N_('"{what}" was done on {day}: what came of it?'),
}


def remark_words(row: "pd.Series[Any]", *, currency: str) -> str:
    """Return the remark as one sentence.

    Parameters
    ----------
    row : Series
        A row of `plan_review`.
    currency : str

    Examples
    --------
    >>> row = pd.Series({"code": "no_owner", "what": "Trial lot of valves", "who": ""})
    >>> remark_words(row, currency="")
    'Nobody answers for "Trial lot of valves".'
    """
    code = str(row["code"])
    if code in _COUNTED:
        return _COUNTED[code](row)
    return _(WORDS[code]).format(**_said(row, currency))


def _said(row: "pd.Series[Any]", currency: str) -> dict[str, str]:
    """Write what a sentence may need of a row; what is missing is an en dash."""
    one, two = (_value(row, name) for name in ("number", "other"))
    day, who = row.get("day"), short(row.get("who", ""), NAME)
    year = _value(row, "year")
    return {
        "what": short(row.get("what", ""), NAME), "who": who, "year": number(year),
        "share": percent(one, 0), "part": percent(two, 0), "money": money(one, currency),
        "loss": money(abs(one), currency), "gain": money(two, currency),
        "count": _plain(one), "of": _plain(two), "day": f"{day:%Y-%m-%d}" if pd.notna(day) else "",
        "about": f' ("{who}")' if who else "", "whose": _(PARTS.get(str(row.get("who", "")), "")),
        "parts": _parts(str(row.get("who", ""))) if row["code"] == "quantity_missing" else "",
    }


def _plain(value: float) -> str:
    """Write a year or a small count: without a space between thousands."""
    return MISSING if pd.isna(value) else f"{value:.0f}"


def _value(row: "pd.Series[Any]", name: str) -> float:
    value = row.get(name)
    return float(value) if pd.notna(value) else float("nan")


def _parts(keys: str) -> str:
    """Write what of a line is missing; the shares of years in one phrase."""
    every = [key for key in keys.split(",") if key]
    words = [_(PARTS[key]) for key in every if key in PARTS]
    years = [key.removeprefix("share_") for key in every if key.startswith("share_")]
    if years:
        said = ngettext("our share in year {}", "our share in years {}", len(years))
        words.append(said.format(", ".join(years)))
    return ", ".join(words)


def _unconfirmed(row: "pd.Series[Any]") -> str:
    words = ngettext("{n} of {all} goals of the client is confirmed by nobody there: ask before you build "
                     "on it.", "{n} of {all} goals of the client are confirmed by nobody there: ask before "
                     "you build on them.", int(row["number"]))
    return words.format(n=number(row["number"]), all=number(row["other"]))


def _one_signed(row: "pd.Series[Any]") -> str:
    return _("The direct supervisor has not signed: the plan is made together.") \
        if row["what"] == "supervisor" else _("The manager has not signed.")


def _no_target(row: "pd.Series[Any]") -> str:
    return ngettext("{} indicator of our position has no target.", "{} indicators of our position have no "
                    "target.", int(row["number"])).format(number(row["number"]))


_COUNTED: Mapping[str, Callable[["pd.Series[Any]"], str]] = {
    "client_goal_unconfirmed": _unconfirmed, "one_signed": _one_signed, "position_no_target": _no_target}


def remark_place(row: "pd.Series[Any]") -> str:
    """Return where in the workbook a remark belongs: the sheet, and the year where it is about one.

    Examples
    --------
    >>> remark_place(pd.Series({"table": "steps", "year": 2.0}))
    'Steps, year 2'
    """
    sheet = _(SHEETS.get(str(row["table"]), str(row["table"])))
    year = _value(row, "year")
    return sheet if pd.isna(year) else _("{sheet}, year {year}").format(sheet=sheet, year=number(year))


def remarks_table(remarks: pd.DataFrame, *, currency: str, rows: int = 10) -> Table:
    """Show the remarks on one plan, or on several where they come with ``name``, each with its place.

    Parameters
    ----------
    remarks : DataFrame
        From `plan_review`.
    currency : str
    rows : int
        At most so many; the most telling come first.
    """
    shown = pd.DataFrame({
        **({"name": remarks["name"]} if "name" in remarks else {}),
        "words": [remark_words(row, currency=currency) for _i, row in remarks.iterrows()],
        "place": [remark_place(row) for _i, row in remarks.iterrows()]}).astype("str")
    headings = {"name": _("account"), "words": _("what a colleague would say"), "place": _("where")}
    return table(shown, headings, rows=rows, empty="")  # `read_remarks` says that there are none


def read_remarks(remarks: pd.DataFrame, *, currency: str) -> Reading:
    """Say how many remarks there are, and the first two.

    Parameters
    ----------
    remarks : DataFrame
        From `plan_review`, of one account.
    currency : str
    """
    if remarks.empty:
        return Reading(_("The reviewer finds nothing to ask. A plan may still be wrong: ask the client."))
    count = ngettext("{} remark.", "{} remarks.", len(remarks)).format(number(len(remarks)))
    first = [remark_words(row, currency=currency) for _i, row in remarks.head(TOLD).iterrows()]
    return Reading(count, *first)
