"""The database reads of a comparison. Rows come from published reports, and from a draft while staff preview it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from laws.models import BillSnapshot, Contribution, EntryIntoForce
from laws.querysets import law_since
from measures.kinds import BILL, MEASURE, MOTION, Kind
from measures.models import Measure, MeasureSnapshot, Report
from motions.models import MotionSnapshot


@dataclass(frozen=True)
class Stands:
    """The snapshots of one report by kind of record. `entries` are the entries into force that it states."""

    report: Report
    measures: list[MeasureSnapshot]
    bills: list[BillSnapshot]
    motions: list[MotionSnapshot]
    entries: list[EntryIntoForce]

    def of(self, kind: Kind) -> list[Any]:
        """Return the snapshots of the records of one kind."""
        by_kind: dict[Kind, list[Any]] = {MEASURE: self.measures, BILL: self.bills, MOTION: self.motions}
        return by_kind[kind]

    @property
    def speaks_of(self) -> set[Kind]:
        return {kind for kind in (MEASURE, BILL, MOTION) if self.of(kind)}


def stands_of(reports: Sequence[Report]) -> list[Stands]:
    """Return what each of these reports says, in the same order. Seven queries, however many reports and records."""
    measures = Measure.objects.published()
    measure_stands = list(_rows(MeasureSnapshot, reports).select_related("measure"))
    bill_stands = list(
        _rows(BillSnapshot, reports)
        .annotate(bill_law_since=law_since("bill"))
        .select_related("bill")
        .prefetch_related("planning", Prefetch("contributions", queryset=Contribution.objects.with_public_measure()))
    )
    for stand in bill_stands:
        stand.bill.law_since = stand.bill_law_since
    motion_stands = list(
        _rows(MotionSnapshot, reports).select_related("motion").prefetch_related(Prefetch("measures", queryset=measures))
    )
    entries = list(_rows(EntryIntoForce, reports).order_by("date", "pk"))
    # All rows of a report share one object, so each fact about that report is made once.
    by_key = {report.pk: report for report in reports}
    for row in (*measure_stands, *bill_stands, *motion_stands):
        row.report = by_key[row.report_id]

    def of(report: Report) -> Stands:
        return Stands(
            report,
            [stand for stand in measure_stands if stand.report_id == report.pk],
            [stand for stand in bill_stands if stand.report_id == report.pk],
            [stand for stand in motion_stands if stand.report_id == report.pk],
            [entry for entry in entries if entry.report_id == report.pk],
        )

    return [of(report) for report in reports]


def _rows(model: Any, reports: Sequence[Report]) -> Any:
    return model.objects.published().filter(report__in=reports)


def measure_order(measure: Measure) -> tuple[int, bool, int]:
    """Return a sort key: main measures by number, each followed by its submeasures.

    `parent_id` is a number too: the foreign key of a submeasure refers to the `number` of its parent.
    """
    return measure.number or measure.parent_id or 0, measure.number is None, measure.pk
