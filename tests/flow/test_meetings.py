"""Meetings, promises and the schedule of a small study: made by command, typed into, brought home."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kamlib import flow
from kamlib.flow.check import check_study
from kamlib.flow.meetings import meeting_forms
from kamlib.flow.schedule import contact_schedule
from kamlib.problems import KamError
from kamlib.run.books import collect_book, collect_meeting, make_books
from kamlib.run.papers import make_papers, schedule_files
from kamlib.show.brief import brief_sections
from kamlib.show.words_meeting import gap_sentences
from kamlib.study.books import Change, book_path, make_book, read_book, read_books
from tests.flow.conftest import write_study

TODAY, DAY, MET = pd.Timestamp("2026-01-30"), date(2026, 2, 1), pd.Timestamp("2026-01-29")
YAML = """\
name: Alder
currency: EUR
today: 2026-01-30
company: We
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount, cost: Cost, group: Group,
          due: Due, paid: Paid, manager: Manager}}
  accounts: {from: clients, columns: {account: Client, name: Name, manager: Manager, credit_limit: Limit}}
"""
CLIENTS = "Client;Name;Manager;Limit\n1;Birch;Ada Kern;5000\n2;Cedar;Ada Kern;\n3;Target;Ada Kern;\n"
SALES = """\
Client;Day;Amount;Cost;Group;Due;Paid;Manager
1;2024-06-15;4000;3000;Valves;2024-07-15;2024-07-20;Ada Kern
1;2025-06-15;6000;4500;Valves;2025-07-15;2025-07-25;Ada Kern
1;2025-11-15;3000;2000;Flanges;2025-12-15;;Ada Kern
1;2025-12-20;2500;2000;Flanges;2026-01-19;;Ada Kern
2;2025-12-31;1000;700;Valves;2026-01-30;2025-12-31;Ada Kern
"""
PEOPLE = (("Bo Lund", "head of purchasing", "4", "0", "decider"), ("Cy Marr", "engineer", "2", "", "user"))


@pytest.fixture(scope="module")
def counted(tmp_path_factory) -> Path:
    """A study that was counted once; copies take what was kept."""
    study = write_study(tmp_path_factory.mktemp("counted") / "study", YAML, sales=SALES, clients=CLIENTS)
    brief(study)
    return study


@pytest.fixture
def folder(counted, tmp_path) -> Path:
    return Path(shutil.copytree(counted, tmp_path / "study"))


def write(
    folder: Path, kind: str, *changes: Change, account: str = "1", name: str = "Birch", day: str = ""
) -> None:
    """Type into a workbook as people do: it is made, and what is typed stays."""
    study = flow.open_study(folder)
    one = pd.DataFrame({"account": [account], "name": [name]})
    if kind == "meeting":
        form = meeting_forms(study, one, date.fromisoformat(day))[0]
    else:
        makers = {"dossier": flow.dossier_forms, "buying-centre": flow.buying_forms, "plan": flow.plan_forms}
        form = makers[kind](study, one)[0]
    make_book(folder, form, on=DAY, changes=changes)


def row(page: str, line: str, **cells: str) -> list[Change]:
    return [Change(page, line, column, text) for column, text in cells.items()]


def field(**cells: str) -> list[Change]:
    after = ("outcome", "next_step", "next_by", "next_until")
    return [Change("meeting:after" if name in after else "meeting", name, "value", text)
            for name, text in cells.items()]


@pytest.fixture(scope="module")
def known(counted, tmp_path_factory) -> Path:
    folder = Path(shutil.copytree(counted, tmp_path_factory.mktemp("known") / "study"))
    people = [change for n, (person, position, influence, attitude, role) in enumerate(PEOPLE, 1)
              for change in row("persons", str(n), person=person, position=position, influence=influence,
                                role=role, confidence="fact", wanted="2", attitude=attitude)]
    write(folder, "buying-centre", *people,
          *row("team", "1", person="Ada Kern", function="manager", hours="8"),
          *row("contacts", "1", ours="Ada Kern", theirs="Bo Lund", level="2", last="2025-10-01"),
          *row("promises", "1", promise="A price list", to="Bo Lund", by="Ada Kern", made="2025-11-01",
               until="2025-12-01"),
          *row("promises", "2", promise="Samples", to="Cy Marr", by="Ada Kern", made="2026-01-10",
               until="2026-02-20"),
          *row("promises", "3", promise="Certificates", to="Cy Marr", by="Ada Kern", made="2025-12-01",
               until="2026-01-10", kept="2026-01-09"))
    brief(folder)
    return folder


@pytest.fixture
def centre(known, tmp_path) -> Path:
    return Path(shutil.copytree(known, tmp_path / "study"))


def brief(folder: Path, account: str = "Birch", *, show_names: bool = True, **how):
    return flow.one_brief(flow.open_study(folder, show_names=show_names), account, today=TODAY, **how)


def said(found) -> str:
    sections = brief_sections(found).values()
    lines = (f"{one.title}: {entry.words} {entry.mark} {entry.beside}" for one in sections
             for entry in one.entries)
    return "\n".join(lines).replace("\u202f", " ")


def test_a_page_without_any_workbook_says_what_it_lacks(folder):
    found = brief(folder)
    assert set(found.lacks) == {"meeting", "dossier", "buying-centre", "plan", "wallets"}
    assert "sales" in brief(folder, "Target").lacks


def test_debts_and_limit_stop_an_offer_and_what_nobody_knows_is_said(folder):
    # Owed 3000 + 2500 on the last day of the file, 2025-12-31: 3000 were due on 2025-12-15; limit 5000.
    credit = brief(folder).credit
    assert (credit["offer"], credit["owed"], credit["overdue"], credit["over_limit"]) == (
        "stopped", 5500, 3000, 500)
    assert (credit["oldest_days"], credit["fell_due"]) == (16, 2500)
    assert brief(folder, "Cedar").credit["offer"] == "unknown"


def test_figures_stand_beside_those_of_the_year_before(folder):
    figures = brief(folder).figures.set_index("what")
    assert figures.loc["revenue", ["value", "period"]].tolist() == [11500, "2025"]
    # The file begins in June 2024, so that it does not hold the whole year before.
    assert pd.isna(figures.loc["revenue", "before"])
    assert figures.loc["margin_rate", "value"] == pytest.approx(3000 / 11500)


def test_people_promises_and_questions_come_from_their_homes(centre):
    found = brief(centre)
    assert found.people["person"].tolist() == ["Bo Lund", "Cy Marr", "Ada Kern"]
    assert found.promises["state"].tolist() == ["overdue", "open", "kept"]
    assert found.questions["proposed"].all() and len(found.questions) == 6


def test_the_workbook_of_a_meeting_proposes_questions_and_objections_from_dossier_and_promises(centre):
    write(centre, "dossier", *row("dossier:full", "objections", value="too dear", on="2026-01-10"))
    lines, problems = make_books("meeting", centre, accounts=["Birch"], day="2026-02-05", on=DAY)
    assert problems == [] and lines[0].endswith("meeting-2026-02-05.xlsx: new")
    tables = read_books(centre, "meeting").tables
    assert "promise 1" in set(tables["asked"]["line"])
    assert set(tables["objections"]["objection"]) == {"too dear", "A price list"}
    assert tables["asked"]["line"].str.startswith("dossier ").sum() == 6


def questions(centre, text):
    """Let the company ask questions of its own."""
    head = "name: Alder\ngroups:\n  needs:\n    label: Needs\n    questions:"
    (centre / "dossier.yaml").write_text(head + text, encoding="utf-8")


def test_a_question_that_nobody_of_theirs_could_answer_is_not_proposed(centre):
    questions(centre, """
      rank: {question: "Which rank have we?", level: core, importance: 3, ask: our manager}
      papers: {question: "What do the papers say?", level: core, importance: 3,
               ask: "Public sources, our manager"}
      wants: {question: "What do you want?", level: core, ask: "our manager, their director"}
      uses: {question: "What do you use it for?", level: core}
