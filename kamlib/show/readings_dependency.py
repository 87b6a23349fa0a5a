"""The sentences on dependency: what hangs on one person, what an absence cost, what would end it."""

from typing import Any

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.readings_manager import named
from kamlib.show.words import MISSING, accounts, money, number, percent, short
from kamlib.text import N_, _, ngettext

NAME = 30
SIDES = {"ours": N_("on our side"), "theirs": N_("on their side"), "both": N_("on both sides")}


def _yes(answers: pd.Series) -> pd.Series:
    return answers.fillna(False).astype("bool")


def _no(answers: pd.Series) -> pd.Series:
    return ~answers.fillna(True).astype("bool")


def read_dependency(table: pd.DataFrame, *, currency: str) -> Reading:
    """Say how much margin of key accounts hangs on one person, what is not known, what would end it.

    Parameters
    ----------
    table : DataFrame
        The key accounts: ``name``, ``margin``, ``second``, ``survives``, ``hours``.
    currency : str

    Returns
    -------
    Reading
        Up to four sentences.
    """
    if table.empty:
        return Reading(_("There is no key account yet."))
    hang, single = table[_no(table["survives"])], table[_no(table["second"])]
    open_ = table["survives"].isna()
    known = len(table) - int(open_.sum())
    if not known:
        return Reading(_("Of none of {} has anybody written down who meets whom: whether they hang on one "
                         "person nobody knows.").format(accounts(len(table))))
    much = margin_words(hang["margin"], currency)
    first = ngettext(
        "Of {n} of which it is known {hang} hangs on one person, ours or theirs: {names}{much}.",
        "Of {n} of which it is known {hang} hang on one person, ours or theirs: {names}{much}.",
        len(hang)).format(n=key_accounts(known), hang=number(len(hang)), names=named(_by_margin(hang)),
                          much=_("; {} of margin").format(much) if much else "")
    if hang.empty:
        words = _("Each of {} of which it is known survives the loss of any one person.")
        first = words.format(key_accounts(known))
    second = _("At {n} only one of us is in active contact: {names}.").format(
        n=number(len(single)), names=named(_by_margin(single))) if len(single) else ""
    much = margin_words(table.loc[open_, "margin"], currency)
    much = _(" ({} of margin)").format(much) if much else ""
    third = _("Of {n} nobody has written it down{much}.").format(
        n=key_accounts(int(open_.sum())), much=much) if open_.any() else ""
    hours = float(table["hours"].sum())
    fourth = _("About {} hours for more contacts would end it.").format(number(hours)) if len(hang) else ""
    return Reading(first, second, third, fourth)


def margin_words(margins: pd.Series, currency: str) -> str:
    """Return the sum in words; nothing where no margin is known."""
    return money(margins.sum(), currency) if margins.sum() > 0 else ""


def key_accounts(count: int) -> str:
    """Write how many key accounts."""
    return ngettext("{} key account", "{} key accounts", count).format(number(count))


def _by_margin(table: pd.DataFrame) -> list[object]:
    return table.sort_values(["margin", "name"], ascending=[False, True])["name"].tolist()


def read_shape(row: "pd.Series[Any]") -> Reading:
    """Say the shape of one account's contacts, in people and contacts as counted.

    Parameters
    ----------
    row : Series
        Of the accounts of a `Dependency`.

    Returns
    -------
    Reading
        Up to four sentences.
    """
    name = short(row["name"], NAME)
    if row["shape"] == "unknown":
        return Reading(_("Who meets whom at {} nobody has written down, or not how often.").format(name))
    if row["shape"] == "no line":
        return Reading(_("Nobody of us meets anybody at {}.").format(name))
    counts = _("{name}: {pairs} with {n} contacts a year, {ours} of us and {theirs} of them.").format(
        name=name, pairs=ngettext("{} pair", "{} pairs", int(row["pairs"])).format(number(row["pairs"])),
        n=number(row["a_year"]), ours=number(row["ours"]), theirs=number(row["theirs"]))
    people = _("Weighed by level this is as much as {ours} of us and {theirs} of them sharing evenly").format(
        ours=number(row["effective_ours"], 2), theirs=number(row["effective_theirs"], 2))
    shape = {
        "bow tie": _("{people}: a bow tie, narrow {where}.").format(
            people=people, where=_(SIDES.get(row["narrow"], ""))),
        "diamond": _("{people}: a diamond.").format(people=people),
        "in between": _("{people}: neither bow tie nor diamond.").format(people=people),
    }[row["shape"]]
    unknown = int(row["unknown"])
    fourth = ngettext("{} line can't be weighed: nobody knows its level or how often.",
                      "{} lines can't be weighed: nobody knows their level or how often.", unknown).format(
        number(unknown)) if unknown else ""
    return Reading(counts, shape, _hinge(row, name), fourth)


