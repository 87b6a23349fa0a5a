"""Excel forms for people who never open a notebook: written, sent, filled, read back cell by cell.

`form` says what a form is; `write` and `page` make the workbook, `returned` and `cells` read it back.
What a form asks stands with its table in ``kamlib/tables/judged.yaml``: a new one needs no module.
`questionnaire` makes it, `statement` says what its answers state, `collect` keeps them.
"""

from kamlib.study.forms.collect import Taken, collect
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.study.forms.keep import write_form
from kamlib.study.forms.questionnaire import influence_form, own_or_all, questionnaire, scores_form
