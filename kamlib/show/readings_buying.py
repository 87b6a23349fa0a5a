"""The sentences on buying centres: coverage, people, contacts, ways in, next steps."""

from typing import Any

import pandas as pd

from kamlib.show.buying_look import attitude, away, reason
from kamlib.show.readings import Reading
from kamlib.show.words import accounts, number, percent, short
from kamlib.text import N_, _, ngettext

NAME = 28
PERSON = 44
TOLD = 3
ALL = 0.999  # a share that is all but for rounding
LEVELS = {0: N_("none"), 1: N_("one-way"), 2: N_("two-way"), 3: N_("trusted")}


def read_buying(overview: pd.DataFrame) -> Reading:
    """Say of how many key accounts the buying centre is written down, what is covered and what not reached.

    Parameters
    ----------
    overview : DataFrame
        One row for each account: ``name``, ``written``, ``persons``, ``coverage``, ``unreached``, ``missed``,
        ``against``, ``unknown_attitude``, ``allies``.

    Returns
    -------
    Reading
        Up to five sentences.
    """
    written = overview[overview["written"]]
    blank = len(overview) - len(written)
    if written.empty:
        return Reading(_only_named(overview))
    first = ngettext("Of {all} the buying centre of {n} is written down, with {people} persons.",
                     "Of {all} the buying centres of {n} are written down, with {people} persons.",
                     len(written)).format(all=accounts(len(overview)), n=number(len(written)),
                                          people=number(written["persons"].sum()))
    known = written[written["coverage"].notna()]
    half = known[known["coverage"] < 0.5].sort_values(["coverage", "name"])
    second = _("Less than half of the needed roles are covered at {}.").format(
        _listed([f"{short(name, NAME)} ({percent(share, 0)})" for name, share in
                 half[["name", "coverage"]].to_numpy()])) if len(half) else ""
    against = written[written["against"] != ""].sort_values("against_weight", ascending=False)
    third = _("Against us, and nobody of us is in two-way contact with them: {}.").format(
        _listed([_("{person} ({name})").format(person=short(person, PERSON), name=short(name, NAME))
                 for person, name in against[["against", "name"]].to_numpy()])) if len(against) else ""
    unknown = int(written["unknown_attitude"].sum())
    fourth = ngettext("The attitude of {} person is not known: left out of the support, not taken for 0.",
                      "The attitude of {} persons is not known: left out of the support, not taken for 0.",
                      unknown).format(number(unknown)) if unknown else ""
    fifth = ngettext("Of {} key account nobody has written down who decides.",
                     "Of {} key accounts nobody has written down who decides.", blank).format(
        number(blank)) if blank else ""
    return Reading(first, second, third, fourth, fifth)


def _listed(words: list[str]) -> str:
    """Join the first few; the others are counted."""
    more = _(" and {} more").format(number(len(words) - TOLD)) if len(words) > TOLD else ""
    return ", ".join(words[:TOLD]) + more


def _only_named(overview: pd.DataFrame) -> str:
    """Say what there is where nobody filled a workbook."""
    people = int(overview["persons"].sum())
    if not people:
        return _("Of no key account anybody has written down who decides, and the files name nobody.")
    some = int((overview["persons"] > 0).sum())
    words = ngettext("The files name {people} person at {n}; role, influence, attitude and contact are not "
                     "known: a title is no role.",
                     "The files name {people} persons at {n}; role, influence, attitude and contact are not "
                     "known: a title is no role.", people)
    return words.format(people=number(people), n=accounts(some))


def read_centre(persons: pd.DataFrame, summary: "pd.Series[Any]") -> Reading:
    """Say the state of one account: coverage and support, whom we court and whom we miss.

    Parameters
    ----------
    persons : DataFrame
        As `read_titles`.
    summary : Series
        The account's row of the overview, with ``name``.
    """
    name = short(summary["name"], NAME)
    if persons.empty:
        words = _("At {} nobody has written down who decides, and the files name nobody.")
        return Reading(words.format(name))
    if pd.isna(summary["coverage"]):
        words = ngettext("At {name} {n} person is known, and no role: coverage is unknown, not zero.",
                         "At {name} {n} persons are known, and no role: coverage is unknown, not zero.",
                         len(persons))
        return Reading(words.format(name=name, n=number(len(persons))))
    words = _("At {name} {share} of the needed roles, by weight, are covered; support by influence: "
              "{support}.")
    first = words.format(
        name=name, share=percent(summary["coverage"], 0),
        support=_signed(summary["support"]) if pd.notna(summary["support"]) else _("not known"))
    return Reading(first, *read_titles(persons, summary).sentences[:2])


def read_titles(persons: pd.DataFrame, summary: "pd.Series[Any]") -> Reading:
    """Say whom we court and whom we miss, and where a role rests on nothing but a title.

    Parameters
    ----------
    persons : DataFrame
        Of one account, the most influential first: ``person``, ``position``, ``role``, ``held``,
        ``influence``, ``attitude``, ``reached``, ``assumed``.
    summary : Series
        The account's row of the overview: ``missed``, ``courted``, ``misplaced``, ``unreached``.
    """
    if persons.empty or persons["influence"].isna().all():
        return Reading(_("Nobody's influence is known yet; position and title say nothing about it."))
    about = persons.drop_duplicates("person").set_index("person", drop=False)
    rows = {str(row["person"]): row for row in about.to_dict("records")}
    sentences = []
    missed, courted = str(summary["missed"]), str(summary["courted"])
    if missed and courted and summary["misplaced"] > 0:
        sentences.append(_("We are closest to {courted} (influence {low}); nobody of us talks with {missed}, "
                           "who has influence {high} and attitude {attitude}.").format(
            courted=short(courted, PERSON), low=number(rows[courted]["influence"]),
            missed=short(missed, PERSON), high=number(rows[missed]["influence"]),
            attitude=_attitude(rows[missed]["attitude"])))
    elif missed:
        sentences.append(_("Nobody of us talks with {missed}: influence {high}, attitude {attitude}.").format(
            missed=short(missed, PERSON), high=number(rows[missed]["influence"]),
            attitude=_attitude(rows[missed]["attitude"])))
    sentences += [_titled(about), _overlooked(about)]
    if pd.notna(summary["unreached"]) and summary["unreached"] > 0:
        words = _("{share} of the influence, in weights, is with people with whom nobody of us talks.")
        sentences.append(words.format(share=percent(summary["unreached"], 0)))
    return Reading(*sentences)


def _attitude(value: float) -> str:
    return _("not known") if pd.isna(value) else attitude(value)


def _titled(about: pd.DataFrame) -> str:
    """Say whose role as the one who chooses is assumed while somebody else has more influence."""
    most = about["influence"].max()
    chooses = about[about["role"].isin(["decider", "decides", "vip"]) & (about["influence"] < most)
                    & about["assumed"]]
    if chooses.empty:
        return ""
    one, above = chooses.iloc[0], about[about["influence"] == most].index[0]
    words = _("That {person} decides is assumed, and the influence ({low}) says otherwise: {above} has "
              "{high}. A title misleads.")
    return words.format(person=short(chooses.index[0], PERSON), low=number(one["influence"]),
                        above=short(above, PERSON), high=number(most))


def _overlooked(about: pd.DataFrame) -> str:
    """Say who stands for us and is not met."""
    friends = about[(about["attitude"] >= 2) & away(about)]
    return ngettext("On our side and not met: {}.", "On our side and not met: {}.", len(friends)).format(
        _listed([short(one, PERSON) for one in friends.index])) if len(friends) else ""


def read_roles(cells: pd.DataFrame, summary: "pd.Series[Any]") -> Reading:
    """Say which needed roles are covered and what each of the others lacks; allies are told beside.

    Parameters
    ----------
    cells : DataFrame
        From `role_coverage`, of one account, with ``label``.
    summary : Series
        The account's row of the overview.
    """
    if cells.empty or pd.isna(summary["coverage"]):
        return Reading(_("Nobody has a role yet: coverage is unknown, not zero."))
    covered = cells[cells["state"] == "covered"]
    first = _("Covered, {share} by weight: {roles}.").format(
        share=percent(summary["coverage"], 0), roles=_labels(covered)) if len(covered) else _(
        "No needed role is covered.")
    if summary["coverage_assumed"] > 0:
        part = summary["coverage_assumed"] / summary["coverage"]
        rests = _("All of it rests on assumptions.") if part > ALL else _(
            "{part} of it rests on assumptions.").format(part=percent(part, 0))
        first = f"{first} {rests}"
    lacks = [_("{roles}: {reason}").format(roles=_labels(rows), reason=reason(str(why), rows["days"].max()))
             for why, rows in cells[cells["state"] == "gap"].groupby("reason", sort=False)]
    second = _("Gaps: {}.").format("; ".join(lacks)) if lacks else ""
    open_ = cells[cells["state"] == "open"]
    third = _("Not known yet: {}.").format(_labels(open_)) if len(open_) else ""
    allies = _("Allies: {}.").format(summary["allies"]) if summary["allies"] else _(
        "Nobody argues for us when we are absent.")
    against = _("Watched, and counted nowhere: {}.").format(summary["opponents"]) \
        if summary["opponents"] else ""
    return Reading(first, second, third, allies, against)


def _labels(cells: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(cells["label"].str.lower()))


