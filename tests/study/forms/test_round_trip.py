"""What somebody types into a form is what ``judgement/`` holds, cell by cell, whoever saved the file."""

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from kamlib.study.forms import collect, write_form
from kamlib.study.people import read_judged, read_people
from tests.study.forms.conftest import SAVED, cell_of, influence, scores, strength, value_for
from tests.study.test_people import DAY, LATER


def everything(page):
    """Answer every open cell of a page, each differently as far as its kind allows."""
    cells = [(line.key, column) for line in page.lines for column in page.asked
             if column.key not in line.locked]  # fmt: skip
    return {(line, column.key): value_for(column.kind, n)[0] for n, (line, column) in enumerate(cells, 1)}


@pytest.mark.parametrize("save", SAVED)
def test_scores_and_facts_come_back_as_they_were_typed(tmp_path, fill, save):
    form = scores()
    path = write_form(tmp_path, form, on=DAY)
    typed = {page.key: everything(page) for page in form.pages}
    path = fill(path, typed["scores"])
    path = fill(path, typed["facts"], sheet="Facts")
    if save:
        save(path)
    (taken,), problems = collect(tmp_path, "Alder", [path], on=DAY)
    assert not problems
    found = read_people(tmp_path, "scores")
    got = {(row.account, row.criterion): row.score for row in found.itertuples()}
    assert got == {key: value for key, value in typed["scores"].items() if key[1] != "note"}
    notes = read_people(tmp_path, "notes").set_index("account")["note"].to_dict()
    assert notes == {key[0]: value for key, value in typed["scores"].items() if key[1] == "note"}
    words = {"yes": "yes", "no": "no", "don't know": "unknown"}
    facts = read_people(tmp_path, "facts")
    got = {(row.account, row.fact): row.answer for row in facts.itertuples()}
    expected = {k: words.get(v, str(v)) for k, v in typed["facts"].items() if k[1] != "evidence"}
    assert got == expected
    assert dict(zip(facts["account"], facts["evidence"], strict=True)) == {
        key[0]: value for key, value in typed["facts"].items() if key[1] == "evidence"
    }
    assert taken.empty == 0


@pytest.mark.parametrize("save", SAVED)
def test_influence_comes_back_with_what_does_not_apply_and_the_evidence(tmp_path, fill, save):
    form = influence("Boss", "supervisor", "Adam Bor")
    typed = everything(form.pages[0])
    path = fill(write_form(tmp_path, form, on=DAY), typed, sheet="Influence")
    if save:
        save(path)
    _taken, problems = collect(tmp_path, "Alder", [path], on=DAY)
    assert not problems
    found = read_people(tmp_path, "influence")
    assert set(found["who"]) | set(found["role"]) | set(found["manager"]) == {
        "Boss",
        "supervisor",
        "Adam Bor",
    }
    for row in found.itertuples():
        said = typed[row.account, row.question]
        assert said == "does not apply" if row.applies == "no" else float(said.split(" ")[0]) == row.answer
        assert row.evidence == typed[row.account, "evidence"]


@pytest.mark.parametrize("save", SAVED)
def test_strength_comes_back_in_the_customers_words(tmp_path, fill, save):
    form = strength()
    typed = everything(form.pages[0])
    path = fill(write_form(tmp_path, form, on=DAY), typed, sheet="Strength")
    if save:
        save(path)
    _taken, problems = collect(tmp_path, "Alder", [path], on=DAY)
    assert not problems
    found = read_judged(tmp_path, "strength")
    assert len(found) == 10
    for row in found.itertuples():
        (line,) = [key for key, value in typed.items() if key[1] == "criterion" and value == row.criterion]
        assert line[0].startswith(row.account)
        assert (row.weight, row.ours, row.theirs) == tuple(
            typed[line[0], c] for c in ("weight", "ours", "theirs")
        )
        assert row.evidence in ("said", "assumed")
        assert row.by == "Adam Bor"


def test_collecting_twice_changes_nothing_whatever_the_day(tmp_path, fill):
    path = fill(write_form(tmp_path, scores(), on=DAY), {("0000", "product_fit"): 7})
    collect(tmp_path, "Alder", [path], on=DAY)
    before = {p: p.read_bytes() for p in (tmp_path / "judgement").rglob("*") if p.is_file()}
    (again,), _problems = collect(tmp_path, "Alder", [path], on=LATER)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    assert before == {p: p.read_bytes() for p in (tmp_path / "judgement").rglob("*") if p.is_file()}


def test_an_empty_form_changes_nothing_and_counts_its_empty_cells(tmp_path, fill):
    form = scores()
    path = write_form(tmp_path, form, on=DAY)
    collect(tmp_path, "Alder", [fill(path, {("0000", "product_fit"): 7})], on=DAY)
    (taken,), problems = collect(tmp_path, "Alder", [path], on=LATER)
    assert not problems
    # 5 accounts x (3 criteria + note), and 5 accounts x (4 facts + evidence): nobody is manager of all.
    lines = {page.key: len(page.lines) for page in form.pages}
    assert taken.empty == lines["scores"] * 4 + lines["facts"] * 5
    assert read_people(tmp_path, "scores")["score"].tolist() == [7.0]


