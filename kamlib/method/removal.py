"""The buying centre without one person: what everything else is computed on when somebody leaves."""

import pandas as pd

COLUMNS = ["case", "account", "side", "person"]


def removals(persons: pd.DataFrame, contacts: pd.DataFrame, team: pd.DataFrame) -> pd.DataFrame:
    """Return every person who could leave, at each account where he or she is known.

    Parameters
    ----------
    persons, team : DataFrame
        ``account``, ``person``: theirs and ours.
    contacts : DataFrame
        ``account``, ``ours``, ``theirs``; names that stand in no other table count too.

    Returns
    -------
    DataFrame
        ``case`` (a mark of the row, text), ``account``, ``side`` ("ours" or "theirs"), ``person``; by
        account, ours first, in the order of the tables.

    Examples
    --------
    >>> people = pd.DataFrame({"account": ["A"], "person": ["Bo"]})
    >>> meet = pd.DataFrame({"account": ["A"], "ours": ["Ada"], "theirs": ["Bo"]})
    >>> removals(people, meet, people.head(0))[["side", "person"]].to_numpy().tolist()
    [['ours', 'Ada'], ['theirs', 'Bo']]
    """
    parts = []
    for side, told in (("ours", team), ("theirs", persons)):
        met = contacts[["account", side]].set_axis(["account", "person"], axis=1)
        both = pd.concat([told[["account", "person"]], met]).drop_duplicates()
        parts.append(both.assign(side=side))
    found = pd.concat(parts).sort_values(["account", "side"], kind="stable", ignore_index=True)
    return found.assign(case=[f"{place:06d}" for place in range(len(found))])[COLUMNS]


def persons_without(persons: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Return the persons of the client in each case, without the one who leaves.

    The column ``account`` names the case, so that whatever is computed by account is computed by case.

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Bo", "Cy"]})
    >>> cases = pd.DataFrame({"case": ["1"], "account": ["A"], "side": ["theirs"], "person": ["Bo"]})
    >>> persons_without(people, cases).to_numpy().tolist()
    [['1', 'Cy']]
    """
    every = _in_cases(persons, cases)
    gone = (every["side"] == "theirs") & (every["leaver"] == every["person"])
    return _by_case(every[~gone], persons)


def contacts_without(contacts: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Return who meets whom in each case; with the one who leaves nobody meets any more.

    Lines of our person stay as contacts of level 0: that they are gone is known.

    Examples
    --------
    >>> meet = pd.DataFrame({"account": "A", "ours": ["Ada"], "theirs": ["Bo"], "level": [3.0],
    ...                      "a_year": [6.0], "last": pd.to_datetime(["2026-01-09"])})
    >>> cases = pd.DataFrame({"case": ["1"], "account": ["A"], "side": ["ours"], "person": ["Ada"]})
    >>> contacts_without(meet, cases)["level"].tolist()
    [0.0]
    """
    every = _in_cases(contacts, cases)
    theirs = (every["side"] == "theirs") & (every["leaver"] == every["theirs"])
    ours = (every["side"] == "ours") & (every["leaver"] == every["ours"])
    every = every.assign(level=every["level"].mask(ours, 0.0), a_year=every["a_year"].mask(ours, 0.0),
                         last=every["last"].mask(ours))
    return _by_case(every[~theirs], contacts)


def _in_cases(frame: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    return cases.rename(columns={"person": "leaver"}).merge(frame, on="account")


def _by_case(every: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    return every.assign(account=every["case"])[list(frame.columns)].reset_index(drop=True)