""")
    wanted = ["What do you want?", "What do you use it for?"]
    assert brief(centre).questions["words"].tolist() == wanted
    write(centre, "meeting", day="2026-02-05")
    asked = read_books(centre, "meeting").tables["asked"]
    assert asked.loc[asked["line"].str.startswith("dossier "), "words"].tolist() == wanted


def test_where_only_further_questions_are_open_none_is_proposed(centre):
    questions(centre, """
      wants: {question: "What do you want?", level: core, ask: our manager}
      uses: {question: "What do you use it for?", level: full}
""")
    assert brief(centre).questions.empty
    write(centre, "meeting", day="2026-02-05")
    asked = read_books(centre, "meeting").tables["asked"]
    assert asked["line"].tolist() == ["promise 1"]


def test_proposals_that_nobody_touched_are_renewed_and_what_a_person_changed_stays(centre):
    write(centre, "buying-centre", *row("promises", "2", until="2026-01-15"))
    write(centre, "meeting", day="2026-02-05")
    asked = read_books(centre, "meeting").tables["asked"].set_index("line")["words"]
    first, second, *_rest = [line for line in asked.index if line.startswith("dossier ")]
    write(centre, "meeting", *row("asked", first, words="In my own words?"),
          *row("asked", "1", words="Mine?"), *row("asked", "promise 2", by="Cy Marr"),
          *row("objections", "promise 2", objection=""), day="2026-02-05")
    # Meanwhile one is answered, and both promises are kept.
    write(centre, "dossier", *row("dossier:core", second.removeprefix("dossier "), value="known",
                                  on="2026-01-29", confidence="fact"))
    write(centre, "buying-centre", *row("promises", "1", kept="2026-01-29"),
          *row("promises", "2", kept="2026-01-29"))
    write(centre, "meeting", day="2026-02-05")
    tables = read_books(centre, "meeting").tables
    now = tables["asked"].set_index("line")["words"]
    assert now[first] == "In my own words?" and now["1"] == "Mine?"
    assert second not in now and "promise 1" not in now
    assert now["promise 2"] == asked["promise 2"]
    assert tables["objections"].empty
    assert now.index.str.startswith("dossier ").sum() == 6


def test_a_copy_that_came_back_before_the_meeting_brings_no_stale_proposal(centre, tmp_path):
    write(centre, "meeting", day="2026-02-05")
    copy = tmp_path / "copy.xlsx"
    shutil.copy(held(centre, "2026-02-05"), copy)
    write(centre, "buying-centre", *row("promises", "1", kept="2026-01-29"))
    with pytest.raises(KamError, match="in the future"):
        collect_book(centre, copy, on=DAY)
    assert "promise 1" not in set(read_books(centre, "meeting").tables["asked"]["line"])


@pytest.mark.parametrize("day", ["2026-01-29", DAY.isoformat()])
def test_from_its_day_on_a_meeting_keeps_what_was_proposed_for_it(centre, day):
    write(centre, "meeting", day=day)
    write(centre, "buying-centre", *row("promises", "1", kept="2026-01-29"))
    write(centre, "meeting", day=day)
    assert "promise 1" in set(read_books(centre, "meeting").tables["asked"]["line"])


def test_what_is_sensitive_in_the_dossier_is_no_objection_on_paper(centre):
    write(centre, "dossier", *row("dossier:full", "objections", value="their owner is ill", sensitive="yes"))
    write(centre, "meeting", day="2026-02-05")
    assert "ill" not in " ".join(read_books(centre, "meeting").tables["objections"]["objection"])


def test_the_next_meeting_is_the_page_and_readiness_tells_what_is_missing(centre):
    write(centre, "meeting", *field(place="Harbour street", time="10:30", goal="a frame contract"),
          *row("attending", "1", person="Bo Lund", side="theirs"), day="2026-02-05")
    found = flow.one_brief(flow.open_study(centre), today=TODAY)
    assert (found.account, found.day, found.people["person"].tolist()) == (
        "1", pd.Timestamp("2026-02-05"), ["Bo Lund"])
    told = dict(gap_sentences(found.gaps))
    assert told["Being late"] == "how long it takes to get there, minutes in hand, who confirms it, and when"
    assert "an answer to A price list" in told["Arguing"]
    assert "goal" not in told["Not being prepared"]


def test_without_a_meeting_the_account_with_most_overdue_promises_is_shown(centre):
    assert flow.one_brief(flow.open_study(centre), today=TODAY).account == "1"


def met(folder: Path, day: str = "2026-01-29") -> Path:
    """A meeting with both sides of its workbook filled in."""
    write(folder, "meeting", *field(goal="a frame contract", outcome="reached", next_step="Send the draft",
                                    next_by="Ada Kern", next_until="2026-02-10"),
          *row("attending", "1", person="Bo Lund", side="theirs", came="yes", attitude="2",
               note="asked for it"),
          *row("attending", "2", person="Ada Kern", side="ours", came="yes"),
          *row("attending", "3", person="Di Noll", side="theirs", came="yes", attitude="1"),
          *row("asked", "dossier needs", answer="pumps for two sites", by="Bo Lund"),
          *row("agreed", "1", promise="Draft of the contract", to="Bo Lund", by="Ada Kern",
               until="2026-02-10"),
          *row("mistakes", "late", after="2"), day=day)
    return held(folder, day)


def held(folder: Path, day: str = "2026-01-29") -> Path:
    return book_path(folder, "1", "Birch", "meeting", day)


def test_the_second_page_goes_home_and_collecting_again_changes_nothing(centre):
    file = met(centre)
    lines, problems = collect_meeting(centre, file, on=DAY)
    assert problems == []
    assert lines[0] == ("Birch, 2026-01-29: answers to the dossier: 1; promises: 1; attitudes: 2; "
                        "last contacts: 2; next step: 1; new in the buying centre: Di Noll")
    answer = read_books(centre, "dossier").tables["dossier"].set_index("question").loc["needs"]
    assert answer[["value", "source", "confidence"]].tolist() == ["pumps for two sites", "Bo Lund", "said"]
    assert answer["on"] == MET
    books = read_books(centre, "buying-centre").tables
    promise = books["promises"].set_index("promise").loc["Draft of the contract"]
    assert (promise["made"], promise["by"]) == (MET, "Ada Kern")
    bo = books["persons"].set_index("person").loc["Bo Lund"]
    assert (bo["attitude"], bo["on"], bo["action"]) == (2, MET, "Send the draft")
    assert "asked for it" in bo["evidence"]
    assert set(books["contacts"]["last"]) == {MET}
    before = {path: path.read_bytes() for path in centre.rglob("*.xlsx")}
    lines, problems = collect_meeting(centre, file, on=DAY)
    assert problems == [] and len(lines) == 1
    assert {path: path.read_bytes() for path in centre.rglob("*.xlsx")} == before


def test_somebody_new_at_the_table_comes_into_the_buying_centre_without_a_role(centre):
    collect_meeting(centre, met(centre), on=DAY)
    new = read_books(centre, "buying-centre").tables["persons"].set_index("person").loc["Di Noll"]
    assert (new["attitude"], new["role"], new["position"]) == (1, "", "")
    assert pd.isna(new["influence"])


def test_who_is_met_by_another_of_us_until_then_is_met_by_who_was_there_too(centre):
    write(centre, "buying-centre", *row("contacts", "1", ours="Rita Orsk"))
    collect_meeting(centre, met(centre), on=DAY)
    lines = read_books(centre, "buying-centre").tables["contacts"].set_index(["ours", "theirs"])["last"]
    assert lines["Rita Orsk", "Bo Lund"] == pd.Timestamp("2025-10-01")
    assert lines["Ada Kern", "Bo Lund"] == lines["Ada Kern", "Di Noll"] == MET


def test_everybody_of_theirs_and_of_ours_who_was_there_has_a_contact_of_the_day(centre):
    write(centre, "buying-centre", *row("contacts", "1", level="1"), *row("team", "2", person="Rita Orsk"))
    write(centre, "meeting", *row("attending", "1", person="Bo Lund", side="theirs", came="yes"),
          *row("attending", "2", person="Ada Kern", side="ours", came="yes"),
          *row("attending", "3", person="Rita Orsk", came="yes"), day="2026-01-29")
    _lines, problems = collect_meeting(centre, held(centre), on=DAY)
    assert problems == []
    books = read_books(centre, "buying-centre").tables
    found = books["contacts"].set_index(["ours", "theirs"])
    assert found["last"].to_dict() == {("Ada Kern", "Bo Lund"): MET, ("Rita Orsk", "Bo Lund"): MET}
    assert found["level"].tolist() == [2, 2]
    # A side that nobody chose is that of the team where the name stands.
    assert "Rita Orsk" not in set(books["persons"]["person"])


def test_theirs_whom_nobody_of_us_is_said_to_have_met_are_told(centre):
    write(centre, "meeting", *row("attending", "1", person="Bo Lund", side="theirs", came="yes"),
          day="2026-01-29")
    _lines, problems = collect_meeting(centre, held(centre), on=DAY)
    assert [(problem.code, problem.sheet, problem.found) for problem in problems] == [
        ("meeting-nobody", "2 People", "Bo Lund")]
    assert problems[0].file.endswith("meeting-2026-01-29.xlsx") and problems[0].column


@pytest.mark.parametrize("name", ["Lund", "B. Lund", "Bo Aage Lund"])
def test_a_part_of_a_name_that_is_there_makes_no_second_person(centre, name):
    write(centre, "meeting", *row("attending", "1", person=name, side="theirs", came="yes", attitude="3"),
          *row("attending", "2", person="Ada Kern", side="ours", came="yes"), day="2026-01-29")
    _lines, problems = collect_meeting(centre, held(centre), on=DAY)
    (told,) = problems
    assert (told.code, told.sheet, told.found) == ("meeting-name", "2 People", name)
    assert "is nearly the name of Bo Lund" in told.message
    persons = read_books(centre, "buying-centre").tables["persons"]
    assert persons["person"].tolist() == ["Bo Lund", "Cy Marr"]
    assert persons["attitude"].tolist()[0] == 0


def test_what_a_meeting_replaces_is_told_with_its_place_and_the_copies_are_named(centre):
    file = met(centre)
    write(centre, "dossier", *row("dossier:core", "needs", value="valves", on="2025-01-31", source="Cy Marr"))
    lines, problems = collect_meeting(centre, file, on=DAY)
    assert problems == []
    text = "\n".join(lines)
    assert "dossier.xlsx: written; what it was before is in dossier.2026-02-01.xlsx" in text
    assert "buying-centre.xlsx: written; what it was before is in buying-centre.2026-02-01" in text
    told = [line for line in lines if ": it was " in line]
    (value,) = [line for line in told if " Answer (" in line]
    assert value.startswith('  sheet "Core questions", ')
    assert value.endswith('): it was "valves", now it is "pumps for two sites"')
    assert any('(Bo Lund): it was "0", now it is "2"' in line for line in told)
    assert any('(Ada Kern, Bo Lund): it was "2025-10-01", now it is "2026-01-29"' in line for line in told)
    assert not any("Di Noll" in line for line in told)


def test_an_answer_that_the_dossier_learnt_later_stays_and_is_told(centre):
    file = met(centre)
    write(centre, "dossier", *row("dossier:core", "needs", value="valves", on="2026-01-31",
                                  confidence="fact"))
    _lines, problems = collect_meeting(centre, file, on=DAY)
    assert [problem.code for problem in problems] == ["meeting-older"]
    assert "2026-01-31" in problems[0].message
    assert (problems[0].file, problems[0].sheet) == ("meeting-2026-01-29.xlsx", "3 Questions")
    assert problems[0].column
    kept = read_books(centre, "dossier").tables["dossier"].set_index("question").loc["needs"]
    assert (kept["value"], kept["confidence"]) == ("valves", "fact")


def test_an_answer_that_the_dossier_does_not_take_is_told_with_its_place(centre):
    own = """\
