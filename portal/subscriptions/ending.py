"""The end of the messages to a reader."""

from django.db import transaction

from portal.subscriptions import outgoing
from portal.subscriptions.models import Subscriber


def end(subscriber: Subscriber) -> None:
    """Remove a reader and all that is kept of the address.

    Who puts a mail in the queue has locked the reader. So the lock comes first: it waits for that mail, which then goes as well.
    """
    with transaction.atomic():
        Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
        outgoing.forget(subscriber.address)
        subscriber.delete()
