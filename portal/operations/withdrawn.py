"""The answer at an address that was public and is so no longer, because a report was withdrawn: 410, why, and the way on."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone

from measures.models import Report
from measures.publication.gate import recalling
from portal.core.addresses import base_of, is_for_api, is_for_visitors
from portal.core.dates import in_dutch
from portal.core.problems import problem_response
from portal.outputs.sharing.kinds import NAMES
from portal.outputs.sharing.views import framed_refusal

GONE, BAD_REQUEST, NOT_FOUND = 410, 400, 404
# The addresses that another site frames.
FRAMES = {f"{name}-framed" for name in NAMES.values()}


def tell_withdrawn(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 410 instead of 404 or 400 where there was an answer before a report was withdrawn.

    The view of the address decides: it is asked again as if the report were still published. So this holds for every page,
    file, feed and address of the API, and for a query that names what only that report made public.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_refused = response.status_code == NOT_FOUND or (response.status_code == BAD_REQUEST and request.GET)
        if not is_refused or request.method not in ("GET", "HEAD") or not is_for_visitors(request):
            return response
        report = _took_away(request)
        return response if report is None else _gone(request, report)

    return middleware


def _took_away(request: HttpRequest) -> Report | None:
    """Return the withdrawn report without which this address has no answer; None when it never had one."""
    withdrawn = list(Report.objects.withdrawn().newest_first())
    if not withdrawn:
        return None
    published = set(Report.objects.published().values_list("pk", flat=True))
    return next((report for report in withdrawn if _answers_with(request, published | {report.pk})), None)


def _answers_with(request: HttpRequest, reports: set[int]) -> bool:
    """Return whether the address has an answer when these reports are published."""
    with recalling(reports):
        try:
            match = resolve(request.path_info)
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return False
    return response.status_code < BAD_REQUEST


def _gone(request: HttpRequest, report: Report) -> HttpResponse:
    assert report.withdrawn_at is not None
    day = in_dutch(timezone.localdate(report.withdrawn_at))
    match = request.resolver_match
    if match and match.view_name in FRAMES:
        said = (
            f"Dit is op {day} ingetrokken, met de rapportage waar het in stond: {report.title}. Reden: {report.withdrawal_reason}"
        )
        return framed_refusal(request, GONE, said, report.get_absolute_url(), "Lees waarom")
    again = Report.objects.published().filter(number=report.number).first() if report.is_progress else None
    if not is_for_api(request):
        is_report = request.path_info == report.get_absolute_url()
        return render(request, "portal/withdrawn.html", {"report": report, "again": again, "is_report": is_report}, status=GONE)
    way_on = f"In plaats hiervan kwam: {base_of(request)}{again.get_absolute_url()}" if again else ""
    detail = (
        f"Dit komt uit „{report.title}”. Die rapportage is op {day} ingetrokken. "
        f"Reden: {report.withdrawal_reason} {way_on or f'Meer op: {base_of(request)}{report.get_absolute_url()}'}"
    )
    return problem_response(GONE, detail)
