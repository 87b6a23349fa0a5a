"""Which question to ask first: the open ones of the dossiers in the order of their value."""

import pandas as pd

WHY = ("open", "undated", "expired", "expiring", "assumed")


def dossier_questions(answers: pd.DataFrame, *, half_life: float) -> pd.DataFrame:
    """Return the questions worth asking, most valuable first.

    worth = importance x (1 - 0.5 ** (age / half-life)). A question without an answer is worth its
    importance, and so is one whose answer has no day: nobody knows how old it is. An answer that holds for
    long yet and is no assumption is not asked for again. The half-life only puts questions in order; whether
    an answer holds is told by its own rule (`dossier_answers`). A constant never ages, so an assumed one
    comes last. The formula is ours.

    Parameters
    ----------
    answers : DataFrame
        From `dossier_answers`.
    half_life : float
        Months after which an answer is worth half.

    Returns
    -------
    DataFrame
        The columns of ``answers`` with ``why`` (open, undated, expired, expiring, assumed) and ``worth`` (0
        to 3); most worth first, of equal ones core before full, the more important, then in the order of
        accounts and questions.

    Examples
    --------
    >>> said = pd.DataFrame({
    ...     "account": "A", "question": ["needs", "rank"], "level": "core", "importance": 3,
    ...     "valid_months": 6, "state": ["said", "open"], "validity": ["expired", ""],
    ...     "age_months": [12.0, None]})
    >>> dossier_questions(said, half_life=12)[["question", "why", "worth"]].to_dict("records")
    [{'question': 'rank', 'why': 'open', 'worth': 3.0}, {'question': 'needs', 'why': 'expired', 'worth': 1.5}]
    """
    why = answers["validity"].where(answers["validity"].isin(WHY), "")
    why = why.mask((why == "") & (answers["state"] == "assumed"), "assumed")
    why = why.mask(answers["state"] == "open", "open")
    why = why.mask(answers["state"] == "not applicable", "")
    asked = answers.assign(why=why, place=range(len(answers)))[why != ""]
    gone = (1 - 0.5 ** (asked["age_months"].astype("float64") / half_life)).fillna(1.0)
    gone = gone.mask((asked["why"] == "assumed") & (asked["valid_months"] == 0), 0.0)
    asked = asked.assign(worth=asked["importance"] * gone, full=asked["level"] != "core")
    order = ["worth", "full", "importance", "place"]
    found = asked.sort_values(order, ascending=[False, True, False, True], ignore_index=True)
    return found.drop(columns=["place", "full"])
