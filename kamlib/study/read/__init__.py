"""Foreign files: from bytes to a typed table, with every problem named."""

from kamlib.study.read.found import ColumnFound, Loaded, Question, ReadResult
from kamlib.study.read.names import snake, table_name
from kamlib.study.read.reading import read_file
