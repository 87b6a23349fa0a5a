"""The tables that each chapter shows, by name: the only place that follows when the library is moved."""

from collections.abc import Callable, Iterator

import pandas as pd

from kamlib import flow, method

Tables = Iterator[tuple[str, pd.DataFrame]]


def of_00(study: flow.Study) -> Tables:
    force = flow.settings_in_force(study, "portfolio")
    yield "contents", flow.study_contents(study)
    yield "settings", force.table
    numbers = ("concentration_share", "manager_share", "largest", "growth_months", "project_invoices")
    yield "limits", pd.DataFrame({name: [float(force.value(name))] for name in numbers})
    yield "cuts", pd.DataFrame({"cut": force.value("abc_cuts")})


def of_01(study: flow.Study) -> Tables:
    ready = flow.prepared(study)
    yield "files", flow.files_read(study)
    yield "steps", flow.steps_taken(study)
    yield "meanings", flow.meanings(study)
    yield "off", flow.stays_off(study)
    yield "ledger", flow.ledger(ready)
    yield "splits", ready.splits
    yield "decisions", flow.decisions_in_words(ready)
    yield "groups", flow.grouped_accounts(ready)
    yield "entities", flow.entities_of_accounts(study, ready.sales, total=ready.sales["amount"].sum())
    yield "apart", flow.kept_apart(ready)
    yield "targets", flow.never_bought(ready)
    yield "months", flow.revenue_by_month(ready)
    yield "known", flow.known_shares(ready)
    yield "totals", flow.account_totals(ready)
    yield "sales", ready.sales[["amount", *({"cost", "quantity"} & {*ready.sales})]]


def of_02(study: flow.Study) -> Tables:
    force = flow.settings_in_force(study, "portfolio")
    p = flow.portfolio(study, force)
    yield "accounts", p.accounts
    yield "pareto", method.pareto(p.accounts)
    yield "abc", method.abc_summary(method.abc(p.accounts, cuts=tuple(force.value("abc_cuts"))))
    numbers = method.concentration(p.accounts)
    names = ("accounts", "herfindahl", "effective_number", "gini")
    yield "concentration", pd.DataFrame({name: [getattr(numbers, name)] for name in names})
    yield "tops", method.top_shares(p.accounts, top=force.value("tops"))
    yield "entities", flow.entities_of_accounts(study, p.period.of(p.sales), total=p.accounts["amount"].sum())
    yield "whale", method.whale(p.accounts, service_costs=p.service_costs)
    yield "stress", method.stress(p.accounts, top=force.value("largest"))
    yield "dependence", method.dependence(p.by_manager, by="manager", threshold=force.value("manager_share"))
    yield "growth", method.growth(p.monthly, p.windows)
    yield "periods", flow.periods_compared(study)


def of_03(study: flow.Study) -> Tables:
    potential = flow.potential(study, flow.settings_in_force(study, "potential"))
    yield "accounts", potential.accounts
    yield "white space", potential.white_space
    yield "candidates", potential.candidates
    yield "sources", flow.wallet_sources(potential)
    yield "one account", flow.potential_of_account(potential, "")
    yield "statements", flow.statements(potential, "")
    yield "kind", flow.kind_of_clients(potential, "")
    yield "not bought", flow.not_bought_yet(potential, "")


def of_04(study: flow.Study) -> Tables:
    company = _company(study)
    yield "funnel", company.funnel
    yield "screen", company.screen
    yield "tests", flow.tests_in_numbers(company)
    yield "criteria", flow.criteria_in_numbers(company)
    yield "points", flow.points(company)
    yield "competing", flow.competing(company)
    yield "draws", company.acceptability
    yield "list", flow.key_list(company)
    yield "matrix", company.positions


def of_05(study: flow.Study) -> Tables:
    managers = flow.manager_selection(study, flow.settings_in_force(study, "manager"))
    yield "answers", flow.answers_in_numbers(managers)
    yield "lists", managers.lists
    yield "influence", managers.influence
    yield "served", flow.served(managers)
    yield "cells", flow.cells_in_numbers(managers)
    yield "changes", flow.smallest_changes(managers)
    yield "limits", flow.limits_compared(managers)
    yield "one manager", flow.one_manager(managers, "").ranked