KNOWN = pd.DataFrame(
    [("0000", "price", 50.0, 5.0, 6.0, "Rival", "we assume it", "Boss"),
     ("0000", "advice", 30.0, 9.0, 7.0, "Rival", "he told me", "Boss")],
    columns=["account", "criterion", "weight", "ours", "theirs", "competitor", "evidence", "by"],
)  # fmt: skip


def judged(folder):
    """Return what ``judgement/`` holds, to the byte."""
    return {path.name: path.read_bytes() for path in (folder / "judgement").rglob("*") if path.is_file()}


def write_known(folder, **changed):
    place = folder / "judgement" / "strength.csv"
    place.parent.mkdir(exist_ok=True)
    KNOWN.assign(on="2026-01-20", **changed).to_csv(place, index=False)


@pytest.mark.parametrize("save", SAVED)
def test_an_untouched_form_changes_nothing_neither_author_nor_day(tmp_path, save):
    write_known(tmp_path)
    path, before = write_form(tmp_path, strength(answered=KNOWN), on=DAY), judged(tmp_path)
    if save:
        save(path)
    (taken,), problems = collect(tmp_path, "Alder", [path], on=LATER)
    assert not problems
    assert (taken.new, taken.changed, taken.same) == (0, 0, 2)
    assert judged(tmp_path) == before


def test_an_untouched_form_does_not_bring_back_what_others_have_changed_meanwhile(tmp_path):
    path = write_form(tmp_path, strength(answered=KNOWN), on=DAY)
    write_known(tmp_path, ours=[8.0, 9.0])
    before = judged(tmp_path)
    assert not collect(tmp_path, "Alder", [path], on=LATER)[1]
    assert judged(tmp_path) == before


def test_of_a_line_of_somebody_else_only_what_was_changed_is_taken(tmp_path, fill):
    path = write_form(tmp_path, strength(answered=KNOWN), on=DAY)
    write_known(tmp_path, ours=[8.0, 9.0])
    path = fill(path, {("0000 #1", "competitor"): "Birch"}, sheet="Strength")
    assert not collect(tmp_path, "Alder", [path], on=LATER)[1]
    found = read_judged(tmp_path, "strength")
    assert found[["ours", "competitor", "evidence", "by"]].to_numpy().tolist() == [
        [8.0, "Birch", "we assume it", "Adam Bor"], [9.0, "Rival", "he told me", "Boss"]]  # fmt: skip


def test_a_line_in_other_words_is_a_new_line_with_all_that_stands_in_it(tmp_path, fill):
    write_known(tmp_path)
    path = write_form(tmp_path, strength(answered=KNOWN), on=DAY)
    path = fill(path, {("0000 #1", "criterion"): "price on site"}, sheet="Strength")
    assert not collect(tmp_path, "Alder", [path], on=LATER)[1]
    last = read_judged(tmp_path, "strength").iloc[-1]
    assert last[["criterion", "ours", "by"]].tolist() == ["price on site", 5.0, "Adam Bor"]


def test_untouched_scores_facts_and_notes_change_nothing_and_evidence_stays_with_its_answer(tmp_path, fill):
    typed = {("0000", "product_fit"): 7, ("0001", "note"): "why"}
    path = fill(write_form(tmp_path, scores(), on=DAY), typed)
    facts = {("0000", "leader"): "yes", ("0000", "evidence"): "annual report"}
    collect(tmp_path, "Alder", [fill(path, facts, sheet="Facts")], on=DAY)
    place = next((tmp_path / "judgement" / "facts").glob("*.csv"))
    place.write_text(place.read_text(encoding="utf-8") + "Adam Bor,0000,may_cite,no,she said so,2026-01-20\n",
                     encoding="utf-8")  # fmt: skip
    known = {name: read_people(tmp_path, name) for name in ("scores", "facts", "notes")}
    again = scores(answered=known["scores"], facts_answered=known["facts"], notes=known["notes"])
    path, before = write_form(tmp_path, again, on=DAY), judged(tmp_path)
    assert not collect(tmp_path, "Alder", [path], on=LATER)[1]
    assert judged(tmp_path) == before
    collect(tmp_path, "Alder", [fill(path, {("0000", "may_cite"): "yes"}, sheet="Facts")], on=LATER)
    found = read_people(tmp_path, "facts").set_index("fact")["evidence"].to_dict()
    assert found == {"leader": "annual report", "may_cite": "she said so"}


