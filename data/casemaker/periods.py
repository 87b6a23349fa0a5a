"""Over which stretches of time amounts are planted: years, and finer where a story needs it."""

from dataclasses import dataclass

import pandas as pd

from casemaker.concession import CONCESSION, monthly_mln


@dataclass(frozen=True)
class DepartureFacts:
    """Story 13: the head of purchasing leaves, the only person who knew us; the twin has five lines."""

    account: str = "Lotos Opt"
    left_on: str = "2025-06-30"
    contacts: int = 1
    twin: str = "Lira Opt"
    twin_contacts: int = 5
    # Revenue of the half-years 2024-1, 2024-2, 2025-1, 2025-2, mln.
    halves: tuple[float, ...] = (12.6, 13.0, 13.8, 5.2)
    twin_halves: tuple[float, ...] = (9.6, 10.9, 10.1, 10.9)


@dataclass(frozen=True)
class ProjectFacts:
    """Story 7: one project in two invoices, nothing contracted for next year."""

    account: str = "Strela Stroy"
    share_of_two_invoices: float = 0.78
    days: tuple[str, ...] = ("2025-06-17", "2025-09-11")
    split: tuple[float, ...] = (0.573, 0.427)
    contracted_next_year_mln: float = 0.0


DEPARTURE = DepartureFacts()
PROJECT = ProjectFacts()
HALVES = (("01-01", "06-30"), ("07-01", "12-31"))


def make_periods(entities: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """One row for each entity and stretch: ``code, year, period, start, end, mln, joint``.

    ``joint`` stretches are planted as one amount, the others group by group.
    """
    special = {
        CONCESSION.account: _months, DEPARTURE.account: _halves, DEPARTURE.twin: _halves,
        PROJECT.account: _project,
    }
    rows = []
    for entity in entities.itertuples():
        make = special.get(entity.name, _year)
        for year, mln in amounts.loc[entity.code].items():
            if mln > 0:
                rows += [(entity.code, year, *row) for row in make(entity.name, int(year), float(mln))]
    return pd.DataFrame(rows, columns=["code", "year", "period", "start", "end", "mln", "joint"])


Stretch = tuple[str, str, str, float, bool]


def _year(_name: str, year: int, mln: float) -> list[Stretch]:
    return [(f"{year}", f"{year}-01-01", f"{year}-12-31", mln, False)]


def _months(_name: str, year: int, _mln: float) -> list[Stretch]:
    return [
        (month, f"{month}-01", str(pd.Period(month).end_time.date()), mln, True)
        for month, mln in monthly_mln().items() if month.startswith(str(year))
    ]


def _halves(name: str, year: int, mln: float) -> list[Stretch]:
    if year < 2024:
        return _year(name, year, mln)
    planted = DEPARTURE.halves if name == DEPARTURE.account else DEPARTURE.twin_halves
    return [
        (f"{year}H{half + 1}", f"{year}-{first}", f"{year}-{last}", planted[2 * (year - 2024) + half], False)
        for half, (first, last) in enumerate(HALVES)
    ]


def _project(name: str, year: int, mln: float) -> list[Stretch]:
    if year < 2025:
        return _year(name, year, mln)
    share = PROJECT.share_of_two_invoices
    rest = [(f"{year}", f"{year}-01-01", f"{year}-12-31", mln * (1 - share), False)]
    return rest + [
        (f"{year}P{place}", day, day, mln * share * part, True)
        for place, (day, part) in enumerate(zip(PROJECT.days, PROJECT.split, strict=True), start=1)
    ]
