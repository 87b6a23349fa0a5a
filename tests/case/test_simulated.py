"""Other cases from a seed: the stories hold in the written files, counted with plain pandas."""

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

from case.case_files import DATA, Case, read_case, service_mln
from case.judged_files import LEVERS, above_the_others, mean_pair_correlation, read_judged
from kamlib import flow
from kamlib.run import cli

SEEDS = (7, 8, 21)


def simulate(folder: Path, seed: int) -> Path:
    """A study folder of a seed, made by the command."""
    command = [sys.executable, "-W", "error", str(DATA / "simulate.py"), str(folder), "--seed", str(seed)]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    return folder


class Simulated:
    """A written study: its files, its tables of judgement, and what its truth tells."""

    def __init__(self, folder: Path):
        self.folder, self.case = folder, read_case(folder)
        self.stories = yaml.safe_load((folder / "truth" / "stories.yaml").read_text(encoding="utf-8"))

    def judged(self, name: str) -> pd.DataFrame:
        return read_judged(name, self.folder)

    def of(self, table: str, name: str) -> pd.DataFrame:
        """Rows of a table of judgement about the account with a name."""
        rows = self.judged(table)
        return rows[rows["account"] == self.case.account(name)]

    def wallet_mln(self, name: str) -> float:
        return float(self.of("wallets", name)["base"].sum() / 1e6)

    def influence(self, name: str) -> set[float]:
        """Mean of the levers that manager and supervisor give."""
        answers = self.of("influence", name).pivot(index="role", columns="question", values="answer")
        assert set(answers.index) == {"manager", "supervisor"}
        return set(answers[LEVERS].mean(axis=1).round(3))


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> dict[int, Path]:
    place = tmp_path_factory.mktemp("simulated")
    return {seed: simulate(place / str(seed), seed) for seed in SEEDS}


@pytest.fixture(scope="module", params=SEEDS)
def one(folders, request) -> Simulated:
    return Simulated(folders[request.param])


def files(folder: Path) -> dict[str, bytes]:
    there = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in there.items() if "output" not in name.parts}


def margin_mln(case: Case, name: str) -> float:
    lines = case.of(name, 2025)
    return float((lines["amount"] - lines["cost"]).sum() / 1e6)


def test_a_seed_gives_the_same_bytes_and_another_seed_other_files(folders, tmp_path):
    again = files(simulate(tmp_path / "again", SEEDS[0]))
    assert again == files(folders[SEEDS[0]])
    other = files(folders[SEEDS[1]])
    same = {name for name in again.keys() & other.keys() if again[name] == other[name]}
    assert same <= {"judgement/decisions.csv"}


