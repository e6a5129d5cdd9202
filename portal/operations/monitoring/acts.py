"""Acts of staff, and what was refused: a line in the log for each, as BIO2 8.15 asks.

A line tells action, object, result, origin, actor and time. Never what was filled in, so never a secret: what changed stands
in the audit trail, for who may read that.
"""

import getpass
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from portal.core.addresses import is_for_staff
from portal.core.authentication import username_of_pending_login
from portal.core.limits import origin_of

logger = logging.getLogger("portaal.handelingen")

SAFE = {"GET", "HEAD", "OPTIONS"}
NOT_ALLOWED = {401, 403}
REFUSALS = NOT_ALLOWED | {429}
# Who comes back from the organisation that knows them logs in without sending a form.
LOGIN, LOGOUT, CALLBACK = "account_login", "admin:logout", "openid_connect_callback"
UNKNOWN = "onbekend"


class Result(StrEnum):
    DONE = "gelukt"
    NOT_DONE = "niet uitgevoerd"
    REFUSED = "geweigerd"
    FAILED = "mislukt"


def tell(action: str, target: str, result: Result, *, actor: str, origin: str) -> None:
    """Write the line. The time, and the name of the request, are on every line of the log."""
    told = {"action": action, "object": target, "result": result.value, "origin": origin, "actor": actor}
    level = logging.INFO if result is Result.DONE else logging.WARNING
    logger.log(level, "%s %s: %s, door %s vanaf %s", action, target, result.value, actor, origin, extra=told)


@contextmanager
def act_of_command(action: str, target: object) -> Iterator[None]:
    """Tell how a management command ended, by the account of the machine that gave it."""
    result = Result.FAILED
    try:
        yield
        result = Result.DONE
    finally:
        tell(action, str(target), result, actor=_account_of_machine(), origin="opdrachtregel")


def _account_of_machine() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number without a name.
        return str(os.getuid())


def tell_acts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell of everything that is sent to /beheer/ or downloaded there, of every login, and of what is refused anywhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_staff(request):
            response = get_response(request)
            if response.status_code in NOT_ALLOWED:
                tell(_action(request), quote(request.path), Result.REFUSED, actor=UNKNOWN, origin=origin_of(request))
            return response
        # Before, because a logout leaves nobody.
        actor = _actor(request)
        response = get_response(request)
        action = _action(request)
        if _is_act(request, response, action):
            actor = actor or _actor(request) or _account_tried(request, response, action) or UNKNOWN
            tell(action, quote(request.path), _result(request, response, action), actor=actor, origin=origin_of(request))
        return response

    return middleware


def _is_act(request: HttpRequest, response: HttpResponse, action: str) -> bool:
    is_download = response.get("Content-Disposition", "").startswith("attachment")
    return request.method not in SAFE or response.status_code in REFUSALS or is_download or action == CALLBACK


def _result(request: HttpRequest, response: HttpResponse, action: str) -> Result:
    status, account = response.status_code, (f"{reverse('admin:index')}account/", reverse("admin:login"))
    of_account = request.path.startswith(account)
    if status >= 500:
        return Result.FAILED
    if status in REFUSALS or (action == CALLBACK and not request.user.is_authenticated):
        return Result.REFUSED
    if response.get("Location", "").startswith(account) and not of_account:
        # First log in, or take the second step.
        return Result.REFUSED
    if status >= 400 or (status == 200 and request.method not in SAFE and action != LOGOUT):
        # The form came back: to be corrected, or to be confirmed. With a wrong password or code that is a refusal.
        return Result.REFUSED if of_account else Result.NOT_DONE
    return Result.DONE


def _action(request: HttpRequest) -> str:
    """The name of the address, such as admin:measures_measure_change."""
    try:
        return (request.resolver_match or resolve(request.path_info)).view_name
    except Resolver404:
        return UNKNOWN


def _actor(request: HttpRequest) -> str:
    """Who is logged in, or gave a password and must still take the second step."""
    if request.user.is_authenticated:
        return request.user.get_username()
    return username_of_pending_login(request)


def _account_tried(request: HttpRequest, response: HttpResponse, action: str) -> str:
    """The account that a wrong password was for. Only if it exists: people also type a password where their name goes."""
    if action != LOGIN or response.status_code != 200:
        return ""
    name = request.POST.get("login", "")
    return name if get_user_model().objects.filter(username=name).exists() else ""
