"""What the client's version of a plan would say of rivals, of persons and of "our": look at it first."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from kamlib.flow.books import kept_books
from kamlib.flow.plans import PlanFrames, Plans
from kamlib.method.plan_review import speaks_of
from kamlib.problems import Problem
from kamlib.study.folder import Study
from kamlib.tables import KEPT, label
from kamlib.tables.named import Names
from kamlib.text import N_, _

# Sheets of which the client reads what people typed.
_READ = ("steps", "offers", "goals")
# Cells that speak of the client's own matters: "our" in them would be read as the client's.
_OWN = {"goal", "measure", "client_action"}
_COLUMNS = ["sheet", "column", "words", "name", "kind"]
_SAID = {"rival": N_("names a competitor, {}"), "person": N_("names a person of theirs, {}")}


def named_for_client(plan: PlanFrames, account: str, found: Plans) -> pd.DataFrame:
    """Return whom the client's version of a plan names, in whatever form of the name.

    Parameters
    ----------
    plan : PlanFrames
        One plan, or all of them.
    account : str
        Key.
    found : Plans
        With the suppliers of the wallets, and the persons of the buying centres.

    Returns
    -------
    DataFrame
        ``sheet``, ``column`` (in words), ``words``, ``name``, ``kind`` ("rival", "person").
    """
    rivals, people = found.ground.found.rivals, found.centre.persons
    firms = [name for name in rivals.loc[rivals["account"] == account, "supplier"].unique() if name]
    here = people[people["account"] == account]
    nobody = [word for position in here["position"] for word in position.split() if word.islower()]
    theirs = {str(name): Names([name], nobody) for name in here["person"] if not name.islower()}
    rows = []
    for sheet, column, words in _cells(plan, account):
        text = words.casefold()
        said = [(name, "rival") for name in firms if name.casefold() in text or speaks_of(text, name)]
        said += [(name, "person") for name, one in theirs.items() if one.are_in(words)]
        rows += [(sheet, column, words, name, kind) for name, kind in said]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype="str")


def _cells(plan: PlanFrames, account: str, only: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
    """Yield what the client reads of a plan: sheet and heading, and what somebody typed there."""
    for table in map(KEPT.__getitem__, _READ):
        frame = getattr(plan, table.name)
        his = frame[frame["whose"] == "client"] if table.name == "goals" else frame
        own = his[his["account"] == account].fillna("")
        sheet = _(table.sheets["main"].name)
        for column in table.client_sees:
            free = (table.columns[column].described == "text") and (not only or column in only)
            yield from ((sheet, label(table, column), str(words)) for words in (own[column] if free else ()))


def client_words_problems(study: Study, found: Plans, account: str) -> list[Problem]:
    """Return a warning, with its place, for every sentence that names a rival or a person, or says our."""
    file = kept_books(study, "plan").files.get(account, "")
    remedy = _("the client would read it: say it in other words")
    told = [Problem("client-reads", _(_SAID[kind]).format(name), remedy, "warning", file=file, sheet=sheet,
                    column=column, found=words)
            for sheet, column, words, name, kind in
            named_for_client(found, account, found).itertuples(index=False, name=None)]  # fmt: skip
    return [*told, *(_says_our(word, file, sheet, column, words)
                     for sheet, column, words in _cells(found, account, only=_OWN)
                     if (word := _own_side(words)))]


def _says_our(word: str, file: str, sheet: str, column: str, words: str) -> Problem:
    message = _('says "{}" of what is the client\'s, who would read it as the client\'s own').format(word)
    return Problem("client-reads", message, _("name the firm that is meant"), "warning", file=file,
                   sheet=sheet, column=column, found=words)


def _own_side(words: str) -> str:
    """Return the first word by which a sentence speaks of its writer's side; the US is a country."""
    return next((word for word in re.findall(r"\w+", words)
                 if word.casefold() in _first_person() and not (word.isupper() and len(word) > 1)), "")


@cache
def _first_person() -> frozenset[str]:
    text = (Path(__file__).parent / "first_person.yaml").read_text(encoding="utf-8")
    return frozenset(word for words in yaml.safe_load(text) for word in words)
