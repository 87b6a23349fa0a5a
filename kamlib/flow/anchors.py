"""Anchors in money for a new study: proposed once from its figures; they stay until somebody changes them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from kamlib.flow.potential import potential
from kamlib.flow.settings import settings_in_force
from kamlib.method.anchors import propose_anchors
from kamlib.method.measures import measures
from kamlib.pack import catalogue
from kamlib.problems import KamError
from kamlib.study.folder import Study, open_study
from kamlib.study.judgement import keep_copy, write_whole
from kamlib.text import _, ngettext

_MONEY = {"revenue", "margin", "order_value", "reachable_margin"}
_HEAD = (
    "# What this study changes in the method; one line for each setting, by its name.\n"
    "# Chapters 00 and 04 list the names, what they decide, and where each value comes from.\n"
)


def record_anchors(folder: Path, *, on: date) -> list[str]:
    """Write anchors that the pack does not have yet into the study's ``pack.yaml``.

    A criterion or test that rests on money has no anchors in the shipped pack: nobody knows what is much in a
    study that is not there yet. What stands in the study's pack is never proposed anew, so that points of
    different years can be compared.

    Parameters
    ----------
    folder : Path
        The study.
    on : date
        Day of the proposal, and of the copy of what was there.

    Returns
    -------
    list of str
        What was written, in a sentence; empty when nothing was, or the study can't be counted yet.
    """
    try:
        study = open_study(folder)
        wanted = _proposed(study)
    except KamError:
        # What stops the study is told by the check; here there is nothing to propose from yet.
        return []
    if not wanted:
        return []
    path = study.folder / (study.plain.value.get("pack") or "pack.yaml")
    there = path.read_text(encoding="utf-8-sig") if path.exists() else _HEAD
    if path.exists():
        keep_copy(path, on=on)
    intro = _("# Proposed from the data on {}: the figure at 1, 3, 5, 8, 10 points. Nothing recomputes them.")
    lines = [f"{name}: {_listed(anchors)}  # {measure}" for name, (measure, anchors) in wanted.items()]
    text = "\n".join([there.rstrip("\n"), "", intro.format(on.isoformat()), *lines, ""])
    write_whole(path, text.encode("utf-8"))
    said = ngettext(
        "{} scale in money is proposed in {}.", "{} scales in money are proposed in {}.", len(wanted)
    )  # fmt: skip
    return [said.format(len(wanted), path.name)]


def lacks_anchors(folder: Path) -> bool:
    """Return whether scales in money are missing in the study's pack that can be proposed from its figures.

    Parameters
    ----------
    folder : Path
        The study.
    """
    try:
        return bool(_proposed(open_study(folder)))
    except KamError:
        return False


def _proposed(study: Study) -> dict[str, tuple[str, list[float]]]:
    """Return name of the setting -> measure and anchors, for each that has none and rests on money."""
    without = list(_without(study))
    if not without:
        return {}
    found = potential(study, settings_in_force(study, "potential"))
    year = found.yearly
    measured = measures(
        year.ready.sales, year.accounts, first=year.ready.first, as_of=year.ready.as_of, year=year.window,
        rhythm=study.settings["selection.rhythm"].value, wallets=found.accounts, reach=found.accounts,
    )  # fmt: skip
    known_from = study.settings["selection.measure_known_from"].value
    proposed = {}
    for name, choices in without:
        measure = _known(measured, choices, known_from)
        anchors = propose_anchors(measured[measure].round(2)) if measure else []
        if anchors:
            proposed[name] = (measure, anchors)
    return proposed


def _without(study: Study) -> Iterator[tuple[str, list[str]]]:
    """Yield the settings that have no anchors, with the measures in money that they could rest on."""
    for row in catalogue(study.settings, "criteria").to_dict("records"):
        choices = [name for name in row["measures"] if name in _MONEY]
        if not row["anchors"] and choices:
            yield f"criteria.{row['key']}.anchors", choices
    for row in catalogue(study.settings, "tests").to_dict("records"):
        if not row["anchors"] and row["measure"] in _MONEY:
            yield f"tests.{row['key']}.anchors", [row["measure"]]


def _known(measured: pd.DataFrame, choices: list[str], known_from: float) -> str:
    """Return the first measure that is known for enough of the buying accounts; "" where none is."""
    buying = measured[measured["revenue"] > 0]
    shares = {name: float(buying[name].notna().mean()) for name in choices if name in buying}
    return next((name for name, share in shares.items() if share >= known_from), "")


def _listed(anchors: list[float]) -> str:
    return f"[{', '.join(f'{value:.12g}' for value in anchors)}]"
