"""What a manager can change at an account: two answers to a few questions, and the range they leave."""

import pandas as pd

from kamlib.method.base.joined import joined
from kamlib.method.base.refuse import refuse
from kamlib.method.base.shares import ROUNDING
from kamlib.text import _

PAIR = ["manager", "account"]
ROLES = ["manager", "supervisor", "settled"]


def influence_answers(
    answers: pd.DataFrame, questions: pd.DataFrame, *, differ: float, pairs: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return what counts for each manager, account and question, and the range that is left.

    A settled answer replaces the others. Until then the mean of manager and supervisor counts and both ends
    are the range; one answer alone counts as it is. A missing answer is unknown: it may be anything from 0
    to 1. Of one person the latest day counts. Where one says that a question does not apply and another
    gives a number, the number counts and the two differ.

    Parameters
    ----------
    answers : DataFrame
        ``who``, ``role`` (manager, supervisor or settled), ``manager``, ``account``, ``question``,
        ``answer`` (0 to 1), perhaps ``applies`` ("no" where it does not), ``evidence`` and ``on``.
        Questions that the pack does not ask are left out.
    questions : DataFrame
        ``key`` and ``part`` ("develop" or "defend"), in the order of the pack.
    differ : float
        Answers that differ by this much are to be talked about; exactly that much is.
    pairs : DataFrame, optional
        ``manager`` and ``account`` of those that have a row even without an answer.

    Returns
    -------
    DataFrame
        ``manager``, ``account``, ``question``, ``part``, ``by_manager``, ``by_supervisor``, ``value``
        (missing when unknown), ``low``, ``high``, ``applies``, ``settled``, ``differs``; by manager and
        account, questions in their order.

    Raises
    ------
    KamError
        When an answer has another role than the three.

    Examples
    --------
    >>> said = pd.DataFrame({"who": ["Ada", "Bo"], "role": ["manager", "supervisor"], "manager": "Ada",
    ...                      "account": "A", "question": "volume", "answer": [1.0, 0.5]})
    >>> asked = pd.DataFrame({"key": ["volume"], "part": ["develop"]})
    >>> influence_answers(said, asked, differ=0.25)[["value", "low", "high", "differs"]]
       value  low  high  differs
    0   0.75  0.5   1.0     True
    """
    said = _in_force(answers, questions)
    rows = _pairs(said, pairs).merge(
        questions[["key", "part"]].rename(columns={"key": "question"}), how="cross")
    by = [*PAIR, "question"]
    roles = said.groupby([*by, "role"]).agg(
        mean=("answer", "mean"), low=("answer", "min"), high=("answer", "max"), no=("no", "all"))
    keys = pd.MultiIndex.from_frame(rows[by])
    parts = {name: roles[name].unstack("role").reindex(index=keys, columns=ROLES).reset_index(drop=True)
             for name in ("mean", "low", "high", "no")}
    return _counted(rows, parts, differ)


def _in_force(answers: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Return the latest answers of each person, with ``no`` for a question that does not apply."""
    said = answers[answers["question"].isin(questions["key"])]
    role = said["role"].astype("str").str.strip().str.lower()
    wrong = said.loc[~role.isin(ROLES), "role"].unique()
    if len(wrong):
        refuse("role-unknown", _("is no role"), _("write manager, supervisor or settled"), wrong)
    no = pd.Series(False, index=said.index)
    if "applies" in said:
        no = said["applies"].astype("str").str.strip().str.lower().isin(["no", "false"])
    day = pd.Series(pd.Timestamp.min, index=said.index)
    if "on" in said:
        day = pd.to_datetime(said["on"]).fillna(pd.Timestamp.min)
    said = said.assign(role=role, no=no, answer=said["answer"].astype("float64").mask(no), day=day)
    said = said[no | said["answer"].notna()]
    last = said.groupby([*PAIR, "question", "role", "who"])["day"].transform("max")
    return said[said["day"] == last]


def _pairs(said: pd.DataFrame, pairs: pd.DataFrame | None) -> pd.DataFrame:
    both = [said[PAIR]] if pairs is None else [said[PAIR], pairs[PAIR]]
    return pd.concat(both).drop_duplicates().sort_values(PAIR, ignore_index=True)


def _counted(rows: pd.DataFrame, role: dict[str, pd.DataFrame], differ: float) -> pd.DataFrame:
    """Let a settled answer count, else those of the two; without either the range is 0 to 1."""
    two = ["manager", "supervisor"]
    no = role["no"].eq(True)
    settled = role["mean"]["settled"].notna() | no["settled"]
    number = role["mean"][two].mean(axis=1).where(~settled, role["mean"]["settled"])
    low = role["low"][two].min(axis=1).where(~settled, role["low"]["settled"])
    high = role["high"][two].max(axis=1).where(~settled, role["high"]["settled"])
    off = no["settled"] & role["mean"]["settled"].isna() | ~settled & no[two].any(axis=1) & number.isna()
    apart = (high - low >= differ - ROUNDING) | (no[two].any(axis=1) & number.notna())
    return rows.assign(
        by_manager=role["mean"]["manager"], by_supervisor=role["mean"]["supervisor"], value=number,
        low=low.fillna(0.0).mask(off), high=high.fillna(1.0).mask(off), applies=~off, settled=settled,
        differs=apart & ~settled)


def influence(
    answers: pd.DataFrame, questions: pd.DataFrame, *, differ: float, pairs: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return what each manager can change at each account, I = max(develop, defend), with its range.

    develop = mean of the develop questions that apply; defend = product of the defend questions (would we
    lose share within 12 months if he only served, times can he stop it). Source 003: only accounts that the
    manager can influence are key for him; the questions and the formula are ours. A missing answer is
    unknown, never 0: with it ``influence`` is missing unless its range has no width or the other part is
    larger whatever the answer. Nothing that applies is nothing to develop or to defend, 0.

    Parameters
    ----------
    answers, questions, differ, pairs
        As `influence_answers`.

    Returns
    -------
    DataFrame
        ``manager``, ``account``; ``develop``, ``defend``, ``influence`` (0 to 1, missing when unknown) with
        ``low`` and ``high`` of the influence; ``lever``, the strongest develop question, with
        ``lever_value``, ``lever_low``, ``lever_high``, and ``lever_open`` where a develop question is not
        answered; ``answered`` ("manager", "supervisor", "both", "settled" or "none"); ``differs``, and
        ``differs_on`` which questions; ``assumed`` (answers without any evidence); ``missing`` questions,
        keys joined by commas. Sorted by manager and account.

    Examples
    --------
    >>> asked = pd.DataFrame({"key": ["volume", "access"], "part": "develop"})
    >>> said = pd.DataFrame({"who": "Ada", "role": "manager", "manager": "Ada", "account": "A",
    ...                      "question": ["volume", "access"], "answer": [1.0, 0.5]})
    >>> influence(said, asked, differ=0.25)[["develop", "defend", "influence", "lever"]]
       develop  defend  influence   lever
    0     0.75     0.0       0.75  volume
    """
    told = influence_answers(answers, questions, differ=differ, pairs=pairs)
    found = told[PAIR].iloc[::len(questions)].reset_index(drop=True)
    sheets = {name: _sheet(told[name], len(found), questions) for name in told.columns[4:]}
    part = questions.set_index("key")["part"]
    growth, defence = ({name: sheet.loc[:, part == of] for name, sheet in sheets.items()}
                       for of in ("develop", "defend"))
    develop, defend = _develop(growth), _defend(defence)
    low, high = (pd.concat([develop[end], defend[end]], axis=1).max(axis=1) for end in ("low", "high"))
    value = _larger(develop, defend).mask(high - low < ROUNDING, low)
    found = found.assign(
        develop=develop["value"], defend=defend["value"], influence=value, low=low, high=high)
    proof = _backed(_in_force(answers, questions), found)
    return pd.concat([found, _lever(growth), _who(sheets, proof)], axis=1)


def _sheet(values: pd.Series, pairs: int, questions: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each pair, one column for each question."""
    return pd.DataFrame(values.to_numpy().reshape(pairs, len(questions)), columns=questions["key"])


def _develop(sheet: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Take the mean of what applies, in the range of what is missing."""
    off = ~sheet["applies"]
    ends = pd.DataFrame({end: sheet[end].mean(axis=1).fillna(0.0) for end in ("low", "high")})
    unknown = (sheet["value"].isna() & sheet["applies"]).any(axis=1)
    return ends.assign(value=sheet["value"].mask(off).mean(axis=1).fillna(0.0).mask(unknown))


def _defend(sheet: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Multiply; a question that does not apply leaves nothing to defend."""
    if sheet["value"].shape[1] == 0:
        return pd.DataFrame(0.0, index=sheet["value"].index, columns=["low", "high", "value"])
    known = {name: sheet[name].where(sheet["applies"], 0.0) for name in ("low", "high", "value")}
    found = pd.DataFrame({name: part.prod(axis=1, skipna=False) for name, part in known.items()})
    return found.assign(value=found["value"].mask(found["high"] == found["low"], found["low"]))


def _larger(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Return the larger value; where one is unknown, the other if the unknown one can't exceed it."""
    both = pd.concat([one["value"], other["value"]], axis=1).max(axis=1, skipna=False)
    alone = one["value"].where(one["value"] >= other["high"])
    return both.fillna(alone).fillna(other["value"].where(other["value"] >= one["high"]))


def _lever(sheet: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the strongest question and its value; of equal ones the first asked."""
    known = sheet["value"].fillna(-1.0)
    best = known.max(axis=1)
    lever = known.idxmax(axis=1) if known.shape[1] else pd.Series(None, index=known.index, dtype="str")
    gap = (sheet["value"].isna() & sheet["applies"]).any(axis=1)
    return pd.DataFrame({
        "lever": lever.where(best >= 0), "lever_value": best.where(best >= 0),
        "lever_low": sheet["low"].max(axis=1), "lever_high": sheet["high"].max(axis=1), "lever_open": gap})


def _backed(said: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """Whether any answer on the pair comes with evidence."""
    if "evidence" not in said:
        return pd.Series(False, index=pairs.index)
    proof = said[said["evidence"].notna() & (said["evidence"].astype("str").str.strip() != "")]
    return pd.Series(pd.MultiIndex.from_frame(pairs[PAIR]).isin(pd.MultiIndex.from_frame(proof[PAIR])))


def _who(sheets: dict[str, pd.DataFrame], backed: pd.Series) -> pd.DataFrame:
    """Return who answered, where the two differ, what is missing and whether there is any evidence."""
    ours, theirs = (sheets[name].notna().any(axis=1) for name in ("by_manager", "by_supervisor"))
    settled, differs = sheets["settled"].any(axis=1), sheets["differs"].any(axis=1)
    answered = pd.Series("none", index=backed.index).mask(ours, "manager").mask(theirs, "supervisor")
    answered = answered.mask(ours & theirs, "both").mask(settled & ~differs, "settled")
    return pd.DataFrame({
        "answered": answered, "differs": differs, "differs_on": joined(sheets["differs"]),
        "assumed": ~backed & (answered != "none"),
        "missing": joined(sheets["value"].isna() & sheets["applies"])})

