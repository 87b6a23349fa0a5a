"""Story 14: the chemical plant where the title was courted and the specification was written elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One person at the client, by position; contact runs from 0 (none) to 3 (trusted)."""

    position: str
    role: str
    influence: int
    attitude: int | None
    contact: int


@dataclass(frozen=True)
class ChemicalPlantFacts:
    """People of the plant and the tenders lost there."""

    account: str = "Kobalt Chem"
    people: tuple[Person, ...] = (
        Person("director", "approver", 3, 2, 3),
        Person("chief engineer", "decides the specification", 4, -2, 0),
        Person("office of the director", "gatekeeper", 2, 2, 0),
        Person("head of purchasing", "buyer", 3, 0, 2),
        Person("head of the workshop", "user", 2, 1, 1),
    )
    lost_on_specification: tuple[str, ...] = ("2023-09-20", "2024-05-15", "2025-03-19")


CHEMICAL_PLANT = ChemicalPlantFacts()


def person(position: str) -> Person:
    """Return the person with a position at the chemical plant."""
    return next(one for one in CHEMICAL_PLANT.people if one.position == position)
