"""The key accounts of a study: those of the company and those of its managers."""

import pandas as pd

from kamlib.flow.company import company_selection
from kamlib.flow.criteria import criteria_in_force
from kamlib.flow.keep import kept
from kamlib.flow.managers import manager_selection
from kamlib.flow.named import account_named
from kamlib.flow.once import once
from kamlib.flow.prepare import prepared
from kamlib.flow.settings import settings_in_force
from kamlib.problems import KamError, Problem
from kamlib.study.folder import Study, as_day
from kamlib.text import _

_ABOUT = ["account", "name", "manager", "segment", "target", "revenue", "margin"]


@once(books=False)
def key_accounts(study: Study) -> pd.DataFrame:
    """Return the key accounts of a study.

    Parameters
    ----------
    study : Study

    Returns
    -------
    DataFrame
        ``account``, ``name``, ``manager``, ``segment``, ``target``, ``revenue`` and ``margin`` (money a
        year), ``place`` on the company's list, ``company`` and ``own`` (whether it is key for the company,
        for a manager), ``served`` (a manager serves it without active selling). The company's come first, in
        its order, then the others by revenue.

    Raises
    ------
    KamError
        When something stops the study.

    Examples
    --------
    >>> from kamlib.flow import open_study
    >>> found = key_accounts(open_study())
    >>> int(found["company"].sum()), bool((found["company"] | found["own"]).all())
    (15, True)
    """
    papers = sorted(path for path in study.judgement.glob("*/*.csv") if path.parent.name != "reviews")
    return kept(study, "key-accounts", lambda: {"listed": _listed(study)}, papers=papers)["listed"]


def _listed(study: Study) -> pd.DataFrame:
    force, criteria = settings_in_force(study, "selection"), criteria_in_force(study)
    company = company_selection(study, force, criteria)
    listed = company.listed.set_index("account")
    known = company.measures.reindex(columns=_ABOUT).set_index("account")
    segment = company.yearly.accounts.set_index("account").reindex(columns=["segment"])["segment"]
    own, served = _of_managers(study, known)
    found = known.assign(
        segment=segment, place=listed["place"].astype("float64"), company=listed["verdict"] == "key",
        own=own, served=served,
    ).reset_index()  # fmt: skip
    for name in ("name", "manager", "segment"):
        found[name] = found[name].astype("str").where(found[name].notna(), "")
    found = found.astype({"company": "bool", "target": "bool", "revenue": "float64", "margin": "float64"})
    found = found[found["company"] | found["own"]]
    order = ["company", "place", "revenue", "account"]
    return found.sort_values(order, ascending=[False, True, False, True], ignore_index=True)


def _of_managers(study: Study, known: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return which accounts are key for a manager, and which are served; nobody's where no managers are."""
    none = pd.Series(False, index=known.index)
    if known["manager"].isna().all():
        return none, none
    lists = manager_selection(study, settings_in_force(study, "manager")).lists
    own = set(lists.loc[lists["verdict"] == "key", "account"])
    served = set(lists.loc[lists["served"].fillna(False).astype("bool"), "account"])
    index = known.index
    return pd.Series(index.isin(list(own)), index), pd.Series(index.isin(list(served)), index)


def one_account(accounts: pd.DataFrame, words: str, *, default: str = "") -> tuple[str, str]:
    """Return key and name of the account that ``words`` name; without words the default, else the first.

    Parameters
    ----------
    accounts : DataFrame
        ``account`` and ``name``.
    words : str
        A key, a name or a part of one name.
    default : str
        Key of the account that is shown when nobody names one.

    Raises
    ------
    KamError
        When no account, or more than one, answers to the words; or there is none at all.

    Examples
    --------
    >>> one_account(pd.DataFrame({"account": ["7", "8"], "name": ["Alder", "Birch"]}), "", default="8")
    ('8', 'Birch')
    """
    if accounts.empty:
        message, remedy = _("has no key account yet"), _("see chapters 04 and 05 for what is missing")
        raise KamError(Problem("no-key-account", message, remedy, file=_("the study")))
    names = accounts.set_index("account")["name"]
    if words.strip():
        key = account_named(accounts, words)
    else:
        key = default if default in names.index else str(names.index[0])
    return key, str(names[key])


def today(study: Study, given: str = "") -> pd.Timestamp:
    """Return the day on which the workbook is looked at.

    Parameters
    ----------
    study : Study
    given : str
        As 2026-01-31; empty: what study.yaml says, else the last day counted.

    Raises
    ------
    KamError
        When the text is no day.
    """
    if given.strip():
        return pd.Timestamp(as_day(given.strip(), "today"))
    return pd.Timestamp(study.today) if study.today else prepared(study).as_of
