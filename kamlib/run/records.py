"""What ran and on what it rests, kept beside its pages: ``.log/state.json`` of a folder of results.

Each result is recorded at once and whole, so that a run that was interrupted goes on where it was.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kamlib.study.judgement import write_whole

_FILE = Path(".log", "state.json")


@dataclass
class Result:
    """One chapter that ran.

    Parameters
    ----------
    reasons : list of str
        Why it stopped; none when it did not.
    fingerprint : str
        Of everything it rests on.
    values : dict of str to value
        Those it was given.
    finding : str
        What its page found, in a sentence.
    """

    reasons: list[str]
    fingerprint: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    finding: str = ""


@dataclass
class Records:
    """Everything that ran for one account, or for a study as a whole.

    Parameters
    ----------
    account, name : str
        Key and name; empty for a study.
    results : dict of str to Result
        By chapter.
    """

    account: str = ""
    name: str = ""
    results: dict[str, Result] = field(default_factory=dict)

    @property
    def done(self) -> list[str]:
        """Chapters that ran to their end."""
        return sorted(name for name, result in self.results.items() if not result.reasons)


def read_records(place: Path) -> Records | None:
    """Return what is recorded in a folder of results and still there; nothing where it can't be read."""
    try:
        said = json.loads((place / _FILE).read_text(encoding="utf-8"))
        results = {name: Result(**result) for name, result in said.pop("results").items()}
        there = {name: result for name, result in results.items()
                 if result.reasons or (place / "notebooks" / f"{name}.ipynb").is_file()}  # fmt: skip
        return Records(**said, results=there)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def write_records(place: Path, records: Records) -> None:
    """Record it, whole or not at all."""
    file = place / _FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(records), ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(file, text.encode("utf-8"))


def all_records(folder: Path) -> Iterator[tuple[Path, Records]]:
    """Yield the folders of accounts below ``folder`` with what is recorded there."""
    for place in sorted(folder.glob("*")):
        records = read_records(place)
        if records is not None:
            yield place, records
