"""Exports as nobody should send them: each gives the right total, or stops with the right question."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from kamlib import flow
from kamlib.flow.check import check_study
from kamlib.study.new import new_study

DAYS = [f"{1 + n % 28:02d}.{1 + n // 28:02d}.2025" for n in range(40)]
AMOUNTS = [1000 + 37 * n for n in range(40)]
TOTAL = sum(AMOUNTS)


def export(heading: str, row: Callable[[int, str, int], tuple]) -> str:
    """Return 40 sales to five clients as text; ``row`` makes each of number, day and amount."""
    rows = [row(n, day, amount) for n, (day, amount) in enumerate(zip(DAYS, AMOUNTS, strict=True))]
    return "\n".join([heading, *(";".join(map(str, cells)) for cells in rows)]) + "\n"


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Make a study of texts, by the names of their files, as `kam new` does."""

    def make(*texts: str, **files: str) -> Path:
        sent = tmp_path / "sent"
        sent.mkdir(exist_ok=True)
        for name, text in {**{f"sales_{n}": text for n, text in enumerate(texts)}, **files}.items():
            (sent / f"{name}.csv").write_text(text, encoding="utf-8")
        new_study(tmp_path / "study", [sent])
        return tmp_path / "study"

    return make


def stops(folder: Path) -> list[str]:
    return [str(problem) for problem in check_study(folder).problems if problem.stops]


def edit(folder: Path, change: Callable[[dict], object]) -> None:
    said = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    change(said)
    (folder / "study.yaml").write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")


FOREIGN = {
    "numbers of currencies": ("Клиент;Дата;Сумма;Код валюты", "643", "840", "RUB", "USD"),
    "a currency that nobody knows": ("Клиент;Дата;Сумма;Валюта", "тг", "у.е.", "KZT", "У.Е."),
}


@pytest.mark.parametrize(("heading", "usual", "other", "base", "foreign"), FOREIGN.values(), ids=FOREIGN)
def test_money_in_several_currencies_waits_for_rates(made, heading, usual, other, base, foreign):
    folder = made(export(heading, lambda n, day, a: (f"K{n % 5}", day, a, usual if n % 4 else other)))
    [question] = stops(folder)
    assert f"how much {base} one {foreign} is" in question
    edit(folder, lambda said: said.update(rates={other: 2.0}))
    assert stops(folder) == []
    expected = sum(amount if n % 4 else 2 * amount for n, amount in enumerate(AMOUNTS))
    assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == expected


def test_currencies_in_the_cells_of_the_amount_wait_for_rates(made):
    folder = made(export("Client;Date;Amount",
                         lambda n, day, a: (f"K{n % 5}", day, f"{a}{' лв.' if n % 4 else '$'}")))
    assert ["one USD is" in question for question in stops(folder)] == [True]


def test_money_and_pieces_in_one_column_are_a_question_with_both_sums(made):
    folder = made(export("Клиент;Дата;Сумма;Показатель",
                         lambda n, day, a: (f"K{n % 5}", day, a, "руб." if n % 4 else "шт")))
    pieces = sum(amount for n, amount in enumerate(AMOUNTS) if not n % 4)
    [question] = stops(folder)
    assert f"шт (10 lines, {pieces:,.2f})" in question
    edit(folder, lambda said: said["questions"][0].update(answer="none"))
    assert stops(folder) == []


def test_units_of_a_column_of_quantities_are_no_question(made):
    folder = made(export("Клиент;Дата;Кол-во;Ед. изм.;Сумма, тыс. руб.",
                         lambda n, day, a: (f"K{n % 5}", day, n % 3 + 1, "шт" if n % 4 else "бухта", a)))
    assert stops(folder) == []
    study = flow.open_study(folder)
    assert study.currency == "thousand RUB"
    assert flow.prepared(study).sales["amount"].sum() == TOTAL


