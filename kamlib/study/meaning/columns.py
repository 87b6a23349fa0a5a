"""Which column means what: proposed from headings and values together, never applied silently."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import pandas as pd

from kamlib.study.meaning.assign import assign
from kamlib.study.meaning.catalogue import Said, catalogue, implied, say, speaks_against
from kamlib.study.meaning.evidence import look_at
from kamlib.study.meaning.fits import Fit, fit, fit_unnamed
from kamlib.study.meaning.links import ROWS_COMPARED, link, looks_gross
from kamlib.study.meaning.relations import days, numbers, same_split, share_equal
from kamlib.tables.schema import Table
from kamlib.text import _

Confidence = Literal["sure", "likely", "guess", "question"]

HEARD = 0.75
"""Strength from which a heading is heard at all."""
SURE, LIKELY = 2.2, 1.4
"""Strength of a heading from which a proposal is sure or likely."""
NEAR = 0.35
"""Points within which two columns are equally plausible."""
DECIDED = 100.0
"""Points of what is decided already."""
NEEDED = 2.0
"""Points for a meaning that the table can't do without."""


class Alternative(NamedTuple):
    """Another column for the same meaning, and why, or what choosing it would imply."""

    column: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A column proposed for a meaning.

    Parameters
    ----------
    meaning : str
        Name of the column in the table, such as ``"amount"``.
    column : str
        Heading in the file; empty where the answer is the user's.
    confidence : {"sure", "likely", "guess", "question"}
        *question*: two columns are equally plausible, or none is, for a meaning that is needed.
    reason : str
        What the heading and the values say, in a sentence part.
    alternatives : tuple of Alternative
        Other columns, the most plausible first.
    points : float
        Strength of the proposal, to compare tables with; 0 for a question without heading.
    """

    meaning: str
    column: str
    confidence: Confidence
    reason: str
    alternatives: tuple[Alternative, ...] = ()
    points: float = 0.0


@dataclass(frozen=True)
class _Candidate:
    meaning: str
    column: str
    said: Said
    fit: Fit = field(default_factory=Fit)

    @property
    def points(self) -> float:
        return self.said.strength + self.fit.points

    @property
    def reason(self) -> str:
        heading = _('the heading says "{}"').format(self.said.phrase) if self.said.strength else ""
        gross = _("with VAT in it") if self.said.gross else ""
        return "; ".join(part for part in (heading, gross, *self.fit.words) if part)


def propose_columns(
    frame: pd.DataFrame, table: Table, *, table_name: str, known: Mapping[str, str] | None = None
) -> list[Proposal]:
    """Propose which column of ``frame`` has which meaning of ``table``.

    Points of a pair = weight of the heading's phrase x share of the heading it explains + what its values and
    the columns beside it say; the assignment with the largest sum is proposed, one column for one meaning.
    The order of the columns and columns that mean nothing here do not change the outcome.

    Parameters
    ----------
    frame : DataFrame
        Typed columns: texts, numbers, dates. Not changed.
    table : Table
        One of ``kamlib.tables.given``.
    table_name : str
        Name of the frame, for the sentence of a question.
    known : mapping, optional
        Meaning -> column where it is decided already; kept as it is.

    Returns
    -------
    list of Proposal
        In the order of the table: each required meaning (as a question where no column can be proposed), and
        the optional ones that were found.

    Examples
    --------
    >>> from kamlib.tables.given import SALES
    >>> frame = pd.DataFrame({
    ...     "Клиент": ["A", "B", "A"], "Дата": pd.to_datetime(["2024-01-09", "2024-01-10", "2024-02-01"]),
    ...     "Сумма без НДС": [10.0, 20.5, 31.0]})
    >>> [(p.meaning, p.column, p.confidence) for p in propose_columns(frame, SALES, table_name="продажи")]
    [('account', 'Клиент', 'sure'), ('date', 'Дата', 'sure'), ('amount', 'Сумма без НДС', 'sure')]
    """
    frame = frame[sorted(frame.columns, key=str)].iloc[:ROWS_COMPARED]
    frame = frame.loc[:, ~frame.columns.duplicated()]
    decided = [_decided(table, meaning, column) for meaning, column in (known or {}).items()]
    candidates = decided + [
        c
        for c in _candidates(frame, table)
        if c.meaning not in (known or {}) and c.column not in (known or {}).values()
    ]
    candidates = _linked(frame, table, candidates)
    chosen = _assigned(table, candidates)
    found = [_propose(frame, table, table_name, meaning, candidates, chosen) for meaning in table.columns]
    asked = {choice.column for p in found if p and p.confidence == "question" for choice in p.alternatives}
    # What is still asked about is not given away to another meaning on the side.
    return [p for p in found if p is not None and (p.confidence == "question" or p.column not in asked)]


def _decided(table: Table, meaning: str, column: str) -> _Candidate:
    """Return a pair that no other can outdo, with what its heading says."""
    said = say(column, table.name, meaning)
    return _Candidate(meaning, column, said, Fit(DECIDED, (_("decided"),)))


def _candidates(frame: pd.DataFrame, table: Table) -> list[_Candidate]:
    """Pairs whose heading is heard and whose values make the meaning possible."""
    pairs = [
        _Candidate(meaning, str(column), said)
        for column in frame.columns
        for meaning in table.columns
        if (said := say(str(column), table.name, meaning)).strength >= HEARD
    ]
    looks = {column: look_at(frame[column]) for column in {pair.column for pair in pairs}}
    fitted = [
        _Candidate(p.meaning, p.column, p.said, fit(looks[p.column], table.name, p.meaning)) for p in pairs
    ]
    return [pair for pair in fitted if pair.fit.possible]


def _linked(frame: pd.DataFrame, table: Table, candidates: list[_Candidate]) -> list[_Candidate]:
    """Add what columns say about one another; only sales have enough columns for it."""
    if table.name != "sales":
        return candidates
    anchors = _assigned(table, candidates)
    return [
        _Candidate(c.meaning, c.column, c.said, c.fit + link(frame, c.meaning, c.column, anchors))
        for c in candidates
    ]


def _assigned(table: Table, candidates: list[_Candidate]) -> dict[str, str]:
    points = {
        (c.meaning, c.column): c.points + (NEEDED if table.columns[c.meaning].required else 0.0)
        for c in candidates
        if c.points > 0.4
    }
    return assign(points, list(table.columns), sorted({column for _meaning, column in points}))


def _propose(
    frame: pd.DataFrame,
    table: Table,
    table_name: str,
    meaning: str,
    candidates: list[_Candidate],
    chosen: Mapping[str, str],
) -> Proposal | None:
    best = next((c for c in candidates if c.meaning == meaning and c.column == chosen.get(meaning)), None)
    required = table.columns[meaning].required
    if best is None:
        return _by_values(frame, table, table_name, meaning, chosen) if required else None
    others = _others(best, candidates, chosen)
    rivals = [c for c in others if c.points >= best.points - NEAR and not _same(frame, best, c)]
    if required and rivals:
        return _question(frame, table, [best, *rivals])
    alternatives = tuple(Alternative(c.column, _why(frame, table, c, best)) for c in others[:3])
    return Proposal(meaning, best.column, _confidence(best), best.reason, alternatives, best.points)


def _others(best: _Candidate, candidates: list[_Candidate], chosen: Mapping[str, str]) -> list[_Candidate]:
    """Return the other columns for the meaning, those that fit elsewhere better left out, strongest first."""
    elsewhere = {
        column: max(c.points for c in candidates if (c.meaning, c.column) == (meaning, column))
        for meaning, column in chosen.items()
        if meaning != best.meaning
    }
    others = [
        c
        for c in candidates
        if c.meaning == best.meaning and c.column != best.column and c.points > elsewhere.get(c.column, 0.0)
    ]
    return sorted(others, key=lambda c: (-c.points, c.column))


def _same(frame: pd.DataFrame, one: _Candidate, other: _Candidate) -> bool:
    """Whether it makes no difference which of two columns is taken."""
    left, right = frame[one.column], frame[other.column]
    if one.meaning == "date":
        day = days(left)
        return bool(day.notna().any() and (day == days(right)).mean() > 0.999)
    if one.meaning == "amount":
        return share_equal(numbers(left), numbers(right)) > 0.999
    return same_split(left, right)


def _confidence(best: _Candidate) -> Confidence:
    if best.fit.points > DECIDED / 2:
        return "sure"
    if best.said.strength >= SURE and best.fit.points >= 0 and not best.said.gross:
        return "sure"
    return "likely" if best.said.strength >= LIKELY and best.points >= LIKELY else "guess"


def _why(frame: pd.DataFrame, table: Table, candidate: _Candidate, best: _Candidate) -> str:
    """Return what speaks for a column beside the best one, and what choosing it would imply."""
    same = _("holds the same") if _same(frame, best, candidate) else ""
    gross = looks_gross(frame, best.column, candidate.column) if candidate.meaning == "amount" else ""
    meant = "" if gross or candidate.said.gross else _implied(table, candidate)
    return "; ".join(part for part in (candidate.reason, same, gross, meant) if part)


def _implied(table: Table, candidate: _Candidate) -> str:
    sentence = implied(candidate.column, table.name, candidate.meaning)
    return _(sentence) if sentence else ""


def _question(frame: pd.DataFrame, table: Table, rivals: list[_Candidate]) -> Proposal:
    meaning = rivals[0].meaning
    sentence = _("{} columns are equally plausible").format(len(rivals))
    ranked = sorted(rivals, key=lambda c: (-c.points, c.column))
    choices = [Alternative(c.column, _consequence(frame, table, c, ranked)) for c in ranked]
    return Proposal(meaning, "", "question", sentence, tuple(choices), ranked[0].points)


def _consequence(frame: pd.DataFrame, table: Table, one: _Candidate, rivals: list[_Candidate]) -> str:
    """Return what choosing a column means, in numbers where there are some."""
    values, meant = frame[one.column], _implied(table, one)
    parts = [one.reason]
    if one.meaning == "amount" and numbers(values).notna().any():
        parts.append(_("total {:,.2f}").format(numbers(values).sum()))
        gross = [looks_gross(frame, other.column, one.column) for other in rivals if other is not one]
        meant = "" if any(gross) else meant
        parts += gross
    elif one.meaning == "account":
        parts.append(_("{} accounts").format(values.nunique()))
    elif one.meaning == "date" and days(values).notna().any():
        parts.append(_("{} to {}").format(days(values).min().date(), days(values).max().date()))
    return "; ".join(part for part in (*parts, meant) if part)


def _by_values(
    frame: pd.DataFrame, table: Table, table_name: str, meaning: str, chosen: Mapping[str, str]
) -> Proposal:
    """Propose by values alone where no heading says the meaning: a guess when only one column can be it."""
    free = [
        _Candidate(meaning, column, Said(), fits)
        for column in map(str, frame.columns)
        if column not in chosen.values()
        and not _says_else(column, table, meaning)
        and (fits := fit_unnamed(look_at(frame[column]), table.name, meaning)).possible
    ]
    if len(free) == 1 and all(other in chosen for other in table.required if other != meaning):
        reason = _("the only column that can be it; {}").format(free[0].reason)
        return Proposal(meaning, free[0].column, "guess", reason)
    ranked = sorted(free, key=lambda c: (-c.points, c.column))[:5]
    choices = tuple(Alternative(c.column, c.reason) for c in ranked)
    found = _("no heading of {} says it").format(table_name)
    return Proposal(meaning, "", "question", found, choices)


def _says_else(column: str, table: Table, meaning: str) -> bool:
    """Whether a heading speaks against the meaning or says another one."""
    if speaks_against(column, table.name, meaning):
        return True
    pairs = [(table.name, other) for other in table.columns if other != meaning]
    pairs += [("lines", other) for other in catalogue()["lines"]]
    return any(say(column, where, other).strength >= HEARD for where, other in pairs)
