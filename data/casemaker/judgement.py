"""Writes what people judged: the tables of ``judgement/``, one file for each person or for all."""

from pathlib import Path

import pandas as pd

from casemaker.accounts import keys_of, make_accounts, sold_mln
from casemaker.judged_books import absences_table, asked_for_table, schedule_table
from casemaker.judged_decisions import key_accounts_table, positions_table
from casemaker.judged_facts import facts_tables
from casemaker.judged_hours import hours_table, managers_table
from casemaker.judged_influence import influence_tables
from casemaker.judged_scores import scores_tables
from casemaker.judged_strength import strength_table
from casemaker.judged_wallets import wallets_table
from casemaker.people import slug
from casemaker.truth import Truth


def write_judgement(truth: Truth, folder: Path) -> None:
    """Write the tables below ``folder``, the study's folder ``judgement``."""
    accounts = make_accounts(truth)
    sold = sold_mln(truth)
    wallets = wallets_table(accounts, sold, truth.potential)
    by_person = {
        "scores": scores_tables(accounts, sold),
        "facts": facts_tables(accounts, truth.potential),
        "influence": influence_tables(accounts, truth.potential),
    }
    for name, tables in by_person.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for who, table in tables.items():
            _write(table, folder / name / f"{slug(who)}.csv")
    names = keys_of(accounts)
    shared = {
        "wallets": wallets,
        "strength": strength_table(accounts),
        "key_accounts": key_accounts_table(accounts),
        "absences": absences_table(names), "asked_for": asked_for_table(names),
        "schedule": schedule_table(names),
        "positions": positions_table(accounts), "managers": managers_table(),
        "hours": hours_table(accounts, truth.entities, truth.loads),
    }
    for name, table in shared.items():
        _write(table, folder / f"{name}.csv")


def _write(table: pd.DataFrame, path: Path) -> None:
    """Write a table as the workbook itself would: UTF-8 with byte order mark, commas, ISO dates."""
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.12g")
    path.write_bytes(text.encode("utf-8-sig"))
