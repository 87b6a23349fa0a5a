"""``kam forms`` and ``kam collect`` as a user calls them, on a small study and on the case."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from kamlib.run import cli
from kamlib.study.folder import CASE
from kamlib.study.people import read_people
from tests.study.forms.conftest import cell_of

CLIENTS = ["Alder", "Birch", "Cedar"]


@pytest.fixture
def small(tmp_path, monkeypatch) -> Path:
    """Three clients of two managers over two years, and one that has not bought yet."""
    days = [f"{year}-{month:02d}-15" for year in (2024, 2025) for month in range(1, 13)]
    rows = [
        f"{client};{day};{1000 * (number + 1)};{'Ada Bor' if number < 2 else 'Nina Sova'}"
        for number, client in enumerate(CLIENTS)
        for day in days
    ]
    sales = "Client;Day;Amount;Manager\n" + "\n".join(rows) + "\n"
    accounts = "Client;Manager\n" + "\n".join(f"{c};Ada Bor" for c in ("Alder", "Birch", "Dogwood")) + "\n"
    yaml = """\
name: Trees
currency: EUR
tables:
  sales:
    from: sales
    columns: {account: Client, date: Day, amount: Amount, manager: Manager}
  accounts:
    from: clients
    columns: {account: Client, manager: Manager}
