"""What hangs on whom in a study: from workbooks, sales and absences to the tables of chapter 09."""

from datetime import date
from importlib import import_module

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.buying import buying_forms
from kamlib.flow.check import check_study
from kamlib.problems import KamError
from kamlib.study.books import Change, make_book

TODAY = pd.Timestamp("2026-01-30")
YAML = """name: Small
today: 2026-01-30
tables:
  sales: {from: sales, columns: {account: client, date: day, amount: sum, cost: cost, manager: seller}}
"""


def sales() -> str:
    """Alder buys on Mondays of both years; in the weeks that Vera is away in 2025 only half as often."""
    rows = ["client,day,sum,cost,seller"]
    for day in pd.date_range("2024-01-01", "2025-12-29", freq="W-MON"):
        away = pd.Timestamp("2025-06-02") <= day <= pd.Timestamp("2025-06-29")
        for name, seller in (("Alder", "Vera"), ("Birch", "Vera"), ("Cedar", "Ivan"), ("Dogwood", "Ivan")):
            if not (away and name == "Alder" and day.day > 15):
                rows.append(f"{name},{day:%Y-%m-%d},100,80,{seller}")
    return "\n".join(rows) + "\n"


def lines(page: str, *rows: dict[str, object]) -> list[Change]:
    return [Change(page, f"+{place}", column, str(value)) for place, row in enumerate(rows, start=1)
            for column, value in row.items()]


def met(ours: str, theirs: str, level: int = 2, last: str = "2026-01-12") -> dict[str, object]:
    return {"ours": ours, "theirs": theirs, "level": level, "a_year": 12, "last": last}


BOOKS = {
    # Vera alone; she is spelt otherwise than in the sales.
    "Alder": [
        *lines("persons", {"person": "Ada Kern", "position": "buyer", "influence": 4, "attitude": 2}),
        *lines("team", {"person": "vera", "function": "manager", "stand_in": "Rita", "leaves": "0.2"}),
        *lines("contacts", met("vera", "Ada Kern", 3)),
    ],
    # Vera and Rita, with two people.
    "Birch": [
        *lines("persons", {"person": "Bo Lind", "influence": 3, "attitude": 1, "role": "Buyer",
                           "purchase": "frame"},
               {"person": "Cy Moor", "influence": 2, "attitude": 1, "role": "Buyer", "purchase": "spares",
                "role2": "User", "purchase2": "frame"}),
        *lines("team", {"person": "Vera", "function": "manager"}, {"person": "Rita", "function": "inside"}),
        *lines("contacts", met("Vera", "Bo Lind"), met("Rita", "Cy Moor")),
    ],
    # The only one who met us has left.
    "Cedar": [
        *lines("persons", {"person": "Di Frost", "influence": 4, "attitude": 2}),
        *lines("contacts", met("Ivan", "Di Frost", last="2025-06-20")),
    ],
}
ABSENCES = """person,side,account,from,to,reason,by,on
Vera,ours,,2025-06-02,2025-06-29,holiday,,
Di Frost,theirs,Cedar,2025-07-01,,new job,,
"""
KEY = "account,decided\nAlder,key\nBirch,key\nCedar,key\nDogwood,key\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("dependency") / "study"
    (place / "input").mkdir(parents=True)
    (place / "judgement").mkdir()
    (place / "study.yaml").write_text(YAML, encoding="utf-8")
    (place / "input" / "sales.csv").write_text(sales(), encoding="utf-8")
    (place / "judgement" / "absences.csv").write_text(ABSENCES, encoding="utf-8")
    (place / "judgement" / "key_accounts.csv").write_text(KEY, encoding="utf-8")
    study = flow.open_study(place)
    for name, changes in BOOKS.items():
        [form] = buying_forms(study, pd.DataFrame({"account": [name], "name": [name]}))
        make_book(place, form, on=date(2026, 1, 30), changes=changes)
    return place


@pytest.fixture(scope="module")
def study(folder):
    return flow.open_study(folder)


