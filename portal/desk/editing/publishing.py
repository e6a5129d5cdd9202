"""Publishing and withdrawing a report: each one atomic act, that happens once, with a line in the log."""

from typing import Any

from auditlog.models import LogEntry
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from measures.enums import ReportState
from measures.models import Report
from measures.publication.freezing import correcting
from portal.core.trail import CONTENT_APPS
from portal.desk.editing.checks import check, unexplained
from portal.desk.models import Publication
from portal.search.index import rebuild


class PublicationError(Exception):
    """The report cannot be published or withdrawn now; the message says why, in Dutch."""


def last_editor(report: Report) -> int | None:
    """The account that entered the last change to a draft, by the audit trail; None when no person did."""
    entries = LogEntry.objects.filter(
        additional_data__rapportage=report.slug, actor__isnull=False, content_type__app_label__in=CONTENT_APPS
    )
    return entries.order_by("-timestamp", "-pk").values_list("actor_id", flat=True).first()


def is_second_pair_of_eyes(report: Report, by: Any) -> bool:
    """Whether `by` is somebody else than who entered the last change."""
    return last_editor(report) != by.pk


@transaction.atomic
def publish(report: Report, by: Any) -> Publication:
    """Make a draft public: everything that it says, at once. Its rows are frozen from then on.

    Raises `PublicationError` when it is no draft any more, when the checklist has errors or warnings without a word of
    explanation, or when `by` entered the last change and four eyes are demanded.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.DRAFT:
        raise PublicationError("Deze rapportage is al gepubliceerd.")
    findings = check(locked)
    if any(finding.is_error for finding in findings):
        raise PublicationError("De controle vindt nog fouten. Los die eerst op.")
    if unexplained(locked, findings):
        raise PublicationError("Bij een of meer waarschuwingen staat nog geen toelichting.")
    four_eyes = is_second_pair_of_eyes(locked, by)
    if settings.FOUR_EYES and not four_eyes:
        raise PublicationError("U voerde zelf de laatste wijziging in. Laat iemand anders publiceren.")
    # Before the report changes: its slug is what the trail finds it by, and who publishes is not who edits.
    publication = Publication.objects.create(report=locked, act=Publication.Act.PUBLISHED, by=by, four_eyes=four_eyes)
    locked.state, locked.published_at = ReportState.PUBLISHED, timezone.now()
    locked.save()
    rebuild()
    return publication


@transaction.atomic
def withdraw(report: Report, by: Any, reason: str) -> Publication:
    """Take a published report back, with a reason that the public can read. What it says is hidden from then on."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.PUBLISHED:
        raise PublicationError("Alleen een gepubliceerde rapportage kan worden ingetrokken.")
    if not reason.strip():
        raise PublicationError("Geef een reden. Die is openbaar.")
    with correcting(reason):
        locked.state, locked.withdrawn_at, locked.withdrawal_reason = ReportState.WITHDRAWN, timezone.now(), reason.strip()
        locked.save()
    rebuild()
    return Publication.objects.create(
        report=locked, act=Publication.Act.WITHDRAWN, by=by, four_eyes=is_second_pair_of_eyes(locked, by), reason=reason.strip()
    )
