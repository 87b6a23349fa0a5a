"""The files of the case keep their bytes: they are the source, and chapters and answers rest on them."""

import hashlib
from pathlib import Path

from case.case_files import DATA

SUMS = Path(__file__).with_name("files.sha256")
HOW = ("A file of the case differs from the one on which chapters and ANSWERS.md rest. If you changed it on "
       "purpose, change data/truth/ and data/ANSWERS.md with it and write the sums anew, in data/:  "
       "find input judgement -type f | LC_ALL=C sort | xargs -d '\\n' sha256sum > ../tests/case/files.sha256")


def test_the_files_of_the_case_have_the_bytes_that_they_had():
    now = {
        path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("input", "judgement") for path in (DATA / part).rglob("*")
        if path.is_file() and not path.name.startswith((".", "~"))
    }
    then = {name: digest for digest, name in (line.split("  ", 1) for line in
                                              SUMS.read_text(encoding="utf-8").splitlines())}
    other = sorted({name for name, _digest in now.items() ^ then.items()})
    assert other == [], HOW
