"""A report of clients, their documents and the goods on them, as accounting programs print it."""

from collections.abc import Callable, Sequence
from typing import Any

# Client, documents of the client, amounts of the goods on each.
SOLD = {
    "Ромашка ООО": [[10.5, 20.0], [5.25]],
    "Весна ООО": [[7.0], [3.0, 4.0, 5.0]],
    "Сосна ООО": [[8.0, 9.0], [1.0, 2.0]],
}
TOTAL = 74.75  # 10.5 + 20 + 5.25 + 7 + 3 + 4 + 5 + 8 + 9 + 1 + 2
LINES = 11


def grouped_report(
    document: Callable[[int], str],
    *,
    outline: bool,
    headings: Sequence[str] = ("Контрагент", "Сумма"),
    below: Sequence[str] = (),
    total: float = TOTAL,
) -> Callable[[Any], None]:
    """Return a function that writes the report into a workbook, levels as outline or as indents."""
    rows: list[tuple[str, int, float]] = []
    number = 0
    for client, documents in SOLD.items():
        rows.append((client, 0, sum(map(sum, documents))))
        for amounts in documents:
            number += 1
            rows.append((document(number), 1, sum(amounts)))
            rows += [(f"Болт М{size}", 2, amount) for size, amount in enumerate(amounts, 6)]

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("TDSheet")
        sheet.outline_settings(True, False, True, False)
        for row, cells in enumerate([headings, *([name] for name in below)]):
            sheet.write_row(row, 0, cells)
        for row, (name, level, amount) in enumerate(rows, 1 + len(below)):
            sheet.write(row, 0, name, book.add_format({"indent": 0 if outline else level}))
            sheet.write(row, 1, amount)
            if outline:
                sheet.set_row(row, None, None, {"level": level})
        sheet.write_row(1 + len(below) + len(rows), 0, ["Итого", total])

    return fill
