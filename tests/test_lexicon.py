"""The lexicon: words of five languages, each in one place and with one meaning."""

from pathlib import Path

import pytest
import yaml

from kamlib.lexicon import currency_names, lists
from kamlib.lexicon.cells import heads_dates, heads_names, month_in
from kamlib.lexicon.money import code_of

FILES = sorted(Path(__file__).parents[1].glob("kamlib/lexicon/*.yaml"))


def test_no_name_is_that_of_two_currencies():
    spelled = {code: {*currency_names(code), *more} for code, more in lists("money")["currencies"].items()}
    assert {code: wrong for code, spellings in spelled.items()
            if (wrong := {name for name in spellings if code_of(name) not in (code, "")})} == {}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_word_is_a_word(path):
    """YAML reads a bare no, on or null as something else."""

    def leaves(value):
        if isinstance(value, dict):
            return [leaf for part in value.values() for leaf in leaves(part)]
        return [leaf for part in value for leaf in leaves(part)] if isinstance(value, list) else [value]

    words = leaves(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [word for word in words if isinstance(word, bool) or word is None] == []


@pytest.mark.parametrize("heading", ["květen 2024", "May 2024", "май 2024 г.", "maja 2024 r.", "Mai 2024"])
def test_months_are_known_in_five_languages(heading):
    assert month_in(heading) == (2024, 5)


@pytest.mark.parametrize(
    ("heading", "names", "dates"),
    [
        ("KodTowaru", 1, 0), ("tax_id", 1, 0), ("InvoiceNo", 1, 0), ("ИНН/КПП", 1, 0), ("№ документа", 1, 0),
        ("Item", 0, 0), ("Amount", 0, 0), ("Posting Date", 0, 1), ("Дата документа", 0, 1),
        ("Data sprzedaży", 0, 1),
    ],
)  # fmt: skip
def test_headings_of_keys_and_of_dates(heading, names, dates):
    assert (heads_names(heading), heads_dates(heading)) == (bool(names), bool(dates))
