"""Paging and error handling for list pages."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from measures.filters import StandFilterSet

PER_PAGE = 50


def page_of(request: HttpRequest, rows: QuerySet | list, per_page: int = PER_PAGE) -> Page:
    """Return the page of `rows` whose number is in the query parameter `pagina`.

    A number out of range gives the last page. No number, or text, gives the first page.
    """
    return Paginator(rows, per_page).get_page(request.GET.get("pagina"))


def filtered_list(request: HttpRequest, template: str, filterset: StandFilterSet, context: dict[str, Any]) -> HttpResponse:
    """Render a list with its filters. An invalid filter value gives a 400 and a form with the valid choices.

    `context` has the `title`, the noun for the rows, as `one` (singular) and `more` (plural), and whether they have days. It is
    extended in place.
    """
    valid = filterset.is_valid()
    page = page_of(request, filterset.qs if valid else filterset.queryset.none())
    context |= {"filter": filterset, "page": page, "chosen_report": filterset.chosen_report}
    return render(request, template, context, status=200 if valid else 400)
