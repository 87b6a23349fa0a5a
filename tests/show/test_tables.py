"""Tables for a page: short, scaled, and safe whatever a client is called."""

import pandas as pd
import pytest

from kamlib import show

SPACES = str.maketrans({"\u202f": " "})


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({
        "account": [f"{i:02d}" for i in range(12)],
        "name": ["<script>alert(1)</script> & $x$", *(f"Client {i}" for i in range(11))],
        "amount": [1_200_000_000.0 / (i + 1) for i in range(12)],
        "share": [0.187] * 11 + [float("nan")],
        "growth": [0.14] * 12, "orders": [1234] * 12, "last": pd.Timestamp("2024-12-30"),
        "dependent": [True] * 12,
    })


COLUMNS = {"name": "Account", "amount": "Revenue", "share": "Share", "growth": "Growth", "orders": "Orders",
           "last": "Last purchase", "dependent": "Dependent", "nothing": "Nothing"}


def test_client_text_is_escaped_in_cells_and_headings(frame: pd.DataFrame) -> None:
    html = show.table(frame, {"name": "<b>Account</b>"}).to_html()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; $x$" in html
    assert "<b>" not in html


def test_ten_rows_and_a_line_for_the_others(frame: pd.DataFrame) -> None:
    html = show.table(frame, COLUMNS).to_html()
    assert html.count("<tr") == 11
    assert "and 2 more" in html
    assert "more" not in show.table(frame.head(10), COLUMNS).to_html()


def test_numbers_are_written_for_people(frame: pd.DataFrame) -> None:
    written = repr(show.table(frame, COLUMNS, currency="RUB")).translate(SPACES)
    assert "Revenue, mln RUB" in written
    for piece in ("1 200", "18.7 %", "+14.0 %", "1 234", "2024-12-30", "yes"):
        assert piece in written
    assert "Nothing" not in written


def test_missing_is_an_en_dash(frame: pd.DataFrame) -> None:
    assert "–" in repr(show.table(frame.tail(1), {"share": "Share"}))


def test_a_kind_can_be_told(frame: pd.DataFrame) -> None:
    assert "18.70" not in repr(show.table(frame, {"share": "Share"}))
    assert "0.19" in repr(show.table(frame, {"share": "Share"}, kinds={"share": "number"}))


def test_the_same_table_is_the_same_html_and_plain_text(frame: pd.DataFrame) -> None:
    first, second = show.table(frame, COLUMNS), show.table(frame.copy(), COLUMNS)
    assert first.to_html() == second.to_html()
    assert repr(first) == repr(second)
    assert "0x" not in repr(first)


def test_the_frame_is_left_alone(frame: pd.DataFrame) -> None:
    before = frame.copy()
    show.table(frame, COLUMNS)
    pd.testing.assert_frame_equal(frame, before)


def test_an_empty_frame_has_headings_only() -> None:
    assert "Account" in show.table(pd.DataFrame({"name": []}), {"name": "Account"}).to_html()


@pytest.fixture
def claims() -> pd.DataFrame:
    rows = [("clients_profit", "002", 0.8, "amount", 18, 0.601, 89),
            ("effort_result", "001", 0.8, "amount", None, None, 0),
            ("together", "001", 0.5, "amount", 13, 0.51, 89), ("together", "002", 0.7, "amount", 26, 0.7, 89),
            ("together", "002", 0.8, "amount", 34, 0.8, 89), ("each", "002", 0.1, "amount", 0, 0.0, 89),
            ("each", "002", 0.2, "amount", 0, 0.0, 89)]
    columns = ["claim", "source", "claimed", "basis", "accounts", "measured", "of_accounts"]
    return pd.DataFrame(rows, columns=columns).astype({"accounts": "float64", "measured": "float64"})


def test_few_accounts_with_more_than_all_of_the_profit_are_no_key_accounts(claims: pd.DataFrame) -> None:
    written = repr(show.claims_table(claims.assign(measured=[5.45, None, 0.55, 0.7, 0.8, 0.0, 0.0])))
    assert "others lose it again" in written
    assert "so few, because others lose again what they earn" in written