def test_names_and_sizes_of_the_stories_vary_by_seed(folders):
    told = [Simulated(folder).stories for folder in folders.values()]
    for story in told[0]:
        assert len({str(stories[story]) for stories in told}) == len(SEEDS)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    command = [sys.executable, str(DATA / "simulate.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_export_has_the_dirt_of_a_real_one(one):
    case = one.case
    for column in ("quantity", "amount", "cost"):
        assert case.total[column] == pytest.approx(case.file[column].sum(), abs=0.005)
    assert case.file.drop(columns="line").duplicated().sum() >= 6
    assert not case.file.duplicated(["invoice", "line"]).any()
    assert (case.sales["quantity"] < 0).sum() > 30
    assert ((case.sales["quantity"] == 0) & (case.sales["amount"] < 0)).sum() == 3
    assert not (case.sales["date"].dt.day_of_week == 6).any()
    branch = case.file[case.file["code"] == "00002"]
    assert len(branch) and (branch["amount"] == branch["cost"]).all()
    assert set(case.decisions["subject"]) == {"00001", "00002"} <= set(case.file["code"])
    assert case.customers["tax_id"].dropna().str.fullmatch(r"00\d{8}").all()


def test_hidden_dependence(one):
    case, told = one.case, one.stories["hidden_dependence"]
    mine = case.customers[case.customers["name"].isin(told["entities"])]
    shares = [100 * case.mln(name) / case.total_mln() for name in told["entities"]]
    assert (len(mine), mine["tax_id"].nunique(), mine["manager"].nunique()) == (3, 1, 3)
    assert max(shares) < 10 < 14 < sum(shares) == pytest.approx(told["share"], abs=0.1)
    assert case.groups["name"].tolist() == [told["name"]] * 3


def test_one_manager_hangs_on_one_customer(one):
    told = one.stories["manager_dependence"]
    last = one.case.sales[one.case.sales["year"] == 2025]
    sums = last.groupby(["manager", "account"])["amount"].sum()
    share = (sums.groupby("manager").max() / sums.groupby("manager").sum()).sort_values()
    assert (share.index[-1], 100 * share.iloc[-1]) == (told["manager"], pytest.approx(told["share"], abs=0.1))
    assert share.iloc[-2] < 0.4 < 0.5 < share.iloc[-1]


def test_large_and_served(one):
    case, told = one.case, one.stories["large_and_served"]
    left = margin_mln(case, told["name"]) - service_mln(case, told["name"]).sum()
    assert 100 * case.mln(told["name"]) / case.total_mln() == pytest.approx(told["share"], abs=0.1)
    assert told["share"] > 6
    assert left == pytest.approx(told["left"], abs=0.02)
    assert abs(left) < 0.01 * case.mln(told["name"])
    assert one.influence(told["name"]) == {0.1}
    lost = one.of("influence", told["name"]).query("question == 'would_lose'")["answer"]
    assert lost.tolist() == [0, 0]


def test_loyal_by_geography(one):
    case, told = one.case, one.stories["loyal_by_geography"]
    facts = one.of("facts", told["name"]).set_index("fact")["answer"]
    assert case.of(told["name"])["date"].dt.to_period("Q").nunique() == 16
    share = 100 * case.mln(told["name"]) / one.wallet_mln(told["name"])
    assert share == pytest.approx(told["share"], abs=0.5)
    assert share > 85
    assert (facts["contestable"], facts["credible"]) == ("no", "no")
    assert one.influence(told["name"]) == {0.1}


def test_small_today(one):
    case, told = one.case, one.stories["small_today"]
    assert case.mln(told["name"]) == pytest.approx(told["revenue"], abs=0.01)
    rank = case.accounts_mln().rank(ascending=False)[case.account(told["name"])]
    assert (rank, one.wallet_mln(told["name"])) == (told["rank"], pytest.approx(told["wallet"], rel=0.01))
    assert rank > 25
    assert told["share"] < 8
    assert one.influence(told["name"]) == {0.75}


def test_one_project(one):
    case, told = one.case, one.stories["one_project"]
    now, before = case.mln(told["name"]), case.mln(told["name"], 2024)
    two = case.of(told["name"], 2025).groupby("invoice")["amount"].sum().nlargest(2).sum() / 1e6
    counted = [100 * (now / before - 1), 100 * two / now, 100 * ((now - two) / before - 1)]
    assert counted == pytest.approx([told["growth"], told["share"], told["rest"]], abs=0.1)
    assert counted[0] > 50 < counted[1] and counted[2] < -30


def test_growth_that_is_inflation(one):
    sums = one.case.sales.groupby("year")[["amount", "quantity"]].sum()
    change = 100 * (sums.loc[2025] / sums.loc[2024] - 1)
    told = one.stories["inflation"]
    assert change.tolist() == pytest.approx([told["revenue"], told["pieces"]], abs=0.1)
    assert change["amount"] > 8
    assert change["quantity"] < 0


def test_whale_killer(one):
    case, told = one.case, one.stories["whale_killer"]
    margin, service = margin_mln(case, told["name"]), service_mln(case, told["name"]).sum()
    assert [margin, service, margin - service] == pytest.approx(
        [told["margin"], told["service"], told["left"]], abs=0.02)
    assert case.accounts_mln().rank(ascending=False)[case.account(told["name"])] == told["rank"] <= 8
    assert margin > 0 > margin - service
    paid = case.of(told["name"], 2025).query("amount > 0").dropna(subset=["paid"])
    assert (paid["paid"] - paid["date"]).dt.days.median() > 65


def test_evaluator_bias(one):
    scores, told = one.judged("scores"), one.stories["evaluator_bias"]
    owner = one.case.customers.set_index("code")["manager"]
    assert scores["who"].nunique() == 6
    gap = above_the_others(scores, told["partial"])
    own = gap["account"].map(owner) == told["partial"]
    assert gap.loc[own, "account"].nunique() >= 3
    assert gap.loc[own, "gap"].mean() - gap.loc[~own, "gap"].mean() > 1.4
    cells = scores.pivot(index=["who", "account"], columns="criterion", values="score")
    r = pd.Series({who: mean_pair_correlation(sheet) for who, sheet in cells.groupby("who")})
    assert r.idxmax() == told["halo"]
    assert r.max() > 0.9 > r.drop(told["halo"]).max()


def test_never_bought_leader(one):
    case, told = one.case, one.stories["never_bought_leader"]
    names = [told["name"], *told["opens"]]
    assert set(names) <= set(case.customers["name"])
    assert not case.sales["name"].isin(names).any()
    assert one.wallet_mln(told["name"]) == pytest.approx(told["wallet"], rel=0.01)
    facts = one.of("facts", told["name"]).set_index("fact")["answer"]
    assert facts["leader"] == "yes"


def test_the_page_for_the_trainer_names_everybody_of_the_stories(one):
    page = (one.folder / "truth" / "ANSWERS.md").read_text(encoding="utf-8")
    for told in one.stories.values():
        for name in (told.get(key) for key in ("name", "entity", "manager", "partial", "halo")):
            assert name is None or f"**{name}**" in page


def test_nothing_stops_a_simulated_study(folders):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert cli.main(["check", str(folders[SEEDS[0]])]) == 0
    assert "Nothing stops this study" in said.getvalue()


def test_chapters_01_to_06_run_on_one_of_them(folders):
    told = Simulated(folders[SEEDS[0]]).stories
    study = flow.open_study(folders[SEEDS[0]])
    force = {name: flow.settings_in_force(study, name)
             for name in ("portfolio", "potential", "selection", "manager", "capacity")}
    assert told["hidden_dependence"]["name"] in set(flow.grouped_accounts(flow.prepared(study))["name"])
    profit = flow.portfolio(study, force["portfolio"]).accounts.set_index("name")
    assert profit.loc[told["whale_killer"]["name"], "amount"] > 0
    wallets = flow.potential(study, force["potential"]).accounts.set_index("name")["wallet"]
    assert wallets[told["small_today"]["name"]] > 0
    company = flow.company_selection(study, force["selection"], flow.criteria_in_force(study))
    screen = company.screen.set_index("name")
    assert screen.loc[told["never_bought_leader"]["name"], "target"]
    assert set(company.listed["name"]) >= {told["small_today"]["name"], told["large_and_served"]["name"]}
    pitfalls = company.pitfalls.set_index("code")["what"]
    assert (pitfalls["halo"], pitfalls["own_votes"]) == (told["evaluator_bias"]["halo"],
                                                         told["evaluator_bias"]["partial"])
    managers = flow.manager_selection(study, force["manager"])
    served = set(flow.served(managers)["name"])
    assert {told["large_and_served"]["name"], told["loyal_by_geography"]["name"]} <= served
    carry = flow.assignment(study, force["capacity"])
    assert carry.loads["load"].max() > 1
