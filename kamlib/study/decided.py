"""Decisions on lines and amounts that are in force: what people decided, else what is proposed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.problems import KamError, Problem
from kamlib.study.answers import answered
from kamlib.study.folder import Study, open_study
from kamlib.study.given import Given
from kamlib.study.given_tables import given_tables, open_questions
from kamlib.study.grouping import groups, with_apart
from kamlib.study.judgement import COLUMNS, contradictions, read_judgement, write_judgement
from kamlib.study.load import load
from kamlib.study.proposals import (
    convert,
    in_force,
    propose_currencies,
    propose_decisions,
    propose_signs,
    turn_signs,
)
from kamlib.study.proposals.currencies import codes
from kamlib.text import _, ngettext

_DECISIONS = "judgement/decisions.csv"
# Returns are a few lines in a hundred; a sign against nine lines in ten is a way to write.
_USUAL_SIGN = 0.9


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
    recorded = read_judgement(study.folder, "decisions")
    proposed = _proposed_decisions(study, tables, recorded)
    known = recorded.merge(
        proposed.rename(columns={"proposal": "proposal_now"}), on=["what", "subject"], how="left"
    ).assign(recorded=True)
    known["proposal"] = known["proposal"].where(known["proposal"] != "", known["proposal_now"])
    both = pd.concat(
        [known.drop(columns="proposal_now"), _unrecorded(proposed, recorded).assign(recorded=False)],
        ignore_index=True,
    )
    texts = ["proposal", "decided", "by", "on", "note", "reason"]
    both[texts] = both[texts].astype("str").fillna("")
    both["in_force"] = _answers(both, recorded)
    return both


def _unrecorded(proposed: pd.DataFrame, recorded: pd.DataFrame) -> pd.DataFrame:
    keys = set(zip(recorded["what"], recorded["subject"], strict=True))
    new = [key not in keys for key in zip(proposed["what"], proposed["subject"], strict=True)]
    return proposed[new]


def _answers(both: pd.DataFrame, recorded: pd.DataFrame) -> pd.Series:
    """Return the answer in force of each decision; the recorded rows come first in ``both``.

    Raises
    ------
    KamError
        Where an answer is not known, or one decision stands twice with different answers; each with its row.
    """
    try:
        answers = in_force(both)
    except KamError as error:
        # The file may have empty rows, so its rows are not those of the frame.
        raise KamError([replace(p, row=_row(recorded, p.row)) for p in error.problems]) from None
    if twice := contradictions(both[["what", "subject"]], answers.to_frame()):
        message, remedy = _("is decided differently in row {}"), _("keep one of the rows")
        raise KamError([
            Problem("decision-twice", message.format(recorded.index[first]), remedy, file=_DECISIONS,
                    row=int(recorded.index[place]), column="subject",
                    found=str(both["subject"][place])[:80])
            for place, first in twice.items()
        ])
    return answers


def _row(recorded: pd.DataFrame, row: int | None) -> int | None:
    place = (row or 0) - 2
    return int(recorded.index[place]) if 0 <= place < len(recorded) else None


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
    asked = [q for q in study.questions if not q.get("file") and not answered(q)]
    if not usable(tables) or asked or open_questions(study, files, tables):
        return []
    found, joined = decisions(study, tables), groups(study, tables)
    count = _add(folder, "decisions", found[~found["recorded"]], on=on)
    rows = _add(folder, "groups", with_apart(joined[~joined["recorded"]]), on=on)
    decided = ngettext(
        "{} decision is proposed in judgement/decisions.csv.",
        "{} decisions are proposed in judgement/decisions.csv.", count,
    ).format(count)  # fmt: skip
    grouped = ngettext(
        "{} row of grouped or look-alike clients is proposed in judgement/groups.csv.",
        "{} rows of grouped or look-alike clients are proposed in judgement/groups.csv.", rows,
    ).format(rows)  # fmt: skip
    return [*([decided] if count else []), *([grouped] if rows else [])]


def _add(folder: Path, name: str, new: pd.DataFrame, *, on: date) -> int:
    """Write new rows below those that are there, and return how many."""
    if len(new):
        there = read_judgement(folder, name)
        write_judgement(folder, name, pd.concat([there, new[COLUMNS[name]]], ignore_index=True), on=on)
    return len(new)


def usable(tables: dict[str, Given]) -> bool:
    """Whether there are sales to work with."""
    if "sales" not in tables or any(p.stops for p in tables["sales"].problems):
        return False
    frame = tables["sales"].frame
    return len(frame) > 0 and all(name in frame for name in tables["sales"].table.required)


def base_currency(study: Study) -> str:
    """Return the currency of the study as a code where it is one: EUR for a sign of euro."""
    return str(codes(pd.Series([study.currency], dtype="str")).iloc[0])


def _proposed_decisions(study: Study, tables: dict[str, Given], recorded: pd.DataFrame) -> pd.DataFrame:
    sales, accounts = tables["sales"], tables.get("accounts")
    lines = sales.frame.dropna(subset=["date", "amount"])
    signs = propose_signs(lines, share=_USUAL_SIGN)
    # What is a return and what a cash sale is seen only when signs are right.
    turned = turn_signs(lines, _proposals(signs) | _recorded_answers(recorded, "sign"))
    currencies = propose_currencies(turned, base=base_currency(study) or None)
    try:
        answers = _proposals(currencies) | _recorded_answers(recorded, "currency")
        money = in_one_currency(study, turned, answers)
    except KamError:
        # Nothing adds different currencies: what rests on money is proposed when the rates are there.
        return pd.concat([currencies, signs], ignore_index=True)
    found = propose_decisions(
        money,
        accounts.frame if accounts and "account" in accounts.frame else None,
        company=study.company or None,
        amount_heading=sales.headings.get("amount", ""),
        cancelled_within_days=study.settings["intake.cancelled_days"].value,
    )
    return pd.concat([found, currencies, signs], ignore_index=True)


def _recorded_answers(recorded: pd.DataFrame, what: str) -> dict[str, str]:
    """Return subject -> the recorded answer on a matter, or the recorded proposal nobody decided on."""
    mine = recorded[recorded["what"] == what]
    answers = mine["decided"].where(mine["decided"] != "", mine["proposal"])
    return {subject: answer for subject, answer in zip(mine["subject"], answers, strict=True) if answer}


def _proposals(proposed: pd.DataFrame) -> dict[str, str]:
    return dict(zip(proposed["subject"], proposed["proposal"], strict=True))


def in_one_currency(study: Study, lines: pd.DataFrame, answers: Mapping[str, str]) -> pd.DataFrame:
    """Return lines with their money in the currency of the study.

    Parameters
    ----------
    study : Study
        Its rates are taken.
    lines : DataFrame
        ``amount``, and ``currency`` where the file names one. Not changed.
    answers : mapping
        Currency -> ``base`` or ``convert``, for those that are decided or proposed.

    Raises
    ------
    KamError
        Where a rate is missing.
    """
    as_base = [currency for currency, answer in answers.items() if answer == "base"]
    named = "currency" in lines and bool((codes(lines["currency"]) != "").any())
    mine = base_currency(study)
    mine = mine if named and len(mine) == 3 else ""
    base = mine or next(iter(as_base), study.currency if answers else "")
    return convert(lines, dict.fromkeys(as_base, 1.0) | study.rates, base) if base else lines
