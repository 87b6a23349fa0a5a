"""Several chapters on one study, and the pages that come out."""

import io

import pytest

from kamlib.problems import KamError
from kamlib.run.batch import run_study
from kamlib.run.records import read_records
from kamlib.run.select import chapters
from tests.run.conftest import make_study, write_chapter


def write_chapters(place):
    write_chapter(place, "1", name="00_start", question="Why?")
    write_chapter(place, "raise ValueError('no sales')", name="01_data", question="What did they send?")
    return write_chapter(place, "print(top)", name="02_portfolio", question="Who feeds us?").parent


@pytest.fixture
def notebooks(tmp_path):
    return write_chapters(tmp_path)


def run(study, notebooks, **options):
    screen = io.StringIO()
    return run_study(study, notebooks=notebooks, screen=screen, **options), screen.getvalue()


def results(study):
    files = [path for path in (study / "output").rglob("*.*") if ".log" not in path.parts]
    return {path.name: path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A run with kernels, in which a chapter stops."""
    place = tmp_path_factory.mktemp("finished")
    study = make_study(place)
    return study, *run(study, write_chapters(place), pairs=[("top", "4")])


def test_a_chapter_that_stops_does_not_stop_the_others_and_is_named(finished):
    study, ran, screen = finished
    assert ran.done == ("00_start", "02_portfolio")
    assert list(ran.stopped) == ["01_data"]
    assert [line.split()[:2] for line in screen.splitlines()] == [
        ["00_start", "done"], ["01_data", "stopped"], ["02_portfolio", "done"],
    ]  # fmt: skip
    index = ran.index.read_text(encoding="utf-8")
    assert "Alder &amp; Co" in index
    assert "Sales counted up to 2025-12-31" in index
    assert '<a href="02_portfolio.html">Who feeds us?</a>' in index
    assert "no sales (ValueError)" in index
    assert not (study / "output" / "01_data.html").exists()


def test_pages_show_values_link_their_neighbours_and_name_no_place(finished):
    study, *_ran = finished
    page = (study / "output" / "00_start.html").read_text(encoding="utf-8")
    assert 'Next: <a href="02_portfolio.html">02 Who feeds us?</a>' in page
    page = (study / "output" / "02_portfolio.html").read_text(encoding="utf-8")
    assert "<code>top</code> = 4" in page
    assert ">4</pre>" in page
    assert not any(str(study.parent).encode() in content for content in results(study).values())


def test_a_run_changes_nothing_but_results_and_those_are_the_same_to_the_byte_again(finished):
    study, *_ran = finished
    before = results(study)
    run(study, study.parent / "notebooks", pairs=[("top", "4")], wanted="02")
    assert results(study) == before
    assert sorted(path.name for path in study.iterdir()) == ["output", "study.yaml"]


def test_chapters_of_earlier_runs_stay_listed_until_they_stop(study, notebooks, make_chapter, quick):
    run(study, notebooks, wanted="02")
    make_chapter("stops", name="02_portfolio")
    ran, _screen = run(study, notebooks, wanted="00")
    assert "02_portfolio.html" in ran.index.read_text(encoding="utf-8")
    ran, _screen = run(study, notebooks, wanted="02")
    assert "02_portfolio.html" not in ran.index.read_text(encoding="utf-8")
    assert not (study / "output" / "02_portfolio.html").exists()
    record = study / "output" / ".log" / "state.json"
    record.write_text(record.read_text(encoding="utf-8")[:9], encoding="utf-8")
    run(study, notebooks, wanted="00")
    assert list(read_records(study / "output").results) == ["00_start"]


def test_no_chapter_shows_names_beside_one_that_is_to_show_none(study, notebooks, make_chapter, quick):
    parameters = 'study: str = ""  # the study\nshow_names: bool = True  # or not'
    make_chapter("1", name="02_portfolio", parameters=parameters)
    make_chapter("opened = 'flow.open_study(study)'", name="00_start", question="Why?")
    with pytest.raises(KamError, match="00_start"):
        run(study, notebooks, wanted="00,02", pairs=[("show_names", "false")])
    assert run(study, notebooks, wanted="02", pairs=[("show_names", "false")])[0].done == ("02_portfolio",)
    assert run(study, notebooks, wanted="00", pairs=[])[0].done == ("00_start",)


@pytest.mark.parametrize("pair", [("tpo", "1"), ("top", "many"), ("study", "elsewhere")])
def test_a_value_that_fits_no_chapter_is_refused_before_anything_runs(study, notebooks, pair):
    with pytest.raises(KamError):
        run(study, notebooks, pairs=[pair])
    assert not (study / "output").exists()


def test_without_a_day_in_the_study_none_is_claimed_when_sales_can_not_be_read(study, notebooks, quick):
    (study / "study.yaml").write_text("name: Alder & Co\n", encoding="utf-8")
    ran, _screen = run(study, notebooks, wanted="00")
    assert "Sales counted up to" not in ran.index.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [("", ["00", "01", "02"]), ("01-02", ["01", "02"]), ("2", ["02"]), ("02, 00", ["00", "02"])],
)
def test_chapters_are_chosen_by_number(notebooks, wanted, numbers):
    assert [path.name[:2] for path in chapters(notebooks, wanted)] == numbers


def test_every_part_that_names_no_chapter_is_refused_at_once(notebooks):
    with pytest.raises(KamError) as error:
        chapters(notebooks, "00,90,first")
    assert [problem.code for problem in error.value.problems] == ["chapter-unknown", "chapters-unreadable"]


def test_a_terminal_sees_a_bar_and_one_line_a_chapter(study, notebooks, quick):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    run_study(study, notebooks=notebooks, screen=screen, wanted="00")
    assert "00_start         done in" in screen.getvalue()
    assert "100 %" in screen.getvalue()
