"""The buttons with which somebody asks a colleague to look at a draft, and with which the colleague agrees as it stands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from portal.core.addresses import whole_number
from portal.desk.editing.four_eyes import ApprovalError, approve
from portal.desk.models import Offer
from portal.desk.pages.access import find_draft, require
from portal.desk.roles import EDIT


def approve_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Store that this person agrees with the draft as the checklist showed it, or (`vraag`) that a colleague is asked to look.

    A GET leads to the checklist.
    """
    report = find_draft(slug)
    require(request, EDIT)
    if "vraag" in request.POST:
        Offer.objects.update_or_create(report=report, defaults={"by": request.user, "at": timezone.now()})
        messages.success(request, "Gevraagd. Het concept staat nu bij uw collega’s onder „Wat wacht op mij”.")
    elif request.method == "POST":
        try:
            approve(report, request.user, whole_number(request.POST.get("regel", "")))
        except ApprovalError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "U gaf akkoord. Wat hierna verandert, staat er apart bij.")
    return redirect(f"{reverse('checklist', args=[slug])}#vier-ogen")
