"""The line that tells of one answer that was replaced: where it stood, what it was, what it is."""

from kamlib.study.forms.cells import Answer
from kamlib.text import _


def replaced_line(was: Answer, before: str, now: str, *, about: str = "") -> str:
    """Return the line on one replaced answer.

    Parameters
    ----------
    was : Answer
        Where it stands.
    before, now : str
    about : str
        What its line speaks of, where the place does not tell it.
    """
    place = f"{was.at} {was.label}" + (f" ({_short(about)})" if about else "")
    words = _("  sheet \"{sheet}\", {place}: it was \"{before}\", now it is \"{now}\"")
    return words.format(sheet=was.sheet, place=place, before=_short(before), now=_short(now))


def _short(text: str) -> str:
    return f"{text[:60]} ..." if len(text) > 60 else text
