"""What is said of a line of the contact schedule: what it is, why it is there, what became of it."""

from typing import Any

import pandas as pd

from kamlib.text import N_, _

_KINDS = {"meeting": N_("meeting"), "promise": N_("promise"), "step": N_("step of the plan")}
_REASONS = {
    "action": N_("next step written down"), "wanted": N_("less contact than wanted"),
    "check": N_("too long ago for the role"), "never": N_("no contact known"),
}  # fmt: skip
_STATES = {
    "fixed": N_("agreed"), "placed": N_("planned"), "moved": N_("moved"), "due": N_("due already"),
    "late": N_("late"), "waits": N_("waits"), "refused": N_("refused"),
}  # fmt: skip
_WAITS = {"nobody": N_("nobody of ours is named"), "hours": N_("no hours left"),
          "later": N_("after these weeks")}


def line_words(row: "pd.Series[Any] | dict[Any, Any]") -> str:
    """Say what is to be done.

    Examples
    --------
    >>> line_words({"kind": "contact", "subject": "", "person": "Bo"})
    'Talk with Bo'
    """
    subject, person = str(row["subject"] or ""), str(row["person"] or "")
    if subject:
        return subject
    if row["kind"] == "contact":
        return _("Talk with {}").format(person)
    return _("Meeting") if row["kind"] == "meeting" else _(_KINDS[str(row["kind"])])


def kind_words(row: "pd.Series[Any] | dict[Any, Any]") -> str:
    """Say why a line is there.

    Examples
    --------
    >>> kind_words({"kind": "contact", "reasons": "wanted,check"})
    'less contact than wanted, too long ago for the role'
    """
    if row["kind"] in _KINDS:
        return _(_KINDS[str(row["kind"])])
    return ", ".join(_(_REASONS[reason]) for reason in str(row["reasons"]).split(",") if reason)


def state_words(row: "pd.Series[Any] | dict[Any, Any]") -> str:
    """Say what became of a line; of one that waits, why.

    Examples
    --------
    >>> state_words({"state": "waits", "why_waits": "hours"})
    'waits: no hours left'
    """
    state = _(_STATES[str(row["state"])])
    why = _WAITS.get(str(row["why_waits"]))
    return _("{state}: {why}").format(state=state, why=_(why)) if row["state"] == "waits" and why else state
