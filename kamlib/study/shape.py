"""What ``study.yaml`` may say, as a JSON Schema; each description is the remedy that a user reads."""

from typing import Any

from kamlib.study.answers import LEFT_OUT, MORE_SALES
from kamlib.tables import GIVEN
from kamlib.text import N_

_TEXT = {"type": ["string", "null"], "description": N_("write a word or a sentence")}
_COLUMN = {
    "type": ["string", "null"],
    "description": N_("write the heading of a column, in quotes if it has a colon or is a number or No"),
}

_READING: dict[str, Any] = {
    "type": ["object", "null"],
    "description": N_("write how the file is read: encoding, delimiter, heading_rows ..."),
    "additionalProperties": False,
    "properties": {
        "encoding": {
            "type": "string",
            "description": N_("write an encoding such as utf-8, cp1251 or cp1250"),
        },
        "delimiter": {"type": "string", "description": N_("write the sign between two columns, in quotes")},
        "sheets": {
            "type": "array",
            "items": {"type": "string"},
            "description": N_("write the names of sheets"),
        },
        "heading_rows": {
            "type": "array",
            "items": {"type": "integer", "minimum": 1},
            "description": N_("write the rows of the headings, such as [3] or [3, 4]"),
        },
        "year": {
            "type": "integer",
            "minimum": 1900,
            "maximum": 2099,
            "description": N_("write the year of months without one, such as 2025"),
        },
        "leave_out_rows": {
            "type": "array",
            "items": {"type": "integer", "minimum": 1},
            "description": N_("write the numbers of the rows to leave out, such as [17, 25]"),
        },
        "grouped": {
            "enum": ["flatten", "keep"],
            "description": N_("write flatten: rows are sums of those below them, or keep"),
        },
        "subtotals": {
            "enum": ["leave_out", "keep"],
            "description": N_("write leave_out: rows are sums of those beside them, or keep"),
        },
        "years": {
            "enum": ["columns", "rows"],
            "description": N_("write rows: columns of years are sales of each year, or columns"),
        },
        "empty": {
            "type": "array",
            "items": {"type": "string"},
            "description": N_("write the words that mean no value, such as [n/a]"),
        },
        "columns": {
            "type": "object",
            "description": N_("write what a column holds, by its heading"),
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "description": N_("write kind, dates or decimal"),
                "properties": {
                    "kind": {
                        "enum": ["text", "number", "date"],
                        "description": N_("write text, number or date"),
                    },
                    "dates": {"enum": ["dmy", "mdy", "ymd"], "description": N_("write dmy, mdy or ymd")},
                    "decimal": {"enum": [",", "."], "description": N_('write "," or "."')},
                    "fill": {
                        "enum": ["down", "leave"],
                        "description": N_("write down: the value above stands for empty cells, or leave"),
                    },
                },
            },
        },
    },
}

_READING["properties"]["tables"] = {
    "type": "object",
    "additionalProperties": {
        **_READING,
        "properties": {
            key: value for key, value in _READING["properties"].items()
            if key not in ("encoding", "delimiter", "sheets")
        },
    },
    "description": N_("write how one of several tables of the file is read, by the name of the table"),
}


def _given(name: str) -> dict[str, Any]:
    columns = dict.fromkeys(GIVEN[name].columns, _COLUMN)
    return {
        "type": "object",
        "description": N_("write from: a table or query: an SQL SELECT, and columns"),
        "additionalProperties": False,
        "properties": {
            "from": {"type": "string", "description": N_("write the name of a table, such as order_details")},
            "query": {"type": "string", "description": N_("write one SQL SELECT over the tables of input/")},
            "columns": {
                "type": ["object", "null"],
                "properties": columns,
                "additionalProperties": False,
                "description": N_("write which heading holds which meaning"),
            },
        },
    }


def _sales() -> dict[str, Any]:
    shape = _given("sales")
    values = {"type": ["string", "number"], "description": N_("write a value in quotes")}
    shape["properties"]["only"] = {
        "type": ["object", "null"],
        "description": N_('write a column and the values that are sales, such as only: {"Stage": [Won]}'),
        "additionalProperties": {
            "type": ["array", "string", "number"],
            "items": values,
            "minItems": 1,
            "description": N_('write a list of values in brackets, or "all lines"'),
        },
    }
    shape["properties"]["beside"] = {
        "type": ["object", "null"],
        "description": N_("write a table and whether it is left out, such as beside: {usd: left out}"),
        "additionalProperties": {
            "enum": [LEFT_OUT, MORE_SALES], "description": N_("write left out, or sales"),
        },
    }
    return shape


_QUESTION = {
    "type": "object",
    "description": N_("keep the question as it is and write one of the choices as answer"),
    "required": ["id", "setting"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "description": N_("put back the name of the question")},
        "file": _TEXT,
        "setting": {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "description": N_("put back the place of the answer, as kam new wrote it"),
        },
        "ask": _TEXT,
        "choices": {"type": ["object", "null"], "description": N_("put back the choices")},
        "answer": {
            "type": ["string", "number", "array", "null"],
            "description": N_("write one of the choices, in quotes if it is a word as No or a day"),
        },
    },
}

STUDY_SHAPE: dict[str, Any] = {
    "type": "object",
    "description": N_("write name: and what is studied"),
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 1, "description": N_("write the title of the study")},
        "currency": {
            "type": ["string", "null"],
            "maxLength": 12,
            "description": N_("write the currency printed beside money, such as EUR"),
        },
        "language": {"enum": ["en"], "description": N_("write en; there are words in no other language yet")},
        "today": {"description": N_("write the day of looking at it as 2026-01-31, without quotes")},
        "as_of": {"description": N_("write the last day counted as 2025-12-31, without quotes")},
        "company": _TEXT,
        "pack": _TEXT,
        "files": {
            "type": ["object", "null"],
            "additionalProperties": _READING,
            "description": N_("write how each file of input/ is read"),
        },
        "tables": {
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": {name: _given(name) for name in GIVEN} | {"sales": _sales()},
            "description": N_("write where sales and accounts come from"),
        },
        "rates": {
            "type": ["object", "null"],
            "additionalProperties": {
                "type": "number", "exclusiveMinimum": 0, "maximum": 1_000_000,
                "description": N_("write a number above 0, one million at most"),
            },
            "description": N_("write the value of one unit of each currency, such as EUR: 98.5"),
        },
        "settings": {
            "type": ["object", "null"],
            "description": N_("write settings of the pack that this study changes"),
        },
        "questions": {
            "type": ["array", "null"],
            "items": _QUESTION,
            "description": N_("write a list of questions, as kam new does"),
        },
    },
}
