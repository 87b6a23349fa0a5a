"""Forms on the tables of ``judgement/``: what they ask and say stands in the file that describes the table.

A table is asked for in one of two ways: with lines for each account, one for each of its rows; or with one
line for each account and a column for each question of a catalogue of the pack.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from kamlib.study.forms.answer import ANY
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.study.forms.statement import NOT_APPLICABLE
from kamlib.study.person_files import same_name
from kamlib.study.statements import UNKNOWN
from kamlib.study.typed import as_text, written
from kamlib.tables import PEOPLE, QUESTIONNAIRES, Table
from kamlib.tables import Column as TableColumn
from kamlib.tables.schema import filled
from kamlib.text import _

_POINTS = ("10", "8", "5", "3", "1")
_SHARES = ("1", "0.75", "0.5", "0.25", "0")
_FREE = 5
Cells = dict[str, dict[str, Any]]


def scores_form(
    *, study: str, who: str, round: int, accounts: pd.DataFrame, criteria: pd.DataFrame, facts: pd.DataFrame,
    known: pd.DataFrame, answered: pd.DataFrame, facts_answered: pd.DataFrame, notes: pd.DataFrame,
    group: pd.DataFrame, currency: str = "", until: date | None = None,
) -> Form:  # fmt: skip
    """Return the form of one evaluator.

    Parameters
    ----------
    study, who : str
    round : int
        1: silent, nothing of others is shown; later: own earlier answer and that of all stand beside.
    accounts : DataFrame
        ``account``, ``name``, and ``manager``, ``revenue`` (money a year), ``target`` as far as known.
    criteria : DataFrame
        Catalogue of the pack: ``key``, ``label``, ``question``, ``words`` (at 1, 3, 5, 8, 10 points).
    facts : DataFrame
        Catalogue of the pack with ``group``; without rows there is no sheet of facts. A manager is asked
        about the own clients, anybody else about all accounts.
    known : DataFrame
        Points that the data decide, index account, a column for each such criterion: shown, not asked.
    answered, facts_answered, notes : DataFrame
        What this person said before: scores of this round, facts, notes of this round.
    group : DataFrame
        For a later round: ``account``, ``criterion``, ``own`` (points before) and ``all`` (middle and range,
        in words).
    currency : str
    until : date, optional
        When it is to be sent back.
    """
    table, which = PEOPLE["scores"], "main" if round == 1 else "again"
    points = kind_of(table.columns["score"])
    columns = _sales_columns(accounts, currency, width=13)
    for question in criteria.to_dict("records"):
        key, words = question["key"], tuple(reversed(question["words"]))
        columns.append(Column(key, question["label"], points, question["question"], words, width=18))
        if round > 1:
            columns += [Column(f"{key}:own", _("you, before"), width=8, shown_as="mark"),
                        Column(f"{key}:all", _("all, before"), width=14, shown_as="mark")]
    cells = _before(table, answered)
    for account, note in notes[["account", "note"]].to_numpy().tolist():
        cells.setdefault(account, {})["note"] = note
    for account, key, own, everybody in group[["account", "criterion", "own", "all"]].to_numpy().tolist():
        cells.setdefault(account, {}).update({f"{key}:own": own, f"{key}:all": everybody})
    locked = {str(account): own.dropna().to_dict() for account, own in known.iterrows()}
    pages = [page_of(table, [*columns, asked(table, "note")], _lines(accounts, who, cells, locked), which,
                   {"round": round, "who": who}, marks=_POINTS, free=_FREE, free_words=_("nominated"))]
    if round == 1 and len(facts):
        pages.append(_facts_page(who, own_or_all(accounts, who), facts, facts_answered))
    silent = _("1, silent: before anybody talks about it")
    words_of = silent if round == 1 else _("{}, after the talk").format(round)
    return _form(table, study, who, pages, until, first=which, about={"round": str(round)},
                 facts=((_("Study"), study), (_("Round"), words_of)))


def influence_form(
    *, study: str, who: str, role: str, manager: str, accounts: pd.DataFrame, questions: pd.DataFrame,
    answered: pd.DataFrame, currency: str = "", until: date | None = None,
) -> Form:  # fmt: skip
    """Return the form on the influence of a manager on his accounts.

    Parameters
    ----------
    study, who : str
    role : {"manager", "supervisor", "settled"}
    manager : str
        Whose influence it is.
    accounts : DataFrame
        Those of the manager: ``account``, ``name``, ``revenue`` and ``target`` as far as known.
    questions : DataFrame
        Catalogue of the pack: ``key``, ``label``, ``question``, ``part``, ``words`` (0, 0.25, 0.5, 0.75, 1).
    answered : DataFrame
        What the same person answered before in the same role, as the table of influence.
    currency : str
    until : date, optional
        When it is to be sent back.
    """
    table, columns = PEOPLE["influence"], _sales_columns(accounts, currency, width=14)
    for question in questions.to_dict("records"):
        words = tuple(reversed(question["words"]))
        choices = [(value, f"{value}  {shown}") for value, shown in zip(_SHARES, words, strict=True)]
        if question["part"] == "develop":
            choices.append((NOT_APPLICABLE, _("does not apply")))
        kind = Kind("choice", choices=tuple(choices))
        columns.append(Column(question["key"], question["label"], kind, question["question"], words, 20))
    lines = _lines(accounts, "", _before(table, answered))
    page = page_of(table, [*columns, asked(table, "evidence")], lines, "main", {"manager": manager},
                 marks=_SHARES)  # fmt: skip
    return _form(table, study, who, [page], until, first=role, about={"role": role, "manager": manager},
                 facts=((_("Study"), study), (_("On the influence of"), manager)))


def questionnaire(
    name: str, *, study: str, who: str, accounts: pd.DataFrame, answered: pd.DataFrame,
    until: date | None = None,
) -> Form:  # fmt: skip
    """Return the form on a table: lines for each account, one for each row of the table.

    Parameters
    ----------
    name : str
        One of ``QUESTIONNAIRES``.
    study, who : str
    accounts : DataFrame
        ``account``, ``name``, and ``manager``, ``target`` as far as known.
    answered : DataFrame
        What the table holds already; its lines come first.
    until : date, optional
        When it is to be sent back.
    """
    table, lines = QUESTIONNAIRES[name], list[Line]()
    for account in accounts.to_dict("records"):
        known = answered[answered["account"] == account["account"]]
        rows = [{column: row[column] for column in table.on_sheet} for row in known.to_dict("records")]
        spare = table.form.spare if rows else 0
        for number in range(max(table.form.lines, len(rows) + spare)):
            lines.append(Line(
                f"{account['account']} #{number + 1}", _called(account), about=account["account"],
                cells=rows[number] if number < len(rows) else {},
                mark=_mark(account, who) if number == 0 else "", own=_is_own(account, who), first=number == 0,
            ))  # fmt: skip
    page = page_of(table, [asked(table, column) for column in table.on_sheet], lines)
    return _form(table, study, who, [page], until, facts=((_("Study"), study),))


def asked(
    table: Table, name: str, *, words: Mapping[str, str] | None = None,
    fill: Mapping[str, object] | None = None,
) -> Column:  # fmt: skip
    """Return a column of a page: to be filled, where the table keeps it, else only shown.

    Parameters
    ----------
    table : Table
    name : str
        Column of the table.
    words : dict of str to str, optional
        What is shown for each choice, where the table does not say it.
    fill : dict of str to value, optional
        What stands between braces in its words.

    Examples
    --------
    >>> from kamlib.tables import KEPT
    >>> asked(KEPT["persons"], "influence").kind
    Kind(name='whole', low=1, high=5, choices=(), unit='')
    """
    column = table.on_sheet[name]
    kind = kind_of(column, words) if name in table.columns else None
    label, hint = (filled(text, fill) for text in (column.label, column.hint))
    return Column(name, label, kind, hint, width=column.width, shown_as=column.shown_as)


def kind_of(column: TableColumn, words: Mapping[str, str] | None = None) -> Kind:
    """Return how a cell is answered that a table's column takes; on a form points are whole ones."""
    if column.kind == "number":
        low = ANY if column.low is None else column.low
        unit = column.unit if column.unit in ("share", "money") else ""
        whole = column.whole or column.unit == "points"
        return Kind("whole" if whole else "number", low, column.high, unit=unit)
    if column.kind == "date":
        return Kind("day")
    pairs = tuple((words or {}).items()) or tuple((key, _(shown)) for key, shown in column.words)
    return Kind("choice", choices=pairs) if pairs else Kind()


