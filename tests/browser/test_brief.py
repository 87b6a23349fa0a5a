"""The page of a meeting printed by a real Chromium: the fullest one is one sheet, and nothing runs over."""

import re
import shutil
import subprocess

import pytest
from publish.briefs import CYRILLIC, empty_brief, full_brief

from browser.test_pages import CHROMIUM, QUIET, pytestmark  # noqa: F401
from kamlib.publish.brief import brief_fragment, sheets_page

BRIEFS = {
    "full": full_brief(rows=5), "worst": full_brief(CYRILLIC, rows=40, name=CYRILLIC), "empty": empty_brief(),
    "wide": full_brief("W" * 400, rows=40), "few": full_brief(rows=1),
}  # fmt: skip
# How far the content of each sheet, and of each of its columns, reaches beyond its box.
MEASURE = """<script>
const boxes = [...document.querySelectorAll('.a4, .columns > div, .below')];
document.title = 'over ' + Math.max(...boxes.map(box => box.scrollHeight - box.clientHeight));
</script></body>"""


def page_of(name, *, after):
    sheet = brief_fragment(BRIEFS[name], study="Alder", after=after)
    return sheets_page([sheet], title=name, language="en")


def browser(tmp_path, *words):
    command = [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", *words]
    return subprocess.run(command, capture_output=True, check=True, timeout=90).stdout.decode()


@pytest.mark.parametrize("name", BRIEFS)
def test_a_meeting_is_one_sheet_of_paper_and_its_second_page_another(tmp_path, name):
    for after, pages in ((False, 1), (True, 2)):
        file = tmp_path / f"{name}{pages}.html"
        file.write_text(page_of(name, after=after), encoding="utf-8")
        paper = tmp_path / f"{name}{pages}.pdf"
        browser(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={paper}", file.as_uri())
        found = re.findall(rb"/Type\s*/Page\b(?!s)", paper.read_bytes())
        if shutil.which("pdfinfo"):
            told = subprocess.run(["pdfinfo", paper], capture_output=True, check=True).stdout.decode()
            assert f"Pages:           {pages}" in told
        else:
            assert len(found) == pages


@pytest.mark.parametrize("name", BRIEFS)
def test_nothing_on_the_sheet_runs_over_its_place(tmp_path, name):
    page = page_of(name, after=True)
    file = tmp_path / "measured.html"
    # The page itself forbids scripts; only the copy that is measured has one.
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    file.write_text(open_page.replace("</body>", MEASURE), encoding="utf-8")
    over = re.search(r"<title>over (-?\d+)</title>", browser(tmp_path, "--dump-dom", file.as_uri()))
    assert over and int(over[1]) <= 1
