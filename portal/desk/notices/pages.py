"""The page „Er is iets gebeurd”: a form that makes or changes a draft, and below it what readers will see change."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from measures.models import Report
from portal.desk.editing.checks import check, unexplained
from portal.desk.editing.four_eyes import last_line
from portal.desk.effects.of_draft import effects_of
from portal.desk.merging.saves import remember, saved_by
from portal.desk.merging.stored import Opened
from portal.desk.merging.told import MergeReport
from portal.desk.models import Offer
from portal.desk.notices.forms import ActionRows, MotionRows, NoticeForm
from portal.desk.notices.merged import KIND, NoticeMerge, as_lists, stored_rows
from portal.desk.notices.stored import StoredNotice, save
from portal.desk.pages.access import SHOW_ONLY, find_draft, in_turn, page, require
from portal.desk.parts import bills_with_parts
from portal.desk.roles import EDIT
from portal.desk.rows.forms import errors_of_rows


@dataclass
class NoticeEditor:
    """The forms of a notice. `data` is what fills them: POST data, or None to show the stored values.

    What was sent is merged with what somebody else saved since (`merge`). `by` is the user.
    """

    stored: StoredNotice
    data: Any = None
    by: Any = None
    merge: NoticeMerge | None = None

    def __post_init__(self) -> None:
        sent, self.data = self.data, None
        self._make_forms()
        self.opened = Opened(self._stored_now(), KIND)
        if sent is None:
            return
        self.merge = NoticeMerge(sent, self.stored, self.form, (self.motions, self.actions), self.by)
        self.data, self.opened = self.merge.data, self.merge.opened
        self._make_forms()

    def _make_forms(self) -> None:
        notice, is_sent = self.stored, self.data is not None
        self.form = NoticeForm(notice.report, notice.bills, self.data, initial=notice.source)
        # A row that was sent is complete in itself, so that one that is the same as before is no empty one.
        self.motions = MotionRows(self.data, initial=None if is_sent else notice.motions, prefix="motie")
        self.actions = ActionRows(self.data, initial=None if is_sent else notice.actions, prefix="actie")

    def _stored_now(self) -> dict[str, Any]:
        return as_lists(stored_rows(self.stored, self.form, (self.motions, self.actions)))

    @property
    def told(self) -> MergeReport:
        return self.merge.told if self.merge else MergeReport()

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
        report = save(self.stored, self.form, of_motions, of_actions)
        if self.merge and self.merge.sent_as:
            now = NoticeEditor(StoredNotice(report, self.stored.bills))
            remember(self.merge.sent_as, report, {}, self.merge.sent, now.opened.rows)
        return report


def new_notice(request: HttpRequest) -> HttpResponse:
    """Render the empty form, or make a draft from it. A form that made a draft already goes on with that draft."""
    require(request, EDIT)
    opened = Opened.read(request.POST.get("opened", ""), KIND)
    saved = saved_by(opened.form, Report()) if opened else None
    if saved and (made := Report.objects.drafts().filter(pk=saved.row).first()):
        return in_turn(edit_notice)(request, made.slug)
    return _edit(request, _editor(request, Report()))


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
    return _edit(request, _editor(request, report))


def _editor(request: HttpRequest, report: Report) -> NoticeEditor:
    sent = request.POST if request.method == "POST" else None
    return NoticeEditor(StoredNotice(report, bills_with_parts()), sent, request.user)


def _edit(request: HttpRequest, editor: NoticeEditor) -> HttpResponse:
    """Render the page, or save and redirect.

    What somebody else saved meanwhile is merged by field. When the editor must choose, nothing is saved and the status is 409.
    """
    report, is_new, told = editor.stored.report, editor.stored.report.pk is None, editor.told
    if (
        editor.data is not None
        and not told.asks
        and SHOW_ONLY not in editor.data
        and editor.is_valid()
        and _save(request, editor)
    ):
        for line in told.lines:
            messages.info(request, line)
        return redirect(f"{reverse('edit-notice', args=[report.slug])}?opgeslagen={request.path}")
    context: dict[str, Any] = {"editor": editor, "told": told, "opened": editor.opened.token}
    context |= {"report": None if is_new else report, "effects": None}
    if not is_new and editor.data is None:
        context |= _of_draft(report)
    return page(request, "editing/notices/notice.html", context, status=409 if told.asks else 200)


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
            before = last_line(editor.stored.report) if editor.stored.report.pk else 0
            report = editor.save()
            # The same words once more change nothing, and then the offer stands.
            if last_line(report) != before:
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
