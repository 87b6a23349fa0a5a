"""The company's list: who may be key, who comes first, how sure each place is."""

from dataclasses import dataclass

import pandas as pd

from kamlib.flow.certainty import certainty, drawn_in_words, rests_on
from kamlib.flow.listing import listing
from kamlib.flow.once import once
from kamlib.flow.portfolio import service_costs_of
from kamlib.flow.potential import Potential, potential
from kamlib.flow.said import said
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.flow.yearly import Yearly
from kamlib.method.base.window import MONTHS
from kamlib.method.funnel import funnel
from kamlib.method.measures import measures
from kamlib.method.periods import equal_months
from kamlib.method.pitfalls import pitfalls
from kamlib.method.projects import one_project
from kamlib.method.ranking import attractiveness, unknown_weight
from kamlib.method.relative_strength import matrix_positions, relative_strength
from kamlib.method.scores import Scored, measures_used
from kamlib.method.screen import screen
from kamlib.method.worth import worth_the_hours
from kamlib.pack import catalogue
from kamlib.study.folder import Study

_AXES = {"strength": "strong_difference", "share_of_wallet": "strong_share_of_wallet",
         "stage": "strong_stage"}


@dataclass(frozen=True)
class Company:
    """The company's selection, step by step; frames as the functions of the method give them.

    Parameters
    ----------
    measures : DataFrame
        See `measures`, every account.
    criteria, tests : DataFrame
        The criteria and the tests in force.
    questions : dict of str to str
        Fact -> its question.
    screen, evidence : DataFrame
        See `screen`: the six tests of every account, and what each rests on.
    scores, facts : DataFrame
        What people said.
    scored : Scored
        Points of the accounts that are ranked, with range and source.
    ranking : DataFrame
        See `ranking`.
    knocked_out : DataFrame
        See `knock_outs`.
    decided : DataFrame
        What people decided: ``account``, ``decided``, ``reason``, ``by``.
    listed : DataFrame
        See `company_list`, every account, with ``revenue``, ``margin``, ``manager``, ``in_list``, ``sure``,
        and where costs to serve are known ``profit``, what they leave of the margin.
    acceptability : DataFrame
        See `certainty`: the candidates for a place.
    pitfalls, worth, positions, funnel : DataFrame
        See the functions with these names.
    weights : Series
        Of the main criteria; they add up to 1.
    places : int
        Room on the list.
    by_size : bool
        The list rests on size alone; see `rests_on_size`.
    force : InForce
    potential : Potential
    """

    measures: pd.DataFrame
    criteria: pd.DataFrame
    tests: pd.DataFrame
    questions: dict[str, str]
    screen: pd.DataFrame
    evidence: pd.DataFrame
    scores: pd.DataFrame
    facts: pd.DataFrame
    scored: Scored
    ranking: pd.DataFrame
    knocked_out: pd.DataFrame
    decided: pd.DataFrame
    listed: pd.DataFrame
    acceptability: pd.DataFrame
    pitfalls: pd.DataFrame
    worth: pd.DataFrame
    positions: pd.DataFrame
    funnel: pd.DataFrame
    weights: pd.Series
    places: int
    by_size: bool
    force: InForce
    potential: Potential

    @property
    def caution(self) -> str:
        """What the order rests on where that is little, in words; "" where people or data decide enough."""
        if not self.by_size:
            return ""
        source = self.scored.source
        return rests_on(source, self.weights, self.used, self.labels, unknown_weight(source, self.weights))

    @property
    def drawn(self) -> str:
        """What was drawn to see how sure each place is, in words."""
        return drawn_in_words(self.force)

    @property
    def labels(self) -> dict[str, str]:
        """Test or criterion -> its name on screen."""
        both = (self.tests, self.criteria)
        return {key: label for table in both for key, label in zip(table["key"], table["label"], strict=True)}

    @property
    def names(self) -> dict[str, str]:
        """Account -> its name."""
        return dict(zip(self.measures["account"], self.measures["name"], strict=True))

    @property
    def used(self) -> pd.Series:
        """Criterion -> the measure that stands for it here; "" where none does."""
        inside = self.measures[self.measures["account"].isin(self.scored.base.index)]
        return measures_used(self.criteria, inside, known_from=self.force.value("measure_known_from"))

    @property
    def strong(self) -> float:
        """From where on strength is high in the portfolio matrix, on its axis."""
        axis = str(self.positions["axis"].iloc[0]) if len(self.positions) else "strength"
        return float(self.force.value(_AXES[axis]))

    @property
    def yearly(self) -> Yearly:
        """The year that everything is measured on."""
        return self.potential.yearly


