"""Decisions in force: proposals until somebody decides, and nothing that people wrote is ever lost."""

from datetime import date

import pandas as pd
import pytest

from kamlib.problems import KamError
from kamlib.study.decided import decisions, record_proposals
from kamlib.study.folder import open_study
from kamlib.study.given_tables import given_tables
from kamlib.study.grouping import groups
from kamlib.study.judgement import read_judgement
from kamlib.study.load import load

DAY = date(2025, 12, 30)
YAML = """\
name: Alder
files: {sales.csv: {columns: {Client: {fill: leave}}}}
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount}}
  accounts: {from: clients, columns: {account: Client, name: Name, tax_id: Tax}}
"""
SALES = "Client;Day;Amount\nK1;31.01.2025;100\nK2;28.02.2025;50\n;31.03.2025;7\nK9;01.04.2025;3\n"
# 7707083893 is a valid tax number of ten digits: its last digit is the check digit 3.
CLIENTS = "Client;Name;Tax\nK1;Berth;7707083893\nK2;Berth branch;7707083893\nK9;Retail customer;\n"
DECISIONS = "what,subject,proposal,decided,by,on,note\n"
GROUPS = "entity,account,name,reason,decided,by,on\n"


@pytest.fixture
def study(make_study):
    folder = make_study(YAML, sales=SALES, clients=CLIENTS)
    (folder / "judgement").mkdir()
    return folder


def write(folder, name, text):
    (folder / "judgement" / f"{name}.csv").write_text(text, encoding="utf-8")


def found(folder, of=decisions):
    study = open_study(folder)
    return of(study, given_tables(study, load(study)))


def answers(folder):
    table = found(folder)
    return dict(zip(zip(table["what"], table["subject"], strict=True), table["in_force"], strict=True))


def refused(folder, of=decisions):
    with pytest.raises(KamError) as caught:
        found(folder, of)
    return caught.value.problems


def test_what_is_proposed_is_in_force_until_somebody_decides(study):
    assert answers(study)["no_account", "all"] == "leave_out"
    assert not found(study)["recorded"].any()
    write(study, "decisions", DECISIONS + "no_account,all,leave_out,,,,\n")
    assert answers(study)["no_account", "all"] == "leave_out"
    write(study, "decisions", DECISIONS + "no_account,all,leave_out,keep,Ada,2025-12-01,\n")
    row = found(study).set_index("what").loc["no_account"]
    assert (row["in_force"], row["lines"], row["amount"], row["recorded"]) == ("keep", 1, 7.0, True)


def test_groups_are_in_force_until_somebody_says_no(study):
    together = found(study, groups)
    assert set(together.loc[together["in_force"], "entity"]) == {"K1", "K2"}
    assert set(together["account"]) == {"K1"}
    write(study, "groups", GROUPS + "K1,K1,Berth,x,no,Ada,\nK2,K1,Berth,x,No,Ada,\n")
    assert not found(study, groups)["in_force"].any()


def test_the_rows_and_columns_of_people_survive_every_proposal(study):
    mine = (
        "phone,what,subject,proposal,decided,by,on,note\n"
        "12,vat,amount,net,net,Ada,2025-12-01,\"she said, 'yes'\"\n"
        "34,internal,K77,leave_out,leave_out,Bo,,gone from the file\n"
        "56,no_account,all,leave_out,keep,Ada,,\n"
    )
    write(study, "decisions", mine)
    write(study, "groups", GROUPS.replace("\n", ",mood\n") + "K2,K1,Mine,because,yes,Ada,2025-12-01,good\n")
    before = {name: read_judgement(study, name) for name in ("decisions", "groups")}
    assert len(record_proposals(study, on=DAY)) == 2
    for name, table in before.items():
        after = read_judgement(study, name)
        assert len(after) > len(table)
        pd.testing.assert_frame_equal(after[table.columns].head(len(table)), table)
        (copy,) = [p for p in (study / "judgement").iterdir() if p.name == f"{name}.2025-12-30.csv"]
        assert copy.is_file()
    assert (study / "judgement" / "decisions.2025-12-30.csv").read_text(encoding="utf-8") == mine


