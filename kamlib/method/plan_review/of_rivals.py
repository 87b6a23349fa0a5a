"""Remarks on competitors: contracts that end within the plan, and shares that they hold."""

import re
from collections.abc import Iterator

import pandas as pd

from kamlib.method.base.shares import ROUNDING
from kamlib.method.plan_review.remarks import PlanTables, slack, told
from kamlib.tables import MOST_YEARS

QUANTITIES, STEPS = "quantities", "steps"
TEXTS = ["goal", "action", "client_action", "precondition", "measure"]
FEWEST = 4  # letters of a word that say what it is about; an ending more or less is the same word


def of_rivals(tables: PlanTables, *, today: pd.Timestamp) -> Iterator[pd.DataFrame]:
    """Yield contracts that no step looks at, and shares that leave no room for ours."""
    held = _of_lines(tables)
    if held.empty:
        return
    yield _contract_ends(tables, held, today)
    yield from _no_room(tables, held)


def _of_lines(tables: PlanTables) -> pd.DataFrame:
    """Return one row for each line, group and competitor, with its money and the end of its contract."""
    if tables.rivals is None or tables.rivals.empty or tables.quantities.empty:
        return pd.DataFrame()
    lines = tables.quantities
    groups = (lines["joined"] if "joined" in lines else lines["groups"]).astype("str").str.strip()
    parts = lines.assign(group=groups.mask(groups == "", lines["name"]).str.split(";")).explode("group")
    parts = parts.assign(group=parts["group"].str.strip().str.casefold()).drop_duplicates(
        ["account", "line", "group"])
    theirs = tables.rivals.assign(group=tables.rivals["group"].str.strip().str.casefold())
    kept = theirs[["account", "group", "supplier", "base", "contract_end"]].rename(columns={"base": "money"})
    return parts.merge(kept, on=["account", "group"])


def _contract_ends(tables: PlanTables, held: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    frame = tables.plans.set_index("account")
    years = tables.by_year.groupby("account")["year"].max()
    last = held["account"].map(frame["base_year"]) + held["account"].map(years)
    ends = held["contract_end"]
    within = held[ends.notna() & (ends >= today) & ((ends.dt.year <= last) | last.isna())]
    texts = tables.steps.reindex(columns=["account", *TEXTS]).fillna("").groupby("account").agg(" ".join)
    said = texts.agg(" ".join, axis=1).str.casefold() if len(texts) else pd.Series(dtype="str")
    named = zip(within["account"], within["supplier"], within["name"], within["group"], strict=True)
    open_ = [not any(speaks_of(str(said.get(account, "")), str(name)) for name in names)
             for account, *names in named]
    rows = within[pd.Series(open_, index=within.index, dtype="bool")].sort_values("contract_end")
    rows = rows.drop_duplicates(["account", "line", "supplier"])
    return told(rows, "contract_end", STEPS, line="", what=rows["name"], who=rows["supplier"],
                day=rows["contract_end"], number=rows["money"] / rows["wallet"].where(rows["wallet"] > 0))


def _no_room(tables: PlanTables, held: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield lines where their shares and ours are more than all: today, and while their contracts run."""
    base = held["account"].map(tables.plans.set_index("account")["base_year"])
    # A contract binds a year only when it runs to its last day; what ends within it leaves a part free.
    bound = (held["contract_end"] + pd.Timedelta(days=1)).dt.year - 1 - base
    yield _above(held, "share_0", "shares_above_wallet", 0)
    for year in range(1, MOST_YEARS + 1):
        yield _above(held[bound >= year], f"share_{year}", "rival_locked", year)


def _above(held: pd.DataFrame, share: str, code: str, year: int) -> pd.DataFrame:
    money = held.groupby(["account", "line"], sort=False).agg(
        name=("name", "first"), wallet=("wallet", "first"), ours=(share, "first"), sold=("revenue", "first"),
        money=("money", "sum"), who=("supplier", lambda names: ", ".join(sorted(set(names))))).reset_index()
    theirs = money["money"] / money["wallet"].where(money["wallet"] > 0)
    rows = money[money["ours"] + theirs > 1 + (ROUNDING if year else slack(money["sold"]))]
    return told(rows, code, QUANTITIES, what=rows["name"], who=rows["who"], year=year, number=rows["ours"],
                other=theirs[rows.index])


def speaks_of(text: str, name: str) -> bool:
    """Whether a text names a thing, in whatever form of the word; of a list one part is enough.

    Examples
    --------
    >>> speaks_of("offer before the flange frame ends", "Flanges"), speaks_of("gate valves", "Ball valves")
    (True, False)
    >>> speaks_of("win the share of ksb", "KSB AG"), speaks_of("a pvcu trial", "PVC")
    (True, False)
    """
    said = set(re.findall(r"\w+", text))
    for part in re.split(r"[,;/]", name.casefold()):
        words = re.findall(r"\w+", part)
        stems = [word[: max(FEWEST, len(word) - 2)] for word in words if len(word) >= FEWEST]
        # A name of short words alone, such as KSB AG, has no endings: its longest word is looked for itself.
        longest = {word for word in words if len(word) == max(map(len, words))}
        if all(stem in text for stem in stems) if stems else longest & said:
            return True
    return False
