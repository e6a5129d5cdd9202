"""Facts about reports that several packages show: the number of records in a report, and the date that it describes."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from laws.models import BillSnapshot
from measures.models import MeasureSnapshot, Report
from motions.models import MotionSnapshot
from portal.core.dates import in_dutch


def _count_in_report(rows: QuerySet) -> Coalesce:
    """Return the number of `rows` per report as a subquery. Joins would multiply measures by bills by motions."""
    counted = rows.filter(report=OuterRef("pk")).order_by().values("report").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def reports_with_counts() -> QuerySet[Report]:
    """Return the published reports with a count of their measures, submeasures (measures without a number), bills and motions."""
    return Report.objects.published().annotate(
        measure_count=_count_in_report(MeasureSnapshot.objects.filter(measure__number__isnull=False)),
        submeasure_count=_count_in_report(MeasureSnapshot.objects.filter(measure__number__isnull=True)),
        bill_count=_count_in_report(BillSnapshot.objects.all()),
        motion_count=_count_in_report(MotionSnapshot.objects.all()),
    )


def as_of(report: Report | None) -> list[str]:
    """Return one line with the date and title of `report`, to show above a list. Without a report, return no lines."""
    if report is None:
        return []
    day = in_dutch(report.reference_date) if report.reference_date else report.publication
    return [f"Stand per {day}, volgens: {report.title}"]
