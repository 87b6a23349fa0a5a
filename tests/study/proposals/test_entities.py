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
    return dict(zip(found["entity"], zip(found["account"], found["confidence"], strict=True), strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('ООО "Волна"', "Volna Ltd."),
        ("АО «Северсталь-Метиз»", "Severstal Metiz AO"),
        ("ООО Волжский завод", "Volzhskiy Zavod OOO"),
        ("Zakład Mechaniczny Żuk Sp. z o.o.", "ZAKLAD MECHANICZNY ZUK SP Z O O"),
        ("Виктория, ООО", "Victoria LLC"),
        ("Volna GmbH & Co. KG", "volna"),
        ("Волна филиал № 3 Казань", "Волна"),
        ("Kowalski S.A. Oddział w Gdańsku", "Kowalski SA"),
    ],
)
def test_one_firm_has_one_stem_in_every_spelling(one, other):
    assert stem(one) == stem(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ООО Волна", "ООО Волга"),
        ("Kowalski", "Kowalczyk"),
        ("Вектор-1", "Вектор-2"),
        ("SA", "AG"),
        ("Firm 1", "Firm 11"),
        ("Kunde 2 GmbH", "Kunde 22 GmbH"),
        ("Hotel 100", "Hotel 10"),
        ("Клиент №7", "Клиент №77"),
    ],
)
def test_different_firms_keep_different_stems(one, other):
    assert stem(one) != stem(other)


def test_a_town_at_the_end_is_left_off_when_it_is_the_town_of_the_firm():
    assert stem("Волна Казань", city="Казань") == stem("Волна") != stem("Волна Казань", city="Пермь")


def test_one_tax_number_with_several_branch_codes_is_one_account():
    found = grouped(
        account=["30", "7", "12"],
        name=["ООО Волна", "Волна (Пермь)", "Берег"],
        tax_id=[f"{INN}/770701001", f"{INN}/590401001", NIP],
    )
    assert found == {"7": ("7", "sure"), "30": ("7", "sure")}


def test_a_holding_in_three_entities_is_one_account_named_after_its_largest():
    found = propose_groups(
        pd.DataFrame(
            {
                "account": ["A1", "A2", "A3", "B1"],
                "name": ["Delta Flow", "Delta Flow North", "Delta Flow Service", "X"],
                "tax_id": [NIP, NIP, NIP, ""],
            }
        ),
        revenue={"A1": 6.4, "A2": 7.1, "A3": 5.2},
    )
    assert list(found["entity"]) == ["A1", "A2", "A3"]
    assert set(found["account"]) == {"A1"} and set(found["name"]) == {"Delta Flow North"}


@pytest.mark.parametrize("filler", ["0000000000", "1111111111", "1234567890", "-", "", None, "нет", "999"])
def test_what_only_fills_the_field_is_no_tax_number(filler):
    assert grouped(account=["1", "2"], name=["Волна", "Берег"], tax_id=[filler, filler]) == {}


def test_a_tax_number_with_wrong_check_digits_or_other_names_is_only_likely():
    wrong = grouped(account=["1", "2"], name=["Волна", "Волна"], tax_id=["7707083894", "7707083894"])
    other = grouped(account=["1", "2"], name=["Волна", "Берег"], tax_id=[INN, INN])
    assert {c for _a, c in (*wrong.values(), *other.values())} == {"likely"}


def test_one_name_at_one_address_is_likely_one_account():
    found = grouped(
        account=["1", "2"],
        name=["ООО Волна", "Volna"],
        address=["г. Пермь, ул. Ленина, д. 5", "Пермь, Ленина 5"],
    )
    assert found == {"1": ("1", "likely"), "2": ("1", "likely")}


def test_houses_1_and_11_of_a_street_are_two_addresses():
    found = grouped(account=["1", "2"], name=["Волна"] * 2, address=["Пермь, Ленина 1", "Пермь, Ленина 11"])
    assert {confidence for _account, confidence in found.values()} == {"apart"}


def test_one_address_alone_is_a_business_centre():
    assert grouped(account=["1", "2"], name=["Волна", "Берег"], address=["Пермь, Ленина 5"] * 2) == {}


def test_branches_that_their_head_office_pays_for_are_likely_one_account():
    found = grouped(account=["1", "2", "3"], name=["Волна", "Волна филиал 2", "Берег"], payer=["", "1", ""])
    assert found == {"1": ("1", "likely"), "2": ("1", "likely")}


