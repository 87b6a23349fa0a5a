"""What a table lacks to be the sales."""

import pandas as pd

from kamlib.study.meaning.columns import propose_columns
from kamlib.study.meaning.proposal import HEARD
from kamlib.tables import SALES
from kamlib.text import N_, _

_WORDS = {"account": N_("client"), "date": N_("date"), "amount": N_("amount")}


def wanting(frame: pd.DataFrame, *, table_name: str) -> list[str]:
    """Return the words for what no heading of a table says and sales need.

    Examples
    --------
    >>> wanting(pd.DataFrame({"Product": ["A", "B"], "Amount": [1.5, 2.0]}), table_name="sold")
    ['client', 'date']
    """
    found = propose_columns(frame, SALES, table_name=table_name)
    heard = {p.meaning for p in found if p.points > HEARD}
    return [_(word) for meaning, word in _WORDS.items() if meaning not in heard]
