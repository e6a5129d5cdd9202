"""Paging and error handling for list pages."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from measures.filters import StandFilterSet
from measures.models.base import Record

PER_PAGE = 50


class RecordsByKey(Sequence[Record]):
    """The records of a list or of a part of it, in order. Each key is a pair: the primary key and the natural key.

    The keys are known at once. The records are read when one of them is first asked for, so a page whose rows are kept elsewhere
    reads none.
    """

    def __init__(self, found: QuerySet, keys: Sequence[tuple[int, str | int]]) -> None:
        self._found, self.keys, self.model = found, keys, found.model

    @cached_property
    def primary_keys(self) -> tuple[int, ...]:
        return tuple(key for key, _ in self.keys)

    @cached_property
    def _records(self) -> list[Record]:
        return list(self._found.filter(pk__in=self.primary_keys))

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> "RecordsByKey": ...
    def __getitem__(self, place: int | slice) -> "Record | RecordsByKey":
        return RecordsByKey(self._found, self.keys[place]) if isinstance(place, slice) else self._records[place]


def page_of(request: HttpRequest, rows: Sequence[Any], per_page: int = PER_PAGE) -> Page:
    """Return the page of `rows` whose number is in the query parameter `pagina`.

    A number out of range gives the last page. No number, or text, gives the first page.
    """
    return Paginator(rows, per_page).get_page(request.GET.get("pagina"))


def filtered_list(request: HttpRequest, template: str, filterset: StandFilterSet, context: dict[str, Any]) -> HttpResponse:
    """Render a list with its filters. An invalid filter value gives a 400 and a form with the valid choices.

    One query reads the keys of all rows, which also says how many there are. `context` has the `title`, the noun for the rows, as
    `one` (singular) and `more` (plural), and whether they have days. It is extended in place.
    """
    valid = filterset.is_valid()
    found = filterset.qs if valid else filterset.queryset.none()
    keys = list(found.values_list("pk", found.model.natural_key_field))
    page = page_of(request, RecordsByKey(found, keys))
    context |= {"filter": filterset, "page": page, "rows": page.object_list, "chosen_report": filterset.chosen_report}
    return render(request, template, context, status=200 if valid else 400)
