"""The page that makes a new record together with what the report says of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from measures.kinds import KINDS
from measures.models import Report
from portal.desk.editing.correcting import CorrectionError, add_forgotten
from portal.desk.editing.worklist import seen
from portal.desk.merging.stored import StoredValues
from portal.desk.models import Proposal
from portal.desk.pages.access import SHOW_ONLY, find_report, is_draft, page, require
from portal.desk.pages.desk import stand_address
from portal.desk.prepared.carrying import ChangedLine, carries_out, errors_in
from portal.desk.prepared.preparing import open_at, prepare, to_proposal
from portal.desk.records.forms import NEW_KINDS, NewRecord
from portal.desk.roles import EDIT, PROPOSE


def new_record(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    """Render the form of a new record and of the row that names it, or save both. `word` is a key of `NEW_KINDS`.

    In a published report this prepares a correction: what was forgotten is added once somebody else approves. Raises `Http404`
    for an unknown word and for a withdrawn report.
    """
    report = find_report(slug)
    require(request, EDIT if is_draft(report) else PROPOSE)
    new = _forms(request, report, word)
    if new.data is not None and SHOW_ONLY not in new.data and new.is_valid():
        if new.is_correction and (made := _prepare(request, new)):
            return to_proposal(request, made)
        if not new.is_correction and _save(request, new):
            return redirect(f"{_after(new)}?opgeslagen={request.path}")
    context = {"report": report, "new": new, "title": new.kind.title, "opened": StoredValues({}).token}
    return page(request, "editing/records/new.html", context | {"waiting": open_at(request) if new.is_correction else ()})


def _forms(request: HttpRequest, report: Report, word: str) -> NewRecord:
    if word not in NEW_KINDS or not (is_draft(report) or report.is_public):
        raise Http404("Dit kan hier niet worden gemaakt.")
    return NewRecord(report, NEW_KINDS[word], not is_draft(report), request.POST if request.method == "POST" else None)


@carries_out("new-record")
def add_record(request: HttpRequest, reason: str, by: object, slug: str, word: str) -> list[ChangedLine]:
    new = _forms(request, find_report(slug), word)
    if not new.is_valid():
        raise CorrectionError(errors_in(*new.forms))
    return _add(new, reason, by)


def _prepare(request: HttpRequest, new: NewRecord) -> Proposal | None:
    """Make the proposal of a forgotten record, or add the error to the form and return None."""
    reason, name = new.row.cleaned_data["reason"], getattr(new.record.instance, new.record.name_field)
    title = f"{new.kind.title}: {name} ({new.report.short_name})"
    with _told_in(new):
        return prepare(request, Proposal.Act.CORRECT, title, new.report, reason, lambda: _add(new, reason, request.user))
    return None


def _save(request: HttpRequest, new: NewRecord) -> bool:
    """Save everything in one transaction and return True, or add the error to the form and return False."""
    with _told_in(new):
        with transaction.atomic():
            new.save()
            if (effect := new.new_effect()) is not None:
                effect.full_clean()
                effect.save()
            _put_on_worklist(new.report, new.record.instance)
        messages.success(request, f"Gemaakt: {new.record.instance}.")
        return True
    return False


@contextmanager
def _told_in(new: NewRecord) -> Iterator[None]:
    """Add the error of a save to the form, and go on after the block."""
    try:
        yield
    except (CorrectionError, ValidationError) as error:
        new.row.add_error(None, str(error) if isinstance(error, CorrectionError) else " ".join(error.messages))
    except IntegrityError:
        new.row.add_error(None, "Dit staat er al. Kies het uit de lijst.")


def _add(new: NewRecord, reason: str, by: object) -> list[ChangedLine]:
    made = [add_forgotten(new.row.instance, new.save, reason, by)]
    if (effect := new.new_effect()) is not None:
        effect.full_clean()
        made.append(add_forgotten(effect, effect.save, reason, by))
    return [(each.field, each.old_value, each.new_value) for each in made]


def _put_on_worklist(report: Report, record: object) -> None:
    if any(isinstance(record, kind.model) for kind in KINDS):
        seen(report, record)  # type: ignore[arg-type]


def _after(new: NewRecord) -> str:
    """Return the page that follows: the form with the parts of the new row, or else the page that the row stands on."""
    record, slug = new.record.instance, new.report.slug
    if new.kind.has_parts:
        return stand_address(slug, record)
    is_kind = any(isinstance(record, kind.model) for kind in KINDS)
    return reverse("worklist", args=[slug]) if is_kind else reverse("others", args=[slug])
