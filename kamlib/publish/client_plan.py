"""The plan as the client may see it: its goals, what both sides do, what it gains; nothing else of ours.

Both firms read the page and sign it, so both stand on it by name: what was typed speaks of the client as of a
third person, and "you" or "our" over it would turn it round.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlib.publish.offline import finished
from kamlib.publish.page import style_sheet, templates
from kamlib.show.words import MISSING, Scale, money, number, scale_of
from kamlib.tables import KEPT
from kamlib.text import _

# What the client sees. A column that its table does not say it of reaches no page, whatever is typed into it:
# our margins, our shares of his purchases, ratings of persons, prices, risks and fallback positions.
SHOWN = {name: KEPT[name].client_sees for name in ("plan", "goals", "steps", "offers")}


def client_page(
    tables: Mapping[str, pd.DataFrame], *, client: str, company: str, currency: str, language: str
) -> str:
    """Return the client's version of a plan as one self-contained HTML page for A4.

    Parameters
    ----------
    tables : dict of str to DataFrame
        Of one account: ``plan`` (one row, with ``base_year`` and ``years``), ``goals``, ``steps``,
        ``offers``; other tables and columns that are not in ``SHOWN`` are not looked at. Of the goals only
        the client's own; where ``confirmed`` is not there or false, a goal stands apart as our guess.
    client, company : str
        Names of the client and of our own firm.
    currency : str
    language : str

    Returns
    -------
    str

    Raises
    ------
    KamError
        When something on the page would ask another address or run.

    Examples
    --------
    >>> plan = pd.DataFrame({"base_year": [2025], "years": [3], "version": ["2"]})
    >>> steps = pd.DataFrame({"year": [1.0], "action": ["Training"], "plan_b": ["half the price"]})
    >>> page = client_page({"plan": plan, "steps": steps}, client="Alder & Co", company="Marena",
    ...                    currency="RUB", language="en")
    >>> "Alder &amp; Co" in page, "Training" in page, "half the price" in page
    (True, True, False)
    """
    seen = client_view(tables)
    frame = seen["plan"].iloc[0]
    first = int(frame["base_year"]) + 1
    last = first + int(frame["years"]) - 1
    scale = scale_of([*seen["goals"]["gain"], *seen["guesses"]["gain"], *seen["offers"]["gain"]], currency)
    supplier = company or _("the supplier")
    page = templates().get_template("client_plan.html.j2").render(
        title=_("{client} and {company}: plan {first}-{last}").format(
            client=client, company=supplier, first=first, last=last),
        language=language, css=style_sheet("client_plan.css"), client=client, company=company,
        head=_head(frame, client, supplier),
        goals=[_goal(row, scale) for row in seen["goals"].to_dict("records")],
        guesses=[_goal(row, scale) for row in seen["guesses"].to_dict("records")],
        gains=_gains(seen, currency, client), years=_years(seen["steps"], first, last),
        offers=[_offer(row, scale) for row in seen["offers"].to_dict("records")],
        signatures=_signatures(frame, client, supplier), words=_words(scale, client, supplier),
    )  # fmt: skip
    return finished(page, "plan.html")


def client_view(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return only what the client may see: the columns of ``SHOWN``, of the goals only his own.

    Those that nobody at the client confirmed are ``guesses``.
    """
    frames = {name: tables.get(name, pd.DataFrame()) for name in SHOWN}
    goals = frames["goals"]
    his = goals[goals["whose"] == "client"] if "whose" in goals else goals
    known = his.get("confirmed", pd.Series(False, index=his.index)).astype("bool")
    parts = frames | {"goals": his[known], "guesses": his[~known]}
    return {name: frame.reindex(columns=list(SHOWN["goals" if name == "guesses" else name])).reset_index(
        drop=True) for name, frame in parts.items()}


def _head(frame: "pd.Series[Any]", client: str, supplier: str) -> list[tuple[str, str]]:
    told = [(_("Version"), _text(frame["version"])), (_("Next review"), _day(frame["review"])),
            (_("At {}").format(supplier), _text(frame["manager"])),
            (_("At {}").format(client), _text(frame["client"]))]
    return [(label, words) for label, words in told if words]


