"""The command line ``kam``: one function for each command of `kamlib.run.parser`.

Everything heavy is imported where it is needed, so that ``kam --help`` answers at once.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from kamlib.problems import KamError
from kamlib.run.parser import parser
from kamlib.run.terminal import CLOSED_PIPE, NobodyReadsError, say, speak_to_nobody, speak_utf8, write
from kamlib.text import _, ngettext


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 done, 1 something is to be mended, 2 our mistake.

    Parameters
    ----------
    arguments : sequence of str
        Words of the command line after ``kam``; those of the process by default.

    Examples
    --------
    >>> main(["run", "--chapters", "first"])
    1
    """
    # A folder that is named by where one stands, or not at all, would be the study that somebody sent.
    sys.path[:] = filter(os.path.isabs, sys.path)
    speak_utf8()
    try:
        return _status(parser().parse_args(arguments))
    except (NobodyReadsError, BrokenPipeError):
        # What a command does was done before it spoke.
        speak_to_nobody()
        return CLOSED_PIPE


def _status(options: argparse.Namespace) -> int:
    try:
        with _stopped_in_order():
            return _COMMANDS[options.command](options)
    except KamError as error:
        say(error.problems, to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Stopped. What was finished is kept."), file=sys.stderr)
        return 130
    except OSError as error:
        print(_unusable(error), file=sys.stderr)
        return 1
    except NobodyReadsError:
        raise
    except Exception as error:
        print(_report(error, getattr(options, "folder", None)), file=sys.stderr)
        return 2


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Tidy up also when the system ends the command, or the terminal is closed, as after Ctrl+C."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    ours = threading.current_thread() is threading.main_thread()
    numbers = [number for name in ("SIGTERM", "SIGHUP") if ours and (number := getattr(signal, name, None))]
    # What was begun to outlive its terminal does.
    before = {one: signal.signal(one, stop) for one in numbers if signal.getsignal(one) != signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _new(options: argparse.Namespace) -> int:
    from datetime import date

    from kamlib.flow.anchors import record_anchors
    from kamlib.study.new import new_study

    with _writing(options.folder):
        lines = new_study(
            folder=options.folder, files=options.files, sales=options.sales, sales_sql=options.sales_sql,
            name=options.name,
        )  # fmt: skip
        *told, last = lines
        say([*told, *record_anchors(options.folder, on=date.today()), last])
    return 0


def _check(options: argparse.Namespace) -> int:
    from kamlib.flow.check import check_study

    report = check_study(folder=options.folder)
    if options.json:
        import json

        write(json.dumps(report.as_dict(), ensure_ascii=False, indent=1, default=str))
    else:
        parts = [report.read, [str(problem) for problem in report.problems],
                 [*report.receipt, *filter(None, [report.verdict])]]
        say(line for at, part in enumerate(filter(None, parts)) for line in [*([""] if at else []), *part])
    return 1 if any(problem.stops for problem in report.problems) else 0


def _run(options: argparse.Namespace) -> int:
    if options.folder:
        _tell_anchors(options.folder)
    if options.accounts:
        return _run_accounts(options)
    from kamlib.run.batch import run_study

    ran = run_study(options.folder, wanted=options.chapters, pairs=map(tuple, options.parameter))
    for names, reasons in _grouped(ran.stopped):
        say([_("{} stopped:").format(", ".join(names)), *map("  {}".format, reasons)], to=sys.stderr)
    say([_("Results: {}").format(_short(ran.index))])
    return 1 if ran.stopped else 0


def _tell_anchors(folder: Path) -> None:
    """Propose the scales in money that a study could not have yet when it was made; say so."""
    from datetime import date

    from kamlib.flow.anchors import lacks_anchors, record_anchors

    if lacks_anchors(folder):
        with _writing(folder, "kam run"):
            say(record_anchors(folder, on=date.today()))


def _run_accounts(options: argparse.Namespace) -> int:
    from kamlib.run.accounts import run_accounts

    ran = run_accounts(options.folder, accounts=options.accounts, wanted=options.chapters,
                       pairs=map(tuple, options.parameter))  # fmt: skip
    if ran.unchanged:
        said = ngettext("{} page is as it was.", "{} pages are as they were.", ran.unchanged)
        say([said.format(ran.unchanged)])
    typed = dict(options.parameter)
    _tell_later(options.folder, typed.get("today", ""), as_of=typed.get("as_of", ""))
    for names, reasons in _grouped(ran.stopped):
        say([_("{} stopped:").format(", ".join(names)), *map("  {}".format, reasons)], to=sys.stderr)
    say([_("Results: {}").format(_short(ran.index))])
    return 1 if ran.stopped else 0


def _forms(options: argparse.Namespace) -> int:
    from datetime import date

    from kamlib.run.books import KINDS, make_books
    from kamlib.run.forms import make_forms

    if options.form in KINDS:
        lines, problems = make_books(options.form, options.folder, accounts=options.accounts, day=options.on,
                                     on=date.today())  # fmt: skip
        say([*lines, *problems])
        return 1 if problems else 0
    lines = make_forms(
        options.form, options.folder, people=options.people, round=options.round, role=options.role,
        managers=options.managers, accounts=options.accounts, criteria=options.criteria,
        until=options.until, on=date.today(),
    )  # fmt: skip
    say(lines)
    return 0


def _collect(options: argparse.Namespace) -> int:
    from datetime import date

    from kamlib.run.forms import collect_forms

    lines, problems = collect_forms(options.folder, options.files, on=date.today())
    say([*lines, *problems])
    return 1 if any(problem.stops for problem in problems) else 0


def _handover(options: argparse.Namespace) -> int:
    from kamlib.run.handover import write_handovers

    page = write_handovers(
        options.folder, accounts=options.accounts, day=options.day, show_names=not options.no_names)
    _tell_later(options.folder, options.day)
    say([_short(page)])
    return 0


def _client_plan(options: argparse.Namespace) -> int:
    from kamlib.run.client_plan import client_plans

    pages, problems = client_plans(options.folder, options.accounts)
    say([*map(_short, pages), *problems])
    return 0


def _review(options: argparse.Namespace) -> int:
    from kamlib.run.review import keep_review

    say(keep_review(options.folder, options.day))
    return 0


def _print(options: argparse.Namespace) -> int:
    from kamlib.run.print import print_papers

    made = print_papers(options.folder, accounts=options.accounts, day=options.day, since=options.since,
                        show_names=not options.no_names)  # fmt: skip
    for name, reasons in made.stopped.items():
        say([_("{} could not be made:").format(name), *map("  {}".format, reasons)], to=sys.stderr)
    _tell_later(options.folder, options.day)
    sheets = ngettext("{} account", "{} accounts", made.accounts).format(made.accounts)
    changes = ngettext("{} change", "{} changes", made.changes).format(made.changes)
    say([_("{page}: {sheets}, {changes}").format(page=_short(made.page), sheets=sheets, changes=changes)])
    say([_("Schedule: {}").format(_short(made.schedule[0].parent))])
    return 1 if made.stopped else 0


def _erase(options: argparse.Namespace) -> int:
    from datetime import date

    from kamlib.run.erase import erased
    from kamlib.study.folder import open_study

    report = erased(open_study(options.folder), options.person, do=options.yes, on=date.today())
    say(report.lines)
    return 0 if report.complete else 1


def _writing(folder: Path, command: str = "kam new") -> AbstractContextManager[None]:
    """Hold the lock of a study that is there; nobody else can know one that is only made now."""
    if not (folder / "study.yaml").is_file():
        return nullcontext()
    from kamlib.run.lock import locked

    return locked(folder, command)


def _tell_later(folder: Path | None, day: str, *, as_of: str = "") -> None:
    """Say when something that was typed is of a later day than the one looked at."""
    from kamlib.flow.later import later_problems
    from kamlib.study.folder import open_study

    for problem in later_problems(open_study(folder or "", as_of=as_of), day):
        say([problem])


def _grouped(stopped: Mapping[str, Sequence[str]]) -> list[tuple[list[str], Sequence[str]]]:
    """Return chapters that stopped for the same reasons together, so that each reason is said once."""
    reasons = list(dict.fromkeys(map(tuple, stopped.values())))
    return [([name for name, why in stopped.items() if tuple(why) == one], one) for one in reasons]


def _short(path: Path) -> Path:
    """Return ``path`` as the user can type it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _unusable(error: OSError) -> str:
    """Return the sentence about a disk that is full, a folder that may not be written, a path too long."""
    what, where = error.strerror or type(error).__name__, str(error.filename or "")
    said = _("can't be read or written: {}; make room, or choose another place").format(what)
    return f"{_short(Path(where))}: {said}" if where else said


def _report(error: Exception, folder: Path | None) -> str:
    """Write the full report of a mistake of ours and return the sentence for the user."""
    import contextlib
    import tempfile
    import traceback

    report = "".join(traceback.format_exception(error))
    log = (folder / "output" / ".log") if folder and (folder / "study.yaml").is_file() else None
    for place in (log, Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            if place:
                place.mkdir(parents=True, exist_ok=True)
                file = place / "kam-report.txt"
                file.write_text(report, encoding="utf-8")
                said = _("Something went wrong that is not your mistake; the full report is in {}")
                return said.format(_short(file))
    return report


_COMMANDS = {
    "new": _new, "check": _check, "run": _run, "forms": _forms, "collect": _collect,
    "handover": _handover, "client-plan": _client_plan, "review": _review, "print": _print, "erase": _erase,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
