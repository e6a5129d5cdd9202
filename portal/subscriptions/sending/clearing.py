"""What goes when it is done or too old: who did not confirm, and texts that no mail waits for."""

import datetime as dt

from django.utils import timezone
from post_office.models import EmailTemplate, Log

from portal.subscriptions.models import Subscriber

# A text is made a moment before its mails, in another process perhaps.
NEW = dt.timedelta(hours=1)


def clear() -> tuple[int, int]:
    """Forget who did not confirm in time, and delete the texts that no mail waits for. Return how many of each.

    A mail itself is deleted as soon as the server took it or refused it for good. The library logs nothing of how we use it; what
    it may ever log goes too.
    """
    Log.objects.all().delete()
    texts = EmailTemplate.objects.filter(email=None, created__lt=timezone.now() - NEW)
    _, removed = texts.delete()
    return Subscriber.objects.forget_unconfirmed(), removed.get("post_office.EmailTemplate", 0)
