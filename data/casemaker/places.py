"""Places on the lists, as the arithmetic of the selection gives them; the tests count them anew."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceFacts:
    """Places on the computed list of the company, before people's decisions, and on a manager's own list."""

    chain: int = 14
    new_line: int = 4
    new_line_with_manager: int = 4
    project: int = 3
    leader: int = 8
    carried_instead: str = "4.3"  # key accounts of mean hours that the hours of the chain would carry
    last_in: str = "Polana Aqua"
    first_out: str = "Silva Term"


PLACES = PlaceFacts()
