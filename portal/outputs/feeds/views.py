"""The views of the feeds. A feed has the path of its HTML page with the extension .atom."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from laws.models import Bill
from measures.kinds import BILL, MEASURE
from measures.models import Measure, Role
from portal.agenda.views import role_view
from portal.changes import ChangeKind
from portal.changes.filters import ChangesFilter
from portal.core.addresses import base_of
from portal.outputs.feeds.atom import AtomFeed, Feed, to_atom
from portal.outputs.feeds.entry import FeedEntry, about_any
from portal.outputs.feeds.history import all_corrections, of_changes, of_comparison, of_corrections, of_reports
from portal.outputs.feeds.subjects import new_for, of_bills, of_measures, of_role


def _answer(request: HttpRequest, feed: Feed, query: str = "") -> HttpResponse:
    address = request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
    return HttpResponse(to_atom(feed, base_of(request), address), content_type=AtomFeed.content_type)


def changes_feed(request: HttpRequest) -> HttpResponse:
    """Return a feed of all changes, corrections, and published and withdrawn reports. Query parameters narrow it down.

    `soort` (kind) gives the changes of one kind. `van` and `naar` (from and to) give one comparison, as on the HTML page. An
    invalid value gives a 400 with an HTML page.
    """
    chosen = ChangesFilter(request.GET, request=request)
    page = reverse("changes")
    if not chosen.is_valid():
        return render(request, "portal/export_refused.html", {"filter": chosen, "address": page}, status=400)
    asked = {name: request.GET[name] for name in chosen.field_order if request.GET.get(name)}
    if not asked:
        entries = [*of_reports(), *all_corrections(), *of_changes()]
        return _answer(request, Feed(("wijzigingen",), "Wijzigingen", page, entries))
    query = urlencode(asked)
    about, title, entries = _of_pair(chosen) if asked.keys() & {"van", "naar"} else _of_kind(asked["soort"])
    return _answer(request, Feed(("wijzigingen", *about), title, f"{page}?{query}", entries), query)


def _of_kind(kind: str) -> tuple[tuple[str, ...], str, list[FeedEntry]]:
    """Return the id parts, title and entries of a feed with the changes of one kind, without corrections and reports."""
    return (kind,), f"Wijzigingen, alleen: {ChangeKind(kind).label.lower()}", of_changes(kind)


def _of_pair(chosen: ChangesFilter) -> tuple[tuple[str, ...], str, list[FeedEntry]]:
    """Return the id parts, title and entries of a feed with one comparison, as on the HTML page.

    The corrections of both reports come first. They are left out when a kind of change is chosen.
    """
    comparison = chosen.comparison
    if comparison is None:
        return ("geen",), "Wijzigingen", []
    about = (comparison.earlier.slug, comparison.later.slug, *filter(None, [comparison.kind]))
    corrections = [] if comparison.kind else of_corrections(comparison.corrections)
    title = f"Wijzigingen van {comparison.earlier} naar {comparison.later}"
    return about, title, [*corrections, *of_comparison(comparison)]


def measure_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a feed with the changes and corrections of a measure and its submeasures."""
    measure = get_object_or_404(Measure.objects.published(), slug=slug)
    subjects = of_measures(Measure.objects.filter(pk=measure.pk))
    entries = about_any([*of_reports(), *all_corrections(), *of_changes()], subjects)
    about = (MEASURE.word, measure.lasting_key)
    return _answer(request, Feed(about, f"Wijzigingen van maatregel {measure}", measure.get_absolute_url(), entries))


def bill_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a feed with the changes and corrections of a bill, and of the bills that took it over."""
    bill = get_object_or_404(Bill.objects.published(), slug=slug)
    about = (BILL.word, bill.lasting_key)
    entries = about_any([*of_reports(), *all_corrections(), *of_changes()], of_bills([slug]))
    return _answer(request, Feed(about, f"Wijzigingen van {bill.name}", bill.get_absolute_url(), entries))


@role_view
def role_feed(request: HttpRequest, role: Role) -> HttpResponse:
    """Return a feed with the new actions of a role, and the changes of the measures and bills of its actions."""
    entries = [*new_for(role), *about_any([*of_reports(), *all_corrections(), *of_changes()], of_role(role))]
    return _answer(request, Feed(("rol", role.lasting_key), f"Wijzigingen voor {role.plural}", role.get_absolute_url(), entries))
