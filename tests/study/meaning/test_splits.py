"""Columns that split the money: known words in four languages, what is likely, what is only listed."""

import pandas as pd
import pytest

from kamlib.study.meaning.splits import find_splits, labels


def split(heading, *values, amounts=None):
    """The one split of a column whose values come one after another."""
    money = pd.Series(amounts or [100.0 + n for n in range(len(values))])
    found = find_splits(pd.DataFrame({heading: pd.Series(values, dtype="str")}), money)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("heading", "values", "likely"),
    [
        ("Stage", ["Closed Won", "Closed Lost", "Negotiation"], ["Closed Won"]),
        ("Deal Status", ["Won", "Lost", "Open"], ["Won"]),
        ("Scenario", ["Actual", "Budget", "Forecast 2"], ["Actual"]),
        ("Version", ["Actual 2024", "Plan v2"], ["Actual 2024"]),
        ("OrderStatus", ["Shipped", "Cancelled", "On Hold", "In Process"], ["Shipped"]),
        ("Invoice type", ["Invoice", "Draft", "Pro-forma"], ["Invoice"]),
        ("Is cancelled", ["True", "False"], ["False"]),
        ("Posted", ["1", "0"], ["1"]),
        ("Payment status", ["Paid", "Open", "Overdue"], ["Paid", "Open", "Overdue"]),
        ("Этап", ["Успешно реализовано", "Закрыто и не реализовано", "Переговоры"], ["Успешно реализовано"]),
        ("Сценарий", ["Факт", "План", "Прогноз"], ["Факт"]),
        ("План/факт", ["факт", "план"], ["факт"]),
        ("Статус", ["Отгружен", "Отменён", "В работе"], ["Отгружен"]),
        ("Вид документа", ["Реализация", "Счёт на оплату", "Черновик"], ["Реализация"]),
        ("Проведен", ["Да", "Нет"], ["Да"]),
        ("Etap", ["Wygrana", "Przegrana", "Negocjacje"], ["Wygrana"]),
        ("Scenariusz", ["Wykonanie", "Budżet"], ["Wykonanie"]),
        ("Rodzaj dokumentu", ["Faktura VAT", "Proforma", "Zamówienie"], ["Faktura VAT"]),
        ("Anulowana", ["TAK", "NIE"], ["NIE"]),
        ("Verkaufsphase", ["Gewonnen", "Verloren", "Offen"], ["Gewonnen"]),
        ("Szenario", ["Ist", "Plan"], ["Ist"]),
        ("Belegart", ["Rechnung", "Angebot", "Auftrag"], ["Rechnung"]),
        ("Belegstatus", ["Gebucht", "Entwurf", "Storniert"], ["Gebucht"]),
        # The heading says nothing; the values do.
        ("F12", ["Actual", "Budget"], ["Actual"]),
        ("Typ", ["Faktura", "Korekta"], ["Faktura", "minus Korekta"]),
        ("Art", ["Ist", "Budget"], ["Ist"]),
        ("Примечание", ["Отменена", None, None], ["(empty)"]),
        # What the number beside it is.
        ("Measure", ["Revenue", "Cost", "Units"], ["Revenue"]),
        ("Kennzahl", ["Umsatz", "Menge", "DB1"], ["Umsatz"]),
        ("Miara", ["Przychód", "Koszt własny", "Ilość"], ["Przychód"]),
        ("Показатель", ["Выручка, руб.", "Себестоимость продаж", "Количество, шт"], ["Выручка, руб."]),
        ("Показатель", ["Факт", "План"], ["Факт"]),
        ("F7", ["Net sales", "Gross profit", "Units sold"], ["Net sales"]),
        # Lines within one group of firms, other books, forecasts.
        ("Intercompany", ["Y", "N"], ["N"]),
        ("IC flag", ["X", None], ["(empty)"]),
        ("Внутригрупповая", ["Да", "Нет"], ["Нет"]),
        ("Wewnątrzgrupowa", ["T", "N"], ["N"]),
        ("Konzernintern", ["Ja", "Nein"], ["Nein"]),
        ("Ledger", ["0L", "2L"], ["0L"]),
        ("Forecast category", ["Closed", "Pipeline", "Omitted", "Commit"], ["Closed"]),
        # The heading says it; nobody knows the values.
        ("Status", ["A1", "B2"], []),
        ("Rodzaj", ["1", "2", "3"], []),
        ("Tp", ["CN", None], ["(empty)", "minus CN"]),
        ("Вид", ["01", "02"], []),
    ],
)  # fmt: skip
def test_known_words_make_a_question_with_the_likely_sales(heading, values, likely):
    found = split(heading, *values)
    assert found.asks
    assert sorted(found.likely) == sorted(likely)


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Region", ["North", "South"]),
        ("Ship Mode", ["First Class", "Same Day"]),
        ("Customer status", ["Active", "Sleeping"]),
        ("Status klienta", ["VIP", "A"]),
        ("Category", ["New", "Used"]),
        ("Город", ["Новгород", "Рига"]),
        ("Плательщик НДС", ["Да", "Нет"]),
        ("Rodzaj", ["Zawory", "Kołnierze"]),
        ("Measure", ["kg", "pcs"]),
        ("Показатель", ["руб.", "шт"]),
    ],
)
def test_any_other_column_of_few_values_is_listed_and_asks_nothing(heading, values):
    found = split(heading, *values)
    assert not found.asks
    assert set(found.values["value"]) == set(values)


@pytest.mark.parametrize(
    ("heading", "values", "amounts"),
    [
        ("Region", ["North"] * 3, None),
        ("Note", [f"n{n}" for n in range(13)], None),
        ("Status", ["Shipped", "Cancelled"], [5.0, 0.0]),  # nothing rests on the answer
        ("Status", ["Shipped"] * 3, None),
        ("Currency", [None, None], None),
    ],
)
def test_a_column_that_splits_no_money_is_left_alone(heading, values, amounts):
    assert split(heading, *values, amounts=amounts) is None


def test_lines_that_are_all_a_budget_are_asked_about_too():
    assert split("Scenario", "Budget", "Budget").asks


def test_credit_notes_above_zero_are_to_be_taken_off_and_those_below_are_counted():
    above, below = (split("Type", "Invoice", "Credit note", amounts=[9.0, n]) for n in (2.0, -2.0))
    assert above.likely == ("Invoice", "minus Credit note")
    assert below.likely == ("Invoice", "Credit note")


def test_spellings_of_one_value_are_one_value():
    found = split("Status", "won", "Won", "Won ", "LOST", None)
    lines = dict(zip(found.values["value"], found.values["lines"], strict=True))
    assert lines == {"Won": 3, "LOST": 1, "(empty)": 1}
    assert list(labels(pd.Series([1.0, 2.0, None]))) == ["1", "2", "(empty)"]
