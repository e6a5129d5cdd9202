"""The term of the audit trail: after it, the trail no longer tells who did something, and from which address."""

import datetime as dt

from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from measures.models import Report
from portal.core.trail import tell_as_a_whole
from portal.desk.account_models import Invitation, StepReset

# Models whose lines are about a person, so that nothing is left when the names go.
ABOUT_PERSONS = (User, Authenticator, Invitation, StepReset)


@transaction.atomic
def clear_trail() -> tuple[int, int]:
    """Clear what is older than `settings.TRAIL_DAYS`. Return how many lines lost their person, and how many were deleted.

    A line about an account is deleted as a whole. Another line keeps what changed. The lines of drafts are left as they are: four
    eyes needs their authors.
    """
    before = timezone.now() - dt.timedelta(days=settings.TRAIL_DAYS)
    old = LogEntry.objects.filter(timestamp__lt=before)
    kinds = ContentType.objects.get_for_models(*ABOUT_PERSONS).values()
    deleted, _ = old.filter(content_type__in=kinds).delete()
    drafts = list(Report.objects.drafts().values_list("slug", flat=True))
    # By primary key: `exclude` on a key within JSON would also leave out the lines that have no such key.
    of_drafts = old.filter(additional_data__rapportage__in=drafts).values("pk")
    named = old.exclude(actor=None, actor_email=None, remote_addr=None).exclude(pk__in=of_drafts)
    cleared = named.update(actor=None, actor_email=None, remote_addr=None, remote_port=None)
    if cleared or deleted:
        tell_as_a_whole(f"Het wijzigingslog van vóór {before:%d-%m-%Y}: {cleared} regels zonder persoon, {deleted} verwijderd")
    return cleared, deleted
