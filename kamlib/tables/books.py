"""The tables that people keep in the workbooks of an account: dossier, buying centre, plan, meeting.

Every table is read for all accounts at once: it has ``account`` and ``line`` (the key of the line in its
workbook) before the columns named here.
"""

from kamlib.tables.kept_meetings import AGREED, ASKED, ATTENDING, MEETING, MISTAKES, OBJECTIONS, SHOWN
from kamlib.tables.kept_people import CONTACTS, DOSSIER, NEEDED, PERSONS, PROCESSES, PROMISES, TEAM
from kamlib.tables.kept_plans import GOALS, OFFERS, PLAN, POSITION, QUANTITIES, QUARTERS, STEPS

# By the workbook in which they are kept.
BOOKS = {
    "dossier": (DOSSIER,),
    "buying-centre": (PERSONS, TEAM, CONTACTS, PROMISES, PROCESSES, NEEDED),
    "plan": (PLAN, GOALS, QUANTITIES, POSITION, STEPS, OFFERS, QUARTERS),
    "meeting": (MEETING, ATTENDING, ASKED, SHOWN, OBJECTIONS, AGREED, MISTAKES),
}
KEPT = {table.name: table for tables in BOOKS.values() for table in tables}
