"""The words of the command line: which commands there are, and what each takes."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from kamlib import __version__
from kamlib.text import _


def parser() -> argparse.ArgumentParser:
    """Return the parser; ``command`` of what it gives is the name of a command."""
    own = argparse.ArgumentParser(
        prog="kam", description=_("Key account management from your own sales export."), allow_abbrev=False
    )
    own.add_argument("--version", action="version", version=f"kam {__version__}")
    commands = own.add_subparsers(required=True, metavar=_("command"))
    _add_new(commands)
    _add_check(commands)
    _add_run(commands)
    _add_forms(commands)
    _add_collect(commands)
    _add_handover(commands)
    _add_client_plan(commands)
    _add_review(commands)
    _add_print(commands)
    _add_erase(commands)
    return own


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
    new.set_defaults(command="new")


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser(
        "check", help=_("say everything that is to be mended or answered"), allow_abbrev=False,
        description=_("Read every file of a study and report all problems and open questions at once."),
    )  # fmt: skip
    check.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    check.add_argument("--json", action="store_true", help=_("for programs"))
    check.set_defaults(command="check")


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser(
        "run", help=_("run the chapters and make the pages"), allow_abbrev=False,
        description=_(
            "Run the chapters on a study; the pages are in its folder output. With --accounts: a notebook "
            "and a page for each account and chapter, in output/accounts; only what changed is done again."),
    )  # fmt: skip
    run.add_argument("folder", type=Path, nargs="?", metavar="FOLDER",
                     help=_("the study; the case without it"))  # fmt: skip
    run.add_argument("--chapters", default="", metavar="NUMBERS", help=_("for example 01-02 or 00,02"))
    _add_accounts(run, _("key, all, or accounts by key or name, parted by commas"))
    run.add_argument("-p", "--parameter", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
                     help=_("a value for the chapters that declare NAME; may be repeated"))  # fmt: skip
    run.set_defaults(command="run")


class _Forms:
    """The forms that there are; tables are read only when somebody asks for one."""

    def __iter__(self) -> Iterator[str]:
        from kamlib.tables import QUESTIONNAIRES, WORKBOOKS

        return iter(("scores", *QUESTIONNAIRES, "influence", *WORKBOOKS))


def _add_forms(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    forms = commands.add_parser(
        "forms", help=_("make Excel forms and workbooks for people who never open a notebook"),
        allow_abbrev=False, description=_(
            "Scores, strength and influence: a form for each person, in the folder forms, ready to be sent. "
            "Dossier, buying centre, plan and meeting: a workbook for each key account, in the folder "
            "judgement/dossiers, made anew as often as you like; what was typed stays."),
    )  # fmt: skip
    forms.add_argument("form", help=_("which form"), metavar="FORM", choices=_Forms())
    forms.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    forms.add_argument("--for", dest="people", default=(), type=_words, metavar="NAMES",
                       help=_("forms for persons: who fills them, parted by commas"))  # fmt: skip
    forms.add_argument("--round", type=int, default=1, choices=range(1, 10), metavar="N",
                       help=_("scores: 1 is silent; 2 shows what was said before"))  # fmt: skip
    forms.add_argument("--role", default="manager", choices=["manager", "supervisor", "settled"],
                       help=_("influence: who answers"))  # fmt: skip
    forms.add_argument("--manager", dest="managers", default=(), type=_words, metavar="NAMES",
                       help=_("influence, other roles: on whose accounts"))  # fmt: skip
    _add_accounts(forms, _("by key or name; else those of the selection, or the key ones"))
    forms.add_argument("--criteria", default=(), type=_words, metavar="KEYS",
                       help=_("scores: which criteria; else the pack's"))  # fmt: skip
    forms.add_argument("--until", default="", metavar="DAY", help=_("when it is to be back: 2026-01-31"))
    forms.add_argument("--on", default="", metavar="DAY", help=_("meeting: its day, as 2026-02-12"))
    forms.set_defaults(command="forms")


def _add_collect(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    collect = commands.add_parser(
        "collect", help=_("read returned forms into the study"), allow_abbrev=False,
        description=_("Read returned forms cell by cell into judgement; nothing said earlier is lost."),
    )  # fmt: skip
    collect.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    collect.add_argument("files", type=Path, nargs="+", metavar="FILES",
                         help=_("the files that came back, or folders of them"))  # fmt: skip
    collect.set_defaults(command="collect")


def _add_review(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    review = commands.add_parser(
        "review", help=_("keep the state of a day, to see next time what changed"), allow_abbrev=False,
        description=_("Keep list, dossiers, maps, promises and plans as they are now in judgement/reviews."),
    )  # fmt: skip
    review.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    review.add_argument("--day", default="", metavar="DAY", help=_("as 2026-02-12; else that of the study"))
    review.set_defaults(command="review")


def _add_print(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    papers = commands.add_parser(
        "print", help=_("make the papers for the evening before the week"), allow_abbrev=False,
        description=_(
            "One file ready to be printed: a sheet of A4 for each key account, and what changed since the "
            "last review. Beside it the contact schedule, as calendars and as a table."),
    )  # fmt: skip
    papers.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    _add_accounts(papers, _("which accounts, by key or name; else the key accounts"))
    papers.add_argument("--day", default="", metavar="DAY",
                        help=_("from which day one looks ahead: 2026-02-12"))  # fmt: skip
    papers.add_argument("--since", default="", metavar="DAY",
                        help=_("the review to compare with; else the last one"))  # fmt: skip
    papers.add_argument("--no-names", action="store_true", help=_("everybody by role and letter"))
    papers.set_defaults(command="print")


def _add_handover(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    handover = commands.add_parser(
        "handover", help=_("write a stand-in and handover sheet for each account"), allow_abbrev=False,
        description=_("One A4 sheet for each account, filled from dossier, buying centre, team and plan."),
    )  # fmt: skip
    handover.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    _add_accounts(handover, _("which accounts, by key or name; else the key ones"))
    handover.add_argument("--day", default="", metavar="DAY", help=_("as 2026-02-12; else that of the study"))
    handover.add_argument("--no-names", action="store_true", help=_("everybody by role and letter"))
    handover.set_defaults(command="handover")


def _add_client_plan(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    plan = commands.add_parser(
        "client-plan", help=_("write the version of a plan that the client may see"), allow_abbrev=False,
        description=_("Without our margins, ratings of persons and fallback positions; in output/plans."),
    )  # fmt: skip
    plan.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    _add_accounts(plan, _("which accounts, by key or name; else all that have a plan"))
    plan.set_defaults(command="client-plan")


def _add_erase(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    erase = commands.add_parser(
        "erase", help=_("erase one person from a whole study"), allow_abbrev=False,
        description=_(
            "Take a person's name and what was written about the person out of judgement and forms, dated "
            "copies included, and delete output. It can't be undone; without --yes it only tells."),
    )  # fmt: skip
    erase.add_argument("folder", type=Path, metavar="FOLDER", help=_("the study"))
    erase.add_argument("--person", required=True, metavar="NAME", help=_("the name, as it was written"))
    erase.add_argument("--yes", action="store_true", help=_("do it"))
    erase.set_defaults(command="erase")


def _add_accounts(command: argparse.ArgumentParser, words: str) -> None:
    """Let a command take names of accounts; which commas part them the study knows, as names hold some."""
    command.add_argument("--accounts", action="append", default=[], type=_named, metavar="NAMES", help=words)


def _named(text: str) -> str:
    """Return names of accounts as they were typed.

    Raises
    ------
    ArgumentTypeError
        Where nothing is typed.
    """
    if not text.strip(" ,"):
        raise argparse.ArgumentTypeError(_("nothing is typed; write key, all, or an account"))
    return text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
