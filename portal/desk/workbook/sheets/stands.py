"""The sheets of snapshots, and of the rows that belong to them."""

from laws.models import BillElement, BillSnapshot, PlanningStep
from measures import kinds
from measures.models import MeasureItem, MeasureSnapshot
from motions.models import MotionSnapshot
from portal.desk.workbook.sheets.columns import column, item, parts, stands
from portal.desk.workbook.sheets.sheet import Holds

MEASURES = stands(
    kinds.MEASURE,
    column(MeasureSnapshot, "code", width=10),
    column(MeasureSnapshot, "title_printed", width=40),
    column(MeasureSnapshot, "status", Holds.CHOICE, 18),
    column(MeasureSnapshot, "status_printed", width=18),
    column(MeasureSnapshot, "introduction", width=60),
    column(MeasureSnapshot, "summary", width=70),
)
ITEMS = parts("Onderdelen", MeasureItem, MEASURES, column(MeasureItem, "kind", Holds.CHOICE, 22), *item(MeasureItem))
BILLS = stands(
    kinds.BILL,
    column(BillSnapshot, "number", width=12),
    column(BillSnapshot, "title_printed", width=40),
    column(BillSnapshot, "outcome", Holds.CHOICE, 22),
    column(BillSnapshot, "remark", width=60),
)
PLANNING = parts(
    "Planning",
    PlanningStep,
    BILLS,
    column(PlanningStep, "phase", Holds.CHOICE, 26),
    column(PlanningStep, "part", width=30),
    column(PlanningStep, "period", width=24),
    column(PlanningStep, "chosen_days", width=24),
)
ELEMENTS = parts("Inhoud wetsvoorstellen", BillElement, BILLS, *item(BillElement))
MOTIONS = stands(
    kinds.MOTION,
    column(MotionSnapshot, "title_printed", width=40),
    column(MotionSnapshot, "measure_printed", width=34),
    column(MotionSnapshot, "measures", Holds.MANY, 34),
    column(MotionSnapshot, "status", Holds.CHOICE, 18),
    column(MotionSnapshot, "status_printed", width=18),
    column(MotionSnapshot, "explanation", width=70),
    column(MotionSnapshot, "url", width=30),
)
