"""Tables beside the sales that say client, date and amount too: more sales, or something else; people say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.problems import Problem
from kamlib.study.answers import LEFT_OUT, MORE_SALES, answered
from kamlib.study.folder import Study
from kamlib.study.given import Given
from kamlib.study.given_tables import QUERY, tables_in_use
from kamlib.study.load import Files
from kamlib.study.meaning import says_sales
from kamlib.study.meaning.evidence import numbers
from kamlib.study.meaning.splits import says_no_sale
from kamlib.study.meaning.sql import quoted
from kamlib.text import _

_PLACE = ("tables", "sales", "beside")


@dataclass(frozen=True)
class Beside:
    """A table that no table of the study reads, and what its headings say.

    Parameters
    ----------
    table : str
        Its name.
    lines : int
    amount : float
        Its money, added up as it is.
    columns : dict of str to str
        Heading of client, date and amount.
    said : str
        What study.yaml says of it: left out, sales or nothing.
    """

    table: str
    lines: int
    amount: float
    columns: dict[str, str]
    said: str

    @property
    def ask(self) -> str:
        """The question that it puts."""
        ask = _('"{}" says client, date and amount too ({} lines, {:,.2f} in "{}"), and no table of the '
                "study reads it. Is it sales, or left out?")
        likely = _(" Likely left out, by its name.") if says_no_sale(self.table) else ""
        return ask.format(self.table, self.lines, self.amount, self.columns["amount"]) + likely


def beside(study: Study, files: Files, tables: dict[str, Given]) -> list[Beside]:
    """Return the tables that hold sales by their headings, and that no table of the study reads."""
    sales = tables.get("sales")
    if sales is None or not sales.source:
        return []
    used = tables_in_use(study, tables)
    told = study.tables["sales"].get("beside") or {}
    return [
        Beside(name, len(loaded.frame), float(numbers(loaded.frame[columns["amount"]]).sum()), columns,
               str(told.get(name) or ""))
        for name, loaded in files.tables.items()
        if name.casefold() not in used and (columns := says_sales(loaded.frame, name))
    ]  # fmt: skip


def tables_left_out(study: Study, files: Files, tables: dict[str, Given]) -> pd.DataFrame:
    """Return ``table``, ``lines`` and ``amount`` of the tables beside the sales that nothing counts."""
    rows = [(one.table, one.lines, one.amount) for one in beside(study, files, tables)]
    kinds = {"table": "str", "lines": "int64", "amount": "float64"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def beside_questions(study: Study, files: Files, tables: dict[str, Given]) -> Iterator[dict[str, Any]]:
    """Yield the questions about tables beside the sales, as a new study.yaml holds them."""
    for one in beside(study, files, tables):
        choices = {LEFT_OUT: _("its lines are no sales of this study"),
                   MORE_SALES: _("then the study says how to read it beside the others")}
        yield {"id": f"sales|beside|{one.table}", "setting": [*_PLACE, one.table], "ask": one.ask,
               "choices": choices}


def beside_problems(study: Study, files: Files, tables: dict[str, Given]) -> Iterator[Problem]:
    """Yield a question for each table that nobody answered for, and what is to be done about more sales."""
    still_open = [q["setting"] for q in study.questions if not answered(q)]
    told = {setting[-1] for setting in still_open if tuple(setting[:3]) == _PLACE}
    for one in beside(study, files, tables):
        where = (*_PLACE, one.table)
        if one.said == MORE_SALES:
            message = _("is sales too, and the study does not read it")
            yield study.plain.problem("beside-sales", message, _remedy(tables["sales"], one), where,
                                      found=one.table)
        elif not one.said and one.table not in told:
            remedy = _('write under tables, sales in study.yaml: beside: {{"{}": {}}}, or {}').format(
                one.table, LEFT_OUT, MORE_SALES)
            yield replace(study.plain.problem("beside", one.ask, remedy, _PLACE), severity="question")


def _remedy(sales: Given, one: Beside) -> str:
    mine = {meaning: sales.headings.get(meaning, "") for meaning in one.columns}
    if sales.source == QUERY or not all(mine.values()):
        return _("add it to the query of the sales with UNION ALL BY NAME")
    query = " UNION ALL BY NAME ".join((_select(sales.source, mine), _select(one.table, one.columns)))
    return _("write in place of from: and columns: query: {}").format(query)


def _select(table: str, columns: dict[str, str]) -> str:
    unit = unit_in(columns["amount"])
    parts = [f"{quoted(heading)} AS {meaning}" for meaning, heading in columns.items()]
    currency = [f"'{unit}' AS currency"] if unit else []
    return f"SELECT {', '.join([*parts, *currency])} FROM {quoted(table)}"
