"""The roles of a buying centre that are in force, and those that are not."""

import pandas as pd

from kamlib.flow.settings import InForce
from kamlib.pack import catalogue
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.text import _


def roles_in_force(study: Study, force: InForce) -> pd.DataFrame:
    """Return the roles of the set in force, in the order of the pack.

    Raises
    ------
    KamError
        When no role is in the set.

    Examples
    --------
    >>> from kamlib.flow import open_study, settings_in_force
    >>> study = open_study()
    >>> roles_in_force(study, settings_in_force(study, "buying", role_set="three"))["key"].tolist()
    ['decides', 'influences', 'uses']
    """
    every, wanted = catalogue(study.settings, "roles"), str(force.value("role_set"))
    found = every[[wanted in sets for sets in every["sets"]]].reset_index(drop=True)
    if found.empty:
        known = sorted({one for sets in every["sets"] for one in sets})
        remedy = _("use one of: {}").format(", ".join(known))
        raise KamError(Problem("role-set", _("is no set of roles of the pack"), remedy, file="pack.yaml",
                               column="buying.role_set", found=wanted))
    return found


def roles_of_other_sets(held: pd.DataFrame, roles: pd.DataFrame, files: dict[str, str]) -> list[Problem]:
    """Warn of roles that the set in force does not have: they are kept and not counted."""
    other = held[~held["role"].isin(roles["key"])]
    message = _("is no role of the set in force; it is kept and not counted")
    remedy = _("choose another in the workbook, or another set: buying.role_set in pack.yaml")
    return [
        Problem("role-unknown", message, remedy, "warning", file=files.get(str(account), ""),
                sheet=_("People"), found=str(role), count=len(rows))
        for (account, role), rows in other.groupby(["account", "role"], sort=False)
    ]
