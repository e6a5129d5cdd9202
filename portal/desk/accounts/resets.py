"""The removal of a lost second factor: one manager (beheerder) asks for it, another confirms it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from portal.desk.account_models import StepReset
from portal.desk.editing.prose import readable_reason
from portal.desk.persons import end_sessions, is_one_person, opened_accounts


class ResetError(Exception):
    """A removal that is refused; the message gives the reason in Dutch."""


def may_help(by: Any, account: User) -> bool:
    """Return whether `by` may help with an account: only a superuser may with that of a superuser."""
    return by.is_superuser or not account.is_superuser


def ask(account: User, by: Any, reason: str) -> StepReset:
    """Ask for the removal of the second factor of an account. Raises `ResetError`."""
    try:
        reason = readable_reason(reason)
    except ValueError as error:
        raise ResetError(str(error)) from error
    with transaction.atomic():
        User.objects.select_for_update().get(pk=account.pk)
        if StepReset.objects.filter(account=account, confirmed_by=None).exists():
            raise ResetError("Dit is al gevraagd. Een andere beheerder moet het nog bevestigen.")
        return StepReset.objects.create(account=account, reason=reason, asked_by=by)


@transaction.atomic
def confirm(reset: StepReset, by: Any) -> None:
    """Remove the second factors of the account, and end its sessions: somebody else may have used a lost one.

    Raises `ResetError` when `by` asked for it, counts as one person with who asked, or owns the account.
    """
    locked = StepReset.objects.select_for_update().get(pk=reset.pk)
    if locked.confirmed_by_id is not None:
        raise ResetError("Dit is al bevestigd.")
    if by.pk == locked.account_id:
        raise ResetError("Het gaat om uw eigen account. Een andere beheerder moet dit bevestigen.")
    if is_one_person(by.pk, locked.asked_by_id, opened_accounts()):
        raise ResetError("U vroeg dit zelf, of telt met wie het vroeg als één persoon. Een andere beheerder moet dit bevestigen.")
    locked.confirmed_by, locked.confirmed_at = by, timezone.now()
    locked.save()
    remove_steps(locked.account)


def remove_steps(account: User) -> None:
    """Delete the second factors of an account, one by one so that the trail has each, and end its sessions."""
    for step in Authenticator.objects.filter(user=account):
        step.delete()
    end_sessions({account.pk})


def take_back(reset: StepReset) -> None:
    """Delete a request that nobody confirmed. The trail keeps that it was there."""
    for found in StepReset.objects.filter(pk=reset.pk, confirmed_by=None):
        found.delete()