def read_support(summary: "pd.Series[Any]", weights: list[float]) -> Reading:
    """Say the support weighed by influence, with its weights, and who is left out of it."""
    if pd.isna(summary["support"]):
        return Reading(_("Of nobody both influence and attitude are known: the support is unknown."))
    said = ", ".join(f"{weight:g}" for weight in weights)
    first = _("Support {value} on a scale from {low} to +1, influence 1 to 5 weighed with {weights}.").format(
        value=_signed(summary["support"]), low=number(-1), weights=said)
    unknown = int(summary["unknown_attitude"])
    if not unknown:
        return Reading(first)
    second = ngettext("{n} person of unknown attitude is left out; with this one it is from {low} to {high}.",
                      "{n} persons of unknown attitude are left out; with them it is from {low} to {high}.",
                      unknown).format(n=number(unknown), low=_signed(summary["low"]),
                                      high=_signed(summary["high"]))
    return Reading(first, second)


def _signed(value: float) -> str:
    return f"+{number(value, 2)}" if value > 0.004 else number(value, 2)


def read_contacts(persons: pd.DataFrame, ways: pd.DataFrame) -> Reading:
    """Say which wanted contacts are missing, and whom to ask to be introduced.

    Parameters
    ----------
    persons : DataFrame
        Of one account: ``person``, ``contact``, ``faded``, ``wanted``, ``gap``, ``gap_weight``.
    ways : DataFrame
        From `ways_in`, of the account.
    """
    if persons.empty or persons["contact"].isna().all():
        return Reading(_("Nobody wrote who of us meets whom: every contact is unknown."))
    gaps = persons[persons["gap"] > 0].sort_values("gap_weight", ascending=False, kind="stable")
    first = _("Every contact that is wanted is there.") if persons["wanted"].notna().any() else _(
        "Nobody wrote which contacts are wanted.")
    if len(gaps):
        told = [_("{person} ({now} instead of {wanted})").format(
            person=short(row["person"], PERSON),
            now=_("faded") if row["faded"] else _(LEVELS[round(row["contact"])]),
            wanted=_(LEVELS[round(row["wanted"])])) for row in gaps.head(TOLD).to_dict("records")]
        more = _(" and {} more").format(number(len(gaps) - TOLD)) if len(gaps) > TOLD else ""
        first = _("Contacts wanted and not there: {}{}.").format(", ".join(told), more)
    known = ways[ways["steps"].notna()].head(2)
    words = _("Ask {ask} for the way to {person}.")
    second = " ".join(words.format(ask=short(row["ask"], PERSON), person=short(row["person"], PERSON))
                      for row in known.to_dict("records"))
    lost = int(ways["steps"].isna().sum())
    third = ngettext("To {} person no way past friendly people is known.",
                     "To {} persons no way past friendly people is known.", lost).format(
        number(lost)) if lost else ""
    return Reading(first, second, third)


def read_steps(steps: pd.DataFrame) -> Reading:
    """Say how many next steps are typed, proposed, late or have no owner; from `directions_of_work`."""
    if (steps["origin"] == "none").all():
        return Reading(_("Nobody has a role yet, so there is no step to propose."))
    typed, proposed = int((steps["origin"] == "typed").sum()), int((steps["origin"] == "proposed").sum())
    late, alone = int(steps["late"].sum()), int(steps["unowned"].sum())
    first = _("{typed} typed by people, {proposed} proposed from the roles: decide on each.").format(
        typed=ngettext("{} step", "{} steps", typed).format(number(typed)), proposed=number(proposed))
    second = ngettext("{} is late.", "{} are late.", late).format(number(late)) if late else ""
    third = ngettext("{} has no owner yet.", "{} have no owner yet.", alone).format(number(alone)) \
        if alone else ""
    nobody = int((steps["origin"] == "none").sum())
    fourth = ngettext("{} person without a role gets no proposal.",
                      "{} persons without a role get no proposal.", nobody).format(number(nobody))
    return Reading(first, second, third, fourth if nobody else "")


def won_words(row: "pd.Series[Any]") -> str:
    """Say what changes if one person is won, for a row of what winning each would change.

    Examples
    --------
    >>> won_words(pd.Series({"person": "Ada", "roles": "Decider", "coverage_now": 0.3, "coverage": 0.6,
    ...                      "support_now": 0.0, "support": 0.25})).replace("\u202f", " ")
    'If Ada supported us and were met: coverage 30 % -> 60 % (decider), support 0.00 -> +0.25.'
    """
    roles = _(" ({})").format(str(row["roles"]).lower()) if row["roles"] else ""
    before, after = _signed(row["support_now"]), _signed(row["support"])
    support = _("support stays {}").format(before)
    if before != after:
        support = _("support {} -> {}").format(before, after)
    words = _("If {person} supported us and were met: coverage {now} -> {then}{roles}, {support}.")
    return words.format(person=short(row["person"], PERSON), now=percent(row["coverage_now"], 0),
                        then=percent(row["coverage"], 0), roles=roles, support=support)
