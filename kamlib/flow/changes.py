"""The smallest change of one answer that would move an account from one list to the other."""

import pandas as pd

from kamlib.flow.managers import Managers
from kamlib.flow.wallet_change import key_accounts, smallest_wallets
from kamlib.method.influence import influence_answers
from kamlib.method.smallest_change import Tables, smallest_change
from kamlib.method.smallest_company import smallest_company_change


def smallest_changes(found: Managers) -> pd.DataFrame:
    """Return for each account that stands on one list only what would bring it onto the other.

    Parameters
    ----------
    found : Managers

    Returns
    -------
    DataFrame
        ``manager``, ``account``, ``onto`` ("manager" or "company": which list it would come onto), and the
        columns of `smallest_change`: ``kind``, ``question``, ``before``, ``after``, ``steps``, ``others``.
    """
    mine = _onto_manager(found).assign(onto="manager")
    ours = _onto_company(found).assign(onto="company")
    return pd.concat([mine, ours], ignore_index=True)


def _onto_manager(found: Managers) -> pd.DataFrame:
    away = found.lists[(found.lists["key"].fillna(False).astype("bool")) & (found.lists["verdict"] != "key")]
    cases = away.loc[away["manager"].notna(), ["manager", "account"]].reset_index(drop=True)
    told = influence_answers(found.given.answers, found.rules.questions,
                             differ=found.rules.force.value("answers_differ"), pairs=cases)

    def listed(tables: Tables) -> pd.DataFrame:
        return found.rules.listed(tables)[1]

    step = found.rules.force.value("wallet_step")
    return smallest_change(cases, found.given, told, found.rules.facts, listed=listed, wallet_step=step)


def _onto_company(found: Managers) -> pd.DataFrame:
    company = found.company
    away = found.lists[found.lists["cell"] == "manager"]
    keys = away.loc[away["account"].isin(company.scored.base.index), "account"]
    scored = company.scored.base

    def listed(matrix: pd.DataFrame, screen: pd.DataFrame) -> list[str]:
        every = scored.assign(**{str(key): matrix[key] for key in matrix})
        return key_accounts(company, every, screen)

    by_points = smallest_company_change(keys, scored[company.weights.index], company.screen, listed=listed,
                                        settled=company.scored.source[company.weights.index] == "data")
    by_wallet = smallest_wallets(company, keys, step=found.rules.force.value("wallet_step"))
    changed = _smaller(by_points, by_wallet)
    return changed.assign(manager=changed["account"].map(away.set_index("account")["manager"]))


def _smaller(by_points: pd.DataFrame, by_wallet: pd.DataFrame) -> pd.DataFrame:
    """Return for each account the change of fewer steps; of equal ones the points."""
    both = by_points.merge(by_wallet, on="account", suffixes=("", "_wallet"))
    points, wallet = (both[name].astype("float64") for name in ("steps", "steps_wallet"))
    other = wallet.notna() & ~(points <= wallet)
    several = points.notna() & wallet.notna()
    for name in ("kind", "question", "before", "after", "steps"):
        both[name] = both[name].mask(other, both[f"{name}_wallet"])
    return both.assign(others=both["others"].fillna(0) + several.astype("int64"))[by_points.columns]
