"""Settings in force for a chapter: what the run says, else the study, the company, the shipped pack."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kamlib.pack import PARAMETER, Setting, change
from kamlib.study.folder import Study
from kamlib.text import _


@dataclass(frozen=True)
class InForce:
    """The settings of one section, as they are in force.

    Parameters
    ----------
    section : str
        First part of the names, such as ``"portfolio"``.
    settings : dict of str to Setting
        By name without the section.
    """

    section: str
    settings: dict[str, Setting]

    def value(self, name: str) -> Any:
        """Return the value in force."""
        return self.settings[name].value

    @property
    def table(self) -> pd.DataFrame:
        """One row for each setting: ``name``, ``value``, ``meaning``, ``origin`` and ``source``, as text."""
        rows = [
            (name, in_words(s.value), _(s.meaning), _(s.origin), _(s.source))
            for name, s in self.settings.items()
        ]
        return pd.DataFrame(rows, columns=["name", "value", "meaning", "origin", "source"])


def settings_in_force(study: Study, section: str, **given: Any) -> InForce:
    """Return the settings of a section, changed by what this run gives.

    Parameters
    ----------
    study : Study
    section : str
        First part of the names.
    **given
        Values by name without the section; None, ``""`` and an empty list change nothing, 0 is a value.

    Returns
    -------
    InForce

    Raises
    ------
    KamError
        When a value is not of the setting's kind, or out of its range.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> force = settings_in_force(open_study(), "portfolio", largest=5, tops=[])
    >>> force.value("largest"), force.settings["tops"].origin
    (5, 'the shipped pack')
    """
    values = {f"{section}.{name}": value for name, value in given.items() if value not in (None, "", [])}
    settings = change(study.settings, values, PARAMETER)
    mine = {
        name.removeprefix(f"{section}."): s for name, s in settings.items() if name.startswith(f"{section}.")
    }
    return InForce(section, mine)


def in_words(value: Any) -> str:
    """Return a value as a reader expects it: lists without brackets.

    Examples
    --------
    >>> in_words([0.8, 0.95])
    '0.8, 0.95'
    """
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
