"""Reports grouped by client, document and goods, in which only the name of the document tells the day."""

import pytest

from kamlib.study.read.documents import day_in
from tests.study.grouped_report import LINES, TOTAL, grouped_report
from tests.study.read.conftest import codes

NAMES = {
    "Russian": lambda n: f"Реализация товаров и услуг 0000-{n:06d} от {n:02d}.02.2025 12:00:00",
    "Polish": lambda n: f"Faktura FV/{n}/2025 z dnia 2025-02-{n:02d}",
    "English": lambda n: f"Invoice {n} dated {n + 12:02d}/02/2025",
}


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("outline", [True, False])
def test_the_day_stands_beside_its_document_and_subtotals_are_check_sums(read_book, language, outline):
    [found] = read_book(grouped_report(NAMES[language], outline=outline)).tables
    assert list(found.frame) == ["Контрагент", "Document", "Document (date)", "level_3", "Сумма"]
    later = 12 if language == "English" else 0
    assert found.frame["Document (date)"].dt.strftime("%Y-%m-%d").unique().tolist() == [
        f"2025-02-{n + later:02d}" for n in range(1, 7)
    ]
    assert found.frame["Document"].unique().tolist() == [NAMES[language](n) for n in range(1, 7)]
    assert (len(found.frame), found.frame["Сумма"].sum()) == (LINES, TOTAL)
    assert any("subtotals agree with the rows below them" in step for step in found.steps)
    assert any("its amounts agree with the sums of the columns" in step for step in found.steps)
    assert 'the days in the names of "Document" are in the column "Document (date)"' in found.steps
    assert found.all_problems == []


def test_levels_are_called_by_one_heading_that_names_them_all(read_book):
    report = grouped_report(NAMES["English"], outline=True, headings=("Client / Invoice / Item", "Amount"))
    [found] = read_book(report).tables
    assert list(found.frame) == ["Client", "Invoice", "Invoice (date)", "Item", "Amount"]


def test_levels_are_called_by_the_lines_below_the_heading(read_book):
    report = grouped_report(NAMES["Russian"], outline=True, below=("Документ", "Номенклатура"))
    [found] = read_book(report).tables
    assert list(found.frame) == ["Контрагент", "Документ", "Документ (date)", "Номенклатура", "Сумма"]


def test_days_and_months_that_can_not_be_told_apart_are_asked_about_and_the_answer_is_kept(read_book):
    report = grouped_report(lambda n: f"Invoice {n} dated {n:02d}/02/2025", outline=True)
    result = read_book(report)
    [question] = [q for table in result.tables for q in table.questions]
    assert question.setting == ("columns", "Document (date)", "dates")
    assert set(question.choices) == {"dmy", "mdy"}
    for order, days in (("dmy", ["01", "02", "03", "04", "05", "06"]), ("mdy", ["02"] * 6)):
        [found] = read_book(report, columns={"Document (date)": {"dates": order}}).tables
        assert found.frame["Document (date)"].drop_duplicates().dt.strftime("%d").tolist() == days
        assert found.all_problems == []
        assert found.settings["columns"]["Document (date)"] == {"kind": "date", "dates": order}


def test_the_settings_in_force_read_the_same_report_again(read_book):
    report = grouped_report(NAMES["Russian"], outline=True)
    [first] = read_book(report).tables
    [again] = read_book(report, **first.settings).tables
    assert again.frame.equals(first.frame)
    assert again.all_problems == []


def test_a_subtotal_of_a_document_that_differs_is_told(read_book):
    report = grouped_report(NAMES["Russian"], outline=True, total=TOTAL + 1)
    assert codes(read_book(report)) == {"total-differs"}


def test_a_day_that_does_not_exist_is_told_with_its_row(table):
    days = [*(f"{n:02d}.01.2025" for n in range(1, 31)), "31.02.2025"]
    rows = "".join(f"A;Invoice {n} of {day};{n}.5\n" for n, day in enumerate(days))
    found = table(f"Client;Document;Amount\n{rows}")
    [problem] = found.all_problems
    assert (problem.code, problem.column, problem.row) == ("date-unreadable", "Document (date)", 32)
    assert problem.found == "31.02.2025"


def test_a_few_names_with_days_among_many_give_no_column(read_book):
    report = grouped_report(lambda n: f"Заказ {n}" if n > 1 else "Заказ 1 от 05.02.2025", outline=True)
    [found] = read_book(report).tables
    assert list(found.frame) == ["level_1", "level_2", "level_3", "Сумма"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Реализация 0000-000123 от 05.02.2025 12:00:00", "05.02.2025"),
        ("Реализация 17 от 5 февраля 2025 г.", "5 февраля 2025"), ("УПД № 5 от 05.02.25", "05.02.25"),
        ("FV 1/02/2025 z dnia 2025-02-05", "2025-02-05"), ("Rechnung 17 vom 05.02.2025", "05.02.2025"),
        ("05.02.2025 0:00:00", "05.02.2025"), ("FV 12/02/2025", None), ("SO-2025-02-05-17", None),
        ("Акт от 05.02.2025 по договору от 01.01.2020", None), ("from 01/02/2025 to 05/02/2025", None),
        ("Valve DN 50", None), ("", None),
    ],
)
def test_a_name_tells_its_day_when_it_holds_one(text, day):
    assert day_in(text) == day
