"""Middleware that lets the sentences of the source follow what staff change in Django's admin, as the pages of the desk do."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from measures.models import Report
from portal.desk.sources.stored import follow


def _follow(report: Report) -> None:
    """Let the sentences of a report follow, if it still is a draft. Nobody else changes it meanwhile."""
    with transaction.atomic():
        if Report.objects.drafts().select_for_update().filter(pk=report.pk).exists():
            follow(report)


def sources_follow(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that looks at the drafts with sentences of a source after a form of the admin was saved."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        # After a save the admin redirects.
        is_saved = request.method == "POST" and response.status_code == 302 and name.startswith("admin:")
        if is_saved and request.user.is_authenticated:
            for report in Report.objects.drafts().filter(source_texts__isnull=False).distinct():
                _follow(report)
        return response

    return middleware
