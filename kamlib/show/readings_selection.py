"""Sentences on the selection: the screen, the list, the spread between people, the matrix, the funnel."""

from collections.abc import Mapping

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.words import accounts, money, number, short
from kamlib.text import _, ngettext

NAME = 28
TOLD = 3


def read_screen(wide: pd.DataFrame, *, labels: Mapping[str, str]) -> Reading:
    """Say who is nominated by what, and which open question would settle most accounts."""
    nominated = wide[wide["nominated"].fillna(False).astype("bool")]
    open_ = wide[wide["nominated"].isna()]
    holds = pd.Series({test: int(nominated[test].fillna(False).sum()) for test in labels})
    by = ", ".join(
        _("{test} {n}").format(test=labels[str(test)].lower(), n=number(count))
        for test, count in holds[holds > 0].items()
    )
    first = _("{n} of {all} nominated").format(n=number(len(nominated)), all=accounts(len(wide)))
    first = _("{first}: {by}.").format(first=first, by=by) if by else f"{first}."
    alone = int(nominated["top_management"].sum())
    top = ngettext(
        "{} is in by partner or complex alone: key for top management.",
        "{} are in by partner or complex alone: key for top management.",
        alone,
    )
    losing = int(wide["revenue_only"].sum())
    loss = ngettext(
        "{} is large by revenue only: it loses money.",
        "{} are large by revenue only: they lose money.",
        losing,
    )
    return Reading(
        first,
        top.format(number(alone)) if alone else "",
        loss.format(number(losing)) if losing else "",
        _most_asked(open_, labels),
    )


def _most_asked(open_: pd.DataFrame, labels: Mapping[str, str]) -> str:
    if open_.empty:
        return _("No open question could make another account key.")
    tests = open_["asking"].str.split(",").explode().value_counts()
    most = ", ".join(
        _("{test} ({n})").format(test=labels.get(str(test), str(test)).lower(), n=number(count))
        for test, count in tests.head(TOLD).items()
    )
    return ngettext(
        "Unknown is not no: {n} more could be key, if we knew {most}.",
        "Unknown is not no: {n} more could be key, if we knew {most}.",
        len(open_),
    ).format(n=number(len(open_)), most=most)


def read_company(company: pd.DataFrame, *, places: int, caution: str = "") -> Reading:
    """Say how many are key, wait, are open and are out, and where people decided against the rules.

    ``caution`` says what the order rests on, where that is little.
    """
    counts = company["verdict"].value_counts()
    key, waiting, unknown, gone = (
        int(counts.get(verdict, 0)) for verdict in ("key", "waiting", "unknown", "knocked out")
    )
    first = _("{key} for {places}. {waiting}; {unknown} cannot be judged yet.").format(
        key=ngettext("{} key account", "{} key accounts", key).format(number(key)),
        places=ngettext("{} place", "{} places", places).format(number(places)),
        waiting=ngettext("{} more is nominated", "{} more are nominated", waiting).format(number(waiting)),
        unknown=number(unknown),
    )
    ruled = _("{} are ruled out.").format(accounts(gone)) if gone else ""
    decided = company[(company["decided"] != "") & (company["verdict"] != company["computed"])]
    against = decided[~((decided["verdict"] == "not key") & (decided["computed"] != "key"))]
    names = ", ".join(short(name, NAME) for name in against["name"].head(TOLD))
    more = len(against) - TOLD
    names = _("{} and {} more").format(names, number(more)) if more > 0 else names
    second = ngettext(
        "On {n} people decided otherwise than the rules: {names}.",
        "On {n} people decided otherwise than the rules: {names}.",
        len(against),
    )
    return Reading(
        first,
        f"{caution}." if caution else "",
        ruled,
        second.format(n=accounts(len(against)), names=names) if len(against) else "",
    )


