"""The arithmetic of the method: frames and keyword arguments in, frames out; no file, no pack, no screen."""

from kamlib.method.abc import abc, abc_summary
from kamlib.method.acceptability import acceptability, rank_acceptability, verdicts
from kamlib.method.aggregate import aggregate
from kamlib.method.agreement import kendall_w
from kamlib.method.anchors import propose_anchors
from kamlib.method.assignment import assign, one_more_manager
from kamlib.method.base.points import anchored, as_share
from kamlib.method.base.votes import mean_correlation, own_and_others
from kamlib.method.buying import buying, not_above_zero
from kamlib.method.capacity import Capacity, capacity, capacity_curve, hours_each, key_hours
from kamlib.method.central import central_weights
from kamlib.method.claims import claims, profit_basis
from kamlib.method.company_list import company_list, knock_outs
from kamlib.method.concentration import concentration, effective_number, gini, herfindahl, lorenz, top_shares
from kamlib.method.dependence import dependence
from kamlib.method.evaluators import evaluator_agreement, leave_one_out, totals
from kamlib.method.funnel import funnel
from kamlib.method.growth import growth, growth_split
from kamlib.method.influence import influence, influence_answers
from kamlib.method.information import information_value
from kamlib.method.lacking import lacking
from kamlib.method.manager_list import manager_list
from kamlib.method.manager_scores import manager_scores
from kamlib.method.margin_rates import margin_rates
from kamlib.method.measures import measures
from kamlib.method.minutes import loads
from kamlib.method.narrowed import narrowed
from kamlib.method.owner import managers_over_time, owner
from kamlib.method.pairwise import pairwise_weights
from kamlib.method.pareto import held_by_top, pareto, reaching
from kamlib.method.peers import expected
from kamlib.method.periods import complete_months, covered, equal_months
from kamlib.method.pitfalls import pitfalls
from kamlib.method.prices import price_index
from kamlib.method.projects import one_project
from kamlib.method.rank_weights import rank_order_centroid, rank_sum
from kamlib.method.ranking import attractiveness, by_evaluator, contributions, ranking, score_range
from kamlib.method.reachable import reachable
from kamlib.method.reachable_of_accounts import joint_growth_npv, reachable_of_accounts
from kamlib.method.relative_strength import matrix_positions, relative_strength
from kamlib.method.rivals import rivals
from kamlib.method.scores import Scored, measures_used, score_matrix
from kamlib.method.screen import large, loyal, promising, screen
from kamlib.method.second_opinion import second_opinion, turned_round
from kamlib.method.served import gate
from kamlib.method.smallest_change import Tables, smallest_change
from kamlib.method.smallest_company import smallest_company_change
from kamlib.method.stability import weight_stability
from kamlib.method.stress import stress
from kamlib.method.swing import swing_weights
from kamlib.method.two_lists import two_lists
from kamlib.method.wallet import wallets
from kamlib.method.wallet_of_accounts import wallet_of_accounts
from kamlib.method.wallet_rule import wallet_rule
from kamlib.method.whale import whale, whale_summary
from kamlib.method.white_space import candidates, white_space
from kamlib.method.worth import worth_the_hours
