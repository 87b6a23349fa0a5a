"""What every chapter of the selection stands on: the year looked at, and what was bought in it."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.once import once
from kamlib.flow.period import Period, period
from kamlib.flow.prepare import Prepared, prepared
from kamlib.method.aggregate import aggregate
from kamlib.method.base.window import MONTHS, Window, covered_months
from kamlib.method.owner import owner
from kamlib.study.folder import Study
from kamlib.text import _


@dataclass(frozen=True)
class Yearly:
    """One year of the study, made yearly where the file covers less.

    Parameters
    ----------
    ready : Prepared
    year : Period
        The time looked at.
    bought : DataFrame
        By ``account`` and, where the file has groups, ``group``: ``amount``, and where costs are given
        ``cost``, ``margin`` and ``cost_known``; money a year.
    accounts : DataFrame
        Every account: ``account``, ``name``, ``manager`` (today's, where known) and what the study gives.
    months : float
        Months of the year that the file covers; where they are not twelve, figures are made yearly.
    """

    ready: Prepared
    year: Period
    bought: pd.DataFrame
    accounts: pd.DataFrame
    months: float

    @property
    def label(self) -> str:
        """The year in words; where the file covers less, what the figures were multiplied by.

        Examples
        --------
        >>> from kamlib.flow import open_study
        >>> yearly(open_study()).label
        '2025'
        """
        if self.months == MONTHS:
            return self.year.label
        return _("{} ({:.3g} months, made yearly)").format(self.year.label, self.months)

    @property
    def made_yearly(self) -> dict[str, str]:
        """The heading of yearly revenue, beside what was sold; none where the file covers the whole year.

        Examples
        --------
        >>> from kamlib.flow import open_study
        >>> yearly(open_study()).made_yearly
        {}
        """
        if self.months == MONTHS:
            return {}
        return {"revenue": _("made yearly from {:.3g} months").format(self.months)}

    def with_sold(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame with ``revenue`` a year and, beside it, what was ``sold`` in the months covered."""
        return frame.assign(sold=frame["revenue"].astype("float64") * (self.months / MONTHS))

    @property
    def window(self) -> Window:
        """The year, as the method takes it."""
        return Window(self.year.first, self.year.last)


@once(books=False)
def yearly(study: Study) -> Yearly:
    """Return the year of a study that selection measures.

    Parameters
    ----------
    study : Study
        Its setting ``selection.period`` names the year.

    Returns
    -------
    Yearly

    Raises
    ------
    KamError
        When something stops the study, or the setting names no period.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> found = yearly(open_study())
    >>> found.year.label, round(found.bought["amount"].sum() / 1e6)
    ('2025', 1200)
    """
    ready = prepared(study)
    span = period(study.settings["selection.period"].value, ready.first, ready.as_of)
    by = ["account", *(["group"] if "group" in ready.sales else [])]
    bought = aggregate(span.of(ready.sales), by=by)
    months = covered_months(Window(span.first, span.last), ready.first, ready.as_of)
    return Yearly(ready, span, _yearly(bought, MONTHS / months), with_manager(study, ready), months)


def _yearly(bought: pd.DataFrame, times: float) -> pd.DataFrame:
    money = [name for name in ("amount", "cost", "margin") if name in bought]
    return bought.assign(**{name: bought[name] * times for name in money})


def with_manager(study: Study, ready: Prepared) -> pd.DataFrame:
    """Return every account with the manager whom it has today, where the study tells any."""
    listed = ready.accounts if "manager" in ready.accounts else None
    if listed is None and "manager" not in ready.sales:
        return ready.accounts
    months = study.settings["intake.owner_months"].value
    owners = owner(ready.sales, as_of=ready.as_of, months=months, accounts=listed)
    today = owners.set_index("account")["manager"]
    named = ready.accounts.drop(columns="manager", errors="ignore")
    return named.assign(manager=named["account"].map(today))
