"""What readers will see change when a proposal is approved: once as it is, and once in a rehearsal of the change."""

from contextlib import AbstractContextManager

from auditlog.models import LogEntry
from django.db.models import Max

from measures.models import Correction, Report
from portal.desk.effects.places import ChangedPlace, changed_places, everything
from portal.desk.effects.subjects import Subjects
from portal.outputs.feeds.history import of_corrections, of_reports


def effects_of_change(rehearsed: AbstractContextManager[None], report: Report | None, preview: str) -> list[ChangedPlace]:
    """Return the places that a change alters today.

    `rehearsed` makes the change for the length of its block. `report` is the one that it is about: when it is withdrawn,
    everything that it names is compared. `preview` is the path of the preview.
    """
    line, made = (model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (LogEntry, Correction))
    with rehearsed:
        corrections = Correction.objects.filter(pk__gt=made).select_related("report").order_by("pk")
        subjects = Subjects.changed_since(line) | Subjects.of_corrections(corrections)
        entries = list(of_corrections(corrections))
        if report is not None and Report.objects.withdrawn().filter(pk=report.pk).exists():
            subjects |= Subjects.of_report(report)
            entries += [entry for entry in of_reports() if entry.about == ("rapportage", report.slug, "ingetrokken")]
        after = everything(subjects, entries, in_full=True, with_actions=True)
    before = everything(subjects, [], in_full=True, with_actions=True)
    return changed_places(before, after, preview)
