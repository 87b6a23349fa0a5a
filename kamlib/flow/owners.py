"""Parents that can't be: a client above itself, in a ring, or under two parents."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.given import Given
from kamlib.study.grouping import clients_of, owners_of
from kamlib.study.load import Files
from kamlib.study.proposals.owners import Link, Node, chain, entities_of, links_of
from kamlib.text import N_, _

_SHOWN = 5
_OR = N_(", or delete the line parent in study.yaml")


def owner_problems(files: Files, given: dict[str, Given]) -> list[Problem]:
    """Return what the columns of parents contradict, each with its file and row.

    Parameters
    ----------
    files : Files
        What was read.
    given : dict of str to Given
        Tables of the study.

    Returns
    -------
    list of Problem
        A client that belongs to itself is read as one without a parent. A ring of parents and two parents of
        one client stop the study; a parent's name that several clients have does not.
    """
    owners = owners_of(given)
    if owners.empty or "sales" not in given or "account" not in given["sales"].frame:
        return []
    links = links_of(entities_of(clients_of(given)), owners)
    return [
        replace(problem, found=rows[0].typed[:80], count=len(rows), **_place(files, given, owners, rows[0]))
        for problem, rows in _contradictions(links)
    ]


def _contradictions(links: list[Link]) -> Iterator[tuple[Problem, list[Link]]]:
    """Yield each problem with the rows that have it."""
    if itself := [link for link in links if link.child == link.parent]:
        message = _("belongs to itself; it is read as a client without a parent")
        yield Problem("parent-itself", message, _("leave the cell empty in the file"), "warning"), itself
    above: dict[Node, Link] = {}
    for link in (link for link in links if link.child != link.parent):
        first = above.setdefault(link.child, link)
        if first.parent != link.parent:
            message = _('is a second parent of {}, beside "{}"').format(link.child[1], first.typed)
            yield Problem("parent-second", message, _("keep one of them in the file") + _(_OR)), [link]
    told: set[Node] = set()
    for start in above:
        path = chain(start, above)
        if path[-1] in above and not told & set(path):
            ring = path[path.index(above[path[-1]].parent):]
            rows = sorted((above[node] for node in ring), key=lambda link: link.place)
            said = ", ".join(link.child[1] for link in rows)
            ring_said = _("closes a ring of clients that belong to one another: {}").format(said)
            yield Problem("parent-ring", ring_said, _("mend the file") + _(_OR)), rows[-1:]
        told |= set(path)
    if unclear := [link for link in links if len(link.several) > 1]:
        said = _("is the name of several clients: {}; none of them is taken for the parent").format(
            ", ".join(unclear[0].several[:_SHOWN]))
        yield Problem("parent-unclear", said, _("write its code in the file"), "warning"), unclear


def _place(files: Files, given: dict[str, Given], owners: pd.DataFrame, link: Link) -> dict[str, Any]:
    """Return file, sheet, row and column of a link; of a query's result only the column is known."""
    row = owners.iloc[link.place]
    source = files.tables.get(given[row["table"]].source)
    if source is None:
        return {"file": "study.yaml", "column": link.column}
    number = int(owners.index[link.place])
    return {"file": source.file, "sheet": source.sheet, "row": number, "column": link.column}
