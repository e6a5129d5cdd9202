"""Throwing away a whole draft: it is kept for a month, can come back, and is then deleted."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from measures.enums import ReportState
from measures.models import Report
from portal.desk.records.rows import records_first_named_in, rows_of

# How long a draft that was thrown away can come back.
KEPT = dt.timedelta(days=30)


class DiscardError(Exception):
    """A draft that cannot be thrown away or come back; the message gives the reason in Dutch."""


@transaction.atomic
def discard(report: Report, reason: str) -> None:
    """Throw away a draft, for a reason that only the desk sees. Its number is free from then on. Raises `DiscardError`."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.DRAFT:
        raise DiscardError("Alleen een concept kan worden weggegooid.")
    try:
        locked.discard_reason = Report._meta.get_field("discard_reason").clean(reason.strip(), None)
    except ValidationError as error:
        raise DiscardError(" ".join(error.messages)) from error
    if not locked.discard_reason:
        raise DiscardError("Schrijf waarom u dit concept weggooit.")
    locked.state, locked.discarded_at = ReportState.DISCARDED, timezone.now()
    locked.save()


@transaction.atomic
def restore(report: Report) -> None:
    """Make a draft of what was thrown away. Raises `DiscardError`, also when another report has its number now."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.state != ReportState.DISCARDED:
        raise DiscardError("Dit concept is niet weggegooid.")
    taken = Report.objects.standing().filter(number=locked.number).first() if locked.number else None
    if taken is not None:
        raise DiscardError(f"Nummer {locked.number} is nu van {taken}. Gooi die eerst weg, of laat deze liggen.")
    locked.state, locked.discarded_at, locked.discard_reason = ReportState.DRAFT, None, ""
    locked.save()


def clear(now: dt.datetime) -> list[str]:
    """Delete the drafts that were thrown away more than `KEPT` ago, with the records that only they name. Return their titles."""
    old = Report.objects.discarded().filter(discarded_at__lt=now - KEPT)
    return [_delete(report) for report in old]


@transaction.atomic
def _delete(report: Report) -> str:
    records = records_first_named_in(report)
    for row in rows_of(report):
        row.delete()
    title = str(report)
    report.delete()
    for record in records:
        record.delete()
    return title
