"""The feed of changes, with its own two filters. `portal.outputs.following` has the feeds of the other pages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.changes import ChangeKind
from portal.changes.filters import ChangesFilter
from portal.outputs.feeds.atom import Feed, feed_response
from portal.outputs.feeds.entry import FeedEntry
from portal.outputs.feeds.history import all_news, of_changes, of_comparison, of_corrections


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
        entries = all_news()
        return feed_response(request, Feed(("wijzigingen",), "Wijzigingen", page, entries))
    query = f"?{urlencode(asked)}"
    about, title, entries = _of_pair(chosen) if asked.keys() & {"van", "naar"} else _of_kind(asked["soort"])
    return feed_response(request, Feed(("wijzigingen", *about), title, f"{page}{query}", entries), query)


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
