"""Keeping what can be found up to date with what staff write."""

from collections.abc import Callable

from auditlog.models import LogEntry
from django.http import HttpRequest, HttpResponse

from portal.core.addresses import is_for_staff
from portal.core.trail import CONTENT_APPS
from portal.search.index import rebuild


class SearchFollows:
    """After a request of staff that wrote to a record of no report (a title, an action), make everything findable anew.

    Such a record is public at once. What a report says becomes public, or changes, only by publishing, withdrawing and
    correcting, which do the same within their own transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not is_for_staff(request):
            return self.get_response(request)
        before = LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        response = self.get_response(request)
        written = LogEntry.objects.filter(pk__gt=before, content_type__app_label__in=CONTENT_APPS)
        if written.filter(additional_data__isnull=True).exists():
            rebuild()
        return response
