"""Rows grouped in one column by outline or indent: the usual 1C report."""

import pytest

from tests.study.read.conftest import codes, put

INDENTED = (
    "Контрагент;Сумма\nРомашка;30\n   Болт;10\n      Док 1;4\n      Док 2;6\n   Гайка;20\n      Док 3;20\n"
    "Весна;5\n   Болт;5\n      Док 4;5\nИтого;35\n"
)


def report(levels=True, indents=False, amounts=(30, 10, 10, 20, 20, 5, 5, 5), below=False):
    names = [
        ("Ромашка", 0), ("Болт", 1), ("Док 1", 2), ("Гайка", 1), ("Док 2", 2), ("Весна", 0), ("Болт", 1),
        ("Док 3", 2),
    ]

    def fill(book):
        sheet = book.add_worksheet("TDSheet")
        sheet.outline_settings(True, below, True, False)
        put(
            sheet, [["Продажи"], ["Период: 2024 г."], [None], ["Контрагент", None, "Сумма"], ["Номенклатура"]]
        )
        for i, ((name, level), value) in enumerate(zip(names, amounts, strict=True)):
            sheet.write(5 + i, 0, name, book.add_format({"indent": level if indents else 0}))
            if value is not None:
                sheet.write(5 + i, 2, value)
            if levels:
                sheet.set_row(5 + i, None, None, {"level": level})
        put(sheet, [["Итого", None, sum(amounts[i] or 0 for i in (2, 4, 7))]], row=13)

    return fill


def test_rows_indented_by_spaces_are_flattened_and_their_sums_compared(table):
    found = table(INDENTED)
    assert found.frame.to_dict("list") == {
        "level_1": ["Ромашка", "Ромашка", "Ромашка", "Весна"], "level_2": ["Болт", "Болт", "Гайка", "Болт"],
        "level_3": ["Док 1", "Док 2", "Док 3", "Док 4"], "Сумма": [4, 6, 20, 5],
    }
    assert found.rows.tolist() == [4, 5, 7, 10]
    assert any("subtotals agree" in step for step in found.steps)
    assert any("totals row 11 left out" in step for step in found.steps)
    assert found.problems == []


NAMELESS = (None, None, 10, None, 20, None, None, 5)


@pytest.mark.parametrize(("marks", "step"), [
    ({}, "subtotals agree"), ({"below": True}, "subtotals agree"),
    ({"levels": False, "indents": True}, "subtotals agree"),
    ({"amounts": NAMELESS}, "only name their groups"),
], ids=["outline", "outline that says sums stand below", "indents by format", "groups without numbers"])
def test_rows_grouped_by_the_sheet_are_flattened(read_book, marks, step):
    [found] = read_book(report(**marks)).tables
    assert found.frame["level_1"].tolist() == ["Ромашка", "Ромашка", "Весна"]
    assert found.frame["level_2"].tolist() == ["Болт", "Гайка", "Болт"]
    assert found.frame["level_3"].tolist() == ["Док 1", "Док 2", "Док 3"]
    assert (found.frame["Сумма"].tolist(), found.rows.tolist()) == ([10, 20, 5], [8, 10, 13])
    assert any(step in said for said in found.steps)
    assert "Номенклатура" in found.notes


def test_a_subtotal_that_differs_is_a_warning(read_book):
    [found] = read_book(report(amounts=(31, 10, 10, 20, 20, 5, 5, 5))).tables
    [problem] = [p for p in found.problems if p.code == "subtotal-differs"]
    assert (problem.row, problem.found, problem.severity) == (6, "31", "warning")
    assert found.frame["Сумма"].tolist() == [10, 20, 5]


def test_upper_rows_that_are_no_sums_are_refused_naming_the_levels(read_book):
    result = read_book(report(amounts=(1, 2, 10, 3, 20, 4, 7, 5)))
    assert "rows-grouped" in codes(result)
    [problem] = [p for p in result.all_problems if p.code == "rows-grouped"]
    assert "Ромашка" in problem.message
    assert "level_3" in problem.message


def test_documents_dated_on_the_lowest_level_do_not_make_the_column_a_date(table):
    days = "".join(f"   {day:02d}.01.2024;1\n" for day in range(1, 21))
    found = table(f"Client;Amount\nAcme;20\n{days}")
    assert found.frame["level_1"].unique().tolist() == ["Acme"]
    assert codes(found) == set()


def test_subtotals_of_excel_below_their_rows_are_totals(read_book):
    def fill(book):
        sheet = book.add_worksheet()
        rows = [
            ["Client", "Amount"], ["Acme", 1], ["Acme", 2], ["Acme Total", 3], ["Beta", 5],
            ["Beta Total", 5], ["Grand Total", 8],
        ]
        put(sheet, rows)
        for row, level in ((1, 2), (2, 2), (3, 1), (4, 2), (5, 1)):
            sheet.set_row(row, None, None, {"level": level})

    [found] = read_book(fill).tables
    assert found.frame.to_dict("list") == {"Client": ["Acme", "Acme", "Beta"], "Amount": [1, 2, 5]}
    assert found.problems == []


def test_levels_take_the_headings_that_stand_for_them_where_there_is_one_for_each(read_book):
    def fill(book):
        sheet = book.add_worksheet("TDSheet")
        sheet.outline_settings(True, False, True, False)
        put(sheet, [["Контрагент", "Сумма"], ["Документ"], ["Номенклатура"]])
        for i, (name, level, value) in enumerate([
            ("Ромашка", 0, 30), ("Реализация 0001 от 12.03.2024 10:00:00", 1, 30), ("Болт", 2, 10),
            ("Гайка", 2, 20),
            ("Весна", 0, 5), ("Реализация 0002 от 31.03.2024 9:15:00", 1, 5), ("Болт", 2, 5),
        ]):  # fmt: skip
            sheet.write(3 + i, 0, name)
            sheet.write(3 + i, 1, value)
            sheet.set_row(3 + i, None, None, {"level": level})

    [found] = read_book(fill).tables
    assert list(found.frame) == ["Контрагент", "Документ", "Документ (date)", "Номенклатура", "Сумма"]
    assert found.frame["Документ (date)"].dt.strftime("%d.%m.%Y").tolist() == [
        "12.03.2024", "12.03.2024", "31.03.2024",
    ]
    assert [c.heading for c in found.columns] == list(found.frame)
