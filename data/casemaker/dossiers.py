"""Story 16: one dossier full and stale, one half empty and valid."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DossierFacts:
    """Counts of questions that apply, of those answered and of those answered and still valid."""

    account: str
    questions: int
    answered: int
    valid: int
    median_age_months: int


STALE = DossierFacts("Orbita Energo", questions=39, answered=32, valid=10, median_age_months=26)
FRESH = DossierFacts("Meridian Neft", questions=40, answered=22, valid=22, median_age_months=4)


def complete(dossier: DossierFacts) -> float:
    """Share of the questions that are answered."""
    return dossier.answered / dossier.questions


def still_valid(dossier: DossierFacts) -> float:
    """Share of the answers that are still valid."""
    return dossier.valid / dossier.answered
