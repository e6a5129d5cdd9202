"""Publication at a moment that a publisher chose. Four eyes beforehand; what changed since then stops it."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from measures.enums import ReportState
from measures.models import Report
from measures.publication.counting import hold_changes
from portal.core.trail import in_the_name_of
from portal.desk.editing.four_eyes import last_line
from portal.desk.editing.publishing import PublicationError, must_be_ready, publish
from portal.desk.pages.access import find_draft, require
from portal.desk.roles import PUBLISH
from portal.desk.team_models import PlannedPublication

LATER = "Kies een moment dat nog komt, binnen een jaar."
CHANGED = "Na het inplannen is er iets gewijzigd. Kijk het na en plan opnieuw."
NOT_ANY_MORE = "Wie dit inplande, mag niet meer publiceren."


class MomentForm(forms.Form):
    moment = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"])


def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan the publication of a draft, or cancel it. Redirects to the checklist, which shows the plan."""
    report = find_draft(slug)
    require(request, PUBLISH)
    if request.method == "POST":
        try:
            messages.success(request, _plan(request, report))
        except PublicationError as error:
            messages.error(request, str(error))
    return redirect(f"{reverse('checklist', args=[slug])}#moment")


def _plan(request: HttpRequest, report: Report) -> str:
    """Do what a POST asks, and return what happened in Dutch. Raises `PublicationError`."""
    if "annuleer" in request.POST:
        for planned in PlannedPublication.objects.filter(report=report):
            planned.delete()
        return "De geplande publicatie gaat niet door."
    form = MomentForm(request.POST)
    if not form.is_valid():
        raise PublicationError("Schrijf een dag en een tijd, zoals 4-12-2026 09:00.")
    moment = form.cleaned_data["moment"]
    if not timezone.now() < moment < timezone.now() + dt.timedelta(days=366):
        raise PublicationError(LATER)
    plan_publication(report, request.user, moment)
    return f"Gepland: {report} wordt gepubliceerd op {timezone.localtime(moment):%d-%m-%Y om %H:%M}."


@transaction.atomic
def plan_publication(report: Report, by: Any, moment: dt.datetime) -> PlannedPublication:
    """Plan the publication of a draft that could be published now. An earlier plan is replaced. Raises `PublicationError`."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    must_be_ready(locked, by)
    planned = PlannedPublication.objects.filter(report=locked).first() or PlannedPublication(report=locked)
    planned.by, planned.name, planned.moment = by, by.get_username(), moment
    planned.line, planned.stopped = last_line(locked), ""
    planned.save()
    return planned


def publish_planned(now: dt.datetime) -> list[tuple[PlannedPublication, str]]:
    """Carry out every plan whose moment has come. Return each plan with why it was stopped, or "" when it was carried out."""
    due = PlannedPublication.objects.filter(stopped="", moment__lte=now).select_related("by", "report").order_by("moment", "pk")
    return [(planned, _carry_out(planned)) for planned in due]


def _carry_out(planned: PlannedPublication) -> str:
    with in_the_name_of(planned.by):
        try:
            with transaction.atomic():
                _publish(planned)
        except PublicationError as error:
            planned.stopped = str(error)
            with transaction.atomic():
                planned.save()
    return planned.stopped


def _publish(planned: PlannedPublication) -> None:
    """Publish, if nothing changed since the plan. Raises `PublicationError`."""
    hold_changes()
    locked = Report.objects.select_for_update().get(pk=planned.report_id)
    if locked.state != ReportState.DRAFT:
        raise PublicationError("Deze rapportage is al gepubliceerd.")
    if not planned.by.has_perm(PUBLISH):
        raise PublicationError(NOT_ANY_MORE)
    if last_line(locked) != planned.line:
        raise PublicationError(CHANGED)
    publish(locked, planned.by)
    planned.delete()
