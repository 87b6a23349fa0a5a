"""Chapters with `show_names` off, on a case whose texts name everybody in every spelling: nobody is named."""

import ast
import csv
import json
import re
import zipfile
from itertools import cycle
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from kamlib import flow
from kamlib.flow import books as flow_books
from kamlib.publish.page import chapter_page
from kamlib.run.chapters import copy_workbook
from kamlib.run.papers import make_papers
from kamlib.run.parameters import declared
from kamlib.run.select import chapters
from kamlib.tables import BOOKS, JUDGED, REVIEWED, Table

PROJECT = Path(__file__).parents[2]
CHAPTERS = tuple(path.stem for path in chapters(PROJECT / "notebooks") if "show_names" in declared(path))
STRANGERS = ("Xu Li", "Oleg Otto Tarn", "Олег Гуляев")
MARK = "zq7x"  # stands in every planted text, so that none can be overlooked
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+)+")


def spellings(name: str) -> list[str]:
    """Return a name as people write it: in full, in capitals, in parts, by initials, in the genitive."""
    first, *_middle, last = name.split()
    dotted = " ".join(f"{part[0]}." for part in name.split())
    return [f"ask {name}", f"call {name.upper()}", f"{last} knows", f"thank {first}", f"ask {last.lower()}"
            if len(last) > 3 else f"ask {last}", f"by {dotted}", f"{dotted.replace(' ', '')} said so",
            f"{last}'s wish", f"bez {_genitive(first)} {_genitive(last)}"]


def _genitive(part: str) -> str:
    """Return the genitive of a name as in Polish, or Russian where it is written so."""
    russian = part[0] > "Z"
    if part[-1] in "aа":
        return part[:-1] + ("ы" if russian else "y")
    return part + ("а" if russian else "a")


def free(table: Table) -> list[str]:
    return [name for name, column in table.columns.items()
            if column.kind == "text" and not column.choices and not column.names]


def planted(frame: pd.DataFrame, table: Table, words) -> pd.DataFrame:
    """Return a frame with a name behind every free text of more than one word."""
    columns = [name for name in free(table) if name in frame and name != "position"]
    return frame.assign(**{name: pd.Series(
        [f"{text}; {next(words)} {MARK}" if " " in str(text) else text for text in frame[name]],
        index=frame.index, dtype="str") for name in columns})


@pytest.fixture(scope="module")
def everybody() -> list[str]:
    """Everybody of the case whose name has two parts, and three who are planted."""
    study = flow.open_study()
    tables = [frame for kind in BOOKS for frame in flow.kept_books(study, kind).tables.values()]
    columns = ("person", "stand_in", "ours", "theirs", "by", "to", "owner", "responsible", "leads", "manager",
               "supervisor", "action_by")
    cells = {str(text) for frame in tables for name in columns if name in frame for text in frame[name]}
    cells |= set(flow.prepared(study).sales["manager"].dropna())
    return sorted({*filter(_NAME.fullmatch, cells), *STRANGERS})


@pytest.fixture(scope="module")
def folder(tmp_path_factory, everybody) -> Path:
    """The case with names in the free texts of its files."""
    folder = copy_workbook(PROJECT, tmp_path_factory.mktemp("planted")) / "data"
    words = cycle(word for name in everybody for word in spellings(name))
    papers = [(path, JUDGED.get(path.stem)) for path in folder.glob("judgement/*.csv")]
    papers += [(path, REVIEWED.get(path.stem)) for path in folder.glob("judgement/reviews/*/*.csv")]
    for path, table in papers:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows if table else ():
            row.update({name: f"{row[name]} {next(words)} {MARK}" for name in free(table or BOOKS["plan"][0])
                        if " " in (row.get(name) or "") and name not in ("position", "criterion")})
        if rows:
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0])
                writer.writeheader()
                writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def shown(folder, everybody) -> dict[str, list[object]]:
    """What each chapter shows: its cells run one after the other, with names in every workbook."""
    words = cycle(word for name in everybody for word in spellings(name))
    read = flow_books._frames

    def frames(place: Path, kind: str) -> dict[str, pd.DataFrame]:
        found = read(place, kind)
        for table in BOOKS[kind]:
            found[table.name] = planted(found[table.name], table, words)
        if kind == "buying-centre":
            more = found["persons"].drop_duplicates("account").assign(line="99")
            named = [more.assign(person=name, line=f"9{place}") for place, name in enumerate(STRANGERS)]
            found["persons"] = pd.concat([found["persons"], *named], ignore_index=True)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow_books, "_frames", frames)
        outputs = {name: _run(PROJECT / "notebooks" / f"{name}.ipynb", study=str(folder), show_names=False)
                   for name in CHAPTERS}
        made = make_papers("handover", folder, show_names=False)
        outputs["handover"] = [page.read_text("utf-8") for page in made.files]
    return outputs


