"""All that people keep in the workbooks of accounts, by table: facts first, workbooks made from them."""

import pandas as pd

from casemaker import (
    books_dossier_full,
    books_dossier_half,
    books_dossier_story16,
    books_goals,
    books_people,
    books_people_more,
    books_plan15,
    books_plans,
    books_promises,
    books_single,
    books_team,
)
from casemaker.accounts import make_accounts, sold_mln
from casemaker.books_rows import people, rows
from casemaker.judged_wallets import wallets_table
from casemaker.truth import Truth

# Workbooks that somebody made and nobody filled.
EMPTY = {"dossier": ("Strela Stroy", "Bastila Stroy"), "buying-centre": ("Bastila Stroy",),
         "plan": ("Zenit Energo",)}
DOSSIERS = (books_dossier_full, books_dossier_half, books_dossier_story16)


def make_books(truth: Truth) -> dict[str, pd.DataFrame]:
    """Return the tables of all workbooks but the meetings; ``name`` is that of the account."""
    accounts = make_accounts(truth)
    sold = sold_mln(truth)
    account = truth.loads["code"].map(truth.entities.set_index("code")["account"])
    hours = truth.loads.groupby(account)["hours"].sum()
    by_name = hours.set_axis(accounts["name"].reindex(hours.index))
    # The holding has three managers, each with hours of his own firm.
    own = truth.entities.merge(truth.loads, on="code").set_index("name")["hours"]
    by_name["Granit"] = own["Granit Centr"]
    small = books_single.maps(truth.entities, by_name)
    wallets = wallets_table(accounts, sold, truth.potential)
    return {
        "dossier": _dossier(accounts),
        "persons": _both(people({**books_people.PEOPLE, **books_people_more.PEOPLE}), small["persons"]),
        "needed": rows("line_key needed why", books_people.NEEDED),
        "team": _both(books_team.team(by_name), small["team"]),
        "contacts": _both(books_team.contacts(), small["contacts"]),
        "promises": books_promises.promises(), "processes": books_promises.processes(),
        "plan": _heads(), "goals": books_goals.goals(),
        "quantities": _both(
            books_plan15.quantities(), books_plans.plain_quantities(),
            books_plans.hockey_quantities(accounts, sold, wallets)),
        "steps": _both(books_plan15.steps(), books_plans.steps()),
        "offers": rows("offer value gain cost delivery checked_by until",
                       {books_plan15.PLAN.account: books_plan15.OFFERS, **books_plans.OFFERS}),
        "quarters": rows("quarter share note",
                         {books_plan15.PLAN.account: books_plan15.QUARTERS, **books_plans.QUARTERS}),
        "position": rows("indicator state target note", {books_plan15.PLAN.account: books_plan15.POSITION,
                                                         **books_plans.POSITION}),
    }


def _both(*frames: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame.astype("object") for frame in frames], ignore_index=True)


def _heads() -> pd.DataFrame:
    heads = {books_plan15.PLAN.account: books_plan15.head(), **books_plans.heads()}
    return pd.DataFrame([{"name": name, **head} for name, head in heads.items()])


def _dossier(accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the answers; the manager of the account keeps them, finance what is not for every eye."""
    manager = accounts.set_index("name")["manager"]
    found = [
        {"name": name, "question": question, "value": said[0], "source": said[1], "on": said[2],
         "confidence": said[3], "owner": _owner(said, manager[name]), "valid_until": "",
         "sensitive": said[4] if len(said) > 4 else ""}
        for module in DOSSIERS for name, answers in module.ANSWERS.items()
        for question, said in answers.items()
    ]
    return pd.DataFrame(found)


def _owner(said: tuple[str, ...], manager: str) -> str:
    if not said[0]:
        return ""
    return "Kira Blum" if said[1] == "our accounts department" else manager


def attached() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return what lies beside the workbooks, by account: group of questions, file, text."""
    return books_dossier_full.ATTACHED
