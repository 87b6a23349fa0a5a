"""What the other workbooks of an account know, for its dossier to show: persons, promises, goals, steps."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.dossier_facts import COLUMNS, WALLETS
from kamlib.pack.dossier import SHOWS, Template
from kamlib.study.folder import Study
from kamlib.text import N_, _

PEOPLE, PLAN, MEETINGS = "buying-centre.xlsx", "plan.xlsx", "meetings/"
_HOMES = {
    "entities": "judgement/groups.csv", "turnover": N_("the sales"), "groups": N_("the sales"),
    "margin": N_("the sales"), "terms": N_("the sales, the list of accounts"), "payment": N_("the sales"),
    "wallet": WALLETS, "white_space": WALLETS, "competitors": WALLETS, "persons": PEOPLE, "promises": PEOPLE,
    "goals": PLAN, "next_steps": f"{PEOPLE}, {PLAN}, {MEETINGS}",
}  # fmt: skip
_NO_STEP = ("withdrawn", "broken")
Row = dict[str, Any]


def facts_of_books(study: Study) -> pd.DataFrame:
    """Return what buying centres, plans and meetings know, as `dossier_facts` has it; money is in none."""
    kinds = ("buying-centre", "plan", "meeting")
    people, plans, meetings = (kept_books(study, kind).tables for kind in kinds)
    rows = [
        *_persons(people["persons"]), *_promises(people["promises"]), *_goals(plans["goals"]),
        *_steps(people["persons"], "action", "action_by", "action_until", PEOPLE),
        *_steps(plans["steps"][plans["steps"]["done"].isna()], "action", "responsible", "until", PLAN),
        *_steps(meetings["meeting"], "next_step", "next_by", "next_until", MEETINGS),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=COLUMNS)
    texts = [name for name in COLUMNS if name != "amount"]
    return frame.assign(amount=float("nan"), unit="").astype(dict.fromkeys(texts, "str"))


def known_here(facts: pd.DataFrame, account: str, template: Template) -> pd.DataFrame:
    """Return what is known of one account under the groups of its dossier; of each matter at least a line.

    Parameters
    ----------
    facts : DataFrame
        From `dossier_facts` and `facts_of_books`.
    account : str
    template : Template

    Returns
    -------
    DataFrame
        ``line``, ``group_label``, ``what``, ``value`` (a number or text), ``unit``, ``of``, ``source``.
    """
    mine = facts[facts["account"] == account]
    rows = []
    for group in template.groups.values():
        for topic in group.shows:
            about = {"group_label": _(group.label)}
            told = mine[mine["topic"] == topic].to_dict("records")
            rows += [_shown(row, f"{group.key}:{topic}:{n}", about) for n, row in enumerate(told)]
            if not told:
                rows.append({**about, "line": f"{group.key}:{topic}", "what": _(SHOWS[topic]).capitalize(),
                             "value": _nothing(topic), "unit": "", "of": "", "source": _(_HOMES[topic])})
    return pd.DataFrame(rows, columns=["line", "group_label", "what", "value", "unit", "of", "source"])


def _shown(row: dict[Any, Any], line: str, about: Row) -> Row:
    value = row["text"] if row["text"] or not row["unit"] else row["amount"]
    value = f"{value:.0f}" if row["unit"] == "days" else value
    return {**about, "line": line, "value": value, **{k: row[k] for k in ("what", "unit", "of", "source")}}


def _nothing(topic: str) -> str:
    return _("one, as far as is known") if topic == "entities" else _("nothing known yet")


def _persons(persons: pd.DataFrame) -> Iterator[Row]:
    for row in persons.to_dict("records"):
        place = ", ".join(part for part in (row["position"], row["unit"]) if part)
        yield {"account": row["account"], "topic": "persons", "line": row["line"], "what": row["person"],
               "text": place or _("position not known"), "of": "", "source": PEOPLE}


def _promises(promises: pd.DataFrame) -> Iterator[Row]:
    open_ = promises[promises["kept"].isna() & ~promises["outcome"].isin(_NO_STEP)]
    for row in open_.sort_values("until").to_dict("records"):
        yield {"account": row["account"], "topic": "promises", "line": row["line"], "what": row["promise"],
               "text": row["by"] or _("nobody is named"), "of": _until(row["until"]), "source": PEOPLE}


def _goals(goals: pd.DataFrame) -> Iterator[Row]:
    for row in goals[goals["whose"] == "client"].to_dict("records"):
        numbers = [f"{row[name]:g}" for name in ("base", "target") if pd.notna(row[name])]
        words = " ".join(part for part in (row["measure"], " → ".join(numbers)) if part)
        yield {"account": row["account"], "topic": "goals", "line": row["line"], "what": row["goal"],
               "text": words or _("no measure yet"), "of": _until(row["until"]), "source": PLAN}


def _steps(table: pd.DataFrame, what: str, by: str, until: str, source: str) -> Iterator[Row]:
    for row in table[table[what] != ""].sort_values(until).to_dict("records"):
        yield {"account": row["account"], "topic": "next_steps", "line": f"{source} {row['line']}",
               "what": row[what], "text": row[by] or _("nobody is named"), "of": _until(row[until]),
               "source": source}


def _until(day: Any) -> str:
    return _("no day") if pd.isna(day) else _("until {}").format(day.date())
