"""The hidden truth of the case, made once from the seed; every table is a view of it."""

from dataclasses import dataclass

import pandas as pd

from casemaker.amounts import make_amounts
from casemaker.dirt import make_credit_notes, make_outsiders, split_look_alikes
from casemaker.entities import buying, make_entities, with_first_orders
from casemaker.loads import make_loads, manager_of
from casemaker.mix import make_cells
from casemaker.orders import make_orders
from casemaker.payments import add_payments, make_habits
from casemaker.periods import make_periods
from casemaker.potential import make_potential
from casemaker.programme import make_programme
from casemaker.service import make_service
from casemaker.sold import make_sold


@dataclass(frozen=True)
class Truth:
    """Frames that agree with one another; ``code`` is a legal entity, ``account`` the code of its account."""

    entities: pd.DataFrame
    programme: pd.DataFrame
    potential: pd.DataFrame
    loads: pd.DataFrame
    lines: pd.DataFrame
    outsiders: pd.DataFrame
    service: pd.DataFrame


def make_truth() -> Truth:
    """Make the truth; the same on every call."""
    entities = make_entities()
    programme = make_programme(entities)
    amounts = make_amounts(entities, programme)
    periods = make_periods(buying(entities), amounts)
    cells = make_cells(entities, amounts)
    sold = make_sold(make_orders(entities, periods, amounts), periods, cells, entities)
    habits = make_habits(entities)
    ordinary = pd.Index(entities["code"][entities["kind"] == "ordinary"])
    entities = with_first_orders(entities, sold)
    lines = pd.concat([sold, make_credit_notes(sold, ordinary)], ignore_index=True)
    loads = make_loads(entities)
    lines = add_payments(split_look_alikes(lines, ordinary), habits)
    lines["manager"] = manager_of(lines, entities, loads)
    return Truth(entities, programme, make_potential(entities), loads, lines, make_outsiders(),
                 make_service(lines, entities))
