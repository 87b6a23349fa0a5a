"""Which legal entities are one account: what people decided, else what is proposed and waits for somebody."""

from pathlib import Path

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.study.given import Given
from kamlib.study.judgement import contradictions, read_judgement
from kamlib.study.proposals import propose_groups
from kamlib.text import _

APART = "apart"
YES, NO = "yes", "no"
_GROUPS = "judgement/groups.csv"


def groups(study: Study, tables: dict[str, Given]) -> pd.DataFrame:
    """Return which legal entities belong to which account: recorded rows, and proposals not recorded yet.

    Returns
    -------
    DataFrame
        ``entity``, ``account``, ``name``, ``reason``, ``decided``, ``by``, ``on``, ``recorded``,
        ``confidence`` and ``in_force`` (bool). A row somebody decided counts as decided; an undecided one
        counts unless it only says that two names look alike.

    Raises
    ------
    KamError
        Where a row of ``judgement/groups.csv`` can't be carried out.
    """
    recorded = recorded_groups(study.folder).assign(recorded=True, confidence="")
    proposed = _proposed(tables).assign(recorded=False, decided="", by="", on="")
    new = _under_recorded(proposed, recorded)
    both = pd.concat([recorded, new], ignore_index=True) if len(new) else recorded.reset_index(drop=True)
    said = both["decided"].str.casefold()
    apart = both["reason"].str.startswith(_apart()) | (both["confidence"] == APART)
    return both.assign(in_force=(said == YES) | ((said == "") & ~apart))


def recorded_groups(folder: Path) -> pd.DataFrame:
    """Return the rows of ``judgement/groups.csv`` that people decided or can decide.

    Raises
    ------
    KamError
        Naming each row that can't be carried out: a word that is neither yes nor no, no entity or account,
        an entity in two accounts or decided in two ways, an account that itself belongs to another.
    """
    rows = read_judgement(folder, "groups")
    said = rows["decided"].str.casefold()
    apart = rows["reason"].str.startswith(_apart())
    ours = rows[(said == YES) | ((said == "") & ~apart)]
    group = _first(ours["entity"], ours["account"])
    above = ours["account"].map(lambda account: group.get(account, account))
    checks = [
        (rows[~said.isin([YES, NO, ""])], "decided", "answer-unknown", _("is neither yes nor no"),
         _("write yes, no, or nothing")),
        (rows[(rows["entity"] == "") | (rows["account"] == "")], "entity", "group-empty",
         _("has no entity or no account"), _("fill both, or delete the row")),
        (ours[above != ours["account"]], "account", "group-chain",
         _("itself belongs to another account"), _("write that one")),
    ]
    problems = [
        Problem(code, message, remedy, file=_GROUPS, row=row, column=column, found=str(found)[:80])
        for wrong, column, code, message, remedy in checks
        for row, found in zip(wrong.index.tolist(), wrong[column], strict=True)
    ]
    together = pd.DataFrame({"together": rows.index.isin(ours.index)}, index=rows.index)
    twice = [
        (_("belongs to another account in row {}"), contradictions(ours[["entity"]], ours[["account"]])),
        (_("is decided differently in row {}"), contradictions(rows[["entity", "account"]], together)),
    ]
    problems += [
        Problem("group-twice", message.format(first), _("keep one of the rows"), file=_GROUPS, row=row,
                column="entity", found=str(rows["entity"][row])[:80])
        for message, wrong in twice for row, first in wrong.items()
    ]  # fmt: skip
    if problems:
        raise KamError(sorted(problems, key=lambda problem: problem.row or 0))
    return rows


def _under_recorded(proposed: pd.DataFrame, recorded: pd.DataFrame) -> pd.DataFrame:
    """Return the proposed rows of new entities, under the account that people already know their group by."""
    told = recorded[recorded["decided"].str.casefold() != NO]
    account = _first(told["entity"], told["account"])
    mine = proposed[(proposed["confidence"] != APART) & proposed["entity"].isin(list(account))]
    moved = _first(mine["account"], mine["entity"].map(account))
    joins = proposed["confidence"] != APART
    under = proposed["account"].where(~joins, proposed["account"].map(lambda key: moved.get(key, key)))
    return proposed.assign(account=under)[~proposed["entity"].isin(recorded["entity"])]


def _first(keys: pd.Series, values: pd.Series) -> dict[str, str]:
    """Return key -> value; where a key comes twice, its first value."""
    return dict(zip(reversed(list(keys)), reversed(list(values)), strict=True))


def with_apart(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the mark of look-alikes in the reason, where a person sees it."""
    mark = (found["confidence"] == APART) & ~found["reason"].str.startswith(_apart())
    return found.assign(reason=found["reason"].where(~mark, _apart() + ": " + found["reason"]))


def _proposed(tables: dict[str, Given]) -> pd.DataFrame:
    sales = tables["sales"].frame
    revenue = sales.groupby("account")["amount"].sum()
    money = {str(key): float(value) for key, value in revenue.items()}
    return propose_groups(clients_of(tables), revenue=money, owners=owners_of(tables))


def clients_of(tables: dict[str, Given]) -> pd.DataFrame:
    """Return the clients with what is known of each: of the list of clients, else of the sales."""
    accounts = tables["accounts"].frame if "accounts" in tables else pd.DataFrame()
    if "account" not in accounts:
        accounts = tables["sales"].frame.drop_duplicates("account")
    return accounts if "name" in accounts else accounts.assign(name=accounts["account"])


def owners_of(tables: dict[str, Given]) -> pd.DataFrame:
    """Return who belongs to whom: ``account``, ``parent``, ``column``, ``table``, by the row in the file."""
    found = [
        tables[name].frame[["account", "parent"]].assign(column=tables[name].headings["parent"], table=name)
        for name in ("accounts", "parents")
        if name in tables and {"account", "parent"} <= set(tables[name].frame)
    ]
    return pd.concat(found) if found else pd.DataFrame(columns=["account", "parent", "column", "table"])


def _apart() -> str:
    return _("look-alike")
