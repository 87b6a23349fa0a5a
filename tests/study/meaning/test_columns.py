"""Headings as real systems write them, in three languages, over values made here."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.study.meaning import propose_columns
from kamlib.tables import GIVEN, SALES

INVOICES, CLIENTS = 90, 25


def lines() -> pd.DataFrame:
    """Sales lines under names of their own: 90 invoices of two or three lines, 25 clients, 8 products."""
    chance = np.random.default_rng(7)
    invoice = np.repeat(np.arange(INVOICES), np.where(np.arange(INVOICES) % 2, 2, 3))
    client = (invoice * 7 % CLIENTS) + 1
    ordered = pd.Timestamp("2023-01-03") + pd.to_timedelta(invoice * 4, unit="D")
    product = chance.integers(1, 9, len(invoice))
    quantity = chance.integers(2, 40, len(invoice))
    price = np.round(chance.uniform(20, 900, len(invoice)), 2)
    net = np.round(price * quantity, 2)
    unit_cost = np.round(price * chance.uniform(0.6, 0.9, len(invoice)), 2)
    frame = pd.DataFrame(
        {
            "ordered": ordered,
            "billed": ordered + pd.Timedelta(days=3),
            "shipped": ordered + pd.Timedelta(days=2),
            "due": ordered + pd.Timedelta(days=33),
            "paid": ordered + pd.to_timedelta(20 + invoice % 40, unit="D"),
            "price": price,
            "net": net,
            "vat": np.round(net * 0.2, 2),
            "gross": np.round(net * 1.2, 2),
            "unit_cost": unit_cost,
            "cost": np.round(unit_cost * quantity, 2),
            "margin": net - unit_cost * quantity,
            "freight": np.round(chance.uniform(5, 50, len(invoice)), 2),
            "percent": chance.choice([0.0, 5.0], len(invoice)),
            "list_total": np.round(net * 1.07, 2),
        }
    )
    frame.loc[chance.random(len(frame)) < 0.2, "paid"] = pd.NaT
    texts = {
        "code": [f"K{c:05d}" for c in client],
        "name": [f"Client {c}" for c in client],
        "invoice": [f"FV/{n:04d}/2023" for n in invoice],
        "product": [f"P-{p:03d}" for p in product],
        "article": [f"Valve {p}" for p in product],
        "group": [f"Group {p % 3}" for p in product],
        "manager": [f"Manager {c % 4}" for c in client],
        "currency": np.where(client % 5, "PLN", "EUR"),
        "holding": [f"Holding {c // 2}" for c in client],
        "city": [f"Town {c % 6}" for c in client],
        "street": [f"Long street {c}" for c in client],
        "terms": "30 days",
        "unit": "pcs",
    }
    for name, values in texts.items():
        frame[name] = pd.Series(values, index=frame.index, dtype="str")
    place = frame.groupby("invoice").cumcount() + 1
    return frame.assign(
        line=place.astype("Int64"), quantity=pd.Series(quantity, dtype="Int64"), number=client
    )


LINES = lines()


def export(headings: dict[str, str]) -> pd.DataFrame:
    """Return the lines under the headings of a system: heading -> name of the column here."""
    return pd.DataFrame({heading: LINES[source] for heading, source in headings.items()})


def meant(frame: pd.DataFrame, table=SALES) -> dict[str, str]:
    return {p.meaning: p.column for p in propose_columns(frame, table, table_name="sales")}


def clients() -> pd.DataFrame:
    """Thirty clients; tax numbers whose check digits are right (7707083893 and 5260250995 are published)."""
    n = range(30)
    texts = {
        "code": [f"K{i:04d}" for i in n],
        "name": [f"Firm {i}" for i in n],
        "street": [f"Long street {i}" for i in n],
        "city": [f"Town {i % 7}" for i in n],
        "manager": [f"Manager {i % 4}" for i in n],
        "segment": [f"Kind {i % 3}" for i in n],
        "contact": [f"Person {i}" for i in n],
        "phone": [f"555-{i:03d}" for i in n],
        "inn": ["7707083893"] * 30,
        "nip": ["526-025-09-95"] * 30,
    }
    frame = pd.DataFrame({key: pd.Series(values, dtype="str") for key, values in texts.items()})
    since = pd.Timestamp("2015-05-05") + pd.to_timedelta(np.arange(30) * 40, unit="D")
    return frame.assign(number=range(1, 31), people=[5 + i % 9 for i in n], since=since)


HEADINGS = pd.read_csv(Path(__file__).with_name("headings.csv"), keep_default_na=False)
"""How systems call their columns: what each holds here, and what it means; empty where it means nothing."""


SYSTEMS = [*HEADINGS[["table", "system"]].drop_duplicates().itertuples(index=False, name=None)]


@pytest.mark.parametrize(("table", "system"), SYSTEMS)
def test_each_column_of_an_export_is_taken_for_what_it_is(table, system):
    said = HEADINGS[(HEADINGS["table"] == table) & (HEADINGS["system"] == system)]
    source = LINES if table == "sales" else clients()
    frame = source[[*said["holds"]]].set_axis([*said["heading"]], axis="columns")
    known = said[said["meaning"] != ""]
    expected = dict(zip(known["meaning"], known["heading"], strict=True))
    # Two columns hold costs of the line: their sum is proposed.
    expected |= {"cost": "cogs + shipping_cost"} if system == "web shop" else {}
    assert meant(frame, GIVEN[table]) == expected


@pytest.mark.parametrize(
    "headings",
    [("Customer", "Year", "Cost type", "Amount"), ("Клиент", "Год", "Статья затрат", "Сумма затрат"),
     ("Kontrahent", "Rok", "Rodzaj kosztu", "Kwota")],
)  # fmt: skip
def test_costs_to_serve_are_told_in_three_languages(headings):
    values = zip(*[(f"K{i % 9}", 2023 + i % 2, f"kind {i % 3}", 100.5 + i) for i in range(40)], strict=True)
    frame = pd.DataFrame(dict(zip(headings, values, strict=True)))
    costs = GIVEN["service_costs"]
    assert meant(frame, costs) == dict(zip(costs.columns, headings, strict=True))


def proposed(frame: pd.DataFrame, meaning: str):
    """The one proposal for a meaning of sales."""
    [found] = [p for p in propose_columns(frame, SALES, table_name="sales") if p.meaning == meaning]
    return found


def reasons(proposal) -> dict[str, str]:
    return {choice.column: choice.reason for choice in proposal.alternatives}


CLIENT, SHORT = {"Клиент": "name", "Дата": "billed"}, {"Client": "code", "Date": "ordered", "Amount": "net"}
TWO_DAYS = {"Customer": "name", "Order Date": "ordered", "Invoice Date": "billed", "Amount": "net"}
QUESTIONS = {
    "two days": (TWO_DAYS, "date", {"Order Date": "on the day of the order",
                                    "Invoice Date": "on the day of the invoice"}),
    # The lines have gross = net x 1.2, rounded to cents.
    "two amounts": ({**CLIENT, "Сумма 1": "net", "Сумма 2": "gross"}, "amount",
                    {"Сумма 1": "", "Сумма 2": "times 1.20 in 100%"}),
    "partner and legal entity": (
        {"Партнер": "holding", "Контрагент": "code", "Дата": "billed", "Выручка": "net"}, "account",
        {"Партнер": "one account for all legal entities", "Контрагент": ""}),
    **{f"{one} and {other}": (
        {"Client": "code", "Date": "ordered", one: "net", other: "list_total"}, "amount",
        {one: f"total {LINES['net'].sum():,.2f}", other: f"total {LINES['list_total'].sum():,.2f}"})
       for one, other in [("Amount A", "Amount B"), ("Kwota", "Kwota 2"), ("Net X", "Net Y")]},
}  # fmt: skip


@pytest.mark.parametrize(("headings", "meaning", "implied"), QUESTIONS.values(), ids=QUESTIONS)
def test_columns_equally_plausible_are_a_question_with_what_each_implies(headings, meaning, implied):
    found = propose_columns(export(headings), SALES, table_name="sales")
    asked = next(p for p in found if p.meaning == meaning)
    assert (asked.column, asked.confidence, {*reasons(asked)}) == ("", "question", {*implied})
    assert all(said in reasons(asked)[column] for column, said in implied.items())
    # Neither is given away to another meaning on the side.
    assert not {*implied} & {p.column for p in found}


def test_two_days_that_are_always_the_same_are_no_question():
    asked = proposed(export({**TWO_DAYS, "Order Date": "billed"}), "date")
    assert asked.confidence == "sure"
    assert "holds the same" in asked.alternatives[0].reason


@pytest.mark.parametrize(
    ("headings", "meaning", "column", "confidence", "said"),
    [
        ({**CLIENT, "Сумма с НДС": "gross"}, "amount", "Сумма с НДС", "likely", "with VAT in it"),
        # The only one that can be it.
        ({**CLIENT, "F3": "net"}, "amount", "F3", "guess", "the only column"),
        ({"Customer": "name", "Order Date": "ordered", "Due Date": "due", "Amount": "net"}, "due", "Due Date",
         "sure", 'the heading says "due date"; a date in 100% of rows; on or after "Order Date" in 100%'),
        *(({"c1": "name", "c2": "billed", "c3": "net"}, meaning, "", "question", "no heading")
          for meaning in ("account", "date", "amount")),
    ],
)  # fmt: skip
def test_a_proposal_says_how_sure_it_is_and_why(headings, meaning, column, confidence, said):
    asked = proposed(export(headings), meaning)
    assert (asked.column, asked.confidence) == (column, confidence)
    assert said in asked.reason


@pytest.mark.parametrize(
    "heading", ["Цена", "Скидка, руб.", "Freight", "Прибыль", "Tax", "Plan amount", "Marża", "Rabat"]
)
def test_what_is_no_amount_is_not_taken_for_one(heading):
    assert proposed(export({**CLIENT, heading: "net"}), "amount").column == ""


UNIT = {**CLIENT, "Сумма": "net", "Количество": "quantity", "Себестоимость": "unit_cost"}


@pytest.mark.parametrize(
    ("headings", "meaning", "column"),
    [
        # A cost of a unit, a due day before the sale, numbers of currencies, currencies of another number.
        (UNIT, "cost", None),
        ({**UNIT, "Сумма закупки": "cost"}, "cost", "Сумма закупки"),
        ({"Customer": "name", "Posting Date": "paid", "Due Date": "ordered", "Amount": "net"}, "due", None),
        ({**SHORT, "CurrencyKey": "line"}, "currency", None),
        ({**SHORT, "Price": "price", "Price (currency)": "currency"}, "currency", None),
        *(({**SHORT, heading: "currency"}, "currency", heading)
          for heading in ("Curr.", "Crcy", "Waers", "Waluta", "Wal.", "Вал.", "Ccy", "Doc. Curr.")),
        *(({**SHORT, heading: "invoice"}, "invoice", heading) for heading in
          ("ID заказа", "Order ID", "Numer zamówienia", "ID zamówienia", "ID документа", "ID faktury")),
    ],
)  # fmt: skip
def test_values_and_short_headings_say_what_a_column_is(headings, meaning, column):
    assert meant(export(headings)).get(meaning) == column


def test_dates_whose_order_is_still_open_are_dates_all_the_same():
    frame = export({"Customer": "name", "Amount": "net"})
    frame["Date"] = LINES["billed"].dt.strftime("%d/%m/%Y").astype("str")
    assert meant(frame)["date"] == "Date"


def test_what_is_decided_is_kept_and_the_rest_is_proposed_around_it():
    found = propose_columns(export(TWO_DAYS), SALES, table_name="sales", known={"date": "Order Date"})
    assert {p.meaning: (p.column, p.confidence) for p in found}["date"] == ("Order Date", "sure")


COMARCH = HEADINGS[HEADINGS["system"] == "Comarch XL"]
WIDE = export(dict(zip(COMARCH["heading"], COMARCH["holds"], strict=True)))


@settings(max_examples=15)
@given(
    st.permutations(list(WIDE.columns)),
    st.dictionaries(st.sampled_from(["Uwagi", "xx", "Status", "J.m.", "Opis"]),
                    st.sampled_from(["unit", "terms", "street"])),
    st.sampled_from(["* {}", "{}:", "{} *", "[{}]", "  {}  ", "{}.", "_{}_", "«{}»", "{} (1)"]),
)  # fmt: skip
def test_order_decorations_and_columns_that_mean_nothing_change_nothing(order, extra, decoration):
    more = WIDE[order].assign(**{heading: LINES[source] for heading, source in extra.items()})
    decorated = more.rename(columns=decoration.format)
    expected = {meaning: decoration.format(heading) for meaning, heading in meant(WIDE).items()}
    assert meant(decorated) == expected


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=6, unique=True))
def test_any_headings_get_an_answer(headings):
    frame = pd.DataFrame({heading: LINES[source] for heading, source in zip(headings, LINES, strict=False)})
    found = propose_columns(frame, SALES, table_name="s")
    assert [p.meaning for p in found if p.meaning in SALES.required] == SALES.required
    columns = [p.column for p in found if p.column]
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize(
    "heading", ["(a+)+$" * 500, "[" * 10_000, "Клиент " * 5_000, "\x00", "{}{0}", "%s%n", "'; DROP"]
)
def test_hostile_headings_are_only_text(heading):
    assert meant(export(SHORT).assign(**{heading: "x" * 100_000}))["amount"] == "Amount"


def test_an_empty_table_is_asked_about():
    found = propose_columns(pd.DataFrame({"Клиент": pd.Series(dtype="str")}), SALES, table_name="s")
    assert {p.confidence for p in found} == {"question"}


def test_the_currencies_in_the_cells_of_the_amount_are_the_currency():
    # Reading puts the codes that the cells of a column name into "<heading> (currency)".
    frame = export({**SHORT, "Amount (currency)": "currency", "Price": "price"})
    found = proposed(frame.assign(**{"Price (currency)": "USD", "Currency": "RUB"}), "currency")
    assert (found.column, found.confidence) == ("Amount (currency)", "sure")
    assert 'written in the cells of "Amount"' in found.reason


def test_an_amount_that_is_the_same_in_every_row_is_one_when_its_heading_says_so():
    frame = export({"Client": "code", "Date": "ordered"})
    assert meant(frame.assign(Сумма=99.0))["amount"] == "Сумма"
    # Nothing says that a constant without such a heading is money, and one that varies outdoes it.
    assert meant(frame.assign(x=99.5))["amount"] == ""
    assert meant(export(SHORT).assign(Revenue=0.0))["amount"] == "Amount"
