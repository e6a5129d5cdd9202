"""Facts about reports that several packages show: the number of records in a report, and the date that it describes."""

from collections.abc import Iterable

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


def stands_on(report: Report) -> str:
    """Return the day up to which a report speaks, such as "stand per 1 februari 2026"; else the words of its publication."""
    return f"stand per {in_dutch(report.reference_date)}" if report.reference_date else report.publication


def with_day(report: Report) -> str:
    """Return the short name of a report and the day up to which it speaks: "Voortgangsrapportage 5 (stand per 1 februari 2026)".

    The short name of a report without a number and without a reference date has the words of its publication already.
    """
    return f"{report.short_name} ({stands_on(report)})" if report.number or report.reference_date else report.short_name


def missing_between(earlier: Report, later: Report, published: Iterable[Report]) -> list[int]:
    """Return the numbers of the progress reports between these two that are not among the `published` ones, in order.

    `published` may be a queryset: it is only read when there are numbers between the two.
    """
    if earlier.number is None or later.number is None:
        return []
    first, last = sorted((earlier.number, later.number))
    return _missing(range(first + 1, last), published)


def missing_before(newest: Report | None, published: Iterable[Report]) -> list[int]:
    """Return the numbers of the progress reports before the newest one that are not among the `published` ones, in order."""
    return _missing(range(1, newest.number), published) if newest and newest.number else []


def _missing(numbers: range, published: Iterable[Report]) -> list[int]:
    there = {report.number for report in published} if numbers else set()
    return [number for number in numbers if number not in there]


def missing_in_words(numbers: list[int]) -> str:
    """Return a sentence about progress reports that the portal does not have; empty when it misses none.

    It says what follows for the reader: a change between two reports can be one there and back.
    """
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Voortgangsrapportage {numbers[0]} staat niet in dit portaal; wat die zegt, telt hier niet mee."
    named = f"{', '.join(map(str, numbers[:-1]))} en {numbers[-1]}"
    return f"Voortgangsrapportages {named} staan niet in dit portaal; wat die zeggen, telt hier niet mee."
