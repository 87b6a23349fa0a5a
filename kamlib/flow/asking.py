"""Whom to ask about which accounts: what the forms for people who never open a notebook are made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from kamlib.flow.company import Company, company_selection
from kamlib.flow.criteria import criteria_in_force
from kamlib.flow.settings import settings_in_force
from kamlib.study.folder import Study
from kamlib.study.person_files import same_name

# Those who do not buy yet have no sales to be found by; so many of the places are kept for them.
_PLACES_FOR_TARGETS = 0.25


@dataclass(frozen=True)
class Asking:
    """What the forms of a study are made from.

    Parameters
    ----------
    study : Study
    accounts : sequence of str
        Keys of the accounts to ask about; empty: those that the selection needs.
    until : date or None
        When the forms are to be sent back.
    """

    study: Study
    accounts: Sequence[str] = ()
    until: date | None = None

    @cached_property
    def company(self) -> Company:
        """The selection as it stands now."""
        return company_selection(
            self.study, settings_in_force(self.study, "selection"), criteria_in_force(self.study)
        )

    @cached_property
    def every(self) -> pd.DataFrame:
        """Every account: ``account``, ``name``, ``manager``, ``revenue``, ``target``; the largest first."""
        known = [c for c in ("account", "name", "manager", "revenue", "target") if c in self.company.measures]
        order = ["target", "revenue", "account"]
        return self.company.measures[known].sort_values(
            order, ascending=[True, False, True], ignore_index=True
        )

    @property
    def managers(self) -> list[str]:
        """Names of our managers."""
        return sorted(self.every["manager"].dropna().unique()) if "manager" in self.every else []

    @cached_property
    def to_score(self) -> pd.DataFrame:
        """The accounts that people score; see `accounts_to_score`."""
        return self._named() if self.accounts else accounts_to_score(self.company, self.every)

    def of(self, manager: str) -> pd.DataFrame:
        """Return the accounts on which influence is asked: nominated ones first, then the largest."""
        own = self._named() if self.accounts else self.every
        own = own[own["manager"].map(lambda name: isinstance(name, str) and same_name(name, manager))]
        first = own["account"].isin(_certain(self.company))
        most = int(self.company.force.value("answered"))
        chosen = own.assign(first=first).sort_values("first", ascending=False, kind="stable").head(most)
        return chosen.drop(columns="first").sort_index()

    def _named(self) -> pd.DataFrame:
        return self.every[self.every["account"].isin(self.accounts)]


def accounts_to_score(company: Company, every: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts that people score, at most ``selection.scored``, the largest first.

    First come those that people scored or decided on, then those that a test nominates; what room is left is
    for accounts without sales, up to a quarter of all places, and for the largest of the others, on which a
    question is still open.

    Parameters
    ----------
    company : Company
    every : DataFrame
        All accounts, the largest first.
    """
    most, wide = int(company.force.value("scored")), company.screen.set_index("account")["nominated"]
    nominated = every["account"].map(wide.fillna(False).astype("bool")).fillna(False).astype("bool")
    spoken_of = every["account"].isin(_certain(company)) & ~nominated
    targets = every["target"] & (every["target"].cumsum() <= most * _PLACES_FOR_TARGETS)
    order = pd.Series(3, every.index).mask(targets, 2).mask(nominated, 1).mask(spoken_of, 0)
    return every.loc[order.sort_values(kind="stable").index[:most]].sort_index()


def _certain(company: Company) -> set[str]:
    """Return the accounts that are nominated, that people scored, or on which they decided."""
    return set(company.scored.base.index)
