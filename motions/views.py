"""The pages of motions."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from laws.models import Bill
from measures.models import Correction, Measure, SourceNote
from measures.pages import filtered_list
from motions.filters import MotionFilter
from motions.models import Motion
from motions.unreadable import unreadable_statuses


def motion_list(request: HttpRequest) -> HttpResponse:
    motions = MotionFilter(request.GET, queryset=Motion.objects.published(), request=request)
    words = {"title": "Moties", "one": "motie", "more": "moties", "has_days": True, "unreadable": unreadable_statuses}
    return filtered_list(request, "motions/motion_list.html", motions, words)


def motion_detail(request: HttpRequest, number: str) -> HttpResponse:
    notes = SourceNote.objects.beside_records()
    motions = Motion.objects.published().with_stand().with_papers().prefetch_related(Prefetch("source_notes", queryset=notes))
    motion = get_object_or_404(motions, number=number)
    context = {
        "motion": motion,
        # With what is known of them now; `stand.measures` are the same ones.
        "measures": Measure.objects.published()
        .with_stand()
        .in_order()
        .filter(pk__in=[m.pk for m in motion.stand.measures.all()]),
        # A motion has the dossier of a bill when it was submitted to the debate about that bill.
        "bills": Bill.objects.published().with_planning().filter(dossier=motion.dossier).order_by("title"),
        "corrections": Correction.objects.published().about(motion).select_related("report"),
    }
    return render(request, "motions/motion_detail.html", context)
