"""The sentence that reads a result: computed from it, so that it is true of every study."""

from html import escape
from typing import Protocol

import pandas as pd

from kamlib.show.words import accounts, change, money, number, percent, short
from kamlib.text import _, ngettext

NAME = 28


class Reading:
    """Sentences for a page; plain text in a terminal, escaped HTML in a notebook.

    Examples
    --------
    >>> Reading("A & B hold half.", "")
    A & B hold half.
    """

    def __init__(self, *sentences: str):
        self.sentences = [sentence for sentence in sentences if sentence]

    def __repr__(self) -> str:
        return " ".join(self.sentences)

    def _repr_html_(self) -> str:
        return f"<p>{escape(' '.join(self.sentences))}</p>"


class Numbers(Protocol):
    """A portfolio in numbers, as the method gives it."""

    accounts: int
    largest_share: float
    effective_number: float


class Whale(Protocol):
    """The whale curve in numbers, as the method gives it."""

    accounts: int
    total: float
    peak: float
    peak_share: float
    peak_accounts: int
    loss: float
    losing: int
    unknown: int


class Split(Protocol):
    """Growth split into pieces and price, as the method gives it."""

    months: int
    revenue_index: float
    quantity_index: float
    price_index: float


def read_ledger(ledger: pd.DataFrame, *, currency: str) -> Reading:
    """Say how much of what the file gives is counted; ``ledger`` has the file first and the counted last."""
    given, counted = float(ledger["amount"].iloc[0]), float(ledger["amount"].iloc[-1])
    left = len(ledger) - 2
    if not left:
        return Reading(
            _("All {} of the file is counted; nothing is left out.").format(money(counted, currency))
        )
    first = _("Of {} in the file {} is counted.").format(money(given, currency), money(counted, currency))
    second = ngettext(
        "{} reason takes the rest out; no line vanishes without one.",
        "{} reasons take the rest out; no line vanishes without one.",
        left,
    ).format(number(left))
    return Reading(first, second)


def read_groups(grouped: pd.DataFrame, *, threshold: float) -> Reading:
    """Say what grouping legal entities changes; ``threshold`` is the share that is a concentration risk."""
    if grouped.empty:
        return Reading(_("No two legal entities are grouped: every client is its own account."))
    best = grouped.iloc[0]
    words = _(
        "{name} consists of {n} legal entities: together {share} of revenue, the largest of them alone {one}."
    )
    first = words.format(
        name=short(best["name"], NAME),
        n=number(best["entities"]),
        share=percent(best["share"]),
        one=percent(best["largest_share"]),
    )
    hidden = best["share"] >= threshold > best["largest_share"]
    return Reading(first, _("The dependence is hidden as long as nobody groups them.") if hidden else "")


def read_never_bought(found: pd.DataFrame, *, of: int) -> Reading:
    """Say who is in the list and never bought, of how many accounts."""
    if found.empty:
        return Reading(_("Every account in the list has bought."))
    names = ", ".join(short(name, NAME) for name in found["name"].head(4))
    more = _(" and {} more").format(number(len(found) - 4)) if len(found) > 4 else ""
    first = _("{} of {} never bought: {}{}.").format(accounts(len(found)), number(of), names, more)
    return Reading(first, _("They are target accounts, not bad data: potential without history."))


def read_pareto(curve: pd.DataFrame, *, held: float, what: str) -> Reading:
    """Say what the top fifth holds, and how many accounts make 80 %."""
    eighty = int((curve["cumulative"] < 0.8 - 1e-9).sum()) + 1
    words = _("The top 20 % hold {held} of {what}; {eighty} of {all} make 80 %.")
    return Reading(words.format(held=percent(held), what=what, eighty=number(eighty), all=number(len(curve))))


def read_concentration(found: Numbers, largest: object, *, threshold: float) -> Reading:
    """Say how concentrated a portfolio is; ``largest`` is the name of the largest account."""
    first = _("{n} buy, and it is as if you had {equal} equal clients.").format(
        n=accounts(found.accounts), equal=number(found.effective_number)
    )
    words = (
        _("{name} alone holds {share}: above {limit}, a concentration risk.")
        if found.largest_share >= threshold
        else _("{name} is the largest with {share}, below the alarm of {limit}.")
    )
    second = words.format(
        name=short(largest, NAME), share=percent(found.largest_share), limit=percent(threshold, 0)
    )
    return Reading(first, second)