def _hinge(row: "pd.Series[Any]", name: str) -> str:
    if pd.isna(row["survives"]):
        return _("Whether it survives the loss of any one person nobody knows: a line has no level or day.")
    if row["survives"]:
        return _("It survives the loss of any one person: two active lines share nobody.")
    if row["hinge"]:
        people = row["hinge"].replace("; ", _(" and "))
        return _("Every active line goes through {}.").format(people)
    return _("No line is active: nobody has had a two-way contact lately.")


def read_breaking(row: "pd.Series[Any]") -> Reading:
    """Say how few people at the client hold us, and by name."""
    name, unknown = short(row["name"], NAME), int(row["unknown_attitude"])
    asked = ngettext("The attitude of {} person is not known.", "The attitude of {} people is not known.",
                     unknown).format(number(unknown)) if unknown else ""
    if pd.isna(row["breaking"]):
        return Reading(_("Whether anybody at {} holds us nobody knows.").format(name), asked)
    count = int(row["breaking"])
    if count == 0:
        return Reading(_("Nobody at {} holds us.").format(name), asked)
    words = ngettext(
        "Without {who} less than half of the support at {name} is left: {n} person holds us.",
        "Without {who} less than half of the support at {name} is left: {n} people hold us.", count)
    who = row["breaking_people"].replace("; ", _(" and "))
    return Reading(words.format(who=who, name=name, n=number(count)), asked)


def read_chance(row: "pd.Series[Any]", *, years: float, example: float) -> Reading:
    """Say how likely it is that one of those on whom the account hangs leaves; an example is called one."""
    name, count, known = short(row["name"], NAME), int(row["critical"]), int(row["known"])
    if not count:
        return Reading(_("At {} nobody is known on whom alone the account hangs.").format(name)
                       if row["shape"] != "unknown" else "")
    who = ngettext("{} person", "{} people", count).format(number(count))
    first = _("{name} hangs on {who}; ").format(name=name, who=who)
    if known:
        words = _("that one leaves within {years} years has the chance {chance}") if known == count else _(
            "that one leaves within {years} years has at least the chance {chance}")
        first += words.format(years=number(years), chance=percent(row["chance"], 0)) + "."
    else:
        first += _("nobody has typed how likely it is that they leave.")
    if known == count:
        return Reading(first)
    second = _("As an example only: with {rate} a year for those of whom nobody typed it, {chance}.")
    return Reading(first, second.format(rate=percent(example, 0), chance=percent(row["with_example"], 0)))


