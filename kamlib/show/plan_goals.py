"""The goals of a plan as one table: why, what for, how, and by which number they are seen."""

import pandas as pd

from kamlib.show.tables import Table, table
from kamlib.show.words import MISSING, number, percent
from kamlib.text import N_, _

WHOSE = {"client": N_("the client's"), "us": N_("ours")}
STATES = {"reached": N_("reached"), "on the way": N_("on the way"), "not moved": N_("not moved"),
          "further away": N_("further away"), "no target": N_("no target"), "no base": N_("no base"),
          "no actual": N_("not measured yet"), "target is the base": N_("target is where it stands")}


def goals_table(goals: pd.DataFrame, *, rows: int = 10) -> Table:
    """Show goals with why, what for, how, their measure and how far they are; the client's come first.

    Parameters
    ----------
    goals : DataFrame
        From `goal_progress`, of one account.
    rows : int
        At most so many are shown.
    """
    order = goals.assign(turn=goals["whose"].ne("client")).sort_values("turn", kind="stable")
    shown = pd.DataFrame({
        "whose": order["whose"].map(WHOSE).map(_).fillna("") if len(order) else order["whose"],
        "goal": order["goal"], "why": order["why"], "what_for": order["what_for"], "how": order["how"],
        "measure": order["measure"], "path": [_path(row) for _i, row in order.iterrows()],
        "state": [_state(row) for _i, row in order.iterrows()],
        "confirmed": [_confirmed(row) for _i, row in order.iterrows()]}).astype("str")
    shown = shown.where(shown != "", MISSING)
    headings = {"whose": _("whose"), "goal": _("goal"), "why": _("why"), "what_for": _("what for"),
                "how": _("how"), "measure": _("measure"), "path": _("from – to, today"),
                "state": _("how far"), "confirmed": _("confirmed by")}
    return table(shown, headings, kinds=dict.fromkeys(headings, "text"), rows=rows)


def _path(row: pd.Series) -> str:
    if row[["base", "target", "actual"]].isna().all():
        return ""
    base, target, actual = (_plain(row[name]) for name in ("base", "target", "actual"))
    return _("{base} – {target}, {actual}").format(base=base, target=target, actual=actual)


def _plain(value: float) -> str:
    """Write a number of a goal with as many decimals as it has, two at most."""
    if pd.isna(value):
        return "?"
    return number(value, next((places for places in (0, 1) if round(value, places) == round(value, 2)), 2))


def _state(row: pd.Series) -> str:
    words = _(STATES.get(str(row["state"]), str(row["state"])))
    return f"{words} ({percent(row['progress'], 0)})" if pd.notna(row["progress"]) else words


def _confirmed(row: pd.Series) -> str:
    who = str(row["confirmed_by"]).strip() if pd.notna(row["confirmed_by"]) else ""
    day = row["confirmed_on"]
    if row["whose"] != "client":
        return ""
    if not who or pd.isna(day):
        return _("nobody")
    return f"{who}, {day:%Y-%m-%d}"
