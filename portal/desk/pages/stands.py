"""The page with the form of one snapshot (a `stand` in the code), in a draft or as a correction of a published report."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from measures.kinds import Kind, kind_called
from measures.models import Report
from measures.models.base import OfReport, Snapshot
from portal.core.addresses import whole_number
from portal.desk.editing.correcting import CorrectionError, add_forgotten, correct
from portal.desk.editing.prose import objections, soft_hints
from portal.desk.editing.worklist import previous_report, seen
from portal.desk.merging.form import FormMerge, merge_form
from portal.desk.merging.saves import remember
from portal.desk.merging.stored import StoredValues, key_of
from portal.desk.merging.told import MergeReport
from portal.desk.merging.values import FieldValue, values_of
from portal.desk.models import Proposal
from portal.desk.pages.access import SHOW_ONLY, find_report, is_draft, page, require
from portal.desk.pages.forms import FORMS, ROWS
from portal.desk.prepared.carrying import ChangedLine, ChangedSinceError, carries_out, errors_in
from portal.desk.prepared.preparing import open_at, prepare, to_proposal
from portal.desk.roles import EDIT, PROPOSE
from portal.desk.rows.forms import errors_of_rows
from portal.desk.rows.order import BUTTON
from portal.desk.rows.sources import OURS, show_sources
from portal.desk.sources.stored import follow

# How many hints for plain Dutch one message gives after a save.
MOST_HINTS = 3
# The button that saves and goes on with the next record of the worklist.
NEXT = "verder"
TWICE = "Dit staat er al: een volgnummer, fase of onderwerp is twee keer gebruikt. Gebruik elk één keer."
SAME = "Precies dit staat er al. Er is niets toegevoegd."


@dataclass
class Editor:
    """The form of a snapshot or another row of a report, with the formsets of the rows that belong to it.

    The POST data fills the form, merged with what somebody else saved since it was opened (`merge`); otherwise the stored values
    do. When a button only moves or adds a line, nothing is merged: the form keeps what it was opened on. `data` is what fills the
    form, or None; `rows` holds the formsets by heading.
    """

    snapshot: OfReport
    is_correction: bool
    request: HttpRequest
    form: Any = None
    rows: dict[str, Any] = field(default_factory=dict)
    data: QueryDict | None = None
    merge: FormMerge | None = None

    def __post_init__(self) -> None:
        self.make_forms()
        if self.request.method != "POST":
            return
        self.data = self.request.POST
        for rows in self.rows.values():
            self.data = rows.arranged(self.data, rows.prefix)
        if not self.is_arranging:
            self.merge = merge_form(self.data, self.snapshot, self.form, list(self.rows.values()), self.request.user)
            self.snapshot, self.data = self.merge.row, self.merge.data
            for rows in self.rows.values():
                rows.regroup(self.data, rows.prefix)
        self.make_forms()

    def make_forms(self) -> None:
        model = type(self.snapshot)
        self.form = FORMS[model](self.data, instance=self.snapshot, is_correction=self.is_correction)
        self.rows = {
            heading: formset(self.data, instance=self.snapshot, prefix=formset.model._meta.model_name)
            for heading, formset in ROWS.get(model, {}).items()
        }

    @property
    def may_write(self) -> bool:
        """Return whether rows can be marked as our own sentences: only in a draft something is still to be written."""
        return not self.is_correction

    @property
    def every_form(self) -> list[Any]:
        return [self.form, *(form for rows in self.rows.values() for form in rows.forms)]

    def is_valid(self) -> bool:
        # A list and not a generator: `all` would stop at the first error, and the page must show every error.
        return all([self.form.is_valid(), *[rows.is_valid() for rows in self.rows.values()]])

    @property
    def is_arranging(self) -> bool:
        """Return whether a button asked to move or add a line. Then the form comes back with everything typed, not saved."""
        return bool(self.data and self.data.get(BUTTON))

    @property
    def opened(self) -> str:
        """Return the token for the page, see `portal.desk.merging.stored`."""
        if self.is_arranging:
            return self.request.POST.get("opened", "")
        return self.merge.opened.token if self.merge else StoredValues.of(self.snapshot).token

    @property
    def row_errors(self) -> list[tuple[str, str, str]]:
        """Return (anchor, name of the row and field, error) for each error in the rows, for the list above the form."""
        if self.data is None:
            return []
        found = [("", heading, error) for heading, rows in self.rows.items() for error in rows.non_form_errors()]
        return found + [error for heading, rows in self.rows.items() for error in errors_of_rows(heading, rows.in_order)]

    def advice(self) -> list[str]:
        """Return a Dutch hint for each changed text that could be plainer, with the name of the field. Needs a valid form."""
        named = [("", self.form)]
        named += [(f"{head}, rij {n}, ", form) for head, rows in self.rows.items() for n, form in enumerate(rows.in_order, 1)]
        fields = [(name, form[field], form.cleaned_data.get(field)) for name, form in named for field in form.changed_data]
        texts = [
            (f"{name}{field.label.lower()}", text) for name, field, text in fields if "data-plain" in field.field.widget.attrs
        ]
        return [f"{name}: {hint}" for name, text in texts for hint in (*objections([text or ""]), *soft_hints(text or ""))]

    def save(self) -> None:
        snapshot = self.form.save()
        for rows in self.rows.values():
            rows.instance = snapshot
            rows.save()
        report: Any = self.snapshot.report_of()
        follow(report, {whole_number(pk) for pk in self.request.POST.getlist(OURS)})
        if self.merge and self.merge.sent_as:
            remember(self.merge.sent_as, snapshot, self._made(self.merge.origin), self.merge.sent)

    def _made(self, origin: dict[str, str]) -> dict[str, str]:
        """Return the key of each row that was new in the form, by its place in the form."""
        made = {}
        for rows in self.rows.values():
            for number, form in enumerate(rows.forms):
                if number >= rows.initial_form_count() and form.instance.pk:
                    place = f"{rows.prefix}-{number}"
                    made[origin.get(place, place)] = key_of(form.instance)
        return made


def edit_stand(request: HttpRequest, slug: str, word: str, key: str) -> HttpResponse:
    """Render the form of a record's snapshot in a report, or save it. The previous report's snapshot is shown beside it.

    `word` is the public word of a kind of record; `key` is the natural key of the record. In a published report the form prepares
    a correction. Raises `Http404` when there is no such record, or when a withdrawn report has no snapshot of it.
    """
    report = find_report(slug)
    require(request, EDIT if is_draft(report) else PROPOSE)
    kind, record, editor = _editor(request, report, word, key)
    context: dict[str, Any] = {"report": report, "title": record, "compares": True, "previous": _beside(report, kind, record)}
    if is_draft(report):
        # The worklist leads on to the next record that somebody must look at.
        context["next"] = f"{reverse('worklist', args=[slug])}?na={kind.word}:{key}"
        if editor.snapshot.pk:
            context["removal"] = reverse("remove-stand", args=[slug, word, key])
    return edit(request, editor, context, lambda: seen(report, record))


@carries_out("edit-stand")
def correct_stand(request: HttpRequest, reason: str, by: Any, slug: str, word: str, key: str) -> list[ChangedLine]:
    return correct_with(_editor(request, find_report(slug), word, key)[2], reason, by)


def _editor(request: HttpRequest, report: Report, word: str, key: str) -> tuple[Kind, Any, Editor]:
    """Return the kind of record, the record, and the editor of its snapshot. Raises `Http404`."""
    kind = kind_called(word)
    if kind is None:
        raise Http404("Deze soort bestaat niet.")
    record, snapshot = _find(report, kind, key)
    return kind, record, Editor(snapshot, not is_draft(report), request)


def correct_with(editor: Editor, reason: str, by: Any) -> list[ChangedLine]:
    """Correct a row of a published report, or add it, with what was sent. Return what changed.

    Raises `CorrectionError`, and `ChangedSinceError` when somebody else changed the same.
    """
    if editor.merge and editor.merge.told.asks:
        raise ChangedSinceError(editor.merge.told)
    if not editor.is_valid():
        raise CorrectionError(errors_in(editor.form, *(form for rows in editor.rows.values() for form in rows)))
    if editor.snapshot.pk is None:
        made = [add_forgotten(editor.snapshot, editor.save, reason, by)]
    else:
        made = correct(editor.snapshot, editor.save, reason, by)
    return [(each.field, each.old_value, each.new_value) for each in made]


def edit(request: HttpRequest, editor: Editor, context: dict[str, Any], saved: Callable[[], object]) -> HttpResponse:
    """Render the form of a row, or save it and redirect. In a draft, `saved` is called in the transaction of the save.

    What is published stays as it is: the form becomes a proposal, which somebody else approves.
    What somebody else changed since the form was opened is merged with it, by field and by row (`merge_form`). When the editor
    must choose, nothing is saved and the status is 409. `SHOW_ONLY` in the POST data shows the form and saves nothing.
    """
    merge = editor.merge
    told = merge.told if merge else MergeReport()
    is_sent = merge and not told.asks and SHOW_ONLY not in request.POST and editor.is_valid()
    if is_sent and editor.is_correction:
        if made := _prepare(request, editor, context):
            return to_proposal(request, made)
    elif is_sent and _save(request, editor, saved):
        for line in told.lines:
            messages.info(request, line)
        # `opgeslagen` tells editing.js which unsaved work it can remove from the browser.
        after = context.get("after") or request.path
        if NEXT in request.POST and "next" in context:
            after = context["next"]
        return redirect(f"{after}{'&' if '?' in after else '?'}opgeslagen={request.path}")
    show_sources(context["report"], editor.every_form, request.POST.getlist(OURS))
    context |= {"editor": editor, "told": told, "opened": editor.opened}
    context["waiting"] = open_at(request) if editor.is_correction else ()
    return page(request, "editing/stand.html", context, status=409 if told.asks else 200)


def _find(report: Report, kind: Kind, key: str) -> tuple[Any, Snapshot]:
    """Return the record and its snapshot in the report; without one there, a new, unsaved snapshot. Raises `Http404`."""
    record = kind.find(key)
    if record is None:
        raise Http404("Dit onderwerp bestaat niet.")
    snapshot = _snapshot_in(report, kind, record)
    if snapshot is None:
        if not (is_draft(report) or report.is_public):
            raise Http404("Deze rapportage zegt niets over dit onderwerp.")
        snapshot = kind.snapshot(report=report, **{kind.field: record})
    return record, snapshot


def _snapshot_in(report: Report, kind: Kind, record: Any) -> Snapshot | None:
    return kind.snapshot.objects.filter(report=report, **{kind.field: record}).first()


def _prepare(request: HttpRequest, editor: Editor, context: dict[str, Any]) -> Proposal | None:
    """Make the proposal of a correction, or add the error to the form and return None."""
    report, reason = context["report"], editor.form.cleaned_data["reason"]
    title = f"{context['title']} ({report.short_name})"
    try:
        return prepare(
            request, Proposal.Act.CORRECT, title, report, reason, lambda: correct_with(editor, reason, request.user)
        )  # fmt: skip
    except (CorrectionError, IntegrityError) as error:
        editor.form.add_error(None, str(error) if isinstance(error, CorrectionError) else TWICE)
    return None


def _save(request: HttpRequest, editor: Editor, saved: Callable[[], object]) -> bool:
    """Save the row and return True, or add the error to the form and return False. Everything is in one transaction."""
    if _is_twin(editor):
        editor.form.add_error(None, SAME)
        return False
    try:
        with transaction.atomic():
            editor.save()
            saved()
    except IntegrityError:
        editor.form.add_error(None, TWICE)
        return False
    messages.success(request, "Opgeslagen.")
    if hints := editor.advice():
        more = f" En nog {len(hints) - MOST_HINTS}." if len(hints) > MOST_HINTS else ""
        messages.info(request, f"Kan het eenvoudiger? {'. '.join(hints[:MOST_HINTS])}.{more}")
    return True


def _is_twin(editor: Editor) -> bool:
    """Return whether a new row says all that another one says already, as after the back button in a browser without scripts.

    A record has one snapshot in a report, which may say the same as that of another record.
    """
    row: Any = editor.snapshot
    if row.pk is not None or isinstance(row, Snapshot):
        return False
    columns = {column.name for column in row._meta.concrete_fields} - {"position"}
    same = {name: value for name, value in editor.form.cleaned_data.items() if name in columns}
    return type(row).objects.filter(report=row.report, **same).exists()


def _beside(report: Report, kind: Kind, record: Any) -> tuple[Report, list[FieldValue]] | None:
    """Return the previous report and the values of its snapshot of the record, or None when there is no such snapshot."""
    previous = previous_report(report)
    theirs = _snapshot_in(previous, kind, record) if previous else None
    return (previous, values_of(theirs)) if previous and theirs else None
