"""kam check: everything at once, each with its place; programs can trust the exit status and the JSON."""

import datetime as dt
import json
import sys

import openpyxl
import pandas as pd
import pytest

from kamlib.flow import account_totals, ledger, open_study, portfolio, prepared, settings_in_force
from kamlib.flow.check import check_study
from kamlib.show import read_buyers

YAML = """\
name: Alder
currency: EUR
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount}}
  accounts: {from: clients, columns: {account: Client, name: Name}}
"""
PLACE = {"file", "sheet", "row", "column", "found", "count", "code", "message", "remedy", "severity"}


def sold(days, client="K1"):
    return "".join(f"{client};{day:%d.%m.%Y};10,50\n" for day in days)


SALES = "Client;Day;Amount\n" + sold(pd.date_range("2025-01-13", periods=20))
CLIENTS = "Client;Name\nK1;Berth\nK2;Cove\n"


def codes(folder):
    return {p.code: p for p in check_study(folder).problems}


def test_a_study_that_nothing_stops_says_what_will_be_counted(make_study, kam):
    folder = make_study(YAML, sales=SALES, clients=CLIENTS)
    done = kam("check", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-9:] == [
        "in the file  20 lines  210.00 EUR",
        "counted      20 lines  210.00 EUR",
        "dates: 2025-01-13 to 2025-02-01",
        "clients: 1 of 2 buy, 0 at or below zero, 1 without sales",
        "largest client: Berth, 210.00 EUR, 100.0 % of sales to buyers",
        "assumed, until somebody decides:",
        "  VAT: amounts are net, 20 lines",
        "  the last day counted is the last sale day, 2025-02-01",
        f"Nothing stops this study. Next: kam run {folder}",
    ]


ODD = """Client;Day;Amount;Cost
K1;13.01.2025;100,00;60,00
K1;14.01.2025;50,00;30,00
K1;20.01.2025;-50,00;-30,00
K2;15.01.2025;20,00;15,00
K3;16.01.2025;10,00;8,00
K3;17.01.2025;-12,00;-8,00
;18.01.2025;7,00;5,00
K1;20.02.2025;1000,00;900,00
"""


@pytest.fixture
def odd(make_study):
    """Returns that outweigh a sale, a cancelled sale, a line without a client, a day after the last one."""
    text = YAML.replace("amount: Amount", "amount: Amount, cost: Cost").replace(
        "currency: EUR", "currency: EUR\nas_of: 2025-01-31")
    return make_study(text, sales=ODD, clients=CLIENTS + "K3;Dock\nK4;Elm\n")


def test_the_receipt_takes_lines_and_money_from_the_file_to_what_is_kept(odd):
    report = check_study(odd)
    told = [" ".join(line.split()) for line in report.receipt]
    assert told[:8] == [
        "in the file 8 lines 1 125.00 EUR",
        "after the last day counted: 2025-01-31 -1 line -1 000.00 EUR",
        "no client on the line -1 line -7.00 EUR",
        "cancelled and taken back: within 30 days -2 lines 0.00 EUR",
        "counted 4 lines 118.00 EUR",
        "dates: 2025-01-13 to 2025-01-17",
        "clients: 2 of 4 buy, 1 at or below zero, 1 without sales",
        "largest client: Berth, 100.00 EUR, 83.3 % of sales to buyers",
    ]
    assert len([*report.receipt, report.verdict]) <= 24
    assert report.as_dict()["lines"][-1] == report.verdict


def test_many_reasons_and_assumptions_still_fit_one_screen(make_study):
    names = [f"Cash sale {n}" for n in range(12)]
    rows = "".join(f"{name};{n + 10}.01.2025;{n},00\n" for n, name in enumerate(names, 1))
    many = make_study(YAML, sales=SALES + rows, clients=CLIENTS)
    decided = "what,subject,proposal,decided,by,on,note\n"
    decided += "".join(f"internal,{name},leave_out,,,,\n" for name in names)
    (many / "judgement" / "decisions.csv").write_text(decided, encoding="utf-8")
    report = check_study(many)
    assert len([*report.receipt, report.verdict]) <= 24
    assert "5 more reasons; see chapter 01" in "\n".join(report.receipt)
    assert "more proposals of judgement/decisions.csv" in "\n".join(report.receipt)


