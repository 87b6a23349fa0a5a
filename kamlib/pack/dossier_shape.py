"""What a file of dossier questions may say, as a JSON Schema; each description is a remedy for users."""

import re
from typing import Any

from kamlib.text import N_

LEVELS = ("core", "full")
ANSWERS = ("text", "number", "day")
HIGHEST = 3  # of importance
# What other tables know: the dossier shows it, locked, and never asks for it again.
SHOWS = {
    "entities": N_("legal entities of the account"),
    "turnover": N_("turnover by year"),
    "groups": N_("turnover by product group"),
    "margin": N_("margin"),
    "terms": N_("days to pay, credit limit"),
    "payment": N_("payment discipline and debts"),
    "wallet": N_("what they buy a year, and our share"),
    "white_space": N_("groups that they do not buy from us"),
    "competitors": N_("shares of competitors, ends of their contracts"),
    "persons": N_("persons, from the buying centre"),
    "promises": N_("open promises"),
    "goals": N_("the client's goals, from the plan"),
    "next_steps": N_("next steps, from plan and meetings"),
}
# A group is a folder, so its label is a name that every system takes.
LABEL = r"^[^\\/:*?\"<>|\x00-\x1f]{1,60}$"
KEY = re.compile(r"^[^\W\d_][\w-]{0,39}$")

_WORDS = {"type": "string", "pattern": r"\S", "description": N_("write a question in words")}
_NAME = {"type": "string", "description": N_("write a word or a sentence")}
_CHOICE = {"type": ["string", "number", "boolean"]}

_QUESTION: dict[str, Any] = {
    "type": ["object", "null"],
    "description": N_("write question, level, importance ..., each on its line"),
    "additionalProperties": False,
    "properties": {
        "question": _WORDS,
        "level": {"enum": list(LEVELS), "description": N_("write core or full")},
        "importance": {
            "type": "integer", "minimum": 1, "maximum": HIGHEST,
            "description": N_("write 1, 2 or 3"),
        },
        "valid_months": {
            "type": "integer", "minimum": 0, "maximum": 240,
            "description": N_("write whole months, such as 12; 0 where the answer never ages"),
        },
        "used_in": {
            "type": ["array", "null"],
            "description": N_("write a list, such as [plan, brief, criterion: solvency]"),
            "items": {
                "description": N_("write plan, brief, or criterion: and its key in the pack"),
                "anyOf": [
                    {"enum": ["plan", "brief"]},
                    {"type": "string", "pattern": r"^criterion:\s*\S"},
                    {"type": "object", "required": ["criterion"], "additionalProperties": False,
                     "properties": {"criterion": {"type": "string"}}},
                ],
            },
        },
        "ask": _NAME,
        "answer": {
            "description": N_("write text, number, day, or a list of at least two choices"),
            "anyOf": [{"enum": list(ANSWERS)}, {"type": "array", "items": _CHOICE, "minItems": 2}],
        },
    },
}  # fmt: skip

DOSSIER_SHAPE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": _NAME,
        "from": {
            "enum": ["general", "industrial", "medical"],
            "description": N_("write general, industrial or medical, or delete the line to start with none"),
        },
        "remove": {
            "type": ["array", "null"], "items": {"type": "string"},
            "description": N_("write keys of questions or groups, such as [legal_form, environment]"),
        },
        "groups": {
            "type": ["object", "null"],
            "description": N_("write the key of a group, a colon, and below it label and questions"),
            "additionalProperties": {
                "type": ["object", "null"],
                "description": N_("write label, shows or questions, each on its line"),
                "additionalProperties": False,
                "properties": {
                    "label": {
                        "type": "string", "pattern": LABEL,
                        "description": N_("write a name that a folder can have, at most 60 letters"),
                    },
                    "shows": {
                        "type": ["array", "null"],
                        "description": N_("write a list, such as [turnover, margin]"),
                        "items": {"type": "string"},
                    },
                    "questions": {
                        "type": ["object", "null"], "additionalProperties": _QUESTION,
                        "description": N_("write the key of a question, a colon, and its fields below"),
                    },
                },
            },
        },
    },
}  # fmt: skip
