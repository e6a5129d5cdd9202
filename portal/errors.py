"""Errors that no view catches: a page for people, a problem for programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from portal.api.middleware import PREFIX
from portal.api.problems import problem_response
from portal.search.suggestions import suggestions


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    is_api = request.path_info.startswith(PREFIX)
    return problem_response(request, 400) if is_api else defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    is_api = request.path_info.startswith(PREFIX)
    return problem_response(request, 403) if is_api else defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path_info.startswith(PREFIX):
        return problem_response(request, 404)
    return render(request, "404.html", suggestions(request.path_info), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return problem_response(request, 500) if request.path_info.startswith(PREFIX) else defaults.server_error(request)
