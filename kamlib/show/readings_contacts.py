"""The sentences on contacts that are missing: what they take, and with what to begin."""

from typing import Any

import pandas as pd

from kamlib.show.readings import Reading
from kamlib.show.readings_dependency import key_accounts, margin_words
from kamlib.show.words import number, short
from kamlib.text import _, ngettext

NAME = 30


def read_additions(additions: pd.DataFrame, table: pd.DataFrame, *, currency: str) -> Reading:
    """Say what the missing contacts take, for which margin, and with what to begin."""
    if table["hours"].isna().all():
        return Reading(_("Of no key account has anybody written down who meets whom: nobody knows which "
                         "contacts are missing."))
    hang = table[(table["hours"] > 0)]
    if hang.empty:
        return Reading(_("Where it is known who meets whom, no contact is missing: every account survives "
                         "the loss of any one person."))
    hours = float(hang["hours"].sum())
    contacts = ngettext("{} more contact", "{} more contacts", len(additions)).format(number(len(additions)))
    much = margin_words(hang["margin"], currency)
    first = _("{hours} hours for {contacts} let {accounts}{much} survive the loss of any one person.").format(
        hours=number(hours), contacts=contacts, accounts=key_accounts(len(hang)),
        much=_(" with {} of margin").format(much) if much else "")
    best = hang.assign(each=hang["margin"] / hang["hours"]).sort_values(
        ["each", "name"], ascending=[False, True]).iloc[0]
    much = margin_words(pd.Series([best["margin"]]), currency)
    second = _("Begin with {name}: {hours} hours{much}.").format(
        name=short(best["name"], NAME), hours=number(best["hours"]),
        much=_(" for {} of margin").format(much) if much else "")
    found = int(((additions["ours"] == "") | (additions["theirs"] == "")).sum())
    third = ngettext("For {} of them somebody is still to be found.",
                     "For {} of them somebody is still to be found.", found).format(number(found)) if found \
        else ""
    asked = int(additions["unknown"].sum())
    fourth = ngettext("Ask first about {}: the contact may be there already.",
                      "Ask first about {}: the contacts may be there already.", asked).format(
        number(asked)) if asked else ""
    return Reading(first, second, third, fourth)


def additions_sentence(additions: pd.DataFrame, row: "pd.Series[Any]") -> Reading:
    """Say what is missing at one account so that it survives the loss of any one person."""
    name = short(row["name"], NAME)
    if pd.isna(row["hours"]):
        return Reading(_("Who meets whom at {} nobody has written down: begin with that.").format(name))
    if additions.empty:
        return Reading(_("No contact is missing at {}: it survives the loss of any one person.").format(name))
    hours = number(float(additions["hours"].sum()))
    words = ngettext("{n} contact, about {hours} hours, and {name} survives the loss of any one person.",
                     "{n} contacts, about {hours} hours, and {name} survives the loss of any one person.",
                     len(additions))
    return Reading(words.format(n=number(len(additions)), hours=hours, name=name))
