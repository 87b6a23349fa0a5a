"""The company's list beside each manager's: four cells, and why an account is on one list only."""

import pandas as pd

PAIR = ["manager", "account"]
CELLS = ["both", "company", "manager", "neither", "open"]
OF_COMPANY = {"rank": "company_rank", "holding": "company_holding", "nominated": "nominated",
              "top_management": "top_management", "decided": "decided",
              "knocked_out_by": "knocked_out_by"}


def two_lists(company: pd.DataFrame, manager: pd.DataFrame) -> pd.DataFrame:
    """Put both lists side by side; the status is not carried over from one to the other [seed003]_.

    The four cells ask for four decisions. both: the manager carries it. company: who serves it, at which
    cost, and who owns it at the top? manager: what would the company have to know? neither: as usual. Where
    one of the two lists does not know yet, the cell is open.

    Parameters
    ----------
    company : DataFrame
        ``account``, ``key`` (boolean: on the company's list), perhaps ``name``, ``rank``, ``holding`` (tests
        that hold, joined by commas), ``nominated`` (boolean), ``top_management`` (in by partner or complex
        alone), ``decided`` ("not key" where people decided so), ``knocked_out_by`` (the rule that takes it
        out, else empty).
    manager : DataFrame
        From `manager_list`.

    Returns
    -------
    DataFrame
        One row for each manager and account, and one without a manager for each account of the company's list
        that nobody has: the columns of ``manager``, ``key``, ``company_rank``, ``company_holding``,
        ``nominated``, ``top_management``, ``decided``, ``knocked_out_by``; ``cell`` and ``reason``:
        for company "served", "waiting", "none" (passes, yet no narrowed test holds) or "nobody" (no manager);
        for manager "decided", "ruled_out", "cut" (below the cut), "not_nominated" or "unknown"; for open
        "manager", "company" or "both", who does not know; for neither the manager's verdict; ``half``: key
        on one list while the other does not know yet. By cell and manager, then as the manager's list.

    Examples
    --------
    >>> company = pd.DataFrame({"account": ["A", "B", "C"], "key": pd.array([True, True, False], "boolean")})
    >>> mine = pd.DataFrame({"manager": "Ada", "account": ["A", "C", "B"],
    ...                      "verdict": ["key", "key", "served"]})
    >>> two_lists(company, mine)[["account", "cell", "reason"]]
      account     cell         reason
    0       A     both
    1       B  company         served
    2       C  manager  not_nominated
    """
    ours = company.rename(columns=OF_COMPANY)
    ours = ours[["account", "key", *(name for name in OF_COMPANY.values() if name in ours)]]
    table = manager.assign(place_on_page=range(len(manager))).merge(ours, on="account", how="left")
    nobody = company[company["key"].eq(True).fillna(False) & ~company["account"].isin(manager["account"])]
    left = nobody[["account", *(["name"] if "name" in nobody else [])]].merge(ours, on="account")
    table = pd.concat([table, left], ignore_index=True) if len(left) else table
    verdict = table["verdict"].astype("str").fillna("nobody")
    key = table["key"].astype("boolean").where(table["account"].isin(company["account"]), False)
    table = table.assign(key=key, verdict=verdict, cell=_cell(key, verdict))
    table["half"] = (table["cell"] == "open") & (key.fillna(False).astype("bool") | (verdict == "key"))
    table["reason"] = _reason(table)
    order = table.assign(step=table["cell"].map({cell: step for step, cell in enumerate(CELLS)}))
    order = order.sort_values(["step", "manager", "place_on_page", "account"])
    return table.loc[order.index].drop(columns="place_on_page").reset_index(drop=True)


def _cell(key: pd.Series, verdict: pd.Series) -> pd.Series:
    on, mine = key.fillna(False).astype("bool"), verdict == "key"
    cell = pd.Series("neither", index=key.index).mask(on, "company").mask(mine, "manager")
    return cell.mask(on & mine, "both").mask(key.isna() | (verdict == "unknown"), "open")


def _reason(table: pd.DataFrame) -> pd.Series:
    """Return why an account is on one list only, or what leaves it open."""
    cell, blind = table["cell"], table["verdict"] == "unknown"
    nominated = pd.Series(False, index=table.index, dtype="boolean")
    if "nominated" in table:
        nominated = table["nominated"].astype("boolean")
    below = nominated.map({True: "cut", False: "not_nominated"}).astype("str").fillna("unknown")
    if "knocked_out_by" in table:
        below = below.mask(table["knocked_out_by"].fillna("") != "", "ruled_out")
    if "decided" in table:
        below = below.mask(table["decided"] == "not key", "decided")
    who = pd.Series("company", index=table.index).mask(blind, "manager")
    who = who.mask(blind & table["key"].isna(), "both")
    reason = table["verdict"].mask(cell == "both", "").mask(cell == "manager", below)
    return reason.mask(cell == "open", who).astype("str")
