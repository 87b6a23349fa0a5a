"""Persons on the projector: by name, or by initials and position, in columns and inside of sentences."""

import re
from functools import partial

import pandas as pd

LETTERS = 4  # shorter parts of a name are words of other sentences too
# What a name ends in when it is inflected, in Russian, Polish and Russian in Latin letters.
_ENDINGS = (
    "a|u|y|i|ą|ę|em|om|im|ym|ie|ej|ego|emu|iego|iemu|ich|imi|iej|iem|owi|owie|ami|ach|ów|owa|owej|ową|ova|ovoi|ovu|"
    "а|у|ы|и|я|ю|е|ем|ём|ом|ой|ей|им|ым|ий|ых|их|ого|его|ому|ему|ою|ею|ью|ам|ям|ами|ями|ими|ыми|ах|ях|ова|овой|ову"
)
_LAST = "aąęyiаяыийьеё"  # letters that give way to an ending


def named(persons: pd.DataFrame, show_names: bool) -> pd.DataFrame:
    """Return what each person is called on the page.

    Parameters
    ----------
    persons : DataFrame
        ``account``, ``person`` and ``position`` (of ours: ``function``); others are not looked at.
    show_names : bool
        False: initials and position, a number behind where two of an account would be alike. A word that
        stands for a person, without capitals or the same as the position, stays.

    Returns
    -------
    DataFrame
        ``account``, ``person``, ``label``, ``initials`` (what stands for a part of the name in a sentence).

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada Kern", "head of stores"],
    ...                        "position": ["chief engineer", "head of stores"]})
    >>> named(people, False)["label"].tolist()
    ['A. K., chief engineer', 'head of stores']
    """
    position = persons["position"] if "position" in persons else persons.get("function", "")
    found = persons[["account", "person"]].assign(position=position).fillna("").drop_duplicates(
        ["account", "person"]).reset_index(drop=True)
    if show_names:
        return found.assign(label=found["person"], initials=found["person"]).drop(columns="position")
    told = [(initials, f"{initials}, {position}" if position and position != initials else initials)
            for _account, person, position in found.to_numpy() for initials in [_initials(person, position)]]
    found["initials"], found["label"] = (pd.Series([pair[n] for pair in told], dtype="str") for n in (0, 1))
    again = found.groupby(["account", "label"]).cumcount()
    found["label"] = [f"{label} ({before + 1})" if before else label
                      for label, before in zip(found["label"], again, strict=True)]
    return found[["account", "person", "label", "initials"]]


def _initials(person: str, position: str) -> str:
    parts = re.findall(r"\w[\w'’-]*", person)
    # In an alphabet without capitals nothing is small.
    small = all(sign.islower() for sign in person if sign.isalpha())
    stands_for = small or person.casefold() == position.casefold()
    return person if stands_for or not parts else " ".join(f"{part[0].upper()}." for part in parts[:3])


def without_names(frame: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return a frame in whose texts every person stands under the label.

    A cell that is a name becomes the label; a name, or a part of one, inside of a sentence becomes the
    initials. An inflected form is found where it begins like the name.

    Parameters
    ----------
    frame : DataFrame
        With ``account``, or of one account.
    labels : DataFrame
        From `named`; of several sides joined.

    Examples
    --------
    >>> people = pd.DataFrame({"account": "A", "person": ["Ada Kern"], "position": ["engineer"]})
    >>> told = pd.DataFrame({"account": "A", "person": ["Ada Kern"], "action": ["ask Kern for a test"]})
    >>> without_names(told, named(people, False))[["person", "action"]].to_numpy().tolist()
    [['A. K., engineer', 'ask A. K. for a test']]
    """
    if (labels["label"] == labels["person"]).all():
        return frame
    texts = [name for name in frame if name != "account" and pd.api.types.is_string_dtype(frame[name])]
    own = frame["account"].tolist() if "account" in frame else [""] * len(frame)
    mine = {account: labels[labels["account"] == account] if account else labels for account in set(own)}
    write = {account: partial(_written, known=dict(zip(rows["person"], rows["label"], strict=True)),
                              parts=_parts(rows)) for account, rows in mine.items()}
    made = {name: [text if pd.isna(text) else write[account](text) for account, text in
                   zip(own, frame[name], strict=True)] for name in texts}
    return frame.assign(**{str(name): pd.Series(words, index=frame.index, dtype="str")
                           for name, words in made.items()})


def _parts(labels: pd.DataFrame) -> list[tuple[re.Pattern[str], str]]:
    """Return patterns with what stands for them: whole names first, longest first, then their parts."""
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    for person, initials in labels[["person", "initials"]].to_numpy():
        if person != initials:
            whole[_whole(person)] = initials
            for part in re.findall(r"\w[\w'’-]*", person):
                if len(part) >= LETTERS and part[0].isupper():
                    parts.setdefault(_inflected(part), initials)
    return [(re.compile(pattern), found[pattern]) for found in (whole, parts)
            for pattern in sorted(found, key=len, reverse=True)]


def _inflected(part: str) -> str:
    """Return the pattern of a part of a name with its endings; Moro is not in More, nor Tarn in Target."""
    stem = part.rstrip(_LAST) if len(part.rstrip(_LAST)) >= LETTERS - 1 else part
    return rf"\b{re.escape(stem)}(?:{_ENDINGS}|{re.escape(part[len(stem):])})?\b"


def _whole(person: str) -> str:
    """Return the pattern of a whole name; no part of another word, such as Lis in List, is a name."""
    if person.lower() == person.upper():  # alphabets without capitals may do without spaces too
        return re.escape(person)
    ending = r"\w{0,3}" if len(person) >= LETTERS else ""
    return rf"(?<!\w){re.escape(person)}{ending}(?!\w)"


def _written(text: str, known: dict[str, str], parts: list[tuple[re.Pattern[str], str]]) -> str:
    if text in known:
        return known[text]
    listed = [word.strip() for word in re.split(r"(?:; | > )", text)]
    if len(listed) > 1 and all(word in known for word in listed):
        return (" > " if " > " in text else "; ").join(known[word] for word in listed)
    for pattern, initials in parts:
        text = pattern.sub(initials, text)
    return text
