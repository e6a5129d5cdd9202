"""Access to the pages for staff: decorators for views, checks of permissions, and look-ups of a report."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from measures.enums import ReportState
from measures.models import Report
from measures.publication.counting import hold_changes
from portal.desk.roles import EDIT, GROUPS, groups_of

View = Callable[..., HttpResponse]
# The name in POST data that asks to show the sent form, and to save nothing: editing.js puts unsaved work back this way.
SHOW_ONLY = "terugzetten"


def staff(view: View) -> View:
    """Return a view that only superusers and staff with a role can open.

    Staff without a role get a 403; a visitor without a login is redirected to the login page. Where the address names a draft
    that was thrown away meanwhile, the page says so (410).
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_superuser or groups_of(request.user)):
            raise PermissionDenied(f"Uw account heeft nog geen rol. Vraag een beheerder om: {', '.join(GROUPS)}.")
        try:
            return view(request, *args, **kwargs)
        except Http404:
            gone = Report.objects.discarded().filter(slug=kwargs.get("slug", "")).first()
            if gone is None:
                raise
            context = {"report": gone, "may_edit": request.user.has_perm(EDIT)}
            return page(request, "editing/records/gone.html", context, status=HTTPStatus.GONE)

    return wraps(view)(admin.site.admin_view(checked))


def unlisted(view: View) -> View:
    """Return a view for whoever has a link: no search engine lists its pages, and no other site hears of them.

    With `no-referrer` a browser would not say from which site a form comes (`Origin: null`), and Django would refuse it.
    """

    @wraps(view)
    def hidden(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store"
        return response

    return hidden


def in_turn(view: View) -> View:
    """Return a view that handles each POST in one transaction, with the row of the report locked.

    Requests that write to the same report then run one after the other. Nobody can save between the moment that a view compares
    a form with the stored row and the moment that it saves the form.
    """

    @wraps(view)
    def taken(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, slug, *args, **kwargs)
        with transaction.atomic():
            if Report.objects.filter(slug=slug, state=ReportState.PUBLISHED).exists():
                # A correction is tried out: it locks the counter of public changes before the report, as publishing does.
                hold_changes()
            # On PostgreSQL a second request waits here. On SQLite it waits at the line above: BEGIN IMMEDIATE takes the
            # write lock when the transaction begins.
            Report.objects.select_for_update().filter(slug=slug).first()
            return view(request, slug, *args, **kwargs)

    return taken


def starting(view: View) -> View:
    """Return a view that handles each POST in one transaction, in which no other request starts a report or publishes one.

    So a form that is valid stays so until its report is saved: nobody can take its number or title in between.
    """

    @wraps(view)
    def taken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            hold_changes()
            return view(request, *args, **kwargs)

    return taken


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a template with the context that every page of the admin needs."""
    return render(request, template, admin.site.each_context(request) | context, status=status)


def require(request: HttpRequest, permission: str) -> None:
    """Raise `PermissionDenied` (403) unless the user has the permission."""
    if not request.user.has_perm(permission):
        raise PermissionDenied("Uw rol mag dit niet. Vraag een collega met de juiste rol.")


def find_draft(slug: str) -> Report:
    """Return the draft with this slug. Raises `Http404` when there is no such report or it is no draft."""
    return get_object_or_404(Report.objects.drafts(), slug=slug)


def find_report(slug: str) -> Report:
    """Return the report with this slug: staff also see drafts and withdrawn reports, but none that is thrown away.

    Raises `Http404`.
    """
    return get_object_or_404(Report.objects.exclude(state=ReportState.DISCARDED), slug=slug)


def is_draft(report: Report) -> bool:
    return report.state == ReportState.DRAFT
