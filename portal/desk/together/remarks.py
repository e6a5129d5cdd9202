"""Remarks at the rows of a draft: somebody asks, a colleague answers, one of them settles it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from measures.kinds import kind_called
from measures.models import Report
from portal.core.addresses import whole_number
from portal.desk.pages.access import find_draft, page, require
from portal.desk.pages.others import OTHER_ROWS
from portal.desk.roles import EDIT
from portal.desk.team_models import Remark


def threads(report: Report, place: str | None = None) -> QuerySet[Remark]:
    """Return the remarks of a draft that are no answer, with their answers; those at one place when `place` is given."""
    found = report.remarks.filter(answers=None).prefetch_related("replies").order_by(F("settled_at").desc(nulls_first=True), "pk")
    return found if place is None else found.filter(place=place)


def waiting_remarks(user: Any) -> QuerySet[Remark]:
    """Return the open remarks in all drafts whose last word is of somebody else."""
    last = Remark.objects.filter(answers=OuterRef("pk")).order_by("-pk").values("by")[:1]
    opened = Remark.objects.filter(answers=None, settled_at=None, report__in=Report.objects.drafts())
    said = opened.annotate(last=Coalesce(Subquery(last), F("by"), output_field=BigIntegerField()))
    return said.exclude(last=user.pk).select_related("report")


def place_of(report: Report, path: str) -> str:
    """Return the place of a form of a draft, from its path; an empty string for another path."""
    return path.removeprefix(reverse("worklist", args=[report.slug])) if subject_at(report, path) else ""


def subject_at(report: Report, path: str) -> str:
    """Return what the row is called whose form stands at a path, or an empty string when there is no such row in the draft."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    words = match.kwargs
    if words.get("slug") != report.slug:
        return ""
    row: Any = None
    if match.url_name == "edit-stand" and (kind := kind_called(words["word"])):
        row = kind.find(words["key"])
    elif match.url_name == "edit-other" and words["kind"] in OTHER_ROWS:
        model, names = OTHER_ROWS[words["kind"]]
        row = model.objects.select_related(*names).filter(report=report, pk=whole_number(words["key"])).first()
    return str(row)[:250] if row else ""


def remarks(request: HttpRequest, slug: str) -> HttpResponse:
    """Render all remarks of a draft. A POST makes one, answers one or settles one."""
    report = find_draft(slug)
    if request.method != "POST":
        return page(request, "editing/together/remarks.html", {"report": report, "threads": threads(report)})
    require(request, EDIT)
    try:
        place = _write(request, report)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        place = request.POST.get("plaats", "")
    known = place if subject_at(report, f"{reverse('worklist', args=[slug])}{place}") else "opmerkingen/"
    return redirect(f"{reverse('worklist', args=[slug])}{known}#opmerkingen")


def _write(request: HttpRequest, report: Report) -> str:
    """Do what a POST asks, and return the place of the remark. Raises `ValidationError` and `Http404`."""
    user: Any = request.user
    sent = request.POST
    if "afgehandeld" in sent:
        first = _find(report, sent["afgehandeld"])
        first.settled_at, first.settled_name = timezone.now(), user.get_username()
        first.save()
        return first.place
    remark = Remark(report=report, by=user, name=user.get_username(), text=sent.get("tekst", "").strip())
    if "antwoord" in sent:
        remark.answers = _find(report, sent["antwoord"])
        remark.place, remark.about = remark.answers.place, remark.answers.about
    else:
        remark.place = sent.get("plaats", "")
        remark.about = subject_at(report, f"{reverse('worklist', args=[report.slug])}{remark.place}")
        if not remark.about:
            raise ValidationError("Bij dit onderwerp kan geen opmerking.")
    if not remark.text:
        raise ValidationError("Schrijf eerst een opmerking.")
    remark.clean_fields(exclude=["by", "report", "answers"])
    remark.save()
    return remark.place


def _find(report: Report, key: str) -> Remark:
    found: Remark = get_object_or_404(report.remarks, pk=whole_number(key), answers=None)
    if found.settled_at:
        raise Http404("Deze opmerking is al afgehandeld.")
    return found
