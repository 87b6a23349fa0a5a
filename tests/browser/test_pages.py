"""Pages in a real Chromium that can't reach any address: nothing is asked, nothing runs, all is readable."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kamlib.publish.index import Entry, index_page
from kamlib.publish.page import chapter_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; apt-get install chromium"),
]
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-default-apps", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=4000",
]  # fmt: skip


@pytest.fixture
def open_page(tmp_path):
    """Open a page and return what the browser made of it, and every address it tried to reach."""

    def look(page: str, *options: str) -> tuple[str, set[str]]:
        file, log = tmp_path / "page.html", tmp_path / "net.json"
        file.write_text(page, encoding="utf-8")
        command = [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", f"--log-net-log={log}"]
        ended = subprocess.run(
            [*command, *(options or ["--dump-dom"]), file.as_uri()],
            capture_output=True,
            check=True,
            timeout=90,
        )
        return ended.stdout.decode("utf-8"), asked(log)

    return look


def asked(log: Path) -> set[str]:
    """Return the addresses in Chromium's own log of its requests, those of its own services left out."""
    text = log.read_text(encoding="utf-8", errors="replace")
    try:
        events = json.loads(text)["events"]
    except json.JSONDecodeError:
        # A browser that is ended at once may leave the log without its last bracket.
        events = json.loads(text.rstrip().rstrip(",") + "]}")["events"]
    found = {str(event.get("params", {}).get("url", "")) for event in events}
    found |= {str(event.get("params", {}).get("host", "")) for event in events}
    return {url for url in found if re.search(r"asks\.example|example\.com|cdn|unpkg|jsdelivr", url)}


def test_the_browser_notices_when_a_page_asks(open_page):
    """Without this the other tests could pass because nothing is watched."""
    _dom, requests = open_page('<title>t</title><img src="http://asks.example/a.png">')
    assert any("asks.example" in request for request in requests)


def test_nothing_hostile_runs_and_no_request_leaves(open_page, hostile_notebook):
    page = chapter_page(hostile_notebook, study="Alder & Co", language="en", name="02.html")
    dom, requests = open_page(page)
    assert "<title>02 Who feeds us? – Alder &amp; Co</title>" in dom
    assert requests == set()


def test_the_policy_alone_stops_what_the_cleaning_should_miss(open_page):
    page = index_page([Entry("02", "Who?")], study="Alder", as_of="", language="en")
    # No frame among them: Chromium opens a connection for a frame before it looks at the policy, so that
    # against frames only the cleaning helps.
    attack = (
        "<script>document.title = 'ran'</script>"
        "<img src='http://asks.example/a.png' onerror=\"document.title='ran'\">"
        "<link rel='stylesheet' href='http://asks.example/a.css'><video src='http://asks.example/a.mp4'></video>"
        "<style>body {background: url(http://asks.example/b.png)}</style>"
    )
    dom, requests = open_page(page.replace("</main>", attack + "</main>"))
    assert "<title>Alder</title>" in dom
    assert requests == set()


def test_formulas_code_lines_and_contents_work_without_a_script(open_page, make_notebook):
    notebook = make_notebook("## The method\n\n$H = \\sum_i s_i^2$", {"source": "1 < 2"})
    dom, _requests = open_page(chapter_page(notebook, study="Alder", language="en", name="02.html"))
    assert "<math " in dom
    assert '<a href="#the-method">' in dom
    assert '<details class="code"><summary>show the arithmetic</summary>' in dom


def test_a_page_prints_on_paper(open_page, make_notebook, tmp_path):
    notebook = make_notebook("## The method\n\ntext")
    page = chapter_page(notebook, study="Alder", language="en", name="02.html")
    open_page(page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    content = (tmp_path / "page.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