name: Alder
groups:
  needs:
    label: Needs
    questions:
      volume: {question: "How much do you buy?", level: core, answer: text}
"""
    (centre / "dossier.yaml").write_text(own, encoding="utf-8")
    write(centre, "meeting", *row("asked", "dossier volume", answer="1,5 million"), day="2026-01-29")
    (centre / "dossier.yaml").write_text(own.replace("text", "number"), encoding="utf-8")
    _lines, problems = collect_meeting(centre, held(centre), on=DAY)
    (told,) = problems
    assert (told.code, told.file, told.sheet) == (
        "meeting-answer", "meeting-2026-01-29.xlsx", "3 Questions")
    assert told.column and str(told).endswith('"1,5 million" is not a number; type a number')


def test_the_same_answer_makes_a_fact_younger_and_no_less_sure(centre):
    file = met(centre)
    write(centre, "dossier", *row("dossier:core", "needs", value="pumps for two sites", on="2025-01-31",
                                  confidence="fact"))
    collect_meeting(centre, file, on=DAY)
    kept = read_books(centre, "dossier").tables["dossier"].set_index("question").loc["needs"]
    assert (kept["on"], kept["confidence"]) == (MET, "fact")


def test_another_next_step_that_is_still_to_come_is_not_written_over(centre):
    write(centre, "buying-centre", *row("persons", "1", action="Invite to the works",
                                        action_until="2026-03-01"))
    _lines, problems = collect_meeting(centre, met(centre), on=DAY)
    (told,) = problems
    assert (told.code, told.sheet, told.found) == ("meeting-step", "6 After", "Send the draft")
    assert str(told).split("Send the draft")[1] == (
        '" was not made the next step with Bo Lund: "Invite to the works" stands there until 2026-03-01 and '
        "stays; choose one of the two in the buying centre")
    assert told.file == "meeting-2026-01-29.xlsx" and told.column
    bo = read_books(centre, "buying-centre").tables["persons"].set_index("person").loc["Bo Lund"]
    assert bo["action"] == "Invite to the works"


def test_a_meeting_that_is_still_to_come_is_not_collected(centre):
    with pytest.raises(KamError, match="in the future"):
        collect_meeting(centre, met(centre, "2026-02-05"), on=DAY)


def test_a_workbook_that_is_open_stays_and_the_other_is_written(centre):
    file = met(centre)
    own = book_path(centre, "1", "Birch", "buying-centre")
    (own.parent / f"~${own.name}").write_bytes(b"")
    lines, problems = collect_meeting(centre, file, on=DAY)
    assert "book-open" in [problem.code for problem in problems]
    assert any("dossier.xlsx: written" in line for line in lines)
    (own.parent / f"~${own.name}").unlink()
    lines, problems = collect_meeting(centre, file, on=DAY)
    assert problems == [] and any("buying-centre.xlsx: written" in line for line in lines)


def test_the_seven_mistakes_are_kept_with_the_meeting(centre):
    met(centre)
    found = flow.meetings(flow.open_study(centre))
    seven = flow.seven_mistakes(found, "1", MET).set_index("mistake")
    assert seven.loc["late", "after"] == 2 and pd.isna(seven.loc["arguing", "after"])
    assert bool(found.meetings["held"].iloc[0])
    assert flow.last_meeting(found, "1", TODAY) == MET


def test_manners_are_not_scored_by_oneself(centre):
    met(centre)
    book = read_book(book_path(centre, "1", "Birch", "meeting", "2026-01-29"), "meeting.xlsx")
    page = next(page for page in book.schema.pages if page.key == "mistakes")
    assert [line.key for line in page.lines if "after" in line.locked] == ["manners"]


def test_the_register_counts_by_account_manager_and_person(centre):
    found = flow.register(flow.open_study(centre), today=TODAY)
    ada = "Ada Kern"
    for table, name in ((found.by_account, "1"), (found.by_manager, ada), (found.by_person, ada)):
        one = table.set_index(table.columns[0]).loc[name]
        assert one[["promises", "overdue", "open", "kept"]].tolist() == [3, 1, 1, 1]
    assert found.promises["promise"].tolist() == ["A price list", "Samples", "Certificates"]


def ahead(folder: Path, *, show_names: bool = True):
    study = flow.open_study(folder, show_names=show_names)
    return contact_schedule(study, flow.settings_in_force(study, "schedule"), today=TODAY)


def test_the_schedule_is_made_of_promises_and_of_persons_who_are_less_known_than_wanted(centre):
    (centre / "judgement" / "key_accounts.csv").write_text("account,decided\n1,key\n", encoding="utf-8")
    write(centre, "buying-centre", *row("contacts", "2", ours="Ada Kern", theirs="Cy Marr", level="1"))
    lines = ahead(centre).lines.set_index("what")
    assert set(lines.index) >= {"promise 1", "promise 2"}
    assert "promise 3" not in lines.index
    assert "wanted" in lines.loc["contact 2", "reasons"]


def test_a_meeting_at_an_account_without_a_buying_centre_stands_under_its_name(centre):
    (centre / "judgement" / "key_accounts.csv").write_text("account,decided\n2,not key\n", encoding="utf-8")
    write(centre, "meeting", *field(goal="begin"), account="2", name="Cedar", day="2026-02-05")
    assert ahead(centre).lines.set_index("account").loc["2", "name"] == "Cedar"


def test_a_refused_line_keeps_its_reason_and_a_strange_one_is_told(centre):
    (centre / "judgement" / "schedule.csv").write_text(
        "account,what,decision,to,reason,by,on\n"
        "Birch,promise 2,refused,,they asked us to wait,Ada Kern,2026-01-29\n"
        "Birch,promise 1,moved,,,Ada Kern,2026-01-29\n", encoding="utf-8")
    with pytest.raises(KamError, match=r"schedule\.csv"):
        ahead(centre)  # a reason is wanted
    (centre / "judgement" / "schedule.csv").write_text(
        "account,what,decision,to,reason,by,on\n"
        "Birch,promise 2,refused,,they asked us to wait,Ada Kern,2026-01-29\n"
        "Birch,promise 9,moved,2026-02-20,holiday,Ada Kern,2026-01-29\n", encoding="utf-8")
    found = ahead(centre)
    refused = found.lines.set_index("what").loc["promise 2"]
    assert (refused["state"], refused["reason"], refused["by"]) == (
        "refused", "they asked us to wait", "Ada Kern")
    assert [problem.code for problem in found.problems] == ["schedule-gone"]
    (told,) = [p for p in check_study(centre).problems if p.code == "schedule-stranger"]
    assert (told.file, told.row, told.found) == ("judgement/schedule.csv", 3, "promise 9")
    assert told.remedy.startswith("did you mean promise ")


def test_the_schedule_is_written_as_a_table_and_a_calendar_for_each_of_us(centre):
    study = flow.open_study(centre)
    files = schedule_files(study, TODAY)
    assert [file.name for file in files] == ["schedule.csv", "schedule.ics", "Ada Kern.ics"]
    assert schedule_files(study, TODAY) == files


def test_papers_without_names_name_nobody_in_any_file(centre):
    write(centre, "meeting", *field(goal="win Lund over", leads="Ada Kern", protocol="Mr Lund, formal"),
          *row("attending", "1", person="Bo Lund", side="theirs"), day="2026-02-05")
    named = make_papers("print", centre, accounts=["all"], day="2026-01-30")
    assert "Lund" in next(iter(named.files)).read_text(encoding="utf-8")
    made = make_papers("print", centre, accounts=["all"], day="2026-01-30", show_names=False)
    text = "\n".join(file.name + file.read_text(encoding="utf-8") for file in made.files)
    assert made.stopped == {}
    assert not [name for name in ("Lund", "Marr", "Kern", "Ada") if name in text]
    assert "Head of purchasing A" in text


def test_on_the_projector_nobody_is_named_in_any_table_or_sentence(centre):
    write(centre, "meeting", *field(goal="win Lund over", leads="Ada Kern", protocol="Mr Lund, formal"),
          *row("attending", "1", person="Bo Lund", side="theirs"),
          *row("attending", "2", person="Eve Strange", side="theirs"), day="2026-02-05")
    shown = brief(centre, show_names=False)
    study = flow.open_study(centre, show_names=False)
    texts = [said(shown), str(shown.head), shown.manager, shown.people.to_csv(),
             flow.register(study, today=TODAY).promises.to_csv(),
             flow.register(study, today=TODAY).by_person.to_csv(),
             ahead(centre, show_names=False).lines.to_csv(), ahead(centre, show_names=False).load.to_csv()]
    for name in ("Lund", "Marr", "Kern", "Eve Strange", "Ada"):
        assert not any(name in text for text in texts), name
    assert "Head of purchasing A" in texts[0]
    assert "Mr " not in texts[1]


def test_on_the_projector_those_whom_no_sheet_lists_are_not_named_either(make_study):
    # Named by the client's files only, in a promise only, in a contact only: each once.
    files = "contacts: {from: contacts, columns: {account: Client, name: Person, position: Title}}"
    folder = make_study(f"{YAML}  {files}\n", sales=SALES, clients=CLIENTS,
                        contacts="Client;Person;Title\n2;Roland Mendel;sales manager\n")
    write(folder, "buying-centre", *row("persons", "1", person="Bo Lund"),
          *row("contacts", "1", ours="Rita Orsk", theirs="Gus Field", level="2", last="2026-01-10"),
          *row("promises", "1", promise="Samples", to="Ines Marlow", by="Ada Kern", until="2026-02-20"))
    study = flow.open_study(folder, show_names=False)
    pages = [said(brief(folder, name, show_names=False)) for name in ("Birch", "Cedar")]
    sheets = [flow.handover(study, account, today=TODAY) for account in ("1", "2")]
    text = "\n".join([*pages, *(str(sheet) + sheet.people.to_csv() for sheet in sheets)])
    assert "Sales manager A" in pages[1]
    for name in ("Mendel", "Orsk", "Field", "Marlow", "Kern"):
        assert name not in text, name


@pytest.mark.parametrize("name", ["northwind", "adventureworks"])
def test_real_studies_without_a_workbook_make_pages_that_say_what_they_lack(real_study, name):
    folder, _lines = real_study(name)
    study = flow.open_study(folder)
    found = flow.one_brief(study, today=flow.today(study))
    assert {"meeting", "dossier", "plan"} <= set(found.lacks)
    assert found.figures["what"].iloc[0] == "revenue"
    assert found.credit["offer"] == "unknown"
    # One contact with a title each in Northwind; a title is no role.
    theirs = found.people[found.people["side"] == "theirs"]
    assert (theirs["roles"] == "").all()
    assert ahead(folder).lines.empty or set(ahead(folder).lines["kind"]) == {"contact"}
    assert flow.register(study, today=TODAY).promises.empty
    shutil.rmtree(folder)
