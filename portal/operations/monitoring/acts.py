"""A log of the acts of staff and of refused requests. BIO2, the security baseline of the Dutch government, asks for it (8.15).

A line has the action, object, result, origin (IP address), actor and time. It holds no form values, so it holds no secrets.
The changes themselves are in the audit trail, which only authorised staff can read.
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
# The OIDC callback logs a person in with a GET request, so the method does not show that it is an act.
LOGIN, LOGOUT, CALLBACK = "account_login", "admin:logout", "openid_connect_callback"
UNKNOWN = "onbekend"
# A form sent to this page asks for hints about a text while an editor types. It is no act.
ASKS_HINTS = "read-prose"


class Result(StrEnum):
    DONE = "gelukt"
    NOT_DONE = "niet uitgevoerd"
    REFUSED = "geweigerd"
    FAILED = "mislukt"


def tell(action: str, target: str, result: Result, *, actor: str, origin: str) -> None:
    """Write one line to the log of acts. The log format adds the time and the request ID."""
    told = {"action": action, "object": target, "result": result.value, "origin": origin, "actor": actor}
    level = logging.INFO if result is Result.DONE else logging.WARNING
    logger.log(level, "%s %s: %s, door %s vanaf %s", action, target, result.value, actor, origin, extra=told)


@contextmanager
def act_of_command(action: str, target: object) -> Iterator[None]:
    """Log how a management command ended. The actor is the operating-system account that runs it."""
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
        # In a container, the user ID may have no name.
        return str(os.getuid())


def tell_acts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log every act below /beheer/ (a form sent, a download, a login) and every refusal.

    A refusal is a 401 or 403 on any path, and also a 429 below /beheer/.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_staff(request):
            response = get_response(request)
            if response.status_code in NOT_ALLOWED:
                tell(_action(request), quote(request.path), Result.REFUSED, actor=UNKNOWN, origin=origin_of(request) or UNKNOWN)
            return response
        # Read before the view runs: after a logout, the request has no user any more.
        actor = _actor(request)
        response = get_response(request)
        action = _action(request)
        if _is_act(request, response, action):
            actor = actor or _actor(request) or _account_tried(request, response, action) or UNKNOWN
            tell(
                action, quote(request.path), _result(request, response, action), actor=actor, origin=origin_of(request) or UNKNOWN
            )
        return response

    return middleware


def _is_act(request: HttpRequest, response: HttpResponse, action: str) -> bool:
    is_download = response.get("Content-Disposition", "").startswith("attachment")
    is_sent = request.method not in SAFE and action != ASKS_HINTS
    return is_sent or response.status_code in REFUSALS or is_download or action == CALLBACK


def _result(request: HttpRequest, response: HttpResponse, action: str) -> Result:
    status, account = response.status_code, (f"{reverse('admin:index')}account/", reverse("admin:login"))
    of_account = request.path.startswith(account)
    if status >= 500:
        return Result.FAILED
    if status in REFUSALS or (action == CALLBACK and not request.user.is_authenticated):
        return Result.REFUSED
    if response.get("Location", "").startswith(account) and not of_account:
        # A redirect to the login or the second factor: the page itself was refused.
        return Result.REFUSED
    if status >= 400 or (status == 200 and request.method not in SAFE and action != LOGOUT):
        # The form came back with errors or with a request to confirm. On a login page that means a wrong password or code.
        return Result.REFUSED if of_account else Result.NOT_DONE
    return Result.DONE


def _action(request: HttpRequest) -> str:
    """Return the name of the URL pattern, such as `admin:measures_measure_change`, or `UNKNOWN` when no pattern matches."""
    try:
        return (request.resolver_match or resolve(request.path_info)).view_name
    except Resolver404:
        return UNKNOWN


def _actor(request: HttpRequest) -> str:
    """Return the username of the logged-in account, or of one that must still give its second factor; else an empty string."""
    if request.user.is_authenticated:
        return request.user.get_username()
    return username_of_pending_login(request)


def _account_tried(request: HttpRequest, response: HttpResponse, action: str) -> str:
    """Return the username that a wrong password was given for, or an empty string when that account does not exist.

    People sometimes type their password in the field of the username, and a password must never be logged.
    """
    if action != LOGIN or response.status_code != 200:
        return ""
    name = request.POST.get("login", "")
    return name if get_user_model().objects.filter(username=name).exists() else ""
