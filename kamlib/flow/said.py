"""What people typed about the accounts of a study, under the keys and names that it has here."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial

import pandas as pd

from kamlib.flow.prepare import Prepared, prepared
from kamlib.flow.yearly import with_manager
from kamlib.names import plain
from kamlib.pack import catalogue
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study
from kamlib.study.people import judged_cells, read_judged, read_people
from kamlib.study.statements import STATEMENTS
from kamlib.tables import JUDGED, PEOPLE
from kamlib.tables.codes import accounts_known
from kamlib.text import N_, _

# What a column names, and the catalogue of the pack that holds it.
_CATALOGUES = {("scores", "criterion"): "criteria", ("facts", "fact"): "facts",
               ("influence", "question"): "influence"}
_STRANGE = {
    "account": N_("is no account of this study; what was typed about it is kept and not counted"),
    "criterion": N_("is no criterion of the pack; the points on it are kept and not counted"),
    "fact": N_("is no fact of the pack; the answers to it are kept and not counted"),
    "question": N_("is no question of the pack; the answers to it are kept and not counted"),
    "manager": N_("has no account today; what was answered on his or her influence is kept and not counted"),
}  # fmt: skip
# Columns that name a manager and leave no row out.
_MANAGERS = {
    "key_accounts": N_("is no manager in the sales, the list of accounts or judgement/managers.csv"),
    "managers": N_("has no account today; the hours count as those of one manager more"),
}
_SHOWN = 12


def said(study: Study, ready: Prepared, name: str) -> pd.DataFrame:
    """Return a table of ``judgement/`` with each account under its key.

    A row may name an account by its key, by one of its legal entities or by its name where only one account
    has it; capitals and spaces do not matter in names, criteria, facts and questions. Rows that name an
    account, a criterion, a fact, a question or a manager whom the study does not have are left out here;
    `strangers` names them.

    Parameters
    ----------
    study : Study
    ready : Prepared
        For the accounts and the grouping of entities.
    name : str
        A table of people (``scores``, ``facts``, ``influence``) or a shared one (``wallets``, ``hours`` ...).

    Returns
    -------
    DataFrame
        As `kamlib.study.people` reads it; no rows where nobody typed anything.

    Raises
    ------
    KamError
        With every cell that is not right, and every subject on which two rows say different things, however
        each of them spells it.
    """
    by_name = ready if study.codes is None else prepared(study.named)
    subjects = partial(_subjects, name=name, study=study.named, ready=by_name)
    typed = typed_table(study, name, keys_of(ready), subjects=subjects)
    for column in _columns(name):
        typed = typed.assign(**{column: _known_as(typed[column], column, name, study, ready)})
        typed = typed[typed[column].notna()]
    return typed.astype(dict.fromkeys(_columns(name), "str")).reset_index(drop=True)


def contradictions(study: Study, ready: Prepared) -> list[Problem]:
    """Return a problem for every subject in ``judgement/`` on which two rows say different things."""
    problems = []
    for name in (*PEOPLE, *JUDGED):
        try:
            said(study, ready, name)
        except KamError as error:
            problems += error.problems
    return problems


def typed_table(
    study: Study, name: str, keys: Mapping[str, str], *,
    subjects: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return a table of ``judgement/`` as typed, people by their codes where nobody is to be named.

    Parameters
    ----------
    study : Study
    name : str
        A table of people or a shared one.
    keys : dict of str to str
        Word -> key of the account that it names; see `keys_of`.
    subjects : callable, optional
        See `kamlib.study.people`: on what each row speaks.

    Raises
    ------
    KamError
        With every cell that is not right.
    """
    read = read_people if name in PEOPLE else read_judged
    typed = read(study.folder, name, subjects=subjects)
    if study.codes is None:
        return typed
    table = {**PEOPLE, **JUDGED}[name]
    return study.codes.table(typed, table, accounts=accounts_known(typed, keys))


def strangers(study: Study, ready: Prepared) -> list[Problem]:
    """Return a warning for each name in ``judgement/`` that the study does not have, with its first place.

    Accounts, criteria, facts and questions of the pack, and managers on whose influence people answered.
    """
    return [problem for name in (*PEOPLE, *JUDGED) for problem in _strangers(study, ready, name)]


