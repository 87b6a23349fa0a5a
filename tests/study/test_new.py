"""kam new: the client's files copied byte for byte, a study.yaml that can be read, or nothing at all."""

import hashlib
import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamlib.flow.check import check_study
from kamlib.flow.prepare import prepared
from kamlib.problems import KamError
from kamlib.run import cli
from kamlib.study import new, sources
from kamlib.study.draft import DraftTable, draft
from kamlib.study.folder import open_study
from kamlib.study.judgement import read_judgement
from kamlib.study.new import new_study

DAYS = pd.date_range("2025-01-07", periods=40, freq="D")
ORDERS = "Client code;Client name;Invoice date;Invoice no;Net amount, EUR\n" + "".join(
    f"{100 + n % 7};Firm {n % 7};{day:%d.%m.%Y};F{n};{100 + n * 3},{n:02d}\n" for n, day in enumerate(DAYS)
)
CLIENTS = "Client code;Client name;City\n" + "".join(f"{100 + n};Firm {n};Riga\n" for n in range(9))


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder as a client sends it."""
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "orders.csv").write_bytes(ORDERS.replace("\n", "\r\n").encode())
    (folder / "clients.csv").write_bytes(CLIENTS.encode("cp1252"))
    return folder


def marks(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.is_file()}


def refused(*words, **named) -> str:
    with pytest.raises(KamError) as caught:
        new_study(*words, **named)
    return str(caught.value)


def left(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_the_files_are_copied_byte_for_byte_and_never_change_afterwards(sent, tmp_path):
    before = marks(sent)
    new_study(tmp_path / "study", [sent])
    assert marks(sent) == marks(tmp_path / "study" / "input") == before
    assert check_study(tmp_path / "study").passed
    prepared(open_study(tmp_path / "study"))
    assert marks(tmp_path / "study" / "input") == before


def test_a_plain_export_becomes_a_study_without_an_edit(sent, tmp_path):
    lines = new_study(tmp_path / "study", [sent], name="Alder")
    study = open_study(tmp_path / "study")
    assert (study.name, study.currency) == ("Alder", "EUR")
    assert study.tables["sales"]["columns"]["amount"] == "Net amount, EUR"
    assert study.tables["accounts"]["from"] == "clients"
    assert left(tmp_path / "study") == ["input", "judgement", "study.yaml"]
    # 40 lines: 100 + 3n euro and n cents, n = 0 .. 39; sum 4000 + 3 * 780 + 7.80
    ready = prepared(study)
    assert ready.sales["amount"].sum() == pytest.approx(4000 + 3 * 780 + 7.80)
    assert (ready.sales["account"].nunique(), len(ready.accounts)) == (7, 9)
    assert lines[-1] == f"Next: kam check {tmp_path / 'study'}"
    assert any('amount: "Net amount, EUR"' in line for line in lines)


def test_an_empty_folder_is_filled_and_stays_the_folder_it_was(sent, tmp_path, monkeypatch):
    folder = tmp_path / "study"
    folder.mkdir(mode=0o700)
    inode = folder.stat().st_ino
    monkeypatch.chdir(folder)
    new_study(Path(), [sent])
    assert folder.stat().st_ino == inode
    assert open_study(folder).name == "study"
    assert left(tmp_path) == ["sent", "study"]


def test_folders_around_are_made_and_go_again_when_it_fails(sent, tmp_path):
    assert "no such file" in refused(tmp_path / "a" / "b" / "study", [sent / "none.csv"])
    (sent / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert "broken.xlsx" in refused(tmp_path / "a" / "b" / "study", [sent])
    assert left(tmp_path) == ["sent"]
    (sent / "broken.xlsx").unlink()
    new_study(tmp_path / "a" / "b" / "study", [sent])
    assert left(tmp_path / "a" / "b") == ["study"]


def test_a_folder_that_holds_something_is_left_alone(sent, tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    assert "holds something already" in refused(folder, [sent])
    assert "holds something already" in refused(folder / "mine.txt", [sent])
    assert left(folder) == ["mine.txt"]
    assert left(tmp_path) == ["sent", "study"]


def test_a_place_that_can_not_be_written_is_one_sentence(sent, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "can't be made" in refused(tmp_path / "file" / "study", [sent])


def test_everything_wrong_with_the_files_comes_at_once(sent, tmp_path):
    twin = tmp_path / "twin"
    twin.mkdir()
    (twin / "ORDERS.csv").write_text(ORDERS, encoding="utf-8")
    said = refused(
        tmp_path / "study", [sent / "orders.csv", twin / "ORDERS.csv", sent / "no.csv"], sales="x.csv"
    ).splitlines()
    assert len(said) == 4
    assert sum("comes twice" in line for line in said) == 2
    assert sum("there is no such file" in line for line in said) == 1
    assert sum('"x.csv" is not one of the files' in line for line in said) == 1
    assert left(tmp_path) == ["sent", "twin"]


def test_a_folder_without_tables_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "letter.docx").write_text("", encoding="utf-8")
    assert "holds no table files" in refused(tmp_path / "study", [tmp_path / "empty"])


def test_of_a_folder_only_tables_that_somebody_sent_are_taken(sent, tmp_path):
    for name in ("~$orders.xlsx", ".hidden.csv", "letter.pdf"):
        (sent / name).write_text("x", encoding="utf-8")
    new_study(tmp_path / "study", [sent])
    assert left(tmp_path / "study" / "input") == ["clients.csv", "orders.csv"]


def test_files_that_can_not_be_read_are_named_and_nothing_is_left(sent, tmp_path, monkeypatch):
    def locked(source, _target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sources.shutil, "copyfile", locked)
    said = refused(tmp_path / "study", [sent]).splitlines()
    assert [Path(line.split(":")[0]).name for line in said] == ["clients.csv", "orders.csv"]
    assert left(tmp_path) == ["sent"]


@pytest.mark.parametrize("step", ["copy_files", "load", "propose_tables", "draft", "record_proposals"])
@pytest.mark.parametrize("taken", [False, True])
def test_when_stopped_in_the_middle_nothing_is_left(sent, tmp_path, monkeypatch, step, taken):
    def stopped(*_words, **_named):
        raise KeyboardInterrupt

    folder = tmp_path / "study"
    if taken:
        folder.mkdir()
    monkeypatch.setattr(new, step, stopped)
    with pytest.raises(KeyboardInterrupt):
        new_study(folder, [sent])
    assert left(tmp_path) == (["sent", "study"] if taken else ["sent"])
    assert not taken or left(folder) == []


def test_when_stopped_while_filling_an_empty_folder_it_is_empty_again(sent, tmp_path, monkeypatch):
    folder, moved, rename = tmp_path / "study", [], Path.rename
    folder.mkdir()

    def second_fails(path, target):
        if Path(target).parent == folder:
            moved.append(target)
            if len(moved) == 2:
                raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    assert "No space left" in refused(folder, [sent])
    assert left(folder) == []
    assert left(tmp_path) == ["sent", "study"]


@pytest.mark.parametrize("name", ["my study", "Клапаны и фланцы", 'it\'s "quoted"', "a#b", "-dash", "100 %"])
def test_names_of_folders_and_files_may_be_as_people_write_them(sent, tmp_path, name):
    if os.name == "nt" and '"' in name:
        pytest.skip("no such names here")
    (sent / "orders.csv").rename(sent / f"{name}.csv")
    new_study(tmp_path / name, [sent], sales=f"{name}.csv")
    study = open_study(tmp_path / name)
    assert study.name == name
    assert f"{name}.csv" in study.files
    assert check_study(tmp_path / name).passed


def test_the_next_command_can_be_typed_as_it_is_shown(sent, tmp_path):
    lines = new_study(tmp_path / "my study", [sent])
    assert lines[-1] == f'Next: kam check "{tmp_path / "my study"}"'


def test_the_user_says_which_file_holds_the_sales(sent, tmp_path):
    plan = ORDERS.replace("Net amount", "Plan amount").replace("100;", "999;")
    (sent / "a_plan.csv").write_text(plan, encoding="utf-8")
    new_study(tmp_path / "study", [sent], sales=str(sent / "orders.csv"))
    assert open_study(tmp_path / "study").tables["sales"]["from"] == "orders"
    new_study(tmp_path / "plan", [sent], sales="a_plan.csv")
    assert open_study(tmp_path / "plan").tables["sales"]["from"] == "a_plan"


SQL = 'select "Client code" as account, "Invoice date" as date, 2 * "Net amount, EUR" as amount from orders'


def test_without_a_table_of_sales_the_tables_are_listed(tmp_path):
    (tmp_path / "plan.csv").write_text("Region,Plan\nNorth,10\nSouth,20\n", encoding="utf-8")
    said = new_study(tmp_path / "study", [tmp_path / "plan.csv"])
    assert "  plan (Region, Plan): no client, no date, no amount" in said


def test_the_one_currency_of_all_lines_is_that_of_the_study(sent, tmp_path):
    lines = ORDERS.replace(", EUR", ";Currency").splitlines()
    text = "\n".join([lines[0], *(f"{line};USD" for line in lines[1:])]) + "\n"
    (sent / "orders.csv").write_text(text, encoding="utf-8")
    new_study(tmp_path / "study", [sent])
    assert open_study(tmp_path / "study").currency == "USD"
    assert check_study(tmp_path / "study").passed


def test_a_query_makes_the_sales(sent, tmp_path):
    new_study(tmp_path / "study", [sent], sales_sql=SQL)
    ready = prepared(open_study(tmp_path / "study"))
    assert ready.sales["amount"].sum() == pytest.approx(2 * (4000 + 3 * 780 + 7.80))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (SQL.replace("from orders", "from ordrs"), "the tables are: clients, orders"),
        ("selec 1", "--sales-sql"),
        ("drop view orders", "exactly one SELECT"),
        ("copy orders to 'x.csv'", "exactly one SELECT"),
        ("select * from read_csv('/etc/hostname')", "outside the study's tables"),
    ],
)
def test_a_query_that_is_not_right_leaves_nothing_behind(sent, tmp_path, query, said):
    assert said in refused(tmp_path / "study", [sent], sales_sql=query)
    assert left(tmp_path) == ["sent"]


def test_doubts_become_questions_only_for_columns_in_use_and_answers_settle_them(tmp_path):
    file = tmp_path / "sales.csv"
    rows = "".join(f"K{n % 4};0{n}/0{n + 1}/2025;{n}.{n}50;0{n}/0{n + 1}/2024;{n}.250\n" for n in range(1, 8))
    file.write_text("Client code;Invoice date;Amount;Printed;Weight of box\n" + rows, encoding="utf-8")
    lines = new_study(tmp_path / "study", [file])
    study = open_study(tmp_path / "study")
    assert sorted(q["id"] for q in study.questions) == [
        "sales.csv|Amount|decimal",
        "sales.csv|Invoice date|dates",
    ]
    assert any("2 questions are open" in line for line in lines)
    report = check_study(study.folder)
    assert {p.severity for p in report.problems} == {"question"}
    assert read_judgement(study.folder, "decisions").empty
    text = (study.folder / "study.yaml").read_text(encoding="utf-8")
    for question, answer in (("decimal", '","'), ("dates", "mdy")):
        at = text.index("answer:", text.index(f"|{question}"))
        text = text[:at] + f"answer: {answer}" + text[at + len("answer:") :]
    (study.folder / "study.yaml").write_text(text, encoding="utf-8")
    assert check_study(study.folder).passed
    ready = prepared(open_study(study.folder))
    # mdy: 01/02 .. 07/08 are 2 January .. 8 July; comma is the decimal sign, so 1.150 is 1150.
    assert ready.sales["date"].min() == pd.Timestamp("2025-01-02")
    assert ready.sales["amount"].sum() == sum(1000 * n + 100 * n + 50 for n in range(1, 8))


def test_letters_that_can_be_read_in_two_ways_stop_the_study_until_somebody_answers(tmp_path):
    # The byte is Ñ in cp1252 and Ń in cp1250; both make a word.
    rows = "".join(f"\u00d1andu {n % 4};{n + 10}.01.2025;{n},50\n" for n in range(1, 18))
    (tmp_path / "sales.csv").write_bytes(("Client;Date;Amount\n" + rows).encode("cp1252"))
    new_study(tmp_path / "study", [tmp_path / "sales.csv"])
    path = tmp_path / "study" / "study.yaml"
    study = open_study(path.parent)
    assert [q["id"] for q in study.questions] == ["sales.csv|encoding"]
    assert "encoding" not in study.files["sales.csv"]
    (problem,) = check_study(path.parent).problems
    assert (problem.code, problem.severity, problem.file) == (
        "question-encoding", "question", "input/sales.csv")
    text = path.read_text(encoding="utf-8")
    # So were studies written before: the first choice in force, the question without an answer.
    path.write_text(text.replace("    delimiter:", "    encoding: cp1250\n    delimiter:"), encoding="utf-8")
    (problem,) = check_study(path.parent).problems
    assert (problem.severity, problem.found, problem.file) == ("question", "cp1250", "study.yaml")
    path.write_text(text.replace("answer:\n", "answer: cp1252\n"), encoding="utf-8")
    assert check_study(path.parent).passed
    assert "\u00d1andu 1" in set(prepared(open_study(path.parent)).sales["account"])


def test_a_doubt_in_one_of_several_stacked_files_is_asked_for_that_file(tmp_path):
    for year in (2023, 2024):
        rows = "".join(f"K{n % 4};0{n}/0{n + 1}/{year};{n},50\n" for n in range(1, 8))
        (tmp_path / f"sales_{year}.csv").write_text("Client;Date;Amount\n" + rows, encoding="utf-8")
    files = [tmp_path / "sales_2023.csv", tmp_path / "sales_2024.csv"]
    new_study(tmp_path / "study", files)
    study = open_study(tmp_path / "study")
    assert "query" in study.tables["sales"]
    assert [q["file"] for q in study.questions] == ["sales_2023.csv", "sales_2024.csv"]
    assert {p.severity for p in check_study(study.folder).problems} == {"question"}


def test_a_value_that_can_not_be_read_in_a_stacked_file_is_not_lost(tmp_path):
    for year in (2023, 2024):
        rows = "".join(f"K{n % 4};{year}-01-{n + 10};{n},50\n" for n in range(1, 18))
        odd = f"K1;{year}-02-01;many\n" if year == 2024 else ""
        (tmp_path / f"sales_{year}.csv").write_text("Client;Date;Amount\n" + rows + odd, encoding="utf-8")
    new_study(tmp_path / "study", [tmp_path / "sales_2023.csv", tmp_path / "sales_2024.csv"])
    (problem,) = check_study(tmp_path / "study").problems
    assert (problem.file, problem.row, problem.found) == ("input/sales_2024.csv", 19, "many")


def test_months_without_a_year_are_asked_for_and_mapped_all_the_same(tmp_path):
    rows = "".join(f"K{k};{k * 10};{k * 5};;{k}\n" for k in range(1, 9))
    (tmp_path / "s.csv").write_text("Client;Jan;Feb;Mar;Apr\n" + rows, encoding="utf-8")
    new_study(tmp_path / "study", [tmp_path / "s.csv"])
    (problem,) = check_study(tmp_path / "study").problems
    assert (problem.severity, problem.file) == ("question", "input/s.csv")
    text = (tmp_path / "study" / "study.yaml").read_text(encoding="utf-8")
    (tmp_path / "study" / "study.yaml").write_text(
        text.replace("answer:\n", "answer: 2024\n"), encoding="utf-8"
    )
    # (10 + 5 + 1) * (1 + ... + 8) = 16 * 36
    assert prepared(open_study(tmp_path / "study")).sales["amount"].sum() == 16 * 36


def test_two_sheets_with_the_same_doubt_are_answered_one_by_one(tmp_path):
    with pd.ExcelWriter(tmp_path / "sales.xlsx") as book:
        for year in (2023, 2024):
            days = [f"0{n}/0{n + 1}/{year}" for n in range(1, 8)]
            amounts = [n + 0.5 for n in range(7)]
            frame = pd.DataFrame({"Client": list("ABCABCA"), "Date": days, "Amount": amounts})
            frame.to_excel(book, sheet_name=f"y{year}", index=False)
    new_study(tmp_path / "study", [tmp_path / "sales.xlsx"])
    assert len(open_study(tmp_path / "study").questions) == 2
    text = (tmp_path / "study" / "study.yaml").read_text(encoding="utf-8")
    text = text.replace("answer:\n", "answer: dmy\n", 1).replace("answer:\n", "answer: mdy\n", 1)
    (tmp_path / "study" / "study.yaml").write_text(text, encoding="utf-8")
    sales = prepared(open_study(tmp_path / "study")).sales
    assert str(sales["date"].min().date()) == "2023-02-01"
    assert str(sales["date"].max().date()) == "2024-07-08"


def test_two_columns_that_fit_equally_become_a_question_that_can_be_answered(sent, tmp_path):
    lines = ORDERS.replace("Net amount, EUR", "Amount 1;Amount 2").splitlines()
    rows = [lines[0], *(f"{line};{2 * n},50" for n, line in enumerate(lines[1:]))]
    (sent / "orders.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    new_study(tmp_path / "study", [sent])
    (question,) = open_study(tmp_path / "study").questions
    assert question["setting"] == ["tables", "sales", "columns", "amount"]
    assert {"Amount 1", "Amount 2"} <= set(question["choices"])
    (problem,) = [p for p in check_study(tmp_path / "study").problems if p.severity == "question"]
    assert problem.row is not None
    text = (tmp_path / "study" / "study.yaml").read_text(encoding="utf-8")
    text = text.replace("answer:\n", "answer: Amount 2\n")
    (tmp_path / "study" / "study.yaml").write_text(text, encoding="utf-8")
    # 0 + 2 + ... + 78 and forty halves
    assert prepared(open_study(tmp_path / "study")).sales["amount"].sum() == 39 * 40 + 20


def test_without_files_what_is_new_is_proposed_in_a_study_that_exists(sent, tmp_path):
    folder = tmp_path / "study"
    new_study(folder, [sent])
    assert new_study(folder, [])[0].startswith("Nothing new")
    (folder / "input" / "orders.csv").write_text(ORDERS + ";;08.03.2025;F9;10,00\n", encoding="utf-8")
    assert new_study(folder, [])[0].startswith("1 decision is proposed")
    assert "no_account" in set(read_judgement(folder, "decisions")["what"])
    assert new_study(folder, [])[0].startswith("Nothing new")


def test_without_files_open_questions_are_said_first(sent, tmp_path):
    folder = tmp_path / "study"
    new_study(folder, [sent])
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    asked = "questions:\n- id: a\n  setting: [tables, sales, columns, cost]\n  ask: Which cost?\n"
    (folder / "study.yaml").write_text(text.replace("questions: []", asked), encoding="utf-8")
    before = marks(folder / "judgement")
    assert "  Which cost?" in new_study(folder, [])
    assert marks(folder / "judgement") == before


def test_without_files_there_must_be_a_study_and_nothing_else_is_taken(sent, tmp_path):
    assert "no study.yaml" in refused(tmp_path / "none", [])
    new_study(tmp_path / "study", [sent])
    assert "is for a new study" in refused(tmp_path / "study", [], name="Other")


NASTY = st.text(
    st.one_of(
        st.sampled_from("'\":#-{}[]&*!|>%@`,?\n\r\t\\/= \u2028\x85\x00\x07\ufeffЖżé😀"),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=40,
)
LONG = st.builds(lambda text, n: text * n, NASTY, st.integers(1, 600))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(heading=st.one_of(NASTY, LONG), reason=NASTY, query=NASTY, file=NASTY, title=NASTY)
def test_whatever_the_headings_are_the_study_yaml_can_be_read(tmp_path, heading, reason, query, file, title):
    columns = {"account": (heading, reason), "date": ("", reason), "amount": (heading * 2, reason)}
    tables = [
        DraftTable("sales", query=f"select {query}", columns=columns, reason=reason),
        DraftTable("accounts", source=heading),
    ]
    question = {
        "id": heading,
        "file": file,
        "setting": ["columns", heading, "dates"],
        "ask": reason,
        "choices": {heading: reason, "No": title},
    }
    files = {file: {"encoding": "utf-8", "columns": {heading: {"dates": "dmy"}}}}
    (tmp_path / "study.yaml").write_bytes(
        draft(title, files, tables, [question], currency=title[:12]).encode()
    )
    study = open_study(tmp_path)
    assert study.name == title
    assert study.files == files
    assert study.tables["sales"]["columns"] == {"account": heading, "date": None, "amount": heading * 2}
    assert study.tables["sales"]["query"].strip() == f"select {query}".strip()
    assert study.tables["accounts"]["from"] == heading
    assert study.questions[0] == question | {"answer": None}


HEADINGS = st.lists(
    st.text(
        st.one_of(
            st.sampled_from("'\":#-{}[]&*!|>%@`?/= Жżé😀"),
            st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
        ),
        min_size=1,
        max_size=30,
    )
    .map(str.strip)
    .filter(bool),
    min_size=3,
    max_size=3,
    unique_by=str.casefold,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headings=HEADINGS)
def test_a_file_with_any_headings_becomes_a_study_or_a_sentence(tmp_path_factory, headings):
    folder = tmp_path_factory.mktemp("any")
    frame = pd.DataFrame(
        {"a": ["K1", "K2"] * 10, "b": [f"2025-01-{n + 1:02d}" for n in range(20)], "c": range(20)}
    )
    frame.set_axis(headings, axis=1).to_csv(folder / "sales.csv", index=False)
    try:
        new_study(folder / "study", [folder / "sales.csv"])
    except KamError as error:
        assert error.problems
        return
    open_study(folder / "study")
    check_study(folder / "study")


def test_the_command_line_takes_a_study_without_files(sent, tmp_path, capsys):
    assert cli.main(["new", str(tmp_path / "study"), str(sent)]) == 0
    capsys.readouterr()
    assert cli.main(["new", str(tmp_path / "study")]) == 0
    assert capsys.readouterr().out.startswith("Nothing new is proposed")


def test_a_file_without_clients_is_told_what_it_lacks_and_what_can_be_done(tmp_path):
    (tmp_path / "groups.csv").write_text(
        "Product group;Jan 2025;Feb 2025;Mar 2025\n"
        + "".join(f"G{n};{n},5;{n}0,5;{n}1,5\n" for n in range(1, 9)),
        encoding="utf-8",
    )
    said = new_study(tmp_path / "study", [tmp_path / "groups.csv"])
    assert "  groups (Product group, month, amount): no client" in said
    assert any("--sales FILE" in line for line in said)


def test_errors_in_cells_are_told_at_once_when_no_table_looks_like_sales(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Client", "Day", "Amount"])
    for n in range(2, 20):
        book.active.append([f"Firm {n % 5}", DAYS[n].to_pydatetime(), f"=ROW()*{n}"])
    book.save(tmp_path / "sales.xlsx")
    said = "\n".join(new_study(tmp_path / "study", [tmp_path / "sales.xlsx"]))
    assert "sales (Client, Day, Amount): no amount" in said
    assert '"=ROW()*2" is a formula whose result is not in the file (and 17 more like it)' in said
