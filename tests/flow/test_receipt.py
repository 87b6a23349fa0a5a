"""What the receipt of a study assumes."""

import pytest

from kamlib.flow.check import check_study

YAML = """\
name: Alder
rates: {{USD: 40}}
tables:
  sales:
    from: sales
    columns: {{account: Client, date: Day, amount: Amount{}}}
"""
LINES = [f"A{n};{n:02d}.01.2025;{n}0,50;{'USD' if n == 3 else 'UAH'}" for n in range(1, 8)]


@pytest.mark.parametrize(("column", "assumed"), [("", True), (", currency: Currency", False)])
def test_one_currency_is_assumed_only_where_no_line_names_one(make_study, column, assumed):
    lines = LINES if column else [line.rpartition(";")[0] for line in LINES]
    sales = "\n".join(["Client;Day;Amount" + (";Currency" if column else ""), *lines, ""])
    told = "\n".join(check_study(make_study(YAML.format(column), sales=sales)).lines)
    assert "counted" in told
    assert ("which study.yaml does not name" in told) == assumed
