"""Legal entities of one client: proposed by tax number, name stem, address and payer."""

import re
from collections.abc import Hashable, Mapping

import pandas as pd

from kamlib.study.meaning.taxnumber import digits, is_tax_number
from kamlib.study.meaning.words import words
from kamlib.study.proposals.names import by_sound, stem
from kamlib.text import _

COLUMNS = ["entity", "account", "name", "reason", "confidence"]
_STREET = frozenset(
    (
        *(
            "ul",
            "ulica",
            "al",
            "aleja",
            "os",
            "lok",
            "lokal",
            "m",
            "str",
            "street",
            "st",
            "road",
            "rd",
            "ave",
        ),
        *(
            "улица",
            "ул",
            "дом",
            "д",
            "город",
            "г",
            "обл",
            "область",
            "проспект",
            "пр",
            "кт",
            "пер",
            "пл",
            "корп",
        ),
        *("корпус", "avenue", "стр", "офис", "оф", "пом", "помещение", "кв", "м"),
    )
)


def propose_groups(accounts: pd.DataFrame, *, revenue: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Propose which legal entities are one account, and name look-alikes that stay apart.

    One tax number is one firm (an ИНН with several КПП, a NIP). Besides, entities of one name stem that share
    an address or a payer are likely one client; such a weak step is taken once, never from one weak step to
    the next. Equal names alone group nothing: they are listed with ``confidence`` *apart*.

    Parameters
    ----------
    accounts : DataFrame
        ``account`` (the key in the file), and ``name``, ``tax_id``, ``address``, ``city``, ``payer`` where
        known. Not changed.
    revenue : mapping, optional
        Entity -> revenue, so that a group is named after its largest entity; else after the shortest name.

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
    facts = _facts(accounts)
    group, weak = _joined(facts, _by_tax(facts))
    rows = [
        row
        for _key, members in facts.groupby(group, sort=False)
        if len(members) > 1
        for row in _rows(members, weak, revenue or {})
    ]
    rows += _look_alikes(facts, group, {str(row["entity"]): str(row["account"]) for row in rows})
    made = pd.DataFrame(rows, columns=COLUMNS).astype("str")
    apart = made["confidence"] == "apart"
    order = sorted(
        range(len(made)),
        key=lambda row: (_natural(made["account"][row]), apart[row], _natural(made["entity"][row])),
    )
    return made.iloc[order].reset_index(drop=True)


def _facts(accounts: pd.DataFrame) -> pd.DataFrame:
    """One row for each entity: what can be compared; empty where nothing is known."""
    given = accounts.dropna(subset=["account"]).drop_duplicates("account")
    texts = pd.DataFrame(
        {
            name: given[name].astype("str").fillna("") if name in given else ""
            for name in ("account", "name", "tax_id", "address", "city", "payer")
        }
    )
    pairs = zip(texts["name"], texts["city"], strict=True)
    return pd.DataFrame(
        {
            "entity": texts["account"].to_list(),
            "name": texts["name"].to_list(),
            "tax": [_tax(value) for value in texts["tax_id"]],
            "stem": [stem(name, city=city) for name, city in pairs],
            "address": [_address(value) for value in texts["address"]],
            "payer": _payer(texts),
        },
        dtype="str",
    )


def _payer(texts: pd.DataFrame) -> list[str]:
    """Who pays for each entity; one that pays for others pays for itself."""
    given = texts["payer"].str.strip()
    pays = texts["account"].isin(set(given))
    return [str(payer) for payer in given.where((given != "") | ~pays, texts["account"])]


def _tax(value: str) -> str:
    """Digits of a tax number; empty for what only fills a field (zeros, 1234567890)."""
    number = digits(value)
    fills = len(set(number)) <= 2 or number in "12345678901234"
    return number if 8 <= len(number) <= 14 and not fills else ""


def _address(value: str) -> str:
    """Words of an address in any order, without *street* and *house*; empty without a house number."""
    parts = sorted(by_sound(word) for word in words(value) if word not in _STREET)
    return " ".join(parts) if re.search(r"\d", value) and len(parts) > 2 else ""


def _by_tax(facts: pd.DataFrame) -> pd.Series:
    """Group number of each entity: the first entity with its tax number, else itself."""
    own = pd.Series(range(len(facts)), index=facts.index)
    first = own.groupby(facts["tax"]).transform("first") if len(facts) else own
    return own.where(facts["tax"] == "", first)


def _joined(facts: pd.DataFrame, group: pd.Series) -> tuple[pd.Series, dict[Hashable, str]]:
    """Take one weak step from each group at most; with the reasons by entity."""
    joined = group.copy()
    reasons: dict[Hashable, str] = {}
    taken: set[int] = set()
    for evidence, keys in _weak_keys(facts):
        for _key, members in facts[keys != ""].groupby(keys[keys != ""]):
            meeting = sorted(set(group[members.index]) - taken)
            if len(meeting) > 1:
                taken |= set(meeting)
                inside = group.isin(meeting)
                joined[inside] = meeting[0]
                reasons |= dict.fromkeys(facts.loc[inside, "entity"], evidence)
    return joined, reasons


def _weak_keys(facts: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """Pairs of evidence that together make one client likely, the stronger pair first."""
    told = facts["stem"].str.len() > 2
    at, pays = facts["address"] != "", facts["payer"] != ""
    return [
        (_("same name and same address"), (facts["stem"] + "|" + facts["address"]).where(told & at, "")),
        (_("same name and same payer"), (facts["stem"] + "|" + facts["payer"]).where(told & pays, "")),
        (_("same payer and same address"), (facts["payer"] + "|" + facts["address"]).where(pays & at, "")),
    ]


def _rows(
    members: pd.DataFrame, weak: Mapping[Hashable, str], revenue: Mapping[str, float]
) -> list[dict[str, str]]:
    key = min(members["entity"], key=_natural)
    name = _group_name(members, revenue)
    return [
        {"entity": entity, "account": key, "name": name, **_why(entity, tax, members, weak)}
        for entity, tax in zip(members["entity"], members["tax"], strict=True)
    ]


def _why(entity: str, tax: str, members: pd.DataFrame, weak: Mapping[Hashable, str]) -> dict[str, str]:
    alike = members[members["tax"] == tax]
    if not tax or len(alike) < 2:
        return {"reason": weak.get(entity, ""), "confidence": "likely"}
    reason = _("same tax number {}").format(tax)
    reason += f"; {weak[entity]}" if entity in weak else ""
    if not is_tax_number(tax):
        return {"reason": reason + _(", whose check digits are wrong or foreign"), "confidence": "likely"}
    shared = set.intersection(*(set(name.split()) for name in alike["stem"]))
    if not shared:
        return {"reason": reason + _(", but names without a word in common"), "confidence": "likely"}
    return {"reason": reason, "confidence": "likely" if entity in weak else "sure"}


def _group_name(members: pd.DataFrame, revenue: Mapping[str, float]) -> str:
    """Name of the largest entity, else the shortest, which has no branch in it."""
    named = members[members["name"].str.strip() != ""]
    rows = zip(named["entity"], named["name"], strict=True)
    ranked = sorted((-revenue.get(entity, 0.0), len(name), name) for entity, name in rows)
    return str(ranked[0][2] if ranked else min(members["entity"], key=_natural))


def _look_alikes(facts: pd.DataFrame, group: pd.Series, account: Mapping[str, str]) -> list[dict[str, str]]:
    """Entities of one name stem in different groups: a warning, no proposal."""
    told = facts[facts["stem"].str.len() > 2]
    several = group[told.index].groupby(told["stem"]).transform("nunique") > 1
    reason = _("same name as {}, different keys and nothing else in common: kept apart")
    rows = []
    for _stem, members in told[several].groupby("stem"):
        for entity, name in zip(members["entity"], members["name"], strict=True):
            others = sorted(set(members["entity"]) - {entity}, key=_natural)
            named = ", ".join(others[:5]) + (" ..." if len(others) > 5 else "")
            if entity not in account:
                told_so = (entity, entity, name, reason.format(named), "apart")
                rows.append(dict(zip(COLUMNS, told_so, strict=True)))
    return rows


def _natural(code: str) -> tuple[int, int, str]:
    """Order codes as people do: 4 before 17."""
    return (0, int(code), "") if code.isdecimal() and len(code) < 19 else (1, 0, code)
