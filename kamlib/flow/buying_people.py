"""The persons of the workbooks and of the client's files, names spelt alike, and what does not fit told."""

import re

import pandas as pd

from kamlib.flow.books import kept_books
from kamlib.flow.prepare import Prepared
from kamlib.names import plain
from kamlib.problems import KamError, Problem
from kamlib.study.books import Books, read_book
from kamlib.study.books.layout_buying import FROM_FILES
from kamlib.study.books.place import book_paths, label_of
from kamlib.study.folder import Study
from kamlib.tables import KEPT
from kamlib.text import _

PERSON = ["account", "person"]


def written_people(books: Books) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the persons of the workbooks, each once, and a warning for one who stands twice."""
    people = books.tables["persons"]
    people = people.assign(person=people["person"].map(_once))
    key = [people["account"], people["person"].map(plain)]
    again = people["person"].groupby(key).cumcount() > 0
    message, remedy = _("stands twice in the buying centre; the first line counts"), _("join the two lines")
    problems = [
        Problem("person-twice", message, remedy, "warning", file=books.files.get(account, ""),
                sheet=_("People"), found=person)
        for account, person in people.loc[again, PERSON].drop_duplicates().to_numpy()
    ]
    once = people[~again].reset_index(drop=True)
    spelt = {(account, plain(person)): person for account, person in once[PERSON].to_numpy()}
    once["reports_to"] = pd.Series([spelt.get((account, plain(name)), _once(name)) for account, name in
                                    once[["account", "reports_to"]].to_numpy()], dtype="str")
    return once, [*problems, *_superiors(once, spelt, books.files)]


def _superiors(
    people: pd.DataFrame, spelt: dict[tuple[str, str], str], files: dict[str, str]
) -> list[Problem]:
    """Return a warning for each name in the column of superiors that is on no line."""
    message = _("has somebody below, and is on no line of the sheet {}").format(_("People"))
    remedy = _("write the name as it stands there, or add the person")
    named = people.loc[people["reports_to"] != "", ["account", "reports_to"]].drop_duplicates()
    return [Problem("person-stranger", message, remedy, "warning", file=files.get(account, ""),
                    sheet=_("People"), found=name)
            for account, name in named.to_numpy() if (account, plain(name)) not in spelt]


def client_people(given: pd.DataFrame, ready: Prepared, written: pd.DataFrame) -> pd.DataFrame:
    """Return the persons whom the client's files name, of accounts without people in a workbook.

    A position is no role, and a name no influence: everything else about them is unknown.
    """
    columns = {**dict.fromkeys(KEPT["persons"].columns), "account": None, "line": None}
    if given.empty or not {"account", "name"} <= set(given):
        return pd.DataFrame(columns=list(columns)).astype(written.dtypes)
    groups = ready.groups[ready.groups["in_force"]].set_index("entity")["account"]
    told = given.dropna(subset=["account", "name"])
    found = pd.DataFrame({
        "account": told["account"].map(groups).fillna(told["account"]), "person": told["name"].map(_once),
        "position": told["position"].fillna("") if "position" in told else ""})
    there = found["account"].isin(ready.accounts["account"]) & ~found["account"].isin(written["account"])
    found = found[there].drop_duplicates(PERSON)
    empty = written.head(0).reindex(columns=written.columns)
    whole = pd.concat([empty, found], ignore_index=True)
    texts = [name for name in whole if pd.api.types.is_string_dtype(empty[name])]
    return whole.fillna(dict.fromkeys(texts, "")).astype(written.dtypes)


def team_of(books: Books) -> pd.DataFrame:
    """Return our people, each once an account."""
    team = books.tables["team"]
    team = team.assign(person=team["person"].map(_once))
    return team[~team.duplicated(PERSON)].reset_index(drop=True)


def with_ours(
    books: Books, persons: pd.DataFrame, team: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return who meets whom, names spelt as in the other sheets; a name that is not there is a warning."""
    lines = books.tables["contacts"]
    problems, columns = [], {}
    for side, known, sheet in (("theirs", persons, _("People")), ("ours", team, _("Our team"))):
        spelt = {(account, plain(person)): person for account, person in known[PERSON].to_numpy()}
        keys = list(zip(lines["account"], lines[side].map(plain), strict=True))
        columns[side] = [spelt.get(key, _once(name)) for key, name in zip(keys, lines[side], strict=True)]
        message = _("meets somebody, and is on no line of the sheet {}").format(sheet)
        remedy = _("write the name as it stands there, or add the person")
        lost = dict.fromkeys((key[0], name) for key, name in zip(keys, lines[side], strict=True)
                             if key not in spelt)
        problems += [
            Problem("person-stranger", message, remedy, "warning", file=books.files.get(account, ""),
                    sheet=_("Who meets whom"), found=name) for account, name in lost
        ]
    found = lines.assign(ours=pd.Series(columns["ours"], dtype="str", index=lines.index),
                         theirs=pd.Series(columns["theirs"], dtype="str", index=lines.index))
    # A pair on two lines is one: all its contacts, the last day, the highest level.
    pair = ["account", "ours", "theirs"]
    same = found.groupby(pair, sort=False)
    number, last = same["a_year"].transform("sum", min_count=1), same["last"].transform("max")
    found = found.assign(a_year=number, last=last)
    return found.sort_values("level", ascending=False, na_position="last", kind="stable").drop_duplicates(
        pair).sort_index().reset_index(drop=True), problems


def needed_here(books: Books) -> pd.DataFrame:
    """Return where an account needs other roles than the pack says: ``account``, ``role``, ``needed``."""
    told = books.tables["needed"]
    told = told[told["needed"] != ""]
    return pd.DataFrame({"account": told["account"], "role": told["line"],
                         "needed": told["needed"] == "yes"}).reset_index(drop=True)


def people_problems(study: Study) -> list[Problem]:
    """Return what in the workbooks of buying centres does not fit together, and free notes on persons."""
    books = kept_books(study, "buying-centre")
    people, twice = written_people(books)
    _lines, strange = with_ours(books, people, team_of(books))
    return [*twice, *strange, *note_warnings(study)]


def note_warnings(study: Study) -> list[Problem]:
    """Return a warning for each workbook with free notes on persons, at the first of them.

    A note on a person is personal data; the words of the warning are the test that it has to pass.
    """
    message = _("is a note on a person, and so personal data")
    remedy = _("keep it if you would show it to this person, and if the business needs it; else delete it")
    told = []
    for path in book_paths(study.folder, "buying-centre"):
        label = label_of(study.folder, path)
        try:
            answers = read_book(path, label).answers.get("persons", [])
        except KamError:
            continue  # the check has told it already
        notes = [one for one in answers if one.comment not in ("", _(FROM_FILES))
                 or (one.column == "note" and one.text)]
        if notes:
            first = notes[0]
            told.append(Problem("note-on-person", message, remedy, "warning", file=label, sheet=first.sheet,
                                column=first.at, found=(first.text or first.comment)[:60], count=len(notes)))
    return told


def _once(name: object) -> str:
    """Return a name without spaces that do not matter."""
    return re.sub(r"\s+", " ", str(name)).strip()
