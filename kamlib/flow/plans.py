"""Perspective plans of the key accounts: from the workbooks to finished tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.buying import Buying, buying
from kamlib.flow.key_accounts import key_accounts, today
from kamlib.flow.once import once
from kamlib.flow.plan_facts import Ground, ground, lines_begun, position_known, proposed_lines
from kamlib.flow.plan_reviewed import reviewed, strange_lines
from kamlib.flow.prepare import prepared
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.method.plan_goals import goal_progress
from kamlib.method.plan_quantities import plan_by_year, plan_quantities
from kamlib.method.plan_quarters import plan_against_fact, plan_quarters, seasonality
from kamlib.method.plan_review import review_counts
from kamlib.method.plan_value import plan_budget, plan_value, plan_worth
from kamlib.pack import catalogue
from kamlib.problems import Problem
from kamlib.study.books import AccountForm, Books
from kamlib.study.books.layout_plan import PlanFacts, plan_form
from kamlib.study.folder import Study

NONE, EMPTY, BEGUN, PLANNED = "none", "empty", "begun", "planned"
_TYPED = ("goals", "steps", "offers")


@dataclass(frozen=True)
class PlanFrames:
    """The tables of plans; frames as the functions of the method give them, each with ``account``.

    Parameters
    ----------
    plan : DataFrame
        Frame of each plan, what is not typed filled in: ``base_year``, ``years``, ``discount_rate``.
    goals, steps, offers : DataFrame
        As typed; goals with their progress, see `goal_progress`.
    quantities : DataFrame
        Lines with what is known of year 0; see `plan_base`.
    position : DataFrame
        ``indicator``, ``label``, ``state``, ``origin`` ("data", "typed", ""), ``target``, ``note``.
    lines, years, budgets, worth, quarters, fact, remarks : DataFrame
        See `plan_quantities`, `plan_value`, `plan_budget`, `plan_worth`, `plan_quarters`,
        `plan_against_fact`, `plan_review`.
    """

    plan: pd.DataFrame
    goals: pd.DataFrame
    quantities: pd.DataFrame
    position: pd.DataFrame
    steps: pd.DataFrame
    offers: pd.DataFrame
    lines: pd.DataFrame
    years: pd.DataFrame
    budgets: pd.DataFrame
    worth: pd.DataFrame
    quarters: pd.DataFrame
    fact: pd.DataFrame
    remarks: pd.DataFrame


@dataclass(frozen=True)
class Plans(PlanFrames):
    """All plans of a study.

    Parameters
    ----------
    accounts : DataFrame
        One row for each key account and each account with a plan: ``account``, ``name``, ``manager``,
        ``revenue``, ``key``, ``state`` ("none": no workbook, "empty": nothing typed, "begun": no value can be
        reckoned, "planned"), ``version``, ``signed`` (manager and supervisor), ``review``, and the columns of
        `plan_worth` and `review_counts`. The largest value first, then by revenue.
    problems : list of Problem
        What in the workbooks can't be taken as it stands.
    ground : Ground
    centre : Buying
    today : Timestamp
    force : InForce
        Settings of the section ``plan``.
    discount_rate : float
        Of a plan that says none.
    """

    accounts: pd.DataFrame
    problems: list[Problem]
    ground: Ground
    centre: Buying
    today: pd.Timestamp
    force: InForce
    discount_rate: float

    @property
    def largest(self) -> str:
        """Key of the account whose plan is worth most; without plans the first account, else "" ."""
        return str(self.accounts["account"].iloc[0]) if len(self.accounts) else ""


@once(books=True)
def plans(study: Study, force: InForce, *, today: pd.Timestamp) -> Plans:
    """Return the plans of all accounts.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``plan``.
    today : Timestamp
        See `kamlib.flow.today`.

    Returns
    -------
    Plans

    Raises
    ------
    KamError
        When something stops the study.
    """
    known, books = ground(study), kept_books(study, "plan")
    centre = buying(study, settings_in_force(study, "buying"), today=today)
    usual = settings_in_force(study, "potential")
    rate, years = float(usual.value("discount_rate")), int(usual.value("horizon"))
    plan = _frames(books, base_year=known.last_full_year, years=years)
    typed = books.tables["quantities"]
    begun = typed[typed["account"].isin(lines_begun(typed)["account"])].reset_index(drop=True)
    base = known.base(begun, plan.set_index("account")["base_year"])
    lines = plan_quantities(base, plan, years=years)
    budgets = plan_budget(books.tables["steps"])
    value = plan_value(plan_by_year(lines), budgets)
    worth = plan_worth(value, plan, discount_rate=rate)
    quarters, fact = _quarters(known, force, value, books.tables["quarters"])
    frames = {
        "goals": goal_progress(books.tables["goals"], cap=force.value("goal_cap")), "quantities": base,
        "position": _position(study, books, known, centre, plan), "steps": books.tables["steps"],
        "offers": books.tables["offers"], "lines": lines, "years": value, "budgets": budgets, "worth": worth,
        "quarters": quarters, "fact": fact,
    }  # fmt: skip
    remarks = reviewed(study, books, frames, plan, known, centre, force, today)
    problems = [*books.problems, *strange_lines(base, books.files)]
    return Plans(
        accounts=_accounts(study, books, plan, worth, remarks), plan=plan, **frames, remarks=remarks,
        ground=known, centre=centre, problems=problems, today=today, force=force, discount_rate=rate,
    )  # fmt: skip


def plan_forms(study: Study, accounts: pd.DataFrame) -> list[AccountForm]:
    """Return the workbooks of plans as they shall be; `make_book` carries over what is typed.

    Parameters
    ----------
    study : Study
    accounts : DataFrame
        ``account`` and ``name``.

    Raises
    ------
    KamError
        When something stops the study.
    """
    study = study.named
    known, books = ground(study), kept_books(study, "plan")
    usual, day = settings_in_force(study, "potential"), today(study)
    centre = buying(study, settings_in_force(study, "buying"), today=day)
    frames = _frames(books, base_year=known.last_full_year, years=int(usual.value("horizon")))
    named = frames.set_index("account").reindex(accounts["account"])
    base_years = named["base_year"].fillna(known.last_full_year).astype("int64")
    years = named["years"].fillna(int(usual.value("horizon"))).astype("int64")
    managers = _managers(known)
    told = position_known(known, centre, accounts["account"], base_years)
    indicators = catalogue(study.settings, "position")
    forms = []
    for account, name in accounts[["account", "name"]].itertuples(index=False, name=None):
        frame = {"base_year": int(base_years[account]), "years": int(years[account]), "terms": "nominal",
                 "manager": managers.get(account)}
        lines = proposed_lines(known, account, int(base_years[account]), books.tables["quantities"])
        position = indicators.assign(state=[told.loc[account].get(fact) for fact in indicators["known"]])
        facts = PlanFacts(account, name, frame, lines, position, float(usual.value("discount_rate")))
        forms.append(AccountForm(account, name, "plan", plan_form(study.name, facts)))
    return forms


def _managers(known: Ground) -> dict[str, str]:
    about = known.found.accounts
    if "manager" not in about:
        return {}
    return {key: name for key, name in about[["account", "manager"]].itertuples(index=False, name=None)
            if isinstance(name, str)}


def _frames(books: Books, *, base_year: int, years: int) -> pd.DataFrame:
    """Return one frame for each workbook, with what is filled in where nobody typed it."""
    typed = books.tables["plan"].drop(columns="line")
    every = pd.DataFrame({"account": list(books.files)}, dtype="str").merge(typed, on="account", how="left")
    texts = [str(name) for name in every if pd.api.types.is_string_dtype(every[name])]
    every[texts] = every[texts].fillna("")
    filled = {"base_year": every["base_year"].fillna(base_year), "years": every["years"].fillna(years)}
    return every.assign(**filled).astype(dict.fromkeys(filled, "int64"))


def _quarters(
    known: Ground, force: InForce, value: pd.DataFrame, typed: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    ready = known.found.yearly.ready
    mine = known.sales[known.sales["account"].isin(value["account"])]
    seasons = seasonality(mine, first=ready.first, last=ready.as_of, years_min=force.value("season_years"))
    quarters = plan_quarters(value, typed, seasons)
    fact = plan_against_fact(quarters, mine, first=ready.first, last=ready.as_of,
                             reached=force.value("quarter_reached"))
    return quarters, fact


def _position(
    study: Study, books: Books, known: Ground, centre: Buying, plan: pd.DataFrame
) -> pd.DataFrame:
    """Return state and target of every indicator of the pack, for every plan."""
    indicators = catalogue(study.settings, "position").rename(columns={"key": "indicator"})
    told = position_known(known, centre, plan["account"], plan.set_index("account")["base_year"])
    rows = plan[["account"]].merge(indicators[["indicator", "label", "known"]], how="cross")
    typed = books.tables["position"].drop(columns="line")
    rows = rows.merge(typed, on=["account", "indicator"], how="left")
    texts = ["state", "target", "note"]
    rows[texts] = rows[texts].fillna("").astype("str")
    data = pd.Series([told.loc[account].get(fact) if fact else None for account, fact in
                      rows[["account", "known"]].itertuples(index=False, name=None)], index=rows.index,
                     dtype="object")
    origin = np.select([data.notna(), rows["state"] != ""], ["data", "typed"], "")
    return rows.assign(state=data.fillna(rows["state"]).astype("str"), origin=origin).drop(columns="known")


def _accounts(
    study: Study, books: Books, plan: pd.DataFrame, worth: pd.DataFrame, remarks: pd.DataFrame
) -> pd.DataFrame:
    key = key_accounts(study)
    others = prepared(study).accounts
    others = others[others["account"].isin(list(books.files)) & ~others["account"].isin(key["account"])]
    both = pd.concat([key.assign(key=True), others[["account", "name"]].assign(key=False)], ignore_index=True)
    frame = plan.assign(signed=plan["manager_on"].notna() & plan["supervisor_on"].notna())
    found = both[["account", "name", "manager", "revenue", "key"]].merge(
        frame[["account", "base_year", "version", "signed", "review"]], on="account", how="left")
    found = found.merge(worth, on="account", how="left")
    found = found.merge(review_counts(remarks, plan), on="account", how="left")
    found["state"] = _states(found, books)
    order = found.assign(typed=found["state"].isin([BEGUN, PLANNED]))
    order = order.sort_values(["npv_held", "typed", "revenue", "account"],
                              ascending=[False, False, False, True], na_position="last", ignore_index=True)
    return order.drop(columns="typed").assign(signed=order["signed"].fillna(False).astype("bool"))


def _states(found: pd.DataFrame, books: Books) -> pd.Series:
    """Return how far each plan is: none, empty, begun, planned."""
    state = pd.Series(NONE, index=found.index, dtype="str")
    state = state.mask(found["account"].isin(list(books.files)), EMPTY)
    state = state.mask(found["account"].isin(_begun(books)), BEGUN)
    return state.mask(found["npv_held"].notna(), PLANNED)


def _begun(books: Books) -> set[str]:
    """Return the accounts in whose plan somebody typed more than what was proposed."""
    typed = [lines_begun(books.tables["quantities"]), *(books.tables[name] for name in _TYPED)]
    return set(pd.concat([table["account"] for table in typed]))
