"""Tables of the managers' selection for a page: answers, one manager, who is served, cells, other limits."""

from dataclasses import dataclass, replace

import pandas as pd

from kamlib.flow.managers import Managers, Rules, as_company
from kamlib.method.two_lists import two_lists
from kamlib.pack import PARAMETER, Setting
from kamlib.problems import KamError, Problem
from kamlib.text import N_, _

CELLS = {
    "both": (N_("both lists"), N_("three tasks, one plan")),
    "company": (N_("company only"), N_("who serves it, at which cost, and who owns it at the top?")),
    "manager": (N_("manager only"), N_("what would the company have to know?")),
    "neither": (N_("neither"), N_("good service, as for everybody")),
    "half": (N_("key on one list, the other is open"), N_("key already: ask what the other list needs")),
    "open": (N_("open"), N_("ask: one of the two lists does not know yet")),
}  # fmt: skip
LIMITS = (-0.1, 0.0, 0.1, 0.2)


@dataclass(frozen=True)
class OneManager:
    """One manager's part: ``influence`` (accounts with answers), ``ranked`` (his list), ``lists`` (both)."""

    manager: str
    influence: pd.DataFrame
    ranked: pd.DataFrame
    lists: pd.DataFrame

    @property
    def accounts(self) -> int:
        """How many accounts the manager has, or was answered for."""
        return int(self.lists["account"].nunique())


def one_manager(found: Managers, manager: str = "") -> OneManager:
    """Return one manager's part; without a name, of him whose two lists differ most.

    Raises
    ------
    KamError
        When nobody of that name has accounts.
    """
    names = sorted(found.lists["manager"].dropna().unique())
    chosen = manager or _most_different(found, names)
    if chosen not in names:
        remedy = _("there are: {}").format(", ".join(names))
        raise KamError(Problem("manager-unknown", _("is no manager with accounts"), remedy, found=manager))
    frames = {"influence": found.influence, "ranked": _in_words(found), "lists": found.lists}
    parts = {name: frame[frame["manager"] == chosen].reset_index(drop=True) for name, frame in frames.items()}
    return OneManager(chosen, **parts)


def _in_words(found: Managers) -> pd.DataFrame:
    """Return the managers' lists with the tests that hold, and what is still to be asked, by their names."""
    labels = {**found.company.labels, "influence": _("influence")}
    words = {
        column: [", ".join(labels.get(key, key).lower() for key in keys.split(",") if key)
                 for keys in found.listed[of].fillna("")]
        for column, of in (("because", "holding"), ("to_ask", "ask"))
    }  # fmt: skip
    return found.listed.assign(**words)


def _most_different(found: Managers, names: list[str]) -> str:
    """Return the manager with most accounts on one list only; of equal ones who was asked about most."""
    apart = found.lists[found.lists["cell"].isin(["company", "manager"])]["manager"].value_counts()
    asked = found.influence["manager"].value_counts()
    order = sorted(names, key=lambda name: (-apart.get(name, 0), -asked.get(name, 0), name))
    return order[0] if order else ""


def answers_in_numbers(found: Managers) -> pd.DataFrame:
    """Return for each manager how many accounts were asked about and by whom they were answered.

    Returns
    -------
    DataFrame
        ``manager``, ``accounts``, ``asked``, ``both`` (manager and supervisor, or settled), ``one``,
        ``differ`` (to be talked about), ``assumed`` (without evidence), ``incomplete`` (answers missing);
        last, where there are any, the accounts that nobody manages today.
    """
    own = found.listed.groupby("manager").size().rename("accounts")
    known = found.influence[found.influence["answered"] != "none"]
    counts = known.assign(
        both=known["answered"].isin(["both", "settled"]),
        one=known["answered"].isin(["manager", "supervisor"]), incomplete=known["missing"] != "",
    )  # fmt: skip
    sums = counts.groupby("manager").agg(
        asked=("account", "size"), both=("both", "sum"), one=("one", "sum"), differ=("differs", "sum"),
        assumed=("assumed", "sum"), incomplete=("incomplete", "sum"))
    table = own.to_frame().join(sums).fillna(0).astype("int64").reset_index()
    orphans = int(found.company.measures["manager"].isna().sum())
    nobody = {"manager": _("(nobody's account)"), "accounts": orphans}
    return pd.concat([table, pd.DataFrame([nobody])], ignore_index=True) if orphans else table


