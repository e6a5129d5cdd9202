"""The page with the addresses of laws that no editor has opened yet: the texts were read in public copies."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from laws.models import LegalBasis
from measures.publication.counting import hold_changes
from measures.publication.freezing import correcting
from portal.core.dates import count_of, in_dutch, today
from portal.desk.editing.correcting import CorrectionError
from portal.desk.models import Proposal
from portal.desk.pages.access import page, require
from portal.desk.prepared.carrying import ChangedLine, carries_out
from portal.desk.prepared.preparing import open_at, prepare, to_proposal
from portal.desk.roles import PROPOSE
from portal.search.index import rebuild

OPENED = "Het adres is geopend en zegt wat hier staat."


def law_addresses(request: HttpRequest) -> HttpResponse:
    """Render each address with the duties that rest on it; a POST proposes to tick addresses off, for all their duties at once.

    The tick changes rows of published reports, so somebody else approves it; the audit trail keeps who did both.
    """
    if request.method == "POST":
        require(request, PROPOSE)
        try:
            made = prepare(
                request, Proposal.Act.TICK, _title(request), None, OPENED, lambda: tick(request, OPENED, request.user)
            )  # fmt: skip
        except CorrectionError as error:
            messages.warning(request, str(error))
            return redirect("law-addresses")
        return to_proposal(request, made)
    by_address: dict[str, list[LegalBasis]] = {}
    for basis in _unopened().select_related("action", "report").order_by("law", "link", "pk"):
        by_address.setdefault(basis.link, []).append(basis)
    waiting = open_at(request)
    asked = {address for each in waiting for address in (each.sent or {}).get("adres", ())}
    context = {
        "addresses": [(address, bases, address in asked) for address, bases in by_address.items()],
        "opened": LegalBasis.objects.published().exclude(opened_on=None).values("link").distinct().count(),
        "may_propose": request.user.has_perm(PROPOSE),
        "waiting": waiting,
    }
    return page(request, "editing/law_addresses.html", context)


def _unopened() -> Any:
    return LegalBasis.objects.published().exclude(link="").filter(opened_on=None)


def _title(request: HttpRequest) -> str:
    chosen = request.POST.getlist("adres")
    return chosen[0] if len(chosen) == 1 else count_of(len(chosen), "adres", "adressen")


@carries_out("law-addresses")
def tick(request: HttpRequest, reason: str, by: Any) -> list[ChangedLine]:
    """Tick the chosen addresses off, on the day when the proposer opened them.

    Raises `CorrectionError` when none of them is on the list any more.
    """
    hold_changes()
    bases = list(_unopened().filter(link__in=request.POST.getlist("adres")).order_by("link", "pk"))
    if not bases:
        raise CorrectionError("Kies eerst een adres dat nog op de lijst staat.")
    column = LegalBasis._meta.get_field("opened_on")
    day = getattr(request, "prepared_on", None) or today()
    with correcting(reason):
        for basis in bases:
            basis.opened_on = day
            basis.save()
    rebuild()
    return [(f"{column.verbose_name}: {basis.link} ({basis.name})", "", in_dutch(day)) for basis in bases]
