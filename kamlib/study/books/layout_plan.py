"""The workbook of a perspective plan: frame, goals, quantities, position, steps, offers, quarters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kamlib.study.books.records import asked, fields_page, records_page
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.tables import KEPT
from kamlib.text import _

KIND = "plan"
_QUARTERS = ("1", "2", "3", "4")
_LOCKED = ("wallet", "share_0", "margin_rate")
_HIDDEN = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class PlanFacts:
    """What is known of a plan before anybody fills it.

    Parameters
    ----------
    account, name : str
    frame : dict of str to value
        Of the table of plans: ``base_year``, ``years``, ``manager`` ...
    lines : DataFrame
        One row for each line that is proposed: ``name``, ``sales`` (money of year 0), ``wallet``,
        ``share_0``, ``margin_rate``; missing where nobody knows; and ``growth``, which is filled in only.
    position : DataFrame
        ``key``, ``label``, ``question``, ``choices`` (a list), ``state``: missing where people type it.
    discount_rate : float
        The rate where the plan says none.
    """

    account: str
    name: str
    frame: dict[str, Any]
    lines: pd.DataFrame
    position: pd.DataFrame
    discount_rate: float


def plan_form(study: str, facts: PlanFacts) -> Form:
    """Return the workbook of a plan.

    Parameters
    ----------
    study : str
        Title of the study.
    facts : PlanFacts
    """
    pages = (_frame(facts), _goals(), _quantities(facts), _position(facts.position), _steps_page(), _offers(),
             _quarters())
    title = _("Where shall we be in {} years, and who does what?").format(int(facts.frame["years"]))
    return Form(KIND, study, facts.name, title, _what_to_do(), pages, {"account": facts.account},
                facts=((_("Account"), facts.name),))


def _what_to_do() -> tuple[str, ...]:
    return (
        _("Fill it together: manager and direct supervisor, and the client where he plans with you."),
        _("Begin with the client's goals. A plan that only we gain from is a wish."),
        _("Quantities: what they will buy, and our share of it. Grey cells come from the sales and the "
          "wallets; they are not asked again."),
        _("Steps: what we do and what the client does, who answers for it, until when, at what cost."),
        _("Leave empty what nobody knows yet. Write how sure you are: fact, said or assumed."),
        _("The client's version is made from this workbook. Each sheet says which of its columns he sees."),
        _("Save the file where it is. Nothing that you typed is lost when the workbook is made again."),
    )


def _frame(facts: PlanFacts) -> Page:
    rate = f"{100 * facts.discount_rate:g}"
    fields = [
        ("base_year", _("Year 0"), _("the last full year; its figures come from the sales")),
        ("years", _("Years ahead"), _("3 to 5; make the workbook again to see more columns")),
        ("terms", _("Money"), _("nominal: with inflation; real: without it, then in growth and rate too")),
        ("discount_rate", _("Discount rate a year"), _("empty: {} %").format(rate)),
        ("version", _("Version"), _("a number or a word")),
        ("manager", _("Manager"), _("who stands for the plan")),
        ("manager_on", _("Signed by the manager on"), ""),
        ("supervisor", _("Direct supervisor"), _("the plan is made together")),
        ("supervisor_on", _("Signed by the supervisor on"), ""),
        ("client", _("Agreed at the client by"), _("the client's version, not this one")),
        ("client_on", _("Agreed on"), ""),
        ("review", _("Next review"), _("a day")),
        ("note", _("Anything else"), ""),
    ]
    words = {"terms": {"nominal": _("nominal"), "real": _("real")}}
    return fields_page(
        KEPT["plan"], fields, sheet=_("Plan and sign-off"), title=_("The plan, and who stands for it"),
        help=(_("The client's version shows: years, version, manager, who agreed and when, next review."),),
        known=facts.frame, words=words,
    )  # fmt: skip


def _goals() -> Page:
    whose = {"client": _("the client's"), "us": _("ours")}
    return _records("goals", _("Goals"), _("Goals: why, what for, how, and by what they are measured"), [
        ("whose", _("Whose"), "", 9.5, whose),
        ("goal", _("Goal"), _("what shall be reached"), 22),
        ("why", _("Why"), _("the reason"), 24),
        ("what_for", _("What for"), _("what it makes possible"), 24),
        ("how", _("How"), _("the way there"), 24),
        ("measure", _("Measure"), _("with its unit"), 18),
        ("base", _("Base"), _("where it stood"), 9),
        ("target", _("Target"), _("where it shall be"), 9),
        ("actual", _("Today"), _("where it is"), 9),
        ("until", _("Until"), _("2026-12-31"), 11),
        ("contribution", _("What we do for it"), "", 18),
        ("gain", _("His gain a year"), _("in money"), 11),
        ("weight", _("Weight"), _("empty: all alike"), 8),
        ("confirmed_by", _("Confirmed by"), _("who at the client"), 14),
        ("confirmed_on", _("Confirmed on"), "", 11),
    ], frozen=2, breaks=("base",), help=(
        _("The client's goals come first; one that nobody at the client confirmed is our guess."),
        _("The client's version shows of his goals: goal, measure, base, target, today, until, what we do, "
          "his gain."),
    ), spare=8)  # fmt: skip


def _quantities(facts: PlanFacts) -> Page:
    base, years = int(facts.frame["base_year"]), int(facts.frame["years"])
    table, own = KEPT["quantities"], _("our share")
    typed = [
        ("wallet", _("Wallet {}").format(base), _("from everybody"), 11),
        ("share_0", _("Share {}").format(base), own, 7.5),
        ("margin_rate", _("Margin rate {}").format(base), "", 7.5),
        ("growth", _("Growth of the wallet"), _("a year"), 8),
        *((f"share_{n}", _("Share {}").format(base + n), own, 7.5) for n in range(1, years + 1)),
        ("growth_low", _("Growth low"), _("at least"), 7.5),
        ("growth_high", _("Growth high"), _("at most"), 7.5),
        ("share_low", _("Share {} low").format(base + years), "", 7.5),
        ("share_high", _("Share {} high").format(base + years), "", 7.5),
        ("margin_low", _("Margin low"), "", 7.5), ("margin_high", _("Margin high"), "", 7.5),
        ("condition", _("On what it rests"), _("the assumption or condition"), 24),
        ("confidence", _("How sure"), "", 9.5, _how_sure()),
        ("on", _("Looked at on"), "", 11),
    ]  # fmt: skip
    columns = (
        asked(table, "name", _("Line"), _("what they buy"), width=18),
        asked(table, "groups", _("Joins the groups"), _("parted by semicolons; empty: its name"), width=16),
        Column("sales", _("Our sales {}").format(base), None, width=11, shown_as="money"),
        *_columns(table.name, typed),
    )
    page = records_page(
        table, sheet=_("Quantities"), title=_("Quantities: what they will buy, and our share of it"),
        columns=columns, rows=[_line(row) for row in facts.lines.to_dict("records")], spare=6,
        help=(
            _("A line may join groups: name them in a line of its own; its figures of year 0 are added up, "
              "and the lines of these groups count no more."),
            _("Low and high are of the last year; without them the plan has no range."),
            _("The client's version shows nothing of this sheet."),
        ),
    )  # fmt: skip
    return replace(page, widths=_HIDDEN, frozen=1, breaks=("growth_low",))


def _line(row: dict[Any, Any]) -> Line:
    """Return a proposed line; what data and wallets know of it is only shown."""
    known = {name: row[name] for name in ("sales", *_LOCKED, "growth") if pd.notna(row[name])}
    return Line(f"group {row['name']}", "", cells={"name": row["name"], **known},
                locked=frozenset(name for name in _LOCKED if name in known))


def _position(indicators: pd.DataFrame) -> Page:
    """Return the page on our position: a line for each indicator of the pack."""
    table = KEPT["position"]
    columns = (
        asked(table, "state", _("Today"), width=34),
        asked(table, "target", _("At the end of the plan"), width=34),
        asked(table, "note", _("How"), width=40), Column("hint", _("What to write"), width=36),
    )  # fmt: skip
    lines = tuple(_indicator(row) for row in indicators.to_dict("records"))
    return Page(
        table.name, _("Position"), _("Our position: today, and at the end of the plan"), columns, lines,
        help=(
            _("Grey cells come from the sales, the wallets and the buying centre."),
            _("The client's version shows nothing of this sheet."),
        ),
        name_label=_("Indicator"), widths=(0.0, 34.0, 0.0),
    )  # fmt: skip


def _indicator(row: dict[Any, Any]) -> Line:
    choice = Kind("choice", choices=tuple((words, _(words)) for words in row["choices"]))
    known = isinstance(row["state"], str) and bool(row["state"])
    return Line(
        str(row["key"]), str(row["label"]),
        cells={"hint": row["question"], **({"state": row["state"]} if known else {})},
        kinds={"state": choice, "target": choice} if len(row["choices"]) else {},
        locked=frozenset({"state"} if known else ()),
    )  # fmt: skip


def _steps_page() -> Page:
    kinds = {"sale": _("sale"), "training": _("training"), "service": _("service"),
             "joint project": _("joint project"), "contact": _("contact"), "other": _("other")}
    return _records("steps", _("Steps"), _("Steps: who does what, until when, at what cost"), [
        ("year", _("Year"), _("1 the first"), 6),
        ("action", _("What we do"), "", 30),
        ("kind", _("Kind"), "", 11, kinds),
        ("goal", _("Goal"), _("which it serves"), 16),
        ("resource", _("What it takes on our side"), "", 16),
        ("client_action", _("What the client does"), "", 24),
        ("responsible", _("Who answers for it"), _("one of us"), 12),
        ("until", _("Until"), "", 11),
        ("budget", _("Budget"), _("what it costs us; 0 where nothing"), 10),
        ("measure", _("How we see that it is done"), "", 20),
        ("precondition", _("What must be there first"), "", 18),
        ("risk", _("What may go wrong"), "", 18),
        ("plan_b", _("What we do then"), "", 18),
        ("done", _("Done on"), "", 11),
        ("outcome", _("What came of it"), "", 18),
    ], frozen=2, breaks=("measure",), help=(
        _("A year in which the client does nothing is our wish and not a plan."),
        _("The client's version shows of a step: year, what we do, what the client does, who answers, until, "
          "done. Write these as he may read them."),
    ), spare=10)  # fmt: skip


def _offers() -> Page:
    return _records("offers", _("Offers only for him"), _("Offers that only this client gets"), [
        ("offer", _("What"), "", 30),
        ("value", _("What it is good for"), _("in his words"), 34),
        ("gain", _("His gain a year"), _("in money"), 13),
        ("cost", _("Our cost a year"), _("in money"), 13),
        ("delivery", _("How it is delivered"), "", 26),
        ("checked_by", _("Who checks"), _("one of us"), 16),
        ("until", _("Until"), "", 12),
    ], help=(
        _("A promise without a way to keep it is no offer."),
        _("The client's version shows: what, what it is good for, his gain, how it is delivered, until."),
    ), spare=6)  # fmt: skip


def _quarters() -> Page:
    table = KEPT["quarters"]
    columns = (
        asked(table, "share", _("Share of year 1"), _("the four make 100 %"), width=18),
        asked(table, "note", _("Why"), width=60),
    )
    lines = tuple(Line(quarter, _("Quarter {}").format(quarter)) for quarter in _QUARTERS)
    return Page(
        table.name, _("Quarters"), _("Year 1 by quarters"), columns, lines,
        help=(
            _("Leave all four empty, and the account's own season of the years before is taken."),
            _("The client's version shows nothing of this sheet."),
        ),
        name_label=_("Quarter"), widths=(0.0, 20.0, 0.0),
    )  # fmt: skip


def _how_sure() -> dict[str, str]:
    return {"fact": _("fact"), "said": _("said"), "assumed": _("assumed")}


def _records(
    table: str, sheet: str, title: str, columns: Sequence[tuple[Any, ...]], *, frozen: int = 0,
    breaks: tuple[str, ...] = (), **more: Any,
) -> Page:
    page = records_page(KEPT[table], sheet=sheet, title=title, columns=_columns(table, columns), **more)
    return replace(page, widths=_HIDDEN, frozen=frozen, breaks=breaks)


def _columns(table: str, said: Sequence[tuple[Any, ...]]) -> tuple[Column, ...]:
    """Return columns to be filled: key, label, question, width, perhaps words of the choices."""
    return tuple(
        asked(KEPT[table], key, label, question, width=width, words=words[0] if words else None)
        for key, label, question, width, *words in said
    )
