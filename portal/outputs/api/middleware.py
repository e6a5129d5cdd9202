"""The headers of every response of the API, including errors and CORS preflights."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.core.addresses import is_for_api
from portal.outputs.api.contract import VERSION

HEADERS = {
    "API-Version": VERSION,
    # The security headers that the NLGov REST API Design Rules require. With "no-store", no cache keeps a response.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # Open data: every website may read it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, Cache-Status, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"


def api_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the API headers to each response whose path is below /api/."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_for_api(request):
            return response
        is_page = response.get("Content-Type", "").startswith("text/html")
        for name, value in (HEADERS | (PREFLIGHT if request.method == "OPTIONS" else {})).items():
            response[name] = value
        if not is_page:
            response["Content-Security-Policy"] = JSON_POLICY
        # The design rules require HSTS on every response. For the whole host, a browser uses the last value that it received.
        # So the API sends the same max-age as the HTML pages, if they have one.
        response.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS or 31_536_000}")
        return response

    return middleware
