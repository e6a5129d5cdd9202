"""Asking for messages, confirming that, and changing the choices.

Nobody learns whether an address is known: a form does the same in the database for each address, and its answer is the same.
"""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, F, PositiveSmallIntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone

from portal.subscriptions.choices import Choosable, Wanted
from portal.subscriptions.links import confirm_link, links_of
from portal.subscriptions.models import TO_CONFIRM, Choice, Frequency, Subscriber, new_nonce
from portal.subscriptions.outgoing import put

# How many mails forms can cause to one address in a day, whoever sends them. A form after that changes nothing.
MOST_MAILS, PER = 3, dt.timedelta(days=1)
SUBJECT = "Bevestig dat u berichten wilt"


def ask(address: str, wanted: Sequence[Wanted], frequency: str, words: str, *, offer: Choosable, base: str) -> None:
    """Keep what somebody asked for, and mail the address a link to confirm it. `base` is the URL of the site.

    Until then nothing changes, also not for a reader who is known: that one reads in the same mail how to change or end.
    """
    now = timezone.now()
    is_new_day = Q(asked_since=None) | Q(asked_since__lt=now - PER)
    with transaction.atomic():
        Subscriber.objects.bulk_create([Subscriber(address=address, asked_at=now)], ignore_conflicts=True)
        asked = Subscriber.objects.filter(is_new_day | Q(mails_asked__lt=MOST_MAILS), address=address).update(
            asked={"vaak": frequency, "keuzes": [list(each) for each in wanted], "tekst": words},
            asked_at=now,
            asked_nonce=new_nonce(),
            mails_asked=Case(When(is_new_day, Value(1)), default=F("mails_asked") + 1, output_field=PositiveSmallIntegerField()),
            asked_since=Case(When(is_new_day, Value(now)), default=F("asked_since"), output_field=DateTimeField()),
        )
        if asked:
            _mail(Subscriber.objects.get(address=address), wanted, frequency, offer, base)


def _mail(reader: Subscriber, wanted: Sequence[Wanted], frequency: str, offer: Choosable, base: str) -> None:
    context = {
        "site_name": settings.SITE_NAME,
        "sender": settings.SITE_SENDER,
        "contact": settings.SITE_CONTACT,
        "names": [offer.described(each) for each in wanted],
        "frequency": Frequency(frequency).label,
        "link": confirm_link(reader, base),
        "is_known": reader.confirmed_at is not None,
        "links": links_of(reader, base),
        "privacy": f"{base}/privacy/",
    }
    text = render_to_string("subscriptions/mail/confirm.txt", context).strip() + "\n"
    put(reader.address, SUBJECT, text, until=timezone.now() + TO_CONFIRM)


def asked_by(reader: Subscriber) -> list[Wanted]:
    """Return the choices that wait for confirmation."""
    return [Wanted(*each) for each in (reader.asked or {}).get("keuzes", [])]


def confirm(reader: Subscriber) -> bool:
    """Let what was asked for begin, beside what there is. Return False when another request did so already, or asked anew."""
    wanted, asked = asked_by(reader), reader.asked or {}
    with transaction.atomic():
        is_first = Subscriber.objects.filter(pk=reader.pk, asked_nonce=reader.asked_nonce, asked__isnull=False).update(
            asked=None,
            asked_at=None,
            asked_nonce=new_nonce(),
            confirmed_at=Coalesce("confirmed_at", Value(timezone.now(), DateTimeField())),
            consent_at=reader.asked_at,
            consent_words=asked.get("tekst", ""),
            frequency=asked.get("vaak", Frequency.AT_ONCE),
            refused=0,
        )
        if is_first:
            _add(reader, wanted)
    return bool(is_first)


def change(reader: Subscriber, wanted: Sequence[Wanted], frequency: str) -> None:
    """Replace the choices of a reader. Nothing happens to one who ended the messages meanwhile."""
    with transaction.atomic():
        if Subscriber.objects.filter(pk=reader.pk).update(frequency=frequency):
            reader.choices.all().delete()
            _add(reader, wanted)


def _add(reader: Subscriber, wanted: Sequence[Wanted]) -> None:
    rows = [Choice(subscriber=reader, kind=each.kind, slug=each.slug, sector=each.sector) for each in wanted]
    Choice.objects.bulk_create(rows, ignore_conflicts=True)
