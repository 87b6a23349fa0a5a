"""Names in the workbooks of buying centres that fit together, and those that do not."""

import pandas as pd

from kamlib.flow.buying_people import written_people
from kamlib.study.books import Books


def test_a_superior_who_is_on_no_line_is_told():
    people = pd.DataFrame({
        "account": ["A", "A", "A", "B"], "person": ["Ada Kern", "Bo", "Cy", "Di"],
        "reports_to": ["", "ada  KERN", "Ada Kren", "Ada Kern"]}, dtype="str")
    books = Books({"persons": people}, pd.DataFrame(), files={"A": "a.xlsx", "B": "b.xlsx"})
    found, problems = written_people(books)
    assert found["reports_to"].tolist() == ["", "Ada Kern", "Ada Kren", "Ada Kern"]
    assert {(one.code, one.severity) for one in problems} == {("person-stranger", "warning")}
    assert [(one.file, one.found) for one in problems] == [("a.xlsx", "Ada Kren"), ("b.xlsx", "Ada Kern")]
