"""Columns that split the money: the question that a study asks, and the lines that its answer leaves out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from kamlib.names import plain
from kamlib.problems import Problem
from kamlib.study.answers import ALL_LINES, answered, sets_only
from kamlib.study.folder import Study
from kamlib.study.given import Given
from kamlib.study.meaning.splits import MINUS, Split, find_splits, labels
from kamlib.study.proposals.currencies import codes
from kamlib.text import _, ngettext

_PLACE = ("tables", "sales", "only")
_SHOWN = 12
"""Values named in a sentence; the choices of a question name them all."""
_TURNED = ("amount", "cost", "quantity", "vat")


def divided(
    study: Study, sales: Given, frame: pd.DataFrame, *, unused: Iterable[tuple[str, pd.DataFrame]] = ()
) -> Given:
    """Return sales with the lines left out that ``only`` in study.yaml leaves out, and what is still asked.

    Parameters
    ----------
    study : Study
    sales : Given
        With every line.
    frame : DataFrame
        The client's table, or the result of the query, on the index of ``sales.frame``.
    unused : iterable of tuple of str and DataFrame
        Tables behind a query, with the columns that the query does not use.

    Returns
    -------
    Given
        ``frame`` and ``rest`` (columns without a meaning) of the lines that stay, with the signs turned of
        values that are taken off; ``out``: the others, with ``subject``. ``problems`` holds a question for
        each column of known words that nobody answered.
    """
    only: dict[str, Any] = study.tables["sales"].get("only") or {}
    rest = frame.drop(columns=[name for name in frame if name in sales.used])
    problems = [*_unanswered(study, sales, rest, only), *_unknown(study, frame, only)]
    problems += [p for name, columns in unused for p in _not_used(study, name, columns, only)]
    reason, minus = pd.Series("", index=frame.index), pd.Series("", index=frame.index)
    for column, chosen in only.items():
        if column in frame and chosen != ALL_LINES:
            label = labels(frame[column])
            counted, off = _chosen(label, chosen)
            reason = reason.where((reason != "") | counted | off, column + ": " + label)
            minus = minus.mask(off, column + ": " + label)
    stay = (reason == "").to_numpy()
    if len(frame) and not stay.any():
        message, remedy = _("leaves no line of the sales"), _("add the values that are sales")
        problems.append(study.plain.problem("only-nothing", message, remedy, _PLACE, found="only"))
    lines, minus = _taken_off(sales.frame, minus)
    return replace(
        sales, frame=lines[stay], rest=rest[stay], minus=minus[stay],
        out=sales.frame[~stay].assign(subject=reason[~stay]), problems=[*sales.problems, *problems],
    )  # fmt: skip


def split_questions(study: Study, sales: Given) -> Iterator[dict[str, Any]]:
    """Yield the questions about columns that split the money, as a new study.yaml holds them."""
    for split in _asked(study, sales, sales.rest):
        ask, money = _ask(sales, split, sales.rest[split.column])
        yield {
            "id": f"sales|only|{split.column}",
            "setting": [*_PLACE, split.column],
            "ask": ask,
            "choices": _choices(split, money),
        }


def split_totals(columns: pd.DataFrame, amount: pd.Series) -> pd.DataFrame:
    """Return ``column``, ``value``, ``lines`` and ``amount`` of every column of few values.

    Examples
    --------
    >>> regions = pd.DataFrame({"Region": ["N", "S", "N"]})
    >>> split_totals(regions, pd.Series([1.0, 5.0, 2.0])).to_numpy().tolist()
    [['Region', 'S', 1, 5.0], ['Region', 'N', 2, 3.0]]
    """
    parts = [split.values.assign(column=split.column) for split in find_splits(columns, amount)]
    names = {"column": "str", "value": "str", "lines": "int64", "amount": "float64"}
    empty = pd.DataFrame(columns=list(names))
    every: pd.DataFrame = pd.concat(parts) if parts else empty
    return every[list(names)].astype(names).reset_index(drop=True)


def _asked(study: Study, sales: Given, rest: pd.DataFrame) -> list[Split]:
    return [split for split in find_splits(rest, _amount(study, sales, rest)) if split.asks]


def _amount(study: Study, sales: Given, rest: pd.DataFrame) -> pd.Series | None:
    """Return the money of each line; where its column is still asked about, by the likeliest column."""
    if "amount" in sales.frame and sales.frame["amount"].notna().any():
        return sales.frame["amount"]
    place = ["tables", "sales", "columns", "amount"]
    choices = [list(q.get("choices") or {}) for q in study.questions if q["setting"] == place]
    first = choices[0][0] if choices and choices[0] else ""
    numeric = first in rest and pd.api.types.is_numeric_dtype(rest[first])
    return rest[first].astype("float64") if numeric else None


def _ask(sales: Given, split: Split, column: pd.Series) -> tuple[str, dict[str, str]]:
    """Return the question in words, and the lines and money of each value."""
    money = _money(sales, split, column)
    shown = "; ".join(f"{value}: {said}" for value, said in list(money.items())[:_SHOWN])
    more = _("; and {} more").format(len(money) - _SHOWN) if len(money) > _SHOWN else ""
    likely = _(" Likely: [{}]").format(", ".join(split.likely)) if split.likely else ""
    ask = _('"{}" splits the money of the sales: {}{}. Which of its values are sales?{}')
    return ask.format(split.column, shown, more, likely), money


def _money(sales: Given, split: Split, column: pd.Series) -> dict[str, str]:
    """Return value -> its lines and money in words; money of several currencies is not added up."""
    found = codes(sales.frame["currency"]) if "currency" in sales.frame else pd.Series("", index=column.index)
    if found.nunique() < 2 or "amount" not in sales.frame:
        table = split.values
        return {
            str(value): _in_words(lines, [(amount, "")])
            for value, lines, amount in zip(table["value"], table["lines"], table["amount"], strict=True)
        }
    frame = pd.DataFrame({"value": labels(column), "code": found, "amount": sales.frame["amount"]})
    by_code = frame.groupby(["value", "code"])["amount"].sum()
    return {
        str(value): _in_words(lines, [(float(amount), str(code)) for code, amount in by_code[value].items()])
        for value, lines in zip(split.values["value"], split.values["lines"], strict=True)
    }


def _in_words(lines: int, amounts: list[tuple[float, str]]) -> str:
    said = ngettext("{} line", "{} lines", lines).format(_grouped(lines))
    known = [f"{_grouped(round(amount, 2))} {code}".strip() for amount, code in amounts if amount == amount]
    return ", ".join([said, *([" + ".join(known)] if known else [])])


def _grouped(number: float) -> str:
    return (f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}").replace(",", " ")


def _choices(split: Split, money: dict[str, str]) -> dict[str, str]:
    choices = {}
    for value, said in money.items():
        likely = _("; likely a sale") if value in split.likely else ""
        choices[value] = said + likely
        if MINUS + value in split.likely:
            choices[MINUS + value] = said + _("; taken off the sales: likely")
    return choices | {ALL_LINES: _("nothing is left out")}


def _chosen(label: pd.Series, chosen: list[Any] | str) -> tuple[pd.Series, pd.Series]:
    """Return which lines are counted as they are, and which are taken off."""
    key = label.map({value: plain(value) for value in label.unique()})
    wanted = {plain(value) for value in ([chosen] if isinstance(chosen, str) else chosen)}
    off = {value.removeprefix(MINUS) for value in wanted - set(key) if value.startswith(MINUS)}
    return key.isin(wanted), key.isin(off)


def _taken_off(lines: pd.DataFrame, minus: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    """Return the lines with those below zero that are taken off, and the reason of each line so turned."""
    if "amount" not in lines:
        return lines, minus
    minus = minus.where((lines["amount"] > 0).fillna(False), "")
    off = minus != ""
    turned = {name: lines[name].mask(off, -lines[name]) for name in _TURNED if name in lines and off.any()}
    return lines.assign(**turned), minus


def _unanswered(study: Study, sales: Given, rest: pd.DataFrame, only: dict[str, Any]) -> Iterator[Problem]:
    """Yield a question for each column that nobody answered, and for values that came after an answer."""
    questions = {q["setting"][-1]: q for q in study.questions if sets_only(q["setting"])}
    for split in _asked(study, sales, rest):
        question = questions.get(split.column)
        if question is None and split.column not in only:
            ask, _said = _ask(sales, split, rest[split.column])
            example = ", ".join(split.likely) or str(split.values["value"].iloc[0])
            remedy = _('write under tables, sales in study.yaml: only: {{"{}": [{}]}}, or "{}" for [{}]')
            yield _problem(study, ask, remedy.format(split.column, example, ALL_LINES, example), split.column)
        elif question is not None and answered(question):
            known = {plain(choice) for choice in question.get("choices") or {}}
            new = [str(value) for value in split.values["value"] if plain(value) not in known]
            if new:
                message = _("has values that nobody was asked about: {}").format(", ".join(new))
                remedy = _("add them to the choices of its question, and to its answer if they are sales")
                yield _problem(study, message, remedy, split.column)


def _unknown(study: Study, frame: pd.DataFrame, only: dict[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each column that is not there, a warning for each value that no line has."""
    for column, chosen in only.items():
        where = (*_PLACE, column)
        if column not in frame and chosen == ALL_LINES:
            continue  # Somebody saw that the query does not use it.
        if column not in frame:
            remedy = _("use one of: {}").format(", ".join(map(str, frame.columns)))
            message = _("is not a column of the sales")
            yield study.plain.problem("column-unknown", message, remedy, where, found=column)
        elif chosen != ALL_LINES:
            values = sorted(labels(frame[column]).unique())
            there = {plain(value) for value in values} | {plain(MINUS + value) for value in values}
            named = [chosen] if isinstance(chosen, str) else chosen
            missing = [str(value) for value in named if plain(value) not in there]
            if named and all(plain(value).startswith(MINUS) for value in named):
                message = _("takes off all that it names, and names no sales")
                remedy = _("add the values that are sales")
                yield study.plain.problem("only-taken-off", message, remedy, where,
                                          found=", ".join(map(str, named)))
            remedy = _("write one of: {}").format(", ".join(values[:_SHOWN]))
            message = _("is no value of {}").format(column)
            problem = study.plain.problem("value-unknown", message, remedy, where)
            yield from (replace(problem, severity="warning", found=value[:80]) for value in missing)


def _not_used(study: Study, name: str, columns: pd.DataFrame, only: dict[str, Any]) -> Iterator[Problem]:
    """Yield a question for each column of known words that the query of the sales does not use."""
    for split in find_splits(columns):
        if split.asks and split.column not in only:
            values = zip(split.values["value"], split.values["lines"], strict=True)
            said = "; ".join(f"{value}: {_in_words(lines, [])}" for value, lines in [*values][:_SHOWN])
            message = _('"{}" of {} says which lines are sales, and the query does not use it: {}')
            remedy = _('use it in the query, or write under tables, sales: only: {{"{}": "{}"}}')
            yield _problem(study, message.format(split.column, name, said),
                           remedy.format(split.column, ALL_LINES), split.column)


def _problem(study: Study, message: str, remedy: str, column: str) -> Problem:
    return replace(study.plain.problem("split", message, remedy, _PLACE), severity="question", column=column)
