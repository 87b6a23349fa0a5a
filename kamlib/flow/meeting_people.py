"""Who was at a meeting, and what that changes in the buying centre: attitudes, contacts, new persons."""

import re
from typing import Any

import pandas as pd

from kamlib.flow.meeting_collected import CENTRE, Collected, is_after, is_not_before
from kamlib.names import plain
from kamlib.study.typed import as_text
from kamlib.text import _

_TWO_WAY = 2


def came(attending: pd.DataFrame, centre: dict[str, pd.DataFrame], told: Collected) -> pd.DataFrame:
    """Return who was there, or whose attitude somebody saw, under the names of the buying centre.

    A name that is only a part of a known one, or the other way round, is told and not taken: it would make a
    second person of one.

    Parameters
    ----------
    attending : DataFrame
        The lines of the meeting.
    centre : dict of str to DataFrame
        The tables of the buying centre of the account.
    told : Collected
        Takes the warnings.
    """
    theirs = _by_name([*centre["persons"]["person"], *centre["contacts"]["theirs"]])
    ours = _by_name([*centre["team"]["person"], *centre["contacts"]["ours"]])
    rows = []
    for row in attending[(attending["came"] == "yes") | attending["attitude"].notna()].to_dict("records"):
        spelt = plain(row["person"])
        mine = row["side"] == "ours" or (row["side"] == "" and spelt in ours and spelt not in theirs)
        known = ours if mine else theirs
        nearly = [] if spelt in known else [name for name in known.values() if _is_part(spelt, name)]
        if nearly:
            message = _("is nearly the name of {}; nothing of this line was taken").format(", ".join(nearly))
            remedy = _("write the name as it stands there, or add a new person there, and collect again")
            told.warn("meeting-name", message, remedy, ("attending", str(row["line"]), "person"),
                      str(row["person"]))
            continue
        rows.append({**row, "person": known.get(spelt, row["person"]), "side": "ours" if mine else "theirs"})
    return pd.DataFrame(rows, columns=attending.columns)


def _by_name(names: list[str]) -> dict[str, str]:
    return {plain(name): name for name in reversed(names) if name}


def _is_part(one: str, other: str) -> bool:
    """Whether the words of one of two names stand in the other; a letter stands for a word.

    Examples
    --------
    >>> _is_part("M. Marr", "Mona Marr"), _is_part("Mona Marr", "Marr"), _is_part("Bo Lund", "Bo Marr")
    (True, True, False)
    """
    names = [re.findall(r"[^\W_]+", plain(name)) for name in (one, other)]
    few, many = sorted(names, key=len)
    return bool(few) and all(any(_is_word(word, full) for full in many) for word in few)


def _is_word(one: str, other: str) -> bool:
    return one[0] == other[0] if 1 in (len(one), len(other)) else one == other


def attitudes_seen(came: pd.DataFrame, persons: pd.DataFrame, day: pd.Timestamp, told: Collected) -> None:
    """Note the attitudes of theirs, and who is new there."""
    known = {plain(row["person"]): row for row in persons.to_dict("records")}
    for number, row in enumerate(came[came["side"] == "theirs"].to_dict("records"), 1):
        before = known.get(plain(row["person"]))
        seen = as_text(row["attitude"])
        words = _("meeting of {day}: {note}").format(day=f"{day:%Y-%m-%d}", note=row["note"]).rstrip(": ")
        if before is None:
            told.add(CENTRE, "persons", f"+person {number}", person=row["person"], attitude=seen,
                     evidence=words, confidence="fact", on=f"{day:%Y-%m-%d}")
            told.persons.append(row["person"])
            told.attitudes += bool(seen)
        elif seen and not _seen_already(before, seen, row, day, told):
            told.add(CENTRE, "persons", str(before["line"]), attitude=seen, on=f"{day:%Y-%m-%d}",
                     evidence=words)
            told.attitudes += 1


def _seen_already(
    before: dict[Any, Any], seen: str, row: dict[Any, Any], day: pd.Timestamp, told: Collected
) -> bool:
    """Whether the buying centre has it, or something newer; the second is told."""
    if as_text(before["attitude"]) == seen and is_not_before(before["on"], day):
        told.same += 1
        return True
    if not is_after(before["on"], day):
        return False
    message = _("was looked at later, on {}; that attitude stays").format(f"{before['on']:%Y-%m-%d}")
    remedy = _("change it in the buying centre where it is wrong")
    told.warn("meeting-older", message, remedy, ("attending", str(row["line"]), "attitude"),
              str(before["person"]))
    return True


def contacts_met(came: pd.DataFrame, lines: pd.DataFrame, day: pd.Timestamp, told: Collected) -> None:
    """Note the day as the last two-way contact of everybody who was there.

    Pairs that are known have met; whoever is in none of them has met the first of the other side.
    """
    present = came[came["came"] == "yes"]
    there = set(present["person"].map(plain))
    met = lines[lines["ours"].map(plain).isin(there) & lines["theirs"].map(plain).isin(there)]
    for row in met.to_dict("records"):
        if not is_not_before(row["last"], day):
            level = {} if row["level"] >= _TWO_WAY else {"level": str(_TWO_WAY)}
            told.add(CENTRE, "contacts", str(row["line"]), **level, last=f"{day:%Y-%m-%d}")
            told.contacts += 1
    ours, theirs = (list(dict.fromkeys(present.loc[present["side"] == side, "person"]))
                    for side in ("ours", "theirs"))
    if not ours or not theirs:
        _nobody_of_us(present, told)
        return
    known = set(met["theirs"].map(plain)), set(met["ours"].map(plain))
    pairs = [(ours[0], person) for person in theirs if plain(person) not in known[0]]
    paired = known[1] | {plain(ours[0])} if pairs else known[1]
    pairs += [(person, theirs[0]) for person in ours if plain(person) not in paired]
    for number, (mine, person) in enumerate(pairs, 1):
        told.add(CENTRE, "contacts", f"+contact {number}", ours=mine, theirs=person, level=str(_TWO_WAY),
                 last=f"{day:%Y-%m-%d}")
        told.contacts += 1


def _nobody_of_us(present: pd.DataFrame, told: Collected) -> None:
    """Warn where somebody of theirs was there, and none of us."""
    if present.empty or (present["side"] == "ours").any():
        return
    first = present.iloc[0]
    message = _("was met by nobody: none of us is written down as having been there, so no contact is noted")
    remedy = _("write on the sheet of people who of us was there, and collect again")
    told.warn("meeting-nobody", message, remedy, ("attending", str(first["line"]), "person"),
              str(first["person"]))
