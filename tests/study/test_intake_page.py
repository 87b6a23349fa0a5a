"""The page on intake names every module of its stations, and none that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_on_intake_names_every_module():
    page = (ROOT / "docs" / "intake.md").read_text(encoding="utf-8")
    rooms = {room: {path.name for path in (ROOT / "kamlib/study" / room).glob("[a-z]*.py")}
             for room in ("read", "meaning")}  # fmt: skip
    named = {name.rsplit("/", 1)[-1] for name in re.findall(r"`([\w/]+\.py)`", page)}
    assert rooms["read"] | rooms["meaning"] <= named
    everywhere = {path.name for path in (ROOT / "kamlib").rglob("*") if path.suffix == ".py"}
    assert named <= everywhere
