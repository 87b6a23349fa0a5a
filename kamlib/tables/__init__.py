"""The typed tables: each column with meaning, kind, unit and range; the only place that names columns."""

from kamlib.tables.books import BOOKS, KEPT
from kamlib.tables.given import ACCOUNTS, CONTACTS, GIVEN, PARENTS, QUOTAS, SALES, SERVICE_COSTS
from kamlib.tables.judged import JUDGED, PEOPLE
from kamlib.tables.schema import Column, Table, check

__all__ = ["ACCOUNTS", "BOOKS", "CONTACTS", "GIVEN", "JUDGED", "KEPT", "PARENTS", "PEOPLE", "QUOTAS", "SALES",
           "SERVICE_COSTS", "Column", "Table", "check"]
