"""Writes ANSWERS.md: every number measured on the truth, none typed into the text."""

from pathlib import Path

from casemaker import tell_growth, tell_money, tell_people
from casemaker.truth import Truth

TEMPLATE = Path(__file__).parent / "answers_template.md"


def write_answers(truth: Truth, folder: Path) -> None:
    """Write ``ANSWERS.md`` into a folder."""
    numbers = tell_money.tell(truth) | tell_growth.tell(truth) | tell_people.tell(truth)
    text = TEMPLATE.read_text(encoding="utf-8").format_map(numbers)
    (folder / "ANSWERS.md").write_bytes(text.encode("utf-8"))
