"""Every difference between the two lists in a sentence, and what would move the account."""

from collections.abc import Mapping

import pandas as pd

from kamlib.show.readings_manager import change_sentence, difference_sentence
from kamlib.show.tables import Table, table
from kamlib.text import _

ONE_ONLY = ("company", "manager")


def differences_table(
    lists: pd.DataFrame, changes: pd.DataFrame, *, tests: Mapping[str, str], questions: pd.DataFrame,
    labels: Mapping[str, str], currency: str,
) -> Table:
    """Return the accounts that stand on one list only: why, and the smallest answer that would move them.

    Parameters
    ----------
    lists : DataFrame
        From `two_lists`, with ``name``.
    changes : DataFrame
        From `smallest_change` and `smallest_company_change`: ``manager``, ``account``, ``onto`` and the rest.
    tests : dict of str to str
        Test -> name on screen.
    questions : DataFrame
        The pack's questions on influence: ``key``, ``label``, ``words``.
    labels : dict of str to str
        Fact -> its question, test or criterion -> its name.
    currency : str

    Returns
    -------
    Table
    """
    apart = lists[lists["cell"].isin(ONE_ONLY)]
    names = dict(zip(questions["key"], questions["label"], strict=True))
    of_account = lists.drop_duplicates("account").set_index("account")["name"]
    told = changes.assign(name=changes["account"].map(of_account))
    moves = {
        row["account"]: str(change_sentence(row, questions=questions, labels=labels, currency=currency))
        for _place, row in told.iterrows()
    }
    why = [str(difference_sentence(row, tests=tests, questions=names)) for _place, row in apart.iterrows()]
    decided = (apart["cell"] == "manager") & (apart["reason"] == "decided")
    change = apart["account"].map(moves).fillna("").mask(decided, _("Only a new decision moves it."))
    shown = apart.assign(why=why, change=change)
    heads = {"manager": _("Manager"), "name": _("Account"), "why": _("Why it is on one list only"),
             "change": _("The smallest answer that would move it")}
    return table(shown, heads, rows=max(1, len(shown)))
