"""Which column and which table of a client's files means what: proposed with reasons, decided by people."""

from kamlib.study.meaning.catalogue import says_gross
from kamlib.study.meaning.columns import propose_columns
from kamlib.study.meaning.proposal import Alternative, Confidence, Proposal, TableChoice
from kamlib.study.meaning.questions import mixed_units
from kamlib.study.meaning.tables import propose_tables, says_sales, wanting
