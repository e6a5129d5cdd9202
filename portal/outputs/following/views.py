"""The feed and the calendar of a page. Each has the filters of the page, and refuses what the page refuses."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from measures.models import Role
from portal.agenda.views import role_view
from portal.core.addresses import base_of
from portal.core.dates import today
from portal.core.limits import limit_searches
from portal.outputs.exports.calendar import events, events_of_bills, to_ics
from portal.outputs.exports.refusal import refusal
from portal.outputs.feeds.atom import Feed, feed_response
from portal.outputs.feeds.entry import about_any
from portal.outputs.feeds.history import all_news
from portal.outputs.following.found import SearchPage
from portal.outputs.following.pages import (
    ActionPage,
    BillPage,
    BillsPage,
    GoalPage,
    GoalsPage,
    MeasurePage,
    MeasuresPage,
    MotionPage,
    MotionsPage,
    OverviewPage,
    ParentsPage,
    PrioritiesPage,
    ReportsPage,
    RolePage,
    RolesPage,
)
from portal.outputs.following.records import FollowedPage

# By the path of the page, and for a single record by the word before its key in that path.
LISTS: Mapping[str, type[FollowedPage]] = {
    "maatregelen": MeasuresPage,
    "doelen": GoalsPage,
    "speerpunten": PrioritiesPage,
    "wetsvoorstellen": BillsPage,
    "moties": MotionsPage,
    "rapportages": ReportsPage,
    "overzicht": OverviewPage,
    "nu": RolesPage,
    "ouders": ParentsPage,
}
RECORDS = {
    "acties": ActionPage,
    "maatregelen": MeasurePage,
    "wetsvoorstellen": BillPage,
    "doelen": GoalPage,
    "moties": MotionPage,
}
# What a calendar can leave out, besides what the filters of its page do: `voorbij=nee` leaves out what is past.
OF_CALENDARS = {"voorbij": ("nee",)}


def list_feed(request: HttpRequest, name: str) -> HttpResponse:
    return _feed(request, LISTS[name](request))


def list_calendar(request: HttpRequest, name: str) -> HttpResponse:
    return _calendar(request, LISTS[name](request), name)


def record_feed(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    return _feed(request, RECORDS[name](request, slug))


def record_calendar(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    return _calendar(request, RECORDS[name](request, slug), slug)


@role_view
def role_feed(request: HttpRequest, role: Role) -> HttpResponse:
    return _feed(request, RolePage(request, role))


@role_view
def role_calendar(request: HttpRequest, role: Role) -> HttpResponse:
    return _calendar(request, RolePage(request, role), f"nu-{role.slug}")


# As the search page: every search has its own address, and would push out what is requested often.
@cache_control(private=True, no_cache=True)
@limit_searches
def search_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, SearchPage(request))


@cache_control(private=True, no_cache=True)
@limit_searches
def search_calendar(request: HttpRequest) -> HttpResponse:
    return _calendar(request, SearchPage(request), "zoeken")


def _feed(request: HttpRequest, page: FollowedPage) -> HttpResponse:
    if refused := refusal(request, page.path, page.filterset):
        return refused
    entries = [*page.own_entries(), *about_any(all_news(), page.subjects())]
    title = f"Wijzigingen {page.relation} {page.full_title}" if page.relation else f"Wijzigingen: {page.full_title}"
    return feed_response(request, Feed(page.identity, title, page.path + page.query, entries), page.query)


def _calendar(request: HttpRequest, page: FollowedPage, name: str) -> HttpResponse:
    if refused := refusal(request, page.path, page.filterset, own=OF_CALENDARS):
        return refused
    base = base_of(request)
    of_actions = events(page.entries(), page.actions(), page.report, base) if page.has_actions else ()
    found = [*of_actions, *events_of_bills(page.bills(), base), *page.events(base)]
    between = " voor" if page.relation == "voor" else ":"
    title = f"Passend onderwijs{between} {page.full_title}"
    content = to_ics(title, found, today() if "voorbij" in request.GET else None)
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
