"""The smallest change of one answer that would bring an account onto a manager's list."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kamlib.method.base.least import COLUMNS, least, steps_of
from kamlib.method.base.stated import stated

PAIR = ["manager", "account"]
GRID = (0.25, 0.5, 0.75, 1.0)
ENTERING = ("loyal", "status")
MARK = "\x1f"  # between the number of a copy and a key; no key holds it


@dataclass(frozen=True)
class Tables:
    """What a manager's list is computed from: ``answers``, ``facts``, ``measures``, ``screen``, ``places``.

    ``places`` is a Series by manager, the others are frames as the functions of the list take them.
    """

    answers: pd.DataFrame
    facts: pd.DataFrame
    measures: pd.DataFrame
    screen: pd.DataFrame
    places: pd.Series


def smallest_change(
    cases: pd.DataFrame, tables: Tables, told: pd.DataFrame, catalogue: pd.DataFrame, *,
    listed: Callable[[Tables], pd.DataFrame], wallet_step: float,
) -> pd.DataFrame:
    """Return for each case the smallest change of one answer after which it is on the manager's list.

    Every answer that could be another one is tried, and the whole list is computed again by the same
    functions: one answer on influence settled a quarter or more higher, one unknown fact answered yes, one
    wallet with more within reach. Changes are measured in steps: a quarter of influence, one fact, one
    ``wallet_step`` of the reachable margin (an unknown wallet is one step, and the least that would do is
    said). Of equally small ones influence comes first, then facts, then the wallet, in the order of the pack.

    Parameters
    ----------
    cases : DataFrame
        ``manager`` and ``account`` of those not on the list.
    tables : Tables
        What the list is computed from.
    told : DataFrame
        From `influence_answers`, with all pairs of ``cases`` that have any answer.
    catalogue : DataFrame
        The facts of the pack: ``key``, ``test``, ``kind``, ``holds``, ``level``.
    listed : callable
        Takes `Tables` and returns the frame of `manager_list`; called with several copies of a manager at
        once, each under a name of its own.
    wallet_step : float
        What counts as one step of reachable margin: 0.25 is a quarter more.

    Returns
    -------
    DataFrame
        One row for each case: ``manager``, ``account``, ``kind`` ("influence", "fact", "wallet", or "" where
        no single answer would), ``question``, ``before`` (missing: unknown), ``after``, ``steps``,
        ``others``: how many other single answers would do too, with a larger or an equal change.

    Examples
    --------
    >>> measures = pd.DataFrame({"account": ["A"], "manager": ["Ada"]})
    >>> answers = pd.DataFrame({"who": ["Ada"], "role": ["manager"], "manager": ["Ada"], "account": ["A"],
    ...                         "question": ["volume"], "answer": [0.0]})
    >>> told = pd.DataFrame({"manager": ["Ada"], "account": ["A"], "question": ["volume"], "value": [0.0],
    ...                      "applies": [True]})
    >>> facts = pd.DataFrame(columns=["who", "account", "fact", "answer"], dtype="str")
    >>> catalogue = pd.DataFrame(columns=["key", "test", "kind", "holds", "level"], dtype="str")
    >>> def listed(tables):
    ...     last = tables.answers.groupby(["manager", "account"])["answer"].last().reset_index()
    ...     return last.assign(verdict=(last["answer"] >= 0.4).map({True: "key", False: "served"}))
    >>> tables = Tables(answers, facts, measures, measures, pd.Series({"Ada": 1}))
    >>> smallest_change(measures, tables, told, catalogue, listed=listed, wallet_step=0.25)[
    ...     ["kind", "question", "before", "after", "steps"]]
            kind question  before  after  steps
    0  influence   volume     0.0    0.5      2
    """
    options = pd.concat([
        _influence(cases, told, tables), _facts(cases, tables, catalogue),
        _wallets(cases, tables, wallet_step)], ignore_index=True)
    rules = catalogue.set_index("key")

    def moves(tried: pd.DataFrame) -> np.ndarray:
        return _on_list(tried, tables, rules, listed)

    return least(cases[PAIR], options, moves, step=wallet_step)


def _influence(cases: pd.DataFrame, told: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return each answer on influence with the higher answers that it could be settled at."""
    asked = told.loc[told["applies"], [*PAIR, "question", "value"]]
    keys = told["question"].drop_duplicates()
    blank = cases[PAIR].merge(asked[PAIR].drop_duplicates(), how="left", indicator=True)
    blank = blank.loc[blank["_merge"] == "left_only", PAIR].merge(keys, how="cross")
    rows = pd.concat([cases[PAIR].merge(asked, on=PAIR), blank.assign(value=float("nan"))])
    grid = rows.merge(pd.DataFrame({"after": GRID}), how="cross").rename(columns={"value": "before"})
    grid = grid[grid["after"] > grid["before"].fillna(0.0) + 1e-9]
    size = np.ceil((grid["after"] - grid["before"].fillna(0.0)) / GRID[0] - 1e-9)
    return grid.assign(kind="influence", steps=size.astype("int64"))[COLUMNS]


