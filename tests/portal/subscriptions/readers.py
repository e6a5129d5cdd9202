"""Readers with choices, small publications, and the mails that wait for them."""

import datetime as dt

from django.utils import timezone
from post_office.models import Email

from measures.enums import ReportState, Status
from measures.models import Report
from measures.publication.freezing import correcting
from portal.subscriptions.models import Choice, Frequency, Subscriber
from tests import factories

LONG_AGO = dt.timedelta(days=30)


def make_reader(address="anna@example.nl", *choices, frequency=Frequency.AT_ONCE, since=LONG_AGO, **fields):
    """Create a confirmed reader. A choice is a kind, or a kind, a key and perhaps a sector, with spaces between."""
    reader = Subscriber.objects.create(
        address=address, frequency=frequency, consent_at=timezone.now() - since, confirmed_at=timezone.now() - since, **fields
    )
    for choice in choices or ("alles",):
        Choice.objects.create(subscriber=reader, **dict(zip(("kind", "slug", "sector"), choice.split(), strict=False)))
    return reader


def publish(number, **stands):
    """Publish progress report `number` now. `stands` gives the status of measures by their slug, with _ for a hyphen."""
    report = factories.make_report(f"vgr-{number}", number=number, title=f"Rapport {number}", publication=str(2010 + number))
    for slug, status in stands.items():
        measure = factories.Measure.objects.get(slug=slug.replace("_", "-"))
        factories.make_stand(measure, report, status=status)
    return report


def withdraw(report, reason="Er stonden fouten in."):
    with correcting(reason):
        report = Report.objects.get(pk=report.pk)
        report.state, report.withdrawn_at, report.withdrawal_reason = ReportState.WITHDRAWN, timezone.now(), reason
        report.save()
    return report


def waiting():
    """Return the messages in the queue, as they would be sent, by address."""
    return {email.to[0]: email.email_message() for email in Email.objects.select_related("template").order_by("pk")}


def html_of(message):
    return message.alternatives[0].content


DONE, UNDERWAY, NOT_STARTED = Status.DONE, Status.UNDERWAY, Status.NOT_STARTED
