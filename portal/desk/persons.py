"""The persons behind accounts: which accounts count as one person, and the end of their sessions."""

import datetime as dt
from collections.abc import Collection

from auditlog.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.desk.account_models import Invitation, StepReset

# How long somebody who could have opened the account of another counts as the owner of that account.
TAKEOVER = dt.timedelta(days=30)

Pairs = set[tuple[int, int]]


def opened_accounts() -> Pairs:
    """Return (person, account) for each account that another person could have opened within `TAKEOVER`.

    A person could when they gave the link with which its password was chosen, set that password, or removed its second factor,
    also as one of the two who agreed on that. The number of queries is constant.
    """
    since = timezone.now() - TAKEOVER
    acts = LogEntry.objects.filter(actor__isnull=False, timestamp__gte=since)
    passwords = acts.filter(action=LogEntry.Action.UPDATE, content_type__model="user", changes__has_key="password")
    steps = acts.filter(action=LogEntry.Action.DELETE, content_type__model="authenticator", changes__has_key="user")
    found = {(person, int(account)) for person, account in passwords.values_list("actor_id", "object_pk")}
    found |= {(person, int(changes["user"][0])) for person, changes in steps.values_list("actor_id", "changes")}
    found |= set(Invitation.objects.filter(by__isnull=False, used_at__gte=since).values_list("by_id", "account_id"))
    for asked, confirmed, account in StepReset.objects.filter(confirmed_at__gte=since).values_list(
        "asked_by_id", "confirmed_by_id", "account_id"
    ):
        found |= {(asked, account), (confirmed, account)}
    return {(person, account) for person, account in found if person != account}


def is_one_person(one: int, other: int, opened: Pairs) -> bool:
    """Return whether two accounts count as one person: they are the same, or one could have opened the other."""
    return one == other or (one, other) in opened or (other, one) in opened


def end_sessions(accounts: Collection[int]) -> None:
    """Delete the sessions of the accounts with these primary keys. Only staff have sessions, so there are few."""
    keys = {str(pk) for pk in accounts}
    ended = [session.pk for session in Session.objects.all() if session.get_decoded().get(SESSION_KEY) in keys]
    Session.objects.filter(pk__in=ended).delete()
