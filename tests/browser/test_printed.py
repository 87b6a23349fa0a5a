"""The papers of the evening before the week on real paper: a sheet for each account, then what changed."""

import re
import subprocess

import pandas as pd
import pytest
from publish.briefs import empty_brief, full_brief

from browser.test_pages import CHROMIUM, QUIET
from kamlib.publish.printed import NotMade, printed_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; apt-get install chromium"),
]
LONG = "Общество с ограниченной ответственностью Северо-Западная трубопроводная арматура"
WORDS = "attitude of the chief engineer (Viktor Larionov): −2 → 0, as he said himself in spring"
SHEETS = [
    full_brief(), full_brief(LONG, rows=40, name=LONG), full_brief("x" * 300, rows=3), empty_brief(),
    NotMade("7", LONG, tuple(f"{WORDS} {n}" for n in range(40))), NotMade("8", "Kobalt", ("y" * 900,)),
]  # fmt: skip


@pytest.fixture
def count_pages(tmp_path):
    """Print a page by Chromium and count the sheets of paper."""

    def count(page: str) -> int:
        file, paper = tmp_path / "print.html", tmp_path / "print.pdf"
        file.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        subprocess.run(
            [CHROMIUM, *QUIET, profile, "--no-pdf-header-footer", f"--print-to-pdf={paper}", file.as_uri()],
            capture_output=True, check=True, timeout=90,
        )  # fmt: skip
        return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))

    return count


def page(sheets, accounts):
    rows = [
        (f"k{n}", f"{LONG} {n}", where, WORDS)
        for n in range(accounts) for where in ("Dossier", "Plan", "Plan")
    ]  # fmt: skip
    changes = pd.DataFrame(rows, columns=["account", "name", "where", "words"])
    return printed_page(sheets, changes, study=LONG, day="2026-02-12", since="2025-10-31", language="en")


@pytest.mark.parametrize("accounts", [0, 1, 40])
def test_there_are_as_many_sheets_as_accounts_and_then_the_pages_of_changes(count_pages, accounts):
    changes = count_pages(page([], accounts))
    assert (changes > 1) == (accounts == 40)
    # An account with a meeting has a second sheet, for after it.
    after = ["meeting" not in getattr(one, "lacks", {"meeting": ""}) for one in SHEETS]
    assert count_pages(page(SHEETS, accounts)) == len(SHEETS) + sum(after) + changes
    assert count_pages(page(SHEETS[:1], accounts)) == 1 + after[0] + changes
