"""Decisions carried out: nothing vanishes, nothing happens that nobody can read in the file."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.problems import KamError
from kamlib.study.proposals import apply_decisions, in_force, left_out_totals, propose_decisions

LINES = st.lists(
    st.tuples(
        st.sampled_from(["A", "ООО Волна", "Розничный покупатель", "Intercompany", " ", None]),
        st.integers(0, 60),
        st.sampled_from([-70.0, -20.5, 0.0, 20.5, 70.0, 99.99]),
        st.sampled_from(["P", "Q", None]),
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["PLN", "EUR"]),
    ),
    max_size=40,
)


def made(rows) -> pd.DataFrame:
    frame = pd.DataFrame(
        rows, columns=["account", "date", "amount", "product", "invoice", "line", "currency"]
    )
    texts = dict.fromkeys(["account", "product", "invoice", "line", "currency"], "str")
    frame["date"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(frame["date"].astype("int64"), unit="D")
    return frame.astype({**texts, "amount": "float64"})


@settings(max_examples=120)
@given(LINES, st.data())
def test_kept_and_left_out_together_are_what_was_given_whatever_is_decided(rows, data):
    sales = made(rows)
    before = sales.copy(deep=True)
    decisions = propose_decisions(sales, company="Armada")
    answers = st.sampled_from(["", "keep", "leave_out"])
    lines = ~decisions["what"].isin(["vat", "currency"])
    decisions["decided"] = [data.draw(answers) if line else "" for line in lines]
    kept, gone = apply_decisions(sales, decisions)
    both = pd.concat([kept, gone[sales.columns]]).sort_index()
    pd.testing.assert_frame_equal(both, before)
    pd.testing.assert_frame_equal(sales, before)
    totals = left_out_totals(gone)
    assert totals["lines"].sum() == len(gone)
    assert np.isclose(totals["amount"].sum() + kept["amount"].sum(), sales["amount"].sum())


@settings(max_examples=60)
@given(LINES)
def test_lines_and_amounts_of_a_decision_are_those_it_leaves_out(rows):
    sales = made(rows)
    for _place, one in propose_decisions(sales).iterrows():
        if one["what"] not in ("vat", "currency"):
            alone = pd.DataFrame([one]).assign(decided="leave_out")
            if one["what"] == "returns":
                found = propose_decisions(sales)
                others = found[found["what"] == "cancellations"].assign(decided="keep")
                alone = pd.concat([alone, others])
            _kept, gone = apply_decisions(sales, alone)
            if one["what"] != "look_alikes":
                assert (len(gone), round(gone["amount"].sum(), 6)) == (one["lines"], round(one["amount"], 6))


def test_an_empty_answer_leaves_the_proposal_in_force():
    decisions = pd.DataFrame(
        {
            "what": ["no_account", "returns"],
            "subject": ["all", "all"],
            "proposal": ["leave_out", "keep"],
            "decided": [None, np.nan],
        }
    )
    assert list(in_force(decisions)) == ["leave_out", "keep"]


def test_an_unknown_answer_names_its_row_and_what_would_be_right():
    decisions = pd.DataFrame(
        {
            "what": ["no_account", "nonsense"],
            "subject": ["all", "x"],
            "proposal": ["leave_out", "keep"],
            "decided": ["perhaps", ""],
        }
    )
    with pytest.raises(KamError) as caught:
        in_force(decisions)
    assert [str(problem) for problem in caught.value.problems] == [
        'judgement/decisions.csv, row 2, column "decided": "perhaps" is no answer to no_account; '
        "write leave_out or keep",
        'judgement/decisions.csv, row 3, column "what": "nonsense" is no kind of decision; write one of '
        "repeated_lines, no_account, pseudo_client, internal, cancellations, returns, look_alikes, vat, "
        "currency, sign",
    ]


@pytest.mark.parametrize(
    ("what", "subject"),
    [
        ("cancellations", "soon"),
        ("look_alikes", "account, colour"),
        ("repeated_lines", "all"),
        ("cancellations", None),
    ],
)
def test_a_subject_that_can_not_be_carried_out_is_refused(what, subject):
    decisions = pd.DataFrame({"what": [what], "subject": [subject], "proposal": ["leave_out"]})
    with pytest.raises(KamError, match=what):
        apply_decisions(made([("A", 0, 5.0, "P", "1", "1", "PLN")]), decisions)


def test_returns_of_one_account_can_be_left_out_alone():
    sales = made([("A", 0, -5.0, "P", "1", "1", "PLN"), ("B", 0, -7.0, "P", "1", "1", "PLN")])
    decisions = pd.DataFrame(
        {"what": ["returns"], "subject": ["B"], "proposal": ["keep"], "decided": ["leave_out"]}
    )
    kept, gone = apply_decisions(sales, decisions)
    assert (list(kept["account"]), list(gone["account"])) == (["A"], ["B"])


def test_an_entity_left_out_is_found_under_its_own_key_when_accounts_are_grouped():
    sales = pd.DataFrame({"account": ["G", "G"], "entity": ["G", "G2"], "amount": [1.0, 2.0]})
    decisions = pd.DataFrame({"what": ["internal"], "subject": ["G2"], "proposal": ["leave_out"]})
    assert list(apply_decisions(sales, decisions)[0]["amount"]) == [1.0]


def test_a_line_goes_to_the_first_decision_that_leaves_it_out():
    sales = made([(None, 0, 5.0, "P", "1", "1", "PLN"), (None, 0, 5.0, "P", "1", "1", "PLN")])
    gone = apply_decisions(sales, propose_decisions(sales))[1]
    assert list(gone["what"]) == ["no_account", "repeated_lines"]


@pytest.mark.parametrize("name", ["(" * 5000, "(a+)+$" * 999, "{}{0}%s", "\x00", "=1+1"])
def test_hostile_accounts_are_only_text(name):
    sales = pd.DataFrame({"account": [name, "B"], "date": pd.Timestamp("2024-01-01"), "amount": [1.0, 2.0]})
    kept, gone = apply_decisions(sales, propose_decisions(sales, company=name))
    assert len(kept) + len(gone) == 2


def test_an_answer_in_capitals_is_that_answer():
    decisions = pd.DataFrame({"what": ["returns"], "proposal": ["keep"], "decided": [" LEAVE_OUT "]})
    assert list(in_force(decisions)) == ["leave_out"]
