"""Middleware that lets the sentences of the source follow what staff change in Django's admin, as the pages of the desk do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from measures.models import Report
from portal.desk.sources.stored import follow


def sources_follow(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that looks at the drafts with sentences of a source after a form of the admin was saved."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        # After a save the admin redirects.
        if request.method == "POST" and response.status_code == 302 and name.startswith("admin:"):
            for report in Report.objects.drafts().filter(source_texts__isnull=False).distinct():
                follow(report)
        return response

    return middleware
