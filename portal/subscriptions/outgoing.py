"""The queue of mails to readers: rows of django-post_office, one for each mail, with its recipient and its Message-ID.

A mail leaves the queue when the mail server took it (see `sending`), so the queue holds only what is still to be sent.
"""

import datetime as dt
import re
from email.utils import formataddr, make_msgid

from django.conf import settings
from django.core.exceptions import ValidationError
from post_office.models import PRIORITY, STATUS, Email

# Everything from here is sent by a program (RFC 3834), so that no absence assistant answers it.
HEADERS = {"Auto-Submitted": "auto-generated"}


def put(
    to: str,
    subject: str,
    text: str,
    html: str = "",
    *,
    headers: dict[str, str] | None = None,
    until: dt.datetime | None = None,
) -> None:
    """Put a mail in the queue, within the transaction of the caller. It is sent before news, as somebody waits for it.

    `to` is one bare address; any other text raises `ValidationError`. The subject and the headers become one line each.
    A mail that still waits at `until` is not sent any more, and goes when `sending` clears.
    """
    if "," in to or "<" in to:
        # The queue would read these as several addresses, or as a name with an address.
        raise ValidationError(f"Geen enkel adres: {to}")
    Email.objects.create(
        from_email=sender(),
        to=[to],
        subject=one_line(subject),
        message=text,
        html_message=html,
        headers=HEADERS | {name: one_line(value) for name, value in (headers or {}).items()},
        message_id=new_message_id(),
        status=STATUS.queued,
        priority=PRIORITY.high,
        expires_at=until,
    )


def sender() -> str:
    """Return the sender of mails to readers: the address of the settings, with the name of the site when it has no name."""
    address = settings.DEFAULT_FROM_EMAIL
    return address if "<" in address else formataddr((settings.SITE_NAME, address))


def forget(address: str) -> None:
    """Take every mail to this address out of the queue, with what the library keeps of it."""
    Email.objects.filter(to=address).delete()


def one_line(text: str) -> str:
    """Return a text without line ends and other control characters, so that it cannot begin another header."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", text).split())


def new_message_id() -> str:
    """Return a Message-ID that no other mail has, at the domain of the sender."""
    return make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or settings.FEED_AUTHORITY)
