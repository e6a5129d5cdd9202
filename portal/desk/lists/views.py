"""The page with all rows of one kind of a draft, as lines in one form."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from measures.models import Report
from portal.core.addresses import whole_number
from portal.core.dates import count_of
from portal.desk.editing.carrying import CARRIED, carry_over_rows, rows_seen, unseen_rows
from portal.desk.editing.worklist import previous_report
from portal.desk.lists.kinds import LISTS, Listed
from portal.desk.lists.row_list import RowList
from portal.desk.pages.access import SHOW_ONLY, find_draft, page, require
from portal.desk.roles import EDIT
from portal.desk.rows.sources import OURS, show_sources
from portal.desk.sources.stored import follow

# The checkboxes that say that a row, or every row, was looked at.
SEEN, ALL = "bekeken", "alle"


def edit_list(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Render all rows of a kind as lines, or save what changed in them. Rows and parts are added, changed, moved and removed.

    What a colleague saved meanwhile is merged by field. Nothing is saved when both changed the same field: the editor chooses,
    and the status is 409. The field `overnemen` copies the rows of the previous report. Raises `Http404` for an unknown kind.
    """
    report = find_draft(slug)
    require(request, EDIT)
    listed = LISTS.get(kind)
    if listed is None:
        raise Http404("Deze soort heeft geen lijst.")
    if "overnemen" in request.POST and listed.model in CARRIED:
        counts = carry_over_rows(report, listed.model)
        messages.success(request, f"{sum(counts.values())} overgenomen uit de vorige rapportage. Zij staan op: niet bekeken.")
        return redirect("edit-list", slug, kind)
    rows = RowList(report, listed, request.user, request.POST if request.method == "POST" else None)
    errors: list[tuple[str, str, str]] = []
    if rows.data is not None and SHOW_ONLY not in rows.data and not rows.is_arranging and not rows.told.asks:
        if rows.is_valid() and (saved := _save(request, report, rows)):
            messages.success(request, saved)
            return redirect(f"{request.path}?opgeslagen={request.path}")
        errors = rows.errors
    return page(request, "editing/rows/list.html", _context(report, listed, kind, rows, errors), 409 if rows.told.asks else 200)


def _context(report: Report, listed: Listed, kind: str, rows: RowList, errors: list[tuple[str, str, str]]) -> dict[str, Any]:
    model, previous = listed.model, previous_report(report)
    unseen = set(unseen_rows(report).get(model, ()))
    for form in rows.group.forms:
        form.is_unseen = form.instance.pk in unseen
        if listed.has_page and form.instance.pk:
            form.address = reverse("edit-other", args=[report.slug, kind, form.instance.pk])
    show_sources(report, rows.every_form, rows.data.getlist(OURS) if rows.data is not None else ())
    before = model.objects.filter(report=previous).count() if previous else 0
    return {
        "report": report,
        "heading": listed.heading,
        "rows": rows,
        "errors": errors,
        "unseen": len(unseen),
        "before": before,
        "previous": previous,
        "may_carry_over": model in CARRIED and before and not rows.count,
        "names": list(rows.stored.names.values()),
    }


def _save(request: HttpRequest, report: Report, rows: RowList) -> str:
    """Save the rows and return what happened in Dutch, or add the error to a form and return nothing."""
    sent = request.POST.getlist(SEEN)
    seen = [form.instance.pk for form in rows.group.forms if form.instance.pk and (ALL in sent or str(form.prefix) in sent)]
    removed = rows.removed
    try:
        with transaction.atomic():
            saved = rows.save()
            rows_seen(report, rows.listed.model, [*saved, *seen])
            follow(report, {whole_number(pk) for pk in request.POST.getlist(OURS)})
    except IntegrityError:
        changed = next(form for form in rows.every_form if form.has_changed())
        changed.add_error(None, "Dit staat er al: een onderwerp met dezelfde plaats is twee keer gebruikt. Gebruik elk één keer.")
        return ""
    return f"Opgeslagen: {count_of(len(saved), 'rij', 'rijen')} gewijzigd of nieuw, {removed} verwijderd."