def of_06(study: flow.Study) -> Tables:
    carry = flow.assignment(study, flow.settings_in_force(study, "capacity"))
    yield "steps", carry.steps
    yield "curve", carry.curve
    yield "loads", carry.loads
    yield "proposed", carry.proposed_loads
    yield "moves", carry.moves
    yield "plans", carry.plans
    yield "freed", flow.freed_hours(carry)
    yield "places", flow.places_compared(carry)
    yield "varied", flow.hours_varied(carry)


def of_07(study: flow.Study) -> Tables:
    found = flow.dossiers(study, flow.settings_in_force(study, "dossier"), today=flow.today(study, ""))
    yield "list", flow.dossier_list(found)
    yield "groups", found.groups
    yield "summary", found.summary
    yield "later", flow.held_later(found)
    yield "questions", found.questions
    if len(found.summary):
        one = flow.one_dossier(study, found, "")
        yield "one groups", one.groups
        yield "answers", one.answers
        yield "facts", one.facts
        yield "guide", flow.interview_guide(one, rows=30)


def of_08(study: flow.Study) -> Tables:
    people = flow.buying(study, flow.settings_in_force(study, "buying"), today=flow.today(study, ""))
    yield "key", people.key
    yield "catalogue", people.catalogue
    yield "steps", flow.steps_of(people)
    centre = flow.one_centre(people, "")
    for name in ("persons", "coverage", "contacts", "links", "ways", "team", "directions"):
        yield name, getattr(centre, name)


def of_09(study: flow.Study) -> Tables:
    found = flow.dependency(study, flow.settings_in_force(study, "dependency"), today=flow.today(study, ""))
    yield "key", flow.key_in_words(found)
    yield "absences", found.absences
    yield "managers", found.managers
    yield "people", found.people
    yield "loads", flow.loads_in_words(found)
    yield "recency", flow.recency_varied(found)
    yield "additions of key", flow.hanging(found)
    one = flow.one_dependency(found, "", "")
    yield "departures", one.departures
    yield "additions", one.additions


def of_10(study: flow.Study) -> Tables:
    plans = flow.plans(study, flow.settings_in_force(study, "plan"), today=flow.today(study, ""))
    one = flow.one_plan(plans, "")
    yield "plans", flow.plan_list(plans)
    yield "goals known", flow.client_goals(plans)
    yield "asked for", flow.asked_for(study)
    for name in ("goals", "lines", "years", "worth", "tornado", "next_offers", "quarters", "remarks"):
        yield name, getattr(one, name)
    yield "fan", one.scenarios.fan
    yield "chances", one.scenarios.chances


def of_11(study: flow.Study) -> Tables:
    now = flow.today(study, "")
    force = flow.settings_in_force(study, "meeting")
    promises = flow.register(study, today=now)
    brief = flow.one_brief(study, "", today=now, day="", force=force)
    plan = flow.contact_schedule(study, flow.settings_in_force(study, "schedule"), today=now)
    yield "promises", promises.promises
    yield "by person", promises.by_person
    yield "by manager", promises.by_manager
    yield "ageing", promises.ageing
    yield "processes", promises.processes
    yield "schedule", plan.lines
    yield "load", plan.load
    yield "people", brief.people
    yield "figures", brief.figures


def of_90(study: flow.Study) -> Tables:
    company = _company(study)
    lab = flow.ranking_lab(company, flow.settings_in_force(study, "lab"), order=[], swing={})
    names = ("weights", "ways", "stability", "central", "without", "evaluators", "groups", "correlations",
             "opinions", "information", "seeds")
    for name in names:
        yield name, getattr(lab, name)


def _company(study: flow.Study) -> flow.Company:
    return flow.company_selection(
        study, flow.settings_in_force(study, "selection"), flow.criteria_in_force(study))


CHAPTERS: dict[str, Callable[[flow.Study], Tables]] = {
    name.removeprefix("of_"): function
    for name, function in list(globals().items())
    if name.startswith("of_")
}
