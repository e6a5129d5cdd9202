"""The pages of bills."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from laws.filters import BillFilter
from laws.models import Bill, BillElement, Requirement
from measures.models import Action, Correction, Priority, SourceNote
from measures.pages import filtered_list


def bill_list(request: HttpRequest) -> HttpResponse:
    bills = BillFilter(request.GET, queryset=Bill.objects.published(), request=request)
    words = {"title": "Wetsvoorstellen", "one": "wetsvoorstel", "more": "wetsvoorstellen", "has_days": True}
    return filtered_list(request, "laws/bill_list.html", bills, words)


def bill_detail(request: HttpRequest, slug: str) -> HttpResponse:
    elements = BillElement.objects.order_by("position")
    bills = (
        Bill.objects.published()
        .with_planning()
        .prefetch_related(
            Prefetch("stands__elements", queryset=elements),
            Prefetch("source_notes", queryset=SourceNote.objects.beside_records()),
            Prefetch("priorities", queryset=Priority.objects.published()),
        )
    )
    bill = get_object_or_404(bills, slug=slug)
    context = {
        "bill": bill,
        "requirements": Requirement.objects.published()
        .filter(bill=bill, action__in=Action.objects.published())
        .select_related("report"),
        "corrections": Correction.objects.published().about(bill).select_related("report"),
    }
    return render(request, "laws/bill_detail.html", context)