@once(books=False)
def company_selection(study: Study, force: InForce, criteria: pd.DataFrame) -> Company:
    """Return the company's selection.

    Parameters
    ----------
    study : Study
    force : InForce
        Settings of the section ``selection``.
    criteria : DataFrame
        From `criteria_in_force`.

    Returns
    -------
    Company

    Raises
    ------
    KamError
        When something stops the study, or what people typed can't be carried out.

    Examples
    --------
    >>> from kamlib.flow import criteria_in_force, open_study, settings_in_force
    >>> study = open_study()
    >>> found = company_selection(study, settings_in_force(study, "selection"), criteria_in_force(study))
    >>> len(found.listed), found.listed["verdict"].iloc[0]
    (116, 'key')
    """
    found = potential(study, settings_in_force(study, "potential"))
    year = found.yearly
    measured = measures(
        year.ready.sales, year.accounts, first=year.ready.first, as_of=year.ready.as_of, year=year.window,
        rhythm=force.value("rhythm"), wallets=found.accounts, reach=found.accounts,
    )
    tables = {name: said(study, year.ready, name) for name in
              ("scores", "facts", "influence", "key_accounts", "strength", "positions", "hours")}
    wide, evidence = _screened(study, force, measured, tables["facts"])
    made = listing(force, criteria, measured, wide, evidence, tables["scores"], tables["key_accounts"])
    scored, order, out, listed, weights, by_size = made
    sure = certainty(force, scored, weights, listed, by_size=by_size)
    return Company(
        measures=measured, criteria=criteria, tests=catalogue(study.settings, "tests"),
        questions=dict(catalogue(study.settings, "facts")[["key", "question"]].to_numpy()),
        screen=wide, evidence=evidence, scores=tables["scores"], facts=tables["facts"], scored=scored,
        ranking=order, knocked_out=out, decided=tables["key_accounts"],
        listed=_with_figures(listed, measured, sure, service_costs_of(study, year.ready, year.year), year),
        acceptability=sure,
        pitfalls=_pitfalls(study, force, scored, criteria, measured, tables["scores"], listed, order, out,
                           year),
        worth=worth_the_hours(measured, tables["hours"], hour_rate=force.value("hour_rate")),
        positions=_positions(force, scored, criteria, measured, evidence, listed, tables),
        funnel=funnel(measured, wide, tables["scores"], tables["influence"], listed,
                      scored=force.value("scored"), answered=force.value("answered")),
        weights=weights, places=force.value("places"), by_size=by_size, force=force, potential=found,
    )  # fmt: skip


def _screened(
    study: Study, force: InForce, measured: pd.DataFrame, facts: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    names = ("large_share", "max_large", "loyal_regularity", "loyal_periods", "loyal_years",
             "loyal_share_of_wallet", "min_criteria")
    limits = {name: force.value(name) for name in names}
    known_from = study.settings["portfolio.cost_known_from"].value
    return screen(measured, facts, catalogue(study.settings, "facts"), cost_known_from=known_from, **limits)


def _with_figures(
    listed: pd.DataFrame, measured: pd.DataFrame, sure: pd.DataFrame, costs: pd.DataFrame | None,
    year: Yearly,
) -> pd.DataFrame:
    known = [name for name in ("revenue", "margin", "manager") if name in measured]
    table = year.with_sold(listed.merge(measured[["account", *known]], on="account", how="left"))
    if costs is not None and "margin" in known:
        spent = costs.groupby("account")["amount"].sum()
        margin = table["margin"] * (year.months / MONTHS)
        table["profit"] = margin - table["account"].map(spent).fillna(0.0)
    return table.merge(sure[["account", "in_list", "verdict"]].rename(columns={"verdict": "sure"}),
                       on="account", how="left")


def _pitfalls(
    study: Study, force: InForce, scored: Scored, criteria: pd.DataFrame, measured: pd.DataFrame,
    scores: pd.DataFrame, listed: pd.DataFrame, order: pd.DataFrame, out: pd.DataFrame, year: Yearly,
) -> pd.DataFrame:
    names = ("places", "double_count", "direction", "discriminates", "tie_gap", "halo", "own_votes",
             "many_criteria")
    limits = {name: force.value(name) for name in names}
    chosen = {name: study.settings[f"portfolio.{name}"].value for name in
              ("growth_months", "project_invoices", "project_growth", "project_share", "project_times")}
    windows = equal_months(year.ready.first, year.ready.as_of, months=chosen["growth_months"])
    projects = one_project(year.ready.sales, windows, invoices=chosen["project_invoices"],
                           grows_from=chosen["project_growth"], share_from=chosen["project_share"],
                           times_usual=chosen["project_times"])
    placed = order[order["account"].isin(listed.loc[listed["place"].notna(), "account"])]
    return pitfalls(scored.base, scored.source, criteria, measured, scores, placed, out, projects, **limits)


def _positions(
    force: InForce, scored: Scored, criteria: pd.DataFrame, measured: pd.DataFrame, evidence: pd.DataFrame,
    listed: pd.DataFrame, tables: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    # Where strength has to be asked, it is asked for the list, not for everybody.
    shown = listed.loc[(listed["verdict"] == "key") | (listed["place"] <= force.value("places")), "account"]
    attractive = attractiveness(scored.base.loc[sorted(shown)], criteria)
    known = relative_strength(tables["strength"]).set_index("account")["strength"]
    shares = measured.set_index("account")["share_of_wallet"]
    stages = evidence[evidence["part"] == "stage"].set_index("account")["value"]
    strong = {axis: force.value(name) for axis, name in _AXES.items()}
    placed = matrix_positions(
        attractive, known, shares, stages, tables["positions"], high=force.value("high"), strong=strong,
        known_from=force.value("measure_known_from"),
    )  # fmt: skip
    about = measured.set_index("account")[["name", "revenue", "target"]]
    return placed.join(about, on="account")
