"""The workbook of a buying centre: what is known of its people, and the roles of the set in force."""

from hashlib import sha256
from typing import Any

import pandas as pd

from kamlib.study.books.records import form_of, records_page
from kamlib.study.forms.form import Form, Line
from kamlib.tables import KEPT, WORKBOOKS
from kamlib.text import N_, _

NAME = "buying-centre"
FROM_FILES = N_("named by the client's files; the role is not known: a title is none")
_ROLES = tuple(name for name in KEPT["persons"].columns if name.startswith("role"))


def buying_form(
    *, study: str, account: str, name: str, roles: pd.DataFrame, persons: pd.DataFrame,
    team: pd.DataFrame, listed: pd.DataFrame,
) -> Form:
    """Return the workbook of one account.

    Parameters
    ----------
    study, account, name : str
        Title of the study, key and name of the account.
    roles : DataFrame
        Of the set in force, and those that somebody was given before: ``key``, ``label``, ``kind``,
        ``definition``, ``direction``, ``limits``, ``check``, ``needed``, ``compliance``.
    persons, team : DataFrame
        What the workbook holds now, to be shown beside it: ``line`` and, of their people, ``contact`` and
        ``met_by``; of ours ``meets``.
    listed : DataFrame
        Persons whom the client's files name and whom the workbook does not have yet: ``person``,
        ``position``.
    """
    kinds = {"function": _("function"), "ally": _("ally"), "opposing": _("opposing"), "outside": _("outside")}
    people = [Line(str(row.line), "", cells={"contact_now": row.contact, "met_by": row.met_by})
              for row in persons.itertuples()]
    lines = {
        "persons": [*people, *(_listed(*row) for row in listed[["person", "position"]].to_numpy())],
        "team": [Line(str(row.line), "", cells={"meets": row.meets}) for row in team.itertuples()],
        "needed": [Line(str(row["key"]), str(row["label"]), cells=_role_cells(row, kinds))
                   for row in roles.to_dict("records")],
    }
    words = {str(key): str(label) for key, label in roles[["key", "label"]].to_numpy()}
    pages = [records_page(table, lines.get(key, ()), words=dict.fromkeys(_ROLES, words))
             for key, table in WORKBOOKS[NAME].tables.items()]
    facts = ((_("Account"), f"{name} ({account})"), (_("Study"), study))
    return form_of(NAME, study, name, pages, {"account": account}, facts=facts, fill={"name": name})


def _role_cells(row: Any, kinds: dict[str, str]) -> dict[str, object]:
    usual = "" if row["kind"] != "function" else _("yes") if row["needed"] else _("no")
    limits = _("compliance officer first; {}").format(row["limits"]) if row["compliance"] else row["limits"]
    return {"kind": kinds[row["kind"]], "definition": row["definition"], "direction": row["direction"],
            "limits": limits, "check": row["check"], "usual": usual}


def _listed(person: str, position: str) -> Line:
    """Return a line for somebody whom the client's files name; its key comes from the name, and stays."""
    key = f"f{sha256(person.encode()).hexdigest()[:5]}"
    return Line(key, "", cells={"person": person, "position": position}, notes={"person": _(FROM_FILES)})
