"""The base class of the resources of the API: a list with a checked query, and single records."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from portal.outputs.api.lists import Envelope, ListQuery, refuse, strange_keys, wrong_values
from portal.outputs.api.problems import NoSuchRecordError


class Resource(GenericViewSet):
    """A read-only list and its single records.

    `filterset_class` selects the records. `sorting` maps each public sort name to ORM fields; the tuples are empty in a subclass
    whose `found` sorts otherwise. In the OpenAPI description, `tag` is the tag and `words` the description of the list. The
    docstring of a subclass is its public Dutch title.
    """

    http_method_names = ["get", "head", "options"]
    pagination_class = Envelope
    filterset_class: type[django_filters.FilterSet]
    # The filters of a single record; most resources have none.
    single_filterset_class: type[django_filters.FilterSet] | None = None
    # A regular expression for the key in the path. Empty when the resource has a list only.
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
        """Return the filtered records in the order of `sort`. An empty `sort` gives the order of `get_queryset()`.

        Needs a `sort` that `ListQuery` has checked.
        """
        records = filterset.qs
        if not sort:
            return records
        columns = [F(column) for column in self.sorting[sort.lstrip("-")]]
        # What has no value comes last both ways: the databases differ in where they put it.
        if sort.startswith("-"):
            return records.order_by(*[column.desc(nulls_last=True) for column in columns], "pk")
        return records.order_by(*[column.asc(nulls_last=True) for column in columns], "pk")

    def shown(self, records: Sequence[Any], filterset: Any) -> Sequence[Any]:
        """Return `records` with extra data for the serializer, in the same order.

        `list` passes one page. `retrieve` passes one record, with None as `filterset` if there is no `single_filterset_class`.
        """
        return records

    def list(self, request: Request, **kwargs: Any) -> Response:
        filterset = self.filterset()
        query = ListQuery(request, filterset, list(self.sorting))
        page = query.page_of(self.found(filterset, query.sort))
        rows = self.rows(page.records, filterset)
        return Response({"count": page.count, "next": page.next, "previous": page.previous, "results": rows})

    def rows(self, records: Sequence[Any], filterset: Any) -> Sequence[dict[str, Any]]:
        """Return `records` as the response has them, in the same order. `filterset` is that of `shown`."""
        rows: Sequence[dict[str, Any]] = self.get_serializer(self.shown(records, filterset), many=True).data
        return rows

    def one(self, key: str, filterset: Any) -> Any:
        """Return the record with this key, or None."""
        return self.get_queryset().filter(**{self.lookup_field: key}).first()

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        filterset = self.checked_single_filterset(request)
        record = self.one(kwargs[self.lookup_url_kwarg or self.lookup_field], filterset)
        rows = [] if record is None else self.rows([record], filterset)
        if not rows:
            raise NoSuchRecordError("Dit is er niet, of niet meer. De lijst van dit adres noemt wat er is.")
        return Response(rows[0])

    def checked_single_filterset(self, request: Request) -> Any:
        """Return the FilterSet of a single record, or None when the resource has none.

        Raises `InvalidParamsError` with all errors in the query.
        """
        if self.single_filterset_class is None:
            refuse(strange_keys(request.query_params, []))
            return None
        filterset = self.filterset(self.single_filterset_class)
        strange = strange_keys(request.query_params, list(filterset.form.fields))
        refuse([*strange, *wrong_values(filterset.form, strange)])
        return filterset

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return an empty 204 to a CORS preflight. The middleware `api_headers` adds the headers."""
        return Response(status=204)
