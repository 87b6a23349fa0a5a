"""Whatever the bytes, an answer comes back and no exception."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kamlib.study.read import ReadResult, read_file

QUICK = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCRAPS = st.sampled_from(
    [
        ";", ",", "\t", "|", '"', "'", "\n", "\r\n", "\r", "\0", "Итого", "Total", "1,5", "1.234", "-",
        "01.02.2024", "99/99/9999", "#N/A", "Jan 2024", "=1+1", "(", ")", " ", "\u00a0", "€", "00417",
        "1e400", "９", "NULL", "a", "Ж", "%", "0", "1", "12345678901234567890", "sep=;", "\ufeff", "2024",
        "20240131", "nan", "inf",
    ]
)


def answered(result: ReadResult) -> None:
    assert result.tables or any(problem.severity == "error" for problem in result.problems)
    for table in result.tables:
        assert len(table.rows) == len(table.frame)
        assert [column.heading for column in table.columns] == list(table.frame.columns)
        assert list(map(str, table.all_problems)) is not None


def given_bytes(folder: Path, content: bytes, name: str) -> ReadResult:
    path = folder / name
    path.write_bytes(content)
    return read_file(path, label=f"input/{name}")


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.parquet", "a.csv.gz"]))
@QUICK
def test_random_bytes_get_an_answer(tmp_path: Path, content: bytes, name: str) -> None:
    answered(given_bytes(tmp_path, content, name))


@given(st.lists(SCRAPS, max_size=60).map("".join), st.sampled_from(["utf-8", "utf-16", "cp1251"]))
@QUICK
def test_random_scraps_of_tables_get_an_answer(tmp_path: Path, text: str, encoding: str) -> None:
    answered(given_bytes(tmp_path, text.encode(encoding, "replace"), "a.csv"))


@given(st.lists(st.lists(SCRAPS, min_size=1, max_size=5), min_size=1, max_size=12))
@QUICK
def test_random_cells_get_an_answer(tmp_path: Path, rows: list[list[str]]) -> None:
    text = "\n".join(";".join(cell.replace("\n", "").replace("\r", "") for cell in row) for row in rows)
    answered(given_bytes(tmp_path, text.encode(), "a.csv"))


@pytest.fixture(scope="module")
def whole_workbook() -> bytes:
    book = Workbook()
    for row in [["Client", "Amount"], ["Acme", 1.5], ["Birch", 2]]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@given(st.data())
@QUICK
def test_damaged_workbooks_get_an_answer(tmp_path: Path, whole_workbook: bytes, data: st.DataObject) -> None:
    content = bytearray(whole_workbook[: data.draw(st.integers(1, len(whole_workbook)))])
    for _ in range(data.draw(st.integers(0, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    answered(given_bytes(tmp_path, bytes(content), "a.xlsx"))


@given(st.data())
@QUICK
def test_damaged_sheet_xml_gets_an_answer(tmp_path: Path, data: st.DataObject) -> None:
    import zipfile

    kinds = st.sampled_from(["n", "s", "str", "b", "e", "d", "inlineStr", "x", ""])
    values = st.sampled_from(["1", "x", "", "-1", "99999", "1e400", "nan", "2024-01-01", "0.5", "3000000"])
    cells = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(["A1", "B1", "A2", "B2", "ZZ9", "", "A0", "1"]),
                kinds,
                values,
                st.sampled_from(["0", "1", "77", "x", "-1"]),
            ),
            max_size=12,
        )
    )
    body = "".join(f'<c r="{r}" t="{t}" s="{s}"><v>{v}</v></c>' for r, t, v, s in cells)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml", '<workbook><sheets><sheet name="S" sheetId="1"/></sheets></workbook>'
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet><sheetData><row r="1">{body}</row></sheetData></worksheet>',
        )
    answered(read_file(path, label="input/a.xlsx"))
