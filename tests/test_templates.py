"""Text of users is never a template: braces that somebody typed are shown as they are."""

import re

import nbformat
import pytest
import template_rules as rules

PROJECT = rules.PROJECT
MODULES = sorted(PROJECT.glob("kamlib/**/*.py"))
CHAPTERS = sorted(PROJECT.glob("notebooks/*.ipynb"))
PAGES = sorted(PROJECT.glob("kamlib/**/*.j2"))


def test_no_module_formats_what_is_not_a_literal_of_ours():
    found = {str(path.relative_to(PROJECT)): rules.strange(rules.source(path)) for path in MODULES}
    ours = found.pop("kamlib/tables/schema.py")  # `filled` takes templates of our own files, as mypy sees
    assert [row.split(": ")[1] for row in ours] == ["_(words).format_map"]
    assert {name: rows for name, rows in found.items() if rows} == {}


def test_no_cell_of_a_chapter_formats_what_is_not_a_literal_of_its_own():
    cells = [cell for path in CHAPTERS for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert [row for cell in cells for row in rules.strange(rules.Source(cell.source))] == []


def test_pages_format_only_words_of_ours():
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert [name for name in re.findall(r"([\w.]+)\.format\(", text) if not name.startswith("words.")] == []


@pytest.mark.parametrize("code", [
    "def f(name): return name.format(1)",
    "for row in rows: row['reason'].format(1)",
    "told = _('{}').format(name)\ntold.format(1)",
    "told = _('{name}')\ntold = told.format(name=name)",
    "_(f'{name} has {{}}').format(1)",
    "(_('{}: ') + name).format(1)",
    "words = _('{}') if known else name\nwords.format(1)",
    "[words.format(1) for words in names]",
    "for key, words in {'a': name}.items(): words.format(1)",
    "def words(name): return name\nwords('{}').format(1)",
    "def _f(words): return words.format(1)\n_f('{}')\n_f(name)",
    "list(map(name.format, rows))",
    "'%s' % name",
    "name.format_map(values)",
])  # fmt: skip
def test_what_may_hold_words_of_users_is_found(code):
    assert len(rules.strange(rules.Source(code))) == 1


@pytest.mark.parametrize("code", [
    "_('{}').format(name)",
    "words = _('{}') if n else ngettext('{}', '{}', n)\nwords.format(name)",
    "WORDS = {'a': (N_('{}'), 1)}\nwords, limit = WORDS[key]\n_(words).format(name)",
    "WORDS = {'a': '{}'}\nfor key, words in WORDS.items(): words.format(name)",
    "def words(n): return '{}' if n else '{} more'\nwords(n).format(name)",
    "def _f(n, words): return words.format(n)\n_f(1, _('{}'))\n_f(1, words='{}')",
    "[words.format(name) for words, n in [('{}', 1)]]",
    "from kamlib.show.selection import STEPS\n_(STEPS.get(step, '{}')).format(name)",
])  # fmt: skip
def test_literals_are_followed_through_names_tables_and_functions(code):
    assert rules.strange(rules.Source(code)) == []
