"""The authentications of a person in this session, as allauth records them.

allauth has no public function to record an authentication or to look at a pending login. This is the only module of the portal
that imports such internals of allauth. `tests/portal/core/test_authentication.py` fails when they move or change.
"""

from collections.abc import Mapping
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import unstash_login
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

Person = AbstractBaseUser | AnonymousUser


def proofs(request: HttpRequest, user: Person) -> list[Mapping[str, Any]]:
    """Return a record of each authentication of `user` in this session: its `method`, and `at` in seconds since the epoch."""
    return list(get_authentication_records(request, user))


def record_second_step(request: HttpRequest, user: Person, kind: str) -> None:
    """Record that `user` gave a second factor just now. `kind` is a type of allauth's `Authenticator`, such as `totp`."""
    record_authentication(request, user, "mfa", type=kind)


def username_of_pending_login(request: HttpRequest) -> str:
    """Return the username of a login that still waits for its second factor, or an empty string when there is none."""
    login = unstash_login(request, peek=True)
    return login.user.get_username() if login and login.user else ""
