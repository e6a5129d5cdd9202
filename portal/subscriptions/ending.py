"""The end of the messages to a reader."""

from django.db import transaction

from portal.subscriptions import outgoing
from portal.subscriptions.models import Subscriber


def end(subscriber: Subscriber) -> None:
    """Remove a reader and all that is kept of the address."""
    with transaction.atomic():
        outgoing.forget(subscriber.address)
        subscriber.delete()
