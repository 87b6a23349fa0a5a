"""kam new on the usual grouped report: client, day and amount found without a word of the user."""

import pytest
import xlsxwriter
import yaml

from kamlib.flow.check import check_study
from kamlib.flow.prepare import prepared
from kamlib.study.folder import open_study
from kamlib.study.new import new_study
from tests.study.grouped_report import LINES, TOTAL, grouped_report


@pytest.fixture
def new_from(tmp_path):
    """Write a report, make a study of it and return the folder with what was said."""

    def make(*words, **named):
        path = tmp_path / "Продажи.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            grouped_report(*words, **named)(book)
        return tmp_path / "study", new_study(tmp_path / "study", [path])

    return make


def columns(folder):
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["tables"]["sales"]["columns"]


@pytest.mark.parametrize(("document", "headings", "outline"), [
    (lambda n: f"Реализация товаров 0000-{n:06d} от {n:02d}.02.2025 12:00:00", ("Контрагент", "Сумма"), True),
    (lambda n: f"Faktura FV/{n}/2025 z dnia 2025-02-{n:02d}", ("Kontrahent", "Wartość netto"), False),
    (lambda n: f"Invoice {n} dated {n + 12}/02/2025", ("Customer", "Net amount"), True),
])  # fmt: skip
def test_client_day_amount_and_invoice_are_found_and_add_up(new_from, document, headings, outline):
    folder, _said = new_from(document, headings=headings, outline=outline)
    client, amount = headings
    assert columns(folder) == {
        "account": client, "date": "Document (date)", "amount": amount, "invoice": "Document",
    }  # fmt: skip
    assert check_study(folder).passed
    sales = prepared(open_study(folder)).sales
    assert (len(sales), sales["amount"].sum(), sales["account"].nunique()) == (LINES, TOTAL, 3)
    assert sales["date"].dt.strftime("%Y-%m").unique().tolist() == ["2025-02"]
    assert sales["invoice"].nunique() == 6


def test_goods_below_the_documents_are_the_products_where_a_line_names_them(new_from):
    names = ("Документ реализации", "Номенклатура")
    folder, _said = new_from(lambda n: f"Реализация {n} от {n:02d}.02.2025", outline=True, below=names)
    assert columns(folder) == {
        "account": "Контрагент", "date": "Документ реализации (date)", "amount": "Сумма",
        "product": "Номенклатура", "invoice": "Документ реализации",
    }  # fmt: skip
    assert check_study(folder).passed


def test_days_that_can_be_read_in_two_ways_are_a_question_whose_answer_counts(new_from):
    folder, said = new_from(lambda n: f"Invoice {n} dated {n:02d}/02/2025", outline=True)
    assert any("which part is the day" in line for line in said)
    assert not check_study(folder).passed
    path = folder / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("answer:", "answer: dmy"), encoding="utf-8")
    assert check_study(folder).passed
    days = prepared(open_study(folder)).sales["date"]
    assert (days.min().isoformat()[:10], days.max().isoformat()[:10]) == ("2025-02-01", "2025-02-06")
