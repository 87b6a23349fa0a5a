"""The tables that a review keeps as they were on its day."""

from kamlib.tables.books import KEPT
from kamlib.tables.schema import Column, Table
from kamlib.text import N_

_ACCOUNT = Column(N_("key of the account"), required=True, names="nobody")
_LINE = Column(N_("line of the workbook"), names="nobody")
_YES = ("yes", "no")

LIST = Table(
    "list",
    N_("one row for each account of a list"),
    {
        "account": _ACCOUNT,
        "name": Column(N_("name of the account"), names="nobody"),
        "manager": Column(N_("our manager"), names="ours"),
        "place": Column(N_("place on the company's list"), "number"),
        "company": Column(N_("yes: on the company's list"), choices=_YES),
        "own": Column(N_("yes: on a manager's list"), choices=_YES),
        "served": Column(N_("yes: served and not sold to"), choices=_YES),
    },
)

POINTS = Table(
    "points",
    N_("one row for each account of a list and each criterion"),
    {
        "account": _ACCOUNT,
        "criterion": Column(N_("key of the criterion in the pack"), names="nobody", required=True),
        "points": Column(N_("points, 1 to 10"), "number", "points"),
        "source": Column(N_("what they rest on: data or people"), names="nobody"),
    },
)


def _as_kept(name: str) -> Table:
    """Return a table of the workbooks with the account and the line before its columns."""
    table = KEPT[name]
    return Table(name, table.meaning, {"account": _ACCOUNT, "line": _LINE, **table.columns})


REVIEWED = {
    table.name: table
    for table in (LIST, POINTS, *map(_as_kept, ("dossier", "persons", "contacts", "promises", "plan", "goals",
                                                "quantities", "steps")))
}
