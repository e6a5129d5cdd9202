"""The last editor of a report."""

from auditlog.models import LogEntry

from measures.models import Report
from portal.core.trail import CONTENT_APPS


def last_editor(report: Report) -> int | None:
    """Return the primary key of the account that last changed a report, according to the audit trail.

    None when the audit trail has no change by a person.
    """
    entries = LogEntry.objects.filter(
        additional_data__rapportage=report.slug, actor__isnull=False, content_type__app_label__in=CONTENT_APPS
    )
    return entries.order_by("-timestamp", "-pk").values_list("actor_id", flat=True).first()
