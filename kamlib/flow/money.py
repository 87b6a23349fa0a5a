"""Money that can't be added up as it stands: lines in several currencies or units that nobody took in."""

from collections.abc import Iterator

import pandas as pd

from kamlib.lexicon.money import unit_in
from kamlib.problems import KamError, Problem
from kamlib.study.companions import currency_of
from kamlib.study.folder import Study
from kamlib.study.given import Given
from kamlib.study.given_tables import QUERY, words_of_query
from kamlib.study.judgement import read_judgement
from kamlib.study.load import Files
from kamlib.study.meaning import mixed_units
from kamlib.study.proposals.currencies import MONEY
from kamlib.study.proposals.duplicates import compared
from kamlib.study.read import Loaded
from kamlib.text import _

NEARLY = 0.005
"""Share by which sums of lines may miss the lines: some are left out by hand."""


MANY = 0.2
"""Share of lines or money above which repeated lines are no chance of equal sales."""
_WHOSE = ("fill", "grouped", "subtotals")


def money_problems(study: Study, files: Files, given: dict[str, Given]) -> list[Problem]:
    """Return what keeps amounts from being added up, each with the place where the answer goes.

    Parameters
    ----------
    study : Study
    files : Files
        What was read.
    given : dict of str to Given
        Tables of the study.

    Returns
    -------
    list of Problem
        Cells of amounts that name several currencies, columns of currencies or units that nobody took in, and
        costs in another currency than the amounts.
    """
    problems = [*_cells(files, given)]
    if (sales := given.get("sales")) is not None and "amount" in sales.headings:
        problems += _columns(study, files, sales)
        problems += _beside(files, sales)
        problems += _sums_without_client(study, files, sales)
        problems += _repeats(study, sales)
    return problems


def _sums_without_client(study: Study, files: Files, sales: Given) -> Iterator[Problem]:
    """Ask about lines without a client that bring as much as all the others: subtotals, most likely.

    Whose lines they are may be what another question asks.
    """
    loaded = files.tables.get(sales.source)
    if "account" not in sales.frame or (loaded and any(q.setting[-1] in _WHOSE for q in loaded.questions)):
        return
    amount, nobody = sales.frame["amount"], sales.frame["account"].isna()
    with_client, without = float(amount[~nobody].sum()), float(amount[nobody].sum())
    times = without / with_client if with_client else 0.0
    if round(times) not in (1, 2, 3) or abs(times - round(times)) > NEARLY or _decided(study, "no_account"):
        return
    message = _("{} lines without a client bring {:,.2f}, and all other lines {:,.2f}; are they subtotals?")
    remedy = _(
        "write their rows as leave_out_rows under files in study.yaml, or decide on no_account in "
        "judgement/decisions.csv"
    )
    row = sales.frame.index[nobody][0]
    yield Problem(
        "subtotals-likely", message.format(int(nobody.sum()), without, with_client), remedy, "question",
        sales.source, row=int(row) if sales.source != QUERY else None,
    )  # fmt: skip


def _repeats(study: Study, sales: Given) -> Iterator[Problem]:
    """Ask about lines that stood before, cell by cell, where they are many: a file sent or added twice."""
    frame = sales.frame
    if frame.empty or _decided(study, "look_alikes", "repeated_lines"):
        return
    # A number of its own on each line is no content.
    more = [frame[compared(frame)], *(sales.rest[[c]] for c in sales.rest if not sales.rest[c].is_unique)]
    again = pd.concat(more, axis=1).duplicated() & frame["amount"].notna()
    money = frame["amount"].abs()
    if again.mean() <= MANY and money[again].sum() <= MANY * money.sum():
        return
    message = _("{} of {} lines, {:,.2f} of {:,.2f}, stood before, equal in all cells; were they sent twice?")
    remedy = _("send it without them, or decide on look_alikes in judgement/decisions.csv: keep or leave_out")
    yield Problem(
        "repeats-many", message.format(int(again.sum()), len(frame), money[again].sum(), money.sum()), remedy,
        "question", sales.source, row=int(frame.index[again][0]) if sales.source != QUERY else None,
    )  # fmt: skip


def _decided(study: Study, *kinds: str) -> bool:
    """Whether people decided on lines of these kinds; a file that can't be read is told elsewhere."""
    try:
        recorded = read_judgement(study.folder, "decisions")
    except KamError:
        return False
    return bool((recorded.loc[recorded["what"].isin(kinds), "decided"].fillna("") != "").any())


def _cells(files: Files, given: dict[str, Given]) -> Iterator[Problem]:
    """Refuse amounts in several currencies, named cell by cell, that would be added up as they are."""
    for name, table in given.items():
        heading = currency_of(table.headings.get("amount", ""))
        loaded = files.tables.get(table.source)
        if "currency" not in table.headings and loaded is not None and heading in loaded.frame:
            found = sorted(loaded.frame[heading].dropna().unique())
            message = _("names several currencies: {}").format(", ".join(found))
            remedy = _('write currency: "{}" under the columns of {}').format(heading, name)
            yield Problem(
                "currencies", message, remedy, file=loaded.file, column=table.headings["amount"]
            )


def _columns(study: Study, files: Files, sales: Given) -> Iterator[Problem]:
    """Ask about columns of currencies or units without a meaning; an empty ``currency:`` says so."""
    said = study.tables["sales"]
    if "currency" in (said.get("columns") or {}) or "currency" in sales.headings:
        return
    words = words_of_query(said)
    for name, loaded in files.tables.items():
        if name == sales.source:
            taken = sales.used
        elif said.get(QUERY) and name.casefold() in words:
            taken = {column for column in map(str, loaded.frame) if column.casefold() in words}
        else:
            continue
        for column, sentence in mixed_units(
            loaded.frame, taken=taken, amount=sales.headings["amount"]
        ).items():
            remedy = _(
                'write under the columns of sales currency: "{}" and under rates how much one of each is, or '
                "an empty currency: where all amounts are in one"
            )
            yield Problem(
                "unit-unknown", _("amounts seem to be in different units: {}").format(sentence),
                remedy.format(column), "question", loaded.file, loaded.sheet, column=column,
            )  # fmt: skip


def _beside(files: Files, sales: Given) -> Iterator[Problem]:
    """Refuse costs and VAT that heading or cells say are in another currency than the amounts."""
    loaded = files.tables.get(sales.source)
    if loaded is None:
        return
    units = {name: _unit(loaded, sales.headings[name]) for name in MONEY if name in sales.headings}
    for name, unit in units.items():
        if unit and units["amount"] and unit != units["amount"]:
            message = _('is in {}, but "{}" is in {}').format(unit, sales.headings["amount"], units["amount"])
            remedy = _("take it out of the columns of sales, or convert it in a query")
            yield Problem(
                "currencies", message, remedy, file=loaded.file, sheet=loaded.sheet,
                column=sales.headings[name],
            )  # fmt: skip


def _unit(loaded: Loaded, heading: str) -> str:
    """Return the unit of a column of money: what its heading says, else the one currency of its cells."""
    cells = pd.Series(
        [code for c in loaded.columns if c.heading == heading for code in c.how.get("currencies") or {}],
        dtype="str",
    )
    return unit_in(heading) or (str(cells.iloc[0]) if len(cells) == 1 else "")