def _run(path: Path, **parameters: object) -> list[object]:
    found: list[object] = []
    space: dict[str, object] = {"display": found.append}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        body = ast.parse("".join(cell["source"])).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), cell["id"], "exec"), space)
        if "parameters" in cell["metadata"].get("tags", []):
            space.update(parameters)
        if isinstance(last, ast.Expr):
            found.append(eval(compile(ast.Expression(last.value), cell["id"], "eval"), space))
    return found


def _texts(one: object) -> dict[str, str]:
    """Return what a notebook stores of something shown; of a picture what is written in it."""
    if isinstance(one, Figure):
        return {"text/plain": "\n".join(text.get_text() for text in one.findobj(Text))}
    html = getattr(one, "_repr_html_", lambda: None)()
    plain = one if isinstance(one, str) else repr(one)
    return {"text/plain": plain, "text/html": html} if html else {"text/plain": plain}


def _page(name: str, outputs: list[object]) -> str:
    """Return the page of a chapter with these outputs."""
    book = nbformat.read(PROJECT / "notebooks" / f"{name}.ipynb", 4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    last = [cell for cell in book.cells if cell.cell_type == "code"][-1]
    last.outputs = [nbformat.v4.new_output("display_data", _texts(one)) for one in outputs]
    return chapter_page(book, study="Case", language="en", name=f"{name}.html", pages=set())


@pytest.mark.parametrize("name", [*CHAPTERS, "handover"])
def test_nobody_is_named_in_any_table_sentence_picture_or_page(name, shown, everybody, folder) -> None:
    texts = [text for one in shown[name] for text in _texts(one).values()]
    texts += [_page(name, shown[name])] if name in CHAPTERS else []
    whole = "\n".join(texts)
    assert len(whole) > 2000
    assert MARK not in whole
    parts = {part for person in everybody for part in person.split() if len(part) > 1}
    # Milan Gross and Boris Nord buy at accounts; there are gross margins, and accounts in the north.
    clients = " ".join(flow.prepared(flow.open_study()).accounts["name"]) + " Gross"
    said = set(re.findall(r"[^\W\d_]+", whole)) - set(clients.split())
    assert sorted(parts & said) == []
    assert [person for person in everybody if person.casefold() in whole.casefold()] == []


def test_codes_stand_where_names_were_and_every_chapter_with_people_can_do_without_names(shown) -> None:
    assert {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "90"} <= {
        name[:2] for name in CHAPTERS}
    for name in ("02_portfolio", "05_manager_selection", "09_dependency", "11_meeting"):
        assert any("Manager A" in text for one in shown[name] for text in _texts(one).values()), name
    for name in ("07_dossier", "08_buying_centre", "10_perspective_plan", "11_meeting"):
        assert any("names a person)" in text for one in shown[name] for text in _texts(one).values()), name


def test_no_document_that_a_run_without_names_left_names_anybody(shown, folder, everybody) -> None:
    papers = [path for path in (folder / "output").rglob("*")
              if path.is_file() and ".cache" not in path.parts]
    assert papers
    for path in papers:
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        text = b"\n".join(parts).decode("utf-8", "replace")
        assert MARK not in text
        assert [person for person in everybody if person in text] == []


def test_what_is_written_for_people_to_keep_carries_no_code() -> None:
    named, coded = flow.open_study(), flow.open_study(show_names=False)
    accounts = flow.prepared(named).accounts
    accounts = accounts.loc[accounts["name"].isin(["Volna Opt"]), ["account", "name"]]
    for make in (flow.buying_forms, flow.plan_forms, flow.dossier_forms):
        assert repr(make(coded, accounts)) == repr(make(named, accounts))


def test_numbers_are_the_same_with_names_and_without() -> None:
    told = []
    for study in (flow.open_study(), flow.open_study(show_names=False)):
        day = flow.today(study)
        found = flow.dependency(study, flow.settings_in_force(study, "dependency"), today=day)
        plan = flow.contact_schedule(study, flow.settings_in_force(study, "schedule"), today=day)
        columns = ["account", "margin", "effective_ours", "effective_theirs", "hours", "chance"]
        told.append((found.accounts[columns].round(9), len(plan.lines), round(plan.lines["hours"].sum(), 6),
                     found.additions["hours"].sum(), len(flow.changes_since(study))))
    assert told[0][0].equals(told[1][0])
    assert told[0][1:] == told[1][1:]
