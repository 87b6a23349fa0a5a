"""The six tests of the source [seed003]_, narrowed to what a manager can influence."""

import pandas as pd

from kamlib.method.base.kleene import any_holds
from kamlib.method.base.shares import ROUNDING, top_count
from kamlib.method.base.stated import stated

PAIR = ["manager", "account"]
TESTS = ["large", "loyal", "promising", "status", "partner", "complex"]


def narrowed(
    measures: pd.DataFrame, gate: pd.DataFrame, facts: pd.DataFrame, screen: pd.DataFrame,
    catalogue: pd.DataFrame, *, large_share: float, promising_top: float,
) -> pd.DataFrame:
    """Say for each manager and account which of the narrowed tests hold.

    In the source [seed003]_ *large* and *loyal* are narrowed to clients whom he can influence, *promising*
    and *status* matter as far as he can, *partner* and *complex* matter little. The tests are ours:

    * large: in the smallest set that gives ``large_share`` of the manager's own margin (positive margins;
      revenue where no cost is known) after served accounts are taken out;
    * loyal: loyal for the company, *and* contestable or with product groups still unsold;
    * promising: reachable increase in the top ``promising_top`` of his accounts, served ones taken out;
    * status, partner, complex: any of the facts that the pack asks for at the manager's level, of both
      levels where it asks for none at his own.

    A test that fails only because of accounts whose influence is not known is unknown, not "no". Accounts
    of another manager that this one named are not in his margin. Targets (no sales) are neither large nor
    loyal.

    Parameters
    ----------
    measures : DataFrame
        One row for each account: ``account``, ``manager``, ``target``, ``revenue``, perhaps ``name``,
        ``margin``, ``groups_share``, ``reachable_margin`` (money a year).
    gate : DataFrame
        From `gate`: ``manager``, ``account``, ``served``; its pairs have a row even when the account is
        another manager's, or nobody's.
    facts : DataFrame
        What people say: ``who``, ``account``, ``fact``, ``answer`` ("yes", "no" or a number), perhaps ``on``.
    screen : DataFrame
        The company's tests: ``account``, ``loyal`` (boolean).
    catalogue : DataFrame
        The facts of the pack: ``key``, ``test``, ``kind``, ``holds``, ``level``.
    large_share, promising_top : float
        Shares, 0 to 1.

    Returns
    -------
    DataFrame
        ``manager``, ``account``, ``name``, ``target``, ``own`` (whether it is in his book), ``basis``
        ("margin" or "revenue", of *large*) and the six tests (boolean); by manager and account.

    Examples
    --------
    >>> measures = pd.DataFrame({"account": ["A", "B"], "manager": "Ada", "target": False,
    ...                          "revenue": [9.0, 1.0]})
    >>> gate = pd.DataFrame({"manager": "Ada", "account": ["A"], "served": pd.array([True], "boolean")})
    >>> facts = pd.DataFrame({"who": ["Ada"], "account": ["B"], "fact": ["contestable"], "answer": ["yes"]})
    >>> screen = pd.DataFrame({"account": ["A", "B"], "loyal": pd.array([True, True], "boolean")})
    >>> catalogue = pd.DataFrame({"key": ["contestable"], "test": ["loyal"], "level": ["manager"],
    ...                           "kind": ["yes_no"], "holds": [1]})
    >>> found = narrowed(measures, gate, facts, screen, catalogue, large_share=0.5, promising_top=1 / 3)
    >>> found[["account", "large", "loyal"]]
      account  large  loyal
    0       A  False   <NA>
    1       B   True   True
    """
    book = _book(measures, gate)
    known = _facts(book["account"], facts, catalogue)
    large, basis = _large(book, large_share)
    loyal = book["account"].map(screen.set_index("account")["loyal"]).astype("boolean")
    unsold = _column(book, "groups_share").lt(1 - ROUNDING).astype("boolean")
    room = known["loyal"] | unsold.mask(_column(book, "groups_share").isna())
    return book[[*PAIR, "name", "target", "own"]].assign(
        basis=basis, large=large, loyal=(loyal & room).mask(book["target"], False),
        promising=_promising(book, promising_top),
        **{test: known[test] for test in ("status", "partner", "complex")})


