"""The command ``kam review``: keep the state of today, so that the next review can say what changed."""

from datetime import date
from pathlib import Path

from kamlib.flow.reviews import changes_since, reviews_kept, state_of
from kamlib.study.folder import open_study
from kamlib.study.reviews import write_review
from kamlib.text import _, ngettext


def keep_review(folder: Path, on: date) -> list[str]:
    """Keep the state of a study, and say what changed since the review before.

    Parameters
    ----------
    folder : Path
        The study.
    on : date
        The day of the review.

    Returns
    -------
    list of str
        A line for what was kept, one for the review before, then the changes.

    Raises
    ------
    KamError
        When something stops the study, or an earlier review can't be read.
    """
    study = open_study(folder)
    before = reviews_kept(study)
    changes = changes_since(study, day=on.isoformat())
    kept = write_review(study.folder, state_of(study), on=on)
    lines = [_("Kept: {}").format(kept.relative_to(study.folder).as_posix())]
    if not before:
        return [*lines, _("It is the first review; the next one says what changed since.")]
    words = ngettext("{} change since {}:", "{} changes since {}:", len(changes))
    lines.append(words.format(len(changes), before[-1]))
    return [*lines, *(f"  {row.name_}: {row.words}" for row in
                      changes.rename(columns={"name": "name_"}).itertuples())]