def test_cancelled_lines_take_their_cost_with_them_in_the_ledger(odd):
    book = ledger(prepared(open_study(odd))).set_index("step")
    figures = ["lines", "amount", "cost", "margin"]
    assert book[figures].to_dict("index") == {
        "in the file": {"lines": 8, "amount": 1125, "cost": 980, "margin": 145},
        "after the last day counted": {"lines": -1, "amount": -1000, "cost": -900, "margin": -100},
        "no client on the line": {"lines": -1, "amount": -7, "cost": -5, "margin": -2},
        "cancelled and taken back": {"lines": -2, "amount": 0, "cost": 0, "margin": 0},
        "counted": {"lines": 4, "amount": 118, "cost": 75, "margin": 43},
    }


def test_the_cost_of_a_sale_whose_cancellation_has_none_is_seen_in_the_ledger(odd):
    path = odd / "input" / "sales.csv"
    path.write_text(ODD.replace("-50,00;-30,00", "-50,00;"), encoding="utf-8")
    gone = ledger(prepared(open_study(odd))).set_index("step").loc["cancelled and taken back"]
    # The sale of 50 had a cost of 30 and so a margin of 20; the line that cancels it says no cost.
    assert gone[["amount", "cost", "margin"]].tolist() == [0, -30, -20]


def test_buyers_are_counted_in_one_way_in_the_check_and_in_chapters_01_and_02(odd):
    study = open_study(odd)
    totals = account_totals(prepared(study))
    found = portfolio(study, settings_in_force(study, "portfolio", period="all"))
    assert found.accounts["name"].tolist() == totals.loc[totals["amount"] > 0, "name"].tolist() == [
        "Berth", "Cove"]
    said = [repr(read_buyers(each, period="x", currency="EUR")).replace("\u202f", " ")
            for each in (totals, found.totals)]
    assert said == ["x: 2 accounts buy. 1 account had sales at or below zero, −2 EUR together, and is in no "
                    "share, rank or curve of chapter 02: Dock (−2 EUR)."] * 2


