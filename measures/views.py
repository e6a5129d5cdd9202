"""The pages of measures and goals. The pages that also show bills or motions are in `portal.site`."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render

from measures.filters import GoalFilter, MeasureFilter
from measures.models import Correction, Finding, Goal, GoalSnapshot, Measure, Report
from measures.pages import filtered_list
from measures.querysets import by_report


def measure_list(request: HttpRequest) -> HttpResponse:
    measures = MeasureFilter(
        request.GET, queryset=Measure.objects.published().in_order().select_related("parent"), request=request
    )
    return filtered_list(
        request,
        "measures/measure_list.html",
        measures,
        {
            "title": "Maatregelen",
            "one": "maatregel of deelmaatregel",
            "more": "maatregelen en deelmaatregelen",
            "has_days": True,
        },
    )


def measure_by_number(request: HttpRequest, number: int) -> HttpResponsePermanentRedirect:
    return redirect(get_object_or_404(Measure.objects.published(), number=number), permanent=True)


def goal_list(request: HttpRequest) -> HttpResponse:
    """Render the matrix of goals and measures of one report. `rapportage` selects the report; the default is the newest."""
    filterset = GoalFilter(request.GET, queryset=GoalSnapshot.objects.published(), request=request)
    is_valid = filterset.is_valid()
    reports = Report.objects.with_goals()
    report = filterset.report
    if report is None:
        raise Http404("Nog geen gepubliceerde rapportage noemt doelen.")
    snapshots = filterset.qs.select_related("goal", "report") if is_valid else GoalSnapshot.objects.none()
    measures = Measure.objects.published().main().with_stand(report).in_order()
    context = {
        "filter": filterset,
        "report": report,
        "reports": reports,
        "snapshots": snapshots.prefetch_related(Prefetch("measures", queryset=measures)).order_by("goal__number"),
        "measures": measures,
    }
    return render(request, "measures/goal_list.html", context, status=200 if is_valid else 400)


def goal_detail(request: HttpRequest, number: str) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.published().with_stand(), number=number)
    findings = Finding.objects.published().filter(goal=goal).select_related("report").prefetch_related("figures")
    measures = Measure.objects.published().with_stand().in_order().towards(goal.number, goal.stand.report)
    context = {
        "goal": goal,
        "measures": measures,
        "findings": findings.order_by(*by_report(newest_first=True), "position"),
        "goals": Goal.objects.published(),
        "corrections": Correction.objects.published().about(goal),
    }
    return render(request, "measures/goal_detail.html", context)
