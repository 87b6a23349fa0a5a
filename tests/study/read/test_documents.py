"""Days that stand only in the names of documents, as 1C prints them."""

NAMES = [f"Реализация товаров и услуг 0000-00{n:04d} от {n:02d}.03.2024 12:00:00" for n in range(1, 21)]


def written(names, head="Контрагент;Документ;Сумма", extra=""):
    return head + "\n" + "".join(f"Ромашка;{name};{10 + n},50{extra}\n" for n, name in enumerate(names))


def test_the_day_in_the_name_of_a_document_becomes_a_column_of_its_own(table):
    found = table(written(NAMES))
    assert found.frame["Документ (date)"].dt.strftime("%d.%m.%Y").tolist() == [
        f"{n:02d}.03.2024" for n in range(1, 21)
    ]
    assert any('"Документ (date)"' in step for step in found.steps)
    assert found.all_problems == []


def test_polish_and_english_documents_name_their_day_too(table):
    for word, day in (("z dnia", "2024-03-05"), ("of", "05.03.2024"), ("dated", "05.03.2024")):
        found = table(written([f"FV/{n} {word} {day}" for n in range(5)]))
        assert found.frame["Документ (date)"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2024-03-05"]


def test_a_table_with_days_of_its_own_gets_no_second_ones(table):
    found = table(written(NAMES, "Контрагент;Документ;Сумма;Дата", ";01.02.2024"))
    assert list(found.frame) == ["Контрагент", "Документ", "Сумма", "Дата"]


def test_names_that_hold_a_day_now_and_then_are_only_names(table):
    found = table(written([*NAMES[:5], *["Прочее"] * 10]))
    assert "Документ (date)" not in found.frame


def test_a_document_without_a_day_is_named_with_its_row(table):
    found = table(written([*NAMES, "Корректировка долга"]))
    [problem] = found.all_problems
    assert (problem.code, problem.row, problem.found) == ("date-unreadable", 22, "Корректировка долга")
