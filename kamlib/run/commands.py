"""The verbs that make a study, check it and run its chapters."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kamlib.run.terminal import Said, say, short, stopped_lines
from kamlib.words import phrase


def new(
    folder: Path, *, files: list[Path], sales: str | None, sales_sql: str | None, name: str | None
) -> Said:
    """Make a study from a client's files, and propose the scales in money."""
    from kamlib.flow.anchors import record_anchors
    from kamlib.run.lock import studying
    from kamlib.study.new import new_study

    with studying(folder, "kam new"):
        *lines, last = new_study(folder=folder, files=files, sales=sales, sales_sql=sales_sql, name=name)
        return Said([*lines, *record_anchors(folder, on=date.today()), last])


def check(folder: Path, *, json: bool) -> Said:
    """Report everything that is right and wrong with a study."""
    from kamlib.flow.check import check_study

    report = check_study(folder=folder)
    fails = any(problem.stops for problem in report.problems)
    if json:
        from json import dumps

        text = dumps(report.as_dict(), ensure_ascii=False, indent=1, default=str)
        return Said(text.split("\n"), fails=fails)
    parts = [report.read, [str(problem) for problem in report.problems],
             [*report.receipt, *filter(None, [report.verdict])]]
    lines = [line for part in filter(None, parts) for line in ["", *part]]
    return Said(lines[1:], fails=fails)


def run(
    folder: Path | None, *, chapters: str, accounts: Sequence[str], parameter: Sequence[tuple[str, str]]
) -> Said:
    """Run chapters on a study, or for each of some accounts."""
    if folder:
        _propose_anchors(folder)
    if accounts:
        return _run_accounts(folder, chapters, accounts, parameter)
    from kamlib.run.batch import run_study

    ran = run_study(folder, wanted=chapters, pairs=[(name, value) for name, value in parameter])
    return Said([phrase("results-at", path=short(ran.index))], stopped_lines(ran.stopped), bool(ran.stopped))


def _run_accounts(
    folder: Path | None, chapters: str, accounts: Sequence[str], parameter: Sequence[tuple[str, str]]
) -> Said:
    from kamlib.flow.later import later_problems
    from kamlib.run.accounts import run_accounts
    from kamlib.study.folder import open_study

    typed = dict(parameter)
    ran = run_accounts(folder, accounts=accounts, wanted=chapters, pairs=[(n, v) for n, v in parameter])
    study = open_study(folder or "", as_of=typed.get("as_of", ""))
    lines = [*([phrase("pages-unchanged", pages=ran.unchanged)] if ran.unchanged else []),
             *later_problems(study, typed.get("today", "")), phrase("results-at", path=short(ran.index))]
    return Said(lines, stopped_lines(ran.stopped), bool(ran.stopped))


def _propose_anchors(folder: Path) -> None:
    """Propose the scales in money that a study could not have yet when it was made; say so."""
    from kamlib.flow.anchors import lacks_anchors, record_anchors

    if lacks_anchors(folder):
        from kamlib.run.lock import studying

        with studying(folder, "kam run"):
            say(record_anchors(folder, on=date.today()))
