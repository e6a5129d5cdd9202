"""Preparing a public change: a page tries it out, takes it back, and keeps it until another person approves it."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from measures.models import Report
from portal.desk.models import Proposal
from portal.desk.prepared.carrying import ChangedLine, sent_in
from portal.desk.prepared.rehearsal import rehearsal

WAITS = "Uw voorstel staat klaar. Er is nog niets veranderd: iemand anders besluit erover."


def prepare(
    request: HttpRequest,
    act: Proposal.Act,
    title: str,
    report: Report | None,
    reason: str,
    try_out: Callable[[], Iterable[ChangedLine]],
) -> Proposal:
    """Keep what a page was sent as an open proposal. `try_out` does it, and returns what changes; it is taken back at once.

    Exceptions of `try_out` are passed on, and then nothing is kept.
    """
    with rehearsal():
        changed = [{"field": field, "was_words": was, "becomes_words": becomes} for field, was, becomes in try_out()]
    return Proposal.objects.create(
        act=act, title=title[:250], report=report, place=request.path, sent=sent_in(request), changes=changed, reason=reason,
        by=request.user,
    )  # fmt: skip


def to_proposal(request: HttpRequest, made: Proposal) -> HttpResponse:
    """Lead to the page of a new proposal. `opgeslagen` tells editing.js which unsaved work it can remove from the browser."""
    messages.success(request, WAITS)
    response = redirect("proposal", made.pk)
    response["Location"] += f"?opgeslagen={request.path}"
    return response


def open_at(request: HttpRequest) -> QuerySet[Proposal]:
    """Return the open proposals that were made on the page of a request."""
    return Proposal.objects.filter(place=request.path, state=Proposal.State.OPEN).select_related("by")