def read_spread(points: pd.DataFrame, *, on: str) -> Reading:
    """Say on which accounts people differ most; ``points`` has ``account``, ``name``, ``who``, ``score``.

    ``on`` names the criteria that people decide; "" where there are none.
    """
    if not on:
        return Reading(_("People decide no criterion here: nobody has scored, or the data come first."))
    groups = points.groupby("account")["score"]
    wide = (groups.max() - groups.min())[groups.size() > 1].sort_values(ascending=False, kind="stable")
    if wide.empty:
        return Reading(_("Fewer than two people scored the same account; nobody can say whether they agree."))
    names = dict(zip(points["account"], points["name"], strict=True))
    told = ", ".join(
        _("{name} ({points} points)").format(name=short(names[key], NAME), points=number(apart, 1))
        for key, apart in zip(wide.index, wide.head(TOLD), strict=False)
    )
    words = _("On {on} {people} people scored {n}; talk about those they see differently: {told}.")
    return Reading(
        words.format(on=on, people=number(points["who"].nunique()), n=accounts(len(wide)), told=told),
        _("Time spent on accounts they agree on is lost."),
    )


def read_matrix(placed: pd.DataFrame, *, of: int) -> Reading:
    """Say who stands where in the matrix, and on what strength rests; ``of`` accounts were asked for."""
    if placed.empty:
        return Reading(_("There is no matrix: neither strength, nor share of wallet, nor stage is known."))
    words = {
        "strategic": _("Strategic, invest together: {}."),
        "star": _("Star, invest to win: {}."),
        "status": _("Status, maintain: {}."),
        "streamline": _("Streamline, serve at low cost: {}."),
    }
    told = []
    for quadrant, sentence in words.items():
        inside = placed[placed["quadrant"] == quadrant].sort_values(
            ["attractiveness", "account"], ascending=[False, True]
        )
        if len(inside):
            names = ", ".join(short(name, NAME) for name in inside["name"].head(TOLD))
            more = len(inside) - TOLD
            names = _("{} and {} more").format(names, number(more)) if more > 0 else names
            told.append(sentence.format(names))
    proxy = {
        "share_of_wallet": _("Share of wallet stands for strength: it says how much they buy, not why."),
        "stage": _("The stage of the relationship stands for strength: a weak proxy."),
    }
    left = of - len(placed)
    missing = _("{} left out: nobody knows where they stand.").format(accounts(left)) if left > 0 else ""
    return Reading(*told, proxy.get(str(placed["axis"].iloc[0]), ""), missing)


def read_funnel(steps: pd.DataFrame) -> Reading:
    """Say how few are left to people, and where they are asked too much."""
    count = steps.set_index("step")["accounts"]
    words = _("The data look at {all}; people scored {scored} and answered on influence for {answered}.")
    first = words.format(
        all=accounts(int(count["all"])), scored=number(count["scored"]), answered=number(count["answered"])
    )
    over = [
        _("{n} is more than people can judge well ({limit}).").format(n=number(n), limit=number(limit))
        for n, limit, too_many in zip(steps["accounts"], steps["limit"], steps["over"], strict=True)
        if too_many
    ]
    left = steps.set_index("step")["open"]
    words = _("{n} are nominated; for {open} more a question is open.")
    asked = words.format(n=number(count["nominated"]), open=number(left["nominated"]))
    words = _("Nobody has scored {} of the nominated accounts: data alone speak there.")
    rest = words.format(number(left["scored"])) if left["scored"] else ""
    return Reading(first, asked if left["nominated"] else "", *over, rest)


def read_worth(found: pd.DataFrame, *, names: Mapping[str, str], currency: str) -> Reading:
    """Say which accounts would cost more hours than they can bring."""
    if found.empty:
        return Reading(_("Of no account hours are known, so nobody can say whom they are worth."))
    unknown = int(found["answer"].isna().sum())
    bad = found[~found["answer"].fillna(True).astype("bool")]
    told = ", ".join(
        _("{name} ({worth} a year)").format(
            name=short(names.get(key, key), NAME), worth=money(worth, currency)
        )
        for key, worth in zip(bad["account"].head(TOLD), bad["worth"], strict=False)
    )
    first = _("Nobody with known hours and potential costs more hours than can still be won there.")
    if len(bad):
        words = _("Key by criterion, not worth a key account manager's hours: {}. Who serves them?")
        first = words.format(told)
    words = _("Of {} nobody can say: hours, their price or the potential is not known.")
    rest = words.format(accounts(unknown))
    return Reading(first, rest if unknown else "")
