"""Middleware that rebuilds the search index after staff change a record."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from measures.publication.counting import changes_counted
from portal.core.addresses import is_for_staff
from portal.search.index import is_behind, rebuild


def search_follows(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that rebuilds the search index after staff change something public.

    Examples are an action and the title of a measure: they belong to no report, and such a change is public at once. Publishing,
    withdrawing and correcting a report rebuild the index themselves, in their own transaction.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not is_for_staff(request):
            return get_response(request)
        before = changes_counted()
        response = get_response(request)
        if changes_counted() != before and is_behind():
            rebuild()
        return response

    return middleware
