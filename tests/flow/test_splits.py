"""Exports that hold more than sales: the question stops the study, its answer makes the total right."""

from dataclasses import dataclass

import pytest

from kamlib.flow import ledger, open_study, prepared
from kamlib.flow.check import check_study
from kamlib.problems import KamError
from kamlib.show.readings import read_ledger
from kamlib.study.new import new_study


@dataclass(frozen=True)
class Export:
    """Headings and lines of an export: value of the column that splits -> amount of each of its ten lines."""

    headings: str
    amounts: dict[str, float]
    answer: str
    total: float
    out: dict[str, float]

    @property
    def column(self) -> str:
        """The column that splits, which is the last one."""
        return self.headings.split(";")[-1]

    def write(self, folder):
        """Ten lines for each value, of three clients, on days of their own."""
        folder.mkdir(parents=True)
        rows = [
            f"Firm {n % 3};{n + 1:02d}.{m + 1:02d}.2025;{amount:.2f};{value}"
            for m, (value, amount) in enumerate(self.amounts.items())
            for n in range(10)
        ]
        (folder / "export.csv").write_text("\n".join([self.headings, *rows]) + "\n", encoding="utf-8")
        return folder


# The totals: ten lines of each amount that counts, those of credit notes taken off.
CRM = Export("Account;Close Date;Amount;Stage", {"Closed Won": 296.5, "Closed Lost": 110, "Negotiation": 99},
             "[Closed Won]", 2965, {"Closed Lost": 1100, "Negotiation": 990})
JOURNAL = Export("Kontrahent;Data;Wartość netto;Rodzaj dokumentu",
                 {"Faktura": 235, "Korekta": 17, "Szkic": 30}, "[Faktura, minus Korekta]",
                 2180, {"Szkic": 300})
UNHEARD = Export("Клиент;Дата;Сумма без НДС;Вид документа", {"Передача": 90, "Возврат": 20},
                 "[Передача, minus Возврат]", 700, {})
MEASURES = Export("Клиент;Дата;Значение;Показатель", {"Выручка": 90, "Себестоимость": 60, "Количество": 7},
                  "[Выручка]", 900, {"Себестоимость": 600, "Количество": 70})
EVERYTHING = Export("Customer;Date;Net amount;Status", {"Shipped": 20, "Cancelled": 5}, "all lines", 250, {})


EXPORTS = [CRM, JOURNAL, UNHEARD, MEASURES, EVERYTHING]


@pytest.fixture(params=EXPORTS, ids=lambda export: export.column)
def export(request):
    return request.param


def answer(folder, words):
    file = folder / "study.yaml"
    text = file.read_text(encoding="utf-8").replace("  answer:\n", f"  answer: {words}\n")
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def study(export, tmp_path):
    new_study(tmp_path / "study", [export.write(tmp_path / "sent")])
    return tmp_path / "study"


def test_the_study_stops_and_the_answer_makes_the_total_right_and_says_what_it_left_out(export, study):
    asked = [p for p in check_study(study).problems if p.severity == "question"]
    assert [f'"{export.column}" splits the money' in str(p) for p in asked] == [True]
    for value, amount in export.amounts.items():
        money = f"{10 * amount:,.0f}".replace(",", " ")
        assert f"{value}: 10 lines, {money}" in str(asked[0])
    with pytest.raises(KamError, match="splits the money"):
        prepared(open_study(study))
    ready = prepared(open_study(answer(study, export.answer)))
    book = ledger(ready)
    assert check_study(study).passed
    assert ready.sales["amount"].sum() == pytest.approx(export.total)
    out = book[book["step"] == "not a sale, by study.yaml"]
    assert dict(zip(out["subject"], -out["amount"], strict=True)) == {
        f"{export.column}: {value}": pytest.approx(amount) for value, amount in export.out.items()
    }
    assert set(out["lines"]) <= {-10}
    # Whatever was answered, the ledger begins with what the file holds.
    assert book["amount"].iloc[0] == pytest.approx(sum(10 * amount for amount in export.amounts.values()))
    assert book["lines"].iloc[0] == 10 * len(export.amounts)


def test_where_only_returns_are_heard_the_rest_is_likely_sold_and_returns_alone_are_no_answer(tmp_path):
    new_study(tmp_path / "study", [UNHEARD.write(tmp_path / "sent")])
    asked = next(p for p in check_study(tmp_path / "study").problems if p.severity == "question")
    assert "Likely: [Передача, minus Возврат]" in str(asked)
    problems = check_study(answer(tmp_path / "study", "[minus Возврат]")).problems
    assert [p.found for p in problems if p.code == "only-taken-off"] == ["minus Возврат"]


def test_a_value_that_came_after_the_answer_is_asked_about(make_study):
    folder = make_study("""\
name: Alder
questions:
- {id: "sales|only|Stage", setting: [tables, sales, only, Stage], choices: {Won: "", Lost: ""}, answer: Won}
tables:
  sales: {from: deals, columns: {account: Client, date: Day, amount: Amount}}
""", deals="Client;Day;Amount;Stage\nA;31.01.2025;5;Won\nB;31.01.2025;6;Lost\nC;31.01.2025;7;Gewonnen\n")
    problems = [p for p in check_study(folder).problems if p.stops]
    assert [p.column for p in problems] == ["Stage"]
    assert "Gewonnen" in str(problems[0])


