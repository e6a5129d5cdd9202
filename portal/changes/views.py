"""`/wijzigingen/`: what changed between two reports that the visitor chooses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.changes.filters import ChangesFilter


def changes(request: HttpRequest) -> HttpResponse:
    filterset = ChangesFilter(request.GET, request=request)
    context = {"filter": filterset, "comparison": filterset.comparison}
    return render(request, "portal/changes.html", context, status=200 if filterset.is_valid() else 400)