@pytest.fixture(scope="module")
def found(study):
    return flow.dependency(study, flow.settings_in_force(study, "dependency"), today=TODAY)


def of(found, name: str) -> pd.Series:
    return found.accounts.set_index("name").loc[name]


def test_one_of_ours_spelt_in_two_ways_is_one_person(found):
    vera = found.people[found.people["person"] == "Vera"]
    assert vera["accounts"].tolist() == [2]
    assert vera["alone_name"].tolist() == ["Alder"]


def test_an_account_survives_where_two_lines_share_nobody(found):
    assert of(found, "Birch")[["second", "survives"]].tolist() == [True, True]
    assert of(found, "Alder")[["second", "survives", "hinge"]].tolist() == [False, False, "Vera; Ada Kern"]
    assert found.default == "Alder"


def test_an_account_without_a_workbook_is_unknown_and_not_safe(found):
    row = of(found, "Dogwood")
    assert row["shape"] == "unknown"
    assert row[["second", "survives", "breaking", "hours"]].isna().all()
    assert flow.unwritten(found) == 1


def test_a_role_lost_for_one_kind_of_purchase_is_told_though_another_kind_keeps_it(found):
    people = found.departures.set_index("person")
    assert people.loc["Bo Lind", "roles"] == "buyer"
    # Nobody but Cy Moor speaks of spares.
    assert people.loc["Cy Moor", "roles"] == "user"


def test_who_has_left_holds_nobody(found):
    assert of(found, "Cedar")["shape"] == "no line"
    assert of(found, "Cedar")["supporters"] == 0
    assert "Di Frost" not in set(found.additions["theirs"])
    assert found.left[["account", "person"]].to_numpy().tolist() == [["Cedar", "Di Frost"]]


def test_the_stand_in_is_asked_first(found):
    # Two levels at 4 hours, and 3 hours each: Rita is new there, and at Alder nobody else is known.
    alder = found.additions[found.additions["account"] == "Alder"]
    assert alder[["ours", "theirs", "hours", "stand_in"]].to_numpy().tolist() == [["Rita", "", 14.0, True]]


def test_the_weeks_away_are_told_by_a_second_contact(found):
    told = found.absences.set_index(["person", "kind"])
    # Mondays of four weeks, 2, 9, 16 and 23 June 2025; Alder, with Vera alone, left out the last two.
    assert told.loc[("Vera", "single"), ["accounts", "orders_before", "orders"]].tolist() == [1, 4, 2]
    assert told.loc[("Vera", "second"), ["accounts", "orders_before", "orders"]].tolist() == [1, 4, 4]
    assert told.loc[("Di Frost", "itself"), "name"] == "Cedar"
    assert told.loc[("Di Frost", "twin"), "name"] == "Birch"


def test_an_absence_of_which_nothing_can_be_told_is_a_warning(folder):
    file = folder / "judgement" / "absences.csv"
    # Nobody's person; Vera misspelt, who would do nothing without a word.
    file.write_text(ABSENCES + "Somebody,theirs,,2025-01-01,,,,\nVerra,ours,,2025-01-01,,,,\n"
                    "RITA,ours,,2025-03-10,2025-03-11,,,\n", encoding="utf-8")
    try:
        study = flow.open_study(folder)
        told = flow.dependency(study, flow.settings_in_force(study, "dependency"), today=TODAY).problems
        row = ABSENCES.count("\n") + 1
        expected = [("absence-account", row, "Somebody"), ("absence-person", row + 1, "Verra")]
        assert [(p.code, p.row, p.found) for p in told if p.code.startswith("absence")] == expected
        assert {("warning", *one) for one in expected} <= {
            (p.severity, p.code, p.row, p.found) for p in check_study(folder).problems}
    finally:
        file.write_text(ABSENCES, encoding="utf-8")


