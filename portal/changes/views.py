"""`/wijzigingen/`: what changed between two reports that the visitor chooses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from measures.models import Report
from portal.agenda.memory import public_roles
from portal.changes.filters import ChangesFilter
from portal.core.reports import missing_between, missing_in_words


def changes(request: HttpRequest) -> HttpResponse:
    filterset = ChangesFilter(request.GET, request=request)
    found = filterset.comparison
    missing = missing_between(found.earlier, found.later, Report.objects.published()) if found else []
    context = {"filter": filterset, "comparison": found, "missing": missing_in_words(missing), "roles": public_roles()}
    return render(request, "portal/changes.html", context, status=200 if filterset.is_valid() else 400)
