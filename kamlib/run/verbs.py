"""The verbs of the command line, as data: what each is called, what it takes, which function does it.

What is said about them stands in the message files: ``verb-NAME``, ``verb-NAME-about`` and the keys below.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from kamlib import __version__
from kamlib.words import phrase


@dataclass(frozen=True)
class Argument:
    """What a verb can be given: names, keys of its help and of its place holder, and how it is read."""

    names: tuple[str, ...]
    help: str
    meta: str | tuple[str, ...]
    read: dict[str, Any]


@dataclass(frozen=True)
class Verb:
    """One verb.

    Parameters
    ----------
    name, does : str
        How it is typed, and ``module:function`` that is called with what was typed.
    takes : tuple of Argument
    either : tuple of Argument
        Those of which at most one can be given.
    given : dict
        What the function is given besides.
    """

    name: str
    does: str
    takes: tuple[Argument, ...]
    either: tuple[Argument, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)

    def function(self) -> Callable[..., Any]:
        """Return the function, imported only now."""
        module, _colon, name = self.does.partition(":")
        return getattr(import_module(f"kamlib.run.{module}"), name)  # type: ignore[no-any-return]


def _takes(*names: str, help: str, meta: str | tuple[str, ...] = "", **read: Any) -> Argument:
    return Argument(names, help, meta, read)


def _accounts(help: str = "arg-accounts") -> Argument:
    """Names of accounts; which commas separate them only the study knows, as names hold some."""
    return _takes("--accounts", help=help, meta="meta-names", action="append", default=[], type=_names)


def _list(name: str, to: str, help: str, meta: str = "meta-names") -> Argument:
    return _takes(name, help=help, meta=meta, dest=to, default=(), type=_words)


def _day(name: str = "--day", help: str = "arg-day") -> Argument:
    return _takes(name, help=help, meta="meta-day", default="")


def _names(text: str) -> str:
    """Return names of accounts as they were typed.

    Raises
    ------
    ArgumentTypeError
        Where nothing is typed.
    """
    if not text.strip(" ,"):
        raise argparse.ArgumentTypeError(phrase("accounts-nothing"))
    return text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


class _Forms:
    """The forms that there are; tables are read only when somebody asks for one."""

    def __iter__(self) -> Iterator[str]:
        from kamlib.tables import QUESTIONNAIRES, WORKBOOKS

        return iter(("scores", *QUESTIONNAIRES, "influence", *WORKBOOKS))


_STUDY = _takes("folder", help="arg-study", meta="meta-folder", type=Path)
_NO_NAMES = _takes("--no-names", help="arg-no-names", dest="show_names", action="store_false")
_CHAPTERS = _takes("--chapters", help="arg-run-chapters", meta="meta-numbers", default="")

VERBS = (
    Verb("new", "commands:new", (
        _takes("folder", help="arg-new-folder", meta="meta-folder", type=Path),
        _takes("files", help="arg-new-files", meta="meta-files", type=Path, nargs="*"),
        _takes("--name", help="arg-new-name", meta="meta-name"),
    ), either=(
        _takes("--sales", help="arg-new-sales", meta="meta-file"),
        _takes("--sales-sql", help="arg-new-sales-sql", meta="meta-query"),
    )),
    Verb("check", "commands:check", (
        _STUDY, _takes("--json", help="arg-check-json", action="store_true"))),
    Verb("run", "commands:run", (
        _takes("folder", help="arg-run-folder", meta="meta-folder", type=Path, nargs="?"),
        _CHAPTERS, _accounts("arg-run-accounts"),
        _takes("-p", "--parameter", help="arg-run-parameter", meta=("meta-name", "meta-value"), nargs=2,
               action="append", default=[]),
    )),
    Verb("forms", "forms:forms", (
        _takes("form", help="arg-forms-form", meta="meta-form", choices=_Forms()),
        _STUDY, _list("--for", "people", "arg-forms-for"),
        _takes("--round", help="arg-forms-round", meta="meta-number", type=int, default=1,
               choices=range(1, 10)),
        _takes("--role", help="arg-forms-role", default="manager",
               choices=["manager", "supervisor", "settled"]),
        _list("--manager", "managers", "arg-forms-manager"), _accounts("arg-forms-accounts"),
        _list("--criteria", "criteria", "arg-forms-criteria", "meta-keys"),
        _day("--until", "arg-forms-until"), _day("--on", "arg-forms-on"),
    )),
    Verb("collect", "forms:collect", (
        _STUDY, _takes("files", help="arg-collect-files", meta="meta-files", type=Path, nargs="+"))),
    Verb("handover", "papers:papers", (_STUDY, _accounts(), _day(), _NO_NAMES), given={"kind": "handover"}),
    Verb("client-plan", "papers:papers", (_STUDY, _accounts("arg-plan-accounts")),
         given={"kind": "client-plan"}),
    Verb("review", "papers:papers", (_STUDY, _day()), given={"kind": "review"}),
    Verb("print", "papers:papers", (
        _STUDY, _accounts(), _day(help="arg-print-day"), _day("--since", "arg-print-since"), _NO_NAMES,
    ), given={"kind": "print"}),
    Verb("erase", "erase:erase", (
        _STUDY, _takes("--person", help="arg-erase-person", meta="meta-name", required=True),
        _takes("--yes", help="arg-erase-yes", dest="do", action="store_true"),
    )),
)  # fmt: skip

# What argparse says, with its own signs for what it puts in.
_ARGPARSE = {
    "usage: ": "usage",
    "positional arguments": "positionals",
    "options": "options",
    "show this help message and exit": "help-help",
    "argument %(argument_name)s: %(message)s": "argparse-argument",
    "the following arguments are required: %s": "argparse-required",
    "unrecognized arguments: %s": "argparse-unrecognized",
    "invalid choice: %(value)r (choose from %(choices)s)": "argparse-choice",
    "invalid %(type)s value: %(value)r": "argparse-type",
    "not allowed with argument %s": "argparse-not-with",
    "expected one argument": "argparse-one",
    "expected at least one argument": "argparse-some",
    "expected %s argument": "argparse-many",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, phrase("argparse-error", program=self.prog, reason=message) + "\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser in the language in use; ``verb`` of what it gives is the `Verb`."""
    vars(argparse).update(_=_translated, ngettext=lambda one, _many, _n: _translated(one))
    own = _Parser(prog="kam", description=phrase("program"), allow_abbrev=False)
    own.add_argument("--version", action="version", version=f"kam {__version__}", help=phrase("version-help"))
    verbs = own.add_subparsers(required=True, metavar=phrase("meta-command"))
    for verb in VERBS:
        line, about = phrase(f"verb-{verb.name}"), phrase(f"verb-{verb.name}-about")
        one = verbs.add_parser(verb.name, help=line, description=about, allow_abbrev=False)
        for argument in verb.takes:
            _add(one, argument)
        some = one.add_mutually_exclusive_group() if verb.either else one
        for argument in verb.either:
            _add(some, argument)
        one.set_defaults(verb=verb, **verb.given)
    return own


def _add(to: Any, argument: Argument) -> None:
    meta = argument.meta
    shown = phrase(meta) if isinstance(meta, str) and meta else tuple(map(phrase, meta)) or None
    more = {"metavar": shown} if shown else {}
    to.add_argument(*argument.names, help=phrase(argument.help), **more, **argument.read)


def _translated(text: str) -> str:
    key = _ARGPARSE.get(text)
    return phrase(key) if key else text