def _goal(row: Mapping[Any, Any], scale: Scale) -> dict[str, str]:
    way = [_plain(row["base"]), _plain(row["target"])]
    return {
        "goal": _text(row["goal"]), "measure": _text(row["measure"]),
        "way": " \u2192 ".join(way) if any(words != MISSING for words in way) else "",
        "today": _plain(row["actual"]) if pd.notna(row["actual"]) else "", "until": _day(row["until"]),
        "ours": _text(row["contribution"]), "gain": _amount(row["gain"], scale),
    }  # fmt: skip


def _gains(seen: Mapping[str, pd.DataFrame], currency: str, client: str) -> str:
    """Return what the client gains a year, as far as it is written down."""
    words = {"goals": _("from its goals {}"), "guesses": _("from goals that nobody has confirmed yet {}"),
             "offers": _("from what only it gets {}")}
    gains = {name: seen[name]["gain"].astype("float64") for name in words}
    parts = [words[name].format(money(float(gain.sum()), currency)) for name, gain in gains.items()
             if gain.notna().any()]
    told = _("What {client} gains a year, as far as it can be told in money: {parts}.")
    return told.format(client=client, parts=", ".join(parts)) if parts else ""


def _years(steps: pd.DataFrame, first: int, last: int) -> list[tuple[int, list[dict[str, str]]]]:
    rows: dict[int, list[dict[str, str]]] = {year: [] for year in range(first, last + 1)}
    for row in steps.to_dict("records"):
        year = first - 1 + int(row["year"])
        rows.setdefault(year, []).append({
            "ours": _text(row["action"]), "yours": _text(row["client_action"]),
            "who": _text(row["responsible"]), "until": _day(row["until"]), "done": _day(row["done"]),
        })  # fmt: skip
    return [(year, lines) for year, lines in sorted(rows.items()) if lines]


def _offer(row: Mapping[Any, Any], scale: Scale) -> dict[str, str]:
    return {"offer": _text(row["offer"]), "value": _text(row["value"]), "how": _text(row["delivery"]),
            "until": _day(row["until"]), "gain": _amount(row["gain"], scale)}


def _signatures(frame: "pd.Series[Any]", client: str, supplier: str) -> list[tuple[str, str, str]]:
    return [(client, _text(frame["client"]), _day(frame["client_on"])),
            (supplier, _text(frame["manager"]), "")]


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else " ".join(str(value).split())


def _day(value: Any) -> str:
    return "" if value is None or pd.isna(value) else f"{pd.Timestamp(value):%Y-%m-%d}"


def _plain(value: Any) -> str:
    """Return a figure of a goal as it was typed."""
    if value is None or pd.isna(value):
        return MISSING
    decimals = len(f"{float(value):.6f}".rstrip("0").partition(".")[2])
    return number(float(value), decimals)


def _amount(value: Any, scale: Scale) -> str:
    return "" if value is None or pd.isna(value) else scale.of(float(value))


def _words(scale: Scale, client: str, supplier: str) -> dict[str, str]:
    gain = _("Gain of {} a year").format(client)
    return {
        "goals": _("What {} wants to reach").format(client),
        "gain": f"{gain}, {scale.unit}" if scale.unit else gain,
        "guesses": _("What {supplier} thinks that {client} wants to reach").format(
            supplier=supplier, client=client),
        "unconfirmed": _("Nobody at {} has confirmed it yet. Please correct it.").format(client),
        "no_goals": _("Not written down yet: it is the first thing to talk about."),
        "goal": _("Goal"), "measure": _("Measured by"), "way": _("From, to"), "today": _("Today"),
        "until": _("Until"), "ours": _("What {} does for it").format(supplier),
        "steps": _("Who does what"), "no_steps": _("No step is agreed yet."),
        "we": _("{} does").format(supplier), "you": _("{} does").format(client),
        "who": _("Responsible at {}").format(supplier), "done": _("done {}"),
        "offers": _("Only for {}").format(client), "what": _("What"), "value": _("What it is good for"),
        "how": _("How it is delivered"), "sign": _("Agreed"), "for": _("For {}"), "name": _("Name"),
        "day": _("Day"), "signature": _("Signature"),
    }  # fmt: skip
