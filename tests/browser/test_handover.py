"""The stand-in and handover sheet on real paper: one A4 page, however much there is."""

import pytest
from publish.handovers import empty_sheet, full_sheet

from browser.test_pages import CHROMIUM
from browser.test_printed import count_pages
from kamlib.publish.brief import sheets_page
from kamlib.publish.handover import handover_fragment

__all__ = ["count_pages"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; apt-get install chromium"),
]
LONG = "Александр-Константин Воскресенский-Задунайский, " * 4


@pytest.mark.parametrize("sheets", [[full_sheet(LONG, rows=40)], [full_sheet(), empty_sheet()]],
                         ids=["fullest", "two"])
def test_each_sheet_prints_on_one_page(sheets, count_pages) -> None:
    made = [handover_fragment(sheet, study=LONG) for sheet in sheets]
    assert count_pages(sheets_page(made, title="Handover", language="en")) == len(sheets)
