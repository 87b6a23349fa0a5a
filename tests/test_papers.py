"""The papers of the repository keep what they promise."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).parents[1]
DECISIONS = sorted((PROJECT / "docs" / "adr").glob("*.md"))
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_context_decision_and_consequence_on_a_page(paper):
    content = paper.read_text(encoding="utf-8")
    assert content.startswith(f"# {int(paper.name[:4])}. ")
    assert re.findall(r"^\*\*(\w+)\.\*\*", content, re.MULTILINE) == ["Context", "Decision", "Consequence"]
    assert len([line for line in content.splitlines() if line and not line.startswith("|")]) <= 30


def test_decisions_are_numbered_without_a_gap():
    assert [int(paper.name[:4]) for paper in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_dependency_says_why_it_is_there():
    project = PYPROJECT["project"]
    wanted = project["dependencies"] + [
        name for extra in project["optional-dependencies"].values() for name in extra
    ]
    names = {re.match(r"[\w\-]+", requirement)[0] for requirement in wanted}
    listed = set(
        re.findall(r"^\| ([\w\-]+) \| [a-zA-Z0-9]", text("docs/adr/0004-dependencies.md"), re.MULTILINE)
    )
    assert listed - {"package"} == names


def test_every_python_that_is_declared_is_declared_everywhere():
    assert PYPROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert "python >=3.11,<3.14" in text("environment.yml")
    assert "(3, 11) <= sys.version_info < (3, 14)" in text("Makefile")
    declared = [line.split(" :: ")[-1] for line in PYPROJECT["project"]["classifiers"]]
    assert declared == ["3.11", "3.12", "3.13"]


def test_versions_that_close_known_holes_are_the_floor():
    floors = {
        "jupyterlab": (4, 6, 2), "jupyter-server": (2, 20), "nbconvert": (7, 17, 1), "tornado": (6, 5, 7),
    }  # fmt: skip
    pins = dict(re.findall(r"^([\w\-]+)==([\d.]+)", text("requirements.lock"), re.MULTILINE))
    for name, floor in floors.items():
        assert tuple(map(int, pins[name].split("."))) >= floor


def test_nothing_of_ours_imports_a_library_that_nobody_keeps():
    found = [path.name for path in (PROJECT / "kamlib").rglob("*.py")
             if re.search(r"^\s*(?:import|from) bleach\b", path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert found == []
    assert not any(name.startswith("bleach") for name in PYPROJECT["project"]["dependencies"])


def test_the_controls_are_of_a_version_that_every_editor_shows():
    pins = dict(re.findall(r"^([\w\-]+)==([\d.]+)", text("requirements.lock"), re.MULTILINE))
    assert pins["ipywidgets"] == "8.1.8"


def test_properties_draw_the_same_examples_in_every_run_and_new_ones_when_asked():
    here, fuzz = settings.get_profile("workbook"), settings.get_profile("fuzz")
    assert (here.derandomize, here.database, here.deadline) == (True, None, None)
    assert (fuzz.derandomize, fuzz.deadline) == (False, None)
    assert "-m hypothesis --hypothesis-profile=fuzz" in text("Makefile")


def test_code_and_texts_have_their_licenses():
    assert text("LICENSE").startswith("MIT License\n")
    assert "the kamlib contributors" in text("LICENSE")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in text("LICENSE-TEXT")
    assert PYPROJECT["project"]["license"] == "MIT"


def test_the_changelog_knows_this_version_and_keeps_results_apart():
    content = text("CHANGELOG.md")
    first, *_rest = re.split(r"^## ", content, flags=re.MULTILINE)[1:]
    assert first.startswith(PYPROJECT["project"]["version"])
    assert "### Results" in first


@pytest.mark.parametrize(
    "paper", ["CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/adr/{path.name}" for path in DECISIONS)]
)
def test_files_that_a_paper_names_are_there(paper):
    folders = r"(?:docs|kamlib|tests|benchmarks|data|notebooks|lab)"
    named = re.findall(rf"`({folders}/[\w./\-]+?)/?`", text(paper))
    assert [name for name in named if not (PROJECT / name).exists()] == []


def test_make_lists_every_target():
    listed = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"^\.PHONY: (.*)$", text("Makefile"), re.MULTILINE)[0].split()) - {"help"}
    assert targets <= {line.split()[0] for line in listed.splitlines()}


def test_what_ci_runs_is_what_a_user_is_told_to_run():
    script = text(".ci/run")
    assert "make test" in script
    assert "make browser" in script
    assert "chromium" in script
    assert (PROJECT / ".ci" / "run").stat().st_mode & 0o100


def test_what_is_computed_is_not_tracked():
    ignored = text(".gitignore").splitlines()
    assert {".venv/", "data/output/"} <= set(ignored)


def test_jupyterlab_is_started_with_settings_it_knows_and_asks_nobody(monkeypatch):
    from jupyter_client.manager import KernelManager
    from jupyterlab.labapp import LabApp
    from traitlets.config import PyFileConfigLoader

    monkeypatch.setenv("PYTHONSAFEPATH", "")
    config = PyFileConfigLoader("jupyter_lab_config.py", str(PROJECT / "lab")).load_config()
    assert os.environ["PYTHONSAFEPATH"] == "1"
    assert "--config=lab/jupyter_lab_config.py" in text("Makefile")
    assert config.LabApp.news_url is None
    assert config.LabApp.check_for_updates_class == "jupyterlab.NeverCheckForUpdate"
    assert set(config.LabApp) <= set(LabApp.class_trait_names())
    assert set(config.KernelManager) <= set(KernelManager.class_trait_names())
    assert set(config.ServerApp) <= set(LabApp.serverapp_class.class_trait_names())
    assert config.ServerApp.terminals_enabled is False


def test_your_own_questions_are_described_with_every_field_and_the_example_is_right(tmp_path):
    from kamlib.flow import open_study
    from kamlib.flow.dossiers import uses_of
    from kamlib.pack import dossier_problems, dossier_template
    from kamlib.pack.dossier import DOSSIER_SHAPE, SHOWS, Question

    described = text("docs/dossier.md")
    example = re.search(r"```yaml\n(.*?)```", described, re.DOTALL)[1]
    (tmp_path / "dossier.yaml").write_text(example, encoding="utf-8")
    criteria = uses_of(open_study())
    assert dossier_problems(tmp_path, most_core=25, criteria=criteria) == []
    gates = next(q for q in dossier_template("general", tmp_path, most_core=25, criteria=criteria).every
                 if q.key == "gates")
    assert gates == Question("gates", "How many gates does the yard have?", "full", 2, 24,
                             ("plan", "criterion: geography"), "their head of logistics", "number")

    def rows(heading):
        part = described.split(f"\n## {heading}\n")[1].split("\n## ")[0]
        return dict(re.findall(r"^\| (\w+) \| (.+?) \|", part, re.MULTILINE)[1:])

    group = DOSSIER_SHAPE["properties"]["groups"]["additionalProperties"]["properties"]
    assert list(rows("Of a group")) == list(group)
    assert list(rows("Of a question")) == list(DOSSIER_SHAPE["$defs"]["question"]["properties"])
    assert rows("What a group can show") == SHOWS
    defaults = Question("q")
    told = re.findall(r"^\| (level|importance|valid_months|answer) \|.*\| (\w+) \|$", described, re.MULTILINE)
    assert dict(told) == {name: str(getattr(defaults, name)) for name, _word in told}
    assert len(told) == 4