def leaver_sentence(row: "pd.Series[Any] | None", *, currency: str) -> Reading:
    """Say what one account loses when one person leaves.

    Parameters
    ----------
    row : Series or None
        A row of `who_leaves`, with ``name`` and ``roles_words``; None where nobody is known.
    currency : str

    Returns
    -------
    Reading
        Up to four sentences.
    """
    if row is None:
        return Reading(_("Nobody has written down who is there: nobody knows who would leave a gap."))
    who, name = short(row["person"], NAME), short(row["name"], NAME)
    if pd.isna(row["lines"]):
        return Reading(_("{who} leaves {name}: what is cut nobody knows, because nobody has written down who "
                         "meets whom.").format(who=who, name=name))
    lines = int(row["lines"])
    first = ngettext("{who} leaves {name}: {n} line is cut.", "{who} leaves {name}: {n} lines are cut.",
                     lines).format(who=who, name=name, n=number(lines))
    if not lines:
        first = _("{who} leaves {name}: no line is cut.").format(who=who, name=name)
    margin = money(row["margin"], currency)
    if pd.isna(row["alone"]):
        second = _("Whether an active line is left nobody knows.")
    elif row["alone"]:
        second = _("No active line is left; {} of margin hangs in the air.").format(margin)
        if margin == MISSING:
            second = _("No active line is left.")
    else:
        left = int(row["left_active"])
        second = ngettext("{} active line is left.", "{} active lines are left.", left).format(number(left))
    third = _("Roles without anybody for us whom we meet: {}.").format(row["roles_words"]) \
        if row["roles_words"] else ""
    share = row["support_left"]
    fourth = _("Of the support {} is left.") if row["side"] == "theirs" else _(
        "Of the support with which we talk {} is left.")
    return Reading(first, second, third, fourth.format(percent(share, 0)) if pd.notna(share) else "")


def read_second(managers: pd.DataFrame, *, currency: str) -> Reading:
    """Say how much margin has no second contact of ours, at whose accounts most, and what is not known."""
    if managers.empty:
        return Reading(_("There is no key account yet."))
    without, unknown = (float(managers[name].sum()) for name in ("margin_without", "margin_unknown"))
    first = _("No key account is known to have one contact of ours only.")
    single = int(managers["without"].sum())
    if single:
        first = _("At {} only one of us is in active contact.").format(key_accounts(single))
    if without > 0:
        worst = managers.iloc[0]
        first = _("{much} of margin at key accounts has no second active contact of ours, most of it at "
                  "{who}: {own}, {share} of the margin of {who}'s key accounts.").format(
            much=money(without, currency), who=_who(worst["manager"]),
            own=money(worst["margin_without"], currency), share=percent(worst["share_without"], 0))
    count = int(managers["unknown"].sum())
    much = _(" ({} of margin)").format(money(unknown, currency)) if unknown else ""
    second = _("Of {n}{much} nobody has written down who meets whom: unknown is not safe.").format(
        n=key_accounts(count), much=much) if count else ""
    return Reading(first, second)


def _who(manager: object) -> str:
    return short(manager, NAME) if isinstance(manager, str) and manager else _("nobody")


def read_overload(managers: pd.DataFrame, *, quarters: int, share: float) -> Reading:
    """Say who is overloaded, of whom nobody knows it, and what is missing to know it.

    Parameters
    ----------
    managers : DataFrame
        ``manager``, ``overloaded``, ``too_long``, ``alone``, ``hours``, ``limit``, ``unknown``.
    quarters : int
    share : float
        As `overload`.

    Returns
    -------
    Reading
        Up to three sentences.
    """
    named_ = managers.dropna(subset="manager")
    over = named_[_yes(named_["overloaded"])]
    rule = _("hours above capacity in {quarters} quarters and more than {share} of the key margin on one "
             "contact").format(quarters=number(quarters), share=percent(share, 0))
    first = _("Nobody is known to be overloaded ({}).").format(rule)
    if len(over):
        first = ngettext("Overloaded ({rule}) is {who}.", "Overloaded ({rule}) are {who}.", len(over)).format(
            rule=rule, who=named(over["manager"].tolist()))
    open_ = named_[named_["overloaded"].isna() & _yes(named_["too_long"])]
    seconds = [
        _("The accounts of {who} take {hours} hours a month of {limit}; how much hangs on {who} alone is "
          "not known: of {unknown} nobody wrote down who meets whom.").format(
            who=short(row["manager"], NAME), hours=number(row["hours"]), limit=number(row["limit"]),
            unknown=key_accounts(int(row["unknown"])))
        for _i, row in open_.head(2).iterrows()
    ]
    hours = named_["overloaded"].isna() & named_["too_long"].isna()
    third = _("Of {} it is not known whether the hours suffice.").format(
        named(named_.loc[hours, "manager"].tolist())) if hours.any() else ""
    return Reading(first, *seconds, third)
