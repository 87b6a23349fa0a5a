"""Excel forms for people who never open a notebook: written, sent, filled, read back cell by cell.

`form` says what a form is; `write` and `page` make the workbook, `returned`, `find` and `cells` read it back.
Each form has a file of its own with its layout and with what its answers say: `scores`, `facts`, `influence`,
`strength`. A new form is such a file, and a line in `said`.
"""

from kamlib.study.forms.collect import Taken, collect
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.study.forms.influence import influence_form
from kamlib.study.forms.keep import write_form
from kamlib.study.forms.scores import scores_form
from kamlib.study.forms.strength import strength_form
from kamlib.study.forms.who import own_or_all

__all__ = [
    "Column",
    "Form",
    "Kind",
    "Line",
    "Page",
    "Taken",
    "collect",
    "influence_form",
    "own_or_all",
    "scores_form",
    "strength_form",
    "write_form",
]
