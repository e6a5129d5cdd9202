"""Reports with how many records each one names."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from laws.models import BillSnapshot
from measures.models import MeasureSnapshot, Report
from motions.models import MotionSnapshot


def _count_in_report(rows: QuerySet) -> Coalesce:
    """How many of `rows` belong to each report. A subquery each: joins would multiply measures by bills by motions."""
    counted = rows.filter(report=OuterRef("pk")).order_by().values("report").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def reports_with_counts() -> QuerySet[Report]:
    return Report.objects.published().annotate(
        measure_count=_count_in_report(MeasureSnapshot.objects.filter(measure__number__isnull=False)),
        submeasure_count=_count_in_report(MeasureSnapshot.objects.filter(measure__number__isnull=True)),
        bill_count=_count_in_report(BillSnapshot.objects.all()),
        motion_count=_count_in_report(MotionSnapshot.objects.all()),
    )
