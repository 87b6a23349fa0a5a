"""The only place that knows the order of steps: one function per table."""

from kamlib.flow.gate import look, tables_of
from kamlib.flow.portfolio import Portfolio, portfolio
from kamlib.flow.prepare import Prepared, prepared
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.study.folder import Study, open_study

__all__ = [
    "InForce",
    "Portfolio",
    "Prepared",
    "Study",
    "look",
    "open_study",
    "portfolio",
    "prepared",
    "settings_in_force",
    "tables_of",
]
