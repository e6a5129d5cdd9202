"""What every answer of the API carries, errors and preflights included."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.core.addresses import is_for_api
from portal.outputs.api.contract import VERSION

HEADERS = {
    "API-Version": VERSION,
    # The security headers of the design rules. An API answer is never kept by anyone in between.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # Open data: every website may read it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"


def api_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_for_api(request):
            return response
        is_page = response.get("Content-Type", "").startswith("text/html")
        for name, value in (HEADERS | (PREFLIGHT if request.method == "OPTIONS" else {})).items():
            response[name] = value
        if not is_page:
            response["Content-Security-Policy"] = JSON_POLICY
        # The design rules want it always. A browser takes the last one it heard, so it is that of the pages where they have one.
        response.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS or 31_536_000}")
        return response

    return middleware
