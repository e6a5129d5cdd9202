"""What every resource of the API does: list through a checked query, or show one record."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from portal.outputs.api.lists import Envelope, ListQuery, refuse, strange_keys, wrong_values
from portal.outputs.api.problems import NoSuchRecordError


class Resource(GenericViewSet):
    """A list and its records, read only.

    `filterset_class` decides which records are found, `sorting` in which orders they can be had: the public name and
    the columns. `tag` and `words` are its heading and sentence in the description.
    """

    http_method_names = ["get", "head", "options"]
    pagination_class = Envelope
    filterset_class: type[django_filters.FilterSet]
    # The filters of a single record; most have none.
    single_filterset_class: type[django_filters.FilterSet] | None = None
    # What keys look like; empty for a list without records of its own.
    key_pattern = ""
    sorting: dict[str, tuple[str, ...]] = {}
    tag = ""
    words = ""

    def get_queryset(self) -> QuerySet:
        raise NotImplementedError

    def filterset(self, filterset_class: type[django_filters.FilterSet] | None = None) -> django_filters.FilterSet:
        made = filterset_class or self.filterset_class
        return made(self.request.query_params, queryset=self.get_queryset(), request=self.request)

    def found(self, filterset: Any, sort: str) -> Sequence[Any] | QuerySet:
        """What the filters leave, in the order asked for; the order of the pages when none is asked."""
        records = filterset.qs
        if not sort:
            return records
        way = "-" if sort.startswith("-") else ""
        return records.order_by(*[f"{way}{column}" for column in self.sorting[sort.lstrip("-")]], "pk")

    def shown(self, records: Sequence[Any], filterset: Any) -> Sequence[Any]:
        """The records of a page, with what their representation needs besides."""
        return records

    def list(self, request: Request, **kwargs: Any) -> Response:
        filterset = self.filterset()
        query = ListQuery(request, filterset, list(self.sorting))
        page = query.page_of(self.found(filterset, query.sort))
        rows = self.get_serializer(self.shown(page.records, filterset), many=True).data
        return Response({"count": page.count, "next": page.next, "previous": page.previous, "results": rows})

    def one(self, key: str, filterset: Any) -> Any:
        """The record with this key, or None."""
        return self.get_queryset().filter(**{self.lookup_field: key}).first()

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        filterset = self.checked_single_filterset(request)
        record = self.one(kwargs[self.lookup_url_kwarg or self.lookup_field], filterset)
        if record is None:
            raise NoSuchRecordError("Dit is er niet, of niet meer. De lijst van dit adres noemt wat er is.")
        return Response(self.get_serializer(self.shown([record], filterset)[0]).data)

    def checked_single_filterset(self, request: Request) -> Any:
        if self.single_filterset_class is None:
            refuse(strange_keys(request.query_params, []))
            return None
        filterset = self.filterset(self.single_filterset_class)
        strange = strange_keys(request.query_params, list(filterset.form.fields))
        refuse([*strange, *wrong_values(filterset.form, strange)])
        return filterset

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Which methods there are; a browser asks this before it calls from another site."""
        return Response(status=204)
