from datetime import date

import pandas as pd
import pytest

from kamlib.problems import KamError
from kamlib.study import judgement
from kamlib.study.judgement import COLUMNS, read_judgement, write_judgement

DAY = date(2025, 12, 30)


def decisions(*decided):
    subjects = [f"{i:03d}" for i in range(len(decided))]
    return pd.DataFrame({"what": "internal", "subject": subjects, "decided": list(decided)})


def test_what_is_written_is_read_back_as_text(tmp_path):
    write_judgement(tmp_path, "decisions", decisions("leave out", 'say "no", then'), on=DAY)
    back = read_judgement(tmp_path, "decisions")
    assert back["subject"].tolist() == ["000", "001"]
    assert back["decided"].tolist() == ["leave out", 'say "no", then']
    assert back["note"].tolist() == ["", ""]


def test_every_earlier_version_stays_as_a_dated_copy_and_the_same_again_makes_none(tmp_path):
    for word in ("first", "second", "third", "third"):
        write_judgement(tmp_path, "decisions", decisions(word), on=DAY)
    kept = {p.name: p.read_text(encoding="utf-8-sig") for p in (tmp_path / "judgement").iterdir()}
    assert sorted(kept) == ["decisions.2025-12-30-2.csv", "decisions.2025-12-30.csv", "decisions.csv"]
    assert "first" in kept["decisions.2025-12-30.csv"]
    assert "second" in kept["decisions.2025-12-30-2.csv"]


def test_a_write_that_breaks_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    write_judgement(tmp_path, "decisions", decisions("typed"), on=DAY)
    monkeypatch.setattr(judgement.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_judgement(tmp_path, "decisions", decisions("new"), on=DAY)
    assert read_judgement(tmp_path, "decisions")["decided"].tolist() == ["typed"]
    assert not [p for p in (tmp_path / "judgement").iterdir() if p.name.startswith(".")]


def test_columns_that_people_add_are_kept_also_with_semicolons(tmp_path):
    path = write_judgement(tmp_path, "decisions", decisions("x").assign(phone="123"), on=DAY)
    path.write_text(path.read_text(encoding="utf-8-sig").replace(",", ";"), encoding="utf-8")
    assert read_judgement(tmp_path, "decisions")[["decided", "phone"]].to_numpy().tolist() == [["x", "123"]]


def test_a_name_that_a_spreadsheet_would_compute_is_written_as_text_and_read_back_as_it_was(tmp_path):
    path = write_judgement(tmp_path, "decisions", decisions("=HYPERLINK(1)", "-5 %", "'quoted"), on=DAY)
    assert ",'=HYPERLINK(1)," in path.read_text(encoding="utf-8-sig")
    assert read_judgement(tmp_path, "decisions")["decided"].tolist() == ["=HYPERLINK(1)", "-5 %", "'quoted"]


def test_a_number_below_zero_stays_a_number_and_one_that_was_made_text_is_read(tmp_path):
    typed = ["-1", "-0.25", "-1,5", "-2e-05"]
    path = write_judgement(tmp_path, "decisions", decisions(*typed), on=DAY)
    text = path.read_text(encoding="utf-8-sig")
    assert "'" not in text
    path.write_text(text.replace(",-", ",'-"), encoding="utf-8")
    assert read_judgement(tmp_path, "decisions")["decided"].tolist() == typed


@pytest.mark.parametrize(("content", "words"), [
    (b"", "it is empty"), (b" \n", "it is empty"), ("Иван".encode("cp1251"), "csv: is not saved as"),
    (b"what,subject\ninternal,7\n", "has no column proposal, decided"),
    (b"what,subject,proposal,decided,by,on,note\n" + b"returns,all,keep,,,,\n" * 60_000,
     "has 60 000 rows, more than people write"),
])  # fmt: skip
def test_a_file_that_is_no_table_any_more_is_told_and_left_as_it_is(tmp_path, content, words):
    path = tmp_path / "judgement" / "decisions.csv"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(KamError, match=words) as caught:
        read_judgement(tmp_path, "decisions")
    assert len(caught.value.problems) == 1
    assert path.read_bytes() == content


def test_what_excel_saves_as_unicode_text_is_read(tmp_path):
    path = tmp_path / "judgement" / "decisions.csv"
    path.parent.mkdir()
    heading = "\t".join(COLUMNS["decisions"])
    path.write_bytes(f"{heading}\nreturns\tall\tkeep\tleave_out\tЖанна\t\t\n".encode("utf-16"))
    assert read_judgement(tmp_path, "decisions")["by"].tolist() == ["Жанна"]
    found = read_judgement(tmp_path, "decisions")
    write_judgement(tmp_path, "decisions", found, on=DAY)
    assert read_judgement(tmp_path, "decisions")["by"].tolist() == ["Жанна"]
    assert len(list(path.parent.glob("decisions.2025-12-30*"))) == 1
