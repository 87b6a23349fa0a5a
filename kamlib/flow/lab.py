"""The ranking laboratory: where weights come from, how far they move, who agrees, what a fact is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from kamlib.flow.certainty import draws_of
from kamlib.flow.company import Company
from kamlib.flow.listing import listing
from kamlib.flow.selection_tables import decided_by_people
from kamlib.flow.settings import InForce
from kamlib.method.acceptability import acceptability, rank_acceptability
from kamlib.method.agreement import Agreement, kendall_w
from kamlib.method.base.votes import latest_round, mean_correlation, own_and_others, pair_correlations
from kamlib.method.base.weights import weighted
from kamlib.method.central import central_weights
from kamlib.method.evaluators import evaluator_agreement, leave_one_out, totals
from kamlib.method.information import information_value
from kamlib.method.rank_weights import rank_order_centroid, rank_sum
from kamlib.method.second_opinion import second_opinion
from kamlib.method.stability import weight_stability
from kamlib.method.swing import swing_weights
from kamlib.problems import KamError, Problem
from kamlib.text import _

_STABLE = pd.DataFrame(columns=["criterion", "label", "kept", "weight", "low", "high", "below_in",
                                "below_out", "above_in", "above_out", "change", "critical"])
_CENTRAL = ["account", "name", "in_list", "confidence"]
_AROUND = 4  # ranks shown on either side of the cut
_WITHOUT = pd.DataFrame(columns=["who", "agreement", "agreement_all", "comes_in", "goes_out", "changes"])
_GROUPS = pd.DataFrame(columns=["who", "w", "band", "accounts"])
_EVALUATORS = pd.DataFrame(columns=["who", "agreement", "higher", "accounts", "halo", "extra", "own"])


@dataclass(frozen=True)
class Lab:
    """What the laboratory finds about one ranking; accounts and criteria with their names.

    Parameters
    ----------
    weights : DataFrame
        ``criterion``, ``label``, and one column of weights for each way: ``in_force``, ``rank_order``,
        ``rank_sum``, ``swing`` (where points were given), ``equal``.
    ways : DataFrame
        ``way``, ``same`` accounts in the list, ``comes_in`` and ``goes_out`` as names.
    stability, central, opinions, information : DataFrame
        See the functions of the method with these names.
    agreement : Agreement or None
        Of all evaluators; None with fewer than two, or no account that two scored.
    without : DataFrame
        See `leave_one_out`; no rows without agreement.
    groups : DataFrame
        ``who``, ``w``, ``band``, ``accounts``: agreement of all, and of those whom no warning names.
    evaluators : DataFrame
        ``who``, ``accounts``, ``agreement`` with the others, ``halo`` (mean correlation between his
        criteria), ``own`` accounts and ``extra`` points for them.
    correlations : DataFrame
        ``of`` (points that count, or people's marks), ``first`` and ``second`` criterion, ``correlation``,
        ``both`` ("yes": both decide); strongest first.
    by_rank : DataFrame
        ``account``, ``name`` and a column for each rank around the cut: in what share of the draws a
        contested account has it.
    bands : list of float
        From which agreement on it is called moderate, good, strong.
    seeds : DataFrame
        ``account``, ``name`` and how often it is in the list with the seed in force and the next two, for
        contested accounts.
    """

    weights: pd.DataFrame
    ways: pd.DataFrame
    stability: pd.DataFrame
    central: pd.DataFrame
    agreement: Agreement | None
    without: pd.DataFrame
    groups: pd.DataFrame
    evaluators: pd.DataFrame
    correlations: pd.DataFrame
    opinions: pd.DataFrame
    information: pd.DataFrame
    by_rank: pd.DataFrame
    bands: list[float]
    seeds: pd.DataFrame


def ranking_lab(
    company: Company, force: InForce, *, order: Sequence[str] = (), swing: Mapping[str, float] | None = None
) -> Lab:
    """Take the ranking of a company's selection apart.

    Parameters
    ----------
    company : Company
    force : InForce
        Settings of the section ``lab``.
    order : sequence of str, optional
        Main criteria, most important first; by the weights in force without it.
    swing : mapping of str to float, optional
        Points of each main criterion for the swing from worst to best.

    Returns
    -------
    Lab

    Raises
    ------
    KamError
        When ``order`` or ``swing`` does not name each main criterion once.
    """
    weights, labels = company.weights, _labels(company)
    _name_all(weights, {"order": list(order), "swing": list(swing or {})})
    rows = sorted(company.acceptability["account"])
    base = company.scored.base.loc[rows, weights.index]
    ways = _ways_to_weights(weights, order or _by_weight(weights), swing or {})
    drawn = draws_of(company.force, company.scored, company.weights, rows)
    safe = {"safe": company.force.value("safe"), "out": company.force.value("out")}
    limits = {"indifference": force.value("indifference"), "preference": force.value("preference")}
    stable = weight_stability(base, weights, places=company.places) if len(base) else _STABLE
    return Lab(
        weights=ways.assign(label=ways["criterion"].map(labels)),
        ways=_lists(ways, base, company),
        stability=_labelled(stable, labels),
        central=_central(drawn, company),
        **_people(company, force),
        correlations=_correlations(company, labels),
        opinions=_named(second_opinion(base, weights, places=company.places, **limits), company),
        information=_labelled(
            _named(information_value(**drawn, places=company.places, **safe), company), labels
        ),
        by_rank=_by_rank(company, rows),
        bands=force.value("agreement_bands"),
        seeds=_seeds(company, rows),
    )  # fmt: skip


def _name_all(weights: pd.Series, given: Mapping[str, list[str]]) -> None:
    remedy = _("name each of these once: {}").format(", ".join(weights.index))
    problems = [
        Problem("criteria-incomplete", _("does not name the main criteria"), remedy, column=name,
                found=", ".join(map(str, keys)))
        for name, keys in given.items() if keys and sorted(map(str, keys)) != sorted(weights.index)
    ]  # fmt: skip
    if problems:
        raise KamError(problems)


def _labels(company: Company) -> pd.Series:
    return company.criteria.set_index("key")["label"]


def _named(frame: pd.DataFrame, company: Company) -> pd.DataFrame:
    names = company.listed.set_index("account")["name"]
    return frame.assign(name=frame["account"].map(names))


def _central(drawn: dict[str, Any], company: Company) -> pd.DataFrame:
    if drawn["base"].empty:
        return pd.DataFrame(columns=[*_CENTRAL, *company.weights.index])
    return _named(central_weights(**drawn, places=1), company)


def _labelled(frame: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    return frame.assign(label=frame["criterion"].map(labels)) if "criterion" in frame else frame


def _by_weight(weights: pd.Series) -> pd.Series:
    """Return the place of each criterion, equal weights sharing one."""
    return weights.rank(ascending=False, method="min")


def _ways_to_weights(
    weights: pd.Series, order: Sequence[str] | pd.Series, swing: Mapping[str, float]
) -> pd.DataFrame:
    ways = {"in_force": weights, "rank_order": rank_order_centroid(order), "rank_sum": rank_sum(order)}
    if swing:
        ways["swing"] = swing_weights(pd.Series(dict(swing), dtype="float64"))
    ways["equal"] = pd.Series(1 / len(weights), index=weights.index)
    table = pd.DataFrame(ways).reindex(weights.index)
    return table.rename_axis("criterion").reset_index()


def _lists(ways: pd.DataFrame, base: pd.DataFrame, company: Company) -> pd.DataFrame:
    """Say what each way to weights does to the list."""
    words = {"in_force": _("in force"), "rank_order": _("rank-order centroid"), "rank_sum": _("rank sum"),
             "swing": _("swing"), "equal": _("equal weights")}
    names = company.listed.set_index("account")["name"]
    table = ways.set_index("criterion")
    today: set[str] = set()
    rows = []
    for way in [name for name in words if name in table]:
        score = weighted(base, table[way]).round(9)
        ordered = score.rename_axis("account").reset_index(name="score").sort_values(
            ["score", "account"], ascending=[False, True])
        inside = set(ordered["account"].head(company.places))
        today = today or inside
        rows.append({"way": words[way], "same": len(inside & today),
                     "comes_in": _words(inside - today, names), "goes_out": _words(today - inside, names)})
    return pd.DataFrame(rows)


def _words(keys: set[str], names: pd.Series) -> str:
    return ", ".join(sorted(str(names[key]) for key in keys))


def _people(company: Company, force: InForce) -> dict[str, Any]:
    """Return agreement and evaluators; empty where fewer than two people scored the same accounts."""
    nothing = {"agreement": None, "without": _WITHOUT, "groups": _GROUPS, "evaluators": _EVALUATORS}
    said = latest_round(company.scores)
    weights = decided_by_people(company)
    if said["who"].nunique() < 2 or weights.empty:
        return nothing
    summed = totals(said, weights)
    if min(summed.dropna().shape) < 2:
        return nothing
    without = leave_one_out(said, weights, list_without=partial(_list_without, company))
    names = company.listed.set_index("account")["name"]
    told = without.assign(**{side: [_words(set(keys), names) for keys in without[side]]
                             for side in ("comes_in", "goes_out")})
    agreed = _agreement(summed, company, force)
    return {"agreement": agreed, "without": told, "groups": _groups(summed, agreed, company, force),
            "evaluators": _evaluators(company, said, weights)}


def _agreement(summed: pd.DataFrame, company: Company, force: InForce) -> Agreement:
    return kendall_w(summed, bands=force.value("agreement_bands"), draws=force.value("orders"),
                     seed=company.force.value("seed"))


def _groups(summed: pd.DataFrame, agreed: Agreement, company: Company, force: InForce) -> pd.DataFrame:
    """Compare the agreement of all with that of those whom no warning names."""
    warned = company.pitfalls[company.pitfalls["code"].isin(["halo", "own_votes"])]["what"].unique()
    rows = [(_("all {}").format(agreed.evaluators), agreed)]
    rest = summed.drop(columns=[who for who in warned if who in summed])
    if len(warned) and min(rest.dropna().shape) >= 2:
        rows.append((_("without {}").format(", ".join(warned)), _agreement(rest, company, force)))
    table = [(who, found.w, _(found.band), found.accounts) for who, found in rows]
    return pd.DataFrame(table, columns=_GROUPS.columns)


def _list_without(company: Company, who: str | None) -> list[str]:
    """Return who is key on the company's own list, made again without the scores of one evaluator."""
    scores = company.scores if who is None else company.scores[company.scores["who"] != who]
    again = listing(company.force, company.criteria, company.measures, company.screen, company.evidence,
                    scores, company.decided).listed
    return again.loc[again["verdict"] == "key", "account"].tolist()


def _evaluators(company: Company, said: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    table = evaluator_agreement(said, weights).set_index("who")
    table["halo"] = mean_correlation(said).set_index("who")["correlation"].reindex(table.index)
    if "manager" not in company.measures:
        return table.assign(own=0, extra=float("nan")).reset_index()
    managers = company.measures.set_index("account")["manager"]
    table["extra"] = own_and_others(said, managers).set_index("who")["extra"].reindex(table.index)
    mine = said[said["account"].map(managers) == said["who"]].groupby("who")["account"].nunique()
    return table.assign(own=mine.reindex(table.index).fillna(0)).reset_index()


def _correlations(company: Company, labels: pd.Series) -> pd.DataFrame:
    """Compare the points that count, and the marks of people alone, whatever counts in their place."""
    counting = company.scored.base.where(company.scored.source.isin(["data", "people"]))
    marks = latest_round(company.scores).groupby(["account", "criterion"])["score"].median().unstack()
    parts = [
        pair_correlations(table).assign(of=words)
        for words, table in ((_("the points that count"), counting), (_("people's marks"), marks))
    ]
    pairs = pd.concat(parts, ignore_index=True)
    main = pairs["one"].isin(company.weights.index) & pairs["other"].isin(company.weights.index)
    table = pairs.assign(both=main.map({True: _("yes"), False: ""}), size=-pairs["correlation"].abs(),
                         first=pairs["one"].map(labels), second=pairs["other"].map(labels))
    return table.sort_values(["size", "of", "one", "other"], ignore_index=True)


def _by_rank(company: Company, rows: list[str]) -> pd.DataFrame:
    """Return how often each contested account has each of the ranks around the cut."""
    contested = company.acceptability[company.acceptability["verdict"] == "contested"]
    table = contested[["account", "name"]].reset_index(drop=True)
    if table.empty:
        return table
    drawn = draws_of(company.force, company.scored, company.weights, rows)
    shares = rank_acceptability(**drawn)
    around = range(max(1, company.places - _AROUND + 1), min(len(rows), company.places + _AROUND) + 1)
    for rank in around:
        table[str(rank)] = table["account"].map(shares[rank])
    return table


def _seeds(company: Company, rows: list[str]) -> pd.DataFrame:
    """Draw again with two other seeds; the difference is what the draws themselves leave open."""
    drawn = draws_of(company.force, company.scored, company.weights, rows)
    seed = drawn.pop("seed")
    contested = company.acceptability[company.acceptability["verdict"] == "contested"]
    table = contested[["account", "name", "in_list"]].rename(columns={"in_list": "first"})
    for column, other in (("second", seed + 1), ("third", seed + 2)):
        again = acceptability(**drawn, places=company.places, seed=other, ranks=False).set_index("account")
        table[column] = table["account"].map(again["in_list"]) if len(again) else float("nan")
    return table.reset_index(drop=True)
