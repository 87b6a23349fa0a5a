"""A plan for the projector: nobody by name, in no table and no sentence."""

from dataclasses import fields, replace
from typing import Any

import pandas as pd

from kamlib.flow.named_people import labels_of_people
from kamlib.flow.one_plan import OnePlan
from kamlib.study.folder import Study
from kamlib.tables.named import without_names


def plan_without_people(study: Study, one: OnePlan) -> OnePlan:
    """Return a plan for the projector: initials and positions where names stand, in every table."""
    ours = [*one.steps["responsible"], *one.offers["checked_by"], *one.plan["manager"],
            *one.plan["supervisor"], *one.remarks["who"].dropna()]
    labels = labels_of_people(study, [one.account], [name for name in dict.fromkeys(ours) if name])
    frames = {field.name: getattr(one, field.name) for field in fields(one)}
    hidden: dict[str, Any] = {name: without_names(frame, labels) for name, frame in frames.items()
                              if isinstance(frame, pd.DataFrame)}
    return replace(one, **hidden)


def changes_without_people(study: Study, changes: pd.DataFrame) -> pd.DataFrame:
    """Return what changed since a review with nobody by name."""
    return without_names(changes, labels_of_people(study, changes["account"].unique()))
