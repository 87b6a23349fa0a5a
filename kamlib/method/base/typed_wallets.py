"""What people typed of a wallet, made one kind of row, and refused where it contradicts itself."""

import pandas as pd

from kamlib.method.base.refuse import refuse
from kamlib.method.base.wallet_cells import CELL
from kamlib.text import _

TEXTS, NUMBERS = (*CELL, "supplier", "source"), ("low", "base", "high", "growth", "reachable")
ROW = [*CELL, "supplier"]


def typed_wallets(typed: pd.DataFrame, *, groups: pd.Series) -> pd.DataFrame:
    """Return the typed rows with every column, empty text for what is not named, and both ends of the range.

    A wallet typed as one number is that number: low and high are taken from ``base`` where they are empty.
    Names of groups are those of the sales, whatever letters are large or small.

    Parameters
    ----------
    typed : DataFrame
        Table of wallets, perhaps without rows or without columns that nobody filled.
    groups : Series
        Names of the groups in the sales.

    Raises
    ------
    KamError
        Naming account and group: a row stands twice, low, base and high do not rise, an amount is below
        zero, or one wallet has two growths or two reachable shares.
    """
    rows = pd.DataFrame({name: _text(typed, name) for name in TEXTS})
    rows = rows.assign(**{name: _numbers(typed, name) for name in NUMBERS})
    rows["contract_end"] = pd.to_datetime(typed["contract_end"]) if "contract_end" in typed else pd.NaT
    spelt = {str(name).casefold(): str(name) for name in groups}
    same = [spelt.get(name.casefold(), name) for name in rows["group"]]
    rows["group"] = pd.Series(same, index=rows.index, dtype="str")
    _refuse_contradictions(rows)
    return rows.assign(low=rows["low"].fillna(rows["base"]), high=rows["high"].fillna(rows["base"]))


def wallet_name(account: object, group: object) -> str:
    """Account and group in words, for messages."""
    return _("{account}, {group}").format(account=account, group=group or _("all groups"))


def _text(typed: pd.DataFrame, name: str) -> pd.Series:
    if name not in typed:
        return pd.Series("", index=typed.index, dtype="str")
    return typed[name].astype("str").fillna("").str.strip()


def _numbers(typed: pd.DataFrame, name: str) -> pd.Series:
    values = typed[name] if name in typed else pd.Series(float("nan"), index=typed.index)
    return values.astype("float64")


def _refuse_contradictions(rows: pd.DataFrame) -> None:
    keys = zip(rows["account"], rows["group"], strict=True)
    named = pd.Series([wallet_name(account, group) for account, group in keys], index=rows.index, dtype="str")
    below = (rows[["low", "base", "high"]] < 0).any(axis=1)
    if below.any():
        refuse("wallet-below-zero", _("has a wallet below zero"), _("write 0 or more"), named[below])
    base = rows["base"]
    falls = (rows["low"] > base) | (base > rows["high"]) | (rows["low"] > rows["high"])
    if falls.any():
        remedy = _("write low, base and high in rising order")
        refuse("wallet-range", _("has a wallet whose low, base and high do not rise"), remedy, named[falls])
    folded = rows.assign(supplier=rows["supplier"].str.casefold())
    twice = folded.duplicated(ROW)
    if twice.any():
        refuse("wallet-twice", _("has two rows for one supplier"), _("keep one of them"), named[twice])
    for column, words in (("growth", _("has two growths of one wallet")),
                          ("reachable", _("has two reachable shares of one wallet"))):
        several = rows.groupby(CELL)[column].transform("nunique") > 1
        if several.any():
            refuse("wallet-two-answers", words, _("keep one of them"), named[several].unique())
