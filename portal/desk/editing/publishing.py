"""Publication and withdrawal of a report. Each happens once, in one transaction, with a line in the log."""

import datetime as dt
from typing import Any

from auditlog.models import LogEntry
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from measures.enums import ReportState
from measures.models import Report
from measures.publication.counting import hold_changes
from measures.publication.freezing import correcting
from portal.desk.editing.checks import check, unexplained
from portal.desk.editing.concurrency import last_editor
from portal.desk.editing.prose import readable_reason
from portal.desk.models import Publication
from portal.search.index import rebuild

# How long a person who set the password of an account, or removed its second factor, counts as the owner of that account.
TAKEOVER = dt.timedelta(days=30)


class PublicationError(Exception):
    """A publication or withdrawal that is refused; the message gives the reason in Dutch."""


def one_pair_of_eyes(report: Report, by: Any) -> str:
    """Return why `by` is no second person for the four-eyes rule, in Dutch, or an empty string when `by` is.

    Two accounts count as one person when one of them could log in as the other, see `opened_account_of`.
    """
    editor = last_editor(report)
    if editor is None:
        return ""
    if editor == by.pk:
        return "U voerde zelf de laatste wijziging in."
    if opened_account_of(editor, by.pk) or opened_account_of(by.pk, editor):
        return (
            "U en wie de laatste wijziging invoerde, tellen als één persoon. Een van u stelde in de laatste dertig dagen het "
            "wachtwoord van de ander in, of verwijderde de tweede stap."
        )
    return ""


def opened_account_of(person: int, account: int) -> bool:
    """Return whether `person` set the password of another account, or removed a second factor of it, within `TAKEOVER`.

    The audit trail tells. Making a new account does not count.
    """
    acts = LogEntry.objects.filter(actor=person, timestamp__gte=timezone.now() - TAKEOVER)
    of_password = acts.filter(action=LogEntry.Action.UPDATE, changes__has_key="password", object_pk=str(account))
    of_step = acts.filter(action=LogEntry.Action.DELETE, changes__user__0=str(account))
    return person != account and (
        of_password.filter(content_type__model="user").exists() or of_step.filter(content_type__model="authenticator").exists()
    )


@transaction.atomic
def publish(report: Report, by: Any) -> Publication:
    """Publish a draft. All its content becomes public at once, and its rows are frozen from then on.

    The same transaction rebuilds the search index. Raises `PublicationError` when the report is not a draft, when the checklist
    has errors or unexplained warnings, or when `by` is no second person (`one_pair_of_eyes`) and
    `settings.FOUR_EYES` is on.
    """
    hold_changes()
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.DRAFT:
        raise PublicationError("Deze rapportage is al gepubliceerd.")
    findings = check(locked)
    if any(finding.is_error for finding in findings):
        raise PublicationError("De controle vindt nog fouten. Los die eerst op.")
    if unexplained(locked, findings):
        raise PublicationError("Bij een of meer waarschuwingen staat nog geen toelichting.")
    # This must come before `locked.save()`, which adds a change by `by` to the audit trail.
    one_pair = one_pair_of_eyes(locked, by)
    if settings.FOUR_EYES and one_pair:
        raise PublicationError(f"{one_pair} Laat iemand anders publiceren.")
    publication = Publication.objects.create(report=locked, act=Publication.Act.PUBLISHED, by=by, four_eyes=not one_pair)
    locked.state, locked.published_at = ReportState.PUBLISHED, timezone.now()
    locked.save()
    rebuild()
    return publication


@transaction.atomic
def withdraw(report: Report, by: Any, reason: str) -> Publication:
    """Withdraw a published report, for a reason that the public can read. Its content is hidden from then on.

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
    four_eyes = not one_pair_of_eyes(locked, by)
    with correcting(reason):
        locked.state, locked.withdrawn_at, locked.withdrawal_reason = ReportState.WITHDRAWN, timezone.now(), reason
        locked.save()
    rebuild()
    return Publication.objects.create(report=locked, act=Publication.Act.WITHDRAWN, by=by, four_eyes=four_eyes, reason=reason)
