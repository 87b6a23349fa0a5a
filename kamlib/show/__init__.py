"""The edge to eyes: figures (matplotlib), tables and words. A figure draws a finished frame."""

from kamlib.show.assignment import capacity_curve_figure, equal_minutes_figure, load_bars, plans_figure
from kamlib.show.buying import coverage_bars, role_bars
from kamlib.show.buying_chart import organisation_chart
from kamlib.show.buying_map import people_map
from kamlib.show.buying_matrix import contact_matrix, role_stages
from kamlib.show.buying_network import influence_network
from kamlib.show.claims import claims_table
from kamlib.show.controls import loss_control
from kamlib.show.controls_buying import win_control
from kamlib.show.controls_dossier import expiry_control
from kamlib.show.controls_manager import capacity_control, gate_control
from kamlib.show.controls_selection import cut_control, weights_control
from kamlib.show.differences import differences_table
from kamlib.show.dossier import dossier_map
from kamlib.show.dossier_bars import dossier_bars, group_bars
from kamlib.show.dossier_fresh import full_and_fresh
from kamlib.show.dossier_table import facts_table
from kamlib.show.growth import growth_bars, price_quantity
from kamlib.show.lab import acceptability_bars, opinions_slope, rank_ranges, stability_ranges
from kamlib.show.lab_people import agreement_bars, information_bars
from kamlib.show.manager import influence_bars, two_lists_figure
from kamlib.show.matrix import portfolio_matrix
from kamlib.show.months import months_bars
from kamlib.show.named import named, without_names
from kamlib.show.portfolio import abc_bars, equal_clients, lorenz_curve, pareto_curve, top_shares
from kamlib.show.potential import reach_bars, wallet_bars
from kamlib.show.readings import (
    read_concentration,
    read_dependence,
    read_groups,
    read_growth,
    read_ledger,
    read_never_bought,
    read_pareto,
    read_portfolio,
    read_projects,
    read_stress,
    read_whale,
)
from kamlib.show.readings_buying import (
    read_buying,
    read_contacts,
    read_roles,
    read_steps,
    read_support,
    read_titles,
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
from kamlib.show.readings_pitfalls import read_pitfalls
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
from kamlib.show.scored import score_bars, spread_dots
from kamlib.show.selection import funnel_bars, selection_screen
from kamlib.show.style import note
from kamlib.show.tables import table
from kamlib.show.whale import whale_curve
from kamlib.show.white_space import white_space_map
from kamlib.show.why import why_sentence
from kamlib.show.why_table import why_table
from kamlib.show.words import change, money, number, percent

__all__ = [
    "abc_bars",
    "acceptability_bars",
    "agreement_bars",
    "capacity_control",
    "capacity_curve_figure",
    "change",
    "change_sentence",
    "claims_table",
    "contact_matrix",
    "coverage_bars",
    "cut_control",
    "dependence_bars",
    "difference_sentence",
    "differences_table",
    "dossier_bars",
    "dossier_map",
    "equal_clients",
    "equal_minutes_figure",
    "expiry_control",
    "facts_table",
    "full_and_fresh",
    "funnel_bars",
    "gate_control",
    "group_bars",
    "growth_bars",
    "influence_bars",
    "influence_network",
    "information_bars",
    "load_bars",
    "lorenz_curve",
    "loss_control",
    "money",
    "months_bars",
    "named",
    "note",
    "number",
    "opinions_slope",
    "organisation_chart",
    "pareto_curve",
    "people_map",
    "percent",
    "plans_figure",
    "portfolio_matrix",
    "price_quantity",
    "rank_ranges",
    "reach_bars",
    "read_acceptability",
    "read_agreement",
    "read_assignment",
    "read_buying",
    "read_company",
    "read_concentration",
    "read_contacts",
    "read_dependence",
    "read_dossier",
    "read_dossiers",
    "read_funnel",
    "read_groups",
    "read_growth",
    "read_guide",
    "read_influence",
    "read_information",
    "read_ledger",
    "read_loads",
    "read_matrix",
    "read_never_bought",
    "read_one_more",
    "read_opinions",
    "read_pareto",
    "read_pitfalls",
    "read_portfolio",
    "read_projects",
    "read_reachable",
    "read_roles",
    "read_screen",
    "read_spread",
    "read_stability",
    "read_steps",
    "read_stress",
    "read_support",
    "read_titles",
    "read_two_lists",
    "read_wallets",
    "read_whale",
    "read_white_space",
    "read_worth",
    "role_bars",
    "role_stages",
    "score_bars",
    "selection_screen",
    "spread_dots",
    "stability_ranges",
    "stress_bars",
    "table",
    "top_shares",
    "two_lists_figure",
    "wallet_bars",
    "weights_control",
    "whale_curve",
    "white_space_map",
    "why_asked",
    "why_sentence",
    "why_table",
    "win_control",
    "without_names",
]