def test_one_account_brings_and_two_bring(claims: pd.DataFrame) -> None:
    one = claims.assign(accounts=[18, None, 13, 26, 34, 1, 0])
    assert "1 account brings 10 % of revenue or more" in repr(show.claims_table(one))
    two = claims.assign(accounts=[18, None, 13, 26, 34, 2, 1])
    assert "2 accounts bring 10 % of revenue or more, 1 of them 20 % or more" in repr(show.claims_table(two))


@pytest.mark.parametrize(("empty", "html", "text"), [
    (None, "<p>There are none.</p>", "There are none."),
    ("Nobody left <us>.", "<p>Nobody left &lt;us&gt;.</p>", "Nobody left <us>."),
    ("", "", ""),
])  # fmt: skip
def test_an_empty_table_is_left_out_and_one_sentence_stands_in_its_place(empty, html, text) -> None:
    table = show.table(pd.DataFrame({"name": []}), {"name": "Account"}, empty=empty)
    assert (table._repr_html_(), repr(table)) == (html, text)


def test_headings_stand_over_their_figures(frame: pd.DataFrame) -> None:
    html = show.table(frame, {"name": "Account", "amount": "Revenue"}).to_html()
    assert "th.col1 {\n  text-align: right;" in html
    assert "th.col0" not in html


def test_the_four_claims_in_words(claims: pd.DataFrame) -> None:
    written = repr(show.claims_table(claims)).translate(SPACES)
    assert len(written.splitlines()) == 5
    for words in ("20 % of clients bring 80 % of profit",
                  "18 of 89 bring 60.1 % of revenue (costs are not known)", "not measurable without hours",
                  "takes 13 accounts, 70 % takes 26, 80 % takes 34",
                  "no account brings 10 % of revenue", "at 10 % each there are at most ten"):
        assert words in written


def test_effort_is_put_in_words_where_hours_are_known(claims: pd.DataFrame) -> None:
    effort = claims["claim"] == "effort_result"
    known = claims.assign(accounts=claims["accounts"].mask(effort, 12),
                          measured=claims["measured"].mask(effort, 0.468),
                          of_accounts=claims["of_accounts"].mask(effort, 80))
    written = repr(show.claims_table(known)).translate(SPACES)
    assert "the best 20 % of the hours, at 12 of 80, bring 46.8 % of revenue" in written
    assert "without hours" not in written


def test_claims_without_profit_say_so(claims: pd.DataFrame) -> None:
    nothing = claims.assign(measured=float("nan"))
    nothing.loc[nothing["claim"] == "together", "accounts"] = float("nan")
    assert repr(show.claims_table(nothing)).count("there is no profit to share") == 2


def test_points_hours_and_whole_percents_have_no_more_digits_than_people_say() -> None:
    columns = {"points": [9.98, 7.0], "whole": [38.0, 6.0], "half": [38.5, 6.0], "load": [1.8, 0.948]}
    frame = pd.DataFrame(columns)
    kinds = {"points": "points", "whole": "hours", "half": "hours", "load": "whole percent"}
    written = show.table(frame, {name: name for name in frame}, kinds=kinds).data
    rows = [[cell.replace("\u202f", " ") for cell in row] for row in written.to_numpy().tolist()]
    assert rows == [["10.0", "38", "38.5", "180 %"], ["7.0", "6", "6.0", "95 %"]]


def test_both_ends_of_a_range_stand_in_the_unit_of_its_middle():
    frame = pd.DataFrame({"wallet_low": [535_000.0], "wallet": [2_500_000.0], "wallet_high": [9e6]})
    names = {"wallet_low": "Low", "wallet": "Base", "wallet_high": "High"}
    said = str(show.table(frame, names, kinds=dict.fromkeys(names, "money")))
    assert "Low, mln" in said.replace("\u202f", " ")
    assert "0.54" in said
