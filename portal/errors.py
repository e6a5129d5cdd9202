"""Errors that no view catches: a page for people, a problem for programs."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from portal.api.middleware import PREFIX
from portal.api.problems import problem_response
from portal.operations.limits import may_search
from portal.operations.unavailable import is_unavailable
from portal.search.suggestions import suggestions

# Seconds after which a visitor may try again.
PATIENCE = 30


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    is_api = request.path_info.startswith(PREFIX)
    return problem_response(request, 400) if is_api else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    is_api = request.path_info.startswith(PREFIX)
    return problem_response(request, 403) if is_api else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path_info.startswith(PREFIX):
        return problem_response(request, 404)
    found = suggestions(request.path_info) if may_search(request) else {"question": "", "answers": []}
    return render(request, "404.html", found, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours; or, where the database cannot be reached or is full, that it will be back."""
    if is_unavailable(sys.exception()):
        return unavailable(request)
    return problem_response(request, 500) if request.path_info.startswith(PREFIX) else defaults.server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    is_api = request.path_info.startswith(PREFIX)
    response = problem_response(request, 503) if is_api else HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(PATIENCE)
    return response
