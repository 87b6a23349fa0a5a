"""What one page says before a meeting: small frames and texts, finished."""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Brief:
    """Everything on the page of one meeting.

    Parameters
    ----------
    account, name, manager : str
        Key and name of the account, and who carries it ("": nobody).
    day : Timestamp
        Of the meeting; missing: no meeting is agreed.
    today, known_until : Timestamp
        The day of the page, and the last day of which the sales know anything.
    head : dict of str to str
        Columns of the table of meetings that are filled: time, place, goal, agenda ...
    people : DataFrame
        ``side`` ("theirs", "ours"), ``person``, ``position``, ``roles`` (words), ``influence``, ``attitude``,
        ``contact``, ``wanted`` (missing: unknown), ``last`` (day), ``assumed``, ``comes`` (yes, or missing
        where nobody said who comes).
    questions : DataFrame
        ``words``, ``source`` ("dossier", "promise", "own"), ``open``, ``proposed`` (by us, not typed).
    promises : DataFrame
        ``promise``, ``to``, ``by``, ``until``, ``kept``, ``state``, ``days_overdue``; overdue ones first.
    figures : DataFrame
        ``what`` (key), ``value``, ``before`` (missing: nothing to compare), ``kind`` ("money", "percent",
        "days"), ``period``.
    credit : dict of str to float or str
        ``offer`` ("stopped", "free", "unknown"), ``owed``, ``overdue``, ``oldest_days``, ``fell_due``,
        ``credit_limit``, ``over_limit``, ``room``, ``limits_missing``.
    contracts : DataFrame
        ``supplier``, ``group``, ``share``, ``our_share``, ``base``, ``contract_end``, ``months``.
    offers : DataFrame
        ``offer``, ``amount``, ``sheet``, ``stock``, ``lead_time``, ``reference``.
    proposals : DataFrame
        What could be offered where nothing is: ``group``, ``amount``.
    objections : DataFrame
        ``objection``, ``question``, ``fact``, ``concession``.
    steps : DataFrame
        ``action``, ``client_action``, ``responsible``, ``until``, ``late``.
    goals : DataFrame
        The client's own: ``goal``, ``until``, ``gain``.
    gaps : DataFrame
        From `readiness`: ``mistake``, ``item``, ``subject``.
    lacks : tuple of str
        What the page had to do without: "meeting", "dossier", "buying-centre", "plan", "wallets",
        "payments", "sales".
    currency : str
    """

    account: str
    name: str
    manager: str
    day: pd.Timestamp
    today: pd.Timestamp
    known_until: pd.Timestamp
    head: dict[str, str]
    people: pd.DataFrame
    questions: pd.DataFrame
    promises: pd.DataFrame
    figures: pd.DataFrame
    credit: dict[str, float | str]
    contracts: pd.DataFrame
    offers: pd.DataFrame
    proposals: pd.DataFrame
    objections: pd.DataFrame
    steps: pd.DataFrame
    goals: pd.DataFrame
    gaps: pd.DataFrame
    lacks: tuple[str, ...] = field(default_factory=tuple)
    currency: str = ""
