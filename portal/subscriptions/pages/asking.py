"""Asking for messages, confirming that, and changing the choices.

Nobody learns whether an address is known: a form does the same in the database for each address, and its answer is the same.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Replace
from django.template.loader import render_to_string
from django.utils import timezone

from portal.subscriptions.choices import Choosable, Wanted
from portal.subscriptions.links import confirm_link, links_of
from portal.subscriptions.models import TO_CONFIRM, Choice, Frequency, Subscriber, new_nonce
from portal.subscriptions.outgoing import put

# How many mails forms can cause to one mailbox in a day, whoever sends them, and of the whole site in an hour. A form after that
# changes nothing.
MOST_MAILS, PER = 3, dt.timedelta(days=1)
MOST_OF_SITE, HOUR = 500, dt.timedelta(hours=1)
# One mailbox has both domains, and any dots in its name.
GMAIL = ("gmail.com", "googlemail.com")
SUBJECT = "Bevestig dat u berichten wilt"


def ask(address: str, wanted: Sequence[Wanted], frequency: str, words: str, *, offer: Choosable, base: str) -> None:
    """Keep what somebody asked for, and mail the address a link to confirm it. `base` is the URL of the site.

    Until then nothing changes, also not for a reader who is known: that one reads in the same mail how to change or end.
    """
    now = timezone.now()
    with transaction.atomic():
        Subscriber.objects.bulk_create([Subscriber(address=address, asked_at=now)], ignore_conflicts=True)
        # A form for the same address waits here on PostgreSQL, and above on SQLite.
        reader = Subscriber.objects.select_for_update().get(address=address)
        is_allowed = _may_mail(address, now)
        if reader.asked_since is None or reader.asked_since < now - PER:
            reader.asked_since, reader.mails_asked = now, 0
        reader.mails_asked += 1
        reader.asked = {"vaak": frequency, "keuzes": [list(each) for each in wanted], "tekst": words}
        reader.asked_at, reader.asked_nonce = now, new_nonce()
        reader.save(update_fields=["asked", "asked_at", "asked_nonce", "asked_since", "mails_asked"])
        _mail(reader, wanted, frequency, offer, base)
        if not is_allowed:
            # After the same work, so that the time that it takes tells nothing of the address either.
            transaction.set_rollback(True)


def _may_mail(address: str, now: dt.datetime) -> bool:
    """Return whether forms may cause one more mail to the mailbox of this address, and of the whole site."""
    name, _, domain = _mailbox_of(address).partition("@")
    bare: Any = F("address")
    domains = [domain]
    if domain == GMAIL[0]:
        bare, domains = Replace(bare, Value("."), Value("")), [each.replace(".", "") for each in GMAIL]
    is_same = Q()
    for each in domains:
        is_same |= Q(bare=f"{name}@{each}") | Q(bare__startswith=f"{name}+", bare__endswith=f"@{each}")
    today = Subscriber.objects.alias(bare=bare).filter(asked_since__gte=now - PER)
    counted = today.aggregate(
        mailbox=Sum("mails_asked", filter=is_same, default=0),
        site=Sum("mails_asked", filter=Q(asked_at__gte=now - HOUR), default=0),
    )
    return bool(counted["mailbox"] < MOST_MAILS and counted["site"] < MOST_OF_SITE)


def _mailbox_of(address: str) -> str:
    """Return the mailbox that an address, in lower case, leads to at most mail servers: without what follows a `+`.

    At Gmail also without dots, under the first of its domains.
    """
    name, _, domain = address.rpartition("@")
    name = name.partition("+")[0] or name
    return f"{name.replace('.', '')}@{GMAIL[0]}" if domain in GMAIL else f"{name}@{domain}"


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
        # A known reader goes on to hear what was found since the first confirmation.
        Subscriber.objects.filter(pk=reader.pk).begin()
        is_first = Subscriber.objects.filter(pk=reader.pk, asked_nonce=reader.asked_nonce, asked__isnull=False).update(
            asked=None,
            asked_at=None,
            asked_nonce=new_nonce(),
            confirmed_at=timezone.now(),
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
