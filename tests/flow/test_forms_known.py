"""What a form fills in says which figure it is."""

import pytest

from kamlib.flow import open_study
from kamlib.flow.asking import Asking
from kamlib.flow.forms import scores_forms
from kamlib.run.chapters import copy_workbook
from kamlib.study.folder import CASE

TOLD = "The points shown are those of the margin a year: the margin a year still to be reached is known for"


@pytest.mark.parametrize("wallets", [True, False])
def test_the_margin_of_today_does_not_pass_for_what_can_still_be_reached(wallets, tmp_path):
    folder = copy_workbook(CASE.parent, tmp_path) / "data"
    if not wallets:
        (folder / "judgement" / "wallets.csv").unlink()
    (form,) = scores_forms(Asking(open_study(folder)), ["Adam Bor"], round=1, criteria=[])
    assert (TOLD in repr(form)) is not wallets
