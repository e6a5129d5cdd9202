"""The errors of the API, as problems. `portal.core.problems` has their wording."""

from typing import Any

from django.http import Http404
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from portal.core.problems import PROBLEM_JSON, InvalidParam, problem


class InvalidParamsError(exceptions.APIException):
    """All that is wrong with the query of a request, at once."""

    status_code = 400

    def __init__(self, params: list[InvalidParam]) -> None:
        super().__init__("Een of meer onderdelen van de vraag kloppen niet.")
        self.params = params


def handle(error: Exception, _context: dict[str, Any]) -> Response | None:
    """What the framework calls for every exception; one that it does not know becomes a 500 (see `portal.site.errors`)."""
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
    """The address exists, the record (or the page of the list) does not; the detail says what to look for."""


class UnknownAddress(APIView):
    """Every address under the API that there is not, a trailing slash included."""

    schema = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Nothing is allowed at an address that there is not."""
        return {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound
