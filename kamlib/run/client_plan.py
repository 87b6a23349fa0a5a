"""The command ``kam client-plan``: the version of a plan that the client may see."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kamlib.flow.client_words import client_words_problems
from kamlib.flow.key_accounts import one_account, today
from kamlib.flow.plans import BEGUN, PLANNED, Plans, plans
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
    chosen = _chosen(found, accounts)
    pages = {study.output / FOLDER / f"{account_folder(study.folder, key, name).name}.html":
             _page(study, found, key, name) for key, name in chosen}  # fmt: skip
    for path, page in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, page.encode())
    told = [problem for key, _name in chosen for problem in client_words_problems(study, found, key)]
    return list(pages), told


def _chosen(found: Plans, accounts: Sequence[str]) -> list[tuple[str, str]]:
    """Return key and name of the accounts that are named, else of all that have a plan.

    Raises
    ------
    KamError
        With every word that names no account, and every account without a plan.
    """
    ready = found.accounts[found.accounts["state"].isin([BEGUN, PLANNED])]
    if not accounts:
        return list(ready[["account", "name"]].itertuples(index=False, name=None))
    chosen, problems = [], []
    for words in accounts:
        try:
            key, name = one_account(found.accounts, words)
        except KamError as error:
            problems += error.problems
            continue
        if key not in set(ready["account"]):
            remedy = _('make its workbook: kam forms plan FOLDER --accounts "{}"').format(name)
            problems.append(Problem("no-plan", _("has no plan yet"), remedy, found=name))
        chosen.append((key, name))
    if problems:
        raise KamError(problems)
    return list(dict.fromkeys(chosen))


def _page(study: Study, found: Plans, key: str, name: str) -> str:
    tables: dict[str, pd.DataFrame] = {table: getattr(found, table) for table in SHOWN}
    tables["goals"] = found.goals.assign(confirmed=confirmed_there(found.goals))
    own = {table: frame[frame["account"] == key] for table, frame in tables.items()}
    return client_page(own, client=name, company=study.company, currency=study.currency,
                       language=study.language)
