"""Changes in words, as a person would say them."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kamlib.study.typed import as_text
from kamlib.tables import NOT_APPLICABLE, REVIEWED, Column
from kamlib.text import N_, _

WHERE = {
    "list": N_("List"), "dossier": N_("Dossier"), "persons": N_("Buying centre"), "contacts": N_("Contacts"),
    "promises": N_("Promises"), "plan": N_("Plan"), "goals": N_("Goals"), "quantities": N_("Quantities"),
    "steps": N_("Steps"),
}  # fmt: skip
# What changed, as the beginning of a sentence that goes on with whose it is.
_LABELS = {
    ("list", "manager"): N_("manager"),
    ("dossier", "value"): N_("answer"), ("dossier", "state"): N_("how sure"),
    ("persons", "position"): N_("position"), ("persons", "unit"): N_("department"),
    ("persons", "reports_to"): N_("superior"), ("persons", "role"): N_("role"),
    ("persons", "role2"): N_("second role"), ("persons", "role3"): N_("third role"),
    ("persons", "budget"): N_("holds the budget"), ("persons", "influence"): N_("influence"),
    ("persons", "attitude"): N_("attitude"), ("persons", "wanted"): N_("contact wanted"),
    ("persons", "action"): N_("next action"),
    ("contacts", "level"): N_("contact"),
    ("promises", "by"): N_("who promised"), ("promises", "until"): N_("deadline"),
    ("promises", "state"): N_("state"),
    ("plan", "years"): N_("years ahead"), ("plan", "terms"): N_("money"),
    ("plan", "discount_rate"): N_("discount rate"), ("plan", "version"): N_("version"),
    ("plan", "manager_on"): N_("signed by the manager"), ("plan", "client_on"): N_("agreed by the client"),
    ("plan", "supervisor_on"): N_("signed by the supervisor"), ("plan", "review"): N_("next review"),
    ("goals", "measure"): N_("measure"), ("goals", "base"): N_("base"), ("goals", "target"): N_("target"),
    ("goals", "actual"): N_("today"), ("goals", "until"): N_("deadline"),
    ("goals", "gain"): N_("gain a year"), ("goals", "confirmed_on"): N_("confirmed"),
    ("quantities", "wallet"): N_("wallet"), ("quantities", "margin_rate"): N_("margin rate"),
    ("quantities", "growth"): N_("growth of the wallet"), ("quantities", "confidence"): N_("how sure"),
    ("quantities", "path"): N_("our share by year"),
    ("steps", "year"): N_("year"), ("steps", "client_action"): N_("what the client does"),
    ("steps", "responsible"): N_("who answers for it"), ("steps", "until"): N_("deadline"),
    ("steps", "budget"): N_("budget"), ("steps", "state"): N_("state"),
}  # fmt: skip
_NEW = {
    "list": N_("is on a list of key accounts now"), "dossier": N_("answered: {subject} {value}"),
    "persons": N_("new in the buying centre: {subject}"), "contacts": N_("meet now: {subject}"),
    "promises": N_('promised: "{subject}"'), "plan": N_("has a plan now"),
    "goals": N_('new goal: "{subject}"'), "quantities": N_("new line: {subject}"),
    "steps": N_('new step: "{subject}"'),
}  # fmt: skip
_GONE = {
    "list": N_("is on no list of key accounts any more"), "dossier": N_("no answer any more: {subject}"),
    "persons": N_("not in the buying centre any more: {subject}"), "contacts": N_("meet no more: {subject}"),
    "promises": N_('no longer among the promises: "{subject}"'), "plan": N_("has no plan any more"),
    "goals": N_('goal taken out: "{subject}"'), "quantities": N_("line taken out: {subject}"),
    "steps": N_('step taken out: "{subject}"'),
}  # fmt: skip
# Changes that have a sentence of their own, by what they came to.
_OWN: dict[tuple[str, str, str], str] = {
    ("list", "company", "True"): N_("is on the company's list now"),
    ("list", "company", "False"): N_("left the company's list"),
    ("list", "own", "True"): N_("is on its manager's list now"),
    ("list", "own", "False"): N_("left its manager's list"),
    ("list", "served", "True"): N_("is a served account now"),
    ("list", "served", "False"): N_("is no served account any more"),
    ("dossier", "validity", "expired"): N_("answer expired: {subject}"),
    ("dossier", "validity", ""): N_("answer is up to date again: {subject}"),
    ("promises", "state", "overdue"): N_('promise overdue: "{subject}"'),
    ("promises", "state", "kept"): N_('promise kept: "{subject}"'),
    ("promises", "state", "broken"): N_('promise broken: "{subject}"'),
    ("promises", "state", "withdrawn"): N_('promise withdrawn: "{subject}"'),
    ("steps", "state", "done"): N_('step done: "{subject}"'),
    ("steps", "state", "overdue"): N_('step overdue: "{subject}"'),
}
# The same where whatever it came to is said.
_SAID: dict[tuple[str, str], str] = {
    ("goals", "actual"): N_('"{subject}" stands at {now} (before: {before})'),
    ("goals", "confirmed_on"): N_('confirmed by the client on {now}: "{subject}"'),
    ("plan", "manager_on"): N_("signed by the manager on {now}"),
    ("plan", "supervisor_on"): N_("signed by the supervisor on {now}"),
    ("plan", "client_on"): N_("agreed by the client on {now}"),
}
_SIGNED = {("persons", "attitude")}
_QUOTED = ("promises", "goals", "steps")
ARROW, MINUS = "\u2192", "\u2212"


def told(table: str, rows: pd.DataFrame, now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return changes with ``what``, ``before``, ``now`` and a sentence in words.

    Parameters
    ----------
    table : str
        Name of the table.
    rows : DataFrame
        From the method's `changes_since`.
    now, before : DataFrame
        The states that were compared, for what the records are called.
    """
    subject = _subjects(table, pd.concat([now, before], ignore_index=True))
    found = []
    for row in rows.to_dict("records"):
        name = subject(row)
        value = {side: _value(table, str(row["what"]), row[side]) for side in ("before", "now")}
        words = _sentence(table, row, name, value, now)
        what = name or _(WHERE[table])
        found.append({"account": row["account"], "what": what, **value, "words": words, "table": table,
                      "kind": row["kind"]})
    columns = ["account", "what", "before", "now", "words", "table", "kind"]
    return pd.DataFrame(found, columns=columns, dtype="str")


