"""Hours: the pack's, less those of served accounts, unless somebody typed them."""

from pathlib import Path

import pandas as pd
import pytest

from kamlib.flow import assignment, manager_selection, open_study, settings_in_force

STUDY = """name: Small
tables:
  sales:
    from: sales
    columns: {account: Client, date: Date, amount: Amount, manager: Manager}
"""
SALES = "\n".join(
    ["Client,Date,Amount,Manager"]
    + [f"{client},2025-{month:02d}-10,{amount},{who}" for month in range(1, 13)
       for client, amount, who in (("Alder", 500, "Ann"), ("Birch", 400, "Ann"), ("Cherry", 300, "Bob"))]
)  # fmt: skip
# Nothing that Ann does changes what Alder buys; it would miss nothing.
ANSWERS = "\n".join(
    ["who,role,manager,account,question,answer"]
    + [f"Ann,manager,Ann,Alder,{question},0" for question in
       ("assortment", "volume", "timing", "rival_share", "access", "would_lose", "can_stop")]
)  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    for name, text in (("input/sales.csv", SALES), ("study.yaml", STUDY),
                       ("judgement/influence/ann.csv", ANSWERS),
                       ("judgement/hours.csv", "account,hours\nAlder,20\nBirch,6")):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def managers_of(folder: Path):
    study = open_study(folder)
    return manager_selection(study, settings_in_force(study, "manager"))


def test_a_served_account_is_taken_off_its_manager_s_capacity(folder):
    found = managers_of(folder)
    assert found.listed.set_index("account").loc["Alder", "verdict"] == "served"
    hours = found.hours.managers.set_index("manager")
    # method.md 2.7: 60 hours for key accounts of a line sales manager, 4 for each; Alder takes 20 of them.
    assert hours.loc["Ann", ["served_hours", "key_hours", "places"]].tolist() == [20, pytest.approx(40), 10]
    assert hours.loc["Bob", ["served_hours", "key_hours", "places"]].tolist() == [0, pytest.approx(60), 15]


def test_typed_hours_for_key_accounts_stand_as_they_are_typed(folder):
    (folder / "judgement" / "managers.csv").write_text("manager,key_hours,hours\nAnn,12,50", encoding="utf-8")
    ann = managers_of(folder).hours.managers.set_index("manager").loc["Ann"]
    assert (ann["key_hours"], ann["hours"], ann["places"]) == (12, 50, 3)


@pytest.mark.parametrize(("organisation", "receives"), [("mixed", {"Bob", "Dan"}), ("dedicated", {"Dan"})])
def test_where_both_jobs_exist_key_accounts_go_to_dedicated_managers(folder, organisation, receives):
    managers = "manager,organisation,hours\nAnn,line,5\nBob,line,60\nDan,dedicated,30"
    (folder / "judgement" / "managers.csv").write_text(managers, encoding="utf-8")
    (folder / "pack.yaml").write_text(
        f"capacity.organisation: {organisation}\ncapacity.relation_years: 5\n", encoding="utf-8"
    )
    study = open_study(folder)
    found = assignment(study, settings_in_force(study, "capacity"))
    key = set(found.managers.company.listed.query("verdict == 'key'")["account"])
    moved = found.moves[found.moves["account"].isin(key)]
    assert len(moved)
    assert set(moved["proposed"]) <= receives


def test_what_nobody_has_hours_for_is_named(folder):
    (folder / "judgement" / "managers.csv").write_text("manager,hours\nAnn,5\nBob,60", encoding="utf-8")
    (folder / "pack.yaml").write_text("capacity.relation_years: 0.5\n", encoding="utf-8")
    study = open_study(folder)
    found = assignment(study, settings_in_force(study, "capacity"))
    assert set(found.unserved["account"]) == {"Alder", "Birch"}
    assert found.loads.set_index("manager").loc["Ann", "load"] == pytest.approx(26 / 5)


def test_a_relation_begins_with_the_manager_s_first_sale_whoever_else_sells_to_the_account(folder):
    # Bob sells to Birch beside Ann all year; Cherry passes from Cid to Bob in March.
    more = [f"Birch,2025-{month:02d}-20,50,Bob" for month in range(1, 13)] + ["Cherry,2024-12-10,300,Cid"]
    text = "\n".join([SALES, *more]).replace("Cherry,2025-01-10,300,Bob", "Cherry,2025-01-10,300,Cid")
    (folder / "input" / "sales.csv").write_text(text, encoding="utf-8")
    study = open_study(folder)
    found = assignment(study, settings_in_force(study, "capacity")).accounts.set_index("account")
    assert found["since"].dt.strftime("%Y-%m-%d").to_dict() == {
        "Alder": "2025-01-10", "Birch": "2025-01-10", "Cherry": "2025-02-10"}
    assert found["shared"].to_dict() == {"Alder": False, "Birch": True, "Cherry": False}


def test_an_account_that_nobody_scored_has_no_points(folder):
    study = open_study(folder)
    found = assignment(study, settings_in_force(study, "capacity"))
    scored = set(found.managers.company.ranking["account"])
    assert set(found.accounts.loc[found.accounts["score"].isna(), "account"]) == {
        "Alder", "Birch", "Cherry"} - scored


def test_hours_that_a_run_changes_cut_the_managers_lists_too(folder):
    study = open_study(folder)
    dedicated = assignment(study, settings_in_force(study, "capacity", organisation="dedicated"))
    # method.md 2.7: 109.5 hours of a dedicated manager at 14.5 for each account.
    places = dedicated.managers.hours.managers.set_index("manager")["places"]
    assert places["Bob"] == pytest.approx(109.5 / 14.5)
    assert set(dedicated.managers.listed["places"].dropna()) <= {7, 6}
    pd.testing.assert_frame_equal(dedicated.hours.managers, dedicated.managers.hours.managers)


def test_a_list_of_clients_that_spells_managers_otherwise_stops_no_chapter(folder):
    clients = "Client,Manager\nAlder,A. Lee\nBirch,A. Lee\nCherry,B. Fox\nDatura,B. Fox\n"
    (folder / "input" / "clients.csv").write_text(clients, encoding="utf-8")
    table = "  accounts: {from: clients, columns: {account: Client, manager: Manager}}\n"
    (folder / "study.yaml").write_text(STUDY + table, encoding="utf-8")
    study = open_study(folder)
    found = assignment(study, settings_in_force(study, "capacity"))
    assert found.accounts["since"].isna().all()
    # Datura never bought: it has no relation whose age could be known.
    unknown = found.proposal.set_index("account")["relation_unknown"]
    assert unknown.to_dict() == {"Alder": True, "Birch": True, "Cherry": True, "Datura": False}
