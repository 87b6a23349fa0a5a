"""``docs/tables.md``: what every table holds, written from its description.

``python -m kamlib.tables.docs`` writes the page.
"""

from collections.abc import Iterator
from pathlib import Path

from kamlib.tables import GIVEN, JUDGED, NOTES, PEOPLE, REVIEWED, WORKBOOKS, Column, Table

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"
_BEGIN = """# Tables

Written by `python -m kamlib.tables.docs` from `kamlib/tables/*.yaml`; change it there.

Columns marked * must be there. In a workbook, a line without one is named and not counted.
In a file of `judgement/` it stops the study.
A *person* is named as in the other tables; a *share* is typed as 35 % or 0.35, a *date* as 2026-01-31.
"""
_FAMILIES = {
    "What a client's files become": ("`study.yaml` says which column of which file each is.", GIVEN, "{}"),
    "A file for each person": ("Two people never write the same file.", PEOPLE | {NOTES.name: NOTES},
                               "judgement/{}/NAME.csv"),
    "A file that all share": ("One row for one statement.", JUDGED, "judgement/{}.csv"),
}
_TOLD = {"whole": "whole number", "answer": "yes, no, unknown or a number"}


def page() -> str:
    """Return the text of the page."""
    return "\n".join([_BEGIN, *_parts()]).rstrip() + "\n"


def _parts() -> Iterator[str]:
    for heading, (words, tables, place) in _FAMILIES.items():
        yield from (f"## {heading}\n", f"{words}\n")
        for table in tables.values():
            yield _table(table, place.format(table.name))
    for kind, book in WORKBOOKS.items():
        file, day = ("meetings/meeting-2026-02-12", ", `day`") if kind == "meeting" else (kind, "")
        yield (f"## judgement/dossiers/ACCOUNT/{file}.xlsx\n\n"
               f"Every table begins with `account`{day} and `line`, the key of the line in the workbook.\n")
        for table in book.tables.values():
            if table.meaning:
                sheets = ", ".join(f"*{sheet.name}*" for sheet in table.sheets.values())
                yield _table(table, table.name, f" Sheet {sheets}.")
    yield "## What a review keeps\n"
    yield f"In `judgement/reviews/`, a folder for each day: {', '.join(REVIEWED)}.\n"
    yield from (_table(table, f"reviews: {name}") for name, table in REVIEWED.items()
                if not any(name in book.tables for book in WORKBOOKS.values()))


def _table(table: Table, heading: str, more: str = "") -> str:
    sees, known = bool(table.client_sees), ", ".join(f"`{name}`" for name in table.key)
    head = ["column", *(["on the sheet"] if table.sheets else []), "takes",
            *(["client sees"] if sees else []), "meaning"]
    rows = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name, column in table.columns.items():
        cells = [f"{name} *" if column.required else name, *([column.label] if table.sheets else []),
                 _takes(column), *(["yes" if column.client_sees else ""] if sees else []),
                 column.meaning if not column.enables else f"{column.meaning}; for: {column.enables}"]
        rows.append("| " + " | ".join(cell.replace("\n", "; ") or "\u2013" for cell in cells) + " |")
    said = f"{table.meaning[0].upper()}{table.meaning[1:]}.{more}" + (f" Known by {known}." if known else "")
    return "\n".join([f"### {heading}\n", f"{said}\n", *rows, ""])


def _takes(column: Column) -> str:
    """Return what a cell takes: its kind, its range or its choices."""
    if column.words:
        words = ", ".join(value for value, _shown in column.words)
        return words if column.choices else f"{words} or other words"
    low, high = ("" if end is None else f"{end:g}" for end in (column.low, column.high))
    ends = f"{low} to {high}" if low and high else f"{low} or more" if low else ""
    return ", ".join(filter(None, (_TOLD.get(column.described, column.described), ends)))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