def own_or_all(accounts: pd.DataFrame, who: str) -> pd.DataFrame:
    """Return the accounts of the one who fills the form; all of them for whoever manages none."""
    own = [_is_own(account, who) for account in accounts.to_dict("records")]
    return accounts[own] if any(own) else accounts


def _facts_page(who: str, accounts: pd.DataFrame, facts: pd.DataFrame, answered: pd.DataFrame) -> Page:
    """Return the sheet of facts that no sales file knows: what the tests and the stages need."""
    table, count = PEOPLE["facts"], Kind("whole", low=0)
    answer = Kind("choice", choices=(("yes", _("yes")), ("no", _("no")), (UNKNOWN, _("don't know"))))
    columns = [Column(fact["key"], fact["group"], count if fact["kind"] == "count" else answer,
                      fact["question"], width=15) for fact in facts.to_dict("records")]
    lines = _lines(accounts, who, _before(table, answered))
    return page_of(table, [*columns, asked(table, "evidence")], lines)


def _before(table: Table, answered: pd.DataFrame) -> Cells:
    """Return what was answered before, by account and question; evidence as it stands with the first."""
    cells: Cells = {}
    for row in answered.to_dict("records"):
        own, text = cells.setdefault(row["account"], {}), as_text(row[table.form.value])
        value = NOT_APPLICABLE if row.get("applies") == "no" else text
        # The choices of influence are shares, and choices are text.
        own[row[table.form.subject]] = value if "applies" in table.columns else written(value)
        if row.get(table.form.evidence):
            own.setdefault(table.form.evidence, row[table.form.evidence])
    return cells


