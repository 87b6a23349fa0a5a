"""Write ``environment.yml`` (conda, Binder) from ``requirements.lock``: both give the same versions."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LOCK = PROJECT / "requirements.lock"
ENVIRONMENT = PROJECT / "environment.yml"

_PIN = re.compile(r"^(?P<pin>[A-Za-z0-9][\w.\-\[\]]*==\S+)(?:\s*;\s*(?P<marker>.*?))?\s*\\?$")

_HEAD = """\
# Made from requirements.lock by `make lock`; do not edit by hand.
name: kamlib
channels:
  - conda-forge
dependencies:
  - python >=3.11,<3.14
  - pip
  - pip:
"""


def pins(lock: str) -> list[str]:
    """Return the pinned requirements of the text of a lock file, with their markers, without hashes.

    Examples
    --------
    >>> pins("pexpect==4.9.0 ; sys_platform != 'win32'")
    ["pexpect==4.9.0 ; sys_platform != 'win32'"]
    """
    found = (_PIN.match(line) for line in lock.splitlines())
    return [" ; ".join(part for part in match.groups() if part) for match in found if match]


def environment(lock: str) -> str:
    """Return the text of ``environment.yml`` for the text of a lock file.

    Hashes are left out: pip asks for a hash of everything as soon as one line has one, and the project
    itself (``-e .``) can't have any.
    """
    quoted = (f'      - "{pin}"\n' for pin in pins(lock))
    return _HEAD + "".join(quoted) + "      - -e .\n"


def main() -> None:
    """Write ``environment.yml`` beside ``requirements.lock``."""
    ENVIRONMENT.write_text(environment(LOCK.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
