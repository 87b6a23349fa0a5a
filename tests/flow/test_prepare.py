"""From the client's tables to lines that count: nothing vanishes, and what was decided is carried out."""

import shutil
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamlib.flow import keep, open_study, portfolio, prepared, settings_in_force
from kamlib.problems import KamError
from kamlib.study.proposals import ANSWERS

pytestmark = pytest.mark.usefixtures("nothing_remembered")

YAML = """\
name: Alder
files: {sales.csv: {columns: {Client: {fill: leave}}}}
tables:
  sales: {from: sales, columns: {account: Client, name: Name, date: Day, amount: Amount}}
"""
DECISIONS = "what,subject,proposal,decided,by,on,note\n"
GROUPS = "entity,account,name,reason,decided,by,on\n"
FRAMES = ("sales", "left_out", "accounts", "decisions", "groups")


def csv(rows, heading="Client;Name;Day;Amount"):
    return heading + "\n" + "".join(";".join(map(str, row)) + "\n" for row in rows)


def write(folder, name, text):
    (folder / "judgement").mkdir(exist_ok=True)
    (folder / "judgement" / f"{name}.csv").write_text(text, encoding="utf-8")


def ready(folder, **words):
    return prepared(open_study(folder, **words))


def refused(folder):
    with pytest.raises(KamError) as caught:
        ready(folder)
    return caught.value.problems


