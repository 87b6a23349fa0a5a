"""kam new: the client's files copied byte for byte, a study.yaml that can be read, or nothing at all."""

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
# 40 lines: 100 + 3n euro and n cents, n = 0 .. 39
TOTAL = 4000 + 3 * 780 + 7.80


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder as a client sends it."""
    folder = write(tmp_path / "sent")
    (folder / "orders.csv").write_bytes(ORDERS.replace("\n", "\r\n").encode())
    (folder / "clients.csv").write_bytes(CLIENTS.encode("cp1252"))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def refused(*words, **named) -> str:
    with pytest.raises(KamError) as caught:
        new_study(*words, **named)
    return str(caught.value)


def left(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def edit(folder: Path, before: str, after: str) -> None:
    path = folder / "study.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def answered(folder: Path, *answers: str) -> pd.DataFrame:
    """Answer the questions of a study in order, and return its sales."""
    for answer in answers:
        edit(folder, "answer:\n", f"answer: {answer}\n")
    return prepared(open_study(folder)).sales


def test_a_plain_export_becomes_a_study_without_an_edit_and_its_files_never_change(sent, tmp_path):
    before, folder = contents(sent), tmp_path / "my study"
    for name in ("~$orders.xlsx", ".hidden.csv", "letter.pdf"):
        (sent / name).write_text("x", encoding="utf-8")
    lines = new_study(folder, [sent], name="Alder")
    study = open_study(folder)
    assert (study.name, study.currency) == ("Alder", "EUR")
    assert study.tables["sales"]["columns"]["amount"] == "Net amount, EUR"
    assert study.tables["accounts"]["from"] == "clients"
    assert left(folder) == ["input", "judgement", "study.yaml"]
    assert check_study(folder).passed
    ready = prepared(study)
    assert ready.sales["amount"].sum() == pytest.approx(TOTAL)
    assert (ready.sales["account"].nunique(), len(ready.accounts)) == (7, 9)
    assert any('amount: "Net amount, EUR"' in line for line in lines)
    assert lines[-1] == f'Next: kam check "{folder}"'
    assert contents(folder / "input") == before


def test_an_empty_folder_is_filled_and_stays_the_folder_it_was(sent, tmp_path, monkeypatch):
    folder = tmp_path / "study"
    folder.mkdir(mode=0o700)
    inode = folder.stat().st_ino
    monkeypatch.chdir(folder)
    new_study(Path(), [sent])
    assert folder.stat().st_ino == inode
    assert open_study(folder).name == "study"
    assert left(tmp_path) == ["sent", "study"]


SQL = 'select "Client code" as account, "Invoice date" as date, 2 * "Net amount, EUR" as amount from orders'


@pytest.mark.parametrize(("place", "files", "named", "said"), [
    ("a/b/study", ["sent/none.csv"], {}, ["no such file"]),
    ("a/b/study", ["broken.xlsx"], {}, ["broken.xlsx"]),
    ("sent", ["sent"], {}, ["holds something already"]),
    ("sent/orders.csv", ["sent"], {}, ["holds something already"]),
    ("broken.xlsx/study", ["sent"], {}, ["can't be made"]),
    ("study", ["empty"], {}, ["holds no table files"]),
    ("study", ["sent/orders.csv", "twin/ORDERS.csv", "sent/no.csv"], {"sales": "x.csv"},
     ["ORDERS.csv: comes twice", "orders.csv: comes twice", "there is no such file",
      '"x.csv" is not one of the files']),
    ("study", ["sent"], {"sales_sql": SQL.replace("from orders", "from ordrs")},
     ["the tables are: clients, orders"]),
    ("study", ["sent"], {"sales_sql": "selec 1"}, ["--sales-sql"]),
    ("study", ["sent"], {"sales_sql": "copy orders to 'x.csv'"}, ["exactly one SELECT"]),
    ("study", [], {}, ["no study.yaml"]),
])  # fmt: skip
def test_what_can_not_be_taken_is_told_at_once_and_nothing_is_left(sent, tmp_path, place, files, named, said):
    write(tmp_path / "twin", ORDERS=ORDERS)
    (write(tmp_path / "empty") / "letter.docx").touch()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    before = left(tmp_path), contents(sent)
    told = refused(tmp_path / place, [tmp_path / file for file in files], **named)
    assert all(words in told for words in said)
    assert len(told.splitlines()) == len(said)
    assert (left(tmp_path), contents(sent)) == before


def test_files_that_can_not_be_read_are_named_and_nothing_is_left(sent, tmp_path, monkeypatch):
    def locked(source, _target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sources.shutil, "copyfile", locked)
    said = refused(tmp_path / "study", [sent]).splitlines()
    assert [Path(line.split(":")[0]).name for line in said] == ["clients.csv", "orders.csv"]
    assert left(tmp_path) == ["sent"]


@pytest.mark.parametrize(("step", "taken"), [("copy_files", True), ("load", False),
                                             ("record_proposals", True), ("record_proposals", False)])
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


def test_the_user_says_which_file_holds_the_sales_and_names_may_be_as_people_write_them(sent, tmp_path):
    name = "it's 100 % #Клапаны & -фланцы"
    (sent / "orders.csv").rename(sent / f"{name}.csv")
    write(sent, a_plan=ORDERS.replace("Net amount", "Plan amount").replace("100;", "999;"))
    new_study(tmp_path / name, [sent], sales=str(sent / f"{name}.csv"))
    study = open_study(tmp_path / name)
    assert study.name == name
    assert {f"{name}.csv"} <= set(study.files)
    assert check_study(tmp_path / name).passed
    assert prepared(study).sales["amount"].sum() == pytest.approx(TOTAL)


def formulas(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Client", "Day", "Amount"])
    for n in range(2, 20):
        book.active.append([f"Firm {n % 5}", DAYS[n].to_pydatetime(), f"=ROW()*{n}"])
    book.save(folder / "sales.xlsx")
    return folder / "sales.xlsx"


GROUPS = "Product group;Jan 2025;Feb 2025;Mar 2025\n" + "".join(
    f"G{n};{n},5;{n}0,5;{n}1,5\n" for n in range(1, 9))


@pytest.mark.parametrize(("file", "said"), [
    (lambda place: write(place, plan="Region,Plan\nNorth,10\nSouth,20\n") / "plan.csv",
     "  plan (Region, Plan): no client, no date, no amount"),
    (lambda place: write(place, groups=GROUPS) / "groups.csv",
     "  groups (Product group, month, amount): no client"),
    (formulas, '"=ROW()*2" is a formula whose result is not in the file (and 17 more like it)'),
])  # fmt: skip
def test_without_a_table_of_sales_it_is_told_what_each_lacks_and_what_can_be_done(tmp_path, file, said):
    told = "\n".join(new_study(tmp_path / "study", [file(tmp_path)]))
    assert said in told
    assert "--sales FILE" in told


def test_the_one_currency_of_all_lines_is_that_of_the_study(sent, tmp_path):
    head, *lines = ORDERS.replace(", EUR", ";Currency").splitlines()
    write(sent, orders="\n".join([head, *(f"{line};USD" for line in lines)]) + "\n")
    new_study(tmp_path / "study", [sent])
    assert open_study(tmp_path / "study").currency == "USD"


def test_a_query_makes_the_sales(sent, tmp_path):
    new_study(tmp_path / "study", [sent], sales_sql=SQL)
    assert answered(tmp_path / "study")["amount"].sum() == pytest.approx(2 * TOTAL)


def test_doubts_become_questions_only_for_columns_in_use_and_answers_settle_them(tmp_path):
    rows = "".join(f"K{n % 4};0{n}/0{n + 1}/2025;{n}.{n}50;0{n}/0{n + 1}/2024;{n}.250\n" for n in range(1, 8))
    write(tmp_path, sales="Client code;Invoice date;Amount;Printed;Weight of box\n" + rows)
    folder = tmp_path / "study"
    lines = new_study(folder, [tmp_path / "sales.csv"])
    asked = [q["id"] for q in open_study(folder).questions]
    assert asked == ["sales.csv|Invoice date|dates", "sales.csv|Amount|decimal"]
    assert any("2 questions are open" in line for line in lines)
    assert {p.severity for p in check_study(folder).problems} == {"question"}
    assert read_judgement(folder, "decisions").empty
    sales = answered(folder, "mdy", '","')
    assert check_study(folder).passed
    # mdy: 01/02 .. 07/08 are 2 January .. 8 July; comma is the decimal sign, so 1.150 is 1150.
    assert sales["date"].min() == pd.Timestamp("2025-01-02")
    assert sales["amount"].sum() == sum(1000 * n + 100 * n + 50 for n in range(1, 8))


def test_letters_that_can_be_read_in_two_ways_stop_the_study_until_somebody_answers(tmp_path):
    # The byte is Ñ in cp1252 and Ń in cp1250; both make a word.
    rows = "".join(f"\u00d1andu {n % 4};{n + 10}.01.2025;{n},50\n" for n in range(1, 18))
    (tmp_path / "sales.csv").write_bytes(("Client;Date;Amount\n" + rows).encode("cp1252"))
    folder = tmp_path / "study"
    new_study(folder, [tmp_path / "sales.csv"])
    assert [q["id"] for q in open_study(folder).questions] == ["sales.csv|encoding"]
    assert "encoding" not in open_study(folder).files["sales.csv"]
    (problem,) = check_study(folder).problems
    assert (problem.code, problem.severity, problem.file) == (
        "question-encoding", "question", "input/sales.csv")
    # So were studies written before: the first choice in force, the question without an answer.
    edit(folder, "    delimiter:", "    encoding: cp1250\n    delimiter:")
    (problem,) = check_study(folder).problems
    assert (problem.severity, problem.found, problem.file) == ("question", "cp1250", "study.yaml")
    edit(folder, "    encoding: cp1250\n", "")
    assert "\u00d1andu 1" in set(answered(folder, "cp1252")["account"])


@pytest.mark.parametrize(("day", "odd", "severity", "asked"), [
    ("0{n}/0{m}/{year}", "", "question", ["sales_2023.csv", "sales_2024.csv"]),
    ("{year}-01-1{n}", "K1;2024-02-01;many\n", "error", []),
])  # fmt: skip
def test_a_doubt_or_an_odd_value_in_one_of_several_stacked_files_is_told_of_that_file(
    tmp_path, day, odd, severity, asked
):
    for year in (2023, 2024):
        rows = "".join(f"K{n % 4};{day.format(n=n, m=n + 1, year=year)};{n},50\n" for n in range(1, 8))
        write(tmp_path, **{f"sales_{year}": "Client;Date;Amount\n" + rows + odd * (year == 2024)})
    new_study(tmp_path / "study", [tmp_path / "sales_2023.csv", tmp_path / "sales_2024.csv"])
    study = open_study(tmp_path / "study")
    assert "query" in study.tables["sales"]
    assert [q["file"] for q in study.questions] == asked
    problems = check_study(study.folder).problems
    assert {p.severity for p in problems} == {severity}
    if odd:
        assert (problems[0].file, problems[0].row, problems[0].found) == ("input/sales_2024.csv", 9, "many")


def test_months_without_a_year_are_asked_for_and_mapped_all_the_same(tmp_path):
    rows = "".join(f"K{k};{k * 10};{k * 5};;{k}\n" for k in range(1, 9))
    write(tmp_path, s="Client;Jan;Feb;Mar;Apr\n" + rows)
    new_study(tmp_path / "study", [tmp_path / "s.csv"])
    (problem,) = check_study(tmp_path / "study").problems
    assert (problem.severity, problem.file) == ("question", "input/s.csv")
    # (10 + 5 + 1) * (1 + ... + 8)
    assert answered(tmp_path / "study", "2024")["amount"].sum() == 16 * 36


def test_two_sheets_with_the_same_doubt_are_answered_one_by_one(tmp_path):
    with pd.ExcelWriter(tmp_path / "sales.xlsx") as book:
        for year in (2023, 2024):
            days = [f"0{n}/0{n + 1}/{year}" for n in range(1, 8)]
            amounts = [n + 0.5 for n in range(7)]
            frame = pd.DataFrame({"Client": list("ABCABCA"), "Date": days, "Amount": amounts})
            frame.to_excel(book, sheet_name=f"y{year}", index=False)
    new_study(tmp_path / "study", [tmp_path / "sales.xlsx"])
    days = answered(tmp_path / "study", "dmy", "mdy")["date"]
    assert (str(days.min().date()), str(days.max().date())) == ("2023-02-01", "2024-07-08")


def test_two_columns_that_fit_equally_become_a_question_that_can_be_answered(sent, tmp_path):
    head, *lines = ORDERS.replace("Net amount, EUR", "Amount 1;Amount 2").splitlines()
    write(sent, orders="\n".join([head, *(f"{line};{2 * n},50" for n, line in enumerate(lines))]) + "\n")
    new_study(tmp_path / "study", [sent])
    (question,) = open_study(tmp_path / "study").questions
    assert question["setting"] == ["tables", "sales", "columns", "amount"]
    assert {"Amount 1", "Amount 2"} <= set(question["choices"])
    (problem,) = [p for p in check_study(tmp_path / "study").problems if p.severity == "question"]
    assert problem.row is not None
    # 0 + 2 + ... + 78 and forty halves
    assert answered(tmp_path / "study", "Amount 2")["amount"].sum() == 39 * 40 + 20


def test_without_files_what_is_new_is_proposed_in_a_study_that_exists(sent, tmp_path, capsys):
    folder = tmp_path / "study"
    assert cli.main(["new", str(folder), str(sent)]) == 0
    capsys.readouterr()
    assert "is for a new study" in refused(folder, [], name="Other")
    write(folder / "input", orders=ORDERS + ";;08.03.2025;F9;10,00\n")
    assert new_study(folder, [])[0].startswith("1 decision is proposed")
    assert "no_account" in set(read_judgement(folder, "decisions")["what"])
    assert cli.main(["new", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("Nothing new is proposed")
    edit(folder, "questions: []", "questions:\n- id: a\n  setting: [tables, sales, columns, cost]\n"
         "  ask: Which cost?\n")
    before = contents(folder / "judgement")
    assert "  Which cost?" in new_study(folder, [])
    assert contents(folder / "judgement") == before


SIGNS = "'\":#-{}[]&*!|>%@`,?\n\r\t\\/= \u2028\x85\x00\x07\ufeffЖżé😀"
NASTY = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")), min_size=1, max_size=40)
LONG = st.builds(lambda text, n: text * n, NASTY, st.integers(1, 600))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(heading=st.one_of(NASTY, LONG), reason=NASTY, query=NASTY, file=NASTY, title=NASTY)
def test_whatever_the_headings_are_the_study_yaml_can_be_read(tmp_path, heading, reason, query, file, title):
    columns = {"account": (heading, reason), "date": ("", reason), "amount": (heading * 2, reason)}
    tables = [DraftTable("sales", query=f"select {query}", columns=columns, reason=reason),
              DraftTable("accounts", source=heading)]  # fmt: skip
    question = {"id": heading, "file": file, "setting": ["columns", heading, "dates"], "ask": reason,
                "choices": {heading: reason, "No": title}}
    files = {file: {"encoding": "utf-8", "columns": {heading: {"dates": "dmy"}}}}
    text = draft(title, files, tables, [question], currency=title[:12])
    (tmp_path / "study.yaml").write_bytes(text.encode())
    study = open_study(tmp_path)
    assert study.name == title
    assert study.files == files
    assert study.tables["sales"]["columns"] == {"account": heading, "date": None, "amount": heading * 2}
    assert study.tables["sales"]["query"].strip() == f"select {query}".strip()
    assert study.tables["accounts"]["from"] == heading
    assert study.questions[0] == question | {"answer": None}


SEEN = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
HEADING = st.text(st.one_of(st.sampled_from("'\":#-{}[]&*!|>%@`?/= Жżé😀"), SEEN), min_size=1, max_size=30)
HEADINGS = st.lists(HEADING.map(str.strip).filter(bool), min_size=3, max_size=3, unique_by=str.casefold)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headings=HEADINGS)
def test_a_file_with_any_headings_becomes_a_study_or_a_sentence(tmp_path_factory, headings):
    folder = tmp_path_factory.mktemp("any")
    days = [f"2025-01-{n + 1:02d}" for n in range(20)]
    frame = pd.DataFrame({"a": ["K1", "K2"] * 10, "b": days, "c": range(20)})
    frame.set_axis(headings, axis=1).to_csv(folder / "sales.csv", index=False)
    try:
        new_study(folder / "study", [folder / "sales.csv"])
    except KamError as error:
        assert error.problems
        return
    check_study(folder / "study")
