"""The error handlers: an HTML page, or a problem (RFC 9457, JSON) for requests to the API."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from portal.core.addresses import is_for_api
from portal.core.database.unavailable import causes_of, is_bad_value, is_unavailable
from portal.core.limits import may_search
from portal.core.problems import problem_response
from portal.site.suggestions import suggestions

# The Retry-After header of a 503, in seconds: when the database is gone, and when too many visitors ask for what is not cached.
PATIENCE, PATIENCE_BUSY = 30, 5


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return a 400, or a 503 when the request could not be read because the database is unavailable.

    The session is such a case: when it cannot be saved, Django says that it was deleted (`SessionInterrupted`).
    """
    if any(is_unavailable(cause) for cause in causes_of(exception)):
        return unavailable(request)
    return problem_response(400) if is_for_api(request) else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_response(403) if is_for_api(request) else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_api(request):
        return problem_response(404)
    found = suggestions(request.path_info) if may_search(request) else {"question": "", "answers": []}
    return render(request, "404.html", found, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return a 503 if the database or the shared cache is unavailable, a 400 if a value cannot be read, otherwise a 500."""
    error = sys.exception()
    if is_unavailable(error):
        return unavailable(request)
    if isinstance(error, Exception) and is_bad_value(error):
        return bad_request(request, error)
    return problem_response(500) if is_for_api(request) else defaults.server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = problem_response(503) if is_for_api(request) else HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(PATIENCE)
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """Return a 503 for a response that cannot be made now, because too many others are being made."""
    response = problem_response(503) if is_for_api(request) else HttpResponse(render_to_string("busy.html"), status=503)
    response["Retry-After"] = str(PATIENCE_BUSY)
    return response