def test_every_problem_comes_at_once_with_its_place_and_the_status_is_1(make_study, kam):
    text = YAML.replace("amount: Amount", "amount: Amount, cost: Costs").replace("name: Name", "name: Nam")
    broken = SALES + "K1;20.02.2025;many\nK1;soon;10,50\n"
    folder = make_study(text, sales=broken, clients=CLIENTS)
    (folder / "input" / "report.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "judgement" / "groups.csv").write_text("entity,account\n", encoding="utf-8")
    (folder / "judgement" / "decisions.csv").write_bytes(b"\xff\xfe\x00broken")
    done = kam("check", folder, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    assert report["passed"] is False
    stops = [p for p in report["problems"] if p["severity"] in ("error", "question")]
    assert all(set(p) == PLACE for p in report["problems"])
    places = {(p["file"], p["row"], p["column"]) for p in stops}
    assert {
        ("input/sales.csv", 22, "Amount"),
        ("input/sales.csv", 23, "Day"),
        ("study.yaml", 4, "cost"),
        ("study.yaml", 5, "name"),
        ("judgement/groups.csv", 1, ""),
        ("judgement/decisions.csv", None, ""),
    } <= places
    assert "input/report.xlsx" in {p["file"] for p in stops}


def test_no_message_speaks_of_our_machine_or_our_code(make_study, kam, tmp_path):
    text = YAML.replace(
        "{from: sales, columns: {account: Client, date: Day, amount: Amount}}", "{query: '%s'}"
    )
    queries = ["select 1/0 as x from nowhere", 'select * from read_csv("/etc/hostname")', "selec", ""]
    for number, query in enumerate(queries):
        folder = make_study(text % query, name=f"study{number}", sales=SALES, clients=CLIENTS)
        (folder / "input" / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
        (folder / "input" / "broken.parquet").write_bytes(b"PAR1 broken")
        (folder / "input" / "broken.csv.gz").write_bytes(b"\x1f\x8b broken")
        done = kam("check", folder)
        assert done.returncode == 1
        said = done.stdout + done.stderr
        for word in ("Traceback", str(tmp_path), sys.prefix, "kamlib", "Error", "Exception", "line 1"):
            assert word not in said, (word, said)


@pytest.mark.parametrize("words", [["check", "nowhere"], ["check"], ["check", "nowhere", "--jsn"]])
def test_a_call_that_is_not_right_is_told_and_fails(kam, words):
    done = kam(*words)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert done.stdout or done.stderr


def test_an_open_question_stops_and_is_said_once(make_study, kam):
    rows = "Client;Day;Amount\nK1;01/02/2025;10,50\nK2;03/04/2025;20,50\n"
    done = kam("check", make_study(YAML, sales=rows, clients=CLIENTS), "--json")
    (problem,) = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    assert (problem["severity"], problem["file"], problem["column"]) == ("question", "input/sales.csv", "Day")
    assert '"dmy" (\'01/02/2025\' is the day 2025-02-01) or "mdy" (' in problem["remedy"]


def test_a_workbook_that_excel_never_calculated_says_so_though_no_table_looks_like_sales(make_study):
    folder = make_study("name: Alder\n")
    book = openpyxl.Workbook()
    book.active.append(["Client", "Day", "Pieces", "Amount"])
    for row in range(2, 12):
        book.active.append(["K1", dt.date(2025, 1, row), row, f"=C{row}*2"])
    book.save(folder / "input" / "sales.xlsx")
    said = codes(folder)
    assert (said["formula-without-value"].column, said["formula-without-value"].count) == ("Amount", 10)
    assert "no-sales" in said


def test_the_next_step_can_be_typed_as_it_is_said(make_study, kam):
    folder = make_study(YAML, sales=SALES, clients=CLIENTS, name="две волны")
    assert kam("check", folder).stdout.count(f'Next: kam run "{folder}"') == 1


def test_a_day_that_stands_for_none_is_told_and_not_counted(make_study):
    folder = make_study(YAML, sales=SALES + "K1;01.01.0001;10,50\n", clients=CLIENTS)
    said = codes(folder)["date-none"]
    assert (said.severity, said.found, said.count) == ("warning", "0001-01-01", 1)


def test_a_study_without_sales_says_so_and_what_there_is(make_study):
    said = codes(make_study("name: Alder\n", sales=SALES))["no-sales"]
    assert said.remedy.endswith("over them: sales")
    assert "table-unknown" in codes(make_study(YAML, clients=CLIENTS, name="b"))
    assert codes(make_study("name: A\n", name="c"))


def test_accounts_that_are_not_listed_are_a_warning(make_study):
    rows = (
        SALES + sold(pd.date_range("2025-01-13", periods=2), "K7") + sold([pd.Timestamp("2025-01-14")], "K8")
    )
    folder = make_study(YAML, sales=rows, clients=CLIENTS)
    problem = codes(folder)["account-unlisted"]
    assert (problem.severity, problem.found, problem.count) == ("warning", "K7", 2)
    assert "31.50" in problem.message
    assert check_study(folder).passed


def test_codes_that_lost_their_zeros_meet_and_that_is_a_warning(make_study):
    rows = SALES.replace("K1;", "007;")
    folder = make_study(YAML, sales=rows, clients="Client;Name\n7;Berth\n12;Cove\n")
    found = codes(folder)
    assert (found["account-zeros"].found, found["account-zeros"].severity) == ("7", "warning")
    assert "account-unlisted" not in found
    assert check_study(folder).passed
    ready = prepared(open_study(folder))
    assert ready.accounts["account"].tolist() == ["007", "12"]
    assert set(ready.sales["name"]) == {"Berth"}


def test_codes_that_could_be_two_do_not_meet(make_study):
    day = [pd.Timestamp("2025-01-14")]
    rows = SALES + sold(day, "007") + sold(day, "07")
    folder = make_study(YAML, sales=rows, clients="Client;Name\nK1;Berth\n7;Cove\n")
    assert "account-zeros" not in codes(folder)
    assert codes(folder)["account-unlisted"].count == 2


def test_amounts_that_name_several_currencies_are_not_added_up(make_study):
    rows = SALES.replace("10,50", "10,50 EUR", 5).replace("10,50\n", "10,50 PLN\n")
    folder = make_study(YAML, sales=rows, clients=CLIENTS)
    problem = codes(folder)["currencies"]
    assert (problem.file, problem.column) == ("input/sales.csv", "Amount")
    assert "EUR, PLN" in problem.message
    assert 'currency: "Amount (currency)"' in problem.remedy
    text = YAML.replace("amount: Amount", 'amount: Amount, currency: "Amount (currency)"')
    (folder / "study.yaml").write_text(text + "rates: {PLN: 0.25}\n", encoding="utf-8")
    # 5 * 10.50 + 15 * 10.50 / 4 = 52.50 + 39.375
    assert prepared(open_study(folder)).sales["amount"].sum() == pytest.approx(91.875)


def test_accounts_listed_twice_are_a_warning_with_their_row(make_study):
    folder = make_study(YAML, sales=SALES, clients=CLIENTS + "K1;Berth again\nK1;Berth once more\n")
    problem = codes(folder)["account-twice"]
    assert (problem.file, problem.row, problem.found, problem.count) == ("input/clients.csv", 4, "K1", 1)
    assert check_study(folder).passed


def test_managers_that_the_list_of_clients_spells_otherwise_are_a_warning_with_their_row(make_study):
    text = YAML.replace("amount: Amount", "amount: Amount, manager: Seller").replace(
        "name: Name", "name: Name, manager: Manager")
    sales = "Client;Day;Amount;Seller\n" + sold(pd.date_range("2025-01-13", periods=20)).replace(
        ",50\n", ",50;Ann Lee\n")
    clients = "Client;Name;Manager\nK1;Berth;Lee A.\nK2;Cove;\n"
    problem = codes(make_study(text, sales=sales, clients=clients))["manager-without-sales"]
    assert (problem.file, problem.row, problem.column) == ("input/clients.csv", 2, "Manager")
    assert (problem.found, problem.severity) == ("Lee A.", "warning")
    assert "how old these relations are is not known" in problem.message
    assert problem.remedy.endswith("there are: Ann Lee")
    same = clients.replace("Lee A.", "Ann Lee")
    assert "manager-without-sales" not in codes(make_study(text, name="b", sales=sales, clients=same))


@pytest.mark.parametrize(("lonely", "days"), [("2034-01-15", 3270), ("1995-01-20", 10951)])
def test_a_day_that_stands_alone_is_a_warning(make_study, lonely, days):
    # 1 February 2025 to 15 January 2034 is 3,270 days; 20 January 1995 to 13 January 2025 is 10,951 days.
    folder = make_study(YAML, sales=SALES + sold([pd.Timestamp(lonely)]), clients=CLIENTS)
    problem = codes(folder)["date-alone"]
    assert (problem.severity, problem.found) == ("warning", lonely)
    assert f"{days} days" in problem.message
    assert check_study(folder).passed


def test_a_mistyped_year_on_either_side_is_told_at_once_and_a_pause_is_none(make_study):
    odd = [pd.Timestamp("1995-01-20"), pd.Timestamp("2034-01-15")]
    folder = make_study(YAML, sales=SALES + sold(odd), clients=CLIENTS)
    assert [p.found for p in check_study(folder).problems if p.code == "date-alone"] == [
        "1995-01-20",
        "2034-01-15",
    ]
    pause = SALES + sold(pd.date_range("2026-01-12", periods=20))
    assert "date-alone" not in codes(make_study(YAML, name="b", sales=pause, clients=CLIENTS))


def test_codes_in_judgement_that_are_in_no_table_are_a_warning(make_study):
    folder = make_study(YAML, sales=SALES, clients=CLIENTS)
    heading = "entity,account,name,reason,decided,by,on\n"
    rows = "K1,K1,Berth,x,yes,,\nK2,K1,Berth,x,yes,,\nKl,K1,Berth,x,yes,,\n"
    (folder / "judgement" / "groups.csv").write_text(heading + rows, encoding="utf-8")
    decided = "what,subject,proposal,decided,by,on,note\ninternal,K77,leave_out,leave_out,,,\n"
    (folder / "judgement" / "decisions.csv").write_text(decided, encoding="utf-8")
    found = [p for p in check_study(folder).problems if p.code == "code-unknown"]
    assert [(p.file, p.found, p.severity) for p in found] == [
        ("judgement/decisions.csv", "K77", "warning"),
        ("judgement/groups.csv", "Kl", "warning"),
    ]
    assert check_study(folder).passed


def test_costs_of_an_account_that_is_nowhere_are_a_warning(make_study):
    costs = (
        "  service_costs: {from: costs, columns: {account: Client, year: Year, kind: Kind, amount: Cost}}\n"
    )
    rows = "Client;Year;Kind;Cost\nK1;2025;delivery;5,50\nK5;2025;delivery;7,50\n"
    folder = make_study(YAML + costs, sales=SALES, clients=CLIENTS, costs=rows)
    problem = codes(folder)["cost-unlisted"]
    assert (problem.found, problem.severity) == ("K5", "warning")
    assert "7.50" in problem.message


def test_what_nobody_decided_is_a_note(make_study):
    folder = make_study(YAML, sales=SALES, clients=CLIENTS)
    problem = codes(folder)["undecided"]
    assert (problem.severity, problem.file) == ("note", "judgement/decisions.csv")
    # Nobody has written the file, so there is no column to fill: the rows are told as they would stand there.
    assert str(problem) == (
        "judgement/decisions.csv: 1 proposal is in force, but nobody has decided it and this file does not "
        "hold it: vat,amount,net; to decide it, write it below the heading "
        "what,subject,proposal,decided,by,on,note")
    waits = "what,subject,proposal,decided,by,on,note\nvat,amount,net,,,,\n"
    (folder / "judgement" / "decisions.csv").write_text(waits, encoding="utf-8")
    (problem,) = [p for p in check_study(folder).problems if p.code == "undecided"]
    assert str(problem) == ("judgement/decisions.csv: 1 proposal is in force and nobody has decided it; "
                            "fill in the column decided")
    decided = "what,subject,proposal,decided,by,on,note\nvat,amount,net,net,Ada,,\n"
    (folder / "judgement" / "decisions.csv").write_text(decided, encoding="utf-8")
    assert not [p for p in check_study(folder).problems if p.found == "vat"]


def test_a_check_writes_only_into_output(make_study):
    folder = make_study(YAML, sales=SALES, clients=CLIENTS)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    check_study(folder)
    after = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and "output" not in p.parts}
    assert after == before


def test_percentages_are_not_added_up_as_money(make_study):
    columns = "{account: Client, date: Day, amount: Amount}"
    yaml = f"name: Alder\ntables:\n  sales: {{from: sales, columns: {columns}}}\n"
    sales = "Client;Day;Amount\nA;02.01.2025;10 %\nB;17.01.2025;25 %\n"
    report = check_study(make_study(yaml, sales=sales))
    (problem,) = [p for p in report.problems if p.code == "percentages"]
    assert (problem.stops, problem.file, problem.column) == (True, "input/sales.csv", "Amount")
