"""What people said: read however it was saved, merged so that nothing of it is lost."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlib.problems import KamError
from kamlib.study.people import read_judged, read_people, write_judged, write_person
from kamlib.study.person_files import person_files, slug
from kamlib.study.statements import BY_PERSON
from kamlib.tables import JUDGED
from kamlib.tables.schema import check

DAY, LATER = date(2026, 1, 31), date(2026, 2, 7)


def put(folder, place, text, encoding="utf-8"):
    path = folder / "judgement" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def score(account, points, criterion="product_fit", round=1, **more):
    return {"round": round, "account": account, "criterion": criterion, "score": points, **more}


def said(folder, *rows, who="Adam Bor", on=DAY, name="scores"):
    return write_person(folder, name, who, pd.DataFrame(list(rows)), on=on)


def test_without_files_a_table_is_empty_and_of_the_right_kinds(tmp_path):
    for read, tables in ((read_people, BY_PERSON), (read_judged, JUDGED)):
        for name, table in tables.items():
            found = check(read(tmp_path, name), table)
            assert (len(found), list(found)) == (0, list(table.columns))


def test_what_is_written_is_read_back_with_its_kinds(tmp_path):
    said(tmp_path, score("K1", 7.5, note="=2+2, he said"), score("0012", 10))
    found = check(read_people(tmp_path, "scores"), BY_PERSON["scores"])
    assert found["account"].tolist() == ["K1", "0012"]
    assert found["score"].tolist() == [7.5, 10.0]
    assert found["note"].tolist() == ["=2+2, he said", ""]
    assert found["on"].tolist() == [pd.Timestamp(DAY)] * 2


@pytest.mark.parametrize(("text", "encoding"), [
    ("who,round,account,criterion,score\nŻaneta,1,К1,fit,7.5\n", "utf-8"),
    ('\ufeffwho;round;account;criterion;score;;\n"Żaneta";1;К1;fit;7,5;;\n;;;;;;\n', "utf-8"),
    ("who\tround\taccount\tcriterion\tscore\r\nŻaneta\t1,0\tК1\tfit\t7,50\r\n", "utf-16"),
])  # fmt: skip
def test_a_file_saved_by_any_spreadsheet_reads_the_same(tmp_path, text, encoding):
    put(tmp_path, "scores/z.csv", text, encoding)
    found = read_people(tmp_path, "scores").loc[0, ["who", "account", "score"]]
    assert found.tolist() == ["Żaneta", "К1", 7.5]


def test_every_wrong_cell_is_named_with_file_row_column_and_value(tmp_path):
    heading = "who;round;account;criterion;score;on\n"
    put(tmp_path, "scores/a.csv", heading + "A;1;K1;fit;11;\nA;1,5;K2;fit;many;01/02/2026\n")
    put(tmp_path, "scores/b.csv", heading + "B;1;;fit;5;31.01.2026\n")
    with pytest.raises(KamError) as refused:
        read_people(tmp_path, "scores")
    places = [(p.file[17:], p.row, p.column, p.found) for p in refused.value.problems]
    assert places == [
        ("a.csv", 2, "score", "11"), ("a.csv", 3, "round", "1,5"), ("a.csv", 3, "score", "many"),
        ("a.csv", 3, "on", "01/02/2026"), ("b.csv", 2, "account", "")]


def test_one_statement_in_two_files_with_two_answers_is_named_and_with_one_answer_counts_once(tmp_path):
    put(tmp_path, "scores/a.csv", "who,round,account,criterion,score\nA,1,K1,fit,7\n")
    put(tmp_path, "scores/copy.csv", "who,round,account,criterion,score\nA,1.0,K1,fit,7.0\n")
    assert len(read_people(tmp_path, "scores")) == 1
    put(tmp_path, "scores/copy.csv", "who,round,account,criterion,score\nA,1,K1,fit,8\n")
    place = r'scores/copy.csv, row 2: "A, 1, K1, fit" is said differently in .*a.csv'
    with pytest.raises(KamError, match=place):
        read_people(tmp_path, "scores")


def test_dated_copies_and_lock_files_are_no_persons(tmp_path):
    for points, on in ((7, DAY), (8, LATER)):
        said(tmp_path, score("K1", points), on=on)
    for name in ("~$adam.csv", ".~lock.adam-bor.csv#"):
        put(tmp_path, f"scores/{name}", "locked")
    assert read_people(tmp_path, "scores")["score"].tolist() == [8.0]
    copy = tmp_path / "judgement" / "scores" / "adam-bor.2026-02-07.csv"
    assert ",7," in copy.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("place", "text", "column", "values"), [
    ("wallets.csv", "account;low;growth\nK1;1\u00a0200,50;5 %\n", "low", [1200.5]),
    ("wallets.csv", "account;low\nK1;1,200\n", "low", '"1,200" can be read in two ways; write 1200 or 1.2'),
    ("facts/a.csv", "who,account,fact,answer\nA,K1,a,Yes\nA,K1,b,UNKNOWN\nA,K1,c,3.0\n", "answer",
     ["yes", "unknown", "3"]),
    ("facts/a.csv", "who,account,fact,answer\nA,K1,a,perhaps\n", "answer",
     "write yes, no, unknown or a number"),
    ("hours.csv", "account,hours,by,on\nK1,744,,2026-01-31\n", "hours", [744.0]),
    *(("hours.csv", f"account,hours,by,on\nK1,{hours},,{on}\n", "", "row 2") for hours, on in (
        ("745", "2026-01-31"), ("-1", "2026-01-31"), ("nan", "2026-01-31"), ("1e3", "2026-01-31"),
        ("8", "1926-01-31"), ("8", "2206-01-31"))),
])  # fmt: skip
def test_a_cell_is_what_its_column_wants_or_is_refused_with_what_would_be_right(
    tmp_path, place, text, column, values
):
    put(tmp_path, place, text)
    read = read_people if "/" in place else read_judged
    name = place.partition("/")[0].removesuffix(".csv")
    if isinstance(values, str):
        with pytest.raises(KamError, match=values):
            read(tmp_path, name)
    else:
        assert read(tmp_path, name)[column].tolist() == values


def test_saying_the_same_again_changes_nothing_even_on_another_day(tmp_path):
    said(tmp_path, score("K1", 7), score("K2", 3))
    path = tmp_path / "judgement" / "scores" / "adam-bor.csv"
    before = path.read_bytes()
    again = said(tmp_path, score("K2", "3,0"), score("K1", 7.0), on=LATER)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 1


def test_a_later_answer_takes_the_place_of_the_earlier_rounds_stay_apart_and_nothing_erases(tmp_path):
    said(tmp_path, score("K1", 7, note="because"), score("K1", 4, round=2))
    merged = said(tmp_path, score("K1", 9, note=""), on=LATER)
    assert (merged.new, merged.changed, merged.same) == (0, 1, 0)
    found = read_people(tmp_path, "scores")[["round", "score", "note"]]
    assert found.to_numpy().tolist() == [[1, 9, "because"], [2, 4, ""]]


def test_does_not_apply_takes_the_answer_away(tmp_path):
    row = {"role": "manager", "manager": "Adam Bor", "account": "K1", "question": "volume"}
    said(tmp_path, {**row, "answer": 0.5, "applies": "yes"}, name="influence")
    said(tmp_path, {**row, "answer": None, "applies": "no"}, name="influence", on=LATER)
    found = read_people(tmp_path, "influence")
    assert found["applies"].tolist() == ["no"]
    assert found["answer"].isna().all()


def test_what_people_added_by_hand_stays(tmp_path):
    put(tmp_path, "scores/x.csv", "who;round;account;criterion;score;phone\nAdam Bor;1;GONE;old;5;007\n")
    said(tmp_path, score("K1", 7))
    found = read_people(tmp_path, "scores")
    assert found["account"].tolist() == ["GONE", "K1"]
    assert found["phone"].tolist() == ["007", ""]


def test_a_person_is_known_by_any_spelling_of_the_name_and_two_persons_never_share_a_file(tmp_path):
    said(tmp_path, score("K1", 7), who="A. Bor")
    said(tmp_path, score("K2", 7), who="a.  BOR")
    said(tmp_path, score("K1", 2), who="A Bor")
    assert [p.name for p in person_files(tmp_path, "scores")] == ["a-bor-2.csv", "a-bor.csv"]
    assert read_people(tmp_path, "scores")["who"].tolist() == ["A Bor", "A. Bor", "A. Bor"]


@pytest.mark.parametrize("typed", ["K1", "Berth", " berth", "K2"])
def test_an_account_is_one_whichever_way_somebody_typed_it_before(tmp_path, typed):
    keys = {"K1": "K1", "K2": "K1", "berth": "K1"}  # K2 is a legal entity of Berth
    path = put(tmp_path, "scores/adam-bor.csv",
               f"who,round,account,criterion,score\nadam bor,1,{typed},Product_Fit,4\n")
    merged = write_person(tmp_path, "scores", "Adam Bor", pd.DataFrame([score("K1", 7)]), on=DAY, keys=keys)
    assert (merged.new, merged.changed) == (0, 1)
    put(tmp_path, "strength.csv", f"account,criterion,weight,ours\n{typed},Price,1,5\n")
    row = {"account": "K1", "criterion": "price", "weight": 1, "ours": 5}
    assert write_judged(tmp_path, "strength", pd.DataFrame([row]), on=DAY, keys=keys).same == 1
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 2


def test_a_wrong_cell_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(KamError, match="out of range"):
        said(tmp_path, score("K1", 7), score("K2", 12))
    assert not (tmp_path / "judgement").exists()


def test_a_file_that_can_not_be_read_is_left_as_it_is(tmp_path):
    path = put(tmp_path, "strength.csv", "account;criterion\nK1;price\n")
    row = {"account": "K1", "criterion": "price", "weight": 1, "ours": 5}
    with pytest.raises(KamError, match="has no column weight, ours"):
        write_judged(tmp_path, "strength", pd.DataFrame([row]), on=DAY)
    assert path.read_text(encoding="utf-8") == "account;criterion\nK1;price\n"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "NUL", "", "..", "x" * 400, "Ж" * 400, "\n"])
def test_no_name_leaves_the_folder_or_is_too_long_for_it(name):
    made = slug(name)
    assert made
    assert len(made.encode()) <= 81
    assert not set(made) & set("/\\.:\n ")


answers = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 10)), min_size=1, max_size=8)


@given(first=answers, second=answers)
def test_after_any_two_hand_ins_each_statement_has_its_latest_answer(first, second, tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    for rows in (first, second):
        said(folder, *(score(account, points) for account, points in rows))
    found = read_people(folder, "scores")
    assert dict(zip(found["account"], found["score"], strict=True)) == dict(first) | dict(second)
