"""Links of one use, with which the owner of an account chooses a password."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from portal.core.addresses import token_in
from portal.core.trail import in_the_name_of
from portal.desk.account_models import Invitation
from portal.desk.persons import end_sessions
from portal.desk.tokens import digest_of, new_token


@transaction.atomic
def invite(account: User, by: Any) -> tuple[Invitation, str]:
    """Make a link for an account. Return it with its token, which is nowhere else. Earlier links of the account stop working.

    `by` is the user who gives the link, or None for the command line.
    """
    now = timezone.now()
    for earlier in Invitation.objects.filter(account=account, used_at=None, until__gt=now):
        earlier.until = now
        earlier.save()
    token = new_token()
    until = now + dt.timedelta(days=settings.INVITATION_DAYS)
    return Invitation.objects.create(account=account, digest=digest_of(token), by=by, until=until), token


def invitation_for(sent: str) -> Invitation | None:
    """Return the link that works and has this token. `sent` is the token, or the whole link with the token after `#`."""
    return Invitation.objects.open().filter(digest=digest_of(token_in(sent))).select_related("account").first()


@transaction.atomic
def choose_password(invitation: Invitation, password: str) -> bool:
    """Set the password of the account and use the link up. Return False, and change nothing, when the link no longer works.

    The trail tells that the account itself did this, for only its owner has the link. Its sessions end.
    """
    # Locked, so that a link that is sent twice at once counts once.
    locked = Invitation.objects.open().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if locked is None:
        return False
    with in_the_name_of(locked.account):
        locked.used_at = timezone.now()
        locked.save()
        locked.account.set_password(password)
        locked.account.save()
    end_sessions({locked.account_id})
    return True
