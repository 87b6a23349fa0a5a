"""How likely it is that a person on whom an account hangs leaves within some years."""

import pandas as pd


def chance_of_leaving(persons: pd.DataFrame, *, years: float, example: float) -> pd.DataFrame:
    """Return the chance that at least one of the critical persons of an account leaves within ``years``.

    P = 1 - product over persons of (1 - q_k) ** h, with q_k the chance a year that somebody who knows the
    person typed; the persons leave or stay independently of each other. A person without a typed chance is
    not counted in ``chance``, which is then "at least"; ``with_example`` counts him with a rate that is an
    example and no finding.

    Parameters
    ----------
    persons : DataFrame
        The critical persons, one row for each: ``account``, ``leaves`` (0 to 1 a year, may be missing).
    years : float
        How far ahead, h.
    example : float
        Rate a year for those of whom nobody typed one (0 to 1).

    Returns
    -------
    DataFrame
        ``account``, ``critical`` (persons), ``known`` (those with a typed chance), ``chance`` (missing where
        none is known), ``with_example``. By account.

    Examples
    --------
    >>> table = pd.DataFrame({"account": "A", "leaves": [0.15, None]})
    >>> chance_of_leaving(table, years=3, example=0.15).round(3)
      account  critical  known  chance  with_example
    0       A         2      1   0.386         0.623
    """
    stay = (1 - persons["leaves"].astype("float64")) ** years
    table = persons.assign(known=stay.notna().astype("int64"), stay=stay,
                           all_stay=stay.fillna((1 - example) ** years))
    groups = table.groupby("account", sort=True)
    found = groups.agg(critical=("known", "size"), known=("known", "sum")).reset_index()
    chance = 1 - groups["stay"].prod(min_count=1).to_numpy()
    return found.assign(chance=chance, with_example=1 - groups["all_stay"].prod().to_numpy())
