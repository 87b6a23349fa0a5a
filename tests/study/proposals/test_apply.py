"""Decisions carried out: nothing vanishes, nothing happens that nobody can read in the file."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamlib.problems import KamError
from kamlib.study.proposals import apply_decisions, in_force, propose_decisions

LINES = st.lists(
    st.tuples(
        st.sampled_from(["A", "ООО Волна", "Розничный покупатель", "Intercompany", " ", None]),
        st.integers(0, 60),
        st.sampled_from([-70.0, -20.5, 0.0, 20.5, 70.0, 99.99]),
        st.sampled_from(["P", "Q", None]),
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["1", "2", None]),
    ),
    max_size=40,
)


def made(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["account", "date", "amount", "product", "invoice", "line"])
    texts = dict.fromkeys(["account", "product", "invoice", "line"], "str")
    frame["date"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(frame["date"].astype("int64"), unit="D")
    return frame.astype({**texts, "amount": "float64"})


def decided(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["what", "subject", "proposal", "decided"])


@settings(max_examples=120)
@given(LINES, st.data())
def test_kept_and_left_out_together_are_what_was_given_whatever_is_decided(rows, data):
    sales = made(rows)
    before = sales.copy(deep=True)
    decisions = propose_decisions(sales, company="Armada")
    answers = st.sampled_from(["", "keep", "leave_out"])
    decisions["decided"] = [data.draw(answers) if what != "vat" else "" for what in decisions["what"]]
    kept, gone = apply_decisions(sales, decisions)
    pd.testing.assert_frame_equal(pd.concat([kept, gone[sales.columns]]).sort_index(), before)
    pd.testing.assert_frame_equal(sales, before)


@settings(max_examples=60)
@given(LINES)
def test_lines_and_amounts_of_a_decision_are_those_it_leaves_out(rows):
    sales = made(rows)
    found = propose_decisions(sales)
    for one in found[~found["what"].isin(["vat", "look_alikes"])].itertuples():
        # What is cancelled is no return, left out or kept.
        others = found[(found["what"] == "cancellations") & (one.what == "returns")].assign(decided="keep")
        mine = found.loc[[one.Index]].assign(decided="leave_out")
        _kept, gone = apply_decisions(sales, pd.concat([mine, others]))
        assert (len(gone), round(gone["amount"].sum(), 6)) == (one.lines, round(one.amount, 6))


@pytest.mark.parametrize(
    ("answer", "in_use"), [(None, "keep"), (np.nan, "keep"), ("", "keep"), (" LEAVE_OUT ", "leave_out")]
)
def test_an_empty_answer_leaves_the_proposal_in_force_and_capitals_do_not_matter(answer, in_use):
    assert list(in_force(decided(("returns", "all", "keep", answer)))) == [in_use]


def test_an_unknown_answer_names_its_row_and_what_would_be_right():
    with pytest.raises(KamError) as caught:
        in_force(decided(("no_account", "all", "leave_out", "perhaps"), ("nonsense", "x", "keep", "")))
    assert [str(problem) for problem in caught.value.problems] == [
        'judgement/decisions.csv, row 2, column "decided": "perhaps" is no answer to no_account; '
        "write leave_out or keep",
        'judgement/decisions.csv, row 3, column "what": "nonsense" is no kind of decision; write one of '
        "repeated_lines, no_account, pseudo_client, internal, cancellations, returns, look_alikes, vat, "
        "currency, sign",
    ]


@pytest.mark.parametrize(
    ("what", "subject"),
    [("cancellations", "soon"), ("look_alikes", "account, colour"), ("repeated_lines", "all"),
     ("cancellations", None)],
)  # fmt: skip
def test_a_subject_that_can_not_be_carried_out_is_refused(what, subject):
    with pytest.raises(KamError, match=what):
        apply_decisions(made([("A", 0, 5.0, "P", "1", "1")]), decided((what, subject, "leave_out", "")))


def test_returns_of_one_account_can_be_left_out_alone():
    sales = made([("A", 0, -5.0, "P", "1", "1"), ("B", 0, -7.0, "P", "1", "1")])
    kept, gone = apply_decisions(sales, decided(("returns", "B", "keep", "leave_out")))
    assert (list(kept["account"]), list(gone["account"])) == (["A"], ["B"])


def test_an_entity_left_out_is_found_under_its_own_key_when_accounts_are_grouped():
    sales = pd.DataFrame({"account": ["G", "G"], "entity": ["G", "G2"], "amount": [1.0, 2.0]})
    kept, _gone = apply_decisions(sales, decided(("internal", "G2", "leave_out", "")))
    assert list(kept["amount"]) == [1.0]


def test_a_line_goes_to_the_first_decision_that_leaves_it_out():
    sales = made([(None, 0, 5.0, "P", "1", "1"), (None, 0, 5.0, "P", "1", "1")])
    gone = apply_decisions(sales, propose_decisions(sales))[1]
    assert list(gone["what"]) == ["no_account", "repeated_lines"]


@pytest.mark.parametrize("name", ["(" * 5000, "(a+)+$" * 999, "{}{0}%s", "\x00", "=1+1"])
def test_hostile_accounts_are_only_text(name):
    sales = pd.DataFrame({"account": [name, "B"], "date": pd.Timestamp("2024-01-01"), "amount": [1.0, 2.0]})
    kept, gone = apply_decisions(sales, propose_decisions(sales, company=name))
    assert len(kept) + len(gone) == 2