def test_rounds_are_kept_apart(tmp_path, fill):
    first = fill(write_form(tmp_path, scores(), on=DAY), {("0000", "product_fit"): 7})
    second = fill(write_form(tmp_path, scores(round=2), on=DAY), {("0000", "product_fit"): 4})
    _taken, problems = collect(tmp_path, "Alder", [first, second], on=DAY)
    assert not problems
    assert read_people(tmp_path, "scores")[["round", "score"]].to_numpy().tolist() == [[1, 7], [2, 4]]


def test_a_form_made_again_shows_what_was_answered(tmp_path, fill):
    path = fill(write_form(tmp_path, scores(), on=DAY), {("0000", "product_fit"): 7, ("0001", "note"): "why"})
    collect(tmp_path, "Alder", [path], on=DAY)
    again = scores(answered=read_people(tmp_path, "scores"), notes=read_people(tmp_path, "notes"))
    sheet = openpyxl.load_workbook(write_form(tmp_path, again, on=DAY))["Scores"]
    assert cell_of(sheet, "0000", "product_fit").value == 7
    assert cell_of(sheet, "0001", "note").value == "why"


def test_a_comment_on_a_score_is_its_note_and_one_on_an_empty_cell_is_not_lost(tmp_path, fill):
    def comment(book):
        cell_of(book["Scores"], "0000", "product_fit").comment = Comment("ask Olga", "Adam")
        cell_of(book["Scores"], "0001", "solvency").comment = Comment("no idea", "Adam")

    path = fill(write_form(tmp_path, scores(), on=DAY), {("0000", "product_fit"): 7}, change=comment)
    collect(tmp_path, "Alder", [path], on=DAY)
    assert read_people(tmp_path, "scores")["note"].tolist() == ["ask Olga"]
    assert read_people(tmp_path, "notes")[["account", "note"]].to_numpy().tolist() == [
        ["0001", "Solvency: no idea"]
    ]


def test_evidence_without_an_answer_is_kept_as_a_note(tmp_path, fill):
    path = fill(
        write_form(tmp_path, influence(), on=DAY), {("0002", "evidence"): "asked twice"}, sheet="Influence"
    )
    collect(tmp_path, "Alder", [path], on=DAY)
    assert read_people(tmp_path, "notes")[["form", "note"]].to_numpy().tolist() == [
        ["influence", "asked twice"]
    ]


def test_an_account_written_into_an_empty_line_is_nominated_and_scored(tmp_path, fill):
    def nominate(book):
        sheet = book["Scores"]
        row = cell_of(sheet, "0004", "product_fit").row + 1
        for at, (name, points) in enumerate(
            [("Новый клиент", 9), ("бастила  строй", 3), ("Nur ein Name", None)]
        ):
            sheet.cell(row + at, 2).value = name
            sheet.cell(row + at, cell_of(sheet, "0004", "product_fit").column).value = points

    path = fill(write_form(tmp_path, scores(), on=DAY), {}, change=nominate)
    (taken,), problems = collect(tmp_path, "Alder", [path], on=DAY)
    assert not problems
    assert taken.nominated == ["Новый клиент", "Nur ein Name"]
    found = read_people(tmp_path, "scores")
    assert dict(zip(found["account"], found["score"], strict=True)) == {"Новый клиент": 9.0, "0000": 3.0}
    notes = read_people(tmp_path, "notes")
    assert dict(zip(notes["account"], notes["note"], strict=True)) == {"Nur ein Name": "nominated"}


def test_earlier_answers_of_the_same_person_are_replaced_and_kept_as_a_dated_copy(tmp_path, fill):
    path = write_form(tmp_path, scores(), on=DAY)
    collect(tmp_path, "Alder", [fill(path, {("0000", "product_fit"): 7, ("0001", "product_fit"): 5})], on=DAY)
    (taken,), _problems = collect(
        tmp_path, "Alder", [fill(path, {("0000", "product_fit"): 2}, to="mail (1).xlsx")], on=LATER
    )
    assert (taken.new, taken.changed, taken.same) == (0, 1, 0)
    found = read_people(tmp_path, "scores").set_index("account")["score"].to_dict()
    assert found == {"0000": 2.0, "0001": 5.0}
    assert (tmp_path / "judgement" / "scores" / "adam-bor.2026-02-07.csv").exists()


def test_known_strength_is_shown_first_and_two_lines_stay_free(tmp_path):
    answered = pd.DataFrame(
        [("0000", f"thing {n}", 10.0, 5.0, 6.0, "Rival", "said") for n in range(6)],
        columns=["account", "criterion", "weight", "ours", "theirs", "competitor", "evidence"],
    )
    page = strength(answered=answered).pages[0]
    assert sum(line.subject == "0000" for line in page.lines) == 8
    sheet = openpyxl.load_workbook(write_form(tmp_path, strength(answered=answered), on=DAY))["Strength"]
    assert cell_of(sheet, "0000 #6", "criterion").value == "thing 5"
    assert cell_of(sheet, "0000 #6", "evidence").value == "the customer said so"
