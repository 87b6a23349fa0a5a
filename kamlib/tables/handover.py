"""What a stand-in has to know of one account: small frames and texts, finished."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kamlib.tables.brief import Brief


@dataclass(frozen=True)
class Handover:
    """Everything on the stand-in and handover sheet of one account.

    Parameters
    ----------
    brief : Brief
        Promises, figures, credit, contracts and goals as on the page of a meeting; of steps all that are not
        done, also those due later.
    manager : str
        Who carries the account ("": nobody).
    stand_ins : tuple of str
        Who stands in for the manager ("" among them never).
    hangs : dict
        The account's row of a `Dependency`: ``shape``, ``survives``, ``hinge``, ``only``, ``second`` ...
    people : DataFrame
        Theirs, the most influential first: ``person``, ``position``, ``roles``, ``influence``, ``attitude``,
        ``assumed``, ``met`` (who of ours meets the person), ``level`` (the best), ``last`` (day),
        ``only_manager`` (nobody else of ours meets the person), ``action``, ``action_by``, ``action_until``.
    team : DataFrame
        Ours: ``person``, ``function``, ``task``, ``hours``, ``stand_in``.
    additions : DataFrame
        Contacts to be built: ``ours``, ``theirs``, ``kind``, ``hours``.
    processes : DataFrame
        What is done for this client alone: ``process``, ``owner``, ``hours``, ``review``.
    questions : DataFrame
        Core questions that nobody has a valid answer to, the most worth first: ``words``.
    known : DataFrame
        Valid answers of the dossier, core ones first, without those marked as sensitive: ``words`` (of the
        question), ``value``, ``on``, ``assumed``.
    meetings : DataFrame
        Agreed and not held yet, the nearest first: ``day``, ``time``, ``place``, ``leads``, ``goal``.
    missing : tuple of str
        What the sheet had to do without: "manager", "stand-in", "buying-centre", "team", "contacts",
        "dossier", "plan", "wallets", "sales", "payments".
    """

    brief: Brief
    manager: str
    stand_ins: tuple[str, ...]
    hangs: dict[str, Any]
    people: pd.DataFrame
    team: pd.DataFrame
    additions: pd.DataFrame
    processes: pd.DataFrame
    questions: pd.DataFrame
    known: pd.DataFrame
    meetings: pd.DataFrame
    missing: tuple[str, ...] = field(default_factory=tuple)

    @property
    def name(self) -> str:
        """Name of the account."""
        return self.brief.name
