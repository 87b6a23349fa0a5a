"""Legal entities grouped by what they share; look-alikes kept apart."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.study.proposals import propose_groups
from kamlib.study.proposals.names import stem

# Numbers whose check digits are right: published ones of large firms and of the NIP examples.
INN, NIP = "7707083893", "5260250995"


def grouped(**columns) -> dict[str, tuple[str, str]]:
    """Entity -> (account, confidence) of a list of accounts."""
    found = propose_groups(pd.DataFrame(columns))
    return {row.entity: (row.account, row.confidence) for row in found.itertuples()}


STEMS = [
    ('ООО "Волна"', "Volna Ltd.", True),
    ("АО «Северсталь-Метиз»", "Severstal Metiz AO", True),
    ("ООО Волжский завод", "Volzhskiy Zavod OOO", True),
    ("Zakład Mechaniczny Żuk Sp. z o.o.", "ZAKLAD MECHANICZNY ZUK SP Z O O", True),
    ("Виктория, ООО", "Victoria LLC", True),
    ("Volna GmbH & Co. KG", "volna", True),
    ("Волна филиал № 3 Казань", "Волна", True),
    ("Kowalski S.A. Oddział w Gdańsku", "Kowalski SA", True),
    ("ООО Волна", "ООО Волга", False),
    ("Kowalski", "Kowalczyk", False),
    ("Вектор-1", "Вектор-2", False),
    ("SA", "AG", False),
    ("Firm 1", "Firm 11", False),
    ("Kunde 2 GmbH", "Kunde 22 GmbH", False),
    ("Hotel 100", "Hotel 10", False),
    ("Клиент №7", "Клиент №77", False),
]


@pytest.mark.parametrize(("one", "other", "same"), STEMS)
def test_one_firm_has_one_stem_in_every_spelling_and_different_firms_have_two(one, other, same):
    assert (stem(one) == stem(other) != "") == same


def test_a_town_at_the_end_is_left_off_when_it_is_the_town_of_the_firm():
    assert stem("Волна Казань", city="Казань") == stem("Волна") != stem("Волна Казань", city="Пермь")


LIKELY, APART = {"1": ("1", "likely"), "2": ("1", "likely")}, {"1": ("1", "apart"), "2": ("2", "apart")}
SHARED = {
    "one tax number with several branch codes": (
        {"account": ["30", "7", "12"], "name": ["ООО Волна", "Волна (Пермь)", "Берег"],
         "tax_id": [f"{INN}/770701001", f"{INN}/590401001", NIP]},
        {"7": ("7", "sure"), "30": ("7", "sure")}),
    "wrong check digits": ({"name": ["Волна", "Волна"], "tax_id": ["7707083894"] * 2}, LIKELY),
    "one tax number, other names": ({"name": ["Волна", "Берег"], "tax_id": [INN, INN]}, LIKELY),
    "one name at one address": (
        {"name": ["ООО Волна", "Volna"], "address": ["г. Пермь, ул. Ленина, д. 5", "Пермь, Ленина 5"]},
        LIKELY),
    "houses 1 and 11": (
        {"name": ["Волна"] * 2, "address": ["Пермь, Ленина 1", "Пермь, Ленина 11"]}, APART),
    "a business centre": ({"name": ["Волна", "Берег"], "address": ["Пермь, Ленина 5"] * 2}, {}),
    "a head office that pays": (
        {"account": ["1", "2", "3"], "name": ["Волна", "Волна филиал 2", "Берег"], "payer": ["", "1", ""]},
        LIKELY),
    # 1 and 2 share name and address, 2 and 3 share name and payer: 1 - 2 - 3 would be two weak steps.
    "weak steps are not chained": (
        {"account": ["1", "2", "3"], "name": ["Волна"] * 3, "payer": ["", "77", "77"],
         "address": ["Пермь, Ленина 5", "Пермь, Ленина 5", "Омск, Мира 9"]}, {**LIKELY, "3": ("3", "apart")}),
    "names alone": ({"name": ["Acme", "ACME"]}, APART),
    "names that serve as codes": (
        {key: ["Acme Ltd", "ACME LTD.", "Acme  ltd", "Birch", "K1", "KK"] for key in ("account", "name")},
        dict.fromkeys(("ACME LTD.", "Acme  ltd", "Acme Ltd"), ("ACME LTD.", "likely"))),
    **{f"what only fills the field: {filler}": ({"name": ["Волна", "Берег"], "tax_id": [filler, filler]}, {})
       for filler in ("0000000000", "1111111111", "1234567890", "-", "", None, "нет", "999")},
}  # fmt: skip


@pytest.mark.parametrize(("columns", "accounts"), SHARED.values(), ids=SHARED)
def test_entities_are_one_account_by_what_they_share(columns, accounts):
    assert grouped(**{"account": ["1", "2"], **columns}) == accounts


def test_a_holding_is_named_after_its_largest_entity_and_look_alikes_name_one_another():
    names = ["Delta Flow", "Delta Flow North", "Delta Flow Service", "Волна", "ООО Волна"]
    codes, numbers = ["A1", "A2", "A3", "B1", "B2"], [NIP] * 3 + [""] * 2
    entities = pd.DataFrame({"account": codes, "name": names, "tax_id": numbers})
    found = propose_groups(entities, revenue={"A1": 6.4, "A2": 7.1, "A3": 5.2})
    assert found[["entity", "account"]].to_numpy().tolist() == [
        ["A1", "A1"], ["A2", "A1"], ["A3", "A1"], ["B1", "B1"], ["B2", "B2"],
    ]  # fmt: skip
    assert set(found["name"][:3]) == {"Delta Flow North"}
    assert found["reason"][3] == "same name as B2, but nothing else in common; stays an account of its own"


def test_adventureworks_has_two_pairs_of_one_name_that_stay_apart_and_northwind_none(real_data):
    resellers = pd.read_csv(real_data / "adventureworks" / "dw_DimReseller.csv", dtype={"ResellerKey": "str"})
    found = grouped(account=resellers["ResellerKey"], name=resellers["ResellerName"],
                    address=resellers["AddressLine1"])  # fmt: skip
    # SOURCE.md: 2 duplicated reseller names with different keys (name must not be the key).
    assert len(found) == 4
    assert all(found[entity] == (entity, "apart") for entity in found)
    customers = pd.read_csv(real_data / "northwind" / "Customers.csv")
    columns = {"CustomerID": "account", "CompanyName": "name", "Address": "address", "City": "city"}
    assert propose_groups(customers[list(columns)].rename(columns=columns)).empty


ENTITIES = st.lists(
    st.tuples(
        st.sampled_from(["Волна", "Volna ООО", "Берег", "X", ""]),
        st.sampled_from([INN, NIP, "", None]),
        st.sampled_from(["Пермь, Ленина 5", "Омск, Мира 9", None]),
        st.sampled_from(["", "1", "9"]),
    ),
    max_size=12,
)


@settings(max_examples=80)
@given(ENTITIES, st.randoms())
def test_groups_hold_each_entity_once_and_do_not_depend_on_the_order(rows, chance):
    frame = pd.DataFrame(rows, columns=["name", "tax_id", "address", "payer"], dtype="object")
    frame["account"] = [str(place) for place in range(len(frame))]
    found = propose_groups(frame)
    order = list(range(len(frame)))
    chance.shuffle(order)
    pd.testing.assert_frame_equal(propose_groups(frame.iloc[order]), found)
    assert found["entity"].is_unique
    firsts = found.groupby("account")["entity"].agg(lambda members: min(members, key=int))
    assert (firsts == firsts.index).all()


@pytest.mark.parametrize(
    "name", ["(" * 5000, "(a+)+$" * 999, "ООО " * 5000, "\x00", "{}%s", "=cmd|'/c calc'!A0"]
)
def test_hostile_names_are_only_text(name):
    assert len(grouped(account=["1", "2"], name=[name, name], tax_id=[INN, INN])) == 2


def owned(parents: dict[str, str], **columns) -> pd.DataFrame:
    owners = pd.DataFrame({"account": parents.keys(), "parent": parents.values(), "column": "Holding"})
    return propose_groups(pd.DataFrame(columns), owners=owners).set_index("entity")


def test_clients_under_one_parent_are_one_account_up_to_the_top_of_the_chain():
    found = owned(
        {"9": "Gamma", "4": "9", "12": "Omega Group", "7": "нет"},
        account=["17", "4", "9", "12", "7"],
        name=["Gamma", "Alpha", "Beta", "Delta", "Solo"],
    )
    assert found["account"].to_dict() == {"4": "4", "9": "4", "17": "4"}
    assert set(found["name"]) == {"Gamma"} and set(found["confidence"]) == {"sure"}
    assert found["reason"].to_dict() == {
        "4": 'belongs to Gamma by the column "Holding", over Beta',
        "9": 'belongs to Gamma by the column "Holding"',
        "17": 'others belong to it by the column "Holding"',
    }


BELONGS = {
    "a parent that is no client": (
        {"1": "Omega Group", "2": "OMEGA  group", "Omega Group": "Top AG"}, {"account": ["1", "2", "3"]},
        {"1": ("1", "sure"), "2": ("1", "sure")}),
    "told by its stem": (
        {"2": "Volna"}, {"account": ["1", "2"], "name": ["ООО Волна", "Берег"]},
        {"1": ("1", "sure"), "2": ("1", "likely")}),
    "a stem that two clients have": (
        {"2": "Volna"}, {"account": ["1", "2", "3"], "name": ["ООО Волна", "Берег", "Волна"]},
        {"1": ("1", "apart"), "3": ("3", "apart")}),
    "a ring": (
        {"1": "2", "2": "1", "3": "3"}, {"account": ["1", "2", "3"], "name": ["A b", "C d", "E f"]}, {}),
    "the column goes before the tax number": (
        {"1": "Xeno", "2": "Ypsi", "3": "Xeno"}, {"account": ["1", "2", "3"], "tax_id": [NIP, NIP, ""]},
        {"1": ("1", "sure"), "3": ("1", "sure")}),
    **{f"nobody: {nobody}": (
        {"1": nobody, "2": nobody}, {"account": ["1", "2"], "name": ["Волна", "Берег"]}, {})
       for nobody in ("", "-", "0", "нет", "none", "Independent", "brak", "keine", "да")},
}  # fmt: skip


@pytest.mark.parametrize(("parents", "columns", "accounts"), BELONGS.values(), ids=BELONGS)
def test_parents_are_told_by_code_by_name_or_by_a_stem_of_one_client(parents, columns, accounts):
    found = owned(parents, **columns)
    assert {row.Index: (row.account, row.confidence) for row in found.itertuples()} == accounts
    assert "Omega Group" not in parents or set(found["name"]) == {"Top AG"}
