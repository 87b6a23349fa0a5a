"""The only place that knows the order of steps: one function per table."""

from kamlib.flow.assignment import Assignment, assignment
from kamlib.flow.assignment_tables import freed_hours, hours_varied, places_compared
from kamlib.flow.books import kept_books
from kamlib.flow.brief import brief, one_brief
from kamlib.flow.buying import Buying, buying, buying_forms
from kamlib.flow.buying_roles import roles_in_force
from kamlib.flow.buying_tables import (
    OneCentre,
    buying_troubles,
    evidence_of,
    if_won,
    one_centre,
    steps_of,
)
from kamlib.flow.changes import smallest_changes
from kamlib.flow.client_words import named_for_client
from kamlib.flow.codes import open_study
from kamlib.flow.company import Company, company_selection
from kamlib.flow.compare import periods_compared, price_parts
from kamlib.flow.criteria import criteria_in_force
from kamlib.flow.dependency import Dependency, dependency
from kamlib.flow.dependency_tables import (
    additions_of_key,
    best_shape,
    hanging,
    key_in_words,
    loads_in_words,
    one_dependency,
    recency_varied,
    unwritten,
)
from kamlib.flow.dossier_facts import dossier_facts
from kamlib.flow.dossier_files import attachments, attachments_table
from kamlib.flow.dossier_tables import (
    believed,
    dossier_list,
    dossier_troubles,
    held_later,
    interview_guide,
    shown_answers,
    unused_questions,
)
from kamlib.flow.dossiers import Dossiers, OneDossier, dossier_forms, dossiers, one_dossier
from kamlib.flow.entities import entities_of_accounts, kept_apart
from kamlib.flow.gate import look, tables_of
from kamlib.flow.handover import handover
from kamlib.flow.intake import (
    account_totals,
    decisions_in_words,
    files_read,
    grouped_accounts,
    known_shares,
    ledger,
    meanings,
    never_bought,
    revenue_by_month,
    stays_off,
    steps_taken,
    study_contents,
)
from kamlib.flow.key_accounts import key_accounts, one_account, today
from kamlib.flow.lab import Lab, ranking_lab
from kamlib.flow.manager_tables import (
    answers_in_numbers,
    cells_in_numbers,
    limits_compared,
    one_manager,
    served,
)
from kamlib.flow.managers import Managers, manager_selection
from kamlib.flow.meeting_sources import meeting_sources
from kamlib.flow.meetings import (
    Meetings,
    last_meeting,
    meeting_account,
    meetings,
    next_meeting,
    seven_mistakes,
)
from kamlib.flow.one_plan import OnePlan, Selected, one_plan, selected_since
from kamlib.flow.plan_tables import (
    asked_for,
    client_goals,
    plan_list,
    steps_by_year,
    without_plan,
)
from kamlib.flow.plans import Plans, plan_forms, plans
from kamlib.flow.portfolio import Portfolio, costs_to_serve, portfolio
from kamlib.flow.potential import Potential, potential
from kamlib.flow.potential_tables import (
    kind_of_clients,
    not_bought_yet,
    potential_of_account,
    statements,
    wallet_sources,
)
from kamlib.flow.prepare import Prepared, prepared
from kamlib.flow.promises import Register, register
from kamlib.flow.reviews import changes_since, review_name, reviews_kept
from kamlib.flow.schedule import Schedule, contact_schedule, schedule_troubles
from kamlib.flow.selection_tables import (
    asked_first,
    competing,
    criteria_in_numbers,
    decided_by_people,
    key_list,
    people_on,
    points,
    reasons,
    spread_of_people,
    tests_in_numbers,
    worth_of_key,
)
from kamlib.flow.settings import InForce, settings_in_force
from kamlib.study.folder import Study
