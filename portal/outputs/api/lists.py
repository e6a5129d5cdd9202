"""The query of a list: its filters, page number, page size and order. One response reports all errors at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.paginator import EmptyPage, Paginator
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.pagination import BasePagination
from rest_framework.request import Request

from portal.core.problems import InvalidParam
from portal.outputs.api.contract import BASE
from portal.outputs.api.problems import InvalidParamsError, NoSuchRecordError

PAGE_SIZE = 50
LARGEST_PAGE = 200
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE_NUMBER = RegexValidator(r"\A[0-9]{1,9}\Z", "Schrijf een heel getal, zoals 2.")


class WholeNumberField(forms.CharField):
    """A field that accepts digits only. `forms.IntegerField` also accepts spaces, a sign and a decimal point."""

    default_validators = [WHOLE_NUMBER]

    def __init__(self, *, least: int = 1, most: int = 999_999_999, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.least, self.most = least, most

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not self.least <= int(text) <= self.most:
            raise forms.ValidationError(f"Kies een getal van {self.least} tot en met {self.most}.")
        return int(text)


@dataclass(frozen=True)
class ListPage:
    """A page of a list. `next` and `previous` are absolute URLs or None; `count` is the size of the whole list."""

    records: Sequence[Any]
    count: int
    next: str | None
    previous: str | None


class ListForm(forms.Form):
    page = WholeNumberField(required=False)
    pageSize = WholeNumberField(required=False, most=LARGEST_PAGE)  # camelCase: the public parameter name
    sort = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Deze keuze bestaat niet."})

    def __init__(self, query: QueryDict, sorting: list[str]) -> None:
        super().__init__(query)
        self.fields["sort"].choices = [(way, way) for way in ways_to_sort(sorting)]  # type: ignore[attr-defined]
        if not sorting:
            del self.fields["sort"]


def ways_to_sort(sorting: list[str]) -> list[str]:
    """Return the allowed values of `sort`: each name, and each name with "-" in front for descending order."""
    return [*sorting, *[f"-{name}" for name in sorting]]


def refuse(params: list[InvalidParam]) -> None:
    """Raise `InvalidParamsError` with `params`, sorted by name. Do nothing when there are none."""
    if params:
        raise InvalidParamsError(sorted(params, key=lambda param: param.name))


def strange_keys(query: QueryDict, known: Sequence[str]) -> list[InvalidParam]:
    """Return an error for each query parameter that is unknown, repeated or empty."""
    known_words = f"Deze API kent hier: {', '.join(known)}." if known else "Dit adres heeft geen filters."
    found = []
    for name, values in query.lists():
        if name not in known:
            found.append(InvalidParam(name, f"Dit filter bestaat niet. {known_words}"))
        elif len(values) > 1:
            found.append(InvalidParam(name, "Dit filter staat er meer dan eens."))
        elif not values[0]:
            found.append(InvalidParam(name, "Dit filter is leeg. Laat het weg of vul het in."))
    return found


def wrong_values(form: forms.BaseForm, strange: list[InvalidParam]) -> list[InvalidParam]:
    """Return an error for each parameter with a value that `form` or the contract refuses.

    Skips the parameters in `strange`, which already have an error.
    """
    told = {param.name for param in strange}
    wrong = {name: " ".join([*errors, *_choices(form.fields[name])]) for name, errors in form.errors.items()}
    misspelt = {name: _misspelt(field, form.data.get(name, "")) for name, field in form.fields.items()}
    return [InvalidParam(name, reason) for name, reason in (misspelt | wrong).items() if reason and name not in told]


def _misspelt(field: forms.Field, text: str) -> str:
    """Return an error message for a value that the form accepts but the contract does not, or else "".

    The form is lenient for people: it accepts spaces, and a month in one digit. A client must write the documented format.
    """
    if text and isinstance(field, forms.DateField) and not DAY.fullmatch(text):
        return "Schrijf een dag als 2027-08-01."
    is_number = isinstance(field, forms.ModelChoiceField) and field.to_field_name == "number"
    return str(WHOLE_NUMBER.message) if text and is_number and not WHOLE_NUMBER.regex.search(text) else ""


def _choices(field: forms.Field) -> list[str]:
    """Return a list with one Dutch sentence that names the allowed values; empty unless `field` is a plain choice field."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
        return []
    return [f"Kies uit: {', '.join(str(value) for value, _ in field.choices if value)}."]  # type: ignore[misc, str-unpack]


class ListQuery:
    """The checked query of a list. `sort` is "" or one of `ways_to_sort`. Needs a bound `filterset`.

    Raises `InvalidParamsError` with all errors in the query.
    """

    def __init__(self, request: Request, filterset: django_filters.FilterSet, sorting: list[str]) -> None:
        query = request.query_params
        form = ListForm(query, sorting)
        strange = strange_keys(query, [*filterset.form.fields, *form.fields])
        refuse([*strange, *wrong_values(filterset.form, strange), *wrong_values(form, strange)])
        self.number: int = form.cleaned_data["page"] or 1
        self.size: int = form.cleaned_data["pageSize"] or PAGE_SIZE
        self.sort: str = form.cleaned_data.get("sort", "")
        self._request = request

    def page_of(self, records: Sequence[Any] | QuerySet) -> ListPage:
        """Return the requested page of `records`. Raises `NoSuchRecordError` for a page past the end."""
        pages = Paginator(records, self.size)
        try:
            page = pages.page(self.number)
        except EmptyPage:
            count = "1 pagina" if pages.num_pages == 1 else f"{pages.num_pages} pagina's"
            raise NoSuchRecordError(f"Pagina {self.number} bestaat niet: er is {count}.") from None
        return ListPage(
            list(page.object_list),
            pages.count,
            self._address(self.number + 1) if page.has_next() else None,
            self._address(self.number - 1) if page.has_previous() else None,
        )

    def _address(self, number: int) -> str:
        query = self._request.query_params.dict() | {"page": str(number)}
        return self._request.build_absolute_uri(f"{self._request.path}?{urlencode(query)}")


class Envelope(BasePagination):
    """The schema of a list response, for the OpenAPI description only. `Resource.list` does the pagination."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        def address(words: str, number: int) -> dict[str, Any]:
            example = f"https://portaal.example.nl{BASE}/acties?page={number}"
            return {"type": "string", "format": "uri", "nullable": True, "description": words, "example": example}

        return {
            "type": "object",
            "description": "Een pagina van een lijst.",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "minimum": 0, "description": "Hoeveel er in totaal zijn.", "example": 123},
                "next": address("Het adres van de volgende pagina, of null.", 3),
                "previous": address("Het adres van de vorige pagina, of null.", 1),
                "results": schema | {"description": "De rijen van deze pagina."},
            },
        }
