"""How full and how fresh a dossier is, for each account: full is not fresh."""

import pandas as pd

from kamlib.method.base.ratios import quotients
from kamlib.method.base.shares import ROUNDING

ANSWERED = ("fact", "said", "assumed")


def dossier_summary(answers: pd.DataFrame, *, full_from: float, fresh_from: float) -> pd.DataFrame:
    """Sum up each account's dossier; the headline is the share of core answers that still hold.

    completeness = sum of the importance of what is answered / sum of the importance of what applies;
    *not applicable* leaves both sums. Assumed answers count as answered and are shown apart. still valid =
    answers that hold / answers; an undated answer is not known to hold, so it counts below only. Without an
    answer there is no such share. Completeness rewards filled cells, and formal rules by themselves made
    key account management no more effective [workman2003]_, so it is not the headline. All rules are ours.

    Parameters
    ----------
    answers : DataFrame
        From `dossier_answers`.
    full_from : float
        From this completeness on a dossier is full.
    fresh_from : float
        From this share of answers that hold on it is fresh.

    Returns
    -------
    DataFrame
        One row for each account, in their order: ``account``, ``name``; for all questions and with ``core_``
        before the name for the core ones ``questions`` (that apply), ``answered``, ``complete`` (share by
        importance), ``valid``, ``expiring``, ``expired``, ``undated``, ``open`` (counts) and ``valid_share``;
        ``assumed`` and ``assumed_share`` of the answers, ``median_age`` (months, of those with a day),
        ``kind``: "fresh and full", "full, not fresh", "fresh, not full", "neither" or "empty".

    Examples
    --------
    >>> said = pd.DataFrame({"account": "A", "name": "Alder", "level": "core", "importance": [3, 1, 2],
    ...     "state": ["said", "open", "not applicable"], "validity": ["expired", "", ""],
    ...     "age_months": [26.0, None, None]})
    >>> found = dossier_summary(said, full_from=0.7, fresh_from=0.5)
    >>> found[["questions", "answered", "complete", "valid_share", "kind"]].to_dict("records")
    [{'questions': 2, 'answered': 1, 'complete': 0.75, 'valid_share': 0.0, 'kind': 'full, not fresh'}]
    """
    order = answers[["account", "name"]].drop_duplicates("account").set_index("account")
    known = answers[answers["state"].isin(ANSWERED)]
    every = _counted(answers).reindex(order.index)
    core = _counted(answers[answers["level"] == "core"]).reindex(order.index).add_prefix("core_")
    assumed = (known["state"] == "assumed").groupby(known["account"]).sum()
    found = order.join([every, core]).assign(
        assumed=assumed.reindex(order.index).fillna(0).astype("int64"),
        median_age=known.groupby("account")["age_months"].median())
    found["assumed_share"] = quotients(found["assumed"].astype("float64"), found["answered"])
    counts = {f"{of}{name}": found[f"{of}{name}"].fillna(0).astype("int64")
              for of in ("", "core_") for name in _COUNTS}
    found = found.assign(**counts)
    return found.assign(kind=_kind(found, full_from, fresh_from)).reset_index()


_COUNTS = ("questions", "answered", "valid", "expiring", "expired", "undated", "open")


def _counted(answers: pd.DataFrame) -> pd.DataFrame:
    """Count by account what applies, what is answered and how long that holds."""
    rows = answers[answers["state"] != "not applicable"]
    told = rows["state"].isin(ANSWERED)
    marks = {name: rows["validity"] == name for name in ("valid", "expiring", "expired", "undated")}
    weight = rows["importance"].astype("float64")
    flags = pd.DataFrame({
        "account": rows["account"], "questions": 1, "answered": told, **marks, "open": ~told,
        "weight": weight, "told": weight.where(told, 0.0)})
    sums = flags.groupby("account").sum()
    holds = (sums["valid"] + sums["expiring"]).astype("float64")
    return sums.assign(complete=quotients(sums["told"], sums["weight"]),
                       valid_share=quotients(holds, sums["answered"])).drop(columns=["weight", "told"])


def _kind(found: pd.DataFrame, full_from: float, fresh_from: float) -> pd.Series:
    full = found["complete"] >= full_from - ROUNDING
    fresh = found["valid_share"] >= fresh_from - ROUNDING
    kind = pd.Series("neither", index=found.index, dtype="str").mask(full, "full, not fresh")
    kind = kind.mask(fresh, "fresh, not full").mask(full & fresh, "fresh and full")
    return kind.mask(found["answered"] == 0, "empty")
