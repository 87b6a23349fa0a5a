"""What ``study.yaml`` may say, as a JSON Schema, with the columns of the tables that a study can name."""

import copy
from pathlib import Path
from typing import Any

from kamlib.pack.plain import read_shape
from kamlib.tables import GIVEN

_OF_A_FILE = ("encoding", "delimiter", "sheets")


def _study_shape() -> dict[str, Any]:
    shape = read_shape(Path(__file__).with_name("study_shape.yaml"))
    parts, entries = shape["$defs"], shape["properties"]
    reading = copy.deepcopy(parts["reading"])
    of_a_table = {key: value for key, value in reading["properties"].items() if key not in _OF_A_FILE}
    parts["reading"]["properties"]["tables"]["additionalProperties"] = reading | {"properties": of_a_table}
    del of_a_table["tables"]
    for name, table in GIVEN.items():
        said = entries["tables"]["properties"][name] = copy.deepcopy(parts["table"])
        said["properties"]["columns"]["properties"] = dict.fromkeys(table.columns, parts["column"])
    entries["tables"]["properties"]["sales"]["properties"] |= parts["only_sales"]
    return shape


STUDY_SHAPE = _study_shape()
