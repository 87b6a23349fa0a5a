"""The reviewer of a perspective plan: remarks as a good colleague makes them, each with its place."""

from kamlib.method.plan_review.of_rivals import speaks_of
from kamlib.method.plan_review.remarks import CODES, PlanTables
from kamlib.method.plan_review.review import plan_review, review_counts
