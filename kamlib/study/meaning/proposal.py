"""What is proposed for a meaning, the candidates that it is chosen from, and the choice."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from kamlib.study.meaning.catalogue import Said
from kamlib.study.meaning.fits import Fit
from kamlib.text import _

Confidence = Literal["sure", "likely", "guess", "question"]

HEARD = 0.75
"""Strength from which a heading is heard at all."""
SURE, LIKELY = 2.2, 1.4
"""Strength of a heading from which a proposal is sure or likely."""
NEAR = 0.35
"""Points within which two columns are equally plausible."""
OWN_CURRENCY = 2.5
"""Strength of the heading of a column that reading made of the currencies in another one's cells."""
DECIDED = 100.0
"""Points of what is decided already."""
NEEDED = 2.0
"""Points for a meaning that the table can't do without."""


class Alternative(NamedTuple):
    """Another column for the same meaning, and why, or what choosing it would imply."""

    column: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A column proposed for a meaning.

    Parameters
    ----------
    meaning : str
        Name of the column in the table, such as ``"amount"``.
    column : str
        Heading in the file; empty where the answer is the user's.
    confidence : {"sure", "likely", "guess", "question"}
        *question*: two columns are equally plausible, or none is, for a meaning that is needed.
    reason : str
        What the heading and the values say, in a sentence part.
    alternatives : tuple of Alternative
        Other columns, the most plausible first.
    points : float
        Strength of the proposal, to compare tables with; 0 for a question without heading.
    """

    meaning: str
    column: str
    confidence: Confidence
    reason: str
    alternatives: tuple[Alternative, ...] = ()
    points: float = 0.0

    @property
    def likeliest(self) -> str:
        """The column, or the most plausible one where it is asked for; empty where there is none."""
        return self.column or next((choice.column for choice in self.alternatives), "")


Frames = Mapping[str, pd.DataFrame]
"""Name of a table -> its typed frame."""


@dataclass(frozen=True)
class TableChoice:
    """A table proposed for a part in the study.

    Parameters
    ----------
    table : str
        Name of the table; empty where a query over several makes it.
    reason : str
        Why, in a sentence part.
    columns : tuple of Proposal
        What its columns mean (of the query's result where there is one).
    query : str
        SELECT that makes the table from several, to be put in the study by the user; empty otherwise.
    groups_query : str
        SELECT that adds product groups from other tables; empty where there are none to add.
    account_from : tuple of str
        Table and heading of the accounts of a sales query; empty where it is one table.
    """

    table: str
    reason: str
    columns: tuple[Proposal, ...] = ()
    query: str = ""
    groups_query: str = ""
    account_from: tuple[str, str] = ("", "")

    def heading(self, meaning: str) -> str:
        """Return the column of a meaning; empty where none is proposed."""
        return next((p.column for p in self.columns if p.meaning == meaning), "")


@dataclass(frozen=True)
class Candidate:
    """A column that can have a meaning: what its heading says and how well its values fit."""

    meaning: str
    column: str
    said: Said
    fit: Fit = field(default_factory=Fit)

    @property
    def points(self) -> float:
        """What heading and values weigh together."""
        return self.said.strength + self.fit.points

    @property
    def reason(self) -> str:
        """What heading and values say, as sentence parts."""
        heading = _('the heading says "{}"').format(self.said.phrase) if self.said.phrase else ""
        gross = _("with VAT in it") if self.said.gross else ""
        return "; ".join(part for part in (heading, gross, *self.fit.words) if part)


Row = TypeVar("Row", bound=Hashable)
Col = TypeVar("Col", bound=Hashable)

TIE = 1e-9
"""What an earlier column is worth more than a later one: it decides ties and nothing else."""


def assign(
    points: Mapping[tuple[Row, Col], float], rows: Sequence[Row], cols: Sequence[Col]
) -> dict[Row, Col]:
    """Return row -> column with the largest sum of points; rows without positive points are left out.

    Ties go to the earlier column, so that the order of ``cols`` decides them and nothing else.

    Examples
    --------
    >>> assign({("a", "x"): 3, ("a", "y"): 2, ("b", "x"): 2}, ["a", "b"], ["x", "y"])
    {'a': 'y', 'b': 'x'}
    """
    from scipy.optimize import linear_sum_assignment  # here, so that a start does not wait for it

    worth = np.array([[points.get((row, col), -1.0) for col in cols] for row in rows]).reshape(
        len(rows), len(cols)
    )
    # A column of its own for each row: nothing assigned costs nothing, anything of no points costs more.
    free = np.zeros((len(rows), len(rows)))
    chosen = zip(
        *linear_sum_assignment(np.hstack([worth - TIE * np.arange(len(cols)), free]), maximize=True),
        strict=True,
    )
    return {rows[row]: cols[col] for row, col in chosen if col < len(cols)}
