"""The page of a reader's own plan, and the one that brings a workbook up to date. Nothing that the reader wrote is kept here."""

import threading
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from measures.filters import MeasureFilter
from measures.models import Role
from portal.agenda import in_order_of_date
from portal.agenda.filters import AgendaFilter
from portal.agenda.overview import overview, overview_filter
from portal.agenda.views import role_filter, role_view
from portal.core.addresses import base_of, is_from_elsewhere
from portal.core.dates import today
from portal.core.limits import PlanThrottle
from portal.core.problems import problem_response
from portal.core.workbooks import UnreadableError, kind_of_file, open_workbook
from portal.outputs.exports.refusal import refusal
from portal.outputs.exports.spreadsheet import file_of
from portal.outputs.workplan.filled import FilledPlan, NotThePlanError, PlanLine, address_in, read_filled
from portal.outputs.workplan.of_pages import STATES, overview_plan, role_plan
from portal.outputs.workplan.plan import WorkPlan
from portal.outputs.workplan.updating import new_book, updated

# A small file can repeat its cells, so making the new one costs more than reading it: one at a time in a process.
_turn = threading.BoundedSemaphore(1)
BUSY = "Er worden nu al werkplannen bijgewerkt, of u stuurde er veel achter elkaar. Probeer het over een minuut opnieuw."
NO_FILE = "Kies eerst een bestand."
FROM_ELSEWHERE = "Dit formulier kwam van een andere site. Open deze pagina zelf en kies daar het bestand."
GONE = "De pagina „{}” van dit werkplan bestaat niet meer. Haal een nieuw werkplan op en neem uw eigen kolommen daarin over."


@role_view
def plan(request: HttpRequest, role: Role) -> HttpResponse:
    """Render the actions of a role, beside which a script keeps what the reader types."""
    filterset = role_filter(request, role)
    context = {"role": role, "filter": filterset, "entries": in_order_of_date(filterset.shown), "states": STATES}
    return render(request, "workplan/plan.html", context, status=200 if filterset.is_valid() else 400)


@role_view
def role_workbook(request: HttpRequest, role: Role, extension: str) -> HttpResponse:
    """Return the work plan of a role as a workbook, with empty columns for the reader."""
    filterset = role_filter(request, role)
    refused = refusal(request, role.get_absolute_url(), filterset)
    return refused or file_of(new_book(role_plan(role, filterset, base_of(request))), f"nu-{role.slug}", extension)


def overview_workbook(request: HttpRequest, extension: str) -> HttpResponse:
    """Return the overview as a workbook, with empty columns for the reader."""
    filterset = overview_filter(request.GET)
    refused = refusal(request, reverse("overview"), filterset)
    return refused or file_of(new_book(_plan_of_overview(filterset, base_of(request))), "overzicht", extension)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_up_to_date(request: HttpRequest) -> HttpResponse:
    """Render the form; answer a POST with the new workbook, of the same kind of file, or with the form and why not (400).

    The form carries no token, because a token needs a cookie. It changes nothing here, so a forged request gains nothing; one
    that another site sent, as a browser tells, is refused all the same.
    """
    if request.method != "POST":
        return render(request, "workplan/update.html", {"roles": Role.objects.published()})
    if not PlanThrottle().allow_request(request) or not _turn.acquire(blocking=False):
        return _refused(request, BUSY, 429)
    try:
        return _brought(request)
    finally:
        _turn.release()


def _brought(request: HttpRequest) -> HttpResponse:
    try:
        if is_from_elsewhere(request):
            raise NotThePlanError(FROM_ELSEWHERE)
        file = request.FILES.get("bestand")
        if file is None:
            raise NotThePlanError(NO_FILE)
        content = file.read()
        sheets = open_workbook(content, as_written=True)
        today_plan = _plan_of(address_in(sheets), base_of(request))
        filled = read_filled(sheets, today_plan)
    except (UnreadableError, NotThePlanError) as refusal:
        return _refused(request, str(refusal), 400)
    if _wants_json(request):
        return JsonResponse(own_cells(filled, today_plan))
    book = updated(filled, today_plan, today())
    return file_of(book, f"werkplan-{today():%Y-%m-%d}", kind_of_file(content))


def _refused(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    if _wants_json(request):
        return problem_response(status, reason)
    context = {"roles": Role.objects.published(), "error": reason}
    return render(request, "workplan/update.html", context, status=status)


def _wants_json(request: HttpRequest) -> bool:
    """Return whether the script of the page of a plan asks: it fills that page with what the workbook holds."""
    return request.headers.get("Accept") == "application/json"


def own_cells(filled: FilledPlan, plan: WorkPlan) -> dict[str, Any]:
    """Return the texts of the reader: `acties` by key and heading, and `eigen`, a list with the texts of each own row.

    Two texts of one action under one heading, such as those of actions that became one, stand beside each other.
    """

    def add(texts: dict[str, str], line: PlanLine) -> dict[str, str]:
        for (heading, _number), cell in line.cells.items():
            name, text = heading or "Zonder kop", str(cell.value)
            if text not in texts.get(name, "").split("; "):
                texts[name] = f"{texts[name]}; {text}" if name in texts else text
        return texts

    found: dict[str, Any] = {"rol": plan.role, "acties": {}, "eigen": []}
    for line in filled.lines:
        if line.key:
            add(found["acties"].setdefault(plan.key_of(line.key), {}), line)
        else:
            found["eigen"].append(add({}, line))
    return found


def _plan_of_overview(filterset: MeasureFilter, base: str) -> WorkPlan:
    return overview_plan(overview(filterset), reverse("overview"), filterset.data, base, filterset.in_words())


def _plan_of(address: str, base: str) -> WorkPlan:
    """Return the plan of today of the page at this path and query. Raises `NotThePlanError`."""
    path, _, text = address.partition("?")
    query = QueryDict(text)
    try:
        match = resolve(path)
    except Resolver404:
        raise NotThePlanError(GONE.format(path[:100])) from None
    if match.url_name == "overview":
        filterset = overview_filter(query)
        if filterset.is_valid():
            return _plan_of_overview(filterset, base)
    slug = match.kwargs.get("role_slug", "") if match.url_name == "role" else ""
    roles = list(Role.objects.published()) if slug else []
    by_key = {former: each for each in roles for former in each.keys_of_before} | {each.slug: each for each in roles}
    role = by_key.get(slug)
    if role:
        of_role = AgendaFilter(query, role=role)
        if of_role.is_valid():
            return role_plan(role, of_role, base)
    raise NotThePlanError(GONE.format(address[:100]))
