"""Legal entities of one client: proposed by owner, tax number, name stem, address and payer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import pandas as pd

from kamlib.study.meaning.taxnumber import is_tax_number
from kamlib.study.proposals.owners import Entity, Node, Owned, entities_of, links_of, natural, owned
from kamlib.text import _

COLUMNS = ["entity", "account", "name", "reason", "confidence"]
NAMED = 5
"""Look-alikes named in a reason."""

Groups = list[list[Entity]]


def propose_groups(
    accounts: pd.DataFrame,
    *,
    revenue: Mapping[str, float] | None = None,
    owners: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Propose which legal entities are one account, and name look-alikes that stay apart.

    What a column of parents says goes first: all under one top, however long the chain. One tax number is
    one firm (an ИНН with several КПП, a NIP). Besides, entities of one name stem that share an address or a
    payer are likely one client, and so are names that serve as codes and differ only in how they are typed;
    such a weak step is taken once, never from one weak step to the next. Other equal names group nothing:
    they are listed with ``confidence`` *apart*.

    Parameters
    ----------
    accounts : DataFrame
        ``account`` (the key in the file), and ``name``, ``tax_id``, ``address``, ``city``, ``payer`` where
        known. Not changed.
    revenue : mapping, optional
        Entity -> revenue, so that a group is named after its largest entity; else after the shortest name.
    owners : DataFrame, optional
        ``account``, ``parent`` (each a code or a name) and ``column``, the heading that says so. A group is
        named after its top, a client or not.

    Returns
    -------
    DataFrame
        ``entity``, ``account`` (the smallest key of the group), ``name`` (of the group), ``reason``,
        ``confidence`` (*sure*, *likely*, *apart*): entities that are grouped or look alike, by account.

    Examples
    --------
    >>> found = propose_groups(pd.DataFrame({
    ...     "account": ["17", "4", "9"], "name": ["ООО Волна", "Volna, filial 2", "Берег"],
    ...     "tax_id": ["7707083893", "7707083893/773601001", ""]}))
    >>> found[["entity", "account", "confidence"]].to_numpy().tolist()
    [['4', '4', 'sure'], ['17', '4', 'sure']]
    """
    entities = entities_of(accounts)
    top = owned(entities, links_of(entities, owners)) if owners is not None else {}
    groups, weak = _joined(_by_owner(_by_tax(entities), top))
    rows = [row for members in groups if len(members) > 1 for row in _rows(members, weak, revenue or {}, top)]
    rows += _look_alikes(groups)
    rows.sort(key=lambda row: (natural(row[1]), row[4] == "apart", natural(row[0])))
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")


def _by_tax(entities: Sequence[Entity]) -> Groups:
    """Put entities of one tax number together, every other one by itself."""
    groups: dict[str, list[Entity]] = defaultdict(list)
    for place, entity in enumerate(entities):
        groups[entity.tax or f"alone {place}"].append(entity)
    return list(groups.values())


def _by_owner(groups: Groups, top: Mapping[str, Owned]) -> Groups:
    """Put groups of one owner together; a member with an owner of its own goes to that one."""
    together: dict[Node, list[Entity]] = defaultdict(list)
    for place, group in enumerate(groups):
        tops = sorted(top[entity.code].top for entity in group if entity.code in top)
        others = tops[0] if tops else ("alone", str(place))
        for entity in group:
            together[top[entity.code].top if entity.code in top else others].append(entity)
    return list(together.values())


def _joined(groups: Groups) -> tuple[Groups, dict[str, str]]:
    """Take one weak step from each group at most; with the reasons by entity."""
    reasons: dict[str, str] = {}
    taken: set[int] = set()
    joined: Groups = []
    for evidence, meeting in _meetings(groups):
        together = [place for place in meeting if place not in taken]
        if len(together) > 1:
            taken |= set(together)
            joined.append([entity for place in together for entity in groups[place]])
            reasons |= {entity.code: evidence for entity in joined[-1]}
    return joined + [group for place, group in enumerate(groups) if place not in taken], reasons


def _meetings(groups: Groups) -> Iterator[tuple[str, list[int]]]:
    """Yield places of groups that share two pieces of evidence, the stronger pair first."""
    pairs = (
        (_("same name and same address"), "stem", "address"),
        (_("same name and same payer"), "stem", "payer"),
        (_("same payer and same address"), "payer", "address"),
        (_("same name but for capitals, spaces or quotes"), "spelling", "spelling"),
    )
    for evidence, one, other in pairs:
        meeting: dict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        for place, group in enumerate(groups):
            for entity in group:
                if len(getattr(entity, one)) > 2 * (one == "stem") and getattr(entity, other):
                    meeting[getattr(entity, one), getattr(entity, other)][place] = None
        yield from ((evidence, list(meeting[key])) for key in sorted(meeting))


def _rows(
    members: list[Entity], weak: Mapping[str, str], revenue: Mapping[str, float], top: Mapping[str, Owned]
) -> Iterator[tuple[str, ...]]:
    key = min((entity.code for entity in members), key=natural)
    belongs = {entity.code: top[entity.code] for entity in members if entity.code in top}
    name = min((one.name for one in belongs.values()), default="") or _group_name(members, revenue) or key
    alike: dict[str, list[Entity]] = defaultdict(list)
    for entity in members:
        alike[entity.tax].append(entity)
    why = {tax: _why(tax, same) for tax, same in alike.items()}
    for entity in members:
        reasons, confidence = why[entity.tax]
        owner = belongs.get(entity.code)
        said = [*([owner.reason] if owner else []), *reasons]
        said += [weak[entity.code]] if entity.code in weak else []
        sure = (owner.sure if owner else confidence == "sure") and entity.code not in weak
        yield entity.code, key, name, "; ".join(said), "sure" if sure else "likely"


def _why(tax: str, alike: list[Entity]) -> tuple[list[str], str]:
    """Return what one tax number says, and how surely."""
    if not tax or len(alike) < 2:
        return [], "likely"
    reason = _("same tax number {}").format(tax)
    if not is_tax_number(tax):
        return [reason + _(", whose check digits are wrong or foreign")], "likely"
    if not set.intersection(*(set(entity.stem.split()) for entity in alike)):
        return [reason + _(", but names without a word in common")], "likely"
    return [reason], "sure"


def _group_name(members: list[Entity], revenue: Mapping[str, float]) -> str:
    """Name of the largest entity, else the shortest, which has no branch in it; empty where none has one."""
    named = [entity for entity in members if entity.name.strip()]
    ranked = sorted((-revenue.get(e.code, 0.0), len(e.name), e.name) for e in named)
    return ranked[0][2] if ranked else ""


def _look_alikes(groups: Groups) -> Iterator[tuple[str, ...]]:
    """Yield single entities whose name stem others have too: a warning, no proposal."""
    same: dict[str, dict[int, list[str]]] = defaultdict(dict)
    for place, group in enumerate(groups):
        for entity in group:
            if len(entity.stem) > 2:
                same[entity.stem].setdefault(place, []).append(entity.code)
    reason = _("same name as {}, but nothing else in common; stays an account of its own")
    for group in groups:
        found = same.get(group[0].stem, {})
        if len(group) == 1 and len(found) > 1:
            codes = (code for codes in found.values() for code in codes if code != group[0].code)
            others = list(islice(codes, NAMED + 1))
            named = ", ".join(others[:NAMED]) + (" ..." if len(others) > NAMED else "")
            yield group[0].code, group[0].code, group[0].name, reason.format(named), "apart"
