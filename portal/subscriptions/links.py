"""The signed links of a reader. They need no account and no cookie: whoever has the mail, has the link.

A token that shows or changes something stands after `#`: a browser sends that part to no server, so it comes in no log and no
`Referer`. A mail program must be able to send the token that ends the messages, so that one stands in the path, and can only end.
"""

import datetime as dt
from typing import Any, NamedTuple

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from portal.subscriptions.models import TO_CONFIRM, Subscriber

# One salt for each kind of token, so that none can be used as another.
_OWN, _END, _CONFIRM = "berichten.eigen", "berichten.stop", "berichten.bevestigen"
LONGEST = 500


class OwnLinks(NamedTuple):
    """Absolute addresses: to change the choices, to end by one click (RFC 8058), and to read what is kept of the reader."""

    change: str
    end: str
    me: str


def links_of(subscriber: Subscriber, base: str) -> OwnLinks:
    """Return the links of a reader. `base` is the URL of the site, without a slash at the end."""
    own = _signed(subscriber, _OWN, subscriber.nonce)
    end = reverse("letters-end", args=[_signed(subscriber, _END, subscriber.nonce)])
    return OwnLinks(f"{base}{reverse('letters-own')}#{own}", f"{base}{end}", f"{base}{reverse('letters-kept')}#{own}")


def confirm_link(subscriber: Subscriber, base: str) -> str:
    """Return the link that confirms what was asked for last. It works once, for `TO_CONFIRM`."""
    return f"{base}{reverse('letters-confirm')}#{_signed(subscriber, _CONFIRM, subscriber.asked_nonce)}"


def owner_of(token: str) -> Subscriber | None:
    """Return whose token of the links `change` and `me` this is; None when it is no such token, or void."""
    return _found(token, _OWN, "nonce")


def ender_of(token: str) -> tuple[bool, Subscriber | None]:
    """Return whether this is a token of the link `end`, and whose; None when the messages to that reader ended."""
    return _value_of(token, _END) is not None, _found(token, _END, "nonce")


def confirmer_of(token: str) -> Subscriber | None:
    """Return who can confirm with this token; None when it is no such token, was used or is too old."""
    found = _found(token, _CONFIRM, "asked_nonce", max_age=TO_CONFIRM)
    return found if found and found.asked else None


def _signed(subscriber: Subscriber, salt: str, nonce: str) -> str:
    return signing.dumps([subscriber.pk, nonce], salt=salt)


def _found(token: str, salt: str, name: str, max_age: dt.timedelta | None = None) -> Subscriber | None:
    value = _value_of(token, salt, max_age)
    found = Subscriber.objects.filter(pk=value[0]).first() if value else None
    return found if value and found and constant_time_compare(getattr(found, name), value[1]) else None


def _value_of(token: str, salt: str, max_age: dt.timedelta | None = None) -> Any:
    """Return what was signed, or None. No token of ours is longer than `LONGEST`."""
    try:
        return signing.loads(token, salt=salt, max_age=max_age) if len(token) <= LONGEST else None
    except signing.BadSignature:
        return None
