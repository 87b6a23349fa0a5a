"""The command ``kam client-plan``: the version of a plan that the client may see."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.client_words import client_words_problems
from kamlib.flow.key_accounts import today
from kamlib.flow.named import accounts_named
from kamlib.flow.plans import BEGUN, EMPTY, PLANNED, Plans, plans
from kamlib.flow.prepare import prepared
from kamlib.flow.settings import settings_in_force
from kamlib.method.plan_goals import confirmed_there
from kamlib.problems import KamError, Problem
from kamlib.publish.client_plan import SHOWN, client_page
from kamlib.run.lock import alone
from kamlib.study.books import account_folder
from kamlib.study.folder import Study, open_study
from kamlib.study.judgement import write_whole
from kamlib.text import _

FOLDER = "plans"


@alone("kam client-plan")
def client_plans(folder: Path, accounts: Sequence[str] = ()) -> tuple[list[Path], list[Problem]]:
    """Write the client's version of plans into ``output/plans/``.

    Parameters
    ----------
    folder : Path
        The study.
    accounts : sequence of str
        Keys or names; empty: all accounts that have a plan.

    Returns
    -------
    list of Path
    list of Problem
        A warning for every sentence in them that names a competitor, or a person of the client.

    Raises
    ------
    KamError
        When the study can't be opened, a word names no account, or an account has no plan: then nothing is
        written.
    """
    study = open_study(folder)
    found = plans(study, settings_in_force(study, "plan"), today=today(study))
    chosen = _chosen(study, found, accounts)
    pages = {study.output / FOLDER / f"{account_folder(study.folder, key, name).name}.html":
             _page(study, found, key, name) for key, name in chosen}  # fmt: skip
    for path, page in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, page.encode())
    told = [problem for key, _name in chosen for problem in client_words_problems(study, found, key)]
    return list(pages), told


def _chosen(study: Study, found: Plans, accounts: Sequence[str]) -> list[tuple[str, str]]:
    """Return key and name of the accounts that are named, else of all that have a plan.

    Raises
    ------
    KamError
        With every word that names no account, else every account without a plan, or with an empty one.
    """
    ready = found.accounts[found.accounts["state"].isin([BEGUN, PLANNED])]
    if not accounts:
        return list(ready[["account", "name"]].itertuples(index=False, name=None))
    known = prepared(study).accounts[["account", "name"]]
    known = known.merge(found.accounts[["account", "state"]], on="account", how="left").set_index("account")
    named = known.loc[accounts_named(known.reset_index(), accounts)].reset_index()
    missing = named[~named["account"].isin(ready["account"])]
    if len(missing):
        raise KamError([_without_plan(study, row) for _n, row in missing.iterrows()])
    return list(named[["account", "name"]].itertuples(index=False, name=None))


def _without_plan(study: Study, row: "pd.Series[Any]") -> Problem:
    """Return what is missing: the workbook, or anything in it."""
    name = str(row["name"])
    if row["state"] == EMPTY:
        file = kept_books(study, "plan").files[str(row["account"])]
        return Problem("plan-empty", _("has a plan in which nothing is filled"),
                       _("begin with the client's goals"), file=file, found=name)
    remedy = _('make its workbook: kam forms plan FOLDER --accounts "{}"').format(name)
    return Problem("no-plan", _("has no plan yet"), remedy, found=name)


def _page(study: Study, found: Plans, key: str, name: str) -> str:
    tables: dict[str, pd.DataFrame] = {table: getattr(found, table) for table in SHOWN}
    tables["goals"] = found.goals.assign(confirmed=confirmed_there(found.goals))
    own = {table: frame[frame["account"] == key] for table, frame in tables.items()}
    return client_page(own, client=name, company=study.company, currency=study.currency,
                       language=study.language)
