"""How a person proved who they are in this session, as allauth keeps it.

allauth has no public function for three of these. This module is the only one that uses its internals;
`tests/portal/core/test_authentication.py` fails when they move or answer otherwise.
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
    """Return a record for each proof that `user` gave in this session: its `method`, and `at` in seconds since the epoch."""
    return list(get_authentication_records(request, user))


def record_second_step(request: HttpRequest, user: Person, kind: str) -> None:
    """Record that `user` took a second step just now. `kind` is a type of allauth's `Authenticator`, such as `totp`."""
    record_authentication(request, user, "mfa", type=kind)


def username_of_pending_login(request: HttpRequest) -> str:
    """Return the name of the account that gave its password and must still take the second step; empty when there is none."""
    login = unstash_login(request, peek=True)
    return login.user.get_username() if login and login.user else ""
