"""From the workbooks of a buying centre to its tables: nothing guessed, nothing lost, nobody mixed up."""

from datetime import date

import pandas as pd
import pytest

from kamlib import flow, show
from kamlib.flow.buying import buying, buying_forms
from kamlib.flow.buying_tables import buying_troubles, evidence_of, if_won, one_centre
from kamlib.flow.check import check_study
from kamlib.problems import KamError
from kamlib.run.chapters import copy_workbook
from kamlib.study.books import Change, make_book, read_books
from kamlib.study.folder import CASE

TODAY = pd.Timestamp("2026-01-30")
ON = date(2026, 1, 30)


def found(study, **given):
    return buying(study, flow.settings_in_force(study, "buying"), today=TODAY, **given)


@pytest.fixture(scope="module")
def case():
    study = flow.open_study()
    return study, found(study)


@pytest.fixture
def empty(tmp_path):
    """The case without any workbook of an account."""
    folder = copy_workbook(CASE.parent, tmp_path / "case") / "data"
    for book in folder.glob("judgement/dossiers/*/*.xlsx"):
        book.unlink()
    return flow.open_study(folder)


def write(study, name, changes):
    """Write cells into the workbook of an account, as somebody does who types."""
    accounts = flow.prepared(study).accounts
    (form,) = buying_forms(study, accounts.loc[accounts["name"] == name, ["account", "name"]])
    return make_book(study.folder, form, on=ON, changes=[Change(*one) for one in changes])


def test_story_14_stands_first_and_its_numbers_are_those_of_the_answers(case):
    # data/ANSWERS.md, story 14: influence 4, attitude -2, never met; the director is courted.
    _study, told = case
    centre = one_centre(told)
    assert centre.name == "Kobalt Chem"
    engineer = centre.persons.set_index("position").loc["chief engineer"]
    assert engineer[["influence", "attitude", "contact"]].tolist() == [4, -2, 0]
    assert centre.summary["missed"] == engineer["person"]
    words = str(show.read_titles(centre.persons, centre.summary))
    assert "A title misleads" in words
    assert "On our side and not met: " in words


def test_a_key_account_without_a_workbook_is_in_the_list_and_unknown(case):
    _study, told = case
    blank = told.key[~told.key["written"]]
    assert len(blank) > 0
    assert blank["coverage"].isna().all()
    assert blank["support"].isna().all()
    centre = one_centre(told, blank["account"].iloc[0])
    assert "nobody has written down who decides" in str(show.read_centre(centre.persons, centre.summary))
    assert if_won(told, centre).empty
    assert evidence_of(centre).empty


def test_winning_a_person_is_reckoned_from_the_same_rules(case):
    _study, told = case
    centre = one_centre(told, "Kobalt")
    won = if_won(told, centre)
    assert won["coverage"].is_monotonic_decreasing
    assert (won["coverage"] >= won["coverage_now"]).all()
    assert won["coverage_now"].iloc[0] == pytest.approx(float(centre.summary["coverage"]))
    assert won["support_now"].iloc[0] == pytest.approx(float(centre.summary["support"]))


def test_who_has_left_supports_nobody_and_is_asked_for_nothing(case):
    # data/judgement/absences.csv: Mila Corde left Lotos Opt on 30 June 2025; story 13.
    _study, told = case
    centre = one_centre(told, "Lotos Opt")
    assert "Mila Corde" not in set(centre.persons["person"])
    assert not told.directions["person"].eq("Mila Corde").any()
    assert pd.isna(centre.summary["support"])
    left = [(problem.found, problem.sheet) for problem in told.problems if problem.code == "person-left"]
    assert left == [("Mila Corde", "People")]


