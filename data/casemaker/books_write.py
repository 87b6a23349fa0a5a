"""Writes the workbooks of the accounts, as people would: made by the workbook's own commands, then filled."""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from casemaker.books import EMPTY, attached, make_books
from casemaker.books_before import before
from casemaker.books_changes import changes_of
from casemaker.books_meetings import PAST, THURSDAY
from casemaker.books_rows import LAST_REVIEW, TODAY
from casemaker.books_write_meeting import write_meeting
from casemaker.truth import Truth
from kamlib.flow import Study, open_study
from kamlib.flow.buying import buying_forms
from kamlib.flow.dossiers import dossier_forms
from kamlib.flow.plans import plan_forms
from kamlib.flow.prepare import prepared
from kamlib.run.review import keep_review
from kamlib.study.books import AccountForm, account_folder, make_book
from kamlib.tables import BOOKS

HERE = Path(__file__).parents[1]
# What a workbook shows of another, or of its own other sheets, stands there when it is made once more.
ORDER = (("buying-centre", False), ("buying-centre", True), ("plan", False), ("plan", True),
         ("dossier", False))
COPY = re.compile(r"\.\d{4}-\d\d-\d\d(-\d+)?\.xlsx$")
ON = date.fromisoformat(TODAY)


def write_books(truth: Truth, target: Path) -> None:
    """Write ``judgement/dossiers`` and ``judgement/reviews`` below a folder that has all the rest.

    The last review and the meeting that was held stand on what was known before it.
    """
    tables = make_books(truth)
    with tempfile.TemporaryDirectory() as place:
        then = study_copy(target, Path(place) / "then", today=LAST_REVIEW)
        fill(then, before(tables))
        keep_review(then, LAST_REVIEW)
        held = write_meeting(then, PAST, on=ON)
        folder = study_copy(target, Path(place) / "now", today=TODAY)
        shutil.copytree(then / "judgement" / "reviews", folder / "judgement" / "reviews")
        fill(folder, tables)
        _keep(held, folder / held.relative_to(then))
        write_meeting(folder, THURSDAY, on=ON)
        _make(folder, "dossier", tables, again=True)
        _drop_copies(folder)
        for name in ("dossiers", "reviews"):
            _replace(folder / "judgement" / name, target / "judgement" / name)


def study_copy(target: Path, folder: Path, *, today: str) -> Path:
    """Return a study of its own with the files of the case, without any workbook of an account."""
    folder.mkdir()
    for name in ("study.yaml", "pack.yaml"):
        shutil.copy(HERE / name, folder / name)
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "study.yaml").write_text(text.replace(f"today: {TODAY}", f"today: {today}"), encoding="utf-8")
    for name in ("input", "judgement"):
        shutil.copytree(target / name, folder / name, ignore=shutil.ignore_patterns("dossiers", "reviews"))
    return folder


def fill(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Make the workbooks of a study and type the tables into them."""
    _attach(folder)
    for kind, again in ORDER:
        _make(folder, kind, tables, again=again)
    _drop_copies(folder)


def _drop_copies(folder: Path) -> None:
    for path in (folder / "judgement" / "dossiers").rglob("*.xlsx"):
        if COPY.search(path.name):
            path.unlink()


def _make(folder: Path, kind: str, tables: Mapping[str, pd.DataFrame], *, again: bool) -> None:
    study = open_study(folder)
    own = {table.name: tables[table.name] for table in BOOKS[kind] if table.name in tables}
    names = {name for frame in own.values() for name in frame["name"]} | set(EMPTY.get(kind, ()))
    known = _accounts(study)
    wanted = known[known["name"].isin(names)]
    for form in forms_of(study, kind, wanted):
        mine = {name: frame[frame["name"] == form.name] for name, frame in own.items()}
        make_book(folder, form, on=ON, changes=() if again else changes_of(form.form, mine))


def forms_of(study: Study, kind: str, accounts: pd.DataFrame) -> list[AccountForm]:
    """Return the workbooks of a kind as template and data make them."""
    makers = {"dossier": dossier_forms, "buying-centre": buying_forms, "plan": plan_forms}
    return makers[kind](study, accounts)


def _accounts(study: Study) -> pd.DataFrame:
    return prepared(study).accounts[["account", "name"]]


def _attach(folder: Path) -> None:
    """Put the attachments beside the workbooks; their day is fixed, so that the workbooks list the same."""
    noon = datetime.fromisoformat(f"{TODAY}T12:00").timestamp()
    known = _accounts(open_study(folder)).set_index("name")["account"]
    for name, files in attached().items():
        own = account_folder(folder, known[name], name)
        for group, file, text in files:
            path = own / group / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
            os.utime(path, (noon, noon))


def _keep(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, place)


def _replace(made: Path, target: Path) -> None:
    """Put what was made in the place of what is there; folders without a file are left out."""
    shutil.rmtree(target, ignore_errors=True)
    for path in sorted(made.rglob("*")):
        if path.is_file():
            _keep(path, target / path.relative_to(made))