def read_whale(found: Whale, *, what: str, currency: str) -> Reading:
    """Say where the whale curve peaks and what is lost behind the peak."""
    if not found.accounts or found.accounts == found.unknown:
        return Reading(
            _("No costs are known, so nobody can say who eats. Ask for the cost of goods by line.")
        )
    if found.total <= 0:
        first = _("All accounts together bring {}: there is no total to take shares of.").format(
            money(found.total, currency)
        )
    else:
        first = _("The best {n} bring {peak} of {what}.").format(
            n=accounts(found.peak_accounts), peak=percent(found.peak_share, 0), what=what
        )
    if not found.losing:
        return Reading(first, _("No account eats what the others bring."))
    eat = ngettext(
        "{n} account eats {loss} of it again.", "{n} accounts eat {loss} of it again.", found.losing
    )
    return Reading(first, eat.format(n=number(found.losing), loss=money(found.loss, currency)))


def read_stress(gone: pd.DataFrame) -> Reading:
    """Say what goes with the largest account, and with the one that takes most margin."""
    first = gone.iloc[0]
    words = _("Without {} {} of revenue is left.").format(
        short(first["name"], NAME), percent(1 - first["share"])
    )
    if "margin_share" not in gone or gone["margin_share"].isna().all():
        return Reading(words)
    margin = gone.sort_values("margin_share", ascending=False).iloc[0]
    second = _("The most margin goes with {}: {}.").format(
        short(margin["name"], NAME), percent(margin["margin_share"])
    )
    return Reading(words, second)


def read_dependence(managers: pd.DataFrame, *, threshold: float) -> Reading:
    """Say which managers hang on one customer."""
    if managers.empty:
        return Reading(_("The sales name no manager, so dependence by manager is not known."))
    found = managers[managers["dependent"]]
    if found.empty:
        return Reading(_("No manager hangs on one customer with {} or more.").format(percent(threshold, 0)))
    worst = found.iloc[0]
    first = ngettext(
        "{} of {} managers hangs on one customer.", "{} of {} managers hang on one customer.", len(found)
    ).format(number(len(found)), number(len(managers)))
    second = _(
        "{name} is {share} of what {manager} sells: when it goes, {left} of the manager's year is left."
    )
    return Reading(
        first,
        second.format(
            name=short(worst["largest_name"], NAME),
            share=percent(worst["largest_share"]),
            manager=short(worst["manager"], NAME),
            left=percent(worst["left_share"]),
        ),
    )


def read_growth(found: Split) -> Reading:
    """Say how revenue grew on equal months, and how much of it is price."""
    if not found.months:
        return Reading(_("The file is too short to compare a month with the same month a year earlier."))
    first = _("On equal months revenue changed by {}.").format(change(found.revenue_index - 1))
    if pd.isna(found.quantity_index):
        return Reading(
            first, _("Quantities are not known: price is inside, and nobody can say how much of it.")
        )
    second = _("Pieces {pieces}, price per piece {price}.").format(
        pieces=change(found.quantity_index - 1), price=change(found.price_index - 1)
    )
    inflation = found.revenue_index > 1 and found.quantity_index < 1
    return Reading(first, second, _("This growth is price, not business.") if inflation else "")


def read_projects(found: pd.DataFrame) -> Reading:
    """Say whose growth is one project."""
    warned = found[found["warned"]]
    if warned.empty:
        return Reading(_("No account's growth sits in a few large invoices."))
    words = _(
        "{name} grew by {growth}; {share} of that sits in its largest invoices: perhaps a project, no client."
    )
    return Reading(
        *(
            words.format(
                name=short(row["name"], NAME),
                growth=change(row["growth"], 0),
                share=percent(row["share_of_growth"], 0),
            )
            for _i, row in warned.sort_values("largest", ascending=False).head(3).iterrows()
        )
    )


def read_portfolio(found: Numbers, largest: object, whale: Whale, *, currency: str) -> Reading:
    """Say the finding of a portfolio in one sentence, for the first page of a study."""
    words = _("As if you had {equal} equal clients; {name} holds {share} of revenue").format(
        equal=number(found.effective_number), name=short(largest, NAME), share=percent(found.largest_share)
    )
    if whale.accounts == whale.unknown:
        return Reading(words + _("; costs are not known."))
    eaten = ngettext("; {n} account eats {loss}.", "; {n} accounts eat {loss}.", whale.losing)
    return Reading(
        words
        + (
            eaten.format(n=number(whale.losing), loss=money(whale.loss, currency))
            if whale.losing
            else _("; no account loses money.")
        )
    )
