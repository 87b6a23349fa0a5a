"""What people state as facts, made into answers: yes, no, or unknown where they contradict each other."""

import pandas as pd

from kamlib.method.base.kleene import UNKNOWN
from kamlib.method.base.refuse import refuse
from kamlib.text import _

YES, NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false"})
NOT_KNOWN = "unknown"
COLUMNS = ["account", "test", "part", "answer", "value", "threshold", "unit", "said"]


def stated(
    facts: pd.DataFrame, catalogue: pd.DataFrame, accounts: pd.Series, *, among: pd.Series | None = None
) -> pd.DataFrame:
    """Return the answer to each fact of the catalogue for each account.

    Of each person the latest answer counts. A yes-no fact holds by "yes" or a number above zero; a count
    holds from ``holds`` on ("yes" is at least one, "no" is none). People whose answers differ in what they
    mean - one says it holds, another that it does not - leave it unknown, and are named.

    Parameters
    ----------
    facts : DataFrame
        ``who``, ``account``, ``fact``, ``answer`` (text), perhaps ``on`` (day).
    catalogue : DataFrame
        ``key``, ``test``, ``kind`` ("yes_no" or "count"), ``holds``.
    accounts : Series
        Keys of the accounts looked at.
    among : Series, optional
        Keys of all facts that may be stated, those not looked at here included.

    Returns
    -------
    DataFrame
        One row for each account and fact: ``account``, ``test``, ``part`` (the fact), ``answer`` (True,
        False, unknown), ``value`` (the count, 1 or 0; the largest of several people's), ``threshold``,
        ``unit`` ("count", "yes_no"), ``said``: who said what, where people contradict each other.

    Raises
    ------
    KamError
        When an answer can't be read, or a fact is not in the catalogue.

    Examples
    --------
    >>> catalogue = pd.DataFrame({"key": ["leader", "references"], "test": "status",
    ...                           "kind": ["yes_no", "count"], "holds": [1, 3]})
    >>> facts = pd.DataFrame({"who": ["Vera", "Adam", "Vera"], "account": "A",
    ...                       "fact": ["leader", "leader", "references"], "answer": ["yes", "no", "4"]})
    >>> stated(facts, catalogue, pd.Series(["A"]))[["part", "answer", "said"]]
             part  answer                 said
    0      leader    <NA>  Adam: no, Vera: yes
    1  references    True
    """
    known = set(catalogue["key"] if among is None else among)
    strange = facts.loc[~facts["fact"].isin(known), "fact"].unique()
    if len(strange):
        refuse("fact-unknown", _("is no fact of the pack"), _("use the keys of the forms"), strange)
    rules = catalogue.set_index("key")
    said = _latest(facts[facts["fact"].isin(rules.index) & facts["account"].isin(accounts)])
    said = said.assign(value=_numbers(said["answer"]))
    counts = said["fact"].map(rules["kind"]) == "count"
    limits = said["fact"].map(rules["holds"]).where(counts, 1).astype("float64")
    said = said.assign(holds=_holding(said, limits))
    pairs = pd.MultiIndex.from_product([accounts, rules.index], names=["account", "fact"])
    table = _together(said).reindex(pairs).reset_index()
    counted = table["fact"].map(rules["kind"]) == "count"
    table = table.rename(columns={"fact": "part"}).assign(
        test=table["fact"].map(rules["test"]),
        threshold=table["fact"].map(rules["holds"]).where(counted, 1).astype("float64"),
        unit=counted.map({True: "count", False: "yes_no"}), said=table["said"].fillna(""),
    )
    return table[COLUMNS]


def _latest(facts: pd.DataFrame) -> pd.DataFrame:
    known = facts[facts["answer"].notna() & (facts["answer"].astype("str").str.strip() != "")]
    order = [name for name in ("on", "who", "answer") if name in known]
    placed = known.sort_values(order, na_position="first", kind="stable")
    last = placed.drop_duplicates(["who", "account", "fact"], keep="last")
    # Who says that he does not know takes back what he said before.
    return last[last["answer"].astype("str").str.strip().str.casefold() != NOT_KNOWN]


def _numbers(answers: pd.Series) -> pd.Series:
    """Return each answer as a number: yes is 1, no is 0."""
    words = answers.astype("str").str.strip().str.casefold()
    values = pd.to_numeric(words.str.replace(",", "."), errors="coerce")
    values = values.mask(words.isin(YES), 1.0).mask(words.isin(NO), 0.0).astype("float64")
    strange = answers[values.isna()].unique()
    if len(strange):
        refuse("fact-unreadable", _("is no answer"), _("write yes, no or a number"), strange)
    return values


def _holding(said: pd.DataFrame, limits: pd.Series) -> pd.Series:
    """Return whether each answer makes its fact hold; "yes" to a count of several leaves it open."""
    holds = (said["value"] >= limits).astype("boolean")
    vague = said["answer"].astype("str").str.strip().str.casefold().isin(YES) & (limits > 1)
    return holds.mask(vague, UNKNOWN)


def _together(said: pd.DataFrame) -> pd.DataFrame:
    """Return one answer for each account and fact; unknown where people contradict each other."""
    groups = said.assign(words=said["who"] + ": " + said["answer"].astype("str")).groupby(["account", "fact"])
    yes, no = groups["holds"].max(), groups["holds"].min()
    apart = yes.fillna(False) & ~no.fillna(True)
    words = groups["words"].agg(lambda each: ", ".join(sorted(each))).where(apart, "")
    return pd.DataFrame({"answer": yes.mask(apart, UNKNOWN).astype("boolean"),
                         "value": groups["value"].max(), "said": words})