WRITTEN = """\
name: Alder
tables:
  sales:
    from: deals
    columns: {account: Client, date: Day, amount: Amount}
"""
DEALS = "Client;Day;Amount;Stage;Storno\n" + "".join(
    f"{client};{n + 1:02d}.01.2025;{n + 5};{stage};{mark}\n"
    for n, (client, stage, mark) in enumerate(
        [("A", "Won", ""), ("B", "Lost", ""), ("C", "Won", "X"), ("D", "Won", "")])
)


def test_a_study_written_by_hand_is_asked_too_and_says_how_to_answer(make_study):
    folder = make_study(WRITTEN, deals=DEALS)
    problems = [str(p) for p in check_study(folder).problems if p.severity == "question"]
    assert len(problems) == 2
    assert 'only: {"Stage": [Won]}' in problems[0]


@pytest.mark.parametrize(
    ("only", "counted", "problem"),
    [
        ('{Stage: [won], Storno: all lines}', 5 + 7 + 8, ""),
        ('{Stage: won, Storno: ["(empty)"]}', 5 + 8, ""),
        ("{Stage: [Won, Wonn], Storno: [x]}", 7, "Wonn"),
        ("{Stage: [Won], Storno: all lines, Phase: [x]}", None, "Phase"),
        ("{Stage: [], Storno: all lines}", None, "only.Stage"),
    ],
)  # fmt: skip
def test_what_only_says_is_counted_and_what_it_names_wrongly_is_said(make_study, only, counted, problem):
    folder = make_study(WRITTEN + f"    only: {only}\n", deals=DEALS)
    report = check_study(folder)
    assert report.passed == (counted is not None)
    assert problem in "\n".join(map(str, report.problems))
    if counted:
        assert prepared(open_study(folder)).sales["amount"].sum() == counted


@pytest.mark.parametrize(("only", "counted"), [("FALSE", 5 + 6), ("[Yes, 01]", 7 + 8), ("No", None)])
def test_what_only_says_without_quotes_is_what_the_file_says(make_study, only, counted):
    deals = "Client;Day;Amount;Storno\n" + "".join(
        f"A;{n + 1:02d}.01.2025;{n + 5};{mark}\n" for n, mark in enumerate(["false", "FALSE", "yes", "01"]))
    report = check_study(folder := make_study(WRITTEN + f"    only: {{Storno: {only}}}\n", deals=deals))
    assert report.passed == (counted is not None), report.problems
    if counted:
        assert prepared(open_study(folder)).sales["amount"].sum() == counted


def test_an_answer_without_quotes_is_one_of_the_choices(tmp_path):
    export = Export("Customer;Date;Net amount;Intercompany", {"No": 20, "Yes": 5}, "No", 200, {"Yes": 50})
    new_study(tmp_path / "study", [export.write(tmp_path / "sent")])
    ready = prepared(open_study(answer(tmp_path / "study", "No")))
    assert ready.sales["amount"].sum() == export.total


def test_columns_that_nothing_uses_are_listed_with_counted_money(make_study):
    folder = make_study(WRITTEN + "    only: {Stage: [Won], Storno: all lines}\n", deals=DEALS)
    listed = prepared(open_study(folder)).splits
    assert listed.to_numpy().tolist() == [["Storno", "(empty)", 2, 13.0], ["Storno", "X", 1, 7.0]]


def test_of_a_query_the_ledger_never_says_that_all_of_the_file_is_counted(make_study):
    yaml = WRITTEN.replace("from: deals", """query: SELECT * FROM deals WHERE "Stage" = 'Won'""")
    folder = make_study(yaml + "    only: {Storno: all lines}\n", deals=DEALS)
    book = ledger(prepared(open_study(folder)))
    said = str(read_ledger(book, currency="EUR"))
    assert "that the query gives is counted" in said
    assert "deals (4 lines)" in said


def test_lines_in_a_currency_without_a_rate_can_be_left_out(make_study):
    yaml = WRITTEN.replace("amount: Amount", "amount: Amount, currency: Cur") + "    only: {Stage: [Won]}\n"
    deals = "Client;Day;Amount;Cur;Stage\nA;31.01.2025;5;EUR;Won\nB;31.01.2025;6;USD;Lost\n"
    report = check_study(make_study(yaml, deals=deals))
    assert report.passed, report.problems


ORDERS = "OrderID;CustomerID;OrderDate;OrderStatus\n" + "".join(
    f"{n};C{n % 3};2025-01-{n % 28 + 1:02d};{'Shipped' if n % 4 else 'Cancelled'}\n" for n in range(100, 140)
)
DETAILS = "OrderID;ProductID;UnitPrice;Quantity\n" + "".join(f"{n};P1;5.50;2\n" for n in range(100, 140))


def test_a_status_in_the_other_table_of_a_join_is_asked_about(tmp_path):
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "sent" / "details.csv").write_text(DETAILS, encoding="utf-8")
    said = "\n".join(new_study(tmp_path / "study", [tmp_path / "sent"]))
    assert '"OrderStatus" splits the money' in said
    assert "Shipped: 30 lines, 330; Cancelled: 10 lines, 110" in said
    assert prepared(open_study(answer(tmp_path / "study", "Shipped"))).sales["amount"].sum() == 330


def test_a_query_that_does_not_use_the_stage_is_asked_about(make_study):
    yaml = WRITTEN.replace("from: deals", """query: SELECT "Client", "Day", "Amount" FROM deals""")
    problems = [p for p in check_study(make_study(yaml, deals=DEALS)).problems if p.stops]
    assert [p.column for p in problems] == ["Stage", "Storno"]
    assert "Won: 3 lines; Lost: 1 line" in str(problems[0])
    yaml += "    only: {Stage: all lines, Storno: all lines}\n"
    assert check_study(make_study(yaml, deals=DEALS)).passed
