"""The command ``kam review``: keep the state of a day, so that the next review can say what changed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kamlib.flow.key_accounts import today
from kamlib.flow.prepare import prepared
from kamlib.flow.reviews import changes_since, review_name, state_of
from kamlib.run.lock import alone
from kamlib.study.folder import Study, open_study
from kamlib.study.reviews import write_review
from kamlib.text import _, ngettext


@alone("kam review")
def keep_review(folder: Path, day: str = "") -> list[str]:
    """Keep the state of a study, and say what changed since the review before.

    Sales after the day of the review are not counted: a review that is written later is that of its day.

    Parameters
    ----------
    folder : Path
        The study.
    day : str
        Of the review, as 2026-02-12; by default that of the study.

    Returns
    -------
    list of str
        A line for what was kept, one for the review before, then the changes.

    Raises
    ------
    KamError
        When something stops the study, the text is no day, or an earlier review can't be read.
    """
    opened = open_study(folder)
    on = today(opened, day).date()
    study = _as_of(opened, on)
    before = review_name(study, day=on.isoformat())
    changes = changes_since(study, day=on.isoformat())
    kept = write_review(study.folder, state_of(study), on=on)
    lines = [_("Kept: {}").format(kept.relative_to(study.folder).as_posix())]
    if not before:
        return [*lines, _("It is the first review; the next one says what changed since.")]
    words = ngettext("{} change since {}:", "{} changes since {}:", len(changes))
    lines.append(words.format(len(changes), before))
    return [*lines, *(f"  {row.name_}: {row.words}" for row in
                      changes.rename(columns={"name": "name_"}).itertuples())]


def _as_of(study: Study, on: date) -> Study:
    return replace(study, as_of=on) if on < prepared(study).as_of.date() else study
