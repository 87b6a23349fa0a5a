"""Persons on the projector: the code of each, and tables in which codes stand where names were."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

import pandas as pd

from kamlib.names import plain
from kamlib.tables.named import Names
from kamlib.tables.schema import Table
from kamlib.text import _

OURS, THEIRS, SIDE, NOBODY = "ours", "theirs", "side", "nobody"
SIDES = (OURS, THEIRS, SIDE)
_SEPARATED = re.compile(r"\s*;\s*")
_ROLE_ENDS = re.compile(r"[;,:>|/()]")
_LETTERS = 26


@dataclass(frozen=True)
class Codes:
    """What each person is called where names are not shown; the same person has the same code everywhere.

    Parameters
    ----------
    ours : dict of str to str
        Name, as `kamlib.names.plain` writes it -> code.
    theirs : dict of (str, str) to str
        Account and name -> code.
    names : Names
        Everybody, to be found in free texts.
    texts : dict of (str, str) to int
        Account and text that names somebody -> its number.
    """

    ours: Mapping[str, str]
    theirs: Mapping[tuple[str, str], str]
    names: Names
    texts: dict[tuple[str, str], int] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        """The same as long as everybody is called the same."""
        rows = [*self.ours.items(), *self.theirs.items(), *self.texts.items()]
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def person(self, name: str, side: str = SIDE, account: str = "") -> str:
        """Return the code of a person; of somebody who came later only that it is a person."""
        key = plain(name)
        if not key:
            return name
        ours, theirs = self.ours.get(key), self.theirs.get((account, key))
        first, second = (ours, theirs) if side == OURS else (theirs, ours)
        return first or second or _("Person")

    def words(self, text: str, account: str = "") -> str:
        """Return a free text where it names nobody, else a sign that it is left out."""
        if not self.names.somebody_in(text):
            return text
        key = plain(text)
        alone = self.theirs.get((account, key)) or self.ours.get(key)
        number = self.texts.get((account, key))
        return alone or _("(text {} names a person)").format(number or "?")

    def table(
        self, frame: pd.DataFrame, table: Table, *, accounts: pd.Series | None = None, free: bool = True
    ) -> pd.DataFrame:
        """Return a frame with codes in place of names, and without the free texts that name anybody.

        Parameters
        ----------
        frame : DataFrame
            As `table` describes it; columns that people added are free texts.
        table : Table
        accounts : Series, optional
            The account of each row, where the column ``account`` says it by another name.
        free : bool
            False: columns that name nobody are left as they are.
        """
        own = accounts if accounts is not None else frame.get("account", pd.Series("", index=frame.index))
        own = own.astype("object").fillna("").astype("str")
        made = {}
        for name, kind in _kinds(frame, table):
            if kind == NOBODY or (kind == "" and not free):
                continue
            rows = zip(frame[name], _sides(frame, kind), own, strict=True)
            made[name] = pd.Series([self._cell(*row) for row in rows], index=frame.index, dtype="str")
        return frame.assign(**made)

    def notes(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return decisions, or the values of a column, without names: who decided, notes and values."""
        made = {}
        for name, kind in (("by", OURS), ("note", ""), ("value", "")):
            if name in frame:
                texts = [self._cell(text, kind, "") for text in frame[name]]
                made[name] = pd.Series(texts, index=frame.index, dtype="str")
        return frame.assign(**made)

    def _cell(self, text: object, kind: str, account: str) -> object:
        if not isinstance(text, str) or not text:
            return text
        if kind == "":
            return self.words(text, account)
        return "; ".join(self.person(one, kind, account) for one in _SEPARATED.split(text))


def _kinds(frame: pd.DataFrame, table: Table) -> list[tuple[str, str]]:
    """Return the columns of text with whom they name; choices, accounts and lines name nobody."""
    found = []
    for name in map(str, frame):
        column = table.columns.get(name)
        if name in ("account", "line", "day") or not pd.api.types.is_string_dtype(frame[name]):
            continue
        if column is not None and column.choices:
            continue
        found.append((name, column.names if column is not None else ""))
    return found


def _sides(frame: pd.DataFrame, kind: str) -> pd.Series:
    """Return for each row whom its cell names; where the row should say it and does not, anybody."""
    if kind != SIDE or "side" not in frame:
        return pd.Series(kind, index=frame.index, dtype="str")
    return frame["side"].where(frame["side"].isin([OURS, THEIRS]), SIDE).astype("str")


def cells_of(frame: pd.DataFrame, table: Table, accounts: pd.Series) -> pd.DataFrame:
    """Return what a frame says of people: ``account``, ``text``, ``names`` (as `Column`), one row a cell.

    Examples
    --------
    >>> from kamlib.tables import KEPT
    >>> frame = pd.DataFrame({"account": ["A"], "theirs": ["Bo"], "ours": ["Ada"]})
    >>> cells_of(frame, KEPT["contacts"], frame["account"]).to_numpy().tolist()
    [['A', 'Bo', 'theirs'], ['A', 'Ada', 'ours']]
    """
    parts = []
    for name, kind in _kinds(frame, table):
        if kind != NOBODY:
            parts.append(pd.DataFrame({"account": accounts, "text": frame[name],
                                       "names": _sides(frame, kind)}))
    if not parts:
        return pd.DataFrame(columns=["account", "text", "names"], dtype="str")
    every = pd.concat(parts, ignore_index=True).fillna("").astype("str")
    return every[every["text"] != ""].drop_duplicates(ignore_index=True)