def served(found: Managers) -> pd.DataFrame:
    """Return the served accounts, largest first.

    Returns
    -------
    DataFrame
        ``manager``, ``name``, ``sold`` and yearly ``revenue``, ``influence``, ``hours`` a month that they
        take, where somebody knows them; ``company``: the company's verdict; ``circumstances``: loyal in what
        it does, though it does not see us as a credible partner [seed002]_.
    """
    company = found.company
    mine = found.listed[found.listed["verdict"] == "served"]
    hours = found.hours.accounts.set_index("account")["hours"]
    verdict = company.listed.set_index("account")["verdict"]
    held = mine["account"].isin(held_by_circumstances(found))
    told = mine.assign(hours=mine["account"].map(hours), company=mine["account"].map(verdict),
                       circumstances=held.map({True: _("loyal, held by circumstances"), False: ""}))
    return told.sort_values(["revenue", "account"], ascending=[False, True], ignore_index=True)


def held_by_circumstances(found: Managers) -> set[str]:
    """Return the accounts that are loyal in behaviour and do not see us as a credible partner."""
    loyal = found.company.screen.set_index("account")["loyal"].fillna(False).astype("bool")
    said = found.company.evidence
    denied = said.loc[(said["part"] == "credible") & ~said["answer"].fillna(True).astype("bool"), "account"]
    return set(loyal.index[loyal]) & set(denied)


def cells_in_numbers(found: Managers) -> pd.DataFrame:
    """Return the cells of the two lists: ``cell``, ``accounts``, ``sold``, ``revenue``, ``decision``."""
    cells = found.lists["cell"].mask(found.lists["half"], "half")
    by = found.lists.assign(cell=cells).groupby("cell").agg(
        accounts=("account", "size"), sold=("sold", "sum"), revenue=("revenue", "sum"))
    rows = [(_(words), _(decision), key) for key, (words, decision) in CELLS.items() if key in by.index]
    table = pd.DataFrame(rows, columns=["cell", "decision", "key"]).set_index("key").join(by)
    return table.reset_index(drop=True)


def limits_compared(found: Managers) -> pd.DataFrame:
    """Return who is served and where accounts stand, at limits of influence around the one in force.

    Returns
    -------
    DataFrame
        ``influence_min``, ``served``, ``both``, ``company``, ``manager``, ``waiting`` (counts of accounts).
    """
    force, company = found.rules.force, found.company
    limit = float(force.value("influence_min"))
    ours = as_company(company)
    rows = []
    for step in LIMITS:
        least = round(min(1.0, max(0.0, limit + step)), 4)
        rules = _with_limit(found.rules, least)
        _strong, listed = rules.listed(found.given)
        cells = two_lists(ours, listed)["cell"].value_counts()
        verdicts = listed["verdict"].value_counts()
        rows.append({"influence_min": least, **{name: int(verdicts.get(name, 0)) for name in
                                                ("served", "waiting")},
                     **{name: int(cells.get(name, 0)) for name in ("both", "company", "manager")}})
    return pd.DataFrame(rows)


def _with_limit(rules: Rules, least: float) -> Rules:
    known = rules.force.settings["influence_min"]
    setting = Setting(known.name, least, known.kind, known.meaning, known.source, PARAMETER)
    changed = rules.force.settings | {"influence_min": setting}
    return replace(rules, force=replace(rules.force, settings=changed))