def _facts(cases: pd.DataFrame, tables: Tables, catalogue: pd.DataFrame) -> pd.DataFrame:
    """Return the unknown facts that a narrowed test asks for, answered yes."""
    asked = catalogue[(catalogue["level"] == "manager") & catalogue["test"].isin(ENTERING)]
    known = stated(tables.facts, asked, cases["account"].drop_duplicates(), among=catalogue["key"])
    open_ = known[known["answer"].isna()].rename(columns={"part": "question", "threshold": "after"})
    rows = cases[PAIR].merge(open_[["account", "question", "after"]], on="account")
    return rows.assign(kind="fact", before=float("nan"), steps=1)[COLUMNS]


def _wallets(cases: pd.DataFrame, tables: Tables, step: float) -> pd.DataFrame:
    """Return round amounts of reachable margin above today's, up to ten times the largest that is known."""
    if "reachable_margin" not in tables.measures:
        return pd.DataFrame(columns=COLUMNS)
    gains = tables.measures.set_index("account")["reachable_margin"].astype("float64")
    known = gains if gains.max() > 0 else tables.measures["revenue"]  # Where no wallet was ever typed.
    most = 10 * float(known.max()) if known.max() > 0 else float("nan")
    rows = []
    for manager, account in cases[PAIR].itertuples(index=False):
        before = float(gains.get(account, float("nan")))
        rows += [{"manager": manager, "account": account, "kind": "wallet", "question": "reachable_margin",
                  "before": before, "after": after, "steps": steps_of(before, after, step)}
                 for after in _round_amounts(before, most)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _round_amounts(before: float, most: float) -> list[float]:
    """Return numbers of one digit from ``before`` to ``most``; from a ten-thousandth of it where unknown."""
    if math.isnan(most):
        return []
    start = before if before > 0 else most / 1e4
    powers = range(math.floor(math.log10(start)), math.ceil(math.log10(most)) + 1)
    found = [float(f"{digit}e{power}") for power in powers for digit in range(1, 10)]
    return [amount for amount in found if start < amount <= most]


def _on_list(
    options: pd.DataFrame, tables: Tables, rules: pd.DataFrame,
    listed: Callable[[Tables], pd.DataFrame],
) -> np.ndarray:
    """Compute the list once for a copy of the manager under each option; return who is key in his copy."""
    copies = options.reset_index(drop=True).assign(copy=lambda table: [f"{n:06d}" for n in table.index])
    changed = _changed(_copied(copies[["copy", *PAIR]], tables), copies, rules)
    found = listed(changed)
    keys = found.loc[found["verdict"] == "key"]
    wanted = pd.MultiIndex.from_arrays([copies["copy"], copies["copy"] + MARK + copies["account"]])
    return np.asarray(wanted.isin(pd.MultiIndex.from_frame(keys[PAIR])))


def _copied(copies: pd.DataFrame, tables: Tables) -> Tables:
    """Return the tables with the accounts of the case's manager, once for each option."""
    named = tables.answers[PAIR]
    owned = tables.measures.reindex(columns=PAIR)
    pairs = pd.concat([named, owned]).dropna().drop_duplicates()
    rows = copies[["copy", "manager"]].merge(pairs, on="manager")

    def of_accounts(frame: pd.DataFrame) -> pd.DataFrame:
        found = rows[["copy", "account"]].merge(frame, on="account")
        return found.assign(account=found["copy"] + MARK + found["account"])

    answers = copies[["copy", "manager"]].merge(tables.answers, on="manager")
    answers = answers.assign(manager=answers["copy"], account=answers["copy"] + MARK + answers["account"])
    measures = rows.merge(tables.measures.rename(columns={"manager": "owner"}), on="account")
    own = measures["manager"] == measures["owner"]
    measures = measures.assign(manager=measures["copy"].where(own),
                               account=measures["copy"] + MARK + measures["account"])
    measures = measures.drop(columns=["owner", "copy"])
    places = pd.Series(tables.places.reindex(copies["manager"]).to_numpy(), index=copies["copy"])
    return Tables(answers, of_accounts(tables.facts), measures, of_accounts(tables.screen), places)


def _changed(tables: Tables, copies: pd.DataFrame, rules: pd.DataFrame) -> Tables:
    """Let each option be the answer in its copy."""
    account = copies["copy"] + MARK + copies["account"]
    kind = copies["kind"]
    settled = pd.DataFrame({
        "who": "", "role": "settled", "manager": copies["copy"], "account": account,
        "question": copies["question"], "answer": copies["after"].astype("float64")})[kind == "influence"]
    if "applies" in tables.answers:
        settled = settled.assign(applies="yes")
    yes = pd.DataFrame({"who": "", "account": account, "fact": copies["question"],
                        "answer": copies["after"].map("{:g}".format)})[kind == "fact"]
    gone = pd.MultiIndex.from_frame(tables.facts[["account", "fact"]]).isin(
        pd.MultiIndex.from_frame(yes[["account", "fact"]]))
    measures = tables.measures
    if (kind == "wallet").any():
        gain = copies["after"][kind == "wallet"].astype("float64").set_axis(account[kind == "wallet"])
        after = measures["account"].map(gain)
        measures = measures.assign(reachable_margin=after.fillna(measures["reachable_margin"]))
    old = pd.MultiIndex.from_frame(tables.answers[["account", "question"]]).isin(
        pd.MultiIndex.from_frame(settled[["account", "question"]])) & (tables.answers["role"] == "settled")
    return replace(tables, measures=measures, answers=_joined(tables.answers[~old], settled),
                   facts=_joined(tables.facts[~gone], yes))


def _joined(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, more], ignore_index=True) if len(more) else frame
