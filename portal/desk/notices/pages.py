"""The page „Er is iets gebeurd”: a form that makes or changes a draft, and below it what readers will see change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from measures.models import Report
from portal.desk.editing.checks import check, unexplained
from portal.desk.effects.of_draft import effects_of
from portal.desk.merging.stored import StoredValues
from portal.desk.models import Offer
from portal.desk.notices.forms import ActionRows, MotionRows, NoticeForm
from portal.desk.notices.stored import StoredNotice, save
from portal.desk.pages.access import SHOW_ONLY, find_draft, page, require
from portal.desk.parts import bills_with_parts
from portal.desk.roles import EDIT
from portal.desk.rows.forms import errors_of_rows


@dataclass
class NoticeEditor:
    """The forms of a notice. `data` is what fills them: POST data, or None to show the stored values."""

    stored: StoredNotice
    data: Any = None

    def __post_init__(self) -> None:
        notice = self.stored
        self.form = NoticeForm(notice.report, notice.bills, self.data, initial=notice.source)
        self.motions = MotionRows(self.data, initial=notice.motions, prefix="motie")
        self.actions = ActionRows(self.data, initial=notice.actions, prefix="actie")
        # Before a form is validated: that gives the report new values.
        self.opened = StoredValues({"": dict(self._values())})

    def _values(self) -> Iterator[tuple[str, str]]:
        """Yield what is stored, by the labels that the page shows."""
        for name, value in self.stored.source.items():
            yield self.form.full_label(name), str(value or "")
        for rows in (self.motions, self.actions):
            for number, values in enumerate(rows.initial or (), start=1):
                for name, value in values.items():
                    yield f"{rows.prefix} {number}, {rows.form.base_fields[name].label}", str(value or "")

    def is_valid(self) -> bool:
        # A list and not a generator: `all` would stop at the first error, and the page must show every error.
        return all([self.form.is_valid(), self.motions.is_valid(), self.actions.is_valid()])

    @property
    def row_errors(self) -> list[tuple[str, str, str]]:
        """Return (anchor, name of the row and field, error) for each error in the rows about motions and actions."""
        if self.data is None:
            return []
        named = (("Moties", self.motions), ("Acties", self.actions))
        found = [("", heading, str(error)) for heading, rows in named for error in rows.non_form_errors()]
        return found + [error for heading, rows in named for error in errors_of_rows(heading, rows)]

    def save(self) -> Report:
        of_motions, of_actions = (
            [form.cleaned_data for form in rows if form.cleaned_data.get(form.subject)] for rows in (self.motions, self.actions)
        )
        return save(self.stored, self.form, of_motions, of_actions)


def new_notice(request: HttpRequest) -> HttpResponse:
    """Render the empty form, or make a draft from it."""
    require(request, EDIT)
    return _edit(request, NoticeEditor(StoredNotice(Report(), bills_with_parts()), _sent(request)))


def edit_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the form of a draft with what readers will see change, save it, or offer the draft to a publisher.

    Raises `Http404` for a report, which has a worklist instead, and for what is no draft.
    """
    require(request, EDIT)
    report = find_draft(slug)
    if not report.tells_news:
        raise Http404("Een rapportage heeft een werklijst.")
    if request.method == "POST" and "voorleggen" in request.POST:
        return _offer(request, report)
    return _edit(request, NoticeEditor(StoredNotice(report, bills_with_parts()), _sent(request)))


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _edit(request: HttpRequest, editor: NoticeEditor) -> HttpResponse:
    """Render the page, or save and redirect. When somebody else changed the draft meanwhile, nothing is saved: 409."""
    report, is_new = editor.stored.report, editor.stored.report.pk is None
    conflicts: list[tuple[str, str, str]] = []
    if editor.data is not None:
        conflicts = [] if is_new else editor.opened.changed_since(editor.data.get("opened", ""))
        if SHOW_ONLY not in editor.data and editor.is_valid() and not conflicts and _save(request, editor):
            return redirect(f"{reverse('edit-notice', args=[report.slug])}?opgeslagen={request.path}")
    context: dict[str, Any] = {"editor": editor, "conflicts": conflicts, "opened": editor.opened.token}
    context |= {"report": None if is_new else report, "effects": None}
    if not is_new and editor.data is None:
        context |= _of_draft(report)
    return page(request, "editing/notices/notice.html", context, status=409 if conflicts else 200)


def _of_draft(report: Report) -> dict[str, Any]:
    findings = check(report)
    errors = [finding for finding in findings if finding.is_error]
    return {
        "effects": effects_of(report),
        "to_settle": [*errors, *unexplained(report, findings)],
        "offer": Offer.objects.filter(report=report).select_related("by").first(),
    }


def _save(request: HttpRequest, editor: NoticeEditor) -> bool:
    """Save the notice and return True, or add the error to the form and return False. Everything is in one transaction."""
    try:
        with transaction.atomic():
            report = editor.save()
            Offer.objects.filter(report=report).delete()
    except IntegrityError:
        editor.form.add_error(None, "Dit staat er al. Kijk bij „Hoofdstukken en meer” wat dit concept al zegt.")
        return False
    messages.success(request, "Opgeslagen. Hieronder staat wat lezers zien veranderen. Niemand buiten de redactie ziet dit al.")
    return True


def _offer(request: HttpRequest, report: Report) -> HttpResponse:
    """Offer a draft to a publisher, if nothing is left to settle."""
    findings = check(report)
    if any(finding.is_error for finding in findings) or unexplained(report, findings):
        messages.error(request, "De controle is nog niet klaar. Los eerst op wat hieronder staat.")
    else:
        Offer.objects.update_or_create(report=report, defaults={"by": request.user})
        messages.success(request, "Voorgelegd. Publicisten zien dit bericht nu bovenaan hun redactie.")
    return redirect("edit-notice", report.slug)
