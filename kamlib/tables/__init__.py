"""The typed tables, as the YAML files here describe them; the only place that names columns.

``GIVEN``: what a client's files are turned into. ``PEOPLE`` and ``NOTES``: files of each person in
``judgement/``, ``JUDGED``: those that all share, ``QUESTIONNAIRES``: those of them that have a form.
``BOOKS``: the tables that people keep in the workbooks of an account, by workbook; every one is read for all
accounts at once and has ``account`` and ``line`` (the key of the line in its workbook) before the columns
named here. ``REVIEWED``: what a review keeps as it was on its day.
"""

from dataclasses import replace
from pathlib import Path

from kamlib.tables.load import read_tables
from kamlib.tables.schema import Column, Sheet, Table, Workbook, check, label

_BOOKS = ("dossier", "buying-centre", "plan", "meeting")
FILES = {path.stem: read_tables(path) for path in Path(__file__).parent.glob("*.yaml")}

GIVEN = FILES["given"].tables
SALES, ACCOUNTS, PARENTS, SERVICE_COSTS, QUOTAS, CONTACTS = GIVEN.values()

NOTES = FILES["judged"].tables["notes"]
PEOPLE = {name: table for name, table in FILES["judged"].tables.items() if table.by_person and table != NOTES}
JUDGED = {name: table for name, table in FILES["judged"].tables.items() if not table.by_person}
QUESTIONNAIRES = {name: table for name, table in JUDGED.items() if table.form.title}

WORKBOOKS = {name: FILES[name] for name in _BOOKS}
BOOKS = {name: tuple(table for table in book.tables.values() if table.meaning)
         for name, book in WORKBOOKS.items()}
KEPT = {table.name: table for tables in BOOKS.values() for table in tables}

_WITH_LINE = {"account": Column("key of the account", required=True, names="nobody", described="account"),
              "line": Column("line of the workbook", names="nobody", described="key")}
REVIEWED = FILES["reviews"].tables | {
    name: replace(KEPT[name], columns=_WITH_LINE | KEPT[name].columns)
    for name in ("dossier", "persons", "contacts", "promises", "plan", "goals", "quantities", "steps")}

NOT_APPLICABLE = "not applicable"
CONFIDENCE = KEPT["persons"].columns["confidence"].choices
MOST_YEARS = int(KEPT["plan"].columns["years"].high or 0)
