"""The motions of which a report gives the status as a sign that cannot be read, such as a drawn tick."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from measures.enums import Status
from measures.models import Report, SourceNote
from motions.models import Motion, MotionSnapshot


@dataclass(frozen=True)
class Unreadable:
    """One report. `count`: its motions without a readable status. `unknown`: those of which no other report gives a newer one.

    `note`: the source note that is about most of these motions, if there is one.
    """

    report: Report
    count: int
    unknown: int
    note: SourceNote | None


def unreadable_statuses() -> list[Unreadable]:
    """Return the public reports with motions whose status cannot be read, the newest first. Three queries at most."""
    stands = MotionSnapshot.objects.published().filter(status=Status.UNKNOWN, status_printed="").select_related("report")
    by_report: dict[Report, set[int]] = defaultdict(set)
    for stand in stands:
        by_report[stand.report].add(stand.motion_id)
    if not by_report:
        return []
    unknown = set(
        Motion.objects.published().with_stand_columns().filter(stand_status=Status.UNKNOWN).values_list("pk", flat=True)
    )
    notes = _notes_about(set().union(*by_report.values()))
    return [
        Unreadable(report, len(motions), len(motions & unknown), notes.get(report.pk))
        for report, motions in sorted(by_report.items(), key=lambda pair: pair[0].order, reverse=True)
    ]


def _notes_about(motions: set[int]) -> dict[int, SourceNote]:
    """Return for each report, by primary key, its note about the most of these motions."""
    notes = SourceNote.objects.beside_records().annotate(about=Count("motions", filter=Q(motions__in=motions)))
    return {note.report_id: note for note in notes.filter(about__gt=0).order_by("about", "-pk")}
