"""The command line ``kam``: finds the verb of `kamlib.run.verbs`, does it, and says how it ended.

Everything heavy is imported where it is needed, so that ``kam --help`` answers at once.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kamlib.problems import KamError
from kamlib.run.terminal import (
    CLOSED_PIPE,
    NobodyReadsError,
    kept_report,
    say,
    short,
    speak_to_nobody,
    speak_utf8,
)
from kamlib.run.verbs import Verb, parser
from kamlib.words import phrase


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 done, 1 something is to be fixed, 2 our mistake.

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
        typed = vars(parser().parse_args(arguments))
        return _status(typed.pop("verb"), typed)
    except (NobodyReadsError, BrokenPipeError):
        # What a command does was done before it spoke.
        speak_to_nobody()
        return CLOSED_PIPE


def _status(verb: Verb, typed: dict[str, Any]) -> int:
    try:
        with _stopped_in_order():
            said = verb.function()(**typed)
            if said.errors:
                say(said.errors, to=sys.stderr)
            say(said.lines)
            return int(said.fails)
    except KamError as error:
        say(error.problems, to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(phrase("interrupted"), file=sys.stderr)
        return 130
    except OSError as error:
        print(_unusable(error), file=sys.stderr)
        return 1
    except NobodyReadsError:
        raise
    except Exception as error:
        print(_report(error, typed.get("folder")), file=sys.stderr)
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


def _unusable(error: OSError) -> str:
    """Return the sentence about a disk that is full, a folder that may not be written, a path too long."""
    where = str(error.filename or "")
    said = phrase("disk", reason=error.strerror or type(error).__name__)
    return f"{short(Path(where))}: {said}" if where else said


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
                return kept_report(place / "kam-report.txt", report)
    return report


if __name__ == "__main__":
    sys.exit(main())
