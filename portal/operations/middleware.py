"""Middleware for every request: headers, HEAD, refused methods, bodies and NUL characters, and the audit trail."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode, urlsplit

from auditlog.middleware import AuditlogMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from measures.words.signs import INVISIBLE, visible
from portal.core.addresses import is_for_api, is_for_staff, is_for_visitors, takes_a_form, whole_number
from portal.core.database.patience import FOR_STAFF, FOR_VISITORS, limit_queries
from portal.core.limits import origin_of
from portal.core.trail import named

FRAMED_ANYWHERE = "frame-ancestors *"
NOT_MODIFIED = 304
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def content_policy() -> str:
    """Return the value of Content-Security-Policy: a page loads files of this site only.

    `form-action` also allows the OIDC identity provider, because the login form redirects there.
    """
    organisation = urlsplit(settings.OIDC["OIDC_SERVER_URL"])
    forms = f"'self' {organisation.scheme}://{organisation.netloc}" if organisation.netloc else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        f"manifest-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )


def page_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the security headers and `Cache-Control: no-store` to a response that does not set these headers itself."""
    policy = content_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == NOT_MODIFIED:
            # The headers that the client has with its copy go on to hold: a page may be one that other sites frame.
            response.setdefault("Cache-Control", "no-store")
            return response
        response.setdefault("Content-Security-Policy", policy)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        # This header has no value for "any site", so a page that every site may frame goes without it.
        if FRAMED_ANYWHERE not in response["Content-Security-Policy"]:
            response.setdefault("X-Frame-Options", "DENY")
        # By default nothing is cached, because a page that is a 404 today may be published tomorrow.
        response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def bare_heads(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer HEAD as GET, without the body. gunicorn would drop the body too, but log a warning for every request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


def read_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse methods other than GET and HEAD with a 405 page.

    Requests to addresses with a form pass. Requests to the API pass too: the API refuses them in its own format.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") or takes_a_form(request) or is_for_api(request):
            return get_response(request)
        return HttpResponse(render_to_string("405.html"), status=405, headers={"Allow": "GET, HEAD"})

    return middleware


def small_bodies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a body of more than `settings.LARGEST_BODY` bytes, or of unknown length, with a 413 page before it is read.

    A request with `Transfer-Encoding` has a body of unknown length. Only addresses with a form read
    bodies, so other requests pass.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") or not takes_a_form(request):
            return get_response(request)
        length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
        is_small = length is not None and length <= settings.LARGEST_BODY and "HTTP_TRANSFER_ENCODING" not in request.META
        return get_response(request) if is_small else HttpResponse(render_to_string("413.html"), status=413)

    return middleware


def limited_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Limit the time of each query of a response for staff or visitors."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_for_staff(request) or is_for_visitors(request):
            # Without a database, a response that needs none still comes; another meets the error itself.
            with suppress(OperationalError):
                limit_queries(FOR_STAFF if is_for_staff(request) else FOR_VISITORS)
        return get_response(request)

    return middleware


def visible_words(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Take the characters that nobody sees out of the query and the form of a request: they came along with a copied text.

    So every search, filter, list, file and form reads the words that its reader sees. A password stays as it is.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _has_invisible(request.GET):
            request.GET = _visible_values(request.GET)  # type: ignore[assignment]
        if is_for_staff(request) and _has_invisible(request.POST):
            request.POST = _visible_values(request.POST)  # type: ignore[assignment]
        return get_response(request)

    return middleware


def _has_invisible(query: QueryDict) -> bool:
    return any(INVISIBLE.search(value) for _, values in query.lists() for value in values)


def _visible_values(query: QueryDict) -> QueryDict:
    values = [(name, value if "password" in name else visible(value)) for name, found in query.lists() for value in found]
    return QueryDict(urlencode(values))


NUL = "\0"


def no_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a request for /beheer/ with a NUL in its path, query, headers, cookies or form with a 400.

    PostgreSQL stores no NUL and raises an error for one in a query. An uploaded file may hold any byte. Pages for visitors refuse
    a NUL themselves: their filters say which parameter is wrong.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_for_staff(request) and _sends_nul(request):
            raise BadRequest("Een NUL-teken.")
        return get_response(request)

    return middleware


def _sends_nul(request: HttpRequest) -> bool:
    headers = [value for name, value in request.META.items() if name.startswith("HTTP_")]
    sent = [text for values in (request.GET, request.POST) for name, texts in values.lists() for text in (name, *texts)]
    return any(NUL in text for text in (request.path_info, *headers, *request.COOKIES.values(), *sent))


class AuditTrail(AuditlogMiddleware):
    """Add the account and the IP address of a request to the rows that it writes in the audit trail.

    Only for /beheer/: elsewhere, reading `request.user` would load the session and make public responses vary by cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return super().__call__(request) if is_for_staff(request) else self.get_response(request)

    def get_extra_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the data of each row, with the address that `origin_of` finds. The port is left out: only a header names it."""
        told = super().get_extra_data(request)
        return told | named(told["actor"]) | {"remote_addr": origin_of(request) or None, "remote_port": None}
