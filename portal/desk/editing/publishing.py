"""Publication and withdrawal of a report. Each happens once, in one transaction, with a line in the log."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from measures.enums import ReportState
from measures.models import Report
from measures.publication.counting import hold_changes
from measures.publication.freezing import correcting
from portal.desk.editing.checks import check, unexplained
from portal.desk.editing.concurrency import last_editor
from portal.desk.editing.four_eyes import one_pair_now
from portal.desk.editing.prose import readable_reason
from portal.desk.models import Publication
from portal.desk.persons import is_one_person, opened_accounts
from portal.search.index import rebuild

# What to do when only its author would have seen a change.
WHAT_THEN = "Vraag een collega om akkoord, of laat iemand anders publiceren."


class PublicationError(Exception):
    """A publication or withdrawal that is refused; the message gives the reason in Dutch."""


def must_be_ready(report: Report, by: Any) -> str:
    """Raise `PublicationError` unless `by` may publish the draft as it stands. The caller has locked it.

    Returns why only its author would have seen a change, in Dutch, or an empty string. Only without `settings.FOUR_EYES` can that
    be so.
    """
    if report.state != ReportState.DRAFT:
        raise PublicationError("Deze rapportage is al gepubliceerd.")
    findings = check(report)
    if any(finding.is_error for finding in findings):
        raise PublicationError("De controle vindt nog fouten. Los die eerst op.")
    if unexplained(report, findings):
        raise PublicationError("Bij een of meer waarschuwingen staat nog geen toelichting.")
    one_pair = one_pair_now(report, by)
    if settings.FOUR_EYES and one_pair:
        raise PublicationError(f"{one_pair} {WHAT_THEN}")
    return one_pair


@transaction.atomic
def publish(report: Report, by: Any) -> Publication:
    """Publish a draft. All its content becomes public at once, and its rows are frozen from then on.

    The same transaction rebuilds the search index. Raises `PublicationError` when the report is not a draft, when the checklist
    has errors or unexplained warnings, or when only its author would have seen a change (`four_eyes`) and `settings.FOUR_EYES` is
    on.
    """
    hold_changes()
    locked = Report.objects.select_for_update().get(pk=report.pk)
    # This must come before `locked.save()`, which adds a change by `by` to the audit trail.
    one_pair = must_be_ready(locked, by)
    publication = Publication.objects.create(
        report=locked, act=Publication.Act.PUBLISHED, by=by, name=by.get_username(), four_eyes=not one_pair
    )
    locked.state, locked.published_at = ReportState.PUBLISHED, timezone.now()
    locked.save()
    rebuild()
    return publication


@transaction.atomic
def withdraw(report: Report, by: Any, reason: str, proposed_by: Any = None) -> Publication:
    """Withdraw a published report, for a reason that the public can read. Its content is hidden from then on.

    `by` decides about what `proposed_by` asked. Without a proposal, who last changed the report is the other pair of eyes.
    The same transaction rebuilds the search index. Raises `PublicationError` when the report is not published or when `reason`
    is empty.
    """
    hold_changes()
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.PUBLISHED:
        raise PublicationError("Alleen een gepubliceerde rapportage kan worden ingetrokken.")
    try:
        reason = readable_reason(reason)
    except ValueError as error:
        raise PublicationError(str(error)) from error
    # This must come before `locked.save()`, as in `publish`.
    editor = proposed_by.pk if proposed_by else last_editor(locked)
    four_eyes = editor is None or not is_one_person(editor, by.pk, opened_accounts())
    with correcting(reason):
        locked.state, locked.withdrawn_at, locked.withdrawal_reason = ReportState.WITHDRAWN, timezone.now(), reason
        locked.save()
    rebuild()
    return Publication.objects.create(
        report=locked, act=Publication.Act.WITHDRAWN, by=by, name=by.get_username(), four_eyes=four_eyes, reason=reason
    )