"""
    folder = tmp_path / "trees"
    (folder / "input").mkdir(parents=True)
    (folder / "study.yaml").write_text(yaml, encoding="utf-8")
    for name, text in (("sales", sales), ("clients", accounts)):
        (folder / "input" / f"{name}.csv").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def kam(*words):
    return cli.main([*map(str, words)])


def fill(path, answers, sheet="Scores"):
    book = openpyxl.load_workbook(path)
    for (account, column), value in answers.items():
        cell_of(book[sheet], account, column).value = value
    book.save(path)


def test_forms_go_out_one_for_each_person_and_come_back(small, capsys):
    assert kam("forms", "scores", "trees", "--for", "Ada Bor, Boss", "--until", "2026-02-10") == 0
    said = capsys.readouterr().out.splitlines()
    assert said == ["trees/forms/scores-ada-bor.xlsx: 4 accounts", "trees/forms/scores-boss.xlsx: 4 accounts"]
    sheet = openpyxl.load_workbook(small / "forms" / "scores-ada-bor.xlsx")["Scores"]
    marks = {row[0]: row[2] for row in sheet.iter_rows(values_only=True) if row[0] in (*CLIENTS, "Dogwood")}
    assert marks == {"Cedar": "", "Birch": "yours", "Alder": "yours", "Dogwood": "yours, no sales yet"}
    fill(small / "forms" / "scores-ada-bor.xlsx", {("Alder", "solvency"): 7, ("Birch", "solvency"): "7,5"})
    assert kam("collect", "trees", small / "forms") == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("scores, Ada Bor, round 1: 1 new, 0 changed, 0 as before, ")
    assert said[0].endswith(" empty, 1 not taken (scores-ada-bor.xlsx)")
    assert said[2].startswith('scores-ada-bor.xlsx, sheet "Scores", column "')
    assert '"7,5" is not a whole number; type a whole number from 1 to 10' in said[2]
    assert read_people(small, "scores")["score"].tolist() == [7.0]


def test_a_mended_form_is_collected_again_without_a_word_on_the_rest(small, capsys):
    kam("forms", "scores", "trees", "--for", "Boss")
    path = small / "forms" / "scores-boss.xlsx"
    fill(path, {("Alder", "solvency"): 7, ("Birch", "solvency"): "7,5"})
    kam("collect", "trees", path)
    fill(path, {("Birch", "solvency"): 8})
    capsys.readouterr()
    assert kam("collect", "trees", path) == 0
    assert capsys.readouterr().out.startswith("scores, Boss, round 1: 1 new, 0 changed, 1 as before, ")


def test_the_second_round_shows_the_middle_and_range_of_the_first(small, capsys):
    assert kam("forms", "scores", "trees", "--for", "Boss", "--round", "2") == 1
    assert "there are no scores of an earlier round; collect those first" in capsys.readouterr().err
    kam("forms", "scores", "trees", "--for", "Boss,Ada Bor,Nina Sova")
    for who, points in (("boss", 9), ("ada-bor", 2), ("nina-sova", 4)):
        fill(small / "forms" / f"scores-{who}.xlsx", {("Alder", "solvency"): points})
    assert kam("collect", "trees", small / "forms") == 0
    kam("forms", "scores", "trees", "--for", "Boss", "--round", "2")
    sheet = openpyxl.load_workbook(small / "forms" / "scores-boss-2.xlsx")["Scores"]
    asked = cell_of(sheet, "Alder", "solvency")
    assert [sheet.cell(asked.row, asked.column + n).value for n in (1, 2)] == [9, "4 (2-9), of 3"]
    assert asked.value is None


def test_a_manager_that_nobody_knows_is_refused_with_the_nearest_name(small, capsys):
    assert kam("forms", "influence", "trees", "--for", "Ada Borr") == 1
    assert capsys.readouterr().err == '"Ada Borr" is no manager of an account; did you mean Ada Bor?\n'
    assert not (small / "forms").exists()


def test_an_evaluator_whose_name_is_nearly_a_managers_is_told(small, capsys):
    assert kam("forms", "scores", "trees", "--for", "Ada Borr") == 0
    assert (
        'No manager is called "Ada Borr", so no client is marked; did you mean Ada Bor?'
        in capsys.readouterr().out
    )


def test_a_supervisor_is_asked_about_the_accounts_of_a_manager(small, capsys):
    assert kam("forms", "influence", "trees", "--for", "Boss", "--role", "supervisor") == 1
    assert 'needs a manager; write --manager "Adam Bor"' in capsys.readouterr().err
    words = ("--role", "supervisor", "--manager", "ada bor,Nina Sova")
    assert kam("forms", "influence", "trees", "--for", "Boss", *words) == 0
    fill(small / "forms" / "influence-boss-ada-bor.xlsx", {("Alder", "volume"): "0,5"}, sheet="Influence")
    assert kam("collect", "trees", small / "forms" / "influence-boss-ada-bor.xlsx") == 0
    assert "influence, Boss, on Ada Bor: 1 new" in capsys.readouterr().out
    (row,) = read_people(small, "influence").to_dict("records")
    assert (row["who"], row["role"], row["manager"], row["answer"]) == ("Boss", "supervisor", "Ada Bor", 0.5)


def scored(folder):
    """Return the clients of the form of Boss, and its columns by name."""
    sheet = openpyxl.load_workbook(folder / "forms" / "scores-boss.xlsx")["Scores"]
    clients = {*CLIENTS, "Ballard", "Dogwood"}
    every = [row[0] for row in sheet.iter_rows(values_only=True) if row[0] in clients]
    return every, [c.value for c in sheet[1] if c.value and not str(c.value).startswith("kam:")]


@pytest.mark.parametrize(
    ("words", "clients"),
    [("birch, Dogwood", ["Birch", "Dogwood"]), ("all", ["Alder", "Ballard", "Birch", "Cedar", "Dogwood"]),
     ("ball", ["Ballard"]), ("key", ["Cedar"])],
)  # fmt: skip
def test_accounts_can_be_named_and_all_or_key_are_no_part_of_a_name(small, words, clients):
    with (small / "input" / "clients.csv").open("a", encoding="utf-8") as file:
        file.write("Ballard;Ada Bor\n")
    (small / "judgement").mkdir()
    key = "account,decided,by,on\nCedar,key,Boss,2026-01-12\n"
    (small / "judgement" / "key_accounts.csv").write_text(key, encoding="utf-8")
    assert kam("forms", "scores", "trees", "--for", "Boss", "--accounts", words) == 0
    assert sorted(scored(small)[0]) == clients


def test_criteria_can_be_named_and_what_nobody_knows_is_told(small, capsys):
    assert kam("forms", "scores", "trees", "--for", "Boss", "--criteria", "network") == 0
    assert scored(small)[1] == ["network", "note"]
    assert kam("forms", "scores", "trees", "--for", "Boss", "--criteria", "netwrok") == 1
    assert "did you mean network?" in capsys.readouterr().err
    assert kam("forms", "scores", "trees", "--for", "Boss", "--accounts", "Oak, Elm") == 1
    assert capsys.readouterr().err.count("is no account of this study") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", " , "), "names nobody"),
        (("--for", "Boss", "--until", "10.02.2026"), "is not a day for --until"),
        (("--for", "Boss", "--manager", "Ada Bor"), "leave it out, or add the role"),
    ],
)
def test_words_that_do_not_go_together_are_refused(small, capsys, words, said):
    assert kam("forms", "scores", "trees", *words) == 1
    assert said in capsys.readouterr().err


def test_a_folder_that_is_no_study_is_told(tmp_path, capsys):
    assert kam("collect", tmp_path, tmp_path) == 1
    assert "is not a study folder" in capsys.readouterr().err


def test_the_case_sends_at_most_as_many_accounts_as_people_can_score(tmp_path, capsys):
    folder = tmp_path / "case"
    for part in ("input", "judgement"):
        shutil.copytree(CASE / part, folder / part)
    for file in CASE.glob("*.yaml"):
        shutil.copy(file, folder)
    assert kam("forms", "scores", folder, "--for", "Adam Bor") == 0
    rows = openpyxl.load_workbook(folder / "forms" / "scores-adam-bor.xlsx")["Scores"]
    keys = [row[0] for row in rows.iter_rows(values_only=True) if str(row[0]).isdigit()]
    # selection.scored is 40 in the pack.
    assert len(keys) == len(set(keys)) == 40
