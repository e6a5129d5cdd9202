"""Middleware that keeps every form of /beheer/ that is sent after the login had expired.

Each page for staff sets a signed cookie. It proves that somebody was logged in with this browser less than a day ago, so a
stranger cannot fill the database with sessions. A form that arrives without a login, but with this cookie, is kept in the
session. After the next login, its address shows what was sent, with a button that sends it again. So no form loses its data,
and no view has to know of it. A chosen file is not kept, nor is a form with a password.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from portal.core.addresses import STAFF, is_for_staff
from portal.desk.pages.access import page

COOKIE, SALT = "beheer-formulier", "beheer-formulier"
KEY = "onopgeslagen"
# The name of the buttons on the page that offers a form again, and the value of the one that throws it away.
ANSWER, AWAY = "onopgeslagen", "weg"
# Above these limits a form is not kept: the seconds since the last page, and the characters of its URL-encoded data.
SECONDS, LARGEST = 24 * 60 * 60, 500_000
# Fields that say nothing to a reader.
SILENT = ("csrfmiddlewaretoken", "opened")


def kept_forms(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware. It must come after `staff_gate`, so that a kept form is shown only after the second step."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_staff(request):
            return get_response(request)
        was_known = request.user.is_authenticated
        if was_known and (answer := _offer(request)) is not None:
            return answer
        response = get_response(request)
        if request.user.is_authenticated:
            _mark(request, response)
        elif request.method == "POST" and not was_known and _leads_to_login(response):
            _keep(request)
        return response

    return middleware


def _mark(request: HttpRequest, response: HttpResponse) -> None:
    value = signing.dumps(request.user.pk, salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=SECONDS, path=STAFF, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _leads_to_login(response: HttpResponse) -> bool:
    return response.status_code == 302 and urlsplit(response["Location"]).path == reverse("admin:login")


def _keep(request: HttpRequest) -> None:
    """Keep the POST data in the session, when it comes from a browser in which somebody was logged in lately."""
    try:
        by = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return
    sent = request.POST.urlencode()
    if len(sent) <= LARGEST and not any("password" in name for name in request.POST):
        path = request.get_full_path()
        request.session[KEY] = {"path": path, "sent": sent, "by": by, "had_file": bool(request.FILES)}


def _offer(request: HttpRequest) -> HttpResponse | None:
    """Return the page that offers a kept form again, or the answer to it. None lets the request pass."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.get_full_path():
        return None
    if kept["by"] != request.user.pk:
        # Somebody else logged in with this browser.
        del request.session[KEY]
        return None
    if request.method == "POST" and ANSWER in request.POST:
        del request.session[KEY]
        return redirect(request.get_full_path()) if request.POST[ANSWER] == AWAY else None
    if request.method != "GET":
        return None
    sent = [(name, value) for name, values in QueryDict(kept["sent"]).lists() for value in values]
    context = {
        "title": "Nog niet opgeslagen",
        "sent": [(name, value) for name, value in sent if name not in (SILENT[0], ANSWER)],
        "texts": [value for name, value in sent if name not in SILENT and " " in value.strip()],
        "had_file": kept["had_file"],
        "answer": ANSWER,
        "away": AWAY,
    }
    return page(request, "editing/kept.html", context)
