"""Scales in money are proposed once and never recomputed."""

from datetime import date
from pathlib import Path

import pytest

from kamlib.flow import open_study
from kamlib.flow.anchors import lacks_anchors, record_anchors

DAY = date(2026, 1, 12)
STUDY = """name: Small
tables:
  sales:
    from: sales
    columns: {account: Client, date: Date, amount: Amount, cost: Cost}
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """Twelve clients that buy for 100, 200, 400 ... a month, a fifth of it margin."""
    rows = ["Client,Date,Amount,Cost"]
    for month in range(1, 13):
        rows += [f"C{n:02d},2025-{month:02d}-10,{100 * 2**n},{80 * 2**n}" for n in range(12)]
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "sales.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    return tmp_path


def test_money_scales_are_round_and_rise(folder):
    assert record_anchors(folder, on=DAY)
    settings = open_study(folder).settings
    anchors = settings["criteria.potential_history.anchors"].value
    assert anchors == sorted(set(anchors))
    assert all(f"{value:e}"[0] in "125" and f"{value:e}"[1:].startswith(".000000") for value in anchors)
    # Margin is a fifth of revenue, and what can be reached is not known.
    assert "profit_potential.anchors: " in (folder / "pack.yaml").read_text(encoding="utf-8")
    assert settings["criteria.profit_potential.anchors"].value[0] < anchors[0]


def test_what_stands_in_the_pack_is_never_proposed_anew(folder):
    mine = "# mine\ncriteria.potential_history.anchors: [1, 2, 3, 4, 5]\n"
    (folder / "pack.yaml").write_text(mine, encoding="utf-8")
    assert record_anchors(folder, on=DAY)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    assert text.startswith(mine.rstrip("\n"))
    assert text.count("potential_history") == 1
    assert (folder / "pack.2026-01-12.yaml").read_text(encoding="utf-8") == mine


def test_a_second_time_nothing_is_written(folder):
    record_anchors(folder, on=DAY)
    before = (folder / "pack.yaml").read_bytes()
    assert record_anchors(folder, on=DAY) == []
    assert (folder / "pack.yaml").read_bytes() == before


def test_a_study_with_open_questions_gets_none_until_they_are_answered(folder):
    (folder / "study.yaml").write_text(STUDY.replace("Amount, cost", "Betrag, cost"), encoding="utf-8")
    assert record_anchors(folder, on=DAY) == []
    assert not lacks_anchors(folder)
    assert not (folder / "pack.yaml").exists()
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    assert lacks_anchors(folder)
    record_anchors(folder, on=DAY)
    assert not lacks_anchors(folder)
