"""What each entity bought in each year, in mln, so that the totals of the company and the stories close."""

import numpy as np
import pandas as pd

from casemaker.company import REVENUE_MLN, YEARS, dice
from casemaker.concession import CONCESSION, monthly_mln
from casemaker.planted import PLANTED

USUAL_GROWTH, SPREAD_GROWTH = 0.13, 0.16


def make_amounts(entities: pd.DataFrame, programme: pd.DataFrame) -> pd.DataFrame:
    """Amounts in mln: one row for each entity (index ``code``), one column a year.

    The ordinary accounts are scaled year by year; those of the programme get the two years before it from
    the growth that story 20 wants of them.
    """
    rng = dice("amounts")
    frame = pd.DataFrame(0.0, index=pd.Index(entities["code"]), columns=list(YEARS))
    frame[2025] = entities["mln_2025"].to_numpy()
    known = _known_2024(entities)
    frame[2024] = known.fillna(_year_before(frame[2025], entities, rng))
    grown = _growth_of_entities(entities, programme)
    frame.loc[_code(entities, CONCESSION.account)] = _concession_years()
    loose = known.isna() & ~entities.set_index("code")["stories"].map(bool)
    frame[2024] = _scaled(frame[2024], loose, REVENUE_MLN[2024])
    before = (frame[2024] + frame[2025]) / (1 + grown)
    share = pd.Series(rng.uniform(0.505, 0.54, len(frame)), index=frame.index)
    frame[2023] = (before * share).fillna(_earlier(frame[2024], entities, rng, year=2023))
    frame[2022] = (before * (1 - share)).fillna(_earlier(frame[2023], entities, rng, year=2022))
    frame.loc[_code(entities, CONCESSION.account)] = _concession_years()
    free = grown.isna() & loose
    for year in (2022, 2023):
        frame[year] = _scaled(frame[year], free, REVENUE_MLN[year])
    return frame


def _known_2024(entities: pd.DataFrame) -> pd.Series:
    given = {one.name: one.mln_2024 for one in PLANTED if one.mln_2024 is not None}
    return entities.set_index("code")["name"].map(given).astype(float)


def _year_before(last: pd.Series, entities: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """2024 of each entity: usual growth with a wide spread; a few newcomers, the lapsed with a last year."""
    spread = np.where(last > 20, SPREAD_GROWTH / 2, SPREAD_GROWTH)
    before = last / np.exp(np.log1p(USUAL_GROWTH) + spread * rng.standard_normal(len(last)))
    kind = entities.set_index("code")["kind"]
    lapsed = pd.Series(rng.uniform(0.3, 2.6, len(last)) * rng.choice([0, 1], len(last)), index=last.index)
    bought = (kind != "target") & (_started(entities) < 2025)
    return before.where(kind != "lapsed", lapsed).where(bought, 0.0)


def _earlier(later: pd.Series, entities: pd.DataFrame, rng: np.random.Generator, *, year: int) -> pd.Series:
    """Return the year before ``later``; who started after it has nothing, who lapsed had bought then."""
    # Clipped, so that no ordinary account doubles or halves by chance and looks like a story.
    factor = np.exp(0.06 + 0.19 * np.clip(rng.standard_normal(len(later)), -1.8, 1.8))
    kind = entities.set_index("code")["kind"]
    gone = pd.Series(rng.uniform(0.5, 3.4, len(later)), index=later.index)
    before = (later / factor).where((kind != "lapsed") | (later > 0), gone)
    return before.where(kind != "target", 0.0).where(_started(entities) <= year, 0.0)


def _started(entities: pd.DataFrame) -> pd.Series:
    """First year of each entity; the newcomers are small ordinary accounts."""
    rng = dice("newcomers")
    small = entities["code"][(entities["kind"] == "ordinary") & (entities["mln_2025"] < 3.2)]
    small = small[~entities.loc[small.index, "account"].duplicated(keep=False)]
    new = rng.permutation(small)[:9]
    years = dict(zip(new, (2023, 2023, 2023, 2024, 2024, 2024, 2025, 2025, 2025), strict=True))
    # The only small account of manager 2 comes after his absence, so that story 12 counts all his accounts.
    years |= dict.fromkeys(entities["code"][(entities["manager"] == 2) & (entities["mln_2025"] < 4)], 2025)
    return pd.Series([years.get(code, 2020) for code in entities["code"]], index=entities["code"])


def _growth_of_entities(entities: pd.DataFrame, programme: pd.DataFrame) -> pd.Series:
    key = dict(zip(programme["key"], programme["key_growth"], strict=True))
    other = dict(zip(programme["comparable"], programme["comparable_growth"], strict=True))
    return entities.set_index("code")["account"].map(key | other).astype(float)


def _concession_years() -> list[float]:
    months = monthly_mln()
    return [sum(mln for month, mln in months.items() if month.startswith(str(year))) for year in YEARS]


def _code(entities: pd.DataFrame, name: str) -> str:
    return str(entities.set_index("name")["code"][name])


def _scaled(amounts: pd.Series, loose: pd.Series, total: float) -> pd.Series:
    """Scale the loose amounts so that all together reach the total."""
    factor = (total - amounts[~loose].sum()) / amounts[loose].sum()
    return amounts.where(~loose, amounts * factor)
