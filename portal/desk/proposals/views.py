"""Pages of the proposals: the list, a new one, and one with its decision."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from measures.models.base import Counted
from measures.models.note import MERGED
from measures.models.renamed import Renamed
from measures.publication.gate import was_public
from portal.core.addresses import whole_number
from portal.desk.effects.of_change import effects_of_change
from portal.desk.merging.form import FormMerge, merge_form
from portal.desk.merging.saves import remember, saved_by
from portal.desk.merging.stored import Opened, StoredValues
from portal.desk.merging.told import MergeReport
from portal.desk.models import Proposal
from portal.desk.pages.access import SHOW_ONLY, page, require
from portal.desk.pages.review import previewed_page
from portal.desk.prepared.carrying import request_of
from portal.desk.prepared.deciders import may_decide, one_pair_of_eyes
from portal.desk.proposals.changing import ProposalError, changes_of
from portal.desk.proposals.deciding import OvertakenError, approve, as_if_approved, refuse, row_of, take_back
from portal.desk.proposals.forms import form_for
from portal.desk.proposals.merging import may_merge
from portal.desk.proposals.names import places_of
from portal.desk.proposals.subjects import SUBJECTS, report_of
from portal.desk.roles import PROPOSE

# The number of decided proposals that the list shows.
SHOWN = 100


def proposals(request: HttpRequest) -> HttpResponse:
    """Render the open proposals, the newest decided ones, and where a new one begins."""
    found = Proposal.objects.select_related("by", "decided_by")
    context = {
        "open": found.filter(state=Proposal.State.OPEN).order_by("pk"),
        "decided": found.exclude(state=Proposal.State.OPEN)[:SHOWN],
        "subjects": SUBJECTS.values() if request.user.has_perm(PROPOSE) else [],
    }
    return page(request, "editing/proposals/list.html", context)


def propose(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Render the form of a proposal about a public row, or store the proposal. The row itself stays as it is.

    `?voorstel=` names an earlier proposal whose values fill the form. A row that was never public is edited in the admin. What
    somebody changed in the row since the form was opened is merged by field; when the editor must choose, nothing is stored and
    the status is 409. The same form sent twice makes one proposal, as long as that is open.
    """
    require(request, PROPOSE)
    row = _find(kind, key)
    if request.method != "POST":
        return _propose(request, kind, row)
    with transaction.atomic():
        # Of two requests about one row, the second waits here, and then meets the proposal that the first made.
        return _propose(request, kind, get_object_or_404(type(row)._base_manager.select_for_update(), pk=row.pk))