def test_the_example_rate_counts_only_beside_what_is_typed(found):
    row = of(found, "Alder")
    # Vera and Ada Kern stand in every active line; of Vera 0.2 a year is typed, of Ada nothing.
    assert row[["critical", "known"]].tolist() == [2, 1]
    assert row["chance"] == pytest.approx(1 - 0.8**3)
    assert row["with_example"] == pytest.approx(1 - (0.8 * 0.85) ** 3)


def test_without_names_nobody_stands_anywhere(study):
    study = flow.open_study(study.folder, show_names=False)
    hidden = flow.dependency(study, flow.settings_in_force(study, "dependency"), today=TODAY)
    one = flow.one_dependency(hidden, "Alder")
    names = ["Vera", "vera", "Rita", "Ivan", "Ada Kern", "Bo Lind", "Cy Moor", "Di Frost"]
    frames = [hidden.accounts, hidden.lines, hidden.departures, hidden.people, hidden.managers,
              hidden.additions, hidden.absences, hidden.left, one.persons[["person", "position"]], one.team]
    sheet = flow.handover(study, "Alder", today=TODAY)
    frames += [sheet.people, sheet.team, sheet.additions, sheet.brief.promises, pd.DataFrame([sheet.hangs])]
    told = "\n".join(frame.to_csv() for frame in frames) + sheet.manager + str(sheet.stand_ins)
    assert not [name for name in names if name in told]
    assert "Manager A" in told


def test_who_leaves_is_chosen_by_a_part_of_the_name(found):
    assert flow.one_dependency(found, "birch", "moor").leaver["person"] == "Cy Moor"
    with pytest.raises(KamError, match="is nobody at Birch"):
        flow.one_dependency(found, "Birch", "Kern")
    assert flow.one_dependency(found, "Dogwood").leaver is None


def test_the_sheet_names_what_is_missing(study, found):
    sheet = flow.handover(study, "Alder", today=TODAY)
    assert sheet.stand_ins == ("Rita",)
    assert sheet.people[["person", "met", "only_manager"]].to_numpy().tolist() == [["Ada Kern", "Vera", True]]
    assert {"plan", "dossier", "payments"} <= set(sheet.missing)
    empty = flow.handover(study, "Dogwood", today=TODAY)
    assert {"stand-in", "team", "contacts", "buying-centre"} <= set(empty.missing)


def test_the_load_of_past_quarters_is_open_where_hours_are_not_typed(found):
    told = found.managers.set_index("manager")
    # Vera: 0 h known of 2 accounts, so her load may be anything; who has no key account with a second contact
    # is certain all the same.
    assert pd.isna(told.loc["Vera", "too_long"])
    assert told.loc["Vera", "alone"]


def test_hours_of_a_quarter_long_gone_are_not_those_of_the_last(study, found, monkeypatch):
    loads = pd.DataFrame({"manager": ["Ivan", "Vera", "Vera"], "quarter": ["2025Q2", "2025Q2", "2025Q3"],
                          "accounts": 1, "hours": [90.0, 10.0, 20.0], "unknown": 0, "limit": 100.0})
    module = import_module("kamlib.flow.dependency")  # the package has a function of this name
    monkeypatch.setattr(module, "quarterly_loads", lambda *_study, **_quarters: loads)
    told = flow.dependency.__wrapped__(study, found.force, today=TODAY).managers.set_index("manager")["hours"]
    assert told["Vera"] == 20
    assert pd.isna(told["Ivan"])


def test_northwind_knows_one_person_an_account_and_nobody_who_meets_them(real_study):
    study = flow.open_study(real_study("northwind")[0])
    told = flow.dependency(study, flow.settings_in_force(study, "dependency"), today=flow.today(study))
    key = told.accounts[told.accounts["key"]]
    assert flow.unwritten(told) == len(key) > 0
    assert told.departures["lines"].isna().all()
    assert told.people.empty
    one = flow.one_dependency(told)
    # Customers.csv names one contact for each client.
    assert one.departures["side"].tolist() == ["theirs"]
    assert {"stand-in", "team", "contacts"} <= set(
        flow.handover(study, one.account, today=told.today).missing)