def test_equal_names_alone_stay_apart_and_are_named():
    found = propose_groups(pd.DataFrame({"account": ["1", "2"], "name": ["Волна", "ООО Волна"]}))
    assert list(found["account"]) == list(found["entity"]) == ["1", "2"]
    assert set(found["confidence"]) == {"apart"}
    assert found["reason"][0] == "same name as 2, but nothing else in common; stays an account of its own"


def test_weak_steps_are_not_chained():
    # 1 and 2 share name and address, 2 and 3 share name and payer: 1 - 2 - 3 would be two weak steps.
    found = grouped(
        account=["1", "2", "3"],
        name=["Волна"] * 3,
        address=["Пермь, Ленина 5", "Пермь, Ленина 5", "Омск, Мира 9"],
        payer=["", "77", "77"],
    )
    assert {entity: account for entity, (account, _c) in found.items()} == {"1": "1", "2": "1", "3": "3"}


def test_adventureworks_has_two_pairs_of_one_name_that_stay_apart(real_data):
    resellers = pd.read_csv(real_data / "adventureworks" / "dw_DimReseller.csv")
    found = propose_groups(
        pd.DataFrame(
            {
                "account": resellers["ResellerKey"].astype("str"),
                "name": resellers["ResellerName"],
                "address": resellers["AddressLine1"],
            }
        )
    )
    # SOURCE.md: 2 duplicated reseller names with different keys (name must not be the key).
    assert len(found) == 4 and set(found["confidence"]) == {"apart"}
    assert list(found["account"]) == list(found["entity"])


def test_northwind_has_no_groups_and_no_look_alikes(real_data):
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
    before = frame.copy(deep=True)
    found = propose_groups(frame)
    order = list(range(len(frame)))
    chance.shuffle(order)
    pd.testing.assert_frame_equal(propose_groups(frame.iloc[order]), found)
    pd.testing.assert_frame_equal(frame, before)
    assert found["entity"].is_unique
    firsts = found.groupby("account")["entity"].agg(lambda members: min(members, key=int))
    assert (firsts == firsts.index).all()


@pytest.mark.parametrize(
    "name", ["(" * 5000, "(a+)+$" * 999, "ООО " * 5000, "\x00", "{}%s", "=cmd|'/c calc'!A0"]
)
def test_hostile_names_are_only_text(name):
    assert (
        len(propose_groups(pd.DataFrame({"account": ["1", "2"], "name": [name, name], "tax_id": [INN, INN]})))
        == 2
    )


def test_names_typed_in_two_ways_are_proposed_as_one_where_they_serve_as_codes():
    names = ["Acme Ltd", "ACME LTD.", "Acme  ltd", "Birch", "K1", "KK"]
    assert grouped(account=names, name=names) == {
        "ACME LTD.": ("ACME LTD.", "likely"),
        "Acme  ltd": ("ACME LTD.", "likely"),
        "Acme Ltd": ("ACME LTD.", "likely"),
    }
    assert grouped(account=["1", "2"], name=["Acme", "ACME"]) == {
        "1": ("1", "apart"),
        "2": ("2", "apart"),
    }


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


def test_a_parent_that_is_no_client_gives_its_group_the_name():
    found = owned({"1": "Omega Group", "2": "OMEGA  group", "Omega Group": "Top AG"}, account=["1", "2", "3"])
    assert found["account"].to_dict() == {"1": "1", "2": "1"}
    assert set(found["name"]) == {"Top AG"}


def test_a_parent_is_told_by_its_stem_when_no_other_client_has_it_and_is_only_likely_then():
    one = owned({"2": "Volna"}, account=["1", "2"], name=["ООО Волна", "Берег"])
    assert one["confidence"].to_dict() == {"1": "sure", "2": "likely"}
    two = owned({"2": "Volna"}, account=["1", "2", "3"], name=["ООО Волна", "Берег", "Волна"])
    assert set(two["confidence"]) == {"apart"}


@pytest.mark.parametrize("nobody", ["", "-", "0", "нет", "none", "Independent", "brak", "keine", "да"])
def test_what_says_that_there_is_no_parent_groups_nothing(nobody):
    assert owned({"1": nobody, "2": nobody}, account=["1", "2"], name=["Волна", "Берег"]).empty


def test_a_ring_of_parents_groups_nothing():
    assert owned({"1": "2", "2": "1", "3": "3"}, account=["1", "2", "3"], name=["A b", "C d", "E f"]).empty


def test_the_column_of_parents_goes_before_the_tax_number():
    found = owned({"1": "Xeno", "2": "Ypsi", "3": "Xeno"}, account=["1", "2", "3"], tax_id=[NIP, NIP, ""])
    assert found["account"].to_dict() == {"1": "1", "3": "1"}
