"""Who answers and who scores: six evaluators, and the head of sales who supervises the managers."""

import re

SUPERVISOR = "Igor Lang"
PROJECT_LEAD = "Marta Rey"
# The six who score: two managers and four from other departments, so that sales does not judge alone.
SIX = ("Adam Bor", "Nina Sova", SUPERVISOR, PROJECT_LEAD, "Kira Blum", "Anton Veles")
SCORED_ON = "2026-01-19"
ANSWERED_ON = "2026-01-20"
SETTLED_ON = "2026-01-27"
DECIDED_ON = "2026-01-28"
ESTIMATED_ON = "2026-01-15"


def slug(name: str) -> str:
    """Return the name of a person's file: small letters and hyphens."""
    return re.sub(r"[^a-z]+", "-", name.lower())
