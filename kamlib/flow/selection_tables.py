"""Tables of the company's selection for a page: tests and criteria in numbers, points, the list."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from kamlib.flow.company import Company
from kamlib.method.base.weights import normalised
from kamlib.method.lacking import lacking
from kamlib.method.ranking import by_evaluator
from kamlib.method.screen import TESTS
from kamlib.text import N_, _

MEASURES = {
    "revenue": N_("revenue a year"), "margin": N_("margin a year"), "order_value": N_("average order"),
    "reachable_margin": N_("margin a year still to be reached"), "tenure_years": N_("years as a client"),
    "groups_share": N_("share of our product groups bought"), "days_late": N_("days paid late"),
    "share_of_wallet": N_("share of wallet"), "regularity": N_("share of periods with a purchase"),
}  # fmt: skip
_LARGE = 1e5  # money from here on is written in millions
_OF_SALES = ("large", "loyal")  # tests that say nothing of accounts that have never bought
_SHARES = ("groups_share", "share_of_wallet", "regularity")


def tests_in_numbers(company: Company) -> pd.DataFrame:
    """Return for each test how many accounts pass, fail, or cannot be judged.

    Returns
    -------
    DataFrame
        ``label``, ``holds``, ``fails``, ``unknown`` and ``off`` (counts of accounts; the last: the test does
        not apply, as to accounts that have never bought), ``limit`` in words.
    """
    rows = []
    for test in TESTS:
        off = company.screen["target"].astype("bool") & (test in _OF_SALES)
        answers = company.screen.loc[~off, test]
        rows.append({
            "label": company.labels[test], "off": int(off.sum()), "holds": int(answers.fillna(False).sum()),
            "fails": int((~answers.fillna(True).astype("bool")).sum()), "unknown": int(answers.isna().sum()),
            "limit": _limit(company, test),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _limit(company: Company, test: str) -> str:
    value = company.force.value
    if test == "large":
        words = _("in the smallest set with {:.0f} % of the margin (without costs: of revenue), at most {}")
        return words.format(100 * value("large_share"), value("max_large"))
    if test == "loyal":
        words = _("bought in {:.0f} % of the periods, client for {} years, {:.0f} % of the wallet ours")
        regular, wallet = (100 * value(f"loyal_{name}") for name in ("regularity", "share_of_wallet"))
        return words.format(regular, value("loyal_years"), wallet)
    if test == "promising":
        return _("can still bring at least the median margin of the large accounts")
    return _("people answer yes or no")


def criteria_in_numbers(company: Company) -> pd.DataFrame:
    """Return the criteria with what they rest on here.

    Returns
    -------
    DataFrame
        ``label``, ``share`` (weight among the main ones, missing for recorded ones), ``main``, ``source`` in
        words, ``known`` (share of the ranked accounts with a score of their own), ``low`` and ``high``: what
        1 and 10 points mean.
    """
    table = company.criteria.set_index("key")
    weights = normalised(table.loc[table["main"], "weight"].astype("float64"))
    ranked = company.scored.source
    used = company.used
    rows = [
        {
            "label": row["label"], "share": weights.get(key, float("nan")),
            "main": _("decides") if row["main"] else _("recorded"), "source": _source(ranked[key], used[key]),
            "known": float(ranked[key].isin(["data", "people"]).mean()) if len(ranked) else float("nan"),
            "low": _mark(row, ranked[key], used[key], 0), "high": _mark(row, ranked[key], used[key], 4),
        }
        for key, row in zip(map(str, table.index), table.to_dict("records"), strict=True)
    ]  # fmt: skip
    found = pd.DataFrame(rows)
    return found.sort_values(["share", "label"], ascending=[False, True], ignore_index=True)


def _source(sources: pd.Series, measure: str) -> str:
    counts = sources.value_counts()
    data = _(MEASURES.get(measure, measure)) if measure else _("data")
    words = {"data": data, "people": _("people's scores")}
    told = [words[name] for name in ("data", "people") if counts.get(name, 0)]
    return ", ".join(told) or _("nothing yet: nobody has scored it")


def _mark(row: dict[Hashable, Any], sources: pd.Series, measure: str, place: int) -> str:
    """Return what 1 or 10 points mean: an anchor where data decide, else the words."""
    by_data = (sources == "data").sum() > (sources == "people").sum()
    if by_data and len(row["anchors"]) > place:
        return _unit(float(row["anchors"][place]), measure)
    return str(row["words"][place]) if len(row["words"]) > place else ""


def _unit(value: float, measure: str) -> str:
    """Write an anchor as people say it: years, days, a share, money in millions where it is large."""
    if measure in ("tenure_years", "days_late"):
        words = _("{:g} years") if measure == "tenure_years" else _("{:g} days")
        return words.format(value)
    if measure in _SHARES:
        return _("{:.0f} %").format(100 * value)
    return _("{:g} mln").format(value / 1e6) if value >= _LARGE else f"{value:,.12g}".replace(",", " ")


def points(company: Company) -> pd.DataFrame:
    """Return the matrix of accounts and main criteria with score, place and how sure it is; best first.

    Returns
    -------
    DataFrame
        ``place``, ``name``, ``manager``, one column for each main criterion (1 to 10, missing where nobody
        gave a score), ``score``, ``in_list``, ``weights_alone`` and ``any_weights`` (shares of the draws, see
        `certainty`), ``sure``, ``verdict``.
    """
    known = company.scored.base.where(company.scored.source.isin(["data", "people"]))
    listed = company.listed[company.listed["place"].notna()]
    table = listed.merge(known[company.weights.index], left_on="account", right_index=True)
    beside = company.acceptability[["account", "weights_alone", "any_weights"]]
    return table.merge(beside, on="account", how="left").sort_values("place", ignore_index=True)


def decided_by_people(company: Company) -> pd.Series:
    """Return the weights of the criteria that people decide: where scores count for more accounts than data.

    The main ones; where data decide all of these, those that are only recorded.

    Returns
    -------
    Series
        Criterion -> weight.
    """
    source = company.scored.source
    of_people = (source == "people").sum() > (source == "data").sum()
    every = company.criteria.set_index("key")["weight"].astype("float64")
    told = every[[key for key in every.index if of_people[key]]]
    main = told[told.index.isin(company.weights.index)]
    return main if len(main) else told


def people_on(company: Company) -> str:
    """Return the names of the criteria that people decide, for the heading of what they agree on."""
    return ", ".join(company.labels[str(key)] for key in decided_by_people(company).index)


def spread_of_people(company: Company) -> pd.DataFrame:
    """Return each evaluator's points for each account, on the criteria that people decide.

    Returns
    -------
    DataFrame
        See `by_evaluator`, with ``name``.
    """
    criteria = company.criteria
    deciding = criteria.assign(main=criteria["key"].isin(decided_by_people(company).index))
    if not deciding["main"].any():
        return pd.DataFrame(columns=["account", "who", "score", "share", "name"])
    spread = by_evaluator(company.scores, deciding)
    return spread.assign(name=spread["account"].map(company.names))


def key_list(company: Company) -> pd.DataFrame:
    """Return who is key, in the order of the places, and whoever people decided on beside them.

    Returns
    -------
    DataFrame
        Columns of `company_list`, ``verdict`` with what people decided, ``holds`` (names of the tests),
        ``worth`` (money a year: what can be reached less the hours).
    """
    listed = company.listed
    shown = listed[(listed["verdict"] == "key") | (listed["decided"] != "")]
    worth = company.worth.set_index("account")["worth"]
    return shown.assign(
        holds=[_labels(words, company) for words in shown["holding"]],
        verdict=[_decision(*row) for row in shown[["verdict", "decided", "computed"]].to_numpy()],
        worth=shown["account"].map(worth),
    )  # fmt: skip


def _labels(keys: str, company: Company) -> str:
    return ", ".join(company.labels.get(key, key).lower() for key in keys.split(",") if key)


def _decision(verdict: str, decided: str, computed: str) -> str:
    if not decided:
        return verdict
    words = _("{}: people decided, the rules say {}") if decided != computed else _("{}: people and rules")
    return words.format(decided, computed)


def reasons(company: Company) -> pd.DataFrame:
    """Return the accounts with what answers "why is it not on the list?"; see `lacking`.

    Returns
    -------
    DataFrame
        Columns of `company_list`, and against the last account that the rules let in: ``rival_name``,
        ``lacks`` (criterion), ``points``, ``rival_points``.
    """
    listed = company.listed
    inside = listed[listed["computed"] == "key"].sort_values("place")
    last = str(inside["account"].iloc[-1]) if len(inside) else ""
    behind = lacking(company.scored.base, company.weights, last)
    behind["rival_name"] = behind["rival"].map(company.names)
    return listed.merge(behind.drop(columns="rival"), on="account", how="left")


def asked_first(company: Company, rows: int = 10) -> pd.DataFrame:
    """Return the accounts off the list that a room asks about first, with their reasons.

    Those that people took off, those whose place is contested, then the largest by revenue.
    """
    off = reasons(company)
    off = off[off["verdict"] != "key"]
    first = (off["decided"] != "") | (off["sure"] == "contested")
    order = off.assign(first=~first)
    order = order.sort_values(["first", "revenue", "account"], ascending=[True, False, True])
    return order.head(rows).drop(columns="first").reset_index(drop=True)


def competing(company: Company) -> pd.DataFrame:
    """Return the ranking of the accounts that compete for a place, best first."""
    able = company.listed.loc[company.listed["place"].notna(), "account"]
    return company.ranking[company.ranking["account"].isin(able)].reset_index(drop=True)


def worth_of_key(company: Company) -> pd.DataFrame:
    """Return what the key accounts can still bring, less their hours; see `worth_the_hours`."""
    key = company.listed.loc[company.listed["verdict"] == "key", "account"]
    return company.worth[company.worth["account"].isin(key)].reset_index(drop=True)
