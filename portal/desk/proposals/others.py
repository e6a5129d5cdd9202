"""Pages to propose what is no change of fields: that two rows become one, or that a name is taken out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from measures.publication.gate import was_public
from portal.desk.models import Proposal
from portal.desk.pages.access import page, require
from portal.desk.proposals.forms import MergeForm, NameForm
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