def test_what_is_recorded_has_the_same_effect_as_what_was_proposed_and_again_changes_no_byte(study):
    proposed, together = answers(study), found(study, groups)
    record_proposals(study, on=DAY)
    assert answers(study) == proposed
    columns = ["entity", "account", "name", "in_force"]
    pd.testing.assert_frame_equal(found(study, groups)[columns], together[columns])
    before = {p.name: p.read_bytes() for p in (study / "judgement").iterdir()}
    assert sorted(before) == ["decisions.csv", "groups.csv"]
    assert record_proposals(study, on=DAY) == []
    assert {p.name: p.read_bytes() for p in (study / "judgement").iterdir()} == before


def test_nothing_is_recorded_while_a_question_is_open(make_study):
    rows = "Client;Day;Amount\nK1;01/02/2025;10\nK2;03/04/2025;20\n"
    folder = make_study(YAML.split("  accounts")[0], sales=rows)
    assert record_proposals(folder, on=DAY) == []
    assert not (folder / "judgement").exists()


KEEP, LEAVE = "no_account,all,leave_out,keep,Ada,,\n", "no_account,all,leave_out,leave_out,Bo,,\n"


@pytest.mark.parametrize(("rows", "code", "row"), [
    ("vat,amount,net,,,,\n\nno_account,all,leave_out,perhaps,Ada,,\n", "answer-unknown", 4),
    ("vta,amount,net,,,,\n", "decision-unknown", 2), (KEEP + LEAVE, "decision-twice", 3),
])  # fmt: skip
def test_a_decision_that_can_not_be_carried_out_is_refused_with_its_row(study, rows, code, row):
    write(study, "decisions", DECISIONS + rows)
    (problem,) = refused(study)
    assert (problem.code, problem.file, problem.row) == (code, "judgement/decisions.csv", row)


def test_rows_of_groups_that_can_not_be_carried_out_are_refused_with_their_row(study):
    # Neither yes nor no; no account; K3 in two accounts; K7 belongs to K8.
    rows = ("K1,K2,,x,maybe,,\nK9,,,x,yes,,\nK3,K4,,x,yes,,\nK3,K5,,x,yes,,\n"
            "K6,K7,,x,yes,,\nK7,K8,,x,yes,,\n")
    write(study, "groups", GROUPS + rows)
    assert [(p.code, p.row) for p in refused(study, groups)] == [
        ("answer-unknown", 2), ("group-empty", 3), ("group-twice", 5), ("group-chain", 6)]


def test_a_new_entity_joins_the_account_under_which_people_know_its_group(study):
    write(study, "groups", GROUPS + "K1,BERTH,Berth group,x,yes,Ada,\nK2,BERTH,Berth group,x,yes,Ada,\n")
    more = CLIENTS + "A0;Berth two;7707083893\n"
    (study / "input" / "clients.csv").write_text(more, encoding="utf-8")
    together = found(study, groups)
    assert set(together.loc[together["in_force"], "account"]) == {"BERTH"}
    assert "A0" in set(together["entity"])


def test_look_alikes_stay_apart_when_recorded_and_until_somebody_says_yes(make_study):
    clients = "Client;Name;Tax\nK1;Berth;\nK2;Berth;\n"
    folder = make_study(YAML, sales=SALES, clients=clients)
    assert not found(folder, groups)["in_force"].any()
    record_proposals(folder, on=DAY)
    rows = read_judgement(folder, "groups")
    said = "look-alike: same name as {}, but nothing else in common; stays an account of its own"
    assert rows["reason"].tolist() == [said.format("K2"), said.format("K1")]
    assert not found(folder, groups)["in_force"].any()
