"""The sentence that reads a result: computed from it, so that it is true of every study."""

from html import escape

import pandas as pd

from kamlib.show.words import accounts, change, decimals_beside, money, number, percent, short
from kamlib.tables.results import Concentration, Split, Whale
from kamlib.text import _, ngettext

NAME = 28
TOLD = 2  # accounts in one paragraph; the others are counted
MANIFOLD = 10  # growth above it (1000 %) is said as so many times


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


def read_ledger(ledger: pd.DataFrame, *, currency: str) -> Reading:
    """Say how much of what the file gives is counted; ``ledger`` has the file first and the counted last."""
    given, counted = float(ledger["amount"].iloc[0]), float(ledger["amount"].iloc[-1])
    left, query = len(ledger) - 2, str(ledger["subject"].iloc[0])
    if not left and query:
        first = _("All {} that the query gives is counted.").format(money(counted, currency))
        reads = _("It reads {}; what the query itself leaves out is not in this ledger.")
        return Reading(first, reads.format(query))
    if not left:
        return Reading(
            _("All {} of the file is counted; nothing is left out.").format(money(counted, currency))
        )
    words = _("Of {} that the query gives {} is counted.") if query else _("Of {} in the file {} is counted.")
    first = words.format(money(given, currency), money(counted, currency))
    second = ngettext(
        "{} reason takes lines out; no line vanishes without one.",
        "{} reasons take lines out; no line vanishes without one.",
        left,
    ).format(number(left))
    return Reading(first, second)


def read_splits(splits: pd.DataFrame) -> Reading:
    """Say how many columns that nothing uses split the money."""
    if splits.empty:
        return Reading(_("No other column of the sales has 2 to 12 values with money."))
    n = splits["column"].nunique()
    words = ngettext("{} other column of the sales splits the money.",
                     "{} other columns of the sales split the money.", n)
    return Reading(words.format(number(n)))


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


def read_buyers(totals: pd.DataFrame, *, period: str, currency: str) -> Reading:
    """Say how many accounts buy, and how many had sales at or below zero and are left out of comparisons.

    Parameters
    ----------
    totals : DataFrame
        ``name`` and ``amount`` of every account; missing: no sales.
    period : str
        The time looked at.
    currency : str
        The currency.

    Returns
    -------
    Reading
    """
    buy, out = int((totals["amount"] > 0).sum()), totals[totals["amount"] <= 0].sort_values("amount")
    first = ngettext("{period}: {n} buys.", "{period}: {n} buy.", buy).format(period=period, n=accounts(buy))
    if out.empty:
        return Reading(first, _("No account had sales at or below zero."))
    names = ", ".join(f"{short(name, NAME)} ({money(amount, currency)})"
                      for name, amount in out[["name", "amount"]].head(4).to_numpy())
    more = _(" and {} more").format(number(len(out) - 4)) if len(out) > 4 else ""
    second = ngettext(
        "{n} had sales at or below zero, {money} together, and is in no share, rank or curve of chapter "
        "02: {names}{more}.",
        "{n} had sales at or below zero, {money} together, and are in no share, rank or curve of chapter "
        "02: {names}{more}.",
        len(out)).format(n=accounts(len(out)), money=money(out["amount"].sum(), currency), names=names,
                         more=more)
    return Reading(first, second)


def read_pareto(curve: pd.DataFrame, *, held: float, what: str) -> Reading:
    """Say what the top fifth holds, and how many accounts make 80 %."""
    eighty = int((curve["cumulative"] < 0.8 - 1e-9).sum()) + 1
    words = _("The top {fifth} hold {held} of {what}; {eighty} of {all} accounts make {most}.")
    return Reading(
        words.format(
            fifth=percent(0.2, 0),
            held=percent(held),
            what=what,
            eighty=number(eighty),
            all=number(len(curve)),
            most=percent(0.8, 0),
        )
    )


def read_concentration(found: Concentration, largest: object, *, threshold: float) -> Reading:
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
    """Say what the whale curve adds up to, what is lost behind its peak, and what is left."""
    if not found.accounts:
        return Reading(
            _("No costs are known, so nobody can say who eats. Ask for the cost of goods by line.")
        )
    unknown = (
        ngettext(
            "{} account without a known margin is not in the curve.",
            "{} accounts without a known margin are not in the curve.",
            found.unknown,
        ).format(number(found.unknown))
        if found.unknown
        else ""
    )
    if not found.losing:
        words = _("{n} bring {peak} of {what}; no account eats what the others bring.")
        return Reading(
            words.format(n=accounts(found.accounts), peak=money(found.peak, currency), what=what), unknown
        )
    first = ngettext("{n} brings {peak} of {what}.", "{n} bring {peak} of {what}.", found.peak_accounts)
    eat = ngettext("{n} eats {loss} of it again", "{n} eat {loss} of it again", found.losing)
    left = _("{so_far}: {left} is left.") if found.total > 0 else _("{so_far} and more: the total is {left}.")
    eaten = eat.format(n=accounts(found.losing), loss=money(found.loss, currency))
    return Reading(
        first.format(n=accounts(found.peak_accounts), peak=money(found.peak, currency), what=what),
        left.format(so_far=eaten, left=money(found.total, currency)),
        unknown,
    )


