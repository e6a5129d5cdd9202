"""Middleware that rebuilds the search index after staff change a record."""

from collections.abc import Callable

from auditlog.models import LogEntry
from django.http import HttpRequest, HttpResponse

from portal.core.addresses import is_for_staff
from portal.core.trail import CONTENT_APPS
from portal.search.index import rebuild


class SearchFollows:
    """Middleware that rebuilds the search index after staff change a row that belongs to no report.

    Examples are an action and the title of a measure: such a change is public at once. The rows of a report need no rebuild
    here. Their public content changes only when the report is published, withdrawn or corrected. These acts rebuild the index
    themselves, in their own transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not is_for_staff(request):
            return self.get_response(request)
        before = LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        response = self.get_response(request)
        # Entries about a row of a report have `additional_data`, which names the report.
        written = LogEntry.objects.filter(pk__gt=before, content_type__app_label__in=CONTENT_APPS)
        if written.filter(additional_data__isnull=True).exists():
            rebuild()
        return response