def test_people_are_one_whatever_the_capitals_and_spaces(empty):
    write(empty, "Kobalt Chem", [
        ("persons", "+1", "person", "Ada  Kern"), ("persons", "+2", "person", "Bo Lind"),
        ("persons", "+2", "reports_to", "ADA KERN"), ("persons", "+2", "influences", "ada kern; Cy"),
        ("persons", "+3", "person", "ada kern"),
        ("contacts", "+1", "ours", "Kim"), ("contacts", "+1", "theirs", "ADA kern"),
        ("contacts", "+1", "level", "3"), ("contacts", "+1", "a_year", "10"),
        ("contacts", "+1", "last", "2025-11-03"),
        ("contacts", "+2", "ours", "Kim"), ("contacts", "+2", "theirs", "Zoe"),
        ("contacts", "+3", "ours", "Kim"), ("contacts", "+3", "theirs", "Ada Kern"),
        ("contacts", "+3", "level", "2"), ("contacts", "+3", "a_year", "4"),
        ("contacts", "+3", "last", "2026-01-20"),
    ])  # fmt: skip
    told = found(empty)
    centre = one_centre(told, "Kobalt")
    assert centre.persons["person"].tolist() == ["Bo Lind", "Ada Kern"] or len(centre.persons) == 2
    assert centre.persons.set_index("person").loc["Ada Kern", "contact"] == 3
    assert centre.persons.set_index("person").loc["Bo Lind", "reports_to"] == "Ada Kern"
    # A pair on two lines is one: all its contacts, the last day, the highest level.
    pairs = told.contacts[told.contacts["theirs"] == "Ada Kern"]
    assert pairs[["level", "a_year", "last"]].to_numpy().tolist() == [[3, 14, pd.Timestamp("2026-01-20")]]
    codes = {(p.code, p.found) for p in told.problems}
    assert {("person-twice", "ada kern"), ("person-stranger", "Zoe"), ("person-stranger", "Kim")} <= codes
    assert len(buying_troubles(told, centre)) == len(told.problems)
    hidden = found(flow.open_study(empty.folder, show_names=False))
    assert not {"ada kern", "Zoe", "Kim"} & set(buying_troubles(hidden)["found"])
    assert len(hidden.problems) == len(told.problems)
    problems = check_study(empty.folder).problems
    assert {("person-stranger", "Zoe")} <= {(p.code, p.found) for p in problems}


def test_a_role_of_another_set_is_kept_and_told_and_stays_in_the_list_of_the_workbook(empty):
    write(empty, "Kobalt Chem", [("persons", "+1", "person", "Ada"), ("persons", "+1", "role", "decider")])
    force = flow.settings_in_force(empty, "buying", role_set="three")
    told = buying(empty, force, today=TODAY)
    assert [(p.code, p.found) for p in told.problems] == [("role-unknown", "decider")]
    assert told.roles.empty
    pack = empty.folder / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + "\nbuying.role_set: three\n", "utf-8")
    write(flow.open_study(empty.folder), "Kobalt Chem", [("persons", "+1", "person", "Bo")])
    assert read_books(empty.folder, "buying-centre").tables["persons"]["role"].tolist() == ["decider", ""]


def test_a_set_that_no_role_is_in_is_refused_with_those_that_there_are(empty):
    with pytest.raises(KamError, match="pharma, six, thirteen, three"):
        buying(empty, flow.settings_in_force(empty, "buying", role_set="seven"), today=TODAY)


def test_an_account_says_itself_which_roles_it_needs(empty):
    write(empty, "Kobalt Chem", [
        ("persons", "+1", "person", "Ada"), ("persons", "+1", "role", "decider"),
        ("needed", "initiator", "needed", "no"), ("needed", "gatekeeper", "needed", "no")])  # fmt: skip
    cells = one_centre(found(empty), "Kobalt").coverage
    assert set(cells["role"]) == {"user", "influencer", "decider", "buyer"}


def test_the_workbook_shows_contacts_and_never_asks_for_them_again(empty):
    write(empty, "Kobalt Chem", [
        ("persons", "+1", "person", "Ada"), ("team", "+1", "person", "Kim"),
        ("contacts", "+1", "ours", "kim"), ("contacts", "+1", "theirs", "ada"),
        ("contacts", "+1", "level", "2"),
    ])  # fmt: skip
    accounts = flow.prepared(empty).accounts
    (form,) = buying_forms(empty, accounts.loc[accounts["name"] == "Kobalt Chem", ["account", "name"]])
    pages = {page.key: page for page in form.form.pages}
    (line,) = pages["persons"].lines
    assert (line.cells["contact_now"], line.cells["met_by"]) == (2, "Kim")
    assert "contact_now" not in {column.key for column in pages["persons"].asked}
    assert pages["team"].lines[0].cells["meets"] == "Ada"
    made = make_book(empty.folder, form, on=ON)
    assert made.state == "changed"
    assert make_book(empty.folder, form, on=ON).state == "same"


def test_a_free_note_on_a_person_is_named_with_file_and_cell(empty):
    made = write(
        empty, "Kobalt Chem", [("persons", "+1", "person", "Ada"), ("persons", "+1", "note", "plays chess")]
    )
    (one,) = [p for p in check_study(empty.folder).problems if p.code == "note-on-person"]
    assert one.file == made.path.relative_to(empty.folder).as_posix()
    assert (one.sheet, one.found, one.severity) == ("People", "plays chess", "warning")
    assert one.column[-1].isdigit()
    assert "would show it to this person" in one.remedy


