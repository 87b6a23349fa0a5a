"""The edge to eyes: figures (matplotlib), tables and words. A figure draws a finished frame."""

from kamlib.show import _settings
from kamlib.show.absences import absence_bars, read_absences
from kamlib.show.assignment import capacity_curve_figure, equal_minutes_figure, load_bars, plans_figure
from kamlib.show.buying import coverage_bars, role_bars
from kamlib.show.buying_chart import organisation_chart
from kamlib.show.buying_map import people_map
from kamlib.show.buying_matrix import contact_matrix, role_stages
from kamlib.show.buying_network import influence_network
from kamlib.show.claims import claims_table
from kamlib.show.controls import loss_control
from kamlib.show.controls_buying import win_control
from kamlib.show.controls_dependency import leaver_control
from kamlib.show.controls_dossier import expiry_control
from kamlib.show.controls_manager import capacity_control, gate_control
from kamlib.show.controls_meeting import promises_control
from kamlib.show.controls_plan import plan_control
from kamlib.show.controls_selection import cut_control, weights_control
from kamlib.show.dependency import contact_picture
from kamlib.show.dependency_bars import (
    more_contacts_steps,
    second_contact_bars,
    who_leaves_bars,
)
from kamlib.show.differences import differences_table
from kamlib.show.dossier import dossier_map
from kamlib.show.dossier_bars import dossier_bars, group_bars
from kamlib.show.dossier_fresh import full_and_fresh
from kamlib.show.dossier_table import facts_table
from kamlib.show.growth import growth_bars, price_quantity
from kamlib.show.handover import handover_table
from kamlib.show.lab import acceptability_bars, opinions_slope, rank_ranges, stability_ranges
from kamlib.show.lab_people import agreement_bars, information_bars
from kamlib.show.manager import influence_bars, two_lists_figure
from kamlib.show.matrix import portfolio_matrix
from kamlib.show.meeting_tables import brief_table, promises_table, readiness_table, schedule_table
from kamlib.show.months import months_bars
from kamlib.show.plan_bridge import plan_bridge
from kamlib.show.plan_fan import plan_fan
from kamlib.show.plan_goals import goals_table
from kamlib.show.plan_quarters import plan_quarters_bars
from kamlib.show.plan_remarks import read_remarks, remarks_table
from kamlib.show.plan_revenue import plan_revenue_bars
from kamlib.show.plan_table import plan_table
from kamlib.show.plan_tornado import plan_tornado_bars
from kamlib.show.portfolio import abc_bars, equal_clients, lorenz_curve, pareto_curve, top_shares
from kamlib.show.potential import reach_bars, wallet_bars
from kamlib.show.promises import promises_timeline
from kamlib.show.readings import (
    read_buyers,
    read_concentration,
    read_dependence,
    read_groups,
    read_growth,
    read_ledger,
    read_never_bought,
    read_pareto,
    read_portfolio,
    read_projects,
    read_splits,
    read_stress,
    read_whale,
)
from kamlib.show.readings_buying import (
    read_buying,
    read_centre,
    read_contacts,
    read_roles,
    read_steps,
    read_support,
    read_titles,
)
from kamlib.show.readings_contacts import additions_sentence, read_additions
from kamlib.show.readings_dependency import (
    leaver_sentence,
    read_breaking,
    read_chance,
    read_dependency,
    read_overload,
    read_second,
    read_shape,
)
from kamlib.show.readings_dossier import read_dossier, read_dossiers, read_guide, why_asked
from kamlib.show.readings_hours import read_assignment, read_loads, read_one_more
from kamlib.show.readings_lab import (
    read_acceptability,
    read_agreement,
    read_information,
    read_opinions,
    read_stability,
)
from kamlib.show.readings_manager import change_sentence, difference_sentence, read_influence, read_two_lists
from kamlib.show.readings_meeting import (
    read_finding,
    read_processes,
    read_promises,
    read_readiness,
    read_schedule,
)
from kamlib.show.readings_pitfalls import read_pitfalls
from kamlib.show.readings_plan import (
    read_bridge,
    read_fan,
    read_goals,
    read_goals_known,
    read_quarters,
    read_tornado,
)
from kamlib.show.readings_plans import (
    read_changes,
    read_client_version,
    read_growth_path,
    read_next_offers,
    read_plan,
    read_plans,
    read_position,
    read_selected,
)
from kamlib.show.readings_potential import read_reachable, read_wallets, read_white_space
from kamlib.show.readings_selection import (
    read_company,
    read_funnel,
    read_matrix,
    read_screen,
    read_spread,
    read_worth,
)
from kamlib.show.risk import dependence_bars, stress_bars
from kamlib.show.schedule import week_load_map
from kamlib.show.scored import score_bars, spread_dots
from kamlib.show.selection import funnel_bars, selection_screen
from kamlib.show.style import note
from kamlib.show.tables import table
from kamlib.show.whale import whale_curve
from kamlib.show.white_space import white_space_map
from kamlib.show.why import why_sentence
from kamlib.show.why_table import why_table
from kamlib.show.words import change, money, number, percent
