"""Amounts that are none: the price of one unit, or the total of an invoice on each of its lines."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.companions import currency_of
from kamlib.study.given import Given
from kamlib.study.meaning.catalogue import say
from kamlib.study.meaning.evidence import numbers
from kamlib.study.meaning.priced import (
    HEARD_PRICE,
    amount_name,
    amount_query,
    named,
    priced,
    product_in,
    quantities_are_one,
    total_of,
)
from kamlib.study.meaning.several import amounts_of, filled, names_another
from kamlib.study.meaning.splits import says_plan
from kamlib.text import _


def amount_problems(sales: Given, frame: pd.DataFrame, place: Problem) -> Iterator[Problem]:
    """Yield the problem of an amount that is a unit price, or the total of an invoice, with the right column.

    Parameters
    ----------
    sales : Given
        Sales that come from one table.
    frame : DataFrame
        That table.
    place : Problem
        Where the headings are named.
    """
    heading = sales.headings.get("amount", "")
    if heading not in frame:
        return
    others = {meaning: name for meaning, name in sales.headings.items() if meaning != "amount"}
    found = {meaning: name for meaning, name in others.items() if name in frame}
    found.setdefault("quantity", named(frame.drop(columns=[*found.values()]), "quantity", table="sales"))
    if not heading or not found["quantity"]:
        return
    at = replace(place, code="amount-of-line", column="amount", found=heading)
    if product_in(frame, heading, found)[0] == "invoice":
        message = _("is the total of an invoice, repeated on each of its lines")
        yield replace(at, message=message, remedy=_remedy(sales, frame.drop(columns=heading), found))
    elif _is_price(frame, heading, found["quantity"]):
        quantity = found["quantity"]
        message = _('is the price of one unit, and the lines have quantities in "{}"').format(quantity)
        total = total_of(frame, heading, quantity)
        remedy = _('write amount: "{}", which is their product').format(total) if total else ""
        yield replace(at, message=message, remedy=remedy or _remedy(sales, frame, found))


def plans(sales: Given, place: Problem) -> Iterator[Problem]:
    """Yield a warning where the heading of the amount says that it is planned, weighted or forecast."""
    heading = sales.headings.get("amount", "")
    if says_plan(heading):
        message = _("says by its heading that it is no actual sale, and every line of it is counted")
        remedy = _("name the column of what was sold, or read all results as what is planned")
        yield replace(place, code="amount-planned", severity="warning", column="amount", found=heading,
                      message=message, remedy=remedy)  # fmt: skip


def in_own_currency(sales: Given, place: Problem) -> Given:
    """Return sales without the currencies of the documents where the heading of the amount names its own."""
    amount, currency = sales.headings.get("amount", ""), sales.headings.get("currency", "")
    if not currency or currency == currency_of(amount) or "currency" not in sales.frame:
        return sales
    if not names_another(amount, sales.frame["currency"]):
        return sales
    message = _('is no currency of "{}", whose heading names its own; nothing is converted by it')
    remedy = _("delete currency: from the columns of sales, or name the amount in these currencies")
    told = replace(place, code="currency-own", message=message.format(amount), remedy=remedy,
                   severity="warning", column="currency", found=currency)
    headings = {name: heading for name, heading in sales.headings.items() if name != "currency"}
    frame = sales.frame.drop(columns="currency")
    return replace(sales, frame=frame, headings=headings, problems=[*sales.problems, told])


def other_amounts(sales: Given, frame: pd.DataFrame, place: Problem) -> Iterator[Problem]:
    """Yield a warning for each column of amounts that holds money on lines where the chosen one has none."""
    heading = sales.headings.get("amount", "")
    if heading not in frame:
        return
    empty = ~filled(frame[heading])
    for column in amounts_of(frame.drop(columns=[*sales.used & {*frame}])):
        money = numbers(frame[column]).where(empty & filled(frame[column])).dropna()
        if len(money):
            message = _('holds nothing on {} lines where "{}" holds {:,.2f}; that money is not counted')
            remedy = _("make one amount of them in a query, or name the column that holds every line")
            yield replace(place, code="amount-elsewhere", severity="warning", remedy=remedy, found=heading,
                          column="amount", message=message.format(len(money), column, money.sum()))


def _is_price(frame: pd.DataFrame, heading: str, quantity: str) -> bool:
    """Whether a column is a price by its heading or values, and lines have other quantities than one."""
    if heading == quantity or quantities_are_one(frame, quantity):
        return False
    if total_of(frame, heading, quantity):
        return True
    says = say(heading, "lines", "unit_price").strength
    is_said = says >= HEARD_PRICE and says > say(heading, "sales", "amount").strength
    return is_said and product_in(frame, heading, {"quantity": quantity})[0] != "line"


def _remedy(sales: Given, frame: pd.DataFrame, found: dict[str, str]) -> str:
    product = priced(frame, found["quantity"], invoice=found.get("invoice", ""))
    if product is None:
        return _("name the column that holds the amount of the line")
    query = " ".join(amount_query(frame, sales.source, product).split())
    return _("write in place of from: query: {}, and amount: {} ({})").format(
        query, amount_name(frame, product), product.said
    )
