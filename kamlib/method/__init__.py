"""The arithmetic of the method: frames and keyword arguments in, frames out; no file, no pack, no screen."""

from kamlib.method.abc import abc, abc_summary
from kamlib.method.aggregate import aggregate
from kamlib.method.buying import buying, not_buying
from kamlib.method.claims import claims, profit_basis
from kamlib.method.concentration import concentration, effective_number, gini, herfindahl, lorenz, top_shares
from kamlib.method.dependence import dependence
from kamlib.method.growth import growth, growth_split
from kamlib.method.influence import influence, influence_answers
from kamlib.method.owner import managers_over_time, owner
from kamlib.method.pareto import held_by_top, pareto, reaching
from kamlib.method.periods import complete_months, covered, equal_months
from kamlib.method.prices import price_index
from kamlib.method.projects import one_project
from kamlib.method.served import gate
from kamlib.method.stress import stress
from kamlib.method.whale import whale, whale_summary

__all__ = [
    "abc",
    "abc_summary",
    "aggregate",
    "buying",
    "claims",
    "complete_months",
    "concentration",
    "covered",
    "dependence",
    "effective_number",
    "equal_months",
    "gate",
    "gini",
    "growth",
    "growth_split",
    "held_by_top",
    "herfindahl",
    "influence",
    "influence_answers",
    "lorenz",
    "managers_over_time",
    "not_buying",
    "one_project",
    "owner",
    "pareto",
    "price_index",
    "profit_basis",
    "reaching",
    "stress",
    "top_shares",
    "whale",
    "whale_summary",
]