def test_the_pharma_set_marks_every_step_for_the_compliance_officer():
    study = flow.open_study()
    roles = flow.roles_in_force(study, flow.settings_in_force(study, "buying", role_set="pharma"))
    marked = set(roles.loc[roles["compliance"], "key"])
    assert marked == {"vip", "kol"}
    tasks = found(study).tasks.set_index("key")
    # Method 1.5, limits: tender specifications, steering away from competitors, personal data.
    assert tasks.loc[["specifications", "rivals", "personal_data"], "compliance"].all()
    assert (tasks["limits"] != "").all()


@pytest.fixture(scope="module")
def northwind(real_study):
    return flow.open_study(real_study("northwind")[0])


def test_northwind_names_one_contact_for_each_of_its_91_customers(northwind):
    # SOURCE.md: 91 customers, each with ContactName and ContactTitle.
    contacts = flow.tables_of(northwind).frame("contacts")
    assert (len(contacts), contacts["account"].nunique()) == (91, 91)
    told = buying(northwind, flow.settings_in_force(northwind, "buying"), today=pd.Timestamp("1998-05-06"))
    assert set(told.persons["origin"]) == {"file"}
    assert len(told.persons) == 91


def test_in_northwind_a_title_is_no_role_and_nothing_is_made_up(northwind):
    told = buying(northwind, flow.settings_in_force(northwind, "buying"), today=pd.Timestamp("1998-05-06"))
    assert told.roles.empty
    assert told.persons[["influence", "attitude", "contact"]].isna().all(axis=None)
    assert told.accounts["coverage"].isna().all()
    words = str(show.read_buying(told.key))
    assert "role, influence, attitude and contact are not known: a title is no role" in words
    assert (told.directions["origin"] == "none").all()
    centre = one_centre(told)
    assert "no role: coverage is unknown" in str(show.read_centre(centre.persons, centre.summary))
    for figure in (
        show.organisation_chart(centre.persons, name=centre.name),
        show.people_map(centre.persons, name=centre.name),
    ):
        assert figure.axes


def test_the_workbook_of_northwind_holds_the_contact_with_position_and_without_role(northwind):
    accounts = flow.prepared(northwind).accounts
    (form,) = buying_forms(northwind, accounts.loc[accounts["account"] == "ALFKI", ["account", "name"]])
    people = next(page for page in form.form.pages if page.key == "persons")
    (line,) = people.lines
    assert line.cells == {"person": "Maria Anders", "position": "Sales Representative"}
    make_book(northwind.folder, form, on=ON)
    told = buying(northwind, flow.settings_in_force(northwind, "buying"), today=pd.Timestamp("1998-05-06"))
    (row,) = told.persons[told.persons["account"] == "ALFKI"].to_dict("records")
    assert (row["origin"], row["role"], row["assumed"]) == ("book", "", True)
    assert not [p for p in check_study(northwind.folder).problems if p.code == "note-on-person"]
    (again,) = buying_forms(northwind, accounts.loc[accounts["account"] == "ALFKI", ["account", "name"]])
    assert make_book(northwind.folder, again, on=ON).answers == 2


QUERY = """
  contacts:
    query: |
      SELECT r.ResellerKey AS account, 'person ' || c.PersonID AS name, t.Name AS position
      FROM oltp_business_entity_contact c
      JOIN oltp_contact_type t USING (ContactTypeID)
      JOIN oltp_store s ON s.BusinessEntityID = c.BusinessEntityID
      JOIN dw_dim_reseller r ON r.ResellerName = s.Name
"""


def test_adventureworks_names_types_of_contacts_by_a_query_and_no_roles(real_study):
    # SOURCE.md: contacts stand in three tables, without names of persons; stores meet resellers by name.
    folder, _lines = real_study("adventureworks")
    file = folder / "study.yaml"
    text = file.read_text("utf-8")
    assert "  contacts:" not in text
    file.write_text(text.replace("tables:\n", "tables:" + QUERY, 1), "utf-8")
    study = flow.open_study(folder)
    contacts = flow.tables_of(study).frame("contacts")
    assert {"Owner", "Purchasing Manager"} <= set(contacts["position"])
    told = buying(study, flow.settings_in_force(study, "buying"), today=pd.Timestamp("2013-11-30"))
    assert told.persons["account"].nunique() > 500
    assert told.persons.groupby("account").size().max() > 1
    assert told.roles.empty
    assert "a title is no role" in str(show.read_buying(told.key))
