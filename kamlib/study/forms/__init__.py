"""Excel forms for people who never open a notebook: written, sent, filled, read back cell by cell.

`form` says what a form is; `write` and `page` make the workbook, `returned`, `find` and `cells` read it back.
A form that is nothing but a table of ``judgement/`` is described with that table: a new one needs no module.
Forms whose questions stand in the pack have a file with their layout and with what their answers say:
`scores`, `facts`, `influence`.
"""

from kamlib.study.forms.collect import Taken, collect
from kamlib.study.forms.form import Column, Form, Kind, Line, Page
from kamlib.study.forms.influence import influence_form
from kamlib.study.forms.keep import write_form
from kamlib.study.forms.questionnaire import questionnaire
from kamlib.study.forms.scores import scores_form
from kamlib.study.forms.who import own_or_all