def _sentence(
    table: str, row: Mapping[Any, Any], subject: str, value: Mapping[str, str], now: pd.DataFrame
) -> str:
    what, kind = str(row["what"]), row["kind"]
    if kind in ("new", "gone"):
        words, first = _(_NEW[table] if kind == "new" else _GONE[table]), _first_value(table, row, now)
        if first == NOT_APPLICABLE:
            return _("does not apply: {}").format(subject)
        return words.format(subject=subject, value=first)
    if kind == "reworded":
        return _('said in other words: "{before}" {arrow} "{now}"').format(
            before=value["before"], now=value["now"], arrow=ARROW)
    own = _OWN.get((table, what, "" if pd.isna(row["now"]) else str(row["now"])))
    if own:
        return _(own).format(subject=subject)
    said = _SAID.get((table, what))
    if said and value["now"]:
        return _(said).format(subject=subject, **value)
    label = _(_LABELS.get((table, what), what))
    called = f'"{subject}"' if table in _QUOTED else subject
    number = REVIEWED[table].columns.get(what, Column("")).kind == "number"
    return _changed(label, called, value["before"], value["now"], number=number)


def _changed(label: str, subject: str, before: str, now: str, *, number: bool) -> str:
    of = _("{label} of {subject}").format(label=label, subject=subject) if subject else label
    if not before:
        words = _("{of}: {now} (not known before)") if number else _("{of}: {now} (none before)")
        return words.format(of=of, now=now)
    if not now:
        known = _("{of}: not known any more (was {before})")
        return (known if number else _("{of}: none any more (was {before})")).format(of=of, before=before)
    return f"{of}: {before} {ARROW} {now}"


def _first_value(table: str, row: Mapping[Any, Any], now: pd.DataFrame) -> str:
    """Return the answer of a question that is new."""
    if table != "dossier":
        return ""
    same = now[(now["account"] == row["account"]) & (now["question"] == row["question"])]
    first = same.iloc[0] if len(same) else pd.Series({"value": "", "state": ""})
    return str(first["state"]) if first["state"] == NOT_APPLICABLE else str(first["value"])


def _subjects(table: str, both: pd.DataFrame) -> Callable[[Mapping[Any, Any]], str]:
    """Return what calls a record by name."""
    if table == "dossier":
        words = both.drop_duplicates("question").set_index("question")["words"]
        return lambda row: str(words.get(row["question"], row["question"]))
    if table == "persons":
        place = both.drop_duplicates(["account", "person"]).set_index(["account", "person"])["position"]
        return lambda row: _person(str(row["person"]), str(place.get((row["account"], row["person"]), "")))
    if table == "contacts":
        return lambda row: _("{ours} and {theirs}").format(ours=row["ours"], theirs=row["theirs"])
    key = {"promises": "promise", "goals": "goal", "quantities": "name", "steps": "action"}.get(table, "")
    return lambda row: str(row[key]) if key else ""


def _person(person: str, position: str) -> str:
    if not position or position.casefold() == person.casefold():
        return person
    return _("the {position} ({person})").format(position=position, person=person)


def _value(table: str, what: str, value: Any) -> str:
    """Return a value as people say it: a share in percent, an attitude with its sign."""
    column = REVIEWED[table].columns.get(what, Column(""))
    if value is None or value is pd.NA or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if column.kind != "number":
        return as_text(value)
    if column.unit == "share":
        return f"{100 * float(value):.3g} %"
    sign = "+" if (table, what) in _SIGNED and float(value) > 0 else ""
    written = f"{float(value):,.0f}" if abs(float(value)) >= 1e4 else f"{float(value):g}"
    return sign + written.replace(",", " ").replace("-", MINUS)