def _lines(
    accounts: pd.DataFrame, who: str, cells: Cells, locked: Mapping[str, Mapping[Any, Any]] | None = None
) -> Iterator[Line]:
    """Yield the line of each account: name and marks, sales where they are known, answers, known points."""
    for account in accounts.to_dict("records"):
        key = account["account"]
        sales = {"revenue": account["revenue"]} if "revenue" in account else {}
        known = (locked or {}).get(key, {})
        yield Line(key, _called(account), cells={**sales, **cells.get(key, {}), **known},
                   locked=frozenset(known), mark=_mark(account, who), own=_is_own(account, who))


def page_of(
    table: Table, columns: Iterable[Column], lines: Iterable[Line], which: str = "main",
    fill: Mapping[str, object] | None = None, **more: Any,
) -> Page:  # fmt: skip
    """Return a page that looks as one of its table's sheets says.

    Parameters
    ----------
    table : Table
    columns, lines : iterable of Column and Line
    which : str
        The sheet.
    fill : dict of str to value, optional
        What stands between braces in its words.
    **more
        What else a `Page` has.
    """
    own = table.sheets[which]
    return Page(
        table.name if which == "main" else f"{table.name}:{which}", _(own.name), filled(own.title, fill),
        tuple(columns), tuple(lines), help=tuple(filled(sentence, fill) for sentence in own.help),
        name_label=_(own.names), widths=own.widths, spare=own.spare, family=own.family,
        former=_(own.former) if own.former else "", breaks=own.breaks, frozen=own.frozen, **more,
    )  # fmt: skip


def _form(
    table: Table, study: str, who: str, pages: Iterable[Page], until: date | None, *, first: str = "",
    about: dict[str, str] | None = None, facts: tuple[tuple[str, str], ...],
) -> Form:  # fmt: skip
    """Return a form with title and steps of its table, the first of them for a round or a role."""
    began = [filled(table.form.first[first], about)] if first else []
    last = _(
        "Save the file and send it back; sort, filter and widen columns as you like, but do not delete any."
    )
    when = ((_("Send it back by"), until.isoformat()),) if until else ()
    return Form(table.name, study, who, _(table.form.title), (*began, *map(_, table.form.steps), last),
                tuple(pages), about or {}, ((_("For"), who), *facts, *when))


def _sales_columns(accounts: pd.DataFrame, currency: str, *, width: float) -> list[Column]:
    """Return the column of sales, which is only shown; none where they are not known."""
    words = _("Sales, 12 months") + (f", {currency}" if currency else "")
    return [Column("revenue", words, width=width, shown_as="money")] if "revenue" in accounts else []


def _is_own(account: Mapping[Any, Any], who: str) -> bool:
    """Whether an account is managed by the one who fills the form."""
    manager = account.get("manager")
    return isinstance(manager, str) and same_name(manager, who)


def _called(account: Mapping[Any, Any]) -> str:
    """Return the name of an account; its key where it has none."""
    name = account["name"]
    return name if isinstance(name, str) and name.strip() else str(account["account"])


def _mark(account: Mapping[Any, Any], who: str) -> str:
    """Return the words beside a name: an own client, a client without sales."""
    own = [_("yours")] if _is_own(account, who) else []
    return ", ".join([*own, *([_("no sales yet")] if account.get("target") is True else [])])
