"""What the answers of a form say, as rows of the tables in ``judgement/``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kamlib.study.forms.cells import Answer
from kamlib.study.statements import STATEMENTS, known_by


@dataclass(frozen=True)
class Statement:
    """One row of a table, the cell that it comes from, and its columns that nobody touched."""

    table: str
    row: dict[str, str]
    answer: Answer
    kept: frozenset[str] = frozenset()

    @property
    def untouched(self) -> bool:
        """Whether it says nothing but what the form was sent with."""
        return set(self.row) - {*STATEMENTS[self.table].key, "who", "by", "on"} <= self.kept

    @property
    def touched(self) -> dict[str, str]:
        """Its row without what stands as the form was sent, but for what it is known by."""
        own = self.kept.difference(STATEMENTS[self.table].key)
        return {name: text for name, text in self.row.items() if name not in own}

    def key(self, keys: Mapping[str, str]) -> tuple[str, ...]:
        """By what the statement is known among those of all forms; ``keys`` as in `known_by`."""
        return (self.table, *known_by(self.row, STATEMENTS[self.table], keys))

    @property
    def weighs(self) -> list[str]:
        """Names of the numbers that it gives."""
        columns = STATEMENTS[self.table].columns
        return [name for name, column in columns.items() if column.kind == "number"]

    @property
    def said(self) -> dict[str, str]:
        """What it says, without of what, who and when."""
        left = ("on", "by", *STATEMENTS[self.table].key)
        names = [name for name in STATEMENTS[self.table].columns if name not in left]
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
    new = {answer.about for answer in answers if answer.comment or not answer.untouched}
    return [
        Statement("notes", row | {"account": about, "note": "\n".join(text for text, _at in own)}, own[0][1],
                  frozenset() if about in new else frozenset({"note"}))
        for about, own in pieces.items()
        if own
    ]


def kept_in(answer: Answer, *columns: str) -> frozenset[str]:
    """Return the columns of a row that a cell stands for, where nobody touched it."""
    return frozenset(columns) if answer.untouched else frozenset()


def with_evidence(answers: list[Answer], column: str) -> Iterator[tuple[Answer, dict[str, str]]]:
    """Yield every answer with the evidence that goes with it.

    Evidence stands once beside an account. Written anew it goes with every answer about it; left as it was
    sent it goes with new answers only, as the others may have evidence of their own.
    """
    told = {a.about: a for a in answers if a.column == column and a.text}
    for answer in answers:
        if answer.column != column and answer.text:
            known = told.get(answer.about)
            goes = known and not (known.untouched and answer.before)
            yield answer, {"evidence": known.text} if known and goes else {}


def unanswered(answers: list[Answer], column: str) -> list[Answer]:
    """Return evidence without an answer that it could stand beside, and what was written beside cells."""
    told = {a.about for a in answers if a.column != column and a.text}
    return [a for a in answers if a.comment or (a.column == column and a.about not in told)]
