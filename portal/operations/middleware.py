"""What happens around every request."""

from collections.abc import Callable
from urllib.parse import urlsplit

from auditlog.middleware import AuditlogMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from portal.core.addresses import is_for_api, is_for_staff

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def content_policy() -> str:
    """What a page may load: our own files and nothing else. A login may go on to the organisation that knows the person."""
    organisation = urlsplit(settings.OIDC["OIDC_SERVER_URL"])
    forms = f"'self' {organisation.scheme}://{organisation.netloc}" if organisation.netloc else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        f"manifest-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )


def page_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say what a page may do, where the answer does not say so itself."""
    policy = content_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", policy)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("X-Frame-Options", "DENY")
        # What is not there today may be there tomorrow: only an answer that says so is kept.
        response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def bare_heads(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer HEAD as GET, without the body. The server would drop it too, with a warning in the log for each."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


def read_only(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Outside /beheer/ there is nothing to send: anything but reading is a 405 in words. The API says it in its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") or is_for_staff(request) or is_for_api(request):
            return get_response(request)
        return HttpResponse(render_to_string("405.html"), status=405, headers={"Allow": "GET, HEAD"})

    return middleware


def small_bodies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """What is sent is refused before it is read, when it is larger than any form or workbook, or does not say how large it is.

    Only /beheer/ reads what is sent.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") or not is_for_staff(request):
            return get_response(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_small = length.isdigit() and int(length) <= settings.LARGEST_BODY and "HTTP_TRANSFER_ENCODING" not in request.META
        return get_response(request) if is_small else HttpResponse(render_to_string("413.html"), status=413)

    return middleware


class AuditTrail(AuditlogMiddleware):
    """Tell the audit trail who is at work, and from where. Only in the admin: a public page asks nobody who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return super().__call__(request) if is_for_staff(request) else self.get_response(request)
