"""The commands ``kam forms`` and ``kam collect``: forms for persons out, answers in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kamlib.flow.asking import Asking
from kamlib.flow.forms import influence_forms, nearly_managers, questionnaires, scores_forms
from kamlib.flow.prepare import prepared
from kamlib.flow.said import keys_of
from kamlib.problems import KamError, Problem, problem
from kamlib.run.books import collect_book, make_books
from kamlib.run.lock import alone
from kamlib.run.terminal import Said, short
from kamlib.run.which import which_accounts
from kamlib.study.folder import Study, as_day, open_study
from kamlib.study.forms import Form, Taken, write_form
from kamlib.study.forms import collect as collect_answers
from kamlib.study.forms.files import forms_among
from kamlib.study.forms.returned import open_returned
from kamlib.tables import WORKBOOKS
from kamlib.words import phrase


def forms(
    form: str, folder: Path, *, accounts: Sequence[str], on: str, until: str, people: Sequence[str],
    round: int, role: str, managers: Sequence[str], criteria: Sequence[str],
) -> Said:  # fmt: skip
    """Make forms for persons or workbooks of accounts, and say which."""
    if form in WORKBOOKS:
        lines, problems = make_books(form, folder, accounts=accounts, day=on, on=date.today())
        return Said([*lines, *problems], fails=bool(problems))
    return Said(make_forms(form, folder, people=people, round=round, role=role, managers=managers,
                           accounts=accounts, criteria=criteria, until=until, on=date.today()))


def collect(folder: Path, *, files: Sequence[Path]) -> Said:
    """Collect what came back, and say what was taken and what was not."""
    lines, problems = collect_forms(folder, files, on=date.today())
    return Said([*lines, *problems], fails=any(problem.stops for problem in problems))


@alone("kam forms")
def make_forms(
    name: str, folder: Path, *, people: Sequence[str], round: int = 1, role: str = "manager",
    managers: Sequence[str] = (), accounts: Sequence[str] = (), criteria: Sequence[str] = (),
    until: str = "", on: date,
) -> list[str]:  # fmt: skip
    """Write the forms and return what was written, a line each.

    Parameters
    ----------
    name : {"scores", "influence"} or one of ``QUESTIONNAIRES``
    folder : Path
        The study.
    people : sequence of str
        Who fills them.
    round : int
        For scores: 1 is silent; later ones show what was said before.
    role : {"manager", "supervisor", "settled"}
    managers : sequence of str
        For influence in another role than manager: on whose accounts.
    accounts, criteria : sequence of str
        Which; empty: those that the selection needs.
    until : str
        When they are to be sent back, as 2026-01-31.
    on : date
        Today.

    Raises
    ------
    KamError
        When something of it can't be done; then nothing is written.
    """
    names = list(dict.fromkeys(" ".join(who.split()) for who in people if who.strip()))
    _check(name, names, role, managers)
    study = open_study(folder)
    chosen = tuple(which_accounts(study, accounts).chosen["account"]) if accounts else ()
    asking = Asking(study, chosen, as_day(until, "--until") if until else None)
    forms = _forms(name, asking, names, round, role, managers, criteria)
    empty = [form for form in forms if not any(page.lines for page in form.pages)]
    if empty:
        raise KamError([problem("form-empty", found=form.who) for form in empty])
    paths = [write_form(asking.study.folder, form, on=on) for form in forms]
    hints = nearly_managers(asking, names) if name == "scores" else []
    return [*(_written(path, form) for path, form in zip(paths, forms, strict=True)), *hints]


@alone("kam collect")
def collect_forms(folder: Path, files: Sequence[Path], *, on: date) -> tuple[list[str], list[Problem]]:
    """Collect what came back; return a line for each workbook, and everything that was not taken.

    Raises
    ------
    KamError
        When the folder is no study.
    """
    study = open_study(folder)
    found, problems = forms_among(files)
    lines: list[str] = []
    rest: list[Path] = []
    for file, _label in found:
        if not (file.is_file() and _is_book(file)):
            rest.append(file)
            continue
        try:
            told, wrong = collect_book(study.folder, file, on=on)
        except KamError as error:
            problems += error.problems
        else:
            lines, problems = [*lines, *told], [*problems, *wrong]
    if rest:
        forms, wrong = collect_answers(study.folder, study.name, rest, on=on, keys=_keys(study))
        lines, problems = [*lines, *(_report(form) for form in forms)], [*problems, *wrong]
    return lines, problems


def _keys(study: Study) -> dict[str, str]:
    """Return what names each account; nothing where the study can't be counted, which stops no collecting."""
    try:
        return keys_of(prepared(study))
    except KamError:
        return {}


def _is_book(file: Path) -> bool:
    """Whether a file is the workbook of an account; what can't be read is told when it is collected."""
    try:
        return "account" in open_returned(file, file.name).schema.about
    except KamError:
        return False


def _check(name: str, people: Sequence[str], role: str, managers: Sequence[str]) -> None:
    """Refuse words that do not go together.

    Raises
    ------
    KamError
        Saying which.
    """
    if not people:
        raise KamError(problem("form-for", found="--for"))
    if name == "influence" and role != "manager" and not managers:
        raise KamError(problem("form-manager__missing", role=role))
    if managers and (name != "influence" or role == "manager"):
        raise KamError(problem("form-manager"))


def _forms(
    name: str, asking: Asking, people: Sequence[str], round: int, role: str, managers: Sequence[str],
    criteria: Sequence[str],
) -> list[Form]:  # fmt: skip
    if name == "scores":
        return scores_forms(asking, people, round=round, criteria=criteria)
    if name == "influence":
        return influence_forms(asking, people, role=role, managers=managers)
    return questionnaires(name, asking, people)


def _written(path: Path, form: Form) -> str:
    accounts = len({line.subject for page in form.pages for line in page.lines})
    return phrase("form-made", path=short(path), accounts=accounts)


def _report(form: Taken) -> str:
    """Return the line on one form: who, and how many answers were taken, changed, empty, wrong."""
    about = form.schema.about
    which = [form.schema.name, form.schema.who]
    manager = about.get("manager", form.schema.who)
    which += [phrase("form-on", manager=manager)] if manager != form.schema.who else []
    which += [phrase("form-round", round=str(about["round"]))] if "round" in about else []
    counts = {"new": form.new, "changed": form.changed, "same": form.same, "empty": form.empty,
              "wrong": sum(problem.stops for problem in form.problems)}  # fmt: skip
    if form.nominated:
        return phrase("form-collected-nominated", about=which, nominated=list(form.nominated),
                      file=form.file, **counts)  # fmt: skip
    return phrase("form-collected", about=which, file=form.file, **counts)
