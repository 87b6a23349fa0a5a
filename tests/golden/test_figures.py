"""Every figure that was taken is still what the library computes."""

import pytest

from golden.figures import DAY, MOST, REAL, figures, stored
from golden.tables import CHAPTERS
from kamlib.flow import open_study
from kamlib.flow.anchors import record_anchors

STORED = stored()


@pytest.fixture(scope="module")
def study(request, real_study):
    if request.param == "case":
        return open_study("")
    folder, _lines = real_study(request.param)
    record_anchors(folder, on=DAY)
    return open_study(folder)


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("study", ["case", *REAL], indirect=True)
def test_the_figures_are_those_that_were_taken(request, study, chapter):
    name = request.node.callspec.params["study"]
    mine = STORED[(STORED["study"] == name) & (STORED["chapter"] == chapter)]
    taken = figures(study, chapter)
    wanted = mine.set_index(["table", "column"])["value"].to_dict()
    assert {key: taken.get(key) for key in wanted} == pytest.approx(wanted, rel=1e-9, abs=1e-9)


def test_there_are_many_from_every_chapter_and_few_from_one_table():
    assert len(STORED) >= 300
    assert STORED.groupby("chapter").size().reindex(list(CHAPTERS), fill_value=0).min() >= 20
    assert STORED.groupby(["study", "chapter", "table"]).size().max() <= MOST