LINES = st.lists(
    st.tuples(
        st.sampled_from(["K1", "K2", "K3", ""]),
        st.just("Some"),
        st.sampled_from(["31.01.2025", "28.02.2025", "15.03.2025", "31.12.2025", ""]),
        st.sampled_from(["10,5", "-10,5", "100,25", "-3,75", "0,5", ""]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, answers=st.lists(st.integers(0, 1), min_size=9, max_size=9), cut=st.booleans())
def test_every_line_is_either_counted_or_left_out_with_its_reason(make_study, lines, answers, cut):
    # Two sure lines, so that there is always something to read and to count.
    rows = [("K9", "", "13.01.2025", "7,5"), *lines, ("K8", "", "25.01.2025", "8,25")]
    folder = make_study(YAML, sales=csv(rows))
    subjects = {
        "no_account": "all",
        "pseudo_client": "K3",
        "internal": "K2",
        "vat": "amount",
        "cancellations": "within 30 days",
        "returns": "K1",
        "look_alikes": "account, date, amount",
    }
    decided = [
        f'{what},"{subject}",{ANSWERS[what][answer if what != "vat" else 0]},,,,'
        for (what, subject), answer in zip(subjects.items(), answers, strict=False)
    ]
    decided.append("sign,amount,turn,keep,,,")
    write(folder, "decisions", DECISIONS + "\n".join(decided) + "\n")
    found = ready(folder, as_of="2025-03-20" if cut else "")
    assert len(found.sales) + len(found.left_out) == len(rows)
    money = sum(float(row[3].replace(",", ".")) for row in rows if row[3])
    assert found.sales["amount"].sum() + found.left_out["amount"].sum() == pytest.approx(money)
    assert (found.left_out["what"] != "").all()
    assert found.sales[["account", "name", "date", "amount"]].notna().all().all()
    assert found.as_of == (pd.Timestamp("2025-03-20") if cut else found.sales["date"].max())
    assert (found.sales["date"] <= found.as_of).all()


def test_lines_without_date_or_amount_are_left_out_by_name(make_study):
    rows = [
        ("A", "", "31.01.2025", "10"),
        ("B", "", "", "20"),
        ("C", "", "28.02.2025", ""),
        ("D", "", "", ""),
    ]
    found = ready(make_study(YAML, sales=csv(rows)))
    assert sorted(zip(found.left_out["entity"], found.left_out["what"], strict=True)) == [
        ("B", "no_date"),
        ("C", "no_amount"),
        ("D", "no_amount"),
    ]


def test_the_last_day_cuts_off_what_comes_later(make_study):
    rows = [("A", "", "31.01.2025", "10"), ("A", "", "01.02.2025", "20")]
    found = ready(make_study(YAML + "as_of: 2025-01-31\n", sales=csv(rows)))
    assert found.sales["amount"].tolist() == [10.0]
    assert found.left_out["what"].tolist() == ["after_as_of"]
    (problem,) = refused(make_study(YAML + "as_of: 2024-12-31\n", sales=csv(rows)))
    assert "as_of" in problem.remedy


GROUPED = YAML + "  accounts: {from: clients, columns: {account: Client, name: Name, manager: Manager}}\n"
CLIENTS = """\
Client;Name;Manager
A;Berth;Ada
B;Berth West;Bo
C;Cove;
N;Never Co;Ada
M;Never West;Bo
R;Retail customer;
"""
TOGETHER = """\
A,A,Berth group,x,yes,,
B,A,Berth group,x,yes,,
M,N,Never group,x,yes,,
N,N,Never group,x,yes,,
"""
SOLD = [
    ("A", "", "31.01.2025", "10"),
    ("B", "", "31.01.2025", "20"),
    ("C", "", "31.01.2025", "30"),
    ("R", "", "31.01.2025", "5"),
    ("X", "Xeno", "31.01.2025", "1"),
]


@pytest.fixture
def grouped(make_study):
    folder = make_study(GROUPED, sales=csv(SOLD), clients=CLIENTS)
    write(folder, "groups", GROUPS + TOGETHER)
    return folder


def test_entities_are_counted_under_their_account_and_kept_beside_it(grouped):
    found = ready(grouped)
    berth = found.sales[found.sales["account"] == "A"]
    assert berth["entity"].tolist() == ["A", "B"]
    assert set(berth["name"]) == {"Berth group"}
    assert set(found.sales["name"]) == {"Berth group", "Cove", "Xeno"}


def test_accounts_that_never_bought_stay_and_pseudo_clients_go(grouped):
    accounts = ready(grouped).accounts.set_index("account")
    assert sorted(accounts.index) == ["A", "C", "N", "X"]
    assert accounts["entities"].to_dict() == {"A": 2, "C": 1, "N": 2, "X": 1}
    assert accounts["name"].to_dict() == {"A": "Berth group", "C": "Cove", "N": "Never group", "X": "Xeno"}
    # The entity whose number the account carries says who manages it.
    assert accounts["manager"].fillna("").to_dict() == {"A": "Ada", "C": "", "N": "Ada", "X": ""}


def test_a_group_that_is_refused_falls_apart(grouped):
    text = (grouped / "judgement" / "groups.csv").read_text(encoding="utf-8")
    write(grouped, "groups", text.replace("yes", "no"))
    found = ready(grouped)
    assert sorted(set(found.sales["account"])) == ["A", "B", "C", "X"]
    assert len(found.accounts) == 6


def test_a_pseudo_client_that_somebody_keeps_is_an_account(grouped):
    write(grouped, "decisions", DECISIONS + "pseudo_client,R,leave_out,keep,Ada,,\n")
    found = ready(grouped)
    assert "R" in set(found.sales["account"]) & set(found.accounts["account"])


def test_lines_without_account_that_somebody_keeps_are_counted_under_a_name_that_says_so(make_study):
    folder = make_study(YAML, sales=csv([("A", "", "31.01.2025", "10"), ("", "", "28.02.2025", "5")]))
    write(folder, "decisions", DECISIONS + "no_account,all,leave_out,keep,Ada,,\n")
    found = ready(folder)
    assert found.sales["name"].tolist() == ["A", "(no account)"]
    assert "(no account)" in set(found.accounts["account"])


MONEY = """\
name: Alder
%s
tables:
  sales: {from: sales, columns: {account: Client, date: Day, amount: Amount, currency: Cur}}
"""
MIXED = csv(
    [("A", "31.01.2025", "100", "PLN"), ("B", "31.01.2025", "10", "EUR"), ("A", "28.02.2025", "50", "PLN")],
    "Client;Day;Amount;Cur",
)


def test_several_currencies_are_refused_without_rates(make_study):
    (problem,) = refused(make_study(MONEY % "currency: PLN", sales=MIXED))
    assert (problem.code, problem.found, problem.file) == ("rate-missing", "EUR", "study.yaml")


@pytest.mark.parametrize("currency", ["PLN", "zł", "pln", ""])
def test_several_currencies_are_converted_with_rates(make_study, currency):
    found = ready(make_study(MONEY % f"currency: '{currency}'\nrates: {{EUR: 4.3}}", sales=MIXED))
    assert found.sales["amount"].tolist() == [100.0, 43.0, 50.0]
    assert set(found.sales["currency"]) == {"PLN"}


def test_one_currency_that_is_not_that_of_the_study_is_no_less_foreign(make_study):
    euro = MIXED.replace("PLN", "EUR")
    assert refused(make_study(MONEY % "currency: PLN", sales=euro))[0].found == "EUR"
    found = ready(make_study(MONEY % "currency: PLN\nrates: {EUR: 4}", sales=euro))
    assert found.sales["amount"].sum() == 4 * 160
    assert ready(make_study(MONEY % "currency: mln EUR", sales=euro)).sales["amount"].sum() == 160


def test_vat_is_taken_out_of_amounts_that_hold_it(make_study):
    folder = make_study(
        YAML + "settings: {intake.vat_rate: 0.25}\n", sales=csv([("A", "", "31.01.2025", "125")])
    )
    write(folder, "decisions", DECISIONS + "vat,amount,net,gross,Ada,,\n")
    assert ready(folder).sales["amount"].tolist() == [100.0]
    columns = YAML.replace("amount: Amount", "amount: Amount, vat: Vat")
    text = csv(
        [("A", "", "31.01.2025", "123", "23"), ("B", "", "28.02.2025", "108", "8")],
        "Client;Name;Day;Amount;Vat",
    )
    folder = make_study(columns, name="column", sales=text)
    write(folder, "decisions", DECISIONS + "vat,amount,net,gross,Ada,,\n")
    assert ready(folder).sales["amount"].tolist() == [100.0, 100.0]


def test_vat_that_nobody_knows_is_refused(make_study):
    folder = make_study(YAML, sales=csv([("A", "", "31.01.2025", "125")]))
    write(folder, "decisions", DECISIONS + "vat,amount,net,gross,Ada,,\n")
    assert refused(folder)[0].code == "vat-unknown"


def test_the_manager_of_an_account_is_that_of_the_accounts_table_else_of_its_sales(make_study):
    text = GROUPED.replace("amount: Amount}", "amount: Amount, manager: Who}", 1)
    rows = [
        ("A", "", "31.01.2025", "10", "Old"),
        ("C", "", "31.01.2025", "10", "Small"),
        ("C", "", "28.02.2025", "90", "Large"),
    ]
    folder = make_study(text, sales=csv(rows, "Client;Name;Day;Amount;Who"), clients=CLIENTS)
    study = open_study(folder)
    found = portfolio(study, settings_in_force(study, "portfolio"))
    assert found.accounts.set_index("account")["manager"].to_dict() == {"A": "Ada", "C": "Large"}
    assert found.accounts.set_index("account")["sold_by"].to_dict() == {"A": "Old", "C": "Large and 1 more"}
    assert dict(zip(found.by_manager["manager"], found.by_manager["amount"], strict=True)) == {
        "Old": 10.0,
        "Small": 10.0,
        "Large": 90.0,
    }


def same(one, other):
    assert one.as_of == other.as_of
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)


def test_the_same_comes_out_first_again_and_after_output_is_deleted(grouped):
    first, again = ready(grouped), ready(grouped)
    shutil.rmtree(grouped / "output")
    same(first, again)
    same(first, ready(grouped))


def test_what_is_kept_is_used(grouped, monkeypatch):
    ready(grouped)
    monkeypatch.setattr("kamlib.flow.prepare._made", lambda *_: pytest.fail("made again"))
    ready(grouped)


def change_input(folder):
    (folder / "input" / "sales.csv").write_text(csv([*SOLD, ("C", "", "28.02.2025", "9")]), encoding="utf-8")


def change_groups(folder):
    write(folder, "groups", GROUPS)


def change_decisions(folder):
    write(folder, "decisions", DECISIONS + "pseudo_client,R,leave_out,keep,,,\n")


def change_study(folder):
    (folder / "study.yaml").write_text(GROUPED + "company: Cove\n", encoding="utf-8")


def change_pack(folder):
    (folder / "pack.yaml").write_text("intake.cancelled_days: 5\n", encoding="utf-8")


@pytest.mark.parametrize("change", [change_input, change_groups, change_decisions, change_study, change_pack])
def test_what_is_kept_is_not_used_when_something_changed(grouped, change, monkeypatch):
    ready(grouped)
    change(grouped)
    made = []
    monkeypatch.setattr(
        keep, "_keep", lambda frames, folder, real=keep._keep: made.append(1) or real(frames, folder)
    )
    ready(grouped)
    assert made == [1]


def test_a_kept_result_that_was_not_finished_is_not_used(grouped, monkeypatch):
    first = ready(grouped)
    shutil.rmtree(grouped / "output")
    write_parquet, done = keep.write_parquet, []

    def stopped(frame, path):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(path)
        write_parquet(frame, path)

    monkeypatch.setattr(keep, "write_parquet", stopped)
    with pytest.raises(KeyboardInterrupt):
        ready(grouped)
    monkeypatch.undo()
    assert not list((grouped / "output" / ".cache").glob("*prepared*"))
    same(first, ready(grouped))


def test_a_kept_table_that_was_deleted_is_read_again(grouped):
    first = ready(grouped)
    for path in (grouped / "output" / ".cache").rglob("*.rows.parquet"):
        path.unlink()
    for path in (grouped / "output" / ".cache").glob("prepared.*"):
        shutil.rmtree(path)
    same(first, ready(grouped))


def bit_turned(content):
    """Turn one bit in the middle of the data, which stand before the description at the end of the file."""
    at = len(content) // 4
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("kept", ["*.json", "*.parquet"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: bytes(len(content)),
        lambda content: b"null",
        bit_turned,
        None,
    ],
    ids=["cut", "empty", "zeros", "other", "bit", "gone"],
)
def test_a_damaged_cache_heals_itself(grouped, kept, damage):
    first = ready(grouped)
    for path in list((grouped / "output" / ".cache").rglob(kept)):
        if damage:
            path.write_bytes(damage(path.read_bytes()))
        else:
            path.unlink()
    same(first, ready(grouped))
    same(first, ready(grouped))


def test_two_that_prepare_at_once_do_not_disturb_each_other(grouped):
    code = "import sys; from kamlib.flow import *; found = prepared(open_study(sys.argv[1]))"
    code += "; print(found.sales['amount'].sum())"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(grouped)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [process.communicate() for process in running] == [("61.0\n", "")] * 3
    assert not [p for p in (grouped / "output" / ".cache").iterdir() if p.name.startswith(".")]


CREDITS = [(f"K{n % 4}", "", f"{n % 27 + 1:02d}.01.2025", "-10,5" if n else "3,5") for n in range(40)]


def test_revenue_written_as_credits_counts_above_zero_and_the_decision_is_there_to_be_changed(make_study):
    folder = make_study(YAML, sales=csv(CREDITS))
    found = ready(folder)
    assert found.sales["amount"].sum() == pytest.approx(39 * 10.5 - 3.5)
    signs = found.decisions[found.decisions["what"] == "sign"]
    assert signs[["subject", "in_force"]].to_numpy().tolist() == [["amount", "turn"]]
    returned = found.decisions[found.decisions["what"] == "returns"]
    assert returned["lines"].tolist() == [1]
    write(folder, "decisions", DECISIONS + "sign,amount,turn,keep,Ada,2025-02-01,\n")
    assert ready(folder).sales["amount"].sum() == pytest.approx(3.5 - 39 * 10.5)


def test_costs_written_below_zero_make_no_margin(make_study):
    rows = [("A", "", f"{n + 1:02d}.01.2025", "100,5", "-80,5") for n in range(20)]
    text = YAML.replace("amount: Amount", "amount: Amount, cost: Costs")
    found = ready(make_study(text, sales=csv(rows, "Client;Name;Day;Amount;Costs")))
    assert (found.sales["amount"] - found.sales["cost"]).sum() == pytest.approx(20 * 20)


def test_days_that_stand_for_none_are_empty_days(make_study):
    rows = [("A", "", "31.01.2025", "10"), ("B", "", "01.01.0001", "20"), ("C", "", "31.12.9999", "30")]
    found = ready(make_study(YAML, sales=csv(rows)))
    assert found.sales["account"].tolist() == ["A"]
    assert found.left_out["what"].tolist() == ["no_date", "no_date"]
