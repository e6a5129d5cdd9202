"""Problems (RFC 9457): `application/problem+json` with a `status`, and a `title` and `detail` in Dutch."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

PROBLEM_JSON = "application/problem+json"

TITLES = {
    400: "Onjuist verzoek",
    401: "Niet ingelogd",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Formaat niet beschikbaar",
    410: "Ingetrokken",
    414: "Adres te lang",
    415: "Formaat niet ondersteund",
    417: "Voorwaarde niet te vervullen",
    429: "Te veel verzoeken",
    431: "Te veel headers",
    500: "Er ging iets mis",
    501: "Niet ondersteund",
    503: "Even niet bereikbaar",
}
DETAILS = {
    400: "Dit verzoek is niet te lezen.",
    401: "Dit adres vraagt een login.",
    403: "U hebt geen toegang tot dit adres.",
    404: "Dit adres bestaat niet. Alle adressen staan in /api/v1/openapi.json.",
    405: "Deze API is alleen te lezen: gebruik GET.",
    406: "Deze API antwoordt alleen met JSON. Vraag om application/json.",
    410: "Dit komt uit een rapportage die is ingetrokken.",
    414: "Dit adres is langer dan 8.190 tekens.",
    415: "Deze API neemt geen gegevens aan.",
    429: "U stuurt te veel verzoeken. Probeer het later opnieuw.",
    431: "Dit verzoek heeft te veel of te lange headers.",
    500: "De fout ligt bij ons. Probeer het later opnieuw.",
    503: "De gegevens zijn op dit moment niet te lezen. Probeer het over een minuut opnieuw.",
}


@dataclass(frozen=True)
class InvalidParam:
    """A query parameter that is wrong, and the reason in Dutch."""

    name: str
    reason: str


def problem(status: int, detail: str = "", params: list[InvalidParam] | None = None) -> dict[str, Any]:
    """Return a problem as a dict: `status`, `title`, `detail`, and `invalidParams` if `params` is not None.

    Without `detail`, it has the text for the status. No member may reveal internals, such as an exception or a file path.
    """
    found: dict[str, Any] = {
        "status": status,
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "detail": detail or DETAILS.get(status, DETAILS[400] if status < HTTPStatus.INTERNAL_SERVER_ERROR else DETAILS[500]),
    }
    if params is not None:
        found["invalidParams"] = [{"name": each.name, "reason": each.reason} for each in params]
    return found


def problem_response(status: int, detail: str = "") -> JsonResponse:
    """Return a problem as a response, for an error that Django REST framework does not handle; see `portal.site.errors`."""
    return JsonResponse(problem(status, detail), status=status, content_type=PROBLEM_JSON)
