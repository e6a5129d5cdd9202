"""The search page, `/zoeken/`."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control

from portal.core.limits import limit_searches
from portal.search.excerpts import excerpt, marked
from portal.search.filters import SearchFilter
from portal.search.finding import Found
from portal.search.matching import Match
from portal.search.models import SearchDocument
from portal.search.standings import NowTold

PER_PAGE = 20


@dataclass(frozen=True)
class SearchResult:
    """One search result as the page shows it, with the found words highlighted. `told` is its standing or status, if any."""

    url: str
    caption: SafeString
    title: SafeString
    excerpt: SafeString
    told: NowTold | None


def answers(found: Found, shown: list[Match]) -> list[SearchResult]:
    """Return the results of a page for these matches, in their order. One query."""
    documents = SearchDocument.objects.in_bulk([match.pk for match in shown])
    return [
        SearchResult(
            document.url,
            marked(document.caption, found.hits),
            marked(document.title, found.hits),
            excerpt(document.text, found.hits),
            found.told.get(document.url),
        )
        for match in shown
        if (document := documents.get(match.pk))
    ]


# Not kept in the response cache: every search has its own URL, and would push out the pages that are requested often.
@cache_control(private=True, no_cache=True)
@limit_searches
def search(request: HttpRequest) -> HttpResponse:
    filterset = SearchFilter(request.GET, queryset=SearchDocument.objects.none(), request=request)
    valid = filterset.is_valid()
    page = Paginator(filterset.answers if valid else [], PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"filter": filterset, "page": page, "answers": answers(filterset.found, list(page)) if valid else []}
    return render(request, "portal/search.html", context, status=200 if valid else 400)
