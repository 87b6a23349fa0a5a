"""What data, wallets and the buying centre know of a plan: year 0 of its lines, and our position."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.buying import Buying
from kamlib.flow.once import once
from kamlib.flow.potential import Potential, potential
from kamlib.flow.settings import settings_in_force
from kamlib.method.aggregate import aggregate
from kamlib.method.base.wallet_cells import NOBODY, cells
from kamlib.method.plan_base import PROPOSED, plan_base
from kamlib.method.receivables import receivables
from kamlib.study.folder import Study
from kamlib.tables import MOST_YEARS
from kamlib.text import _, ngettext

_SHOWN = 6
_AHEAD = [f"share_{year}" for year in range(1, MOST_YEARS + 1)]
_HELD = ["account", "group", "wallet", "growth", "reachable"]


@dataclass(frozen=True)
class Ground:
    """What the plans of a study stand on.

    Parameters
    ----------
    found : Potential
    sales : DataFrame
        Lines that count, each with a ``group``: where the study has none, one for everything.
    bought : DataFrame
        By ``account``, ``group`` and ``year``: see `aggregate`.
    groups : list of str
        Product groups, largest first.
    wallets : DataFrame
        ``account``, ``group``, ``wallet``, ``growth``, ``reachable``.
    """

    found: Potential
    sales: pd.DataFrame
    bought: pd.DataFrame
    groups: list[str]
    wallets: pd.DataFrame

    @property
    def last_full_year(self) -> int:
        """The last calendar year that the file covers; the last one it touches where it covers none."""
        ready = self.found.yearly.ready
        years = range(ready.as_of.year, ready.first.year - 1, -1)
        return next((year for year in years if ready.covers(year)), ready.as_of.year)

    def sold(self, year: int) -> pd.DataFrame:
        """Return our sales of a calendar year by account and group."""
        return self.bought[self.bought["year"] == year]

    def base(self, quantities: pd.DataFrame, base_years: pd.Series) -> pd.DataFrame:
        """Return the lines of plans with what is known of their year 0; see `plan_base`.

        Parameters
        ----------
        quantities : DataFrame
            As typed.
        base_years : Series
            Account -> year 0.
        """
        ready, parts = self.found.yearly.ready, []
        for year, rows in quantities.groupby(quantities["account"].map(base_years).fillna(0).astype("int64")):
            covered = rows["account"].unique().tolist() if ready.covers(int(str(year))) else []
            parts.append(plan_base(rows, self.sold(int(str(year))), self.wallets, self.found.typed.rates,
                                   groups=self.groups, covered=covered))
        if not parts:
            return plan_base(quantities, self.sold(0), self.wallets, self.found.typed.rates,
                             groups=self.groups, covered=[])
        order = {account: place for place, account in enumerate(quantities["account"].unique())}
        return pd.concat(parts).sort_values("account", key=lambda keys: keys.map(order), kind="stable",
                                            ignore_index=True)


@once(books=True)
def ground(study: Study) -> Ground:
    """Return what the plans of a study stand on.

    Raises
    ------
    KamError
        When something stops the study.
    """
    found = potential(study, settings_in_force(study, "potential"))
    sales, every = found.yearly.ready.sales, cells(found.wallets)
    if "group" in sales:
        wallets = every[every["group"] != NOBODY]
    else:
        sales = sales.assign(group=_("All products"))
        wallets = every[every["group"] == NOBODY].assign(group=_("All products"))
    by = sales.groupby("group")["amount"].sum().sort_values(ascending=False, kind="stable")
    groups = [*by.index, *sorted(set(wallets["group"]) - set(by.index))]
    bought = aggregate(sales, by=["account", "group", "year"])
    return Ground(found, sales, bought, groups, wallets[_HELD])


def lines_begun(quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the lines that somebody wrote, or gave a share to come; a mere proposal is none."""
    own = ~quantities["line"].str.startswith(PROPOSED)
    return quantities[own | quantities[_AHEAD].notna().any(axis=1)]