def test_a_column_of_currencies_that_a_study_leaves_out_is_a_question(made):
    folder = made(export("Клиент;Дата;Сумма;Валюта",
                         lambda n, day, a: (f"K{n % 5}", day, a, "грн." if n % 4 else "USD")))
    edit(folder, lambda said: said["tables"]["sales"]["columns"].pop("currency"))
    [question] = stops(folder)
    assert 'currency: "Валюта"' in question
    edit(folder, lambda said: said["tables"].update(
        sales={"query": 'SELECT "Клиент" AS account, "Дата" AS date, "Сумма" AS amount FROM sales_0'}))
    assert ['currency: "Валюта"' in question for question in stops(folder)] == [True]
    edit(folder, lambda said: said["tables"]["sales"].update(
        query=said["tables"]["sales"]["query"] + " WHERE \"Валюта\" = 'грн.'"))
    assert stops(folder) == []


CONVERTED = export("Kontrahent;Data;Wal.;Kurs;Netto PLN",
                   lambda n, day, a: (f"K{n % 5}", day, "PLN" if n % 2 else "EUR", 4.3, a))


def test_an_amount_whose_heading_names_its_currency_is_converted_by_no_column(made):
    folder = made(CONVERTED)
    assert stops(folder) == []
    assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == TOTAL
    edit(folder, lambda said: (said.update(rates={"EUR": 4.3}),
                               said["tables"]["sales"]["columns"].update(currency="Wal.")))
    assert [p.code for p in check_study(folder).problems if p.severity == "warning"] == ["currency-own"]
    assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == TOTAL


IN_TURN = export("Клиент;Дата;Сумма руб.;Сумма USD",
                 lambda n, day, a: (f"K{n % 5}", day, *((a, "") if n % 3 else ("", a))))


def test_columns_of_amounts_in_turn_are_one_amount_with_its_currency(made):
    folder = made(IN_TURN)
    assert ["how much RUB one USD is" in question for question in stops(folder)] == [True]
    edit(folder, lambda said: said.update(rates={"USD": 2.0}))
    assert stops(folder) == []
    expected = sum(amount if n % 3 else 2 * amount for n, amount in enumerate(AMOUNTS))
    assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == expected


def test_money_in_another_column_of_amounts_is_told(made):
    folder = made(IN_TURN)
    edit(folder, lambda said: said["tables"].update(sales={"from": "sales_0", "columns": {
        "account": "Клиент", "date": "Дата", "amount": "Сумма руб."}}))
    told = next(str(p) for p in check_study(folder).problems if p.code == "amount-elsewhere")
    assert f'14 lines where "Сумма USD" holds {sum(AMOUNTS[::3]):,.2f}' in told


def test_a_second_table_of_sales_is_sales_or_left_out_and_never_silent(made):
    texts = {code: export(f"Client;Date;Amount {code};Region",
                          lambda n, day, a: (f"K{n % 5}", day, a, "NS"[n % 2])) for code in ("EUR", "USD")}
    folder = made(eur=texts["EUR"], usd=texts["USD"])
    [question] = stops(folder)
    assert f'"usd" says client, date and amount too (40 lines, {TOTAL:,.2f} in "Amount USD")' in question
    edit(folder, lambda said: said["questions"][0].update(answer="left out"))
    report = check_study(folder)
    assert report.passed
    assert f"left out whole: usd (40 lines, {TOTAL:,}.00)".replace(",", " ") in [
        line.replace(",", " ") for line in report.receipt]
    assert "not asked about: Region (2 values)" in report.receipt
    used = flow.files_read(flow.open_study(folder)).set_index("table")["used"]
    assert used["usd"] == "no, though it says client, date and amount"
    edit(folder, lambda said: said["questions"][0].update(answer="sales"))
    [problem] = stops(folder)
    query = problem.split("query: ")[1]
    edit(folder, lambda said: said.update(questions=[], rates={"USD": 2.0},
                                          tables={"sales": {"query": query}}))
    assert stops(folder) == []
    assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == 3 * TOTAL