def codes_for(
    cells: pd.DataFrame, roles: Mapping[tuple[str, str], str], known: Iterable[tuple[str, str]]
) -> Codes:
    """Return the code of everybody: the role and a letter, such as "Buyer A".

    Of ours a code is the same in all accounts; of theirs it is one of the account, and none of ours. A word
    that stands for a person, as "technical department", and names nobody, stays.

    Parameters
    ----------
    cells : DataFrame
        From `cells_of`, of every table.
    roles : dict of (str, str) to str
        Account ("" for ours) and name, as `plain` writes it -> what the person is.
    known : iterable of (str, str)
        Account ("" for ours) and name of those who stand in a list of people; who is named anywhere else is
        looked for there first, on both sides.

    Examples
    --------
    >>> cells = pd.DataFrame({"account": ["A", "A"], "text": ["Bo Li", "ask Li"], "names": ["theirs", ""]})
    >>> codes = codes_for(cells, {("A", "bo li"): "buyer"}, [("A", "bo li")])
    >>> codes.person("Bo Li", "theirs", "A"), codes.words("ask Li", "A"), codes.words("ask them", "A")
    ('Buyer A', '(text 1 names a person)', 'ask them')
    """
    listed = set(known)
    people = _people(cells, listed)
    words = {word for role in roles.values() for word in re.findall(r"[^\W\d_]+", role) if word.islower()}
    persons = {key: name for key, name in people.items() if not _stands_for(name, words)}
    names = Names((name for key, name in persons.items() if key in listed or not name.islower()), words)
    spoken = {key: name for key, name in persons.items()
              if key in listed or not name.islower() or names.are_in(name)}
    title = {key: "" if names.somebody_in(role) else _title(role) for key, role in roles.items()}
    ours = {name: code for (_account, name), code in _lettered(
        {key: title.get(key) or _("Colleague") for key in spoken if not key[0]}, set()).items()}
    taken = {*ours.values(), *people.values()}
    theirs = _lettered({key: title.get(key) or _("Person") for key in spoken if key[0]}, taken)
    for (account, key), name in people.items():
        if (account, key) not in spoken:
            (theirs.setdefault((account, key), name) if account else ours.setdefault(key, name))
    found = Codes(ours, theirs, names)
    free = cells[cells["names"] == ""].drop_duplicates(["account", "text"]).sort_values(["account", "text"])
    numbers: dict[str, count[int]] = {}
    for account, text in free[["account", "text"]].itertuples(index=False, name=None):
        if found.words(text, account) not in (text, found.person(text, account=account)):
            found.texts[account, plain(text)] = next(numbers.setdefault(account, count(1)))
    return found


def _people(cells: pd.DataFrame, known: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return everybody in the columns of people: account ("" for ours) and plain name -> name."""
    people: dict[tuple[str, str], str] = {}
    named = cells[cells["names"] != ""]
    for account, text, side in named[["account", "text", "names"]].itertuples(index=False, name=None):
        for name in filter(None, _SEPARATED.split(text)):
            key = plain(name)
            mine, other = ("", account) if side == OURS else (account, "")
            if (mine, key) not in known and (other, key) in known:
                mine = other
            people.setdefault((mine, key), name)
    return dict(sorted(people.items()))


def _stands_for(name: str, words: set[str]) -> bool:
    """Whether a name is no name but a word that stands for a person: all of it is said of positions."""
    parts = re.findall(r"[^\W\d_]+", name.casefold())
    return bool(parts) and set(parts) <= words


def _title(role: str) -> str:
    """Return what a person is as the beginning of a code: up to the first sign that parts it."""
    first = _ROLE_ENDS.split(role)[0].strip()
    return first[:1].upper() + first[1:]


def _lettered(
    roles: Mapping[tuple[str, str], str], taken: set[str]
) -> dict[tuple[str, str], str]:
    """Return a code for each: its role and the next letter that nobody of the account has."""
    used: dict[tuple[str, str], count[int]] = {}
    found: dict[tuple[str, str], str] = {}
    for (account, name), role in sorted(roles.items()):
        numbers = used.setdefault((account, role.casefold()), count())
        code = f"{role} {_letter(next(numbers))}"
        while code in taken:
            code = f"{role} {_letter(next(numbers))}"
        found[account, name] = code
    return found


def _letter(number: int) -> str:
    """Return A to Z, then AA, AB ..."""
    before, last = divmod(number, _LETTERS)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def accounts_known(frame: pd.DataFrame, keys: Mapping[str, str]) -> pd.Series:
    """Return the key of the account of each row; what names none stays as typed."""
    if "account" not in frame:
        return pd.Series("", index=frame.index, dtype="str")
    own = frame["account"].astype("object").fillna("").astype("str")
    return own.map(lambda word: account_known(word, keys)).astype("str")


def account_known(word: str, keys: Mapping[str, str]) -> str:
    """Return the key of the account that a word names; what names none stays as typed."""
    return keys.get(word.strip(), keys.get(word.strip().casefold(), word))
