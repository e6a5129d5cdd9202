"""The page that makes a new record together with what the report says of it."""

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
from portal.desk.pages.access import SHOW_ONLY, find_report, is_draft, page, require
from portal.desk.pages.desk import stand_address
from portal.desk.records.forms import NEW_KINDS, NewRecord
from portal.desk.roles import CORRECT, EDIT


def new_record(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    """Render the form of a new record and of the row that names it, or save both. `word` is a key of `NEW_KINDS`.

    In a published report this is a correction: what was forgotten is added with a reason. Raises `Http404` for an unknown word
    and for a withdrawn report.
    """
    report = find_report(slug)
    require(request, EDIT if is_draft(report) else CORRECT)
    if word not in NEW_KINDS or not (is_draft(report) or report.is_public):
        raise Http404("Dit kan hier niet worden gemaakt.")
    new = NewRecord(report, NEW_KINDS[word], not is_draft(report), request.POST if request.method == "POST" else None)
    if new.data is not None and SHOW_ONLY not in new.data and new.is_valid() and _save(request, new):
        return redirect(f"{_after(new)}?opgeslagen={request.path}")
    context = {"report": report, "new": new, "title": new.kind.title, "opened": StoredValues({}).token}
    return page(request, "editing/records/new.html", context)


def _save(request: HttpRequest, new: NewRecord) -> bool:
    """Save everything in one transaction and return True, or add the error to the form and return False."""
    try:
        with transaction.atomic():
            if new.is_correction:
                _add(new, request.user)
            else:
                new.save()
                if (effect := new.new_effect()) is not None:
                    effect.full_clean()
                    effect.save()
                _put_on_worklist(new.report, new.record.instance)
    except (CorrectionError, ValidationError) as error:
        new.row.add_error(None, str(error) if isinstance(error, CorrectionError) else " ".join(error.messages))
        return False
    except IntegrityError:
        new.row.add_error(None, "Dit staat er al. Kies het uit de lijst.")
        return False
    words = "Toegevoegd, met uw reden openbaar" if new.is_correction else "Gemaakt"
    messages.success(request, f"{words}: {new.record.instance}.")
    return True


def _add(new: NewRecord, by: object) -> None:
    reason = new.row.cleaned_data["reason"]
    add_forgotten(new.row.instance, new.save, reason, by)
    if (effect := new.new_effect()) is not None:
        effect.full_clean()
        add_forgotten(effect, effect.save, reason, by)


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