def test_costs_in_another_currency_than_the_amounts_stop(made):
    folder = made(export("Клиент;Дата;Сумма, грн.;Себестоимость, USD",
                         lambda n, day, a: (f"K{n % 5}", day, a, a // 50)))
    assert ["is in USD" in problem for problem in stops(folder)] == [True]


@pytest.mark.parametrize(
    ("sums", "column"),
    [(("Razem czerwiec", "Razem lipiec"), 0), (("Zwischensumme", "Gesamtsumme"), 1), (("", ""), 0)],
    ids=["of months", "German", "without a word"],
)
def test_no_subtotal_is_a_sale(made, sums, column):
    lines = export("Kunde;Data;Towar;Kwota", lambda n, day, a: (f"K{n % 5}", day, "Bolt", a)).splitlines()
    middle, last = (";".join(word if place == column else "" for place in range(3)) for word in sums)
    first = sum(AMOUNTS[:20])
    lines[21:21] = [f"{middle};{first}"]
    folder = made("\n".join([*lines, f"{last};{TOTAL - first if column == 0 else TOTAL}"]) + "\n")
    assert stops(folder) == []
    book = flow.ledger(flow.prepared(flow.open_study(folder)))
    assert book[["lines", "amount"]].to_numpy().tolist() == [[42, TOTAL], [-2, 0], [40, TOTAL]]
    assert "subtotals and totals, left out when read" in " ".join(check_study(folder).receipt)


def of_clients(total: Callable[[str, list], tuple], line: Callable[[str, str, int], tuple]) -> str:
    """Return 40 sales, those of each of five clients together below a total of them."""
    rows = []
    for k in range(5):
        mine = [(DAYS[n], AMOUNTS[n]) for n in range(40) if n % 5 == k]
        rows += [total(f"K{k}", mine), *(line(f"K{k}", day, amount) for day, amount in mine)]
    return "\n".join(["Client;Date;Product;Amount", *(";".join(map(str, row)) for row in rows)]) + "\n"


NAMED = {
    "day and x": (lambda client, mine: (client, mine[0][0], "x", sum(a for _day, a in mine)),
                  lambda client, day, amount: (client, day, f"A{amount % 7}", amount)),
    "the client there alone": (lambda client, mine: (client, "", "", sum(a for _day, a in mine)),
                               lambda client, day, amount: ("", day, f"A{amount % 7}", amount)),
    "taken off again": (lambda client, mine: (client, mine[-1][0], "A1", -sum(a for _day, a in mine)),
                        lambda client, day, amount: (client, day, f"A{amount % 7}", amount)),
    "taken off again, without a day": (
        lambda client, mine: (client, "", "", -sum(a for _day, a in mine)),
        lambda client, day, amount: (client, day, f"A{amount % 7}", amount)),
}


@pytest.mark.parametrize(("total", "line"), NAMED.values(), ids=NAMED)
def test_sums_that_look_like_lines_are_one_question_whose_answer_counts(made, total, line):
    folder = made(of_clients(total, line))
    [question] = stops(folder)
    assert "5 rows look like lines but hold the sums" in question
    edit(folder, lambda said: said["questions"][0].update(answer="leave_out"))
    assert stops(folder) == []
    ready = flow.prepared(flow.open_study(folder))
    assert (ready.sales["amount"].sum(), ready.sales["account"].nunique()) == (TOTAL, 5)
    assert flow.ledger(ready)["lines"].tolist() == [45, -5, 40]


def test_whose_lines_they_are_is_asked_once(made):
    def total(client, mine):
        return client, "01.01.2025", "Bolt", sum(a for _day, a in mine) + (0 if client < "K2" else 3)

    folder = made(of_clients(total, lambda client, day, amount: ("", day, f"A{amount % 7}", amount)))
    [question] = stops(folder)
    assert "does the name above stand for the rows below it?" in question


def test_lines_without_a_client_that_bring_as_much_as_all_others_are_a_question(made):
    lines = export("Kunde;Data;Towar;Kwota", lambda n, day, a: (f"K{n % 5}", day, "Bolt", a)).splitlines()
    folder = made("\n".join([*lines, f";30.03.2025;;{TOTAL - 5}", ";31.03.2025;Rest;5"]) + "\n")
    [question] = stops(folder)
    assert "are they subtotals?" in question
    (folder / "judgement" / "decisions.csv").write_text(
        "what,subject,proposal,decided,by,on,note\nno_account,all,leave_out,keep,Nina,2025-02-01,\n")
    assert stops(folder) == []


@pytest.mark.parametrize(
    ("again", "asks", "number"), [(AMOUNTS, 1, True), (AMOUNTS[:11], 1, False), (AMOUNTS[:4], 0, False)]
)
def test_many_lines_that_stood_before_are_a_question(made, again, asks, number):
    def row(n, day, a):
        return f"K{n % 5}", day, f"A{n % 7}", a

    rows = [row(n, day, a) for n, (day, a) in enumerate(zip(DAYS, AMOUNTS, strict=True))]
    rows += [rows[AMOUNTS.index(a)] for a in again]
    text = "\n".join(";".join(map(str, [*cells, *([n] if number else [])])) for n, cells in enumerate(rows))
    folder = made(f"Client;Date;Product;Amount{';Key' if number else ''}\n{text}\n")
    assert ["were they sent twice?" in problem for problem in stops(folder)] == [True] * asks
    path = folder / "judgement" / "decisions.csv"
    for decided, total in (("keep", TOTAL + sum(again)), ("leave_out", TOTAL)):
        path.write_text("what,subject,proposal,decided,by,on,note\n"
                        f'look_alikes,"account, date, amount, product",keep,{decided},Nina,2025-02-01,\n')
        assert stops(folder) == []
        assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == total


def test_articles_that_look_like_numbers_stay_apart(made):
    folder = made(export("Client;Date;Article no;Amount",
                         lambda n, day, a: (f"K{n % 5}", day, "1.1" if n % 2 else "1.10", a)))
    assert set(flow.prepared(flow.open_study(folder)).sales["product"]) == {"1.1", "1.10"}


def test_a_column_for_each_year_is_asked_how_far_the_last_one_goes(made):
    rows = "".join(f"K{n};G{n % 2};{n * 10};{n * 11 + .5};{n * 12};{n * 33 + .5}\n" for n in range(1, 9))
    folder = made(f"Kunde;Warengruppe;2023;2024;2025;Gesamtsumme\n{rows}Gesamtsumme;;360;400;432;1192\n")
    [question] = stops(folder)
    assert "how far does 2025 go" in question
    edit(folder, lambda said: said.update(as_of=date(2025, 12, 31)))
    assert stops(folder) == []
    ready = flow.prepared(flow.open_study(folder))
    assert ready.sales.groupby(ready.sales["date"].dt.year)["amount"].sum().to_dict() == {
        2023: 360, 2024: 400, 2025: 432}
    assert ready.covers(2023) and ready.covers(2025)


YEARLY = "Kunde;Ort;Umsatz 2023;Umsatz 2024\n" + "".join(
    f"K{n};Ort {n};{n * 10};{n * 11 + .5}\n" for n in range(8))


def test_years_of_clients_beside_sales_are_asked_and_the_list_stays_one(made):
    sales = export("Kunde;Datum;Artikel;Betrag", lambda n, day, a: (f"K{n % 5}", day, f"A{n % 7}", a))
    folder = made(sales, clients=YEARLY)
    assert flow.open_study(folder).tables["accounts"]["from"] == "clients"
    [question] = stops(folder)
    assert 'beside "Umsatz 2023" to "Umsatz 2024"' in question
    edit(folder, lambda said: said["questions"][0].update(answer="columns"))
    assert stops(folder) == []
    assert "one row a year" not in str(flow.steps_taken(flow.open_study(folder))["step"].tolist())


def test_years_of_the_only_table_with_money_are_its_sales(made):
    folder = made(YEARLY, contacts="Kunde;Ansprechpartner;Geburtstag\nK1;Nina;31.01.1980\nK2;Otto;1.4.1970\n")
    edit(folder, lambda said: said.update(as_of=date(2024, 12, 31)))
    assert stops(folder) == []
    assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == 28 * 21 + 4


def test_sums_of_months_and_quarters_beside_them_are_compared_and_left_out(made):
    row = "K{};{};{};{};{};{};{};{}\n"
    rows = "".join(row.format(n, *(n * part for part in (10, 11, 12, 33, 5, 5, 38))) for n in range(1, 9))
    folder = made("Klient;Styczeń 2025;Luty 2025;Marzec 2025;Razem I kw.;Kwiecień 2025;Razem kwiecień;"
                  f"Итого по году\n{rows}")
    report = check_study(folder)
    assert report.passed and not [p for p in report.problems if p.code == "total-differs"]
    assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == 36 * 38


def test_each_currency_is_shown_in_its_own_money_and_converted(made):
    folder = made(export("Client;Date;Amount;Currency",
                         lambda n, day, a: (f"K{n % 5}", day, a, "PLN" if n % 4 else "EUR")))
    edit(folder, lambda said: said.update(rates={"EUR": 4.25}))
    found = flow.decisions_in_words(flow.prepared(flow.open_study(folder)))
    euro = sum(amount for n, amount in enumerate(AMOUNTS) if not n % 4)
    rows = found.loc[found["decision"] == "currency", ["about", "amount"]].to_numpy().tolist()
    spaced = f"{euro:,.2f}".replace(",", " ")
    assert [f"{spaced} EUR at 4.25", euro * 4.25] in rows
    # The decision on VAT is about all lines: its money is in one currency.
    [vat] = found.loc[found["decision"] == "VAT", "amount"]
    assert vat == TOTAL - euro + euro * 4.25


@pytest.mark.parametrize(("files", "asked", "answer"), [
    ({"fact_2024": 1, "plan_2024": 2}, "splits the money", "fact_2024"),
    ({"Ist 2024": 1, "Ist 2025": 1, "Budget 2025": 2}, "splits the money", ["Ist_2024", "Ist_2025"]),
    ({"sales_EUR": 1, "sales_USD": 1}, "is a currency without a rate", ""),
])  # fmt: skip
def test_what_the_names_of_stacked_tables_say_of_their_lines_is_asked(made, files, asked, answer):
    folder = made(**{
        name: export("Client;Date;Amount", lambda n, day, a, times=times: (f"K{n}", day, times * a))
        for name, times in files.items()
    })
    assert any(asked in problem for problem in stops(folder))
    if answer:
        edit(folder, lambda said: said["questions"][0].update(answer=answer))
        kept = sum(times == 1 for times in files.values())
        assert flow.prepared(flow.open_study(folder)).sales["amount"].sum() == kept * TOTAL


SALES = export("Client;Date;Amount", lambda n, day, a: (f"K{n % 5}", day, a))
KIND = ("Client;Name;Sector;{}\nK0;Alpha;Food;{}\nK1;Beta;Food;{}\nK2;Gamma;Steel;\n"
        "K3;Delta;Steel;{}\nK4;Eps;Oil;\n")  # fmt: skip


def accounts_of(folder: Path) -> dict[str, float]:
    sales = flow.prepared(flow.open_study(folder)).sales
    return sales.groupby("name")["amount"].sum().to_dict()


def of(*codes: int) -> int:
    return sum(amount for n, amount in enumerate(AMOUNTS) if n % 5 in codes)


def test_clients_under_one_parent_are_proposed_as_one_account(made):
    heading = "Холдинг"
    folder = made(sales=SALES, clients=KIND.format(heading, "Gamma", "Alpha", "ООО Омега"))
    said = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    assert said["tables"]["accounts"]["columns"]["parent"] == heading
    assert stops(folder) == []
    assert accounts_of(folder) == {"Gamma": of(0, 1, 2), "Delta": of(3), "Eps": of(4)}
    groups = (folder / "judgement" / "groups.csv").read_text(encoding="utf-8")
    assert "belongs to Gamma by the column" in groups and heading in groups
    undone = groups.replace(",,,\n", ",no,,\n")
    (folder / "judgement" / "groups.csv").write_text(undone, encoding="utf-8")
    assert len(accounts_of(folder)) == 5


def test_parents_are_told_by_code_also_where_it_lost_its_zeros(made):
    sales = export("Customer No;Date;Amount", lambda n, day, a: (f"{n % 5 + 1:04d}", day, a))
    clients = "Customer No;Name;Owner;Parent Customer No\n0001;Alpha;Ada;\n0002;Beta;Bo;1\n0003;Gamma;Ada;2\n"
    folder = made(sales=sales, clients=clients + "0004;Delta;Bo;\n0005;Eps;Ada;\n")
    assert accounts_of(folder) == {"Alpha": of(0, 1, 2), "Delta": of(3), "Eps": of(4)}


def test_a_table_of_owners_is_offered_as_a_join(made):
    owners = "Company;Subsidiary of\nAlpha;Omega Group\nGamma;Omega Group\n"
    clients = "Client;Name\n" + "".join(f"K{n};{name}\n" for n, name in enumerate(["Alpha", "Beta", "Gamma"]))
    folder = made(sales=SALES, clients=clients, owners=owners)
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    assert 'client and parent; joined to the clients on "Company" (100% of its values meet)' in text
    assert accounts_of(folder) == {"Omega Group": of(0, 2), "Beta": of(1), "K3": of(3), "K4": of(4)}


@pytest.mark.parametrize(
    ("parents", "row", "said", "stop"),
    [(("K0", "", ""), 2, '"K0" belongs to itself', False), (("K1", "K0", ""), 3, "closes a ring", True),
     (("K1", "K3", "Alpha"), 5, "closes a ring of clients that belong to one another: K0, K1, K3", True)],
)  # fmt: skip
def test_parents_that_can_not_be_are_problems_with_file_and_row(made, parents, row, said, stop):
    folder = made(sales=SALES, clients=KIND.format("Parent company", *parents))
    [problem] = [p for p in check_study(folder).problems if p.code.startswith("parent-")]
    assert (problem.file, problem.row, problem.column) == ("input/clients.csv", row, "Parent company")
    assert said in str(problem) and problem.stops == stop


def test_a_client_under_two_parents_stops_with_both(made):
    owners = "".join(f"K{n};{'Zeta' if n > 2 else 'Omega'}\n" for n in range(5))
    folder = made(sales=SALES, owners=f"Client;Parent\n{owners}K0;Zeta\n")
    [problem] = stops(folder)
    assert problem.startswith('input/owners.csv, row 7, column "Parent": "Zeta" is a second parent of K0')
    assert 'beside "Omega"' in problem


def test_a_table_that_nothing_uses_is_named_in_the_receipt(made):
    payments = "".join(f"K{n % 5};2025-02-0{n % 9 + 1};{100 + n}\n" for n in range(20))
    folder = made(sales=SALES, payments=f"Client;Payment date;Payment amount\n{payments}")
    assert "not used: payments (20 lines)" in check_study(folder).receipt


def test_an_amount_that_says_it_is_no_actual_sale_is_told(made):
    heading = "План, руб."
    folder = made(export(f"Client;Date;{heading}", lambda n, day, a: (f"K{n % 5}", day, a)))
    edit(folder, lambda said: said.update(tables={"sales": {"from": "sales_0", "columns": {
        "account": "Client", "date": "Date", "amount": heading}}}))
    told = [p for p in check_study(folder).problems if p.severity == "warning"]
    assert [(p.code, p.found) for p in told] == [("amount-planned", heading)]


def test_rates_of_vat_are_no_vat_in_money(made):
    folder = made(export("Customer;Date;Amount incl VAT;VAT %",
                         lambda n, day, a: (f"K{n % 5}", day, a, "20%")))
    [problem] = stops(folder)
    assert "nothing says how much" in problem
    edit(folder, lambda said: said.update(settings={"intake.vat_rate": 0.2}))
    assert stops(folder) == []
    sold = flow.prepared(flow.open_study(folder)).sales["amount"].sum()
    assert sold == pytest.approx(TOTAL / 1.2)


def test_customers_of_the_own_group_are_asked_about(made):
    folder = made(export("Customer;Date;Amount;Intercompany customer",
                         lambda n, day, a: (f"K{n % 5}", day, a, "no" if n % 5 else "yes")))
    [question] = stops(folder)
    assert "Likely: [no]" in question


def test_a_table_named_as_no_sales_is_asked_about_though_its_headings_are_those_of_sales(made):
    [question] = stops(made(**{"sales": SALES, "Оплаты 2025": SALES.replace("K", "L")}))
    assert "Likely: [sales]" in question


def test_orders_beside_the_sales_are_likely_left_out(made):
    folder = made(sales=SALES, orders=SALES.replace("Client;Date;Amount", "Client;Order date;Order value"))
    [question] = stops(folder)
    assert "Likely left out, by its name." in question
