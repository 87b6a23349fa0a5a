"""Who influences whom: who stands between others, and by whom we can be introduced."""

import itertools
from collections.abc import Iterator

import networkx as nx
import pandas as pd

# Who compares names of a buying centre compares them as the links do.
from kamlib.names import plain

PERSON = ["account", "person"]
SEPARATOR = ";"


def influence_links(persons: pd.DataFrame) -> pd.DataFrame:
    """Return who influences whom, as the persons' lines say it.

    Parameters
    ----------
    persons : DataFrame
        ``account``, ``person``, ``influences`` (names parted by semicolons), ``confidence``.

    Returns
    -------
    DataFrame
        ``account``, ``person``, ``influences`` (one name), ``listed`` (whether that one has a line of his
        own), ``assumed`` (the line rests on no fact and nobody said it). Capitals and spaces do not matter;
        nobody influences himself.

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada", "Bo"], "influences": ["bo; Cy", ""],
    ...                        "confidence": ["fact", ""]})
    >>> influence_links(people)[["person", "influences", "listed"]].to_numpy().tolist()
    [['Ada', 'Bo', True], ['Ada', 'Cy', False]]
    """
    spelled = {(account, plain(person)): person for account, person in persons[PERSON].to_numpy()}
    rows = []
    for account, person, said, confidence in persons[[*PERSON, "influences", "confidence"]].to_numpy():
        for name in str(said or "").split(SEPARATOR):
            other = spelled.get((account, plain(name)), " ".join(name.split()))
            if other and plain(other) != plain(person):
                listed = (account, plain(name)) in spelled
                rows.append((account, person, other, listed, confidence not in ("fact", "said")))
    found = pd.DataFrame(rows, columns=["account", "person", "influences", "listed", "assumed"])
    return found.astype({"account": "str", "person": "str", "influences": "str", "listed": "bool",
                         "assumed": "bool"}).drop_duplicates(["account", "person", "influences"])


def standing(persons: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return how each person stands among the others of the account.

    Parameters
    ----------
    persons : DataFrame
        ``account``, ``person``.
    links : DataFrame
        From `influence_links`.

    Returns
    -------
    DataFrame
        ``account``, ``person``; ``influences_n`` and ``influenced_by_n`` (counts of links), ``between``: the
        share of the shortest ways of influence between two others that lead over the person
        [freeman1977]_, 0 to 1; 0 for all where an account has fewer than three persons.

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada", "Bo", "Cy"]})
    >>> links = pd.DataFrame({"account": "A", "person": ["Ada", "Bo"], "influences": ["Bo", "Cy"]})
    >>> standing(people, links)["between"].tolist()
    [0.0, 0.5, 0.0]
    """
    parts = []
    for account, own in persons.groupby("account", sort=False):
        graph = nx.DiGraph()
        graph.add_nodes_from(own["person"])
        graph.add_edges_from(links.loc[links["account"] == account, ["person", "influences"]].to_numpy())
        between = nx.betweenness_centrality(graph)
        parts.append(pd.DataFrame({
            "account": account, "person": own["person"],
            "influences_n": [graph.out_degree(one) for one in own["person"]],
            "influenced_by_n": [graph.in_degree(one) for one in own["person"]],
            "between": [float(between[one]) for one in own["person"]]}))
    columns = [*PERSON, "influences_n", "influenced_by_n", "between"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def ways_in(persons: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return whom to ask to be introduced to each person with whom nobody of us talks.

    The shortest way from somebody with whom we talk, over people who know each other: one influences the
    other, or reports to him. Nobody known to be against us stands on it. Of equally short ways the one that
    begins with the better attitude, then the nearer contact, then by name.

    Parameters
    ----------
    persons : DataFrame
        From `persons_reached`: ``account``, ``person``, ``reports_to``, ``attitude``, ``contact``,
        ``reached``, ``weight``.
    links : DataFrame
        From `influence_links`.

    Returns
    -------
    DataFrame
        One row for each person not reached: ``account``, ``person``, ``weight``, ``steps`` (introductions
        needed; missing where no way is known), ``ask`` (whom we ask first), ``way`` (names joined by
        " > "). The most influential first within an account.

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada", "Bo"], "reports_to": ["Bo", ""],
    ...                        "attitude": [2.0, None], "contact": [2.0, 0.0], "reached": [True, False],
    ...                        "weight": [2.0, 12.0]})
    >>> ways_in(people, influence_links(people.assign(influences="", confidence="")))[
    ...     ["person", "ask", "steps"]].to_numpy().tolist()
    [['Bo', 'Ada', 1.0]]
    """
    rows: list[tuple[object, ...]] = []
    for account, own in persons.groupby("account", sort=False):
        graph = _acquainted(own, links[links["account"] == account])
        rows += ((account, *row) for row in _introductions(own, graph))
    columns = ["account", "person", "weight", "steps", "ask", "way"]
    return pd.DataFrame(rows, columns=columns).astype({"weight": "float64", "steps": "float64"})


def _acquainted(own: pd.DataFrame, links: pd.DataFrame) -> nx.Graph:
    """Return who knows whom: a line of influence or of reporting in between."""
    spelled = {plain(person): person for person in own["person"]}
    graph = nx.Graph()
    graph.add_nodes_from(own["person"])
    graph.add_edges_from(links.loc[links["listed"], ["person", "influences"]].to_numpy())
    for person, superior in own[["person", "reports_to"]].fillna("").to_numpy():
        if (other := spelled.get(plain(superior), person)) != person:
            graph.add_edge(person, other)
    return graph


def _introductions(own: pd.DataFrame, graph: nx.Graph) -> Iterator[tuple[object, ...]]:
    about = own.drop_duplicates("person").set_index("person")
    friendly = ~(about["attitude"] < 0)
    reached = about["reached"].fillna(False).astype("bool")
    starts = about[reached & friendly].sort_index().sort_values(
        ["attitude", "contact"], ascending=False, na_position="last", kind="stable").index
    away = about[~reached].sort_index().sort_values(
        "weight", ascending=False, na_position="last", kind="stable")
    for person, weight in away["weight"].items():
        allowed = graph.subgraph([one for one in graph if one == person or friendly.get(one, True)])
        found = (_way(allowed, start, person) for start in starts)
        way = min((one for one in found if one), key=len, default=[])
        steps = len(way) - 1 if way else float("nan")
        yield person, weight, steps, way[0] if way else "", " > ".join(map(str, way))


def _way(graph: nx.Graph, start: object, end: object) -> list[object]:
    """Return the shortest way; of equal ones the first in the order of the names."""
    try:
        ways = itertools.islice(nx.all_shortest_paths(graph, start, end), 50)
        return list(min(ways))
    except nx.NetworkXNoPath:
        return []