def _propose(request: HttpRequest, kind: str, row: Counted) -> HttpResponse:
    if not was_public(row):
        return redirect(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", row.pk)
    title, form_class, told = str(row), form_for(type(row)), MergeReport()
    form = form_class(instance=row, initial=_initial(request, row))
    opened = Opened(StoredValues.of(row).rows, row._meta.label_lower)
    if request.method == "POST":
        merge = merge_form(request.POST, row, form, [], request.user)
        if before := _sent_before(merge):
            return redirect("proposal", before.pk)
        form, told, opened = form_class(merge.data, instance=row), merge.told, merge.opened
        is_sent = SHOW_ONLY not in request.POST and not told.asks
        if is_sent and form.is_valid() and (made := _made(request, form, title, merge)):
            for line in told.lines:
                messages.info(request, line)
            messages.success(request, "Uw voorstel staat klaar. Een publicist besluit erover.")
            return redirect(f"{reverse('proposal', args=[made.pk])}?opgeslagen={request.path}")
    context = {
        "title": title, "form": form, "kind": kind, "row": row, "told": told, "opened": opened.token,
        "may_merge": may_merge(row),
        "others": Proposal.objects.filter(kind=kind, row=row.pk, state=Proposal.State.OPEN).select_related("by"),
    }  # fmt: skip
    return page(request, "editing/proposals/new.html", context, status=409 if told.asks else 200)


def _find(kind: str, key: int) -> Counted:
    if kind not in SUBJECTS:
        raise Http404("Deze soort bestaat niet.")
    return get_object_or_404(SUBJECTS[kind].model._base_manager, pk=key)


def _initial(request: HttpRequest, row: Counted) -> dict[str, Any]:
    pk = whole_number(request.GET.get("voorstel", ""))
    earlier = Proposal.objects.filter(pk=pk, row=row.pk, act=Proposal.Act.CHANGE).first()
    if earlier is None:
        return {}
    return {change["field"]: change["becomes"] for change in earlier.changes} | {"reason": earlier.reason}


def _all_sent(merge: FormMerge) -> dict[str, Any]:
    """Return everything that a form sent, with its reason, as JSON holds it."""
    of_row = {name: list(value) for name, value in merge.sent[""].items()}
    return {"": of_row | {"reason": [merge.data.get("reason", "").strip()]}}


def _sent_before(merge: FormMerge) -> Proposal | None:
    """Return the open proposal that the same form made before with the same words, or None."""
    saved = saved_by(_as_begun(merge.sent_as).form, Proposal()) if merge.sent_as else None
    if saved is None or saved.sent != _all_sent(merge):
        return None
    return Proposal.objects.filter(pk=saved.row, state=Proposal.State.OPEN).first()


def _as_begun(opened: Opened) -> Opened:
    """Return a form under the name of the page on which it began, also when it came back since with an error or a question."""
    return replace(opened, form=opened.first or opened.form, first="")


def _made(request: HttpRequest, form: Any, title: str, merge: FormMerge) -> Proposal | None:
    """Store the proposal in a valid form, or add the error to the form and return None."""
    changes = changes_of(form)
    if not changes:
        form.add_error(None, "U hebt nog niets gewijzigd.")
        return None
    by: Any = request.user
    made = Proposal.objects.create(
        kind=str(form.instance._meta.verbose_name), row=form.instance.pk, title=title[:250], changes=changes,
        reason=form.cleaned_data["reason"], by=by,
    )  # fmt: skip
    if merge.sent_as:
        remember(_as_begun(merge.sent_as), made, {}, _all_sent(merge), {})
    return made


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Render a proposal, or decide about it: `besluit` is "goedkeuren" or "weigeren", with `reden`, or "terugnemen"."""
    found = get_object_or_404(Proposal.objects.select_related("by", "decided_by"), pk=pk)
    overtaken: list[tuple[str, str, str]] = []
    if request.method == "POST":
        if _decision(request) != "terugnemen":
            if not may_decide(found, request.user):
                raise PermissionDenied("Uw rol mag hierover niet besluiten. Vraag een publicist.")
        elif found.by_id != request.user.pk:
            raise PermissionDenied("Alleen wie iets voorstelde, neemt het terug.")
        try:
            _decide(request, found)
        except OvertakenError as error:
            messages.error(request, str(error))
            overtaken = error.fields
        except ProposalError as error:
            messages.error(request, str(error))
        else:
            return redirect("proposal", pk)
    row = row_of(found)
    context = {
        "proposal": found,
        "row": row,
        "lines": _lines(found),
        "places": list(places_of(found.name)) if found.name else [],
        "seen_in": report_of(row) if row is not None else None,
        "moves": _moves(found, row),
        "overtaken": overtaken,
        "sent_again": _sent_again(found),
        "one_pair_of_eyes": one_pair_of_eyes(found, request.user) if settings.FOUR_EYES else "",
        "may_decide": found.is_open and may_decide(found, request.user),
        "may_take_back": found.is_open and found.by_id == request.user.pk,
        "reason": request.POST.get("reden", found.reason),
    }
    context |= _effects(request, found) if found.is_open and not overtaken else {"effects": None, "obstacle": ""}
    return page(request, "editing/proposals/one.html", context, status=409 if request.method == "POST" else 200)


def _effects(request: HttpRequest, found: Proposal) -> dict[str, Any]:
    """Return what readers will see change today, or why the proposal cannot be carried out any more."""
    try:
        rehearsed = as_if_approved(found, request.user)
        effects = effects_of_change(rehearsed, found.report, reverse("proposal-preview", args=[found.pk]))
    except OvertakenError as error:
        return {"overtaken": error.fields, "effects": None, "obstacle": "" if error.fields else str(error)}
    except ProposalError as error:
        return {"effects": None, "obstacle": str(error)}
    return {"effects": effects, "obstacle": ""}


def _sent_again(found: Proposal) -> list[tuple[str, str]]:
    """Return the fields with which the form of a proposal is filled again: (name, value). Empty when it has none of its own."""
    if not found.sent or found.act not in (Proposal.Act.CORRECT, Proposal.Act.NEW):
        return []
    return [(name, value) for name, values in request_of(found).POST.lists() for value in values]


def proposal_preview(request: HttpRequest, pk: int, path: str = "") -> HttpResponse:
    """Render a public page as it will be once an open proposal is approved, for staff. `path` is the path of that page."""
    found = get_object_or_404(Proposal.objects.select_related("by"), pk=pk, state=Proposal.State.OPEN)
    try:
        return previewed_page(request, as_if_approved(found, request.user), path, reverse("proposal-preview", args=[pk]))
    except ProposalError as error:
        messages.error(request, str(error))
        return redirect("proposal", pk)


def _decision(request: HttpRequest) -> str:
    return str(request.POST.get("besluit", ""))


def _decide(request: HttpRequest, found: Proposal) -> None:
    reason = str(request.POST.get("reden", ""))
    match _decision(request):
        case "goedkeuren":
            approve(found, request.user, reason)
            messages.success(request, "Goedgekeurd. Bezoekers zien het nu.")
        case "weigeren":
            refuse(found, request.user, reason)
            messages.success(request, "Geweigerd. Er is niets gewijzigd.")
        case "terugnemen":
            take_back(found, request.user)
            messages.success(request, "Teruggenomen. Er is niets gewijzigd.")
        case _:
            raise ProposalError("Kies eerst wat u besluit.")


def _lines(found: Proposal) -> list[tuple[str, str, str]]:
    """Return (field, value now or then, proposed value) for each change."""
    subject = SUBJECTS.get(found.kind)
    if found.sent is not None:
        return [(change["field"], change["was_words"], change["becomes_words"]) for change in found.changes]
    if subject is None:
        return []
    columns = subject.model._meta
    lines = [
        (str(columns.get_field(change["field"]).verbose_name), change["was_words"], change["becomes_words"])
        for change in found.changes
    ]
    if found.act == Proposal.Act.MERGE:
        lines.append((MERGED, "", str(subject.model._base_manager.filter(pk=found.into).first() or "bestaat niet meer")))
    return lines


def _moves(found: Proposal, row: Any) -> bool:
    """Return whether the proposal gives the row another address, or that of another row."""
    is_renamed = isinstance(row, Renamed) and any(change["field"] == row.natural_key_field for change in found.changes)
    return is_renamed or found.act == Proposal.Act.MERGE
