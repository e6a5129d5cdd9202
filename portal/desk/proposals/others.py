"""Pages to propose what is no change of fields: that two rows become one, that a name is taken out, or a new role."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from measures.models import Role, Sector
from measures.publication.gate import was_public
from portal.desk.editing.correcting import CorrectionError
from portal.desk.merging.values import values_of
from portal.desk.models import Proposal
from portal.desk.pages.access import SHOW_ONLY, page, require
from portal.desk.prepared.carrying import ChangedLine, carries_out, errors_in
from portal.desk.prepared.preparing import open_at, prepare, to_proposal
from portal.desk.proposals.forms import MergeForm, NameForm, form_for
from portal.desk.proposals.merging import may_merge
from portal.desk.proposals.names import places_of
from portal.desk.proposals.subjects import SUBJECTS
from portal.desk.roles import PROPOSE

WAITS = "Uw voorstel staat klaar. Een publicist besluit erover."


def propose_merge(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Render the form to let a public row become one with another, or store the proposal. Nothing is moved yet."""
    require(request, PROPOSE)
    if kind not in SUBJECTS:
        raise Http404("Deze soort bestaat niet.")
    row = get_object_or_404(SUBJECTS[kind].model._base_manager, pk=key)
    if not (was_public(row) and may_merge(row)):
        raise Http404("Dit gaat niet op in iets anders.")
    form = MergeForm(request.POST if request.method == "POST" else None, row=row)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        made = Proposal.objects.create(
            act=Proposal.Act.MERGE, kind=kind, row=row.pk, into=form.cleaned_data["into"].pk, title=str(row)[:250],
            reason=form.cleaned_data["reason"], by=by,
        )  # fmt: skip
        messages.success(request, WAITS)
        return redirect("proposal", made.pk)
    return page(request, "editing/proposals/merge.html", {"form": form, "title": str(row), "back": (kind, key)})


def propose_name(request: HttpRequest) -> HttpResponse:
    """Render the form to take a name out of all texts, or store the proposal. The trail never gets the name."""
    require(request, PROPOSE)
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        name = form.cleaned_data["name"]
        title = f"uit {sum(1 for _ in places_of(name))} teksten"
        made = Proposal.objects.create(
            act=Proposal.Act.NAME, name=name, title=title, reason=form.cleaned_data["reason"], by=by
        )  # fmt: skip
        messages.success(request, WAITS)
        return redirect("proposal", made.pk)
    return page(request, "editing/proposals/name.html", {"form": form})


# What belongs to no report, so that no form of a report makes a new one.
NEW = {"rol": Role, "sector": Sector}


def propose_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Render the form of a new role or sector, or store the proposal. Visitors see it once a public action has it."""
    require(request, PROPOSE)
    form = _new(request, kind)
    if request.method == "POST" and SHOW_ONLY not in request.POST and form.is_valid():
        made = prepare(
            request, Proposal.Act.NEW, f"{kind} {form.instance}", None, form.cleaned_data["reason"], lambda: _save_new(form)
        )  # fmt: skip
        return to_proposal(request, made)
    return page(request, "editing/proposals/new_record.html", {"form": form, "kind": kind, "waiting": open_at(request)})


@carries_out("propose-new")
def make_new(request: HttpRequest, reason: str, by: Any, kind: str) -> list[ChangedLine]:
    form = _new(request, kind)
    if not form.is_valid():
        raise CorrectionError(errors_in(form))
    return _save_new(form)


def _new(request: HttpRequest, kind: str) -> Any:
    if kind not in NEW:
        raise Http404("Deze soort wordt niet zo gemaakt.")
    return form_for(NEW[kind])(request.POST if request.method == "POST" else None)


def _save_new(form: Any) -> list[ChangedLine]:
    row = form.save()
    return [(value.field, "", value.words) for value in values_of(row)]
