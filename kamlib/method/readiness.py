"""Readiness for a meeting: what is missing against the seven mistakes, in words and not in percent."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

MISTAKES = ("late", "arguing", "interrupting", "uninformed", "unprepared", "manners", "product")
LATE = ("place", "time", "travel", "buffer", "confirms")
PREPARED = ("question", "fact", "concession")
KNOWN_OF_OFFERS = ("sheet", "stock", "lead_time", "reference", "price_limit")
TOPICS = ("business", "needs", "procedure", "use")

Gap = tuple[str, str, str]


def readiness(
    meeting: pd.DataFrame, attending: pd.DataFrame, asked: pd.DataFrame, shown: pd.DataFrame,
    objections: pd.DataFrame, *, persons: pd.DataFrame, overdue: pd.Series, core: pd.DataFrame,
    topics: "pd.Series[bool]", open_each: int,
) -> pd.DataFrame:  # fmt: skip
    """Return what is missing before a meeting, one row for each gap, in the order of the seven mistakes.

    The mistakes are those of [seed002]_: being late, arguing, interrupting, having no information, not being
    prepared, bad manners, not knowing the product; what prevents each is ours. A list of gaps and no
    percentage: one missing address weighs more than nine data sheets.

    Parameters
    ----------
    meeting : DataFrame
        One row, or none: ``place``, ``time``, ``travel``, ``buffer`` (minutes), ``confirms``, ``leads``,
        ``goal``, ``fallback``, ``agenda``, ``protocol``.
    attending, asked, shown, objections : DataFrame
        As the tables of a meeting: ``person``, ``side``; ``words``, ``open``; ``offer``, ``sheet``,
        ``stock``, ``lead_time``, ``reference``, ``price_limit``; ``objection``, ``question``, ``fact``,
        ``concession``.
    persons : DataFrame
        Whom we know there: ``person``, ``position``.
    overdue : Series of str
        Promises to the client that are overdue; each needs an answer among the objections.
    core : DataFrame
        Core questions of the dossier: ``words`` and ``valid``; no rows where there is no dossier.
    topics : Series of bool
        By topic ("business", "needs", "procedure", "use"): whether something valid is known of it.
    open_each : int
        Open questions wanted for each offer shown.

    Returns
    -------
    DataFrame
        ``mistake`` (one of `MISTAKES`), ``item`` (what is missing) and ``subject`` (of whom or of what;
        "" of the meeting itself).

    Examples
    --------
    >>> empty = {name: pd.DataFrame(columns=columns.split()) for name, columns in {
    ...     "meeting": "place goal", "attending": "person side", "asked": "words open", "shown": "offer",
    ...     "objections": "objection"}.items()}
    >>> found = readiness(**empty, persons=pd.DataFrame(columns=["person", "position"]), open_each=3,
    ...                   overdue=pd.Series([], dtype="str"), core=pd.DataFrame(columns=["words", "valid"]),
    ...                   topics=pd.Series(True, index=TOPICS))
    >>> found.groupby("mistake", sort=False)["item"].agg(" ".join).to_dict()["late"]
    'place time travel buffer confirms'
    """
    row: pd.Series[Any] = meeting.iloc[0] if len(meeting) else pd.Series(dtype="object")
    theirs = attending[attending["side"] != "ours"]
    gaps = [
        *_blank("late", row, LATE),
        *_arguing(objections, overdue),
        *_blank("interrupting", row, ("leads", "agenda")), *_too_few_open(asked, shown, open_each),
        *_uninformed(core),
        *_unprepared(row, asked, shown, topics),
        *_blank("manners", row, ("protocol",)), *_strangers(theirs, persons),
        *_unknown_of_offers(shown),
    ]  # fmt: skip
    return pd.DataFrame(gaps, columns=["mistake", "item", "subject"]).astype("str")


def is_blank(value: object) -> bool:
    """Whether nothing is written; a number of 0 is something."""
    return value is None or value is pd.NaT or value != value or str(value).strip() in ("", "<NA>")


def _blank(mistake: str, row: "pd.Series[Any]", items: tuple[str, ...]) -> Iterator[Gap]:
    return ((mistake, item, "") for item in items if is_blank(row.get(item)))


def _arguing(objections: pd.DataFrame, overdue: pd.Series) -> Iterator[Gap]:
    """Ask for an answer to each expected objection, and for one to each promise that is overdue."""
    if objections.empty:
        yield ("arguing", "objections", "")
    for _i, row in objections.iterrows():
        if all(is_blank(row.get(name)) for name in PREPARED):
            yield ("arguing", "answer", str(row["objection"]))
    told = " ".join(objections["objection"].astype("str")).casefold()
    yield from (("arguing", "overdue", words) for words in overdue if str(words).casefold() not in told)


def _too_few_open(asked: pd.DataFrame, shown: pd.DataFrame, each: int) -> Iterator[Gap]:
    wanted, there = each * len(shown), int((asked["open"] == "yes").sum())
    if there < wanted:
        yield ("interrupting", "open_questions", f"{there}/{wanted}")


def _uninformed(core: pd.DataFrame) -> Iterator[Gap]:
    if core.empty:
        yield ("uninformed", "dossier", "")
    open_ = core.loc[~core["valid"].astype("bool"), "words"]
    yield from (("uninformed", "core", str(words)) for words in open_)


def _unprepared(row: "pd.Series[Any]", asked: pd.DataFrame, shown: pd.DataFrame,
                topics: "pd.Series[bool]") -> Iterator[Gap]:
    """Ask for all six of the source, and for goal and fallback."""
    there = {"business": bool(topics.get("business", False)), "questions": len(asked) > 0,
             "needs": bool(topics.get("needs", False)), "proposals": len(shown) > 0,
             "procedure": bool(topics.get("procedure", False)), "use": bool(topics.get("use", False))}
    yield from (("unprepared", item, "") for item, known in there.items() if not known)
    yield from _blank("unprepared", row, ("goal", "fallback"))


def _strangers(theirs: pd.DataFrame, persons: pd.DataFrame) -> Iterator[Gap]:
    """Ask for names, and for the position of everybody whom we meet."""
    if theirs.empty:
        yield ("manners", "people", "")
    positions = dict(zip(persons["person"], persons["position"], strict=True))
    for name in theirs["person"]:
        if name not in positions:
            yield ("manners", "stranger", str(name))
        elif is_blank(positions[name]):
            yield ("manners", "position", str(name))


def _unknown_of_offers(shown: pd.DataFrame) -> Iterator[Gap]:
    return (("product", item, str(row["offer"])) for _i, row in shown.iterrows()
            for item in KNOWN_OF_OFFERS if is_blank(row.get(item)))
