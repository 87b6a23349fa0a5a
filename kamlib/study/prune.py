"""What was kept in ``output/.cache`` and is no longer used is deleted, whoever else works in the study."""

import os
import re
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from kamlib.study.leftovers import DAY_SECONDS, is_left_behind, last_used, remove, rests

# A step back to an earlier answer, decision or last day then costs nothing.
RECENT = 3
# Longer than any run takes to read what it has just found there.
RESTS_SECONDS = 15 * 60

# What reading something raises that is absent, cut off or otherwise damaged; it is then made anew.
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, NotImplementedError)

_READING = re.compile(r"^([0-9a-f]{20})\.")


def used(path: Path) -> None:
    """Note that something kept is used now.

    Raises
    ------
    FileNotFoundError
        When it is not there (any more).
    """
    with suppress(PermissionError):
        os.utime(path)


def prune(cache: Path, kind: str = "", *, now: int) -> None:
    """Delete what was used longest ago: all but what is in use now, and as much again but at least a few.

    Whatever somebody used a moment ago stays, so that nothing goes while another run reads it. A folder goes
    in one step; of a reading its contents go first, so that nobody finds the rest.

    Parameters
    ----------
    cache : Path
        Folder with what is kept.
    kind : str
        Beginning of the names of the folders of a step; empty for the readings of files.
    now : int
        How many are in use now: as many as there are files, one of a step.
    """
    kept: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(cache.glob("*"), key=lambda path: path.suffix != ".json"):
        if path.name.startswith("."):
            if is_left_behind(path) or rests(path, DAY_SECONDS):
                remove(path)
        elif kind and path.name.startswith(f"{kind}."):
            kept[path.name].append(path)
        elif not kind and (reading := _READING.match(path.name)):
            kept[reading[1]].append(path)
    last = {name: max(map(last_used, paths)) for name, paths in kept.items()}
    for name in sorted(kept, key=lambda name: -last[name])[now + max(RECENT, now) :]:
        if all(rests(path, RESTS_SECONDS) for path in kept[name]):
            for path in kept[name]:
                remove(path)
