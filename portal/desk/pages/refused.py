"""Middleware that explains a refused change of published content."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from measures.publication.freezing import FrozenError
from portal.desk.pages.access import page


class FrozenIsRefused:
    """Middleware that answers `FrozenError` with a 409 page.

    The forms do not offer such a change. The error remains for a report that somebody else published while the form was saved,
    and for a link to a row of a published report.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, FrozenError):
            return None
        return page(request, "editing/frozen.html", {"title": "Niet bewaard", "reason": str(error)}, status=409)
