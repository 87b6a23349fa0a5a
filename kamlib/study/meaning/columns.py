"""Which column means what: proposed from headings and values together, never applied silently."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from kamlib.study.companions import currency_of, date_of
from kamlib.study.meaning.catalogue import Said, say
from kamlib.study.meaning.evidence import Values, look_at
from kamlib.study.meaning.fits import Fit, fit
from kamlib.study.meaning.links import ROWS_COMPARED, link
from kamlib.study.meaning.owners import owner_fit
from kamlib.study.meaning.proposal import (
    DECIDED,
    HEARD,
    LIKELY,
    NEAR,
    NEEDED,
    OWN_CURRENCY,
    SURE,
    Alternative,
    Candidate,
    Confidence,
    Proposal,
    assign,
)
from kamlib.study.meaning.questions import by_values, makes_no_difference, question, unit_question, why
from kamlib.study.meaning.several import names_another, several_costs
from kamlib.tables.schema import Table, is_kind
from kamlib.text import _


def propose_columns(
    frame: pd.DataFrame,
    table: Table,
    *,
    table_name: str,
    known: Mapping[str, str] | None = None,
    only_heard: bool = False,
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
        One of ``kamlib.tables.GIVEN``.
    table_name : str
        Name of the frame, for the sentence of a question.
    known : mapping, optional
        Meaning -> column where it is decided already; kept as it is.
    only_heard : bool
        Leave out required meanings that no heading says, instead of looking for them by values.

    Returns
    -------
    list of Proposal
        In the order of the table: each required meaning (as a question where no column can be proposed), and
        the optional ones that were found.

    Examples
    --------
    >>> from kamlib.tables import SALES
    >>> frame = pd.DataFrame({
    ...     "Клиент": ["A", "B", "A"], "Дата": pd.to_datetime(["2024-01-09", "2024-01-10", "2024-02-01"]),
    ...     "Сумма без НДС": [10.0, 20.5, 31.0]})
    >>> [(p.meaning, p.column, p.confidence) for p in propose_columns(frame, SALES, table_name="продажи")]
    [('account', 'Клиент', 'sure'), ('date', 'Дата', 'sure'), ('amount', 'Сумма без НДС', 'sure')]
    """
    frame = frame[sorted(frame.columns, key=str)].iloc[:ROWS_COMPARED]
    frame = frame.loc[:, ~frame.columns.duplicated()]

    @cache
    def looks(column: str) -> Values:
        return look_at(pd.Series(frame[column]))

    decided, required = known or {}, () if only_heard else table.required
    candidates = [
        Candidate(meaning, column, say(column, table.name, meaning), Fit(DECIDED, (_("decided"),)))
        for meaning, column in decided.items()
    ]
    candidates += [
        c for c in _candidates(frame, looks, table)
        if c.meaning not in decided and c.column not in decided.values()
    ]
    candidates = _linked(frame, table, candidates)
    chosen = _assigned(table, candidates)
    proposals = [
        _propose(frame, table, meaning, candidates, chosen)
        or (by_values(frame, looks, table, table_name, meaning, chosen) if meaning in required else None)
        for meaning in table.columns
    ]
    found = [p for p in proposals if p is not None]
    if table.name == "sales" and not only_heard:
        if "amount" in chosen and "currency" not in {*chosen, *decided}:
            found += unit_question(frame, taken=chosen.values(), amount=chosen["amount"])
        if "cost" not in decided:
            found = [several_costs(frame, p, candidates, chosen) if p.meaning == "cost" else p for p in found]
    found = _own_currency(frame, found)
    asked = {choice.column for p in found if p.confidence == "question" for choice in p.alternatives}
    # What is still asked about is not given away to another meaning on the side.
    return [p for p in found if p.confidence == "question" or p.column not in asked]


def _own_currency(frame: pd.DataFrame, found: Sequence[Proposal]) -> list[Proposal]:
    """Leave out the currencies of the documents where the heading of the amount names its own."""
    columns = {p.meaning: p.column for p in found if p.column}
    amount, currency = columns.get("amount", ""), columns.get("currency", "")
    if not currency or currency == currency_of(amount) or not names_another(amount, frame[currency]):
        return [*found]
    said = _('its heading names its currency, so "{}" is not one of it').format(currency)
    return [replace(p, reason=f"{p.reason}; {said}") if p.meaning == "amount" else p
            for p in found if p.meaning != "currency"]


