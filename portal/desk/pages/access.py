"""Who may open which page for staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from measures.enums import ReportState
from measures.models import Report
from portal.desk.editing.unsaved import keep
from portal.desk.roles import GROUPS, groups_of

View = Callable[..., HttpResponse]


def staff(view: View) -> View:
    """Only for staff with a role; everybody else is sent to the login, or refused."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_superuser or groups_of(request.user)):
            raise PermissionDenied(f"Uw account heeft nog geen rol. Vraag een beheerder om: {', '.join(GROUPS)}.")
        return view(request, *args, **kwargs)

    within = admin.site.admin_view(checked)

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request)
        return within(request, *args, **kwargs)

    return opened


def in_turn(view: View) -> View:
    """Who writes to a report does so in turn: comparing with what somebody else saved and saving are one act."""

    @wraps(view)
    def taken(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, slug, *args, **kwargs)
        with transaction.atomic():
            # PostgreSQL lets one in at a time here; SQLite did so when the transaction began.
            Report.objects.select_for_update().filter(slug=slug).first()
            return view(request, slug, *args, **kwargs)

    return taken


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page within the admin."""
    return render(request, template, admin.site.each_context(request) | context, status=status)


def require(request: HttpRequest, permission: str) -> None:
    """Refuse who does not have a right."""
    if not request.user.has_perm(permission):
        raise PermissionDenied("Uw rol mag dit niet. Vraag een collega met de juiste rol.")


def find_draft(slug: str) -> Report:
    return get_object_or_404(Report.objects.drafts(), slug=slug)


def find_report(slug: str) -> Report:
    """Any report: staff see drafts and withdrawn reports too."""
    return get_object_or_404(Report.objects.all(), slug=slug)


def is_draft(report: Report) -> bool:
    return report.state == ReportState.DRAFT
