"""The pages of measures and goals. The pages that also show bills or motions are in `portal.site.views`."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render

from measures.filters import MeasureFilter
from measures.models import Correction, Finding, Goal, GoalSnapshot, Measure, Report
from measures.pages import filtered_list


def measure_list(request: HttpRequest) -> HttpResponse:
    measures = MeasureFilter(
        request.GET, queryset=Measure.objects.published().in_order().select_related("parent"), request=request
    )
    return filtered_list(
        request,
        "measures/measure_list.html",
        measures,
        {"title": "Maatregelen", "one": "maatregel of deelmaatregel", "more": "maatregelen en deelmaatregelen"},
    )


def measure_by_number(request: HttpRequest, number: int) -> HttpResponsePermanentRedirect:
    return redirect(get_object_or_404(Measure.objects.published(), number=number), permanent=True)


def goal_list(request: HttpRequest) -> HttpResponse:
    """Render the matrix of goals and measures of one report. `rapportage` selects the report; the default is the newest."""
    reports = Report.objects.with_goals()
    slug = request.GET.get("rapportage")
    report = get_object_or_404(reports, slug=slug) if slug else reports.first()
    if report is None:
        raise Http404("Nog geen gepubliceerde rapportage noemt doelen.")
    snapshots = GoalSnapshot.objects.published().filter(report=report).select_related("goal", "report")
    measures = Measure.objects.published().main().with_stand(report).in_order()
    context = {
        "report": report,
        "reports": reports,
        "snapshots": snapshots.prefetch_related(Prefetch("measures", queryset=measures)).order_by("goal__number"),
        "measures": measures,
    }
    return render(request, "measures/goal_list.html", context)


def goal_detail(request: HttpRequest, number: int) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.published().with_stand(), number=number)
    findings = Finding.objects.published().filter(goal=goal).select_related("report").prefetch_related("figures")
    measures = Measure.objects.published().with_stand().in_order().towards(goal.number, goal.stand.report)
    context = {
        "goal": goal,
        "measures": measures,
        "findings": findings.order_by("-report__publication_latest", "position"),
        "goals": Goal.objects.published(),
        "corrections": Correction.objects.published().about("doel", str(number)),
    }
    return render(request, "measures/goal_detail.html", context)
