import pandas as pd
import pytest

from kamlib.problems import KamError, Problem
from kamlib.study import query
from kamlib.study.query import run_query

PLACE = Problem("query", "", file="study.yaml", row=7)


@pytest.fixture
def tables(tmp_path):
    orders = tmp_path / "it's orders.parquet"
    pd.DataFrame({"account": ["B", "A"], "amount": [2.0, 1.0]}).to_parquet(orders)
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    pd.DataFrame({"x": [1]}).to_parquet(tmp_path / "secret.parquet")
    return {"orders": orders}


def test_a_select_gives_rows_in_one_order(tables):
    assert run_query("select * from orders", tables, place=PLACE)["account"].tolist() == ["A", "B"]


@pytest.mark.parametrize("statement", [
    "copy orders to '{}/out.csv'", "attach '{}/out.db'", "export database '{}/out'", "install httpfs",
    "create table x as select 1", "set memory_limit='1GB'", "pragma version", "drop view orders", "",
    "select 1; select 2", "select 1; copy orders to '{}/out.csv'", "insert into orders values ('C', 1)",
    "update orders set amount = 0", "call pragma_version()", "explain select 1",
])  # fmt: skip
def test_only_one_select_is_taken_and_nothing_is_written(tables, tmp_path, statement):
    before = sorted(tmp_path.iterdir())
    with pytest.raises(KamError, match=r"study\.yaml, row 7"):
        run_query(statement.format(tmp_path), tables, place=PLACE)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("source", [
    "read_csv('{}/secret.csv')", "'{}/secret.csv'", "read_parquet('{}/*.parquet')", "glob('{}/*')",
    "read_text('{}/secret.csv')", "read_parquet('{}/secret.parquet')", "read_blob('/etc/hostname')",
])  # fmt: skip
def test_a_select_reaches_no_other_file(tables, tmp_path, source):
    with pytest.raises(KamError, match="outside the study's tables"):
        run_query("select * from " + source.format(tmp_path), tables, place=PLACE)


@pytest.mark.parametrize(
    "sql", ["select nothing from orders", "selec 1", "select * from hidden", "select 'x'::int"]
)
def test_a_query_that_fails_is_one_sentence_without_a_path_and_sees_no_variable(tables, tmp_path, sql):
    hidden = pd.DataFrame({"a": [1]})
    with pytest.raises(KamError) as caught:
        run_query(sql, tables, place=PLACE)
    assert str(tmp_path) not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(hidden) == 1


def test_lists_are_refused_because_no_column_of_a_study_holds_them(tables):
    with pytest.raises(KamError, match="gives lists in all_of_them"):
        run_query("select list(account) as all_of_them from orders", tables, place=PLACE)


@pytest.mark.parametrize(
    "statement",
    [
        "with recursive t(n) as (select 1 union all select n + 1 from t) select sum(n) as amount from t",
        "select a.i + b.i as amount from range(1000000) a(i), range(1000000) b(i) order by 1",
    ],
)
def test_a_query_that_never_ends_is_ended_with_a_sentence(tables, monkeypatch, statement):
    monkeypatch.setattr(query, "_SECONDS", 0.3)
    with pytest.raises(KamError, match="takes longer than 0 seconds"):
        run_query(statement, tables, place=PLACE)


ROWS = "select a.* from orders a, orders b"


@pytest.mark.parametrize(("limit", "value", "sql", "words"), [
    ("_MOST_ROWS", 3, ROWS, "gives more than 3 rows"),
    ("_MOST_CELLS", 7, ROWS, "gives more than 3 rows"),
    ("_MEMORY", "100MB", "select a.i || repeat('x', 1000000) as b from range(100000) a(i)",
     "needs more than 100MB of memory"),
    ("_MOST_TEXT", 100, "select repeat('ż', 30) as account from orders", "more text than a study holds"),
])  # fmt: skip
def test_a_result_that_is_too_large_is_refused_before_it_is_taken_over(
    tables, monkeypatch, limit, value, sql, words
):
    monkeypatch.setattr(query, limit, value)
    with pytest.raises(KamError, match=words):
        run_query(sql, tables, place=PLACE)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("select * from orders where random() < 0.5", "random"),
        ("select * from orders where amount < Current_Date - date '2020-01-01'", "current_date"),
        ("select account, now() as date from orders", "now"),
        ("select account, age(date '2020-01-01') as date from orders", "age of today"),
        ("select * from orders using sample 1", "sample"),
        ("with x as (select uuid() as account) select * from x", "uuid"),
        ('select * from orders where "random" () < 0.5', "random"),
        ("select '--' as account, random() as amount from orders", "random"),
        ("select * from orders where random /* why */ () < 0.5", "random"),
    ],
)
def test_a_query_whose_rows_depend_on_chance_or_the_clock_is_refused(tables, statement, named):
    with pytest.raises(KamError, match=f"gives other rows on another run, by {named}"):
        run_query(statement, tables, place=PLACE)


@pytest.mark.parametrize(
    "statement", ["select 'random()' as account", 'select o.amount as "now" from orders o',
                  "select '-- \"now\"()' as account"]
)
def test_words_that_only_look_like_chance_are_taken(tables, statement):
    assert len(run_query(statement, tables, place=PLACE)) > 0
