"""Errors as RFC 9457 prescribes: `application/problem+json` with `status`, `title` and `detail`, in Dutch."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

PROBLEM_JSON = "application/problem+json"

TITLES = {
    400: "Onjuist verzoek",
    401: "Niet ingelogd",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Formaat niet beschikbaar",
    414: "Adres te lang",
    415: "Formaat niet ondersteund",
    429: "Te veel verzoeken",
    431: "Te veel headers",
    500: "Er ging iets mis",
    503: "Even niet bereikbaar",
}
DETAILS = {
    400: "Dit verzoek is niet te lezen.",
    401: "Dit adres vraagt een login.",
    403: "U hebt geen toegang tot dit adres.",
    404: "Dit adres bestaat niet. Alle adressen staan in /api/v1/openapi.json.",
    405: "Deze API is alleen te lezen: gebruik GET.",
    406: "Deze API antwoordt alleen met JSON. Vraag om application/json.",
    414: "Dit adres is langer dan 8.190 tekens.",
    415: "Deze API neemt geen gegevens aan.",
    429: "U stuurt te veel verzoeken. Probeer het later opnieuw.",
    431: "Dit verzoek heeft te veel of te lange headers.",
    500: "De fout ligt bij ons. Probeer het later opnieuw.",
    503: "De gegevens zijn op dit moment niet te lezen. Probeer het over een minuut opnieuw.",
}


@dataclass(frozen=True)
class InvalidParam:
    """A query key that is wrong, and why."""

    name: str
    reason: str


class InvalidParamsError(exceptions.APIException):
    """All that is wrong with the query of a request, at once."""

    status_code = 400

    def __init__(self, params: list[InvalidParam]) -> None:
        super().__init__("Een of meer onderdelen van de vraag kloppen niet.")
        self.params = params


def problem(status: int, detail: str = "", params: list[InvalidParam] | None = None) -> dict[str, Any]:
    """The members of a problem. Never anything of the inside: no exception, no path of a file."""
    found: dict[str, Any] = {
        "status": status,
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "detail": detail or DETAILS.get(status, DETAILS[400] if status < HTTPStatus.INTERNAL_SERVER_ERROR else DETAILS[500]),
    }
    if params is not None:
        found["invalidParams"] = [{"name": each.name, "reason": each.reason} for each in params]
    return found


def handle(error: Exception, _context: dict[str, Any]) -> Response | None:
    """What the framework calls for every exception; one that it does not know becomes a 500 (see `portal.errors`)."""
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


def problem_response(_request: HttpRequest, status: int) -> JsonResponse:
    """For errors outside the framework: in middleware, or in our own code."""
    return JsonResponse(problem(status), status=status, content_type=PROBLEM_JSON)
