"""What several tables of an account's workbooks have in common."""

from kamlib.tables.schema import Column

CONFIDENCE = ("fact", "said", "assumed")
NOT_APPLICABLE = "not applicable"
MOST_YEARS = 5
ROLES_A_PERSON = 3
YES = ("yes",)


def share(meaning: str, low: float = 0.0, high: float = 1.0) -> Column:
    """Return a column of shares, 0 to 1 unless it says otherwise."""
    return Column(meaning, "number", "share", low=low, high=high)


def money(meaning: str) -> Column:
    """Return a column of money, not below zero."""
    return Column(meaning, "number", "money", low=0)