def _subjects(typed: pd.DataFrame, *, name: str, study: Study, ready: Prepared) -> pd.DataFrame:
    """Return what the rows of a table are about; legal entities of one account stay apart from each other."""
    known = typed[list(STATEMENTS[name].key)]
    for column in _columns(name):
        named = _known_as(typed[column], column, name, study, ready)
        known = known.assign(**{column: named.fillna(typed[column])})
    if "account" not in known:
        return known
    entities = ready.groups.loc[ready.groups["in_force"], "entity"]
    words = typed["account"].str.strip()
    return known.assign(entity=words.where(words.isin(entities), known["account"]))


def _columns(name: str) -> list[str]:
    """Return the columns of a table that name something that the study must have."""
    table = {**PEOPLE, **JUDGED}[name]
    named = {"account", *(column for of, column in _CATALOGUES if of == name)}
    named |= {"manager"} if name == "influence" else set()
    return [column for column in table.columns if column in named]


def _strangers(study: Study, ready: Prepared, name: str) -> Iterator[Problem]:
    try:
        files = judged_cells(study.folder, name)
    except KamError:
        return  # the check has told it already
    for label, cells in files:
        managers = ["manager"] if name in _MANAGERS and _managers(study, ready, name) else []
        for column in filter(cells.__contains__, [*_columns(name), *managers]):
            known = _known_as(cells[column], column, name, study, ready)
            lost = cells.loc[known.isna() & (cells[column] != ""), column]
            message = _(_MANAGERS[name] if column in managers else _STRANGE[column])
            for words, rows in lost.groupby(lost, sort=False):
                remedy = _remedy(str(words), column, name, study, ready)
                yield Problem(f"{column}-stranger", message, remedy, file=label,
                              row=int(rows.index[0]), column=column, found=str(words), severity="warning",
                              count=len(rows))


def _known_as(words: pd.Series, column: str, name: str, study: Study, ready: Prepared) -> pd.Series:
    """Return what each word names in the study; missing where nothing."""
    if column == "account":
        return _keys(words, ready)
    known = _vocabulary(column, name, study, ready)
    once = {plain(word): word for word in known} if known else {}
    return words.map(lambda text: once.get(plain(text)))


def _vocabulary(column: str, name: str, study: Study, ready: Prepared) -> list[str]:
    if column == "manager":
        return _managers(study, ready, name)
    return [str(key) for key in catalogue(study.settings, _CATALOGUES[name, column])["key"]]


def _managers(study: Study, ready: Prepared, name: str) -> list[str]:
    """Return who has accounts today, and for other tables than that of hours whose hours somebody typed."""
    accounts = with_manager(study, ready)
    today = accounts["manager"].dropna() if "manager" in accounts else pd.Series(dtype="str")
    typed = typed_table(study, "managers", {})["manager"] if name != "managers" else today
    return sorted({*today, *typed})


def _remedy(words: str, column: str, name: str, study: Study, ready: Prepared) -> str:
    if column == "account":
        return _("write its key as the sales name it, or add it to the list of accounts")
    known = _vocabulary(column, name, study, ready)
    near = get_close_matches(words, known, 1, cutoff=0.75)
    if near:
        return _("did you mean {}?").format(near[0])
    if column == "manager" and name == "managers":
        return _("write the name as the sales have it; who has no account yet stays as it is")
    if column == "manager":
        return _("write the name as the sales have it, or add it to judgement/managers.csv")
    shown = [*known[:_SHOWN], *(["..."] if len(known) > _SHOWN else [])]
    return _("there are: {}").format(", ".join(shown))


def _keys(words: pd.Series, ready: Prepared) -> pd.Series:
    """Return the key of the account that each word names; missing where none does."""
    known = keys_of(ready)
    said = words.str.strip()
    return said.map(known).fillna(said.str.casefold().map(known)).astype("str")


def keys_of(ready: Prepared) -> dict[str, str]:
    """Return the key of each account by what names it: the key, a legal entity, a name of one account."""
    accounts = ready.accounts["account"]
    names = ready.accounts.set_index("account")["name"].str.strip().str.casefold()
    once = names[~names.duplicated(keep=False)]
    entities = ready.groups[ready.groups["in_force"]].set_index("entity")["account"]
    known = dict(zip(once, once.index, strict=True)) | entities.to_dict()
    known |= dict(zip(accounts, accounts, strict=True))
    known[""] = ""  # where a table lets a row speak of every account
    return {str(word): str(key) for word, key in known.items()}
