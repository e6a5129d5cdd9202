"""Pages of the agenda: the list of roles, the agenda of one role, one action, and the wide table."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from measures.models import Action, Correction, Role
from measures.pages import page_of
from portal.agenda import by_role, summary_of
from portal.agenda.filters import AgendaFilter, MomentFilter
from portal.agenda.memory import progress_reports, public_roles, public_sectors
from portal.agenda.overview import overview, overview_filter
from portal.agenda.sections import sections
from portal.agenda.sectors import differences
from portal.agenda.words import duty_sentences, options_in_words
from portal.core.dates import listed
from portal.core.reports import missing_before, missing_in_words

# The most actions in one section of a page. No role has more at present.
MOST = 100
# The role whose page leads to what parents and pupils have a right to.
PARENTS = "ouder"


def role_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view of one role: it gets the role with the slug `role_slug`. Without one, a 404 lists the roles that exist."""

    @wraps(view)
    def with_role(request: HttpRequest, role_slug: str, **rest: Any) -> HttpResponse:
        roles = public_roles()
        if role := next((role for role in roles if role.slug == role_slug), None):
            return view(request, role, **rest)
        context = {"slug": role_slug, "roles": roles}
        return render(request, "agenda/unknown_role.html", context, status=404)

    return with_role


def role_filter(request: HttpRequest, role: Role) -> AgendaFilter:
    return AgendaFilter(request.GET, role=role, request=request)


def _kept(query: QueryDict, *names: str) -> str:
    """Return a query string of only these parameters, with its question mark; empty if none of them is set."""
    kept = QueryDict(mutable=True)
    for name in names:
        if query.get(name):
            kept.setlist(name, query.getlist(name)[-1:])
    return f"?{kept.urlencode()}" if kept else ""


def roles(request: HttpRequest) -> HttpResponse:
    """Render the list of roles, each with its summary on the chosen day."""
    filterset = AgendaFilter(request.GET, request=request)
    entries = by_role(filterset.shown)
    context = {
        "filter": filterset,
        "figures": [(role, summary_of(entries[role.pk])) for role in public_roles()],
        "latest_known": filterset.latest_known,
        "query": _kept(request.GET, *AgendaFilter.field_order) if filterset.is_valid() else "",
    }
    return render(request, "agenda/roles.html", context, status=200 if filterset.is_valid() else 400)


@role_view
def role_agenda(request: HttpRequest, role: Role) -> HttpResponse:
    filterset = role_filter(request, role)
    found = sections(filterset.shown)
    # With a chosen standing, its entries are paginated. Otherwise every section shows its first MOST entries.
    page = page_of(request, found.entries, MOST) if filterset.chosen_standing else None
    summary, sectors, reports = summary_of(filterset.entries), public_sectors(), progress_reports()
    context = {
        "role": role,
        "roles": public_roles(),
        "filter": filterset,
        "parents": PARENTS,
        "duties": duty_sentences(summary, role.plural, filterset.chosen_day),
        "options": options_in_words(summary, filterset.chosen_day),
        "has_duties": bool(summary.in_force or summary.ahead or summary.without_date),
        "sectors": sectors,
        "sectors_in_words": listed([sector.slug for sector in sectors]),
        "differences": differences(filterset.of_role, role, sectors),
        "latest_known": filterset.latest_known,
        "reports": reports,
        "missing": missing_in_words(missing_before(reports[0] if reports else None, reports)),
        "query": _kept(request.GET, *AgendaFilter.field_order) if filterset.is_valid() else "",
        "moment": _kept(request.GET, *MomentFilter.field_order) if filterset.is_valid() else "",
        "page": page,
        "all_sections": found,
        "sections": replace(sections(list(page)), totals=found.totals) if page else found.first(MOST),
    }
    return render(request, "agenda/role.html", context, status=200 if filterset.is_valid() else 400)


def action_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Render one action: its text, its standing on the chosen day, and every mention in a known report."""
    action = get_object_or_404(Action.objects.published(), slug=slug)
    filterset = MomentFilter(request.GET, queryset=Action.objects.filter(pk=action.pk), request=request)
    filterset.form.fields.pop("zoek")
    entry = next(iter(filterset.entries), None)
    context = {
        "action": action,
        "filter": filterset,
        "entry": entry,
        "moment": _kept(request.GET, *MomentFilter.field_order),
        "corrections": Correction.objects.published().filter(action_key=action.lasting_key).select_related("report"),
    }
    return render(request, "agenda/action.html", context, status=200 if filterset.is_valid() else 400)


def wide_table(request: HttpRequest) -> HttpResponse:
    """Render the wide table; see `portal.agenda.overview`."""
    filterset = overview_filter(request.GET)
    context = {
        "filter": filterset,
        "overview": overview(filterset),
        "chosen_report": filterset.chosen_report,
        "all_roles": Role.objects.published(),
    }
    return render(request, "portal/overview.html", context, status=200 if filterset.is_valid() else 400)
