"""Lines with their planted amounts and margins: the bridge from what is wanted to what is sold."""

import numpy as np
import pandas as pd

from casemaker.closing import close
from casemaker.company import dice
from casemaker.concession import CONCESSION, margin_after
from casemaker.lines import cell_mln, make_lines
from casemaker.returns import add_returns


def make_sold(orders: pd.DataFrame, periods: pd.DataFrame, cells: pd.DataFrame,
              entities: pd.DataFrame) -> pd.DataFrame:
    """All lines sold and returned, with quantity, amount and cost."""
    lines = add_returns(make_lines(orders, periods, cells), entities, periods)
    mixes = {key: part.set_index("group")["mln"] for key, part in cells.groupby(["code", "year"])}
    lines["rub"] = 1e6 * cell_mln(lines, periods, mixes) * _grain(lines["cell"])
    rates = cells.set_index(["code", "year", "group"])["margin_rate"]
    lines["line_margin"] = pd.MultiIndex.from_frame(lines[["code", "year", "group"]]).map(rates).astype(float)
    lines = _concession_prices(lines, entities)
    weighed = (lines["line_margin"] * lines["weight"]).groupby(lines["cell"]).transform("sum")
    lines["margin_rate"] = weighed / lines.groupby("cell")["weight"].transform("sum")
    return close(lines)


def _grain(cell: pd.Series) -> np.ndarray:
    """Factors close to 1, one for each cell, so that no total is a round number."""
    place, cells = pd.factorize(cell)
    return 1 + dice("grain").uniform(-3e-4, 3e-4, len(cells))[place]


def _concession_prices(lines: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Margin of the frame contract by day: its yearly rates would begin three quarters too early."""
    code = entities.set_index("name")["code"][CONCESSION.account]
    early = (lines["code"] == code) & (lines["day"] < pd.Timestamp(CONCESSION.since))
    late = (lines["code"] == code) & ~early
    rate = lines["line_margin"].mask(early, CONCESSION.margin_before).mask(late, margin_after())
    return lines.assign(line_margin=rate)
