"""Pages for a draft as a whole and for its rows: its own data, removal, throwing away, and continuing a withdrawn report."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from measures.kinds import kind_called
from measures.models import Report
from measures.models.base import OfReport
from portal.core.addresses import whole_number
from portal.desk.merging.stored import StoredValues
from portal.desk.pages.access import find_draft, find_report, is_draft, page, require
from portal.desk.pages.others import find_other, words_of
from portal.desk.pages.stands import correct_with, edit
from portal.desk.prepared.carrying import ChangedLine, carries_out
from portal.desk.records.continuing import ContinueError, continue_withdrawn
from portal.desk.records.discarding import KEPT, DiscardError, discard, restore
from portal.desk.records.forms import ReportEditor
from portal.desk.records.removing import Removal
from portal.desk.roles import EDIT, PROPOSE


def report_data(request: HttpRequest, slug: str) -> HttpResponse:
    """Render or save the title, number, dates and summary of a draft; prepare a correction of those of a published report."""
    report = find_report(slug)
    require(request, EDIT if is_draft(report) else PROPOSE)
    if not (is_draft(report) or report.is_public):
        raise Http404("Een ingetrokken rapportage verandert niet meer.")
    editor = ReportEditor(report, not is_draft(report), request)
    context = {"report": report, "title": str(report), "compares": False, "after": reverse("worklist", args=[slug])}
    return edit(request, editor, context, lambda: None)


@carries_out("report-data")
def correct_report_data(request: HttpRequest, reason: str, by: Any, slug: str) -> list[ChangedLine]:
    report = find_report(slug)
    return correct_with(ReportEditor(report, not is_draft(report), request), reason, by)


def remove_stand(request: HttpRequest, slug: str, word: str, key: str) -> HttpResponse:
    """Ask to confirm, and then remove, what a draft says of a record. Raises `Http404` when it says nothing."""
    report = find_draft(slug)
    require(request, EDIT)
    kind = kind_called(word)
    record = kind.find(key) if kind else None
    if kind is None or record is None:
        raise Http404("Dit onderwerp bestaat niet.")
    row = get_object_or_404(kind.snapshot, report=report, **{kind.field: record})
    back = reverse("edit-stand", args=[slug, word, key])
    return _remove(request, report, row, back, reverse("worklist", args=[slug]))


def remove_other(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponse:
    """Ask to confirm, and then remove, a row of a draft that is no snapshot. Raises `Http404`."""
    report = find_draft(slug)
    require(request, EDIT)
    row = find_other(report, kind, key)
    if row.pk is None:
        raise Http404("Dit bestaat niet.")
    return _remove(request, report, row, reverse("edit-other", args=[slug, kind, key]), reverse("others", args=[slug]))


def _remove(request: HttpRequest, report: Report, row: OfReport, back: str, after: str) -> HttpResponse:
    """Render the page that says what goes, or carry it out. A row that changed since the page was opened is asked again (409)."""
    removal, stored = Removal(row, report), StoredValues.of(row)
    is_changed = request.method == "POST" and bool(stored.changed_since(request.POST.get("opened", "")))
    if request.method == "POST" and not is_changed:
        with_record = request.POST.get("ook") == "ja"
        name = words_of(row)
        removal.carry_out(with_record=with_record)
        messages.success(request, f"Weggehaald: {name}.")
        return redirect(after)
    goes = removal.goes(with_record=False)
    context = {
        "report": report,
        "name": words_of(row),
        "record": removal.record,
        "goes": goes,
        "goes_too": [each for each in removal.goes(with_record=True) if each not in goes],
        "opened": stored.token,
        "is_changed": is_changed,
        "back": back,
    }
    return page(request, "editing/records/remove.html", context, status=409 if is_changed else 200)


def discard_report(request: HttpRequest, slug: str) -> HttpResponse:
    report = find_draft(slug)
    require(request, EDIT)
    if request.method == "POST":
        try:
            discard(report, request.POST.get("reden", ""))
        except DiscardError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{report} is weggegooid. U kunt dit concept nog {KEPT.days} dagen terugzetten.")
            return redirect("discarded")
    context = {"report": report, "days": KEPT.days, "reason": request.POST.get("reden", "")}
    return page(request, "editing/records/discard.html", context)


def discarded(request: HttpRequest) -> HttpResponse:
    """Render the drafts that were thrown away; a POST makes a draft of one again."""
    if request.method == "POST":
        require(request, EDIT)
        report = get_object_or_404(Report.objects.discarded(), pk=whole_number(request.POST.get("rapportage", "")))
        try:
            restore(report)
        except DiscardError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{report} is weer een concept.")
            return redirect("worklist", report.slug)
    thrown_away = Report.objects.discarded().order_by("-discarded_at", "pk")
    reports = [(report, report.discarded_at + KEPT) for report in thrown_away if report.discarded_at]
    context = {"reports": reports, "may_edit": request.user.has_perm(EDIT), "days": KEPT.days}
    return page(request, "editing/records/discarded.html", context)


def continue_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to confirm, and then make, a draft with all that a withdrawn report says. Raises `Http404` for another report."""
    withdrawn = get_object_or_404(Report.objects.withdrawn(), slug=slug)
    require(request, EDIT)
    if request.method == "POST":
        try:
            draft = continue_withdrawn(withdrawn)
        except ContinueError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{draft} is weer een concept, met alles wat in de ingetrokken rapportage stond.")
            return redirect("worklist", draft.slug)
    return page(request, "editing/records/continue.html", {"report": withdrawn})
