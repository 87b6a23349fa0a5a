"""The smallest change of one answer that would move an account from one list to the other."""

import pandas as pd

from kamlib.flow.company import Company
from kamlib.flow.managers import Managers
from kamlib.method.company_list import company_list
from kamlib.method.influence import influence_answers
from kamlib.method.ranking import ranking
from kamlib.method.scores import OF_THE_FUTURE, measures_used
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
    away = found.lists[(found.lists["cell"] == "manager")]
    scored = company.scored.base
    keys = away.loc[away["account"].isin(scored.index), "account"]

    def listed(matrix: pd.DataFrame, screen: pd.DataFrame) -> list[str]:
        every = scored.assign(**{str(key): matrix[key] for key in matrix})
        order = ranking(every, company.criteria, company.measures, source=company.scored.source)
        table = company_list(screen, order, places=company.places, knock_outs=company.knocked_out,
                             decided=company.decided)
        return table.loc[table["verdict"] == "key", "account"].tolist()

    changed = smallest_company_change(keys, scored[company.weights.index], company.screen, listed=listed,
                                      settled=_settled(company))
    return changed.assign(manager=changed["account"].map(away.set_index("account")["manager"]))


def _settled(company: Company) -> pd.DataFrame:
    """Return where main criteria follow from sales that have been made, which no answer changes."""
    inside = company.measures[company.measures["account"].isin(company.scored.base.index)]
    used = measures_used(company.criteria, inside, known_from=company.force.value("measure_known_from"))
    by_sales = company.criteria.set_index("key")["from"].eq("data") & ~used.isin(OF_THE_FUTURE)
    return (company.scored.source == "data").mul(by_sales)[company.weights.index]
