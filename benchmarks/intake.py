"""Reading foreign files: ours beside pandas (text) and openpyxl (workbooks), which check nothing.

python benchmarks/intake.py [thousands of lines of text]
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import xlsxwriter

COLUMNS = (
    "Client",
    "Date",
    "Invoice",
    "Line",
    "Article",
    "Group",
    "Pieces",
    "Amount",
    "Cost",
    "Due",
    "Paid",
    "Manager",
)

READERS = {
    "kamlib": "from kamlib.study.read import read_file; from pathlib import Path\n"
    "t = read_file(Path(file), label='f').tables[0]; rows = len(t.frame)",
    "pandas": "import pandas as pd\n"
    "rows = len(pd.read_csv(file, sep=';', decimal=',', encoding='cp1251', low_memory=False))",
    "openpyxl, values only": "import openpyxl\n"
    "book = openpyxl.load_workbook(file, read_only=True, data_only=True)\n"
    "rows = sum(1 for _ in book.active.iter_rows(values_only=True)) - 1",
}


def text_file(path: Path, lines: int) -> None:
    """Write an export as an ERP does: cp1251, semicolons, decimal commas, dd.mm.yyyy."""
    random = np.random.default_rng(7)
    with path.open("w", encoding="cp1251") as file:
        file.write(";".join(COLUMNS) + "\n")
        for i in range(lines):
            day = f"{1 + i % 28:02d}.{1 + i % 12:02d}.{2022 + i % 4}"
            amount = f"{random.integers(100, 9_000_000) / 100:.2f}".replace(".", ",")
            fields = (
                f"{i % 900:05d}",
                day,
                f"S-{i // 5}",
                i % 5 + 1,
                f"BV-{i % 200}",
                f"Группа {i % 8}",
                i % 50 + 1,
            )
            file.write(";".join(map(str, (*fields, amount, amount, day, day, f"Менеджер {i % 9}"))) + "\n")


def workbook(path: Path, rows: int, columns: int) -> None:
    """Write a sheet of numbers and words."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [f"Column {c}" for c in range(columns)])
    for r in range(1, rows + 1):
        sheet.write_row(r, 0, [f"Client {r % 900}" if c % 3 == 0 else r * 1.25 + c for c in range(columns)])
    book.close()


def measured(reader: str, file: Path) -> tuple[int, float, float]:
    """Return rows, seconds and peak memory in GB of one reader, in a process of its own."""
    code = (
        f"import resource, time; file = {str(file)!r}; began = time.perf_counter()\n{READERS[reader]}\n"
        "print(rows, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rows, seconds, memory = done.stdout.split()
    return int(rows), float(seconds), float(memory)


def main() -> None:
    """Measure each file with each reader and print a table; stop when they disagree on the rows."""
    thousands = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        text, sheet = Path(folder, "sales.csv"), Path(folder, "sales.xlsx")
        text_file(text, thousands * 1000)
        workbook(sheet, 60_000, 15)
        runs = [("text", text, "kamlib"), ("text", text, "pandas")]
        runs += [("workbook", sheet, "kamlib"), ("workbook", sheet, "openpyxl, values only")]
        print("| file | reader | rows | seconds | peak memory, GB |\n|---|---|---|---|---|")
        seen: dict[str, int] = {}
        for name, file, reader in runs:
            rows, seconds, memory = measured(reader, file)
            if seen.setdefault(name, rows) != rows:
                raise SystemExit(f"{reader} reads {rows} rows of {name}, not {seen[name]}")
            print(f"| {name} | {reader} | {rows} | {seconds:.1f} | {memory:.2f} |", flush=True)


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"in all {time.perf_counter() - began:.0f} s")
