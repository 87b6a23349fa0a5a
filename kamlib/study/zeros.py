"""Codes that lost the zeros in front in one of two files: spreadsheets turn 007 into 7."""

from dataclasses import replace

import pandas as pd

from kamlib.problems import Problem
from kamlib.study.given import Given
from kamlib.text import _


def meet(table: Given, sales: Given) -> Given:
    """Return a table whose codes are written as in the sales, where they differ only in zeros in front.

    A code is taken for that of the sales only where there is one candidate on either side; that it was is a
    warning of the table.

    Parameters
    ----------
    table : Given
        Accounts or costs to serve.
    sales : Given

    Returns
    -------
    Given
    """
    if "account" not in table.frame or "account" not in sales.frame:
        return table
    codes = table.frame["account"]
    named = pd.Series(sales.frame["account"].dropna().unique(), dtype="str")
    lonely = set(codes.dropna()) - set(named)
    target = _alone(named)
    source = _alone(pd.Series(sorted(lonely), dtype="str"))
    taken = set(codes)
    meeting = {bare: code for bare, code in target.items() if code not in taken}
    same = {code: meeting[bare] for bare, code in source.items() if bare in meeting}
    if not same:
        return table
    problem = Problem(
        "account-zeros",
        _("stands in {} with other zeros in front than in the sales; the two are taken for one").format(
            table.table.name
        ),
        _("export both files with codes as text"),
        "warning",
        column=table.headings["account"],
        found=min(same),
        count=len(same),
    )
    frame = table.frame.assign(account=codes.map(lambda code: same.get(code, code)).astype("str"))
    return replace(table, frame=frame, problems=[*table.problems, problem])


def _alone(codes: pd.Series) -> dict[str, str]:
    """Return code without zeros in front -> code, for numbers that no second code becomes."""
    bare = codes.str.lstrip("0")
    sure = codes.str.fullmatch(r"\d+") & ~bare.duplicated(keep=False) & (bare != "")
    return dict(zip(bare[sure], codes[sure], strict=True))
