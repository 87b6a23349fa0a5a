"""Random tables in random dialects come back as they were, or a question is asked where none could tell."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamlib.study.read import Loaded, read_file

WORDS = {
    "utf-8": ["ООО Ромашка", "Żółta Łódź", "Müller & Söhne", "Acme", "АО «Весна»"],
    "utf-8-sig": ["ООО Ромашка", "Łódź", "Acme"], "utf-16": ["Весна", "Żuraw", "Müller"],
    "cp1251": ["ООО Ромашка", "Весна Плюс", "Северный завод", "Acme"],
    "cp1250": ["Żółta Łódź", "Święty Krzyż", "Źródło", "Acme"],
    "cp1252": ["Müller Straße", "Société générale", "Compañía Niño", "Acme"],
}
DATE_FORMS = {
    "ymd": "%Y-%m-%d", "ymdhms": "%Y-%m-%d %H:%M:%S", "dmy.": "%d.%m.%Y", "dmy.t": "%d.%m.%Y %H:%M",
    "dmy/": "%d/%m/%Y", "mdy/": "%m/%d/%Y", "yyyymmdd": "%Y%m%d", "dmy-": "%d-%m-%Y",
}


@dataclass
class Written:
    text: str
    encoding: str
    names: list[str]
    days: list[dt.date]
    cents: list[int]
    ids: list[str]
    slashed: bool


def amount(cents: int, decimal: str, thousands: str, negative: str, money: str) -> str:
    whole, rest = divmod(abs(cents), 100)
    digits = f"{whole:,}".replace(",", thousands) + f"{decimal}{rest:02d}"
    digits = {"before": f"{money}{digits}", "after": f"{digits} {money}", "": digits}[
        ("before" if money in "€$" else "after") if money else ""
    ]
    if cents >= 0:
        return digits
    return {"-": f"-{digits}", "()": f"({digits})", "trailing": f"{digits}-", "−": f"−{digits}"}[negative]


@st.composite
def written(draw: st.DrawFn) -> Written:
    encoding = draw(st.sampled_from(list(WORDS)))
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    decimal = draw(st.sampled_from([",", "."]))
    unicode = encoding.startswith("utf")
    spaces = ["", " ", "\u00a0", "'"] + (["\u2009", "\u202f", "’"] if unicode else [])
    thousands = draw(st.sampled_from([*spaces, "." if decimal == "," else ","]))
    negative = draw(st.sampled_from(["-", "()", "trailing"] + (["−"] if unicode else [])))
    money = draw(st.sampled_from(["", "", "€", "PLN"])) if encoding != "cp1251" else ""
    order = draw(st.sampled_from(list(DATE_FORMS)))
    form = DATE_FORMS[order]
    n = draw(st.integers(6, 25))
    names = draw(st.lists(st.sampled_from(WORDS[encoding]), min_size=n, max_size=n))
    names[:2] = WORDS[encoding][:2]
    days = draw(st.lists(st.dates(dt.date(2015, 1, 1), dt.date(2029, 12, 31)), min_size=n, max_size=n))
    cents = draw(st.lists(st.integers(-(10**9), 10**9), min_size=n, max_size=n))
    ids = [f"{draw(st.integers(0, 99999)):05d}" for _ in range(n - 1)] + ["00417"]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    lines = [["Client", "Date", "Amount", "Code"]]
    for name, day, value, code in zip(names, days, cents, ids, strict=True):
        cells = [name, day.strftime(form), amount(value, decimal, thousands, negative, money), code]
        lines.append([f'"{cell}"' if delimiter in cell else cell for cell in cells])
    text = end.join(delimiter.join(line) for line in lines) + end
    return Written(text, encoding, names, days, cents, ids, order[-1] in "/-")


@given(written())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_comes_back_as_it_was_or_a_question_is_asked(tmp_path: Path, made: Written) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(made.text.encode(made.encoding))
    result = read_file(path, label="input/sales.csv")
    assert result.questions == []
    assert len(result.tables) == 1
    table = result.tables[0]
    assert [p for p in table.all_problems if p.severity == "error"] == []
    assert list(table.frame["Client"]) == made.names
    assert list(table.frame["Code"]) == made.ids
    if asked(table, "Date"):
        assert made.slashed and all(day.day <= 12 for day in made.days)
    else:
        assert list(table.frame["Date"].dt.date) == made.days
    again = read_file(path, label="input/sales.csv", settings=table.settings).tables[0]
    pd.testing.assert_frame_equal(table.frame, again.frame)
    assert again.settings == table.settings
    expected = pd.Series([value / 100 for value in made.cents])
    assert (table.frame["Amount"].astype("float64") - expected).abs().max() < 1e-6


def asked(table: Loaded, column: str) -> bool:
    return any(question.column == column for question in table.questions)
