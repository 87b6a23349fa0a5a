"""Lines that may be left out: pseudo-clients, returns, cancellations, repeats, lines without account."""

import pandas as pd
import pytest

from kamlib.study.proposals import (
    apply_decisions,
    propose_decisions,
    propose_duplicates,
    propose_no_account,
    propose_pseudo,
    propose_returns,
)
from kamlib.study.proposals.returns import mirrored

DAY = pd.Timestamp("2024-03-01")


def sales(*rows, columns=("account", "day", "amount")) -> pd.DataFrame:
    """Lines; ``day`` counts from 1 March 2024."""
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.assign(date=DAY + pd.to_timedelta(frame.pop("day"), unit="D"))


def rows_of(decisions: pd.DataFrame, *columns: str) -> list[list[object]]:
    return decisions[[*columns]].to_numpy().tolist()


KINDS = {
    "pseudo_client": [
        "Розничный покупатель", "Розница", "Частное лицо", "Физ. лицо", "ЧАСТНЫЕ ЛИЦА", "Покупатель",
        "Walk-in customer", "CASH SALES", "Retail buyer", "One-time customer", "Klient detaliczny", "Paragon",
        "Sprzedaż paragonowa", "ANONIM", "klient anonimowy", "Osoba fizyczna", "Kontrahent incydentalny",
        "Розничный покупатель 2", "Cash customer 2",
    ],
    "internal": [
        "Внутреннее перемещение", "Intercompany", "Internal use", "Zużycie własne", "Собственные нужды",
        "Наш склад", "Филиал Казань", "Oddział Gdańsk 2", "Przesunięcie wewnętrzne",
        # The own company, in either alphabet.
        "ООО «Армада»", "Armada Sp. z o.o. Oddział Łódź", "Армада-Сервис",
    ],
    "": [
        "Cash & Carry Sp. z o.o.", "X5 Retail Group", "ООО Розница", "Retail Partner Ltd", "Армавир",
        "Makro Cash and Carry", "Selgros", "Население и Ко ООО", "Магазин Ромашка", "ИП Иванов",
        "Depot Warszawa Sp. z o.o.", "Anonim Design Studio Warszawa", "Branch & Sons Ltd",
        "Филиал ПАО Газпром в Казани", "Внутренний двор ООО",
        # A client with a number or a letter is a client whose name was taken off.
        *(f"{word} {number}" for word in ("Клиент", "Покупатель", "Client", "Customer", "Klient", "Anonymous")
          for number in ("0", "7", "A", "№ 5")), "Client_12", "Klient33",
    ],
}  # fmt: skip


def test_clients_that_are_none_are_told_by_their_names_and_real_firms_left_alone():
    names = [name for several in KINDS.values() for name in several]
    found = propose_pseudo(pd.DataFrame({"account": names, "amount": 1.0}), None, company="Armada")
    assert dict(zip(found["subject"], found["what"], strict=True)) == {
        name: kind for kind, several in KINDS.items() for name in several if kind
    }


@pytest.mark.parametrize(
    ("amounts", "kept", "share"),
    [
        # Counter sales bring 60 + 3 of 100, own use 1: the counter is the business here, own use is not.
        ({"Розничный покупатель": 60, "Cash sales": 3, "Internal use": 1, "Berth": 36},
         ["Розничный покупатель", "Cash sales"], "63%"),
        # 40 and 30 of 100: neither is most, both are.
        ({"Cash sales": 40, "Internal use": 30, "Berth": 30}, ["Cash sales", "Internal use"], "70%"),
        # Counter sales are 50 of 150 sold; the return of 60 leaves 90, of which they would be 56 %.
        ({"Cash sales": 50, "Berth": 100, "Berth 2": -60}, [], ""),
    ],
)  # fmt: skip
def test_accounts_that_bring_most_of_the_money_are_kept_and_the_reason_says_so(amounts, kept, share):
    lines = pd.DataFrame({"account": amounts.keys(), "amount": map(float, amounts.values())})
    found = propose_pseudo(lines, None, company=None).set_index("subject")
    assert sorted(found.index[found["proposal"] == "keep"]) == sorted(kept)
    said = f"kept, since such accounts bring {share} of what was sold"
    assert found["reason"].str.endswith(said).sum() == len(kept)


def test_the_name_of_the_accounts_table_counts_where_the_sales_have_codes():
    lines = pd.DataFrame({"account": ["7", "8", "7"], "amount": [1.0, 2.0, 4.0]})
    accounts = pd.DataFrame({"account": ["7", "8"], "name": ["Розничный покупатель", "ООО Волна"]})
    found = propose_pseudo(lines, accounts, company=None)
    assert rows_of(found, "subject", "lines", "amount") == [["7", 2, 5.0]]