def read_stress(gone: pd.DataFrame, *, currency: str = "") -> Reading:
    """Say what is left without the largest account, and with which of the accounts most margin goes."""
    first = gone.iloc[0]
    words = _("Without {} {} of revenue is left.").format(
        short(first["name"], NAME), percent(1 - first["share"])
    )
    if "margin" not in gone or gone["margin"].isna().all():
        return Reading(words)
    most = gone.sort_values("margin", ascending=False, kind="stable").iloc[0]
    if most["margin"] <= 0:
        return Reading(words, _("No margin would be lost with any of them: each has none."))
    second = _("Of these {n}, most margin goes with {name}: {margin}.").format(
        n=number(len(gone)), name=short(most["name"], NAME), margin=money(most["margin"], currency)
    )
    below = int((gone["margin"] < 0).sum())
    third = ngettext("{} of them loses money.", "{} of them lose money.", below)
    return Reading(words, second, third.format(number(below)) if below else "")


def read_dependence(managers: pd.DataFrame, *, threshold: float, currency: str = "") -> Reading:
    """Say which managers hang on one customer, and what of the worst one's year is left without it."""
    if managers.empty:
        return Reading(_("The sales name no manager, so dependence by manager is not known."))
    found = managers[managers["dependent"]]
    if found.empty:
        return Reading(
            _("No manager hangs on one customer with {} of revenue or more.").format(percent(threshold, 0))
        )
    worst, decimals = found.iloc[0], decimals_beside(managers["largest_share"], threshold)
    first = ngettext(
        "{} of {} managers hangs on one customer.", "{} of {} managers hang on one customer.", len(found)
    ).format(number(len(found)), number(len(managers)))
    second = _(
        "{name} is {share} of what manager {manager} sells, {amount} of {all}: "
        "when it goes, {left} of the year is left."
    )
    return Reading(
        first,
        second.format(
            name=short(worst["largest_name"], NAME),
            share=percent(worst["largest_share"], decimals),
            manager=_("without a name") if pd.isna(worst["manager"]) else short(worst["manager"], NAME),
            amount=money(worst["largest_amount"], currency),
            all=money(worst["amount"], currency),
            left=percent(worst["left_share"], decimals),
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


def read_projects(found: pd.DataFrame, *, invoices: int, currency: str = "") -> Reading:
    """Say whose growth is one project; ``invoices`` is how many of the largest were looked at."""
    warned = found[found["warned"]].sort_values("largest", ascending=False)
    if warned.empty:
        return Reading(_("No account's growth sits in a few large invoices."))
    words = ngettext(
        "{name}: {before} a year ago, {now} now ({growth}); its largest invoice is {share} of that, "
        "and without it revenue is {without}.",
        "{name}: {before} a year ago, {now} now ({growth}); its {n} largest invoices are {share} of that, "
        "and without them revenue is {without}.",
        invoices,
    )
    told = [
        words.format(
            name=short(row["name"], NAME),
            before=money(row["before"], currency),
            now=money(row["now"], currency),
            growth=_grown(row["growth"]),
            n=number(invoices),
            share=percent(row["largest"] / row["now"], 0),
            without=_grown(row["growth_without"]),
        )
        for _i, row in warned.head(TOLD).iterrows()
    ]
    others = len(warned) - len(told)
    more = ngettext("So it is with {} more account.", "So it is with {} more accounts.", others)
    return Reading(
        *told,
        more.format(number(others)) if others else "",
        _("Perhaps a project and not a client that grows: ask what is agreed for next year."),
    )


def _grown(rate: float) -> str:
    """Say growth in percent, and how many times it is where percents can't be grasped."""
    return _("{}-fold").format(number(rate + 1)) if rate > MANIFOLD else change(rate, 0)


def read_portfolio(found: Concentration, largest: object, whale: Whale, *, currency: str) -> Reading:
    """Say the finding of a portfolio in one sentence, for the first page of a study."""
    words = _("As if you had {equal} equal clients; {name} holds {share} of revenue").format(
        equal=number(found.effective_number), name=short(largest, NAME), share=percent(found.largest_share)
    )
    if not whale.accounts:
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
