"""Groups of questions by accounts: where dossiers are empty, old or assumed."""

import pandas as pd

from kamlib.method.base.ratios import quotients

BY = ["account", "name", "group", "group_label"]
SHADES = ("not applicable", "empty", "old", "part", "holds")


def dossier_groups(answers: pd.DataFrame, *, fresh_from: float) -> pd.DataFrame:
    """Return how each account stands in each group of questions.

    ``holds`` where every question that applies has an answer that holds; ``part`` where at least the share
    ``fresh_from`` of them has; ``old`` where less, though something is answered; ``empty`` where nothing is.
    The bands are ours.

    Parameters
    ----------
    answers : DataFrame
        From `dossier_answers`.
    fresh_from : float
        Share of the questions from which on a part holds.

    Returns
    -------
    DataFrame
        One row for each account and group, in their order: ``questions`` (that apply), ``answered``,
        ``valid``, ``expiring``, ``expired``, ``undated``, ``open``, ``holding`` (valid and expiring),
        ``assumed`` (counts), ``share`` (holding / questions, missing where none applies), ``shade``.

    Examples
    --------
    >>> said = pd.DataFrame({"account": "A", "name": "Alder", "group": "needs", "group_label": "Needs",
    ...                      "state": ["said", "open"], "validity": ["valid", ""]})
    >>> dossier_groups(said, fresh_from=0.5)[["questions", "holding", "shade"]].to_dict("records")
    [{'questions': 2, 'holding': 1, 'shade': 'part'}]
    """
    told = ~answers["state"].isin(["open", "not applicable"])
    marks = {name: answers["validity"] == name for name in ("valid", "expiring", "expired", "undated")}
    flags = answers[BY].assign(
        questions=answers["state"] != "not applicable", answered=told, **marks,
        open=answers["state"] == "open", holding=marks["valid"] | marks["expiring"],
        assumed=answers["state"] == "assumed")
    sums = flags.groupby(BY, sort=False).sum().reset_index()
    share = quotients(sums["holding"].astype("float64"), sums["questions"])
    shade = pd.Series("old", index=sums.index, dtype="str").mask(share >= fresh_from, "part")
    shade = shade.mask(sums["answered"] == 0, "empty").mask(share == 1, "holds")
    return sums.assign(share=share, shade=shade.mask(sums["questions"] == 0, "not applicable"))