def test_lines_without_account_are_counted_with_their_money():
    found = propose_no_account(sales(("A", 0, 5.0), (None, 0, 7.0), ("  ", 1, 1.0)))
    assert rows_of(found, "what", "lines", "amount") == [["no_account", 2, 8.0]]


BY_PRODUCT = ("account", "day", "amount", "product", "quantity")
MIRRORS = {
    "the latest sale": (
        sales(("A", 0, 50.0), ("A", 3, 50.0), ("A", 5, -50.0), ("A", 6, -50.0), ("A", 7, -50.0)),
        [[1, 2], [0, 3]]),
    "product and quantity too": (
        sales(("A", 0, 50.0, "P", 5.0), ("A", 1, -50.0, "Q", -5.0), ("A", 2, -50.0, "P", -4.0),
              ("A", 3, -50.0, "P", -5.0), columns=BY_PRODUCT), [[0, 3]]),
    "other account": (sales(("A", 0, 50.0), ("B", 5, -50.0)), []),
    "other amount": (sales(("A", 0, 50.0), ("A", 5, -49.99)), []),
    "too late": (sales(("A", 0, 50.0), ("A", 31, -50.0)), []),
    "before the sale": (sales(("A", 0, 50.0), ("A", -1, -50.0)), []),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "pairs"), MIRRORS.values(), ids=MIRRORS)
def test_a_cancellation_mirrors_a_sale_and_anything_else_is_a_return(lines, pairs):
    assert mirrored(lines, within_days=30).to_numpy().tolist() == pairs
    assert ("cancellations" in list(propose_returns(lines, within_days=30)["what"])) == bool(pairs)


def test_cancellations_change_no_revenue_and_returns_are_kept():
    lines = sales(("A", 0, 100.0), ("A", 2, -100.0), ("A", 3, 50.0), ("A", 9, -5.0))
    found = propose_returns(lines, within_days=30)
    assert rows_of(found, "what", "proposal", "lines", "amount") == [
        ["cancellations", "leave_out", 2, 0.0], ["returns", "keep", 1, -5.0],
    ]  # fmt: skip
    # 5 returned of 100 + 50 sold
    assert "3.3%" in found["reason"][1]


KEYED = ("account", "day", "amount", "invoice", "line")
REPEATS = {
    "look-alikes": (sales(("A", 0, 5.0), ("A", 0, 5.0), ("A", 1, 5.0)),
                    [["look_alikes", "account, date, amount", "keep", 1]], [0, 1, 2]),
    "sent twice": (
        sales(("A", 0, 5.0, "1", "1"), ("A", 0, 5.0, "1", "1"), ("A", 0, 5.0, "1", "2"), columns=KEYED),
        [["repeated_lines", "same content", "leave_out", 1],
         ["look_alikes", "account, date, amount, invoice", "keep", 1]], [0, 2]),
    "numbers that begin anew": (
        sales(("A", 0, 5.0, "1", "1"), ("B", 366, 9.0, "1", "1"), columns=KEYED),
        [["repeated_lines", "other content", "keep", 1]], [0, 1]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "proposed", "kept"), REPEATS.values(), ids=REPEATS)
def test_look_alikes_are_kept_and_what_repeats_whole_under_one_key_is_left_out(lines, proposed, kept):
    assert rows_of(propose_duplicates(lines), "what", "subject", "proposal", "lines") == proposed
    assert list(apply_decisions(lines, propose_decisions(lines))[0].index) == kept


def test_adventureworks_has_honest_look_alikes_and_nothing_to_leave_out(real_data):
    columns = {
        "ResellerKey": "account",
        "OrderDate": "date",
        "SalesAmount": "amount",
        "OrderQuantity": "quantity",
        "TotalProductCost": "cost",
        "SalesOrderNumber": "invoice",
        "SalesOrderLineNumber": "line",
        "ProductKey": "product",
    }
    file = real_data / "adventureworks" / "dw_FactResellerSales.csv.gz"
    lines = pd.read_csv(file, parse_dates=["OrderDate"], usecols=list(columns)).rename(columns=columns)
    lines = lines.astype(dict.fromkeys(["account", "invoice", "line", "product"], "str"))
    # SOURCE.md: no returns, no duplicates of (order, line).
    found = propose_decisions(lines)
    assert list(found["what"]) == ["vat"]
    assert list(map(len, apply_decisions(lines, found))) == [60855, 0]
    # 9,730 look-alikes carry 17.7 % of revenue: lines equal to an earlier one in all that is mapped when
    # product and line are not.
    [alike] = propose_duplicates(lines.drop(columns=["product", "line"])).itertuples()
    assert (alike.what, alike.proposal, alike.lines) == ("look_alikes", "keep", 9730)
    assert round(alike.amount / lines["amount"].sum(), 3) == 0.177
