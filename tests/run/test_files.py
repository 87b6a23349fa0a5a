"""Files that commands write: each of its own name, whatever the names of persons and accounts are."""

from types import SimpleNamespace

import pandas as pd
import pytest

from kamlib.run import papers
from kamlib.study.folder import open_study

LONG = "Общество с ограниченной ответственностью "


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "study.yaml").write_text("name: Alder\ntables: {sales: {from: sales}}\n", encoding="utf-8")
    return tmp_path


def test_plans_of_two_clients_with_long_names_are_two_files(folder, monkeypatch):
    accounts = [(f"{LONG}Ель", f"{LONG}Ель"), (f"{LONG}Ива", f"{LONG}Ива")]
    for name in ("plans", "settings_in_force", "today"):
        monkeypatch.setattr(papers, name, lambda *_of, **_how: None)
    monkeypatch.setattr(papers, "_with_plan", lambda *_of: accounts)
    monkeypatch.setattr(papers, "_client_page", lambda _study, _found, key, _name: key)
    monkeypatch.setattr(papers, "client_words_problems", lambda *_of: [])
    made = papers.make_papers("client-plan", folder)
    assert [path.read_text(encoding="utf-8") for path in made.files] == [key for key, _name in accounts]


def test_two_of_ours_whose_names_make_one_file_name_have_a_calendar_each(folder, monkeypatch):
    people = ["Ada Kern", "ada kern", "Ada: Kern", "schedule", "?"]
    lines = pd.DataFrame({"who": people, "day": pd.Timestamp("2026-02-06")})
    found = SimpleNamespace(lines=lines)
    monkeypatch.setattr(papers, "contact_schedule", lambda *_of, **_how: found)
    monkeypatch.setattr(papers, "settings_in_force", lambda *_of, **_how: None)
    monkeypatch.setattr(papers, "schedule_csv", lambda _lines: b"")
    monkeypatch.setattr(papers, "calendar", lambda lines, **_how: ", ".join(lines["who"]))
    written = papers.schedule_files(open_study(folder), pd.Timestamp("2026-02-05"))
    files = {path.name: content.decode() for path, content in written.items()}
    names = [name.casefold() for name in files]
    assert len(set(names)) == len(names) == 2 + len(people)
    assert sorted(files.values())[1:] == sorted([", ".join(people), *people])