def may_be(frame: pd.DataFrame, table: Table) -> bool:
    """Whether headings say every required meaning, whatever the values are.

    Examples
    --------
    >>> from kamlib.tables import SALES
    >>> may_be(pd.DataFrame(columns=["Client", "Date"]), SALES)
    False
    """
    return set(table.required) <= {meaning for meaning, _column in _heard(frame, table)}


def _heard(frame: pd.DataFrame, table: Table) -> dict[tuple[str, str], Said]:
    """Return what headings say, by meaning and column."""
    heard = {
        (meaning, str(column)): said
        for column in frame.columns
        for meaning in table.columns
        if (said := say(str(column), table.name, meaning)).strength >= HEARD
    }
    return heard | _made_by_reading(frame, table)


def _candidates(frame: pd.DataFrame, looks: Callable[[str], Values], table: Table) -> list[Candidate]:
    """Pairs whose heading is heard and whose values make the meaning possible."""
    # What holds nothing but several currencies is one, whatever its heading says.
    currencies = {
        ("currency", name): Said(LIKELY)
        for name in map(str, frame.columns)
        if "currency" in table.columns and is_kind(frame[name], "text")
        if looks(name).currency == 1.0 and looks(name).different > 1
    }
    fitted = [
        Candidate(meaning, column, said, fit(looks(column), table.name, meaning))
        for (meaning, column), said in (currencies | _heard(frame, table)).items()
    ]
    return [pair for pair in fitted if pair.fit.possible]


def _made_by_reading(frame: pd.DataFrame, table: Table) -> dict[tuple[str, str], Said]:
    """Return what columns say that reading made of another: its currencies, or the days of its documents."""
    said = {}
    for name in map(str, frame.columns):
        if currency_of(name) in frame and "currency" in table.columns:
            said["currency", currency_of(name)] = Said(OWN_CURRENCY, phrase=_("currency"))
        is_document = "invoice" in table.columns and say(name, table.name, "invoice").strength >= LIKELY
        if date_of(name) in frame and is_document:
            said["date", date_of(name)] = Said(SURE, phrase=_("date"))
    return said


def _linked(frame: pd.DataFrame, table: Table, candidates: list[Candidate]) -> list[Candidate]:
    """Add what columns say about one another: those of sales, and parents about the clients beside them."""
    if table.name == "sales":
        anchors = _assigned(table, candidates)
        return [replace(c, fit=c.fit + link(frame, c.meaning, c.column, anchors)) for c in candidates]
    return [
        replace(c, fit=c.fit + owner_fit(frame, c.column, c.said, table.name))
        if c.meaning == "parent" and c.fit.points < DECIDED / 2 else c
        for c in candidates
    ]


def _assigned(table: Table, candidates: list[Candidate]) -> dict[str, str]:
    points = {
        (c.meaning, c.column): c.points + (NEEDED if table.columns[c.meaning].required else 0.0)
        for c in candidates
        if c.points > 0.4
    }
    return assign(points, list(table.columns), sorted({column for _meaning, column in points}))


def _propose(
    frame: pd.DataFrame,
    table: Table,
    meaning: str,
    candidates: list[Candidate],
    chosen: Mapping[str, str],
) -> Proposal | None:
    best = next((c for c in candidates if c.meaning == meaning and c.column == chosen.get(meaning)), None)
    if best is None:
        return None
    others = _others(best, candidates, chosen)
    rivals = [c for c in others if c.points >= best.points - NEAR and not makes_no_difference(frame, best, c)]
    if table.columns[meaning].required and rivals:
        return question(frame, table, [best, *rivals])
    alternatives = tuple(Alternative(c.column, why(frame, table, c, best)) for c in others[:3])
    return Proposal(meaning, best.column, _confidence(best), best.reason, alternatives, best.points)


def _others(best: Candidate, candidates: list[Candidate], chosen: Mapping[str, str]) -> list[Candidate]:
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


def _confidence(best: Candidate) -> Confidence:
    if best.fit.points > DECIDED / 2:
        return "sure"
    if best.said.strength >= SURE and best.fit.points >= 0 and not best.said.gross:
        return "sure"
    return "likely" if best.said.strength >= LIKELY and best.points >= LIKELY else "guess"
