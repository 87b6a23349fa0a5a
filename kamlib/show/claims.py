"""The four claims of the sources in words, beside what the study shows."""

import pandas as pd

from kamlib.show.tables import Table, table
from kamlib.show.words import accounts, number, percent
from kamlib.text import _, ngettext


def claims_table(found: pd.DataFrame) -> Table:
    """Return the four claims as a table: claim, source, what this study shows, reading.

    Parameters
    ----------
    found : DataFrame
        From `claims`.

    Returns
    -------
    Table
        Four rows.
    """
    writers = (_clients_profit, _effort_result, _together, _each)
    # The best bring more than all of it: then few accounts make half, and it means nothing good.
    beyond = bool((found["measured"].where(found["claim"] == "clients_profit") > 1).any())
    parts = [found[found["claim"] == writer.__name__[1:]].reset_index(drop=True) for writer in writers]
    rows = [writer(part, beyond) for writer, part in zip(writers, parts, strict=True)]
    frame = pd.DataFrame(rows, columns=["claim", "source", "shows", "reading"], dtype="str")
    return table(frame, {"claim": _("Claim"), "source": _("Source"), "shows": _("This study shows"),
                         "reading": _("Reading")})


def _of(basis: str) -> str:
    return _("margin") if basis == "margin" else _("revenue (costs are not known)")


def _clients_profit(rows: pd.DataFrame, beyond: bool) -> tuple[str, str, str, str]:
    row = rows.iloc[0]
    claim = _("20 % of clients bring 80 % of profit")
    if pd.isna(row["measured"]):
        return claim, "002", _("there is no profit to share"), _("look at the whale curve in money")
    shows = _("{top} of {all} bring {held} of {what}").format(
        top=number(row["accounts"]), all=number(row["of_accounts"]), held=percent(row["measured"]),
        what=_of(row["basis"]))
    if beyond:
        return claim, "002", shows, _("the best earn more than all of it, and others lose it again")
    steeper = row["measured"] >= row["claimed"]
    return claim, "002", shows, _("steeper than claimed") if steeper else _("flatter than claimed")


def _effort_result(rows: pd.DataFrame, beyond: bool) -> tuple[str, str, str, str]:
    claim, row = _("20 % of effort bring 80 % of result"), rows.iloc[0]
    if pd.isna(row["measured"]):
        without = _("not measurable without hours")
        shows = _("there is no result to share") if row["of_accounts"] else without
        return claim, "001", shows, _("effort is not the number of clients; record hours by account")
    shows = _("the best 20 % of the hours, at {some} of {all}, bring {held} of {what}").format(
        some=number(row["accounts"]), all=number(row["of_accounts"]), held=percent(row["measured"]),
        what=_of(row["basis"]))
    steeper = row["measured"] >= row["claimed"]
    return claim, "001", shows, _("steeper than claimed") if steeper else _("flatter than claimed")


def _together(rows: pd.DataFrame, beyond: bool) -> tuple[str, str, str, str]:
    claim = _("key clients together bring 50 % (001) or 70-80 % (002) of profit")
    if rows["accounts"].isna().any():
        return claim, "001, 002", _("there is no profit to share"), _("look at the whale curve in money")
    half, seventy, eighty = rows["accounts"]
    shows = _("50 % of {what} takes {half}, 70 % takes {seventy}, 80 % takes {eighty}").format(
        what=_of(rows["basis"].iloc[0]), half=accounts(int(half)), seventy=number(seventy),
        eighty=number(eighty))
    if beyond:
        return claim, "001, 002", shows, _("so few, because others lose again what they earn")
    return claim, "001, 002", shows, _("can so many be served as key accounts?")


def _each(rows: pd.DataFrame, beyond: bool) -> tuple[str, str, str, str]:
    ten, twenty = (int(count) for count in rows["accounts"])
    words = ngettext("{ten} brings 10 % of revenue or more", "{ten} bring 10 % of revenue or more", ten)
    shows = words.format(ten=accounts(ten))
    if twenty:
        shows = _("{so_far}, {twenty} of them 20 % or more").format(so_far=shows, twenty=number(twenty))
    if not ten:
        shows = _("no account brings 10 % of revenue")
    reading = _("at 10 % each there are at most ten, and each is a concentration risk")
    return _("each key client brings 10-20 % of income"), "002", shows, reading