def step_states(steps: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Return what became of each step of a plan until a day: "done", "overdue" or "open"."""
    state = pd.Series("open", index=steps.index, dtype="str").mask(steps["until"] < day, "overdue")
    return state.mask(steps["done"] <= day, "done")


def proposed_lines(known: Ground, account: str, base_year: int, kept: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each group that an account buys, from us or from others, and that no line joins yet.

    Parameters
    ----------
    known : Ground
    account : str
    base_year : int
    kept : DataFrame
        Lines of its plan that is there.

    Returns
    -------
    DataFrame
        ``name``, ``sales``, ``wallet``, ``share_0``, ``margin_rate``, ``growth``; largest wallet first.
    """
    own = kept[(kept["account"] == account) & ~kept["line"].str.startswith(PROPOSED)]
    lines = pd.DataFrame({"account": account, "line": [f"{PROPOSED}{g}" for g in known.groups],
                          "name": known.groups, "groups": ""})
    both = pd.concat([lines, own], ignore_index=True).reindex(columns=[*kept.columns])
    numbers = [str(name) for name in kept if pd.api.types.is_float_dtype(kept[name])]
    both[numbers] = both[numbers].astype("float64")
    told = known.base(both.fillna({"groups": ""}), pd.Series({account: base_year}))
    found = told[told["line"].str.startswith(PROPOSED)]
    found = found[(found["revenue"] > 0) | (found["wallet"] > 0)]
    share = (found["revenue"] / found["wallet"]).where(found["wallet"] > 0)
    rate = found["margin_rate"].where(found["margin_from"] == "data")
    named = found.assign(sales=found["revenue"], share_0=share, margin_rate=rate,
                         size=found["wallet"].fillna(found["revenue"]))
    placed = named.sort_values(["size", "name"], ascending=[False, True], ignore_index=True)
    return placed[["name", "sales", "wallet", "share_0", "margin_rate", "growth"]]


def position_known(
    known: Ground, centre: Buying, accounts: pd.Series, base_years: pd.Series
) -> pd.DataFrame:
    """Return what is known of our position today, in words.

    Parameters
    ----------
    known : Ground
    centre : Buying
    accounts : Series
        Keys.
    base_years : Series
        Account -> year 0: groups are counted in it.

    Returns
    -------
    DataFrame
        Index account; ``groups``, ``payment``, ``contacts``, ``roles``, ``rival``: missing where nobody
        knows.
    """
    found = pd.DataFrame(index=pd.Index(accounts, name="account"))
    found["groups"] = [_groups(known, account, int(base_years[account])) for account in accounts]
    found["payment"] = found.index.map(_payment(known, centre.today)).astype("object")
    about = centre.accounts.set_index("account")
    talks = centre.persons["contact"] >= centre.force.value("contact_from")
    met = centre.persons[talks].groupby("account").size()
    for account, row in about.reindex(found.index).iterrows():
        if pd.notna(row["written"]) and bool(row["written"]):
            count = int(met.get(account, 0))
            found.loc[account, "contacts"] = ngettext("{} person", "{} persons", count).format(count)
            found.loc[account, "roles"] = _("{} of {}").format(int(row["covered"]), int(row["needed"]))
    found["rival"] = found.index.map(_rivals(known)).astype("object")
    return found.reindex(columns=["groups", "payment", "contacts", "roles", "rival"])


def _groups(known: Ground, account: str, year: int) -> str | None:
    if not known.found.yearly.ready.covers(year):
        return None
    sold = known.sold(year)
    bought = sold[(sold["account"] == account) & (sold["amount"] > 0)]
    names = bought.sort_values("amount", ascending=False)["group"].tolist()
    shown = ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
    words = _("{n} of {all}: {names}") if names else _("{n} of {all}")
    return words.format(n=len(names), all=len(known.groups), names=shown)


def _payment(known: Ground, today: pd.Timestamp) -> dict[str, str]:
    if not {"due", "paid"} <= set(known.sales):
        return {}
    told = receivables(known.sales, known_until=known.found.yearly.ready.as_of, day=today)
    words = _("{paid:.0f} days, agreed {terms:.0f}")
    rows = told.dropna(subset=["payment_days", "terms_days"])
    return {str(row.account): words.format(paid=row.payment_days, terms=row.terms_days)
            for row in rows.itertuples()}


def _rivals(known: Ground) -> dict[str, str]:
    """Return the competitor who holds most at each account, with its share and the end of its contract."""
    named = known.found.rivals.dropna(subset=["share"])
    first = named.sort_values("base", ascending=False, kind="stable").drop_duplicates("account")
    told = {}
    for row in first.to_dict("records"):
        words = _("{name}: {share:.0f} % of {group}").format(
            name=row["supplier"], share=100 * row["share"], group=row["group"] or _("everything"))
        last = row["contract_end"]
        end = _(", contract to {:%Y-%m-%d}").format(last) if pd.notna(last) else ""
        told[str(row["account"])] = words + end
    return told
