"""The error responses of the API, as problem documents (RFC 9457). `portal.core.problems` has their texts."""

from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from portal.core.problems import PROBLEM_JSON, InvalidParam, problem


class InvalidParamsError(exceptions.APIException):
    """A query with errors: one `InvalidParam` per error."""

    status_code = 400

    def __init__(self, params: list[InvalidParam]) -> None:
        super().__init__("Een of meer onderdelen van de vraag kloppen niet.")
        self.params = params


def handle(error: Exception, _context: dict[str, Any]) -> Response | None:
    """Return the problem response for an exception: the `EXCEPTION_HANDLER` of Django REST framework.

    Returns None for an exception that is not an API error. The framework then raises it again, and `portal.site.errors`
    renders a 500 or 503.
    """
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {"Retry-After": str(int(error.wait) + 1)} if getattr(error, "wait", None) else {}
    if isinstance(error, InvalidParamsError):
        body = problem(error.status_code, str(error.detail), error.params)
    else:
        body = problem(error.status_code, str(error.detail) if isinstance(error, NoSuchRecordError) else "")
    return Response(body, status=error.status_code, headers=headers, content_type=PROBLEM_JSON)


class NoSuchRecordError(exceptions.NotFound):
    """A missing record or list page, at a path that matches a URL pattern. The detail (in Dutch) says where to look."""


class UnknownAddress(APIView):
    """The catch-all view: a 404 for every path below /api/ that matches no URL pattern, such as a list with a final slash."""

    schema = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Return no headers. The default `Allow` would list methods for a path that does not exist."""
        return {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound
