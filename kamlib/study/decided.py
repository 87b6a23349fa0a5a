"""Decisions in force: what people decided, else what is proposed and still waits for somebody."""

from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.study.folder import Study, open_study
from kamlib.study.given import Given
from kamlib.study.given_tables import given_tables, open_questions
from kamlib.study.judgement import read_judgement, write_judgement
from kamlib.study.load import load
from kamlib.study.proposals import in_force, propose_decisions, propose_groups
from kamlib.text import _, ngettext

APART = "apart"
YES, NO = "yes", "no"


def decisions(study: Study, tables: dict[str, Given]) -> pd.DataFrame:
    """Return every decision on lines and amounts: the recorded ones, and proposals that nobody recorded yet.

    Parameters
    ----------
    study : Study
    tables : dict of str to Given
        With usable sales.

    Returns
    -------
    DataFrame
        ``what``, ``subject``, ``proposal``, ``decided``, ``by``, ``on``, ``note``; ``in_force`` (the answer
        that counts), ``recorded``; ``reason``, ``lines`` and ``amount`` (money of the file) where a proposal
        knows them.

    Raises
    ------
    KamError
        Where an answer in ``judgement/decisions.csv`` is not known.
    """
    proposed = _proposed_decisions(study, tables).assign(proposed=True)
    recorded = read_judgement(study.folder, "decisions").assign(recorded=True)
    both = recorded.merge(proposed, on=["what", "subject"], how="outer", suffixes=("", "_now"), sort=False)
    both["proposal"] = both["proposal"].where(both["proposal"].fillna("") != "", both["proposal_now"])
    texts = ["decided", "by", "on", "note", "reason"]
    both[texts] = both[texts].fillna("")
    both["recorded"] = both["recorded"].notna()
    both["in_force"] = in_force(both)
    return both.drop(columns=["proposal_now", "proposed"])


def groups(study: Study, tables: dict[str, Given]) -> pd.DataFrame:
    """Return which legal entities belong to which account: recorded rows, and proposals not recorded yet.

    Returns
    -------
    DataFrame
        ``entity``, ``account``, ``name``, ``reason``, ``decided``, ``by``, ``on``, ``recorded``,
        ``confidence`` and ``in_force`` (bool). A row somebody decided counts as decided; an undecided one
        counts unless it only says that two names look alike.
    """
    recorded = read_judgement(study.folder, "groups").assign(recorded=True, confidence="")
    proposed = _proposed_groups(tables).assign(recorded=False, decided="", by="", on="")
    new = proposed[~proposed["entity"].isin(recorded["entity"])]
    both = pd.concat([recorded, new], ignore_index=True) if len(new) else recorded.reset_index(drop=True)
    said = both["decided"].str.casefold()
    apart = both["reason"].str.startswith(_apart()) | (both["confidence"] == APART)
    return both.assign(in_force=(said == YES) | ((said == "") & ~apart))


def record_proposals(folder: Path, *, on: date) -> list[str]:
    """Write proposals that are not recorded yet into ``judgement/``, beside what people decided there.

    Parameters
    ----------
    folder : Path
        The study.
    on : date
        Day for the dated copy of what was there.

    Returns
    -------
    list of str
        What was written, in sentences; empty when questions are open first, or nothing is new.
    """
    study = open_study(folder)
    files = load(study)
    tables = given_tables(study, files)
    if not usable(tables) or open_questions(study, files, tables):
        return []
    lines = []
    found = decisions(study, tables)
    new = int((~found["recorded"]).sum())
    if new:
        write_judgement(
            folder, "decisions", found[["what", "subject", "proposal", "decided", "by", "on", "note"]], on=on
        )
        lines.append(
            ngettext(
                "{} decision is proposed in judgement/decisions.csv.",
                "{} decisions are proposed in judgement/decisions.csv.",
                new,
            ).format(new)
        )
    joined = groups(study, tables)
    new = int((~joined["recorded"]).sum())
    if new:
        write_judgement(folder, "groups", _with_apart(joined), on=on)
        lines.append(
            ngettext(
                "{} row of grouped or look-alike clients is proposed in judgement/groups.csv.",
                "{} rows of grouped or look-alike clients are proposed in judgement/groups.csv.",
                new,
            ).format(new)
        )
    return lines


def usable(tables: dict[str, Given]) -> bool:
    """Whether there are sales to work with."""
    return (
        "sales" in tables
        and not any(p.stops for p in tables["sales"].problems)
        and len(tables["sales"].frame) > 0
    )


def _proposed_decisions(study: Study, tables: dict[str, Given]) -> pd.DataFrame:
    sales, accounts = tables["sales"], tables.get("accounts")
    return propose_decisions(
        sales.frame.dropna(subset=["date", "amount"]),
        accounts.frame if accounts and "account" in accounts.frame else None,
        company=study.company or None,
        base_currency=study.currency or None,
        amount_heading=sales.headings.get("amount", ""),
        cancelled_within_days=study.settings["intake.cancelled_days"].value,
    )


def _proposed_groups(tables: dict[str, Given]) -> pd.DataFrame:
    sales = tables["sales"].frame
    accounts = tables["accounts"].frame if "accounts" in tables else pd.DataFrame()
    if "account" not in accounts:
        accounts = sales.drop_duplicates("account")
    revenue = sales.groupby("account")["amount"].sum()
    return propose_groups(accounts, revenue={str(key): float(value) for key, value in revenue.items()})


def _apart() -> str:
    return _("look-alike, kept apart")


def _with_apart(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the mark of look-alikes in the reason, where a person sees it."""
    mark = (found["confidence"] == APART) & ~found["reason"].str.startswith(_apart())
    return found.assign(reason=found["reason"].where(~mark, _apart() + ": " + found["reason"]))[
        ["entity", "account", "name", "reason", "decided", "by", "on"]
    ]
