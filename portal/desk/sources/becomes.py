"""What each kind of row of a document becomes in a draft."""

from dataclasses import dataclass
from typing import Any

from laws.models import Bill, BillElement, BillSnapshot, Contribution, EntryIntoForce, PlanningStep
from measures.models import (
    Action,
    ActionMention,
    Finding,
    Goal,
    GoalSnapshot,
    Involvement,
    Measure,
    MeasureItem,
    MeasureSnapshot,
    Party,
    ReportSection,
    Representation,
    SectionItem,
    SourceNote,
    Stakeholder,
)
from motions.models import Motion, MotionSnapshot
from portal.desk.reading_models import ReadRow

Kind = ReadRow.Kind


@dataclass(frozen=True)
class Becomes:
    """The model of the row, and the record that it is about, if any.

    `sentence` is the field with our sentence. `within` is the field with what the row has its position in.
    """

    model: Any
    sentence: str = ""
    within: str = ""
    record: Any = None


# A link is no row of its own, and what is not placed becomes nothing.
BECOMES = {
    Kind.GOAL: Becomes(GoalSnapshot, "summary", record=Goal),
    Kind.MEASURE: Becomes(MeasureSnapshot, "summary", record=Measure),
    Kind.ITEM: Becomes(MeasureItem, "text", "snapshot"),
    Kind.INVOLVED: Becomes(Involvement, within="snapshot", record=Stakeholder),
    Kind.ACTION: Becomes(ActionMention, record=Action),
    Kind.BILL: Becomes(BillSnapshot, "remark", record=Bill),
    Kind.ELEMENT: Becomes(BillElement, "text", "snapshot"),
    Kind.CONTRIBUTION: Becomes(Contribution, within="snapshot"),
    Kind.STEP: Becomes(PlanningStep, within="snapshot"),
    Kind.ENTRY: Becomes(EntryIntoForce),
    Kind.MOTION: Becomes(MotionSnapshot, "explanation", record=Motion),
    Kind.FINDING: Becomes(Finding, "text", "report"),
    Kind.PARTY: Becomes(Representation, within="report", record=Party),
    Kind.CHAPTER: Becomes(ReportSection, "summary", "report"),
    Kind.PARAGRAPH: Becomes(SectionItem, "text", "section"),
    Kind.NOTE: Becomes(SourceNote),
}
