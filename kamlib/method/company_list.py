"""The company's list: nominated by the screen, ordered by points, cut at the places there are."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.text import _

KEY, WAITING, NOT_NOMINATED = "key", "waiting", "not nominated"
UNKNOWN, KNOCKED_OUT = "unknown", "knocked out"
WORDS = {"key": KEY, "not key": "not key"}
FORBIDDEN = "compliance"  # the fact that takes an account out, whatever else it has
COLUMNS = ["account", "name", "target", "verdict", "computed", "decided", "why", "place", "score",
           "cut_score", "gap", "incomplete", "nominated", "holding", "asking", "top_management",
           "knocked_out_by", "reason", "by"]


def knock_outs(
    matrix: pd.DataFrame, source: pd.DataFrame, criteria: pd.DataFrame, evidence: pd.DataFrame
) -> pd.DataFrame:
    """Return the accounts that a rule takes out whatever else they have.

    A weighted sum lets strength in one thing pay for any weakness in another; a rule does not. An account is
    out with ``knock_out`` points or less on a criterion that has such a rule and whose points are known, or
    when people say that something forbids working closely with it.

    Parameters
    ----------
    matrix, source : DataFrame
        As `score_matrix` gives them.
    criteria : DataFrame
        ``key``, ``knock_out`` (points; 0: no rule).
    evidence : DataFrame
        As `screen` gives it; the fact "compliance" is looked at.

    Returns
    -------
    DataFrame
        ``account``, ``rule`` (the criterion, or "compliance"), ``value``, ``limit``; by account and rule.

    Examples
    --------
    >>> matrix = pd.DataFrame({"solvency": [1.0, 1.0]}, index=["A", "B"])
    >>> source = pd.DataFrame({"solvency": ["people", "missing"]}, index=["A", "B"])
    >>> rules = pd.DataFrame({"key": ["solvency"], "knock_out": [1.0]})
    >>> knock_outs(matrix, source, rules, pd.DataFrame(columns=["account", "part", "answer"]))
      account      rule  value  limit
    0       A  solvency    1.0    1.0
    """
    rows = [
        {"account": account, "rule": row["key"], "value": float(points), "limit": float(row["knock_out"])}
        for _place, row in criteria[criteria["knock_out"] > 0].iterrows()
        for account, points in matrix.loc[source[row["key"]].isin(["data", "people"]), row["key"]].items()
        if points <= row["knock_out"]
    ]
    forbidden = evidence[(evidence["part"] == FORBIDDEN) & evidence["answer"].fillna(False).astype("bool")]
    rows += [{"account": account, "rule": FORBIDDEN, "value": 1.0, "limit": 1.0}
             for account in forbidden["account"]]
    table = pd.DataFrame(rows, columns=["account", "rule", "value", "limit"])
    return table.sort_values(["account", "rule"], ignore_index=True)


def company_list(
    screen: pd.DataFrame, ranking: pd.DataFrame, *, places: int, knock_outs: pd.DataFrame,
    decided: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the verdict on every account, and why.

    ``computed`` is what the rules say: nominated accounts in the order of their points, the first ``places``
    of them key, the rest waiting. Where people have decided, ``verdict`` follows them and ``computed`` stays
    beside it; decided key accounts take their places first, so that the others may move to the waiting list.

    Parameters
    ----------
    screen : DataFrame
        The wide frame of `screen`, every account.
    ranking : DataFrame
        From `ranking`, at least of the accounts that are nominated.
    places : int
        How many key accounts there is room for.
    knock_outs : DataFrame
        From `knock_outs`: ``account``, ``rule``.
    decided : DataFrame, optional
        ``account``, ``decided`` ("key" or "not key"), perhaps ``reason``, ``by``, ``on``; of several rows for
        an account the latest counts.

    Returns
    -------
    DataFrame
        Every account once, those with a place first, then by key: ``account``, ``name``, ``target``;
        ``verdict`` and ``computed`` ("key", "waiting", "not nominated", "unknown", "knocked out"; decided
        ones also "not key"), ``decided`` ("" where nobody did), ``why`` ("in the places", "after the cut",
        "no test holds", "open questions", "knocked out", "decided", "places taken by decisions"); ``place``
        among those nominated and not out, ``score``, ``cut_score`` of the last computed place, ``gap`` to it
        (points, below zero behind the cut); ``incomplete``, ``nominated``, ``holding``, ``asking``,
        ``top_management``, ``knocked_out_by`` (rules joined by commas), ``reason`` and ``by`` of a decision.

    Raises
    ------
    KamError
        When a decision is neither "key" nor "not key", or names no account of the study, or a nominated
        account is not ranked.

    Examples
    --------
    >>> wide = pd.DataFrame({"account": list("ABC"), "name": list("ABC"), "target": False,
    ...     "nominated": pd.array([True, True, pd.NA], dtype="boolean"), "holding": ["large", "large", ""],
    ...     "asking": ["", "", "status"], "top_management": False})
    >>> ranked = pd.DataFrame({"account": ["B", "A", "C"], "score": [8.0, 7.0, 9.0], "incomplete": False})
    >>> out = pd.DataFrame(columns=["account", "rule"])
    >>> company_list(wide, ranked, places=1, knock_outs=out)[["account", "verdict", "why", "place", "gap"]]
      account  verdict             why  place  gap
    0       B      key   in the places      1  0.0
    1       A  waiting   after the cut      2 -1.0
    2       C  unknown  open questions   <NA>  1.0
    """
    order = {account: place for place, account in enumerate(ranking["account"])}
    table = screen.assign(order=screen["account"].map(order)).set_index("account")
    table = table.join(ranking.set_index("account")[["score", "incomplete"]])
    rules = knock_outs.groupby("account")["rule"].agg(",".join)
    table["knocked_out_by"] = table.index.to_series().map(rules).fillna("")
    candidates = _candidates(table)
    computed = _verdicts(table, candidates, candidates[:places])
    said = _decided(decided, table.index)
    table = table.assign(computed=computed, place=_places(table, candidates), **said)
    keys = said["decided"].index[said["decided"] == "key"]
    free = [account for account in candidates if not table.at[account, "decided"]]
    chosen = free[: max(0, places - len(keys))]
    final = _verdicts(table, candidates, chosen).mask(table["decided"] != "", table["decided"])
    cut = table["score"].reindex(candidates[:places]).min()
    table = table.assign(verdict=final, why=_why(table, final), cut_score=cut, gap=table["score"] - cut)
    return table.reset_index().sort_values(["place", "account"], ignore_index=True)[COLUMNS]


