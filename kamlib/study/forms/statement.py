"""What the answers of a form say, as rows of the tables in ``judgement/``."""

from dataclasses import dataclass

from kamlib.study.forms.cells import Answer
from kamlib.study.statements import KEYS, STATEMENTS


@dataclass(frozen=True)
class Statement:
    """One row of a table, and the cell that it comes from."""

    table: str
    row: dict[str, str]
    answer: Answer

    @property
    def key(self) -> tuple[str, ...]:
        """By what the statement is known among those of all forms."""
        return (self.table, *(self.row.get(name, "") for name in KEYS[self.table]))

    @property
    def weighs(self) -> list[str]:
        """Names of the numbers that it gives."""
        columns = STATEMENTS[self.table].columns
        return [name for name, column in columns.items() if column.kind == "number"]

    @property
    def said(self) -> dict[str, str]:
        """What it says, without who and when."""
        names = [name for name in STATEMENTS[self.table].columns if name not in ("on", "by")]
        return {name: self.row.get(name, "") for name in names}


def notes_of(
    answers: list[Answer], *, who: str, form: str, round: str = "1", columns: tuple[str, ...] = ("note",)
) -> list[Statement]:
    """Return one note for each account: what its columns hold, and what stands beside cells."""
    pieces: dict[str, list[tuple[str, Answer]]] = {}
    for answer in answers:
        own = pieces.setdefault(answer.about, [])
        if answer.column in columns and answer.text:
            own.append((answer.text, answer))
        if answer.comment:
            own.append((f"{answer.label}: {answer.comment}", answer))
    row = {"who": who, "form": form, "round": round}
    return [
        Statement("notes", row | {"account": about, "note": "\n".join(text for text, _at in own)}, own[0][1])
        for about, own in pieces.items()
        if own
    ]


def evidence_of(answers: list[Answer], column: str) -> dict[str, str]:
    """Return by account what was written as evidence for all that is answered about it."""
    return {a.about: a.text for a in answers if a.column == column and a.text}


def unanswered(answers: list[Answer], column: str) -> list[Answer]:
    """Return evidence without an answer that it could stand beside, and what was written beside cells."""
    told = {a.about for a in answers if a.column != column and a.text}
    return [a for a in answers if a.comment or (a.column == column and a.about not in told)]
