"""The command line: ``kam new``, ``kam check``, ``kam run``, ``kam forms``, ``kam collect``.

Everything heavy is imported where it is needed, so that ``kam --help`` answers at once.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kamlib import __version__
from kamlib.problems import KamError
from kamlib.text import _


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
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except KamError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Stopped. What was finished is kept."), file=sys.stderr)
        return 130
    except OSError as error:
        print(_unusable(error), file=sys.stderr)
        return 1
    except Exception as error:
        print(_report(error, getattr(options, "folder", None)), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kam", description=_("Key account management from your own sales export."), allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"kam {__version__}")
    commands = parser.add_subparsers(required=True, metavar=_("command"))
    _add_new(commands)
    _add_check(commands)
    _add_run(commands)
    _add_forms(commands)
    _add_collect(commands)
    return parser


def _add_new(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    new = commands.add_parser(
        "new", help=_("make a study from a client's files"), allow_abbrev=False,
        description=_("Copy the files, find what each column means, write study.yaml with open questions."),
    )  # fmt: skip
    new.add_argument("folder", type=Path, metavar="FOLDER", help=_("where the study will be"))
    new.add_argument("files", type=Path, nargs="*", metavar="FILES",
                     help=_("the files, as received; without them, propose anew for a study"))  # fmt: skip
    sales = new.add_mutually_exclusive_group()
    sales.add_argument("--sales", metavar="FILE", help=_("which of the files holds the sales"))
    sales.add_argument("--sales-sql", metavar="QUERY", help=_("a query that makes the sales from the files"))
    new.add_argument("--name", metavar="NAME", help=_("title of the study"))
    new.set_defaults(command=_new)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser(
        "check", help=_("say everything that is to be mended or answered"), allow_abbrev=False,
        description=_("Read every file of a study and report all problems and open questions at once."),
    )  # fmt: skip
    check.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    check.add_argument("--json", action="store_true", help=_("for programs"))
    check.set_defaults(command=_check)


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser(
        "run", help=_("run the chapters and make the pages"), allow_abbrev=False,
        description=_("Run the chapters on a study; the pages are in its folder output."),
    )  # fmt: skip
    run.add_argument("folder", type=Path, nargs="?", metavar="FOLDER",
                     help=_("the study; the case without it"))  # fmt: skip
    run.add_argument("--chapters", default="", metavar="NUMBERS", help=_("for example 01-02 or 00,02"))
    run.add_argument("-p", "--parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                     help=_("a value for the chapters that declare NAME; may be repeated"))  # fmt: skip
    run.set_defaults(command=_run)


def _add_forms(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    forms = commands.add_parser(
        "forms", help=_("make Excel forms for people who never open a notebook"), allow_abbrev=False,
        description=_("Write a form for each person into the folder forms of the study, ready to be sent."),
    )  # fmt: skip
    forms.add_argument("form", choices=["scores", "strength", "influence"], help=_("which form"))
    forms.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    forms.add_argument("--for", dest="people", required=True, type=_words, metavar="NAMES",
                       help=_("who fills it, parted by commas"))  # fmt: skip
    forms.add_argument("--round", type=int, default=1, choices=range(1, 10), metavar="N",
                       help=_("scores: 1 is silent; 2 shows what was said before"))  # fmt: skip
    forms.add_argument("--role", default="manager", choices=["manager", "supervisor", "settled"],
                       help=_("influence: who answers"))  # fmt: skip
    forms.add_argument("--manager", dest="managers", default=(), type=_words, metavar="NAMES",
                       help=_("influence, other roles: on whose accounts"))  # fmt: skip
    forms.add_argument("--accounts", default=(), type=_words, metavar="NAMES",
                       help=_("which accounts, by key or name; else the selection's"))  # fmt: skip
    forms.add_argument("--criteria", default=(), type=_words, metavar="KEYS",
                       help=_("scores: which criteria; else the pack's"))  # fmt: skip
    forms.add_argument("--until", default="", metavar="DAY", help=_("when it is to be back: 2026-01-31"))
    forms.set_defaults(command=_forms)


def _add_collect(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    collect = commands.add_parser(
        "collect", help=_("read returned forms into the study"), allow_abbrev=False,
        description=_("Read returned forms cell by cell into judgement; nothing said earlier is lost."),
    )  # fmt: skip
    collect.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    collect.add_argument("files", type=Path, nargs="+", metavar="FILES",
                         help=_("the files that came back, or folders of them"))  # fmt: skip
    collect.set_defaults(command=_collect)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _new(options: argparse.Namespace) -> int:
    from datetime import date

    from kamlib.flow.anchors import record_anchors
    from kamlib.study.new import new_study

    lines = new_study(
        folder=options.folder, files=options.files, sales=options.sales, sales_sql=options.sales_sql,
        name=options.name,
    )  # fmt: skip
    *told, last = lines
    print("\n".join([*told, *record_anchors(options.folder, on=date.today()), last]))
    return 0


def _check(options: argparse.Namespace) -> int:
    from kamlib.flow.check import check_study

    report = check_study(folder=options.folder)
    if options.json:
        import json

        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join([*report.lines, *map(str, report.problems)]))
    return 1 if any(problem.stops for problem in report.problems) else 0


def _run(options: argparse.Namespace) -> int:
    from kamlib.run.batch import run_study

    ran = run_study(options.folder, wanted=options.chapters, pairs=map(tuple, options.parameter))
    for names, reasons in _grouped(ran.stopped):
        print(_("{} stopped:").format(", ".join(names)), *reasons, sep="\n  ", file=sys.stderr)
    print(_("Results: {}").format(_short(ran.index)))
    return 1 if ran.stopped else 0


def _forms(options: argparse.Namespace) -> int:
    from datetime import date

    from kamlib.run.forms import make_forms

    lines = make_forms(
        options.form, options.folder, people=options.people, round=options.round, role=options.role,
        managers=options.managers, accounts=options.accounts, criteria=options.criteria,
        until=options.until, on=date.today(),
    )  # fmt: skip
    print("\n".join(lines))
    return 0


def _collect(options: argparse.Namespace) -> int:
    from datetime import date

    from kamlib.run.forms import collect_forms

    lines, problems = collect_forms(options.folder, options.files, on=date.today())
    print("\n".join([*lines, *map(str, problems)]))
    return 1 if any(problem.stops for problem in problems) else 0


def _grouped(stopped: Mapping[str, Sequence[str]]) -> list[tuple[list[str], Sequence[str]]]:
    """Return chapters that stopped for the same reasons together, so that each reason is said once."""
    reasons = list(dict.fromkeys(map(tuple, stopped.values())))
    return [([name for name, why in stopped.items() if tuple(why) == one], one) for one in reasons]


def _short(path: Path) -> Path:
    """Return ``path`` as the user can type it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _speak_utf8() -> None:
    """Write any letter on any console; what it can't show becomes a mark, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


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


if __name__ == "__main__":
    sys.exit(main())