def _candidates(table: pd.DataFrame) -> list[str]:
    """Return the accounts that are nominated and not knocked out, best first."""
    able = table[table["nominated"].fillna(False).astype("bool") & (table["knocked_out_by"] == "")]
    lost = able.index[able["order"].isna()]
    if len(lost):
        refuse("not-ranked", _("is nominated and has no rank"), _("score every nominated account"), lost)
    return [str(account) for account in able.sort_values("order").index]


def _verdicts(table: pd.DataFrame, candidates: list[str], chosen: list[str]) -> pd.Series:
    verdict = pd.Series(NOT_NOMINATED, index=table.index)
    verdict = verdict.mask(table["nominated"].isna(), UNKNOWN).mask(table.index.isin(candidates), WAITING)
    return verdict.mask(table.index.isin(chosen), KEY).mask(table["knocked_out_by"] != "", KNOCKED_OUT)


def _places(table: pd.DataFrame, candidates: list[str]) -> pd.Series:
    numbers = {account: place for place, account in enumerate(candidates, 1)}
    return table.index.to_series().map(numbers).astype("Int64")


def _decided(decided: pd.DataFrame | None, accounts: pd.Index) -> dict[str, pd.Series]:
    """Return what people decided on each account, and why; the latest decision counts."""
    columns, nothing = ("decided", "reason", "by"), pd.Series("", index=accounts)
    if decided is None or decided.empty:
        return dict.fromkeys(columns, nothing)
    strange = decided.loc[~decided["account"].isin(accounts), "account"]
    if len(strange):
        remedy = _("mend judgement/key_accounts.csv")
        refuse("decided-unknown", _("is decided on, and is no account of the study"), remedy, strange)
    words = decided["decided"].astype("str").str.split().str.join(" ").str.casefold()
    wrong = decided.loc[~words.isin(WORDS), "decided"]
    if len(wrong):
        refuse("decided-unreadable", _("is no decision"), _("write key or not key"), wrong.unique())
    known = decided.assign(decided=words)
    if "on" in known:
        known = known.sort_values("on", kind="stable", na_position="first")
    last = known.drop_duplicates("account", keep="last").set_index("account").reindex(accounts)
    return {name: last[name].fillna("") if name in last else nothing for name in columns}


def _why(table: pd.DataFrame, verdict: pd.Series) -> pd.Series:
    words = {KEY: "in the places", WAITING: "after the cut", NOT_NOMINATED: "no test holds",
             UNKNOWN: "open questions", KNOCKED_OUT: "knocked out", "not key": "decided"}
    moved = (verdict == WAITING) & (table["computed"] == KEY)
    return verdict.map(words).mask(moved, "places taken by decisions").mask(table["decided"] != "", "decided")
