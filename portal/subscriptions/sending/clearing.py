"""What goes when it is done or too old: who did not confirm, mails without use, and texts that no mail waits for."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from post_office.models import Email, EmailTemplate, Log

from portal.subscriptions.models import Subscriber

# A text is made a moment before its mails, in another process perhaps.
NEW = dt.timedelta(hours=1)


def clear() -> tuple[int, int]:
    """Forget who did not confirm in time, and delete the texts that no mail waits for. Return how many of each.

    The mails that asked to confirm go in the same transaction: they hold the address. Any other is deleted as soon as the
    server took it or refused it for good. The library logs nothing of how we use it; what it may ever log goes too.
    """
    Log.objects.all().delete()
    texts = EmailTemplate.objects.filter(email=None, created__lt=timezone.now() - NEW)
    _, removed = texts.delete()
    with transaction.atomic():
        forgotten = Subscriber.objects.forget_unconfirmed()
        Email.objects.filter(expires_at__lte=timezone.now()).delete()
    return forgotten, removed.get("post_office.EmailTemplate", 0)