def _book(measures: pd.DataFrame, gate: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts of each manager's book and those that he named, with what is known of them."""
    whose = measures[["account"]].assign(
        owner=measures["manager"] if "manager" in measures else pd.Series(None, measures.index, dtype="str"))
    owned = whose.dropna(subset="owner").rename(columns={"owner": "manager"})[PAIR]
    pairs = pd.concat([owned, gate[PAIR]]).drop_duplicates().sort_values(PAIR, ignore_index=True)
    book = pairs.merge(measures.drop(columns="manager", errors="ignore"), on="account", how="inner")
    book = book.merge(whose, on="account", how="left").merge(gate[[*PAIR, "served"]], on=PAIR, how="left")
    if "name" not in book:
        book["name"] = book["account"]
    return book.assign(own=(book["owner"] == book["manager"]).fillna(False).astype(bool),
                       served=book["served"].astype("boolean"), target=book["target"].eq(True))


def _column(book: pd.DataFrame, name: str) -> pd.Series:
    if name not in book:
        return pd.Series(float("nan"), index=book.index)
    return book[name].astype("float64")


def _large(book: pd.DataFrame, share: float) -> tuple[pd.Series, pd.Series]:
    """Return the test, and whether it went by margin or by revenue."""
    margin = _column(book, "margin")
    has_margin = margin.where(book["own"]).notna().groupby(book["manager"]).transform("any")
    amount = margin.where(has_margin, _column(book, "revenue"))
    amount = amount.mask(book["target"] | ~book["own"], 0.0)
    counted = amount.clip(lower=0.0).mask(book["served"].eq(True).fillna(False), 0.0).fillna(0.0)
    sure = counted.where(book["served"].eq(False).fillna(False), 0.0)
    above, above_sure, total = _running(book, amount, counted, sure)
    limit = share * total * (1 - ROUNDING)
    holds = (above < limit) & (counted > 0)
    # Those whose influence is not known may be served: without them the set may reach further down.
    maybe = (above_sure < share * (total - above + above_sure)) & (counted > 0)
    test = holds.astype("boolean").mask(~holds & maybe)
    return test.mask(amount.isna() & ~book["served"].eq(True).fillna(False)), has_margin.map(
        {True: "margin", False: "revenue"})


def _running(
    book: pd.DataFrame, amount: pd.Series, counted: pd.Series, sure: pd.Series
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return what the larger accounts of the same manager bring, the sure part of it, and the total."""
    order = book.assign(counted=counted, sure=sure, amount=amount).sort_values(
        ["manager", "counted", "account"], ascending=[True, False, True])
    of_manager = order.groupby("manager")
    above, above_sure = (of_manager[name].cumsum() - order[name] for name in ("counted", "sure"))
    return (above.reindex(book.index), above_sure.reindex(book.index),
            counted.groupby(book["manager"]).transform("sum"))


def _promising(book: pd.DataFrame, top: float) -> pd.Series:
    """Whether the reachable increase is among the largest; unknown where other wallets are not known."""
    gain = _column(book, "reachable_margin")
    served = book["served"].eq(True).fillna(False)
    counted = gain.notna() & ~served
    order = book.assign(gain=gain.where(counted), counted=counted,
                        sure=counted & book["served"].eq(False).fillna(False))
    order = order.sort_values(["manager", "gain", "account"], ascending=[True, False, True])
    of_manager = order.groupby("manager")
    above, above_sure = ((of_manager[name].cumsum() - order[name]).reindex(book.index)
                         for name in ("counted", "sure"))
    places, at_most = (flags.groupby(book["manager"]).transform("sum").map(
        lambda count: top_count(count, share=top)) for flags in (counted, ~served))
    test = (above < places).astype("boolean").mask((above >= places) & (above_sure < at_most))
    return test.mask(gain <= 0, False).mask(served, False).mask(gain.isna() & ~served)


def _facts(accounts: pd.Series, facts: pd.DataFrame, catalogue: pd.DataFrame) -> dict[str, pd.Series]:
    """Return for each test whether any of its facts holds; a test that nobody can answer is unknown."""
    asked = catalogue[catalogue["level"].isin(["manager", "both"]) & catalogue["test"].isin(TESTS)]
    own = asked.loc[asked["level"] == "manager", "test"]
    asked = asked[(asked["level"] == "manager") | ~asked["test"].isin(own)]
    known = stated(facts, asked, accounts.drop_duplicates(), among=catalogue["key"])
    found = {}
    for test in TESTS:
        parts = known[known["test"] == test]
        holds = any_holds(parts["answer"], parts["account"]).reindex(accounts.to_list()).astype("boolean")
        found[test] = holds.set_axis(accounts.index)
    return found
