"""The page with the addresses of laws that no editor has opened yet: the texts were read in public copies."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from laws.models import LegalBasis
from measures.publication.counting import hold_changes
from measures.publication.freezing import correcting
from portal.core.dates import count_of, today
from portal.desk.pages.access import page, require
from portal.desk.roles import CORRECT

OPENED = "Het adres is geopend en zegt wat hier staat."


def law_addresses(request: HttpRequest) -> HttpResponse:
    """Render each address with the duties that rest on it; a POST ticks one address off, for all its duties at once.

    The tick changes rows of published reports, so it needs the right to correct; the audit trail keeps who did it.
    """
    unopened = LegalBasis.objects.published().exclude(link="").filter(opened_on=None)
    if request.method == "POST":
        require(request, CORRECT)
        _tick(request, str(request.POST.get("adres", "")))
        return redirect("law-addresses")
    by_address: dict[str, list[LegalBasis]] = {}
    for basis in unopened.select_related("action", "report").order_by("law", "link", "pk"):
        by_address.setdefault(basis.link, []).append(basis)
    opened = LegalBasis.objects.published().exclude(opened_on=None).values("link").distinct().count()
    context = {"addresses": by_address.items(), "opened": opened, "may_tick": request.user.has_perm(CORRECT)}
    return page(request, "editing/law_addresses.html", context)


def _tick(request: HttpRequest, address: str) -> None:
    with transaction.atomic():
        hold_changes()
        bases = list(LegalBasis.objects.published().filter(link=address, opened_on=None).order_by("pk"))
        with correcting(OPENED):
            for basis in bases:
                basis.opened_on = today()
                basis.save()
    if bases:
        messages.success(request, f"Afgevinkt bij {count_of(len(bases), 'grondslag', 'grondslagen')}.")
    else:
        messages.warning(request, "Dit adres stond niet meer op de lijst.")
