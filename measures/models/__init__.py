"""The models of the domain. `laws` and `motions` build on them."""

from measures.models.action import Action, ActionMention
from measures.models.note import Correction, SourceNote
from measures.models.programme import (
    Goal,
    Measure,
    Party,
    Priority,
    PriorityItem,
    PrioritySnapshot,
    Representation,
    Role,
    Sector,
    Stakeholder,
)
from measures.models.renamed import Renamed
from measures.models.report import Report, ReportSection, SectionItem
from measures.models.stand import Figure, Finding, GoalSnapshot, Involvement, MeasureItem, MeasureSnapshot, OverviewCell
from measures.models.version import PublicVersion

__all__ = [
    "Action",
    "ActionMention",
    "Correction",
    "Figure",
    "Finding",
    "Goal",
    "GoalSnapshot",
    "Involvement",
    "Measure",
    "MeasureItem",
    "MeasureSnapshot",
    "OverviewCell",
    "Party",
    "Priority",
    "PriorityItem",
    "PrioritySnapshot",
    "PublicVersion",
    "Renamed",
    "Report",
    "ReportSection",
    "Representation",
    "Role",
    "SectionItem",
    "Sector",
    "SourceNote",
    "Stakeholder",
]
