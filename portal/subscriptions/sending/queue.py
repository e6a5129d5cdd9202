"""The queue, one mail at a time. What becomes of a mail is stored before the next one is taken.

Who takes a mail claims it first, for longer than sending takes. So two processes never send the same mail, and the mail that was
under way when a process was killed is tried again when its claim ends, with the same Message-ID. Only a refusal waits for the
next answer: see `run`.

Who changes both a reader and its mails locks the reader first, here and elsewhere, so that no two wait for each other.
"""

import datetime as dt
import logging
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from post_office.models import STATUS, Email

from portal.subscriptions.ending import end
from portal.subscriptions.models import Subscriber

log = logging.getLogger("portal.mail")

# Longer than one mail takes: less than a dozen questions to the server, each answered within `ANSWER_SECONDS`.
CLAIM = dt.timedelta(hours=2)
# How long a mail waits after each answer "later", and after trouble; the last one again and again. After so many
# answers, in about four days, it is given up.
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360))
MOST_TRIES = 20
# An address is dropped when the server refused so many mails to it for good, without one that it took in between.
MOST_REFUSED = 3
# How many mails are looked up at once. A mail for which somebody waits comes before the next so many.
LOOKED_UP = 50


def due() -> QuerySet[Email]:
    """Return the mails that may be tried now: what somebody waits for first, then in order of entry."""
    now = timezone.now()
    is_time = Q(scheduled_time=None) | Q(scheduled_time__lte=now)
    is_of_use = Q(expires_at=None) | Q(expires_at__gt=now)
    return Email.objects.filter(is_time, is_of_use, status__in=[STATUS.queued, STATUS.requeued]).order_by("-priority", "pk")


def claimed() -> Iterator[Email]:
    """Yield every mail that may be tried now, each after claiming it, until there is none."""
    while keys := list(due().values_list("pk", flat=True)[:LOOKED_UP]):
        for key in keys:
            if due().filter(pk=key).update(status=STATUS.requeued, scheduled_time=timezone.now() + CLAIM):
                # It may be gone: its reader may have ended this very moment.
                yield from Email.objects.filter(pk=key).select_related("template")


def holds(email: Email) -> bool:
    """Return whether a claimed mail is still to be sent: it may have been taken back."""
    return Email.objects.filter(pk=email.pk).exists()


def taken(email: Email) -> None:
    """The server took the mail: nothing of it is kept."""
    with transaction.atomic():
        Subscriber.objects.filter(address__in=email.to, refused__gt=0).update(refused=0)
        Email.objects.filter(pk=email.pk).delete()


def postponed(email: Email) -> None:
    """The server says "later", or nothing that we can trust: the mail waits longer after each try, and others go first.

    After `MOST_TRIES` it is gone, and the log says so: the server may have taken it each time without a word.
    """
    tries = (email.number_of_retries or 0) + 1
    if tries >= MOST_TRIES:
        log.error("mail is opgegeven: de mailserver nam haar %s keer niet aan", tries)
        Email.objects.filter(pk=email.pk).delete()
        return
    wait = WAITS[min(tries, len(WAITS)) - 1]
    Email.objects.filter(pk=email.pk).update(number_of_retries=tries, scheduled_time=timezone.now() + wait)


def released(email: Email) -> None:
    """The mail was not tried after all: it may go at once."""
    Email.objects.filter(pk=email.pk).update(scheduled_time=None)


def refused(email: Email) -> None:
    """The server refused the address for good: the mail goes, and after `MOST_REFUSED` of these in a row the reader too."""
    with transaction.atomic():
        readers = Subscriber.objects.filter(address__in=email.to)
        readers.update(refused=F("refused") + 1)
        Email.objects.filter(pk=email.pk).delete()
        for reader in readers.filter(refused__gte=MOST_REFUSED):
            log.warning("adres is gewist: de mailserver weigerde het %s keer", MOST_REFUSED)
            end(reader)


def waiting() -> int:
    """Return how many mails wait in the queue, also those for later."""
    return Email.objects.count()
